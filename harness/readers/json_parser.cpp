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

// As much of a token as errors show, whole characters.
std::string_view beginning(std::string_view token) {
  std::size_t end = std::min(token.size(), kTokenShown);
  while (end > 0 && end < token.size() && (static_cast<unsigned char>(token[end]) & 0xC0) == 0x80) --end;
  return token.substr(0, end);
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
        // Sizes and first bytes nearly always tell.
        const std::string_view a = members[i].name;
        const std::string_view b = members[j].name;
        if (a.size() == b.size() && (a.empty() || (a[0] == b[0] && a == b))) return a;
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

const char* JsonParser::pass_blanks(const char* at) const {
  while (at != end_ && is_blank(*at)) ++at;
  if (at == end_) throw JsonIncomplete{};
  return at;
}

bool JsonParser::only_blanks_behind(const char*& at) const {
  while (at != end_ && is_blank(*at)) ++at;
  return at == end_;
}

const char* JsonParser::name(const char* at, std::string_view& name, bool& intact) {
  bool escaped = false;
  const char* const start = at + 1;
  const char* const quote = closing_quote(start, escaped);
  name = {start, static_cast<std::size_t>(quote - start)};
  intact = (!escaped || unescape(name, name)) && !marked(name);
  if (!intact) name = kUnreadableName;
  return behind_colon(quote + 1);
}

const char* JsonParser::value(const char* at, Value& out, int depth) {
  at = behind_blanks(at);
  switch (*at) {
    case '"': return string(at, out);
    case '{': return depth >= kDeepest ? too_deep(at, out) : object(at, out, depth);
    case '[': return depth >= kDeepest ? too_deep(at, out) : array(at, out, depth);
    case ',':
    case ':':
    case ']':
    case '}': fail(at, "a value is missing");
    default: return scalar(at, out);
  }
}

inline const char* JsonParser::closing_quote(const char* at, bool& escaped) {
  for (;;) {
#if defined(__SSE2__)
    while (end_ - at >= 16) {
      const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
      const __m128i quotes = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
      const __m128i backslashes = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
      const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block);
      const auto special =
          static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, backslashes), controls)));
      const auto high = static_cast<unsigned>(_mm_movemask_epi8(block));
      if (special != 0) {
        non_ascii_ |= high & ((special & (0 - special)) - 1);  // those before the first special byte
        at += std::countr_zero(special);
        break;
      }
      non_ascii_ |= high;
      at += 16;
    }
#endif
    while (at != end_ && *at != '"' && *at != '\\' && static_cast<unsigned char>(*at) >= 0x20) {
      non_ascii_ |= static_cast<unsigned char>(*at) & 0x80;
      ++at;
    }
    if (at == end_) throw JsonIncomplete{};
    if (*at == '"') return at;
    if (*at != '\\') fail(at, "a control character stands unescaped in a string");
    escaped = true;
    if (end_ - at < 2) throw JsonIncomplete{};
    at += 2;  // whatever is escaped, a quote among it
  }
}

bool JsonParser::unescape(std::string_view bytes, std::string_view& text) {
  char* const start = arena_->bytes(bytes.size());  // resolved, it is never longer
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

const char* JsonParser::string(const char* at, Value& out) {
  bool escaped = false;
  const char* const start = at + 1;
  const char* const quote = closing_quote(start, escaped);
  std::string_view text(start, static_cast<std::size_t>(quote - start));
  if (escaped && !unescape(text, text)) {
    out = Value::invalid("a string with an escape that is none, or half of a surrogate pair");
  } else if (marked(text)) {
    out = Value::invalid("text that is not UTF-8");
  } else {
    out = Value::text(text);
  }
  return quote + 1;
}

const char* JsonParser::scalar(const char* at, Value& out) {
  const char* const behind = scan_json_number(at, end_, out, *arena_);
  if (behind != nullptr && behind != end_ && ends_scalar(*behind)) return behind;
  const char* const start = at;
  for (; at != end_ && !ends_scalar(*at); ++at) non_ascii_ |= static_cast<unsigned char>(*at) & 0x80;
  if (at == end_ && !whole_) throw JsonIncomplete{};
  const std::string_view token(start, static_cast<std::size_t>(at - start));
  if (token == "null") {
    out = Value::null();
  } else if (token == "true" || token == "false") {
    out = Value::boolean(token == "true");
  } else if (behind != at) {  // else a number that ends with the text
    out = marked(token) ? Value::invalid("bytes that are not UTF-8")
                        : invalid(spell(Value::text(beginning(token))) + " is no JSON value");
  }
  return at;
}

const char* JsonParser::array(const char* at, Value& out, int depth) {
  at = behind_blanks(at + 1);
  if (*at == ']') {
    out = Value::array({});
    return at + 1;
  }
  const std::size_t start = values_.size();
  for (;; ++at) {
    Value element;
    at = behind_blanks(value(at, element, depth + 1));
    values_.push_back(element);
    if (*at == ']') break;
    if (*at != ',') fail(at, "expected ',' or ']' behind an element");
  }
  auto items = arena_->array<Value>(values_.size() - start);
  std::memcpy(items.data(), values_.data() + start, items.size_bytes());
  values_.resize(start);
  out = Value::array(items);
  return at + 1;
}

const char* JsonParser::object(const char* at, Value& out, int depth) {
  ++at;
  const std::size_t start = members_.size();
  bool readable = true;
  for (bool first = true; next_member(at, first); first = false) {
    Member member;
    bool intact = true;
    at = name(at, member.name, intact);
    readable = readable && intact;
    at = value(at, member.value, depth + 1);
    members_.push_back(member);
  }
  auto members = arena_->array<Member>(members_.size() - start);
  if (!members.empty())
    std::memcpy(static_cast<void*>(members.data()), members_.data() + start, members.size_bytes());
  members_.resize(start);
  if (!readable) {
    out = Value::invalid("an object with a member name that cannot be read");
    return at;
  }
  const std::string_view twice = repeated_name(members);
  out = twice.data() == nullptr
            ? Value::object(members)
            : invalid("an object with the member " + spell(Value::text(twice)) + " twice");
  return at;
}

// Not looked into, only passed: recursion has to end somewhere, and a stack overflow is no answer.
const char* JsonParser::too_deep(const char* at, Value& out) const {
  JsonValueEnd end;
  const std::size_t length = end.feed(at, static_cast<std::size_t>(end_ - at));
  if (length == JsonValueEnd::kNotYet) throw JsonIncomplete{};
  out = Value::invalid("arrays or objects nested more than 512 deep");
  return at + length;
}

}  // namespace parity
