// Operators on one value: what it is, what it equals, what its text holds, where it lies.
#include <chrono>

#include <fmt/format.h>

#include "harness/error.h"
#include "harness/json/pattern.h"
#include "harness/suites/operators.h"
#include "harness/yaml/read.h"
#include "normalizers/decimal.h"
#include "normalizers/encoding.h"
#include "normalizers/instant.h"

namespace parity {
namespace {

void anything(const Yaml&) {}

void check_list(const Yaml& operand) {
  if (operand.kind != Yaml::Kind::list && operand.text.find("${") == std::string::npos)
    throw unexpected(operand, "a list of values");
}

void check_flag(const Yaml& operand) { read_flag(operand, "true or false"); }

const std::vector<std::string> kTypes = {"null", "boolean", "number", "integer", "text", "array", "object"};

void check_type(const Yaml& operand) { read_choice_index(operand, "a type", kTypes); }

bool is_type(const Value& value, const std::string& type) {
  if (type == "integer") return value.kind == Kind::number && is_integer(value);
  return kind_name(value.kind) == type;
}

void apply_is(const Asked& asked) {
  if (!is_type(asked.value, asked.operand.text))
    asked.fail(fmt::format("is {}, not {}: {}", kind_name(asked.value.kind), asked.operand.text,
                           shown(asked.value)));
}

void apply_exists(const Asked& asked) {
  const bool wanted = read_flag(asked.operand, "true or false");
  const bool there = asked.value.kind != Kind::absent;
  if (there != wanted) asked.fail(wanted ? "is absent" : "is there: " + shown(asked.value));
}

void apply_equals(const Asked& asked) {
  const Datum wanted = evaluate(asked.operand, asked.scope);
  for (Fault& fault : deep_difference(asked.value, wanted.value(), asked.path))
    asked.faults.push_back(std::move(fault));
}

void apply_not(const Asked& asked) {
  if (hold(asked.operand, asked.value, asked.path, asked.scope).empty())
    asked.fail("is what it must not be: " + shown(asked.value));
}

void apply_one_of(const Asked& asked) {
  const Datum wanted = evaluate(asked.operand, asked.scope);
  for (const Value& each : wanted.value().items())
    if (same(each, asked.value)) return;
  asked.fail(fmt::format("is {}, none of {}", shown(asked.value), shown(wanted.value())));
}

void check_predicates(const Yaml& operand) {
  if (operand.kind != Yaml::Kind::list || operand.items.empty())
    throw unexpected(operand, "a list of predicates");
  for (const Yaml& item : operand.items) check_predicate(item);
}

void apply_any_of(const Asked& asked) {
  std::string why;
  for (const Yaml& item : asked.operand.items) {
    const std::vector<Fault> faults = hold(item, asked.value, asked.path, asked.scope);
    if (faults.empty()) return;
    why += (why.empty() ? "" : "; ") + faults[0].message;
  }
  asked.fail("none of these holds: " + why);
}

void apply_all_of(const Asked& asked) {
  for (const Yaml& item : asked.operand.items)
    for (Fault& fault : hold(item, asked.value, asked.path, asked.scope))
      asked.faults.push_back(std::move(fault));
}

// Its text, or a fault where it has none.
bool is_text(const Asked& asked) {
  if (asked.value.kind == Kind::text) return true;
  asked.fail(fmt::format("is {}, not text: {}", kind_name(asked.value.kind), shown(asked.value)));
  return false;
}

void check_pattern(const Yaml& operand) {
  const std::string text = read_text(operand, "a pattern");
  if (text.find("${") != std::string::npos) return;
  try {
    Pattern::parse(text);
  } catch (const PatternFault& fault) {
    throw usage_error(fmt::format("'{}' is no pattern: {}", text, fault.message)).at(operand.where);
  }
}

void apply_matches(const Asked& asked) {
  if (!is_text(asked)) return;
  const std::string pattern = evaluate_text(asked.operand, asked.scope);
  try {
    if (!Pattern::parse(pattern).finds(asked.value.view()))
      asked.fail(fmt::format("does not match {}: {}", pattern, shown(asked.value)));
  } catch (const PatternFault& fault) {  // made of references
    asked.fail(fmt::format("cannot be held against '{}', which is no pattern: {}", pattern, fault.message));
  }
}

void apply_starts_with(const Asked& asked) {
  const std::string wanted = evaluate_text(asked.operand, asked.scope);
  if (is_text(asked) && !asked.value.view().starts_with(wanted))
    asked.fail(fmt::format("does not start with '{}': {}", wanted, shown(asked.value)));
}

void apply_ends_with(const Asked& asked) {
  const std::string wanted = evaluate_text(asked.operand, asked.scope);
  if (is_text(asked) && !asked.value.view().ends_with(wanted))
    asked.fail(fmt::format("does not end with '{}': {}", wanted, shown(asked.value)));
}

// Text that has the text, or a list that has the value.
void apply_contains(const Asked& asked) {
  const Datum wanted = evaluate(asked.operand, asked.scope);
  if (asked.value.kind == Kind::array) {
    for (const Value& item : asked.value.items())
      if (same(item, wanted.value())) return;
  } else if (!is_text(asked)) {
    return;
  } else if (asked.value.view().find(to_text(wanted.value())) != std::string_view::npos) {
    return;
  }
  asked.fail(fmt::format("does not contain {}: {}", shown(wanted.value()), shown(asked.value)));
}

// -1, 0, 1; numbers only, since the order of anything else is no fact of the data.
template <class Holds>
void apply_bound(const Asked& asked, const char* words, Holds holds) {
  const Datum bound = evaluate(asked.operand, asked.scope);
  if (bound.value().kind != Kind::number)
    return asked.fail(fmt::format("cannot be held against {}, which is no number", shown(bound.value())));
  if (asked.value.kind != Kind::number)
    return asked.fail(
        fmt::format("is {}, not a number: {}", kind_name(asked.value.kind), shown(asked.value)));
  if (!holds(compare_numbers(asked.value, bound.value())))
    asked.fail(fmt::format("is {}, not {} {}", shown(asked.value), words, shown(bound.value())));
}

void apply_at_least(const Asked& asked) {
  apply_bound(asked, "at least", [](int c) { return c >= 0; });
}
void apply_at_most(const Asked& asked) {
  apply_bound(asked, "at most", [](int c) { return c <= 0; });
}
void apply_above(const Asked& asked) {
  apply_bound(asked, "above", [](int c) { return c > 0; });
}
void apply_below(const Asked& asked) {
  apply_bound(asked, "below", [](int c) { return c < 0; });
}

void check_duration(const Yaml& operand) { read_duration(operand, "how far from now"); }

void apply_near_now(const Asked& asked) {
  if (!is_text(asked)) return;
  const auto parsed = parse_time(asked.value.view());
  if (!parsed || parsed->value.kind != Kind::instant)
    return asked.fail("is no instant (RFC 3339, with its zone): " + shown(asked.value));
  using namespace std::chrono;
  const auto epoch = sys_days(year(2000) / January / 1);
  const auto now = duration_cast<microseconds>(system_clock::now() - epoch).count();
  const auto most = duration_cast<microseconds>(read_duration(asked.operand, "how far from now")).count();
  const std::int64_t apart = now - parsed->value.integer;
  if (apart > most || apart < -most)
    asked.fail(fmt::format("is more than {} from now: {}", asked.operand.text, shown(asked.value)));
}

constexpr Operator kOperators[] = {
    {"equals", anything, apply_equals},
    {"not", check_predicate, apply_not},
    {"is", check_type, apply_is},
    {"exists", check_flag, apply_exists},
    {"one_of", check_list, apply_one_of},
    {"any_of", check_predicates, apply_any_of},
    {"all_of", check_predicates, apply_all_of},
    {"matches", check_pattern, apply_matches},
    {"starts_with", anything, apply_starts_with},
    {"ends_with", anything, apply_ends_with},
    {"contains", anything, apply_contains},
    {"at_least", anything, apply_at_least},
    {"at_most", anything, apply_at_most},
    {"above", anything, apply_above},
    {"below", anything, apply_below},
    {"near_now", check_duration, apply_near_now},
};

}  // namespace

std::span<const Operator> scalar_operators() { return kOperators; }

}  // namespace parity
