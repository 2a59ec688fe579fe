#include "harness/readers/http_url.h"

#include <memory>

#include <curl/curl.h>
#include <fmt/format.h>

namespace parity {

namespace {

using Handle = std::unique_ptr<CURLU, void (*)(CURLU*)>;

Handle parse(const std::string& url, CURLUcode* code = nullptr) {
  Handle handle(curl_url(), curl_url_cleanup);
  const CURLUcode set = curl_url_set(handle.get(), CURLUPART_URL, url.c_str(), 0);
  if (code != nullptr) *code = set;
  return handle;
}

std::string part(const Handle& handle, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(handle.get(), which, &text, flags) != CURLUE_OK) return {};
  std::string copy = text;
  curl_free(text);
  return copy;
}

std::string host(const Handle& url) {
  std::string name = part(url, CURLUPART_HOST);
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return name;
}

std::string port(const Handle& url) { return part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT); }

}  // namespace

std::string shown_url(const std::string& url) {
  CURLUcode code = CURLUE_OK;
  const Handle handle = parse(url, &code);
  if (code != CURLUE_OK) {  // no part of a URL that we cannot take apart is sure to hold no secret
    const auto at = url.rfind('@');
    return at == std::string::npos ? url : "***" + url.substr(at);
  }
  const bool password = !part(handle, CURLUPART_PASSWORD).empty();
  if (!password && part(handle, CURLUPART_USER).empty()) return url;
  curl_url_set(handle.get(), password ? CURLUPART_PASSWORD : CURLUPART_USER, "***", 0);
  return part(handle, CURLUPART_URL);
}

std::string url_secret(const std::string& url) {
  const Handle handle = parse(url);
  const std::string password = part(handle, CURLUPART_PASSWORD, CURLU_URLDECODE);
  return password.empty() ? part(handle, CURLUPART_USER, CURLU_URLDECODE) : password;
}

std::string url_server(const std::string& url) {
  const Handle handle = parse(url);
  return host(handle) + ":" + port(handle);
}

bool is_loopback(const std::string& url) {
  const std::string name = host(parse(url));
  return name == "localhost" || name == "[::1]" || name.rfind("127.", 0) == 0;
}

bool may_redirect(const std::string& from, const std::string& to) {
  const Handle old_url = parse(from);
  const Handle new_url = parse(to);
  const std::string old_scheme = part(old_url, CURLUPART_SCHEME);
  const std::string new_scheme = part(new_url, CURLUPART_SCHEME);
  if (host(old_url) != host(new_url) || host(new_url).empty()) return false;
  if (old_scheme == new_scheme) return port(old_url) == port(new_url);
  return old_scheme == "http" && new_scheme == "https";
}

std::string url_fault(const std::string& url) {
  CURLUcode code = CURLUE_OK;
  const Handle handle = parse(url, &code);
  if (code != CURLUE_OK) return curl_url_strerror(code);
  const std::string scheme = part(handle, CURLUPART_SCHEME);
  return scheme == "http" || scheme == "https" ? "" : fmt::format("{} is neither http nor https", scheme);
}

}  // namespace parity
