// The ledger from YAML: see ledger.h.
#include "harness/accepted/ledger.h"

#include <algorithm>
#include <regex>
#include <set>

#include <fmt/format.h>

#include "harness/scenario/read_finding.h"
#include "harness/yaml/nearest.h"
#include "harness/yaml/read.h"

namespace parity {
namespace {

const KeyTable kLedger{"", "a ledger of accepted differences", {"version", "accepted"}};
const KeyTable kEntry{"entry",
                      "an accepted difference",
                      {"id", "match", "fingerprint", "max", "owner", "ticket", "why", "until"}};
const KeyTable kMatch{
    "match", "what an entry matches", {"comparison", "table", "field", "path", "kind", "key"}};

std::string read_fingerprint(const Yaml& node) {
  static const std::regex form("f-[0-9a-f]{16}");
  std::string text = read_text(node, "a fingerprint");
  if (!std::regex_match(text, form))
    throw usage_error(fmt::format("'{}' is no fingerprint of a difference", spoken(node)))
        .at(node.where)
        .with_hint("reports write it as f- and 16 hexadecimal digits");
  return text;
}

std::string read_id(const Yaml& node) {
  static const std::regex form("[A-Za-z0-9._-]+");
  std::string text = read_word(node, "an entry's id");
  if (!std::regex_match(text, form))
    throw usage_error(fmt::format("'{}' is no id", spoken(node)))
        .at(node.where)
        .with_hint("letters, digits, '.', '_' and '-': A-014");
  return text;
}

Date read_date(const Yaml& node) {
  const auto date = parse_date(read_word(node, "a date"));
  if (!date)
    throw usage_error(fmt::format("'{}' is no date", spoken(node)))
        .at(node.where)
        .with_hint("write the last day on which it is accepted: 2026-12-31");
  return *date;
}

// UUIDs and times are no JSON: reports write them without quotes, and YAML may have them either way.
std::vector<std::string> spellings_of(const std::string& key) {
  static const std::regex bare(
      R"re("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]{4,}-[0-9]{2}-[0-9]{2}[^"\\]*)")re");
  std::vector<std::string> all{key};
  if (std::string without = std::regex_replace(key, bare, "$1"); without != key)
    all.push_back(std::move(without));
  return all;
}

void read_match(const Yaml& node, LedgerEntry& entry) {
  const Mapping map(node, kMatch);
  const auto text = [&](const char* key, std::string& into) {
    if (const auto* value = map.find(key)) into = read_text(value->value, "a name");
  };
  text("table", entry.table);
  text("field", entry.field);
  text("path", entry.path);
  if (const auto* comparison = map.find("comparison")) entry.comparison = read_comparison(comparison->value);
  if (const auto* kind = map.find("kind")) entry.kind = read_difference_kind(kind->value);
  if (const auto* key = map.find("key")) entry.keys = spellings_of(read_finding_key(key->value));
  if (node.entries.empty())
    throw usage_error("this matches any difference at all")
        .at(node.where)
        .with_hint("say at least the table or the kind");
}

LedgerEntry read_entry(const Yaml& node) {
  const Mapping map(node, kEntry);
  LedgerEntry entry;
  entry.where = node.where;
  entry.id = read_id(map.need("id").value);
  entry.why = read_text(map.need("why").value, "text for why");
  const auto* match = map.find("match");
  const auto* fingerprint = map.find("fingerprint");
  if (match == nullptr && fingerprint == nullptr)
    throw usage_error("an entry says what it accepts by 'match', 'fingerprint' or both").at(node.where);
  if (match != nullptr) read_match(match->value, entry);
  if (fingerprint != nullptr) entry.fingerprint = read_fingerprint(fingerprint->value);
  if (const auto* owner = map.find("owner")) entry.owner = read_text(owner->value, "an owner");
  if (const auto* ticket = map.find("ticket")) entry.ticket = read_word(ticket->value, "a ticket");
  if (const auto* until = map.find("until")) entry.until = read_date(until->value);
  if (const auto* max = map.find("max")) {
    entry.max = read_count(max->value, "max");
    if (*entry.max == 0)
      throw usage_error("an entry that may accept nothing accepts nothing")
          .at(max->value.where)
          .with_hint("take the entry out, or allow one difference at least");
  }
  return entry;
}

bool fits(const std::string& wanted, const std::string& is) { return wanted.empty() || wanted == is; }

}  // namespace

bool LedgerEntry::matches(const reports::Difference& difference) const {
  return fits(fingerprint, difference.fingerprint) && fits(table, difference.table) &&
         fits(field, difference.field) && fits(path, difference.path) &&
         fits(comparison, difference.comparison) &&
         (kind.empty() || kind == reports::kind_name(difference.kind)) &&
         (keys.empty() || std::find(keys.begin(), keys.end(), difference.key) != keys.end());
}

std::string LedgerEntry::spell_match() const {
  const std::string place = !path.empty() ? path : field;
  std::string text = comparison;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
  };
  add(table.empty() || place.empty() ? table + place : table + "." + place);
  if (!keys.empty()) add(keys[0]);
  add(kind);
  add(fingerprint);
  return text;
}

Ledger parse_ledger(const Yaml& document) {
  const Mapping map(document, kLedger);
  read_version(map);
  Ledger ledger;
  ledger.file = document.where.file;
  const Yaml& list = map.need("accepted").value;
  if (list.kind == Yaml::Kind::null) return ledger;  // the last entry was taken out
  if (list.kind != Yaml::Kind::list)
    throw unexpected(list, "a list of accepted differences").with_hint("each begins with - id:");
  std::set<std::string> ids;
  for (const Yaml& item : list.items) {
    ledger.entries.push_back(read_entry(item));
    if (!ids.insert(ledger.entries.back().id).second)
      throw usage_error(fmt::format("two entries have the id '{}'", ledger.entries.back().id)).at(item.where);
  }
  return ledger;
}

Ledger load_ledger(const std::filesystem::path& file) { return parse_ledger(read_yaml(file)); }

void require_comparisons(const Ledger& ledger, const std::vector<std::string>& known) {
  for (const LedgerEntry& entry : ledger.entries) {
    if (entry.comparison.empty() || std::find(known.begin(), known.end(), entry.comparison) != known.end())
      continue;
    throw usage_error(fmt::format("there is no comparison '{}'", entry.comparison))
        .at(entry.where)
        .with_hint(suggest(entry.comparison, known));
  }
}

std::optional<Date> parse_date(const std::string& text) {
  static const std::regex form("([0-9]{4})-([0-9]{2})-([0-9]{2})");
  std::smatch found;
  if (!std::regex_match(text, found, form)) return std::nullopt;
  const auto number = [&](std::size_t i) { return static_cast<unsigned>(std::stoul(found[i].str())); };
  const std::chrono::year_month_day day{std::chrono::year(static_cast<int>(number(1))),
                                        std::chrono::month(number(2)), std::chrono::day(number(3))};
  return day.ok() ? std::optional<Date>(day) : std::nullopt;
}

std::string spell_date(Date date) {
  const std::chrono::year_month_day day(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::vector<const KeyTable*> ledger_keys() { return {&kLedger, &kEntry, &kMatch}; }

}  // namespace parity
