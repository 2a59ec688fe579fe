// The frame of the report: head, policy, navigation, the sections in their order.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "reports/assets.h"
#include "reports/base64.h"
#include "reports/groups.h"
#include "reports/html.h"
#include "reports/html/sections.h"
#include "reports/words.h"

namespace parity::reports {
namespace {

using html::say;

std::string source_hash(std::string_view hex) {
  std::string bytes;
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  return "'sha256-" + base64(bytes) + "'";
}

constexpr std::size_t kFrameBytes = 100'000;  // of navigation, help and the tags around rows, at most

// An audit alone compares nothing, and leaves out what would only say so.
bool compares(const Result& result) { return !result.audit || !result.comparisons.empty(); }

void write_navigation(Markup& out, const Result& result) {
  const Element nav(out, "nav", {{"class", "bar"}, {"aria-label", "Sections and filter"}});
  {
    const Element list(out, "ul", {{"class", "links"}});
    const auto link = [&](const char* section, std::string_view name, std::uint64_t count,
                          bool counted_here) {
      const Element item(out, "li");
      Element anchor(out, "a", {{"href", section}});
      anchor.text(name);
      if (counted_here) anchor.child("span", thousands(count), {{"class", "count"}});
    };
    if (!result.gates.empty()) link("#gates", "Gates", result.gates.size(), true);
    if (!result.clusters.empty()) link("#causes", "Causes", result.clusters.size(), true);
    if (compares(result)) {
      link("#tables", "Tables", result.totals.tables, true);
      link("#differences", "Differences", result.totals.differences, true);
      const Element item(out, "li", {{"class", "scripted"}, {"hidden", ""}});
      Element(out, "a", {{"href", "#findings"}}).text("Findings and checks");
    }
    if (compares(result)) { link("#masked", "Masked", result.totals.masked, true); }
    if (!result.accepted.empty()) link("#accepted", "Accepted", result.totals.accepted, true);
    if (compares(result)) link("#not-compared", "Not compared", left_out(result).size(), true);
    if (result.audit) link("#audit", "Audit", result.audit->mutants, true);
    if (!result.checks.empty()) link("#checks", "Checks", result.checks.size(), true);
    if (!result.requirements.empty()) link("#requirements", "Statements", result.requirements.size(), true);
    link("#run", "About this run", 0, false);
  }
  // Shown by the script, which alone can act on it.
  const Element form(out, "form", {{"class", "filter"}, {"role", "search"}, {"hidden", ""}});
  out.empty("input", {{"type", "search"},
                      {"id", "query"},
                      {"placeholder", "Filter by table, field, key, value …"},
                      {"aria-label", "Filter"},
                      {"autocomplete", "off"},
                      {"spellcheck", "false"}});
  {
    const Element facets(out, "div", {{"class", "facets"}, {"role", "group"}, {"aria-label", "Show only"}});
    const auto facet = [&](const char* state, const char* sign, const char* word) {
      Element button(out, "button", {{"type", "button"}, {"data-facet", state}, {"aria-pressed", "false"}});
      button.child("span", sign, {{"class", std::string("sign ") + state}, {"aria-hidden", "true"}});
      button.text(word);
    };
    facet("failed", "✗", compares(result) ? "different" : "holes");
    if (compares(result)) facet("errored", "!", "errored");
    facet("masked", "≈", "masked");
    if (!result.accepted.empty()) facet("accepted", "◇", "accepted");
    if (compares(result)) facet("passed", "✓", "equal");
    if (compares(result)) facet("skipped", "–", "not compared");
  }
  Element(out, "button", {{"type", "button"}, {"id", "expand"}}).text("Expand all");
  Element(out, "output", {{"id", "shown"}, {"for", "query"}, {"aria-live", "polite"}});
}

void write_masthead(Markup& out, const Result& result) {
  const Element header(out, "header", {{"class", "masthead"}});
  {
    Element name(out, "p", {{"class", "name"}});
    name.child("b", "Parity").child("span", say(result.scenario));
    if (!result.cell.empty()) name.child("span", say(result.cell), {{"class", "cell"}});
  }
  const Element buttons(out, "p", {{"class", "buttons"}});
  Element(out, "button", {{"type", "button"}, {"id", "theme"}, {"hidden", ""}}).text("Theme: as the system");
  Element(out, "button", {{"type", "button"}, {"id", "help"}, {"class", "scripted"}, {"hidden", ""}})
      .text("Keys: ?");
}

}  // namespace

void html::write_head(Markup& out, std::string_view tool, const std::string& title) {
  const Element head(out, "head");
  out.empty("meta", {{"charset", "utf-8"}});
  out.empty("meta",
            {{"http-equiv", "Content-Security-Policy"},
             {"content",
              fmt::format("default-src 'none'; style-src {}; script-src {}; base-uri 'none'; "
                          "form-action 'none'",
                          source_hash(assets::report_css_sha256), source_hash(assets::report_js_sha256))}});
  out.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  out.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  out.empty("meta", {{"name", "generator"}, {"content", say(tool)}});
  Element(out, "title").text(title);
  out.literal("<style>");
  out.literal(assets::report_css);
  out.literal("</style>");
}

namespace {

void write_sections(Markup& out, const Result& result) {
  html::write_verdict(out, result);
  html::write_causes(out, result);
  html::write_chains(out, result);
  if (compares(result)) {
    html::write_tables(out, result);
    html::write_differences(out, result);
  }
  html::write_explorer(out);
  if (compares(result)) html::write_masked(out, result);
  html::write_accepted(out, result);
  if (compares(result)) html::write_not_compared(out, result);
  html::write_audit(out, result);
  html::write_checks(out, result);
  html::write_requirements(out, result);
  html::write_run(out, result);
  html::write_sign_off(out, result);
}

}  // namespace

std::string to_html(const Result& result, const Differences& all) {
  Markup sections;  // first, since what they leave is for the rows
  write_sections(sections, result);
  Markup out;
  out.literal("<!DOCTYPE html>\n");
  {
    const Element page(out, "html", {{"lang", "en"}});
    const std::string word = say(result.verdict.substr(0, result.verdict.find_first_of(" :")));
    html::write_head(out, result.tool, fmt::format("{}: {} (Parity report)", word, say(result.scenario)));
    const Element body(out, "body");
    Element(out, "a", {{"class", "skip"}, {"href", "#verdict"}}).text("Skip to the verdict");
    write_masthead(out, result);
    const std::size_t taken = out.size() + sections.size() + assets::report_js.size() + kFrameBytes;
    const html::Rows rows =
        html::pack_rows(result, all, html::kFileBytes - std::min(taken, html::kFileBytes));
    html::write_overflow(out, rows);
    write_navigation(out, result);
    {
      const Element main(out, "main");
      out.append(std::move(sections));
    }
    {
      Element footer(out, "footer");
      footer.text(
          "Written by " + say(result.tool) +
          ". Counts are exact; masked values are shown by samples, and differences.ndjson beside this "
          "report has all differences.");
    }
    html::write_help(out);
    html::write_rows(out, rows);
    out.literal("<script>");
    out.literal(assets::report_js);
    out.literal("</script>");
  }
  out.literal("\n");
  return out.take();
}

}  // namespace parity::reports
