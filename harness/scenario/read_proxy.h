// Reads the proxies of an environment: what stands before whom, what it does wrong, what may come to it.
#pragma once

#include <vector>

#include "harness/scenario/scenario.h"
#include "harness/yaml/mapping.h"

namespace parity {

std::vector<Environment::Proxy> read_proxies(const Yaml& node);

// "reset", or "{ truncate: 100 }".
ProxyFault read_fault(const Yaml& node);

// `expect` of a proxy. Throws Error (usage) where it is empty.
ExpectedTraffic read_traffic(const Yaml& node);

// `- { proxy: NAME, … }`, of one of `proxies`.
ProxyStep read_proxy_step(const Yaml& node, const std::vector<Environment::Proxy>& proxies);

std::vector<const KeyTable*> proxy_keys();

}  // namespace parity
