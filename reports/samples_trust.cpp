// Results by hand, as in samples.cpp: what a run says besides its differences. Causes, the ledger of accepted
// differences, the lines of a contract, coverage, an audit.
#include <algorithm>

#include "reports/fingerprint.h"
#include "reports/samples.h"
#include "reports/words.h"

namespace parity::reports::samples {
namespace {

std::vector<Cluster> causes(const ComparisonResult& seed, const ComparisonResult& serve) {
  const auto prints = [](const ComparisonResult& comparison, std::size_t table, const std::string& path) {
    std::vector<std::string> found;
    for (const Difference& difference : comparison.tables[table].samples)
      if (difference.path == path) found.push_back(difference.fingerprint);
    return found;
  };
  const std::string carried = "introduced by source → database, carried to bootstrap";
  return {
      {"c-41d0a7",
       seed.name,
       "motion_paths",
       "scores.upper[*]",
       "rounded",
       "128 of 128 in motion_paths.scores.upper[*]: rounded to 3 decimals",
       128,
       128,
       carried,
       prints(seed, 5, "scores.upper[2]"),
       {"0.3750000000000000001 → 0.375", "0.1249999 → 0.125"},
       {{"number",
         "tables:\n  motion_paths:\n    fields:\n      scores:\n        number: { tolerance: { abs: 0.0005 } "
         "}\n",
         128,
         0,
         {"one unit in the last place", "last decimal", "float32 round trip"}}}},
      {"c-77b20e",
       seed.name,
       "equipment",
       "name",
       "no-break space became space",
       "31 of 41 in equipment.name: a no-break space became a space",
       31,
       41,
       carried,
       prints(seed, 1, "name"),
       {"\"EZ\u00a0curl bar\" → \"EZ curl bar\"", "\"Kettlebell\u00a016\u00a0kg\" → \"Kettlebell 16 kg\""},
       {{"whitespace",
         "tables:\n  equipment:\n    fields:\n      name: { collapse: true, why: \"\" }\n",
         33,
         2,
         {"inner space, added", "inner space, removed", "inner NBSP"}}}},
      {"c-08e3f1",
       seed.name,
       "equipment",
       "name",
       "",
       "8 of 41 in equipment.name have no cause in common",
       8,
       41,
       carried,
       {},
       {"\"Rope\\t\" → \"Rop\u200be\""},
       {}},
      {"c-c2a4d8",
       serve.name,
       "exercise_categories",
       "created_at",
       "time shifted by a constant",
       "1 of 1 in exercise_categories.created_at: 2 hours later, and its zone is gone",
       1,
       1,
       "introduced by database → bootstrap",
       prints(serve, 2, "created_at"),
       {"2024-03-31T01:30:00Z → \"2024-03-31T03:30:00\""},
       {}},
      {"c-5d5d11",
       seed.name,
       "equipment",
       "",
       "row missing",
       "1 of 1 in equipment: the row is missing",
       1,
       1,
       carried,
       prints(seed, 1, ""),
       {},
       {}},
  };
}

std::vector<AcceptedEntry> ledger() {
  return {
      {"A-014", AcceptedState::in_force, 3, 12, "equipment.icon_url, null", "data-team", "MIG-88",
       "icons are drawn anew before the cutover", "2026-12-31", "contracts/accepted.yaml:4:5"},
      {"A-009",
       AcceptedState::lapsed,
       41,
       {},
       "equipment.name, value",
       "data-team",
       "MIG-61",
       "names are being cleaned",
       "2026-02-28",
       "contracts/accepted.yaml:9:5"},
      {"A-011", AcceptedState::stale, 0, 5, "grips, missing row", "backend", "MIG-70", "the old grips go", "",
       "contracts/accepted.yaml:14:5"},
      {"A-016", AcceptedState::over_maximum, 128, 100, "motion_paths.scores, value", "backend", "MIG-91",
       "the scorer rounds", "2026-06-30", "contracts/accepted.yaml:19:5"},
  };
}

std::vector<RuleUse> lines() {
  const std::string file = "contracts/reference-data.yaml:";
  return {
      {"trim", "equipment.name", file + "18:15", "the old editor left blanks at the end", 9, 6},
      {"empty", "equipment.icon_url", file + "19:17", "the old app stored '' for no icon", 24, 12},
      {"time", "muscles.created_at", file + "31:19", "the database keeps instants", 128, 1},
      {"precision", "muscles.created_at", file + "31:40", "milliseconds are what the API promises", 3, 1},
      {"text_case", "exercise_aliases.alias", file + "44:14", "search ignores case", 12, 0},
      {"unicode", "defaults", file + "6:12", "", 0, 0, 0, true},
  };
}

Coverage looked_at() {
  Coverage coverage;
  coverage.tables_read = 27, coverage.tables_compared = 24;
  coverage.rows_read = 829, coverage.rows_compared = 750;
  coverage.paths_read = 190, coverage.paths_compared = 168;
  coverage.not_compared = {
      {"database", "admin_audit", "", 0, "only_in: database", "contracts/reference-data.yaml:58"},
      {"database", "schema_migrations", "", 3, "in no comparison", ""},
      {"source", "equipment", "legacy_flag", 48, "only_in: source", "contracts/reference-data.yaml:31"},
      {"bootstrap", "motions", "debug.trace", 31, "in no comparison", ""},
  };
  return coverage;
}

AuditSample mutant(std::string key, std::string path, std::string before, std::string after) {
  return {std::move(key), std::move(path), std::move(before), std::move(after),
          "fixtures/reference/tables/equipment.json:12:3"};
}

// Operators and rule sets over all cells, and the score.
void sum(Audit& audit) {
  for (const AuditCell& cell : audit.cells) {
    auto at = std::find_if(audit.classes.begin(), audit.classes.end(),
                           [&](const AuditClass& one) { return one.mutation == cell.mutation; });
    if (at == audit.classes.end())
      at = audit.classes.insert(at, {cell.mutation, cell.mutation + " is done to a value", 0, 0, 0, 0, ""});
    at->mutants += cell.mutants, at->found += cell.found, at->holes += cell.holes;
    for (const auto& [rules, count] : cell.masked) {
      at->masked += count;
      auto rule = std::find_if(audit.rules.begin(), audit.rules.end(),
                               [&, &set = rules](const AuditRule& one) { return one.rules == set; });
      if (rule == audit.rules.end())
        rule = audit.rules.insert(rule, {rules, 0, {}, {}, cell.table, cell.masked_samples.at(rules)});
      rule->mutants += count;
      rule->mutations[cell.mutation] += count;
      const std::string field = cell.table + "." + cell.path;
      if (std::find(rule->fields.begin(), rule->fields.end(), field) == rule->fields.end())
        rule->fields.push_back(field);
    }
  }
  audit.score = 100.0 * static_cast<double>(audit.mutants - audit.holes) / static_cast<double>(audit.mutants);
  audit.per_second = 61'200;
}

Audit audit() {
  Audit audit;
  audit.seed = 7;
  audit.exhaustive = false;
  audit.dataset = "source";
  audit.rows = 250;
  audit.seconds = 1.62;
  const std::vector<std::string> operators = {"change a digit",
                                              "last decimal",
                                              "sign",
                                              "scale",
                                              "unit in the last place",
                                              "swap fields",
                                              "swap columns",
                                              "drop row",
                                              "add row",
                                              "duplicate row",
                                              "null to empty",
                                              "empty to null",
                                              "null to absent",
                                              "outer space",
                                              "outer tab",
                                              "outer NBSP",
                                              "inner space",
                                              "zero width",
                                              "NFC to NFD",
                                              "homoglyph",
                                              "case",
                                              "truncate",
                                              "mojibake",
                                              "number to text",
                                              "zone shift",
                                              "one millisecond",
                                              "one microsecond",
                                              "reorder array",
                                              "double element",
                                              "2^53 neighbour",
                                              "float32 round trip"};
  const std::vector<std::pair<std::string, std::vector<std::string>>> tables = {
      {"equipment", {"id", "name", "icon_url", "sort_order"}},
      {"equipment_categories", {"id", "name"}},
      {"exercises", {"id", "name", "aliases", "created_at"}},
      {"motion_paths", {"id", "scores.upper[*]"}},
      {"muscles", {"id", "name", "created_at"}}};
  for (const auto& [table, paths] : tables)
    for (std::size_t field = 0; field < paths.size(); ++field)
      for (std::size_t i = 0; i < operators.size(); ++i) {
        if ((i * 7 + field * 3 + table.size()) % 6 == 0) continue;  // has no value to work on
        AuditCell cell;
        cell.comparison = "source → database", cell.table = table, cell.path = paths[field],
        cell.mutation = operators[i];
        cell.mutants = 40 + i;
        cell.found = cell.mutants;
        const bool name = cell.path == "name", time = cell.path == "created_at";
        const auto hide = [&](const std::string& rules, std::uint64_t count, AuditSample sample) {
          cell.masked[rules] = count;
          cell.masked_samples[rules] = std::move(sample);
          cell.found -= count;
        };
        if (name && cell.mutation.starts_with("outer"))
          hide("trim", cell.mutants - 2, mutant(R"(["BARBELL"])", "name", R"("Barbell")", R"("Barbell ")"));
        if (cell.path == "icon_url" && cell.mutation == "null to empty")
          hide("empty", cell.mutants, mutant(R"(["BOX"])", "icon_url", "null", R"("")"));
        if (time && cell.mutation == "one microsecond")
          hide("precision+time", 12,
               mutant(R"(["GLUTE_MAX"])", "created_at", "2024-02-03T03:05:06.789Z",
                      "2024-02-03T03:05:06.789001Z"));
        if (cell.path == "scores.upper[*]" && cell.mutation == "last decimal") {
          cell.holes = 3, cell.found -= 3;
          cell.hole_samples = {
              mutant(R"(["PRESS",3])", "scores.upper[2]", "0.3750000000000000001", "0.3750000000000000002")};
        }
        audit.mutants += cell.mutants, audit.found += cell.found, audit.holes += cell.holes;
        for (const auto& [rules, count] : cell.masked) audit.masked += count;
        audit.cells.push_back(std::move(cell));
      }
  sum(audit);
  audit.classes.push_back({"re-parent a child", "a child is given another parent", 0, 0, 0, 0,
                           "no table of the contract has a parent"});
  audit.not_applicable = {"re-parent a child: no table of the contract has a parent"};
  return audit;
}

}  // namespace

Result explained() {
  Result result = failing();
  ComparisonResult &seed = result.comparisons[0], &serve = result.comparisons[1];
  result.clusters = causes(seed, serve);
  for (Cluster& cluster : result.clusters)
    cluster.places = {{cluster.table, cluster.path, cluster.count, cluster.of}};
  for (ComparisonResult* hop : {&seed, &serve}) {
    hop->planted = hop->planted_found = 8;
    for (TableResult& table : hop->tables)
      for (Difference& difference : table.samples)
        for (const Cluster& cluster : result.clusters)
          for (const std::string& print : cluster.fingerprints)
            if (print == difference.fingerprint) difference.cluster = cluster.id;
  }
  result.accepted_file = "contracts/accepted.yaml";
  result.accepted = ledger();
  for (Difference& difference : seed.tables[1].samples)
    if (difference.path == "icon_url") difference.accepted = "A-014";
  seed.tables[1].accepted = result.totals.accepted = 3;
  result.rule_uses = lines();
  result.coverage = looked_at();
  result.volatile_fields = {
      {"bootstrap", "exercises", "served_at", 31, "2026-03-02T09:15:05.120Z → 2026-03-02T09:15:05.433Z"}};
  result.verdict = spell_verdict(result);
  return result;
}

Result audited() {
  Result result;
  result.tool = "parity 0.1.0";
  result.scenario = "reference-data", result.scenario_file = "scenarios/reference-data.yaml";
  result.contract = "reference-data", result.contract_file = "contracts/reference-data.yaml";
  result.started = "2026-03-02T09:15:04Z";
  result.seconds = 1.7;
  result.command = "parity audit scenarios/reference-data.yaml --seed 7";
  result.rule_uses = lines();
  result.audit = audit();
  result.outcome = Outcome::failed;
  result.exit_code = 1;
  result.exit_reason = "the contract has holes";
  result.verdict = "FAIL: 3 of " + thousands(result.audit->mutants) + " mutants got through unsaid";
  return result;
}

Result complete() {
  Result result = explained();
  const Result gates = gated();
  result.contracts = gates.contracts;
  result.go = gates.go, result.gates = gates.gates, result.requirements = gates.requirements;
  result.audit = audit();
  result.interrupted = true;
  result.errors = {"an error"};
  result.comparisons[0].error = "an error";
  TableResult& first = result.comparisons[0].tables[0];
  first.notes = {"a note"};
  first.fields[0].rules = {"N03 trim"};
  using K = DifferenceKind;
  for (const K kind : {K::missing_table, K::extra_table, K::null_key, K::extra_field}) {
    Difference difference;
    difference.comparison = result.comparisons[0].name, difference.table = first.name;
    difference.key = "[1]", difference.path = difference.field = "name", difference.kind = kind;
    difference.fingerprint = fingerprint(difference);
    ++first.by_kind[kind], ++first.by_fate[Fate::none];
    first.samples.push_back(difference);
  }
  first.outcome = Outcome::failed;
  result.comparisons[1].outcome = Outcome::errored;
  result.scenario_hash = "xxh3:5be1c3b0a9d4f7e2", result.shard = "2/3", result.shuffle = 7;
  result.change = Change{"out/before/result.json",
                         "2026-03-01T09:15:04Z",
                         2,
                         1,
                         9,
                         1,
                         1'770,
                         {{"f-0123456789abcdef", "value in equipment.label [\"ROPE\"] (source → database)"}}};
  first.samples[0].transition = Transition::fresh;
  if (first.samples.size() > 1) first.samples[1].transition = Transition::persisting;
  Check& check = result.checks.front();
  check.outcome = Outcome::failed;
  check.transition = Transition::regressed;
  check.steps = {
      {"GET /health", "contracts/api.yaml:12", Outcome::passed, {}, "> curl http://api.test/health\n< 200\n"},
      {"GET /version",
       "contracts/api.yaml:15",
       Outcome::failed,
       {"status is 501, not 200"},
       "> curl http://api.test/version\n< 501\n"}};
  return result;
}

}  // namespace parity::reports::samples
