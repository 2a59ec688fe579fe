// Where a JSON value ends: see json_structure.h. 64 bytes at a time, as bit masks; on machines without SSE2
// the masks are made byte by byte.
#include "harness/readers/json_structure.h"

#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace parity {
namespace {

constexpr std::size_t kBlock = 64;

struct Masks {
  std::uint64_t quotes = 0, backslashes = 0, opens = 0, closes = 0;
};

#if defined(__SSE2__)
Masks masks_of(const char* at) {
  const auto equal_to = [](__m128i bytes, char c) {
    return static_cast<std::uint64_t>(
        static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)))));
  };
  Masks masks;
  for (int part = 0; part < 4; ++part) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 16 * part));
    const __m128i folded = _mm_or_si128(
        bytes, _mm_set1_epi8(0x20));  // '[' and '{' differ in this bit only, so do the closing ones
    masks.quotes |= equal_to(bytes, '"') << (16 * part);
    masks.backslashes |= equal_to(bytes, '\\') << (16 * part);
    masks.opens |= equal_to(folded, '{') << (16 * part);
    masks.closes |= equal_to(folded, '}') << (16 * part);
  }
  return masks;
}
#else
Masks masks_of(const char* at) {
  Masks masks;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const std::uint64_t here = std::uint64_t{1} << i;
    if (at[i] == '"') masks.quotes |= here;
    if (at[i] == '\\') masks.backslashes |= here;
    if ((at[i] | 0x20) == '{') masks.opens |= here;
    if ((at[i] | 0x20) == '}') masks.closes |= here;
  }
  return masks;
}
#endif

// Bits at or behind an odd number of quotes.
std::uint64_t inside(std::uint64_t quotes) {
  for (int shift = 1; shift < 64; shift *= 2) quotes ^= quotes << shift;
  return quotes;
}

// Bits behind an unescaped backslash; `carry` takes one over the block's edge.
std::uint64_t escaped_bits(std::uint64_t backslashes, bool& carry) {
  std::uint64_t escaped = carry ? 1 : 0;
  backslashes &= ~escaped;
  carry = false;
  while (backslashes != 0) {
    const int at = std::countr_zero(backslashes);
    if (at == 63) {
      carry = true;
      break;
    }
    const std::uint64_t next = std::uint64_t{1} << (at + 1);
    escaped |= next;
    backslashes &= ~(next | (next - 1));
  }
  return escaped;
}

}  // namespace

std::size_t JsonValueEnd::feed(const char* piece, std::size_t size) {
  if (size == 0) return kNotYet;
  if (form_ == Form::unknown) {
    form_ = *piece == '{' || *piece == '[' ? Form::nested : *piece == '"' ? Form::string : Form::scalar;
  }
  switch (form_) {
    case Form::nested: return feed_nested(piece, size);
    case Form::string: return feed_string(piece, size);
    default: return feed_scalar(piece, size);
  }
}

std::size_t JsonValueEnd::feed_nested(const char* piece, std::size_t size) {
  for (std::size_t at = 0; at < size; at += kBlock) {
    Masks masks;
    const std::size_t length = size - at;
    if (length >= kBlock) {
      masks = masks_of(piece + at);
    } else {
      char rest[kBlock];
      std::memset(rest, ' ', kBlock);
      std::memcpy(rest, piece + at, length);
      masks = masks_of(rest);
    }
    const bool partial = length < kBlock;
    bool carry = escaped_;
    const std::uint64_t escaped = escaped_bits(masks.backslashes, carry);
    // Behind a partial block the blanks that filled it up must not eat the escape.
    escaped_ = partial ? (length < 64 && (escaped >> length & 1)) : carry;
    const std::uint64_t quotes = masks.quotes & ~escaped;
    const std::uint64_t in_string = inside(quotes) ^ (in_string_ ? ~std::uint64_t{0} : 0);
    in_string_ = in_string >> 63;
    const std::uint64_t opens = masks.opens & ~in_string;
    const std::uint64_t closes = masks.closes & ~in_string;
    std::uint64_t brackets = opens | closes;
    while (brackets != 0) {
      const int bit = std::countr_zero(brackets);
      brackets &= brackets - 1;
      if (closes >> bit & 1) {
        if (--depth_ == 0) return at + static_cast<std::size_t>(bit) + 1;
      } else {
        ++depth_;
      }
    }
  }
  return kNotYet;
}

std::size_t JsonValueEnd::feed_string(const char* piece, std::size_t size) {
  std::size_t at = 0;
  if (!in_string_) {  // the opening quote
    in_string_ = true;
    at = 1;
  }
  for (; at < size; ++at) {
    if (escaped_) {
      escaped_ = false;
    } else if (piece[at] == '\\') {
      escaped_ = true;
    } else if (piece[at] == '"') {
      return at + 1;
    }
  }
  return kNotYet;
}

std::size_t JsonValueEnd::feed_scalar(const char* piece, std::size_t size) {
  for (std::size_t at = 0; at < size; ++at) {
    switch (piece[at]) {
      case ',':
      case ']':
      case '}':
      case ' ':
      case '\n':
      case '\r':
      case '\t': return at;
      default: break;
    }
  }
  return kNotYet;
}

}  // namespace parity
