// A TCP proxy on this machine's loopback, before any server (HTTP, PostgreSQL), that counts what comes and
// does wrong on request. One thread of its own; the destructor ends it and every connection, for certain.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "harness/environment/fault.h"

namespace parity {

class FaultProxy {
 public:
  // `to`: as proxy_target.h takes it; the server need not be there yet. Throws Error (usage) where that is no
  // place for a proxy, Error (undecidable) where there is no port.
  explicit FaultProxy(const std::string& to, const ProxyFault& fault = {});
  ~FaultProxy();
  FaultProxy(const FaultProxy&) = delete;

  std::uint16_t port() const;      // the same under every fault
  const std::string& url() const;  // `to` through the proxy

  // From any thread, also while clients are at work. When `set` returns, no connection is left that was made
  // under another fault (clients see those as reset), and the next one meets this fault. `traffic` has all
  // that clients sent before it was asked for; the one who asks must know that they did.
  void set(const ProxyFault& fault);
  ProxyFault fault() const;
  Traffic traffic() const;

 private:
  class Loop;
  std::unique_ptr<Loop> loop_;
};

}  // namespace parity
