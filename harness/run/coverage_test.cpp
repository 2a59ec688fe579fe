// What a run says of what it looked at, and that nothing is green because nothing was there.
#include "harness/run/coverage.h"

#include "harness/error.h"
#include "harness/run/run_test.h"
#include "normalizers/test.h"

using namespace parity;
using reports::Outcome;

namespace {

constexpr const char* kBoth = "datasets: { source: { json: s.json }, target: { json: t.json } }\n";

std::string entry(const reports::Uncompared& one) {
  return one.dataset + " " + one.table + (one.path.empty() ? "" : "." + one.path) + ": " + one.why +
         (one.where.empty() ? "" : " @");
}

std::vector<std::string> entries(const reports::Result& result) {
  std::vector<std::string> all;
  for (const reports::Uncompared& one : result.coverage.not_compared) all.push_back(entry(one));
  return all;
}

// One dataset's file, a new text at each reading.
std::string counting(const std::string& json) {
  return "{ command: [sh, -c, 'n=$(cat n 2>/dev/null || echo 0); echo $((n+1)) > n; echo ''" + json +
         "'' | sed s/NNN/$n/g'], tables: \"\" }";
}

}  // namespace

TEST_CASE("coverage counts what was read and compared, and names what was not, by the line that says so") {
  RunFolder files;
  files.write("s.json", R"({"t": [{"id": 1, "a": 1, "old": 1, "deep": {"x": 1, "y": [1, {"z": 2}]}}],
                            "mine": [{"id": 1}], "kept": [{"id": 1}], "away": [{"id": 1}]})");
  files.write("t.json", R"({"t": [{"id": 1, "a": 1, "deep": {"x": 1, "y": [1, {"z": 2}]}, "new": 1}]})");
  const auto result = files.run(
      "datasets: { source: { json: s.json, tables: \"\", skip_tables: [away] }, target: { json: t.json, "
      "tables: \"\" }, unused: { json: s.json } }\n"
      "contract: { name: c, tables: { t: { key: [id], fields: { old: { only_in: source, why: dropped } } },\n"
      "  kept: { key: [id], only_in: source } } }\n"
      "parity: [{ compare: [source, target] }]\n");
  const reports::Coverage& coverage = result.coverage;
  CHECK(coverage.tables_read == 2);
  CHECK(coverage.tables_compared == 2);
  CHECK(coverage.rows_read == 2);
  CHECK(coverage.rows_compared == 2);
  CHECK(coverage.paths_read == 2 * (2 + 3) + 2);  // id, a and three leaves of deep on both sides, old, new
  CHECK(coverage.paths_compared == 2 * (2 + 3));
  CHECK(entries(result) == std::vector<std::string>{
                               "source t.old: only_in: source @",
                               "source mine: no other dataset of the comparison has it",
                               "source kept: only_in: source @",
                               "source away: skip_tables @",
                               "target t.new: no other dataset of the comparison has it",
                               "unused : in no comparison that could be made @",
                           });
  CHECK(result.comparisons.at(0).planted == result.comparisons.at(0).planted_found);
  CHECK(result.comparisons.at(0).planted == 3);
}

TEST_CASE("rows of one key") {
  RunFolder files;
  files.write("s.json", R"([{"id": 1, "a": "x"}, {"id": 2, "a": "y"}, {"id": 3, "a": "z"}])");
  files.write("t.json", R"([{"id": 1, "a": "x"}, {"id": 2, "a": "n"}, {"id": 4, "a": "z"}])");
  const auto with = [&](const std::string& key) {
    RunOptions options;
    options.key = key;
    return files.run(
        std::string(kBoth) +
            "parity: [{ compare: [source, target], tables: { t: { key: [id], known_as: [s] } } }]\n",
        options);
  };
  const auto same = with("1");
  CHECK(same.exit_code == 0);
  CHECK(same.verdict == "PASS (only --key 1)");
  CHECK(only_table(same).source_rows == 1);
  CHECK(same.coverage.filters == std::vector<std::string>{"--key 1"});
  CHECK(with("[1]").exit_code == 0);
  CHECK(with("2").exit_code == 1);
  CHECK(with("3").totals.differences == 1);
  const auto nothing = with("9");
  CHECK(nothing.exit_code == 4);
  CHECK(nothing.exit_reason == "no row has the key '9' in what this scenario compares");
  CHECK(with("[1, 2]").exit_code == 4);
}

TEST_CASE("a field that changes between two readings has to be declared") {
  RunFolder files;
  const std::string json = R"([{"id": 1, "at": "2026-01-01T00:00:00.NNNZ", "n": NNN}])";
  const auto with = [&](const std::string& fields) {
    files.write("n", "1");
    RunOptions options;
    options.calibrate = true;
    return files.run("datasets: { source: { json: s.json }, target: " + counting(json) +
                         " }\ncontract: { name: c, tables: { s: { known_as: [target], key: [id], fields: { " +
                         fields + " } } } }\nparity: [{ compare: [source, target] }]\n",
                     options);
  };
  files.write("s.json", R"([{"id": 1, "at": "2026-01-01T00:00:00.1Z", "n": 1}])");
  const auto bare = with("");
  CHECK(bare.exit_code == 1);
  REQUIRE(bare.volatile_fields.size() == 2);
  CHECK(bare.volatile_fields[1].path == "n");
  CHECK(bare.volatile_fields[1].dataset == "target");
  CHECK(bare.volatile_fields[1].cells == 1);
  CHECK(bare.volatile_fields[1].example == "1 → 2");
  CHECK(bare.volatile_fields[1].declared.empty());
  REQUIRE(bare.checks.size() == 2);
  CHECK(bare.checks[1].message ==
        "field 'n' of table 's' changes between two readings of dataset 'target' (1 cell, 1 → 2)");
  CHECK(bare.checks[1].detail.starts_with(
      "declare it: `tables: { s: { fields: { n: { only_in: target } } } }`"));
}

TEST_CASE("nothing is green by accident") {
  RunFolder files;
  const auto code = [&](const std::string& source, const std::string& target, const std::string& more = "") {
    files.write("s.json", source);
    files.write("t.json", target);
    const auto result = files.run(std::string(kBoth) +
                                  "contract: { name: c, tables: { t: { known_as: [s], key: [id] } } }\n" +
                                  "parity: [{ compare: [source, target] }]\n" + more);
    CHECK(result.verdict.find("PASS") == (result.exit_code == 0 ? 0 : std::string::npos));
    return result.exit_code;
  };
  CHECK(code(R"([{"id": 1}])", R"([{"id": 1}])") == 0);
  CHECK(code("[]", "[]") == 4);      // no rows
  CHECK(code("[{}]", "[{}]") == 4);  // no fields
  // A step that passes does not stand for a comparison that compared nothing.
  files.write("s.json", R"([{"id": 1}])");
  const auto result = files.run(
      "datasets: { source: { json: s.json, skip_tables: [s] }, target: { json: s.json, skip_tables: [s] } }\n"
      "environment: { prepare: [{ run: [sh, -c, 'exit 3'], expect_exit: 3 }] }\n"
      "parity: [{ compare: [source, target] }]\n");
  CHECK(result.exit_code == 4);
  CHECK(result.exit_reason == "no table was compared");
  RunOptions allowed;
  allowed.allow_empty = true;
  files.write("s.json", "[]");
  files.write("t.json", "[]");
  CHECK(files
            .run(std::string(kBoth) +
                     "parity: [{ compare: [source, target], tables: { t: { key: [id], known_as: [s] } } }]\n",
                 allowed)
            .exit_code == 0);
}
