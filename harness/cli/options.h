// The command line as data. Filled by parse() from arguments and their PARITY_… twins in the environment.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/run/shard.h"

namespace parity {

enum class Verb {
  run,
  audit,
  list,
  validate,
  coverage,
  explain,
  accept,
  diff,
  replay,
  report,
  verify,
  doctor,
  schema_print,
  version
};
enum class ColorWhen { automatic, always, never };

struct Options {
  Verb verb = Verb::run;
  std::vector<std::filesystem::path> paths;  // scenarios, or results: files, or folders that hold some
  std::string topic;                         // explain: a rule; schema print: a name
  std::optional<std::filesystem::path> output;
  std::vector<std::pair<std::string, std::filesystem::path>>
      reports;  // format → path; empty path: in the output folder
  std::map<std::string, std::string> variables;
  std::map<std::string, std::string> cell;  // --matrix axis=value
  std::vector<std::string> tables;
  std::string key;                  // only rows of this key
  std::vector<std::string> checks;  // run: only these of suites, "suite/check", with * for anything
  bool expected = false;            // run: only the checks that a scenario expects to fail, if any
  std::uint64_t shuffle = 0;        // run: seed of the order of checks; 0: as they stand
  std::optional<Shard> shard;       // run: a part of the scenarios and cells
  std::string filter;               // only scenarios and cells with a name like this
  std::vector<std::string> tags;
  std::uint64_t memory = std::uint64_t{256} << 20;
  int streams = 2;
  bool fail_fast = false;
  bool allow_empty = false;
  bool calibrate = false;
  std::vector<std::string> datasets;     // audit: those to mutate; empty: the first of each comparison
  std::uint64_t seed = 0;                // audit
  std::optional<std::uint64_t> mutants;  // audit; not set: all there are
  bool clean = false;                    // doctor
  std::optional<std::filesystem::path> accepted;  // the ledger, instead of those that the scenarios name
  std::optional<std::filesystem::path>
      baseline;  // run, diff: an earlier result, or (run) the folder that held several
  std::optional<std::filesystem::path> result;   // explain, accept, diff: of a run
  std::optional<std::filesystem::path> certificate;  // run: file of the private key; verify: the certificate
  std::optional<std::filesystem::path> public_key;   // verify
  bool json = false;                             // diff: for machines
  bool bundle = false, no_bundle = false;        // run: write one whatever was found, or none
  std::optional<std::filesystem::path> history;  // run: a folder that gets a line for each run
  std::size_t bundle_findings = 100;             // run: at most so many in it
  struct Replay {
    std::filesystem::path from;                     // a bundle; with `result`, a fingerprint
    std::vector<std::string> findings;              // of the bundle, or ids of its checks; empty: all
    bool live = false;                              // checks: ask again instead
    std::optional<std::filesystem::path> contract;  // instead of the bundled one
  };
  Replay replay;
  struct Accept {
    std::vector<std::string> findings;  // fingerprints
    std::string until, why, owner, ticket;
    std::optional<std::uint64_t> max;
    std::optional<std::filesystem::path> to;
    bool prune = false;
  };
  Accept accept;
  int verbosity = 0;  // -1: quiet
  ColorWhen color = ColorWhen::automatic;
  std::string again;  // the command line that does the same
};

// What to do, or what was printed instead (help) with its exit code. Throws Error (usage).
struct Parsed {
  std::optional<Options> options;
  std::string text;  // for stdout
};
Parsed parse(int argc, char** argv);

std::string version_text();  // "parity 0.1.0"

}  // namespace parity
