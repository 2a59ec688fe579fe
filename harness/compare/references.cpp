// Foreign keys by what they point to: see references.h.
#include "harness/compare/references.h"

#include <algorithm>

#include "harness/error.h"
#include "normalizers/array_order.h"

namespace parity {
namespace {

// Fills one map from the rows of the table pointed to.
class MapBuilder : public RowSink {
 public:
  // `at`: of each row but for its locator. `of_key`: where a field of the key is a reference itself, what
  // that one stands for.
  MapBuilder(const PlannedTable& table, RowAt at, std::size_t referenced, const TableReferences& of_key,
             ReferenceMap& map)
      : table_(table),
        at_(at),
        field_of_(table.bindings[at.dataset].field_of),
        referenced_(referenced),
        of_key_(of_key),
        map_(map) {}

  void row(std::span<const Value> values, Locator locator) override {
    arena_.reset();
    at_.locator = locator;
    rows_.assign(1, at_);
    std::vector<Value> key;
    for (const std::size_t field : table_.key) {
      key.push_back(normalize(value_of(values, field), table_.fields[field].rules, arena_).value);
      RuleBits changed = 0;
      const auto map = of_key_.by_field.find(field);
      if (map == of_key_.by_field.end()) continue;
      add_rows_of(key.back(), *map->second, rows_);
      key.back() = follow(key.back(), *map->second, table_.fields[field].rules, arena_, changed);
    }
    const Normalized referenced =
        normalize(value_of(values, referenced_), table_.fields[referenced_].rules, arena_);
    bytes_.clear();
    encode(referenced.value, NumberForm::value, bytes_);
    map_.add(bytes_.view(), key.size() == 1 ? key[0] : Value::array(key), rows_);
  }

  void column(std::string_view name) override {
    const std::string logical = table_.logical_field(std::string(name));
    std::size_t field = 0;
    while (field < table_.fields.size() && table_.fields[field].name != logical) ++field;
    field_of_.push_back(field);
  }

 private:
  Value value_of(std::span<const Value> values, std::size_t field) const {
    for (std::size_t c = 0; c < field_of_.size() && c < values.size(); ++c) {
      if (field_of_[c] == field) return values[c];
    }
    return Value::absent();
  }

  const PlannedTable& table_;
  RowAt at_;
  std::vector<RowAt> rows_;
  std::vector<std::size_t> field_of_;  // column → field; beyond the last: none that is planned
  std::size_t referenced_;
  const TableReferences& of_key_;
  ReferenceMap& map_;
  Arena arena_;
  ByteBuffer bytes_;
};

}  // namespace

void ReferenceMap::add(std::string_view encoded_value, const Value& key, const std::vector<RowAt>& rows) {
  const auto [at, fresh] = keys_.try_emplace(std::string(encoded_value));
  Meant& meant = at->second;
  if (fresh) {
    meant = {keep(key, arena_), rows};
  } else if (meant.key.kind != Kind::invalid && !same(meant.key, key)) {
    meant.rows.insert(meant.rows.end(), rows.begin(), rows.end());
    meant.key = Value::invalid(arena_.copy("points to several rows of table '" + table_ + "'"));
  }
}

const std::vector<RowAt>* ReferenceMap::rows_of(const Value& value) const {
  ByteBuffer bytes;
  encode(value, NumberForm::value, bytes);
  const auto at = keys_.find(std::string(bytes.view()));
  return at == keys_.end() ? nullptr : &at->second.rows;
}

Value ReferenceMap::stands_for(const Value& value, Arena& arena) const {
  ByteBuffer bytes;
  encode(value, NumberForm::value, bytes);
  const auto at = keys_.find(std::string(bytes.view()));
  if (at == keys_.end())
    return Value::invalid(arena.copy(spell(value) + " points to no row of table '" + table_ + "'"));
  const Value& key = at->second.key;
  if (key.kind != Kind::invalid) return key;
  return Value::invalid(arena.copy(spell(value) + " " + std::string(key.view())));
}

TableReferences ReferenceMaps::for_table(const PlannedTable& table, std::size_t dataset) {
  TableReferences references;
  for (std::size_t f = 0; f < table.fields.size(); ++f) {
    if (table.fields[f].reference)
      references.by_field[f] = &map_of(*table.fields[f].reference, dataset, table.fields[f]);
  }
  return references;
}

const ReferenceMap& ReferenceMaps::map_of(const Reference& reference, std::size_t dataset,
                                          const PlannedField& field) {
  const auto parent = std::find_if(tables_.begin(), tables_.end(),
                                   [&](const PlannedTable& t) { return t.name == reference.table; });
  const bool without_fields = parent != tables_.end() && parent->fields.empty();
  if (!without_fields && (parent == tables_.end() || parent->key.empty())) {
    throw usage_error("field '" + field.name + "' references table '" + reference.table +
                      "', which is not compared")
        .with_hint("a reference is followed through a table that the same comparison reads");
  }
  const std::string column =
      !reference.column.empty() || without_fields ? reference.column : parent->fields[parent->key[0]].name;
  const std::string id = std::to_string(dataset) + " " + reference.table + " " + column;
  if (being_read_.count(id)) {
    throw usage_error("field '" + field.name + "' is in the key of a table that it leads back to, through '" +
                      reference.table + "': no row could be told by its key");
  }
  const auto [at, fresh] = maps_.try_emplace(id, reference.table);
  if (!fresh || without_fields || !parent->bindings[dataset].there) return at->second;
  const auto referenced = std::find_if(parent->fields.begin(), parent->fields.end(),
                                       [&](const PlannedField& f) { return f.name == column; });
  if (referenced == parent->fields.end()) {
    throw usage_error("field '" + field.name + "' references field '" + column + "' of table '" +
                      reference.table + "', which no dataset has");
  }
  being_read_.insert(id);
  TableReferences of_key;
  for (const std::size_t f : parent->key) {
    if (parent->fields[f].reference)
      of_key.by_field[f] = &map_of(*parent->fields[f].reference, dataset, parent->fields[f]);
  }
  being_read_.erase(id);
  const ComparedDataset& source = datasets_[dataset];
  const std::size_t table = source.table_index[parent->bindings[dataset].info];
  MapBuilder builder(*parent, {dataset, table, 0},
                     static_cast<std::size_t>(referenced - parent->fields.begin()), of_key, at->second);
  for (const auto& stream : source.reader->open(table, 1)) stream->read(builder);
  return at->second;
}

void add_rows_of(const Value& value, const ReferenceMap& map, std::vector<RowAt>& rows) {
  if (value.kind == Kind::array) {
    for (const Value& item : value.items()) add_rows_of(item, map, rows);
    return;
  }
  if (const std::vector<RowAt>* meant = map.rows_of(value))
    rows.insert(rows.end(), meant->begin(), meant->end());
}

Value follow(const Value& value, const ReferenceMap& map, const FieldRules& rules, Arena& arena,
             RuleBits& changed) {
  if (value.kind == Kind::null || value.kind == Kind::absent || value.kind == Kind::invalid) return value;
  if (value.kind == Kind::array) {
    const auto items = arena.array<Value>(value.size);
    for (std::size_t i = 0; i < items.size(); ++i)
      items[i] = follow(value.elements[i], map, rules, arena, changed);
    bool moved = false;  // what was in order by its numbers need not be by what they stand for
    return rules.array.order == ArrayOrder::ordered ? Value::array(items)
                                                    : in_canonical_order(items, rules, arena, moved);
  }
  const Value key = map.stands_for(value, arena);
  if (!same(key, value)) changed |= bit(Rule::references);
  return key;
}

}  // namespace parity
