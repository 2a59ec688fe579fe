// A regular expression that takes linear time, whoever wrote it: what JSON Schema and JSONPath mean by one,
// on RE2. Both work on code points of valid UTF-8.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace parity {

// Why a pattern is none, or none that RE2 can search for (look-around, back references, more than 1000
// repetitions). `offset` in bytes of the pattern.
struct PatternFault {
  std::size_t offset = 0;
  std::string message;
  bool beyond_re2 = false;  // a pattern it is, but RE2 has no such thing
};

enum class PatternDialect : std::uint8_t {
  ecma,     // ECMA-262, as JSON Schema has it, with the flag `u`: \d and \w are ASCII, `.` is no line end
  iregexp,  // RFC 9485, as JSONPath has it
};

// Cheap to copy; may be used by several threads.
class Pattern {
 public:
  static Pattern parse(std::string_view pattern,
                       PatternDialect dialect = PatternDialect::ecma);  // PatternFault

  bool finds(std::string_view text) const;          // anywhere in the text
  bool matches_whole(std::string_view text) const;  // from its first to its last byte
  // What the first group took where the pattern was found (the whole match where it has none); nullopt where
  // it was not found.
  std::optional<std::string> first_group(std::string_view text) const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace parity
