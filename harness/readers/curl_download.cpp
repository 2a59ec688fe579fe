#include "harness/readers/curl_download.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <optional>
#include <thread>

#include <curl/curl.h>
#include <fmt/format.h>

#include "harness/error.h"
#include "harness/readers/excerpt.h"
#include "harness/readers/gunzip.h"
#include "harness/readers/http_answer.h"
#include "harness/readers/http_url.h"

namespace parity {

namespace {

using namespace std::chrono_literals;
using End = HttpAnswer::End;

constexpr int kMostRedirects = 5;
constexpr auto kConnectWithin = 10'000ms;
constexpr auto kFirstPause = 100ms;
constexpr long kLongestRetryAfter_s = 10;  // a server that asks for more is an error at once
constexpr long kSilence_s = 30;            // without a byte
constexpr std::size_t kShownBytes = 300;
constexpr std::size_t kLookedAt = 4'096;  // so that a secret is not cut before it is hidden

using HeaderList = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

bool same_word(std::string_view a, std::string_view b) {
  return a.size() == b.size() && curl_strnequal(a.data(), b.data(), a.size()) != 0;
}

HeaderList header_list(const std::vector<std::pair<std::string, std::string>>& headers) {
  HeaderList list(nullptr, curl_slist_free_all);
  const auto add = [&](const std::string& line) {
    list.reset(curl_slist_append(list.release(), line.c_str()));
  };
  const auto given = [&](std::string_view name) {
    return std::any_of(headers.begin(), headers.end(),
                       [&](const auto& header) { return same_word(header.first, name); });
  };
  for (const auto& [name, value] : headers) {
    if ((name + value).find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
      throw undecidable(fmt::format("header {} holds a line break", excerpt(name, 60, {})))
          .with_hint("a secret read from a file often ends with one");
    add(value.empty() ? name + ";" : name + ": " + value);
  }
  if (!given("Accept")) add("Accept: application/json, application/x-ndjson");
  if (!given("Accept-Encoding")) add("Accept-Encoding: gzip");
  return list;
}

// What an answer might echo and an error must not show: values of headers that say who we are.
std::vector<std::string> secrets_of(const std::vector<std::pair<std::string, std::string>>& headers) {
  std::vector<std::string> secrets;
  for (const auto& [name, value] : headers) {
    const bool harmless = same_word(name, "Accept") || same_word(name, "Accept-Encoding") ||
                          same_word(name, "Accept-Language") || same_word(name, "User-Agent");
    if (harmless) continue;
    secrets.push_back(value);
    if (const auto blank = value.rfind(' '); blank != std::string::npos)
      secrets.push_back(value.substr(blank + 1));
  }
  return secrets;
}

// One request, while its body comes.
struct Exchange {
  CURL* curl;
  std::uint64_t max_bytes;
  SpoolFile body;
  HttpAnswer answer;
  std::unique_ptr<Gunzip> gunzip;
  std::exception_ptr failed;  // our own failure to spool
  bool end_unknown = false;

  std::string header(const char* name) const {
    curl_header* found = nullptr;
    if (curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return {};
    return found->amount > 1 ? fmt::format("{} and more", found->value) : found->value;
  }

  bool keep(std::string_view bytes) {
    answer.decoded += bytes.size();
    if (answer.decoded > max_bytes) return answer.end = End::too_large, false;
    return body.write(bytes), true;
  }

  bool take(std::string_view bytes) {
    if (answer.received == 0 && same_word(header("Content-Encoding"), "gzip"))
      gunzip = std::make_unique<Gunzip>();
    answer.received += bytes.size();
    if (!gunzip) return keep(bytes);
    const bool fed = gunzip->feed(bytes, [this](std::string_view part) { return keep(part); });
    answer.gzip_fault = gunzip->fault();
    if (!fed && answer.end == End::whole) answer.end = End::unreadable;
    return fed;
  }

  static std::size_t on_body(char* data, std::size_t, std::size_t size, void* self) {
    auto* exchange = static_cast<Exchange*>(self);
    try {
      return exchange->take({data, size}) ? size : 0;  // 0 ends the transfer
    } catch (...) {                                    // nothing may be thrown through libcurl
      exchange->failed = std::current_exception();
      return 0;
    }
  }
};

End end_of(CURLcode code, const HttpAnswer& answer) {
  switch (code) {
    case CURLE_OK: return End::whole;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return End::no_host;
    case CURLE_COULDNT_CONNECT: return End::no_connection;
    case CURLE_OPERATION_TIMEDOUT: return End::timed_out;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM: return End::tls;
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR: return End::no_answer;
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM: return answer.status == 0 ? End::no_answer : End::cut;
    default: return End::other;
  }
}

}  // namespace

struct Downloader::State {
  DownloadSettings settings;
  HeaderList headers;
  CURL* curl;
  char said[CURL_ERROR_SIZE] = "";  // libcurl's own words for the last failure

  Exchange exchange(const std::string& url);
  void read_outcome(Exchange& now, CURLcode code);
  Exchange follow(const std::string& first);  // over redirects
};

Downloader::Downloader(DownloadSettings settings) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  HeaderList headers = header_list(settings.headers);
  CURL* curl = ready == CURLE_OK ? curl_easy_init() : nullptr;
  if (curl == nullptr) throw undecidable("libcurl cannot be set up");
  state_.reset(new State{std::move(settings), std::move(headers), curl});
}

Downloader::~Downloader() { curl_easy_cleanup(state_->curl); }

Exchange Downloader::State::exchange(const std::string& url) {
  Exchange now{curl, settings.max_bytes, {}, {}, {}, {}};
  const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(curl, option, value); };
  curl_easy_reset(curl);  // keeps the connection
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_USERAGENT, "parity");
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (const char* file = std::getenv("SSL_CERT_FILE"))
    set(CURLOPT_CAINFO, file);  // libcurl itself does not look
  if (const char* folder = std::getenv("SSL_CERT_DIR")) set(CURLOPT_CAPATH, folder);
  if (is_loopback(url)) set(CURLOPT_PROXY, "");  // whatever http_proxy says
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout.count()));
  set(CURLOPT_CONNECTTIMEOUT_MS,
      static_cast<long>(std::min<std::chrono::milliseconds>(settings.timeout, kConnectWithin).count()));
  set(CURLOPT_LOW_SPEED_LIMIT, 1L);
  set(CURLOPT_LOW_SPEED_TIME, kSilence_s);
  set(CURLOPT_ERRORBUFFER, said);
  set(CURLOPT_WRITEFUNCTION, &Exchange::on_body);
  set(CURLOPT_WRITEDATA, &now);
  said[0] = '\0';
  const CURLcode code = curl_easy_perform(curl);
  if (now.failed) std::rethrow_exception(now.failed);

  read_outcome(now, code);
  return now;
}

void Downloader::State::read_outcome(Exchange& now, CURLcode code) {
  HttpAnswer& answer = now.answer;
  const auto number = [this](CURLINFO info) {
    long value = 0;
    curl_easy_getinfo(curl, info, &value);
    return value;
  };
  answer.status = static_cast<int>(number(CURLINFO_RESPONSE_CODE));
  if (answer.end == End::whole) answer.end = end_of(code, answer);
  curl_off_t connected_us = 0;
  curl_easy_getinfo(curl, CURLINFO_CONNECT_TIME_T, &connected_us);
  if (answer.end == End::timed_out && connected_us == 0) answer.end = End::no_connection;
  const long cause = number(CURLINFO_OS_ERRNO);
  if (code == CURLE_OPERATION_TIMEDOUT && answer.end == End::no_connection)
    answer.detail = "nothing answers there";
  else if (answer.end == End::no_connection && cause != 0)
    answer.detail = std::strerror(static_cast<int>(cause));
  else if (answer.end == End::no_answer)
    answer.detail = "it was closed";
  else if (code != CURLE_OK)
    answer.detail = *said != '\0' ? said : curl_easy_strerror(code);

  answer.content_type = now.header("Content-Type");
  answer.content_encoding = now.header("Content-Encoding");
  curl_off_t length = -1;
  curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  if (length >= 0) answer.stated_length = static_cast<std::uint64_t>(length);
  now.end_unknown = length < 0 && now.header("Transfer-Encoding").empty() &&
                    number(CURLINFO_HTTP_VERSION) <= CURL_HTTP_VERSION_1_1;
  curl_off_t wait = 0;
  curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait);
  answer.retry_after_s = static_cast<long>(wait);
  char* redirect = nullptr;
  curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &redirect);
  if (redirect != nullptr) answer.redirect = redirect;
}

Exchange Downloader::State::follow(const std::string& first) {
  std::string url = first;
  for (int hop = 0; hop <= kMostRedirects; ++hop) {
    Exchange now = exchange(url);
    const HttpAnswer& answer = now.answer;
    if (!is_redirect(answer.status) || answer.redirect.empty()) return now;
    if (!may_redirect(url, answer.redirect))
      throw undecidable(fmt::format("GET {}: HTTP {} sends us to {}, which is another server",
                                    shown_url(first), answer.status, shown_url(answer.redirect)))
          .with_hint(
              "redirects are followed on the same host only, and never from https to http; if that server is "
              "meant, name it in the dataset");
    url = answer.redirect;
  }
  throw undecidable(fmt::format("GET {}: more than {} redirects, the last to {}", shown_url(first),
                                kMostRedirects, shown_url(url)))
      .with_hint("the server sends us in a circle; name the URL that answers with the rows");
}

Download Downloader::get(const std::string& url) {
  if (const std::string fault = url_fault(url); !fault.empty())
    throw undecidable(fmt::format("the URL {} cannot be used: {}", shown_url(url), fault))
        .with_hint("write http://host:port/path");
  const HttpLimits limits{state_->settings.timeout, state_->settings.max_bytes};
  std::vector<std::string> secrets = secrets_of(state_->settings.headers);
  secrets.push_back(url_secret(url));
  std::chrono::milliseconds pause = kFirstPause;
  for (int attempt = 1;; ++attempt, pause *= 2) {
    Exchange now = state_->follow(url);
    now.answer.head = excerpt(now.body.head(kLookedAt), kShownBytes, secrets);
    const std::optional<HttpFault> fault = judge(now.answer, limits);
    if (!fault) return {std::move(now.body), is_ndjson(now.answer.content_type), now.end_unknown};
    const bool patient = now.answer.retry_after_s <= kLongestRetryAfter_s;
    if (!fault->passing || !patient || attempt > state_->settings.retries)
      throw undecidable(fmt::format("GET {}: {}{}", shown_url(url), fault->text,
                                    attempt > 1 ? fmt::format(" ({} attempts)", attempt) : ""))
          .with_hint(fault->hint);
    std::this_thread::sleep_for(
        std::max<std::chrono::milliseconds>(pause, std::chrono::seconds(now.answer.retry_after_s)));
  }
}

}  // namespace parity
