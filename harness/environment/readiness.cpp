#include "harness/environment/readiness.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <utility>

#include <curl/curl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/environment/interrupt.h"
#include "harness/environment/process.h"
#include "harness/error.h"

namespace parity {
namespace {

using Clock = std::chrono::steady_clock;

class Socket {
 public:
  Socket() : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (fd_ < 0) throw undecidable(fmt::format("no socket: {}", std::strerror(errno)));
  }
  Socket(const Socket&) = delete;
  ~Socket() { close(fd_); }
  int get() const { return fd_; }

 private:
  int fd_;
};

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool is_free(std::uint16_t port) {
  const Socket probe;
  const auto address = loopback(port);
  return bind(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

// The 10,000 ports below those that the kernel gives to outgoing connections: such a connection could take
// the port before the subject does, and asking whether it is ready could even connect to itself.
std::pair<int, int> own_ports() {
  int kernels_first = 0;
  std::ifstream("/proc/sys/net/ipv4/ip_local_port_range") >> kernels_first;
  if (kernels_first < 12'000) return {20'000, 29'999};
  return {kernels_first - 10'000, kernels_first - 1};
}

// "" when ready, else what happened.
std::string try_connect(std::uint16_t port) {
  const Socket connection;
  const auto address = loopback(port);
  if (connect(connection.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return {};
  return fmt::format("connecting to 127.0.0.1:{}: {}", port, std::strerror(errno));
}

std::size_t discard(const char*, std::size_t size, std::size_t count, void*) { return size * count; }

int should_stop(void* process, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return interrupted() || static_cast<const Process*>(process)->ended();
}

std::string try_get(CURL* handle, const std::string& url, std::chrono::milliseconds left) {
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(left.count(), 1)));
  if (const auto code = curl_easy_perform(handle); code != CURLE_OK) {
    return fmt::format("GET {}: {}", url, curl_easy_strerror(code));
  }
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  if (status >= 200 && status < 300) return {};
  return fmt::format("GET {} answered {}", url, status);
}

std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> client(const std::string& url, const Process& process) {
  static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), curl_easy_cleanup);
  if (started != CURLE_OK || !handle) throw undecidable("libcurl cannot be started");
  curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_NOPROXY, "*");  // $http_proxy is not for our own subjects
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, discard);
  curl_easy_setopt(handle.get(), CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle.get(), CURLOPT_XFERINFOFUNCTION, should_stop);  // asked once a second and on data
  curl_easy_setopt(handle.get(), CURLOPT_XFERINFODATA, const_cast<Process*>(&process));
  return handle;
}

Error not_ready(const Process& process, const std::string& what) {
  const auto log = tail(process.log());
  return undecidable(
      fmt::format("'{}' {}{}", process.name(), what,
                  log.empty() ? "; it wrote nothing to its log"
                              : fmt::format("; the end of its log {}:\n{}", process.log().string(), log)));
}

}  // namespace

std::uint16_t assign_port() {
  static std::mutex mutex;
  static std::set<std::uint16_t> given;
  static std::mt19937 random(std::random_device{}());
  const std::lock_guard lock(mutex);
  const auto [first, last] = own_ports();
  std::uniform_int_distribution<int> any(first, last);
  for (int attempt = 0; attempt < 1000; ++attempt) {
    const auto port = static_cast<std::uint16_t>(any(random));
    if (is_free(port) && given.insert(port).second) return port;
  }
  throw undecidable(fmt::format("no free port on 127.0.0.1 between {} and {}", first, last));
}

void wait_ready(std::uint16_t port, const std::string& path, std::chrono::milliseconds within,
                const Process& process) {
  const auto deadline = Clock::now() + within;
  const auto url = fmt::format("http://127.0.0.1:{}{}{}", port, path.starts_with('/') ? "" : "/", path);
  const auto handle = client(url, process);
  for (std::string said;;) {
    throw_if_interrupted();
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    const auto now = path.empty() ? try_connect(port) : try_get(handle.get(), url, left);
    if (const auto status = process.ended()) {
      throw not_ready(process, describe(*status) + " before it was ready");
    }
    if (now.empty()) return;
    // A try that the deadline cut short says less than the one before it.
    if (said.empty() || Clock::now() < deadline) said = now;
    if (Clock::now() >= deadline) {
      throw not_ready(process, fmt::format("was not ready within {} ms ({})", within.count(), said));
    }
    pollfd wake = {interrupt_fd(), POLLIN, 0};
    poll(&wake, 1, 3);
  }
}

}  // namespace parity
