#include "harness/yaml/source.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/error.h"
#include "normalizers/text.h"

namespace parity {
namespace {

constexpr std::size_t kBlock = 1024;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

// The length of the character that starts here; 0: no UTF-8.
std::size_t character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  return valid_utf8(text.substr(0, length)) ? length : 0;
}

bool control(unsigned char c) { return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F; }

}  // namespace

Source::Source(std::string label, std::string text) : label_(std::move(label)), text_(std::move(text)) {
  if (text_.starts_with("\xEF\xBB\xBF")) text_.erase(0, 3);
  starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i)
    if (text_[i] == '\n') starts_.push_back(i + 1);
  std::size_t characters = 0;
  for (std::size_t i = 0; i <= text_.size(); ++i) {
    if (i % kBlock == 0) characters_.push_back(characters);
    characters += i < text_.size() && !continues(text_[i]);
  }

  const std::string_view all = text_;
  for (std::size_t i = 0; i < all.size();) {
    const auto byte = static_cast<unsigned char>(all[i]);
    const std::size_t length = character(all.substr(i));
    if (length == 0)
      throw usage_error(fmt::format("byte 0x{:02X} is no UTF-8", byte))
          .at(at(i))
          .with_hint("save the file as UTF-8");
    if (control(byte))
      throw usage_error(fmt::format("a control character, U+{:04X}", byte))
          .at(at(i))
          .with_hint("write it as an escape inside double quotes");
    i += length;
  }
}

std::string_view Source::line(int number) const {
  if (number < 1 || number > lines()) return {};
  std::string_view rest = std::string_view(text_).substr(start(number));
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

std::size_t Source::characters_before(std::size_t offset) const {
  const std::size_t block = offset / kBlock;
  std::size_t count = characters_[block];
  for (std::size_t i = block * kBlock; i < offset; ++i) count += !continues(text_[i]);
  return count;
}

Location Source::at(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const std::size_t column = characters_before(offset) - characters_before(*(after - 1)) + 1;
  return {label_, static_cast<int>(after - starts_.begin()), static_cast<int>(column)};
}

}  // namespace parity
