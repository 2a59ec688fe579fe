#include "harness/environment/fault_proxy.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <type_traits>
#include <vector>

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "harness/environment/proxied_connection.h"
#include "harness/environment/proxy_target.h"
#include "harness/environment/readiness.h"
#include "harness/error.h"

namespace parity {
namespace {

struct Address {
  sockaddr_storage bytes = {};
  socklen_t size = 0;
};

Address address_of(const ProxyTarget& target) {
  Address address;
  if (target.port.empty()) {
    sockaddr_un local = {};
    local.sun_family = AF_UNIX;
    if (target.host.size() >= sizeof local.sun_path)
      throw usage_error("the path of this unix socket is too long: " + target.host);
    std::memcpy(local.sun_path, target.host.data(), target.host.size());
    std::memcpy(&address.bytes, &local, sizeof local);
    address.size = sizeof local;
    return address;
  }
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_family = AF_INET;  // what listens on localhost listens there, not always on ::1
  addrinfo* found = nullptr;
  int problem = getaddrinfo(target.host.c_str(), target.port.c_str(), &hints, &found);
  hints.ai_family = AF_UNSPEC;
  if (problem != 0) problem = getaddrinfo(target.host.c_str(), target.port.c_str(), &hints, &found);
  if (problem != 0)
    throw undecidable(fmt::format("{} cannot be found: {}", target.host, gai_strerror(problem)));
  std::memcpy(&address.bytes, found->ai_addr, found->ai_addrlen);
  address.size = found->ai_addrlen;
  freeaddrinfo(found);
  return address;
}

Descriptor bound_listener(std::uint16_t port) {
  Descriptor listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int yes = 1;
  setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (!listener || bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw undecidable(fmt::format("a proxy cannot have port {}: {}", port, std::strerror(errno)));
  return listener;
}

}  // namespace

class FaultProxy::Loop {
 public:
  // Has `task` done by the thread, between two of its steps, and waits for that.
  template <class Task>
  auto ask(Task task) {
    const auto job = std::make_shared<std::packaged_task<std::invoke_result_t<Task>()>>(std::move(task));
    auto answer = job->get_future();
    {
      const std::lock_guard lock(mutex_);
      asked_.emplace_back([job] { (*job)(); });
    }
    eventfd_write(wake_.get(), 1);
    return answer.get();
  }

  Loop(ProxyTarget target, const ProxyFault& fault)
      : port_(assign_port()),
        url_(target.through(port_)),
        address_(address_of(target)),
        listener_(bound_listener(port_)),
        wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!wake_) throw undecidable(fmt::format("no eventfd: {}", std::strerror(errno)));
    become(fault);
    thread_ = std::thread([this] { run(); });
  }

  ~Loop() {
    ask([this] { stopping_ = true; });
    thread_.join();
  }

  std::uint16_t port() const { return port_; }
  const std::string& url() const { return url_; }

  // What follows is for tasks: on the thread.

  void become(const ProxyFault& fault) {
    if (listening_ && fault == fault_) return;
    look();  // those who came before come under the fault that was
    for (ProxiedConnection& connection : connections_) connection.cut();
    connections_.clear();
    const bool listens = fault.kind != ProxyFault::Kind::refuse;
    // Shut, it is bound and not listening: clients are refused, and nobody else can take the port.
    if (listening_ && !listens) shutdown(listener_.get(), SHUT_RD);
    if (!listening_ && listens && listen(listener_.get(), SOMAXCONN) != 0)
      throw undecidable(fmt::format("a proxy cannot listen on port {}: {}", port_, std::strerror(errno)));
    listening_ = listens;
    fault_ = fault;
  }
  const ProxyFault& fault() const { return fault_; }
  const Traffic& traffic() {
    look();
    return traffic_;
  }

 private:
  void run() {
    while (!stopping_) {
      wait();
      look();
      std::vector<std::function<void()>> asked;
      {
        const std::lock_guard lock(mutex_);
        asked.swap(asked_);
      }
      for (const auto& task : asked) task();
    }
    for (ProxiedConnection& connection : connections_) connection.cut();
    connections_.clear();
  }

  void wait() {
    const auto now = ProxiedConnection::Clock::now();
    waited_.assign({{wake_.get(), POLLIN, 0}, {listening_ ? listener_.get() : -1, POLLIN, 0}});
    int timeout_ms = -1;
    for (const ProxiedConnection& connection : connections_) {
      waited_.push_back(connection.client_wait(now));
      waited_.push_back(connection.server_wait());
      const auto due = connection.due();
      if (!due || *due <= now) continue;
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - now).count();
      const int bounded = static_cast<int>(std::min<std::int64_t>(left, 60'000));
      timeout_ms = timeout_ms < 0 ? bounded : std::min(timeout_ms, bounded);
    }
    poll(waited_.data(), waited_.size(), timeout_ms);
    for (std::size_t i = 0; i < connections_.size(); ++i)  // the client is gone, whatever else we wait for
      if ((waited_[2 + 2 * i].revents & (POLLERR | POLLHUP)) != 0) connections_[i].cut();
    eventfd_t ignored = 0;
    eventfd_read(wake_.get(), &ignored);
  }

  // Takes who came, and moves what can be moved.
  void look() {
    if (listening_) accept_all();
    const auto now = ProxiedConnection::Clock::now();
    std::erase_if(connections_, [&](ProxiedConnection& connection) { return !connection.step(now); });
  }

  void accept_all() {
    for (;;) {
      Descriptor client(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
      if (!client && (errno == EINTR || errno == ECONNABORTED)) continue;
      if (!client) return;
      ++traffic_.connections;
      Descriptor server;
      if (ProxiedConnection::needs_server(fault_)) {
        server = Descriptor(socket(address_.bytes.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        const auto* to = reinterpret_cast<const sockaddr*>(&address_.bytes);
        if (connect(server.get(), to, address_.size) != 0 && errno != EINPROGRESS) server.close();
      }
      connections_.emplace_back(std::move(client), std::move(server), fault_, traffic_);
    }
  }

  const std::uint16_t port_;
  const std::string url_;
  const Address address_;
  Descriptor listener_, wake_;
  std::mutex mutex_;
  std::vector<std::function<void()>> asked_;

  // Of the thread alone, once it runs.
  ProxyFault fault_;
  bool listening_ = false, stopping_ = false;
  Traffic traffic_;
  std::vector<ProxiedConnection> connections_;
  std::vector<pollfd> waited_;

  std::thread thread_;
};

FaultProxy::FaultProxy(const std::string& to, const ProxyFault& fault)
    : loop_(std::make_unique<Loop>(proxy_target(to), fault)) {}
FaultProxy::~FaultProxy() = default;

std::uint16_t FaultProxy::port() const { return loop_->port(); }
const std::string& FaultProxy::url() const { return loop_->url(); }
void FaultProxy::set(const ProxyFault& fault) {
  loop_->ask([&] { loop_->become(fault); });
}
ProxyFault FaultProxy::fault() const {
  return loop_->ask([&] { return loop_->fault(); });
}
Traffic FaultProxy::traffic() const {
  return loop_->ask([&] { return Traffic(loop_->traffic()); });
}

std::string describe(const ProxyFault& fault) {
  const auto milliseconds = [&] { return fmt::format("{}ms", fault.time.count()); };
  switch (fault.kind) {
    case ProxyFault::Kind::none: return "none";
    case ProxyFault::Kind::refuse: return "refuse";
    case ProxyFault::Kind::reset: return "reset";
    case ProxyFault::Kind::blackhole: return "blackhole";
    case ProxyFault::Kind::delay: return "delay: " + milliseconds();
    case ProxyFault::Kind::truncate: return fmt::format("truncate: {}", fault.bytes);
    case ProxyFault::Kind::wrong_length: return "wrong_length";
    case ProxyFault::Kind::garbage: return "garbage";
    case ProxyFault::Kind::status: return fmt::format("status: {}", fault.status);
    case ProxyFault::Kind::drip: return "drip: " + milliseconds();
  }
  return {};
}

Traffic operator-(Traffic now, const Traffic& before) {
  now.connections -= before.connections;
  now.requests -= before.requests;
  for (const auto& [path, count] : before.paths)
    if ((now.paths[path] -= count) == 0) now.paths.erase(path);
  return now;
}

}  // namespace parity
