#include "harness/readers/json_pointer.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "harness/error.h"
#include "harness/readers/json_decoder.h"

namespace parity {

namespace {

// Goes to the member's value; false: the object has none of that name.
bool enter_member(JsonCursor& cursor, const std::string& name) {
  if (!cursor.accept('{') || cursor.accept('}')) return false;
  for (;;) {
    if (cursor.peek() != '"') cursor.fail("expected a member name in double quotes", cursor.offset());
    const bool here = unescape_json_string(cursor.value()) == name;
    cursor.expect(':', "behind a member name");
    if (here) return true;
    cursor.skip_value();
    if (cursor.accept('}')) return false;
    cursor.expect(',', "or '}' behind a member");
  }
}

bool enter_element(JsonCursor& cursor, const std::string& step) {
  std::size_t index = 0;
  const auto [end, fault] = std::from_chars(step.data(), step.data() + step.size(), index);
  const bool is_index =
      fault == std::errc() && end == step.data() + step.size() && (step == "0" || step[0] != '0');
  if (!is_index || !cursor.accept('[') || cursor.peek() == ']') return false;
  for (; index > 0; --index) {
    cursor.skip_value();
    if (cursor.peek() == ']') return false;
    cursor.expect(',', "or ']' behind an element");
  }
  return true;
}

bool enter(JsonCursor& cursor, const std::vector<std::string>& steps) {
  return std::all_of(steps.begin(), steps.end(), [&](const std::string& step) {
    return cursor.peek() == '[' ? enter_element(cursor, step) : enter_member(cursor, step);
  });
}

}  // namespace

std::vector<std::string> split_json_pointer(const std::string& pointer) {
  std::vector<std::string> steps;
  for (std::size_t at = 0; at < pointer.size(); ++at) {
    if (pointer[at] == '/') {
      steps.emplace_back();
    } else if (steps.empty()) {
      throw undecidable("'" + pointer + "' is no JSON Pointer").with_hint("one begins with '/', or is empty");
    } else if (pointer[at] == '~' && at + 1 < pointer.size() &&
               (pointer[at + 1] == '0' || pointer[at + 1] == '1')) {
      steps.back() += pointer[++at] == '0' ? '~' : '/';
    } else {
      steps.back() += pointer[at];
    }
  }
  return steps;
}

std::string json_scalar_at(JsonFile& file, const std::string& pointer) {
  JsonCursor cursor(file, std::size_t{1} << 16);
  const auto nothing = [&](const std::string& what) {
    return undecidable(file.label() + ": there is " + what + " at " + pointer)
        .with_hint("a version is one string or number, named by a JSON Pointer");
  };
  if (cursor.peek() == 0xEF) cursor.seek(3);  // a byte order mark
  if (!enter(cursor, split_json_pointer(pointer))) throw nothing("nothing");
  if (const int first = cursor.peek(); first == '{' || first == '[') throw nothing("no single value");
  return std::string(cursor.value());
}

}  // namespace parity
