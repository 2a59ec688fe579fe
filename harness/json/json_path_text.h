// The text of a query, from its front to its end: blanks, tokens, and the literals of RFC 9535. Knows no
// grammar.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "harness/json/json_path.h"
#include "normalizers/arena.h"
#include "normalizers/value.h"

namespace parity::json_path {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

class QueryText {
 protected:
  explicit QueryText(std::string_view text) : text_(text) {}

  [[noreturn]] void fail(std::string message) const { fail_at(at_, std::move(message)); }
  [[noreturn]] static void fail_at(std::size_t offset, std::string message) {
    throw JsonPathFault{offset, std::move(message)};
  }

  char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  bool accept(std::string_view token) {
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }

  std::int64_t integer();         // of an index or a slice
  std::string string();           // at its quote
  Value number(Arena& literals);  // as JSON has it

  std::string_view text_;
  std::size_t at_ = 0;

 private:
  void escape(char quote, std::string& value);
  char32_t escaped_code_point(std::size_t start);
};

}  // namespace parity::json_path
