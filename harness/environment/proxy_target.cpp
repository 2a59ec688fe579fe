#include "harness/environment/proxy_target.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "harness/environment/conninfo.h"
#include "harness/error.h"

namespace parity {
namespace {

bool is_port(const std::string& text) {
  return !text.empty() && text.size() <= 5 && text.find_first_not_of("0123456789") == text.npos;
}

// "host:port", "host", "[::1]:80".
std::pair<std::string, std::string> split(const std::string& authority, const std::string& usual_port) {
  const std::size_t colon = authority.rfind(':');
  const bool has_port = colon != authority.npos && authority.find(']', colon) == authority.npos;
  std::string host = authority.substr(0, has_port ? colon : authority.npos);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return {host, has_port ? authority.substr(colon + 1) : usual_port};
}

ProxyTarget postgres_target(const std::string& url) {
  std::map<std::string, std::string> said = read_conninfo(url);
  const auto take = [&](const char* name) {
    const auto node = said.extract(name);
    return node.empty() ? std::string() : node.mapped();
  };
  const std::string name = take("host"), address = take("hostaddr"), port = take("port");
  const std::string host = address.empty() ? name : address;
  const auto through = [said](std::uint16_t at) {
    auto by_proxy = said;
    by_proxy["host"] = "127.0.0.1";
    by_proxy["port"] = std::to_string(at);
    return conninfo_url(by_proxy);
  };
  if (host.find(',') != host.npos) return {};  // several servers
  const std::string number = port.empty() ? "5432" : port;
  if (host.starts_with('/')) return {host + "/.s.PGSQL." + number, "", through};
  return {host, number, through};
}

ProxyTarget http_target(const std::string& url) {
  const std::size_t begin = std::string_view("http://").size();
  const std::size_t path = std::min(url.find_first_of("/?#", begin), url.size());
  const std::size_t at = url.rfind('@', path);
  const std::size_t authority = at == url.npos || at < begin ? begin : at + 1;
  auto [host, port] = split(url.substr(authority, path - authority), "80");
  return {host, port, [front = url.substr(0, authority), back = url.substr(path)](std::uint16_t through) {
            return fmt::format("{}127.0.0.1:{}{}", front, through, back);
          }};
}

}  // namespace

ProxyTarget proxy_target(const std::string& url) {
  if (url.starts_with("https://"))
    throw usage_error("a proxy cannot look into TLS").with_hint("put it before a server that speaks http");
  ProxyTarget target;
  if (url.starts_with("http://")) {
    target = http_target(url);
  } else if (url.starts_with("postgres://") || url.starts_with("postgresql://") ||
             url.find('=') != url.npos) {
    target = postgres_target(url);
  } else {
    auto [host, port] = split(url, "");
    target = {host, port, [](std::uint16_t through) { return fmt::format("127.0.0.1:{}", through); }};
    if (port.empty()) target.host.clear();
  }
  if (target.host.empty() || (target.host.front() != '/' && !is_port(target.port)))
    throw usage_error("a proxy stands before a host and a port")
        .with_hint("http://127.0.0.1:8080, or 127.0.0.1:8080");
  return target;
}

}  // namespace parity
