// What became of findings since an earlier result: of differences, known by their fingerprints, and of
// checks, known by their ids.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parity::reports {

enum class Transition {
  none,        // there is no earlier result, or nothing was found
  fresh,       // "new": the earlier run did not look there
  regressed,   // the earlier run looked there and found nothing
  persisting,  // it was found then too
};
std::string_view transition_name(Transition transition);  // "new"

// A finding that is there no more.
struct Fixed {
  std::string id;        // fingerprint, or id of the check
  std::string sentence;  // "value in equipment.label [\"BARBELL\"] (source → database)"
};

struct Change {
  std::string earlier;                                                // the earlier result's file
  std::string started;                                                // of that run, ISO 8601 UTC
  std::uint64_t fresh = 0, regressed = 0, persisting = 0, fixed = 0;  // findings
  std::uint64_t masked = 0;                                           // values that rules hid in that run
  std::vector<Fixed> samples;                                         // of what was fixed; at most 100
};

}  // namespace parity::reports
