// The checks of one schema contract, in the order in which they are made: ids that are stable and unique, and
// words for what was wanted and what was found.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "harness/suites/schema/facts.h"
#include "harness/suites/schema/schema_contract.h"
#include "reports/result.h"

namespace parity {

class CheckList {
 public:
  explicit CheckList(const SchemaContract& contract) : contract_(contract) {}

  // A check that passed, unless one of the others is said of it. Valid until the next one is added.
  reports::Check& add(const std::string& id, const std::string& name, const SchemaLine& line);
  // Something that the database has and the contract has not.
  void undeclared(const std::string& id, const std::string& what);

  bool failed(const std::string& id) const;  // and errored
  std::vector<reports::Check> take() { return std::move(checks_); }

 private:
  const SchemaContract& contract_;
  std::vector<reports::Check> checks_;
  std::set<std::string> ids_;
};

// What a check says more than once, it says line by line.
void fail(reports::Check& check, const std::string& message);
void skip(reports::Check& check, const std::string& reason);
void leave_open(reports::Check& check, const std::string& reason);  // errored

// Fields by which two facts are held against each other, with their names for people.
using Fields = std::vector<std::pair<std::string, std::string>>;
void compare(reports::Check& check, const Fact& wanted, const Fact& found, const Fields& fields);

std::string spelled(const Fact& fact, const std::string& field);  // "yes", "none"
std::string comma(const std::vector<std::string>& names);         // "user_id, plan_name"
std::string plus(const std::vector<std::string>& names);          // "user_id+plan_name", in ids

}  // namespace parity
