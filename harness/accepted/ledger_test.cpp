// A ledger as written, and every mistake that one can make in it, drawn as people see it.
#include "harness/accepted/ledger.h"

#include <algorithm>

#include "harness/contract/mistakes.h"
#include "harness/contract/schema.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

Ledger load(const std::string& entries) {
  return parse_ledger(parse_yaml("version: 1\naccepted:\n" + entries, "accepted.yaml"));
}

reports::Difference difference() {
  reports::Difference out;
  out.fingerprint = "f-0123456789abcdef";
  out.comparison = "source → database";
  out.table = "equipment";
  out.field = "scores";
  out.path = "scores.upper[2]";
  out.key = R"(["ROPE", 3])";
  out.kind = reports::DifferenceKind::value;
  return out;
}

bool accepts(const std::string& match) {
  return load("  - { id: A-1, why: x, match: { " + match + " } }\n").entries.at(0).matches(difference());
}

std::vector<std::string> sorted(std::vector<std::string> keys) {
  std::sort(keys.begin(), keys.end());
  return keys;
}

}  // namespace

TEST_CASE("an entry says who answers for what, until when and why") {
  const LedgerEntry entry =
      load(
          "  - id: A-014\n"
          "    match: { comparison: source -> database, table: equipment, field: icon_url }\n"
          "    fingerprint: f-0123456789abcdef\n"
          "    max: 12\n    owner: data-team\n    ticket: 88\n    why: '\"\" became null'\n"
          "    until: 2026-12-31\n")
          .entries.at(0);
  CHECK(entry.id == "A-014");
  CHECK(entry.comparison == "source → database");
  CHECK(entry.table == "equipment");
  CHECK(entry.field == "icon_url");
  CHECK(entry.max == 12u);
  CHECK(entry.owner == "data-team");
  CHECK(entry.ticket == "88");
  CHECK(entry.why == "\"\" became null");
  CHECK(spell_date(*entry.until) == "2026-12-31");
  CHECK(entry.where == Location{"accepted.yaml", 3, 5});
  CHECK(entry.spell_match() == "source → database, equipment.icon_url, f-0123456789abcdef");
}

TEST_CASE("an entry matches what is all that it says, and nothing else") {
  CHECK(accepts("table: equipment"));
  CHECK_FALSE(accepts("table: equipments"));
  CHECK(accepts("field: scores"));
  CHECK_FALSE(accepts("field: score"));
  CHECK(accepts("path: 'scores.upper[2]'"));
  CHECK_FALSE(accepts("path: scores"));
  CHECK(accepts("kind: value"));
  CHECK_FALSE(accepts("kind: type"));
  CHECK(accepts("comparison: source → database"));
  CHECK_FALSE(accepts("comparison: database → source"));
  CHECK(accepts("key: [ROPE, 3]"));
  CHECK_FALSE(accepts("key: [ROPE, '3']"));  // another type is another key
  CHECK_FALSE(accepts("key: ROPE"));
  CHECK_FALSE(accepts("table: equipment, kind: 'missing row'"));
  CHECK(load("  - { id: a, why: x, fingerprint: f-0123456789abcdef }\n").entries[0].matches(difference()));
  CHECK_FALSE(
      load("  - { id: a, why: x, fingerprint: f-0123456789abcdee }\n").entries[0].matches(difference()));
}

TEST_CASE("keys that reports write without quotes are matched as they are written in YAML") {
  reports::Difference found = difference();
  found.key = "[550e8400-e29b-41d4-a716-446655440000, 2020-01-31]";
  const auto entry = [](const std::string& key) {
    return load("  - { id: a, why: x, match: { key: " + key + " } }\n").entries.at(0);
  };
  CHECK(entry("[550e8400-e29b-41d4-a716-446655440000, 2020-01-31]").matches(found));
  CHECK_FALSE(entry("[550e8400-e29b-41d4-a716-446655440001, 2020-01-31]").matches(found));
  found.key = "[\"550e8400-e29b-41d4-a716-446655440000\", \"2020-01-31\"]";  // text on that side
  CHECK(entry("[550e8400-e29b-41d4-a716-446655440000, 2020-01-31]").matches(found));
}

TEST_CASE("dates are days of the calendar") {
  CHECK(parse_date("2028-02-29").has_value());
  CHECK_FALSE(parse_date("2026-02-29").has_value());
  CHECK_FALSE(parse_date("2026-13-01").has_value());
  CHECK_FALSE(parse_date("2026-1-1").has_value());
  CHECK_FALSE(parse_date("31.12.2026").has_value());
  CHECK(spell_date(*parse_date("0999-01-02")) == "0999-01-02");
}

TEST_CASE("a ledger whose last entry was taken out is empty") {
  CHECK(load("").entries.empty());
  CHECK(load("  []\n").entries.empty());
}

TEST_CASE("mistakes in ledgers are drawn at their place") {
  const int count =
      check_mistakes(std::filesystem::path(PARITY_SOURCE) / "harness/accepted/mistakes/ledger.txt",
                     "accepted.yaml", [](const std::filesystem::path& file) {
                       require_comparisons(load_ledger(file), {"source → database"});
                     });
  CHECK(count == 15);
}

TEST_CASE("the example of the format reference is a ledger") {
  std::size_t entries = 0;
  for (const std::string& block : yaml_blocks(std::filesystem::path(PARITY_SOURCE) / "scenarios/README.md")) {
    if (block.find("\naccepted:") != block.npos)
      entries += parse_ledger(parse_yaml(block, "README")).entries.size();
  }
  CHECK(entries == 2);
}

TEST_CASE("the ledger's schema and loader know the same keys") {
  const Yaml schema = parse_yaml(std::string(schema_text("accepted")), "accepted.schema.json");
  for (const KeyTable* table : ledger_keys()) {
    const Yaml& definition =
        table->name.empty() ? schema : schema.find("$defs")->value.find(table->name)->value;
    std::vector<std::string> keys;
    for (const Yaml::Entry& entry : definition.find("properties")->value.entries) keys.push_back(entry.key);
    CHECK(sorted(keys) == sorted(table->keys));
  }
}
