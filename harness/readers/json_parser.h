// JSON text to values, in one pass: the hot half of reading JSON. Strict (RFC 8259), every digit kept, and a
// bad cell is a value, so that the rest of its row can still be compared. It replaced simdjson's on-demand
// parser, which took 1.8 times the instructions on the same rows: that finds tokens first and types later,
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

// Values point into the text or, where an escape had to be resolved, into the arena. Text is not checked for
// UTF-8 here: saw_non_ascii() says whether there is anything to check. The place in the text goes from call
// to call as `at`, in a register.
class JsonParser {
 public:
  // The first byte of `text`. `whole`: the text ends where its end is, so that a scalar may end with it. What
  // has to be made up is in `arena`.
  const char* begin(std::string_view text, bool whole, Arena& arena) {
    arena_ = &arena;
    start_ = text.data();
    end_ = text.data() + text.size();
    whole_ = whole;
    non_ascii_ = 0;
    values_.clear();
    members_.clear();
    return start_;
  }
  // Strings that hold it are Kind::invalid: it stands for bytes that were no UTF-8.
  void set_marker(std::string marker) { marker_ = std::move(marker); }

  // The value that begins at or behind `at`; returns the place behind it.
  const char* value(const char* at, Value& out, int depth = 0);
  bool saw_non_ascii() const { return non_ascii_ != 0; }

  // For whoever reads an object member by member. enter_object: behind '{'. next_member: at the next name's
  // quote, nullptr behind the last member (then `at` is behind '}').
  const char* enter_object(const char* at) {
    at = behind_blanks(at);
    if (*at != '{') fail(at, "a row has to be an object");
    return at + 1;
  }
  bool next_member(const char*& at, bool first) {
    at = behind_blanks(at);
    if (*at == '}') return ++at, false;
    if (!first) {
      if (*at != ',') fail(at, "expected ',' or '}' behind a member");
      at = behind_blanks(at + 1);
    }
    if (*at != '"') fail(at, "expected a member name in double quotes");
    return true;
  }
  // The member's name, unescaped; `intact` false where it cannot be (half a surrogate pair). Returns the
  // place behind ':'.
  const char* name(const char* at, std::string_view& name, bool& intact);
  // Behind ':' when the name at `at` is written with exactly these bytes, else nullptr.
  const char* accept_name(const char* at, std::string_view name) {
    if (static_cast<std::size_t>(end_ - at) < name.size() + 2 || at[1 + name.size()] != '"' ||
        std::string_view(at + 1, name.size()) != name) {
      return nullptr;
    }
    return behind_colon(at + name.size() + 2);
  }

  // The first byte behind `at` that is no white space; in most places none stands there. Throws
  // JsonIncomplete at the end.
  const char* behind_blanks(const char* at) const {
    if (at != end_ && static_cast<unsigned char>(*at) > ' ') return at;
    return pass_blanks(at);
  }
  bool only_blanks_behind(const char*& at) const;
  std::size_t offset(const char* at) const { return static_cast<std::size_t>(at - start_); }
  [[noreturn]] void fail(const char* at, std::string reason) const {
    throw JsonFault{std::move(reason), offset(at)};
  }

 private:
  const char* pass_blanks(const char* at) const;
  const char* behind_colon(const char* at) const {
    at = behind_blanks(at);
    if (*at != ':') fail(at, "expected ':' behind a member name");
    return at + 1;
  }
  const char* string(const char* at, Value& out);
  const char* scalar(const char* at, Value& out);
  const char* array(const char* at, Value& out, int depth);
  const char* object(const char* at, Value& out, int depth);
  const char* too_deep(const char* at, Value& out) const;
  // From behind the opening quote to the closing one; `escaped`: a backslash is among it.
  const char* closing_quote(const char* at, bool& escaped);
  // False: an escape that is none, or half a surrogate pair.
  bool unescape(std::string_view bytes, std::string_view& text);
  bool marked(std::string_view text) const {
    return !marker_.empty() && text.find(marker_) != std::string_view::npos;
  }
  Value invalid(const std::string& reason) { return Value::invalid(arena_->copy(reason)); }

  Arena* arena_ = nullptr;
  const char* start_ = nullptr;
  const char* end_ = nullptr;
  bool whole_ = true;
  unsigned non_ascii_ = 0;
  std::string marker_;
  std::vector<Value> values_;  // stacks shared by all levels of the recursion
  std::vector<Member> members_;
};

}  // namespace parity
