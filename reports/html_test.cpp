// The HTML report by its properties: well-formed, nothing from data as markup, a policy that fits what is
// inside, bounded. How it looks is for eyes; PARITY_KEEP_HTML=DIR keeps the pages for them.
#include "reports/html.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <set>

#include <fmt/format.h>

#include "normalizers/test.h"
#include "reports/assets.h"
#include "reports/fingerprint.h"
#include "reports/redact.h"
#include "reports/samples.h"
#include "reports/test_files.h"

namespace parity::reports {
namespace {

using Catch::Matchers::ContainsSubstring;

std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t start = text.find(from) + from.size();
  return text.substr(start, text.find(to, start) - start);
}

// Walks the tags of a page as to_html() writes them. Everything that it meets is collected; `error` says what
// is not well-formed.
struct Tags {
  std::set<std::string> elements, attributes, ids;
  std::string error;

  explicit Tags(const std::string& page) {
    std::vector<std::string> open;
    std::size_t at = page.find('>') + 1;  // after the doctype
    while (at < page.size() && error.empty()) {
      if (page[at] != '<') {
        if (page[at] == '>') error = "> in text";
        ++at;
        continue;
      }
      const std::size_t end = page.find('>', at);
      std::string tag = page.substr(at + 1, end - at - 1);
      at = end + 1;
      if (tag.starts_with("/")) {
        if (open.empty() || open.back() != tag.substr(1)) error = "unexpected </" + tag.substr(1) + ">";
        if (!open.empty()) open.pop_back();
        continue;
      }
      const bool alone = tag.ends_with("/");
      if (alone) tag.pop_back();
      const std::string name = tag.substr(0, tag.find(' '));
      elements.insert(name);
      read_attributes(tag.substr(name.size()));
      if (!alone) open.push_back(name);
      if (name == "style" || name == "script") at = page.find("</" + name, at);
    }
    if (error.empty() && !open.empty()) error = "<" + open.back() + "> is not closed";
  }

 private:
  void read_attributes(const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t equals = text.find("=\"", at);
      const std::size_t end = equals == text.npos ? text.npos : text.find('"', equals + 2);
      if (text[at] != ' ' || end == text.npos) {
        error = "attributes:" + text;
        return;
      }
      const std::string name = text.substr(at + 1, equals - at - 1);
      attributes.insert(name);
      if (name == "id" && !ids.insert(text.substr(equals + 2, end - equals - 2)).second) error = "id twice";
      at = end + 1;
    }
  }
};

const std::set<std::string> kElements = {
    "html",   "head",    "meta",   "title",   "style",   "script",  "body",  "a",     "header", "nav",
    "main",   "section", "footer", "h1",      "h2",      "h3",      "p",     "b",     "span",   "small",
    "strong", "mark",    "code",   "pre",     "ul",      "ol",      "li",    "dl",    "dt",     "dd",
    "div",    "form",    "input",  "output",  "button",  "table",   "thead", "tbody", "tr",     "th",
    "td",     "svg",     "rect",   "details", "summary", "article", "del",   "ins",   "output", "dialog"};
const std::set<std::string> kAttributes = {"lang",
                                           "charset",
                                           "http-equiv",
                                           "content",
                                           "name",
                                           "class",
                                           "id",
                                           "href",
                                           "hidden",
                                           "type",
                                           "role",
                                           "aria-label",
                                           "aria-hidden",
                                           "aria-live",
                                           "aria-pressed",
                                           "autocomplete",
                                           "spellcheck",
                                           "placeholder",
                                           "for",
                                           "data-facet",
                                           "data-copy",
                                           "data-copy",
                                           "data-state",
                                           "tabindex",
                                           "scope",
                                           "colspan",
                                           "viewBox",
                                           "preserveAspectRatio",
                                           "x",
                                           "y",
                                           "width",
                                           "height",
                                           "open",
                                           "title",
                                           "dir",
                                           "data-query",
                                           "method",
                                           "aria-labelledby"};

void keep_page(const std::string& name, const std::string& page) {
  const char* keep = std::getenv("PARITY_KEEP_HTML");
  if (keep == nullptr) return;
  std::filesystem::create_directories(keep);
  std::ofstream(std::filesystem::path(keep) / (name + ".html"), std::ios::binary) << page;
}

void check_page(const std::string& name, const Result& result) {
  INFO(name);
  const std::string page = to_html(result);
  const Tags tags(page);
  CHECK(tags.error.empty());
  INFO(tags.error);
  for (const std::string& element : tags.elements) CHECK((kElements.count(element) == 1 || element == "!"));
  for (const std::string& attribute : tags.attributes) {
    INFO(attribute);
    CHECK(kAttributes.count(attribute) == 1);
  }
  CHECK(page.find("href=\"http") == std::string::npos);  // links stay inside of the page
  CHECK(page.find("href=\"javascript") == std::string::npos);
  CHECK(page.find("://") != std::string::npos);  // the twin: URLs are there, as text
  keep_page(name, page);
}

// 100,000 differences as a run of many tables has them: no two alike, values of several kinds.
constexpr std::size_t kMany = 100'000;
Differences many(std::size_t count) {
  return [count](const std::function<void(const Difference&)>& take) {
    const Difference like = samples::failing().comparisons[0].tables[1].samples[0];
    std::mt19937_64 random(1);
    for (std::size_t i = 0; i < count; ++i) {
      Difference difference = like;
      difference.table = "table_" + std::to_string(i % 37);
      difference.field = difference.path = "field_" + std::to_string(random() % 11);
      difference.kind = i % 5 == 0 ? DifferenceKind::type : DifferenceKind::value;
      difference.key = fmt::format("[\"{:08x}-4000-8000-{:012x}\"]", random() >> 32, random() >> 16);
      difference.source.raw = fmt::format("\"Row {} was {:x}\"", i, random());
      difference.target.raw = fmt::format("\"Row {} is {:x}\"", i, random());
      difference.source.origin = fmt::format("fixtures/data/{}.json:{}:3", difference.table, i);
      difference.target.origin = fmt::format("{} {}", difference.table, difference.key);
      difference.cluster = "c-" + std::to_string(i % 7);
      difference.fingerprint = fingerprint(difference);
      difference.command = "parity replay " + difference.fingerprint + " scenarios/many.yaml";
      take(difference);
    }
  };
}

Result result_of_many() {
  Result result = samples::explained();
  result.totals.differences = kMany;
  return result;
}

Result huge() {
  Result result = samples::failing();
  ComparisonResult& comparison = result.comparisons[0];
  const Difference sample = comparison.tables[1].samples[0];
  for (TableResult& table : comparison.tables) {
    table.samples.clear();
    table.fields.clear();
    for (int field = 0; field < 100; ++field) {
      table.fields.push_back(
          {"field_" + std::to_string(field), 0, 0, {{DifferenceKind::value, 1'000'000}}, {}, {}, {}});
      for (int i = 0; i < 40; ++i) {
        Difference difference = sample;
        difference.table = table.name, difference.field = difference.path = table.fields.back().name;
        difference.key = "[" + std::to_string(i) + "]";
        difference.source.raw = "\"" + std::string(4096, 'a') + "\"";
        difference.target.raw = "\"" + std::string(4096, 'b') + "\"";
        difference.fingerprint = fingerprint(difference);
        table.samples.push_back(std::move(difference));
      }
    }
  }
  return result;
}

}  // namespace

TEST_CASE("each page is well-formed and made of our own markup only", "[pages]") {
  check_page("passing", samples::passing());
  check_page("failing", samples::failing());
  check_page("errored", samples::errored());
  Result hostile = samples::hostile();
  hostile.notes.push_back("http://example.invalid/");
  check_page("hostile", hostile);
  check_page("complete", samples::complete());
  check_page("explained", samples::explained());
  Result gated = samples::gated();
  gated.notes.push_back("http://example.invalid/");
  check_page("gated", gated);
  Result audited = samples::audited();
  audited.notes = {"http://example.invalid/"};
  check_page("audited", audited);
  Result nothing = samples::empty();
  nothing.notes = {"http://example.invalid/"};
  check_page("empty", nothing);
}

TEST_CASE("the page carries 100,000 differences in 10 MB", "[pages]") {
  const std::string page = to_html(result_of_many(), many(kMany));
  std::printf("100,000 differences: %.2f MB\n", static_cast<double>(page.size()) / 1e6);
  CHECK(page.size() <= 10'000'000);
  CHECK(page.find("This page carries") == std::string::npos);
  keep_page("many", page);
}

TEST_CASE("long checks and notes leave the page under 10 MB", "[pages]") {
  Result result = result_of_many();
  Check check = samples::complete().checks.front();
  check.message = std::string(8000, 'm');
  check.steps.back().shown = std::string(8000, 's');
  for (int i = 0; i < 3000; ++i) {
    check.id = "long/" + std::to_string(i);
    result.checks.push_back(check);
  }
  result.notes.assign(1000, std::string(8000, 'n'));
  result.errors.assign(1000, std::string(8000, 'e'));
  const std::string page = to_html(result, many(kMany));
  CHECK(page.size() <= 10'000'000);
  CHECK(page.find("This page carries") != page.npos);
}

// What the rows hold is seen where they are read: reports/browser/explorer.test.js.
TEST_CASE("a page whose data held a secret is written for the browser", "[pages]") {
  Result result = samples::failing();
  Difference& difference = result.comparisons[0].tables[1].samples[0];
  difference.source.raw = "\"open sesame, barley\"";
  difference.key = "[\"sesame-barley\"]";
  const std::string told = to_html(result);
  CHECK(told.find("sesame") != told.npos);
  keep_page("told", told);
  Secrets::forget_all();
  Secrets::add("sesame");
  const std::string secret = to_html(result);
  CHECK(secret.find("sesame") == secret.npos);
  keep_page("secret", secret);
  Secrets::forget_all();
}

TEST_CASE("what has no room is counted, and the header names the file that has it", "[pages]") {
  const std::string page = to_html(huge(), many(2 * kMany));
  CHECK(page.size() <= 10'000'000);
  CHECK(page.size() > 9'000'000);
  const std::string header = between(page, "<p class=\"overflow\">", "</p>");
  CHECK_THAT(header, ContainsSubstring("of 200,000 differences"));
  CHECK_THAT(header, ContainsSubstring("differences.ndjson"));
  CHECK(page.find("<p class=\"overflow\">") < page.find("<nav"));
  keep_page("overflow", page);
}

TEST_CASE("the walk over tags finds what is broken") {
  CHECK(Tags("<!DOCTYPE html><p>x</p>").error.empty());
  CHECK_FALSE(Tags("<!DOCTYPE html><p>x").error.empty());
  CHECK_FALSE(Tags("<!DOCTYPE html><p>x</b>").error.empty());
  CHECK_FALSE(Tags("<!DOCTYPE html><p class=x>x</p>").error.empty());
  CHECK(Tags("<!DOCTYPE html><img src=\"x\"/>").elements.count("img") == 1);
}

TEST_CASE("hostile data is there as text") {
  const std::string page = to_html(samples::hostile());
  CHECK_THAT(page, ContainsSubstring("&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK_THAT(page, ContainsSubstring("title=\"U+202E direction override\""));
  CHECK(page.find("<script>alert") == std::string::npos);
  CHECK(page.find("<img") == std::string::npos);
  for (std::size_t at = 0; at < page.size(); ++at) {
    const auto byte = static_cast<unsigned char>(page[at]);
    if (byte < 0x20 && byte != '\n' && byte != '\t') FAIL("control character at " << at);
  }
}

TEST_CASE("the policy allows what is in the page and nothing else") {
  if (!has_program("openssl")) {
    WARN("skipped: openssl is not installed");
    return;
  }
  const Scratch scratch;
  const std::string page = to_html(samples::passing());
  for (const std::string part : {"style", "script"}) {
    std::ofstream(scratch.path / part, std::ios::binary)
        << between(page, "<" + part + ">", "</" + part + ">");
    const std::string hash = (scratch.path / "hash").string();
    REQUIRE(std::system(("openssl dgst -sha256 -binary " + (scratch.path / part).string() +
                         " | openssl base64 -A > " + hash)
                            .c_str()) == 0);
    CHECK_THAT(page, ContainsSubstring(part + "-src 'sha256-" + read_file(hash) + "'"));
  }
  CHECK_THAT(page, ContainsSubstring("default-src 'none'"));
  CHECK(page.find("unsafe-inline") == std::string::npos);
  CHECK(page.find(" style=\"") == std::string::npos);
}

TEST_CASE("what a scenario expects is shown, and not as red") {
  Result result = samples::failing();
  const std::string red = "class=\"group item\" data-state=\"failed\"";
  REQUIRE(to_html(result).find(red) != std::string::npos);
  result.checks.clear();
  for (ComparisonResult& comparison : result.comparisons)
    for (TableResult& table : comparison.tables)
      if (table.outcome == Outcome::failed) {
        table.outcome = Outcome::passed;
        table.expected = "scenarios/defects.yaml:90";
      }
  const std::string page = to_html(result);
  CHECK(page.find(red) == std::string::npos);
  CHECK(page.find("different, as expected") != std::string::npos);
  CHECK(page.find("expected by scenarios/defects.yaml:90") != std::string::npos);
}

TEST_CASE("tables that are equal as read stand behind one line, and all of them are there") {
  Result result = samples::failing();
  ComparisonResult& comparison = result.comparisons[0];
  const TableResult equal = comparison.tables[0];
  const auto rows = [&] {
    const std::string page = to_html(result);
    std::size_t count = 0;
    for (std::size_t at = 0; (at = page.find("<th scope=\"row\">", at)) != page.npos; ++at) ++count;
    return std::pair(count, page.find("class=\"group fold\"") != page.npos);
  };
  const auto [before, folded_before] = rows();
  CHECK_FALSE(folded_before);
  for (int i = 0; i < 20; ++i) comparison.tables.push_back(equal);
  const auto [after, folded] = rows();
  CHECK(folded);
  CHECK(after == before + 20);
}

TEST_CASE("a page is bounded whatever the run found, and its counts are exact") {
  const std::string page = to_html(huge());
  CHECK(page.size() < 10'000'000);
  CHECK_THAT(page, ContainsSubstring("1,000,000 values differ"));
  CHECK_THAT(page, ContainsSubstring("This page has as many samples as it can hold."));
  Result long_value = samples::failing();
  long_value.comparisons[0].tables[1].samples[0].source.raw = "\"" + std::string(1 << 20, 'x') + "\"";
  CHECK(to_html(long_value).size() < 200'000);
}

TEST_CASE("a difference deep inside of a long value is shown, not its start") {
  Result result = samples::failing();
  Difference& difference = result.comparisons[0].tables[1].samples[0];
  difference.source.raw = "\"" + std::string(3000, 'a') + "here" + std::string(100, 'z') + "\"";
  difference.target.raw = "\"" + std::string(3000, 'a') + "there" + std::string(100, 'z') + "\"";
  const std::string page = to_html(result);
  CHECK_THAT(page, ContainsSubstring("… 2,921 characters alike … "));
  CHECK_THAT(page, ContainsSubstring("<mark>t</mark>"));
}

TEST_CASE("a secret that is a word of our own markup harms neither page nor policy") {
  Secrets::forget_all();
  const std::string before = to_html(samples::passing());
  Secrets::add("details");
  Secrets::add("none");
  Secrets::add("section");
  const std::string page = to_html(samples::passing());
  CHECK(Tags(page).error.empty());
  CHECK(between(page, "<style>", "</style>") == between(before, "<style>", "</style>"));
  Secrets::forget_all();
}

}  // namespace parity::reports
