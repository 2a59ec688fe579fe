// A program that the run started: in its own process group, with its log kept, stopped for certain. Never
// through a shell. A killed harness leaves none behind: the guard stops the group, and where the main thread
// started it, the kernel kills the program itself too.
#pragma once

#include <chrono>
#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace parity {

struct ProcessSpec {
  std::vector<std::string> argv;  // a name without slash is searched beside parity, then on PATH
  std::vector<std::pair<std::string, std::string>> env;  // added to ours
  std::filesystem::path directory;                       // working directory; empty: ours
  std::filesystem::path log;                             // stdout and stderr, emptied first; empty: /dev/null
  std::optional<std::filesystem::path> stdout_file;      // stdout alone goes here
  std::optional<std::filesystem::path> stdin_file;
  int stop_signal = SIGTERM;
  std::optional<std::pair<uid_t, gid_t>> run_as;  // for root only: gives up its rights before exec
  std::vector<int> keep_open;                     // descriptors that it inherits; all others are closed
};

// What a program that ended said. `signal` is 0 when it exited by itself; else `code` is 128 + signal.
struct ExitStatus {
  int code = 0;
  int signal = 0;
  bool timed_out = false;
};
std::string describe(const ExitStatus& status);  // "exited with code 3", "was ended by signal 9 (Killed)"

// Runs to the end, killing the group at the deadline (`timed_out`) or when the run is interrupted (throws
// Error, interrupted). What the program left running in its group is killed too. Throws Error (undecidable)
// when the program cannot be started, with the reason and where it was searched.
ExitStatus run_process(const ProcessSpec& spec, std::chrono::milliseconds within);

// What a short program prints on stdout. Throws Error (undecidable) when it fails too, with its stderr.
std::string output_of(ProcessSpec spec, std::chrono::milliseconds within);

// A program that stays up. The destructor stops its group: `stop_signal`, then SIGKILL after two seconds.
class Process {
 public:
  explicit Process(const ProcessSpec& spec);
  Process(Process&&) noexcept;
  Process& operator=(Process&&) noexcept;
  ~Process();

  pid_t pid() const { return pid_; }  // also the group's; -1 after stop()
  const std::string& name() const { return name_; }
  const std::filesystem::path& log() const { return log_; }
  std::optional<ExitStatus> ended() const;  // without waiting; the whole group is still ours until stop()
  ExitStatus stop();                        // how it ended, also when called again
  ExitStatus stop_with(int signal) { return stop_signal_ = signal, stop(); }

 private:
  bool wait_until(std::chrono::steady_clock::time_point deadline, bool interruptible) const;
  friend ExitStatus run_process(const ProcessSpec&, std::chrono::milliseconds);

  pid_t pid_ = -1;
  int stop_signal_ = SIGTERM;
  ExitStatus status_;
  std::string name_;
  std::filesystem::path log_;
};

// The last lines of a log, for errors. "" where there is none.
std::string tail(const std::filesystem::path& log, int lines = 20);

}  // namespace parity
