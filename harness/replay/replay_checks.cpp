// Checks held again against what their steps got: see replay.h.
#include <algorithm>

#include "harness/error.h"
#include "harness/replay/replay.h"

namespace parity {
namespace {

// A step that ended in an error got nothing that anything could be held against.
ReplayedCheck replayed(const RecordedCheck& check) {
  ReplayedCheck again{check, {}};
  for (const RecordedStep& step : check.steps) {
    std::vector<Fault> faults;
    try {
      faults = hold_again(step);
    } catch (const Error& error) { faults = {{"", std::string("cannot be told here: ") + error.what()}}; }
    for (const Fault& fault : faults)
      again.faults.push_back(step.name + ": " + fault.path + (fault.path.empty() ? "" : " ") + fault.message);
  }
  if (!check.error.empty()) again.faults.push_back(check.error);
  return again;
}

}  // namespace

std::vector<ReplayedCheck> replay_checks(const Bundle& bundle, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    if (std::any_of(bundle.checks.begin(), bundle.checks.end(),
                    [&](const RecordedCheck& check) { return check.id == id; }))
      continue;
    throw usage_error("the bundle holds no check " + id);
  }
  std::vector<ReplayedCheck> all;
  for (const RecordedCheck& check : bundle.checks)
    if (ids.empty() || std::find(ids.begin(), ids.end(), check.id) != ids.end())
      all.push_back(replayed(check));
  return all;
}

}  // namespace parity
