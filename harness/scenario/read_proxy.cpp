#include "harness/scenario/read_proxy.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/scenario/names.h"
#include "harness/scenario/read_gates.h"
#include "harness/scenario/references.h"
#include "harness/yaml/nearest.h"
#include "harness/yaml/read.h"

namespace parity {
namespace {

const KeyTable kProxy{"proxy", "a proxy", {"to", "fault", "expect"}};
const KeyTable kFault{"fault", "a fault", {"delay", "truncate", "status", "drip"}};
const KeyTable kTraffic{"traffic", "what comes to a proxy", {"connections", "requests", "paths"}};
const KeyTable kCountRange{"count_range", "how often", {"at_least", "at_most"}};
const KeyTable kProxyStep{
    "proxy_step", "a step at a proxy", {"proxy", "fault", "expect", "name", "requirements"}};

const std::vector<std::pair<std::string, ProxyFault::Kind>> kPlainFaults = {
    {"none", ProxyFault::Kind::none},
    {"refuse", ProxyFault::Kind::refuse},
    {"reset", ProxyFault::Kind::reset},
    {"blackhole", ProxyFault::Kind::blackhole},
    {"wrong_length", ProxyFault::Kind::wrong_length},
    {"garbage", ProxyFault::Kind::garbage}};

int read_status(const Yaml& node) {
  const std::uint64_t status = read_count(node, "an HTTP status");
  if (status < 200 || status > 599) throw unexpected(node, "an HTTP status from 200 to 599");
  return static_cast<int>(status);
}

CountRange read_range(const Yaml& node) {
  if (node.kind != Yaml::Kind::mapping) {
    const std::uint64_t count = read_count(node, "how often, or { at_least: 1 }");
    return {count, count};
  }
  const Mapping map(node, kCountRange);
  CountRange range;
  const auto* least = map.find("at_least");
  const auto* most = map.find("at_most");
  if (least == nullptr && most == nullptr) throw usage_error("this expects any count at all").at(node.where);
  if (least != nullptr) range.at_least = read_count(least->value, "at_least");
  if (most != nullptr) range.at_most = read_count(most->value, "at_most");
  if (range.at_most && *range.at_most < range.at_least)
    throw usage_error("no count is at least the one and at most the other").at(node.where);
  return range;
}

// Nobody can count who came while nothing listened.
void refuse_blind(const ProxyFault& fault, const Location& where) {
  if (fault.kind == ProxyFault::Kind::refuse)
    throw usage_error("while nothing listens, nothing that comes can be counted")
        .at(where)
        .with_hint("with fault: reset each connection is counted, and none is served");
}

}  // namespace

ProxyFault read_fault(const Yaml& node) {
  ProxyFault fault;
  if (node.kind != Yaml::Kind::mapping) {
    fault.kind = read_choice(node, "a fault", kPlainFaults);
    return fault;
  }
  const Mapping map(node, kFault);
  if (named_entries(node, "a fault").size() != 1)
    throw usage_error("a fault is one thing").at(node.where).with_hint("write { truncate: 100 }");
  if (const auto* delay = map.find("delay"))
    fault = {.kind = ProxyFault::Kind::delay, .time = read_duration(delay->value, "delay")};
  if (const auto* bytes = map.find("truncate"))
    fault = {.kind = ProxyFault::Kind::truncate, .bytes = read_count(bytes->value, "bytes of a body")};
  if (const auto* status = map.find("status"))
    fault = {.kind = ProxyFault::Kind::status, .status = read_status(status->value)};
  if (const auto* drip = map.find("drip"))
    fault = {.kind = ProxyFault::Kind::drip, .time = read_duration(drip->value, "drip")};
  return fault;
}

ExpectedTraffic read_traffic(const Yaml& node) {
  const Mapping map(node, kTraffic);
  ExpectedTraffic traffic;
  traffic.where = node.where;
  if (const auto* connections = map.find("connections")) traffic.connections = read_range(connections->value);
  if (const auto* requests = map.find("requests")) traffic.requests = read_range(requests->value);
  if (const auto* paths = map.find("paths"))
    for (const Yaml::Entry* entry : named_entries(paths->value, "paths and how often")) {
      if (!entry->key.starts_with('/'))
        throw usage_error(fmt::format("'{}' is no path, which begins with '/'", entry->key)).at(entry->where);
      traffic.paths.emplace_back(entry->key, read_range(entry->value));
    }
  if (!traffic.connections && !traffic.requests && traffic.paths.empty())
    throw usage_error("this expects nothing").at(node.where).with_hint("write { connections: 0 }");
  return traffic;
}

std::vector<Environment::Proxy> read_proxies(const Yaml& node) {
  std::vector<Environment::Proxy> proxies;
  for (const Yaml::Entry* entry : named_entries(node, "names and proxies")) {
    need_identifier(entry->key, "a proxy", entry->where);
    if (entry->key == "postgres" || entry->key == "run")
      throw usage_error(fmt::format("'{}' has another meaning in references", entry->key))
          .at(entry->where)
          .with_hint("give the proxy another name");
    const Mapping map(entry->value, kProxy);
    Environment::Proxy proxy;
    proxy.name = entry->key;
    proxy.where = entry->where;
    proxy.to = read_template(map.need("to").value, "where the proxy leads");
    for (const char* end : {".url}", ".port}"})
      if (proxy.to.value.find("${" + proxy.name + end) != std::string::npos)
        throw usage_error("this proxy stands before itself").at(proxy.to.where);
    if (const auto* fault = map.find("fault")) proxy.fault = read_fault(fault->value);
    if (const auto* expect = map.find("expect")) {
      proxy.expect = read_traffic(expect->value);
      refuse_blind(proxy.fault, expect->where);
    }
    proxies.push_back(std::move(proxy));
  }
  return proxies;
}

ProxyStep read_proxy_step(const Yaml& node, const std::vector<Environment::Proxy>& proxies) {
  const Mapping map(node, kProxyStep);
  ProxyStep step;
  step.where = node.where;
  const Yaml& name = map.need("proxy").value;
  step.proxy = read_text(name, "a proxy's name");
  std::vector<std::string> known;
  for (const Environment::Proxy& proxy : proxies) known.push_back(proxy.name);
  if (std::find(known.begin(), known.end(), step.proxy) == known.end())
    throw usage_error(fmt::format("there is no proxy '{}'", step.proxy))
        .at(name.where)
        .with_hint(suggest(step.proxy, known));
  if (const auto* fault = map.find("fault")) step.fault = read_fault(fault->value);
  if (const auto* expect = map.find("expect")) step.expect = read_traffic(expect->value);
  if (const auto* what = map.find("name")) {
    step.name = read_text(what->value, "what the step proves");
    if (!step.expect)
      throw usage_error("a step has a name for its checks, and without 'expect' it has none").at(what->where);
  }
  if (const auto* requirements = map.find("requirements")) {
    step.requirements = read_statements(requirements->value);
    if (!step.expect)
      throw usage_error("a step proves something by its check, and without 'expect' it has none")
          .at(requirements->where);
  }
  if (!step.fault && !step.expect)
    throw usage_error("this step does nothing")
        .at(node.where)
        .with_hint("write the fault from now on, or what must have come");
  return step;
}

std::vector<const KeyTable*> proxy_keys() { return {&kProxy, &kFault, &kTraffic, &kCountRange, &kProxyStep}; }

}  // namespace parity
