// One table while it is compared: what its steps share, each in a file of its own: read_table,
// settle_columns, candidates, pairs, repeated_keys, row_order. See table_comparer.cpp for their order.
#pragma once

#include <memory>
#include <vector>

#include "harness/compare/digester.h"
#include "harness/compare/findings.h"
#include "harness/compare/hop.h"
#include "harness/compare/table_comparer.h"

namespace parity {

// One stream of one dataset after its end, and the records that it left.
struct ReadStream {
  std::size_t dataset = 0;
  std::unique_ptr<RecordStore> store;
  DigestedStream result;
  double seconds = 0;
};

struct TableRun {
  TableRun(PlannedTable& planned, const CompareContext& around);

  bool there(std::size_t d) const { return table.bindings[d].there; }
  bool both_there(const Hop& hop) const { return there(hop.source) && there(hop.target); }
  const ComparedDataset& dataset(std::size_t d) const { return context.datasets[d]; }
  const TableInfo& info(std::size_t d) const { return dataset(d).tables[table.bindings[d].info]; }
  std::size_t reader_table(std::size_t d) const { return dataset(d).table_index[table.bindings[d].info]; }

  // What was read; to be asked behind the last row.
  std::uint64_t rows_of(std::size_t d) const;
  std::uint64_t seen(std::size_t d, std::size_t field) const;  // rows that had the field
  bool has(std::size_t d, std::size_t field) const;
  // An empty array of rows: it shows no fields, and that is no proof that it lacks any.
  bool shows_nothing(std::size_t d) const { return info(d).columns.empty() && rows_of(d) == 0; }
  bool may_have(std::size_t d, std::size_t field) const { return has(d, field) || shows_nothing(d); }

  // Throws Error (interrupted) once somebody asked for the end: "interrupted while …ing table 'x'".
  void stop_if_asked(const std::string& doing) const;

  PlannedTable& table;
  const CompareContext& context;
  std::size_t count;  // datasets
  std::vector<DigestClass> classes;
  std::vector<Hop> hops;
  Findings findings;
  std::vector<TableReferences> references;  // per dataset
  std::vector<ReadStream> streams;
};

}  // namespace parity
