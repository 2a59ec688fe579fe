// What the parts of the console summary write on: lines of text with their inks, and the parts themselves in
// the order of the page. Internal to console_summary().
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "reports/console.h"
#include "reports/result.h"
#include "reports/terminal_text.h"

namespace parity::reports::console {

class Paper {
 public:
  Paper(const Result& of, const ConsoleOptions& how) : result(of), options(how) {}

  const Result& result;
  const ConsoleOptions& options;

  bool verbose() const { return options.verbosity >= 1; }
  std::size_t width() const { return static_cast<std::size_t>(std::max(options.width, 40)); }
  // How many of a list to show: all when verbose.
  std::size_t at_most(std::size_t few, std::size_t all) const { return verbose() ? all : std::min(few, all); }

  std::string ink(Ink with, std::string_view text) const { return paint(options.color, with, text); }
  void line(std::string_view text = {}) { out_ += std::string(text) + "\n"; }
  void title(std::string_view text) { line("\n" + ink(Ink::bold, text)); }
  // Text of several lines, each of them indented; secrets out, controls shown.
  void block(std::string_view text, std::string_view indent, Ink with = Ink::plain);
  void rows(const std::vector<std::vector<Cell>>& cells) { out_ += lay_out(cells, options.color, "  "); }
  void text(const std::string& lines) { out_ += lines; }

  bool empty() const { return out_.empty(); }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// Names and messages: secrets out, what a terminal would obey shown.
std::string safe(std::string_view text);
Ink ink_of(Outcome outcome);
std::string_view sign_of(Outcome outcome);
// "a, b, c and 4 more".
std::string some_of(const std::vector<std::string>& names, std::size_t most);

void write_gates(Paper& paper);
void write_requirements(Paper& paper);
void write_tables(Paper& paper);
void write_causes(Paper& paper);
void write_differences(Paper& paper);  // those that no cause explains; all when verbose
void write_masked(Paper& paper);       // and the contract's lines that did nothing
void write_accepted(Paper& paper);
void write_not_compared(Paper& paper);  // and fields that change by themselves
void write_audit(Paper& paper);

}  // namespace parity::reports::console
