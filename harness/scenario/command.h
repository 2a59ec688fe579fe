// Text that may still hold references, and a program with its words: the small parts that all of a scenario
// is made of.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "normalizers/location.h"

namespace parity {

// Text from YAML in which `${name}` may still stand for what is known only when the environment runs
// (`${postgres.url}`, `${subject.port}`). `${env:X}`, `${var:x}` and matrix variables are replaced while
// loading. `$${` stands for the characters `${`: read a Text with expand() (references.h), never as it is.
struct Text {
  std::string value;
  Location where;
};

struct Command {
  std::vector<Text> argv;
  std::vector<std::pair<std::string, Text>> env;
  std::optional<Text> stdin_file;
  std::optional<int> expect_exit;  // prepare: set, it is a check; not set, any code but 0 ends the run
  std::string name;                // prepare: of that check; empty: its words
  std::vector<Text> requirements;  // prepare: ids of the statements that this check proves
  Location where;
  std::chrono::milliseconds within{60'000};
};

}  // namespace parity
