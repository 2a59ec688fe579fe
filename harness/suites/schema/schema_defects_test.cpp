// Each defect of a schema, alone in a fresh copy of it, is found by the checks that name it and by no others.
#include <map>
#include <sstream>

#include "harness/environment/process.h"
#include "harness/suites/schema/test_schema.h"
#include "normalizers/test.h"

using namespace parity;
using reports::Outcome;

namespace {

// What a defect's file says of itself: "-- found by probe.users.email.length".
std::vector<std::string> expected_in(const std::string& sql) {
  std::vector<std::string> ids;
  std::istringstream lines(sql);
  const std::string mark = "-- found by ";
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with(mark)) ids.push_back(line.substr(mark.size()));
  return ids;
}

void check_found(const SchemaContract& contract, const std::string& database,
                 const std::vector<std::string>& expected) {
  const auto checks = check_schema(contract, {database});
  INFO(told(checks, Outcome::failed) << told(checks, Outcome::errored));
  CHECK(red(checks) == expected);
}

// Those that fixtures/refdata makes, by name.
const std::map<std::string, std::vector<std::string>> kReferenceDefects = {
    {"trigger-per-row", {"trigger.grip_widths.update", "probe.grip_widths.counter.update"}},
    {"trigger-missing",
     {"trigger.stances.insert", "trigger.stances.update", "trigger.stances.delete",
      "trigger.stances.truncate", "probe.stances.counter.insert", "probe.stances.counter.update",
      "probe.stances.counter.delete", "probe.stances.counter.truncate"}},
    {"trigger-without-delete", {"trigger.muscles.delete", "probe.muscles.counter.delete"}},
    {"trigger-without-truncate", {"trigger.equipment.truncate", "probe.equipment.counter.truncate"}},
    {"trigger-disabled", {"trigger.units_of_measure.update", "probe.units_of_measure.counter.update"}},
    {"trigger-second-function",
     {"undeclared.function.motions_changed", "one_function.insert+update+delete+truncate"}},
    {"primary-key-missing",
     {"primary_key.loading_aids", "undeclared.index.loading_aids.loading_aids_id_idx"}},
    {"fk-missing",
     {"foreign_key.training_focus.category_id", "graph.equal", "probe.training_focus.category_id.dangling",
      "probe.training_focus.category_id.delete", "probe.training_focus.category_id.update"}},
    {"fk-no-action", {"foreign_key.cardio_types.category_id"}},
    {"fk-delete-cascade",
     {"foreign_key.equipment_icons.equipment_id", "probe.equipment_icons.equipment_id.delete"}},
    {"fk-update-no-cascade", {"foreign_key.motion_paths.motion_id", "probe.motion_paths.motion_id.update"}},
    {"fk-not-valid", {"foreign_key.exercises.grip_id"}},
    {"fk-index-missing", {"fk_index.exercises.motion_id"}},
    {"fk-index-partial",
     {"fk_index.equipment.category_id", "undeclared.index.equipment.equipment_category_id_idx"}},
    {"active-index-missing", {"index.motions.1"}},
    {"is-active-nullable", {"column.load_placements.is_active", "probe.load_placements.is_active.null"}},
    {"is-active-without-default",
     {"column.resistance_origins.is_active", "probe.resistance_origins.is_active.default"}},
    {"source-type-nullable",
     {"column.execution_styles.source_type", "probe.execution_styles.source_type.null"}},
    {"source-type-third-value",
     {"check.ranges_of_motion.source_type", "probe.ranges_of_motion.source_type.check"}},
    {"source-type-unchecked",
     {"check.support_structures.source_type", "probe.support_structures.source_type.check"}},
    {"check-widened", {"check.exercises.difficulty", "probe.exercises.difficulty.check"}},
    {"double-for-numeric", {"column.exercises.default_load_kg"}},
    {"float-for-numeric", {"column.units_of_measure.factor"}},
    {"numeric-one-decimal", {"column.training_focus.load_percent"}},
    {"integer-for-bigint", {"column.equipment.stock_number", "probe.equipment.stock_number.range"}},
    {"varchar-too-short", {"column.stances.label"}},
    {"char-for-text", {"column.exercise_categories.color_code"}},
    {"text-for-array", {"column.support_structures.contact_points"}},
    {"json-for-jsonb", {"column.motion_paths.angle_range"}},
    {"timestamp-without-zone", {"column.scoring_rules.effective_from"}},
    {"extra-table", {"undeclared.table.grips_backup"}},
    {"extra-column", {"undeclared.column.equipment.legacy_code"}},
};

}  // namespace

TEST_CASE("each defect of the gym schema is found by the checks that name it") {
  const SchemaContract contract = contract_of("gym");
  std::size_t defects = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kRoot / "fixtures/gym/defects")) {
    const std::string name = entry.path().stem().string(), sql = text_of(entry.path());
    INFO("defect: " << name);
    REQUIRE_FALSE(expected_in(sql).empty());
    const std::string url = migrated("gym", "gym_" + name);
    run_sql(url, sql);
    check_found(contract, url, expected_in(sql));
    drop_database(server().database("postgres"), "gym_" + name);
    ++defects;
  }
  CHECK(defects >= 70);
}

TEST_CASE("each defect of the reference schema is found by the checks that name it") {
  SchemaContract contract = contract_of("reference");
  contract.counter->rows = 20;  // enough to tell a row from a statement
  for (const auto& entry : std::filesystem::directory_iterator(kRoot / "fixtures/refdata/defects")) {
    const std::string name = entry.path().stem().string(), sql = text_of(entry.path());
    INFO("defect: " << name);
    const std::string url = migrated("refdata", "reference_" + name);
    run_sql(url, sql);
    check_found(contract, url, expected_in(sql));
    drop_database(server().database("postgres"), "reference_" + name);
  }
  std::map<std::string, std::vector<std::string>> defects = kReferenceDefects;
  for (const DeclaredTable& table : contract.tables)  // the function is everybody's
    if (table.counted) defects["trigger-bumps-always"].push_back("probe." + table.name + ".counter.update");
  for (const auto& [name, expected] : defects) {
    INFO("defect: " << name);
    const std::string url = migrated("refdata", "reference_" + name);
    const ExitStatus made =
        run_process({.argv = {"refdata", "migrate", "up", "--defect", name}, .env = {{"DATABASE_URL", url}}},
                    std::chrono::seconds(60));
    REQUIRE(made.code == 0);
    check_found(contract, url, expected);
    drop_database(server().database("postgres"), "reference_" + name);
  }
}
