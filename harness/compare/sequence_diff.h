// What was inserted and deleted between two sequences: arrays element by element, long texts line by line or
// word by word. For people; it decides nothing. The only home of dtl.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/result.h"

namespace parity {

// Edits with runs of unchanged steps cut to three on each side ("… 12 more").
std::vector<reports::Edit> diff_steps(const std::vector<std::string>& source,
                                      const std::vector<std::string>& target);

// Lines where either text has several, words otherwise. Empty where both are too short or too long for it to
// help.
std::vector<reports::Edit> diff_texts(std::string_view source, std::string_view target);

}  // namespace parity
