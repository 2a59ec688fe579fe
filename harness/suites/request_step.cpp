// Steps that send a request.
#include <algorithm>

#include <fmt/format.h>

#include "harness/suites/check_run.h"
#include "harness/suites/step_words.h"

namespace parity {
namespace {

constexpr std::size_t kBodyShown = 2'000;

// Everything that RFC 3986 does not let stand by itself.
std::string percent_encoded(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.' || c == '~';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

HttpRequest made(const RequestStep& step, const Suite& suite, const Scope& scope) {
  HttpRequest request;
  request.method = step.method;
  request.within = step.within;
  request.url = evaluate_text(step.url, scope);
  if (request.url.find("://") == std::string::npos && suite.base)
    request.url = evaluate_text(*suite.base, scope) + request.url;
  for (const auto& [name, value] : step.query)
    request.url += (request.url.find('?') == std::string::npos ? "?" : "&") + percent_encoded(name) + "=" +
                   percent_encoded(evaluate_text(value, scope));
  for (const auto& [name, value] : step.headers)
    request.headers.emplace_back(name, evaluate_text(value, scope));
  if (step.body) {
    const Datum body = evaluate(*step.body, scope);
    request.has_body = true;
    request.body = to_text(body.value());
    const bool has_type = std::any_of(request.headers.begin(), request.headers.end(), [](const auto& h) {
      return h.first == "Content-Type" || h.first == "content-type";
    });
    if (body.value().kind != Kind::text && !has_type)
      request.headers.emplace_back("Content-Type", "application/json");
  }
  return request;
}

// "application/json" of "Application/JSON; charset=utf-8".
std::string media_type(std::string header) {
  header.resize(std::min(header.find(';'), header.size()));
  while (!header.empty() && header.back() == ' ') header.pop_back();
  std::transform(header.begin(), header.end(), header.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return header;
}

std::string in_words(const HttpRequest& request, const HttpResponse& response) {
  std::string text = "  $ " + first_bytes(as_curl_line(request), kBodyShown) + "\n";
  if (response.status != 0) text += "  < " + response.status_line + "\n";
  for (const auto& [name, value] : response.headers)
    text += "  < " + name + ": " + first_bytes(value, 200) + "\n";
  if (!response.body.empty()) text += indented(first_bytes(response.body, kBodyShown), "  < ");
  if (!response.error.empty()) text += "  < " + response.error + "\n";
  return text;
}

}  // namespace

StepOutcome run_request(const RequestStep& step, CheckWorld& world, const Scope& scope) {
  const HttpRequest request = made(step, world.suite, scope);
  StepOutcome outcome;
  HttpResponse response;
  for (int i = 0; i < step.warm_up + step.samples; ++i) {
    response = world.http.send(request);
    if (!response.error.empty()) break;
    if (i >= step.warm_up) outcome.took_us.push_back(static_cast<long>(response.took.count()));
  }
  if (response.status != 0) outcome.parts.emplace_back("status", Datum::number(response.status));
  if (!response.error.empty()) outcome.parts.emplace_back("error", Datum::text(response.error));
  outcome.parts.emplace_back("body", Datum::text(response.body));
  if (const std::string* type = response.header("content-type"))
    outcome.parts.emplace_back("content_type", Datum::text(media_type(*type)));
  if (!response.body.empty()) outcome.parts.emplace_back("json", Datum::json(response.body));
  outcome.headers = response.headers;
  outcome.shown = in_words(request, response);
  return outcome;
}

}  // namespace parity
