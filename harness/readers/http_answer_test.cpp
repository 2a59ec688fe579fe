#include "harness/readers/http_answer.h"

#include "normalizers/test.h"

using namespace parity;

static std::string verdict(const HttpAnswer& answer) {
  const auto fault = judge(answer, {std::chrono::seconds(30), 1000});
  return fault ? fault->text + (fault->passing ? " (passing)" : "") : "usable";
}

static HttpAnswer good() {
  return {.status = 200, .content_type = "application/json", .received = 2, .decoded = 2};
}

TEST_CASE("an answer with status 200, JSON and a whole body is usable, and nothing else is") {
  CHECK(verdict(good()) == "usable");
  HttpAnswer answer = good();
  answer.end = HttpAnswer::End::no_host;
  CHECK(verdict(answer) == "the host's name has no address (passing)");
  answer.end = HttpAnswer::End::tls;
  answer.detail = "certificate has expired";
  CHECK(verdict(answer) == "TLS: certificate has expired");
  answer = good();
  answer.status = 206;
  CHECK(verdict(answer) == "HTTP 206 Partial Content; the body is empty");
  answer = good();
  answer.decoded = 0;
  CHECK(verdict(answer) == "HTTP 200, but the body is empty");
}

TEST_CASE("only what may pass by itself is asked again") {
  for (const int status : {429, 502, 503, 504}) CHECK(judge({.status = status}, {})->passing);
  for (const int status : {204, 400, 401, 404, 500, 501}) CHECK_FALSE(judge({.status = status}, {})->passing);
}

TEST_CASE("a status outranks what is wrong with its body") {
  HttpAnswer answer = good();
  answer.status = 500;
  answer.content_type = "text/html";
  answer.end = HttpAnswer::End::cut;
  answer.head = "<h1>";
  CHECK(verdict(answer) == "HTTP 500 Internal Server Error; the body begins: <h1>");
}
