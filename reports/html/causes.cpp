// Causes: many differences in one sentence, with the hop at which they came in, examples, and the rule that
// would hide them with what else it would hide. That rule is a proposal; nothing applies it.
#include <fmt/format.h>

#include "reports/clusters.h"
#include "reports/html/sections.h"
#include "reports/redact.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

bool is_expected(const Result& result, const Cluster& cluster) {
  bool expected = false;
  for (const ComparisonResult& comparison : result.comparisons)
    for (const TableResult& table : comparison.tables) {
      if (!concerns(cluster, comparison, table)) continue;
      if (table.expected.empty()) return false;
      expected = true;
    }
  return expected;
}

void write_example(Markup& out, const std::string& text) {
  const Example example = split_example(text);
  const Element line(out, "li");
  if (!example.both) {
    write_value(out, redact(example.source), {}, 0);
    return;
  }
  const std::string source = redact(example.source), target = redact(example.target);
  const Differing part = part_to_mark(source, target);
  write_value(out, source, part.source, 0);
  Element(out, "span", {{"class", "becomes"}}).text("→");
  write_value(out, target, part.target, 0);
}

void write_candidate(Markup& out, const Cluster& cluster, const CandidateRule& candidate) {
  const Element box(out, "div", {{"class", "candidate"}});
  {
    Element head(out, "p");
    head.child("b", "A rule would hide this").text(": " + say(candidate.rule));
    head.child("span", "a proposal, which nothing applies", {{"class", "kind"}});
  }
  {
    const Element block(out, "div", {{"class", "yaml"}});
    Element(out, "pre", {{"tabindex", "0"}}).text(say(candidate.yaml, LineBreaks::kept));
    Element(out, "button", {{"type", "button"}, {"class", "copy"}, {"hidden", ""}}).text("Copy");
  }
  Element cost(out, "p", {{"class", "cost"}});
  cost.child("b", "What it costs").text(": " + say(cost_sentence(cluster, candidate)) + ".");
}

void write_cause(Markup& out, const Result& result, const Cluster& cluster, bool open) {
  State state = state_of(is_expected(result, cluster) ? Outcome::passed : Outcome::failed);
  if (cluster.cause.empty()) state.sign = "?";
  Attributes attributes = {
      {"class", "group item"}, {"data-state", std::string(state.name)}, {"id", say(cluster.id)}};
  if (open) attributes.push_back({"open", ""});
  const Element details(out, "details", attributes);
  {
    const Element summary(out, "summary");
    write_sign(out, state);
    Element(out, "span", {{"class", "what cause"}}).text(say(cluster.sentence));
    if (!cluster.cause.empty()) Element(out, "span", {{"class", "kind"}}).text(say(cluster.cause));
    Element(out, "span", {{"class", "sentence"}}).text(say(cluster.comparison));
  }
  const Element box(out, "div", {{"class", "difference"}});
  if (!cluster.hop.empty()) Element(out, "p", {{"class", "hop-of"}}).text(say(cluster.hop));
  if (!cluster.examples.empty()) {
    const Element list(out, "ul", {{"class", "examples"}});
    for (std::size_t i = 0; i < cluster.examples.size() && i < kSamplesShown; ++i)
      if (out.size() <= kCausesBytes) write_example(out, cluster.examples[i]);
  }
  for (const CandidateRule& candidate : cluster.candidates) write_candidate(out, cluster, candidate);
  if (cluster.candidates.empty() && !cluster.cause.empty())
    Element(out, "p", {{"class", "none"}}).text("No rule would hide this honestly: it is to be repaired.");
}

}  // namespace

void write_causes(Markup& out, const Result& result) {
  if (result.clusters.empty()) return;
  const Element section(out, "section", {{"id", "causes"}, {"class", "filtered"}});
  Element(out, "h2").text("Causes");
  Element(out, "p", {{"class", "lead"}}).text(causes_sentence(result) + ".");
  const Element block(out, "div", {{"class", "block"}});
  for (std::size_t i = 0; i < result.clusters.size() && i < kCausesShown; ++i)
    write_cause(out, result, result.clusters[i], i == 0);
  if (result.clusters.size() > kCausesShown)
    Element(out, "p", {{"class", "more"}})
        .text("and " + counted(result.clusters.size() - kCausesShown, "more cause") + " in result.json");
}

}  // namespace parity::reports::html
