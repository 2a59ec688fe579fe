// Fuzzes the JSON reader: a byte says which shape is expected and one how small the window is, the rest is
// the file. Whatever the window, the answer must be one; what simdjson's parser refuses we refuse, what it
// takes we take with the same values, but for what it cannot hold (long numbers) and what it lets through (a
// name twice).
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fcntl.h>
#include <simdjson.h>
#include <sys/mman.h>
#include <unistd.h>

#include "harness/error.h"
#include "harness/readers/json.h"
#include "harness/readers/json_rows.h"
#include "harness/readers/json_structure.h"
#include "normalizers/decimal.h"
#include "normalizers/fuzz.h"
#include "normalizers/text.h"

using namespace parity;
using parity::fuzz::require;

namespace {

const std::string kLabel = "rows.json";

// The input as a file that is in memory only.
const std::filesystem::path& file_of(std::string_view bytes) {
  static const int descriptor = ::memfd_create("rows", 0);
  static const std::filesystem::path path = "/proc/self/fd/" + std::to_string(descriptor);
  const bool written = ::ftruncate(descriptor, 0) == 0 && ::pwrite(descriptor, bytes.data(), bytes.size(),
                                                                   0) == static_cast<ssize_t>(bytes.size());
  if (!written) std::abort();
  return path;
}

// --- simdjson's answer and ours ---

// What is invalid and no fault of the text's: simdjson takes the last of two, and goes twice as deep.
bool is_ours_alone(std::string_view reason) {
  return reason.ends_with("twice") || reason.ends_with("twice in one row") ||
         reason == "arrays or objects nested more than 512 deep";
}

struct Seen {
  bool broken = false;       // holds what is no JSON
  bool ours_alone = false;   // holds what simdjson lets through
  bool long_number = false;  // holds what simdjson has no type for
};

void look(const Value& value, Seen& seen) {
  if (value.kind == Kind::invalid) require(valid_utf8(value.view()), "a reason is text", value.view());
  if (value.kind == Kind::invalid) (is_ours_alone(value.view()) ? seen.ours_alone : seen.broken) = true;
  if (value.kind == Kind::number) {
    const Value most = Value::number(INT64_MAX);
    const Value least = Value::number(-INT64_MAX);
    seen.long_number |= compare_numbers(value, most) >= 0 || compare_numbers(value, least) <= 0;
  }
  for (const Value& item : value.items()) look(item, seen);
  for (const Member& member : value.fields()) look(member.value, seen);
}

void check_same(const Value& ours, simdjson::dom::element theirs);

void check_same_number(const Value& ours, simdjson::dom::element theirs) {
  Arena arena;
  const std::string text = spell_number(ours);
  if (theirs.is_int64()) {
    require(compare_numbers(ours, Value::number(theirs.get_int64().value())) == 0, "one integer", text);
  } else if (theirs.is_uint64()) {
    const Value number = *parse_decimal(std::to_string(theirs.get_uint64().value()), arena);
    require(compare_numbers(ours, number) == 0, "one large integer", text);
  } else {
    require(std::strtod(text.c_str(), nullptr) == theirs.get_double().value(), "one double", text);
  }
}

void check_same_members(const Value& ours, simdjson::dom::object theirs) {
  require(ours.size == theirs.size(), "as many members");
  const Member* member = ours.members;
  for (const auto [name, value] : theirs) {
    require(member->name == name, "members in the order written", name, member->name);
    check_same(member->value, value);
    ++member;
  }
}

void check_same(const Value& ours, simdjson::dom::element theirs) {
  switch (ours.kind) {
    case Kind::invalid: return;
    case Kind::null: return require(theirs.is_null(), "null");
    case Kind::boolean:
      return require(theirs.is_bool() && theirs.get_bool().value() == (ours.integer != 0), "one boolean");
    case Kind::text:
      return require(theirs.is_string() && theirs.get_string().value() == ours.view(), "one text",
                     ours.view());
    case Kind::number: require(theirs.is_number(), "a number"); return check_same_number(ours, theirs);
    case Kind::array: {
      require(theirs.is_array(), "an array");
      const simdjson::dom::array elements = theirs.get_array().value();
      require(elements.size() == ours.size, "as many elements");
      const Value* item = ours.elements;
      for (const simdjson::dom::element element : elements) check_same(*item++, element);
      return;
    }
    case Kind::object:
      require(theirs.is_object(), "an object");
      return check_same_members(ours, theirs.get_object().value());
    default: require(false, "JSON has no such kind", kind_name(ours.kind));
  }
}

// The parser keeps what element() gives until the next call.
struct Theirs {
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  simdjson::error_code error = simdjson::SUCCESS;

  void parse(std::string_view text) {
    const simdjson::padded_string padded(text);
    error = parser.parse(padded).get(element);
  }
  // Newer versions have an error of their own for long integers.
  bool too_long() const {
    return error == simdjson::NUMBER_ERROR ||
           std::string_view(simdjson::error_message(error)).find("number") != std::string_view::npos;
  }
};

// Whether both take the text or both refuse it.
void check_strictness(const Seen& seen, const Theirs& theirs, std::string_view text) {
  if (theirs.error == simdjson::SUCCESS)
    require(!seen.broken, "we take what simdjson takes", text);
  else if (!seen.broken && !seen.ours_alone)
    require(theirs.too_long() && seen.long_number, "simdjson takes what we take", text,
            simdjson::error_message(theirs.error));
}

void check_value(std::string_view text) {
  static Theirs theirs;
  if (text.starts_with("\xEF\xBB\xBF")) return;  // newer versions of simdjson pass over it
  Arena arena;
  const fuzz::Exact exact(text);
  const Value ours = decode_json(exact.view(), arena);
  Seen seen;
  look(ours, seen);
  theirs.parse(text);
  check_strictness(seen, theirs, text);
  if (theirs.error == simdjson::SUCCESS) check_same(ours, theirs.element);
}

// --- the file, through windows ---

struct Shape {
  bool lines = false;
  std::string table;
  std::optional<std::string> pointer;
};

struct Row {
  std::string text;  // its fields, named
  std::uint64_t offset = 0;
  bool operator==(const Row&) const = default;
};

struct Outcome {
  std::vector<std::string> tables;
  std::vector<Row> rows;
  std::string error;  // empty: read to the end
  Location where;
  bool operator==(const Outcome&) const = default;

  explicit operator std::string() const {
    std::string text = error + "\n";
    for (const std::string& table : tables) text += table + "\n";
    for (const Row& row : rows) text += std::to_string(row.offset) + "\n" + row.text;
    return text;
  }
};

// In the order of the names: that of the columns depends on the rows before.
std::string spelled(std::span<const Value> values, const std::vector<std::string>& names) {
  std::vector<std::string> fields;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i].kind != Kind::absent)
      fields.push_back(names[i] + ": " + std::string(kind_name(values[i].kind)) + " " + spell(values[i]));
  std::sort(fields.begin(), fields.end());
  std::string text;
  for (const std::string& field : fields) text += field + "\n";
  return text;
}

// A row by itself: no byte behind it is needed, and simdjson says the same of it.
void check_row(std::string_view text, const std::string& expected) {
  static Theirs theirs;
  const fuzz::Exact exact(text);
  JsonRowDecoder decoder;
  const std::span<const Value> values = decoder.decode(exact.view(), [](std::string_view) {});
  require(decoder.consumed() == text.size(), "a row is read to its last byte", text);
  Seen seen;
  for (const Value& value : values) look(value, seen);
  require(spelled(values, decoder.columns()) == expected, "a row by itself is the row in its file", text,
          expected);
  theirs.parse(text);
  check_strictness(seen, theirs, text);
}

Outcome read(const std::filesystem::path& path, std::string_view bytes, const Shape& shape,
             std::size_t window) {
  Outcome out;
  try {
    JsonFile file(path, kLabel);
    for (const JsonTable& table :
         find_tables(file, {shape.table, shape.pointer, shape.lines}, path.stem().string())) {
      out.tables.push_back(table.name);
      JsonRowDecoder decoder;
      JsonRows rows(file, table, window);
      while (rows.next(decoder, [](std::string_view) {})) {
        out.rows.push_back({spelled(rows.values(), decoder.columns()), rows.offset()});
        require(rows.offset() < rows.end() && rows.end() <= bytes.size(), "a row is inside of its file");
        if (window == 1)
          check_row(bytes.substr(rows.offset(), rows.end() - rows.offset()), out.rows.back().text);
      }
    }
  } catch (const Error& error) {
    out.error = std::string(error.what()) + error.hint;
    out.where = error.where;
    require(error.kind == ErrorKind::undecidable, "a file that is no JSON decides nothing", out.error);
  }
  return out;
}

// Counted byte by byte.
Location place_of(std::string_view bytes, std::uint64_t offset) {
  Location place{kLabel, 1, 1};
  for (std::size_t i = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0; i < offset; ++i) {
    const bool begins = (static_cast<unsigned char>(bytes[i]) & 0xC0) != 0x80;
    if (bytes[i] == '\n')
      ++place.line, place.column = 1;
    else if (begins)
      ++place.column;
  }
  return place;
}

void check_place(std::string_view bytes, const Outcome& outcome) {
  const Location& where = outcome.where;
  if (outcome.error.empty() || where.line == 0) return;
  int line = 1;
  std::size_t start = 0;
  for (; line < where.line; ++line) {
    const std::size_t end = bytes.find('\n', start);
    require(end != bytes.npos, "an error's line is in the file", outcome.error);
    start = end + 1;
  }
  const std::string_view text = bytes.substr(start, bytes.find('\n', start) - start);
  require(where.column >= 1 && where.column <= place_of(text, text.size()).column,
          "an error's column is in its line", outcome.error, text);
}

struct Collector : RowSink {
  std::vector<std::string> names;
  std::vector<Row> rows;
  void row(std::span<const Value> values, Locator locator) override {
    rows.push_back({spelled(values, names), locator});
  }
  void column(std::string_view name) override { names.emplace_back(name); }
};

// The same through the interface that the harness sees; rows are found again, at their places.
void check_reader(const std::filesystem::path& path, std::string_view bytes, const Shape& shape,
                  const Outcome& expected) {
  Outcome out;
  try {
    JsonSource source;
    source.file = path;
    source.label = kLabel;
    source.table = shape.table;
    source.pointer = shape.pointer;
    source.lines = shape.lines;
    const auto reader = json_reader({source});
    const std::vector<TableInfo> tables = reader->tables();
    for (std::size_t i = 0; i < tables.size(); ++i) {
      out.tables.push_back(tables[i].name);
      Collector all;
      for (const Column& column : tables[i].columns) all.names.push_back(column.name);
      for (const auto& stream : reader->open(i, 2)) stream->read(all);
      std::vector<Locator> locators;
      for (const Row& row : all.rows) locators.push_back(row.offset);
      std::reverse(locators.begin(), locators.end());
      reader->fetch(i, locators, [&](std::size_t at, const FetchedRow& fetched) {
        const Row& row = all.rows[all.rows.size() - 1 - at];
        require(spelled(fetched.values, all.names) == row.text, "a row is found again", row.text);
        const Location place = place_of(bytes, row.offset);
        require(
            fetched.origin == kLabel + ":" + std::to_string(place.line) + ":" + std::to_string(place.column),
            "a row's origin is its line and column", fetched.origin, row.text);
      });
      out.rows.insert(out.rows.end(), all.rows.begin(), all.rows.end());
    }
    reader->identity();
    require(out == expected, "the reader gives what its parts give", out, expected);
  } catch (const Error& error) {
    require(std::string(error.what()) + error.hint == expected.error && error.where == expected.where,
            "the reader fails as its parts do", error.what(), expected.error);
  }
}

// A document that simdjson takes, and that has the shape, is read: one array of objects.
void check_whole(std::string_view bytes, const Shape& shape, const Outcome& outcome) {
  static Theirs theirs;
  if (shape.lines || shape.pointer || shape.table.empty()) return;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  theirs.parse(bytes);
  if (theirs.error != simdjson::SUCCESS || !theirs.element.is_array()) return;
  const simdjson::dom::array rows = theirs.element.get_array().value();
  const bool objects = std::all_of(rows.begin(), rows.end(), [](auto row) { return row.is_object(); });
  require(outcome.error.empty() == objects, "an array of objects is read, and no other", outcome.error);
  if (objects) require(outcome.rows.size() == rows.size(), "each row once");
}

// Where a value ends does not depend on the pieces in which it comes.
void check_end(std::string_view text, std::size_t piece) {
  if (text.empty()) return;
  JsonValueEnd whole;
  const std::size_t expected = whole.feed(text.data(), text.size());
  JsonValueEnd end;
  for (std::size_t at = 0; at < text.size(); at += piece) {
    const std::size_t length = end.feed(text.data() + at, std::min(piece, text.size() - at));
    if (length == JsonValueEnd::kNotYet) continue;
    require(expected == at + length, "a value ends where it ends", text);
    return;
  }
  require(expected == JsonValueEnd::kNotYet, "a value that has not ended has not", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Bytes input(data, size);
  const std::size_t form = input.below(5);
  const std::size_t window = 2 + input.take<std::uint8_t>();
  Shape shape;
  shape.lines = form == 1;
  if (form != 2) shape.table = "t";
  if (form == 3) shape.pointer = std::string(input.line());
  if (form == 4) {
    shape.table.clear();
    shape.pointer = std::string(input.line());
  }
  const std::string_view bytes = input.rest();
  check_value(bytes);
  check_end(bytes, window);

  const std::filesystem::path& path = file_of(bytes);
  const Outcome outcome = read(path, bytes, shape, 1);
  check_place(bytes, outcome);
  for (const std::size_t other : {window, std::size_t{64}, std::size_t{4096}})
    require(read(path, bytes, shape, other) == outcome, "the window changes nothing", outcome);
  check_reader(path, bytes, shape, outcome);
  check_whole(bytes, shape, outcome);
  return 0;
}
