#include "harness/run/proxies.h"

#include "harness/error.h"
#include "reports/words.h"

namespace parity {
namespace {

using reports::counted;
using reports::Outcome;

bool within(const CountRange& range, std::uint64_t count) {
  return count >= range.at_least && (!range.at_most || count <= *range.at_most);
}

std::string in_words(const CountRange& range, const std::string& what) {
  if (range.at_most == range.at_least)
    return *range.at_most == 0 ? "no " + what : counted(*range.at_most, what);
  if (!range.at_most) return "at least " + counted(range.at_least, what);
  const std::string most = "at most " + counted(*range.at_most, what);
  return range.at_least == 0 ? most : "at least " + reports::thousands(range.at_least) + " and " + most;
}

std::string place(const Location& where) { return where.file + ":" + std::to_string(where.line); }

void append(std::string& list, const std::string& item) { list += (list.empty() ? "" : ", ") + item; }

std::string all_of(const Traffic& traffic) {
  std::string text = counted(traffic.connections, "connection") + ", " + counted(traffic.requests, "request");
  for (const auto& [path, count] : traffic.paths) text += "\n" + path + ": " + reports::thousands(count);
  return text;
}

}  // namespace

reports::Check check_traffic(const ExpectedTraffic& expected, const Traffic& traffic,
                             const ProxyFault& fault) {
  reports::Check check;
  check.suite = "proxies";
  check.where = place(expected.where);
  bool bounded = false;
  const auto hold = [&](const CountRange& range, std::uint64_t count, const std::string& what,
                        const std::string& about) {
    append(check.name, in_words(range, what) + about);
    bounded = bounded || range.at_most;
    if (within(range, count)) return;
    check.outcome = Outcome::failed;
    append(check.message, (count == 0 ? "no " + what : counted(count, what)) + about);
  };
  if (expected.connections) hold(*expected.connections, traffic.connections, "connection", "");
  if (expected.requests) hold(*expected.requests, traffic.requests, "request", "");
  for (const auto& [path, range] : expected.paths) {
    const auto at = traffic.paths.find(path);
    hold(range, at == traffic.paths.end() ? 0 : at->second, "request", " of " + path);
  }
  if (check.outcome == Outcome::failed) check.message = "there came " + check.message;
  if (check.outcome == Outcome::passed && bounded && fault.kind == ProxyFault::Kind::refuse) {
    check.outcome = Outcome::errored;
    check.message = "while nothing listens, nothing that comes can be counted";
  }
  check.detail = all_of(traffic);
  return check;
}

const FaultProxy& Proxies::start(const Environment::Proxy& proxy, const std::string& to) try {
  Point& point = points_[proxy.name];
  point.declared = &proxy;
  point.proxy = std::make_unique<FaultProxy>(to, proxy.fault);
  return *point.proxy;
} catch (Error& error) {
  if (error.where.file.empty()) error.at(proxy.to.where);
  throw error.while_doing("starting the proxy '" + proxy.name + "'");
}

Traffic Proxies::look(const std::string& name) {
  Point& point = points_.at(name);
  Traffic now = point.proxy->traffic();
  Traffic since = now - point.seen;
  point.seen = std::move(now);
  return since;
}

std::vector<reports::Check> Proxies::take(const ProxyStep& step, const std::string& id) {
  FaultProxy& proxy = find(step.proxy);
  std::vector<reports::Check> checks;
  if (step.expect) {
    checks.push_back(check_traffic(*step.expect, look(step.proxy), proxy.fault()));
    reports::Check& check = checks.back();
    check.id = id;
    check.suite = "prepare";
    for (const Text& statement : step.requirements) check.requirements.push_back(statement.value);
    check.name = step.name.empty() ? "through " + step.proxy + ": " + check.name : step.name;
  }
  if (step.fault) proxy.set(*step.fault);
  return checks;
}

std::vector<reports::Check> Proxies::settle() const {
  std::vector<reports::Check> checks;
  for (const auto& [name, point] : points_) {
    if (!point.declared->expect) continue;
    checks.push_back(check_traffic(*point.declared->expect, point.proxy->traffic(), point.proxy->fault()));
    checks.back().id = "proxies." + name;
    checks.back().name = "through " + name + ": " + checks.back().name;
  }
  return checks;
}

}  // namespace parity
