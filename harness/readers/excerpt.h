// A stranger's bytes, made fit for one line of an error message.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace parity {

// At most `most` bytes of `body`: runs of white space and controls as one blank, what is not UTF-8 as '?',
// secrets as ***, "…" where it was cut. Terminal escapes do not survive it.
std::string excerpt(std::string_view body, std::size_t most, std::span<const std::string> secrets);

}  // namespace parity
