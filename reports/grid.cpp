#include "reports/grid.h"

#include <algorithm>
#include <tuple>

#include "reports/json_writer.h"
#include "reports/redact.h"
#include "reports/visible.h"
#include "reports/words.h"

namespace parity::reports {
namespace {

constexpr std::size_t kRowsTold = 8;

// The only axis on which two cells have different values; nullptr where there are none or several.
const std::string* only_axis(const GridCell& a, const GridCell& b) {
  const std::string* axis = nullptr;
  for (std::size_t i = 0; i < a.at.size() && i < b.at.size(); ++i) {
    if (a.at[i].second == b.at[i].second) continue;
    if (axis != nullptr) return nullptr;
    axis = &a.at[i].first;
  }
  return axis;
}

std::string_view kind_word(GridRow::Kind kind) {
  switch (kind) {
    case GridRow::Kind::comparison: return "comparison";
    case GridRow::Kind::table: return "table";
    case GridRow::Kind::check: return "check";
  }
  return {};
}

std::string row_words(const GridRow& row) {
  if (row.kind == GridRow::Kind::comparison) return printable(row.group);
  return printable(row.kind == GridRow::Kind::table ? row.name + " (" + row.group + ")" : row.name);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " and ") + word;
  return text;
}

}  // namespace

Grid::Grid(std::string scenario, std::vector<GridCell> cells)
    : scenario_(std::move(scenario)), cells_(std::move(cells)) {}

GridPoint& Grid::point(GridRow::Kind kind, const std::string& group, const std::string& name,
                       std::size_t cell) {
  const auto [at, fresh] = index_.try_emplace({kind, group, name}, rows_.size());
  if (fresh) rows_.push_back({kind, group, name, std::vector<GridPoint>(cells_.size()), {}});
  GridPoint& point = rows_[at->second].points[cell];
  point.there = true;
  return point;
}

void Grid::tell(std::size_t number, const Result& result) {
  GridCell& cell = cells_.at(number);
  cell.run = true;
  cell.outcome = result.outcome;
  cell.verdict = result.verdict;
  tool_ = result.tool;
  for (const ComparisonResult& comparison : result.comparisons) {
    point(GridRow::Kind::comparison, comparison.name, "", number).outcome = comparison.outcome;
    for (const TableResult& table : comparison.tables) {
      GridPoint& told = point(GridRow::Kind::table, comparison.name, table.name, number);
      told.outcome = table.outcome;
      told.source_rows = table.source_rows;
      told.target_rows = table.target_rows;
      for (const auto& [kind, count] : table.by_kind) told.differences += count;
      told.findings = table.findings;
    }
  }
  for (const Check& check : result.checks) {
    GridPoint& told = point(GridRow::Kind::check, check.suite, check.name, number);
    if (told.outcome == Outcome::passed)
      told.outcome = check.outcome;  // of several of one name, one that fails
  }
}

void Grid::settle() {
  for (GridRow& row : rows_) {
    row.differs_by.clear();
    for (std::size_t a = 0; a < cells_.size(); ++a)
      for (std::size_t b = a + 1; b < cells_.size(); ++b) {
        if (!row.points[a].there || !row.points[b].there || row.points[a] == row.points[b]) continue;
        const std::string* axis = only_axis(cells_[a], cells_[b]);
        if (axis != nullptr &&
            std::find(row.differs_by.begin(), row.differs_by.end(), *axis) == row.differs_by.end())
          row.differs_by.push_back(*axis);
      }
  }
  std::stable_partition(rows_.begin(), rows_.end(),
                        [](const GridRow& row) { return !row.differs_by.empty(); });
  index_.clear();  // nothing can be told any more
}

std::size_t Grid::differing() const {
  return static_cast<std::size_t>(
      std::count_if(rows_.begin(), rows_.end(), [](const GridRow& row) { return !row.differs_by.empty(); }));
}

std::map<std::string, std::size_t> Grid::by_axis() const {
  std::map<std::string, std::size_t> rows;
  for (const GridRow& row : rows_)
    for (const std::string& axis : row.differs_by) ++rows[axis];
  return rows;
}

std::string cell_words(const GridCell& cell) {
  std::string text;
  for (const auto& [axis, value] : cell.at) text += (text.empty() ? "" : ", ") + axis + "=" + value;
  return text;
}

std::string point_words(const GridRow& row, const GridPoint& point) {
  if (!point.there) return "";
  if (row.kind != GridRow::Kind::table) return std::string(outcome_name(point.outcome));
  if (point.differences > 0) return counted(point.differences, "difference");
  if (point.outcome != Outcome::passed) return std::string(outcome_name(point.outcome));
  return counted(point.target_rows, "row") + " equal";
}

std::string grid_json(const Grid& grid) {
  std::string out;
  {
    JsonObject root(out, JsonLayout::indented);
    root.put("version", 1);
    root.put("tool", grid.tool());
    root.put("scenario", grid.scenario());
    root.put("differing", grid.differing());
    {
      JsonArray cells = root.array("cells");
      for (const GridCell& cell : grid.cells()) {
        JsonObject told = cells.object();
        {
          JsonObject at = told.object("at");
          for (const auto& [axis, value] : cell.at) at.put(axis, value);
        }
        told.put("run", cell.run);
        told.put("outcome", outcome_name(cell.outcome));
        told.put("verdict", cell.verdict);
        told.put("folder", cell.folder);
      }
    }
    JsonArray rows = root.array("rows");
    for (const GridRow& row : grid.rows()) {
      JsonObject told = rows.object();
      told.put("kind", kind_word(row.kind));
      told.put("group", row.group);
      told.put("name", row.name);
      {
        JsonArray axes = told.array("differs_by");
        for (const std::string& axis : row.differs_by) axes.put(axis);
      }
      JsonArray points = told.array("points");
      for (const GridPoint& point : row.points) {
        JsonObject at = points.object();
        at.put("there", point.there);
        if (!point.there) continue;
        at.put("outcome", outcome_name(point.outcome));
        if (row.kind != GridRow::Kind::table) continue;
        at.put("source_rows", point.source_rows);
        at.put("target_rows", point.target_rows);
        at.put("differences", point.differences);
        at.put("findings", point.findings);
      }
    }
  }
  return out + "\n";
}

std::string grid_summary(const Grid& grid) {
  std::string text = "between " + counted(grid.cells().size(), "cell") + ": ";
  const auto by_axis = grid.by_axis();
  if (by_axis.empty())
    return text + "no comparison, table or check differs (" + thousands(grid.rows().size()) + " looked at)\n";
  std::string axes;
  for (const auto& [axis, rows] : by_axis)
    axes += (axes.empty() ? "" : ", ") + thousands(rows) + " by " + axis;
  text += thousands(grid.differing()) + " of " +
          counted(grid.rows().size(), "comparison, table or check", "comparisons, tables and checks") +
          " differ, " + axes + "\n";
  std::size_t told = 0;
  for (const GridRow& row : grid.rows()) {
    if (row.differs_by.empty()) break;
    if (told++ == kRowsTold) {
      text += "  and " + thousands(grid.differing() - kRowsTold) + " more\n";
      break;
    }
    std::map<std::string, std::size_t> values;
    for (const GridPoint& point : row.points)
      if (point.there) ++values[point_words(row, point)];
    text += "  " + row_words(row) + " by " + joined(row.differs_by) + ": ";
    std::string list;
    for (const auto& [value, cells] : values)
      list += (list.empty() ? "" : ", ") + value + " in " + thousands(cells);
    text += list + "\n";
  }
  return redact(text);
}

}  // namespace parity::reports
