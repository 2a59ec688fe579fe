#include "harness/yaml/nearest.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace parity {
namespace {

constexpr std::size_t kLongest = 100;  // the cost is the product of two lengths

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
}

// Optimal string alignment: letters inserted, deleted, replaced, or swapped with their neighbour.
std::size_t mistakes(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

bool begins_with_other(std::string_view a, std::string_view b) {
  return std::min(a.size(), b.size()) >= 3 && (a.starts_with(b) || b.starts_with(a));
}

}  // namespace

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
  if (word.size() > kLongest) return std::nullopt;
  const std::string wanted = lower(word);
  const std::string* best = nullptr;
  std::size_t fewest = 0;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongest) continue;
    const std::string known = lower(candidate);
    std::size_t count = mistakes(wanted, known);
    const std::size_t allowed = std::max<std::size_t>(1, std::max(wanted.size(), known.size()) / 3);
    if (count > allowed) {
      if (!begins_with_other(wanted, known)) continue;
      count = allowed + 1;
    }
    if (count >= known.size()) continue;  // nothing of it is left
    if (best == nullptr || count < fewest) best = &candidate, fewest = count;
  }
  return best == nullptr ? std::nullopt : std::optional(*best);
}

std::string suggest(std::string_view word, std::span<const std::string> candidates) {
  if (const auto meant = nearest(word, candidates)) return fmt::format("did you mean '{}'?", *meant);
  if (candidates.empty() || candidates.size() > 12) return {};
  return fmt::format("one of: {}", fmt::join(candidates.begin(), candidates.end(), ", "));
}

}  // namespace parity
