// The proxies of a run, and what their traffic proves.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/environment/fault_proxy.h"
#include "harness/scenario/scenario.h"
#include "reports/result.h"

namespace parity {

class Proxies {
 public:
  // Before `to`, in which nothing is left to be replaced. Throws Error.
  const FaultProxy& start(const Environment::Proxy& proxy, const std::string& to);

  FaultProxy& find(const std::string& name) { return *points_.at(name).proxy; }
  // What came since it was last asked for.
  Traffic look(const std::string& name);

  // A check where the step expects something; then its fault.
  std::vector<reports::Check> take(const ProxyStep& step, const std::string& id);
  // What is expected of the whole run.
  std::vector<reports::Check> settle() const;

 private:
  struct Point {
    const Environment::Proxy* declared;
    std::unique_ptr<FaultProxy> proxy;
    Traffic seen;
  };
  std::map<std::string, Point> points_;
};

// `fault`: in force while it came.
reports::Check check_traffic(const ExpectedTraffic& expected, const Traffic& traffic,
                             const ProxyFault& fault);

}  // namespace parity
