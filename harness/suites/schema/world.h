// Rows that a schema should take, made from its contract: each column by its sample, by what its check
// accepts, or by its type. The n-th row of a table refers to the n-th rows of its parents, so that there is a
// world for each n, and no two rows share a key.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "harness/suites/schema/facts.h"
#include "harness/suites/schema/schema_contract.h"

namespace parity {

class SampleWorld {
 public:
  // `wanted` tells types as the server spells them; columns that `found` has not are left out of rows.
  SampleWorld(const SchemaContract& contract, const Facts& wanted, const Facts& found);

  // What a row is made with.
  struct Wish {
    std::size_t n = 1;
    bool parents_once = false;                 // refer to the first rows of parents, but for columns of keys
    const DeclaredForeignKey* also = nullptr;  // a reference that may be null, and is to be set
    SampleRow with;                            // values that are to be these
    std::set<std::string> without;             // columns left to their defaults
  };
  SampleRow row(const DeclaredTable& table, const Wish& wish) const;
  std::string insert(const DeclaredTable& table, const std::vector<SampleRow>& rows) const;  // SQL

  // The value that identifies the n-th row there.
  std::string value(const DeclaredTable& table, const DeclaredColumn& column, std::size_t n) const;
  // The tables whose rows must be there before one of `table` is, parents first; not `table` itself.
  std::vector<const DeclaredTable*> ancestors(const DeclaredTable& table,
                                              const DeclaredForeignKey* also = nullptr) const;
  // Of those, the ones of which as many rows are needed as of `table`: its key, or theirs, refers to them.
  std::set<const DeclaredTable*> many(const DeclaredTable& table) const;
  bool has(const DeclaredTable& table, const std::string& column) const;  // the database does
  // Each column of the reference is NOT NULL, in the contract or in the database.
  bool mandatory(const DeclaredTable& table, const DeclaredForeignKey& key) const;
  std::string type(const DeclaredTable& table, const DeclaredColumn& column) const;
  bool in_key(const DeclaredTable& table, const std::string& column) const;
  const DeclaredCheck* check_of(const DeclaredTable& table, const std::string& column) const;  // of it alone
  bool checked(const DeclaredTable& table, const std::string& column) const;                   // by any check
  // "id = '…' AND locale = '…'": the row `row` by its primary key, or by all that it was made with.
  std::string where(const DeclaredTable& table, const SampleRow& row) const;
  SampleRow key(const DeclaredTable& table, const SampleRow& row) const;  // what of it identifies it
  // Any value of its type is good: no key, no check, no reference has a say, and the database has the column.
  bool free(const DeclaredTable& table, const std::string& column) const;
  std::string name(const DeclaredTable& table) const;  // quoted, with its schema

 private:
  const DeclaredForeignKey* reference(const DeclaredTable& table, const std::string& column,
                                      const DeclaredForeignKey* also) const;
  std::string by_type(const DeclaredTable& table, const DeclaredColumn& column, std::size_t n,
                      bool key) const;

  const SchemaContract& contract_;
  std::map<std::string, std::set<std::string>> keys_;                // table → columns
  std::map<std::string, std::map<std::string, std::string>> types_;  // table → column
  struct Column {
    bool nullable = true, filled = false;  // by a default or an identity
  };
  std::map<std::string, std::map<std::string, Column>> there_;  // as the database has them
};

}  // namespace parity
