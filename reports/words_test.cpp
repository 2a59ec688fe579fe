#include "reports/words.h"

#include "normalizers/test.h"
#include "reports/samples.h"

namespace parity::reports {

TEST_CASE("numbers have thousands separators") {
  CHECK(thousands(0) == "0");
  CHECK(thousands(999) == "999");
  CHECK(thousands(1000) == "1,000");
  CHECK(thousands(18446744073709551615U) == "18,446,744,073,709,551,615");
}

TEST_CASE("one is singular, none and many are plural") {
  CHECK(counted(1, "row") == "1 row");
  CHECK(counted(0, "row") == "0 rows");
  CHECK(counted(1204, "row") == "1,204 rows");
  CHECK(counted(2, "entry", "entries") == "2 entries");
}

TEST_CASE("times are said as people say them") {
  CHECK(spell_seconds(0) == "0 seconds");
  CHECK(spell_seconds(0.0001) == "less than a millisecond");
  CHECK(spell_seconds(0.012) == "12 milliseconds");
  CHECK(spell_seconds(0.84) == "0.84 seconds");
  CHECK(spell_seconds(1) == "1 second");
  CHECK(spell_seconds(10) == "10 seconds");
  CHECK(spell_seconds(12.34) == "12.3 seconds");
  CHECK(spell_seconds(60) == "1 minute");
  CHECK(spell_seconds(125.4) == "2 minutes 5 seconds");
  CHECK(spell_seconds(-1) == "0 seconds");
}

TEST_CASE("the verdict tells what was masked") {
  Result result;
  CHECK(spell_verdict(result) == "PASS");
  result.totals.masked = 1773;
  result.masked_by_rule = {{"time", 1337}, {"empty", 428}, {"trim", 8}};
  CHECK(spell_verdict(result) == "PASS (1,773 masked by 3 rules)");
  result.masked_by_rule = {{"trim", 1772}, {"empty+trim", 1}};
  CHECK(spell_verdict(result) == "PASS (1,773 masked by 2 rules)");
}

TEST_CASE("the verdict tells what is accepted, and counts it among no failure") {
  Result result;
  result.totals.differences = result.totals.accepted = 12;
  result.accepted = {{"A-1", AcceptedState::in_force, 12}, {"A-2", AcceptedState::lapsed, 3}};
  CHECK(spell_verdict(result) == "PASS (12 accepted by 1 entry)");
  result.totals.masked = 1773;
  result.masked_by_rule = {{"time", 1765}, {"trim", 8}};
  CHECK(spell_verdict(result) == "PASS (1,773 masked by 2 rules, 12 accepted by 1 entry)");
  CHECK(spell_verdict(samples::explained()) ==
        "FAIL: 178 differences in 7 tables, 1 check failed (19 masked by 4 rules, 3 accepted by 1 entry)");
}

TEST_CASE("the verdict of a failed, an errored and an empty run") {
  CHECK(spell_verdict(samples::failing()) ==
        "FAIL: 181 differences in 7 tables, 1 check failed (19 masked by 4 rules)");
  CHECK(spell_verdict(samples::errored()) == "ERROR: the dataset 'bootstrap' could not be read");
  CHECK(spell_verdict(samples::empty()) == "NOTHING: no table is in both datasets");
  Result failed;
  failed.outcome = Outcome::failed;
  failed.exit_reason = "a gate is NO-GO";
  CHECK(spell_verdict(failed) == "FAIL: a gate is NO-GO");
}

}  // namespace parity::reports
