// A small JSON reader for tests: see tiny_json.h.
#include "normalizers/tiny_json.h"

#include <algorithm>
#include <string>
#include <vector>

#include "normalizers/decimal.h"

namespace parity {
namespace {

struct Reader {
  std::string_view rest;
  Arena& arena;
  bool good = true;

  void skip() {
    while (!rest.empty() && (rest[0] == ' ' || rest[0] == '\n' || rest[0] == '\t')) rest.remove_prefix(1);
  }
  bool accept(std::string_view word) {
    skip();
    if (!rest.starts_with(word)) return false;
    rest.remove_prefix(word.size());
    return true;
  }
  void expect(std::string_view word) { good = accept(word) && good; }

  std::string_view string() {
    expect("\"");
    std::string out;
    while (good && !rest.empty() && rest[0] != '"') {
      if (rest[0] == '\\') rest.remove_prefix(1);
      if (rest.empty()) break;
      out.push_back(rest[0]);
      rest.remove_prefix(1);
    }
    good = good && !rest.empty();
    if (good) rest.remove_prefix(1);
    return arena.copy(out);
  }

  Value number() {
    const std::size_t length = std::min(rest.find_first_of(",]} \n\t"), rest.size());
    const auto number = parse_json_number(rest.substr(0, length), arena);
    rest.remove_prefix(length);
    good = good && number;
    return number.value_or(Value::null());
  }

  Value array() {
    std::vector<Value> items;
    if (!accept("]")) {
      do items.push_back(value());
      while (good && accept(","));
      expect("]");
    }
    const auto kept = arena.array<Value>(items.size());
    std::copy(items.begin(), items.end(), kept.begin());
    return Value::array(kept);
  }

  Value object() {
    std::vector<Member> members;
    if (!accept("}")) {
      do {
        const std::string_view name = string();
        expect(":");
        members.push_back({name, value()});
      } while (good && accept(","));
      expect("}");
    }
    const auto kept = arena.array<Member>(members.size());
    std::copy(members.begin(), members.end(), kept.begin());
    return Value::object(kept);
  }

  Value value() {
    if (!good) return Value::null();
    if (accept("null")) return Value::null();
    if (accept("true")) return Value::boolean(true);
    if (accept("false")) return Value::boolean(false);
    if (accept("[")) return array();
    if (accept("{")) return object();
    if (!rest.empty() && rest[0] == '"') return Value::text(string());
    return number();
  }
};

}  // namespace

Value tiny_json(std::string_view text, Arena& arena) {
  Reader reader{text, arena};
  const Value value = reader.value();
  reader.skip();
  return reader.good && reader.rest.empty() ? value : Value::invalid("broken");
}

}  // namespace parity
