// What is known of a table while it is compared: see table_run.h.
#include "harness/compare/table_run.h"

#include <algorithm>

#include "harness/error.h"

namespace parity {
namespace {

std::vector<DigestClass> classes_without(const PlannedTable& table,
                                         const std::vector<std::string>& blind_to) {
  std::vector<DigestClass> made = classes(table);
  for (DigestClass& one : made) {
    std::erase_if(one.fields, [&](std::size_t f) {
      return std::find(blind_to.begin(), blind_to.end(), table.fields[f].name) != blind_to.end();
    });
  }
  return made;
}

}  // namespace

TableRun::TableRun(PlannedTable& planned, const CompareContext& around)
    : table(planned),
      context(around),
      count(around.datasets.size()),
      classes(classes_without(planned, around.options.blind_to)),
      hops(hops_of(around.specs)),
      findings(planned, around.datasets, around.observer, hops.size()) {
  for (std::size_t d = 0; d < count; ++d)
    references.push_back(there(d) ? context.references.for_table(table, d) : TableReferences{});
}

std::uint64_t TableRun::rows_of(std::size_t d) const {
  std::uint64_t rows = 0;
  for (const ReadStream& stream : streams) rows += stream.dataset == d ? stream.result.rows : 0;
  return rows;
}

std::uint64_t TableRun::seen(std::size_t d, std::size_t field) const {
  std::uint64_t rows = 0;
  for (const ReadStream& stream : streams) {
    if (stream.dataset != d) continue;
    if (field < stream.result.seen.size()) rows += stream.result.seen[field];
    for (const LateColumn& late : stream.result.late)
      rows += table.logical_field(late.name) == table.fields[field].name ? late.seen : 0;
  }
  return rows;
}

bool TableRun::has(std::size_t d, std::size_t field) const {
  return (table.fields[field].present >> d & 1) || seen(d, field) > 0;
}

void TableRun::stop_if_asked(const std::string& doing) const {
  if (context.observer.stop())
    throw Error(ErrorKind::interrupted, "interrupted while " + doing + " table '" + table.name + "'");
}

}  // namespace parity
