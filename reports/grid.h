// The cells of one matrix side by side: what holds in each, and along which axes they differ. A fold of their
// results, which stand beside it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "reports/result.h"

namespace parity::reports {

// One thing in one cell: a comparison, a table of it, or a check.
struct GridPoint {
  bool there = false;
  Outcome outcome = Outcome::passed;
  std::uint64_t source_rows = 0, target_rows = 0;  // of a table
  std::uint64_t differences = 0;
  std::string findings;  // TableResult::findings

  friend bool operator==(const GridPoint&, const GridPoint&) = default;
};

struct GridRow {
  enum class Kind { comparison, table, check } kind = Kind::check;
  std::string group;                    // the comparison, or the check's suite
  std::string name;                     // of the table, or of the check
  std::vector<GridPoint> points;        // by cell
  std::vector<std::string> differs_by;  // axes, by settle()
};

struct GridCell {
  std::vector<std::pair<std::string, std::string>> at;  // axis → value
  bool run = false;
  Outcome outcome = Outcome::skipped;
  std::string verdict;
  std::string folder;  // beside the grid
};

class Grid {
 public:
  // All cells that were asked for, in their order; one that is never told of was not run.
  Grid(std::string scenario, std::vector<GridCell> cells);

  void tell(std::size_t cell, const Result& result);
  // Two cells that have all values but one axis' in common, and both have a thing, and have it otherwise:
  // it differs by that axis. Rows that do come first.
  void settle();

  const std::string& scenario() const { return scenario_; }
  const std::string& tool() const { return tool_; }
  const std::vector<GridCell>& cells() const { return cells_; }
  const std::vector<GridRow>& rows() const { return rows_; }
  std::size_t differing() const;                       // rows
  std::map<std::string, std::size_t> by_axis() const;  // axis → rows that differ by it

 private:
  GridPoint& point(GridRow::Kind kind, const std::string& group, const std::string& name, std::size_t cell);

  std::string scenario_, tool_;
  std::vector<GridCell> cells_;
  std::vector<GridRow> rows_;
  std::map<std::tuple<GridRow::Kind, std::string, std::string>, std::size_t> index_;
};

std::string cell_words(const GridCell& cell);                         // "mode=off, path=edit"
std::string point_words(const GridRow& row, const GridPoint& point);  // "3 differences", "512 rows equal"

std::string grid_json(const Grid& grid);     // version 1; ends with a line break
std::string grid_html(const Grid& grid);     // a page by itself
std::string grid_summary(const Grid& grid);  // for the console, lines with their ends

}  // namespace parity::reports
