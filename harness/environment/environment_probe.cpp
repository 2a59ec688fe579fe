// A harness in small, for the tests that kill one: starts what its argument says, prints what it started, and
// stays until it is stopped. Not part of parity.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/environment/interrupt.h"
#include "harness/environment/postgres_server.h"
#include "harness/environment/process.h"
#include "harness/environment/readiness.h"
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

// Sees the interruption and goes on all the same.
void never_mind() {
  std::puts("ready");
  std::fflush(stdout);
  pollfd wake = {interrupt_fd(), POLLIN, 0};
  while (poll(&wake, 1, -1) <= 0) continue;
  std::puts("noticed");
  std::fflush(stdout);
  for (;;) pause();
}

// For wait_ready(): a subject that is never ready.
void with_unready() {
  const Process subject({.argv = {"sleep", "608"}});
  std::puts("ready");
  std::fflush(stdout);
  wait_ready(assign_port(), "/health", std::chrono::minutes(10), subject);
}

// The program starts a child of its own, and neither listens to SIGTERM.
void with_family() {
  const Process family({.argv = {"sh", "-c", "trap '' TERM; sleep 601 & echo $!; while :; do wait; done"},
                        .log = "/dev/stdout"});
  std::printf("%d\n", family.pid());
  stay();
}

// Answers GET on 127.0.0.1:`port` with these statuses in turn, the last one for good. For wait_ready().
void answer(int port, const std::vector<std::string>& statuses) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) std::exit(9);
  listen(listener, 16);
  for (std::size_t i = 0;; i += i + 1 < statuses.size()) {
    const int connection = accept(listener, nullptr, nullptr);
    char request[4096];
    if (read(connection, request, sizeof request) > 0) {
      std::printf("answering %s\n", statuses[i].c_str());
      std::fflush(stdout);
      if (statuses[i] == "silence") { pause(); }
      const auto reply = "HTTP/1.1 " + statuses[i] + " X\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
      [[maybe_unused]] const auto written = write(connection, reply.data(), reply.size());
    }
    close(connection);
  }
}

}  // namespace

int main(int count, char** arguments) {
  const std::string_view what = count > 1 ? arguments[1] : "";
  if (what == "answer") answer(std::atoi(arguments[2]), {arguments + 3, arguments + count});
  if (count > 2 && std::string_view(arguments[2]) == "handled") install_interrupt_handlers();
  try {
    if (what == "server") with_server();
    if (what == "family") with_family();
    if (what == "unready") with_unready();
    if (what == "busy") stay();
    if (what == "deaf") never_mind();
  } catch (const Error& error) {
    if (error.kind == ErrorKind::interrupted) return 130;
    std::fprintf(stderr, "%s\n%s\n", error.what(), error.hint.c_str());
    return 3;
  }
}
