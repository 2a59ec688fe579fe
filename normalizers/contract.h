// The normalization contract: what counts as equal, per table and field. Plain data, filled by the YAML
// loader (harness/contract) or by a test, compiled for the hot path by plan.h. Every setting that is not set
// changes nothing.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "normalizers/instant.h"
#include "normalizers/location.h"
#include "normalizers/rules.h"

namespace parity {

// A setting with the line that set it and the reason given for it.
template <class T>
struct Declared {
  T value{};
  Location where;
  std::string why;
};
template <class T>
using Setting = std::optional<Declared<T>>;

enum class Sides : std::uint8_t { none, start, end, both };
enum class TrimSet : std::uint8_t {
  white_space,  // Unicode White_Space (25 code points: tab, LF, VT, FF, CR, space, NEL, NBSP, …, ideographic
                // space)
  ascii,        // tab, LF, VT, FF, CR, space
  space,        // U+0020 only, as SQL's trim()
  invisible,    // white_space and U+180E, U+200B-U+200D, U+2060, U+FEFF
};
struct Trim {
  Sides sides = Sides::none;
  TrimSet set = TrimSet::white_space;
};
enum class UnicodeForm : std::uint8_t { none, nfc, nfd, nfkc, nfkd };
enum class TextCase : std::uint8_t { keep, lower, upper, fold };
// What "", null or a missing field stands for. `distinct`: itself.
enum class Emptiness : std::uint8_t { distinct, null, empty, absent };
enum class NumberCompare : std::uint8_t { value, scale };
struct Tolerance {  // decimal text, exact; empty: not set
  std::string absolute;
  std::string relative;
};
enum class FieldType : std::uint8_t {
  text,
  boolean,
  integer,
  number,
  date,
  time,
  local,
  instant,
  uuid,
  bytes_hex,
  bytes_base64,
  json
};
struct TimeRule {
  bool as_instant = false;  // `compare: instant`
  std::string zone;         // for local times and text without an offset: "UTC", "+02:00", "Europe/Berlin"
  std::shared_ptr<const Zone> zone_data;  // resolved by the loader; null: zone is empty
};
struct Precision {
  TimePrecision unit = TimePrecision::exact;
  TimeRounding rounding = TimeRounding::truncate;
};
enum class ArrayOrder : std::uint8_t { ordered, set, multiset, by_key };
struct ArrayRule {
  ArrayOrder order = ArrayOrder::ordered;
  std::vector<std::string> key;  // by_key: members of the element objects
};
struct Reference {
  std::string table;   // logical name of the table pointed to
  std::string column;  // its column that the values name; empty: its single key field
};

// What a contract, a table or a field says. Members of nested objects and the elements of arrays inherit from
// the field unless `members` or `items` say otherwise.
struct RuleSet {
  Setting<Trim> trim;
  Setting<UnicodeForm> unicode;
  Setting<TextCase> text_case;
  Setting<Emptiness> empty;
  Setting<Emptiness> null;
  Setting<Emptiness> absent;
  Setting<FieldType> type;
  Setting<TimeRule> time;
  Setting<Precision> precision;
  Setting<NumberCompare> number;
  Setting<Tolerance> tolerance;
  Setting<ArrayRule> array;
  Setting<Reference> references;
  Setting<std::vector<std::string>> only_in;  // dataset names
  Setting<bool> sensitive;                    // nothing shows its values
  std::map<std::string, RuleSet> members;
  std::shared_ptr<RuleSet> items;
};

// `over` on top of `base`, setting by setting.
RuleSet overlay(const RuleSet& base, const RuleSet& over);

// Said of the field, or of anything inside it.
bool is_sensitive(const RuleSet& rules);

enum class NameStyle : std::uint8_t { as_is, snake_case, camel_case };
// "InvoiceLine", "invoiceLine" → "invoice_line"; "invoice_line" → "invoiceLine". Idempotent. Runs of capitals
// are one word ("HTTPStatus" → "http_status"), with the s of their plural ("accountsIDs" → "accounts_ids");
// digits stay with the word before them; underscores at the ends and doubled ones stay ("__v", "a__b").
std::string restyle(std::string_view name, NameStyle style);

struct OrderKey {
  std::string field;
  bool descending = false;
  bool nulls_first = false;
};

struct TableContract {
  std::string name;  // the logical name, used in reports
  Location where;
  RuleSet defaults;
  std::map<std::string, RuleSet> fields;      // by logical field name
  std::vector<std::string> key;               // logical field names; empty: from a dataset's catalog
  std::vector<OrderKey> order;                // what datasets marked `ordered` promise; empty: nothing
  std::map<std::string, std::string> rename;  // name in a dataset → logical name
  std::vector<std::string> known_as;          // other names of the table itself in datasets
  std::map<std::string, Location> named_at;   // the lines of rename and known_as, by the name in a dataset
  std::optional<NameStyle> names;
  Setting<std::vector<std::string>> only_in;
  Setting<std::uint64_t> max_masked;  // by all rules together
  std::string why;                    // the reason for only_in, rename and known_as
};

struct Contract {
  std::string name = "strict";
  std::string file;  // empty: built in
  RuleSet defaults;
  NameStyle names = NameStyle::as_is;
  std::vector<TableContract> tables;
  std::map<std::string, Declared<std::uint64_t>> max_masked;  // by rule name
  std::string about;                                          // for people

  const TableContract* find(std::string_view logical_table) const;
  // The settings in force for one field: contract, then table, then field.
  RuleSet rules_for(std::string_view logical_table, std::string_view logical_field) const;
};

}  // namespace parity
