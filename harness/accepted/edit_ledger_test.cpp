// Entries put into a ledger's text and taken out of it, with every other byte left where it is.
#include "harness/accepted/edit_ledger.h"

#include "harness/contract/mistakes.h"
#include "harness/error.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

reports::Difference difference() {
  reports::Difference out;
  out.fingerprint = "f-0123456789abcdef";
  out.comparison = "source → database";
  out.table = "equipment";
  out.field = out.path = "icon_url";
  out.key = R"(["ROPE"])";
  out.kind = reports::DifferenceKind::null;
  return out;
}

AcceptedBecause because() {
  return {"a \"quoted\" reason", "data-team", "MIG-88", 3, *parse_date("2026-12-31")};
}

const std::string kEntry =
    "  - id: A-001  # [\"ROPE\"]\n"
    "    match: { comparison: \"source → database\", table: \"equipment\", path: \"icon_url\", kind: "
    "\"null\" }\n"
    "    fingerprint: f-0123456789abcdef\n"
    "    max: 3\n"
    "    owner: \"data-team\"\n"
    "    ticket: \"MIG-88\"\n"
    "    why: \"a \\\"quoted\\\" reason\"\n"
    "    until: 2026-12-31\n";

std::string with(const std::string& text) {
  return with_accepted(text, "accepted.yaml", {difference()}, because());
}
std::string without(const std::string& text, const std::set<std::string>& ids) {
  return without_entries(text, "accepted.yaml", ids);
}
std::string numbered(std::string entry, const std::string& id, std::size_t margin = 2) {
  entry.replace(entry.find("A-001"), 5, id);
  if (margin == 2) return entry;
  std::string out;
  for (std::size_t from = 0; from < entry.size();) {
    const std::size_t end = entry.find('\n', from) + 1;
    out += std::string(margin, ' ') + entry.substr(from + 2, end - from - 2);
    from = end;
  }
  return out;
}

}  // namespace

TEST_CASE("an entry is put into a ledger that is not there yet, or empty") {
  CHECK(with("") == "version: 1\naccepted:\n" + kEntry);
  CHECK(with("version: 1\naccepted:\n") == "version: 1\naccepted:\n" + kEntry);
  CHECK(with("version: 1\naccepted: []  # none\n") == "version: 1\naccepted:   # none\n" + kEntry);
  CHECK(with("version: 1\naccepted:") == "version: 1\naccepted:\n" + kEntry);
  CHECK(with("accepted:\nversion: 1\n") == "accepted:\n" + kEntry + "version: 1\n");
}

TEST_CASE("an entry stands behind the last one, and comments stay where they are") {
  const std::string before =
      "# ours\nversion: 1\naccepted:   # all of them\n"
      "# about the first\n- { id: A-007, why: x, match: { table: t } }   # so it is\n"
      "- id: B-9\n  why: |\n    one\n\n    # no comment\n  match:\n    table: u\n";
  const std::string after = "\n# the end\nx-note: 1\n";
  CHECK(with(before + after) == before + numbered(kEntry, "A-008", 0) + after);
  CHECK(with(before) == before + numbered(kEntry, "A-008", 0));
  std::string unended = before;
  unended.pop_back();
  CHECK(with(unended) == before + numbered(kEntry, "A-008", 0));
}

TEST_CASE("what is written is read as what was meant") {
  const LedgerEntry entry = parse_ledger(parse_yaml(with(""), "a")).entries.at(0);
  CHECK(entry.matches(difference()));
  CHECK(entry.why == "a \"quoted\" reason");
  CHECK(entry.max == 3u);
  CHECK(spell_date(*entry.until) == "2026-12-31");
  reports::Difference other = difference();
  other.fingerprint = "f-0123456789abcdee";
  CHECK_FALSE(entry.matches(other));
  const std::string two = with_accepted("", "a", {difference(), other}, because());
  CHECK(parse_ledger(parse_yaml(two, "a")).entries.at(1).id == "A-002");
}

TEST_CASE("a key with a line break in its comment would break the ledger, and does not") {
  reports::Difference odd = difference();
  odd.key = "[\"a\\nb # c: d\"]";  // spelled, as reports spell it
  odd.path = "icon: \"url\"";
  const std::string text = with_accepted("", "a", {odd}, because());
  CHECK(parse_ledger(parse_yaml(text, "a")).entries.at(0).path == odd.path);
}

TEST_CASE("entries are taken out, and the others stay as they are") {
  const std::string first = "  # about the first\n  - { id: A-1, why: x, match: { table: t } }\n\n";
  const std::string second = "  - id: A-2\n    why: >\n      y\n    match: { table: u }\n";
  const std::string third = "  # about the third\n  - { id: A-3, why: z, match: { table: v } }\n# the end\n";
  const std::string head = "version: 1\naccepted:\n";
  CHECK(without(head + first + second + third, {"A-2"}) == head + first + third);
  CHECK(without(head + first + second + third, {}) == head + first + second + third);
  CHECK(without(head + second, {"A-2"}) == head);
  CHECK(
      parse_ledger(parse_yaml(without(head + first + second + third, {"A-1", "A-3"}), "a")).entries.size() ==
      1);
}

TEST_CASE("a ledger that cannot be changed line by line is refused, not rewritten") {
  const std::string flow = "version: 1\naccepted: [{ id: A-1, why: x, match: { table: t } }]\n";
  CHECK_THROWS_AS(with(flow), Error);
  CHECK_THROWS_AS(without(flow, {"A-1"}), Error);
  CHECK_THROWS_AS(with("version: 1\naccepted: { }\n"), Error);
  CHECK_THROWS_AS(without("version: 1\naccepted: []\n", {"A-1"}), Error);
}
