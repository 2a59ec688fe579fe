// Which known word was probably meant.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace parity {

// The candidate with the fewest typing mistakes (a letter wrong, missing, too many, or two swapped), the
// first of several; nullopt where none is near: more than one mistake in three letters, and neither begins
// with the other.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

// "did you mean 'key'?", or else "one of: a, b, c" where there are at most twelve, or "".
std::string suggest(std::string_view word, std::span<const std::string> candidates);

}  // namespace parity
