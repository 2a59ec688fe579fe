#include "harness/suites/schema/check_list.h"

#include <algorithm>

#include <fmt/format.h>

namespace parity {

using reports::Check;
using reports::Outcome;

Check& CheckList::add(const std::string& id, const std::string& name, const SchemaLine& line) {
  Check check;
  check.suite = contract_.name;
  check.id = contract_.name + "/" + id;
  for (int n = 2; !ids_.insert(check.id).second; ++n)
    check.id = fmt::format("{}/{}.{}", contract_.name, id, n);
  check.name = name;
  check.where = fmt::format("{}:{}", line.where.file, line.where.line);
  check.requirements = line.requirements;
  check.tags = {"schema", id.substr(0, id.find('.'))};
  return checks_.emplace_back(std::move(check));
}

void CheckList::undeclared(const std::string& id, const std::string& what) {
  fail(add("undeclared." + id, what + " is declared", contract_.line),
       what + " is in the database and not in the contract");
}

bool CheckList::failed(const std::string& id) const {
  return std::any_of(checks_.begin(), checks_.end(), [&](const Check& check) {
    return check.id == contract_.name + "/" + id &&
           (check.outcome == Outcome::failed || check.outcome == Outcome::errored);
  });
}

void fail(Check& check, const std::string& message) {
  if (check.outcome != Outcome::failed) check.message.clear();
  check.outcome = Outcome::failed;
  check.message += (check.message.empty() ? "" : "; ") + message;
}

void skip(Check& check, const std::string& reason) {
  check.outcome = Outcome::skipped;
  check.message = reason;
}

void leave_open(Check& check, const std::string& reason) {
  check.outcome = Outcome::errored;
  check.message = reason;
}

std::string spelled(const Fact& fact, const std::string& field) {
  if (!fact.has(field)) return "none";
  if (fact[field] == "t") return "yes";
  if (fact[field] == "f") return "no";
  return fact[field];
}

void compare(Check& check, const Fact& wanted, const Fact& found, const Fields& fields) {
  for (const auto& [field, name] : fields) {
    if (wanted.same(found, field)) continue;
    fail(check, fmt::format("{}: wanted {}, found {}", name, spelled(wanted, field), spelled(found, field)));
  }
}

std::string comma(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, ", ")); }
std::string plus(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, "+")); }

}  // namespace parity
