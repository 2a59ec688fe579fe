// The grammar of RFC 9535 and its rules of types, by recursive descent; what it recurses into is counted.
#include <array>
#include <utility>

#include "harness/json/json_path.h"
#include "harness/json/json_path_syntax.h"
#include "harness/json/json_path_text.h"
#include "normalizers/text.h"

namespace parity::json_path {
namespace {

constexpr std::size_t kLongest = 1024 * 1024;
constexpr int kDeepest = 100;  // parentheses, filters and calls inside each other

enum class Type : std::uint8_t { value, nodes, logical };

struct Signature {
  std::string_view name;
  Function function;
  Type result;
  std::vector<Type> parameters;
};

const std::array<Signature, 5>& signatures() {
  static const std::array<Signature, 5> all = {{
      {"length", Function::length, Type::value, {Type::value}},
      {"count", Function::count, Type::value, {Type::nodes}},
      {"match", Function::match, Type::logical, {Type::value, Type::value}},
      {"search", Function::search, Type::logical, {Type::value, Type::value}},
      {"value", Function::value, Type::value, {Type::nodes}},
  }};
  return all;
}

const Signature& signature_of(Function function) { return signatures()[static_cast<std::size_t>(function)]; }

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool begins_name(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

class Parser : private QueryText {
 public:
  Parser(std::string_view text, Parsed& out) : QueryText(text), out_(out) {}

  void run() {
    if (text_.size() > kLongest) fail("a query has at most 1048576 bytes");
    if (!valid_utf8(text_)) fail("a query is text in UTF-8");
    if (!accept("$")) fail("a query begins with '$'");
    out_.query = query(true);
    if (at_ != text_.size())
      fail(is_blank(text_[at_]) ? "a query ends without white space" : "expected '.' or '['");
  }

 private:
  struct Level {
    explicit Level(Parser& of) : parser(of) {
      if (++parser.depth_ > kDeepest) parser.fail("nested more than 100 deep");
    }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --parser.depth_; }
    Parser& parser;
  };

  // --- queries, behind `$` or `@` ---

  Query query(bool from_root) {
    Query made;
    made.from_root = from_root;
    for (;;) {
      const std::size_t before = at_;
      skip_blanks();
      if (next() == '[') {
        made.segments.push_back({false, bracketed()});
      } else if (accept("..")) {
        made.segments.push_back({true, next() == '[' ? bracketed() : shorthand()});
      } else if (accept(".")) {
        made.segments.push_back({false, shorthand()});
      } else {
        at_ = before;
        return made;
      }
    }
  }

  std::vector<Selector> shorthand() {
    if (accept("*")) return {Wildcard{}};
    const std::size_t start = at_;
    if (!begins_name(next())) fail("expected a name, '*' or, behind '..', '['");
    while (at_ < text_.size() && (begins_name(text_[at_]) || is_digit(text_[at_]))) ++at_;
    return {Name{std::string(text_.substr(start, at_ - start))}};
  }

  std::vector<Selector> bracketed() {
    const std::size_t start = at_++;
    std::vector<Selector> selectors;
    do {
      skip_blanks();
      selectors.push_back(selector());
      skip_blanks();
    } while (accept(","));
    if (accept("]")) return selectors;
    if (at_ == text_.size()) fail_at(start, "a '[' that is not closed");
    fail("expected ',' or ']'");
  }

  Selector selector() {
    const char c = next();
    if (c == '\'' || c == '"') return Name{string()};
    if (accept("*")) return Wildcard{};
    if (accept("?")) {
      const Level level(*this);
      skip_blanks();
      return Filter{std::make_shared<const Condition>(any())};
    }
    if (c != ':' && c != '-' && !is_digit(c))
      fail("expected a name in quotes, an index, a slice, '*' or '?'");
    std::optional<std::int64_t> first;
    if (c != ':') first = integer();
    const std::size_t behind = at_;
    skip_blanks();
    if (!accept(":")) {
      at_ = behind;
      return Index{*first};
    }
    Slice slice{first, bound(), 1};
    if (accept(":")) slice.step = bound().value_or(1);
    return slice;
  }

  // An integer of a slice where there is one, and the white space on both sides.
  std::optional<std::int64_t> bound() {
    skip_blanks();
    if (next() != '-' && !is_digit(next())) return std::nullopt;
    const std::int64_t value = integer();
    skip_blanks();
    return value;
  }

  // --- filters ---

  Condition joined(Condition::Kind kind, std::string_view by, Condition (Parser::*part)()) {
    Condition made;
    made.kind = kind;
    for (;;) {
      made.parts.push_back((this->*part)());
      const std::size_t behind = at_;
      skip_blanks();
      if (!accept(by)) {
        at_ = behind;
        return made.parts.size() == 1 ? Condition(std::move(made.parts[0])) : made;
      }
      skip_blanks();
    }
  }
  Condition any() { return joined(Condition::Kind::any, "||", &Parser::all); }
  Condition all() { return joined(Condition::Kind::all, "&&", &Parser::basic); }

  Condition basic() {
    if (next() == '(') return parenthesized();
    if (!accept("!")) return test_or_comparison();
    skip_blanks();
    Condition made;
    made.kind = Condition::Kind::negation;
    const std::size_t start = at_;
    made.parts.push_back(next() == '(' ? parenthesized() : test(operand(), start));
    return made;
  }

  Condition parenthesized() {
    const Level level(*this);
    const std::size_t start = at_++;
    skip_blanks();
    Condition made = any();
    skip_blanks();
    if (!accept(")")) fail_at(at_ == text_.size() ? start : at_, "expected ')'");
    return made;
  }

  Condition test_or_comparison() {
    const std::size_t start = at_;
    Operand left = operand();
    const std::size_t behind = at_;
    skip_blanks();
    const std::optional<Comparison> comparison = comparison_operator();
    if (!comparison) {
      at_ = behind;
      return test(std::move(left), start);
    }
    require_value(left, start);
    skip_blanks();
    const std::size_t right_start = at_;
    Condition made;
    made.kind = Condition::Kind::compared;
    made.comparison = *comparison;
    made.left = std::move(left);
    made.right = operand();
    require_value(made.right, right_start);
    return made;
  }

  std::optional<Comparison> comparison_operator() {
    if (accept("==")) return Comparison::equal;
    if (accept("!=")) return Comparison::unequal;
    if (accept("<=")) return Comparison::at_most;
    if (accept(">=")) return Comparison::at_least;
    if (accept("<")) return Comparison::less;
    if (accept(">")) return Comparison::greater;
    return std::nullopt;
  }

  static Condition test(Operand operand, std::size_t start) {
    Condition made;
    if (std::holds_alternative<Value>(operand.is))
      fail_at(start, "a literal is no test: compare it with something");
    if (const Call* const call = std::get_if<Call>(&operand.is)) {
      const Signature& signature = signature_of(call->function);
      if (signature.result == Type::value)
        fail_at(start, std::string(signature.name) +
                           "() gives a value, which is no test: compare it with something");
      made.kind = Condition::Kind::call;
    } else {
      made.kind = Condition::Kind::exists;
    }
    made.left = std::move(operand);
    return made;
  }

  static void require_value(const Operand& operand, std::size_t start) {
    if (const Query* const query = std::get_if<Query>(&operand.is); query != nullptr && !query->singular())
      fail_at(start, "this query can select several nodes, where one value is needed");
    if (const Call* const call = std::get_if<Call>(&operand.is)) {
      const Signature& signature = signature_of(call->function);
      if (signature.result != Type::value)
        fail_at(start, std::string(signature.name) + "() gives true or false for a test, not a value");
    }
  }

  Operand operand() {
    const char c = next();
    if (c == '@' || c == '$') {
      ++at_;
      return {query(c == '$')};
    }
    if (c == '\'' || c == '"') return {Value::text(out_.literals.copy(string()))};
    if (c == '-' || is_digit(c)) return {number(out_.literals)};
    const std::size_t start = at_;
    while (is_lower(next()) || (at_ != start && (is_digit(next()) || next() == '_'))) ++at_;
    const std::string_view word = text_.substr(start, at_ - start);
    if (!word.empty() && next() == '(') return {call(word, start)};
    if (word == "true" || word == "false") return {Value::boolean(word == "true")};
    if (word == "null") return {Value::null()};
    fail_at(start, "expected a query, a literal or a function");
  }

  Call call(std::string_view name, std::size_t start) {
    const Level level(*this);
    const Signature* signature = nullptr;
    for (const Signature& each : signatures())
      if (each.name == name) signature = &each;
    if (signature == nullptr)
      fail_at(start,
              "there is no function '" + std::string(name) + "' (length, count, match, search, value)");
    ++at_;
    Call made;
    made.function = signature->function;
    std::vector<std::size_t> starts;
    skip_blanks();
    for (bool first = true; !accept(")"); first = false) {
      if (!first) {
        if (!accept(",")) fail("expected ',' or ')'");
        skip_blanks();
      }
      starts.push_back(at_);
      made.arguments.push_back(operand());
      skip_blanks();
    }
    const std::size_t wanted = signature->parameters.size();
    if (made.arguments.size() != wanted)
      fail_at(start, std::string(name) + "() takes " + (wanted == 1 ? "one argument" : "two arguments"));
    for (std::size_t i = 0; i < wanted; ++i) {
      if (signature->parameters[i] == Type::value) {
        require_value(made.arguments[i], starts[i]);
      } else if (!std::holds_alternative<Query>(made.arguments[i].is)) {
        fail_at(starts[i], std::string(name) + "() takes a query");
      }
    }
    if (signature->result == Type::logical) take_pattern(made, starts[1]);
    return made;
  }

  // RFC 9535 lets a pattern that is none match nothing. One that stands in the query itself is a mistake, and
  // a test that can only ever say no would hide it.
  static void take_pattern(Call& call, std::size_t start) {
    const Value* const literal = std::get_if<Value>(&call.arguments[1].is);
    if (literal == nullptr || literal->kind != Kind::text) return;
    try {
      call.pattern = Pattern::parse(literal->view(), PatternDialect::iregexp);
    } catch (const PatternFault& fault) { fail_at(start, "in this pattern: " + fault.message); }
  }

  Parsed& out_;
  int depth_ = 0;
};

}  // namespace

std::shared_ptr<const Parsed> parse(std::string_view text) {
  auto parsed = std::make_shared<Parsed>();
  Parser(text, *parsed).run();
  return parsed;
}

}  // namespace parity::json_path
