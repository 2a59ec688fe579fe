#include "harness/suites/generic_checks.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "harness/error.h"
#include "harness/suites/scope.h"
#include "harness/yaml/nearest.h"
#include "harness/yaml/read.h"

namespace parity {
namespace {

const KeyTable kGeneric{"generic", "generic checks", {"paths", "not", "requirements", "tags"}};

Yaml text_at(const Yaml& place, std::string text) {
  Yaml node = place;
  node.kind = Yaml::Kind::text;
  node.text = std::move(text);
  return node;
}

// `expect:` as a suite would write it, with its places at the generic line.
Yaml expectation(const Yaml& place, const std::string& yaml) {
  Yaml node = parse_yaml(yaml, "");
  const std::function<void(Yaml&)> move_to = [&](Yaml& at) {
    at.where = place.where;
    for (Yaml& item : at.items) move_to(item);
    for (Yaml::Entry& entry : at.entries) entry.where = place.where, move_to(entry.value);
  };
  move_to(node);
  return node;
}

constexpr const char* kNo5xx = "status: { at_least: 200, below: 500 }";
constexpr const char* kRefused = "status: { at_least: 400, below: 500 }";

struct Sent {
  std::string what;
  std::string method = "GET";
  std::string suffix;  // behind the path
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  bool has_body = false;
  const char* expect = kNo5xx;
};

struct Group {
  const char* name;
  const char* about;
  std::vector<Sent> (*all)();
};

std::vector<Sent> malformed_inputs() {
  const std::string deep = std::string(20'000, '[');
  return {
      {"a query without end", "GET", "?" + std::string(4'000, 'x')},
      {"a query of broken escapes", "GET", "?a=%zz&b=%&=&&==?"},
      {"a query with a null byte", "GET", "?a=%00"},
      {"a query that is no UTF-8", "GET", "?a=%ff%fe"},
      {"a query that tries SQL", "GET", "?id=1'%3B%20DROP%20TABLE%20x%3B--"},
      {"a body on GET", "GET", "", {{"Content-Type", "application/json"}}, "{", true},
      {"a body that is no JSON", "POST", "", {{"Content-Type", "application/json"}}, "{\"a\":", true},
      {"a body of 20,000 brackets", "POST", "", {{"Content-Type", "application/json"}}, deep, true},
      {"a body of another type", "POST", "", {{"Content-Type", "application/xml"}}, "<a/>", true},
      {"an empty body", "POST", "", {{"Content-Type", "application/json"}}, "", true},
  };
}

std::vector<Sent> unsupported_methods() {
  std::vector<Sent> all;
  for (const char* method : {"DELETE", "PUT", "PATCH", "POST", "TRACE", "PARITY"})
    all.push_back({fmt::format("method {}", method), method, "", {}, "", false, kRefused});
  return all;
}

std::vector<Sent> content_negotiation() {
  return {
      {"an Accept of something else", "GET", "", {{"Accept", "application/x-parity"}}},
      {"an Accept that is none", "GET", "", {{"Accept", ";;;q=,/"}}},
      {"an unknown encoding", "GET", "", {{"Accept-Encoding", "parity;q=1, *;q=0"}}},
      {"a range that cannot be", "GET", "", {{"Range", "bytes=9999999999-1"}}},
      {"a conditional that is no date",
       "GET",
       "",
       {{"If-Modified-Since", "yesterday"}, {"If-None-Match", "\"\"\""}}},
  };
}

std::vector<Sent> hostile_segments() {
  std::vector<Sent> all;
  const std::vector<std::pair<std::string, std::string>> segments = {
      {"a segment of 4,000 characters", std::string(4'000, 'a')},
      {"a way up", "../../../../etc/passwd"},
      {"an escaped way up", "..%2f..%2f..%2fetc%2fpasswd"},
      {"SQL", "x'%3B%20SELECT%20pg_sleep(1)%3B--"},
      {"quotes", "%22%27%60"},
      {"a null byte", "x%00y"},
      {"bytes that are no UTF-8", "%ff%fe"},
      {"a line break", "x%0d%0aSet-Cookie:%20parity=1"},
      {"a template", "%24%7B7*7%7D%7B%7B7*7%7D%7D"},
      {"letters of everywhere", "%E2%80%AE%F0%9F%8F%8B%EF%BC%8F"},
  };
  for (const auto& [what, segment] : segments)
    all.push_back({fmt::format("a path with {}", what), "GET", "/" + segment, {}, "", false, kRefused});
  return all;
}

const Group kGroups[] = {
    {"malformed-inputs", "malformed input is answered by no 5xx", malformed_inputs},
    {"unsupported-methods", "methods that are not supported are refused", unsupported_methods},
    {"content-negotiation", "odd headers are answered by no 5xx", content_negotiation},
    {"hostile-segments", "over-long and hostile path segments are refused", hostile_segments},
};

Step step_of(const Yaml& path, const Sent& sent) {
  RequestStep request;
  request.method = sent.method;
  request.url = text_at(path, path.text + sent.suffix);
  for (const auto& [name, value] : sent.headers) request.headers.emplace_back(name, text_at(path, value));
  if (sent.has_body) request.body = text_at(path, sent.body);
  Step step;
  step.where = path.where;
  step.name = fmt::format("{} at {}", sent.what, path.text);
  step.expect = expectation(path, sent.expect);
  step.what = std::move(request);
  return step;
}

}  // namespace

std::vector<SuiteCheck> read_generic_checks(const Yaml& node, const std::set<std::string>& known) {
  const Mapping map(node, kGeneric);
  const Yaml& paths = map.need("paths").value;
  read_names(paths, "a list of paths");
  if (paths.items.empty()) throw unexpected(paths, "a list of paths");
  check_references(paths, known);
  std::vector<std::string> names, left_out;
  for (const Group& kind : kGroups) names.emplace_back(kind.name);
  if (const auto* out = map.find("not")) {
    left_out = read_names(out->value, "names of generic checks");
    for (const Yaml& item : out->value.items) read_choice_index(item, "a generic check", names);
  }
  SuiteCheck base;
  base.where = node.where;
  if (const auto* list = map.find("requirements"))
    base.requirements = read_name_or_names(list->value, "requirements");
  base.tags = {"generic"};
  if (const auto* tags = map.find("tags"))
    for (std::string& tag : read_name_or_names(tags->value, "tags")) base.tags.push_back(std::move(tag));
  std::vector<SuiteCheck> checks;
  for (const Group& kind : kGroups) {
    if (std::find(left_out.begin(), left_out.end(), kind.name) != left_out.end()) continue;
    SuiteCheck check = base;
    check.id = fmt::format("generic.{}", kind.name);
    check.name = kind.about;
    for (const Yaml& path : paths.items)
      for (const Sent& sent : kind.all()) check.steps.push_back(step_of(path, sent));
    checks.push_back(std::move(check));
  }
  return checks;
}

std::vector<const KeyTable*> generic_keys() { return {&kGeneric}; }

}  // namespace parity
