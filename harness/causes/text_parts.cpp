// Causes in the parts of a text: what was added or taken away at its ends, cut off, or replaced inside. See
// explain.h.
#include <algorithm>
#include <cctype>

#include "harness/causes/explain.h"

namespace parity {
namespace {

// Of two that explain the same, the one in whole words is said.
constexpr std::int64_t kNarrow = 1;

bool goes_on(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0; }

std::int64_t characters(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return !goes_on(c); });
}

void explain_ends(std::string_view source, std::string_view target, Hypotheses& out) {
  if (source.empty() || target.empty()) return;
  if (target.starts_with(source)) out.add(Cause::suffix_added, 0, target.substr(source.size()));
  if (target.ends_with(source))
    out.add(Cause::prefix_added, 0, target.substr(0, target.size() - source.size()));
  if (source.starts_with(target)) {
    out.add(Cause::suffix_removed, 0, source.substr(target.size()));
    out.add(Cause::truncated, characters(target));
    if (static_cast<std::int64_t>(target.size()) != characters(target))
      out.add(Cause::truncated_bytes, static_cast<std::int64_t>(target.size()));
  }
  if (source.ends_with(target))
    out.add(Cause::prefix_removed, 0, source.substr(0, source.size() - target.size()));
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
  std::string out;
  for (std::size_t at = 0;;) {
    const std::size_t next = text.find(from, at);
    out += text.substr(at, next - at);
    if (next == text.npos) return out;
    out += to;
    at = next + from.size();
  }
}

// What stands between the common beginning and the common end; then the words that it is part of. And one
// character that is another one, or gone, wherever it stands.
void explain_middle(std::string_view source, std::string_view target, Hypotheses& out) {
  const std::size_t least = std::min(source.size(), target.size());
  std::size_t begin = 0, end = 0;
  while (begin < least && source[begin] == target[begin]) ++begin;
  while (begin > 0 && begin < source.size() && goes_on(source[begin])) --begin;
  while (end < least - begin && source[source.size() - 1 - end] == target[target.size() - 1 - end]) ++end;
  while (end > 0 && goes_on(source[source.size() - end])) --end;
  if (begin == 0 && end == 0) return;  // nothing in common: `became` says it
  const auto middle = [&](std::string_view text) { return text.substr(begin, text.size() - end - begin); };
  const auto from = middle(source), to = middle(target);
  if (!from.empty() && !to.empty()) out.add(Cause::replaced, kNarrow, from, to);
  const std::size_t narrow_begin = begin, narrow_end = end;
  while (begin > 0 && in_word(source[begin - 1])) --begin;
  while (end > 0 && in_word(source[source.size() - end])) --end;
  if (begin != narrow_begin || end != narrow_end) {
    if (begin > 0 || end > 0) out.add(Cause::replaced, 0, middle(source), middle(target));
  }
  if (from.empty() && to.empty()) return;
  const auto one = [&](std::string_view text) {
    std::size_t size = text.empty() ? 0 : 1;
    while (size < text.size() && goes_on(text[size])) ++size;
    return text.substr(0, size);
  };
  const std::string_view lost = one(from), put = one(to);
  if (lost.empty()) {
    if (replace_all(target, put, "") == source) out.add(Cause::replaced, kNarrow, "", put);
    return;
  }
  for (const std::string_view instead : {put, std::string_view()}) {
    if (lost != instead && replace_all(source, lost, instead) == target)
      out.add(Cause::replaced, kNarrow, lost, instead);
  }
}

// Each of its own, since one alone tells it.
void explain_escapes(std::string_view source, std::string_view target, Hypotheses& out) {
  const auto plain_ends = [](std::string_view text) {
    return replace_all(replace_all(text, "\r\n", "\n"), "\r", "\n");
  };
  const bool ends =
      source.find_first_of("\r\n") != source.npos && target.find_first_of("\r\n") != target.npos;
  if (ends && plain_ends(source) == plain_ends(target)) out.add(Cause::line_ends);
  const auto escaped = [](std::string_view text, std::string_view quote) {
    const std::string marks =
        replace_all(replace_all(replace_all(text, "&", "&amp;"), "<", "&lt;"), ">", "&gt;");
    return quote.empty() ? marks : replace_all(marks, "\"", quote);
  };
  for (const std::string_view quote : {"", "&quot;", "&#34;"}) {
    if (target.find('&') != target.npos && escaped(source, quote) == target) out.add(Cause::html_escaped);
    if (source.find('&') != source.npos && escaped(target, quote) == source) out.add(Cause::html_unescaped);
  }
}

}  // namespace

void explain_parts(std::string_view source, std::string_view target, Hypotheses& out) {
  explain_ends(source, target, out);
  explain_middle(source, target, out);
  explain_escapes(source, target, out);
}

}  // namespace parity
