// A JUnit file as somebody else's tool wrote it, read strictly: how many tests there are and which of them
// failed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace parity {

struct JunitFile {
  std::uint64_t tests = 0, skipped = 0;
  std::vector<std::string> failed;  // "classname: name", with errors among them
  // What a suite counts beyond the cases that are there: "suite 'x' counts 2 failures".
  std::vector<std::string> contradictions;
  std::string started;  // the earliest `timestamp`; empty: none is there
};

// Throws Error (undecidable) where it cannot be read or is no JUnit: it is not whole, not well-formed, or has
// another root.
JunitFile read_junit(const std::filesystem::path& file);
// The same from its bytes; `name` is for errors.
JunitFile parse_junit(std::string_view bytes, const std::string& name);

}  // namespace parity
