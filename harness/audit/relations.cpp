// Children and parents: see relations.h.
#include "harness/audit/relations.h"

#include <algorithm>
#include <optional>
#include <set>

#include "normalizers/encoding.h"

namespace parity {
namespace {

constexpr std::size_t kTargets = 1000;

std::string bytes_of(const Value& value) {
  ByteBuffer bytes;
  encode(value, NumberForm::value, bytes);
  return std::string(bytes.view());
}

bool is_nothing(const Value& value) { return value.kind == Kind::null || value.kind == Kind::absent; }

std::optional<std::size_t> column_of(const PlannedTable& plan, std::size_t field) {
  const auto& fields = plan.bindings[0].field_of;
  const auto at = std::find(fields.begin(), fields.end(), field);
  if (at == fields.end()) return std::nullopt;
  return static_cast<std::size_t>(at - fields.begin());
}

// What may be pointed to: a table and one column of it, with the values there.
struct Parent {
  std::string name;
  std::set<std::string> known;
  std::vector<Value> values;
};

Parent parent_of(const std::string& name, const SampledTable& table, std::size_t column) {
  Parent parent;
  parent.name = name;
  for (const auto& row : table.rows) {
    if (is_nothing(row[column]) || !parent.known.insert(bytes_of(row[column])).second) continue;
    if (parent.values.size() < kTargets) parent.values.push_back(row[column]);
  }
  return parent;
}

bool all_known(const SampledTable& child, std::size_t column, const Parent& parent) {
  bool some = false;
  for (const auto& row : child.rows) {
    if (is_nothing(row[column])) continue;
    if (!parent.known.count(bytes_of(row[column]))) return false;
    some = true;
  }
  return some;
}

// The values of the column that the reference names, in the table that it leads to.
std::optional<Parent> declared_parent(const Reference& reference, const Sample& sample,
                                      const std::vector<const PlannedTable*>& plans) {
  for (std::size_t t = 0; t < plans.size(); ++t) {
    if (!plans[t] || plans[t]->name != reference.table || plans[t]->key.empty()) continue;
    for (std::size_t field = 0; field < plans[t]->fields.size(); ++field) {
      const bool named = reference.column.empty() ? field == plans[t]->key[0]
                                                  : plans[t]->fields[field].name == reference.column;
      const auto column = named ? column_of(*plans[t], field) : std::nullopt;
      if (!column) continue;
      Parent parent = parent_of(reference.table, sample.tables[t], *column);
      if (parent.values.size() > 1) return parent;
    }
  }
  return std::nullopt;
}

// "motion_id" → "motion".
std::string stem_of(const std::string& field) {
  const std::string name = restyle(field, NameStyle::snake_case);
  return name.ends_with("_id") ? name.substr(0, name.size() - 3) : "";
}

}  // namespace

std::vector<std::vector<Relation>> relations_of(const Sample& sample,
                                                const std::vector<const PlannedTable*>& plans) {
  std::vector<Parent> parents;  // by their key, where it is one field
  for (std::size_t t = 0; t < plans.size(); ++t) {
    if (!plans[t] || plans[t]->key.size() != 1) continue;
    if (const auto column = column_of(*plans[t], plans[t]->key[0]))
      parents.push_back(parent_of(plans[t]->name, sample.tables[t], *column));
  }
  std::vector<std::vector<Relation>> all(plans.size());
  for (std::size_t t = 0; t < plans.size(); ++t) {
    if (!plans[t] || plans[t]->fields.empty()) continue;
    const SampledTable& child = sample.tables[t];
    for (std::size_t c = 0; c < child.info.columns.size(); ++c) {
      const PlannedField& field = plans[t]->fields[plans[t]->bindings[0].field_of[c]];
      if (field.reference) {
        if (auto declared = declared_parent(*field.reference, sample, plans)) {
          all[t].push_back({c, declared->name, declared->values});
          continue;
        }
      }
      const std::string stem = stem_of(field.name);
      const Parent* best = nullptr;
      for (const Parent& parent : parents) {
        const bool own = parent.name == plans[t]->name;
        const bool alike = !stem.empty() && (own || parent.name.starts_with(stem));
        if (!alike || (own && field.key) || parent.values.size() < 2) continue;
        if (!all_known(child, c, parent)) continue;
        if (!best || parent.name.size() < best->name.size()) best = &parent;
      }
      if (best) all[t].push_back({c, best->name, best->values});
    }
  }
  return all;
}

}  // namespace parity
