// What a catalog says, row by row, as the queries of readers/postgres_schema.h tell it: of the database's
// schema, and of the twin that is built from the contract. Both are read alike, so that they compare field by
// field.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/environment/sql_session.h"

namespace parity {

// One row: `columns` of "users", "email". Booleans are "t" and "f".
class Fact {
 public:
  explicit Fact(std::map<std::string, std::optional<std::string>> fields) : fields_(std::move(fields)) {}

  bool has(const std::string& field) const { return fields_.at(field).has_value(); }
  const std::string& operator[](const std::string& field) const;  // "" for NULL
  bool is(const std::string& field) const { return (*this)[field] == "t"; }
  bool same(const Fact& other, const std::string& field) const {
    return fields_.at(field) == other.fields_.at(field);
  }

 private:
  std::map<std::string, std::optional<std::string>> fields_;
};

class Facts {
 public:
  // Names in `schema` are printed without it; so are those in `besides`, which come behind it.
  static Facts read(SqlSession& session, const std::string& schema, const std::string& besides = "");

  const std::vector<Fact>& of(const std::string& kind) const { return kinds_.at(kind); }
  // Those of one table.
  std::vector<const Fact*> of(const std::string& kind, const std::string& table) const;
  // The one whose `field` is `value`, of `table` where one is given; nullptr: none.
  const Fact* find(const std::string& kind, const std::string& field, const std::string& value,
                   const std::string& table = "") const;

 private:
  std::map<std::string, std::vector<Fact>> kinds_;
};

}  // namespace parity
