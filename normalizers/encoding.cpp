// The byte form of a value: see encoding.h.
#include "normalizers/encoding.h"

#include <algorithm>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "normalizers/decimal.h"

namespace parity {
namespace {

// One byte for what follows. Changing one changes every digest, never a meaning.
enum class Tag : char {
  absent = 'a',
  null = '0',
  truth = 'b',
  small = 'n',
  big = 'N',
  special = 'S',
  scale = 's',
  text = 't',
  date = 'd',
  clock = 'c',
  local = 'l',
  instant = 'i',
  uuid = 'u',
  bytes = 'x',
  array = '[',
  object = '{',
  invalid = '!'
};

// Most texts are a few bytes long: two overlapping words are cheaper than a call.
inline void copy_bytes(char* to, const char* from, std::size_t size) {
  if (size > 16) {
    std::memcpy(to, from, size);
  } else if (size >= 8) {
    std::uint64_t head;
    std::uint64_t rest;
    std::memcpy(&head, from, 8);
    std::memcpy(&rest, from + size - 8, 8);
    std::memcpy(to, &head, 8);
    std::memcpy(to + size - 8, &rest, 8);
  } else {
    for (std::size_t i = 0; i < size; ++i) to[i] = from[i];
  }
}

inline void tagged(Tag tag, std::string_view bytes, ByteBuffer& out) {
  char* at = out.extend(5 + bytes.size());
  at[0] = static_cast<char>(tag);
  const auto size = static_cast<std::uint32_t>(bytes.size());
  std::memcpy(at + 1, &size, 4);
  copy_bytes(at + 5, bytes.data(), bytes.size());
}

inline void tagged(Tag tag, std::int64_t number, ByteBuffer& out) {
  char* at = out.extend(9);
  at[0] = static_cast<char>(tag);
  std::memcpy(at + 1, &number, 8);
}

inline void encode_small(std::int64_t mantissa, std::int32_t exponent, ByteBuffer& out) {
  if (mantissa == 0) {
    exponent = 0;
  } else {
    while (mantissa % 10 == 0) {
      mantissa /= 10;
      ++exponent;
    }
  }
  char* at = out.extend(13);
  at[0] = static_cast<char>(Tag::small);
  std::memcpy(at + 1, &exponent, 4);
  std::memcpy(at + 5, &mantissa, 8);
}

void encode_number(const Value& value, NumberForm form, ByteBuffer& out) {
  if (value.flags & (kNan | kInfinite)) {
    out.byte(static_cast<char>(Tag::special));
    out.byte(static_cast<char>(value.flags));
    return;
  }
  std::int32_t exponent = value.exponent;
  if (value.flags & kBig) {
    exponent = BigNumber::read(value.data).exponent;
    std::string_view digits(value.data + BigNumber::kDigits, value.size);
    const std::size_t kept = digits.find_last_not_of('0') + 1;
    const auto stripped =
        static_cast<std::int32_t>(exponent + static_cast<std::int32_t>(digits.size() - kept));
    digits = digits.substr(0, kept);
    const bool negative = value.flags & kNegative;
    if (const auto mantissa = small_mantissa(negative, digits)) {
      encode_small(*mantissa, stripped, out);  // one form for each value: big only what does not fit
    } else {
      out.byte(static_cast<char>(Tag::big));
      out.byte(negative ? '-' : '+');
      out.raw(stripped);
      tagged(Tag::text, digits, out);
    }
  } else {
    encode_small(value.integer, exponent, out);
  }
  if (form == NumberForm::scale) tagged(Tag::scale, std::max(0, -exponent), out);
}

// An object's members in the order of their names. Most objects are small: sorted by insertion, without the
// heap.
template <class Visit>
void by_name(std::span<const Member> fields, Visit visit) {
  constexpr std::size_t kFew = 16;
  const Member* few[kFew];
  std::vector<const Member*> many;
  const Member** order = few;
  if (fields.size() > kFew) {
    for (const Member& member : fields) many.push_back(&member);
    std::sort(many.begin(), many.end(), [](const Member* a, const Member* b) { return a->name < b->name; });
    order = many.data();
  } else {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      std::size_t at = i;
      for (; at > 0 && fields[i].name < order[at - 1]->name; --at) order[at] = order[at - 1];
      order[at] = &fields[i];
    }
  }
  for (std::size_t i = 0; i < fields.size(); ++i) visit(*order[i]);
}

void encode_object(const Value& value, NumberForm form, ByteBuffer& out) {
  tagged(Tag::object, static_cast<std::int64_t>(value.size), out);
  by_name(value.fields(), [&](const Member& member) {
    tagged(Tag::text, member.name, out);
    encode(member.value, form, out);
  });
}

int three_way(std::string_view a, std::string_view b) {
  const int order = a.compare(b);
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

int compare_objects(const Value& a, const Value& b) {
  std::vector<const Member*> left;
  std::vector<const Member*> right;
  by_name(a.fields(), [&](const Member& member) { left.push_back(&member); });
  by_name(b.fields(), [&](const Member& member) { right.push_back(&member); });
  const std::size_t shared = std::min(left.size(), right.size());
  for (std::size_t i = 0; i < shared; ++i) {
    if (const int order = three_way(left[i]->name, right[i]->name)) return order;
    if (const int order = compare(left[i]->value, right[i]->value)) return order;
  }
  return left.size() < right.size() ? -1 : left.size() > right.size() ? 1 : 0;
}

}  // namespace

void ByteBuffer::grow(std::size_t needed) {
  const std::size_t capacity = std::max(needed, capacity_ == 0 ? std::size_t{4096} : capacity_ * 2);
  auto data = std::make_unique_for_overwrite<char[]>(capacity);
  if (size_ != 0) std::memcpy(data.get(), data_.get(), size_);
  data_ = std::move(data);
  size_ = std::min(size_, capacity);
  capacity_ = capacity;
}

void encode(const Value& value, NumberForm form, ByteBuffer& out) {
  switch (value.kind) {
    case Kind::absent: return out.byte(static_cast<char>(Tag::absent));
    case Kind::null: return out.byte(static_cast<char>(Tag::null));
    case Kind::boolean: out.byte(static_cast<char>(Tag::truth)); return out.byte(value.integer ? '1' : '0');
    case Kind::number: return encode_number(value, form, out);
    case Kind::text: return tagged(Tag::text, value.view(), out);
    case Kind::date: return tagged(Tag::date, value.integer, out);
    case Kind::clock: return tagged(Tag::clock, value.integer, out);
    case Kind::local: return tagged(Tag::local, value.integer, out);
    case Kind::instant: return tagged(Tag::instant, value.integer, out);
    case Kind::uuid: return tagged(Tag::uuid, value.view(), out);
    case Kind::bytes: return tagged(Tag::bytes, value.view(), out);
    case Kind::invalid: out.mark_invalid(); return tagged(Tag::invalid, value.view(), out);
    case Kind::array:
      tagged(Tag::array, static_cast<std::int64_t>(value.size), out);
      for (const Value& item : value.items()) encode(item, form, out);
      return;
    case Kind::object: return encode_object(value, form, out);
  }
}

std::optional<Value> decode_small_number(std::string_view encoding) {
  if (encoding.size() != 13 || encoding[0] != static_cast<char>(Tag::small)) return std::nullopt;
  std::int32_t exponent = 0;
  std::int64_t mantissa = 0;
  std::memcpy(&exponent, encoding.data() + 1, 4);
  std::memcpy(&mantissa, encoding.data() + 5, 8);
  return Value::number(mantissa, exponent);
}

Digest digest(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

std::uint64_t digest64(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

// Asked for every cell of every row looked at closely: the buffers are kept.
bool same(const Value& a, const Value& b, NumberForm form) {
  thread_local ByteBuffer left;
  thread_local ByteBuffer right;
  left.clear();
  right.clear();
  encode(a, form, left);
  encode(b, form, right);
  return left.view() == right.view();
}

int compare(const Value& a, const Value& b) {
  if (a.kind != b.kind) return a.kind < b.kind ? -1 : 1;
  switch (a.kind) {
    case Kind::absent:
    case Kind::null: return 0;
    case Kind::number: return compare_numbers(a, b);
    case Kind::boolean:
    case Kind::date:
    case Kind::clock:
    case Kind::local:
    case Kind::instant: return a.integer < b.integer ? -1 : a.integer > b.integer ? 1 : 0;
    case Kind::text:
    case Kind::uuid:
    case Kind::bytes:
    case Kind::invalid: return three_way(a.view(), b.view());
    case Kind::array: {
      const std::size_t shared = std::min(a.size, b.size);
      for (std::size_t i = 0; i < shared; ++i) {
        if (const int order = compare(a.elements[i], b.elements[i])) return order;
      }
      return a.size < b.size ? -1 : a.size > b.size ? 1 : 0;
    }
    case Kind::object: return compare_objects(a, b);
  }
  return 0;
}

}  // namespace parity
