// The gate table of the first screen: what may go ahead, what may not, and why, with links to the checks.
#include "reports/gates.h"

#include <algorithm>

#include <fmt/format.h>

#include "reports/html/sections.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

State state_of(GateVerdict verdict) {
  switch (verdict) {
    case GateVerdict::passed: return {"passed", sign_of(verdict), "passed"};
    case GateVerdict::failed: return {"failed", sign_of(verdict), "failed"};
    case GateVerdict::blocked: return {"skipped", sign_of(verdict), "blocked"};
    case GateVerdict::not_proven: return {"errored", sign_of(verdict), "not proven"};
  }
  return {};
}

// Where a need is told closer.
std::string link_of(const Result& result, const GateNeed& need, const std::string& wanting) {
  const std::string check = check_anchor(result, wanting);
  if (!check.empty()) return check;
  if (need.kind == "gate") {
    for (std::size_t i = 0; i < result.gates.size(); ++i)
      if (result.gates[i].name == need.name) return "#g-" + std::to_string(i);
  }
  return need.kind == "parity" || need.kind == "comparison" || wanting.find(" → ") != wanting.npos
             ? "#tables"
             : "#checks";
}

void write_need(Markup& out, const Result& result, const GateNeed& need) {
  const Element item(out, "li");
  write_sign(out, state_of(need.verdict));
  Element(out, "span", {{"class", "kind"}}).text(need.kind);
  Element(out, "b").text(say(need.name));
  Element(out, "span", {{"class", "amount"}}).text(spell_need(need));
  if (need.verdict == GateVerdict::passed) return;
  if (need.wanting.empty() && need.kind != "gate") return;
  Element links(out, "p", {{"class", "wanting"}});
  if (need.kind == "gate") links.child("a", "to the gate", {{"href", link_of(result, need, {})}});
  for (const std::string& id : need.wanting) links.child("a", say(id), {{"href", link_of(result, need, id)}});
}

void write_gate(Markup& out, const Result& result, std::size_t number) {
  const Gate& gate = result.gates[number];
  const State state = state_of(gate.verdict);
  const Element row(out, "tr", {{"id", "g-" + std::to_string(number)}});
  {
    const Element cell(out, "th", {{"scope", "row"}});
    write_sign(out, state);
    Element name(out, "span", {{"class", "name"}});
    name.text(say(gate.name));
    if (!gate.text.empty()) name.child("small", say(gate.text));
  }
  Element(out, "td", {{"class", "state " + std::string(state.name)}}).text(state.word);
  const Element cell(out, "td", {{"class", "why"}});
  for (const GateNeed& need : gate.needs) {
    if (need.verdict == GateVerdict::passed) continue;
    Element reason(out, "p", {{"class", "reason"}});
    reason.child("a", say(need.reason),
                 {{"href", link_of(result, need, need.wanting.empty() ? "" : need.wanting.front())}});
  }
  const auto holding = std::count_if(gate.needs.begin(), gate.needs.end(), [](const GateNeed& need) {
    return need.verdict == GateVerdict::passed;
  });
  const Element details(out, "details", {{"class", "needs"}});
  Element(out, "summary")
      .text(fmt::format("{} of {}", holding, counted(gate.needs.size(), "need holds", "needs hold")));
  const Element list(out, "ul");
  for (const GateNeed& need : gate.needs) write_need(out, result, need);
}

State state_of(RequirementStatus status) {
  switch (status) {
    case RequirementStatus::proven: return {"passed", sign_of(status), "proven"};
    case RequirementStatus::failed: return {"failed", sign_of(status), "failed"};
    case RequirementStatus::not_proven: return {"errored", sign_of(status), "not proven"};
    case RequirementStatus::not_applicable: return {"skipped", sign_of(status), "not applicable"};
  }
  return {};
}

void write_statement(Markup& out, const Result& result, const RequirementCoverage& statement) {
  const State state = state_of(statement.status);
  const Element row(out, "tr", {{"class", "item"}, {"data-state", std::string(state.name)}});
  {
    const Element cell(out, "th", {{"scope", "row"}});
    write_sign(out, state);
    Element(out, "span", {{"class", "name"}}).text(say(statement.id));
  }
  Element(out, "td").text(say(statement.text));
  Element(out, "td", {{"class", "word"}}).text(say(statement.cls));
  Element(out, "td", {{"class", "state word " + std::string(state.name)}}).text(state.word);
  Element proof(out, "td", {{"class", "wanting"}});
  for (const std::string& id : statement.checks) {
    const std::string anchor = check_anchor(result, id);
    proof.child("a", say(id),
                {{"href", !anchor.empty()                       ? anchor
                          : id.find(" → ") != std::string::npos ? "#tables"
                                                                : "#gates"}});
  }
  if (!statement.reason.empty()) proof.child("small", say(statement.reason));
}

void write_head(Markup& out, std::initializer_list<const char*> names) {
  const Element head(out, "thead");
  const Element row(out, "tr");
  for (const char* name : names) Element(out, "th", {{"scope", "col"}}).text(name);
}

}  // namespace

std::string check_anchor(const Result& result, std::string_view id) {
  if (result.checks.size() > kChecksShown) return {};  // not all of them are on the page
  for (std::size_t i = 0; i < result.checks.size(); ++i)
    if (result.checks[i].id == id) return "#k-" + std::to_string(i);
  return {};
}

void write_gates(Markup& out, const Result& result) {
  if (result.gates.empty()) return;
  const Element scroll(
      out, "div",
      {{"class", "scroll"}, {"id", "gates"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Gates"}});
  const Element grid(out, "table", {{"class", "gates"}});
  write_head(out, {"gate", "verdict", "why"});
  const Element body(out, "tbody");
  for (std::size_t i = 0; i < result.gates.size(); ++i) write_gate(out, result, i);
}

void write_requirements(Markup& out, const Result& result) {
  if (result.requirements.empty()) return;
  const Element section(out, "section", {{"id", "requirements"}, {"class", "filtered"}});
  Element(out, "h2").text("Statements");
  Element(out, "p", {{"class", "lead"}}).text(requirements_sentence(result) + ".");
  const Element block(out, "div", {{"class", "block"}});
  const Element scroll(
      out, "div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Statements"}});
  const Element grid(out, "table", {{"class", "list statements"}});
  write_head(out, {"statement", "says", "class", "status", "proven by"});
  const Element body(out, "tbody");
  for (std::size_t i = 0; i < result.requirements.size() && i < kStatementsShown; ++i)
    write_statement(out, result, result.requirements[i]);
  if (result.requirements.size() > kStatementsShown)
    Element(out, "tr").child(
        "td", "and " + thousands(result.requirements.size() - kStatementsShown) + " more in result.json",
        {{"colspan", "5"}});
}

}  // namespace parity::reports::html
