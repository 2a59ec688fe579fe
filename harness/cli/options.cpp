// Arguments to options: see options.h. The only home of CLI11.
#include "harness/cli/options.h"

#include <algorithm>
#include <charconv>

#include <CLI/CLI.hpp>

#include "harness/error.h"
#include "harness/yaml/nearest.h"
#include "reports/write_reports.h"

namespace parity {
namespace {

constexpr const char* kFooter =
    "exit codes: 0 everything asked holds · 1 a difference, a failed check or NO-GO · 2 command line, "
    "scenario or "
    "contract is wrong\n"
    "            3 something could not be decided · 4 nothing was compared · 70 a bug in parity · 130 "
    "interrupted";

std::pair<std::string, std::string> split_at_equals(const std::string& text, const char* what) {
  const std::size_t at = text.find('=');
  if (at == std::string::npos || at == 0)
    throw usage_error(std::string(what) + " takes NAME=VALUE, not '" + text + "'");
  return {text.substr(0, at), text.substr(at + 1)};
}

// "256MB", "1GiB", "4096": bytes. Units are powers of 1024, as memory is counted.
std::uint64_t parse_size(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  std::string unit(end, text.data() + text.size());
  for (char& c : unit) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const std::map<std::string, int> shifts = {{"", 0},     {"b", 0},   {"k", 10},  {"kb", 10},
                                             {"kib", 10}, {"m", 20},  {"mb", 20}, {"mib", 20},
                                             {"g", 30},   {"gb", 30}, {"gib", 30}};
  const auto shift = shifts.find(unit);
  if (status != std::errc() || shift == shifts.end() || number > (std::uint64_t{1} << 30)) {
    throw usage_error("--memory takes a size such as 256MB or 1GB, not '" + text + "'");
  }
  return number << shift->second;
}

// A command that a shell takes as it stands.
std::string quoted(const std::string& word) {
  const bool plain =
      !word.empty() &&
      word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+@%") ==
          std::string::npos;
  if (plain) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string report_formats() {
  std::string names;
  for (const reports::Renderer& renderer : reports::renderers())
    names += (names.empty() ? "" : ", ") + std::string(renderer.name);
  return names;
}

class CommandLine {
 public:
  CommandLine() {
    app_.name("parity");
    app_.footer(kFooter);
    app_.require_subcommand(1);
    app_.set_version_flag("--version", version_text());
    add_run();
    add_audit();
    add_accept();
    add_others();
  }

  Parsed parse(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
      const auto chosen = app_.get_subcommands();
      return {std::nullopt, chosen.empty() ? app_.help() : chosen.front()->help()};
    } catch (const CLI::CallForAllHelp&) {
      return {std::nullopt, app_.help("", CLI::AppFormatMode::All)};
    } catch (const CLI::CallForVersion&) {
      return {std::nullopt, version_text() + "\n"};
    } catch (const CLI::ParseError& error) {
      refuse_verb(argc > 1 ? argv[1] : "");
      throw usage_error(error.what()).with_hint("`parity --help` and `parity run --help` list what there is");
    }
    finish();
    for (int i = 0; i < argc; ++i) options_.again += (i == 0 ? "parity" : " " + quoted(argv[i]));
    return {options_, {}};
  }

 private:
  // What CLI11 calls a missing subcommand.
  void refuse_verb(const std::string& verb) const {
    std::vector<std::string> verbs;
    for (const CLI::App* app : app_.get_subcommands(nullptr)) verbs.push_back(app->get_name());
    if (verb.starts_with('-') || std::find(verbs.begin(), verbs.end(), verb) != verbs.end()) return;
    throw usage_error(verb.empty() ? "nothing was asked for" : "there is no command '" + verb + "'")
        .with_hint(verb.empty() ? "`parity --help` lists what there is" : suggest(verb, verbs));
  }

  void common(CLI::App* command) {
    command->add_option("--color", color_, "auto, always or never")
        ->envname("PARITY_COLOR")
        ->check(CLI::IsMember({"auto", "always", "never"}));
    command->add_flag("-v", verbose_, "more; twice: all");
    command->add_flag("-q,--quiet", quiet_, "the verdict only");
  }
  void scenarios(CLI::App* command) {
    command->add_option("PATH", paths_, "scenario files, or folders that hold some")->required();
    command->add_option("--var", variables_, "a value for ${var:NAME}: NAME=VALUE")->type_name("NAME=VALUE");
    command->add_option("--matrix", cell_, "only cells with this value: AXIS=VALUE")->type_name("AXIS=VALUE");
    command
        ->add_option("-f,--filter", options_.filter,
                     "only scenarios and cells named so: TEXT in it, or a glob")
        ->envname("PARITY_FILTER")
        ->type_name("TEXT");
    command->add_option("-t,--tag", options_.tags, "only scenarios with this tag")->envname("PARITY_TAG");
    common(command);
  }

  void ledger(CLI::App* command) {
    command
        ->add_option("--accepted", options_.accepted,
                     "accepted differences, instead of the ledgers that scenarios name")
        ->envname("PARITY_ACCEPTED")
        ->type_name("FILE");
  }
  void add_accept() {
    CLI::App* accept =
        app_.add_subcommand("accept", "write differences of a run into the ledger of accepted ones");
    Options::Accept& what = options_.accept;
    accept->add_option("RESULT", options_.result, "result.json of the run, or the folder that it is in")
        ->required();
    accept->add_option("--finding", what.findings, "the fingerprint of a difference: f-…")
        ->type_name("FINGERPRINT");
    accept->add_option("--until", what.until, "the last day on which they are accepted")->type_name("DATE");
    accept->add_option("--why", what.why, "the reason")->type_name("TEXT");
    accept->add_option("--owner", what.owner, "who answers for them")->type_name("TEXT");
    accept->add_option("--ticket", what.ticket, "where they are followed up")->type_name("TEXT");
    accept->add_option("--max", what.max, "so many differences each, at most")
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 53))
        ->type_name("COUNT");
    accept->add_option("--to", what.to, "the ledger; default: the one that the run had")->type_name("FILE");
    accept->add_flag("--prune", what.prune, "take out the entries that matched nothing in that run");
    accept->callback([this] { options_.verb = Verb::accept; });
  }

  void output(CLI::App* command, const char* folder = "folder for the result and its reports (out)") {
    command->add_option("-o,--output", output_, folder)->envname("PARITY_OUTPUT")->type_name("DIR");
    command->add_option("--report", report_, "another report: FORMAT[=PATH]; formats: " + report_formats())
        ->envname("PARITY_REPORT")
        ->type_name("FORMAT[=PATH]");
    for (const char* format : {"html", "junit", "json"}) {
      command->add_flag_callback(
          std::string("--") + format, [this, format] { report_.emplace_back(format); },
          std::string("the same as --report ") + format);
    }
  }

  void add_run() {
    CLI::App* run = app_.add_subcommand("run", "run scenarios: start what must run, read, compare, report");
    scenarios(run);
    output(run);
    run->add_option("--table", options_.tables, "only this table, by its name in the contract")
        ->envname("PARITY_TABLE");
    run->add_option("--key", options_.key, "only rows of this key: a value, or a JSON array of values")
        ->envname("PARITY_KEY")
        ->type_name("KEY");
    CLI::Option* check = run->add_option("--check", options_.checks,
                                         "only these checks of suites: SUITE/CHECK, * stands for anything");
    check->envname("PARITY_CHECK")->type_name("ID");
    run->add_flag("--expected", options_.expected,
                  "only the checks of suites that a scenario expects to fail, where it does")
        ->excludes(check);
    run->add_option("--shuffle", options_.shuffle, "the checks of each suite in another order, by this seed")
        ->envname("PARITY_SHUFFLE")
        ->type_name("SEED");
    run->add_option("--shard", shard_, "only the Ith of N parts of the scenarios and cells: I/N")
        ->envname("PARITY_SHARD")
        ->type_name("I/N");
    run->add_flag("--allow-empty", options_.allow_empty, "tables without rows may be compared")
        ->envname("PARITY_ALLOW_EMPTY");
    run->add_flag("--calibrate", options_.calibrate,
                  "read every dataset twice: a field that changes in between has to be declared")
        ->envname("PARITY_CALIBRATE");
    run->add_option("--memory", memory_, "how much memory to use before spilling to disk (256MB)")
        ->envname("PARITY_MEMORY")
        ->type_name("SIZE");
    run->add_option("-j,--jobs", options_.streams, "streams at a time for one large table (2)")
        ->envname("PARITY_JOBS")
        ->check(CLI::Range(1, 64));
    run->add_option(
           "--baseline", options_.baseline,
           "an earlier result: findings are new, regressed or persisting since, and no rule may hide more")
        ->envname("PARITY_BASELINE")
        ->type_name("RESULT");
    CLI::Option* bundle =
        run->add_flag("--bundle", options_.bundle,
                      "keep the rows of findings in bundle.zip, also where none fails the run");
    run->add_flag("--no-bundle", options_.no_bundle, "write no bundle.zip")->excludes(bundle);
    run->add_option("--bundle-findings", options_.bundle_findings,
                    "at most so many findings in bundle.zip (100)")
        ->check(CLI::Range(std::size_t{1}, std::size_t{20'000}))
        ->type_name("COUNT");
    run->add_option("--history", options_.history,
                    "add a line of numbers to the history in this folder, and plot it")
        ->envname("PARITY_HISTORY")
        ->type_name("DIR");
    ledger(run);
    run->add_option(
           "--certificate", options_.certificate,
           "sign what was found with this Ed25519 key (PEM): certificate.json in the result's folder")
        ->envname("PARITY_CERTIFICATE")
        ->type_name("KEY");
    run->add_flag("-x,--fail-fast", options_.fail_fast,
                  "stop behind the first scenario or cell that is not green");
    run->callback([this] { options_.verb = Verb::run; });
  }

  void add_audit() {
    CLI::App* audit = app_.add_subcommand(
        "audit", "mutate the rows of a dataset and see what the contract would let through");
    scenarios(audit);
    output(audit);
    audit->add_option("--dataset", options_.datasets, "whose rows (the first one of each comparison)")
        ->envname("PARITY_DATASET");
    audit->add_option("--seed", options_.seed, "another choice of mutants where not all are tried (0)")
        ->envname("PARITY_SEED");
    audit->add_option("--mutants", options_.mutants, "try so many, fairly chosen, instead of all")
        ->envname("PARITY_MUTANTS")
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000}));
    audit->callback([this] { options_.verb = Verb::audit; });
  }

  void add_others() {
    CLI::App* list = app_.add_subcommand("list", "list scenarios and the cells of their matrices");
    scenarios(list);
    list->callback([this] { options_.verb = Verb::list; });
    CLI::App* validate = app_.add_subcommand("validate", "read scenarios and their contracts, run nothing");
    scenarios(validate);
    ledger(validate);
    validate->callback([this] { options_.verb = Verb::validate; });
    CLI::App* verify = app_.add_subcommand(
        "verify", "whether a certificate is genuine, and of these results: its signature, and their bytes");
    verify->add_option("CERTIFICATE", options_.certificate, "certificate.json of a run")->required();
    verify->add_option("RESULT", options_.paths,
                       "results that it must be of: files, or folders that hold one");
    verify->add_option("--key", options_.public_key, "the public key (PEM)")->required()->type_name("KEY");
    verify->callback([this] { options_.verb = Verb::verify; });

    CLI::App* coverage = app_.add_subcommand(
        "coverage", "which statements of a specification the scenarios check, as Markdown; nothing is run");
    scenarios(coverage);
    coverage->add_option("-o,--output", output_, "file for the page (stdout)")->type_name("FILE");
    coverage->callback([this] { options_.verb = Verb::coverage; });
    CLI::App* explain = app_.add_subcommand("explain", "what a rule means and what it can hide");
    explain->add_option("RULE", options_.topic, "its id or name: N03, trim; none: all of them");
    explain->add_option("--result", options_.result, "show what the rule hid in this run")
        ->type_name("RESULT");
    explain->callback([this] { options_.verb = Verb::explain; });
    CLI::App* diff = app_.add_subcommand(
        "diff", "what became of a run's findings in a later run: new, regressed, persisting, fixed");
    diff->add_option("OLD", options_.baseline, "the earlier result.json, or the folder that it is in")
        ->required();
    diff->add_option("NEW", options_.result, "the later one")->required();
    diff->add_flag("--json", options_.json, "as JSON");
    diff->callback([this] { options_.verb = Verb::diff; });
    CLI::App* again = app_.add_subcommand(
        "replay", "decide findings again: from a bundle alone, or with --result where they were found");
    again->add_option("BUNDLE", options_.replay.from, "bundle.zip of a run; with --result, a fingerprint")
        ->required();
    again->add_option("FINDING", options_.replay.findings, "only these of the bundle: f-…, or SUITE/CHECK");
    CLI::Option* contract = again->add_option("--contract", options_.replay.contract,
                                              "decide under this contract instead of the bundled one");
    contract->type_name("FILE");
    again
        ->add_option("--result", options_.result,
                     "of the run that found it: read its datasets again, as far as the finding needs them")
        ->type_name("RESULT")
        ->excludes(contract);
    again->add_flag("--live", options_.replay.live,
                    "run the bundle's scenario for these checks instead of asking what was recorded");
    again->add_option("--var", variables_, "with --result or --live, a value for ${var:NAME}: NAME=VALUE")
        ->type_name("NAME=VALUE");
    common(again);
    again->callback([this] { options_.verb = Verb::replay; });
    CLI::App* report = app_.add_subcommand(
        "report", "results of earlier runs in any format, and the shards of one run put together");
    report->add_option("RESULT", paths_, "result.json files, or folders that hold some")->required();
    output(report, "folder for the reports (beside a single result; out for several)");
    common(report);
    report->callback([this] { options_.verb = Verb::report; });
    CLI::App* doctor =
        app_.add_subcommand("doctor", "what this machine has, and what earlier runs left behind");
    doctor->add_flag("--clean", options_.clean, "remove what earlier runs left behind");
    doctor->callback([this] { options_.verb = Verb::doctor; });
    CLI::App* schema = app_.add_subcommand("schema", "the JSON Schemas of what parity reads and writes");
    CLI::App* print = schema->add_subcommand("print", "print one");
    schema->require_subcommand(1);
    print->add_option("NAME", options_.topic, "scenario, contract, suite, accepted, requirements or result")
        ->required()
        ->check(CLI::IsMember(
            {"scenario", "contract", "suite", "schema-contract", "accepted", "requirements", "result"}));
    print->callback([this] { options_.verb = Verb::schema_print; });
    CLI::App* version = app_.add_subcommand("version", "this version, and those of what decides");
    version->callback([this] { options_.verb = Verb::version; });
  }

  void finish() {
    for (const std::string& path : paths_) options_.paths.emplace_back(path);
    for (const std::string& text : variables_) options_.variables.insert(split_at_equals(text, "--var"));
    for (const std::string& text : cell_) options_.cell.insert(split_at_equals(text, "--matrix"));
    for (const std::string& text : report_) {
      const std::size_t at = text.find('=');
      const std::string format = text.substr(0, at);
      if (!reports::find_renderer(format)) {
        throw usage_error("there is no report format '" + format + "'")
            .with_hint("formats: " + report_formats());
      }
      options_.reports.emplace_back(format, at == std::string::npos ? "" : text.substr(at + 1));
    }
    if (!output_.empty()) options_.output = output_;
    if (!shard_.empty()) options_.shard = parse_shard(shard_);
    options_.memory = parse_size(memory_);
    options_.verbosity = quiet_ ? -1 : verbose_;
    options_.color = color_ == "always"  ? ColorWhen::always
                     : color_ == "never" ? ColorWhen::never
                                         : ColorWhen::automatic;
  }

  CLI::App app_{"proves that the new backend holds and serves exactly the data that the old one did"};
  Options options_;
  std::vector<std::string> paths_, variables_, cell_, report_;
  std::string output_, shard_, memory_ = "256MB", color_ = "auto";
  int verbose_ = 0;
  bool quiet_ = false;
};

}  // namespace

Parsed parse(int argc, char** argv) { return CommandLine().parse(argc, argv); }

std::string version_text() { return "parity " PARITY_VERSION; }

}  // namespace parity
