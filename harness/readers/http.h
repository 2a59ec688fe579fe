// Reads tables from HTTP answers, through libcurl. The answer's body is spooled to an unlinked file and read
// as JSON.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/readers/reader.h"

namespace parity {

struct HttpSource {
  std::string url;                     // bootstrap: one answer with all tables under `pointer`
  std::optional<std::string> pointer;  // RFC 6901
  std::vector<std::pair<std::string, std::string>> table_urls;  // or: table → URL, rows at `pointer`
  std::vector<std::pair<std::string, std::string>> headers;
  std::chrono::milliseconds timeout{30'000};
  int retries = 2;  // on connection failure, 429, 502, 503, 504; backoff from 100 ms, doubling
  std::uint64_t max_bytes = 1ull << 30;       // of the decoded body
  std::vector<std::string> version_pointers;  // whose values identify the state: "/referenceVersion"
};

std::unique_ptr<Reader> http_reader(HttpSource source);

}  // namespace parity
