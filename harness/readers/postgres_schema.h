// What a PostgreSQL schema consists of, as tables of its own: columns, keys, checks, indexes, triggers,
// policies, types, functions. Two databases are compared by them like any two datasets (drift), and a suite
// holds them against a contract. Expressions stand as PostgreSQL prints them back.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/readers/reader.h"

namespace parity {

struct SchemaQuery {
  std::string table;             // "foreign_keys"
  std::vector<std::string> key;  // of its columns
  std::string select;            // all columns are text or boolean; in no order
};

// Objects of extensions are left out. Names are printed without their schema where the search path finds
// them. `schema` is any name; PostgreSQL 13 and newer.
std::vector<SchemaQuery> schema_queries(const std::string& schema);

// The dataset `{ catalog: URL, schema: … }`.
std::unique_ptr<Reader> catalog_reader(const std::string& url, const std::string& schema = "public");

// 32 hexadecimal digits over all of it, whatever the order of rows: equal catalogs, equal digests.
std::string catalog_digest(const std::string& url, const std::string& schema = "public");

}  // namespace parity
