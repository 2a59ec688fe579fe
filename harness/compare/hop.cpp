// Verdicts from records: see hop.h.
#include "harness/compare/hop.h"

#include <algorithm>
#include <bit>

#include "normalizers/decimal.h"

namespace parity {
namespace {

Value bound_of(const std::string& text, Arena& arena) {
  const auto number = text.empty() ? std::nullopt : parse_decimal(text, arena);
  return number ? *number : Value::number(0);
}

}  // namespace

RecordComparer::RecordComparer(const PlannedTable& table, const std::vector<DigestClass>& classes)
    : table_(table), classes_(classes) {
  for (std::size_t d = 0; d < table.bindings.size(); ++d) layouts_.emplace_back(table, classes, d);
}

RowVerdict RecordComparer::compare(const RecordView& source, const RecordView& target, Hop& hop) {
  const auto flags = static_cast<std::uint16_t>(source.head->flags() | target.head->flags());
  if (source.head->row != target.head->row) return RowVerdict::differ;
  if (flags & kSuspect) return RowVerdict::look;
  if (!(flags & kHasExtras)) {
    ++hop.equal;
    return RowVerdict::equal;
  }
  parse_extras(source.extras, layouts_[hop.source], source_);
  parse_extras(target.extras, layouts_[hop.target], target_);
  hidden_.clear();
  if (!classes_agree(hop)) return RowVerdict::differ;
  const RowVerdict near = weigh_tolerances(hop);
  return near == RowVerdict::equal ? weigh_changes(source, target, hop) : near;
}

bool RecordComparer::classes_agree(const Hop& hop) const {
  const auto& left = layouts_[hop.source].extra_classes;
  const auto& right = layouts_[hop.target].extra_classes;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const auto at = std::find(right.begin(), right.end(), left[i]);
    if (at == right.end()) continue;
    const DigestClass& shared = classes_[left[i]];
    if (shared.unseen && !hop.compared[shared.fields[0]]) continue;
    if (source_.classes[i] != target_.classes[static_cast<std::size_t>(at - right.begin())]) return false;
  }
  return true;
}

RowVerdict RecordComparer::weigh_tolerances(const Hop& hop) {
  const auto& left = layouts_[hop.source].tolerances;
  const auto& right = layouts_[hop.target].tolerances;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const auto at = std::find(right.begin(), right.end(), left[i]);
    if (at == right.end() || !hop.compared[left[i]]) continue;
    const std::string_view a = source_.tolerances[i];
    const std::string_view b = target_.tolerances[static_cast<std::size_t>(at - right.begin())];
    if (a == b) continue;
    const auto from = decode_small_number(a);
    const auto to = decode_small_number(b);
    if (!from || !to) return RowVerdict::look;
    Arena arena;
    const Tolerance& tolerance = *table_.fields[left[i]].tolerance;
    if (!within(*from, *to, bound_of(tolerance.absolute, arena), bound_of(tolerance.relative, arena)))
      return RowVerdict::differ;
    hidden_.emplace_back(left[i], bit(Rule::tolerance));
  }
  return RowVerdict::equal;
}

// Equal under the contract. A field that no rule changed on either side is equal raw; one that was changed on
// one side only differs raw; one that was changed on both is told by the digest of its raw value.
RowVerdict RecordComparer::weigh_changes(const RecordView& source, const RecordView& target, Hop& hop) {
  for (const ChangedField& change : source_.changed) {
    if (!hop.compared[change.field]) continue;
    const auto other = std::find_if(target_.changed.begin(), target_.changed.end(),
                                    [&](const ChangedField& c) { return c.field == change.field; });
    if (other == target_.changed.end()) {
      hidden_.emplace_back(change.field, RuleBits{change.rules});
    } else if (!other->same_raw(change)) {
      hidden_.emplace_back(change.field, static_cast<RuleBits>(change.rules | other->rules));
    }
  }
  for (const ChangedField& change : target_.changed) {
    const bool known = std::any_of(source_.changed.begin(), source_.changed.end(),
                                   [&](const ChangedField& c) { return c.field == change.field; });
    if (!known && hop.compared[change.field]) hidden_.emplace_back(change.field, RuleBits{change.rules});
  }
  // Which of several rules hides it takes the values; so does a cell within its tolerance that also has
  // another rule, and a scale that a part of the field drops (1.0 and 1.00 are one number as read).
  for (const auto& [field, rules] : hidden_) {
    if (std::popcount(rules) > 1 || (rules & bit(Rule::number))) return RowVerdict::look;
    if (rules & table_.fields[field].told_apart) return RowVerdict::look;
    if (std::count_if(hidden_.begin(), hidden_.end(),
                      [&, &f = field](const auto& entry) { return entry.first == f; }) > 1)
      return RowVerdict::look;
  }
  if (hidden_.empty()) {
    ++hop.equal;
    return RowVerdict::equal;
  }
  for (const auto& entry : hidden_) {
    MaskedTally& tally = hop.masked[entry];
    ++tally.count;
    if (tally.samples.size() < kMaskedSamples)
      tally.samples.emplace_back(source.head->locator(), target.head->locator());
  }
  ++hop.masked_rows;
  return RowVerdict::masked;
}

}  // namespace parity
