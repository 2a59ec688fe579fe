// GET of a JSON answer into a temporary file, through libcurl: redirects on the same server only, retries
// with backoff, TLS always verified. What makes an answer usable is http_answer.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/readers/spool_file.h"

namespace parity {

struct DownloadSettings {
  std::vector<std::pair<std::string, std::string>> headers;
  std::chrono::milliseconds timeout{30'000};  // of one attempt, from connecting to the last byte
  int retries = 2;
  std::uint64_t max_bytes = 1ull << 30;  // of the decoded body
};

struct Download {
  SpoolFile body;
  bool lines = false;        // NDJSON, as its content type says
  bool end_unknown = false;  // neither length nor chunks: the connection's end was the body's
};

// Keeps its connection from one download to the next. For one thread.
class Downloader {
 public:
  explicit Downloader(DownloadSettings settings);
  ~Downloader();
  Downloader(const Downloader&) = delete;
  Downloader& operator=(const Downloader&) = delete;

  Download get(const std::string& url);  // throws Error (undecidable)

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace parity
