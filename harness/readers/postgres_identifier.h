// A name as an SQL identifier: any name works, mixed case, reserved or with quotes in it.
#pragma once

#include <string>
#include <string_view>

namespace parity {

inline std::string quote_identifier(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"') quoted.push_back('"');
    quoted.push_back(c);
  }
  return quoted + "\"";
}

}  // namespace parity
