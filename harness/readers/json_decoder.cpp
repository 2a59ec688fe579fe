// JSON text to values: see json_decoder.h. simdjson's on-demand parser finds the tokens and checks UTF-8 and
// structure; what a token means is decided here, because on-demand checks no number and no key for us, and a
// number read by it would be a double.
#include "harness/readers/json_decoder.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include <simdjson.h>

#include "harness/readers/json_structure.h"
#include "normalizers/decimal.h"
#include "normalizers/text.h"

namespace parity {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr int kDeepest = 512;

// A syntax error on its way out of the recursion. Bad cells are values; this is for what makes the rest
// unreadable.
struct Broken {
  simdjson::error_code code;
};

void require(simdjson::error_code code) {
  if (code != simdjson::SUCCESS) throw Broken{code};
}

// simdjson's own texts differ between its versions.
std::string reason_of(simdjson::error_code code) {
  switch (code) {
    case simdjson::UTF8_ERROR: return "bytes that are not UTF-8";
    case simdjson::UNCLOSED_STRING: return "a string is not closed";
    case simdjson::UNESCAPED_CHARS: return "a control character stands unescaped in a string";
    case simdjson::EMPTY: return "nothing where a value is expected";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT: return "an array or object is not closed";
    case simdjson::CAPACITY: return "a row of 4 GB or more";
    default: return "no valid JSON";
  }
}

std::string_view without_blanks_at_end(std::string_view token) {
  while (!token.empty() &&
         (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' || token.back() == '\t'))
    token.remove_suffix(1);
  return token;
}

enum class Texts { stay, copy };  // copy: the parser's buffers do not outlive the value

// Turns tokens into values over one arena. `marker` is set while a text is read whose bad bytes were replaced
// by it.
class Tokens {
 public:
  Tokens(Arena& arena, Texts texts) : arena_(arena), texts_(texts) {}

  void set_marker(std::string marker) { marker_ = std::move(marker); }

  template <class Json>  // ondemand::value or ondemand::document
  Value read(Json& json, int depth) {
    ondemand::json_type type{};
    if (const simdjson::error_code code = json.type().get(type); code != simdjson::SUCCESS) {
      // What begins no JSON value (NaN, +1, .5) is a cell that cannot be read, among others that can.
      const std::string_view token = token_of(json);
      if (token.empty() || std::strchr(",:]}", token[0]) != nullptr) throw Broken{code};
      return read_scalar(json);
    }
    switch (type) {
      case ondemand::json_type::array: return read_array(json, depth);
      case ondemand::json_type::object: return read_object(json, depth);
      case ondemand::json_type::string: return read_string(json);
      default: return read_scalar(json);
    }
  }

  // The name of a member, unescaped; `intact` is false where it cannot be (a lone surrogate).
  std::string_view name_of(ondemand::field& field, bool& intact) {
    std::string_view name;
    intact = field.unescaped_key().get(name) == simdjson::SUCCESS && !marked(name);
    return intact ? kept(name) : std::string_view("(unreadable name)");
  }

 private:
  std::string_view kept(std::string_view text) { return texts_ == Texts::copy ? arena_.copy(text) : text; }
  bool marked(std::string_view text) const {
    return !marker_.empty() && text.find(marker_) != std::string_view::npos;
  }

  template <class Json>
  static std::string_view token_of(Json& json) {
    if constexpr (std::is_same_v<Json, ondemand::value>) {
      return json.raw_json_token();
    } else {
      std::string_view token;
      require(json.raw_json_token().get(token));
      return token;
    }
  }

  template <class Json>
  Value read_string(Json& json) {
    // Nearly every string has no escape: it is its own bytes between the quotes.
    std::string_view token = without_blanks_at_end(token_of(json));
    std::string_view text;
    if (token.size() >= 2 && token.back() == '"' &&
        std::memchr(token.data(), '\\', token.size()) == nullptr) {
      text = token.substr(1, token.size() - 2);
    } else if (json.get_string().get(text) != simdjson::SUCCESS) {
      return Value::invalid("a string with an escape that is none, or half of a surrogate pair");
    }
    if (marked(text)) return Value::invalid("text that is not UTF-8");
    return Value::text(kept(text));
  }

  template <class Json>
  Value read_scalar(Json& json) {
    const std::string_view token = without_blanks_at_end(token_of(json));
    if (token == "null") return Value::null();
    if (token == "true") return Value::boolean(true);
    if (token == "false") return Value::boolean(false);
    if (const auto number = parse_json_number(token, arena_)) return *number;
    return Value::invalid(arena_.copy(spell(Value::text(token.substr(0, 40))) + " is no JSON value"));
  }

  template <class Json>
  Value read_array(Json& json, int depth) {
    if (depth >= kDeepest) return too_deep();
    ondemand::array array;
    require(json.get_array().get(array));
    const std::size_t start = values_.size();
    for (auto element : array) {
      ondemand::value value;
      require(std::move(element).get(value));
      values_.push_back(read(value, depth + 1));
    }
    auto items = arena_.array<Value>(values_.size() - start);
    std::copy(values_.begin() + static_cast<std::ptrdiff_t>(start), values_.end(), items.begin());
    values_.resize(start);
    return Value::array(items);
  }

  template <class Json>
  Value read_object(Json& json, int depth) {
    if (depth >= kDeepest) return too_deep();
    ondemand::object object;
    require(json.get_object().get(object));
    const std::size_t start = members_.size();
    std::string fault;
    for (auto entry : object) {
      ondemand::field field;
      require(std::move(entry).get(field));
      bool intact = true;
      const std::string_view name = name_of(field, intact);
      if (!intact) fault = "an object with a member name that cannot be read";
      const Value value = read(field.value(), depth + 1);
      members_.push_back({name, value});
    }
    auto members = arena_.array<Member>(members_.size() - start);
    std::copy(members_.begin() + static_cast<std::ptrdiff_t>(start), members_.end(), members.begin());
    members_.resize(start);
    if (fault.empty()) fault = repeated_name(members);
    return fault.empty() ? Value::object(members) : Value::invalid(arena_.copy(fault));
  }

  static std::string repeated_name(std::span<const Member> members) {
    std::string_view twice;
    if (members.size() <= 16) {
      for (std::size_t i = 0; i < members.size() && twice.empty(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
          if (members[i].name == members[j].name) twice = members[i].name;
        }
      }
    } else {
      std::vector<std::string_view> names;
      for (const Member& member : members) names.push_back(member.name);
      std::sort(names.begin(), names.end());
      const auto at = std::adjacent_find(names.begin(), names.end());
      if (at != names.end()) twice = *at;
    }
    return twice.data() == nullptr ? std::string()
                                   : "an object with the member " + spell(Value::text(twice)) + " twice";
  }

  static Value too_deep() { return Value::invalid("arrays or objects nested more than 512 deep"); }

  Arena& arena_;
  Texts texts_;
  std::string marker_;
  std::vector<Value> values_;  // stacks shared by all levels of the recursion
  std::vector<Member> members_;
};

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
  ondemand::parser parser;
  Arena arena;
  Tokens tokens{arena, Texts::stay};
  std::vector<std::string> columns;
  std::unordered_map<std::string, std::size_t> index;
  std::vector<Value> values;
  std::vector<std::uint64_t>
      set_in_row;  // the row in which a column was last set: tells a name that comes twice
  // Whether a name can be told by its bytes alone: one with a backslash is written with an escape, and a long
  // one would be looked for past the text's end.
  std::vector<char> comparable;
  std::uint64_t row = 0;
  std::string mended;

  std::size_t column_of(std::string_view name, const std::function<void(std::string_view)>& added) {
    const auto [at, fresh] = index.try_emplace(std::string(name), columns.size());
    if (fresh) {
      columns.emplace_back(name);
      values.emplace_back();
      set_in_row.push_back(0);
      comparable.push_back(name.size() < kJsonPadding && name.find('\\') == std::string_view::npos);
      added(name);
    }
    return at->second;
  }

  // Rows of one file nearly always have their fields in one order: the expected name is compared in place.
  bool is_expected(ondemand::field& field, std::size_t expected) const {
    if (expected >= columns.size() || comparable[expected] == 0) return false;
    const std::string& name = columns[expected];
    const char* raw = field.key().raw();
    return std::memcmp(raw, name.data(), name.size()) == 0 && raw[name.size()] == '"';
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

  void read_row(std::string_view text, std::size_t capacity,
                const std::function<void(std::string_view)>& added) {
    ondemand::document document;
    require(parser.iterate(text.data(), text.size(), capacity).get(document));
    ondemand::object object;
    require(document.get_object().get(object));
    std::size_t expected = 0;
    for (auto entry : object) {
      ondemand::field field;
      require(std::move(entry).get(field));
      std::size_t column = expected;
      bool intact = true;
      if (!is_expected(field, expected)) column = column_of(tokens.name_of(field, intact), added);
      expected = column + 1;
      const Value value = tokens.read(field.value(), 1);
      set(column, intact ? value : Value::invalid("a field whose name cannot be read"));
    }
  }

  void begin_row() {
    arena.reset();
    ++row;
    std::fill(values.begin(), values.end(), Value::absent());
  }
};

JsonRowDecoder::JsonRowDecoder() : state_(std::make_unique<State>()) {}
JsonRowDecoder::~JsonRowDecoder() = default;
JsonRowDecoder::JsonRowDecoder(JsonRowDecoder&&) noexcept = default;

void JsonRowDecoder::set_columns(std::vector<std::string> names) {
  for (const std::string& name : names) state_->column_of(name, [](std::string_view) {});
}

const std::vector<std::string>& JsonRowDecoder::columns() const { return state_->columns; }

std::span<const Value> JsonRowDecoder::decode(std::string_view text,
                                              const std::function<void(std::string_view)>& added) {
  State& state = *state_;
  state.begin_row();
  try {
    state.read_row(text, text.size() + kJsonPadding, added);
  } catch (const Broken& first) {
    if (first.code != simdjson::UTF8_ERROR) throw JsonFault{reason_of(first.code), 0};
    Mended mended = mend_utf8(text);
    const std::size_t size = mended.text.size();
    state.mended = std::move(mended.text);
    state.mended.append(kJsonPadding, ' ');
    state.begin_row();
    state.tokens.set_marker(mended.marker);
    try {
      state.read_row({state.mended.data(), size}, state.mended.size(), added);
    } catch (const Broken& again) {
      state.tokens.set_marker({});
      throw JsonFault{reason_of(again.code), 0};
    }
    state.tokens.set_marker({});
  }
  return state.values;
}

namespace {
// Where something other than white space follows the value; 0: nowhere. On-demand does not look there.
std::size_t text_after_value(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return 0;
  JsonValueEnd end;
  const std::size_t length = end.feed(text.data() + start, text.size() - start);
  if (length == JsonValueEnd::kNotYet) return 0;
  const std::size_t more = text.find_first_not_of(" \t\r\n", start + length);
  return more == std::string_view::npos ? 0 : more;
}
}  // namespace

Value decode_json(std::string_view text, Arena& arena) {
  thread_local ondemand::parser parser;
  thread_local std::string padded;
  padded.assign(text);
  padded.append(kJsonPadding, ' ');
  Tokens tokens(arena, Texts::copy);
  if (const std::size_t more = text_after_value(text)) {
    return Value::invalid(arena.copy("text that is no JSON: something stands behind the value at byte " +
                                     std::to_string(more)));
  }
  try {
    ondemand::document document;
    require(parser.iterate(padded.data(), text.size(), padded.size()).get(document));
    return tokens.read(document, 0);
  } catch (const Broken& broken) {
    return Value::invalid(arena.copy("text that is no JSON: " + reason_of(broken.code)));
  }
}

std::string unescape_json_string(std::string_view with_quotes) {
  Arena arena;
  const Value value = decode_json(with_quotes, arena);
  return value.kind == Kind::text ? std::string(value.view()) : std::string(with_quotes);
}

}  // namespace parity
