// Evidence looked at: see evidence.h.
#include "harness/gates/evidence.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <glob.h>

#include "harness/certificate/certificate.h"
#include "harness/error.h"
#include "harness/gates/age.h"
#include "harness/gates/junit_file.h"
#include "harness/scenario/references.h"
#include "reports/words.h"

namespace parity {
namespace {

using reports::Outcome;

// One piece of evidence being looked at. The first thing that is wrong decides; the rest is told beside it.
class Look {
 public:
  Look(const EvidencePlan& plan, const GateSurroundings& surroundings)
      : plan_(plan), surroundings_(surroundings) {
    check_.suite = "evidence";
    check_.id = "evidence/" + plan.name;
    check_.name = plan.about.empty() ? plan.name : plan.about;
    check_.where = plan.where.file + ":" + std::to_string(plan.where.line);
    for (const Text& id : plan.requirements) check_.requirements.push_back(id.value);
  }

  reports::Check look(const SpecOf& spec_of) try {
    switch (plan_.kind) {
      case EvidencePlan::Kind::run: run(spec_of); break;
      case EvidencePlan::Kind::junit: look_at_files(&Look::look_at_junit); break;
      case EvidencePlan::Kind::file: look_at_files(&Look::look_at_file); break;
      case EvidencePlan::Kind::certificate: look_at_files(&Look::look_at_certificate); break;
    }
    if (plan_.kind == EvidencePlan::Kind::junit) conclude_junit();
    return std::move(check_);
  } catch (const Error& error) {
    if (error.kind == ErrorKind::interrupted) throw;
    check_.outcome = Outcome::errored;
    check_.message = error.what();
    return std::move(check_);
  }

 private:
  void fail(const std::string& message) {
    if (check_.outcome == Outcome::failed) {
      check_.detail += (check_.detail.empty() ? "" : "\n") + message;
      return;
    }
    check_.outcome = Outcome::failed;
    check_.message = message;
  }

  void run(const SpecOf& spec_of) {
    const ProcessSpec spec = spec_of(*plan_.run, "evidence-" + plan_.name);
    const ExitStatus status = run_process(spec, plan_.run->within);
    if (!status.timed_out && status.signal == 0 && status.code == *plan_.run->expect_exit) return;
    fail(fmt::format("'{}' {}, expected code {}", spec.argv.front(),
                     status.timed_out ? "did not end in time" : describe(status), *plan_.run->expect_exit));
    check_.detail = tail(spec.log);
    if (status.timed_out || status.signal != 0) check_.outcome = Outcome::errored;
  }

  void look_at_files(void (Look::*one)(const std::filesystem::path&)) {
    const std::filesystem::path pattern =
        (surroundings_.directory / expand(plan_.path, surroundings_.values)).lexically_normal();
    glob_t found{};
    const bool any = ::glob(pattern.c_str(), 0, nullptr, &found) == 0;
    std::vector<std::filesystem::path> files;
    for (std::size_t i = 0; any && i < found.gl_pathc; ++i) files.emplace_back(found.gl_pathv[i]);
    ::globfree(&found);
    if (files.empty()) fail("there is no " + pattern.string());
    for (const std::filesystem::path& file : files) {
      std::error_code ignored;
      if (std::filesystem::is_regular_file(file, ignored))
        (this->*one)(file);
      else
        fail(file.string() + " is no file");
    }
  }

  void look_at_age(const std::filesystem::path& file, const std::string& said) {
    if (!plan_.younger_than) return;
    std::optional<Moment> made = written_at(file);
    if (!said.empty()) {
      const auto told = parse_instant(said);
      if (!told) return fail(fmt::format("{}: its time '{}' is none", file.string(), said));
      if (!made || *told < *made) made = told;  // a copy is as old as what it is a copy of
    }
    if (!made) return;
    const std::string why = why_too_old(*made, surroundings_.now, *plan_.younger_than);
    if (!why.empty()) fail(file.string() + ": " + why);
  }

  void look_at_junit(const std::filesystem::path& file) {
    const JunitFile read = read_junit(file);
    look_at_age(file, read.started);
    if (read.tests == 0) fail(file.string() + " has no test");
    tests_ += read.tests, skipped_ += read.skipped;
    failed_.insert(failed_.end(), read.failed.begin(), read.failed.end());
    for (const std::string& contradiction : read.contradictions) fail(file.string() + ": " + contradiction);
  }

  void conclude_junit() {
    if (!failed_.empty()) {
      fail(fmt::format("{} of {} failed: {}", reports::thousands(failed_.size()),
                       reports::counted(tests_, "test"), failed_.front()));
      for (std::size_t i = 1; i < failed_.size() && i < 20; ++i)
        check_.detail += (i > 1 ? "\n" : "") + failed_[i];
    }
    if (tests_ > 0 && skipped_ == tests_)
      fail("all of its " + reports::counted(tests_, "test") + " were skipped");
    if (check_.outcome == Outcome::passed && skipped_ > 0)
      check_.detail = fmt::format("{} of {} skipped", skipped_, reports::counted(tests_, "test"));
  }

  void look_at_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw undecidable("cannot read " + file.string());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    look_at_age(file, {});
    if (text.empty()) fail(file.string() + " is empty");
    for (const Text& wanted : plan_.has)
      if (const std::string part = expanded(wanted); text.find(part) == text.npos)
        fail(fmt::format("{} does not have '{}'", file.string(), part));
    for (const Text& unwanted : plan_.lacks)
      if (const std::string part = expanded(unwanted); text.find(part) != text.npos)
        fail(fmt::format("{} has '{}'", file.string(), part));
    for (const Text& wanted : plan_.lines)
      if (const std::string line = expanded(wanted); !has_line(text, line))
        fail(fmt::format("{} has no line '{}'", file.string(), line));
  }

  // Genuine, of the files that lie beside it, of a whole run, and of one that passed.
  void look_at_certificate(const std::filesystem::path& file) {
    const std::filesystem::path key = surroundings_.directory / expanded(plan_.key);
    const Certified certified =
        verify_certificate(file, read_public_key(key.lexically_normal()), {file.parent_path()});
    look_at_age(file, certified.started);
    for (const std::string& fault : certified.faults) fail(file.string() + ": " + fault);
    if (certified.outcome != "passed") fail(file.string() + " certifies: " + certified.verdict);
    if (!certified.filters.empty()) fail(file.string() + " certifies a part only: " + certified.filters);
    if (check_.outcome == Outcome::passed) check_.detail = certified.scenario + ": " + certified.verdict;
  }

  std::string expanded(const Text& text) const { return expand(text, surroundings_.values); }

  // White space at the end of a line plays no part.
  static bool has_line(const std::string& text, const std::string& line) {
    for (std::size_t from = 0; from < text.size();) {
      const std::size_t end = std::min(text.find('\n', from), text.size());
      std::string one = text.substr(from, end - from);
      one.erase(one.find_last_not_of(" \t\r") + 1);
      if (one == line) return true;
      from = end + 1;
    }
    return false;
  }

  const EvidencePlan& plan_;
  const GateSurroundings& surroundings_;
  reports::Check check_;
  std::uint64_t tests_ = 0, skipped_ = 0;
  std::vector<std::string> failed_;
};

}  // namespace

reports::Check check_evidence(const EvidencePlan& evidence, const GateSurroundings& surroundings,
                              const SpecOf& spec_of) {
  return Look(evidence, surroundings).look(spec_of);
}

}  // namespace parity
