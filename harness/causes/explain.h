// One difference's hypotheses, from its two values alone: each function knows one family of transformations
// and asks nothing but whether it maps the source to the target. `source` and `target` are normalized values
// that differ.
#pragma once

#include "harness/causes/cause.h"
#include "normalizers/value.h"

namespace parity {

// All families that concern values of these kinds.
void explain_values(const Value& source, const Value& target, Hypotheses& out);

// Ways in which nothing is written, and the names of pairs of them: Cause::nothing's number.
enum class Nothing : std::uint8_t {
  none,
  empty_text,
  null,
  absent,
  empty_array,
  empty_object,
  zero,
  no,
  null_text
};
Nothing nothing_of(const Value& value);
constexpr std::int64_t pair_of(int source, int target) { return source * 256 + target; }

// What was at the ends of a text: number of the trim causes, the narrowest first.
enum class WhiteSpace : std::uint8_t { spaces, ascii, any, invisible };

// The families.
void explain_spelling(std::string_view source, std::string_view target, Hypotheses& out);  // trim, case, form
void explain_encoding(std::string_view source, std::string_view target, Hypotheses& out);  // mojibake
void explain_parts(std::string_view source, std::string_view target,
                   Hypotheses& out);  // prefix, cut, replaced
void explain_readings(std::string_view source, std::string_view target, Hypotheses& out);  // numbers, times
void explain_types(const Value& source, const Value& target, Hypotheses& out);
void explain_numbers(const Value& source, const Value& target, Hypotheses& out);
void explain_times(const Value& source, const Value& target, Hypotheses& out);
void explain_arrays(const Value& source, const Value& target, Hypotheses& out);

// A time in any of the formats that people write, as microseconds; `format` names it.
struct ReadTime {
  Value value;
  std::string_view format;  // "YYYY-MM-DD", "DD.MM.YYYY"; static
};
// All readings: 01/02/2024 has two.
std::vector<ReadTime> read_times(std::string_view text);

// Which encoding mojibake was read as.
enum class Encoding : std::uint8_t { latin1, windows_1252, latin1_twice, windows_1252_twice };
std::string_view encoding_name(Encoding encoding);

}  // namespace parity
