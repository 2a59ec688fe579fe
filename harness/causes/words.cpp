// How a cause is said: see words.h.
#include "harness/causes/words.h"

#include <array>

#include "harness/causes/explain.h"
#include "normalizers/contract.h"
#include "normalizers/instant.h"
#include "normalizers/value.h"

namespace parity {
namespace {

std::string quoted(std::string_view text) { return spell(Value::text(text)); }

std::string white_space(std::int64_t set) {
  switch (static_cast<WhiteSpace>(set)) {
    case WhiteSpace::spaces: return "spaces at the ends";
    case WhiteSpace::ascii: return "white space (ASCII) at the ends";
    case WhiteSpace::any: return "white space (beyond ASCII too) at the ends";
    case WhiteSpace::invisible: return "invisible characters at the ends";
  }
  return {};
}

std::string form_name(std::int64_t form) {
  constexpr std::array names = {"", "NFC", "NFD", "NFKC", "NFKD"};
  return names[static_cast<std::size_t>(form)];
}

std::string nothing_name(std::int64_t nothing) {
  switch (static_cast<Nothing>(nothing)) {
    case Nothing::empty_text: return "''";
    case Nothing::null: return "NULL";
    case Nothing::absent: return "no value";
    case Nothing::empty_array: return "[]";
    case Nothing::empty_object: return "{}";
    case Nothing::zero: return "0";
    case Nothing::no: return "false";
    case Nothing::null_text: return "the text \"null\"";
    case Nothing::none: break;
  }
  return {};
}

std::string kind_word(std::int64_t kind) {
  switch (static_cast<Kind>(kind)) {
    case Kind::local: return "a local time";
    case Kind::instant: return "an instant";
    case Kind::clock: return "a time of day";
    case Kind::array: return "an array";
    case Kind::object: return "an object";
    case Kind::bytes: return "bytes";
    case Kind::text: return "text";
    default: return "a " + std::string(kind_name(static_cast<Kind>(kind)));
  }
}

std::string types(std::int64_t pair) { return kind_word(pair / 256) + " became " + kind_word(pair % 256); }

std::string digits(std::int64_t count) {
  return count == 0   ? "to whole numbers"
         : count == 1 ? "to 1 digit behind the point"
                      : "to " + std::to_string(count) + " digits behind the point";
}

std::string unit_name(std::int64_t unit) {
  constexpr std::array names = {"", "microseconds", "milliseconds", "seconds", "minutes", "days"};
  return names[static_cast<std::size_t>(unit)];
}

bool whole(std::int64_t micros, std::int64_t unit) { return micros % unit == 0; }

std::string changed_in(std::string_view a, std::string_view b) {
  if (a.empty()) return quoted(b) + " was put in";
  if (b.empty()) return quoted(a) + " was taken out";
  return quoted(a) + " was replaced by " + quoted(b);
}

}  // namespace

std::string spell_shift(std::int64_t micros) {
  const std::string sign = micros < 0 ? "-" : "+";
  const std::int64_t size = micros < 0 ? -micros : micros;
  const auto said = [&](std::int64_t unit, const char* name) {
    const std::int64_t count = size / unit;
    std::string text = sign + std::to_string(count) + " " + name;
    return std::string_view(name) == "day" && count != 1 ? text + "s" : text;
  };
  constexpr std::int64_t second = 1'000'000;
  if (whole(size, kMicrosPerDay)) return said(kMicrosPerDay, "day");
  if (whole(size, 3600 * second)) return said(3600 * second, "h");
  if (whole(size, 60 * second)) return said(60 * second, "min");
  if (whole(size, second)) return said(second, "s");
  if (whole(size, 1000)) return said(1000, "ms");
  return said(1, "µs");
}

std::string phrase(Cause cause, std::int64_t number, std::string_view a, std::string_view b) {
  switch (cause) {
    case Cause::trim_lost: return "lost the " + white_space(number);
    case Cause::trim_added: return "gained " + white_space(number);
    case Cause::trim_differs: return white_space(number) + " differ";
    case Cause::lower_case: return "became lower case";
    case Cause::upper_case: return "became upper case";
    case Cause::case_differs: return "another letter case";
    case Cause::unicode_form: return "became Unicode " + form_name(number);
    case Cause::unicode_differs: return "equal in Unicode " + form_name(number) + " only";
    case Cause::spelling_differs: return "equal but for letter case, outer white space and Unicode form";
    case Cause::mojibake:
      return "UTF-8 was read as " + std::string(encoding_name(static_cast<Encoding>(number)));
    case Cause::mojibake_repaired:
      return "the source's UTF-8 had been read as " +
             std::string(encoding_name(static_cast<Encoding>(number))) + ", the target has it right";
    case Cause::characters_lost:
      return a.empty() ? "characters beyond ASCII are gone" : "characters beyond ASCII became " + quoted(a);
    case Cause::truncated: return "cut off at " + std::to_string(number) + " characters";
    case Cause::truncated_bytes: return "cut off at " + std::to_string(number) + " bytes";
    case Cause::prefix_added: return "the prefix " + quoted(a) + " was added";
    case Cause::prefix_removed: return "the prefix " + quoted(a) + " was removed";
    case Cause::suffix_added: return "the suffix " + quoted(a) + " was added";
    case Cause::suffix_removed: return "the suffix " + quoted(a) + " was removed";
    case Cause::replaced: return changed_in(a, b);
    case Cause::number_spelling: return "one number, spelled in two ways";
    case Cause::time_spelling:
      return a == b ? "one time, spelled in two ways"
                    : "one time, " + std::string(a) + " became " + std::string(b);
    case Cause::line_ends: return "other line ends";
    case Cause::html_escaped: return "&, < and > were escaped as in HTML";
    case Cause::html_unescaped: return "&amp;, &lt; and &gt; were resolved as in HTML";
    case Cause::nothing: return nothing_name(number / 256) + " became " + nothing_name(number % 256);
    case Cause::type_same_text: return types(number) + ", spelled the same";
    case Cause::boolean_number: return types(number);
    case Cause::boolean_text: return types(number) + " that means it";
    case Cause::binary_text: return types(number) + " (" + std::string(a) + ")";
    case Cause::same_moment: return types(number) + " of the same moment";
    case Cause::json_text: return types(number) + " of the same JSON";
    case Cause::rounded: return "rounded " + digits(number);
    case Cause::cut: return "cut " + digits(number);
    case Cause::float32: return "went through a 32-bit float";
    case Cause::float64: return "went through a 64-bit float";
    case Cause::sign: return "the sign was turned";
    case Cause::factor: return "multiplied by " + std::string(a);
    case Cause::offset: return (a.starts_with('-') ? "" : "+") + std::string(a) + " was added";
    case Cause::scale: return "another number of digits behind the point";
    case Cause::time_shift: return "shifted by " + spell_shift(number);
    case Cause::offset_lost: return "the offset was dropped and the time on the clock kept";
    case Cause::time_precision: return "reduced to whole " + unit_name(number);
    case Cause::reordered: return "the same elements in another order";
    case Cause::duplicates_lost: return "the same elements, repeated otherwise";
    case Cause::swapped: return "columns " + std::string(a) + " and " + std::string(b) + " are swapped";
    case Cause::copied: return "holds what the source has in " + std::string(a);
    case Cause::shifted:
      return "columns are shifted by " + std::to_string(number) +
             ": each holds what the source has in one beside it";
    case Cause::became: return std::string(a) + " became " + std::string(b);
    case Cause::constant: return "whatever it was, it became " + std::string(b);
    case Cause::lost: return "whatever it was, it became " + std::string(b);
    case Cause::key_renamed: return "the same rows under another key: " + std::string(a);
    case Cause::key_changed: return "the same rows under another key";
    case Cause::parent_missing: return "the row of " + std::string(a) + " that they belong to is missing too";
    case Cause::table_empty: return "the " + std::string(a) + " has no row at all";
    case Cause::whole_column: return "the whole column is " + std::string(a);
    case Cause::column_renamed:
      return "column " + std::string(a) + " is called " + std::string(b) + " in the target";
    case Cause::whole_table: return "the whole table is " + std::string(a);
  }
  return {};
}

}  // namespace parity
