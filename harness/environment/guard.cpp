#include "harness/environment/guard.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/error.h"

namespace parity::guard {
namespace {

struct Message {
  enum Verb : int { entrust_group, forget_group, entrust_directory, forget_directory } verb;
  pid_t leader = 0;
  int stop_signal = SIGTERM;
  char directory[108] = {};
};

void tell(int channel, const Message& message) noexcept {
  // A guard that was killed is no reason to stop: the sweep of the next run is behind it.
  while (send(channel, &message, sizeof message, MSG_NOSIGNAL) < 0 && errno == EINTR) continue;
}

// From here to keep_watch: the guard's own process. It was forked out of a process that may have threads, so
// it allocates nothing and calls only what is async-signal-safe.
constexpr int kChannel = 3;

struct Group {
  pid_t leader;
  int stop_signal;
  int pidfd;  // readable when the leader is dead, also where nobody reaps it; -1: the kernel has none
};
struct Charge {
  Group groups[512];
  int group_count = 0;
  char directories[128][108];
  int directory_count = 0;
};

void take(Charge& charge, const Message& message) {
  auto* const groups_end = charge.groups + charge.group_count;
  auto* const directories_end = charge.directories + charge.directory_count;
  switch (message.verb) {
    case Message::entrust_group:
      if (charge.group_count < static_cast<int>(std::size(charge.groups))) {
        const auto pidfd = static_cast<int>(syscall(SYS_pidfd_open, message.leader, 0));
        charge.groups[charge.group_count++] = {message.leader, message.stop_signal, pidfd};
      }
      break;
    case Message::forget_group:
      if (auto* const found = std::find_if(charge.groups, groups_end,
                                           [&](const Group& each) { return each.leader == message.leader; });
          found != groups_end) {
        if (found->pidfd >= 0) close(found->pidfd);
        *found = groups_end[-1];
        --charge.group_count;
      }
      break;
    case Message::entrust_directory:
      if (charge.directory_count < static_cast<int>(std::size(charge.directories))) {
        std::memcpy(charge.directories[charge.directory_count++], message.directory, 108);
      }
      break;
    case Message::forget_directory:
      if (auto* const found =
              std::find_if(charge.directories, directories_end,
                           [&](const char(&each)[108]) { return !std::strcmp(each, message.directory); });
          found != directories_end) {
        std::memmove(*found, directories_end[-1], 108);
        --charge.directory_count;
      }
      break;
  }
}

void await_leaders(Charge& charge, int within_ms) {
  timespec begin, now;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  for (int i = 0; i < charge.group_count; ++i) {
    pollfd leader = {charge.groups[i].pidfd, POLLIN, 0};  // a descriptor of -1 waits the whole time
    clock_gettime(CLOCK_MONOTONIC, &now);
    const auto passed = (now.tv_sec - begin.tv_sec) * 1000 + (now.tv_nsec - begin.tv_nsec) / 1'000'000;
    poll(&leader, 1, std::max(0, within_ms - static_cast<int>(passed)));
  }
}

void remove_directory(const char* directory) {
  for (int attempt = 0; attempt < 40; ++attempt) {  // a server's last child may still be writing into it
    const pid_t child = fork();
    if (child == 0) {
      execl("/bin/rm", "rm", "-rf", "--", directory, nullptr);
      _exit(127);
    }
    int status = 1;
    if (child < 0 || (waitpid(child, &status, 0) == child && status == 0)) return;
    const timespec pause = {0, 50'000'000};
    nanosleep(&pause, nullptr);
  }
}

[[noreturn]] void keep_watch(int channel) {
  setsid();  // a Ctrl-C at the terminal is for the harness
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE}) std::signal(signal, SIG_IGN);
  std::signal(SIGCHLD, SIG_DFL);
  prctl(PR_SET_NAME, "parity-guard");
  [[maybe_unused]] const int moved = chdir("/");
  if (channel != kChannel) dup2(channel, kChannel);
  const int null = open("/dev/null", O_RDWR);
  for (int fd = 0; fd < 3; ++fd) dup2(null, fd);  // whoever reads the harness's output waits for nobody else
  syscall(SYS_close_range, kChannel + 1, ~0U, 0);

  static Charge charge;
  Message message;
  for (;;) {
    const auto got = recv(kChannel, &message, sizeof message, 0);
    if (got == sizeof message) {
      take(charge, message);
    } else if (got >= 0 || errno != EINTR) {
      break;
    }
  }
  for (int i = 0; i < charge.group_count; ++i) kill(-charge.groups[i].leader, charge.groups[i].stop_signal);
  await_leaders(charge, 2000);
  for (int i = 0; i < charge.group_count; ++i) kill(-charge.groups[i].leader, SIGKILL);
  await_leaders(charge, 2000);
  for (int i = 0; i < charge.directory_count; ++i) remove_directory(charge.directories[i]);
  _exit(0);
}

int start() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
    throw undecidable(std::string("the guard process cannot be reached: ") + std::strerror(errno));
  }
  // No handler of ours may run in the guard before it has set its own.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t pid = fork();
  if (pid == 0) {
    close(ends[0]);
    sigset_t none;
    sigemptyset(&none);
    for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, SIG_IGN);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    keep_watch(ends[1]);
  }
  const int why = errno;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  close(ends[1]);
  if (pid < 0) {
    close(ends[0]);
    throw undecidable(std::string("the guard process cannot be started: ") + std::strerror(why));
  }
  return ends[0];
}

Message about(Message::Verb verb, const std::string& directory) {
  Message message = {.verb = verb};
  if (directory.size() >= sizeof message.directory) {
    throw undecidable("the path is too long for a socket: " + directory);
  }
  std::memcpy(message.directory, directory.c_str(), directory.size());
  return message;
}

}  // namespace

int channel() {
  static const int fd = start();
  return fd;
}

void entrust_group(int channel, pid_t leader, int stop_signal) noexcept {
  tell(channel, {.verb = Message::entrust_group, .leader = leader, .stop_signal = stop_signal});
}

void forget_group(pid_t leader) noexcept {
  tell(channel(), {.verb = Message::forget_group, .leader = leader});
}

void entrust_directory(const std::filesystem::path& directory) {
  tell(channel(), about(Message::entrust_directory, directory.string()));
}

void forget_directory(const std::filesystem::path& directory) noexcept {
  tell(channel(), about(Message::forget_directory, directory.string()));
}

}  // namespace parity::guard
