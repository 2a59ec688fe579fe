#include "harness/audit/audit.h"

#include <algorithm>
#include <set>

#include "harness/audit/field_audit.h"
#include "harness/audit/sample.h"
#include "normalizers/test.h"
#include "normalizers/tiny_json.h"

namespace parity {
namespace {

using reports::Audit;
using reports::AuditCell;

// Tables in memory, audited as dataset "source" of a comparison with "target".
class Trial {
 public:
  // Rows as JSON arrays; "absent" stands for no value.
  Trial& table(const std::string& name, const std::vector<std::string>& columns, const std::string& rows) {
    SampledTable table;
    table.info.name = name;
    for (const std::string& column : columns) table.info.columns.push_back({column, "", Kind::invalid});
    const Value list = tiny_json(arena_.copy(rows), arena_);
    for (const Value& row : list.items()) {
      const auto values = arena_.array<Value>(row.size);
      for (std::size_t i = 0; i < values.size(); ++i) {
        const Value& value = row.elements[i];
        values[i] = value.kind == Kind::text && value.view() == "absent" ? Value::absent() : value;
      }
      table.rows.push_back(values);
    }
    tables_.push_back(std::move(table));
    TableContract rules;
    rules.name = name;
    rules.key = {columns[0]};
    contract.tables.push_back(std::move(rules));
    return *this;
  }
  RuleSet& field(const std::string& name, std::size_t table = 0) {
    return contract.tables[table].fields[name];
  }

  Audit run(AuditOptions options = {}) {
    SampleReader reader(tables_);
    comparison.contract = &contract;
    std::vector<AuditedDataset> datasets{{dataset_over(reader, "source", false), {comparison}}};
    return audit(datasets, options);
  }

  Contract contract;
  AuditedComparison comparison{"source → target", "target", false, nullptr, {}};

 private:
  Arena arena_;
  std::vector<SampledTable> tables_;
};

Trial lifters() {
  Trial trial;
  trial.table("lifts", {"id", "name", "load", "tags", "at"},
              R"([[1, "Bench press", 62.5, ["a", "b"], "2024-03-31T02:30:00+01:00"],
                  [2, "Köln 7", 131.99, [], null],
                  [3, "", 9007199254740993, ["x"], "absent"]])");
  return trial;
}

std::uint64_t count(const Audit& audit, const std::string& rules, const std::string& mutation) {
  for (const reports::AuditRule& rule : audit.rules) {
    const auto at = rule.mutations.find(mutation);
    if (rule.rules == rules) return at == rule.mutations.end() ? 0 : at->second;
  }
  return 0;
}

const reports::AuditClass& class_of(const Audit& audit, const std::string& mutation) {
  return *std::find_if(audit.classes.begin(), audit.classes.end(),
                       [&](const reports::AuditClass& one) { return one.mutation == mutation; });
}

TEST_CASE("a strict contract has no hole, and hides what is one by nature") {
  const Audit audit = lifters().run();
  CHECK(audit.holes == 0);
  CHECK(audit.exhaustive);
  CHECK(audit.mutants == audit.found + audit.masked);
  CHECK(audit.score == 100);
  std::set<std::string> rules;
  for (const reports::AuditRule& rule : audit.rules) rules.insert(rule.rules);
  CHECK(rules == std::set<std::string>{"number", "by nature: row order"});
}

TEST_CASE("every operator is listed, those without a mutant with the reason") {
  const Audit audit = lifters().run();
  CHECK(audit.classes.size() == value_mutations().size() + 3 + 6);
  for (const reports::AuditClass& one : audit.classes) {
    CAPTURE(one.mutation);
    CHECK(one.none.empty() == (one.mutants > 0));
    CHECK(one.mutants == one.found + one.masked + one.holes);
  }
  CHECK(class_of(audit, "member order").none == "no value here is an object with two members");
}

TEST_CASE("what a rule hides is counted for that rule") {
  Trial trial = lifters();
  trial.field("name").trim = Declared<Trim>{{Sides::both, TrimSet::space}, {}, ""};
  trial.field("name").empty = Declared<Emptiness>{Emptiness::null, {}, ""};
  trial.field("load").tolerance = Declared<Tolerance>{{"0.01", ""}, {}, ""};
  trial.field("tags").array = Declared<ArrayRule>{{ArrayOrder::multiset, {}}, {}, ""};
  const Audit audit = trial.run();
  CHECK(audit.holes == 0);
  CHECK(count(audit, "trim", "outer space") == 6);  // behind and before, in three rows
  CHECK(count(audit, "trim", "outer tab") == 0);
  CHECK(count(audit, "trim", "inner space") == 0);
  CHECK(count(audit, "empty", "null, \"\" and absent") > 0);
  CHECK(count(audit, "tolerance", "last decimal") == 1);
  CHECK(count(audit, "array", "reordered array") == 1);
  CHECK(count(audit, "array", "doubled element") == 0);
}

TEST_CASE("a field of one side is masked by the line that says so") {
  Trial trial = lifters();
  trial.field("load").only_in = Declared<std::vector<std::string>>{{"source"}, {}, "dropped"};
  const Audit audit = trial.run();
  CHECK(audit.holes == 0);
  CHECK(count(audit, "only_in", "sign") == 3);
}

TEST_CASE("a table that no comparison has is a hole in each of its mutants") {
  Trial trial = lifters();
  trial.table("forgotten", {"id", "v"}, R"([[1, "a"], [2, "b"]])");
  trial.comparison.only_tables = {"lifts"};
  const Audit audit = trial.run();
  CHECK(audit.holes > 0);
  for (const AuditCell& cell : audit.cells) {
    if (cell.table == "forgotten")
      CHECK(cell.holes == cell.mutants);
    else
      CHECK(cell.holes == 0);
  }
  CHECK(class_of(audit, "dropped row").holes == 2);
  trial.comparison.only_tables.clear();
  CHECK(trial.run().holes == 0);
}

TEST_CASE("rows in another order are found where an order is promised, and only there") {
  Trial trial = lifters();
  CHECK(class_of(trial.run(), "reordered rows").masked == 2);
  trial.contract.tables[0].order = {{"id", true, false}};
  CHECK(class_of(trial.run(), "reordered rows").masked == 2);
  trial.comparison.ordered = true;
  CHECK(class_of(trial.run(), "reordered rows").found == 2);
}

TEST_CASE("rows that are lost, doubled or new are found by the join") {
  Trial trial = lifters();
  trial.table("sets", {"id", "lift_id"}, R"([["s1", 1], ["s2", 2], ["s3", 2]])");
  const Audit audit = trial.run();
  for (const char* mutation : {"dropped row", "added row", "doubled row"})
    CHECK(class_of(audit, mutation).found == 6);
  CHECK(class_of(audit, "dropped child").found == 3);
  CHECK(class_of(audit, "re-parented child").found > 0);
  CHECK(class_of(audit, "re-parented child").masked == 0);
}

TEST_CASE("a key that a rule makes another row's key is found") {
  Trial trial;
  trial.table("t", {"code", "v"}, R"([["a", 1], ["b", 2]])");
  trial.field("code").text_case = Declared<TextCase>{TextCase::fold, {}, ""};
  const Audit audit = trial.run();
  CHECK(audit.holes == 0);
  CHECK(count(audit, "case", "case") == 4);
  CHECK(class_of(audit, "null, \"\" and absent").masked == 0);  // a key of nothing is told in any case
}

TEST_CASE("the other style of a name is hidden by the rule on names, a typing mistake is found") {
  Trial trial;
  trial.table("t", {"id", "displayName"}, R"([[1, "a"], [2, "b"]])");
  trial.contract.names = NameStyle::snake_case;
  const Audit audit = trial.run();
  CHECK(class_of(audit, "renamed key").masked == 1);
  CHECK(class_of(audit, "renamed key").found == 2);
  trial.contract.names = NameStyle::as_is;
  CHECK(class_of(trial.run(), "renamed key").masked == 0);
}

TEST_CASE("references are followed to rows of the sample") {
  Trial trial;
  trial.table("kinds", {"id", "code"}, R"([[1, "x"], [2, "y"]])");
  trial.table("things", {"id", "kind"}, R"([["a", 1], ["b", 2]])");
  trial.contract.tables[0].key = {"code"};
  trial.field("kind", 1).references = Declared<Reference>{{"kinds", "id"}, {}, ""};
  const Audit audit = trial.run();
  CHECK(audit.holes == 0);
  CHECK(class_of(audit, "re-parented child").found == 2);
  CHECK(class_of(audit, "dropped child").found == 2);
}

TEST_CASE("a sample is the same for one seed, has its size, and reaches every field") {
  Trial trial = lifters();
  const auto told = [](const Audit& audit) {
    std::string text;
    for (const AuditCell& cell : audit.cells)
      text +=
          cell.path + cell.mutation + std::to_string(cell.mutants) + " " + std::to_string(cell.found) + "\n";
    return text;
  };
  AuditOptions options;
  options.mutants = 300;
  options.seed = 7;
  const Audit first = trial.run(options);
  CHECK(told(first) == told(trial.run(options)));
  CHECK_FALSE(first.exhaustive);
  CHECK(first.mutants <= 300);
  CHECK(first.mutants > 150);
  std::set<std::string> fields;
  for (const AuditCell& cell : first.cells) fields.insert(cell.path);
  CHECK(fields.size() == 6);  // five, and whole rows
}

// The oracle: a whole comparison of the table with one mutant in it, for every mutant.
struct Counter : CompareObserver {
  void difference(const reports::Difference&, const Evidence*) override { ++differences; }
  void table_started(const std::string&, std::uint64_t) override {}
  void rows_read(std::uint64_t) override {}
  void table_done(const std::string&) override {}
  bool stop() override { return false; }
  int differences = 0;
};

TEST_CASE("the judge says what a run says") {
  Arena arena;
  SampledTable table;
  table.info.name = "t";
  for (const char* name : {"id", "name", "load", "at"})
    table.info.columns.push_back({name, "", Kind::invalid});
  const Value rows =
      tiny_json(R"([["K1", " Bench ", 62.50, "2024-03-31T02:30:00+01:00"], ["K2", "", 1, null]])", arena);
  for (const Value& row : rows.items()) table.rows.push_back(row.items());
  Contract contract;
  TableContract& rules = contract.tables.emplace_back();
  rules.name = "t";
  rules.key = {"id"};
  rules.fields["id"].text_case = Declared<TextCase>{TextCase::lower, {}, ""};
  rules.fields["name"].trim = Declared<Trim>{{Sides::both, TrimSet::white_space}, {}, ""};
  rules.fields["name"].empty = Declared<Emptiness>{Emptiness::null, {}, ""};
  rules.fields["load"].tolerance = Declared<Tolerance>{{"0.5", ""}, {}, ""};
  rules.fields["at"].time = Declared<TimeRule>{{true, "", nullptr}, {}, ""};
  SampleReader source({table});
  const std::vector<ComparedDataset> planned{dataset_over(source, "source", false),
                                             dataset_over(source, "target", false)};
  const std::vector<PlannedTable> tables = plan(planned, contract, {});
  const TableReferences none;
  Judge judge(tables[0], none, none);
  int found = 0, hidden = 0;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    for (std::size_t column = 0; column < 4; ++column) {
      for (const Mutation& mutation : value_mutations()) {
        const Value& value = table.rows[row][column];
        for (int variant = 0; variant < mutation.real(value); ++variant) {
          Mutant mutant;
          if (!mutation.make(value, variant, arena, mutant)) continue;
          if (same(mutant.before, mutant.after, NumberForm::scale)) continue;
          std::vector<Value> changed(table.rows[row].begin(), table.rows[row].end());
          changed[column] = mutant.after;
          judge.against(table.rows[row]);
          const MutantVerdict verdict = judge.judge(changed, {&column, 1});
          SampledTable other = table;
          other.rows[row] = changed;
          SampleReader target({other});
          Counter run;
          const CompareOutcome outcome =
              compare({dataset_over(source, "source", false), dataset_over(target, "target", false)},
                      {{{0, 1}}}, contract, {}, run);
          CAPTURE(std::string(mutation.name), spell(mutant.before), spell(mutant.after));
          CHECK(verdict.found == (run.differences > 0));
          std::string masked;
          for (const reports::FieldResult& field : outcome.comparisons[0].tables[0].fields) {
            for (const reports::Masked& by : field.masked) {
              for (const std::string& rule : by.rules) masked += (masked.empty() ? "" : "+") + rule;
            }
          }
          if (!verdict.found && verdict.hidden_by != bit(Rule::number))
            CHECK(masked == hidden_by_text(verdict.hidden_by));
          ++(verdict.found ? found : hidden);
        }
      }
    }
  }
  CHECK(found > 100);
  CHECK(hidden > 20);
}

}  // namespace
}  // namespace parity
