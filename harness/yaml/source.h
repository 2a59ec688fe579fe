// The bytes of one YAML document and where its lines begin: turns offsets into places for people.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "normalizers/location.h"

namespace parity {

class Source {
 public:
  // `label` is the file as the user named it. A byte order mark is taken off. Throws Error (usage) at the
  // first byte that is no UTF-8 or is a control character.
  Source(std::string label, std::string text);

  const std::string& label() const { return label_; }
  const std::string& text() const { return text_; }
  int lines() const { return static_cast<int>(starts_.size()); }
  std::string_view line(int number) const;  // 1-based, without its end; empty beyond the last
  std::size_t start(int number) const { return starts_[static_cast<std::size_t>(number) - 1]; }
  Location at(std::size_t offset) const;  // columns count code points

 private:
  std::size_t characters_before(std::size_t offset) const;

  std::string label_;
  std::string text_;
  std::vector<std::size_t> starts_;      // of each line
  std::vector<std::size_t> characters_;  // before each block of the text, so that long lines cost nothing
};

}  // namespace parity
