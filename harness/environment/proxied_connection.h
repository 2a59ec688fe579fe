// One client's connection through a fault proxy, under one fault until it ends. Only the proxy's own thread
// touches it; it never waits.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include <poll.h>

#include "harness/environment/fault.h"
#include "harness/environment/http_messages.h"

struct sockaddr;

namespace parity {

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor() { close(); }
  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  void close();

 private:
  int fd_;
};

class ProxiedConnection {
 public:
  using Clock = std::chrono::steady_clock;

  // `server` is on its way to be connected; none where the fault needs none. `traffic` outlives it.
  ProxiedConnection(Descriptor client, Descriptor server, const ProxyFault& fault, Traffic& traffic);
  ProxiedConnection(ProxiedConnection&&) = default;
  ProxiedConnection& operator=(ProxiedConnection&&) = default;

  static bool needs_server(const ProxyFault& fault);

  // Moves what can be moved. False: it is over.
  bool step(Clock::time_point now);
  // Ends it with a RST to the client, whatever is on its way.
  void cut();

  // What to wait for before the next step: client first, then server.
  pollfd client_wait(Clock::time_point now) const;
  pollfd server_wait() const;
  std::optional<Clock::time_point> due() const;  // when time alone makes something possible

 private:
  struct Piece {
    Clock::time_point due;
    std::string bytes;
  };

  void read_client(Clock::time_point now);
  void take_request(const HttpMessages::Part& part, Clock::time_point now);
  void answer_myself(const std::string& answer, Clock::time_point now);
  void write_server();
  void read_server(Clock::time_point now);
  void take_answer(const std::string& bytes, Clock::time_point now);
  void shape(HttpMessages::Part& part, Clock::time_point now);
  void send_later(std::string bytes, Clock::time_point now);
  void write_client(Clock::time_point now);
  bool room_for_answer() const { return waiting_ < 256 * 1024; }
  void no_more_answers();  // what is on its way still goes out, then the connection ends

  Descriptor client_, server_;
  ProxyFault fault_;
  Traffic* traffic_;
  HttpMessages requests_{HttpMessages::Side::requests};
  HttpMessages answers_{HttpMessages::Side::answers};
  std::string to_server_;
  std::deque<Piece> to_client_;
  std::size_t waiting_ = 0;  // bytes of to_client_
  Clock::time_point next_drop_{};
  std::uint64_t body_left_ = 0;  // truncate: of this answer
  bool connected_ = false;       // to the server
  bool client_ended_ = false;    // it sends no more
  bool finishing_ = false;       // no answer comes any more
  bool shut_ = false;            // and the client was told so
  bool over_ = false;
};

}  // namespace parity
