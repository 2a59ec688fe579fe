// The words by which outcomes, kinds, fates and states are known in every report.
#include "reports/result.h"

namespace parity::reports {

std::string_view outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed: return "passed";
    case Outcome::failed: return "failed";
    case Outcome::errored: return "errored";
    case Outcome::skipped: return "skipped";
  }
  return "?";
}

std::string_view kind_name(DifferenceKind kind) {
  switch (kind) {
    case DifferenceKind::value: return "value";
    case DifferenceKind::type: return "type";
    case DifferenceKind::null: return "null";
    case DifferenceKind::missing_field: return "missing field";
    case DifferenceKind::extra_field: return "extra field";
    case DifferenceKind::missing_row: return "missing row";
    case DifferenceKind::extra_row: return "extra row";
    case DifferenceKind::missing_table: return "missing table";
    case DifferenceKind::extra_table: return "extra table";
    case DifferenceKind::duplicate_key: return "duplicate key";
    case DifferenceKind::null_key: return "null key";
    case DifferenceKind::order: return "order";
    case DifferenceKind::uncomparable: return "uncomparable";
  }
  return "?";
}

std::string_view fate_name(Fate fate) {
  switch (fate) {
    case Fate::none: return "none";
    case Fate::introduced: return "introduced";
    case Fate::carried: return "carried";
    case Fate::compensated: return "compensated";
  }
  return "?";
}

std::string_view transition_name(Transition transition) {
  switch (transition) {
    case Transition::none: return "none";
    case Transition::fresh: return "new";
    case Transition::regressed: return "regressed";
    case Transition::persisting: return "persisting";
  }
  return "?";
}

std::string_view accepted_state_name(AcceptedState state) {
  switch (state) {
    case AcceptedState::in_force: return "in force";
    case AcceptedState::lapsed: return "lapsed";
    case AcceptedState::stale: return "stale";
    case AcceptedState::over_maximum: return "over maximum";
  }
  return "?";
}

std::string_view gate_verdict_name(GateVerdict verdict) {
  switch (verdict) {
    case GateVerdict::passed: return "passed";
    case GateVerdict::failed: return "failed";
    case GateVerdict::blocked: return "blocked";
    case GateVerdict::not_proven: return "not proven";
  }
  return "?";
}

std::string_view requirement_status_name(RequirementStatus status) {
  switch (status) {
    case RequirementStatus::proven: return "proven";
    case RequirementStatus::failed: return "failed";
    case RequirementStatus::not_proven: return "not proven";
    case RequirementStatus::not_applicable: return "not applicable";
  }
  return "?";
}

}  // namespace parity::reports
