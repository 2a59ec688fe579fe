// Proxies in a run: a dataset read through one, faults that steps set, and what its traffic proves.
#include "harness/run/proxies.h"

#include "harness/error.h"
#include "harness/readers/loopback_server.h"
#include "harness/run/run_test.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;
using reports::Outcome;

namespace {

struct Backend : LoopbackServer {
  Backend()
      : LoopbackServer([](httplib::Server& routes) {
          routes.Get("/all", [](const httplib::Request&, httplib::Response& answer) {
            answer.set_content(R"({"t": [{"id": 1}]})", "application/json");
          });
        }) {}
};

// One dataset through the proxy `api`, against a file that says the same.
class Through : public RunFolder {
 public:
  reports::Result read(const std::string& proxy, const std::string& steps = "[]",
                       const std::string& url = "${api.url}") {
    write("t.json", R"([{"id": 1}])");
    return run("environment:\n  proxies: { api: { to: \"" + backend_.url() + "\", " + proxy +
               " } }\n  once_ready: " + steps + "\ndatasets: { source: { json: t.json }, api: { http: \"" +
               url +
               "/all\", tables: \"\", retries: 0 } }\ncontract: { tables: { t: { key: [id] } } }\nparity: [{ "
               "compare: [source, api] }]");
  }
  const Backend& backend() const { return backend_; }

 private:
  Backend backend_;
};

const reports::Check& only_check(const reports::Result& result) {
  REQUIRE(result.checks.size() == 1);
  return result.checks[0];
}

reports::Check checked(const std::string& connections, const Traffic& traffic,
                       ProxyFault::Kind fault = ProxyFault::Kind::none) {
  ExpectedTraffic expected;
  expected.connections = connections == "none" ? CountRange{0, 0} : CountRange{1, std::nullopt};
  return check_traffic(expected, traffic, {.kind = fault});
}

}  // namespace

TEST_CASE("a dataset is read through a proxy, and its traffic counted") {
  Through through;
  const auto held = through.read("expect: { connections: { at_least: 1 }, paths: { /all: 1, /none: 0 } }");
  CHECK(held.exit_code == 0);
  CHECK(only_check(held).name ==
        "through api: at least 1 connection, 1 request of /all, no request of /none");
  CHECK(only_check(held).outcome == Outcome::passed);

  const auto broken = through.read("expect: { connections: 0, requests: { at_least: 2, at_most: 3 } }");
  CHECK(broken.exit_code == 1);
  CHECK(only_check(broken).message == "there came 1 connection, 1 request");
  CHECK_THAT(only_check(broken).detail, ContainsSubstring("/all: 1"));
}

TEST_CASE("each fault is met by the reader, and none of them is a difference") {
  Through through;
  for (const char* fault :
       {"refuse", "reset", "garbage", "wrong_length", "{ truncate: 5 }", "{ status: 500 }"}) {
    INFO(fault);
    const auto result = through.read(std::string("fault: ") + fault);
    CHECK(result.exit_code == 3);
    CHECK(result.totals.differences == 0);
  }
  for (const char* fault : {"none", "{ delay: 5ms }", "{ drip: 1ms }", "{ truncate: 1000 }"}) {
    INFO(fault);
    CHECK(through.read(std::string("fault: ") + fault).exit_code == 0);
  }
}

TEST_CASE("steps change the fault, and look at what came since the last look") {
  Through through;
  const std::string ask = "run: [curl, --silent, --output, /dev/null, \"${api.url}/all\"]";
  const auto result = through.read("expect: { requests: 3 }",
                                   "[{ " + ask + " }, { proxy: api, expect: { requests: 1 } }, { " + ask +
                                       " }, { proxy: api, expect: { requests: 1 }, name: once more },"
                                       " { proxy: api, expect: { connections: 0 } }]");
  CHECK(result.exit_code == 0);
  REQUIRE(result.checks.size() == 4);
  CHECK(result.checks[1].id == "once_ready-4");
  CHECK(result.checks[1].name == "once more");

  CHECK(through.read("fault: reset", "[{ proxy: api, fault: none }]").exit_code == 0);
  CHECK(through.read("fault: none", "[{ proxy: api, fault: reset }]").exit_code == 3);
  CHECK(through.read("fault: none", "[{ proxy: api, expect: { connections: { at_least: 1 } } }]").exit_code ==
        1);
}

TEST_CASE("what cannot be counted is not counted as nothing") {
  CHECK(checked("none", {}).outcome == Outcome::passed);
  CHECK(checked("none", {.connections = 1}).outcome == Outcome::failed);
  CHECK(checked("some", {}).outcome == Outcome::failed);
  CHECK(checked("some", {.connections = 1}, ProxyFault::Kind::refuse).outcome == Outcome::passed);
  CHECK(checked("none", {}, ProxyFault::Kind::refuse).outcome == Outcome::errored);
  Through through;
  CHECK(
      through
          .read("fault: none", "[{ proxy: api, fault: refuse }, { proxy: api, expect: { connections: 0 } }]")
          .exit_code == 3);
}

TEST_CASE("a proxy before nowhere is a mistake at its place") {
  RunFolder folder;
  folder.write("t.json", "[]");
  try {
    folder.run(
        "environment: { proxies: { api: { to: \"https://127.0.0.1\" } } }\n"
        "datasets: { a: { json: t.json }, b: { http: \"${api.url}\" } }\nparity: [{ compare: [a, b] }]");
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::usage);
    CHECK(error.where.line == 2);
  }
}
