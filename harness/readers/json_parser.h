// JSON text to values, in one pass: the hot half of reading JSON. Strict (RFC 8259), every digit kept, and a
// bad cell is a value, so that the rest of its row can still be compared. simdjson's on-demand parser, which
// this replaced, spent three times the instructions on the same rows: it finds tokens first and types later,
// and checks no number, no name and no skipped part for us.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "normalizers/arena.h"
#include "normalizers/value.h"

namespace parity {

// What stopped the parser: the text is no JSON. `offset` from the first byte of the text.
struct JsonFault {
  std::string reason;
  std::size_t offset = 0;
};

// The text ended before the value did. Where more can be read, it is read and the value begun again.
struct JsonIncomplete {};

// What stands for the name of a member that cannot be read.
constexpr std::string_view kUnreadableName = "(unreadable name)";

// Parses one value after the other. Values point into the text or, where an escape had to be resolved, into
// the arena. Text is not checked for UTF-8 here: saw_non_ascii() says whether there is anything to check.
class JsonParser {
 public:
  explicit JsonParser(Arena& arena) : arena_(arena) {}

  // `whole`: the text ends where its end is, so that a scalar may end with it.
  void begin(std::string_view text, bool whole) {
    start_ = at_ = text.data();
    end_ = text.data() + text.size();
    whole_ = whole;
    non_ascii_ = false;
    values_.clear();
    members_.clear();
  }
  // Strings that hold it are Kind::invalid: it stands for bytes that were no UTF-8.
  void set_marker(std::string marker) { marker_ = std::move(marker); }

  Value value() { return value(0); }
  std::size_t offset() const { return static_cast<std::size_t>(at_ - start_); }
  bool saw_non_ascii() const { return non_ascii_; }

  // For whoever reads an object member by member: false behind the last. Then name(), then value(1).
  bool enter_object();
  bool next_member(bool first);
  // Whether the next member's name is written with exactly these bytes; if so it is taken.
  bool accept_name(std::string_view name);
  // The name, unescaped; `intact` false where it cannot be (half a surrogate pair, bytes that are no UTF-8).
  std::string_view name(bool& intact);
  Value value(int depth);

  // White space, then the end of the text? Sets the place of what is there instead.
  bool at_end();
  [[noreturn]] void fail(std::string reason) const { throw JsonFault{std::move(reason), offset()}; }

 private:
  char peek();
  void expect(char c, const char* what);
  Value string();
  Value scalar();
  Value array(int depth);
  Value object(int depth);
  Value too_deep();
  // From behind the opening quote to behind the closing one. `bytes`: what stands between; true: an escape is
  // among it.
  bool string_bytes(std::string_view& bytes);
  // False: an escape that is none, or half a surrogate pair.
  bool unescape(std::string_view bytes, std::string_view& text);
  Value invalid(const std::string& reason) { return Value::invalid(arena_.copy(reason)); }

  Arena& arena_;
  const char* start_ = nullptr;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  bool whole_ = true;
  bool non_ascii_ = false;
  std::string marker_;
  std::vector<Value> values_;  // stacks shared by all levels of the recursion
  std::vector<Member> members_;
};

}  // namespace parity
