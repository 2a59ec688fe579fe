// Checks, red ones first and open, with the steps that led to their end: what was asked and what came back,
// in full only where it went wrong.
#include <algorithm>

#include "reports/html/sections.h"
#include "reports/utf8.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

bool is_red(Outcome outcome) { return outcome == Outcome::failed || outcome == Outcome::errored; }

// The first line of what was asked and the first of what came back: "> GET /version", "< 200".
std::string heads_of(std::string_view shown) {
  std::string heads;
  bool asked = false;
  while (!shown.empty()) {
    const std::string_view line = shown.substr(0, shown.find('\n'));
    shown.remove_prefix(std::min(shown.size(), line.size() + 1));
    const std::size_t mark = line.find_first_not_of(' ');
    const bool answer = mark != line.npos && line[mark] == '<';
    if (!answer && asked) continue;
    asked = true;
    heads += std::string(line) + "\n";
    if (answer) break;
  }
  return heads;
}

void write_step(Markup& out, const CheckStep& step) {
  const State state = state_of(step.outcome);
  const Element item(out, "li", {{"class", "step " + std::string(state.name)}});
  {
    const Element head(out, "p", {{"class", "which"}});
    {
      Element name(out, "span", {{"class", "what"}});
      write_sign(out, state);
      name.child("b", say(step.name));
    }
    Element(out, "span", {{"class", "kind"}}).text(outcome_name(step.outcome));
    Element(out, "span", {{"class", "origin"}}).text(say(step.where));
  }
  if (!step.faults.empty()) {
    const Element faults(out, "ul", {{"class", "faults"}});
    for (std::size_t i = 0; i < step.faults.size() && i < kSamplesShown; ++i)
      Element(out, "li").text(say(first_code_points(step.faults[i], kValueShown)));
    if (step.faults.size() > kSamplesShown)
      Element(out, "li").text("and " + thousands(step.faults.size() - kSamplesShown) +
                              " more in result.json");
  }
  if (step.shown.empty()) return;
  const std::string shown = is_red(step.outcome) ? std::string(first_code_points(step.shown, kTextShown))
                                                 : heads_of(first_code_points(step.shown, kTextShown));
  Element(out, "pre", {{"class", "value"}, {"tabindex", "0"}}).text(say(shown, LineBreaks::kept));
}

void write_steps(Markup& out, const Check& check) {
  if (check.steps.empty() || out.size() > kPageBytes) return;
  Element(out, "p", {{"class", "label"}}).text("steps, up to the one that ended it");
  const Element list(out, "ol", {{"class", "steps"}});
  const std::size_t first = check.steps.size() > kStepsShown ? check.steps.size() - kStepsShown : 0;
  if (first > 0) Element(out, "li").text(counted(first, "step") + " before these in result.json");
  for (std::size_t i = first; i < check.steps.size(); ++i) write_step(out, check.steps[i]);
}

void write_check(Markup& out, const Check& check, std::size_t number) {
  const State state = state_of(check.outcome);
  Attributes attributes = {{"class", "group item"},
                           {"id", "k-" + std::to_string(number)},
                           {"data-state", std::string(state.name)}};
  if (is_red(check.outcome)) attributes.push_back({"open", ""});
  const Element details(out, "details", attributes);
  {
    const Element summary(out, "summary");
    write_sign(out, state);
    Element(out, "span", {{"class", "what"}}).text(say(check.name.empty() ? check.id : check.name));
    Element(out, "span", {{"class", "kind"}}).text(say(check.suite));
    write_transition(out, check.transition);
    Element(out, "span", {{"class", "sentence"}}).text(outcome_name(check.outcome));
  }
  const Element box(out, "div", {{"class", "difference"}});
  if (!check.message.empty()) Element(out, "p").text(say(first_code_points(check.message, text_room(out))));
  // The detail says in words what the steps show, so one of the two is enough.
  if (!check.detail.empty() && check.steps.empty() && out.size() <= kPageBytes)
    Element(out, "pre", {{"class", "value"}, {"tabindex", "0"}})
        .text(say(first_code_points(check.detail, kTextShown), LineBreaks::kept));
  write_steps(out, check);
  Element origin(out, "p", {{"class", "origin"}});
  origin.text(say(check.id));
  if (!check.where.empty()) origin.text(" · " + say(check.where));
  for (const std::string& statement : check.requirements) origin.text(" · " + say(statement));
  for (const std::string& tag : check.tags) origin.text(" · #" + say(tag));
  if (check.seconds > 0) origin.text(" · " + spell_seconds(check.seconds));
}

}  // namespace

void write_checks(Markup& out, const Result& result) {
  if (result.checks.empty()) return;
  const Element section(out, "section", {{"id", "checks"}, {"class", "filtered"}});
  Element(out, "h2").text("Checks");
  std::vector<const Check*> checks;
  for (const Check& check : result.checks) checks.push_back(&check);
  std::stable_partition(checks.begin(), checks.end(),
                        [](const Check* check) { return is_red(check->outcome); });
  for (std::size_t i = 0; i < checks.size() && i < kChecksShown; ++i)
    write_check(out, *checks[i], static_cast<std::size_t>(checks[i] - result.checks.data()));
  if (checks.size() > kChecksShown)
    Element(out, "p", {{"class", "more"}})
        .text("and " + counted(checks.size() - kChecksShown, "more check") + " in result.json");
}

}  // namespace parity::reports::html
