// From one JSON value to the next: see json_cursor.h.
#include "harness/readers/json_cursor.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/error.h"
#include "harness/readers/json_decoder.h"
#include "harness/readers/json_structure.h"
#include "normalizers/encoding.h"

namespace parity {
namespace {

constexpr std::uint64_t kStep = 64 * 1024;
constexpr std::uint64_t kHashed = std::uint64_t{64} << 20;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

std::string shown(int c) {
  if (c < 0) return "the end of the file";
  if (c < 0x20 || c >= 0x7f) return "byte " + std::to_string(c);
  return std::string("'") + static_cast<char>(c) + "'";
}

void advance(JsonFile::Position& position, std::string_view bytes) {
  for (const char c : bytes) {
    if (c == '\n') {
      ++position.line;
      position.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      ++position.column;
    }
  }
}

}  // namespace

JsonFile::JsonFile(std::filesystem::path path, std::string label) : label_(std::move(label)) {
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) throw undecidable("cannot open " + label_ + ": " + std::strerror(errno));
  struct stat status{};
  if (::fstat(descriptor_, &status) != 0 || S_ISDIR(status.st_mode)) {
    ::close(descriptor_);
    throw undecidable("cannot read " + label_ + ": it is " +
                      (S_ISDIR(status.st_mode) ? "a directory" : "not there any more"));
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
  modified_ = status.st_mtim.tv_sec;
}

JsonFile::~JsonFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::size_t JsonFile::read(std::uint64_t offset, char* to, std::size_t count) const {
  std::size_t total = 0;
  while (total < count) {
    const ssize_t got = ::pread(descriptor_, to + total, count - total, static_cast<off_t>(offset + total));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw undecidable("cannot read " + label_ + ": " + std::strerror(errno));
    if (got == 0) break;
    total += static_cast<std::size_t>(got);
  }
  return total;
}

void JsonFile::build_index() {
  Position position;
  std::string block(kStep, '\0');
  for (std::uint64_t at = 0; at <= size_; at += kStep) {
    index_.push_back(position);
    const std::size_t got = read(at, block.data(), kStep);
    std::string_view bytes(block.data(), got);
    if (at == 0 && bytes.starts_with("\xEF\xBB\xBF"))
      bytes.remove_prefix(3);  // a byte order mark takes no column
    advance(position, bytes);
  }
}

JsonFile::Position JsonFile::position(std::uint64_t offset) {
  if (index_.empty()) build_index();
  const std::uint64_t step = std::min<std::uint64_t>(offset / kStep, index_.size() - 1);
  Position position = index_[step];
  std::string block(offset - step * kStep, '\0');
  block.resize(read(step * kStep, block.data(), block.size()));
  std::string_view bytes = block;
  if (step == 0 && bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  advance(position, bytes);
  return position;
}

std::string JsonFile::identity() const {
  if (size_ > kHashed) return std::to_string(size_) + " bytes of " + std::to_string(modified_);
  std::string bytes(size_, '\0');
  bytes.resize(read(0, bytes.data(), bytes.size()));
  const Digest hash = digest(bytes);
  char text[40];
  std::snprintf(text, sizeof text, "xxh3:%016llx%016llx", static_cast<unsigned long long>(hash.high),
                static_cast<unsigned long long>(hash.low));
  return text;
}

JsonCursor::JsonCursor(JsonFile& file, std::size_t window)
    : file_(&file),
      buffer_(std::make_unique_for_overwrite<char[]>(window + kJsonPadding)),
      capacity_(window) {}

void JsonCursor::seek(std::uint64_t offset) {
  if (offset >= base_ && offset <= base_ + end_) {
    begin_ = static_cast<std::size_t>(offset - base_);
    return;
  }
  base_ = offset;
  begin_ = end_ = 0;
}

bool JsonCursor::refill(std::size_t keep_from) {
  const std::size_t kept = end_ - keep_from;
  if (keep_from > 0) std::memmove(buffer_.get(), buffer_.get() + keep_from, kept);
  base_ += keep_from;
  begin_ -= keep_from;
  end_ = kept;
  if (kept == capacity_) {  // one value fills the window
    auto larger = std::make_unique_for_overwrite<char[]>(capacity_ * 2 + kJsonPadding);
    std::memcpy(larger.get(), buffer_.get(), kept);
    buffer_ = std::move(larger);
    capacity_ *= 2;
  }
  const std::size_t got = file_->read(base_ + end_, buffer_.get() + end_, capacity_ - end_);
  end_ += got;
  std::memset(buffer_.get() + end_, 0, kJsonPadding);
  return got > 0;
}

int JsonCursor::peek() {
  for (;;) {
    while (begin_ < end_ && is_blank(buffer_[begin_])) ++begin_;
    if (begin_ < end_) return static_cast<unsigned char>(buffer_[begin_]);
    if (!refill(begin_)) return -1;
  }
}

int JsonCursor::peek_on_line() {
  for (;;) {
    while (begin_ < end_ && is_blank(buffer_[begin_]) && buffer_[begin_] != '\n') ++begin_;
    if (begin_ < end_) return static_cast<unsigned char>(buffer_[begin_]);
    if (!refill(begin_)) return -1;
  }
}

bool JsonCursor::accept(char c) {
  if (peek() != static_cast<unsigned char>(c)) return false;
  ++begin_;
  return true;
}

void JsonCursor::expect(char c, std::string_view before) {
  const int next = peek();
  if (next == static_cast<unsigned char>(c)) {
    ++begin_;
    return;
  }
  fail("expected '" + std::string(1, c) + "' " + std::string(before) + ", found " + shown(next), offset());
}

std::size_t JsonCursor::find_value_end() {
  const int next = peek();
  if (next < 0 || next == ',' || next == ']' || next == '}' || next == ':') {
    fail("expected a value, found " + shown(next), offset());
  }
  JsonValueEnd end;
  std::size_t fed = begin_;
  for (;;) {
    const std::size_t length = end.feed(buffer_.get() + fed, end_ - fed);
    if (length != JsonValueEnd::kNotYet) return fed + length;
    const std::size_t seen = end_ - begin_;
    if (!refill(begin_)) {
      const bool scalar = next != '{' && next != '[' && next != '"';
      if (scalar) return begin_ + seen;
      fail("the file ends inside the value that begins here", offset(),
           "the file is cut off, or a quote or bracket is missing");
    }
    fed = begin_ + seen;
  }
}

std::string_view JsonCursor::value() {
  const std::size_t end = find_value_end();
  const std::string_view text(buffer_.get() + begin_, end - begin_);
  begin_ = end;
  return text;
}

void JsonCursor::skip_value() {
  // Nothing of it is kept: the window moves on while the end is searched.
  if (peek() < 0) fail("expected a value, found the end of the file", offset());
  const std::uint64_t start = offset();
  const char first = buffer_[begin_];
  JsonValueEnd end;
  for (;;) {
    const std::size_t length = end.feed(buffer_.get() + begin_, end_ - begin_);
    if (length != JsonValueEnd::kNotYet) {
      begin_ += length;
      return;
    }
    begin_ = end_;
    if (!refill(begin_)) {
      if (first != '{' && first != '[' && first != '"') return;
      fail("the file ends inside the value that begins here", start,
           "the file is cut off, or a quote or bracket is missing");
    }
  }
}

void JsonCursor::fail(const std::string& reason, std::uint64_t at, const std::string& hint) const {
  const JsonFile::Position position = file_->position(at);
  throw undecidable(file_->label() + " is no valid JSON: " + reason)
      .with_hint(hint)
      .at({file_->label(), static_cast<int>(position.line), static_cast<int>(position.column)});
}

}  // namespace parity
