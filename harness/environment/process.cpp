#include "harness/environment/process.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/environment/guard.h"
#include "harness/environment/interrupt.h"
#include "harness/environment/spawn.h"
#include "harness/error.h"

namespace parity {
namespace {

using Clock = std::chrono::steady_clock;

ExitStatus status_of(const siginfo_t& info) {
  if (info.si_code == CLD_EXITED) return {.code = info.si_status};
  return {.code = 128 + info.si_status, .signal = info.si_status};
}

// A file without a name, for what a program prints.
class Memory {
 public:
  Memory() : fd_(memfd_create("output", MFD_CLOEXEC)) {
    if (fd_ < 0) throw undecidable(fmt::format("no memory file: {}", std::strerror(errno)));
  }
  Memory(const Memory&) = delete;
  ~Memory() { close(fd_); }
  std::filesystem::path path() const { return fmt::format("/proc/self/fd/{}", fd_); }

 private:
  int fd_;
};

std::string read_from(const std::filesystem::path& file, std::int64_t offset) {
  std::ifstream in(file, std::ios::binary);
  in.seekg(offset);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

std::string describe(const ExitStatus& status) {
  if (status.timed_out) return "did not end in time and was killed";
  if (status.signal)
    return fmt::format("was ended by signal {} ({})", status.signal, strsignal(status.signal));
  return fmt::format("exited with code {}", status.code);
}

Process::Process(const ProcessSpec& spec)
    : pid_(spawn(spec)), stop_signal_(spec.stop_signal), name_(spec.argv.front()), log_(spec.log) {}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      stop_signal_(other.stop_signal_),
      status_(other.status_),
      name_(std::move(other.name_)),
      log_(std::move(other.log_)) {}

Process& Process::operator=(Process&& other) noexcept {
  if (this != &other) {
    stop();
    pid_ = std::exchange(other.pid_, -1);
    stop_signal_ = other.stop_signal_;
    status_ = other.status_;
    name_ = std::move(other.name_);
    log_ = std::move(other.log_);
  }
  return *this;
}

Process::~Process() { stop(); }

// WNOWAIT leaves the dead leader in place, so that its number, which is also the group's, is nobody else's
// until stop().
std::optional<ExitStatus> Process::ended() const {
  if (pid_ < 0) return status_;
  siginfo_t info = {};
  if (waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0) {
    return std::nullopt;
  }
  return status_of(info);
}

bool Process::wait_until(Clock::time_point deadline, bool interruptible) const {
  while (!ended()) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) return false;
    pollfd wake = {interruptible ? interrupt_fd() : -1, POLLIN, 0};
    if (poll(&wake, 1, static_cast<int>(std::min<std::int64_t>(left.count(), 2))) > 0) return false;
  }
  return true;
}

ExitStatus Process::stop() {
  if (pid_ < 0) return status_;
  if (!ended()) {
    kill(-pid_, stop_signal_);
    wait_until(Clock::now() + std::chrono::seconds(2), false);
  }
  kill(-pid_, SIGKILL);  // the leader if it is still there, and whatever it left in its group
  siginfo_t info = {};
  while (waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) continue;
  guard::forget_group(pid_);
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) continue;
  pid_ = -1;
  return status_ = status_of(info);
}

ExitStatus run_process(const ProcessSpec& spec, std::chrono::milliseconds within) {
  throw_if_interrupted();
  Process process(spec);
  const bool in_time = process.wait_until(Clock::now() + within, true);
  if (!in_time) {
    if (!interrupted()) process.stop_signal_ = SIGKILL;
    auto status = process.stop();
    throw_if_interrupted();
    status.timed_out = true;
    return status;
  }
  return process.stop();
}

std::string output_of(ProcessSpec spec, std::chrono::milliseconds within) {
  const Memory out, err;
  spec.stdout_file = out.path();
  spec.log = err.path();
  const auto status = run_process(spec, within);
  if (status.timed_out || status.code != 0) {
    throw undecidable(fmt::format("'{}' {}", spec.argv[0], describe(status))).with_hint(tail(err.path(), 5));
  }
  return read_from(out.path(), 0);
}

std::string tail(const std::filesystem::path& log, int lines) {
  constexpr std::int64_t kMost = 16'384;
  std::error_code none;
  const auto size = std::filesystem::file_size(log, none);
  if (none) return {};
  auto text = read_from(log, std::max<std::int64_t>(0, static_cast<std::int64_t>(size) - kMost));
  while (!text.empty() && text.back() == '\n') text.pop_back();
  std::size_t from = text.size();
  for (int left = lines; left > 0 && from != std::string::npos && from > 0; --left) {
    from = text.rfind('\n', from - 1);
  }
  return from == std::string::npos || text.empty() ? text : text.substr(from + (text[from] == '\n'));
}

}  // namespace parity
