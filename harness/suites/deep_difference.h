// Where two values differ, place by place. Equality itself is the encodings' (normalizers/encoding.h).
#pragma once

#include <string>
#include <vector>

#include "normalizers/value.h"

namespace parity {

// One expectation that does not hold.
struct Fault {
  std::string path;     // "$.tables.muscles[3].id"; "" where it concerns the whole
  std::string message;  // "is 3, not 4"
};

// Nothing where they are the same; at most `most` faults, the last then telling how many more there are.
std::vector<Fault> deep_difference(const Value& found, const Value& wanted, const std::string& path,
                                   std::size_t most = 20);

// `value` for one line of a message: at most 200 characters.
std::string shown(const Value& value);

}  // namespace parity
