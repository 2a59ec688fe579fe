// The page of a grid: the cells with their verdicts, and a row for each thing that differs between them.
#include "reports/grid.h"

#include "reports/assets.h"
#include "reports/html/sections.h"
#include "reports/words.h"

namespace parity::reports {
namespace {

using html::say;

constexpr std::size_t kRowsShown = 2000;

html::State state_of(const GridRow& row, const GridPoint& point) {
  if (!point.there) return {"skipped", "–", "not there"};
  html::State state = html::state_of(point.outcome);
  if (row.kind == GridRow::Kind::table && point.outcome == Outcome::passed && point.differences > 0)
    return {"accepted", "◇", "different, as expected or accepted"};
  return state;
}

void write_cells(Markup& out, const Grid& grid) {
  Element(out, "h2").text("Cells");
  const Element scroll(out, "div", {{"class", "scroll"}});
  const Element table(out, "table", {{"class", "list"}});
  const Element body(out, "tbody");
  for (const GridCell& cell : grid.cells()) {
    const Element row(out, "tr");
    {
      const Element name(out, "td", {{"class", "name"}});
      html::write_sign(out, html::state_of(cell.outcome));
      Element(out, "a", {{"href", cell.folder + "/"}}).text(say(cell_words(cell)));
    }
    Element(out, "td").text(cell.run ? say(cell.verdict) : "not run");
  }
}

void write_row(Markup& out, const GridRow& row) {
  const Element line(out, "tr");
  {
    Element name(out, "th", {{"scope", "row"}, {"class", "name"}});
    name.text(say(row.kind == GridRow::Kind::comparison ? row.group : row.name));
    if (row.kind != GridRow::Kind::comparison) name.child("small", say(row.group));
  }
  std::string axes;
  for (const std::string& axis : row.differs_by) axes += (axes.empty() ? "" : ", ") + axis;
  Element(out, "td").text(say(axes));
  for (const GridPoint& point : row.points) {
    const html::State state = state_of(row, point);
    const Element value(out, "td",
                        {{"class", "state " + std::string(state.name)}, {"title", std::string(state.word)}});
    html::write_sign(out, state);
    Element(out, "span").text(point_words(row, point));
  }
}

void write_rows(Markup& out, const Grid& grid, bool differing) {
  const Element scroll(out, "div", {{"class", "scroll"}});
  const Element table(out, "table", {{"class", "grid"}});
  {
    const Element head(out, "thead");
    const Element line(out, "tr");
    Element(out, "th", {{"scope", "col"}}).text("");
    Element(out, "th", {{"scope", "col"}}).text("differs by");
    for (const GridCell& cell : grid.cells()) {
      const Element column(out, "th", {{"scope", "col"}});
      for (const auto& [axis, value] : cell.at) Element(out, "div").text(say(value));
    }
  }
  const Element body(out, "tbody");
  std::size_t shown = 0;
  for (const GridRow& row : grid.rows())
    if (row.differs_by.empty() != differing && shown++ < kRowsShown) write_row(out, row);
}

}  // namespace

std::string grid_html(const Grid& grid) {
  Markup out;
  out.literal("<!DOCTYPE html>\n");
  {
    const Element page(out, "html", {{"lang", "en"}});
    html::write_head(out, grid.tool(), "Cells of " + say(grid.scenario()) + " (Parity report)");
    const Element body(out, "body");
    {
      const Element header(out, "header", {{"class", "masthead"}});
      Element name(out, "p", {{"class", "name"}});
      name.child("b", "Parity").child("span", say(grid.scenario()));
    }
    const Element main(out, "main");
    write_cells(out, grid);
    Element(out, "h2").text("What differs between cells");
    Element(out, "p", {{"class", "lead"}})
        .text(thousands(grid.differing()) + " of " +
              counted(grid.rows().size(), "comparison, table or check", "comparisons, tables and checks") +
              " differ between two cells that have all values but one in common.");
    if (grid.differing() > 0) write_rows(out, grid, true);
    if (grid.rows().size() > grid.differing()) {
      Element(out, "h2").text("What is the same");
      write_rows(out, grid, false);
    }
  }
  out.literal("\n");
  return out.take();
}

}  // namespace parity::reports
