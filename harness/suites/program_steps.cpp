// Steps that run, start and stop programs, and write files for them.
#include <fstream>
#include <sstream>
#include <thread>

#include <fmt/format.h>

#include "harness/environment/interrupt.h"
#include "harness/environment/readiness.h"
#include "harness/error.h"
#include "harness/suites/check_run.h"
#include "harness/suites/step_words.h"

namespace parity {
namespace {

constexpr std::uintmax_t kMostOutput = 16u << 20;
constexpr std::size_t kOutputShown = 2'000;

// A word that is a reference to a list stands for all its words.
std::vector<std::string> words_of(const ProgramStep& step, const Scope& scope) {
  std::vector<std::string> words;
  for (const Yaml& node : step.argv) {
    const Datum word = evaluate(node, scope);
    if (word.value().kind != Kind::array) {
      words.push_back(to_text(word.value()));
      continue;
    }
    for (const Value& item : word.value().items()) words.push_back(to_text(item));
  }
  if (words.empty()) throw undecidable("there is no program to run, only an empty list of words");
  return words;
}

ProcessSpec spec_of(const ProgramStep& step, CheckWorld& world, const Scope& scope) {
  ProcessSpec spec;
  spec.argv = words_of(step, scope);
  for (const auto& [name, value] : step.env) spec.env.emplace_back(name, evaluate_text(value, scope));
  if (step.stdin_file) spec.stdin_file = world.directory / evaluate_text(*step.stdin_file, scope);
  spec.directory = world.directory;
  spec.log = world.next_log();
  return spec;
}

std::string read_whole(const std::filesystem::path& file) {
  std::error_code none;
  if (std::filesystem::file_size(file, none) > kMostOutput && !none)
    throw undecidable("a program printed more than 16 MiB");
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::string in_words(const ProcessSpec& spec, const ExitStatus& status, const std::string& out,
                     const std::string& err) {
  std::string text = "  $";
  for (const std::string& word : spec.argv) text += " " + word;
  text += "\n";
  if (!out.empty()) text += indented(first_bytes(out, kOutputShown), "  < ");
  if (!err.empty()) text += indented(first_bytes(err, kOutputShown), "  ! ");
  return text + "  " + describe(status) + "\n";
}

}  // namespace

StepOutcome run_program(const ProgramStep& step, CheckWorld& world, const Scope& scope) {
  ProcessSpec spec = spec_of(step, world, scope);
  spec.stdout_file = spec.log;
  spec.stdout_file->replace_extension(".out");
  const ExitStatus status = run_process(spec, step.within);
  if (status.timed_out)
    throw undecidable(fmt::format("'{}' did not end within {} ms; its last lines:\n{}", spec.argv[0],
                                  step.within.count(), tail(spec.log)));
  const std::string out = read_whole(*spec.stdout_file);
  const std::string err = read_whole(spec.log);
  StepOutcome outcome;
  outcome.parts = {
      {"exit", Datum::number(status.code)}, {"stdout", Datum::text(out)}, {"stderr", Datum::text(err)}};
  if (!out.empty()) outcome.parts.emplace_back("json", Datum::json(out));
  outcome.shown = in_words(spec, status, out, err);
  return outcome;
}

StepOutcome start_program(const StartStep& step, CheckWorld& world, Scope& scope) {
  const std::uint16_t port = assign_port();
  scope.set(step.name + ".port", Datum::number(port));
  scope.set(step.name + ".url", Datum::text(fmt::format("http://127.0.0.1:{}", port)));
  world.programs.erase(step.name);
  const Process& program =
      world.programs.emplace(step.name, Process(spec_of(step.program, world, scope))).first->second;
  if (step.waits) wait_ready(port, step.ready_path.value_or(""), step.program.within, program);
  return {};
}

StepOutcome stop_program(const StopStep& step, CheckWorld& world) {
  const auto at = world.programs.find(step.name);
  if (at == world.programs.end()) throw undecidable(fmt::format("nothing named '{}' was started", step.name));
  StepOutcome outcome;
  const ExitStatus status = at->second.stop_with(step.signal);
  outcome.parts = {{"exit", Datum::number(status.code)}};
  outcome.shown = fmt::format("  {} {}\n", step.name, describe(status));
  world.programs.erase(at);
  return outcome;
}

StepOutcome wait_for_end(const WaitForEndStep& step, CheckWorld& world) {
  const auto at = world.programs.find(step.name);
  if (at == world.programs.end()) throw undecidable(fmt::format("nothing named '{}' was started", step.name));
  const auto until = std::chrono::steady_clock::now() + step.within;
  while (!at->second.ended()) {
    throw_if_interrupted();
    if (std::chrono::steady_clock::now() >= until)
      throw undecidable(fmt::format("'{}' did not end within {} ms; its last lines:\n{}", step.name,
                                    step.within.count(), tail(at->second.log())));
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  const std::string said = read_whole(at->second.log());
  StepOutcome outcome = stop_program({step.name, SIGTERM}, world);
  outcome.shown = indented(first_bytes(said, kOutputShown), "  < ") + outcome.shown;
  return outcome;
}

StepOutcome write_file(const WriteStep& step, const CheckWorld& world, const Scope& scope) {
  const Datum folder = scope.find("run.folder");
  if (!folder.there()) throw undecidable("there is no folder of a run to write into").at(step.file.where);
  const std::filesystem::path own = std::filesystem::path(to_text(folder.value())).lexically_normal();
  const std::filesystem::path file = (world.directory / evaluate_text(step.file, scope)).lexically_normal();
  const std::filesystem::path inside = file.lexically_relative(own);
  if (inside.empty() || inside.begin()->string() == ".." || inside == ".")
    throw undecidable(fmt::format("{} is not in the run's folder", file.string()))
        .at(step.file.where)
        .with_hint("files are written to ${run.folder}/… only");
  std::error_code problem;
  std::filesystem::create_directories(file.parent_path(), problem);
  std::ofstream out(file, std::ios::binary);
  out << evaluate_text(step.content, scope) << std::flush;
  if (!out) throw undecidable("cannot write " + file.string()).at(step.file.where);
  return {};
}

}  // namespace parity
