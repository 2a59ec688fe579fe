#include "harness/run/audit_scenario.h"

#include <algorithm>

#include "harness/error.h"
#include "harness/run/run_test.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

const std::string kSource = PARITY_SOURCE;

class Audited {
 public:
  reports::Result operator()(const std::string& file, AuditRunOptions options = {}) {
    const std::vector<Scenario> scenarios = load_scenario(kSource + "/" + file, {{}, load_zone, {}});
    options.output = folder_ / "out";
    SilentObserver observer;
    return audit_scenario(scenarios.at(0), servers_, options, observer);
  }

 private:
  TestFolder folder_;
  Servers servers_;
};

std::uint64_t hidden(const reports::Audit& audit, const std::string& rules) {
  const auto at = std::find_if(audit.rules.begin(), audit.rules.end(),
                               [&](const reports::AuditRule& rule) { return rule.rules == rules; });
  return at == audit.rules.end() ? 0 : at->mutants;
}

TEST_CASE("the reference contract has no hole, and no server is started to see it") {
  const reports::Result result = Audited()("scenarios/reference-data.yaml");
  const reports::Audit& audit = result.audit.value();
  CHECK(result.exit_code == 0);
  CHECK(audit.holes == 0);
  CHECK(audit.mutants >= 100'000);
  CHECK(audit.exhaustive);
  for (const reports::AuditClass& one : audit.classes) {
    INFO(one.mutation);
    CHECK(one.mutants > 0);
  }
  for (const auto& [what, version] : result.environment) CHECK(what != "PostgreSQL");
  for (const reports::AuditRule& rule : audit.rules) {
    INFO(rule.rules);  // nothing that the contract does not say
    const std::vector<std::string> known{
        "number", "time", "absent", "rename", "by nature: member order", "by nature: row order"};
    CHECK(std::count(known.begin(), known.end(), rule.rules) == 1);
  }
}

TEST_CASE("a lax contract is seen through: what each rule hides, and the table that nobody compares") {
  const reports::Result result = Audited()("fixtures/audit/lax.yaml");
  const reports::Audit& audit = result.audit.value();
  CHECK(result.exit_code == 1);
  CHECK(result.outcome == reports::Outcome::failed);
  CHECK(audit.holes > 0);
  for (const reports::AuditCell& cell : audit.cells) CHECK((cell.holes > 0) == (cell.table == "payments"));
  for (const char* rules : {"trim", "case", "unicode", "empty", "absent", "type", "time", "time+precision",
                            "tolerance", "array", "only_in", "number"}) {
    INFO(rules);
    CHECK(hidden(audit, rules) > 0);
  }
  const auto failed = std::find_if(result.checks.begin(), result.checks.end(), [](const reports::Check& c) {
    return c.outcome == reports::Outcome::failed;
  });
  CHECK(failed->name == "payments, in no comparison");
  CHECK(failed->detail.find("one digit in id") == 0);
}

TEST_CASE("its strict twin has no hole, and hides only what is one by nature") {
  const reports::Result result = Audited()("fixtures/audit/strict.yaml");
  const reports::Audit& audit = result.audit.value();
  CHECK(result.exit_code == 0);
  CHECK(audit.holes == 0);
  CHECK(audit.masked == hidden(audit, "by nature: row order") + hidden(audit, "number"));
}

TEST_CASE("a dataset of one's choice is audited, one that is not compared is refused") {
  AuditRunOptions options;
  options.datasets = {"new"};
  CHECK(Audited()("fixtures/audit/lax.yaml", options).audit->dataset == "new");
  options.datasets = {"nwe"};
  CHECK_THROWS_AS(Audited()("fixtures/audit/lax.yaml", options), Error);
}

}  // namespace
