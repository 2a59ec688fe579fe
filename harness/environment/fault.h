// What stands between a client and a server on request, and what went past: plain values. Who does it is
// fault_proxy.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

namespace parity {

struct ProxyFault {
  enum class Kind {
    none,          // all passes as it is
    refuse,        // nothing listens
    reset,         // RST as soon as the client has said something
    blackhole,     // accepted, read, never answered
    delay,         // each byte of the answer comes `time` later
    truncate,      // the answer's body ends after `bytes`, and the connection with it
    wrong_length,  // the answer's Content-Length says one byte more than comes
    garbage,       // the answer is bytes that are no protocol's
    status,        // answered with `status` in place of the server, which is never asked
    drip,          // a byte of the answer each `time`
  };
  Kind kind = Kind::none;
  std::chrono::milliseconds time{0};
  std::uint64_t bytes = 0;
  int status = 0;

  friend bool operator==(const ProxyFault&, const ProxyFault&) = default;
};
std::string describe(const ProxyFault& fault);  // "truncate: 100"

// What came to a proxy. What nobody listened to (refuse) is not in it.
struct Traffic {
  std::uint64_t connections = 0;
  std::uint64_t requests = 0;                  // of HTTP
  std::map<std::string, std::uint64_t> paths;  // of those, by path without query: "/health"
};
Traffic operator-(Traffic now, const Traffic& before);  // what came since `before`

}  // namespace parity
