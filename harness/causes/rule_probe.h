// Settings that a contract could have, tried on a difference by the real normalizer: which of them would hide
// it. What a candidate rule costs is counted from these answers, never guessed.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "harness/compare/evidence.h"
#include "normalizers/contract.h"

namespace parity {

// At most 64, in an order that prefers the one that hides less.
enum class Probe : std::uint8_t {
  trim_space,
  trim_ascii,
  trim_white,
  trim_invisible,
  case_fold,
  nfc,
  nfkc,
  empty_null,
  empty_absent,
  absent_null,
  type_integer,
  type_number,
  type_boolean,
  type_date,
  type_local,
  type_instant,
  type_uuid,
  type_hex,
  type_base64,
  type_json,
  type_text,
  time_utc,
  precision_microsecond,
  precision_millisecond,
  precision_second,
  precision_minute,
  precision_day,
  number_value,
  float32,
  digits_0,
  digits_1,
  digits_2,
  digits_3,
  digits_4,
  digits_5,
  digits_6,
  multiset,
  set,
};
constexpr int kProbes = static_cast<int>(Probe::set) + 1;
using ProbeBits = std::uint64_t;
constexpr ProbeBits bit(Probe probe) { return ProbeBits{1} << static_cast<int>(probe); }

struct ProbeText {
  std::string_view rule;  // "trim"
  std::string_view yaml;  // "trim: both"
};
const ProbeText& describe(Probe probe);
RuleSet setting_of(Probe probe);

// The probes of one contract. Fields are told by name and compiled when first met.
class RuleProbes {
 public:
  RuleProbes(const Contract& contract, JsonDecoder json) : contract_(contract), json_(json) {}

  // Those under which the two raw values are equal where they stand, the field's own rules in force beside.
  ProbeBits hiding(const PlannedTable& table, const PlannedField& field, const Value& source,
                   const Value& target);

 private:
  struct Compiled {
    FieldRules rules;
    std::optional<Tolerance> tolerance;
  };
  using OfField = std::map<Probe, Compiled>;
  const Compiled& compiled(const PlannedTable& table, const PlannedField& field, Probe probe);

  const Contract& contract_;
  JsonDecoder json_;
  std::map<std::pair<std::string, std::string>, OfField> fields_;
  Arena arena_;
};

}  // namespace parity
