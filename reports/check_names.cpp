#include "reports/check_names.h"

namespace parity::reports {

// Greedy: a star takes as little as it can, and more when what follows does not fit.
bool fits(std::string_view pattern, std::string_view id) {
  std::size_t p = 0, i = 0, star = pattern.npos, taken = 0;
  while (i < id.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = i;
    } else if (p < pattern.size() && pattern[p] == id[i]) {
      ++p, ++i;
    } else if (star != pattern.npos) {
      p = star + 1;
      i = ++taken;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace parity::reports
