// What a scenario says of gates: what each needs, evidence from outside of the run, and the files of
// statements that its checks prove. As read; what the names stand for is settled in harness/gates.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/scenario/command.h"

namespace parity {

struct NeedPlan {
  enum class Kind {
    named,        // a bare word: a gate, a suite, checks, a comparison, or `parity`
    gate,         //
    suite,        //
    checks,       // an id, or a glob over ids
    comparison,   // "source → database"
    parity,       // all comparisons
    requirement,  // all checks that name these statements
    result,       // what an earlier run left
  };
  Kind kind = Kind::named;
  std::string name;              // as reports say it
  std::vector<Text> statements;  // requirement: ids, and ranges "S2-051..S2-065"
  Text path;                     // result: a file, a folder that holds one, or a glob of either
  std::optional<std::chrono::milliseconds> younger_than;  // result; not set: a day
  std::uint64_t at_least = 1;                             // result: so many of them
  Location where;
};

struct GatePlan {
  std::string name;
  std::string text;
  std::vector<NeedPlan> needs;
  std::vector<Text> requirements;  // ids of the statements that it proves
  Location where;
};

// A check whose answer comes from outside of the run.
struct EvidencePlan {
  enum class Kind { junit, run, file, certificate };
  Kind kind = Kind::file;
  std::string name;
  std::string about;                    // what it proves, for people
  Text path;                            // junit, file, certificate: a path or glob
  Text key;                             // certificate: file of the public key
  std::vector<Text> has, lacks, lines;  // file: text that stands in it, that must not, whole lines
  std::optional<Command> run;           // `expect_exit` is set
  std::optional<std::chrono::milliseconds> younger_than;  // all but run
  std::vector<Text> requirements;
  Location where;
};

}  // namespace parity
