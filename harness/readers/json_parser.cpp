// JSON text to values: see json_parser.h.
#include "harness/readers/json_parser.h"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "harness/readers/json_structure.h"
#include "normalizers/decimal.h"

namespace parity {
namespace {

constexpr int kDeepest = 512;
constexpr std::size_t kTokenShown = 40;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
bool ends_scalar(char c) { return c == ',' || c == ']' || c == '}' || is_blank(c); }

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Four hexadecimal digits; -1: they are not.
int code_unit(std::string_view bytes) {
  if (bytes.size() < 4) return -1;
  int unit = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = hex(bytes[static_cast<std::size_t>(i)]);
    if (digit < 0) return -1;
    unit = unit << 4 | digit;
  }
  return unit;
}

char* put_utf8(char* out, std::uint32_t c) {
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
  } else if (c < 0x800) {
    *out++ = static_cast<char>(0xC0 | c >> 6);
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    *out++ = static_cast<char>(0xE0 | c >> 12);
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  } else {
    *out++ = static_cast<char>(0xF0 | c >> 18);
    *out++ = static_cast<char>(0x80 | (c >> 12 & 0x3F));
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  }
  return out;
}

// The first member name that stands twice; nullptr data: none does.
std::string_view repeated_name(std::span<const Member> members) {
  constexpr std::size_t kFew = 16;
  if (members.size() <= kFew) {
    for (std::size_t i = 1; i < members.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (members[i].name == members[j].name) return members[i].name;
      }
    }
    return {};
  }
  std::vector<std::string_view> names;
  for (const Member& member : members) names.push_back(member.name);
  std::sort(names.begin(), names.end());
  const auto at = std::adjacent_find(names.begin(), names.end());
  return at == names.end() ? std::string_view{} : *at;
}

}  // namespace

char JsonParser::peek() {
  while (at_ != end_ && is_blank(*at_)) ++at_;
  if (at_ == end_) throw JsonIncomplete{};
  return *at_;
}

void JsonParser::expect(char c, const char* what) {
  if (peek() != c) fail(std::string("expected ") + what);
  ++at_;
}

bool JsonParser::at_end() {
  while (at_ != end_ && is_blank(*at_)) ++at_;
  return at_ == end_;
}

bool JsonParser::enter_object() {
  if (peek() != '{') return false;
  ++at_;
  return true;
}

bool JsonParser::next_member(bool first) {
  if (peek() == '}') {
    ++at_;
    return false;
  }
  if (!first) {
    expect(',', "',' or '}' behind a member");
    peek();
  }
  if (*at_ != '"') fail("expected a member name in double quotes");
  return true;
}

bool JsonParser::accept_name(std::string_view name) {
  if (static_cast<std::size_t>(end_ - at_) < name.size() + 2) return false;
  if (std::memcmp(at_ + 1, name.data(), name.size()) != 0 || at_[1 + name.size()] != '"') return false;
  at_ += name.size() + 2;
  expect(':', "':' behind a member name");
  return true;
}

std::string_view JsonParser::name(bool& intact) {
  ++at_;
  std::string_view bytes;
  std::string_view text;
  const bool escaped = string_bytes(bytes);
  intact = true;
  if (!escaped) {
    text = bytes;
  } else {
    intact = unescape(bytes, text);
  }
  if (!marker_.empty() && text.find(marker_) != std::string_view::npos) intact = false;
  expect(':', "':' behind a member name");
  return intact ? text : kUnreadableName;
}

Value JsonParser::value(int depth) {
  switch (peek()) {
    case '"': return string();
    case '{': return depth >= kDeepest ? too_deep() : object(depth);
    case '[': return depth >= kDeepest ? too_deep() : array(depth);
    case ',':
    case ':':
    case ']':
    case '}': fail("a value is missing");
    default: return scalar();
  }
}

bool JsonParser::string_bytes(std::string_view& bytes) {
  const char* const start = at_;
  bool escaped = false;
  for (;;) {
#if defined(__SSE2__)
    while (end_ - at_ >= 16) {
      const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at_));
      const __m128i quotes = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
      const __m128i backslashes = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
      const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block);
      const auto special =
          static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, backslashes), controls)));
      const auto high = static_cast<unsigned>(_mm_movemask_epi8(block));
      if (special != 0) {
        const int first = std::countr_zero(special);
        non_ascii_ |= (high & ((1u << first) - 1)) != 0;
        at_ += first;
        break;
      }
      non_ascii_ |= high != 0;
      at_ += 16;
    }
#endif
    while (at_ != end_ && *at_ != '"' && *at_ != '\\' && static_cast<unsigned char>(*at_) >= 0x20) {
      non_ascii_ |= static_cast<unsigned char>(*at_) >= 0x80;
      ++at_;
    }
    if (at_ == end_) throw JsonIncomplete{};
    if (*at_ == '"') break;
    if (*at_ != '\\') fail("a control character stands unescaped in a string");
    escaped = true;
    if (end_ - at_ < 2) throw JsonIncomplete{};
    at_ += 2;  // whatever is escaped, a quote among it
  }
  bytes = {start, static_cast<std::size_t>(at_ - start)};
  ++at_;
  return escaped;
}

bool JsonParser::unescape(std::string_view bytes, std::string_view& text) {
  char* const start = arena_.bytes(bytes.size());  // resolved, it is never longer
  char* out = start;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t plain = std::min(bytes.find('\\', at), bytes.size());
    std::memcpy(out, bytes.data() + at, plain - at);
    out += plain - at;
    at = plain;
    if (at == bytes.size()) break;
    const char kind = bytes[at + 1];
    at += 2;
    switch (kind) {
      case '"':
      case '\\':
      case '/': *out++ = kind; break;
      case 'b': *out++ = '\b'; break;
      case 'f': *out++ = '\f'; break;
      case 'n': *out++ = '\n'; break;
      case 'r': *out++ = '\r'; break;
      case 't': *out++ = '\t'; break;
      case 'u': {
        const int unit = code_unit(bytes.substr(at));
        if (unit < 0 || (unit >= 0xDC00 && unit <= 0xDFFF)) return false;
        at += 4;
        auto code = static_cast<std::uint32_t>(unit);
        if (unit >= 0xD800 && unit <= 0xDBFF) {
          if (bytes.substr(at, 2) != "\\u") return false;
          const int low = code_unit(bytes.substr(at + 2));
          if (low < 0xDC00 || low > 0xDFFF) return false;
          code = 0x10000 + ((code - 0xD800) << 10 | static_cast<std::uint32_t>(low - 0xDC00));
          at += 6;
        }
        out = put_utf8(out, code);
        break;
      }
      default: return false;
    }
  }
  text = {start, static_cast<std::size_t>(out - start)};
  return true;
}

Value JsonParser::string() {
  ++at_;
  std::string_view bytes;
  std::string_view text;
  if (!string_bytes(bytes)) {
    text = bytes;
  } else if (!unescape(bytes, text)) {
    return Value::invalid("a string with an escape that is none, or half of a surrogate pair");
  }
  if (!marker_.empty() && text.find(marker_) != std::string_view::npos)
    return Value::invalid("text that is not UTF-8");
  return Value::text(text);
}

Value JsonParser::scalar() {
  const char* const start = at_;
  while (at_ != end_ && !ends_scalar(*at_)) ++at_;
  if (at_ == end_ && !whole_) throw JsonIncomplete{};
  const std::string_view token(start, static_cast<std::size_t>(at_ - start));
  if (const auto number = parse_json_number(token, arena_)) return *number;
  if (token == "null") return Value::null();
  if (token == "true") return Value::boolean(true);
  if (token == "false") return Value::boolean(false);
  // A cell that cannot be read, among others that can.
  return invalid(spell(Value::text(token.substr(0, kTokenShown))) + " is no JSON value");
}

Value JsonParser::array(int depth) {
  ++at_;
  const std::size_t start = values_.size();
  if (peek() == ']') {
    ++at_;
    return Value::array({});
  }
  for (;;) {
    const Value element = value(depth + 1);
    values_.push_back(element);
    const char next = peek();
    ++at_;
    if (next == ']') break;
    if (next != ',') {
      --at_;
      fail("expected ',' or ']' behind an element");
    }
  }
  auto items = arena_.array<Value>(values_.size() - start);
  std::copy(values_.begin() + static_cast<std::ptrdiff_t>(start), values_.end(), items.begin());
  values_.resize(start);
  return Value::array(items);
}

Value JsonParser::object(int depth) {
  ++at_;
  const std::size_t start = members_.size();
  bool readable = true;
  for (bool first = true; next_member(first); first = false) {
    bool intact = true;
    const std::string_view member = name(intact);
    readable = readable && intact;
    const Value held = value(depth + 1);
    members_.push_back({member, held});
  }
  auto members = arena_.array<Member>(members_.size() - start);
  std::copy(members_.begin() + static_cast<std::ptrdiff_t>(start), members_.end(), members.begin());
  members_.resize(start);
  if (!readable) return Value::invalid("an object with a member name that cannot be read");
  const std::string_view twice = repeated_name(members);
  if (twice.data() != nullptr)
    return invalid("an object with the member " + spell(Value::text(twice)) + " twice");
  return Value::object(members);
}

// Not looked into, only passed: recursion has to end somewhere, and a stack overflow is no answer.
Value JsonParser::too_deep() {
  JsonValueEnd end;
  const std::size_t length = end.feed(at_, static_cast<std::size_t>(end_ - at_));
  if (length == JsonValueEnd::kNotYet) throw JsonIncomplete{};
  at_ += length;
  return Value::invalid("arrays or objects nested more than 512 deep");
}

}  // namespace parity
