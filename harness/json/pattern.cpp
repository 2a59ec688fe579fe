// Patterns on RE2: see pattern.h. The only home of re2.
#include "harness/json/pattern.h"

#include <algorithm>

#include <re2/re2.h>

#include "harness/json/pattern_text.h"

namespace parity {
namespace {

re2::RE2::Options quiet() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  return options;
}

}  // namespace

struct Pattern::Compiled {
  explicit Compiled(const std::string& syntax)
      : engine(re2::StringPiece(syntax.data(), syntax.size()), quiet()) {}

  bool search(std::string_view text, re2::RE2::Anchor anchor) const {
    return engine.Match(re2::StringPiece(text.data(), text.size()), 0, text.size(), anchor, nullptr, 0);
  }

  re2::RE2 engine;
};

Pattern Pattern::parse(std::string_view pattern, PatternDialect dialect) {
  Pattern made;
  const auto compiled = std::make_shared<const Compiled>(re2_syntax(pattern, dialect));
  if (!compiled->engine.ok()) throw PatternFault{0, compiled->engine.error(), true};
  made.compiled_ = compiled;
  return made;
}

bool Pattern::finds(std::string_view text) const { return compiled_->search(text, re2::RE2::UNANCHORED); }
std::optional<std::string> Pattern::first_group(std::string_view text) const {
  re2::StringPiece groups[2];
  const int count = std::min(compiled_->engine.NumberOfCapturingGroups(), 1) + 1;
  const re2::StringPiece whole(text.data(), text.size());
  if (!compiled_->engine.Match(whole, 0, text.size(), re2::RE2::UNANCHORED, groups, count))
    return std::nullopt;
  const re2::StringPiece& group = groups[count - 1];
  return std::string(group.data() == nullptr ? "" : group.data(), group.size());
}

bool Pattern::matches_whole(std::string_view text) const {
  return compiled_->search(text, re2::RE2::ANCHOR_BOTH);
}

}  // namespace parity
