// What became of findings since the earlier result that this run was held against.
#include <algorithm>

#include <fmt/format.h>

#include "reports/html/sections.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

constexpr std::size_t kFixedShown = 20;

void write_count(Markup& out, std::uint64_t count, std::string_view word, std::string_view sign,
                 Transition transition) {
  const Element item(out, "li", {{"class", count == 0 ? "quiet" : std::string(word)}});
  Element(out, "span", {{"class", "sign"}, {"aria-hidden", "true"}}).text(sign);
  const std::string said = thousands(count) + " " + std::string(word);
  if (count == 0 || transition == Transition::none)
    Element(out, "b").text(said);
  else
    Element(out, "a",
            {{"href", "#differences"},
             {"data-query", "#?transition=" + std::string(transition_name(transition))}})
        .text(said);
}

}  // namespace

void write_transition(Markup& out, Transition transition) {
  if (transition == Transition::none) return;
  Element(out, "span", {{"class", "kind change " + std::string(transition_name(transition))}})
      .text(transition_name(transition));
}

void write_change(Markup& out, const Result& result) {
  if (!result.change) return;
  const Change& change = *result.change;
  const Element box(out, "div", {{"class", "since"}});
  Element(out, "p", {{"class", "role"}})
      .text(fmt::format("Since the run of {} ({})", say(change.started), say(change.earlier)));
  {
    const Element list(out, "ul");
    write_count(out, change.fresh, "new", "+", Transition::fresh);
    write_count(out, change.regressed, "regressed", "↘", Transition::regressed);
    write_count(out, change.persisting, "persisting", "=", Transition::persisting);
    write_count(out, change.fixed, "fixed", "✓", Transition::none);
    Element(out, "li", {{"class", "quiet"}})
        .text(change.masked == result.totals.masked
                  ? "as many values masked"
                  : fmt::format("{} values masked, {} then", thousands(result.totals.masked),
                                thousands(change.masked)));
  }
  if (change.samples.empty()) return;
  const Element details(out, "details", {{"class", "needs"}});
  Element(out, "summary").text("what was fixed");
  const Element list(out, "ul", {{"class", "notes"}});
  for (std::size_t i = 0; i < change.samples.size() && i < kFixedShown; ++i)
    Element(out, "li").text(say(change.samples[i].sentence));
  if (change.fixed > std::min(change.samples.size(), kFixedShown))
    Element(out, "li").text("and " + thousands(change.fixed - std::min(change.samples.size(), kFixedShown)) +
                            " more");
}

}  // namespace parity::reports::html
