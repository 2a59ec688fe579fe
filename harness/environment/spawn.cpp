#include "harness/environment/spawn.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/environment/guard.h"
#include "harness/environment/process.h"
#include "harness/environment/program.h"
#include "harness/error.h"

extern char** environ;

namespace parity {
namespace fs = std::filesystem;
namespace {

// A descriptor of ours: above the three standard ones, so that dup2 onto them always copies.
class Descriptor {
 public:
  Descriptor(const fs::path& file, int flags) {
    int fd = open(file.c_str(), flags | O_CLOEXEC, 0666);
    if (fd >= 0 && fd < 3) {
      const int low = std::exchange(fd, fcntl(fd, F_DUPFD_CLOEXEC, 3));
      close(low);
    }
    if (fd < 0)
      throw undecidable(fmt::format("{} cannot be opened: {}", file.string(), std::strerror(errno)));
    fd_ = fd;
  }
  Descriptor(const Descriptor&) = delete;
  ~Descriptor() { close(fd_); }
  int get() const { return fd_; }

 private:
  int fd_;
};

// What the child tells before it gives up; an exec that works closes the pipe instead.
struct Failure {
  enum Step : int { rights, directory, exec } step;
  int error;
};

std::vector<std::string> environment_of(const ProcessSpec& spec) {
  std::vector<std::string> all;
  for (char** each = environ; *each; ++each) {
    const std::string_view entry = *each;
    const auto name = entry.substr(0, entry.find('='));
    bool replaced = false;
    for (const auto& [key, value] : spec.env) replaced |= key == name;
    if (!replaced) all.emplace_back(entry);
  }
  for (const auto& [key, value] : spec.env) all.push_back(key + "=" + value);
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (auto& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

fs::path program_of(const ProcessSpec& spec) {
  if (spec.argv.empty()) throw undecidable("there is no program to run: the command is empty");
  const auto search = find_program(spec.argv[0], spec.directory);
  if (!search.found.empty()) return search.found;
  std::string places;
  for (const auto& place : search.searched) places += (places.empty() ? "" : ", ") + place.string();
  std::error_code ignored;
  const bool there = search.searched.size() == 1 && fs::exists(search.searched[0], ignored);
  throw undecidable(fmt::format("the program '{}' {}; searched: {}", spec.argv[0],
                                there ? "is not executable" : "was not found", places));
}

// Everything that the child needs, made before the fork: afterwards it must not allocate.
struct Prepared {
  const char* program;
  char* const* argv;
  char* const* envp;
  const char* directory;
  int in, out, err, report, guard;
  pid_t parent;
  bool parent_is_main_thread;
};

[[noreturn]] void give_up(int report, Failure::Step step) {
  const Failure failure = {step, errno};
  [[maybe_unused]] const auto written = write(report, &failure, sizeof failure);
  _exit(127);
}

[[noreturn]] void become(const ProcessSpec& spec, const Prepared& ready) {
  setpgid(0, 0);
  guard::entrust_group(ready.guard, getpid(), spec.stop_signal);
  for (int signal = 1; signal < NSIG; ++signal) std::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  dup2(ready.in, 0);
  dup2(ready.out, 1);
  dup2(ready.err, 2);
  syscall(SYS_close_range, 3, ~0U, CLOSE_RANGE_CLOEXEC);
  for (const int fd : spec.keep_open) fcntl(fd, F_SETFD, 0);
  if (spec.run_as) {
    const auto [uid, gid] = *spec.run_as;
    if (setgroups(0, nullptr) != 0 || setresgid(gid, gid, gid) != 0 || setresuid(uid, uid, uid) != 0) {
      give_up(ready.report, Failure::rights);
    }
  }
  // A change of rights clears this, hence after it. It follows the *thread* that forked, so a thread that may
  // end earlier than the program must not ask for it: the guard alone stands behind those.
  if (ready.parent_is_main_thread) {
    prctl(PR_SET_PDEATHSIG, spec.stop_signal == SIGTERM ? SIGKILL : spec.stop_signal);
    if (getppid() != ready.parent) _exit(127);
  }
  if (ready.directory && chdir(ready.directory) != 0) give_up(ready.report, Failure::directory);
  execve(ready.program, ready.argv, ready.envp);
  give_up(ready.report, Failure::exec);
}

}  // namespace

pid_t spawn(const ProcessSpec& spec) {
  const auto program = program_of(spec);
  const Descriptor in(spec.stdin_file.value_or("/dev/null"), O_RDONLY);
  const Descriptor err(spec.log.empty() ? fs::path("/dev/null") : spec.log,
                       O_WRONLY | O_CREAT | O_TRUNC | O_APPEND);
  const Descriptor out(spec.stdout_file.value_or("/dev/null"), O_WRONLY | O_CREAT | O_TRUNC);
  auto arguments = spec.argv;
  auto environment = environment_of(spec);
  const auto argv = pointers(arguments);
  const auto envp = pointers(environment);
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) throw undecidable(fmt::format("no pipe: {}", std::strerror(errno)));
  const Prepared ready = {
      .program = program.c_str(),
      .argv = argv.data(),
      .envp = envp.data(),
      .directory = spec.directory.empty() ? nullptr : spec.directory.c_str(),
      .in = in.get(),
      .out = spec.stdout_file ? out.get() : err.get(),
      .err = err.get(),
      .report = report[1],
      .guard = guard::channel(),
      .parent = getpid(),
      .parent_is_main_thread = gettid() == getpid(),
  };

  sigset_t all, before;  // no handler of ours may run in the child
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t pid = fork();
  if (pid == 0) become(spec, ready);
  const int fork_error = errno;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);

  close(report[1]);
  Failure failure = {};
  ssize_t got = 0;
  if (pid > 0) {
    setpgid(pid, pid);
    while ((got = read(report[0], &failure, sizeof failure)) < 0 && errno == EINTR) continue;
  }
  close(report[0]);
  if (pid < 0)
    throw undecidable(fmt::format("'{}' cannot be started: {}", spec.argv[0], std::strerror(fork_error)));
  if (got != sizeof failure) return pid;

  guard::forget_group(pid);
  while (waitpid(pid, nullptr, 0) < 0 && errno == EINTR) continue;
  switch (failure.step) {
    case Failure::rights:
      throw undecidable(fmt::format("'{}' cannot be started as user {}: {}", spec.argv[0], spec.run_as->first,
                                    std::strerror(failure.error)));
    case Failure::directory:
      throw undecidable(fmt::format("'{}' cannot be started in {}: {}", spec.argv[0], spec.directory.string(),
                                    std::strerror(failure.error)));
    case Failure::exec: break;
  }
  throw undecidable(fmt::format("'{}' cannot be started ({}): {}", spec.argv[0], program.string(),
                                std::strerror(failure.error)))
      .with_hint(failure.error == ENOENT ? "the interpreter or loader that the file names is missing"
                 : failure.error == ENOEXEC
                     ? "the file is no program of this machine and does not begin with #!"
                     : "");
}

}  // namespace parity
