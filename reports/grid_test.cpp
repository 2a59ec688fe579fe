// Cells side by side: what differs, by which axis, and how it is told.
#include "reports/grid.h"

#include <stdexcept>

#include "normalizers/test.h"
#include "reports/redact.h"

using namespace parity::reports;
using Catch::Matchers::ContainsSubstring;

namespace {

Result result_of(std::uint64_t rows, std::uint64_t differences, const std::string& findings,
                 Outcome check = Outcome::passed) {
  TableResult table;
  table.name = "muscles";
  table.source_rows = 64;
  table.target_rows = rows;
  table.findings = findings;
  if (differences > 0) table.by_kind[DifferenceKind::value] = differences;
  if (differences > 0) table.outcome = Outcome::failed;
  ComparisonResult comparison;
  comparison.name = "device → client";
  comparison.outcome = table.outcome;
  comparison.tables = {table};
  Result result;
  result.tool = "parity 1";
  result.verdict = differences > 0 ? "FAIL" : "PASS";
  result.outcome = table.outcome;
  result.comparisons = {comparison};
  result.checks = {{.id = "c", .suite = "proxies", .name = "no connection", .outcome = check}};
  return result;
}

// flag off and on, each on two paths.
Grid four() {
  std::vector<GridCell> cells;
  for (const char* flag : {"off", "on"})
    for (const char* path : {"library", "edit"})
      cells.push_back({.at = {{"flag", flag}, {"path", path}}, .folder = std::string(flag) + "-" + path});
  return {"matrix", cells};
}

const GridRow& row_of(const Grid& grid, GridRow::Kind kind) {
  for (const GridRow& row : grid.rows())
    if (row.kind == kind) return row;
  throw std::runtime_error("no such row");
}

using Axes = std::vector<std::string>;

}  // namespace

TEST_CASE("cells that found the same differ in nothing") {
  Grid grid = four();
  for (std::size_t cell = 0; cell < 4; ++cell) grid.tell(cell, result_of(64, 0, ""));
  grid.settle();
  CHECK(grid.differing() == 0);
  CHECK(grid.rows().size() == 3);
  CHECK(grid_summary(grid) == "between 4 cells: no comparison, table or check differs (3 looked at)\n");
}

TEST_CASE("what differs is told by the axis that alone changed") {
  Grid grid = four();
  for (std::size_t cell = 0; cell < 4; ++cell)
    grid.tell(cell, result_of(cell < 2 ? 64 : 63, 0, "", cell == 3 ? Outcome::failed : Outcome::passed));
  grid.settle();
  CHECK(row_of(grid, GridRow::Kind::table).differs_by == Axes{"flag"});
  CHECK(row_of(grid, GridRow::Kind::check).differs_by == Axes{"flag", "path"});
  CHECK(row_of(grid, GridRow::Kind::comparison).differs_by.empty());
  CHECK(grid.rows().back().kind == GridRow::Kind::comparison);  // what differs comes first
  CHECK(grid.by_axis() == std::map<std::string, std::size_t>{{"flag", 2}, {"path", 1}});
  CHECK(grid_summary(grid) ==
        "between 4 cells: 2 of 3 comparisons, tables and checks differ, 2 by flag, 1 by path\n"
        "  muscles (device → client) by flag: 63 rows equal in 2, 64 rows equal in 2\n"
        "  no connection by flag and path: failed in 1, passed in 3\n");
}

TEST_CASE("as many differences are not the same differences") {
  Grid grid = four();
  for (std::size_t cell = 0; cell < 4; ++cell) grid.tell(cell, result_of(64, 1, cell == 0 ? "aa" : "bb"));
  grid.settle();
  CHECK(row_of(grid, GridRow::Kind::table).differs_by == Axes{"path", "flag"});
}

TEST_CASE("a cell that was not run is no cell that is equal") {
  Grid grid = four();
  grid.tell(0, result_of(64, 0, ""));
  grid.tell(3, result_of(10, 5, "aa"));  // no axis alone leads from the one to the other
  grid.settle();
  CHECK(grid.differing() == 0);
  CHECK_FALSE(grid.cells()[1].run);
  CHECK(grid.cells()[1].outcome == Outcome::skipped);
  CHECK_THAT(grid_html(grid), ContainsSubstring("not run"));
  CHECK_THAT(grid_json(grid), ContainsSubstring("\"run\": false"));
}

TEST_CASE("the page and the console take secrets out, and names cannot write markup") {
  Secrets::add("hunter22");
  Grid grid("<script>", {{.at = {{"a", "hunter22"}}, .folder = "x"}, {.at = {{"a", "<u>"}}, .folder = "y"}});
  for (std::size_t cell = 0; cell < 2; ++cell) {
    Result result = result_of(cell, 0, "");
    result.checks[0].name = "password hunter22 <i>";
    result.checks[0].outcome = cell == 0 ? Outcome::passed : Outcome::failed;
    grid.tell(cell, result);
  }
  grid.settle();
  for (const std::string& text : {grid_html(grid), grid_json(grid), grid_summary(grid)})
    CHECK_THAT(text, !ContainsSubstring("hunter22"));
  CHECK_THAT(grid_html(grid),
             !ContainsSubstring("<i>") && !ContainsSubstring("<u>") && ContainsSubstring("&lt;u&gt;"));
  Secrets::forget_all();
}

TEST_CASE("the JSON of a grid has all rows and points") {
  Grid grid = four();
  for (std::size_t cell = 0; cell < 4; ++cell) grid.tell(cell, result_of(64, cell, cell == 0 ? "" : "aa"));
  grid.settle();
  const std::string json = grid_json(grid);
  CHECK_THAT(json, ContainsSubstring("\"findings\": \"aa\"") && ContainsSubstring("\"target_rows\": 64") &&
                       ContainsSubstring("\"flag\": \"off\"") &&
                       ContainsSubstring("\"folder\": \"on-edit\""));
  CHECK(json.ends_with("}\n"));
}
