// Ids of checks as people ask for them: `*` stands for anything, all else for itself (an id may hold
// brackets).
#pragma once

#include <string_view>

namespace parity::reports {

bool fits(std::string_view pattern, std::string_view id);

}  // namespace parity::reports
