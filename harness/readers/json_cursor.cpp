// From one JSON value to the next: see json_cursor.h.
#include "harness/readers/json_cursor.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/error.h"
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

struct Counts {
  std::uint64_t lines = 0, characters = 0;
};

// Line feeds, and bytes that begin a code point.
Counts count(std::string_view bytes) {
  Counts counts;
  std::size_t at = 0;
#if defined(__SSE2__)
  const __m128i feed = _mm_set1_epi8('\n');
  const __m128i last_continuation =
      _mm_set1_epi8(static_cast<char>(0xBF));  // as signed bytes, 0x80 … 0xBF are the smallest
  const __m128i zero = _mm_setzero_si128();
  while (bytes.size() - at >= 16) {
    // Counters of one byte each hold 255 steps.
    const std::size_t end = std::min(bytes.size() - 15, at + std::size_t{255} * 16);
    __m128i lines = zero;
    __m128i characters = zero;
    for (; at < end; at += 16) {
      const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes.data() + at));
      lines = _mm_sub_epi8(lines, _mm_cmpeq_epi8(block, feed));
      characters = _mm_sub_epi8(characters, _mm_cmpgt_epi8(block, last_continuation));
    }
    const __m128i line_sums = _mm_sad_epu8(lines, zero);
    const __m128i character_sums = _mm_sad_epu8(characters, zero);
    counts.lines += static_cast<std::uint64_t>(_mm_cvtsi128_si64(line_sums) +
                                               _mm_cvtsi128_si64(_mm_srli_si128(line_sums, 8)));
    counts.characters += static_cast<std::uint64_t>(_mm_cvtsi128_si64(character_sums) +
                                                    _mm_cvtsi128_si64(_mm_srli_si128(character_sums, 8)));
  }
#endif
  for (; at < bytes.size(); ++at) {
    counts.lines += bytes[at] == '\n';
    counts.characters += (static_cast<unsigned char>(bytes[at]) & 0xC0) != 0x80;
  }
  return counts;
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

void JsonFile::advance(Mark& mark, std::string_view bytes) {
  const Counts counts = count(bytes);
  if (counts.lines > 0) {
    const std::string_view before_line = bytes.substr(0, bytes.rfind('\n') + 1);
    mark.line_start = mark.characters + count(before_line).characters;
  }
  mark.lines += counts.lines;
  mark.characters += counts.characters;
}

void JsonFile::pass(std::uint64_t offset, std::string_view bytes) {
  if (offset > counted_to_ || offset + bytes.size() <= counted_to_) return;
  bytes.remove_prefix(counted_to_ - offset);
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, kStep - counted_to_ % kStep);
    // A byte order mark takes no column.
    advance(counted_, counted_to_ == 0 && piece.starts_with("\xEF\xBB\xBF") ? piece.substr(3) : piece);
    counted_to_ += piece.size();
    bytes.remove_prefix(piece.size());
    if (counted_to_ % kStep == 0) index_.push_back(counted_);
  }
}

JsonFile::Position JsonFile::position(std::uint64_t offset) {
  char block[kStep];
  while (index_.size() <= offset / kStep) {
    const std::size_t got = read(counted_to_, block, kStep - counted_to_ % kStep);
    if (got == 0) break;
    pass(counted_to_, {block, got});
  }
  const std::uint64_t step = std::min<std::uint64_t>(offset / kStep, index_.size() - 1);
  std::uint64_t from = step * kStep;
  Mark mark = index_[step];
  if (asked_at_ >= from && asked_at_ <= offset) {  // rows are asked for in their order
    from = asked_at_;
    mark = asked_;
  }
  std::string_view bytes(block, read(from, block, std::min<std::size_t>(offset - from, kStep)));
  if (from == 0 && bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  advance(mark, bytes);
  asked_ = mark;
  asked_at_ = offset;
  return {mark.lines + 1, mark.characters - mark.line_start + 1};
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
    : file_(&file), buffer_(std::make_unique_for_overwrite<char[]>(window)), capacity_(window) {}

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
    auto larger = std::make_unique_for_overwrite<char[]>(capacity_ * 2);
    std::memcpy(larger.get(), buffer_.get(), kept);
    buffer_ = std::move(larger);
    capacity_ *= 2;
  }
  const std::size_t got = file_->read(base_ + end_, buffer_.get() + end_, capacity_ - end_);
  file_->pass(base_ + end_, {buffer_.get() + end_, got});
  end_ += got;
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
