// A program that the run started: in its own process group, with its log kept, stopped for certain.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace parity {

struct ProcessSpec {
  std::vector<std::string> argv;
  std::vector<std::pair<std::string, std::string>> env;  // added to ours
  std::filesystem::path directory;                       // working directory; empty: ours
  std::filesystem::path log;                             // stdout and stderr; empty: /dev/null
  std::optional<std::filesystem::path> stdout_file;      // stdout alone goes here
  std::optional<std::filesystem::path> stdin_file;
};

// What a program that ended said. `signal` is 0 when it exited by itself.
struct ExitStatus {
  int code = 0;
  int signal = 0;
  bool timed_out = false;
};

// Runs to the end, killing the group at the deadline or when the run is interrupted. Throws Error
// (undecidable) when the program cannot be started, with the reason and where it was searched.
ExitStatus run_process(const ProcessSpec& spec, std::chrono::milliseconds within);

// A program that stays up. The destructor stops its group: SIGTERM, then SIGKILL after two seconds.
class Process {
 public:
  explicit Process(const ProcessSpec& spec);
  Process(Process&&) noexcept;
  Process& operator=(Process&&) noexcept;
  ~Process();

  pid_t pid() const { return pid_; }
  std::optional<ExitStatus> ended();  // without waiting
  void stop();

 private:
  pid_t pid_ = -1;
};

// The last lines of a log, for errors.
std::string tail(const std::filesystem::path& log, int lines = 20);

}  // namespace parity
