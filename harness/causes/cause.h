// What may explain a difference: a transformation that maps its source value to its target value. One
// difference has several such hypotheses; which of them is the cause is decided by all differences together
// (choose.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "normalizers/arena.h"

namespace parity {

enum class Cause : std::uint8_t {
  // Text. `number`: a WhiteSpace, a UnicodeForm, an Encoding, a length.
  trim_lost,          // the target lacks white space at the ends
  trim_added,         // the target has more of it
  trim_differs,       // one or the other
  lower_case,         // the target is in lower case …
  upper_case,         //
  case_differs,       // … or in another case than the source
  unicode_form,       // the target is the source in this form
  unicode_differs,    // equal in this form only
  spelling_differs,   // equal without case, white space at the ends and Unicode form
  mojibake,           // UTF-8 read as another encoding
  mojibake_repaired,  // the source was
  characters_lost,    // each character that is not ASCII became `a`
  truncated,          // to so many characters
  truncated_bytes,    // to so many bytes
  prefix_added,       // `a`
  prefix_removed,     //
  suffix_added,       //
  suffix_removed,     //
  replaced,           // `a` in it became `b`
  number_spelling,    // texts that are one number: "1.50", "1.5"
  time_spelling,      // texts that are one time, `a` and `b` their formats
  line_ends,          // CR LF, LF or CR
  html_escaped,       //
  html_unescaped,     //
  // What stands for nothing. `number`: two Nothings.
  nothing,
  // Types. `number`: two Kinds.
  type_same_text,  // 1 and "1"
  boolean_number,  // true and 1
  boolean_text,    // true and "yes"
  binary_text,     // bytes and their hex or base64, `number` says which
  same_moment,     // one moment as text, local time, date or instant
  json_text,       // a JSON value and the text of it
  // Numbers.
  rounded,  // to `number` digits behind the point
  cut,      // without rounding
  float32,  // through a binary float of 32 bits
  float64,  // of 64 bits
  sign,     //
  factor,   // `a`
  offset,   // `a`
  scale,    // 1.0 and 1.00
  // Times. `number`: microseconds, a TimePrecision.
  time_shift,
  offset_lost,  // the time on the clock is the same
  time_precision,
  // Arrays.
  reordered,
  duplicates_lost,
  // The row around it. `a`: the other column.
  swapped,  // `a` and `b` are
  copied,   // from `a`
  shifted,  // `number` columns along
  // Any value.
  became,    // `a` became `b`
  constant,  // whatever it was, it became `b`
  lost,      // whatever it was, it is null, or missing
  // Whole rows and columns.
  key_renamed,     // a row without partner has a twin under another key; `a`: how the keys differ
  key_changed,     // the same, and no more is known of it
  parent_missing,  // `a`: the table of it
  table_empty,     // `a`: the side that has no row at all
  whole_column,    // `a`: missing or extra
  column_renamed,  // the source calls it `a`, the target `b`
  whole_table,     // `a`: missing or extra
};
constexpr int kCauses = static_cast<int>(Cause::whole_table) + 1;

struct Hypothesis {
  Cause cause;
  std::int64_t number = 0;
  std::string_view a, b;

  friend bool operator==(const Hypothesis&, const Hypothesis&) = default;
};
std::uint64_t hash_of(const Hypothesis& hypothesis);

// The hypotheses about one difference. Texts given to add() outlive it, or are put into `arena`.
struct Hypotheses {
  std::vector<Hypothesis> all;
  Arena arena;

  // Texts that are too long to be the parameter of anything are none.
  void add(Cause cause, std::int64_t number = 0, std::string_view a = {}, std::string_view b = {});
  bool has(Cause cause) const;
  void clear() {
    all.clear();
    arena.reset();
  }
};

// How far one and the same hypothesis is one cause; beyond that it is a coincidence.
enum class Reach : std::uint8_t { comparison, table, field };

// What is known of a cause whatever it explains.
struct CauseTraits {
  std::string_view name;  // for people and reports: "trim"
  int strength;           // per cent: a weak one has to explain more to be preferred
  int least;              // differences that it must explain to be said at all
  bool varied;            // and they must have more than one source value
  Reach reach;
  bool open;  // its parameters are without number
};
const CauseTraits& traits_of(Cause cause);

}  // namespace parity
