// Where a line of YAML (or any other text of the user's) stands. Carried by everything that a user wrote, so
// that a finding can name the rule's own line and an error can draw it.
#pragma once

#include <string>

namespace parity {

struct Location {
  std::string file;  // as the user named it; empty: not from a file
  int line = 0;      // 1-based; 0: the file as a whole
  int column = 0;    // 1-based, in code points

  friend bool operator==(const Location&, const Location&) = default;
};

}  // namespace parity
