#include "harness/suites/load_suite.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/error.h"
#include "harness/scenario/names.h"
#include "harness/suites/generic_checks.h"
#include "harness/suites/read_steps.h"
#include "harness/suites/scope.h"
#include "harness/yaml/nearest.h"
#include "harness/yaml/read.h"

namespace parity {
namespace {

const KeyTable kSuite{"",
                      "a suite",
                      {"version", "suite", "about", "base", "inputs", "parallel", "database", "before",
                       "after", "checks", "generic", "fragments"}};
const KeyTable kCheck{"check",
                      "a check",
                      {"id", "name", "requirements", "tags", "lock", "database", "for_each", "if", "skip",
                       "before", "steps", "after"}};

SuiteCheck::Database read_database(const Yaml& node) {
  return read_choice<SuiteCheck::Database>(node, "a database",
                                           {{"shared", SuiteCheck::Database::shared},
                                            {"copy", SuiteCheck::Database::copy},
                                            {"empty", SuiteCheck::Database::empty}});
}

// Part of a path in reports and of filters on the command line.
void need_check_id(const std::string& id, const Location& where) {
  const bool good = !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
  if (!good)
    throw usage_error(fmt::format("'{}' is no id", id)).at(where).with_hint("letters, digits, - _ and .");
}

class SuiteReader {
 public:
  SuiteReader(const Yaml& document, const SuiteUse& use) : document_(document), use_(use) {}

  Suite read() {
    const Mapping map(document_, kSuite);
    read_version(map);
    suite_.file = use_.file;
    suite_.name = read_text(map.need("suite").value, "the suite's name");
    need_check_id(suite_.name, map.need("suite").value.where);
    if (!use_.name.empty()) suite_.name = use_.name;
    if (const auto* about = map.find("about")) suite_.about = read_text(about->value, "text for about");
    known_ = use_.known;
    read_inputs(map.find("inputs"));
    if (const auto* base = map.find("base")) {
      check_references(base->value, known_);
      suite_.base = base->value;
    }
    if (const auto* parallel = map.find("parallel")) {
      const std::uint64_t count = read_count(parallel->value, "how many checks at once");
      if (count < 1 || count > 64)
        throw usage_error("between 1 and 64 checks run at once").at(parallel->value.where);
      suite_.parallel = static_cast<int>(count);
    }
    if (const auto* database = map.find("database")) database_ = read_database(database->value);
    StepReader once(document_, use_.file, known_);
    if (const auto* before = map.find("before")) suite_.before = once.read(before->value);
    known_ = once.known();
    if (const auto* after = map.find("after")) suite_.after = once.read(after->value);
    map.find("fragments");
    if (const auto* checks = map.find("checks")) read_checks(checks->value);
    if (const auto* generic = map.find("generic"))
      for (SuiteCheck& check : read_generic_checks(generic->value, known_)) add(std::move(check));
    if (suite_.checks.empty()) throw usage_error("a suite without checks").at(document_.where);
    return std::move(suite_);
  }

 private:
  void read_inputs(const Yaml::Entry* inputs) {
    std::vector<std::string> names;
    if (inputs != nullptr)
      for (const Yaml::Entry* entry : named_entries(inputs->value, "names and their defaults")) {
        need_identifier(entry->key, "an input", entry->where);
        names.push_back(entry->key);
        const auto given = std::find_if(use_.inputs.begin(), use_.inputs.end(),
                                        [&](const auto& input) { return input.first == entry->key; });
        if (given != use_.inputs.end()) {
          suite_.inputs.emplace_back(entry->key, given->second);
        } else if (entry->value.kind == Yaml::Kind::null) {
          throw usage_error(fmt::format("the suite wants the input '{}'", entry->key))
              .at(entry->where)
              .with_hint(fmt::format("in the scenario: {{ suite: …, with: {{ {}: … }} }}", entry->key));
        } else {
          check_references(entry->value, known_);
          suite_.inputs.emplace_back(entry->key, entry->value);
        }
      }
    for (const auto& [name, value] : use_.inputs)
      if (std::find(names.begin(), names.end(), name) == names.end())
        throw usage_error(fmt::format("the suite has no input '{}'", name))
            .at(value.where)
            .with_hint(suggest(name, names));
    known_.insert(names.begin(), names.end());
  }

  void read_checks(const Yaml& list) {
    if (list.kind != Yaml::Kind::list) throw unexpected(list, "a list of checks");
    for (const Yaml& node : list.items) add(read_check(node));
  }

  void add(SuiteCheck check) {
    for (const SuiteCheck& other : suite_.checks)
      if (other.id == check.id)
        throw usage_error(
            fmt::format("there are two checks '{}', the other in line {}", check.id, other.where.line))
            .at(check.where);
    suite_.checks.push_back(std::move(check));
  }

  SuiteCheck read_check(const Yaml& node) {
    const Mapping map(node, kCheck);
    SuiteCheck check;
    check.where = node.where;
    check.id = read_text(map.need("id").value, "the check's id");
    need_check_id(check.id, map.need("id").value.where);
    check.name = check.id;
    check.database = database_;
    if (const auto* name = map.find("name")) check.name = read_text(name->value, "the check's name");
    if (const auto* list = map.find("requirements"))
      check.requirements = read_name_or_names(list->value, "requirements");
    if (const auto* tags = map.find("tags")) check.tags = read_name_or_names(tags->value, "tags");
    if (const auto* lock = map.find("lock")) check.locks = read_name_or_names(lock->value, "locks");
    if (const auto* database = map.find("database")) check.database = read_database(database->value);
    if (const auto* skip = map.find("skip")) check.skip = read_text(skip->value, "why it is not run");
    StepReader reader(document_, use_.file, known_);
    if (const auto* each = map.find("for_each")) {
      check_references(each->value, known_);
      check.for_each = read_templates(each->value, "names and lists");
      for (const auto& [name, list] : check.for_each) reader.known().insert(name);
    }
    if (const auto* condition = map.find("if")) {
      check_references(condition->value, reader.known());
      check.condition = condition->value;
    }
    if (const auto* before = map.find("before")) check.before = reader.read(before->value);
    check.steps = reader.read(map.need("steps").value);
    if (check.steps.empty()) throw usage_error("a check without steps proves nothing").at(node.where);
    if (const auto* after = map.find("after")) check.after = reader.read(after->value);
    return check;
  }

  const Yaml& document_;
  const SuiteUse& use_;
  Suite suite_;
  std::set<std::string> known_;
  SuiteCheck::Database database_ = SuiteCheck::Database::shared;
};

}  // namespace

Suite read_suite(const Yaml& document, const SuiteUse& use) { return SuiteReader(document, use).read(); }

Suite load_suite(const SuiteUse& use) { return read_suite(read_yaml(use.file), use); }

std::vector<const KeyTable*> suite_keys() {
  std::vector<const KeyTable*> keys{&kSuite, &kCheck};
  for (const auto& part : {step_keys(), generic_keys()}) keys.insert(keys.end(), part.begin(), part.end());
  return keys;
}

}  // namespace parity
