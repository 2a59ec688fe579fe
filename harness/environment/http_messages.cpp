#include "harness/environment/http_messages.h"

#include <algorithm>
#include <charconv>

namespace parity {
namespace {

constexpr std::size_t kLongestHead = 256 * 1024;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool may_begin_answer(std::string_view bytes) {
  constexpr std::string_view kProtocol = "HTTP/1.";
  const std::size_t n = std::min(bytes.size(), kProtocol.size());
  return bytes.substr(0, n) == kProtocol.substr(0, n);
}

// A method is capital letters and a blank behind them; no other protocol that we know begins so.
bool may_begin_request(std::string_view bytes) {
  const std::size_t end = std::min(bytes.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ-"), bytes.size());
  return end > 0 && end < 20 && (end == bytes.size() || bytes[end] == ' ');
}

// The place of the header's line and the one behind it; npos where there is none.
std::pair<std::size_t, std::size_t> find_header(const std::string& head, std::string_view name) {
  for (std::size_t at = head.find('\n'); at != head.npos && ++at < head.size();) {
    const std::size_t end = std::min(head.find('\n', at), head.size() - 1) + 1;
    const std::size_t colon = head.find(':', at);
    if (colon < end && same(std::string_view(head).substr(at, colon - at), name)) return {at, end};
    at = end - 1;
  }
  return {std::string::npos, std::string::npos};
}

}  // namespace

std::string word_of(const std::string& head, int n) {
  std::size_t at = 0;
  const std::size_t line = std::min(head.find_first_of("\r\n"), head.size());
  for (; n > 0 && at < line; --n) at = std::min(head.find(' ', at), line - 1) + 1;
  return head.substr(at, std::min(head.find(' ', at), line) - at);
}

std::optional<std::string> header_of(const std::string& head, std::string_view name) {
  const auto [at, end] = find_header(head, name);
  if (at == head.npos) return std::nullopt;
  std::string value = head.substr(at + name.size() + 1, end - at - name.size() - 1);
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!value.empty() && blank(value.back())) value.pop_back();
  value.erase(value.begin(), std::find_if_not(value.begin(), value.end(), blank));
  return value;
}

std::string without_header(const std::string& head, std::string_view name) {
  const auto [at, end] = find_header(head, name);
  return at == head.npos ? head : head.substr(0, at) + head.substr(end);
}

std::vector<HttpMessages::Part> HttpMessages::feed(std::string_view bytes) {
  std::vector<Part> parts;
  while (!bytes.empty()) {
    if (state_ == State::raw) {
      parts.push_back({Part::raw, std::string(bytes), false});
      break;
    }
    if (state_ != State::head) {
      Part part{Part::body, {}, false};
      const std::size_t taken = take_body(bytes, part.ends);
      part.bytes = bytes.substr(0, taken);
      bytes.remove_prefix(taken);
      parts.push_back(std::move(part));
      continue;
    }
    const std::size_t before = head_.size();
    head_ += bytes;
    const std::size_t end = head_.find("\r\n\r\n", before < 3 ? 0 : before - 3);
    const bool http = side_ == Side::requests ? may_begin_request(head_) : may_begin_answer(head_);
    if (!http || (end == head_.npos && head_.size() > kLongestHead)) {
      state_ = State::raw;
      bytes = {};
      parts.push_back({Part::raw, std::move(head_), false});
      break;
    }
    if (end == head_.npos) break;
    bytes.remove_prefix(end + 4 - before);
    Part part{Part::head, head_.substr(0, end + 4), false};
    head_.clear();
    begin_body(part);
    parts.push_back(std::move(part));
  }
  return parts;
}

void HttpMessages::begin_body(Part& part) {
  const auto over = [&] {
    state_ = State::head;
    part.ends = true;
  };
  if (side_ == Side::answers) {
    const std::string status = word_of(part.bytes, 1);
    if (status == "101") return void(state_ = State::raw);
    if (status.starts_with('1')) return void(state_ = State::head);  // the answer proper is still to come
    const bool head_only = !asked_.empty() && asked_.front() == "HEAD";
    if (!asked_.empty()) asked_.pop_front();
    if (head_only || status == "204" || status == "304") return over();
  }
  const auto coding = header_of(part.bytes, "Transfer-Encoding");
  if (coding && same(coding->size() < 7 ? "" : coding->substr(coding->size() - 7), "chunked")) {
    state_ = State::chunk_size;
    line_.clear();
    return;
  }
  const auto length = header_of(part.bytes, "Content-Length");
  if (!length) {
    if (side_ == Side::requests) return over();
    return void(state_ = State::until_close);
  }
  const auto [end, problem] = std::from_chars(length->data(), length->data() + length->size(), left_);
  if (problem != std::errc() || end != length->data() + length->size())
    return void(state_ = State::until_close);
  if (left_ == 0) return over();
  state_ = State::length;
}

// How many of the bytes belong to the body, in one step; at least one.
std::size_t HttpMessages::take_body(std::string_view bytes, bool& ends) {
  switch (state_) {
    case State::length:
    case State::chunk: {
      const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), left_));
      left_ -= n;
      if (left_ > 0) return n;
      ends = state_ == State::length;
      state_ = ends ? State::head : State::chunk_end;
      return n;
    }
    case State::chunk_size:
    case State::chunk_end:
    case State::trailer: {
      const std::size_t newline = bytes.find('\n');
      const std::size_t n = newline == bytes.npos ? bytes.size() : newline + 1;
      line_ += bytes.substr(0, n);
      if (line_.size() > kLongestHead) state_ = State::raw;
      if (newline == bytes.npos || state_ == State::raw) return n;
      const std::string line = std::move(line_);
      line_.clear();
      if (state_ == State::chunk_end) {
        state_ = State::chunk_size;
      } else if (state_ == State::chunk_size) {
        left_ = 0;
        std::from_chars(line.data(), line.data() + line.size(), left_, 16);
        state_ = left_ > 0 ? State::chunk : State::trailer;
      } else if (line == "\r\n" || line == "\n") {
        ends = true;
        state_ = State::head;
      }
      return n;
    }
    default: return bytes.size();
  }
}

}  // namespace parity
