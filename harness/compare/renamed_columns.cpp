// One column under two names: see renamed_columns.h.
#include "harness/compare/renamed_columns.h"

#include <algorithm>
#include <optional>

#include "harness/compare/fetch_rows.h"

namespace parity {
namespace {

constexpr std::size_t kEnough = 3;  // values that agree, of which two differ: less may be chance

// Fields that `d` has and `other` lacks, and that no line of the contract says so of.
std::vector<std::size_t> lone_fields(const TableRun& run, std::size_t d, std::size_t other) {
  std::vector<std::size_t> fields;
  for (std::size_t f = 0; f < run.table.fields.size(); ++f) {
    if (run.table.fields[f].only_in.empty() && run.has(d, f) && !run.has(other, f)) fields.push_back(f);
  }
  return fields;
}

bool is_nothing(const Value& value) { return value.kind == Kind::null || value.kind == Kind::absent; }

bool hold_the_same(const std::vector<std::vector<ClosedRow>>& rows, const Hop& hop, std::size_t source,
                   std::size_t target) {
  std::size_t agreeing = 0;
  const Value* first = nullptr;
  bool varied = false;
  for (const std::vector<ClosedRow>& row : rows) {
    if (!row[hop.source].there || !row[hop.target].there) continue;
    const Value& from = row[hop.source].cells[source].normal;
    const Value& to = row[hop.target].cells[target].normal;
    if (is_nothing(from) && is_nothing(to)) continue;
    if (from.kind == Kind::invalid || !same(from, to)) return false;
    ++agreeing;
    if (!first) first = &from;
    varied = varied || !same(*first, from);
  }
  return agreeing >= kEnough && varied;
}

}  // namespace

bool may_have_renamed_columns(const TableRun& run) {
  return std::any_of(run.hops.begin(), run.hops.end(), [&](const Hop& hop) {
    return run.both_there(hop) && !lone_fields(run, hop.source, hop.target).empty() &&
           !lone_fields(run, hop.target, hop.source).empty();
  });
}

void look_for_renamed_columns(TableRun& run, const Candidates& found) {
  if (found.pairs.empty()) return;
  Arena arena;
  const auto rows = fetch_rows(run, found.pairs, arena);
  for (const Hop& hop : run.hops) {
    if (!run.both_there(hop)) continue;
    const auto extra = lone_fields(run, hop.target, hop.source);
    for (const std::size_t missing : lone_fields(run, hop.source, hop.target)) {
      std::optional<std::size_t> twin;
      std::size_t twins = 0;
      for (const std::size_t f : extra) {
        if (!hold_the_same(rows, hop, missing, f)) continue;
        twin = f;
        ++twins;
      }
      if (twins == 1)
        run.context.observer.column_renamed(hop_name(run.context.datasets, hop), run.table.name,
                                            run.table.fields[missing].name, run.table.fields[*twin].name);
    }
  }
}

}  // namespace parity
