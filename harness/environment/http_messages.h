// Where messages of HTTP/1 begin and end in a stream of bytes, as the parts that came: nothing is kept but
// an unfinished head, nothing is decoded, and what is no HTTP is said to be so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parity {

class HttpMessages {
 public:
  enum class Side { requests, answers };
  struct Part {
    enum Kind {
      head,  // up to the empty line and with it
      body,  // as it was sent, chunk sizes among it; may be empty where it ends a message
      raw,   // no HTTP, or no more: everything from here on
    } kind;
    std::string bytes;
    bool ends = false;  // the message is over
  };

  explicit HttpMessages(Side side) : side_(side) {}

  std::vector<Part> feed(std::string_view bytes);
  // Answers: that the next one is to a request of this method. In the order of the requests.
  void asked(const std::string& method) { asked_.push_back(method); }
  bool is_http() const { return state_ != State::raw; }

 private:
  enum class State { head, length, until_close, chunk_size, chunk, chunk_end, trailer, raw };

  void begin_body(Part& part);
  std::size_t take_body(std::string_view bytes, bool& ends);

  Side side_;
  State state_ = State::head;
  std::string head_;        // unfinished
  std::string line_;        // of a chunk's size, or of the trailer
  std::uint64_t left_ = 0;  // of a body or chunk
  std::deque<std::string> asked_;
};

// The first line's n-th word: method, path, version of a request.
std::string word_of(const std::string& head, int n);
std::optional<std::string> header_of(const std::string& head, std::string_view name);
std::string without_header(const std::string& head, std::string_view name);

}  // namespace parity
