#include "harness/suites/schema/world.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace parity {
namespace {

bool among(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// "character varying(20)" → 20; 0: none.
std::size_t length_of(const std::string& type) {
  const std::size_t open = type.find('(');
  return open == std::string::npos ? 0 : std::strtoul(type.c_str() + open + 1, nullptr, 10);
}

std::string base_of(const std::string& type) {
  std::string base = type.substr(0, type.find('('));
  if (const std::size_t close = type.find(')'); close != std::string::npos) base += type.substr(close + 1);
  return base;  // "timestamp(3) with time zone" → "timestamp with time zone"
}

}  // namespace

bool SampleWorld::mandatory(const DeclaredTable& table, const DeclaredForeignKey& key) const {
  const auto there = there_.find(table.name);
  return std::all_of(key.columns.begin(), key.columns.end(), [&](const std::string& name) {
    if (!table.column(name)->nullable) return true;
    if (there == there_.end()) return false;
    const auto column = there->second.find(name);
    return column != there->second.end() && !column->second.nullable;
  });
}

SampleWorld::SampleWorld(const SchemaContract& contract, const Facts& wanted, const Facts& found)
    : contract_(contract) {
  for (const DeclaredTable& table : contract.tables) {
    keys_[table.name].insert(table.primary_key.begin(), table.primary_key.end());
    for (const DeclaredUnique& unique : table.uniques)
      keys_[table.name].insert(unique.columns.begin(), unique.columns.end());
    for (const DeclaredForeignKey& key : table.foreign_keys)
      keys_[key.table].insert(key.to.begin(), key.to.end());
  }
  for (const Fact& fact : wanted.of("columns"))
    types_[fact["table_name"]][fact["column_name"]] = fact["type"];
  for (const Fact& fact : found.of("columns"))
    there_[fact["table_name"]][fact["column_name"]] = {fact.is("nullable"),
                                                       fact.has("default_value") || fact.has("identity")};
}

bool SampleWorld::has(const DeclaredTable& table, const std::string& column) const {
  const auto at = there_.find(table.name);
  return at != there_.end() && at->second.contains(column);
}

std::string SampleWorld::type(const DeclaredTable& table, const DeclaredColumn& column) const {
  const auto at = types_.find(table.name);
  if (at == types_.end()) return column.type;
  const auto type = at->second.find(column.name);
  return type == at->second.end() ? column.type : type->second;
}

std::string SampleWorld::name(const DeclaredTable& table) const {
  return quote_identifier(contract_.name_space) + "." + quote_identifier(table.name);
}

bool SampleWorld::in_key(const DeclaredTable& table, const std::string& column) const {
  const auto keys = keys_.find(table.name);
  return keys != keys_.end() && keys->second.contains(column);
}

const DeclaredCheck* SampleWorld::check_of(const DeclaredTable& table, const std::string& column) const {
  for (const DeclaredCheck& check : table.checks)
    if (check.columns == std::vector<std::string>{column} && !check.accept.empty()) return &check;
  return nullptr;
}

bool SampleWorld::checked(const DeclaredTable& table, const std::string& column) const {
  return std::any_of(table.checks.begin(), table.checks.end(),
                     [&](const DeclaredCheck& check) { return among(check.columns, column); });
}

const DeclaredForeignKey* SampleWorld::reference(const DeclaredTable& table, const std::string& column,
                                                 const DeclaredForeignKey* also) const {
  for (const DeclaredForeignKey& key : table.foreign_keys)
    if (among(key.columns, column) && (&key == also || mandatory(table, key))) return &key;
  return nullptr;
}

std::vector<const DeclaredTable*> SampleWorld::ancestors(const DeclaredTable& table,
                                                         const DeclaredForeignKey* also) const {
  std::vector<const DeclaredTable*> all;
  const auto add = [&](const auto& self, const DeclaredTable& of, const DeclaredForeignKey* more) -> void {
    for (const DeclaredForeignKey& key : of.foreign_keys) {
      if (key.table == of.name || (&key != more && !mandatory(of, key))) continue;
      const DeclaredTable& parent = *contract_.table(key.table);
      if (std::find(all.begin(), all.end(), &parent) != all.end()) continue;
      self(self, parent, nullptr);
      all.push_back(&parent);
    }
  };
  add(add, table, also);
  return all;
}

std::set<const DeclaredTable*> SampleWorld::many(const DeclaredTable& table) const {
  std::set<const DeclaredTable*> all;
  for (const DeclaredForeignKey& key : table.foreign_keys) {
    if (key.table == table.name || !mandatory(table, key)) continue;
    if (std::none_of(key.columns.begin(), key.columns.end(),
                     [&](const std::string& name) { return in_key(table, name); }))
      continue;
    const DeclaredTable& parent = *contract_.table(key.table);
    all.insert(&parent);
    all.merge(many(parent));
  }
  return all;
}

std::string SampleWorld::by_type(const DeclaredTable& table, const DeclaredColumn& column, std::size_t n,
                                 bool key) const {
  const std::string type = this->type(table, column);
  if (type.ends_with("[]")) return "{}";
  const std::string base = base_of(type);
  const std::size_t own = static_cast<std::size_t>(&table - contract_.tables.data()) + 1;
  for (const DeclaredEnum& each : contract_.enums)
    if (each.name == base || quote_identifier(each.name) == base)
      return each.labels[(key ? n - 1 : 0) % each.labels.size()];
  if (base == "uuid") return fmt::format("00000000-0000-4000-8000-{:04x}{:08x}", own, n);
  if (base == "smallint") return std::to_string(key ? 20'000 + n : 1);
  if (base == "integer") return std::to_string(key ? 1'900'000'000 + own * 20'000 + n : 1);
  if (base == "bigint") return std::to_string(key ? 9'000'000'000'000'000'000u + own * 1'000'000 + n : 1u);
  if (base == "numeric" || base == "real" || base == "double precision") return std::to_string(key ? n : 1);
  if (base == "boolean") return key && n % 2 == 0 ? "false" : "true";
  if (base == "date" || base.starts_with("timestamp"))
    return fmt::format("{:04}-01-01{}", key ? 3000 + n : 2026,
                       base.ends_with("with time zone") ? " 00:00:00+00" : "");
  if (base.starts_with("time")) return fmt::format("{:02}:{:02}:{:02}", n / 3600 % 24, n / 60 % 60, n % 60);
  if (base == "interval") return fmt::format("{} days", n);
  if (base == "json" || base == "jsonb") return "{}";
  if (base == "bytea") return fmt::format("\\x{:08x}", n);
  if (base == "inet" || base == "cidr") return fmt::format("10.0.{}.{}", n / 256 % 256, n % 256);
  const std::size_t most = length_of(type);
  std::string text = key ? fmt::format("parity-{}-{}", own, n) : "parity";
  if (most > 0 && text.size() > most) {
    text = std::to_string(n);
    if (text.size() > most) text.erase(0, text.size() - most);
  }
  return text;
}

std::string SampleWorld::value(const DeclaredTable& table, const DeclaredColumn& column,
                               std::size_t n) const {
  const bool key = in_key(table, column.name);
  for (const DeclaredForeignKey& own : table.foreign_keys) {
    if (!among(own.columns, column.name) || own.table == table.name || !mandatory(table, own)) continue;
    const DeclaredTable& parent = *contract_.table(own.table);
    const auto at = std::find(own.columns.begin(), own.columns.end(), column.name) - own.columns.begin();
    return value(parent, *parent.column(own.to[static_cast<std::size_t>(at)]), n);
  }
  if (const auto sample = table.sample.find(column.name); sample != table.sample.end() && sample->second) {
    std::string text = *sample->second;  // "{n}" stands for the number of the row
    for (std::size_t at; (at = text.find("{n}")) != text.npos;) text.replace(at, 3, std::to_string(n));
    return text;
  }
  if (const DeclaredCheck* check = check_of(table, column.name)) {
    const auto& accept = check->accept[(key ? n - 1 : 0) % check->accept.size()].at(column.name);
    if (accept) return *accept;
  }
  return by_type(table, column, n, key);
}

SampleRow SampleWorld::row(const DeclaredTable& table, const Wish& wish) const {
  SampleRow row;
  for (const DeclaredCheck& check : table.checks)
    if (check.columns.size() > 1 && !check.accept.empty())
      for (const auto& [column, value] : check.accept[0]) row.emplace(column, value);
  for (const DeclaredColumn& column : table.columns) {
    if (!column.generated.empty() || !has(table, column.name) || row.contains(column.name)) continue;
    const bool key = in_key(table, column.name);
    if (const DeclaredForeignKey* to = reference(table, column.name, wish.also)) {
      const DeclaredTable& parent = *contract_.table(to->table);
      const auto at = std::find(to->columns.begin(), to->columns.end(), column.name) - to->columns.begin();
      // A row may not be its own parent: the one behind it is.
      const std::size_t of = to == wish.also && to->table == table.name ? wish.n + 1
                             : wish.parents_once && !key                ? 1
                                                                        : wish.n;
      row[column.name] = value(parent, *parent.column(to->to[static_cast<std::size_t>(at)]), of);
    } else if (table.sample.contains(column.name) || key) {
      const auto sample = table.sample.find(column.name);
      if (sample != table.sample.end() && !sample->second)
        row[column.name] = std::nullopt;
      else
        row[column.name] = value(table, column, wish.n);
    } else if (const Column& there = there_.at(table.name).at(column.name);
               !there.filled && (!there.nullable || !column.nullable)) {
      row[column.name] = value(table, column, wish.n);
    }
  }
  for (const auto& [column, value] : wish.with)
    if (has(table, column)) row[column] = value;
  for (const std::string& column : wish.without) row.erase(column);
  return row;
}

std::string SampleWorld::insert(const DeclaredTable& table, const std::vector<SampleRow>& rows) const {
  std::string columns, values;
  for (const auto& [column, value] : rows[0])
    columns += (columns.empty() ? "" : ", ") + quote_identifier(column);
  if (columns.empty()) return "INSERT INTO " + name(table) + " DEFAULT VALUES";
  for (const SampleRow& row : rows) {
    std::string one;
    for (const auto& [column, value] : row)
      one += (one.empty() ? "" : ", ") + (value ? quote_literal(*value) : "NULL");
    values += (values.empty() ? "(" : ", (") + one + ")";
  }
  return "INSERT INTO " + name(table) + " (" + columns + ") OVERRIDING SYSTEM VALUE VALUES " + values;
}

bool SampleWorld::free(const DeclaredTable& table, const std::string& column) const {
  return has(table, column) && !in_key(table, column) && !checked(table, column) &&
         std::none_of(table.foreign_keys.begin(), table.foreign_keys.end(),
                      [&](const DeclaredForeignKey& key) { return among(key.columns, column); });
}

SampleRow SampleWorld::key(const DeclaredTable& table, const SampleRow& row) const {
  SampleRow out;
  for (const auto& [column, value] : row)
    if (table.primary_key.empty() || among(table.primary_key, column)) out[column] = value;
  return out;
}

std::string SampleWorld::where(const DeclaredTable& table, const SampleRow& row) const {
  std::string out;
  for (const auto& [column, value] : key(table, row))
    out += (out.empty() ? "" : " AND ") + quote_identifier(column) +
           (value ? " = " + quote_literal(*value) : " IS NULL");
  return out;
}

}  // namespace parity
