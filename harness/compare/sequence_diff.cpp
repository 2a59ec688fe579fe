// Inserted and deleted: see sequence_diff.h.
#include "harness/compare/sequence_diff.h"

#include <algorithm>

// dtl 1.20 uses these without including them.
#include <functional>
#include <iostream>
#include <memory>

#include <dtl/dtl.hpp>

namespace parity {
namespace {

constexpr std::size_t kContext = 3;
constexpr std::size_t kMostSteps =
    20'000;  // beyond it dtl's table would take gigabytes where everything differs
constexpr std::size_t kMostEdits = 200;  // shown
constexpr std::size_t kShortText = 40;
constexpr std::size_t kLongText = 1 << 20;

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

// A word with the blanks behind it.
std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    std::size_t end = std::min(text.find(' '), text.size());
    end = std::min(text.find_first_not_of(' ', end), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

void cut_context(std::vector<reports::Edit>& edits) {
  std::vector<reports::Edit> kept;
  for (std::size_t at = 0; at < edits.size();) {
    if (edits[at].op != ' ') {
      kept.push_back(std::move(edits[at++]));
      continue;
    }
    std::size_t end = at;
    while (end < edits.size() && edits[end].op == ' ') ++end;
    const std::size_t head = at == 0 ? 0 : kContext;
    const std::size_t tail = end == edits.size() ? 0 : kContext;
    if (end - at > head + tail + 1) {
      for (std::size_t i = 0; i < head; ++i) kept.push_back(std::move(edits[at + i]));
      kept.push_back({' ', "… " + std::to_string(end - at - head - tail) + " the same"});
      for (std::size_t i = end - tail; i < end; ++i) kept.push_back(std::move(edits[i]));
    } else {
      for (std::size_t i = at; i < end; ++i) kept.push_back(std::move(edits[i]));
    }
    at = end;
  }
  if (kept.size() > kMostEdits) {
    const std::size_t more = kept.size() - kMostEdits;
    kept.resize(kMostEdits);
    kept.push_back({' ', "… " + std::to_string(more) + " more steps"});
  }
  edits = std::move(kept);
}

}  // namespace

std::vector<reports::Edit> diff_steps(const std::vector<std::string>& source,
                                      const std::vector<std::string>& target) {
  if (source.size() + target.size() > kMostSteps) return {};
  dtl::Diff<std::string, std::vector<std::string>> diff(source, target);
  diff.compose();
  std::vector<reports::Edit> edits;
  for (const auto& [text, info] : diff.getSes().getSequence()) {
    const char op = info.type == dtl::SES_ADD ? '+' : info.type == dtl::SES_DELETE ? '-' : ' ';
    edits.push_back({op, text});
  }
  cut_context(edits);
  return edits;
}

std::vector<reports::Edit> diff_texts(std::string_view source, std::string_view target) {
  const std::size_t longer = std::max(source.size(), target.size());
  if (std::min(source.size(), target.size()) < kShortText || longer > kLongText) return {};
  const bool lines =
      source.find('\n') != std::string_view::npos || target.find('\n') != std::string_view::npos;
  return lines ? diff_steps(split_lines(source), split_lines(target))
               : diff_steps(split_words(source), split_words(target));
}

}  // namespace parity
