// Real programs: how they are found, started, told to stop, and what is left of them.
#include "harness/environment/process.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include <sys/prctl.h>
#include <unistd.h>

#include "harness/environment/environment_test.h"
#include "harness/environment/program.h"
#include "harness/error.h"
#include "normalizers/test.h"

using namespace parity;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("a program runs to its end with its own output, input, environment and directory") {
  const TestFolder folder;
  std::ofstream(folder / "in") << "from stdin\n";
  const ProcessSpec spec = {
      .argv = {"sh", "-c", "cat; echo $WORD; pwd; echo problem >&2; exit 3"},
      .env = {{"WORD", "a word"}},
      .directory = folder.path(),
      .log = folder / "log",
      .stdout_file = folder / "out",
      .stdin_file = folder / "in",
  };
  const auto status = run_process(spec, 20s);
  CHECK(status.code == 3);
  CHECK(status.signal == 0);
  CHECK_FALSE(status.timed_out);
  CHECK(content(folder / "out") == "from stdin\na word\n" + folder.path().string() + "\n");
  CHECK(content(folder / "log") == "problem\n");
  CHECK(describe(status) == "exited with code 3");
}

TEST_CASE("without a file for stdout both streams share the log") {
  const TestFolder folder;
  run_process({.argv = {"sh", "-c", "echo one; echo two >&2; echo three"}, .log = folder / "log"}, 20s);
  CHECK(content(folder / "log") == "one\ntwo\nthree\n");
}

TEST_CASE("arguments reach the program as they are: no shell stands between") {
  CHECK(output_of({.argv = {"printf", "%s|", "$HOME", "a b", "*", "'"}}, 20s) == "$HOME|a b|*|'|");
}

TEST_CASE("a program ended by a signal never looks like success") {
  const auto status = run_process({.argv = {"sh", "-c", "kill -9 $$"}}, 20s);
  CHECK(status.signal == SIGKILL);
  CHECK(status.code == 137);
  CHECK(describe(status) == "was ended by signal 9 (Killed)");
}

TEST_CASE("at the deadline the whole group goes, grandchildren and deaf ones too") {
  const TestFolder folder;
  const auto status = run_process(
      {.argv = {"sh", "-c", "trap '' TERM; sleep 602 & echo $!; wait"}, .log = folder / "log"}, 300ms);
  CHECK(status.timed_out);
  CHECK(describe(status) == "did not end in time and was killed");
  CHECK(soon([&] { return !alive(std::stoi(content(folder / "log"))); }));
}

TEST_CASE("what a program leaves running in its group goes with it") {
  const TestFolder folder;
  const auto status = run_process({.argv = {"sh", "-c", "sleep 603 & echo $!"}, .log = folder / "log"}, 20s);
  CHECK(status.code == 0);
  CHECK(soon([&] { return !alive(std::stoi(content(folder / "log"))); }));
}

TEST_CASE("a process that stays up is stopped by its object, politely first") {
  const TestFolder folder;
  pid_t pid = 0;
  {
    const Process process({.argv = {"sh", "-c", "trap 'echo bye; exit 7' TERM; sleep 607 & echo up; wait"},
                           .log = folder / "log"});
    pid = process.pid();
    REQUIRE(soon([&] { return content(folder / "log") == "up\n"; }));
    CHECK_FALSE(process.ended());
    CHECK(getpgid(pid) == pid);
  }
  CHECK_FALSE(alive(pid));
  CHECK(content(folder / "log") == "up\nbye\n");
}

TEST_CASE("a process that ended by itself says how, before and after it is stopped") {
  Process process({.argv = {"sh", "-c", "exit 4"}});
  REQUIRE(soon([&] { return process.ended().has_value(); }));
  CHECK(process.ended()->code == 4);
  CHECK(process.stop().code == 4);
  CHECK(process.stop().code == 4);
  CHECK(process.ended()->code == 4);
}

TEST_CASE("a moved process has one owner") {
  Process first({.argv = {"sleep", "604"}});
  const auto pid = first.pid();
  Process second({.argv = {"sleep", "605"}});
  const auto replaced = second.pid();
  second = std::move(first);
  CHECK(second.pid() == pid);
  CHECK_FALSE(alive(replaced));
  CHECK(alive(pid));
  second.stop();
  CHECK_FALSE(alive(pid));
}

TEST_CASE("a process outlives the thread that started it") {
  std::optional<Process> process;
  std::thread([&] { process.emplace(ProcessSpec{.argv = {"sleep", "606"}}); }).join();
  CHECK(run_process({.argv = {"true"}}, 20s).code == 0);  // time enough for a signal to arrive
  CHECK_FALSE(process->ended());
}

TEST_CASE("what cannot be started says why, and where it was searched") {
  const TestFolder folder;
  const auto message = [](const ProcessSpec& spec) {
    try {
      run_process(spec, 20s);
    } catch (const Error& error) {
      CHECK(error.kind == ErrorKind::undecidable);
      return std::string(error.what()) + "\n" + error.hint;
    }
    return std::string("started");
  };
  CHECK_THAT(message({.argv = {"no-such-program"}}), ContainsSubstring("'no-such-program' was not found") &&
                                                         ContainsSubstring(own_directory().string()) &&
                                                         ContainsSubstring("/bin"));
  CHECK_THAT(message({.argv = {"./tool"}, .directory = folder.path()}),
             ContainsSubstring("was not found; searched: " + (folder / "./tool").string()));
  std::ofstream(folder / "tool") << "#!/no/such/interpreter\n";
  CHECK_THAT(message({.argv = {"./tool"}, .directory = folder.path()}),
             ContainsSubstring("is not executable"));
  std::filesystem::permissions(folder / "tool", std::filesystem::perms::owner_all);
  CHECK_THAT(message({.argv = {"./tool"}, .directory = folder.path()}),
             ContainsSubstring("No such file or directory") && ContainsSubstring("interpreter"));
  std::ofstream(folder / "tool") << "nonsense\n";
  CHECK_THAT(message({.argv = {"./tool"}, .directory = folder.path()}),
             ContainsSubstring("Exec format error"));
  CHECK_THAT(message({.argv = {"true"}, .directory = folder / "absent"}),
             ContainsSubstring("cannot be started in") && ContainsSubstring("absent"));
  CHECK_THAT(message({.argv = {"true"}, .log = folder / "absent" / "log"}),
             ContainsSubstring("cannot be opened"));
  CHECK_THAT(message({}), ContainsSubstring("the command is empty"));
  CHECK(message({.argv = {"true"}}) == "started");
}

TEST_CASE("programs beside the executable come before PATH, and a name with a slash is taken as it is") {
  CHECK(find_program("environment_probe").found == own_directory() / "environment_probe");
  CHECK(find_program("sh").found.filename() == "sh");
  CHECK(find_program("/bin/sh").found == "/bin/sh");
  CHECK(find_program("bin/sh", "/").found == "/bin/sh");
  CHECK(find_program("").found.empty());
}

TEST_CASE("what a program prints, or why it did not") {
  CHECK(output_of({.argv = {"echo", "text"}}, 20s) == "text\n");
  try {
    output_of({.argv = {"sh", "-c", "echo reason >&2; exit 9"}}, 20s);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(std::string(error.what()) == "'sh' exited with code 9");
    CHECK(error.hint == "reason");
  }
}

TEST_CASE("the tail of a log") {
  const TestFolder folder;
  const auto check = [&](const std::string& text, int lines, const std::string& expected) {
    std::ofstream(folder / "log") << text;
    CHECK(tail(folder / "log", lines) == expected);
  };
  check("a\nb\nc\n", 2, "b\nc");
  check("a\nb\nc", 2, "b\nc");
  check("a\nb\nc\n", 9, "a\nb\nc");
  check("\na\n", 1, "a");
  check("", 3, "");
  check("\n\n", 3, "");
  CHECK(tail(folder / "absent").empty());
}

TEST_CASE("a killed harness leaves no process behind, not even a grandchild that is deaf to SIGTERM") {
  for (const int signal : {SIGKILL, SIGTERM}) {
    for (const char* mode : {"bare", "handled"}) {
      CAPTURE(signal, mode);
      const TestFolder folder;
      Process probe({.argv = {"environment_probe", "family", mode}, .log = folder / "log"});
      REQUIRE(soon([&] { return lines(folder / "log").size() == 3; }));
      const auto said =
          lines(folder / "log");  // the grandchild, the child, "ready", the first two in any order
      for (const auto& line : said) CHECK((line == "ready" || alive(std::stoi(line))));
      kill(probe.pid(), signal);
      REQUIRE(soon([&] { return probe.ended().has_value(); }));
      const bool orderly = signal == SIGTERM && std::string(mode) == "handled";
      CHECK(probe.ended()->code == (orderly ? 130 : 128 + signal));
      for (const auto& line : said) {
        if (line != "ready") CHECK(soon([&] { return !alive(std::stoi(line)); }));
      }
    }
  }
}
