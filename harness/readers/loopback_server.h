// For tests of what reads HTTP: real servers on this machine's loopback, one that behaves and one that says
// exactly the bytes that it was given.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>

#include <arpa/inet.h>
#include <httplib.h>
#include <sys/socket.h>
#include <unistd.h>

namespace parity {

class LoopbackServer {
 public:
  explicit LoopbackServer(const std::function<void(httplib::Server&)>& routes)
      : LoopbackServer(std::make_unique<httplib::Server>(), "http", routes) {}
  LoopbackServer(std::unique_ptr<httplib::Server> server, const std::string& scheme,
                 const std::function<void(httplib::Server&)>& routes)
      : server_(std::move(server)) {
    routes(*server_);
    const int port = server_->bind_to_any_port("127.0.0.1");
    url_ = scheme + "://127.0.0.1:" + std::to_string(port);
    thread_ = std::thread([this] { server_->listen_after_bind(); });
    while (!server_->is_running()) std::this_thread::yield();  // stop() before that would be lost
  }
  ~LoopbackServer() {
    server_->stop();
    thread_.join();
  }
  const std::string& url() const { return url_; }

 private:
  std::unique_ptr<httplib::Server> server_;
  std::thread thread_;
  std::string url_;
};

// Answers each connection with the same bytes, then closes it; or, when told to hold, keeps it open and
// silent.
class RawServer {
 public:
  enum class Then { close, hold };

  explicit RawServer(std::string bytes, Then then = Then::close) : bytes_(std::move(bytes)), then_(then) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    listen(listener_, 16);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    thread_ = std::thread([this] { serve(); });
  }
  ~RawServer() {
    shutdown(listener_, SHUT_RDWR);  // ends the accept
    thread_.join();
    for (int held : held_) close(held);
    close(listener_);
  }
  const std::string& url() const { return url_; }
  int connections() const { return connections_; }

 private:
  void serve() {
    for (int peer = accept(listener_, nullptr, nullptr); peer >= 0;
         peer = accept(listener_, nullptr, nullptr)) {
      ++connections_;
      std::string request;
      char part[4096];
      while (request.find("\r\n\r\n") == std::string::npos) {
        const ssize_t got = recv(peer, part, sizeof part, 0);
        if (got <= 0) break;
        request.append(part, static_cast<std::size_t>(got));
      }
      for (std::size_t sent = 0; sent < bytes_.size();) {
        const ssize_t now = send(peer, bytes_.data() + sent, bytes_.size() - sent, MSG_NOSIGNAL);
        if (now <= 0) break;
        sent += static_cast<std::size_t>(now);
      }
      then_ == Then::close ? static_cast<void>(close(peer)) : held_.push_back(peer);
    }
  }

  std::string bytes_;
  Then then_;
  int listener_ = -1;
  std::atomic<int> connections_{0};
  std::vector<int> held_;
  std::thread thread_;
  std::string url_;
};

}  // namespace parity
