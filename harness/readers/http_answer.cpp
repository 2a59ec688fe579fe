#include "harness/readers/http_answer.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace parity {

namespace {

using End = HttpAnswer::End;

// "application/json; charset=UTF-8" in lower case, blanks removed.
std::string plain(std::string_view content_type) {
  std::string text;
  for (char c : content_type)
    if (c != ' ' && c != '\t' && c != '"')
      text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

std::string media_type(const std::string& plain_type) { return plain_type.substr(0, plain_type.find(';')); }

bool is_json(const std::string& media) {
  const bool structured = media.size() > 5 && media.compare(media.size() - 5, 5, "+json") == 0;
  return media == "application/json" || structured;
}

std::string_view reason(int status) {
  switch (status) {
    case 204: return " No Content";
    case 206: return " Partial Content";
    case 400: return " Bad Request";
    case 401: return " Unauthorized";
    case 403: return " Forbidden";
    case 404: return " Not Found";
    case 406: return " Not Acceptable";
    case 410: return " Gone";
    case 429: return " Too Many Requests";
    case 500: return " Internal Server Error";
    case 502: return " Bad Gateway";
    case 503: return " Service Unavailable";
    case 504: return " Gateway Timeout";
    default: return "";
  }
}

std::string body_begins(const HttpAnswer& answer) {
  return answer.head.empty() ? "; the body is empty" : fmt::format("; the body begins: {}", answer.head);
}

std::string seconds(std::chrono::milliseconds time) { return fmt::format("{:g} s", time.count() / 1000.0); }

HttpFault status_fault(const HttpAnswer& answer) {
  const int status = answer.status;
  HttpFault fault{fmt::format("HTTP {}{}{}", status, reason(status), body_begins(answer)), "", false};
  fault.passing = status == 429 || status == 502 || status == 503 || status == 504;
  if (status == 401 || status == 403)
    fault.hint = "check the headers of this dataset: the server wants to know who asks";
  else if (status == 404 || status == 410)
    fault.hint = "check the path of this dataset's URL";
  else if (status >= 500 || status == 429)
    fault.hint = "the log of the server says more; nothing can be compared until it answers 200";
  else
    fault.hint = "rows are read from answers with status 200 only";
  if (answer.retry_after_s > 0)
    fault.text += fmt::format("; it asks to be left alone for {} s", answer.retry_after_s);
  return fault;
}

std::optional<HttpFault> transport_fault(const HttpAnswer& answer, const HttpLimits& limits) {
  switch (answer.end) {
    case End::no_host:
      return HttpFault{"the host's name has no address", "check the host in the URL, and the network", true};
    case End::no_connection:
      return HttpFault{"cannot connect: " + answer.detail,
                       "check that the server runs, and the port in the URL", true};
    case End::no_answer:
      return HttpFault{"the connection broke before an answer came: " + answer.detail,
                       "the log of the server says more", true};
    case End::timed_out:
      return HttpFault{fmt::format("no complete answer within {}; {} bytes had come", seconds(limits.timeout),
                                   answer.received),
                       "raise the timeout of this dataset, or see why the server is slow", false};
    case End::tls:
      return HttpFault{
          "TLS: " + answer.detail,
          "where the server's certificate is signed by an authority of your own, name its file in "
          "SSL_CERT_FILE; verification cannot be turned off",
          false};
    case End::other: return HttpFault{answer.detail, "", false};
    default: return std::nullopt;
  }
}

std::optional<HttpFault> type_fault(const HttpAnswer& answer) {
  const std::string type = plain(answer.content_type);
  const std::string media = media_type(type);
  if (!is_json(media) && !is_ndjson(media)) {
    const std::string said =
        answer.content_type.empty() ? "no content type" : "content type " + answer.content_type;
    const bool page = media == "text/html";
    return HttpFault{fmt::format("{}, but rows are read from JSON{}", said, body_begins(answer)),
                     page ? "a web page: a wrong path, a login or a proxy in between"
                          : "the server must send application/json, …+json or application/x-ndjson",
                     false};
  }
  const auto at = type.find("charset=");
  if (at == std::string::npos) return std::nullopt;
  const std::string charset = type.substr(at + 8, type.find(';', at) - at - 8);
  if (charset == "utf-8" || charset == "utf8" || charset == "us-ascii") return std::nullopt;
  return HttpFault{fmt::format("content type {}, but JSON is read as UTF-8", answer.content_type),
                   "the server must send UTF-8 (RFC 8259)", false};
}

std::optional<HttpFault> body_fault(const HttpAnswer& answer, const HttpLimits& limits) {
  const std::string again =
      "ask again; if it stays so, something between here and the server cuts answers off";
  if (answer.end == End::too_large)
    return HttpFault{fmt::format("the body is larger than {} bytes", limits.max_bytes),
                     "raise max_bytes of this dataset", false};
  if (answer.end == End::unreadable)
    return HttpFault{"the gzip body is damaged: " + answer.gzip_fault, again, false};
  if (answer.end == End::cut && answer.stated_length)
    return HttpFault{
        fmt::format("the body is truncated: {} of {} bytes came", answer.received, *answer.stated_length),
        again, false};
  if (answer.end == End::cut)
    return HttpFault{fmt::format("the body is truncated: it breaks off after {} bytes", answer.received),
                     again, false};
  if (!answer.gzip_fault.empty())
    return HttpFault{"the gzip body is truncated: " + answer.gzip_fault, again, false};
  if (answer.decoded == 0)
    return HttpFault{"HTTP 200, but the body is empty", "an empty dataset is sent as [] or {}", false};
  return std::nullopt;
}

}  // namespace

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool is_ndjson(const std::string& content_type) {
  const std::string media = media_type(plain(content_type));
  return media == "application/x-ndjson" || media == "application/ndjson" || media == "application/jsonl" ||
         media == "application/x-jsonlines";
}

std::optional<HttpFault> judge(const HttpAnswer& answer, const HttpLimits& limits) {
  if (auto fault = transport_fault(answer, limits)) return fault;
  if (answer.status != 200) return status_fault(answer);
  if (!answer.content_encoding.empty() && answer.content_encoding != "gzip" &&
      answer.content_encoding != "identity")
    return HttpFault{fmt::format("content encoding {}, but only gzip was asked for", answer.content_encoding),
                     "the server must honour Accept-Encoding", false};
  if (auto fault = type_fault(answer)) return fault;
  return body_fault(answer, limits);
}

}  // namespace parity
