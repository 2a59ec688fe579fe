// What holds for every rendering: the same bytes for the same result, no harm from any data, and a bound.
#include <simdjson.h>

#include "normalizers/test.h"
#include "reports/redact.h"
#include "reports/result_members.h"
#include "reports/samples.h"
#include "reports/test_files.h"
#include "reports/utf8.h"
#include "reports/write_reports.h"

namespace parity::reports {
namespace {

using namespace std::string_literals;

// Puts a text into every `step`-th text of a result, from the `first`.
class Poison {
 public:
  static constexpr bool reads = true;
  Poison(std::string text, std::size_t first, std::size_t step)
      : text_(std::move(text)), step_(step), left_(first) {}

  void operator()(std::string_view, std::string& text) { put(text); }
  void operator()(std::string_view, std::vector<std::string>& texts) {
    for (std::string& text : texts) put(text);
  }
  void operator()(std::string_view, std::vector<std::pair<std::string, std::string>>& named) {
    for (auto& [name, value] : named) put(name), put(value);
  }
  template <class T>
  void operator()(std::string_view, std::vector<T>& items) {
    for (T& item : items) members(*this, item);
  }
  template <class T>
  void operator()(std::string_view, std::optional<T>& item) {
    if constexpr (std::is_class_v<T>) {
      if (item) members(*this, *item);
    }
  }
  template <class K, class V>
  void operator()(std::string_view, std::map<K, V>&) {}
  template <class T>
  void operator()(std::string_view, T& item) {
    if constexpr (std::is_class_v<T>) members(*this, item);
  }

 private:
  void put(std::string& text) {
    if (left_-- > 0) return;
    text = text_;
    left_ = step_ - 1;
  }

  std::string text_;
  std::size_t step_, left_;
};

Result poisoned(const std::string& text, std::size_t first = 0, std::size_t step = 1) {
  Result result = samples::complete();
  Poison poison(text, first, step);
  members(poison, result);
  return result;
}

const std::vector<std::string> kEvil = {
    "]]><![CDATA[",
    "</script><script>alert(1)</script><!--",
    "a\0b\x01\x08\x1b[31m\x7f"s,
    "\u202etxt.exe\u2066\u200f",
    "bad \xff\xfe \xed\xa0\x80 \xc3",
    "\u0085\u2028\u2029\ufeff",
    "x\r\n::error file=a::injected\n::stop-commands::x",
    "x\nnot ok 1 - injected\n1..0\nBail out!\n...\n---",
    "`` ``` | a | <details> [x](javascript:y) @team #1 \\",
    "\"\\'%0A,:;&lt;\\u0000",
    "# SKIP \\# TODO",
    "",
};

std::string rendered(const Renderer& renderer, const Result& result) {
  return renderer.render(result, samples_of(result));
}

bool is_json(const std::string& text) {
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  return parser.parse(text).get(element) == simdjson::SUCCESS;
}

bool are_json_lines(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    if (end == text.npos || !is_json(text.substr(at, end - at))) return false;
    at = end + 1;
  }
  return true;
}

bool is_xml(const std::string& text) {
  const Scratch scratch;
  std::ofstream(scratch.path / "x.xml", std::ios::binary) << text;
  return std::system(
             ("xmllint --huge --noout " + (scratch.path / "x.xml").string() + " 2>/dev/null").c_str()) == 0;
}

// What no text report may hold, whatever its format: broken UTF-8, controls, characters that turn the order
// of what stands behind them. "": nothing of it.
std::string harm_in(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    const bool control = (c.value < 0x20 && c.value != '\n' && c.value != '\t') || c.value == 0x7f;
    const bool turns = (c.value >= 0x202a && c.value <= 0x202e) || (c.value >= 0x2066 && c.value <= 0x2069);
    if (!c.valid || control || turns) return text.substr(at > 60 ? at - 60 : 0, 120);
    at += c.size;
  }
  return {};
}

bool has_xml(const Renderer& renderer) { return renderer.name.starts_with("junit"); }
bool has_json(const Renderer& renderer) {
  return renderer.file_name.ends_with(".json") || renderer.file_name.ends_with(".sarif");
}
bool has_lines(const Renderer& renderer) { return renderer.file_name.ends_with(".ndjson"); }

void check_harmless(const Renderer& renderer, const Result& result) {
  const std::string text = rendered(renderer, result);
  INFO(renderer.name);
  CHECK_FALSE(text.empty());
  CHECK(harm_in(text) == "");
  if (has_json(renderer)) CHECK(is_json(text));
  if (has_lines(renderer)) CHECK(are_json_lines(text));
  if (!has_xml(renderer)) return;
  CHECK(text.find("<script>alert") == text.npos);
  if (has_program("xmllint")) CHECK(is_xml(text));
}

// As many cases as no run has, each as large as it can be.
Result enormous() {
  Result result = samples::failing();
  Check check = result.checks[1];
  check.detail = std::string(200'000, '<');
  check.message = check.name = std::string(10'000, '"');
  for (int i = 0; i < 400; ++i) result.checks.push_back(check);
  check.detail = "short", check.message = check.name = std::string(300, '&');
  for (int i = 0; i < 60'000; ++i) result.checks.push_back(check);
  check.outcome = Outcome::passed;
  for (int i = 0; i < 60'000; ++i) result.checks.push_back(check);
  return result;
}

}  // namespace

TEST_CASE("every rendering is a pure function of the result") {
  for (const Renderer& renderer : renderers())
    CHECK(rendered(renderer, samples::complete()) == rendered(renderer, samples::complete()));
}

TEST_CASE("hostile data harms no rendering") {
  for (const Renderer& renderer : renderers()) {
    if (renderer.name == "html") continue;  // html_test.cpp
    check_harmless(renderer, samples::hostile());
    for (const std::string& evil : kEvil) {
      INFO(evil);
      check_harmless(renderer, poisoned(evil));
    }
  }
}

TEST_CASE("what is looked for in renderings would be found") {
  CHECK(harm_in("a\x01") != "");
  CHECK(harm_in("a\xff") != "");
  CHECK(harm_in("a\u202e") != "");
  CHECK(harm_in("a\n\té€") == "");
  CHECK_FALSE(is_json("{\"a\":\"\n\"}"));
  CHECK_FALSE(are_json_lines("{}\n{"));
  CHECK(are_json_lines("{}\n{}\n"));
}

TEST_CASE("a value of 10 MB harms no rendering") {
  const std::string big = "\"" + std::string(10'000'000, '<') + "\"";
  for (const std::size_t first : {3u, 40u}) {
    const Result result = poisoned(big, first, 211);
    for (const Renderer& renderer : renderers()) {
      if (renderer.name == "html") continue;
      INFO(renderer.name);
      const std::string text = rendered(renderer, result);
      CHECK(harm_in(text) == "");
      if (!has_lines(renderer) && renderer.name != "json") CHECK(text.size() < 5'000'000);
    }
  }
}

TEST_CASE("renderings of cases are bounded, and say what they leave out") {
  const Result result = enormous();
  for (const char* name : {"junit", "junit-gitlab", "junit-jenkins", "ctrf", "tap"}) {
    const Renderer* renderer = find_renderer(name);
    INFO(name);
    REQUIRE(renderer != nullptr);
    const std::string text = rendered(*renderer, result);
    CHECK(text.size() < std::size_t{30} << 20);
    CHECK(text.size() > 1'000'000);  // bounded, not empty
    CHECK(text.find("no room for ") != text.npos);
  }
}

TEST_CASE("a difference has one fingerprint in all renderings") {
  const Result result = samples::failing();
  const std::string& fingerprint = result.comparisons[0].tables[1].samples[0].fingerprint;
  for (const Renderer& renderer : renderers()) {
    INFO(renderer.name);
    CHECK(rendered(renderer, result).find(fingerprint) != std::string::npos);
  }
}

TEST_CASE("a document of several runs has the verdict of each") {
  Result passed = samples::passing(), failed = samples::failing();
  passed.scenario = "first-of-two", failed.scenario = "second-of-two";
  const std::vector<Reported> runs = {{&passed, samples_of(passed)}, {&failed, samples_of(failed)}};
  for (const Renderer& renderer : renderers()) {
    if (renderer.render_all == nullptr) continue;
    INFO(renderer.name);
    const std::string text = renderer.render_all(runs);
    CHECK(text.find("second-of-two") != text.npos);
    CHECK(harm_in(text) == "");
    if (has_json(renderer)) CHECK(is_json(text));
  }
}

TEST_CASE("no rendering lets a secret through") {
  Secrets::forget_all();
  Secrets::add("hunter2-and-more");
  const Result result = poisoned("a hunter2-and-more b");
  for (const Renderer& renderer : renderers()) {
    INFO(renderer.name);
    CHECK(rendered(renderer, result).find("hunter2") == std::string::npos);
  }
  Secrets::forget_all();
}

}  // namespace parity::reports
