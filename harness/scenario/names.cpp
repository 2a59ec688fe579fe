#include "harness/scenario/names.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/error.h"

namespace parity {

bool is_identifier(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto inner = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; };
  return !name.empty() && letter(name[0]) && std::all_of(name.begin(), name.end(), inner);
}

void need_identifier(const std::string& name, std::string_view what, const Location& where) {
  if (is_identifier(name)) return;
  throw usage_error(fmt::format("'{}' cannot name {}", name, what))
      .at(where)
      .with_hint("names are letters, digits, '_' and '-', and begin with a letter");
}

}  // namespace parity
