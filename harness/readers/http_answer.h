// What came back for one GET, and whether rows may be read from it. Decides and words; sends nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace parity {

struct HttpAnswer {
  enum class End {
    whole,          // as far as the transport can say
    no_host,        // its name has no address
    no_connection,  // refused, unreachable, or not within the time for connecting
    no_answer,      // the connection broke before a status came
    timed_out,
    tls,         // certificate or handshake
    cut,         // the body broke off, or broke its framing
    too_large,   // stopped by us
    unreadable,  // a gzip stream that is none
    other,
  };
  End end = End::whole;
  std::string detail;  // what the system or the library said of the end
  int status = 0;      // 0: none came
  std::string content_type;
  std::string content_encoding;
  std::optional<std::uint64_t> stated_length;
  std::uint64_t received = 0;  // bytes of the body on the wire
  std::uint64_t decoded = 0;   // and behind gzip
  std::string gzip_fault;
  std::string head;      // begin of the body, fit to be shown
  std::string redirect;  // absolute; where a 3xx points to
  long retry_after_s = 0;
};

struct HttpFault {
  std::string text;  // follows "GET URL: "
  std::string hint;
  bool passing = false;  // worth another try
};

struct HttpLimits {
  std::chrono::milliseconds timeout;
  std::uint64_t max_bytes;
};

// Why no rows can be read from it; nullopt: they can. Redirects are the caller's business.
std::optional<HttpFault> judge(const HttpAnswer& answer, const HttpLimits& limits);

bool is_redirect(int status);
bool is_ndjson(const std::string& content_type);

}  // namespace parity
