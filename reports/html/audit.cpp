// The honesty audit: a matrix of tables and operators, what got through, and what each rule is able to hide.
#include <map>

#include <fmt/format.h>

#include "reports/groups.h"
#include "reports/html/sections.h"
#include "reports/redact.h"
#include "reports/trust.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

constexpr std::size_t kMatrixTables = 120;
constexpr std::size_t kFieldsNamed = 60;

struct Sum {
  std::uint64_t mutants = 0, found = 0, masked = 0, holes = 0;
};
struct Matrix {
  std::vector<std::string> tables;                           // in the order of the audit
  std::map<std::pair<std::string, std::string>, Sum> cells;  // table, operator
};

Matrix arrange(const Audit& audit) {
  Matrix matrix;
  std::map<std::string, bool> met;
  for (const AuditCell& cell : audit.cells) {
    if (!std::exchange(met[cell.table], true)) matrix.tables.push_back(cell.table);
    Sum& sum = matrix.cells[{cell.table, cell.mutation}];
    sum.mutants += cell.mutants, sum.found += cell.found, sum.holes += cell.holes;
    for (const auto& [rules, count] : cell.masked) sum.masked += count;
  }
  return matrix;
}

void write_cell(Markup& out, const std::string& table, const std::string& mutation, const Sum& sum) {
  if (sum.mutants == 0) {
    Element(out, "td", {{"class", "cell nothing"}}).text("·");
    return;
  }
  const char* state = sum.holes > 0 ? "failed" : sum.masked > 0 ? "masked" : "passed";
  const char* sign = sum.holes > 0 ? "✗" : sum.masked > 0 ? "≈" : "✓";
  std::string title = fmt::format("{}, {}: {} of {} found", say(table), say(mutation), thousands(sum.found),
                                  counted(sum.mutants, "mutant"));
  if (sum.masked > 0) title += ", " + thousands(sum.masked) + " masked";
  if (sum.holes > 0) title += ", " + counted(sum.holes, "hole");
  Element(out, "td", {{"class", std::string("cell ") + state}, {"title", title}}).text(sign);
}

void write_matrix(Markup& out, const Audit& audit) {
  const Matrix matrix = arrange(audit);
  if (matrix.tables.empty()) return;
  Element(out, "h3").text("Tables and operators");
  {
    Element legend(out, "p", {{"class", "legend"}});
    for (const State& state :
         {State{"passed", "✓", "every mutant found"}, State{"masked", "≈", "some masked by a rule"},
          State{"failed", "✗", "some got through"}}) {
      const Element one(out, "span");
      write_sign(out, state);
      Element(out, "span").text(state.word);
    }
    legend.child("span", "·  no value to work on");
  }
  const Element scroll(
      out, "div",
      {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Tables and operators"}});
  const Element grid(out, "table", {{"class", "matrix"}});
  {
    const Element head(out, "thead");
    const Element row(out, "tr");
    Element(out, "td");
    for (const AuditClass& one : audit.classes)
      if (one.mutants > 0) {
        const Element cell(out, "th", {{"scope", "col"}, {"title", say(one.about)}});
        Element(out, "span").text(say(one.mutation));
      }
  }
  const Element body(out, "tbody");
  for (std::size_t i = 0; i < matrix.tables.size() && i < kMatrixTables; ++i) {
    const Element row(out, "tr");
    Element(out, "th", {{"scope", "row"}}).text(say(matrix.tables[i]));
    for (const AuditClass& one : audit.classes) {
      if (one.mutants == 0) continue;
      const auto at = matrix.cells.find({matrix.tables[i], one.mutation});
      write_cell(out, matrix.tables[i], one.mutation, at == matrix.cells.end() ? Sum{} : at->second);
    }
  }
  if (matrix.tables.size() > kMatrixTables)
    Element(out, "tr").child(
        "td", "and " + counted(matrix.tables.size() - kMatrixTables, "more table") + " in result.json");
}

void write_sample(Markup& out, const AuditSample& sample, std::string_view table) {
  const Element article(out, "article", {{"class", "difference"}});
  {
    Element head(out, "p", {{"class", "which"}});
    if (!table.empty()) head.child("b", say(table));
    if (!sample.key.empty()) head.child("code", say(sample.key), {{"class", "key"}});
    if (!sample.path.empty()) head.child("code", say(sample.path), {{"class", "path"}});
  }
  const Differing part = part_to_mark(redact(sample.before), redact(sample.after));
  const Element sides(out, "div", {{"class", "sides"}});
  const auto side = [](const std::string& raw, const std::string& origin) {
    return Side{!raw.empty(), {}, raw, {}, raw.size(), origin};
  };
  write_side(out, side(sample.before, sample.origin),
             {"as read", "as read", sample.before.empty() ? "nothing" : "", part.source});
  write_side(out, side(sample.after, {}),
             {"mutant", "mutant", sample.after.empty() ? "nothing" : "", part.target});
}

void write_holes(Markup& out, const Audit& audit) {
  const std::vector<const AuditCell*> cells = cells_with_holes(audit);
  if (cells.empty()) return;
  const Element block(out, "div", {{"class", "block"}});
  {
    Element heading(out, "h3");
    heading.text("Holes");
    heading.child("small", "neither found nor masked by a rule");
  }
  for (std::size_t i = 0; i < cells.size() && i < kGroupsShown; ++i) {
    const AuditCell& cell = *cells[i];
    Attributes attributes = {{"class", "group item"}, {"data-state", "failed"}};
    if (i < 3) attributes.push_back({"open", ""});
    const Element details(out, "details", attributes);
    {
      const Element summary(out, "summary");
      write_sign(out, {"failed", "✗", "hole"});
      {
        Element what(out, "span", {{"class", "what"}});
        what.child("b", say(cell.table));
        if (!cell.path.empty()) what.text("." + say(cell.path));
      }
      Element(out, "span", {{"class", "kind"}}).text(say(cell.mutation));
      Element(out, "span", {{"class", "sentence"}})
          .text(fmt::format("{} of {}", thousands(cell.holes), counted(cell.mutants, "mutant")));
    }
    for (std::size_t k = 0; k < cell.hole_samples.size() && k < kSamplesShown; ++k)
      if (out.size() <= kPageBytes) write_sample(out, cell.hole_samples[k], {});
  }
  if (cells.size() > kGroupsShown)
    Element(out, "p", {{"class", "more"}})
        .text("and in " + counted(cells.size() - kGroupsShown, "more place") + ", see result.json");
}

void write_rule(Markup& out, const AuditRule& rule) {
  const Element details(out, "details", {{"class", "group item"}, {"data-state", "masked"}});
  const auto mutations = by_count(rule.mutations);
  {
    const Element summary(out, "summary");
    write_sign(out, {"masked", "≈", "masked"});
    {
      Element what(out, "span", {{"class", "what"}});
      what.child("b", say(rule.rules));
    }
    for (std::size_t i = 0; i < mutations.size() && i < 4; ++i)
      Element(out, "span", {{"class", "kind"}}).text(say(mutations[i].first));
    if (mutations.size() > 4) Element(out, "small").text("and " + thousands(mutations.size() - 4) + " more");
    Element(out, "span", {{"class", "sentence"}})
        .text(counted(rule.mutants, "mutant") + " in " + counted(rule.fields.size(), "field"));
  }
  const Element box(out, "div");
  {
    const Element facts(out, "dl", {{"class", "facts able"}});
    std::string said;
    for (const auto& [mutation, count] : mutations)
      said += (said.empty() ? "" : ", ") + say(mutation) + " " + thousands(count);
    Element(out, "dt").text("hides");
    Element(out, "dd").text(said);
    said.clear();
    for (std::size_t i = 0; i < rule.fields.size() && i < kFieldsNamed; ++i)
      said += (said.empty() ? "" : ", ") + say(rule.fields[i]);
    if (rule.fields.size() > kFieldsNamed)
      said += " and " + thousands(rule.fields.size() - kFieldsNamed) + " more";
    Element(out, "dt").text("in");
    Element(out, "dd").text(said);
  }
  write_sample(out, rule.sample, rule.table);
}

void write_unused(Markup& out, const Audit& audit) {
  if (audit.not_applicable.empty()) return;
  const Element details(out, "details", {{"class", "group item"}, {"data-state", "skipped"}});
  {
    const Element summary(out, "summary");
    write_sign(out, state_of(Outcome::skipped));
    Element(out, "span", {{"class", "what"}})
        .text(counted(audit.not_applicable.size(), "operator") + " met nothing to work on");
  }
  const Element list(out, "ul", {{"class", "notes inside"}});
  for (std::size_t i = 0; i < audit.not_applicable.size() && i < kListShown; ++i)
    Element(out, "li").text(say(audit.not_applicable[i]));
}

}  // namespace

void write_audit(Markup& out, const Result& result) {
  if (!result.audit) return;
  const Audit& audit = *result.audit;
  const Element section(out, "section", {{"id", "audit"}, {"class", "filtered"}});
  Element(out, "h2").text("Honesty audit");
  Element(out, "p", {{"class", "lead"}})
      .text(say(audit_sentence(audit)) +
            ". A mutant is a row with one thing changed; each has to be found, or masked by a rule with a "
            "name.");
  write_holes(out, audit);
  write_matrix(out, audit);
  if (!audit.rules.empty()) {
    const Element block(out, "div", {{"class", "block"}});
    Element(out, "h3").text("What each rule is able to hide");
    for (std::size_t i = 0; i < audit.rules.size() && i < kListShown; ++i) write_rule(out, audit.rules[i]);
  }
  write_unused(out, audit);
}

void write_audit_tiles(Markup& out, const Audit& audit) {
  const Element list(out, "ul", {{"class", "tiles"}});
  write_tile(out, "#audit", audit.mutants, "mutants", "plain", "of " + counted(audit.rows, "row"));
  write_tile(out, "#audit", audit.found, "found", "plain");
  write_tile(out, "#audit", audit.masked, "masked", "masked",
             audit.rules.empty() ? "" : "by " + counted(audit.rules.size(), "set", "sets") + " of rules");
  write_tile(out, "#audit", audit.holes, audit.holes == 1 ? "hole" : "holes", "failed",
             "score " + spell_score(audit));
}

}  // namespace parity::reports::html
