#include "reports/console.h"

#include <algorithm>

#include "normalizers/test.h"
#include "reports/samples.h"
#include "reports/terminal_text.h"

namespace parity::reports {
namespace {

std::string without_colors(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\x1b')
      at = text.find('m', at);
    else
      out += text[at];
  }
  return out;
}

std::string last_line(const std::string& text) {
  const std::size_t end = text.size() - 1;
  const std::size_t before = text.rfind('\n', end - 1);
  return text.substr(before + 1, end - before - 1);
}

}  // namespace

TEST_CASE("a green run takes about ten lines") {
  Result result = samples::passing();
  for (ComparisonResult& comparison : result.comparisons)
    for (TableResult& table : comparison.tables)
      for (FieldResult& field : table.fields) field.masked.clear(), field.not_compared.clear();
  const std::string text = console_summary(result, {});
  CHECK(std::count(text.begin(), text.end(), '\n') <= 10);
}

TEST_CASE("the verdict is the last line") {
  CHECK(last_line(console_summary(samples::passing(), {})) == "PASS (19 masked by 4 rules)");
  CHECK(last_line(console_summary(samples::failing(), {})).starts_with("FAIL: "));
  CHECK(last_line(console_summary(samples::errored(), {})).starts_with("ERROR: "));
  CHECK(last_line(console_summary(samples::empty(), {})).starts_with("NOTHING: "));
}

TEST_CASE("quiet says the verdict and the errors") {
  CHECK(console_summary(samples::passing(), {.verbosity = -1}) == "PASS (19 masked by 4 rules)\n");
  CHECK_THAT(console_summary(samples::errored(), {.verbosity = -1}),
             Catch::Matchers::ContainsSubstring("503 Service Unavailable"));
}

TEST_CASE("colours change nothing but colours, and data cannot bring its own") {
  for (const Result& result :
       {samples::passing(), samples::failing(), samples::errored(), samples::hostile()}) {
    const std::string plain = console_summary(result, {});
    CHECK(plain.find('\x1b') == std::string::npos);
    const std::string colored = console_summary(result, {.color = true});
    CHECK(colored.find('\x1b') != std::string::npos);
    CHECK(without_colors(colored) == plain);
  }
}

TEST_CASE("columns count what is seen") {
  CHECK(columns("abc") == 3);
  CHECK(columns("Cafe\u0301") == 4);
  CHECK(columns("中文") == 4);
  CHECK(fit("abcdef", 4) == "abc…");
  CHECK(fit("中文字", 4) == "中…");
  CHECK(fit("abc", 3) == "abc");
}

}  // namespace parity::reports
