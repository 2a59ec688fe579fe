// Where a URL leads, and the same URL when it leads through a port of this machine instead.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace parity {

struct ProxyTarget {
  std::string host;                                   // a name or an address; of a unix socket its path
  std::string port;                                   // empty: `host` is a unix socket
  std::function<std::string(std::uint16_t)> through;  // the URL by 127.0.0.1 and that port
};

// Of "http://…", a PostgreSQL URI or connection string, or "host:port". Throws Error (usage).
ProxyTarget proxy_target(const std::string& url);

}  // namespace parity
