#include "harness/suites/step_outcome.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "harness/error.h"
#include "harness/json/json_path.h"
#include "harness/json/pattern.h"
#include "harness/readers/http_exchange.h"
#include "harness/suites/operators.h"
#include "harness/yaml/read.h"
#include "normalizers/decimal.h"
#include "reports/redact.h"

namespace parity {
namespace {

// Several headers of one name as one, joined as RFC 9110 has it.
Datum header_of(const StepOutcome& outcome, const std::string& name) {
  std::string all;
  bool there = false;
  for (const auto& [header, value] : outcome.headers) {
    if (!same_header_name(header, name)) continue;
    all += (there ? ", " : "") + value;
    there = true;
  }
  return there ? Datum::text(all) : Datum();
}

void hold_headers(const Yaml& wanted, const StepOutcome& outcome, const Scope& scope,
                  std::vector<Fault>& faults) {
  for (const Yaml::Entry& entry : wanted.entries)
    for (Fault& fault :
         hold(entry.value, header_of(outcome, entry.key).value(), "header " + entry.key, scope))
      faults.push_back(std::move(fault));
}

// Nearest rank, as most people mean it: of 100 samples p95 is the 95th.
long percentile(std::vector<long> sorted, const std::string& name) {
  const double part = name == "p50" ? 0.5 : name == "p95" ? 0.95 : name == "p99" ? 0.99 : 1.0;
  const auto rank = static_cast<std::size_t>(std::ceil(part * static_cast<double>(sorted.size())));
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

void hold_latency(const Yaml& bounds, const StepOutcome& outcome, std::vector<Fault>& faults) {
  std::vector<long> sorted = outcome.took_us;
  std::sort(sorted.begin(), sorted.end());
  if (sorted.empty()) return faults.push_back({"latency", "was not measured: there is no answer"});
  for (const Yaml::Entry& entry : bounds.entries) {
    const long found = percentile(sorted, entry.key);
    const auto most = std::chrono::microseconds(read_duration(entry.value, "how long it may take"));
    if (found > most.count())
      faults.push_back(
          {"latency", fmt::format("{} of {} samples is {:.1f} ms, more than {}", entry.key, sorted.size(),
                                  static_cast<double>(found) / 1000, entry.value.text)});
  }
}

// The first group of the pattern where `text` matches it.
std::string group_of(const std::string& pattern, const std::string& text, bool& found) {
  const std::optional<std::string> group = Pattern::parse(pattern).first_group(text);
  found = group.has_value();
  return group.value_or("");
}

Datum as_type(const Datum& value, const std::string& type) {
  if (type == "text") return Datum::text(to_text(value.value()));
  if (type == "json") return Datum::json(to_text(value.value()));
  return Datum::made([&](Arena& arena) {
    return parse_decimal(arena.copy(to_text(value.value())), arena).value_or(Value::absent());
  });
}

JsonPath parsed_path(const std::string& path) try {
  return JsonPath::parse(path);
} catch (const JsonPathFault& fault) {  // made of references
  throw undecidable(fmt::format("'{}' is no JSONPath: {}", path, fault.message));
}

Datum select(const Datum& root, const std::string& path) {
  const JsonPath parsed = parsed_path(path);
  const std::vector<JsonNode> nodes = parsed.select(root.value());
  if (parsed.singular()) return nodes.empty() ? Datum() : root.part(*nodes[0].value);
  std::vector<Datum> items;
  for (const JsonNode& node : nodes) items.push_back(root.part(*node.value));
  return Datum::list(items);
}

Datum take(const Yaml& from, const StepOutcome& outcome, const Scope& scope) {
  if (from.kind != Yaml::Kind::mapping) return select(outcome.part("json"), evaluate_text(from, scope));
  const auto text_of = [&](const char* key) {
    const Yaml::Entry* entry = from.find(key);
    return entry == nullptr ? std::string() : evaluate_text(entry->value, scope);
  };
  Datum value;
  if (const std::string header = text_of("header"); !header.empty())
    value = header_of(outcome, header);
  else
    value = outcome.part(from.find("part") != nullptr ? text_of("part") : "json");
  if (const std::string path = text_of("json"); !path.empty()) value = select(value, path);
  if (!value.there()) return value;
  if (const std::string pattern = text_of("matches"); !pattern.empty()) {
    bool found = false;
    const std::string group = group_of(pattern, to_text(value.value()), found);
    if (!found) return {};
    value = Datum::text(group);
  }
  const std::string type = text_of("as");
  return type.empty() ? value : as_type(value, type);
}

}  // namespace

Datum StepOutcome::part(const std::string& name) const {
  const auto at =
      std::find_if(parts.begin(), parts.end(), [&](const auto& part) { return part.first == name; });
  return at == parts.end() ? Datum() : at->second;
}

std::vector<Fault> hold_expectation(const Yaml& expect, const StepOutcome& outcome, const Scope& scope) {
  std::vector<Fault> faults;
  for (const Yaml::Entry& entry : expect.entries) {
    if (entry.key.starts_with("x-")) continue;
    const Datum part = outcome.part(entry.key == "schema" ? "json" : entry.key);
    std::vector<Fault> found;
    if (entry.key == "headers") {
      hold_headers(entry.value, outcome, scope, faults);
    } else if (entry.key == "latency") {
      hold_latency(entry.value, outcome, faults);
    } else if (entry.key == "json") {
      found =
          part.value().kind == Kind::absent || part.value().kind == Kind::invalid
              ? std::vector<Fault>{{"json", part.there() ? "is no JSON: " + std::string(part.value().view())
                                                         : "is absent"}}
              : hold_paths(entry.value, part.value(), scope);
    } else if (entry.key == "schema") {
      if (part.there())
        find_operator("schema")->apply({entry.value, part.value(), "json", scope, found});
      else
        found = {{"json", "is absent"}};
    } else {
      found = hold(entry.value, part.value(), entry.key, scope);
    }
    std::move(found.begin(), found.end(), std::back_inserter(faults));
  }
  return faults;
}

std::vector<Fault> capture(const Templates& captures, const StepOutcome& outcome, Scope& scope) {
  std::vector<Fault> faults;
  for (const auto& [name, from] : captures) {
    Datum value = take(from, outcome, scope);
    const Yaml::Entry* secret = from.find("secret");
    if (secret && secret->value.text == "true" && value.there()) reports::Secrets::add(to_text(value.value()));
    if (value.there())
      scope.set(name, std::move(value));
    else
      faults.push_back({name, "cannot be captured: there is nothing there"});
  }
  return faults;
}

}  // namespace parity
