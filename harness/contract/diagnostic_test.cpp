// How errors look: the caret under the right character, whatever the line holds, and no secret in it.
#include "harness/contract/diagnostic.h"

#include "harness/contract/mistakes.h"
#include "normalizers/test.h"
#include "reports/redact.h"

using namespace parity;

namespace {

// The line and the caret's line of an error at line 1.
void check_drawing(const std::string& line, int column, const std::string& shown, const std::string& caret) {
  const Elsewhere here;
  here.write("x.yaml", line + "\n");
  INFO("line: " << line);
  CHECK(draw(usage_error("wrong").at({"x.yaml", 1, column}), false) ==
        "error: wrong\n  --> x.yaml:1:" + std::to_string(column) + "\n     |\n   1 | " + shown + "\n     | " +
            caret + "\n");
}

}  // namespace

TEST_CASE("the caret stands under the character, whatever stands before it") {
  check_drawing("name: gym", 7, "name: gym", "      ^");
  check_drawing("name", 5, "name", "    ^");
  check_drawing("é: x", 4, "é: x", "   ^");
  check_drawing("\ta\tb", 4, "    a   b", "        ^");
  check_drawing("漢字: x", 5, "漢字: x", "      ^");
  check_drawing("e\xCC\x81: x", 5, "e\xCC\x81: x", "   ^");
  check_drawing("a\x1B[31mb", 7, "a\xEF\xBF\xBD[31mb", "      ^");
  check_drawing("a\xFF: b", 5, "a\xEF\xBF\xBD: b", "    ^");
}

TEST_CASE("of a long line the part around the caret is shown") {
  const std::string x(1000, 'x');
  check_drawing("a" + x, 1, "a" + std::string(99, 'x') + "…", "^");
  check_drawing(x + "b" + x, 1001, "…" + std::string(60, 'x') + "b" + std::string(38, 'x') + "…",
                std::string(61, ' ') + "^");
  check_drawing(x + "b", 1001, "…" + std::string(60, 'x') + "b", std::string(61, ' ') + "^");
}

TEST_CASE("hint and context follow") {
  Error error = usage_error("two\nlines").at({"gone.yaml", 3, 1}).with_hint("do this");
  error.while_doing("reading a").while_doing("running b");
  CHECK(draw(error, false) ==
        "error: two\nlines\n  --> gone.yaml:3:1\nhint: do this\nwhile reading a\nwhile running b\n");
  CHECK(draw(usage_error("wrong"), false) == "error: wrong\n");
  CHECK(draw(usage_error("wrong").at({"whole.yaml", 0, 0}), false) == "error: wrong\n  --> whole.yaml\n");
  CHECK(draw(usage_error("wrong"), true) == "\x1b[1;31merror:\x1b[0m \x1b[1mwrong\x1b[0m\n");
}

TEST_CASE("secrets are not drawn") {
  check_drawing("url: postgres://app:hunter2@h/x, b: 1", 34, "url: postgres://app:[secret]@h/x, b: 1",
                "                                  ^");
  check_drawing("url: postgres://app:hunter2@h/x", 6, "url: postgres://app:[secret]@h/x", "     ^");
  check_drawing("url: postgres://app:hunter2@h/x", 24, "url: postgres://app:[secret]@h/x",
                "                    ^");
  check_drawing("{ api-key: hunter2, b: 1 }", 21, "{ api-key: [secret], b: 1 }", "                     ^");
  check_drawing("Authorization: \"Bearer hunter2\"", 1, "Authorization: [secret]", "^");
  check_drawing("token: ${env:TOKEN}", 8, "token: ${env:TOKEN}", "       ^");
  check_drawing("fields: { password: { trim: both } }", 11, "fields: { password: { trim: both } }",
                "          ^");

  reports::Secrets::add("hunter3-from-elsewhere");
  check_drawing("x: hunter3-from-elsewhere", 1, "x: [secret]", "^");
  CHECK(draw(usage_error("cannot log in with hunter3-from-elsewhere").with_hint("hunter3-from-elsewhere"),
             false) == "error: cannot log in with [secret]\nhint: [secret]\n");
  CHECK(draw(usage_error("no answer from postgres://a:b%20c@h/x"), false) ==
        "error: no answer from postgres://a:[secret]@h/x\n");
  reports::Secrets::forget_all();
}
