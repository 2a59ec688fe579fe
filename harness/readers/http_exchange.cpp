#include "harness/readers/http_exchange.h"

#include <algorithm>

#include <curl/curl.h>
#include <fmt/format.h>

#include "harness/error.h"
#include "harness/readers/http_url.h"

namespace parity {
namespace {

using HeaderList = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

void add(HeaderList& list, const std::string& line) {
  list.reset(curl_slist_append(list.release(), line.c_str()));
}

HeaderList header_list(const HttpRequest& request) {
  HeaderList list(nullptr, curl_slist_free_all);
  bool has_type = false;
  for (const auto& [name, value] : request.headers) {
    if ((name + value).find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
      throw usage_error(fmt::format("header '{}' holds a line break", name));
    add(list, value.empty() ? name + ";" : name + ": " + value);
    has_type = has_type || same_header_name(name, "Content-Type");
  }
  if (!has_type) add(list, "Content-Type:");  // libcurl's own would say that a body is a form
  add(list, "Expect:");
  return list;
}

struct Arriving {
  HttpResponse& response;
  std::uint64_t max_bytes;

  static std::size_t on_body(char* data, std::size_t, std::size_t size, void* self) {
    auto& arriving = *static_cast<Arriving*>(self);
    if (arriving.response.body.size() + size > arriving.max_bytes) return 0;
    arriving.response.body.append(data, size);
    return size;
  }

  static std::size_t on_header(char* data, std::size_t, std::size_t size, void* self) {
    HttpResponse& response = static_cast<Arriving*>(self)->response;
    std::string_view line(data, size);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    if (line.starts_with("HTTP/")) {  // of the last answer, where a 100 came before
      response.status_line = line;
      response.headers.clear();
    } else if (const std::size_t colon = line.find(':'); colon != line.npos) {
      std::string_view value = line.substr(colon + 1);
      while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
      response.headers.emplace_back(line.substr(0, colon), value);
    }
    return size;
  }
};

std::string quote_for_shell(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

}  // namespace

bool same_header_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && curl_strnequal(a.data(), b.data(), a.size()) != 0;
}

const std::string* HttpResponse::header(std::string_view name) const {
  const auto at = std::find_if(headers.begin(), headers.end(),
                               [&](const auto& header) { return same_header_name(header.first, name); });
  return at == headers.end() ? nullptr : &at->second;
}

struct HttpClient::State {
  CURL* curl;
};

HttpClient::HttpClient() {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  CURL* curl = ready == CURLE_OK ? curl_easy_init() : nullptr;
  if (curl == nullptr) throw undecidable("libcurl cannot be set up");
  state_.reset(new State{curl});
}

HttpClient::~HttpClient() { curl_easy_cleanup(state_->curl); }

HttpResponse HttpClient::send(const HttpRequest& request) {
  if (const std::string fault = url_fault(request.url); !fault.empty())
    throw usage_error(fmt::format("the URL {} cannot be used: {}", shown_url(request.url), fault))
        .with_hint("write http://host:port/path, or a path where the suite has a base");
  HttpResponse response;
  Arriving arriving{response, request.max_bytes};
  const HeaderList headers = header_list(request);
  char said[CURL_ERROR_SIZE] = "";
  CURL* curl = state_->curl;
  curl_easy_reset(curl);  // keeps the connection
  const auto set = [curl](CURLoption option, auto value) { curl_easy_setopt(curl, option, value); };
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  set(CURLOPT_NOBODY, request.method == "HEAD" ? 1L : 0L);
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_USERAGENT, "parity");
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.within.count()));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_ERRORBUFFER, static_cast<char*>(said));
  if (is_loopback(request.url)) set(CURLOPT_PROXY, "");
  if (request.has_body) {
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(CURLOPT_POSTFIELDS, request.body.c_str());
  }
  set(CURLOPT_WRITEFUNCTION, &Arriving::on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&arriving));
  set(CURLOPT_HEADERFUNCTION, &Arriving::on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(&arriving));

  const CURLcode code = curl_easy_perform(curl);
  long status = 0;
  curl_off_t took = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME_T, &took);
  response.status = static_cast<int>(status);
  response.took = std::chrono::microseconds(took);
  if (code == CURLE_WRITE_ERROR)
    response.error = fmt::format("the body has more than {} bytes", request.max_bytes);
  else if (code != CURLE_OK)
    response.error = *said != '\0' ? said : curl_easy_strerror(code);
  return response;
}

std::string as_curl_line(const HttpRequest& request) {
  std::string line = "curl -i --path-as-is";
  if (request.method == "HEAD")
    line += " --head";
  else if (request.method != "GET" || request.has_body)
    line += " -X " + request.method;
  for (const auto& [name, value] : request.headers) line += " -H " + quote_for_shell(name + ": " + value);
  if (request.has_body) line += " --data-binary " + quote_for_shell(request.body);
  return line + " " + quote_for_shell(request.url);
}

}  // namespace parity
