// Tables of a schema contract: columns, keys, checks, indexes, triggers, policies, and what every table has.
#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "harness/readers/postgres_identifier.h"
#include "harness/suites/schema/read_declared.h"
#include "harness/yaml/nearest.h"
#include "harness/yaml/read.h"

namespace parity {
namespace {

const KeyTable kTable{"table",
                      "a table",
                      {"columns", "primary_key", "unique", "foreign_keys", "checks", "indexes", "triggers",
                       "row_security", "sample", "counted", "requirements"}};
const KeyTable kEveryTable{"every_table",
                           "what every table has",
                           {"except", "columns", "primary_key", "foreign_keys", "checks", "indexes",
                            "triggers", "sample", "counted", "requirements"}};
const KeyTable kColumn{
    "column", "a column", {"type", "default", "generated", "identity", "collation", "requirements"}};
const KeyTable kPrimaryKey{"primary_key", "a primary key", {"columns", "requirements"}};
const KeyTable kUnique{"unique", "a unique key", {"columns", "index", "deferrable", "requirements"}};
const KeyTable kForeignKey{"foreign_key",
                           "a foreign key",
                           {"table", "columns", "on_update", "on_delete", "deferrable", "requirements"}};
const KeyTable kForeignKeys{"foreign_key_defaults",
                            "what every foreign key has",
                            {"on_update", "on_delete", "deferrable", "requirements"}};
const KeyTable kCheck{"check", "a check", {"that", "accept", "reject", "requirements"}};
const KeyTable kIndex{"index", "an index", {"index", "name", "serves", "requirements"}};
const KeyTable kTrigger{"trigger",
                        "a trigger",
                        {"before", "after", "instead_of", "for_each", "function", "when", "requirements"}};
const KeyTable kRowSecurity{
    "table_row_security", "the row security of a table", {"forced", "policies", "probe", "requirements"}};
const KeyTable kPolicy{
    "policy", "a policy", {"command", "restrictive", "roles", "using", "with_check", "requirements"}};

const std::vector<std::pair<std::string, std::string>> kActions = {{"no action", "no action"},
                                                                   {"restrict", "restrict"},
                                                                   {"cascade", "cascade"},
                                                                   {"set null", "set null"},
                                                                   {"set default", "set default"}};
const std::vector<std::pair<std::string, std::string>> kDeferrable = {
    {"no", "no"},
    {"initially immediate", "initially immediate"},
    {"initially deferred", "initially deferred"}};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

// Takes `suffix` off the end; false where it is not there.
bool take_end(std::string& text, std::string_view suffix) {
  if (!lower(text).ends_with(suffix)) return false;
  text.erase(text.size() - suffix.size());
  text.erase(text.find_last_not_of(' ') + 1);
  return true;
}

// "varchar(500) null default ''": what would stand behind the column's name in CREATE TABLE, except that
// a column is NOT NULL where it does not say `null`.
void read_type(const Yaml& node, DeclaredColumn& column) {
  column.type = read_sql(node, "a type");
  if (const std::size_t at = lower(column.type).find(" default "); at != std::string::npos) {
    column.default_value = column.type.substr(at + 9);
    column.type.erase(at);
  }
  column.type.erase(column.type.find_last_not_of(' ') + 1);
  if (!take_end(column.type, " not null")) column.nullable = take_end(column.type, " null");
  if (column.type.empty()) throw unexpected(node, "a type");
}

class TableReader {
 public:
  TableReader(DeclaredTable& table, std::size_t& groups) : table_(table), groups_(groups) {}

  void columns(const Yaml& node, const std::vector<std::string>& above) {
    for (const Yaml::Entry* entry : named_entries(node, "columns and their types")) {
      DeclaredColumn column;
      column.where = entry->where;
      column.requirements = above;
      column.name = entry->key;
      if (entry->value.kind == Yaml::Kind::mapping) {
        const Mapping map(entry->value, kColumn);
        read_type(map.need("type").value, column);
        column.requirements = read_requirements(map, above);
        if (const auto* text = map.find("default"))
          column.default_value = read_sql(text->value, "SQL of a default");
        if (const auto* text = map.find("generated"))
          column.generated = read_sql(text->value, "SQL of a generated column");
        if (const auto* text = map.find("collation"))
          column.collation = read_text(text->value, "a collation");
        if (const auto* text = map.find("identity"))
          column.identity = read_choice<std::string>(text->value, "identity",
                                                     {{"always", "always"}, {"by default", "by default"}});
      } else {
        read_type(entry->value, column);
      }
      if (table_.column(column.name) == nullptr) table_.columns.push_back(std::move(column));
    }
  }

  void primary_key(const Yaml::Entry& entry, const std::vector<std::string>& above) {
    table_.key_line = {entry.where, above};
    if (entry.value.kind == Yaml::Kind::mapping) {
      const Mapping map(entry.value, kPrimaryKey);
      table_.primary_key = read_columns(map.need("columns").value);
      table_.key_line.requirements = read_requirements(map, above);
    } else {
      table_.primary_key = read_columns(entry.value);
    }
  }

  void uniques(const Yaml& node, const std::vector<std::string>& above) {
    for (const Yaml& item : items(node, "unique keys")) {
      DeclaredUnique unique;
      unique.where = item.where;
      unique.requirements = above;
      if (item.kind == Yaml::Kind::mapping) {
        const Mapping map(item, kUnique);
        unique.requirements = read_requirements(map, above);
        if (const auto* index = map.find("index"))
          unique.definition = read_sql(index->value, "what stands behind CREATE UNIQUE INDEX … ON");
        else
          unique.columns = read_columns(map.need("columns").value);
        if (const auto* columns = map.find("columns"); columns != nullptr && !unique.definition.empty())
          throw usage_error("a unique key is of columns or an index, not both").at(columns->where);
        if (const auto* deferrable = map.find("deferrable"))
          unique.deferrable = read_flag(deferrable->value, "deferrable");
      } else {
        unique.columns = read_columns(item);
      }
      table_.uniques.push_back(std::move(unique));
    }
  }

  void foreign_keys(const Yaml& node, const DeclaredForeignKey& usual,
                    const std::vector<std::string>& above) {
    for (const Yaml::Entry* entry : named_entries(node, "columns and the tables they refer to")) {
      DeclaredForeignKey key = usual;
      key.where = entry->where;
      for (const std::string& id : above)
        if (std::find(key.requirements.begin(), key.requirements.end(), id) == key.requirements.end())
          key.requirements.push_back(id);
      key.columns = split_columns(entry->key, entry->where);
      if (entry->value.kind == Yaml::Kind::mapping) {
        const Mapping map(entry->value, kForeignKey);
        key.table = read_text(map.need("table").value, "a table");
        if (const auto* columns = map.find("columns")) key.to = read_columns(columns->value);
        actions(map, key);
        key.requirements = read_requirements(map, key.requirements);
      } else {
        key.table = read_text(entry->value, "a table");
      }
      table_.foreign_keys.push_back(std::move(key));
    }
  }

  static void actions(const Mapping& map, DeclaredForeignKey& key) {
    if (const auto* action = map.find("on_update"))
      key.on_update = read_choice<std::string>(action->value, "on_update", kActions);
    if (const auto* action = map.find("on_delete"))
      key.on_delete = read_choice<std::string>(action->value, "on_delete", kActions);
    if (const auto* word = map.find("deferrable"))
      key.deferrable = read_choice<std::string>(word->value, "deferrable", kDeferrable);
  }

  void checks(const Yaml& node, const std::vector<std::string>& above) {
    for (const Yaml::Entry* entry : named_entries(node, "columns and what is checked of them")) {
      const std::vector<std::string> columns = split_columns(entry->key, entry->where);
      if (entry->value.kind == Yaml::Kind::list)
        for (const Yaml& item : entry->value.items) check(item, item.where, columns, above);
      else
        check(entry->value, entry->where, columns, above);
    }
  }

  void indexes(const Yaml& node, const std::vector<std::string>& above) {
    for (const Yaml& item : items(node, "indexes")) {
      DeclaredIndex index;
      index.where = item.where;
      index.requirements = above;
      if (item.kind == Yaml::Kind::mapping) {
        const Mapping map(item, kIndex);
        index.definition = read_sql(map.need("index").value, "what stands behind CREATE INDEX … ON");
        if (const auto* name = map.find("name")) index.name = read_text(name->value, "an index's name");
        if (const auto* query = map.find("serves"))
          index.serves = of_table(read_sql(query->value, "a query"));
        index.requirements = read_requirements(map, above);
      } else {
        index.definition = read_sql(item, "what stands behind CREATE INDEX … ON");
      }
      table_.indexes.push_back(std::move(index));
    }
  }

  void triggers(const Yaml& node, const std::vector<std::string>& above) {
    for (const Yaml& item : items(node, "triggers")) {
      DeclaredTrigger trigger;
      trigger.where = item.where;
      trigger.group = groups_++;
      const Mapping map(item, kTrigger);
      for (const auto& [key, timing] :
           {std::pair{"before", "before"}, {"after", "after"}, {"instead_of", "instead of"}}) {
        const auto* events = map.find(key);
        if (events == nullptr) continue;
        if (!trigger.events.empty()) throw usage_error("a trigger fires at one time").at(events->where);
        trigger.timing = timing;
        trigger.events = read_name_or_names(events->value, "events");
        const std::vector<std::string> known = {"insert", "update", "delete", "truncate"};
        for (const std::string& event : trigger.events)
          if (std::find(known.begin(), known.end(), event) == known.end())
            throw usage_error(fmt::format("'{}' is no event of a trigger", event))
                .at(events->value.where)
                .with_hint(suggest(event, known));
      }
      if (trigger.events.empty())
        throw usage_error("a trigger without its events")
            .at(item.where)
            .with_hint("write after: [insert, update, delete]");
      if (const auto* level = map.find("for_each"))
        trigger.level =
            read_choice<std::string>(level->value, "for_each", {{"statement", "statement"}, {"row", "row"}});
      if (const auto* function = map.find("function"))
        trigger.function = read_text(function->value, "a function's name");
      if (const auto* condition = map.find("when"))
        trigger.condition = read_sql(condition->value, "a condition in SQL");
      trigger.requirements = read_requirements(map, above);
      table_.triggers.push_back(std::move(trigger));
    }
  }

  void row_security(const Yaml::Entry& entry, const std::vector<std::string>& above) {
    table_.row_security_line = {entry.where, above};
    if (entry.value.kind != Yaml::Kind::mapping) {
      table_.row_security = read_flag(entry.value, "row_security");
      return;
    }
    table_.row_security = true;
    const Mapping map(entry.value, kRowSecurity);
    if (const auto* probe = map.find("probe")) table_.probe_row_security = read_flag(probe->value, "probe");
    if (const auto* forced = map.find("forced")) table_.forced = read_flag(forced->value, "forced");
    table_.row_security_line.requirements = read_requirements(map, above);
    if (const auto* policies = map.find("policies"))
      for (const Yaml::Entry* each : named_entries(policies->value, "policies"))
        policy(*each, table_.row_security_line.requirements);
  }

 private:
  static const std::vector<Yaml>& items(const Yaml& node, std::string_view what) {
    if (node.kind != Yaml::Kind::list) throw unexpected(node, fmt::format("a list of {}", what));
    return node.items;
  }

  void check(const Yaml& node, const Location& where, const std::vector<std::string>& columns,
             const std::vector<std::string>& above) {
    DeclaredCheck check;
    check.where = where;
    check.requirements = above;
    check.columns = columns;
    if (node.kind == Yaml::Kind::mapping) {
      const Mapping map(node, kCheck);
      check.requirements = read_requirements(map, above);
      if (const auto* that = map.find("that")) check.expression = read_sql(that->value, "a condition in SQL");
      if (const auto* accept = map.find("accept")) check.accept = rows(accept->value, columns);
      if (const auto* reject = map.find("reject")) check.reject = rows(reject->value, columns);
      if (check.expression.empty() && check.accept.empty() && check.reject.empty())
        throw usage_error("a check says what holds, or which values it accepts and rejects").at(where);
    } else {
      check.expression = read_sql(node, "a condition in SQL");
    }
    table_.checks.push_back(std::move(check));
  }

  // "{table}" in what every table has.
  std::string of_table(std::string sql) const {
    const std::string name = quote_identifier(table_.name);
    for (std::size_t at = 0; (at = sql.find("{table}", at)) != sql.npos; at += name.size())
      sql.replace(at, 7, name);
    return sql;
  }

  // Values of the one column, or mappings of several.
  static std::vector<SampleRow> rows(const Yaml& node, const std::vector<std::string>& columns) {
    std::vector<SampleRow> all;
    for (const Yaml& item : items(node, "values")) {
      if (item.kind == Yaml::Kind::mapping)
        all.push_back(read_sample(item));
      else if (columns.size() == 1)
        all.push_back({{columns[0], read_sample_value(item)}});
      else
        throw unexpected(item, "a value for each column, a mapping");
    }
    return all;
  }

  void policy(const Yaml::Entry& entry, const std::vector<std::string>& above) {
    DeclaredPolicy policy;
    policy.where = entry.where;
    policy.name = entry.key;
    const Mapping map(entry.value, kPolicy);
    policy.requirements = read_requirements(map, above);
    if (const auto* command = map.find("command"))
      policy.command = read_choice<std::string>(command->value, "command",
                                                {{"all", "all"},
                                                 {"select", "select"},
                                                 {"insert", "insert"},
                                                 {"update", "update"},
                                                 {"delete", "delete"}});
    if (const auto* restrictive = map.find("restrictive"))
      policy.permissive = !read_flag(restrictive->value, "restrictive");
    if (const auto* roles = map.find("roles")) policy.roles = read_name_or_names(roles->value, "roles");
    if (const auto* sql = map.find("using"))
      policy.using_expression = read_sql(sql->value, "a condition in SQL");
    if (const auto* sql = map.find("with_check"))
      policy.check_expression = read_sql(sql->value, "a condition in SQL");
    table_.policies.push_back(std::move(policy));
  }

  DeclaredTable& table_;
  std::size_t& groups_;
};

// Everything of one mapping but its foreign keys; what a table has already is kept.
void read_parts(const Mapping& map, DeclaredTable& table, std::size_t& groups,
                const std::vector<std::string>& above) {
  TableReader reader(table, groups);
  if (const auto* part = map.find("columns")) reader.columns(part->value, above);
  if (const auto* part = map.find("primary_key"); part != nullptr && table.primary_key.empty())
    reader.primary_key(*part, above);
  if (const auto* part = map.find("checks")) reader.checks(part->value, above);
  if (const auto* part = map.find("indexes"); part != nullptr && table.indexes.empty())
    reader.indexes(part->value, above);
  if (const auto* part = map.find("triggers")) reader.triggers(part->value, above);
  if (const auto* part = map.find("sample"))
    for (auto& [column, value] : read_sample(part->value)) table.sample.emplace(column, value);
  if (const auto* part = map.find("counted")) table.counted = read_flag(part->value, "counted");
}

DeclaredTable read_table(const Yaml::Entry& entry, const DeclaredForeignKey& usual, std::size_t& groups,
                         const std::vector<std::string>& above) {
  DeclaredTable table;
  table.where = entry.where;
  table.name = entry.key;
  table.key_line.where = entry.where;
  table.row_security_line.where = entry.where;
  const Mapping map(entry.value, kTable);
  table.requirements = read_requirements(map, above);
  read_parts(map, table, groups, table.requirements);
  TableReader reader(table, groups);
  if (const auto* part = map.find("unique")) reader.uniques(part->value, table.requirements);
  if (const auto* part = map.find("foreign_keys"))
    reader.foreign_keys(part->value, usual, table.requirements);
  if (const auto* part = map.find("row_security")) reader.row_security(*part, table.requirements);
  return table;
}

}  // namespace

std::vector<DeclaredTable> read_declared_tables(const Yaml& tables, const Yaml::Entry* every_table,
                                                const std::vector<std::string>& requirements) {
  DeclaredForeignKey usual;
  std::vector<std::string> except;
  std::size_t groups = 1;
  if (every_table != nullptr) {
    const Mapping map(every_table->value, kEveryTable);
    if (const auto* keys = map.find("foreign_keys")) {
      const Mapping defaults(keys->value, kForeignKeys);
      TableReader::actions(defaults, usual);
      usual.requirements = read_requirements(defaults, {});
    }
    if (const auto* names = map.find("except")) {
      except = read_names(names->value, "tables");
      for (std::size_t i = 0; i < except.size(); ++i)
        if (tables.find(except[i]) == nullptr)
          throw usage_error(fmt::format("there is no table '{}' in this contract", except[i]))
              .at(names->value.items[i].where);
    }
    for (const std::string_view key :
         {"columns", "primary_key", "checks", "indexes", "triggers", "sample", "counted", "requirements"})
      map.find(key);  // read once for each table
  }
  std::vector<DeclaredTable> all;
  for (const Yaml::Entry* entry : named_entries(tables, "tables")) {
    DeclaredTable table = read_table(*entry, usual, groups, requirements);
    if (every_table != nullptr && std::find(except.begin(), except.end(), table.name) == except.end()) {
      const Mapping map(every_table->value, kEveryTable);
      map.find("except"), map.find("foreign_keys");
      std::size_t shared = 100'000;  // groups of its own: one function for all tables
      SampleRow own = table.sample;
      const std::vector<std::string> above = read_requirements(map, table.requirements);
      read_parts(map, table, shared, above);
      std::erase_if(table.sample, [&](const auto& value) {
        return !own.contains(value.first) && table.column(value.first) == nullptr;
      });
    }
    all.push_back(std::move(table));
  }
  return all;
}

std::vector<const KeyTable*> declared_table_keys() {
  return {&kTable,       &kEveryTable, &kColumn, &kPrimaryKey, &kUnique,      &kForeignKey,
          &kForeignKeys, &kCheck,      &kIndex,  &kTrigger,    &kRowSecurity, &kPolicy};
}

}  // namespace parity
