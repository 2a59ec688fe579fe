#include "harness/contract/read_table.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "harness/contract/read_rules.h"
#include "harness/yaml/read.h"

namespace parity {
namespace {

const KeyTable kTable{
    "table",
    "a table of a contract",
    {"key", "order", "fields", "defaults", "rename", "known_as", "names", "only_in", "max_masked", "why"}};
const KeyTable kOrder{"order_key", "a field of an order", {"field", "descending", "nulls"}};

// A name that `names:` would never let a dataset have: what is said of it would be said of nothing.
void need_style(const std::string& name, NameStyle style, const Location& where) {
  const std::string styled = restyle(name, style);
  if (styled != name)
    throw usage_error(fmt::format("no dataset can have the name '{}' under the contract's 'names'", name))
        .at(where)
        .with_hint(fmt::format("write '{}'", styled));
}

std::vector<std::string> read_key(const Yaml& node, NameStyle style) {
  std::vector<std::string> key = read_names(node, "field names");
  if (key.empty())
    throw usage_error("a key needs at least one field")
        .at(node.where)
        .with_hint("leave 'key' out where a dataset's own key is meant");
  for (std::size_t i = 0; i < key.size(); ++i) need_style(key[i], style, node.items[i].where);
  return key;
}

// "sort_order DESC", "-id": SQL or shorthand where a field's name belongs.
void refuse_direction(const Yaml& node) {
  std::string text = node.text;
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  bool direction = text.starts_with('-') || text.starts_with('+');
  for (const std::string_view end : {" asc", " desc", " nulls first", " nulls last"})
    direction = direction || text.ends_with(end);
  if (direction)
    throw usage_error(fmt::format("'{}' is no field's name", spoken(node)))
        .at(node.where)
        .with_hint("write { field: name, descending: true, nulls: first }");
}

OrderKey read_order_key(const Yaml& node, NameStyle style) {
  OrderKey key;
  const Yaml* field = &node;
  if (node.kind == Yaml::Kind::mapping) {
    const Mapping map(node, kOrder);
    field = &map.need("field").value;
    if (const auto* descending = map.find("descending"))
      key.descending = read_flag(descending->value, "descending");
    if (const auto* nulls = map.find("nulls"))
      key.nulls_first = read_choice<bool>(nulls->value, "nulls", {{"first", true}, {"last", false}});
  }
  key.field = read_text(*field, "a field's name in an order");
  refuse_direction(*field);
  need_style(key.field, style, field->where);
  return key;
}

std::vector<OrderKey> read_order(const Yaml& node, NameStyle style) {
  if (node.kind != Yaml::Kind::list)
    throw unexpected(node, "a list of field names").with_hint("write [sort_order, id]");
  std::vector<OrderKey> order;
  for (const Yaml& item : node.items) {
    OrderKey key = read_order_key(item, style);
    for (const OrderKey& before : order)
      if (before.field == key.field)
        throw usage_error(fmt::format("'{}' stands twice in this order", key.field)).at(item.where);
    order.push_back(std::move(key));
  }
  if (order.empty()) throw usage_error("an order needs at least one field").at(node.where);
  return order;
}

// Name in a dataset → name here. Names are looked up once, so a chain would be read in one way and meant in
// the other.
void read_renames(const Yaml& node, NameStyle style, TableContract& table) {
  for (const Yaml::Entry* entry : named_entries(node, "names in a dataset → names here")) {
    const std::string name = read_text(entry->value, "a field's name");
    if (name == entry->key)
      throw usage_error(fmt::format("'{}' is renamed to itself", name)).at(entry->where);
    need_style(name, style, entry->value.where);
    table.rename[entry->key] = name;
    table.named_at[entry->key] = entry->where;
  }
  for (const Yaml::Entry* entry : named_entries(node, "")) {
    if (table.rename.contains(entry->value.text))
      throw usage_error(
          fmt::format("'{}' leads to '{}', which is renamed in turn", entry->key, entry->value.text))
          .at(entry->where)
          .with_hint("name the last one at once");
  }
}

void refuse_renamed(const std::string& field, const TableContract& table, const Location& where) {
  const auto renamed = table.rename.find(field);
  if (renamed != table.rename.end())
    throw usage_error(fmt::format("field '{}' is renamed to '{}'", field, renamed->second))
        .at(where)
        .with_hint(fmt::format("say it of '{}'", renamed->second));
}

}  // namespace

NameStyle read_name_style(const Yaml& node) {
  return read_choice<NameStyle>(node, "names",
                                {{"as_is", NameStyle::as_is},
                                 {"snake_case", NameStyle::snake_case},
                                 {"camel_case", NameStyle::camel_case}});
}

TableContract read_table(const Yaml::Entry& entry, NameStyle style, const ZoneLookup& zones) {
  const Mapping map(entry.value, kTable);
  TableContract table;
  table.name = entry.key;
  table.where = entry.where;
  need_style(table.name, style, entry.where);
  if (const auto* why = map.find("why")) table.why = read_text(why->value, "text for why");
  if (const auto* names = map.find("names")) table.names = read_name_style(names->value);
  const NameStyle of_fields = table.names.value_or(style);
  if (const auto* rename = map.find("rename")) read_renames(rename->value, of_fields, table);
  if (const auto* known_as = map.find("known_as")) {
    table.known_as = read_name_or_names(known_as->value, "names of tables");
    for (std::size_t i = 0; i < table.known_as.size(); ++i)
      table.named_at[table.known_as[i]] =
          known_as->value.items.empty() ? known_as->value.where : known_as->value.items[i].where;
  }
  if (const auto* only_in = map.find("only_in"))
    table.only_in = Declared<std::vector<std::string>>{read_name_or_names(only_in->value, "datasets"),
                                                       only_in->where, table.why};
  if (!table.why.empty() && table.rename.empty() && table.known_as.empty() && !table.only_in)
    throw usage_error(
        "'why' gives the reason for only_in, rename and known_as, and there is none of them here")
        .at(map.find("why")->where);
  if (const auto* key = map.find("key")) {
    table.key = read_key(key->value, of_fields);
    for (std::size_t i = 0; i < table.key.size(); ++i)
      refuse_renamed(table.key[i], table, key->value.items[i].where);
  }
  if (const auto* order = map.find("order")) {
    table.order = read_order(order->value, of_fields);
    for (std::size_t i = 0; i < table.order.size(); ++i)
      refuse_renamed(table.order[i].field, table, order->value.items[i].where);
  }
  if (const auto* defaults = map.find("defaults"))
    table.defaults = read_rules(defaults->value, RulesOf::defaults, zones);
  if (const auto* fields = map.find("fields")) {
    for (const Yaml::Entry* field : named_entries(fields->value, "fields and their rules")) {
      need_style(field->key, of_fields, field->where);
      refuse_renamed(field->key, table, field->where);
      table.fields[field->key] = read_rules(field->value, RulesOf::field, zones);
    }
  }
  if (const auto* max_masked = map.find("max_masked"))
    table.max_masked =
        Declared<std::uint64_t>{read_count(max_masked->value, "max_masked"), max_masked->where, {}};
  return table;
}

std::vector<const KeyTable*> table_keys() { return {&kTable, &kOrder}; }

}  // namespace parity
