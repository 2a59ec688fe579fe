// Text as code points: see text.h. Everything asks "is it ASCII?" first, since then most answers are free.
#include "normalizers/text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <stdexcept>

#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace parity {
namespace {

bool in_set(char32_t c, TrimSet set) {
  if (set == TrimSet::space) return c == U' ';
  if (c == U' ' || (c >= U'\t' && c <= U'\r')) return true;
  if (c < 0x80 || set == TrimSet::ascii) return false;
  // Unicode White_Space beyond ASCII; the property is stable since Unicode 6.3.
  const bool white = c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
                     c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
  if (white || set == TrimSet::white_space) return white;
  return c == 0x180E || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

struct CodePoint {
  char32_t code;
  std::size_t length;
};

CodePoint decode(const unsigned char* at, std::size_t length) {
  switch (length) {
    case 1: return {at[0], 1};
    case 2: return {static_cast<char32_t>((at[0] & 0x1F) << 6 | (at[1] & 0x3F)), 2};
    case 3: return {static_cast<char32_t>((at[0] & 0x0F) << 12 | (at[1] & 0x3F) << 6 | (at[2] & 0x3F)), 3};
    default:
      return {static_cast<char32_t>((at[0] & 0x07) << 18 | (at[1] & 0x3F) << 12 | (at[2] & 0x3F) << 6 |
                                    (at[3] & 0x3F)),
              4};
  }
}

CodePoint first(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return decode(reinterpret_cast<const unsigned char*>(text.data()), length);
}

CodePoint last(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return decode(reinterpret_cast<const unsigned char*>(text.data() + at), text.size() - at);
}

icu::StringPiece piece(std::string_view text) {
  return {text.data(), static_cast<std::int32_t>(text.size())};
}

void require(UErrorCode status) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
}

// ICU's normalizers, asked for once and together: that first call is then ours to order between threads,
// where ThreadSanitizer sees it (it cannot look into ICU's own).
struct Normalizers {
  const icu::Normalizer2 *nfc, *nfd, *nfkc, *nfkd;
  Normalizers() {
    UErrorCode status = U_ZERO_ERROR;
    nfc = icu::Normalizer2::getNFCInstance(status);
    nfd = icu::Normalizer2::getNFDInstance(status);
    nfkc = icu::Normalizer2::getNFKCInstance(status);
    nfkd = icu::Normalizer2::getNFKDInstance(status);
    require(status);
  }
};

const icu::Normalizer2& normalizer(UnicodeForm form) {
  static const Normalizers all;
  switch (form) {
    case UnicodeForm::none:
    case UnicodeForm::nfc: break;
    case UnicodeForm::nfd: return *all.nfd;
    case UnicodeForm::nfkc: return *all.nfkc;
    case UnicodeForm::nfkd: return *all.nfkd;
  }
  return *all.nfc;
}

}  // namespace

bool is_ascii(std::string_view bytes) {
  std::uint64_t seen = 0;
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + i, 8);
    seen |= word;
  }
  for (; i < bytes.size(); ++i) seen |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i]));
  return (seen & 0x8080808080808080ull) == 0;
}

bool valid_utf8(std::string_view bytes) {
  if (is_ascii(bytes)) return true;
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  const auto* const end = at + bytes.size();
  const auto follows = [&](int count) {
    for (int i = 1; i <= count; ++i) {
      if (at + i >= end || (at[i] & 0xC0) != 0x80) return false;
    }
    return true;
  };
  while (at != end) {
    if (at[0] < 0x80) {
      ++at;
    } else if (at[0] >= 0xC2 && at[0] <= 0xDF && follows(1)) {
      at += 2;
    } else if (at[0] >= 0xE0 && at[0] <= 0xEF && follows(2)) {
      const char32_t c = decode(at, 3).code;
      if (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF)) return false;
      at += 3;
    } else if (at[0] >= 0xF0 && at[0] <= 0xF4 && follows(3)) {
      const char32_t c = decode(at, 4).code;
      if (c < 0x10000 || c > 0x10FFFF) return false;
      at += 4;
    } else {
      return false;
    }
  }
  return true;
}

std::string_view trimmed(std::string_view text, const Trim& trim) {
  if (trim.sides == Sides::start || trim.sides == Sides::both) {
    while (!text.empty()) {
      const CodePoint c = first(text);
      if (!in_set(c.code, trim.set)) break;
      text.remove_prefix(c.length);
    }
  }
  if (trim.sides == Sides::end || trim.sides == Sides::both) {
    while (!text.empty()) {
      const CodePoint c = last(text);
      if (!in_set(c.code, trim.set)) break;
      text.remove_suffix(c.length);
    }
  }
  return text;
}

std::string_view normalized(std::string_view text, UnicodeForm form, Arena& arena) {
  if (form == UnicodeForm::none || is_ascii(text)) return text;
  const icu::Normalizer2& form_of = normalizer(form);
  UErrorCode status = U_ZERO_ERROR;
  const bool already = form_of.isNormalizedUTF8(piece(text), status);
  require(status);
  if (already) return text;
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  form_of.normalizeUTF8(0, piece(text), sink, nullptr, status);
  require(status);
  return arena.copy(out);
}

namespace {
std::string_view recased_ascii(std::string_view text, bool upper, Arena& arena) {
  const char from = upper ? 'a' : 'A';
  const auto changes = [from](char c) { return c >= from && c <= from + 25; };
  if (std::none_of(text.begin(), text.end(), changes)) return text;
  char* out = arena.bytes(text.size());
  std::transform(text.begin(), text.end(), out,
                 [&](char c) { return changes(c) ? static_cast<char>(c ^ 0x20) : c; });
  return {out, text.size()};
}
}  // namespace

std::string_view recased(std::string_view text, TextCase text_case, Arena& arena) {
  if (text_case == TextCase::keep) return text;
  if (is_ascii(text)) return recased_ascii(text, text_case == TextCase::upper, arena);
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  switch (text_case) {  // the root locale: a contract means the same on every machine
    case TextCase::lower: icu::CaseMap::utf8ToLower("", 0, piece(text), sink, nullptr, status); break;
    case TextCase::upper: icu::CaseMap::utf8ToUpper("", 0, piece(text), sink, nullptr, status); break;
    default: icu::CaseMap::utf8Fold(0, piece(text), sink, nullptr, status); break;
  }
  require(status);
  return out == text ? text : arena.copy(out);
}

std::string unicode_version() {
  UVersionInfo version;
  u_getUnicodeVersion(version);
  return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

}  // namespace parity
