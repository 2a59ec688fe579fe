#include "harness/suites/schema/facts.h"

#include "harness/readers/postgres_schema.h"

namespace parity {

const std::string& Fact::operator[](const std::string& field) const {
  static const std::string nothing;
  const auto& value = fields_.at(field);
  return value ? *value : nothing;
}

Facts Facts::read(SqlSession& session, const std::string& schema, const std::string& besides) {
  session.run("SET LOCAL search_path TO " + quote_identifier(schema) +
              (besides.empty() ? "" : ", " + quote_identifier(besides)));
  Facts facts;
  for (const SchemaQuery& query : schema_queries(schema)) {
    std::vector<Fact>& rows = facts.kinds_[query.table];
    std::string order;  // the order of checks is the same in each run
    for (const std::string& column : query.key)
      order += (order.empty() ? "" : ", ") + column + " COLLATE \"C\"";
    const SqlAnswer answer = session.need("SELECT * FROM (" + query.select + ") AS r ORDER BY " + order);
    for (const SqlRow& row : answer.rows) {
      std::map<std::string, std::optional<std::string>> fields;
      for (std::size_t i = 0; i < row.size(); ++i) fields[answer.columns[i].name] = row[i];
      rows.emplace_back(std::move(fields));
    }
  }
  return facts;
}

std::vector<const Fact*> Facts::of(const std::string& kind, const std::string& table) const {
  std::vector<const Fact*> all;
  for (const Fact& fact : of(kind))
    if (fact["table_name"] == table) all.push_back(&fact);
  return all;
}

const Fact* Facts::find(const std::string& kind, const std::string& field, const std::string& value,
                        const std::string& table) const {
  for (const Fact& fact : of(kind))
    if (fact[field] == value && (table.empty() || fact["table_name"] == table)) return &fact;
  return nullptr;
}

}  // namespace parity
