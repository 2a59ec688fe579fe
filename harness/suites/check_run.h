// One check while it runs: its names, sessions, programs and states, and what was done until now. Everything
// that it started is gone with it.
#pragma once

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "harness/environment/process.h"
#include "harness/environment/sql_session.h"
#include "harness/readers/http_exchange.h"
#include "harness/suites/database_state.h"
#include "harness/suites/recorded_check.h"
#include "harness/suites/step_outcome.h"
#include "harness/suites/suite.h"
#include "reports/result.h"

namespace parity {

// What all steps of one check share.
struct CheckWorld {
  const Suite& suite;
  std::filesystem::path directory;  // that the suite's paths start at
  std::filesystem::path logs;       // of this check
  HttpClient http;
  std::map<std::string, SqlSession> sessions;
  std::map<std::string, Process> programs;
  std::map<std::string, DatabaseState> states;
  int logs_made = 0;
  const CheckRecorder* recorder = nullptr;  // null: nobody wants to know what steps got

  std::filesystem::path next_log();
};

// Each kind of step. They throw Error (undecidable) where no answer is to be had.
StepOutcome run_request(const RequestStep& step, CheckWorld& world, const Scope& scope);
StepOutcome run_query(const SqlQuery& step, CheckWorld& world, const Scope& scope);
StepOutcome run_program(const ProgramStep& step, CheckWorld& world, const Scope& scope);
StepOutcome start_program(const StartStep& step, CheckWorld& world, Scope& scope);
StepOutcome stop_program(const StopStep& step, CheckWorld& world);
StepOutcome wait_for_end(const WaitForEndStep& step, CheckWorld& world);
StepOutcome write_file(const WriteStep& step, const CheckWorld& world, const Scope& scope);
StepOutcome look_at_state(const StateStep& step, CheckWorld& world, const Scope& scope);
StepOutcome compare_values(const CompareStep& step, const Scope& scope);
StepOutcome look_at_value(const ValueStep& step, const Scope& scope);

class CheckRun {
 public:
  CheckRun(CheckWorld& world, Scope scope) : world_(world), scope_(std::move(scope)) {}

  // Runs them in order. Those that are only there to prepare or tidy up have to go well: where one does not,
  // the check is errored, whatever it was about.
  void prepare(const Steps& steps);
  void prove(const Steps& steps);
  void tidy_up(const Steps& steps);  // all of them, whatever happened

  // Whether a step of the record did not hold.
  bool record_tells() const { return std::find(red_.begin(), red_.end(), true) != red_.end(); }
  // What its steps got; asked for behind the last of them.
  std::vector<RecordedStep> take_record() { return std::move(record_); }
  // Outcome, message and detail.
  void tell(reports::Check& check) const;
  const Scope& scope() const { return scope_; }
  bool broken() const { return !error_.empty(); }

 private:
  struct Failure {
    std::string step;
    Location where;
    std::vector<Fault> faults;
    std::string shown;
  };

  static std::string in_one_line(const Failure& failure);
  bool run(const Steps& steps, Scope& scope);  // false: the check ends here
  bool run_one(const Step& step, Scope& scope);
  bool repeat(const ForEachStep& each, const Step& step, Scope& scope);
  bool include(const IncludeStep& include, Scope& scope);
  StepOutcome attempt(const Step& step, Scope& scope);
  void done(const Step& step, const Scope& scope, reports::Outcome outcome, const StepOutcome& saw);
  void record(RecordedStep step, bool red);
  void fail_with(const std::string& message, const Step& step);

  CheckWorld& world_;
  Scope scope_;
  std::vector<reports::CheckStep> steps_;  // what was done; what was seen, of the last ones
  std::vector<RecordedStep> record_;
  std::vector<bool> red_;  // which of these did not hold
  std::vector<Failure> failures_;
  std::string skipped_;
  std::string error_;
};

}  // namespace parity
