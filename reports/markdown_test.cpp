// The Markdown summary: its sections, its bound, and that no data is markup in it.
#include "reports/markdown.h"

#include <set>

#include "normalizers/test.h"
#include "reports/markdown_text.h"
#include "reports/samples.h"

namespace parity::reports {
namespace {

using Catch::Matchers::ContainsSubstring;

std::string markdown(const Result& result) {
  const Reported run{&result, samples_of(result)};
  return to_markdown({&run, 1});
}

// Each from its heading to the next one, of whatever level.
std::vector<std::string> sections_of(const std::string& text) {
  std::vector<std::string> list;
  for (std::size_t at = text.find("\n### "); at != text.npos;) {
    const std::size_t next = text.find("\n### ", at + 1);
    const std::string part = text.substr(at, next == text.npos ? next : next - at);
    list.push_back(part.substr(0, part.find("\n## ")));
    at = next;
  }
  return list;
}

}  // namespace

TEST_CASE("data in Markdown is text, whatever it holds") {
  CHECK(markdown_code("equipment") == "<code>equipment</code>");
  CHECK(markdown_code("a|b`<c>") == "<code>a&#124;b&#96;&#60;c&#62;</code>");
  CHECK(markdown_code("@team #1 [x](y)") == "<code>&#64;team &#35;1 &#91;x&#93;(y)</code>");
  CHECK(markdown_code("http://h") == "<code>http&#58;//h</code>");
  CHECK(markdown_code("a\nb") == "<code>a␊b</code>");
  CHECK(markdown_code("abcdef", 3) == "<code>abc…</code>");
}

TEST_CASE("the summary begins with the verdict and has only sections that say something") {
  const std::string failed = markdown(samples::failing());
  CHECK(failed.starts_with("## ❌ "));
  CHECK_THAT(failed, ContainsSubstring("### Tables that differ"));
  CHECK(failed.find("### Gates") == failed.npos);
  CHECK_THAT(markdown(samples::gated()), ContainsSubstring("### Gates"));
  CHECK_THAT(markdown(samples::errored()), ContainsSubstring("### Errors"));
  CHECK_THAT(markdown(samples::complete()),
             ContainsSubstring("2 new, 1 regressed, 9 persisting, 1 fixed since "));
  const std::string passed = markdown(samples::passing());
  CHECK(passed.find("### Findings") == passed.npos);
  CHECK_THAT(passed, ContainsSubstring("### Masked"));
}

TEST_CASE("a section without room is left out as a whole, and named") {
  Result result = samples::complete();
  result.scenario = std::string(200, '|');
  for (ComparisonResult& comparison : result.comparisons) comparison.name = std::string(300, '|');
  const Reported run{&result, samples_of(result)};
  const std::vector<Reported> few(3, run), many(400, run);
  const std::string whole = to_markdown(few), cut = to_markdown(many);
  CHECK(whole.find("Left out, as") == whole.npos);
  CHECK(cut.size() <= kMarkdownBytes);
  CHECK(cut.size() > kMarkdownBytes / 2);
  CHECK_THAT(cut, ContainsSubstring("Left out, as a summary has 900 KiB at most: "));
  // All runs are alike: whatever section is there is there as it is where there is room for all.
  std::set<std::string> known;
  for (const std::string& section : sections_of(whole)) known.insert(section);
  for (const std::string& section : sections_of(cut.substr(0, cut.find("\nLeft out, as") + 1)))
    CHECK(known.count(section) == 1);
}

TEST_CASE("a summary of several runs begins with all verdicts") {
  const Result passed = samples::passing(), failed = samples::failing();
  const std::vector<Reported> runs = {{&passed, samples_of(passed)}, {&failed, samples_of(failed)}};
  const std::string text = to_markdown(runs);
  CHECK(text.starts_with("# Parity\n\n| run | verdict | exit |"));
  CHECK(text.find("PASS") < text.find("FAIL"));
}

}  // namespace parity::reports
