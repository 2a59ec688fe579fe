#include "harness/environment/proxied_connection.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

namespace parity {
namespace {

constexpr char kGarbage[] = "\x00\xff\x16\x03\x00\x80\xc3\x28garbage\r\n\r\n\x7f\xfe";

std::string answer_with(int status) {
  const std::string body = R"({"error":{"code":"FAULT","message":"answered by a fault proxy"}})";
  return "HTTP/1.1 " + std::to_string(status) +
         " ProxyFault\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body;
}

// One byte more than comes; where the answer did not say how much comes, far more.
std::string lying(const std::string& head) {
  const auto length = header_of(head, "Content-Length");
  const std::string rest = without_header(without_header(head, "Content-Length"), "Transfer-Encoding");
  const std::string lie = length ? std::to_string(std::stoull(*length) + 1) : "1073741824";
  return rest.substr(0, rest.size() - 2) + "Content-Length: " + lie + "\r\n\r\n";
}

bool would_wait() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

std::string path_of(const std::string& head) {
  const std::string target = word_of(head, 1);
  return target.substr(0, target.find('?'));
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

void Descriptor::close() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

bool ProxiedConnection::needs_server(const ProxyFault& fault) {
  switch (fault.kind) {
    case ProxyFault::Kind::none:
    case ProxyFault::Kind::delay:
    case ProxyFault::Kind::drip:
    case ProxyFault::Kind::truncate:
    case ProxyFault::Kind::wrong_length: return true;
    default: return false;
  }
}

ProxiedConnection::ProxiedConnection(Descriptor client, Descriptor server, const ProxyFault& fault,
                                     Traffic& traffic)
    : client_(std::move(client)),
      server_(std::move(server)),
      fault_(fault),
      traffic_(&traffic),
      body_left_(fault.bytes) {
  if (!server_ && needs_server(fault_)) cut();
}

void ProxiedConnection::cut() {
  const linger now{1, 0};
  setsockopt(client_.get(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
  over_ = true;
}

bool ProxiedConnection::step(Clock::time_point now) {
  if (!over_) read_client(now);
  if (!over_ && server_) write_server();
  if (!over_ && server_) read_server(now);
  if (!over_) write_client(now);
  if (over_) {
    client_.close();
    server_.close();
  }
  return !over_;
}

pollfd ProxiedConnection::client_wait(Clock::time_point now) const {
  short events = 0;
  if (!client_ended_ && to_server_.size() < 64 * 1024) events |= POLLIN;
  const auto at = due();
  if (at && *at <= now) events |= POLLOUT;
  return {client_.get(), events, 0};
}

pollfd ProxiedConnection::server_wait() const {
  short events = 0;
  if (server_ && (!connected_ || !to_server_.empty())) events |= POLLOUT;
  if (connected_ && room_for_answer()) events |= POLLIN;
  return {events != 0 ? server_.get() : -1, events, 0};
}

std::optional<ProxiedConnection::Clock::time_point> ProxiedConnection::due() const {
  if (to_client_.empty()) return std::nullopt;
  return std::max(to_client_.front().due, next_drop_);
}

void ProxiedConnection::read_client(Clock::time_point now) {
  char bytes[16 * 1024];
  while (!over_ && !client_ended_ && to_server_.size() < 64 * 1024) {
    const ssize_t n = recv(client_.get(), bytes, sizeof bytes, 0);
    if (n < 0) {
      over_ = !would_wait();
      return;
    }
    if (n == 0) {
      client_ended_ = true;
      if (!server_ && to_client_.empty()) over_ = true;  // nothing can come of it
      break;
    }
    if (shut_) continue;  // it is told already that no answer comes
    const std::string_view said(bytes, static_cast<std::size_t>(n));
    for (const HttpMessages::Part& part : requests_.feed(said)) take_request(part, now);
    if (fault_.kind == ProxyFault::Kind::reset) cut();
    if (server_) to_server_ += said;
  }
}

void ProxiedConnection::take_request(const HttpMessages::Part& part, Clock::time_point now) {
  const bool head = part.kind == HttpMessages::Part::head;
  if (head) {
    ++traffic_->requests;
    ++traffic_->paths[path_of(part.bytes)];
    answers_.asked(word_of(part.bytes, 0));
  }
  if (finishing_) return;
  const bool http = part.kind != HttpMessages::Part::raw;
  switch (fault_.kind) {
    case ProxyFault::Kind::garbage:
      if (part.ends || !http) answer_myself({kGarbage, sizeof kGarbage - 1}, now);
      break;
    case ProxyFault::Kind::status:
      if (!http)
        cut();  // there is no answer of ours that it would understand
      else if (part.ends)
        answer_myself(answer_with(fault_.status), now);
      break;
    case ProxyFault::Kind::wrong_length:
      if (!http) cut();
      break;
    default: break;
  }
}

void ProxiedConnection::answer_myself(const std::string& answer, Clock::time_point now) {
  send_later(answer, now);
  no_more_answers();
}

void ProxiedConnection::no_more_answers() {
  finishing_ = true;
  server_.close();
  to_server_.clear();
}

void ProxiedConnection::write_server() {
  if (!connected_) {
    pollfd ready{server_.get(), POLLOUT, 0};
    if (poll(&ready, 1, 0) <= 0) return;
    int problem = 0;
    socklen_t size = sizeof problem;
    getsockopt(server_.get(), SOL_SOCKET, SO_ERROR, &problem, &size);
    if (problem != 0) return cut();  // a server that is not there looks like one that breaks off
    connected_ = true;
  }
  while (!to_server_.empty()) {
    const ssize_t n = send(server_.get(), to_server_.data(), to_server_.size(), MSG_NOSIGNAL);
    if (n < 0) {
      if (!would_wait()) to_server_.clear();  // it reads no more; what it answered may still be there
      return;
    }
    to_server_.erase(0, static_cast<std::size_t>(n));
  }
  if (client_ended_) shutdown(server_.get(), SHUT_WR);
}

void ProxiedConnection::read_server(Clock::time_point now) {
  char bytes[64 * 1024];
  while (connected_ && server_ && !over_ && room_for_answer()) {
    const ssize_t n = recv(server_.get(), bytes, sizeof bytes, 0);
    if (n < 0) {
      if (!would_wait()) cut();
      return;
    }
    if (n == 0) return no_more_answers();
    take_answer({bytes, static_cast<std::size_t>(n)}, now);
  }
}

void ProxiedConnection::take_answer(const std::string& bytes, Clock::time_point now) {
  const bool shapes =
      fault_.kind == ProxyFault::Kind::truncate || fault_.kind == ProxyFault::Kind::wrong_length;
  if (!shapes) return send_later(bytes, now);
  if (!requests_.is_http()) {  // of another protocol all that the server says is the body
    HttpMessages::Part all{HttpMessages::Part::body, bytes, false};
    return shape(all, now);
  }
  for (HttpMessages::Part& part : answers_.feed(bytes)) {
    if (finishing_) return;
    shape(part, now);
  }
}

void ProxiedConnection::shape(HttpMessages::Part& part, Clock::time_point now) {
  const bool truncates = fault_.kind == ProxyFault::Kind::truncate;
  if (part.kind == HttpMessages::Part::head) {
    body_left_ = fault_.bytes;
    const bool has_body = !part.ends || header_of(part.bytes, "Content-Length") == "0";
    send_later(!truncates && has_body ? lying(part.bytes) : part.bytes, now);
    if (!truncates && part.ends && has_body) no_more_answers();
    return;
  }
  if (!truncates) {
    send_later(part.bytes, now);
    if (part.ends) no_more_answers();
    return;
  }
  const bool cuts = part.bytes.size() > body_left_;
  send_later(part.bytes.substr(0, cuts ? body_left_ : part.bytes.size()), now);
  body_left_ -= std::min<std::uint64_t>(body_left_, part.bytes.size());
  if (cuts) no_more_answers();
}

void ProxiedConnection::send_later(std::string bytes, Clock::time_point now) {
  if (bytes.empty()) return;
  waiting_ += bytes.size();
  to_client_.push_back({fault_.kind == ProxyFault::Kind::delay ? now + fault_.time : now, std::move(bytes)});
}

void ProxiedConnection::write_client(Clock::time_point now) {
  const bool drips = fault_.kind == ProxyFault::Kind::drip;
  while (!to_client_.empty() && *due() <= now) {
    Piece& piece = to_client_.front();
    const ssize_t n = send(client_.get(), piece.bytes.data(), drips ? 1 : piece.bytes.size(), MSG_NOSIGNAL);
    if (n < 0) {
      over_ = !would_wait();
      return;
    }
    waiting_ -= static_cast<std::size_t>(n);
    piece.bytes.erase(0, static_cast<std::size_t>(n));
    if (piece.bytes.empty()) to_client_.pop_front();
    if (drips) next_drop_ = now + fault_.time;
  }
  if (!finishing_ || !to_client_.empty()) return;
  if (client_ended_) over_ = true;
  if (!shut_ && !over_) {
    // What the client still sends is read and thrown away: closing over it would take the answer back.
    shut_ = true;
    shutdown(client_.get(), SHUT_WR);
  }
}

}  // namespace parity
