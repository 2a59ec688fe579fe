#include "harness/suites/step_words.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/error.h"
#include "normalizers/decimal.h"

namespace parity {
namespace {

// A template as people read it: with its references replaced where they have values.
std::string words_of(const Yaml& node, const Scope& scope) try {
  return evaluate_text(node, scope);
} catch (const Error&) { return node.text; }

std::string first_line(const std::string& text) {
  const std::size_t from = text.find_first_not_of(" \n\t");
  if (from == std::string::npos) return "";
  const std::size_t end = text.find('\n', from);
  return first_bytes(text.substr(from, end == std::string::npos ? end : end - from), 120);
}

std::string joined(const std::vector<Yaml>& words, const Scope& scope) {
  std::string text;
  for (const Yaml& word : words) text += (text.empty() ? "" : " ") + words_of(word, scope);
  return first_bytes(text, 160);
}

struct Titles {
  const Scope& scope;

  std::string operator()(const RequestStep& s) const {
    return s.method + " " + first_bytes(words_of(s.url, scope), 120);
  }
  std::string operator()(const SqlQuery& s) const { return "sql " + first_line(words_of(s.sql, scope)); }
  std::string operator()(const ProgramStep& s) const { return "run " + joined(s.argv, scope); }
  std::string operator()(const StartStep& s) const { return "start " + s.name; }
  std::string operator()(const StopStep& s) const { return "stop " + s.name; }
  std::string operator()(const WaitStep& s) const { return fmt::format("wait {} ms", s.time.count()); }
  std::string operator()(const WaitForEndStep& s) const { return "wait for the end of " + s.name; }
  std::string operator()(const WriteStep& s) const {
    return "write " + first_bytes(words_of(s.file, scope), 160);
  }
  std::string operator()(const StateStep& s) const {
    return s.since.empty() ? "state '" + s.name + "'" : "state '" + s.name + "' since '" + s.since + "'";
  }
  std::string operator()(const CompareStep& s) const {
    return "compare " + first_bytes(s.source.text, 60) + " with " + first_bytes(s.target.text, 60);
  }
  std::string operator()(const SetStep&) const { return "set"; }
  std::string operator()(const ValueStep& s) const { return "look at " + first_bytes(s.value.text, 60); }
  std::string operator()(const SkipStep&) const { return "skip"; }
  std::string operator()(const ForEachStep&) const { return "for each"; }
  std::string operator()(const IncludeStep& s) const { return "include " + s.name; }
};

}  // namespace

std::string step_title(const Step& step, const Scope& scope) {
  return step.name.empty() ? std::visit(Titles{scope}, step.what) : step.name;
}

bool is_true(const Value& value) {
  switch (value.kind) {
    case Kind::absent:
    case Kind::null: return false;
    case Kind::boolean: return value.integer != 0;
    case Kind::number: return compare_numbers(value, Value::number(0)) != 0;
    case Kind::text: return !value.view().empty();
    case Kind::array: return !value.items().empty();
    case Kind::object: return !value.fields().empty();
    default: return true;
  }
}

std::string first_bytes(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + fmt::format("… ({} bytes)", text.size());
}

std::string indented(const std::string& text, const std::string& prefix) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += prefix + text.substr(at, end - at) + "\n";
    at = end + 1;
  }
  return out;
}

}  // namespace parity
