// Messages found in streams, whole and byte by byte.
#include "harness/environment/http_messages.h"

#include "normalizers/test.h"

using namespace parity;

namespace {

using Side = HttpMessages::Side;

// "head|body|." for each message; what is no HTTP is "raw:…".
std::string parts_of(const std::string& stream, Side side, std::size_t step,
                     const std::vector<std::string>& asked) {
  HttpMessages messages(side);
  for (const std::string& method : asked) messages.asked(method);
  std::string out, raw;
  std::size_t body = 0;
  for (std::size_t at = 0; at < stream.size(); at += step) {
    for (const auto& part : messages.feed(std::string_view(stream).substr(at, step))) {
      if (part.kind == HttpMessages::Part::raw) {
        raw += part.bytes;
        continue;
      }
      if (part.kind == HttpMessages::Part::head) out += word_of(part.bytes, 1) + " ";
      if (part.kind == HttpMessages::Part::body) body += part.bytes.size();
      if (part.ends) out += std::to_string(std::exchange(body, 0)) + "; ";
    }
  }
  if (body > 0) out += std::to_string(body) + " and more";
  return out + (raw.empty() ? "" : "raw " + raw);
}

void check(const std::string& stream, Side side, const std::string& expected,
           const std::vector<std::string>& asked = {}) {
  for (const std::size_t step : {std::size_t{1}, std::size_t{2}, std::size_t{7}, stream.size()}) {
    INFO("in steps of " << step);
    CHECK(parts_of(stream, side, step, asked) == expected);
  }
}

const std::string kGet = "GET /a?b HTTP/1.1\r\nHost: x\r\n\r\n";
const std::string kChunked =
    "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, Chunked\r\n\r\n5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nMore: "
    "1\r\n\r\n";

}  // namespace

TEST_CASE("requests are counted by their ends") {
  check(kGet + kGet, Side::requests, "/a?b 0; /a?b 0; ");
  check("POST /x HTTP/1.1\r\nCONTENT-LENGTH:  5 \r\n\r\nGET /" + kGet, Side::requests, "/x 5; /a?b 0; ");
  check("POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n" + kGet, Side::requests,
        "/x 13; /a?b 0; ");
}

TEST_CASE("answers end where they say, or with the connection") {
  check("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n",
        Side::answers, "200 3; 404 0; ");
  check(kChunked + kChunked, Side::answers, "200 34; 200 34; ");
  check("HTTP/1.0 200 OK\r\n\r\nall of it", Side::answers, "200 9 and more");
}

TEST_CASE("answers without a body are told by what was asked and by their status") {
  const std::string said = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n";
  check(said + said + "abc", Side::answers, "200 0; 200 3; ", {"HEAD", "GET"});
  check("HTTP/1.1 204 No\r\n\r\nHTTP/1.1 304 No\r\nContent-Length: 9\r\n\r\n" + kChunked, Side::answers,
        "204 0; 304 0; 200 34; ");
  check("HTTP/1.1 100 Continue\r\n\r\n" + said + "abc", Side::answers, "100 200 3; ", {"POST"});
}

TEST_CASE("what is no HTTP is passed on as it is") {
  const std::string startup("\0\0\0\x08\x04\xd2\x16\x2f", 8);
  check(startup, Side::requests, "raw " + startup);
  check("SSH-2.0-x\r\n\r\n", Side::requests, "raw SSH-2.0-x\r\n\r\n");
  check("get / HTTP/1.1\r\n\r\n", Side::requests, "raw get / HTTP/1.1\r\n\r\n");
  check("HTTP/1.1 101 Switching\r\n\r\n\x81\x05", Side::answers, "101 raw \x81\x05");
}

TEST_CASE("headers are found whatever their case, and taken out") {
  const std::string head = "HTTP/1.1 200 OK\r\nX-A: 1\r\ncontent-length:12\r\nX-B: 2\r\n\r\n";
  CHECK(header_of(head, "Content-Length") == "12");
  CHECK(header_of(head, "X-B") == "2");
  CHECK(header_of(head, "Content") == std::nullopt);
  CHECK(without_header(head, "Content-Length") == "HTTP/1.1 200 OK\r\nX-A: 1\r\nX-B: 2\r\n\r\n");
  CHECK(without_header(head, "X-C") == head);
  CHECK(word_of(kGet, 0) == "GET");
  CHECK(word_of(kGet, 2) == "HTTP/1.1");
  CHECK(word_of(kGet, 3).empty());
}
