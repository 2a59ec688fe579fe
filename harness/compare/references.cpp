// Foreign keys by what they point to: see references.h.
#include "harness/compare/references.h"

#include <algorithm>

#include "harness/error.h"

namespace parity {
namespace {

// Fills one map from the rows of the table pointed to.
class MapBuilder : public RowSink {
 public:
  MapBuilder(const PlannedTable& table, std::size_t dataset, std::size_t referenced, ReferenceMap& map)
      : table_(table), binding_(table.bindings[dataset]), referenced_(referenced), map_(map) {}

  void row(std::span<const Value> values, Locator) override {
    arena_.reset();
    std::vector<Value> key;
    for (const std::size_t field : table_.key)
      key.push_back(normalize(value_of(values, field), table_.fields[field].rules, arena_).value);
    const Normalized referenced =
        normalize(value_of(values, referenced_), table_.fields[referenced_].rules, arena_);
    bytes_.clear();
    encode(referenced.value, NumberForm::value, bytes_);
    map_.add(bytes_.view(), key.size() == 1 ? key[0] : Value::array(key));
  }
  void column(std::string_view) override {}

 private:
  Value value_of(std::span<const Value> values, std::size_t field) const {
    for (std::size_t c = 0; c < binding_.field_of.size() && c < values.size(); ++c) {
      if (binding_.field_of[c] == field) return values[c];
    }
    return Value::absent();
  }

  const PlannedTable& table_;
  const Binding& binding_;
  std::size_t referenced_;
  ReferenceMap& map_;
  Arena arena_;
  ByteBuffer bytes_;
};

}  // namespace

void ReferenceMap::add(std::string_view encoded_value, const Value& key) {
  const auto [at, fresh] = keys_.try_emplace(std::string(encoded_value));
  if (fresh) at->second = keep(key, arena_);
}

const Value* ReferenceMap::find(std::string_view encoded_value) const {
  const auto at = keys_.find(std::string(encoded_value));
  return at == keys_.end() ? nullptr : &at->second;
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
  if (parent == tables_.end() || parent->key.empty()) {
    throw usage_error("field '" + field.name + "' references table '" + reference.table +
                      "', which is not compared")
        .with_hint("a reference is followed through a table that the same comparison reads");
  }
  const std::string column =
      reference.column.empty() ? parent->fields[parent->key[0]].name : reference.column;
  const std::string id = std::to_string(dataset) + " " + reference.table + " " + column;
  const auto [at, fresh] = maps_.try_emplace(id);
  if (!fresh) return at->second;
  const auto referenced = std::find_if(parent->fields.begin(), parent->fields.end(),
                                       [&](const PlannedField& f) { return f.name == column; });
  if (referenced == parent->fields.end()) {
    throw usage_error("field '" + field.name + "' references field '" + column + "' of table '" +
                      reference.table + "', which no dataset has");
  }
  const Binding& binding = parent->bindings[dataset];
  if (!binding.there) return at->second;
  const ComparedDataset& source = datasets_[dataset];
  MapBuilder builder(*parent, dataset, static_cast<std::size_t>(referenced - parent->fields.begin()),
                     at->second);
  for (const auto& stream : source.reader->open(source.table_index[binding.info], 1)) stream->read(builder);
  return at->second;
}

Value follow(const Value& value, const ReferenceMap& map, RuleBits& changed) {
  if (value.kind == Kind::null || value.kind == Kind::absent) return value;
  ByteBuffer bytes;
  encode(value, NumberForm::value, bytes);
  const Value* key = map.find(bytes.view());
  if (!key) return value;
  if (!same(*key, value)) changed |= bit(Rule::references);
  return *key;
}

}  // namespace parity
