// Patterns in the words of RE2: see pattern_text.h. One pass, no recursion. A group keeps its number and
// loses its name; what is no letter or digit goes out as a code point, so that nothing is special by mistake.
#include "harness/json/pattern_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "harness/json/code_points.h"
#include "normalizers/text.h"

namespace parity {
namespace {

constexpr std::size_t kLongest = 64 * 1024;
constexpr int kMostRepetitions = 1000;  // RE2's own limit

// What ECMA-262 calls white space or a line end, and everything else; as the inside of a class.
constexpr std::string_view kBlank =
    R"(\x{9}-\x{D}\x{20}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF})";
constexpr std::string_view kNoBlank =
    R"(\x{0}-\x{8}\x{E}-\x{1F}\x{21}-\x{9F}\x{A1}-\x{167F}\x{1681}-\x{1FFF}\x{200B}-\x{2027}\x{202A}-\x{202E})"
    R"(\x{2030}-\x{205E}\x{2060}-\x{2FFF}\x{3001}-\x{FEFE}\x{FF00}-\x{10FFFF})";
constexpr std::string_view kAny = R"(\x{0}-\x{10FFFF})";

// The long names of general categories; RE2 knows the short ones and those of scripts.
constexpr std::array<std::pair<std::string_view, std::string_view>, 40> kCategories = {{
    {"Letter", "L"},
    {"Uppercase_Letter", "Lu"},
    {"Lowercase_Letter", "Ll"},
    {"Titlecase_Letter", "Lt"},
    {"Modifier_Letter", "Lm"},
    {"Other_Letter", "Lo"},
    {"Mark", "M"},
    {"Combining_Mark", "M"},
    {"Nonspacing_Mark", "Mn"},
    {"Spacing_Mark", "Mc"},
    {"Enclosing_Mark", "Me"},
    {"Number", "N"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Letter_Number", "Nl"},
    {"Other_Number", "No"},
    {"Punctuation", "P"},
    {"punct", "P"},
    {"Connector_Punctuation", "Pc"},
    {"Dash_Punctuation", "Pd"},
    {"Open_Punctuation", "Ps"},
    {"Close_Punctuation", "Pe"},
    {"Initial_Punctuation", "Pi"},
    {"Final_Punctuation", "Pf"},
    {"Other_Punctuation", "Po"},
    {"Symbol", "S"},
    {"Math_Symbol", "Sm"},
    {"Currency_Symbol", "Sc"},
    {"Modifier_Symbol", "Sk"},
    {"Other_Symbol", "So"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
    {"Line_Separator", "Zl"},
    {"Paragraph_Separator", "Zp"},
    {"Other", "C"},
    {"Control", "Cc"},
    {"cntrl", "Cc"},
    {"Format", "Cf"},
    {"Surrogate", "Cs"},
    {"Private_Use", "Co"},
}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string spelled(char32_t point) {
  if (point < 0x80 && (is_digit(static_cast<char>(point)) || is_letter(static_cast<char>(point))))
    return {static_cast<char>(point)};
  std::array<char, 16> hex{};
  const auto [end, status] =
      std::to_chars(hex.data(), hex.data() + hex.size(), static_cast<std::uint32_t>(point), 16);
  static_cast<void>(status);
  return "\\x{" + std::string(hex.data(), end) + "}";
}

// One code point, or a set as the inside of a class.
struct Item {
  std::optional<char32_t> point;
  std::string set;
};

class Translation {
 public:
  Translation(std::string_view pattern, PatternDialect dialect)
      : pattern_(pattern), strict_(dialect == PatternDialect::iregexp) {}

  std::string run() {
    if (pattern_.size() > kLongest) fail("a pattern has at most 65536 bytes");
    if (!valid_utf8(pattern_)) fail("a pattern is text in UTF-8");
    while (at_ < pattern_.size()) piece();
    if (open_ != 0) fail("a '(' that is not closed");
    return std::move(out_);
  }

 private:
  [[noreturn]] void fail(std::string message, bool beyond_re2 = false) const {
    throw PatternFault{at_, std::move(message), beyond_re2};
  }
  bool accept(std::string_view token) {
    if (!pattern_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  char32_t code_point() {
    std::string_view rest = pattern_.substr(at_);
    const char32_t point = take_code_point(rest);
    at_ = pattern_.size() - rest.size();
    return point;
  }

  void piece() {
    switch (pattern_[at_]) {
      case '(': return open_group();
      case ')':
        if (open_ == 0) fail("a ')' that closes nothing");
        --open_;
        ++at_;
        out_ += ')';
        return quantifier();
      case '|':
        ++at_;
        out_ += '|';
        return;
      case '^':
      case '$': out_ += pattern_[at_++]; return strict_ ? quantifier() : void();
      case '*':
      case '+':
      case '?': fail("nothing to repeat");
      case '.':
        ++at_;
        out_ += strict_ ? R"([^\n\r])" : R"([^\n\r\x{2028}\x{2029}])";
        return quantifier();
      case '[': character_class(); return quantifier();
      case '\\': return escaped_piece();
      case ']':
      case '{':
      case '}':
        if (strict_) fail("this character has to be escaped");
        [[fallthrough]];
      default: out_ += spelled(code_point()); return quantifier();
    }
  }

  void open_group() {
    ++at_;
    ++open_;
    if (!accept("?")) {
      out_ += strict_ ? "(?:" : "(";
      return;
    }
    if (strict_) fail("nothing to repeat");
    if (accept(":")) {
      out_ += "(?:";
      return;
    }
    if (accept("=") || accept("!") || accept("<=") || accept("<!"))
      fail("look-ahead and look-behind cannot be searched for in linear time", true);
    if (!accept("<")) fail("no kind of group begins like this");
    const std::size_t end = pattern_.find('>', at_);
    if (end == std::string_view::npos || end == at_) fail("a group's name ends with '>'");
    at_ = end + 1;
    out_ += '(';
  }

  void escaped_piece() {
    if (!strict_ && (accept("\\b") || accept("\\B"))) {
      out_ += pattern_.substr(at_ - 2, 2);
      return;
    }
    const Item item = escape(false);
    out_ += item.point ? spelled(*item.point) : "[" + item.set + "]";
    quantifier();
  }

  void quantifier() {
    if (at_ == pattern_.size()) return;
    const char c = pattern_[at_];
    if (c == '*' || c == '+' || c == '?') {
      out_ += c;
      ++at_;
    } else if (c != '{' || !counted()) {
      return;
    }
    if (!strict_ && accept("?")) out_ += '?';
    if (at_ < pattern_.size() && std::string_view("*+?").find(pattern_[at_]) != std::string_view::npos)
      fail("nothing to repeat");
  }

  // {2}, {2,}, {2,3}. Anything else in braces is text to ECMA-262 (annex B).
  bool counted() {
    const std::size_t start = at_++;
    const auto least = number();
    const bool open_end = accept(",");
    const auto most = open_end ? number() : least;
    if (!least || !accept("}")) {
      at_ = start;
      if (strict_) fail("'{' begins a count: {2}, {2,}, {2,3}");
      return false;
    }
    if (most && *most < *least) fail("the counts are out of order");
    if (*least > kMostRepetitions || (most && *most > kMostRepetitions))
      fail("more than 1000 repetitions cannot be searched for", true);
    out_ += "{" + std::to_string(*least);
    if (open_end) out_ += "," + (most ? std::to_string(*most) : std::string());
    out_ += "}";
    return true;
  }
  std::optional<int> number() {
    std::optional<int> value;
    for (; at_ < pattern_.size() && is_digit(pattern_[at_]); ++at_)
      value = std::min(value.value_or(0) * 10 + (pattern_[at_] - '0'), kMostRepetitions + 1);
    return value;
  }

  void character_class() {
    const std::size_t start = at_++;
    const bool negated = accept("^");
    std::string inside;
    for (bool first = true; !accept("]"); first = false) {
      if (at_ == pattern_.size()) {
        at_ = start;
        fail("a '[' that is not closed");
      }
      inside += class_range(first);
    }
    if (inside.empty() && strict_) fail("a class without members");
    if (inside.empty()) {  // nothing at all, or anything whatever
      out_ += negated ? "[" : "[^";
      out_ += kAny;
    } else {
      out_ += negated ? "[^" : "[";
      out_ += inside;
    }
    out_ += ']';
  }

  std::string class_range(bool first) {
    const bool hyphen = pattern_[at_] == '-';
    const Item from = class_item();
    const bool last = at_ < pattern_.size() && pattern_[at_] == ']';
    if (strict_ && hyphen && !first && !last) fail("'-' has to be escaped here");
    const bool range = from.point && !(strict_ && hyphen) && pattern_.substr(at_).starts_with('-') &&
                       !pattern_.substr(at_).starts_with("-]");
    if (!range) return from.point ? spelled(*from.point) : from.set;
    const std::size_t bar = at_++;
    if (at_ == pattern_.size()) fail("a '[' that is not closed");
    const Item to = class_item();
    if (!to.point) {
      if (strict_) fail("a range ends with a character");
      return spelled(*from.point) + spelled('-') + to.set;
    }
    if (*to.point < *from.point) {
      at_ = bar;
      fail("the ends of a range are out of order");
    }
    return spelled(*from.point) + "-" + spelled(*to.point);
  }

  Item class_item() {
    if (pattern_[at_] == '\\') return escape(true);
    if (strict_ && pattern_[at_] == '[') fail("'[' has to be escaped here");
    return {code_point(), {}};
  }

  Item escape(bool in_class) {
    const std::size_t start = at_++;
    if (at_ == pattern_.size()) fail("a '\\' with nothing behind it");
    const char c = pattern_[at_];
    if (c == 'p' || c == 'P') return property();
    const auto simple = [&](char32_t point) {
      ++at_;
      return Item{point, {}};
    };
    const auto set = [&](std::string_view inside) {
      ++at_;
      return Item{std::nullopt, std::string(inside)};
    };
    switch (c) {
      case 't': return simple('\t');
      case 'n': return simple('\n');
      case 'r': return simple('\r');
      default: break;
    }
    if (strict_) {
      if (std::string_view("()*+-.?[\\]^{|}").find(c) != std::string_view::npos) return simple(c);
      fail(std::string("RFC 9485 has no escape \\") + c + (c == 'd' ? "; write [0-9]" : ""));
    }
    switch (c) {
      case 'd': return set("0-9");
      case 'D': return set(R"(\D)");
      case 'w': return set("0-9A-Za-z_");
      case 'W': return set(R"(\W)");
      case 's': return set(kBlank);
      case 'S': return set(kNoBlank);
      case 'v': return simple('\v');
      case 'f': return simple('\f');
      case 'b':
        if (in_class) return simple('\b');
        break;
      case '0':
        if (at_ + 1 == pattern_.size() || !is_digit(pattern_[at_ + 1])) return simple(0);
        break;
      case 'c': return control();
      case 'x': ++at_; return {hex(2), {}};
      case 'u': ++at_; return {unicode(), {}};
      default: break;
    }
    if ((c >= '1' && c <= '9') || c == 'k')
      fail("references to earlier groups cannot be searched for in linear time", true);
    if (is_letter(c) || is_digit(c)) {
      at_ = start;
      fail("ECMA-262 has no escape of this name");
    }
    return {code_point(), {}};
  }

  Item control() {
    if (at_ + 1 == pattern_.size() || !is_letter(pattern_[at_ + 1])) fail("\\c takes a letter");
    const auto point = static_cast<char32_t>(pattern_[at_ + 1] & 0x1F);
    at_ += 2;
    return {point, {}};
  }

  char32_t hex(std::size_t digits) {
    std::uint32_t point = 0;
    const std::string_view text = pattern_.substr(at_, digits);
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), point, 16);
    if (status != std::errc() || end != text.data() + digits) fail("hexadecimal digits are missing");
    at_ += digits;
    return point;
  }

  // Behind \u: four digits, two such halves of a pair, or any number of them in braces.
  char32_t unicode() {
    char32_t point = 0;
    if (accept("{")) {
      const std::size_t end = std::min(pattern_.find('}', at_), pattern_.size());
      if (end == at_ || end - at_ > 8) fail("\\u{…} takes a code point");
      point = hex(end - at_);
      if (!accept("}")) fail("\\u{…} takes a code point");
    } else {
      point = hex(4);
      if (point >= 0xD800 && point < 0xDC00 && accept("\\u")) {
        const char32_t low = hex(4);
        if (low < 0xDC00 || low > 0xDFFF) fail("half a surrogate pair");
        return 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
      }
    }
    if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) fail("this is no code point");
    return point;
  }

  // At the p of \p{…}.
  Item property() {
    const std::string escape = pattern_[at_] == 'p' ? R"(\p{)" : R"(\P{)";
    const bool negated = pattern_[at_] == 'P';
    ++at_;
    const std::size_t end = pattern_.find('}', at_);
    if (!accept("{") || end == std::string_view::npos) fail("\\p takes the name of a property in braces");
    std::string_view name = pattern_.substr(at_, end - at_);
    if (strict_ && name.size() > 2) fail("RFC 9485 knows general categories of one or two letters");
    for (const std::string_view kind :
         {"General_Category=", "gc=", "Script=", "sc=", "Script_Extensions=", "scx="})
      if (!strict_ && name.starts_with(kind)) name.remove_prefix(kind.size());
    for (const auto& [longer, shorter] : kCategories)
      if (name == longer) name = shorter;
    for (const char c : name)
      if (!is_letter(c) && c != '_') fail("there is no property of this name");
    if (name.empty()) fail("there is no property without a name");
    at_ = end + 1;
    if (name == "Any" && !negated) return {std::nullopt, std::string(kAny)};
    if (name == "ASCII") return {std::nullopt, negated ? R"(\x{80}-\x{10FFFF})" : R"(\x{0}-\x{7F})"};
    return {std::nullopt, escape + std::string(name) + "}"};
  }

  std::string_view pattern_;
  bool strict_;
  std::size_t at_ = 0;
  std::size_t open_ = 0;
  std::string out_;
};

}  // namespace

std::string re2_syntax(std::string_view pattern, PatternDialect dialect) {
  return Translation(pattern, dialect).run();
}

}  // namespace parity
