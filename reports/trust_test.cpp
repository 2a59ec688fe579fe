#include "reports/trust.h"

#include "normalizers/test.h"
#include "reports/console.h"
#include "reports/html.h"
#include "reports/junit.h"
#include "reports/samples.h"

namespace parity::reports {
namespace {

using Catch::Matchers::ContainsSubstring;

}  // namespace

TEST_CASE("a line is dead that could have done something and did nothing") {
  Result result;
  result.rule_uses = {
      {"a", "", "", "", 0, 0, 0, true}, {"b", "", "", "", 1, 0, 0, false}, {"c", "", "", "", 0, 0, 0, false}};
  REQUIRE(dead_rules(result).size() == 1);
  CHECK(dead_rules(result)[0]->rule == "a");
}

TEST_CASE("entries that are not in force come first, the rest as they stand") {
  const Result result = samples::explained();
  std::string ids;
  for (const AcceptedEntry* entry : accepted_entries(result)) ids += entry->id + " ";
  CHECK(ids == "A-009 A-011 A-016 A-014 ");
  CHECK(matched_of(result.accepted[0]) == "3 of 12");
  CHECK(matched_of(result.accepted[1]) == "41");
}

TEST_CASE("coverage says all only where it is all") {
  Result result;
  CHECK(coverage_sentence(result).empty());
  result.coverage.tables_read = result.coverage.tables_compared = 1;
  result.coverage.rows_read = 1200, result.coverage.rows_compared = 1199;
  CHECK(coverage_sentence(result) == "Of what was read, all 1 table and 1,199 of 1,200 rows were compared");
  result.coverage.paths_read = result.coverage.paths_compared = 9;
  CHECK(coverage_sentence(result) ==
        "Of what was read, all 1 table, 1,199 of 1,200 rows and all 9 fields were compared");
}

TEST_CASE("planted differences are counted over all comparisons") {
  Result result = samples::explained();
  CHECK(planted_sentence(result) == "16 of 16 planted differences found");
  result.comparisons[1].planted_found = 7;
  CHECK(planted_sentence(result) == "15 of 16 planted differences found");
  CHECK(planted_sentence(samples::failing()).empty());
  for (const std::string& text : {console_summary(result, {}), to_html(result)})
    CHECK_THAT(text, ContainsSubstring("15 of 16 planted differences found"));
}

TEST_CASE("a score is 100 % where there is no hole, and nowhere else") {
  Audit audit;
  audit.score = 100, audit.mutants = 1'000'000'000;
  CHECK(spell_score(audit) == "100 %");
  audit.holes = 1, audit.score = 99.9999999;
  CHECK(spell_score(audit) == "99.999 %");
  audit.score = 73.20041;
  CHECK(spell_score(audit) == "73.200 %");
}

TEST_CASE("an audit alone has its own page, without empty headings of a comparison") {
  const std::string page = to_html(samples::audited());
  CHECK_THAT(page, ContainsSubstring("id=\"audit\""));
  CHECK_THAT(page, ContainsSubstring("3 of 41 mutants"));
  for (const char* section : {"id=\"differences\"", "id=\"tables\"", "id=\"masked\"", "id=\"not-compared\""})
    CHECK(page.find(section) == page.npos);
}

TEST_CASE("in JUnit an operator with a hole fails, and one that met nothing is skipped") {
  const std::string xml = to_junit(samples::audited());
  CHECK_THAT(xml, ContainsSubstring("<testcase name=\"last decimal\" classname=\"parity.audit\""));
  CHECK_THAT(xml, ContainsSubstring("<failure type=\"hole\" message=\"3 of "));
  CHECK_THAT(xml, ContainsSubstring("<skipped message=\"no table of the contract has a parent\">"));
  Result whole = samples::audited();
  for (AuditClass& one : whole.audit->classes) one.holes = 0;
  CHECK(to_junit(whole).find("<failure") == std::string::npos);
}

TEST_CASE("what is accepted is marked, and red no more where all of a table is") {
  Result result = samples::explained();
  CHECK_THAT(to_html(result), ContainsSubstring("◇ accepted"));
  CHECK_THAT(console_summary(result, {}), ContainsSubstring("accepted by A-014"));
  TableResult& table = result.comparisons[0].tables[5];
  table.accepted = 128, table.outcome = Outcome::passed;
  const std::string page = to_html(result);
  CHECK_THAT(page, ContainsSubstring("different, accepted"));
  CHECK_THAT(page, ContainsSubstring("class=\"group item\" data-state=\"accepted\""));
}

TEST_CASE("a page of a large audit is bounded") {
  Result result = samples::audited();
  Audit& audit = *result.audit;
  const std::vector<AuditCell> cells = audit.cells;
  for (int table = 0; table < 40; ++table)  // 40 KiB of samples in each of their cells
    for (AuditCell cell : cells) {
      cell.table = "table_" + std::to_string(table);
      cell.holes = 1;
      if (table % 20 == 0)  // many times what a page may have; in all of them it took 6 GB
        cell.hole_samples.assign(5, {"[1]", "name", std::string(4096, 'a'), std::string(4096, 'b'), "x:1:1"});
      audit.cells.push_back(std::move(cell));
    }
  CHECK(to_html(result).size() < 10'000'000);
}

}  // namespace parity::reports
