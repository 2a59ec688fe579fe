#include "reports/samples.h"

#include "reports/fingerprint.h"
#include "reports/words.h"

namespace parity::reports::samples {

using namespace std::string_literals;

namespace {

Side side(std::string type, std::string raw, std::string origin, std::string normalized = {}) {
  const std::uint64_t length = raw.size();
  return {true, std::move(type), std::move(raw), std::move(normalized), length, std::move(origin)};
}

const Side kNowhere{};

Result run(std::string scenario) {
  Result result;
  result.tool = "parity 0.1.0";
  result.scenario = std::move(scenario);
  result.scenario_file = "scenarios/" + result.scenario + ".yaml";
  result.contract = "reference-data";
  result.contract_file = "contracts/reference-data.yaml";
  result.started = "2026-03-02T09:15:04Z";
  result.seconds = 1.284;
  result.environment = {{"PostgreSQL", "15.10, ephemeral"},
                        {"Subject", "refdata serve, port 41873"},
                        {"Unicode", "15.0"},
                        {"Contract hash", "xxh3:5be1c3b0a9d4f7e2"}};
  result.command = "parity run " + result.scenario_file;
  return result;
}

DatasetResult dataset(std::string name, std::string kind, std::string place, std::string identity,
                      const std::vector<std::pair<std::string, std::uint64_t>>& tables) {
  DatasetResult result{std::move(name), std::move(kind), std::move(place), std::move(identity), {}, {}};
  for (const auto& [table, rows] : tables) result.tables.push_back({table, rows, 0.012});
  return result;
}

TableResult green(std::string name, std::uint64_t rows, const std::vector<std::string>& fields) {
  TableResult table;
  table.name = table.source_name = table.target_name = std::move(name);
  table.source_rows = table.target_rows = table.paired = table.equal = rows;
  table.key = {"id"};
  for (const std::string& field : fields) table.fields.push_back({field, rows, 0, {}, {}, {}, {}});
  return table;
}

void mask(TableResult& table, std::size_t field, std::vector<std::string> rules, std::uint64_t count,
          std::vector<MaskedSample> samples) {
  table.fields[field].masked.push_back({std::move(rules), count, std::move(samples)});
  table.masked_rows += count;
  table.equal -= count;
}

struct Finding {
  std::string key, path, field;
  DifferenceKind kind;
  Side source, target;
  std::vector<std::string> rules;
  Fate fate = Fate::none;
};

Difference& add(ComparisonResult& comparison, std::size_t table, Finding finding, std::uint64_t count = 1) {
  TableResult& into = comparison.tables[table];
  Difference difference;
  difference.comparison = comparison.name;
  difference.table = into.name;
  difference.key = finding.key;
  difference.path = finding.path;
  difference.field = finding.field;
  difference.kind = finding.kind;
  difference.source = finding.source;
  difference.target = finding.target;
  difference.rules = finding.rules;
  difference.fate = finding.fate;
  difference.fingerprint = fingerprint(difference);
  if (!finding.key.empty())
    difference.command =
        "parity run scenarios/reference-data.yaml --table " + into.name + " --key '" + finding.key + "'";
  into.outcome = comparison.outcome = Outcome::failed;
  into.by_kind[finding.kind] += count;
  into.by_fate[finding.fate] += count;
  for (FieldResult& field : into.fields)
    if (field.name == finding.field) field.by_kind[finding.kind] += count, field.different += count;
  into.samples.push_back(difference);
  return into.samples.back();
}

// Totals, outcome and verdict from what was put together.
Result finish(Result result) {
  Totals& totals = result.totals;
  for (const ComparisonResult& comparison : result.comparisons) {
    for (const TableResult& table : comparison.tables) {
      ++totals.tables;
      totals.rows += table.source_rows + table.target_rows;
      for (const auto& [kind, count] : table.by_kind) totals.differences += count;
      for (const FieldResult& field : table.fields) {
        totals.cells += field.compared;
        for (const Masked& masked : field.masked) {
          std::string rules;
          for (const std::string& rule : masked.rules) rules += (rules.empty() ? "" : "+") + rule;
          result.masked_by_rule[rules] += masked.count;
          totals.masked += masked.count;
        }
      }
      if (table.outcome == Outcome::passed) ++totals.passed;
      if (table.outcome == Outcome::failed) ++totals.failed;
      if (table.outcome == Outcome::errored) ++totals.errored;
      if (table.outcome == Outcome::skipped) ++totals.skipped;
    }
    if (comparison.outcome == Outcome::failed && result.outcome == Outcome::passed)
      result.outcome = Outcome::failed;
    if (comparison.outcome == Outcome::errored) result.outcome = Outcome::errored;
  }
  for (const Check& check : result.checks) {
    if (check.outcome == Outcome::passed) ++totals.passed;
    if (check.outcome == Outcome::failed) ++totals.failed;
    if (check.outcome == Outcome::skipped) ++totals.skipped;
  }
  switch (result.outcome) {
    case Outcome::passed: result.exit_reason = "everything asked was checked and holds"; break;
    case Outcome::failed:
      result.exit_code = 1;
      result.exit_reason = "a difference was found";
      break;
    case Outcome::errored:
      result.exit_code = 3;
      result.exit_reason = "the dataset 'bootstrap' could not be read";
      break;
    case Outcome::skipped:
      result.exit_code = 4;
      result.exit_reason = "no table is in both datasets";
      break;
  }
  result.verdict = spell_verdict(result);
  return result;
}

const std::vector<std::pair<std::string, std::uint64_t>> kTables = {{"equipment_categories", 9},
                                                                    {"equipment", 48},
                                                                    {"exercise_categories", 12},
                                                                    {"muscles", 64},
                                                                    {"motions", 31},
                                                                    {"motion_paths", 57},
                                                                    {"training_focus", 7},
                                                                    {"set_schemes", 22}};

ComparisonResult compare(std::string source, std::string target, std::string chain) {
  ComparisonResult comparison;
  comparison.name = source + " → " + target;
  comparison.source = std::move(source);
  comparison.target = std::move(target);
  comparison.chain = std::move(chain);
  for (const auto& [table, rows] : kTables)
    comparison.tables.push_back(
        green(table, rows, {"id", "name", "icon_url", "sort_order", "created_at", "aliases", "scores"}));
  return comparison;
}

constexpr const char* kChain = "source → database → bootstrap";

std::vector<DatasetResult> three_datasets() {
  return {
      dataset("source", "json", "fixtures/reference/tables/*.json", "sha256:9f2c41d07be3", kTables),
      dataset("database", "postgres", "postgresql://parity@/run_7f3a?host=/tmp/parity-41/socket",
              "snapshot 00000003-0000001B-1", kTables),
      dataset("bootstrap", "http", "http://127.0.0.1:41873/api/v1/reference/bootstrap", "seq:412", kTables)};
}

void mask_as_usual(ComparisonResult& hop) {
  mask(hop.tables[1], 1, {"trim"}, 6,
       {{R"(["BARBELL"])", "name",
         side("text", R"("Barbell ")", "fixtures/reference/tables/equipment.json:12:3", R"("Barbell")"),
         side("text", R"("Barbell")", "table public.equipment, ctid (0,4)")},
        {R"(["KB_16"])", "name",
         side("text", "\"Kettlebell\u00a016\u00a0kg\u00a0\"",
              "fixtures/reference/tables/equipment.json:140:3", "\"Kettlebell\u00a016\u00a0kg\""),
         side("text", "\"Kettlebell\u00a016\u00a0kg\"", "table public.equipment, ctid (0,31)")}});
  mask(hop.tables[1], 2, {"empty"}, 12,
       {{R"(["BOX"])", "icon_url",
         side("text", R"("")", "fixtures/reference/tables/equipment.json:30:3", "null"),
         side("null", "null", "table public.equipment, ctid (0,9)")}});
  mask(hop.tables[3], 4, {"time", "precision"}, 1,
       {{R"(["GLUTE_MAX"])", "created_at",
         side("text", R"("2024-02-03T04:05:06.789123+01:00")", "fixtures/reference/tables/muscles.json:88:5",
              "2024-02-03T03:05:06.789Z"),
         side("timestamptz", "2024-02-03T03:05:06.789Z", "table public.muscles, ctid (1,7)")}});
}

}  // namespace

Result passing() {
  Result result = run("reference-data");
  result.datasets = three_datasets();
  result.comparisons = {compare("source", "database", kChain), compare("database", "bootstrap", kChain)};
  mask_as_usual(result.comparisons[0]);
  for (ComparisonResult& hop : result.comparisons)
    hop.tables[1].fields.push_back(
        {"legacy_flag", 0, 0, {}, {}, "only_in: source (contracts/reference-data.yaml:31)", {}});
  return finish(result);
}

Result failing() {
  Result result = run("reference-data");
  result.cell = "defect=naive-seed";
  result.datasets = three_datasets();
  result.datasets[1].notes = {"column search: type tsvector has no decoder, read as text"};
  result.comparisons = {compare("source", "database", kChain), compare("database", "bootstrap", kChain)};
  mask_as_usual(result.comparisons[0]);
  ComparisonResult& seed = result.comparisons[0];
  ComparisonResult& serve = result.comparisons[1];
  const std::string json = "fixtures/reference/tables/";
  using K = DifferenceKind;

  add(seed, 1,
      {R"(["EZ_BAR"])",
       "name",
       "name",
       K::value,
       side("text", "\"EZ\u00a0curl bar\"", json + "equipment.json:52:3"),
       side("text", R"("EZ curl bar")", "table public.equipment, ctid (0,12)"),
       {"N03 trim"},
       Fate::carried},
      41);
  add(seed, 1,
      {R"(["CAFE"])",
       "name",
       "name",
       K::value,
       side("text", "\"Caf\u00e9 bench\"", json + "equipment.json:61:3"),
       side("text", "\"Cafe\u0301 bench\"", "table public.equipment, ctid (0,14)"),
       {"N03 trim"},
       Fate::carried},
      0);
  add(seed, 1,
      {R"(["ROPE"])",
       "name",
       "name",
       K::value,
       side("text", R"("Rope\t")", json + "equipment.json:70:3", R"("Rope")"),
       side("text", "\"Rop\u200be\"", "table public.equipment, ctid (0,15)"),
       {"N03 trim"},
       Fate::carried},
      0);
  add(seed, 1,
      {R"(["BENCH"])",
       "name",
       "name",
       K::value,
       side("text", R"("Bench, flat")", json + "equipment.json:71:3"),
       side("text", R"("Bench, flаt")", "table public.equipment, ctid (0,16)"),
       {"N03 trim"},
       Fate::carried},
      0);
  add(seed, 1,
      {R"(["SLED"])",
       "sort_order",
       "sort_order",
       K::type,
       side("number", "17", json + "equipment.json:80:3"),
       side("text", R"("17")", "table public.equipment, ctid (0,17)"),
       {},
       Fate::compensated});
  add(seed, 1,
      {R"(["TRX"])",
       "icon_url",
       "icon_url",
       K::null,
       side("text", R"("")", json + "equipment.json:91:3", "null"),
       side("text", R"("undefined")", "table public.equipment, ctid (0,20)"),
       {"N06 empty"},
       Fate::carried},
      3);
  add(seed, 1,
      {R"(["CHAIN_20KG"])",
       "",
       "",
       K::missing_row,
       side("object", R"({"id":"CHAIN_20KG","name":"Chain, 20 kg","icon_url":null,"sort_order":46})",
            json + "equipment.json:412:3"),
       kNowhere,
       {},
       Fate::carried});
  Difference& twice = add(seed, 1,
                          {R"(["BAND"])",
                           "",
                           "",
                           K::duplicate_key,
                           side("object", R"({"id":"BAND","name":"Band"})", json + "equipment.json:33:3"),
                           kNowhere,
                           {},
                           Fate::none});
  twice.note = "rows at lines 33 and 402 share this key";
  Difference& aliases =
      add(seed, 3,
          {R"(["LATS"])",
           "aliases",
           "aliases",
           K::value,
           side("array", R"(["latissimus","lats","back wings"])", json + "muscles.json:41:3"),
           side("array", R"(["latissimus","back wings","lats"])", "table public.muscles, ctid (0,8)"),
           {"N14 array"},
           Fate::carried});
  aliases.edits = {
      {' ', R"("latissimus")"}, {'-', R"("lats")"}, {' ', R"("back wings")"}, {'+', R"("lats")"}};
  add(seed, 5,
      {R"(["PRESS",3])",
       "scores.upper[2]",
       "scores",
       K::value,
       side("number", "0.3750000000000000001", json + "motion_paths.json:210:9"),
       side("number", "0.375", "table public.motion_paths, ctid (2,1)"),
       {},
       Fate::carried},
      128);
  Difference& drop = add(seed, 7,
                         {"",
                          "created_at",
                          "created_at",
                          K::missing_field,
                          side("text", R"("2024-01-01T00:00:00Z")", json + "set_schemes.json:2:3"),
                          kNowhere,
                          {},
                          Fate::none});
  drop.count = 22;
  drop.note = "the whole column is missing";
  add(seed, 7,
      {R"(["CLUSTER"])",
       "name",
       "name",
       K::uncomparable,
       side("invalid", R"(invalid UTF-8 at byte 14)", json + "set_schemes.json:9:12"),
       side("text", R"("Cluster sets")", "table public.set_schemes, ctid (0,3)"),
       {},
       Fate::none});
  add(serve, 4,
      {R"(["HINGE"])",
       "",
       "",
       K::extra_row,
       kNowhere,
       side("object", R"~({"id":"HINGE","name":"Hinge (old)"})~",
            "http://127.0.0.1:41873/api/v1/reference/bootstrap /tables/motions/12"),
       {},
       Fate::introduced});
  Difference& order = add(serve, 6,
                          {R"(["POWER"])",
                           "",
                           "",
                           K::order,
                           kNowhere,
                           side("object", R"({"id":"POWER","sort_order":3})",
                                "http://127.0.0.1:41873/api/v1/reference/bootstrap /tables/training_focus/2"),
                           {},
                           Fate::introduced});
  order.note = "sent after [\"STRENGTH\"], whose sort_order is 4; promised order is sort_order, id";
  add(serve, 2,
      {R"(["CORE"])",
       "created_at",
       "created_at",
       K::value,
       side("timestamptz", "2024-03-31T01:30:00Z", "table public.exercise_categories, ctid (0,2)"),
       side("text", R"("2024-03-31T03:30:00")",
            "http://127.0.0.1:41873/api/v1/reference/bootstrap /tables/exercise_categories/1"),
       {"N10 time"},
       Fate::introduced});
  seed.tables[1].different_rows = 45, seed.tables[1].equal = 30 - 18, seed.tables[1].target_rows = 47,
  seed.tables[1].paired = 47;
  seed.tables[3].different_rows = 1, seed.tables[3].equal -= 1;
  seed.tables[5].different_rows = 44, seed.tables[5].equal = 13;
  seed.tables[7].different_rows = 1, seed.tables[7].equal = 21;
  serve.tables[4].target_rows = 32;
  serve.tables[2].different_rows = 1, serve.tables[2].equal = 11;
  TableResult audit = green("admin_audit", 0, {});
  audit.target_rows = 0;
  audit.not_compared = "only_in: database (contracts/reference-data.yaml:58)";
  audit.outcome = Outcome::skipped;
  seed.tables.push_back(audit);
  seed.tables[1].fields.push_back(
      {"legacy_flag", 0, 0, {}, {}, "only_in: source (contracts/reference-data.yaml:31)", {}});
  result.checks = {
      {"reference-api/version",
       "reference-api",
       "GET /version answers seq:N",
       Outcome::passed,
       "",
       "",
       "contracts/reference-api.yaml:14",
       0.004,
       {"S2-071", "S2-077"},
       {"api"}},
      {"reference-api/unknown-table",
       "reference-api",
       "an unknown table is 404",
       Outcome::failed,
       "status is 500, not 404",
       "GET /api/v1/reference/nonesuch\n< 500 Internal Server Error\n< {\"error\":\"relation does not "
       "exist\"}",
       "contracts/reference-api.yaml:40",
       0.006,
       {"S2-082"},
       {"api"}},
      {"smoke/offline",
       "smoke",
       "cold offline start says so",
       Outcome::skipped,
       "needs the provider matrix",
       "",
       "scenarios/smoke/offline.yaml:3",
       0,
       {},
       {}},
  };
  result.notes = {"rule N05 text_case masked nothing and changed nothing in this run"};
  return finish(result);
}

Result errored() {
  Result result = run("reference-data");
  result.datasets = three_datasets();
  result.datasets.pop_back();
  result.comparisons = {compare("source", "database", kChain)};
  ComparisonResult serve;
  serve.name = "database → bootstrap";
  serve.source = "database", serve.target = "bootstrap", serve.chain = kChain;
  serve.outcome = Outcome::errored;
  serve.error =
      "the dataset 'bootstrap' could not be read: GET http://127.0.0.1:41873/api/v1/reference/bootstrap: 503";
  result.comparisons.push_back(serve);
  result.errors = {
      "reading dataset 'bootstrap': GET http://127.0.0.1:41873/api/v1/reference/bootstrap answered 503 "
      "Service Unavailable "
      "three times\n  body: {\"error\":\"database is down\"}\n  subject log: connection refused"};
  return finish(result);
}

Result hostile() {
  Result result = run("hostile");
  result.scenario = "</title><script>alert('s')</script>\x1b[31m";
  result.environment.push_back({"onload=\"x\"", "a\0b]]>"s});
  ComparisonResult comparison;
  comparison.name = "a<b> → c&d";
  comparison.source = "a<b>", comparison.target = "c&d";
  comparison.tables = {green("\"><img src=x onerror=alert(1)>", 4, {"n]]>ame", "big"})};
  using K = DifferenceKind;
  const std::string controls = "\"nul \0, bell \a, escape \x1b[2J, delete \x7f\""s;
  add(comparison, 0,
      {R"(["]]>"])",
       "n]]>ame",
       "n]]>ame",
       K::value,
       side("text", controls, "x.json:1:1"),
       side("text", "\"]]><script>alert(1)</script><!--\"", "javascript:alert(1)"),
       {"<b>rule</b>"}});
  add(comparison, 0,
      {"[\"\u202ertl\u202c\"]",
       "n]]>ame",
       "n]]>ame",
       K::value,
       side("text", "\"abc \u202etxt.exe\u2066\"", ""),
       side("text", "\"bad \xff\xfe \xed\xa0\x80 \xf4\x90\x80\x80 end\xc3", ""),
       {}});
  Side big = side("text", "\"" + std::string(4096, 'x'), "");
  big.length = 1 << 20;
  add(comparison, 0, {R"(["big"])", "big", "big", K::value, big, side("text", R"("x")", ""), {}});
  comparison.tables[0].samples[2].edits = {{'-', std::string(100, '<')}, {'+', "&amp;"}};
  comparison.tables[0].equal = 1, comparison.tables[0].different_rows = 3;
  result.comparisons = {comparison};
  result.notes = {std::string("note with \x01 and \r\n lines\u2028and \xc0\xaf")};
  result.checks = {{"id", "suite]]>", "name\n", Outcome::failed, "<message>", "detail ]]> &", "", 0, {}, {}}};
  return finish(result);
}

Result empty() {
  Result result = run("nothing");
  result.outcome = Outcome::skipped;
  return finish(result);
}

}  // namespace parity::reports::samples
