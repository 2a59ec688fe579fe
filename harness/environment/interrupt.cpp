#include "harness/environment/interrupt.h"

#include <atomic>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

#include "harness/error.h"

namespace parity {
namespace {

// What a signal handler may touch.
std::atomic<bool> flag{false};
std::atomic<int> wake{-1};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

int* wake_pipe() {
  static int* ends = [] {
    static int pair[2] = {-1, -1};
    if (pipe2(pair, O_CLOEXEC | O_NONBLOCK) != 0) throw undecidable("no pipe for signals could be made");
    wake = pair[1];
    return pair;
  }();
  return ends;
}

void on_signal(int signal) {
  if (flag) {
    std::signal(signal, SIG_DFL);
    raise(signal);
    return;
  }
  interrupt();
}

}  // namespace

void interrupt() {
  flag = true;
  if (const int end = wake; end >= 0) { [[maybe_unused]] const auto written = write(end, "!", 1); }
}

void install_interrupt_handlers() {
  wake_pipe();
  struct sigaction action = {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() { return flag; }

void throw_if_interrupted() {
  if (interrupted()) throw Error(ErrorKind::interrupted, "interrupted");
}

int interrupt_fd() {
  const int end = wake_pipe()[0];
  if (interrupted()) interrupt();  // it came before there was a pipe
  return end;
}

}  // namespace parity
