// What each rule means. This table is the only place that says it: `parity explain` prints it, reports name
// rules by it, contracts/README.md lists their spelling.
#include "normalizers/rules.h"

#include <algorithm>
#include <array>

namespace parity {
namespace {

constexpr std::array<RuleText, kRules> kTexts{{
    {Rule::rename, "N01", "rename",
     "A table or a field is called otherwise in one dataset: `rename` gives the name here of a field's name "
     "there, `known_as` does so for a table, and `names` brings all names to one style. It changes names "
     "only, never a value. It can hide that a field was renamed by mistake, since whatever has the other "
     "name is taken for the field; two fields of one dataset that end under one name are an error and not "
     "merged.",
     "tables:\n"
     "  equipment:\n"
     "    known_as: [equipmentItems]\n"
     "    rename: { displayName: display_name }\n"},
    {Rule::only_in, "N02", "only_in",
     "A table or a field exists in the named datasets only. It is not compared with a dataset that is not "
     "named, and reports list it as not compared, with the line that says so; a dataset that is not named "
     "and has it anyway is a finding. Between two datasets that are both named it is compared as ever. It "
     "hides everything that could be wrong with the values that the named datasets alone have, so give it a "
     "`why`.",
     "fields:\n"
     "  legacy_flag: { only_in: source, why: \"dropped by design\" }\n"},
    {Rule::trim, "N03", "trim",
     "White space at the start, at the end, or at both ends of text is taken off before it is compared; "
     "white space inside stays. `set` says what counts: `white_space` is Unicode's White_Space (25 code "
     "points, no-break and ideographic space among them), `ascii` tab to carriage return and space, `space` "
     "U+0020 alone as SQL's trim does, `invisible` also zero-width characters and the byte order mark. It "
     "applies to text only, also inside arrays and objects. It can hide a value that was padded, cut short "
     "at a blank, or that is nothing but blanks, and in a key it can make two rows one, which is an error.",
     "fields:\n"
     "  name: { text: { trim: both, set: ascii } }\n"},
    {Rule::unicode, "N04", "unicode",
     "Text is brought to one Unicode normalization form. NFC and NFD make a letter with an accent and the "
     "letter followed by a combining accent one text; they also merge the few characters that Unicode calls "
     "equivalent, such as U+212B ANGSTROM SIGN and U+00C5. NFKC and NFKD go further and merge characters "
     "that look different: ligatures, full-width letters, superscripts, so that `x²` equals `x2`. It can "
     "hide that one side re-encoded its texts; the compatibility forms can hide that a text changed. The "
     "Unicode version in use stands in each report.",
     "fields:\n"
     "  name: { unicode: nfc }\n"},
    {Rule::text_case, "N05", "case",
     "Text is compared in lower case, in upper case, or folded (`fold`: Unicode's full case folding, meant "
     "for comparing without case, in which `ß` equals `ss`). No language's own rules are used: Turkish "
     "dotless i stays what it is. It applies to text only, not to names of fields. It can hide any change of "
     "letters from small to capital, and in a key it can make two rows one, which is an error.",
     "fields:\n"
     "  email: { case: fold }\n"},
    {Rule::empty, "N06", "empty",
     "Text of no characters stands for null, or for a missing field. Where `trim` is in force too, text of "
     "nothing but white space is empty as well. It applies to text only: an empty array or object stays what "
     "it is. It can hide that one side has lost a value and the other has kept it as empty, which is a "
     "difference to whoever asks whether it is null.",
     "fields:\n"
     "  icon_url: { empty: null, why: \"the old app stored '' for no icon\" }\n"},
    {Rule::null, "N07", "null",
     "Null stands for empty text, or for a missing field. It applies to fields and to what is inside of "
     "arrays and objects. It can hide that a value was lost, where null is how a loss looks, and that one "
     "side tells what is not known from what is known to be nothing.",
     "fields:\n  note: { null: empty }\n"},
    {Rule::absent, "N08", "absent",
     "A field that a row does not have stands for null, or for empty text. Only representations in which a "
     "row can lack a field have such fields: JSON objects do, rows of a database do not. It applies to the "
     "fields of a row and to the members of nested objects. It can hide that a writer leaves fields out "
     "which it should send.",
     "defaults: { absent: null }\n"},
    {Rule::type, "N09", "type",
     "The field is read as the declared type, whatever type its place gave it: text that spells a number "
     "becomes that number, 0 and 1 become booleans, text becomes a date, a UUID, bytes or a JSON document; "
     "`text` turns scalars into their spelling. Values that have the type already, null and missing stay. "
     "Text that cannot be read so is not equal to anything: it is reported as uncomparable. It can hide that "
     "one side stores a number as text, and with it leading zeros, a plus sign or the spelling of a boolean.",
     "fields:\n"
     "  price:  { type: number }\n"
     "  digest: { type: { bytes: hex } }\n"},
    {Rule::time, "N10", "time",
     "Times are compared as points in time: ISO 8601 text is read, offsets are reckoned with, and a local "
     "time or text without an offset is taken to be in `zone`. A local time that a change of clocks skips or "
     "doubles in that zone is uncomparable, never guessed, and so is text that is no time. Set for a whole "
     "contract or table it concerns the fields that some dataset's catalog declares as times; set on a field "
     "it always does. It can hide that two sides write one moment in different offsets, and with a wrong "
     "zone it hides or creates a shift of hours.",
     "fields:\n"
     "  created_at: { time: { compare: instant, zone: Europe/Berlin } }\n"},
    {Rule::precision, "N11", "precision",
     "Times are reduced to microseconds, milliseconds, seconds, minutes or days before they are compared. "
     "`truncate` cuts towards the past, `half_up` and `half_even` round to the nearest, which can move a "
     "time into the next day or year. A day is that of the declared zone, UTC without one. It concerns the "
     "same fields as `time`. It can hide every difference below its unit.",
     "fields:\n  updated_at: { time: { precision: ms, rounding: truncate } }\n"},
    {Rule::number, "N12", "number",
     "What two numbers must share. `value`, which is in force unless a contract says otherwise: their exact "
     "decimal value, of any length and never through a binary float, so that 1, 1.0 and 1e0 are one number. "
     "`scale`: also how many digits stand behind the point, so that 1.0 and 1.00 differ. A number and text "
     "that spells it are different either way. `value` can hide that a column lost its scale, or that an "
     "amount of 1.50 is now written 1.5.",
     "fields:\n"
     "  price: { number: { compare: scale } }\n"},
    {Rule::tolerance, "N13", "tolerance",
     "Two numbers are equal when they differ by at most `abs`, or by at most `rel` times the larger of their "
     "magnitudes; the arithmetic is exact and nothing is rounded into buckets. NaN equals NaN only and an "
     "infinity only itself. It applies to numbers, not to text that spells them, and it may not stand on a "
     "field of a key, because near is not transitive: a may equal b, and b equal c, while a and c differ. It "
     "hides every wrong digit below the tolerance.",
     "fields:\n"
     "  weight: { number: { tolerance: { abs: 0.01, rel: 0 } } }\n"},
    {Rule::array, "N14", "array",
     "How the elements of an array are paired. `ordered`, which is in force unless a contract says "
     "otherwise: by position. `multiset`: in any order, repetitions counted. `set`: in any order, "
     "repetitions not counted. `{ key: [id] }`: elements are objects, paired by the named members. Elements "
     "are compared typed: true, 1 and \"1\" stay three. It applies to the array itself, not to arrays inside "
     "of it. It can hide that an order was lost that somebody relies on, and as `set` also that elements "
     "were doubled.",
     "fields:\n"
     "  tags:  { array: set }\n"
     "  lines: { array: { key: [sku] } }\n"},
    {Rule::references, "N15", "references",
     "A foreign key is compared by the key of the row that it points to, so that two datasets may number "
     "their rows each in its own way. A value that points to no row is reported. It can hide that surrogate "
     "numbers were handed out anew; it does not hide a reference that now leads to another row.",
     "fields:\n"
     "  category_id: { references: equipment_categories }\n"
     "  owner: { references: { table: users, column: email } }\n"},
}};

bool same_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::span<const RuleText> rule_texts() { return kTexts; }

const RuleText& describe(Rule rule) { return kTexts[static_cast<std::size_t>(rule)]; }

const RuleText* find_rule(std::string_view id_or_name) {
  const auto at = std::find_if(kTexts.begin(), kTexts.end(), [&](const RuleText& text) {
    return same_ignoring_case(text.id, id_or_name) || same_ignoring_case(text.name, id_or_name);
  });
  return at == kTexts.end() ? nullptr : &*at;
}

}  // namespace parity
