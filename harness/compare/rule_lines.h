// The lines of the contract that are at work on one field: for each rule the line that sets it, and where
// several lines set one rule in parts of a field, how the field's values would look without each.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "normalizers/contract.h"
#include "normalizers/field_rules.h"
#include "normalizers/rules.h"
#include "normalizers/value.h"

namespace parity {

struct RuleLine {
  Rule rule;
  std::string scope;  // "defaults", "equipment", "equipment.name", "equipment.payload.tags"
  Location where;
  std::string why;
  std::unique_ptr<FieldRules> without;  // set where another line sets the same rule in the same field
};

// Settings that say what is so anyway (`trim: none`) set no rule, and neither does one that asks for more
// than that (`number: scale`): nothing can hide behind it.
std::vector<RuleLine> lines_of(const Contract& contract, const std::string& table, const std::string& field,
                               bool holds_time, JsonDecoder json);
// All lines of a contract that set a rule, with the names and tables that it leaves out or calls otherwise.
std::vector<RuleLine> lines_of(const Contract& contract);

// Rules that several of the lines set.
RuleBits set_by_several(const std::vector<RuleLine>& lines);

// Whether the value would have another normal form without the line. `normal` is its normal form.
bool matters(const RuleLine& line, const Value& raw, const Value& normal, NumberForm form);
// Whether two values that are equal would differ without the line.
bool holds_together(const RuleLine& line, const Value& source, const Value& target);

}  // namespace parity
