// JSON text to rows and cells: see json_decoder.h.
#include "harness/readers/json_decoder.h"

#include <algorithm>
#include <unordered_map>

#include <simdjson.h>

#include "harness/readers/bson_values.h"
#include "normalizers/text.h"

namespace parity {
namespace {

bool is_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

// A copy in which each byte that is no UTF-8 is replaced by a noncharacter that the text does not hold, so
// that the rest of a row stays readable and the strings concerned can be told.
struct Mended {
  std::string text;
  std::string marker;
};

Mended mend_utf8(std::string_view text) {
  Mended out;
  for (int i = 0; i < 32; ++i) {  // U+FDD0 … U+FDEF
    out.marker = {'\xEF', '\xB7', static_cast<char>(0x90 + i)};
    if (text.find(out.marker) == std::string_view::npos) break;
  }
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 1;
    while (length <= 4 && at + length <= text.size() && !valid_utf8(text.substr(at, length))) ++length;
    if (length <= 4 && at + length <= text.size()) {
      out.text.append(text.substr(at, length));
      at += length;
    } else {
      out.text += out.marker;
      ++at;
    }
  }
  return out;
}

}  // namespace

struct JsonRowDecoder::State {
  Arena arena;
  JsonParser parser;
  std::vector<std::string> columns;
  std::unordered_map<std::string, std::size_t> index;
  std::vector<Value> values;
  std::vector<std::uint64_t>
      set_in_row;           // the row in which a column was last set: tells a name that comes twice
  std::vector<char> plain;  // whether a name is written as it is, without an escape
  std::uint64_t row = 0;
  std::size_t consumed = 0;
  std::string mended;
  JsonDialect dialect = JsonDialect::plain;
  std::uint64_t relaxed = 0;

  std::size_t column_of(std::string_view name, const std::function<void(std::string_view)>& added) {
    const auto [at, fresh] = index.try_emplace(std::string(name), columns.size());
    if (fresh) {
      columns.emplace_back(name);
      values.emplace_back();
      set_in_row.push_back(0);
      plain.push_back(name.find('\\') == std::string_view::npos);
      added(columns.back());
    }
    return at->second;
  }

  void set(std::size_t column, const Value& value) {
    if (set_in_row[column] == row) {
      values[column] = Value::invalid(
          arena.copy("the field " + spell(Value::text(columns[column])) + " twice in one row"));
    } else {
      values[column] = value;
      set_in_row[column] = row;
    }
  }

  void read_row(std::string_view text, const std::function<void(std::string_view)>& added) {
    arena.reset();
    ++row;
    std::fill(values.begin(), values.end(), Value::absent());
    const char* at = parser.enter_object(parser.begin(text, false, arena));
    std::size_t expected = 0;
    for (bool first = true; parser.next_member(at, first); first = false) {
      std::size_t column = expected;
      bool intact = true;
      // Rows of one file nearly always have their fields in one order: the expected name is compared in
      // place.
      const char* behind = nullptr;
      if (expected < columns.size() && plain[expected] != 0)
        behind = parser.accept_name(at, columns[expected]);
      if (behind == nullptr) {
        std::string_view name;
        behind = parser.name(at, name, intact);
        if (intact && !valid_utf8(name)) {  // must not become a column
          intact = false;
          name = kUnreadableName;
        }
        column = column_of(name, added);
      }
      expected = column + 1;
      Value value;
      at = parser.value(behind, value, 1);
      set(column, intact ? value : Value::invalid("a field whose name cannot be read"));
    }
    consumed = parser.offset(at);
  }

  std::span<const Value> as_the_dialect_says() {
    if (dialect == JsonDialect::plain) return values;
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = from_extended_json(values[i], arena, relaxed);
      if (columns[i] == "_id") values[i] = bson_id(values[i], arena);
    }
    return values;
  }
};

JsonRowDecoder::JsonRowDecoder(JsonDialect dialect) : state_(std::make_unique<State>()) {
  state_->dialect = dialect;
}
JsonRowDecoder::~JsonRowDecoder() = default;
JsonRowDecoder::JsonRowDecoder(JsonRowDecoder&&) noexcept = default;

void JsonRowDecoder::set_columns(std::vector<std::string> names) {
  for (const std::string& name : names) state_->column_of(name, [](std::string_view) {});
}

const std::vector<std::string>& JsonRowDecoder::columns() const { return state_->columns; }
std::size_t JsonRowDecoder::consumed() const { return state_->consumed; }
std::uint64_t JsonRowDecoder::relaxed() const { return state_->relaxed; }

std::span<const Value> JsonRowDecoder::decode(std::string_view text,
                                              const std::function<void(std::string_view)>& added) {
  State& state = *state_;
  state.read_row(text, added);
  const std::string_view row = text.substr(0, state.consumed);
  if (!state.parser.saw_non_ascii() || is_utf8(row)) return state.as_the_dialect_says();
  const std::size_t consumed = state.consumed;
  Mended mended = mend_utf8(row);
  state.mended = std::move(mended.text);
  state.parser.set_marker(std::move(mended.marker));
  state.read_row(state.mended, added);
  state.parser.set_marker({});
  state.consumed = consumed;
  return state.as_the_dialect_says();
}

Value decode_json(std::string_view text, Arena& arena) {
  thread_local JsonParser parser;  // for its stacks: a cell needs no memory of its own then
  parser.set_marker({});
  const auto invalid = [&](const std::string& reason) {
    return Value::invalid(arena.copy("text that is no JSON: " + reason));
  };
  try {
    Value value;
    const char* at = parser.value(parser.begin(text, true, arena), value);
    if (!parser.only_blanks_behind(at))
      return invalid("something stands behind the value at byte " + std::to_string(parser.offset(at)));
    if (!parser.saw_non_ascii() || is_utf8(text)) return value;
    Mended mended = mend_utf8(text);
    const std::string_view kept = arena.copy(mended.text);
    parser.set_marker(std::move(mended.marker));
    parser.value(parser.begin(kept, true, arena), value);
    return value;
  } catch (const JsonFault& fault) {
    return invalid(fault.reason + " at byte " + std::to_string(fault.offset));
  } catch (const JsonIncomplete&) { return invalid("it ends inside a value"); }
}

std::string unescape_json_string(std::string_view with_quotes) {
  Arena arena;
  const Value value = decode_json(with_quotes, arena);
  return value.kind == Kind::text ? std::string(value.view()) : std::string(with_quotes);
}

}  // namespace parity
