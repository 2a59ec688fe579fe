// Two rows looked at closely: see cells.h.
#include "harness/compare/cells.h"

#include <algorithm>
#include <bit>
#include <cctype>

#include "harness/compare/sequence_diff.h"
#include "normalizers/decimal.h"

namespace parity {
namespace {

using reports::DifferenceKind;

constexpr std::size_t kMostLeaves = 100;
constexpr std::size_t kFewElements =
    3;  // so many differing positions of equally long arrays are shown one by one

bool is_empty_text(const Value& value) { return value.kind == Kind::text && value.size == 0; }

bool within_tolerance(const Tolerance& tolerance, const Value& a, const Value& b) {
  if (a.kind != Kind::number || b.kind != Kind::number) return false;
  Arena arena;
  const auto bound = [&](const std::string& text) {
    const auto number = text.empty() ? std::nullopt : parse_decimal(text, arena);
    return number ? *number : Value::number(0);
  };
  return within(a, b, bound(tolerance.absolute), bound(tolerance.relative));
}

bool holds_invalid(const Value& value) {
  thread_local ByteBuffer bytes;
  bytes.clear();
  encode(value, NumberForm::value, bytes);
  return bytes.holds_invalid();
}

DifferenceKind kind_of(const Value& source, const Value& target) {
  if (holds_invalid(source) || holds_invalid(target)) return DifferenceKind::uncomparable;
  if (source.kind == Kind::absent) return DifferenceKind::extra_field;
  if (target.kind == Kind::absent) return DifferenceKind::missing_field;
  if (source.kind == Kind::null || target.kind == Kind::null) return DifferenceKind::null;
  if (source.kind == target.kind) return DifferenceKind::value;
  return is_empty_text(source) || is_empty_text(target) ? DifferenceKind::null : DifferenceKind::type;
}

std::string step_into(const std::string& path, std::string_view member) {
  const bool plain = !member.empty() && std::all_of(member.begin(), member.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' ||
           static_cast<unsigned char>(c) >= 0x80;
  });
  return plain ? path + "." + std::string(member) : path + "[" + spell(Value::text(member)) + "]";
}

const Member* find_member(const Value& object, std::string_view name) {
  for (const Member& member : object.fields()) {
    if (member.name == name) return &member;
  }
  return nullptr;
}

// A difference is followed into objects and arrays until a leaf.
class Walk {
 public:
  Walk(const PlannedField& field, std::vector<Leaf>& out) : form_(field.rules.number), out_(out) {}

  struct Pair {
    const Value& normal;
    const Value* raw;  // null: the way into the raw value is not the same
  };

  void compare(const std::string& path, Pair source, Pair target) {
    if (same(source.normal, target.normal, form_) && !holds_invalid(source.normal)) return;
    const bool both_objects = source.normal.kind == Kind::object && target.normal.kind == Kind::object;
    const bool both_arrays = source.normal.kind == Kind::array && target.normal.kind == Kind::array;
    if (both_objects) {
      objects(path, source, target);
    } else if (both_arrays) {
      arrays(path, source, target);
    } else {
      leaf(path, source, target);
    }
  }
  std::size_t dropped() const { return dropped_; }

 private:
  static const Value* member_of(const Value* raw, std::string_view name) {
    if (!raw || raw->kind != Kind::object) return nullptr;
    const Member* member = find_member(*raw, name);
    return member ? &member->value : nullptr;
  }
  static const Value* element_of(const Value* raw, const Value& normal, std::size_t i) {
    return raw && raw->kind == Kind::array && raw->size == normal.size ? &raw->elements[i] : nullptr;
  }

  void objects(const std::string& path, Pair source, Pair target) {
    static const Value absent = Value::absent();
    for (const Member& member : source.normal.fields()) {
      const Member* other = find_member(target.normal, member.name);
      compare(step_into(path, member.name), {member.value, member_of(source.raw, member.name)},
              {other ? other->value : absent, other ? member_of(target.raw, member.name) : nullptr});
    }
    for (const Member& member : target.normal.fields()) {
      if (find_member(source.normal, member.name)) continue;
      compare(step_into(path, member.name), {absent, nullptr},
              {member.value, member_of(target.raw, member.name)});
    }
  }

  void arrays(const std::string& path, Pair source, Pair target) {
    const auto from = source.normal.items();
    const auto to = target.normal.items();
    std::vector<std::size_t> differing;
    if (from.size() == to.size()) {
      for (std::size_t i = 0; i < from.size() && differing.size() <= kFewElements; ++i) {
        if (!same(from[i], to[i], form_) || holds_invalid(from[i])) differing.push_back(i);
      }
    }
    if (!differing.empty() && differing.size() <= kFewElements) {
      for (const std::size_t i : differing) {
        compare(path + "[" + std::to_string(i) + "]", {from[i], element_of(source.raw, source.normal, i)},
                {to[i], element_of(target.raw, target.normal, i)});
      }
      return;
    }
    Leaf* added = leaf(path, source, target);
    if (!added) return;
    std::vector<std::string> source_steps, target_steps;
    for (const Value& item : from) source_steps.push_back(spell(item));
    for (const Value& item : to) target_steps.push_back(spell(item));
    added->edits = diff_steps(source_steps, target_steps);
  }

  Leaf* leaf(const std::string& path, Pair source, Pair target) {
    if (out_.size() >= kMostLeaves) {
      ++dropped_;
      return nullptr;
    }
    Leaf added;
    added.path = path;
    added.kind = kind_of(source.normal, target.normal);
    added.source = source.normal;
    added.target = target.normal;
    added.raw_source = source.raw ? *source.raw : source.normal;
    added.raw_target = target.raw ? *target.raw : target.normal;
    if (added.source.kind == Kind::text && added.target.kind == Kind::text)
      added.edits = diff_texts(added.source.view(), added.target.view());
    for (const Value* value : {&added.source, &added.target}) {
      if (value->kind == Kind::invalid && added.note.empty()) added.note = std::string(value->view());
    }
    out_.push_back(std::move(added));
    return &out_.back();
  }

  NumberForm form_;
  std::vector<Leaf>& out_;
  std::size_t dropped_ = 0;
};

// Rules that change a value are not always the fewest that would: what "", null and a missing field stand for
// may lead in a circle, and one step of it would do where together they go another way.
RuleBits with_companions(const PlannedField& field, RuleBits changed) {
  constexpr RuleBits kEmptiness = bit(Rule::empty) | bit(Rule::null) | bit(Rule::absent);
  if ((changed & kEmptiness) == 0 || std::popcount(changed) < 2) return changed;
  for (const RuleLine& line : field.lines) changed |= bit(line.rule) & kEmptiness;
  return changed;
}

}  // namespace

ClosedRow look_at(const PlannedTable& table, std::size_t dataset, const TableReferences& references,
                  const FetchedRow& row, Locator locator, Arena& arena) {
  ClosedRow closed;
  closed.there = true;
  closed.locator = locator;
  closed.origin = arena.copy(row.origin);
  closed.cells.resize(table.fields.size());
  std::vector<bool> given(table.fields.size(), false);
  const auto& field_of = table.bindings[dataset].field_of;
  for (std::size_t c = 0; c < row.values.size(); ++c) {
    std::size_t field = table.fields.size();
    if (c < field_of.size()) {
      field = field_of[c];
    } else {
      const std::string name = table.logical_field(row.late_columns[c - field_of.size()]);
      for (std::size_t f = 0; f < table.fields.size(); ++f) {
        if (table.fields[f].name == name && !given[f]) field = f;
      }
    }
    if (field == table.fields.size()) continue;
    given[field] = true;
    closed.cells[field].raw = keep(row.values[c], arena);
  }
  for (std::size_t f = 0; f < table.fields.size(); ++f) {
    NormalizedCell& cell = closed.cells[f];
    const Normalized normal = normalize(cell.raw, table.fields[f].rules, arena);
    cell.normal = normal.value;
    cell.changed = normal.changed;
    const auto map = references.by_field.find(f);
    if (map != references.by_field.end())
      cell.normal = follow(cell.normal, *map->second, table.fields[f].rules, arena, cell.changed);
  }
  return closed;
}

CellVerdict compare_cells(const PlannedField& field, const NormalizedCell& source,
                          const NormalizedCell& target, RuleBits& hidden_by) {
  hidden_by = 0;
  thread_local ByteBuffer left;
  thread_local ByteBuffer right;
  left.clear();
  right.clear();
  encode(source.normal, field.rules.number, left);
  encode(target.normal, field.rules.number, right);
  if (left.holds_invalid() || right.holds_invalid()) return CellVerdict::different;
  const bool equal = left.view() == right.view();
  if (!equal && (!field.tolerance || !within_tolerance(*field.tolerance, source.normal, target.normal)))
    return CellVerdict::different;
  const RuleBits changed = source.changed | target.changed;
  if (equal && (changed == 0 || same(source.raw, target.raw))) return CellVerdict::equal;
  hidden_by = equal ? 0 : bit(Rule::tolerance);
  if (!equal && within_tolerance(*field.tolerance, source.raw, target.raw)) return CellVerdict::masked;
  // A followed reference is no rule that could be tried alone: it replaced the value, so it stays in.
  const RuleBits fixed = changed & bit(Rule::references);
  hidden_by |=
      fixed | smallest_set(with_companions(field, changed & ~fixed), [&](RuleBits subset) {
        if (fixed) return false;
        Arena arena;
        const FieldRules& rules = field.restricted->only(subset);
        const Value from = normalize(source.raw, rules, arena).value;
        const Value to = normalize(target.raw, rules, arena).value;
        if (holds_invalid(from) || holds_invalid(to)) return false;
        return equal ? same(from, to, field.rules.number) : within_tolerance(*field.tolerance, from, to);
      });
  return CellVerdict::masked;
}

std::vector<Leaf> leaves_of(const PlannedField& field, const NormalizedCell& source,
                            const NormalizedCell& target) {
  std::vector<Leaf> leaves;
  Walk walk(field, leaves);
  const bool as_read =
      field.rules.array.order == ArrayOrder::ordered;  // sorted arrays have no common way into the raw ones
  walk.compare(field.name, {source.normal, as_read ? &source.raw : nullptr},
               {target.normal, as_read ? &target.raw : nullptr});
  if (walk.dropped() > 0)
    leaves.back().note += "and " + std::to_string(walk.dropped()) + " more places in this field";
  if (leaves.size() == 1 && leaves[0].path == field.name) {
    leaves[0].raw_source = source.raw;
    leaves[0].raw_target = target.raw;
  }
  return leaves;
}

}  // namespace parity
