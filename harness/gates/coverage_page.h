// The coverage of statements as a page of Markdown, from what scenarios declare and without running anything:
// which statement is checked by what, which is not and why.
#pragma once

#include <string>
#include <vector>

#include "harness/gates/requirements.h"
#include "harness/scenario/scenario.h"

namespace parity {

struct CoveragePage {
  std::string text;
  std::vector<std::string>
      problems;  // statements without check and reason, and stale reasons: "file:line: …"
};

// The books that the scenarios name, each once. Throws Error (usage) at a check that names a statement which
// none of them has, Error (nothing) where no scenario names a book.
CoveragePage coverage_page(const std::vector<Scenario>& scenarios);

}  // namespace parity
