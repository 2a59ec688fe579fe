// Operators that move times, in the types of a database or spelled as text: see mutation.h.
#include <optional>
#include <string>

#include "harness/audit/mutation.h"
#include "normalizers/instant.h"

namespace parity {
namespace {

constexpr std::int64_t kMilli = 1000, kHour = 3'600'000'000;

// A time taken apart, so that it can be moved and spelled as it was.
struct SpelledTime {
  Value time;
  std::string_view offset;  // "+02:00", "Z"; empty: it has none
  std::int64_t ahead = 0;   // of UTC
  bool is_text = false;
};

bool is_time(Kind kind) {
  return kind == Kind::date || kind == Kind::clock || kind == Kind::local || kind == Kind::instant;
}
bool forever(const Value& time) {
  return time.kind != Kind::clock && (time.integer == kPastForever || time.integer == kFutureForever);
}

bool looks_like_a_time(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  return text.size() >= 5 && text.size() <= 40 && digit(0) && digit(1) &&
         (text[2] == ':' || (digit(2) && digit(3) && text[4] == '-'));
}

std::optional<SpelledTime> taken_apart(const Value& value) {
  SpelledTime out;
  if (is_time(value.kind)) {
    out.time = value;
    return forever(value) ? std::nullopt : std::optional(out);
  }
  if (value.kind != Kind::text || !looks_like_a_time(value.view())) return std::nullopt;
  const auto parsed = parse_time(value.view());
  if (!parsed || parsed->cut) return std::nullopt;
  out.time = parsed->value;
  out.is_text = true;
  if (out.time.kind != Kind::instant) return out;
  const std::string_view text = value.view();
  const std::size_t at = text.find_last_of("zZ+-");
  if (at == std::string_view::npos) return std::nullopt;
  const auto local = parse_time(text.substr(0, at));
  if (!local || local->value.kind != Kind::local) return std::nullopt;
  out.offset = text.substr(at);
  out.ahead = local->value.integer - out.time.integer;
  return out;
}

// As it was written, but later.
Value moved(const SpelledTime& time, std::int64_t by, Arena& arena) {
  Value value = time.time;
  value.integer = moved_by(value.integer, by);
  if (!time.is_text) return value;
  if (value.kind != Kind::instant) return Value::text(arena.copy(spell_time(value)));
  const std::string local = spell_time(Value::local(moved_by(value.integer, time.ahead)));
  return Value::text(arena.copy(local + std::string(time.offset)));
}

bool shift(const Value& value, std::int64_t micros, Arena& arena, Mutant& out) {
  const auto time = taken_apart(value);
  if (!time) return false;
  const bool is_date = time->time.kind == Kind::date;
  if (is_date && micros % kMicrosPerDay != 0) return false;
  std::int64_t by = is_date ? micros / kMicrosPerDay : micros;
  if (time->time.kind == Kind::clock) {
    if (micros % kMicrosPerDay == 0) return false;
    const std::int64_t there = time->time.integer + by;
    by = ((there % kMicrosPerDay) + kMicrosPerDay) % kMicrosPerDay - time->time.integer;
  }
  out = {value, moved(*time, by, arena)};
  return true;
}

bool may_be_time(const Value& value) {
  return is_time(value.kind) || (value.kind == Kind::text && looks_like_a_time(value.view()));
}
int two_for_times(const Value& value) { return may_be_time(value) ? 2 : 0; }
int three_for_times(const Value& value) { return may_be_time(value) ? 3 : 0; }

std::int64_t forth_or_back(int variant, std::int64_t by) { return variant == 0 ? by : -by; }

bool make_dst(const Value& value, int variant, Arena& arena, Mutant& out) {
  return shift(value, forth_or_back(variant, kHour), arena, out);
}
bool make_milli(const Value& value, int variant, Arena& arena, Mutant& out) {
  return shift(value, forth_or_back(variant, kMilli), arena, out);
}
bool make_micro(const Value& value, int variant, Arena& arena, Mutant& out) {
  return shift(value, forth_or_back(variant, 1), arena, out);
}
bool make_day(const Value& value, int variant, Arena& arena, Mutant& out) {
  return shift(value, forth_or_back(variant, kMicrosPerDay), arena, out);
}

// Five and a half hours ahead, seven behind; of text that has an offset, the offset is lost.
bool make_zone(const Value& value, int variant, Arena& arena, Mutant& out) {
  if (variant < 2) return shift(value, variant == 0 ? kHour * 11 / 2 : -7 * kHour, arena, out);
  const auto time = taken_apart(value);
  if (!time || time->offset.empty()) return false;
  out = {value, Value::text(value.view().substr(0, value.view().size() - time->offset.size()))};
  return true;
}

// The same moment, written in another zone; midnight written as a date, a date as midnight.
bool make_respelled(const Value& value, int variant, Arena& arena, Mutant& out) {
  auto time = taken_apart(value);
  if (!time || !time->is_text) return false;
  if (variant == 0) {
    if (time->time.kind != Kind::instant) return false;
    const bool utc = time->ahead == 0;
    time->ahead = utc ? 2 * kHour : 0;
    time->offset = utc ? "+02:00" : "Z";
    out = {value, moved(*time, 0, arena)};
    return true;
  }
  if (time->time.kind != Kind::date) return false;
  out = {value, Value::text(arena.copy(std::string(value.view()) + "T00:00:00Z"))};
  return true;
}

}  // namespace

void add_time_mutations(std::vector<Mutation>& all) {
  constexpr std::string_view needs = "a time, or text that spells one";
  all.push_back({"zone", "a time moves by the offset of a zone, or text loses its offset", needs,
                 three_for_times, never, make_zone});
  all.push_back({"zone respelled", "the same moment is written in another zone, a date as midnight UTC",
                 "text that spells a moment or a date", two_for_times, never, make_respelled});
  all.push_back({"DST hour", "a time moves by one hour", needs, two_for_times, never, make_dst});
  all.push_back({"1 ms", "a time moves by a millisecond", needs, two_for_times, never, make_milli});
  all.push_back({"1 \u00B5s", "a time moves by a microsecond", needs, two_for_times, never, make_micro});
  all.push_back({"day", "a date or time moves by one day", "a date, or text that spells one", two_for_times,
                 never, make_day});
}

}  // namespace parity
