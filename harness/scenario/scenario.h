// A scenario as plain data: what to start, what to read, what to compare. Filled by load_scenario.h from
// YAML; the format reference for people is scenarios/README.md.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "harness/environment/fault.h"
#include "harness/scenario/command.h"
#include "harness/scenario/gate_plan.h"
#include "harness/yaml/yaml.h"
#include "normalizers/contract.h"
#include "normalizers/location.h"

namespace parity {

struct SqlStep {  // prepare: { sql: "…" | file: x.sql } against the environment's database
  std::optional<Text> sql;
  std::optional<Text> file;
  Location where;
};

// How often something may have come to a proxy.
struct CountRange {
  std::uint64_t at_least = 0;
  std::optional<std::uint64_t> at_most;
};
struct ExpectedTraffic {
  std::optional<CountRange> connections, requests;
  std::vector<std::pair<std::string, CountRange>> paths;  // of requests
  Location where;
};

struct ProxyStep {  // prepare: { proxy: NAME, fault: …, expect: … }
  std::string proxy;
  std::optional<ExpectedTraffic> expect;  // since the last step that looked at it; before `fault`
  std::string name;                       // of its check
  std::vector<Text> requirements;         // ids of the statements that its check proves
  std::optional<ProxyFault> fault;        // from now on
  Location where;
};

struct PrepareStep {
  std::optional<Command> run;
  std::optional<SqlStep> sql;
  std::optional<ProxyStep> proxy;
};

struct Environment {
  struct Postgres {
    bool ephemeral = false;
    std::optional<Text> url;                      // an existing server: a database is made on it for the run
    std::map<std::string, std::string> settings;  // of the server; at `url`, of the sessions
    Location where;
  };
  struct Subject {
    std::string name = "subject";  // "${subject.url}" …
    Command run;
    std::string ready_path;  // GET answers 2xx; empty: ready when its port accepts
    std::chrono::milliseconds within{10'000};
  };
  struct Proxy {
    std::string name;  // "${name.url}", "${name.port}"
    Text to;
    ProxyFault fault;
    std::optional<ExpectedTraffic> expect;  // in the whole run
    Location where;
  };
  std::optional<Postgres> postgres;
  std::vector<Proxy> proxies;
  std::vector<PrepareStep> prepare;
  std::vector<Subject> subjects;
  std::vector<PrepareStep> once_ready;  // when the subjects are
};

struct Dataset {
  enum class Kind { json, postgres, catalog, http, sqlite, command };
  std::string name;
  Kind kind = Kind::json;
  Text place;                      // path or glob, URL; command: its first word
  std::optional<Command> command;  // command: the program, whose output is JSON; `within` is the timeout
  std::optional<std::string>
      pointer;  // json, http, command: JSON Pointer to the object whose members are the tables
  std::vector<std::pair<std::string, Text>>
      table_places;  // http: table → URL, where each has its own endpoint (rows at `pointer`)
  std::vector<std::string> only_tables;  // empty: all; with queries: none but these
  std::vector<std::string> skip_tables;
  std::string schema;                     // postgres, catalog; empty: public
  std::map<std::string, Text> where_sql;  // postgres: table or "*" → condition
  std::vector<std::pair<std::string, Text>>
      queries;  // postgres: name → SELECT whose rows are a table of that name
  std::vector<std::pair<std::string, Text>> headers;  // http
  std::chrono::milliseconds timeout{30'000};
  int retries = 2;
  std::uint64_t max_bytes = 0;                // http; 0: 1 GiB
  std::vector<std::string> version_pointers;  // http: whose values name the state of the data
  bool ordered = false;   // rows are promised in the contract's order (http: true unless said otherwise)
  bool lines = false;     // json: NDJSON whatever the name says
  bool extended = false;  // json, command: MongoDB's Extended JSON
  bool allow_empty = false;
  std::vector<std::string> allow_empty_tables;
  Location where;
};

struct Parity {                       // one entry of `parity:`
  std::vector<std::string> datasets;  // two: compare; more: chain
  bool chain = false;
  // Which of Scenario::other_contracts holds; empty: the scenario's own. A file, or the place of a contract
  // or of tables that stand in the scenario, "scenarios/x.yaml:12".
  std::string contract_file;
  std::vector<std::string> only_tables;
  std::vector<Text> requirements;  // ids of the statements that its comparisons prove
  Location where;
};

// What a run is expected to find, for scenarios that prove that a defect is seen. The run passes when the
// findings are these and no others.
struct Expectation {
  std::string comparison;  // "source → database"; empty: any
  std::string table;
  std::string field;
  std::string kind;                    // difference kind as in reports, "missing row"
  std::optional<std::string> key;      // as in reports: ["BARBELL", 3]
  std::optional<std::uint64_t> count;  // findings; not set: at least one
  Location where;
};
struct Expect {
  std::vector<Expectation> findings;
  std::vector<Text> checks;          // ids or names of checks that must fail
  std::optional<std::string> error;  // the run is errored (or its set-up fails) with this text in it
  std::vector<Text> requirements;    // ids of the statements that these checks prove
  Location where;
};

// One entry of `suites:`. What stands in its file is read by harness/suites.
struct SuiteEntry {
  std::filesystem::path file;
  std::string name;                                // in place of the file's own; empty: its own
  std::vector<std::pair<std::string, Yaml>> with;  // inputs; references to the environment still in them
  std::set<std::string> known;                     // what the environment will answer: "postgres.url"
  Location where;
};

// Where a contract of a scenario was read from, to be read again without the scenario.
struct ContractSource {
  std::string file;     // empty: it stands in the scenario
  std::string written;  // then as YAML; empty: there is none
  std::string tables;   // laid over it, as YAML; empty: none are
};

struct Scenario {
  std::string name;
  std::string about;
  std::string file;
  std::filesystem::path directory;  // relative paths start here
  std::vector<std::string> tags;
  Contract contract;
  std::map<std::string, Contract> other_contracts;  // by Parity::contract_file
  std::map<std::string, ContractSource> sources;    // of these, and of `contract` by ""
  Environment environment;
  std::vector<Dataset> datasets;
  std::vector<Parity> parity;
  std::vector<SuiteEntry> suites;
  std::optional<Expect> expect;
  std::optional<Text> accepted;  // the ledger of accepted differences, a path that starts at `directory`
  std::vector<GatePlan> gates;   // in the order written
  std::vector<EvidencePlan> evidence;   // in the order written
  std::vector<Text> requirement_files;  // statements that checks name; paths that start at `directory`
  std::vector<std::pair<std::string, std::string>> cell;  // this point of the matrix: axis → value
  std::set<std::string> variables;                        // names of `${var:…}` that its file reads
  std::vector<std::string> notes;  // what is odd and no error: a dataset that nothing uses
};

// "source → database", each pair that is compared.
std::vector<std::string> comparisons_of(const Scenario& scenario);

// The contract under which an entry of `parity` is compared.
inline const Contract& contract_of(const Scenario& scenario, const Parity& parity) {
  return parity.contract_file.empty() ? scenario.contract : scenario.other_contracts.at(parity.contract_file);
}

}  // namespace parity
