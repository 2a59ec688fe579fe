// The page of a history: a line for each number over the runs, and the runs below it.
#include "reports/history.h"

#include <algorithm>

#include <fmt/format.h>

#include "reports/html/sections.h"
#include "reports/words.h"

namespace parity::reports {
namespace {

using html::say;

constexpr double kWidth = 480, kHeight = 48;

struct Series {
  const char* name;
  double (*of)(const HistoryPoint&);
};
constexpr Series kSeries[] = {
    {"findings", [](const HistoryPoint& p) { return static_cast<double>(p.findings); }},
    {"masked", [](const HistoryPoint& p) { return static_cast<double>(p.masked); }},
    {"rows", [](const HistoryPoint& p) { return static_cast<double>(p.rows); }},
    {"seconds", [](const HistoryPoint& p) { return p.seconds; }},
};

std::string spelled(double number) {
  return number == static_cast<double>(static_cast<std::uint64_t>(number))
             ? thousands(static_cast<std::uint64_t>(number))
             : fmt::format("{:.2f}", number);
}

// From 0, so that a line that looks high is.
void write_line(Markup& out, const Series& series, const std::vector<HistoryPoint>& points) {
  double most = 0;
  for (const HistoryPoint& point : points) most = std::max(most, series.of(point));
  const double step = points.size() > 1 ? kWidth / static_cast<double>(points.size() - 1) : 0;
  std::string line;
  for (std::size_t i = 0; i < points.size(); ++i)
    line += fmt::format("{:.1f},{:.1f} ", 2 + step * static_cast<double>(i),
                        2 + kHeight * (1 - (most > 0 ? series.of(points[i]) / most : 0)));
  const Element row(out, "tr");
  Element(out, "th", {{"scope", "row"}, {"class", "name"}}).text(series.name);
  {
    const Element cell(out, "td");
    const Element svg(out, "svg",
                      {{"width", fmt::format("{}", kWidth + 4)},
                       {"height", fmt::format("{}", kHeight + 4)},
                       {"role", "img"},
                       {"aria-label", fmt::format("{} over {}: last {}, most {}", series.name,
                                                  counted(points.size(), "run"),
                                                  spelled(series.of(points.back())), spelled(most))}});
    out.empty("polyline",
              {{"points", line}, {"fill", "none"}, {"stroke", "currentColor"}, {"stroke-width", "1.5"}});
  }
  Element(out, "td").text("last " + spelled(series.of(points.back())));
  Element(out, "td").text("most " + spelled(most));
}

void write_run(Markup& out, const HistoryPoint& point) {
  const Element row(out, "tr");
  {
    const Element name(out, "td", {{"class", "name"}});
    html::write_sign(out, html::state_of(point.outcome));
    Element(out, "span").text(say(point.started));
  }
  Element(out, "td").text(say(point.verdict));
  for (const Series& series : kSeries) Element(out, "td").text(spelled(series.of(point)));
  Element(out, "td").text(say(point.tool));
}

void write_runs(Markup& out, const std::vector<HistoryPoint>& points) {
  const Element scroll(out, "div", {{"class", "scroll"}});
  const Element table(out, "table", {{"class", "list"}});
  {
    const Element head(out, "thead");
    const Element line(out, "tr");
    for (const char* title : {"run", "verdict", "findings", "masked", "rows", "seconds", "tool"})
      Element(out, "th", {{"scope", "col"}}).text(title);
  }
  const Element body(out, "tbody");
  for (auto point = points.rbegin(); point != points.rend(); ++point) write_run(out, *point);
}

}  // namespace

std::string history_html(const std::string& name, const std::vector<HistoryPoint>& points) {
  Markup out;
  out.literal("<!DOCTYPE html>\n");
  {
    const Element page(out, "html", {{"lang", "en"}});
    html::write_head(out, points.empty() ? "" : points.back().tool,
                     "History of " + say(name) + " (Parity report)");
    const Element body(out, "body");
    {
      const Element header(out, "header", {{"class", "masthead"}});
      Element title(out, "p", {{"class", "name"}});
      title.child("b", "Parity").child("span", say(name));
    }
    const Element main(out, "main");
    Element(out, "h2").text("The last " + counted(points.size(), "run"));
    if (!points.empty()) {
      const Element table(out, "table", {{"class", "list"}});
      const Element lines(out, "tbody");
      for (const Series& series : kSeries) write_line(out, series, points);
    }
    Element(out, "h2").text("Runs");
    write_runs(out, points);
  }
  out.literal("\n");
  return out.take();
}

}  // namespace parity::reports
