// Real programs that become ready, or do not.
#include "harness/environment/readiness.h"

#include <set>

#include "harness/environment/environment_test.h"
#include "harness/environment/process.h"
#include "harness/error.h"
#include "normalizers/test.h"

using namespace parity;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Subject {
  explicit Subject(std::vector<std::string> statuses) {
    ProcessSpec spec = {.argv = {"environment_probe", "answer", std::to_string(port)}, .log = folder / "log"};
    spec.argv.insert(spec.argv.end(), statuses.begin(), statuses.end());
    process.emplace(spec);
  }
  TestFolder folder;
  std::uint16_t port = assign_port();
  std::optional<Process> process;
};

std::string message(std::uint16_t port, const std::string& path, std::chrono::milliseconds within,
                    const Process& process) {
  try {
    wait_ready(port, path, within, process);
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::undecidable);
    return error.what();
  }
  return "ready";
}

}  // namespace

TEST_CASE("ports are free and differ") {
  std::set<std::uint16_t> ports;
  for (int i = 0; i < 200; ++i) ports.insert(assign_port());
  CHECK(ports.size() == 200);
  int kernels_first = 0;
  std::ifstream("/proc/sys/net/ipv4/ip_local_port_range") >> kernels_first;
  if (kernels_first >= 12'000) CHECK(*ports.rbegin() < kernels_first);  // no outgoing connection takes one
}

TEST_CASE("ready is the first 2xx, whatever came before it") {
  Subject subject({"503", "404", "204"});
  CHECK(message(subject.port, "/api/health", 30s, *subject.process) == "ready");
  CHECK(lines(subject.folder / "log") ==
        std::vector<std::string>{"answering 503", "answering 404", "answering 204"});
}

TEST_CASE("a proxy of the environment does not stand between") {
  const EnvironmentVariable proxy("http_proxy", "http://127.0.0.1:1");
  Subject subject({"200"});
  CHECK(message(subject.port, "health", 30s, *subject.process) == "ready");
}

TEST_CASE("without a path, ready is when the port accepts") {
  Subject subject({"500"});
  CHECK(message(subject.port, "", 30s, *subject.process) == "ready");
}

TEST_CASE("one that ended is not waited for, and its log is shown") {
  const TestFolder folder;
  const Process process({.argv = {"sh", "-c", "echo cannot open the door; exit 5"}, .log = folder / "log"});
  CHECK_THAT(message(assign_port(), "/health", 10min, process),
             ContainsSubstring("'sh' exited with code 5 before it was ready") &&
                 ContainsSubstring("\ncannot open the door"));
}

TEST_CASE("an answer that is no 2xx, no answer, and silence run into the deadline") {
  Subject unwell({"503"}), silent({"silence"});
  for (const auto* each : {&unwell, &silent})
    REQUIRE(message(each->port, "", 30s, *each->process) == "ready");
  CHECK_THAT(message(unwell.port, "/health", 1s, *unwell.process),
             ContainsSubstring("was not ready within 1000 ms") && ContainsSubstring("/health answered 503") &&
                 ContainsSubstring("\nanswering 503"));
  const Process nobody({.argv = {"sleep", "609"}});
  CHECK_THAT(message(assign_port(), "/health", 50ms, nobody),
             ContainsSubstring("was not ready within 50 ms") && ContainsSubstring("wrote nothing"));
  CHECK_THAT(message(assign_port(), "", 50ms, nobody), ContainsSubstring("Connection refused"));
  CHECK_THAT(message(silent.port, "/health", 200ms, *silent.process), ContainsSubstring("imeout"));
}

TEST_CASE("an interruption ends every wait in order, a second one at once") {
  for (const char* mode : {"unready", "server", "busy"}) {
    const TestFolder folder;
    Process probe({.argv = {"environment_probe", mode, "handled"}, .log = folder / "log"});
    REQUIRE(soon([&] { return content(folder / "log").find("ready\n") != std::string::npos; }));
    CHECK_FALSE(probe.ended());
    kill(probe.pid(), SIGINT);
    REQUIRE(soon([&] { return probe.ended().has_value(); }));
    CHECK(probe.ended()->code == 130);
  }
  const TestFolder folder;
  Process probe({.argv = {"environment_probe", "deaf", "handled"}, .log = folder / "log"});
  REQUIRE(soon([&] { return content(folder / "log") == "ready\n"; }));
  kill(probe.pid(), SIGINT);
  REQUIRE(soon([&] { return content(folder / "log") == "ready\nnoticed\n"; }));
  CHECK_FALSE(probe.ended());
  kill(probe.pid(), SIGINT);
  REQUIRE(soon([&] { return probe.ended().has_value(); }));
  CHECK(probe.ended()->signal == SIGINT);
}
