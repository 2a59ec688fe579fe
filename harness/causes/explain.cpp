// All hypotheses about one pair of values: see explain.h.
#include "harness/causes/explain.h"

#include <algorithm>

#include "normalizers/decimal.h"
#include "normalizers/encoding.h"

namespace parity {
namespace {

constexpr std::uint32_t kLongText = 16 * 1024;  // longer ones are not searched for what differs in them
constexpr std::uint32_t kManyItems = 4096;

}  // namespace

void explain_readings(std::string_view source, std::string_view target, Hypotheses& out) {
  const auto numeric = [](std::string_view text) {
    return !text.empty() && text.size() < 40 && text.find_first_of("0123456789") < 2;
  };
  if (!numeric(source) || !numeric(target)) return;
  const auto a = parse_decimal(source, out.arena), b = parse_decimal(target, out.arena);
  if (a && b) {
    if (same(*a, *b)) return out.add(Cause::number_spelling);
    explain_numbers(*a, *b, out);
  }
  for (const ReadTime& from : read_times(source)) {
    for (const ReadTime& to : read_times(target)) {
      if (from.value.kind == to.value.kind && same(from.value, to.value))
        out.add(Cause::time_spelling, 0, from.format, to.format);
      else if (from.format == to.format)
        explain_times(from.value, to.value, out);
      else
        explain_types(from.value, to.value, out);
    }
  }
}

void explain_arrays(const Value& source, const Value& target, Hypotheses& out) {
  if (source.kind != Kind::array || target.kind != Kind::array) return;
  if (source.size > kManyItems || target.size > kManyItems) return;
  const auto sorted = [](const Value& array) {
    std::vector<Digest> items;
    ByteBuffer bytes;
    for (const Value& item : array.items()) {
      bytes.clear();
      encode(item, NumberForm::value, bytes);
      items.push_back(digest(bytes.view()));
    }
    std::sort(items.begin(), items.end());
    return items;
  };
  std::vector<Digest> from = sorted(source), to = sorted(target);
  if (from == to) return out.add(Cause::reordered);
  from.erase(std::unique(from.begin(), from.end()), from.end());
  to.erase(std::unique(to.begin(), to.end()), to.end());
  if (from == to) out.add(Cause::duplicates_lost);
}

void explain_values(const Value& source, const Value& target, Hypotheses& out) {
  explain_types(source, target, out);
  if (source.kind == Kind::text && target.kind == Kind::text) {
    if (source.size > kLongText || target.size > kLongText) return;
    explain_spelling(source.view(), target.view(), out);
    explain_encoding(source.view(), target.view(), out);
    explain_parts(source.view(), target.view(), out);
    explain_readings(source.view(), target.view(), out);
  }
  explain_numbers(source, target, out);
  explain_times(source, target, out);
  explain_arrays(source, target, out);
}

}  // namespace parity
