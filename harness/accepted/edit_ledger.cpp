// A ledger's text, changed: see edit_ledger.h. What comes out is read again, and must say what was meant.
#include "harness/accepted/edit_ledger.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <fmt/format.h>

#include "harness/error.h"
#include "reports/json_writer.h"

namespace parity {
namespace {

// Lines of a text with their ends, so that putting them together again gives the text.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size() - 1);
    lines.push_back(text.substr(from, end + 1 - from));
    from = end + 1;
  }
  return lines;
}

bool is_blank(const std::string& line) { return line.find_first_not_of(" \t\r\n") == line.npos; }
std::size_t indent_of(const std::string& line) { return line.find_first_not_of(' '); }

struct Lines {
  std::size_t first = 0, end = 0;  // 0-based, half open
};

struct Layout {
  std::vector<std::string> lines;
  std::size_t dash = 2;        // where the dashes of the list stand
  std::vector<Lines> entries;  // in the order of the list
  std::size_t behind = 0;      // the line before which a new entry stands
};

// From an entry's dash to the last line that stands further in than it: a comment as far out as the dash, and
// blank lines, belong to what comes next.
Lines lines_from(const std::vector<std::string>& lines, std::size_t first, std::size_t dash) {
  Lines entry{first, first + 1};
  for (std::size_t i = first + 1; i < lines.size(); ++i) {
    if (is_blank(lines[i])) continue;
    if (indent_of(lines[i]) <= dash) break;
    entry.end = i + 1;
  }
  return entry;
}

Layout lay_out(const std::string& text, const std::string& label) {
  Layout layout;
  layout.lines = lines_of(text);
  const Yaml document = parse_yaml(text, label);
  const Yaml::Entry& list = *document.find("accepted");
  for (const Yaml& item : list.value.items) {
    const std::size_t dash = text.find_last_not_of(" \n", item.offset - 1);
    const std::size_t line_start = text.find_last_of('\n', dash) + 1;
    const bool alone =
        dash != text.npos && text[dash] == '-' && text.find_first_not_of(' ', line_start) == dash;
    if (!alone)
      throw usage_error("the entries of this ledger are not written one below the other, each with its dash")
          .at(list.where)
          .with_hint("write them as `- { id: …, … }`, a line each, so that they can be changed one by one");
    layout.dash = dash - line_start;
    const auto first = static_cast<std::size_t>(
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(dash), '\n'));
    layout.entries.push_back(lines_from(layout.lines, first, layout.dash));
  }
  layout.behind =
      layout.entries.empty() ? static_cast<std::size_t>(list.where.line) : layout.entries.back().end;
  return layout;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

// The number behind the last id of the form A-014, and how many digits they have.
struct Ids {
  std::uint64_t last = 0;
  std::size_t digits = 3;

  explicit Ids(const Ledger& ledger) {
    for (const LedgerEntry& entry : ledger.entries) {
      if (!entry.id.starts_with("A-")) continue;
      std::uint64_t number = 0;
      const char* end = entry.id.data() + entry.id.size();
      const auto parsed = std::from_chars(entry.id.data() + 2, end, number);
      if (parsed.ec != std::errc() || parsed.ptr != end) continue;
      last = std::max(last, number);
      digits = std::max(digits, entry.id.size() - 2);
    }
  }
  std::string next() { return fmt::format("A-{:0{}}", ++last, digits); }
};

// JSON is YAML, quotes and all.
std::string quoted(const std::string& text) { return reports::quote_json(text); }

std::string spell_entry(const reports::Difference& difference, const AcceptedBecause& because,
                        const std::string& id, std::size_t dash) {
  const std::string margin(dash, ' ');
  std::string match = "comparison: " + quoted(difference.comparison) + ", table: " + quoted(difference.table);
  if (!difference.path.empty()) match += ", path: " + quoted(difference.path);
  match += ", kind: " + quoted(std::string(reports::kind_name(difference.kind)));
  std::string text;
  const auto line = [&](const std::string& of_entry) {
    text += margin + (text.empty() ? "- " : "  ") + of_entry + "\n";
  };
  line("id: " + id + (difference.key.empty() ? "" : "  # " + difference.key));
  line("match: { " + match + " }");
  line("fingerprint: " + difference.fingerprint);
  if (because.max) line("max: " + std::to_string(*because.max));
  if (!because.owner.empty()) line("owner: " + quoted(because.owner));
  if (!because.ticket.empty()) line("ticket: " + quoted(because.ticket));
  line("why: " + quoted(because.why));
  line("until: " + spell_date(because.until));
  return text;
}

bool same_entry(const LedgerEntry& a, const LedgerEntry& b) {
  return a.id == b.id && a.spell_match() == b.spell_match() && a.max == b.max && a.owner == b.owner &&
         a.ticket == b.ticket && a.why == b.why && a.until == b.until;
}

// The text may only be written where it says what it said, but for what was to be changed.
void require_rest(const std::vector<LedgerEntry>& expected, const Ledger& got, std::size_t added) {
  const bool kept = got.entries.size() == expected.size() + added &&
                    std::equal(expected.begin(), expected.end(), got.entries.begin(), same_entry);
  if (!kept) throw std::logic_error("changing the ledger " + got.file + " would have changed other entries");
}

}  // namespace

std::string with_accepted(const std::string& text, const std::string& label,
                          const std::vector<reports::Difference>& differences,
                          const AcceptedBecause& because) {
  std::string base = is_blank(text) ? text + "version: 1\naccepted:\n" : text;
  const Ledger before = parse_ledger(parse_yaml(base, label));
  if (base.back() != '\n') base += '\n';
  Layout layout = lay_out(base, label);
  Ids ids(before);
  std::string added;
  for (const reports::Difference& difference : differences)
    added += spell_entry(difference, because, ids.next(), layout.dash);
  if (before.entries.empty()) {  // `accepted: []`
    std::string& line = layout.lines[layout.behind - 1];
    const std::size_t brackets = line.find("[]");
    if (brackets != line.npos) line.replace(brackets, 2, "");
  }
  layout.lines.insert(layout.lines.begin() + static_cast<std::ptrdiff_t>(layout.behind), added);
  const std::string after = joined(layout.lines);
  require_rest(before.entries, parse_ledger(parse_yaml(after, label)), differences.size());
  return after;
}

std::string without_entries(const std::string& text, const std::string& label,
                            const std::set<std::string>& ids) {
  const Ledger before = parse_ledger(parse_yaml(text, label));
  const Layout layout = lay_out(text, label);
  std::vector<LedgerEntry> staying;
  std::vector<std::string> lines = layout.lines;
  std::set<std::string> missing = ids;
  for (std::size_t i = 0; i < before.entries.size(); ++i) {
    if (!ids.count(before.entries[i].id)) {
      staying.push_back(before.entries[i]);
      continue;
    }
    missing.erase(before.entries[i].id);
    for (std::size_t l = layout.entries[i].first; l < layout.entries[i].end; ++l) lines[l].clear();
  }
  if (!missing.empty())
    throw usage_error(fmt::format("the ledger {} has no entry '{}'", label, *missing.begin()));
  const std::string after = joined(lines);
  require_rest(staying, parse_ledger(parse_yaml(after, label)), 0);
  return after;
}

}  // namespace parity
