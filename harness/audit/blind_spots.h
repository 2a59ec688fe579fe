// What a rule set lets through: the audit's operators tried on a few values of one field, under these rules
// alone. For whoever proposes a rule and has to say what it costs.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "normalizers/contract.h"
#include "normalizers/field_rules.h"
#include "normalizers/value.h"

namespace parity {

// The operators ("outer space") of which at least one mutant of these values is equal to its original under
// `rules`, and is not so without them; in the order of reports. Asks compare_cells(), as a run does.
// `values`: as read; a few dozen distinct ones tell enough. Foreign keys (`references`) are not followed.
// `holds_time`: the field is a time by a catalog, so that a `time` rule without a declared type concerns it.
std::vector<std::string> blind_spots(const RuleSet& rules, std::span<const Value> values,
                                     bool holds_time = false, JsonDecoder json = nullptr);

}  // namespace parity
