// The text of a query: see json_path_text.h.
#include "harness/json/json_path_text.h"

#include <algorithm>
#include <charconv>

#include "harness/json/code_points.h"
#include "normalizers/decimal.h"

namespace parity::json_path {
namespace {

constexpr std::int64_t kGreatest = (std::int64_t{1} << 53) - 1;  // I-JSON's integers

}  // namespace

std::int64_t QueryText::integer() {
  const std::size_t start = at_;
  accept("-");
  const std::size_t digits = at_;
  while (is_digit(next())) ++at_;
  if (at_ == digits) fail("expected digits");
  const std::string_view token = text_.substr(start, at_ - start);
  if (text_[digits] == '0' && token != "0")
    fail_at(start, "an integer has no leading zero, and zero no sign");
  std::int64_t value = 0;
  const auto [end, status] = std::from_chars(token.data(), token.data() + token.size(), value);
  static_cast<void>(end);
  if (status != std::errc() || value > kGreatest || value < -kGreatest)
    fail_at(start, "an integer lies between -(2^53-1) and 2^53-1");
  return value;
}

std::string QueryText::string() {
  const std::size_t start = at_;
  const char quote = text_[at_++];
  std::string value;
  for (;;) {
    if (at_ == text_.size()) fail_at(start, "a string that is not closed");
    const char c = text_[at_];
    if (c == quote) return ++at_, value;
    if (static_cast<unsigned char>(c) < 0x20) fail("a control character has to be escaped");
    if (c == '\\') {
      escape(quote, value);
    } else {
      value += c;
      ++at_;
    }
  }
}

void QueryText::escape(char quote, std::string& value) {
  const std::size_t start = at_++;
  const char c = next();
  ++at_;
  switch (c) {
    case 'b': value += '\b'; return;
    case 'f': value += '\f'; return;
    case 'n': value += '\n'; return;
    case 'r': value += '\r'; return;
    case 't': value += '\t'; return;
    case '/':
    case '\\': value += c; return;
    case 'u': return append_code_point(value, escaped_code_point(start));
    default:
      if (c != quote) fail_at(start, "there is no such escape in this string");
      value += c;
  }
}

char32_t QueryText::escaped_code_point(std::size_t start) {
  const auto unit = [&] {
    std::uint32_t value = 0;
    const std::string_view digits = text_.substr(std::min(at_, text_.size()), 4);
    const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (status != std::errc() || end != digits.data() + 4)
      fail_at(start, "\\u takes four hexadecimal digits");
    at_ += 4;
    return value;
  };
  const std::uint32_t high = unit();
  if (high < 0xD800 || high > 0xDFFF) return high;
  const bool paired = high < 0xDC00 && accept("\\u");
  const std::uint32_t low = paired ? unit() : 0;
  if (low < 0xDC00 || low > 0xDFFF) fail_at(start, "half a surrogate pair");
  return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

Value QueryText::number(Arena& literals) {
  Value value;
  const char* const end = text_.data() + text_.size();
  const char* const behind = scan_json_number(text_.data() + at_, end, value, literals);
  if (behind == nullptr) fail("this is no number");
  at_ = static_cast<std::size_t>(behind - text_.data());
  return value;
}

}  // namespace parity::json_path
