#include "reports/redact.h"

#include "normalizers/test.h"
#include "reports/console.h"
#include "reports/html.h"
#include "reports/junit.h"
#include "reports/result_json.h"
#include "reports/samples.h"

namespace parity::reports {
namespace {

// Each test begins and ends with no secrets.
struct Fresh {
  Fresh() { Secrets::forget_all(); }
  ~Fresh() { Secrets::forget_all(); }
};

void check_url(const std::string& url, const std::string& expected) { CHECK(redact_url(url) == expected); }

}  // namespace

TEST_CASE("a secret is taken out in each of its encodings") {
  const Fresh fresh;
  REQUIRE(Secrets::add("p@ss \"w/rd+é"));
  CHECK(redact("raw p@ss \"w/rd+é end") == "raw [secret] end");
  CHECK(redact(R"(json "p@ss \"w/rd+é")") == R"(json "[secret]")");
  CHECK(redact("url p%40ss%20%22w%2Frd%2B%C3%A9") == "url [secret]");
  CHECK(redact("url p%40ss%20%22w%2frd%2b%c3%a9") == "url [secret]");
  CHECK(redact("form p%40ss+%22w%2Frd%2B%C3%A9") == "form [secret]");
  CHECK(redact("hex 704073732022772f72642bc3a9") == "hex [secret]");
  CHECK(redact("hex 704073732022772F72642BC3A9") == "hex [secret]");
}

TEST_CASE("a secret is found in base64 wherever it begins in what was encoded") {
  const Fresh fresh;
  Secrets::add("correct horse");
  CHECK(redact("Y29ycmVjdCBob3JzZQ==") == "[secret]Q==");  // itself
  CHECK(redact("dXNlcjpjb3JyZWN0IGhvcnNl").find("Y3QgaG9yc2") == std::string::npos);
  for (const char* basic : {"dTpjb3JyZWN0IGhvcnNl", "dXM6Y29ycmVjdCBob3JzZQ==", "dXNlOmNvcnJlY3QgaG9yc2U="})
    CHECK(redact(basic).find(kRedacted) != std::string::npos);  // u:, us:, use: before it
}

TEST_CASE("the longest secret goes first and other text stays") {
  const Fresh fresh;
  Secrets::add("abcd");
  Secrets::add("abcdef");
  CHECK(redact("abcdefg abcd abc") == "[secret]g [secret] abc");
}

TEST_CASE("a value too short to be taken out is refused") {
  const Fresh fresh;
  CHECK_FALSE(Secrets::add("abc"));
  CHECK_FALSE(Secrets::add(""));
  CHECK(redact("abc") == "abc");
}

TEST_CASE("passwords in URLs and DSNs are blanked without being known") {
  check_url("postgres://u:p@h/db", "postgres://u:[secret]@h/db");
  check_url("postgres://u:p@ss:w@h:5432/db?sslmode=require",
            "postgres://u:[secret]@h:5432/db?sslmode=require");
  check_url("postgres://h/db?user=u&password=x%20y&application_name=p",
            "postgres://h/db?user=u&password=[secret]&application_name=p");
  check_url("host=h password=secret user=u", "host=h password=[secret] user=u");
  check_url("host=h password = 'it\\'s me' user=u", "host=h password = [secret] user=u");
  check_url("https://h/x?api_key=1&token=2#f", "https://h/x?api_key=[secret]&token=[secret]#f");
  check_url("https://h/a@b:c", "https://h/a@b:c");
  check_url("postgres://u@h/db", "postgres://u@h/db");
  check_url("data/file.json", "data/file.json");
  check_url("", "");
}

TEST_CASE("the password of a URL is registered as written and decoded") {
  const Fresh fresh;
  Secrets::add_from_url("postgres://u:s3cr%40t@h/db");
  CHECK(redact("s3cr%40t s3cr@t") == "[secret] [secret]");
}

TEST_CASE("no rendering has a secret that is anywhere in the result") {
  const Fresh fresh;
  Result result = samples::complete();
  const std::string secret = "hunter2hunter2";
  for (std::string* place : {&result.tool,
                             &result.scenario,
                             &result.verdict,
                             &result.command,
                             &result.exit_reason,
                             &result.errors[0],
                             &result.notes[0],
                             &result.environment[0].second,
                             &result.environment[0].first,
                             &result.datasets[0].place,
                             &result.datasets[0].identity,
                             &result.comparisons[0].name,
                             &result.comparisons[0].error,
                             &result.comparisons[0].tables[1].name,
                             &result.checks[1].message,
                             &result.checks[1].detail,
                             &result.comparisons[0].tables[1].samples[0].source.raw,
                             &result.comparisons[0].tables[1].samples[0].source.origin,
                             &result.comparisons[0].tables[1].samples[0].key,
                             &result.comparisons[0].tables[1].samples[0].note,
                             &result.comparisons[0].tables[1].samples[0].command})
    *place += " " + secret;
  CHECK(to_json(result).find(secret) != std::string::npos);  // the twin: it is there
  CHECK(to_junit(result).find(secret) != std::string::npos);
  CHECK(console_summary(result, {}).find(secret) != std::string::npos);
  CHECK(to_html(result).find(secret) != std::string::npos);
  Secrets::add(secret);
  CHECK(to_html(result).find(secret) == std::string::npos);
  CHECK(to_json(result).find(secret) == std::string::npos);
  CHECK(to_junit(result).find(secret) == std::string::npos);
  CHECK(console_summary(result, {.verbosity = 2}).find(secret) == std::string::npos);
}

}  // namespace parity::reports
