// What may explain a difference: see cause.h.
#include "harness/causes/cause.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "normalizers/encoding.h"

namespace parity {
namespace {

constexpr std::size_t kLongest = 80;  // bytes of a parameter

// In the order of Cause.
constexpr std::array<CauseTraits, kCauses> kTraits = {{
    {"trim", 100, 1, false, Reach::comparison, false},
    {"trim", 100, 1, false, Reach::comparison, false},
    {"trim", 98, 1, false, Reach::comparison, false},
    {"case", 100, 1, false, Reach::comparison, false},
    {"case", 100, 1, false, Reach::comparison, false},
    {"case", 98, 1, false, Reach::comparison, false},
    {"unicode form", 100, 1, false, Reach::comparison, false},
    {"unicode form", 98, 1, false, Reach::comparison, false},
    {"spelling", 90, 1, false, Reach::comparison, false},
    {"mojibake", 100, 1, false, Reach::comparison, false},
    {"mojibake", 100, 1, false, Reach::comparison, false},
    {"characters lost", 100, 1, false, Reach::comparison, false},
    {"truncation", 95, 1, false, Reach::field, false},
    {"truncation", 94, 2, true, Reach::field, false},
    {"prefix", 80, 2, true, Reach::comparison, true},
    {"prefix", 80, 2, true, Reach::comparison, true},
    {"suffix", 80, 2, true, Reach::comparison, true},
    {"suffix", 80, 2, true, Reach::comparison, true},
    {"replacement", 75, 2, true, Reach::comparison, true},
    {"number as text", 97, 1, false, Reach::comparison, false},
    {"date format", 97, 1, false, Reach::comparison, false},
    {"line ends", 100, 1, false, Reach::comparison, false},
    {"html escapes", 100, 1, false, Reach::comparison, false},
    {"html escapes", 100, 1, false, Reach::comparison, false},
    {"null policy", 100, 1, false, Reach::comparison, false},
    {"type", 100, 1, false, Reach::comparison, false},
    {"type", 100, 1, false, Reach::comparison, false},
    {"type", 99, 1, false, Reach::comparison, false},
    {"type", 99, 1, false, Reach::comparison, false},
    {"type", 100, 1, false, Reach::comparison, false},
    {"type", 100, 1, false, Reach::comparison, false},
    {"rounding", 95, 1, false, Reach::comparison, false},
    {"rounding", 94, 1, false, Reach::comparison, false},
    {"float32", 96, 1, false, Reach::comparison, false},
    {"float64", 96, 1, false, Reach::comparison, false},
    {"sign", 90, 1, false, Reach::comparison, false},
    {"factor", 90, 2, true, Reach::comparison, true},
    {"offset", 70, 3, true, Reach::field, true},
    {"scale", 100, 1, false, Reach::comparison, false},
    {"time shift", 90, 1, false, Reach::comparison, true},
    {"offset lost", 96, 1, false, Reach::comparison, false},
    {"time precision", 95, 1, false, Reach::comparison, false},
    {"array order", 100, 1, false, Reach::comparison, false},
    {"array duplicates", 100, 1, false, Reach::comparison, false},
    {"columns swapped", 100, 1, false, Reach::table, false},
    {"column copied", 85, 2, true, Reach::field, false},
    {"columns shifted", 99, 2, true, Reach::table, false},
    {"replacement", 60, 2, false, Reach::field, true},
    {"constant", 50, 3, true, Reach::field, true},
    {"value lost", 55, 1, false, Reach::field, false},
    {"key renamed", 100, 1, false, Reach::table, true},
    {"key renamed", 80, 1, false, Reach::table, false},
    {"parent missing", 90, 1, false, Reach::table, false},
    {"table empty", 99, 1, false, Reach::table, false},
    {"column missing", 50, 1, false, Reach::field, false},
    {"column renamed", 100, 1, false, Reach::table, false},
    {"table missing", 50, 1, false, Reach::table, false},
}};

}  // namespace

const CauseTraits& traits_of(Cause cause) { return kTraits[static_cast<std::size_t>(cause)]; }

std::uint64_t hash_of(const Hypothesis& hypothesis) {
  std::array<char, 2 * kLongest + 32> bytes;
  char* at = bytes.data();
  const auto put = [&](const void* from, std::size_t size) {
    if (size > 0) std::memcpy(at, from, size);
    at += size;
  };
  const auto cause = static_cast<char>(hypothesis.cause);
  const std::size_t first = hypothesis.a.size();
  put(&cause, 1);
  put(&hypothesis.number, sizeof hypothesis.number);
  put(&first, sizeof first);
  put(hypothesis.a.data(), hypothesis.a.size());
  put(hypothesis.b.data(), hypothesis.b.size());
  return digest64({bytes.data(), static_cast<std::size_t>(at - bytes.data())});
}

void Hypotheses::add(Cause cause, std::int64_t number, std::string_view a, std::string_view b) {
  if (a.size() > kLongest || b.size() > kLongest) return;
  const Hypothesis added{cause, number, a, b};
  if (std::find(all.begin(), all.end(), added) == all.end()) all.push_back(added);
}

bool Hypotheses::has(Cause cause) const {
  return std::any_of(all.begin(), all.end(), [&](const Hypothesis& each) { return each.cause == cause; });
}

}  // namespace parity
