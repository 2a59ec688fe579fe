// Operators on white space, each kind of it at the ends of a text and inside: see mutation.h.
#include <string>

#include "harness/audit/mutation.h"

namespace parity {
namespace {

constexpr std::string_view kSpace = " ", kTab = "\t", kNewline = "\n", kNoBreak = "\u00A0",
                           kZeroWidth = "\u200B", kIdeographic = "\u3000";

bool set_text(const Value& value, const std::string& after, Arena& arena, Mutant& out) {
  Value changed = value;
  const std::string_view kept = arena.copy(after);
  changed.data = kept.data();
  changed.size = static_cast<std::uint32_t>(kept.size());
  out = {value, changed};
  return true;
}

int four_for_text(const Value& value) { return value.kind == Kind::text ? 4 : 0; }

// Behind, before; taken off behind, taken off before.
template <const std::string_view& blank>
bool make_outer(const Value& value, int variant, Arena& arena, Mutant& out) {
  const std::string text(value.view());
  switch (variant) {
    case 0: return set_text(value, text + std::string(blank), arena, out);
    case 1: return set_text(value, std::string(blank) + text, arena, out);
    case 2:
      return text.ends_with(blank) && set_text(value, text.substr(0, text.size() - blank.size()), arena, out);
    default: return text.starts_with(blank) && set_text(value, text.substr(blank.size()), arena, out);
  }
}

// Behind the first character, beside a blank, in place of a blank; one taken out.
template <const std::string_view& blank>
bool make_inner(const Value& value, int variant, Arena& arena, Mutant& out) {
  std::string text(value.view());
  const std::size_t gap = text.find(' ', 1);
  const bool has_gap = gap != std::string::npos && gap + 1 < text.size();
  const std::size_t own = text.find(blank, 1);
  std::size_t second = 1;
  while (second < text.size() && (static_cast<unsigned char>(text[second]) & 0xC0) == 0x80) ++second;
  switch (variant) {
    case 0: return second < text.size() && set_text(value, text.insert(second, blank), arena, out);
    case 1: return has_gap && set_text(value, text.insert(gap, blank), arena, out);
    case 2: return has_gap && set_text(value, text.replace(gap, 1, blank), arena, out);
    default:
      return own != std::string::npos && own + blank.size() < text.size() &&
             set_text(value, text.erase(own, blank.size()), arena, out);
  }
}

}  // namespace

void add_white_space_mutations(std::vector<Mutation>& all) {
  constexpr std::string_view outer = "this white space is put behind or before a text, or taken off";
  constexpr std::string_view inner =
      "this white space is put into a text, beside a blank or in its place, or taken out";
  constexpr std::string_view inside = "text of two characters";
  all.push_back({"outer space", outer, "text", four_for_text, never, make_outer<kSpace>});
  all.push_back({"outer tab", outer, "text", four_for_text, never, make_outer<kTab>});
  all.push_back({"outer newline", outer, "text", four_for_text, never, make_outer<kNewline>});
  all.push_back({"outer no-break space", outer, "text", four_for_text, never, make_outer<kNoBreak>});
  all.push_back({"outer zero-width space", outer, "text", four_for_text, never, make_outer<kZeroWidth>});
  all.push_back({"outer ideographic space", outer, "text", four_for_text, never, make_outer<kIdeographic>});
  all.push_back({"inner space", inner, inside, four_for_text, never, make_inner<kSpace>});
  all.push_back({"inner tab", inner, inside, four_for_text, never, make_inner<kTab>});
  all.push_back({"inner newline", inner, inside, four_for_text, never, make_inner<kNewline>});
  all.push_back({"inner no-break space", inner, inside, four_for_text, never, make_inner<kNoBreak>});
  all.push_back({"inner zero-width space", inner, inside, four_for_text, never, make_inner<kZeroWidth>});
  all.push_back({"inner ideographic space", inner, inside, four_for_text, never, make_inner<kIdeographic>});
}

}  // namespace parity
