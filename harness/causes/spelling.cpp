// Causes in how a text is written: white space at its ends, letter case, Unicode form. See explain.h.
#include <array>

#include "harness/causes/explain.h"
#include "normalizers/text.h"

namespace parity {
namespace {

// The narrowest first, as in WhiteSpace.
constexpr std::array kSets = {TrimSet::space, TrimSet::ascii, TrimSet::white_space, TrimSet::invisible};

bool may_be_trimmed(std::string_view text) {
  const auto outer = [](char c) { return static_cast<unsigned char>(c) <= ' ' || (c & 0x80) != 0; };
  return !text.empty() && (outer(text.front()) || outer(text.back()));
}

void explain_trim(std::string_view source, std::string_view target, Hypotheses& out) {
  if (!may_be_trimmed(source) && !may_be_trimmed(target)) return;
  for (std::size_t i = 0; i < kSets.size(); ++i) {
    const auto set = static_cast<std::int64_t>(i);
    const Trim both{Sides::both, kSets[i]};
    const std::string_view from = trimmed(source, both);
    const std::string_view to = trimmed(target, both);
    if (from != to) continue;
    if (to.size() == target.size()) out.add(Cause::trim_lost, set);
    if (from.size() == source.size()) out.add(Cause::trim_added, set);
    out.add(Cause::trim_differs, set);
  }
}

void explain_case(std::string_view source, std::string_view target, Hypotheses& out) {
  if (recased(source, TextCase::fold, out.arena) != recased(target, TextCase::fold, out.arena)) return;
  if (recased(source, TextCase::lower, out.arena) == target) out.add(Cause::lower_case);
  if (recased(source, TextCase::upper, out.arena) == target) out.add(Cause::upper_case);
  out.add(Cause::case_differs);
}

void explain_form(std::string_view source, std::string_view target, Hypotheses& out) {
  if (is_ascii(source) && is_ascii(target)) return;
  for (const UnicodeForm form : {UnicodeForm::nfc, UnicodeForm::nfd, UnicodeForm::nfkc, UnicodeForm::nfkd}) {
    const std::string_view from = normalized(source, form, out.arena);
    if (from == target) out.add(Cause::unicode_form, static_cast<int>(form));
    if ((form == UnicodeForm::nfc || form == UnicodeForm::nfkc) &&
        from == normalized(target, form, out.arena))
      out.add(Cause::unicode_differs, static_cast<int>(form));
  }
}

}  // namespace

void explain_spelling(std::string_view source, std::string_view target, Hypotheses& out) {
  const std::size_t before = out.all.size();
  explain_trim(source, target, out);
  explain_case(source, target, out);
  explain_form(source, target, out);
  if (out.all.size() > before) return;
  const auto bare = [&](std::string_view text) {
    const Trim both{Sides::both, TrimSet::invisible};
    return recased(normalized(trimmed(text, both), UnicodeForm::nfkc, out.arena), TextCase::fold, out.arena);
  };
  if (bare(source) == bare(target)) out.add(Cause::spelling_differs);
}

}  // namespace parity
