// Where causes are looked for: see groups.h.
#include "harness/causes/groups.h"

namespace parity {

std::string pattern_of(std::string_view path) {
  std::string pattern;
  for (std::size_t at = 0; at < path.size(); ++at) {
    pattern += path[at];
    if (path[at] != '[') continue;
    std::size_t end = at + 1;
    bool quoted = false;
    for (; end < path.size() && (quoted || path[end] != ']'); ++end) {
      if (path[end] == '"' && path[end - 1] != '\\') quoted = !quoted;
    }
    pattern += "*]";
    at = end;
  }
  return pattern;
}

std::uint32_t CauseGroups::of(const reports::Difference& difference, std::size_t contract) {
  Name name{difference.comparison, difference.table, pattern_of(difference.path), difference.kind, contract};
  auto at = by_name_.find(name);
  if (at != by_name_.end()) return at->second;
  if (groups_.size() >= kMost) {
    std::get<2>(name) = difference.field;
    at = by_name_.find(name);
    if (at != by_name_.end()) return at->second;
  }
  CauseGroup group;
  group.comparison = difference.comparison;
  group.table = difference.table;
  group.field = difference.field;
  group.path = std::get<2>(name);
  group.kind = difference.kind;
  group.contract = contract;
  const auto number = static_cast<std::uint32_t>(groups_.size());
  groups_.push_back(std::move(group));
  by_name_.emplace(std::move(name), number);
  return number;
}

}  // namespace parity
