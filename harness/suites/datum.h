// A JSON-like value that owns its bytes: what steps capture, and what expectations hold against each other.
// Immutable and cheap to copy.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "normalizers/arena.h"
#include "normalizers/value.h"

namespace parity {

class Datum {
 public:
  Datum() = default;  // absent
  // `make` builds the value in the arena that it is given.
  static Datum made(const std::function<Value(Arena&)>& make);
  static Datum copy_of(const Value& value);
  static Datum text(std::string_view text);
  static Datum number(std::int64_t number);
  static Datum boolean(bool value) { return copy_of(Value::boolean(value)); }
  static Datum json(std::string_view text);  // Kind::invalid, with the reason, where it is none
  static Datum object(const std::vector<std::pair<std::string, Datum>>& members);
  static Datum list(const std::vector<Datum>& items);

  const Value& value() const { return value_; }
  bool there() const { return value_.kind != Kind::absent; }
  // `inside`: somewhere in value().
  Datum part(const Value& inside) const { return {bytes_, inside}; }

 private:
  Datum(std::shared_ptr<const Arena> bytes, const Value& value) : bytes_(std::move(bytes)), value_(value) {}

  std::shared_ptr<const Arena> bytes_;
  Value value_;
};

// Strict JSON, as it is sent. What JSON has no word for (times, bytes) is written as its text.
std::string to_json(const Value& value);
// As it stands inside of text: text without quotes, everything else as to_json().
std::string to_text(const Value& value);

const Value* member_of(const Value& object, std::string_view name);  // nullptr: none of that name

}  // namespace parity
