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
  Position position(std::uint64_t offset);  // the first calls read the file, once in all
  // Bytes that somebody is reading anyway, from the file's beginning on: position() need not read them again.
  void pass(std::uint64_t offset, std::string_view bytes);
  std::string identity() const;  // what tells this state of the file from another

 private:
  // What stands before a multiple of kStep.
  struct Mark {
    std::uint64_t lines = 0;       // line feeds
    std::uint64_t characters = 0;  // code points
    std::uint64_t line_start = 0;  // code points before the line that goes on here
  };
  static void advance(Mark& mark, std::string_view bytes);

  std::string label_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::int64_t modified_ = 0;
  std::vector<Mark> index_ = {Mark{}};  // at each multiple of kStep, as far as somebody read or asked
  Mark counted_;                        // at counted_to_
  std::uint64_t counted_to_ = 0;
  Mark asked_;  // at asked_at_, the last position asked for
  std::uint64_t asked_at_ = 0;
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
  // What is in the window from here on; more() reads on and keeps it, false at the end of the file; take()
  // passes over some of it.
  std::string_view window() const { return {buffer_.get() + begin_, end_ - begin_}; }
  bool more() { return refill(begin_); }
  void take(std::size_t count) { begin_ += count; }
  // The next value's text, valid until the next call.
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
