#include "reports/console/paper.h"

#include <fmt/format.h>

#include "reports/redact.h"
#include "reports/visible.h"
#include "reports/words.h"

namespace parity::reports::console {

void Paper::block(std::string_view text, std::string_view indent, Ink with) {
  const std::string shown = printable(redact(text), LineBreaks::kept);
  for (std::size_t from = 0; from < shown.size();) {
    const std::size_t end = std::min(shown.find('\n', from), shown.size());
    line(std::string(indent) + ink(with, shown.substr(from, end - from)));
    from = end + 1;
  }
}

std::string safe(std::string_view text) { return printable(redact(text)); }

Ink ink_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed: return Ink::good;
    case Outcome::failed: return Ink::bad;
    case Outcome::errored: return Ink::warn;
    case Outcome::skipped: return Ink::dim;
  }
  return Ink::plain;
}

std::string_view sign_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed: return "✓";
    case Outcome::failed: return "✗";
    case Outcome::errored: return "!";
    case Outcome::skipped: return "-";
  }
  return "?";
}

std::string some_of(const std::vector<std::string>& names, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i)
    text += (text.empty() ? "" : ", ") + safe(names[i]);
  if (names.size() > most) text += fmt::format(" and {} more", thousands(names.size() - most));
  return text;
}

}  // namespace parity::reports::console
