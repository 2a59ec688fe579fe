// One HTTP request and everything that came back, for suites: any method, path and body as they were written,
// no redirect followed, nothing retried. Datasets are downloaded by curl_download.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parity {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method = "GET";
  std::string url;
  HttpHeaders headers;
  std::string body;
  bool has_body = false;
  std::chrono::milliseconds within{30'000};
  std::uint64_t max_bytes = 64u << 20;
};

struct HttpResponse {
  int status = 0;           // 0: no answer
  std::string status_line;  // "HTTP/1.1 404 Not Found"
  HttpHeaders headers;      // in the order in which they came, names as they were sent
  std::string body;         // as sent: a suite asks for no compression unless it says so
  std::string error;        // why there is no whole answer: "connection refused"; empty: there is
  std::chrono::microseconds took{0};

  // Of the first header of that name, whatever its case; nullptr where there is none.
  const std::string* header(std::string_view name) const;
};

bool same_header_name(std::string_view a, std::string_view b);  // whatever their case

// Keeps its connection from one request to the next. For one thread.
class HttpClient {
 public:
  HttpClient();
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Throws Error (usage) for what is no request at all: a URL or a header that cannot be sent.
  HttpResponse send(const HttpRequest& request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// As a line for a shell, secrets taken out: for people who want to send it again.
std::string as_curl_line(const HttpRequest& request);

}  // namespace parity
