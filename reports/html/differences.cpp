// Differences by table, field and kind; each group opens to its samples.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/difference_text.h"
#include "reports/groups.h"
#include "reports/html/sections.h"
#include "reports/redact.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

// What else the result knows of a difference, by its ids.
struct Known {
  std::map<std::string_view, const Cluster*> clusters;
  std::map<std::string_view, const AcceptedEntry*> accepted;
  std::set<std::string> anchors;  // used already

  explicit Known(const Result& result) {
    for (const Cluster& cluster : result.clusters) clusters[cluster.id] = &cluster;
    for (const AcceptedEntry& entry : result.accepted) accepted[entry.id] = &entry;
  }
  std::string cause(const Difference& difference) const {
    const auto at = clusters.find(difference.cluster);
    return at == clusters.end() || at->second->cause.empty() ? std::string() : at->second->sentence;
  }
  std::string acceptance(const Difference& difference) const {
    if (difference.accepted.empty()) return {};
    std::string said = difference.accepted;
    if (const auto at = accepted.find(difference.accepted); at != accepted.end()) {
      const AcceptedEntry& entry = *at->second;
      if (!entry.owner.empty()) said += ", by " + entry.owner;
      if (!entry.until.empty()) said += ", until " + entry.until;
      if (!entry.why.empty()) said += ": " + entry.why;
    }
    return said;
  }
};

void write_facts(Markup& out, const Difference& difference, const Known& known) {
  const Element facts(out, "dl", {{"class", "facts"}});
  const auto fact = [&](std::string_view name, const std::string& value) {
    if (value.empty()) return;
    Element(out, "dt").text(name);
    Element(out, "dd").text(value);
  };
  const std::string source = redact(difference.source.raw), target = redact(difference.target.raw);
  if (difference.source.there && difference.target.there) {
    const CodePoints points = code_points(source, target);
    if (!points.source.empty()) fact("code points", points.source + "  |  " + points.target);
    if (source == target && std::max(difference.source.length, difference.target.length) > source.size())
      fact("where", "beyond the part that is shown");
  }
  if (difference.count > 1) fact("concerns", counted(difference.count, "row"));
  fact("accepted by", say(known.acceptance(difference)));
  fact("cause", say(known.cause(difference)));
  fact("note", say(difference.note));
  fact("hop", say(fate_sentence(difference)));
  fact("rules in force", say(fmt::format("{}", fmt::join(difference.rules, ", "))));
}

void write_difference(Markup& out, const ComparisonResult& comparison, const Difference& difference,
                      Known& known, bool failed) {
  Attributes attributes = {{"class", "difference"}};
  if (known.anchors.insert(difference.fingerprint).second)
    attributes.push_back({"id", say(difference.fingerprint)});
  const Element article(out, "article", attributes);
  {
    Element head(out, "p", {{"class", "which"}});
    if (!difference.key.empty()) head.child("code", say(difference.key), {{"class", "key"}});
    if (!difference.path.empty()) head.child("code", say(difference.path), {{"class", "path"}});
    write_transition(out, difference.transition);
    if (!difference.accepted.empty()) head.child("span", "◇ accepted", {{"class", "kind accepted"}});
    head.child("a", say(difference.fingerprint),
               {{"class", "print"}, {"href", "#" + say(difference.fingerprint)}});
  }
  {
    const bool both = difference.source.there && difference.target.there;
    const Differing part =
        both ? part_to_mark(redact(difference.source.raw), redact(difference.target.raw)) : Differing{};
    const bool one_side = concerns_one_side(difference.kind);
    const Element sides(out, "div", {{"class", one_side ? "sides one" : "sides"}});
    if (difference.source.there || !one_side)
      write_side(out, difference.source,
                 {"source", comparison.source, absence(difference, difference.source), part.source});
    if (difference.target.there || !one_side)
      write_side(out, difference.target,
                 {"target", comparison.target, absence(difference, difference.target), part.target});
  }
  if (!difference.edits.empty()) write_edits(out, difference.edits);
  write_facts(out, difference, known);
  write_command(out, command_of(difference, failed));
}

// What the list is to show, as it stands in the address.
std::string query_of(const ComparisonResult& comparison, const TableResult& table,
                     const DifferenceGroup& group) {
  const auto part = [](std::string_view name, std::string_view value) {
    return fmt::format("&{}={}", name, percent_encoded(redact(value)));
  };
  return "#?" + (part("comparison", comparison.name) + part("table", table.name) +
                 part("field", group.field) + part("kind", kind_name(group.kind)))
                    .substr(1);
}

// True while the page has room for samples.
bool write_group(Markup& out, const ComparisonResult& comparison, const TableResult& table,
                 const DifferenceGroup& group, Known& known, bool open) {
  const bool settled = !table.expected.empty() || table.outcome == Outcome::passed;
  const State state = settled ? state_of(table) : state_of(Outcome::failed);
  Attributes attributes = {{"class", "group item"}, {"data-state", std::string(state.name)}};
  if (open) attributes.push_back({"open", ""});
  const Element details(out, "details", attributes);
  {
    const Element summary(out, "summary");
    write_sign(out, state);
    {
      Element what(out, "span", {{"class", "what"}});
      what.child("b", say(table.name));
      if (!group.field.empty()) what.text("." + say(group.field));
    }
    Element(out, "span", {{"class", "kind"}}).text(kind_name(group.kind));
    Element(out, "span", {{"class", "sentence"}})
        .text(count_sentence(group.kind, group.count) + (table.expected.empty() ? "" : ", as expected"));
  }
  std::size_t shown = 0;
  for (const Difference* difference : group.samples) {
    if (shown == kSamplesShown || out.size() > kPageBytes) break;
    write_difference(out, comparison, *difference, known, !settled && difference->accepted.empty());
    ++shown;
  }
  if (group.count > shown) {
    Element more(out, "p", {{"class", "more"}});
    more.text((shown == 0 ? "All " : "and ") + thousands(group.count - shown) +
              (shown == 0 ? " are in differences.ndjson. " : " more in differences.ndjson. "));
    more.child("a", "All " + thousands(group.count) + " in the list",
               {{"href", "#findings"},
                {"class", "scripted"},
                {"hidden", ""},
                {"data-query", query_of(comparison, table, group)}});
  }
  return out.size() <= kPageBytes;
}

}  // namespace

void write_differences(Markup& out, const Result& result) {
  const Element section(out, "section", {{"id", "differences"}, {"class", "filtered"}});
  Element(out, "h2").text("Differences");
  Known known(result);
  bool any = false, room = true;
  for (const ComparisonResult& comparison : result.comparisons) {
    struct Placed {
      const TableResult* table;
      DifferenceGroup group;
    };
    std::vector<Placed> groups;
    std::uint64_t count = 0;
    for (const TableResult& table : comparison.tables)
      for (DifferenceGroup& group : group_differences(table)) {
        count += group.count;
        groups.push_back({&table, std::move(group)});
      }
    if (groups.empty()) continue;
    const Element block(out, "div", {{"class", "block"}});
    {
      Element heading(out, "h3");
      heading.text(say(comparison.name));
      heading.child("small", counted(count, "difference") + " in " + counted(groups.size(), "group"));
    }
    for (std::size_t i = 0; i < groups.size() && i < kGroupsShown; ++i) {
      room = write_group(out, comparison, *groups[i].table, groups[i].group, known,
                         !any && result.clusters.empty()) &&
             room;
      any = true;
    }
    if (groups.size() > kGroupsShown)
      Element(out, "p", {{"class", "more"}})
          .text("and " + counted(groups.size() - kGroupsShown, "more group") + " in result.json");
  }
  if (!any)
    Element(out, "p", {{"class", "none"}})
        .text(result.comparisons.empty()           ? "Nothing was compared."
              : result.outcome == Outcome::errored ? "None in what could be compared."
                                                   : "None.");
  if (!room)
    Element(out, "p", {{"class", "warning"}})
        .text("This page has as many samples as it can hold. Every difference is in differences.ndjson.");
}

}  // namespace parity::reports::html
