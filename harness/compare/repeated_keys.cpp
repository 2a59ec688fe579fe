// Rows that share a key: see repeated_keys.h.
#include "harness/compare/repeated_keys.h"

#include <algorithm>

#include "harness/compare/fetch_rows.h"
#include "harness/compare/masking.h"
#include "harness/compare/own_faults.h"
#include "harness/compare/pairing.h"
#include "harness/compare/pairs.h"
#include "harness/compare/rows_of_key.h"

namespace parity {
namespace {

using reports::Difference;
using reports::DifferenceKind;
using reports::Fate;

constexpr std::size_t kOriginsShown = 20;  // of the rows that share a key

std::size_t most_rows(const Repeated& repeated) {
  std::size_t most = 0;
  for (const std::vector<Place>& places : repeated.places) most = std::max(most, places.size());
  return most;
}

// The rules that made the keys of two rows equal; none where they are so as read.
RuleBits made_equal_by(const TableRun& run, const ClosedRow& one, const ClosedRow& other) {
  RuleBits by = 0;
  for (const std::size_t f : run.table.key) {
    RuleBits of_field = 0;
    if (compare_cells(run.table.fields[f], one.cells[f], other.cells[f], of_field) == CellVerdict::masked)
      by |= of_field;
  }
  return by;
}

std::string because_of(RuleBits rules) {
  const std::vector<std::string> names = rule_names(rules);
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  if (text.empty()) return ": ";
  return " because " + std::string(names.size() == 1 ? "rule " : "rules ") + text +
         " made their keys equal: ";
}

void report_duplicate(TableRun& run, std::size_t d, const std::vector<const ClosedRow*>& rows) {
  RuleBits made_by = 0;
  std::string origins, key;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    made_by |= made_equal_by(run, *rows[i], *rows[0]);
    const std::string own = run.findings.key_text(*rows[i]);
    if (i == 0 || own < key) key = own;  // one of them, whichever stands first
    if (i < kOriginsShown) origins += (i == 0 ? "" : " and ") + std::string(rows[i]->origin);
  }
  if (rows.size() > kOriginsShown) origins += " and " + std::to_string(rows.size() - kOriginsShown) + " more";
  Difference finding;
  finding.kind = DifferenceKind::duplicate_key;
  finding.key = key;
  finding.count = rows.size();
  for (const std::size_t f : run.table.key)
    finding.rules.insert(finding.rules.end(), run.table.fields[f].in_force.begin(),
                         run.table.fields[f].in_force.end());
  finding.note = std::to_string(rows.size()) + " rows of dataset '" + run.dataset(d).name +
                 "' share this key" + because_of(made_by) + origins;
  add_for_dataset(run, d, finding, run.findings.row_side(*rows[0]));
}

// In a chain, what became of a row is told by a row that is equal to it at the chain's end.
void compare_repeated(TableRun& run, std::size_t h, const std::vector<const ClosedRow*>& source,
                      const std::vector<const ClosedRow*>& target, std::vector<const ClosedRow*> last) {
  const Hop& hop = run.hops[h];
  const bool in_chain = run.context.specs[hop.comparison].datasets.size() > 2;
  if (!in_chain) last.clear();
  sort_by_content(run.table, hop.compared, last);
  const auto like = [&](const ClosedRow& row, const std::vector<bool>& compared) -> const ClosedRow* {
    const auto at = std::find_if(last.begin(), last.end(), [&](const ClosedRow* other) {
      return same_row(run.table, compared, row, *other);
    });
    return at == last.end() ? nullptr : *at;
  };
  static const ClosedRow nothing;
  for (const auto& [from, to] : pair_rows(run.table, hop.compared, source, target)) {
    if (!to) {
      const bool lives_on = like(*from, hop.source_and_last) != nullptr;
      report_row(run, h, *from, nothing, fate(run, hop, lives_on ? Fate::compensated : Fate::carried));
    } else if (!from) {
      const bool lives_on = like(*to, hop.target_and_last) != nullptr;
      report_row(run, h, nothing, *to, fate(run, hop, lives_on ? Fate::carried : Fate::compensated));
    } else {
      ++run.hops[h].paired;
      const ClosedRow* end = last.size() > 1 ? like(*from, hop.source_and_last) : nullptr;
      if (!end && last.size() > 1) end = like(*to, hop.target_and_last);
      compare_rows(run, h, *from, *to, end || last.empty() ? end : last[0]);
    }
  }
}

// The rows of one key: fetched[first] and those behind it.
void look_at_key(TableRun& run, const Repeated& repeated, const std::vector<std::vector<ClosedRow>>& fetched,
                 std::size_t first) {
  std::vector<std::vector<const ClosedRow*>> rows(run.count);
  const LookingAt these(run, [&rows] {
    RowsOfDatasets all;
    for (std::size_t d = 0; d < rows.size(); ++d)
      for (const ClosedRow* row : rows[d]) all.emplace_back(d, row);
    return all;
  });
  for (std::size_t d = 0; d < run.count; ++d)
    for (std::size_t i = 0; i < repeated.places[d].size(); ++i) rows[d].push_back(&fetched[first + i][d]);
  for (std::size_t d = 0; d < run.count; ++d) {
    for (const ClosedRow* row : rows[d]) report_null_key(run, d, *row);
    if (rows[d].size() > 1) report_duplicate(run, d, rows[d]);
  }
  for (std::size_t h = 0; h < run.hops.size(); ++h) {
    const Hop& hop = run.hops[h];
    if (run.both_there(hop)) compare_repeated(run, h, rows[hop.source], rows[hop.target], rows[hop.last]);
  }
}

}  // namespace

void look_at_repeated(TableRun& run, const std::vector<Repeated>& keys) {
  for (std::size_t from = 0; from < keys.size();) {
    std::vector<Place> places;
    std::size_t to = from;
    for (; to < keys.size() && places.size() < run.context.options.batch * run.count; ++to) {
      for (std::size_t i = 0; i < most_rows(keys[to]); ++i) {
        for (const std::vector<Place>& of_dataset : keys[to].places)
          places.push_back(i < of_dataset.size() ? of_dataset[i] : Place{});
      }
    }
    Arena arena;
    const auto fetched = fetch_rows(run, places, arena);
    for (std::size_t first = 0; from < to; ++from) {
      look_at_key(run, keys[from], fetched, first);
      first += most_rows(keys[from]);
    }
    run.stop_if_asked("looking at repeated keys of");
  }
}

}  // namespace parity
