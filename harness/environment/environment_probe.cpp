// A harness in small, for the tests that kill one: starts what its argument says, prints what it started, and
// stays until it is stopped. Not part of parity.
#include <cstdio>
#include <string_view>

#include <unistd.h>

#include "harness/environment/interrupt.h"
#include "harness/environment/postgres_server.h"
#include "harness/environment/process.h"
#include "harness/error.h"

using namespace parity;

namespace {

void stay() {
  std::puts("ready");
  std::fflush(stdout);
  run_process({.argv = {"sleep", "600"}}, std::chrono::minutes(10));  // ends by interruption
}

void with_server() {
  const PostgresServer server;
  std::printf("%s\n", server.directory().c_str());
  stay();
}

// The program starts a child of its own, and neither listens to SIGTERM.
void with_family() {
  const Process family({.argv = {"sh", "-c", "trap '' TERM; sleep 601 & echo $!; while :; do wait; done"},
                        .log = "/dev/stdout"});
  std::printf("%d\n", family.pid());
  stay();
}

}  // namespace

int main(int count, char** arguments) {
  const std::string_view what = count > 1 ? arguments[1] : "";
  if (count > 2 && std::string_view(arguments[2]) == "handled") install_interrupt_handlers();
  try {
    if (what == "server") with_server();
    if (what == "family") with_family();
  } catch (const Error& error) {
    if (error.kind == ErrorKind::interrupted) return 130;
    std::fprintf(stderr, "%s\n%s\n", error.what(), error.hint.c_str());
    return 3;
  }
}
