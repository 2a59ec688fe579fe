#include "harness/yaml/read.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "harness/yaml/nearest.h"

namespace parity {
namespace {

bool is_scalar(const Yaml& node) { return node.kind != Yaml::Kind::list && node.kind != Yaml::Kind::mapping; }

Yaml::Kind kind_wanted(const Yaml& node) {
  return node.flexible && node.kind == Yaml::Kind::text ? plain_kind(node.text) : node.kind;
}

std::optional<std::uint64_t> whole(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

// A whole number and a unit, together at most `limit`.
template <std::size_t N>
std::optional<std::uint64_t> with_unit(std::string_view text, const Unit (&units)[N], std::uint64_t limit) {
  const std::size_t split = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = whole(text.substr(0, split));
  for (const Unit& unit : units)
    if (number && text.substr(split) == unit.name && *number <= limit / unit.factor)
      return *number * unit.factor;
  return std::nullopt;
}

}  // namespace

const std::string& spoken(const Yaml& node) { return node.written.empty() ? node.text : node.written; }

Error unexpected(const Yaml& node, std::string_view what) {
  return usage_error(fmt::format("expected {}, found {}", what, describe(node))).at(node.where);
}

void need_known_now(const Yaml& node) {
  if (!node.late) return;
  throw usage_error(
      fmt::format("'{}' is known only when the environment runs, and cannot stand here", node.written))
      .at(node.where);
}

std::string read_text(const Yaml& node, std::string_view what) {
  need_known_now(node);
  if (node.kind == Yaml::Kind::number || node.kind == Yaml::Kind::boolean)
    throw unexpected(node, what).with_hint("put quotes around it to make it text");
  if (node.kind != Yaml::Kind::text || node.text.empty()) throw unexpected(node, what);
  return node.text;
}

std::string read_word(const Yaml& node, std::string_view what) {
  need_known_now(node);
  if (!is_scalar(node) || node.kind == Yaml::Kind::null) throw unexpected(node, what);
  return node.text;
}

bool read_flag(const Yaml& node, std::string_view what) {
  need_known_now(node);
  if (kind_wanted(node) != Yaml::Kind::boolean) {
    const bool old = node.text == "yes" || node.text == "no" || node.text == "on" || node.text == "off";
    throw unexpected(node, fmt::format("true or false for {}", what))
        .with_hint(old ? "in YAML 1.2 only true and false are booleans" : "");
  }
  return node.text[0] == 't' || node.text[0] == 'T';
}

std::uint64_t read_count(const Yaml& node, std::string_view what) {
  need_known_now(node);
  const auto value = kind_wanted(node) == Yaml::Kind::number ? whole(node.text) : std::nullopt;
  if (!value) throw unexpected(node, fmt::format("a whole number for {}", what));
  return *value;
}

std::vector<std::string> read_names(const Yaml& node, std::string_view what) {
  need_known_now(node);
  if (node.kind != Yaml::Kind::list) {
    const bool single = is_scalar(node) && node.kind != Yaml::Kind::null;
    throw unexpected(node, fmt::format("a list of {}", what))
        .with_hint(single ? fmt::format("write [{}]", spoken(node)) : "");
  }
  std::vector<std::string> out;
  for (const Yaml& item : node.items) {
    std::string name = read_text(item, fmt::format("a name in a list of {}", what));
    if (std::find(out.begin(), out.end(), name) != out.end())
      throw usage_error(fmt::format("'{}' stands twice in this list", spoken(item))).at(item.where);
    out.push_back(std::move(name));
  }
  return out;
}

std::vector<std::string> read_name_or_names(const Yaml& node, std::string_view what) {
  if (is_scalar(node)) return {read_text(node, fmt::format("one or a list of {}", what))};
  std::vector<std::string> names = read_names(node, what);
  if (names.empty()) throw unexpected(node, fmt::format("a list of {}", what));
  return names;
}

std::chrono::milliseconds read_duration(const Yaml& node, std::string_view what) {
  static constexpr Unit units[] = {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}};
  need_known_now(node);
  const auto value = is_scalar(node) ? with_unit(node.text, units, 7 * 24 * units[3].factor) : std::nullopt;
  if (!value || *value == 0)
    throw unexpected(node, fmt::format("a duration of up to a week for {}", what))
        .with_hint("write a number with its unit: 500ms, 10s, 2m, 1h");
  return std::chrono::milliseconds(*value);
}

std::uint64_t read_size(const Yaml& node, std::string_view what) {
  static constexpr Unit units[] = {
      {"B", 1},          {"kB", 1'000},     {"MB", 1'000'000}, {"GB", 1'000'000'000},
      {"KiB", 1u << 10}, {"MiB", 1u << 20}, {"GiB", 1u << 30}, {"TiB", 1ull << 40}};
  need_known_now(node);
  const auto value =
      is_scalar(node) ? with_unit(node.text, units, std::numeric_limits<std::int64_t>::max()) : std::nullopt;
  if (!value || *value == 0)
    throw unexpected(node, fmt::format("a size for {}", what))
        .with_hint("write a number with its unit: 64KiB, 10MiB, 1GiB, 5MB, 512B");
  return *value;
}

std::size_t read_choice_index(const Yaml& node, std::string_view what,
                              const std::vector<std::string>& words) {
  need_known_now(node);
  if (is_scalar(node))
    for (std::size_t i = 0; i < words.size(); ++i)
      if (node.text == words[i]) return i;
  if (!is_scalar(node) || node.text.empty())
    throw unexpected(node, fmt::format("a word for {}", what)).with_hint(suggest("", words));
  throw usage_error(fmt::format("{} cannot be '{}'", what, spoken(node)))
      .at(node.where)
      .with_hint(suggest(node.text, words));
}

}  // namespace parity
