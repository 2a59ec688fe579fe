// A rule set's blind spots: see blind_spots.h.
#include "harness/audit/blind_spots.h"

#include <memory>

#include "harness/audit/mutation.h"
#include "harness/audit/nodes.h"
#include "harness/compare/cells.h"

namespace parity {
namespace {

PlannedField field_under(const RuleSet& rules, bool holds_time, JsonDecoder json) {
  PlannedField field;
  field.rules = compile({}, rules, holds_time, json);
  field.restricted = std::make_unique<RestrictedRules>(RuleSet{}, rules, holds_time, json);
  if (rules.tolerance) field.tolerance = rules.tolerance->value;
  return field;
}

NormalizedCell cell_of(const PlannedField& field, const Value& raw, Arena& arena) {
  const Normalized normal = normalize(raw, field.rules, arena);
  return {raw, normal.value, normal.changed};
}

bool hides(const PlannedField& field, const Value& before, const Value& after, Arena& arena) {
  RuleBits hidden_by = 0;
  return compare_cells(field, cell_of(field, before, arena), cell_of(field, after, arena), hidden_by) ==
         CellVerdict::masked;
}

// Some mutant of this value, at any place in it, is hidden.
bool is_blind_to(const Mutation& mutation, const PlannedField& field, const Value& whole) {
  Arena arena;
  bool blind = false;
  each_node(whole, "", [&](const std::string&, const Steps& steps, const Value& node) {
    const int count = blind ? 0 : mutation.real(node) + mutation.planted(node);
    for (int variant = 0; variant < count && !blind; ++variant) {
      Mutant mutant;
      Value before, after;
      arena.reset();
      if (!mutation.make(node, variant, arena, mutant)) continue;
      if (!with_node(whole, steps, mutant.before, arena, before)) continue;
      if (!with_node(whole, steps, mutant.after, arena, after)) continue;
      blind = !same(before, after) && hides(field, before, after, arena);
    }
  });
  return blind;
}

}  // namespace

std::vector<std::string> blind_spots(const RuleSet& rules, std::span<const Value> values, bool holds_time,
                                     JsonDecoder json) {
  const PlannedField field = field_under(rules, holds_time, json);
  std::vector<std::string> names;
  for (const Mutation& mutation : value_mutations()) {
    for (const Value& value : values) {
      if (!is_blind_to(mutation, field, value)) continue;
      names.emplace_back(mutation.name);
      break;
    }
  }
  return names;
}

}  // namespace parity
