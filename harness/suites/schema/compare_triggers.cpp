// Triggers and row security of a table: see compare_catalog.h.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "harness/suites/schema/compare_catalog.h"

namespace parity {
namespace {

using reports::Check;

int distance(const Fact& wanted, const Fact& found) {
  int far = 0;
  for (const char* field : {"timing", "level", "condition", "function", "enabled", "columns"})
    if (!wanted.same(found, field)) ++far;
  return far;
}

// Triggers are held against each other event by event: one for three events and three for one each do the
// same.
class Triggers {
 public:
  Triggers(const Catalogs& catalogs, const DeclaredTable& table, CheckList& checks)
      : catalogs_(catalogs),
        table_(table),
        checks_(checks),
        left_(catalogs.found.of("triggers", table.name)) {}

  void compare() {
    for (std::size_t i = 0; i < table_.triggers.size(); ++i)
      for (const std::string& event : table_.triggers[i].events) one(table_.triggers[i], i, event);
    for (const Fact* found : left_)
      checks_.undeclared(
          fmt::format("trigger.{}.{}.{}", table_.name, (*found)["trigger_name"], (*found)["event"]),
          fmt::format("trigger {} {} {} of {}", (*found)["trigger_name"], (*found)["timing"],
                      (*found)["event"], table_.name));
  }

 private:
  void one(const DeclaredTrigger& declared, std::size_t i, const std::string& event) {
    Check& check =
        checks_.add(fmt::format("trigger.{}.{}", table_.name, event),
                    fmt::format("{} {} on {}, for each {}, {} is called", declared.timing, event, table_.name,
                                declared.level, declared.function.empty() ? "a function" : declared.function),
                    declared);
    const std::string name = twin_name("trigger", table_.name, i);
    const Fact* wanted = wanted_fact(catalogs_, "triggers", "trigger_name", name, table_.name, check);
    if (wanted == nullptr) return;
    auto best = left_.end();
    for (auto at = left_.begin(); at != left_.end(); ++at)
      if ((**at)["event"] == event &&
          (best == left_.end() || distance(*wanted, **at) < distance(*wanted, **best)))
        best = at;
    if (best == left_.end()) {
      fail(check, fmt::format("wanted a trigger {} {}, found none", declared.timing, event));
      return;
    }
    Fields fields = {{"timing", "timing"},
                     {"level", "for each"},
                     {"enabled", "enabled"},
                     {"condition", "condition"},
                     {"columns", "only of columns"}};
    if (!declared.function.empty()) fields.emplace_back("function", "function");
    parity::compare(check, *wanted, **best, fields);
    left_.erase(best);
  }

  const Catalogs& catalogs_;
  const DeclaredTable& table_;
  CheckList& checks_;
  std::vector<const Fact*> left_;
};

std::string roles(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return comma(names);
}

}  // namespace

void compare_triggers(const Catalogs& catalogs, const DeclaredTable& table, CheckList& checks) {
  Triggers(catalogs, table, checks).compare();
}

// What every table has in one line of the contract is to be one function, whatever its name.
void compare_trigger_functions(const Catalogs& catalogs, CheckList& checks) {
  std::map<std::size_t, std::pair<const DeclaredTrigger*, std::map<std::string, std::set<std::string>>>>
      groups;
  for (const DeclaredTable& table : catalogs.contract.tables)
    for (const DeclaredTrigger& trigger : table.triggers) {
      auto& [line, functions] = groups[trigger.group];
      line = &trigger;
      for (const Fact* found : catalogs.found.of("triggers", table.name))
        if ((*found)["timing"] == trigger.timing && std::find(trigger.events.begin(), trigger.events.end(),
                                                              (*found)["event"]) != trigger.events.end())
          functions[(*found)["function"]].insert(table.name);
    }
  for (const auto& [group, all] : groups) {
    const auto& [line, functions] = all;
    Check& check = checks.add(
        "one_function." + plus(line->events),
        fmt::format("one function serves the triggers {} {}", line->timing, comma(line->events)), *line);
    if (functions.size() < 2) continue;
    for (const auto& [function, tables] : functions)
      fail(check, fmt::format("{} serves {}", function,
                              tables.size() > 3 ? fmt::format("{} tables", tables.size())
                                                : comma({tables.begin(), tables.end()})));
  }
}

void compare_policies(const Catalogs& catalogs, const DeclaredTable& table, CheckList& checks) {
  const Fact& found = *found_table(catalogs, table.name);
  const Fact& wanted = *catalogs.wanted.facts.find("tables", "table_name", table.name);
  if (table.row_security || found.is("row_security") || found.is("forced")) {
    Check& check = checks.add("row_security." + table.name,
                              fmt::format("row security of {} is {}", table.name,
                                          !table.row_security ? "off"
                                          : table.forced      ? "on, for its owner too"
                                                              : "on"),
                              table.row_security_line);
    compare(check, wanted, found, {{"row_security", "enabled"}, {"forced", "forced"}});
  }
  for (const DeclaredPolicy& policy : table.policies) {
    Check& check =
        checks.add(fmt::format("policy.{}.{}", table.name, policy.name),
                   fmt::format("policy {} on {}, for {}", policy.name, table.name, policy.command), policy);
    const Fact* own = wanted_fact(catalogs, "policies", "policy_name", policy.name, table.name, check);
    if (own == nullptr) continue;
    const Fact* there = catalogs.found.find("policies", "policy_name", policy.name, table.name);
    if (there == nullptr) {
      fail(check, fmt::format("wanted policy {}, found none", policy.name));
      continue;
    }
    compare(check, *own, *there,
            {{"command", "command"},
             {"permissive", "permissive"},
             {"using_expression", "USING"},
             {"check_expression", "WITH CHECK"}});
    if ((*there)["roles"] != roles(policy.roles))
      fail(check, fmt::format("roles: wanted {}, found {}", roles(policy.roles), (*there)["roles"]));
  }
  for (const Fact* fact : catalogs.found.of("policies", table.name)) {
    const std::string& name = (*fact)["policy_name"];
    if (std::none_of(table.policies.begin(), table.policies.end(),
                     [&](const auto& policy) { return policy.name == name; }))
      checks.undeclared(fmt::format("policy.{}.{}", table.name, name),
                        fmt::format("policy {} on {}", name, table.name));
  }
}

}  // namespace parity
