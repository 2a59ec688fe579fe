// Rows of one key: see key_filter.h.
#include "harness/compare/key_filter.h"

#include <algorithm>

#include "harness/compare/shown.h"

namespace parity {
namespace {

// As people type it: text without its quotes.
std::string plain(const Value& value) {
  return value.kind == Kind::text ? std::string(value.view()) : spell(value);
}

}  // namespace

KeyFilter::KeyFilter(const TableRun& run, std::size_t dataset, const std::string& key, RowSink& next)
    : run_(run), dataset_(dataset), next_(next), field_of_(run.table.bindings[dataset].field_of) {
  const std::size_t fields = run.table.key.size();
  if (fields == 1) wanted_.push_back({Value::text(typed_.copy(key))});
  if (run.context.options.json == nullptr) return;
  const Value parsed = run.context.options.json(typed_.copy(key), typed_);
  if (parsed.kind == Kind::array && parsed.size == fields)
    wanted_.emplace_back(parsed.items().begin(), parsed.items().end());
  else if (parsed.kind != Kind::invalid && fields == 1)
    wanted_.push_back({parsed});
}

void KeyFilter::row(std::span<const Value> values, Locator locator) {
  if (matches(values)) next_.row(values, locator);
}

void KeyFilter::column(std::string_view name) {
  const std::string logical = run_.table.logical_field(std::string(name));
  const auto at = std::find_if(run_.table.fields.begin(), run_.table.fields.end(),
                               [&](const PlannedField& field) { return field.name == logical; });
  field_of_.push_back(static_cast<std::size_t>(at - run_.table.fields.begin()));
  next_.column(name);
}

bool KeyFilter::matches(std::span<const Value> values) {
  arena_.reset();
  return std::any_of(wanted_.begin(), wanted_.end(), [&](const std::vector<Value>& wanted) {
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      const std::size_t field = run_.table.key[k];
      const auto at = std::find(field_of_.begin(), field_of_.end(), field);
      const auto column = static_cast<std::size_t>(at - field_of_.begin());
      const bool has = at != field_of_.end() && column < values.size();
      if (!matches(field, wanted[k], has ? values[column] : Value::absent())) return false;
    }
    return true;
  });
}

bool KeyFilter::matches(std::size_t field, const Value& wanted, const Value& raw) {
  const FieldRules& rules = run_.table.fields[field].rules;
  const auto& maps = run_.references[dataset_].by_field;
  Value normal = normalize(raw, rules, arena_).value;
  RuleBits changed = 0;
  if (const auto map = maps.find(field); map != maps.end())
    normal = follow(normal, *map->second, rules, arena_, changed);
  if (same(wanted, raw) || same(normalize(wanted, rules, arena_).value, normal)) return true;
  if (wanted.kind != Kind::text) return false;
  const PlannedField& planned = run_.table.fields[field];
  if (planned.sensitive && shown(planned, raw) == spell(wanted)) return true;  // as a report tells it
  return plain(raw) == wanted.view() || plain(normal) == wanted.view();
}

}  // namespace parity
