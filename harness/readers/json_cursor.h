// Walks a JSON file from one value to the next through a window over a reused buffer. Memory is one window,
// or one value where a value is larger. Knows brackets and commas; what a value means is the decoder's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace parity {

// An open file, shared by the cursors over it. Throws Error (undecidable) where it cannot be opened or read.
class JsonFile {
 public:
  JsonFile(std::filesystem::path path, std::string label);
  ~JsonFile();
  JsonFile(const JsonFile&) = delete;
  JsonFile& operator=(const JsonFile&) = delete;

  std::size_t read(std::uint64_t offset, char* to, std::size_t count) const;  // short only at the end
  std::uint64_t size() const { return size_; }
  const std::string& label() const { return label_; }

  struct Position {
    std::uint64_t line = 1, column = 1;  // 1-based; column in code points
  };
  Position position(std::uint64_t offset);  // the first call reads the file once
  std::string identity() const;             // what tells this state of the file from another

 private:
  void build_index();

  std::string label_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::int64_t modified_ = 0;
  std::vector<Position> index_;  // at each multiple of kStep
};

class JsonCursor {
 public:
  explicit JsonCursor(JsonFile& file, std::size_t window = std::size_t{1} << 20);

  void seek(std::uint64_t offset);
  std::uint64_t offset() const { return base_ + begin_; }

  int peek();           // the next byte that is no white space, not taken; -1 at the end
  int peek_on_line();   // the same, but a line feed counts as a byte
  bool accept(char c);  // takes it when it is the next
  void expect(
      char c,
      std::string_view before);  // throws where something else is next: "expected ',' or ']' behind a row"
  // The next value's text, valid until the next call, with kJsonPadding readable bytes behind it.
  std::string_view value();
  void skip_value();

  [[noreturn]] void fail(const std::string& reason, std::uint64_t at, const std::string& hint = {}) const;

 private:
  bool refill(std::size_t keep_from);  // false: at the end of the file; moves the kept bytes to the front
  std::size_t find_value_end();

  JsonFile* file_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0, end_ = 0;
  std::uint64_t base_ = 0;  // file offset of buffer_[0]
};

}  // namespace parity
