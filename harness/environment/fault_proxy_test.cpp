// The proxy before real servers, with clients that see every byte. Nothing waits for time to pass; where a
// fault is one of time, only that it was not too early can be told.
#include "harness/environment/fault_proxy.h"

#include <atomic>
#include <filesystem>
#include <thread>

#include <netinet/in.h>

#include "harness/environment/environment_test.h"
#include "harness/environment/postgres_server.h"
#include "harness/environment/proxy_target.h"
#include "harness/environment/readiness.h"
#include "harness/environment/sql.h"
#include "harness/error.h"
#include "harness/readers/loopback_server.h"
#include "normalizers/test.h"

using namespace parity;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using Kind = ProxyFault::Kind;

namespace {

const std::string kRequest = "GET /rows?all=1 HTTP/1.1\r\nHost: x\r\n\r\n";

// Sends, and has all that comes back until the connection ends, and how it ended.
class Client {
 public:
  explicit Client(std::uint16_t port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in to = {};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) problem_ = errno;
  }
  Client(const Client&) = delete;
  ~Client() { close(fd_); }

  Client& say(const std::string& text) {
    if (problem_ == 0 && send(fd_, text.data(), text.size(), MSG_NOSIGNAL) < 0) problem_ = errno;
    return *this;
  }
  // All until the end; with `enough`, until that was read.
  std::string read(const std::string& enough = {}) {
    std::string all;
    for (char part[4096]; problem_ == 0;) {
      if (!enough.empty() && all.find(enough) != all.npos) break;
      const ssize_t n = recv(fd_, part, sizeof part, 0);
      if (n < 0) problem_ = errno;
      if (n <= 0) break;
      all.append(part, static_cast<std::size_t>(n));
    }
    return all;
  }
  int problem() const { return problem_; }

 private:
  int fd_, problem_ = 0;
};

struct Rows : LoopbackServer {
  Rows()
      : LoopbackServer([this](httplib::Server& routes) {
          routes.Get("/rows", [this](const httplib::Request&, httplib::Response& answer) {
            ++asked;
            answer.set_content("0123456789", "text/plain");
          });
          routes.Post("/echo", [](const httplib::Request& request, httplib::Response& answer) {
            answer.set_content(request.body, "application/octet-stream");
          });
        }) {}
  std::atomic<int> asked{0};
};

struct Asked {
  std::string answer;
  int problem = 0;
  std::chrono::steady_clock::duration took{};
};
Asked ask(const FaultProxy& proxy) {
  const auto start = std::chrono::steady_clock::now();
  Client client(proxy.port());
  client.say("GET /rows HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  std::string answer = client.read();
  return {std::move(answer), client.problem(), std::chrono::steady_clock::now() - start};
}

std::string body_of(const std::string& answer) {
  const std::size_t end = answer.find("\r\n\r\n");
  return end == answer.npos ? "no head" : answer.substr(end + 4);
}

int threads() {
  const std::filesystem::directory_iterator tasks("/proc/self/task");
  return static_cast<int>(std::distance(begin(tasks), end(tasks)));
}

std::string refused(const std::function<void()>& what) {
  try {
    what();
  } catch (const Error& error) { return error.what(); }
  return "no error";
}

}  // namespace

TEST_CASE("without a fault all passes, and is counted") {
  const Rows server;
  const FaultProxy proxy(server.url());
  CHECK(proxy.url() == "http://127.0.0.1:" + std::to_string(proxy.port()));
  CHECK(proxy.traffic().connections == 0);

  httplib::Client client(proxy.url());
  client.set_keep_alive(true);
  CHECK(client.Get("/rows?x=1")->body == "0123456789");
  CHECK(client.Get("/nowhere")->status == 404);
  const std::string much(5'000'000, 'm');
  CHECK((client.Post("/echo", much, "text/plain")->body == much));

  const Traffic traffic = proxy.traffic();
  CHECK(traffic.connections == 1);
  CHECK(traffic.requests == 3);
  CHECK(traffic.paths == std::map<std::string, std::uint64_t>{{"/rows", 1}, {"/nowhere", 1}, {"/echo", 1}});
  client.Get("/rows");
  const Traffic since = proxy.traffic() - traffic;
  CHECK(since.requests == 1);
  CHECK(since.paths == std::map<std::string, std::uint64_t>{{"/rows", 1}});
}

TEST_CASE("who connected and left at once is counted too") {
  const Rows server;
  for (const Kind kind : {Kind::none, Kind::reset, Kind::blackhole}) {
    const FaultProxy proxy(server.url(), {.kind = kind});
    for (int i = 0; i < 50; ++i) Client(proxy.port());
    CHECK(proxy.traffic().connections == 50);
  }
}

TEST_CASE("refuse: nothing listens, and the port stays ours") {
  const Rows server;
  FaultProxy proxy(server.url(), {.kind = Kind::refuse});
  for (int i = 0; i < 3; ++i) {
    CHECK(Client(proxy.port()).problem() == ECONNREFUSED);
    proxy.set({});
    CHECK(body_of(ask(proxy).answer) == "0123456789");
    proxy.set({.kind = Kind::refuse});
  }
  CHECK(ask(proxy).problem == ECONNREFUSED);
  CHECK(proxy.traffic().connections == 3);
}

TEST_CASE("reset: a RST once something was said") {
  const Rows server;
  const FaultProxy proxy(server.url(), {.kind = Kind::reset});
  const Asked asked = ask(proxy);
  CHECK(asked.problem == ECONNRESET);
  CHECK(asked.answer.empty());
  CHECK(proxy.traffic().requests == 1);
  CHECK(server.asked == 0);
}

TEST_CASE("blackhole: taken, read, never answered") {
  const Rows server;
  FaultProxy proxy(server.url(), {.kind = Kind::blackhole});
  Client client(proxy.port());
  client.say(kRequest);
  REQUIRE(soon([&] { return proxy.traffic().requests == 1; }));
  proxy.set({});  // cuts it: until then it had no answer
  CHECK(client.read().empty());
  CHECK(client.problem() == ECONNRESET);
  CHECK(server.asked == 0);
}

TEST_CASE("delay: never before its time, and whole") {
  const Rows server;
  const FaultProxy proxy(server.url(), {.kind = Kind::delay, .time = 60ms});
  const Asked asked = ask(proxy);
  CHECK(asked.took >= 60ms);
  CHECK(body_of(asked.answer) == "0123456789");
}

TEST_CASE("drip: byte by byte, and whole") {
  const Rows server;
  const FaultProxy proxy(server.url(), {.kind = Kind::drip, .time = 1ms});
  const Asked asked = ask(proxy);
  CHECK(body_of(asked.answer) == "0123456789");
  CHECK(asked.took >= 1ms * (static_cast<long>(asked.answer.size()) - 1));
}

TEST_CASE("truncate: the body ends early, shorter ones are whole") {
  const Rows server;
  FaultProxy proxy(server.url(), {.kind = Kind::truncate, .bytes = 4});
  CHECK(body_of(ask(proxy).answer) == "0123");
  CHECK(ask(proxy).problem == 0);  // the end of the connection, in order
  httplib::Client client(proxy.url());
  CHECK(!client.Get("/rows"));
  for (const std::uint64_t enough : {10u, 11u}) {
    proxy.set({.kind = Kind::truncate, .bytes = enough});
    CHECK(body_of(ask(proxy).answer) == "0123456789");
  }
  proxy.set({.kind = Kind::truncate});
  CHECK(body_of(ask(proxy).answer).empty());
}

TEST_CASE("truncate: each answer of a connection by itself") {
  const Rows server;
  const FaultProxy proxy(server.url(), {.kind = Kind::truncate, .bytes = 12});
  Client client(proxy.port());
  CHECK_THAT(client.say(kRequest).read("0123456789"), ContainsSubstring("200 OK"));
  CHECK_THAT(client.say(kRequest).read("0123456789"), ContainsSubstring("200 OK"));
  CHECK(body_of(client.say("POST /echo HTTP/1.1\r\nContent-Length: 13\r\n\r\nABCDEFGHIJKLM").read()) ==
        "ABCDEFGHIJKL");
}

TEST_CASE("wrong_length: one byte more is promised than comes") {
  const Rows server;
  const FaultProxy proxy(server.url(), {.kind = Kind::wrong_length});
  const Asked asked = ask(proxy);
  CHECK_THAT(asked.answer, ContainsSubstring("Content-Length: 11\r\n"));
  CHECK_THAT(asked.answer, !ContainsSubstring("Content-Length: 10"));
  CHECK(body_of(asked.answer) == "0123456789");
  httplib::Client client(proxy.url());
  CHECK(!client.Get("/rows"));

  const RawServer chunked("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                          RawServer::Then::hold);
  const FaultProxy other(chunked.url(), {.kind = Kind::wrong_length});
  const std::string answer = ask(other).answer;
  CHECK_THAT(answer, !ContainsSubstring("chunked"));
  CHECK(body_of(answer) == "3\r\nabc\r\n0\r\n\r\n");
}

TEST_CASE("garbage: no protocol's bytes, and the server is not asked") {
  const Rows server;
  const FaultProxy proxy(server.url(), {.kind = Kind::garbage});
  CHECK_THAT(ask(proxy).answer, ContainsSubstring("garbage"));
  CHECK(ask(proxy).problem == 0);
  httplib::Client client(proxy.url());
  CHECK(!client.Get("/rows"));
  CHECK(server.asked == 0);
}

TEST_CASE("status: answered in place of the server, after the whole request") {
  const Rows server;
  FaultProxy proxy(server.url(), {.kind = Kind::status, .status = 503});
  httplib::Client client(proxy.url());
  CHECK(client.Get("/rows")->status == 503);
  CHECK(client.Get("/rows")->get_header_value("Content-Type") == "application/json");
  CHECK(client.Post("/echo", std::string(300'000, 'x'), "text/plain")->status == 503);
  CHECK(server.asked == 0);
  CHECK(proxy.traffic().paths.at("/rows") == 2);
}

TEST_CASE("a change cuts what was open, the same fault again does not") {
  const Rows server;
  FaultProxy proxy(server.url());
  Client client(proxy.port());
  client.say(kRequest).read("0123456789");
  proxy.set({});
  CHECK_THAT(client.say(kRequest).read("0123456789"), ContainsSubstring("200 OK"));
  proxy.set({.kind = Kind::delay, .time = 1ms});
  CHECK(client.read().empty());
  CHECK(client.problem() == ECONNRESET);
  CHECK(proxy.fault() == ProxyFault{.kind = Kind::delay, .time = 1ms});
}

TEST_CASE("a server that is not there looks like one that breaks off, and may come later") {
  const FaultProxy proxy("127.0.0.1:" + std::to_string(assign_port()));
  CHECK(ask(proxy).problem == ECONNRESET);
  CHECK(proxy.traffic().connections == 1);
}

TEST_CASE("a server that closes is heard of") {
  const RawServer server("HTTP/1.0 200 OK\r\n\r\nuntil the end");
  const FaultProxy proxy(server.url());
  CHECK(body_of(ask(proxy).answer) == "until the end");
}

TEST_CASE("nothing is left of a proxy, whatever its clients do") {
  const RawServer server("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nslow!", RawServer::Then::hold);
  const int before = threads();
  {
    FaultProxy proxy(server.url(), {.kind = Kind::blackhole});
    Client waits(proxy.port()), slow(proxy.port());
    waits.say(kRequest);
    CHECK(threads() == before + 1);
    proxy.set({.kind = Kind::drip, .time = 1h});
    slow.say(kRequest);
  }
  CHECK(threads() == before);
}

TEST_CASE("faults change while clients are at work") {
  const Rows server;
  FaultProxy proxy(server.url());
  std::atomic<bool> done{false};
  std::atomic<int> made{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 3; ++i)
    clients.emplace_back([&] {
      while (!done) {
        Client client(proxy.port());
        if (client.problem() == 0) ++made;
        client.say(kRequest);
        client.read("0123456789");
      }
    });
  const ProxyFault faults[] = {{.kind = Kind::reset},        {.kind = Kind::refuse},
                               {.kind = Kind::garbage},      {.kind = Kind::blackhole},
                               {.kind = Kind::wrong_length}, {}};
  for (int i = 0; i < 60; ++i) {
    proxy.set(faults[i % std::size(faults)]);
    proxy.traffic();
  }
  done = true;
  for (std::thread& client : clients) client.join();
  CHECK(body_of(ask(proxy).answer) == "0123456789");
  CHECK(proxy.traffic().connections >= 1);
  CHECK(proxy.traffic().connections <= static_cast<std::uint64_t>(made) + 1);
}

TEST_CASE("PostgreSQL behind it, though it listens on a unix socket") {
  PostgresServer server;
  FaultProxy proxy(server.database("behind"));
  const auto one = [&] { return run_sql(proxy.url(), "select current_database()")[0][0]; };
  CHECK(one() == "behind");
  CHECK(proxy.traffic().connections == 1);
  CHECK(proxy.traffic().requests == 0);  // of HTTP

  for (const ProxyFault& fault :
       {ProxyFault{.kind = Kind::reset}, ProxyFault{.kind = Kind::refuse}, ProxyFault{.kind = Kind::garbage},
        ProxyFault{.kind = Kind::status, .status = 500}, ProxyFault{.kind = Kind::wrong_length},
        ProxyFault{.kind = Kind::truncate, .bytes = 100}}) {
    INFO(describe(fault));
    proxy.set(fault);
    CHECK(refused(one) != "no error");
  }
  proxy.set({.kind = Kind::delay, .time = 2ms});
  CHECK(one() == "behind");
}

TEST_CASE("where a URL leads, and how it is written through a proxy") {
  const auto check = [](const std::string& url, const std::string& host, const std::string& port,
                        const std::string& through) {
    INFO(url);
    const ProxyTarget target = proxy_target(url);
    CHECK(target.host == host);
    CHECK(target.port == port);
    CHECK(target.through(7) == through);
  };
  check("http://127.0.0.1:8080", "127.0.0.1", "8080", "http://127.0.0.1:7");
  check("http://api.example/v1?x=/@", "api.example", "80", "http://127.0.0.1:7/v1?x=/@");
  check("http://u:p@[::1]:80/", "::1", "80", "http://u:p@127.0.0.1:7/");
  check("localhost:5432", "localhost", "5432", "127.0.0.1:7");
  check("postgres://me:p%40s@db.example/x", "db.example", "5432", "postgresql://me:p%40s@127.0.0.1:7/x");
  check("postgresql:///x?host=/run/pg&user=me", "/run/pg/.s.PGSQL.5432", "", "postgresql://me@127.0.0.1:7/x");
  check("host=h port=1 dbname=d sslmode=disable", "h", "1", "postgresql://127.0.0.1:7/d?sslmode=disable");
}

TEST_CASE("what is no place for a proxy is refused") {
  const auto check = [](const std::string& url, const std::string& message) {
    CHECK_THAT(refused([&] { proxy_target(url); }), ContainsSubstring(message));
  };
  check("https://127.0.0.1:1", "cannot look into TLS");
  for (const char* nowhere :
       {"", "localhost", "http://", "http://h:x/", "postgresql:///x", "postgresql://a,b/x"})
    check(nowhere, "before a host and a port");
  CHECK_THAT(refused([] { FaultProxy("no-such-host.invalid:1"); }), ContainsSubstring("cannot be found"));
}
