// Results of earlier runs: what makes them evidence, and each thing that keeps them from it.
#include "harness/gates/earlier.h"

#include "harness/gates/age.h"
#include "harness/gates/test_gates.h"
#include "normalizers/test.h"
#include "reports/result_json.h"

using namespace parity;
using reports::GateVerdict;

namespace {

reports::Result result_of(const std::string& hash = "xxh3:1", const std::string& identity = "xxh3:data") {
  reports::Result result = compared();
  result.started = "2026-03-02T09:00:00Z";
  result.contracts = {{"contracts/c.yaml", hash}};
  reports::DatasetResult dataset;
  dataset.name = "a", dataset.kind = "json", dataset.identity = identity;
  result.datasets = {dataset};
  result.verdict = "PASS";
  return result;
}

const Moment kNow = *parse_instant("2026-03-02T12:00:00Z");

std::string why(const reports::Result& earlier, const reports::Result& present = result_of()) {
  return why_not_fresh(earlier, present, kNow, std::chrono::hours(24));
}

}  // namespace

TEST_CASE("a result of the same data under the same contract is fresh, from wherever it was run") {
  CHECK(why(result_of()) == "");
  reports::Result elsewhere = result_of();
  elsewhere.contracts = {{"../c.yaml", "xxh3:1"}, {"other.yaml", "xxh3:9"}};
  CHECK(why(elsewhere) == "");
}

TEST_CASE("another contract, other data, another time: no evidence") {
  using Catch::Matchers::ContainsSubstring;
  CHECK_THAT(why(result_of("xxh3:2")), ContainsSubstring("contracts/c.yaml has changed since"));
  reports::Result result = result_of();
  result.contracts.clear();
  CHECK_THAT(why(result), ContainsSubstring("contracts that this run has not"));
  CHECK(why(result_of("xxh3:1", "xxh3:old")) ==
        "it is of other data: dataset 'a' was xxh3:old, and is xxh3:data");
  result = result_of();
  result.datasets[0].name = "z";  // the same bytes under another name
  CHECK(why(result) == "");
  result.datasets[0].identity = "xxh3:other";
  CHECK_THAT(why(result), ContainsSubstring("nothing tells that it is of the same data"));
  result = result_of();
  result.started = "2026-03-01T11:00:00Z";
  CHECK(why(result) == "it is 25 hours old, and has to be younger than 24 hours");
  result.started = "2026-03-02T13:00:00Z";
  CHECK(why(result) == "it is from the future");
  result.started = "noon";
  CHECK(why(result) == "its time 'noon' is none");
  result = result_of();
  result.interrupted = true;
  CHECK(why(result) == "it was interrupted");
  result = result_of();
  result.coverage.filters = {"--key 3"};
  CHECK_THAT(why(result), ContainsSubstring("--key 3"));
}

TEST_CASE("the version of an answer counts, its bytes do not; a database's snapshot says nothing") {
  reports::Result before = result_of(), now = result_of();
  before.datasets[0].kind = now.datasets[0].kind = "http";
  before.datasets[0].identity = "/referenceVersion = \"seq:7\", xxh3:1";
  now.datasets[0].identity = "/referenceVersion = \"seq:7\", xxh3:2";
  CHECK(why(before, now) == "");
  now.datasets[0].identity = "/referenceVersion = \"seq:8\", xxh3:1";
  CHECK_THAT(why(before, now), Catch::Matchers::ContainsSubstring("seq:8"));
  before.datasets[0].kind = now.datasets[0].kind = "postgres";
  CHECK_THAT(why(before, now), Catch::Matchers::ContainsSubstring("nothing tells"));
}

TEST_CASE("a gate rests on an earlier result as on a check") {
  GateFolder folder;
  folder.now = kNow;
  const auto gate = [&](const reports::Result& earlier, const std::string& need = "{ result: result.json }") {
    folder.write("result.json", reports::to_json(earlier));
    return folder.settle("gates: [{ name: G, needs: [" + need + "] }]\n", result_of()).gates.at(0);
  };
  CHECK(gate(result_of()).verdict == GateVerdict::passed);
  CHECK(gate(result_of(), "{ result: . }").verdict == GateVerdict::passed);
  reports::Result red = result_of();
  red.exit_code = 1;
  CHECK(gate(red).verdict == GateVerdict::failed);
  red.exit_code = 3;
  CHECK(gate(red).verdict == GateVerdict::not_proven);
  CHECK(gate(result_of("xxh3:2")).verdict == GateVerdict::not_proven);
  CHECK(gate(result_of(), "{ result: result.json, younger_than: 2h }").verdict == GateVerdict::not_proven);
  CHECK(gate(result_of(), "{ result: result.json, at_least: 2 }").reasons.at(0) ==
        "1 of 2 results not decided: " + (folder / "result.json").string() + " (there are 1 of 2)");
  CHECK(gate(result_of(), "{ result: nowhere.json }").verdict == GateVerdict::not_proven);
  folder.write("half.json", "{\"version\": 1, \"tool\": ");
  CHECK(gate(result_of(), "{ result: half.json }").verdict == GateVerdict::not_proven);
  CHECK(gate(result_of(), "{ result: \"*.json\" }").verdict == GateVerdict::not_proven);  // each has to do
}
