// Causes in types and in what stands for nothing: the same thing as another kind of value. See explain.h.
#include <array>

#include "harness/causes/explain.h"
#include "normalizers/decimal.h"
#include "normalizers/encoding.h"
#include "normalizers/instant.h"
#include "normalizers/text.h"
#include "normalizers/typed.h"

namespace parity {
namespace {

bool is_time(Kind kind) {
  return kind == Kind::date || kind == Kind::clock || kind == Kind::local || kind == Kind::instant;
}

std::int64_t kinds(const Value& source, const Value& target) {
  return pair_of(static_cast<int>(source.kind), static_cast<int>(target.kind));
}

bool one_of(std::string_view text, std::initializer_list<std::string_view> words, Arena& arena) {
  const std::string_view lower = recased(text, TextCase::lower, arena);
  for (const std::string_view word : words) {
    if (lower == word) return true;
  }
  return false;
}

// Text as the type of `typed`, by the contract's own reading of it.
bool reads_as(FieldType type, std::string_view text, const Value& typed, Arena& arena) {
  RuleBits changed = 0;
  static const FieldRules rules;
  const Value read = read_as(type, Value::text(text), rules, arena, changed);
  return read.kind == typed.kind && same(read, typed);
}

void explain_text_and(const Value& text, const Value& typed, std::int64_t order, Hypotheses& out) {
  Arena& arena = out.arena;
  switch (typed.kind) {
    case Kind::number: {
      const auto number = parse_decimal(text.view(), arena);
      if (number && same(*number, typed)) out.add(Cause::type_same_text, order);
      break;
    }
    case Kind::boolean: {
      const bool yes = typed.integer != 0;
      if (one_of(text.view(), {yes ? "true" : "false"}, arena))
        out.add(Cause::type_same_text, order);
      else if (yes ? one_of(text.view(), {"t", "yes", "y", "1", "on"}, arena)
                   : one_of(text.view(), {"f", "no", "n", "0", "off"}, arena))
        out.add(Cause::boolean_text, order);
      break;
    }
    case Kind::uuid:
      if (reads_as(FieldType::uuid, text.view(), typed, arena)) out.add(Cause::type_same_text, order);
      break;
    case Kind::bytes:
      if (reads_as(FieldType::bytes_hex, text.view(), typed, arena))
        out.add(Cause::binary_text, order, "hex");
      if (reads_as(FieldType::bytes_base64, text.view(), typed, arena))
        out.add(Cause::binary_text, order, "base64");
      break;
    case Kind::array:
    case Kind::object: {
      const std::string spelled = spell(typed);
      std::string_view from = text.view();
      // Enough to know it: without its blanks the text is the value's own spelling.
      const auto bare = [](std::string_view json) {
        std::string kept;
        for (const char c : json) {
          if (c != ' ' && c != '\n' && c != '\t' && c != '\r') kept += c;
        }
        return kept;
      };
      if (bare(from) == bare(spelled)) out.add(Cause::json_text, order);
      break;
    }
    default: break;
  }
}

}  // namespace

Nothing nothing_of(const Value& value) {
  switch (value.kind) {
    case Kind::absent: return Nothing::absent;
    case Kind::null: return Nothing::null;
    case Kind::text:
      if (value.size == 0) return Nothing::empty_text;
      return value.size == 4 && (value.view() == "null" || value.view() == "NULL") ? Nothing::null_text
                                                                                   : Nothing::none;
    case Kind::array: return value.size == 0 ? Nothing::empty_array : Nothing::none;
    case Kind::object: return value.size == 0 ? Nothing::empty_object : Nothing::none;
    case Kind::number: return value.flags == 0 && value.integer == 0 ? Nothing::zero : Nothing::none;
    case Kind::boolean: return value.integer == 0 ? Nothing::no : Nothing::none;
    default: return Nothing::none;
  }
}

void explain_types(const Value& source, const Value& target, Hypotheses& out) {
  const Nothing from = nothing_of(source), to = nothing_of(target);
  if (from != Nothing::none && to != Nothing::none)
    out.add(Cause::nothing, pair_of(static_cast<int>(from), static_cast<int>(to)));
  if (source.kind == target.kind) return;
  const std::int64_t order = kinds(source, target);
  if (source.kind == Kind::text) explain_text_and(source, target, order, out);
  if (target.kind == Kind::text) explain_text_and(target, source, order, out);
  const Value& boolean = source.kind == Kind::boolean ? source : target;
  const Value& number = source.kind == Kind::boolean ? target : source;
  if (boolean.kind == Kind::boolean && number.kind == Kind::number &&
      same(number, Value::number(boolean.integer)))
    out.add(Cause::boolean_number, order);

  // One moment in two kinds of time. A text without a zone, a local time and a date mean what they say in
  // UTC.
  const auto time_of = [](const Value& value) -> Value {
    if (is_time(value.kind)) return value;
    if (value.kind != Kind::text || value.size > 40) return Value::null();
    const auto parsed = parse_time(value.view());
    return parsed ? parsed->value : Value::null();
  };
  const Value a = time_of(source), b = time_of(target);
  if (!is_time(a.kind) || !is_time(b.kind) || (a.kind == Kind::clock) != (b.kind == Kind::clock)) return;
  const auto micros = [](const Value& time) {
    return time.kind == Kind::date ? time.integer * kMicrosPerDay : time.integer;
  };
  for (const Value& time : {a, b}) {
    const std::int64_t far = time.kind == Kind::date ? kFutureForever / kMicrosPerDay : kFutureForever;
    if (time.integer >= far || time.integer <= -far) return;
  }
  if (micros(a) == micros(b)) {
    out.add(Cause::same_moment, order);
  } else if (a.kind != b.kind || source.kind != target.kind) {
    explain_times(Value::local(micros(a)), Value::local(micros(b)), out);
  }
}

}  // namespace parity
