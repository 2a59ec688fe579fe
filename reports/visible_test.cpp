#include "reports/visible.h"

#include "normalizers/test.h"

namespace parity::reports {
namespace {

void check_visible(const std::string& spelled, const std::string& expected) {
  CHECK(visible_text(spelled) == expected);
}

// The differing parts of two texts, as "[a|b]".
void check_differing(const std::string& source, const std::string& target, const std::string& expected) {
  const Differing part = differing(source, target);
  CHECK("[" + source.substr(part.source.from, part.source.to - part.source.from) + "|" +
            target.substr(part.target.from, part.target.to - part.target.from) + "]" ==
        expected);
}

void check_code_points(const std::string& source, const std::string& target, const std::string& a,
                       const std::string& b) {
  const CodePoints points = code_points(source, target);
  CHECK(points.source == a);
  CHECK(points.target == b);
}

}  // namespace

TEST_CASE("blanks at the ends of text are shown, those within are not") {
  check_visible(R"("a b")", R"("a b")");
  check_visible(R"("  a b ")", R"("··a b·")");
  check_visible(R"(" ")", R"("·")");
  check_visible(R"(["a ", " b", 1, {"k": "v "}])", R"(["a·", "·b", 1, {"k": "v·"}])");
  check_visible("not quoted ", "not quoted·");
}

TEST_CASE("escapes of controls are shown as their pictures, other escapes stay") {
  check_visible(R"("a\tb\n\r")", R"("a␉b␊␍")");
  check_visible(R"("\u0000\u001B")", R"("␀␛")");
  check_visible(R"("a\\tb \" c")", R"("a\\tb \" c")");
  check_visible(R"("a \"")", R"("a \"")");
  check_visible(R"("\)", R"("\)");
  check_visible(R"("\u12)", R"("\u12)");
}

TEST_CASE("what no font shows is named") {
  check_visible("\"a\u00a0b\"", "\"a⟨U+00A0 no-break space⟩b\"");
  check_visible("\"\u200b\u202e\ufeff\"",
                "\"⟨U+200B zero-width space⟩⟨U+202E direction override⟩⟨U+FEFF zero-width no-break space⟩\"");
  check_visible("\"e\u0301\"", "\"e⟨U+0301 combining mark⟩\"");
  check_visible("\"é 😀 中\"", "\"é 😀 中\"");
  check_visible("\"\xff\"", "\"�\"");
  check_visible("", "");
}

TEST_CASE("names and messages cannot steer a terminal") {
  CHECK(printable("a\x1b[31mb\n") == "a␛[31mb␊");
  CHECK(printable("a\nb", LineBreaks::kept) == "a\nb");
  CHECK(printable("a\u202eb") == "a⟨U+202E⟩b");
  CHECK(printable("Cafe\u0301") == "Cafe\u0301");
}

TEST_CASE("the differing part of two texts is cut between whole characters") {
  check_differing("\"abc\"", "\"axc\"", "[b|x]");
  check_differing("\"abc\"", "\"abc\"", "[|]");
  check_differing("\"aa\"", "\"aaa\"", "[|a]");
  check_differing("é", "è", "[é|è]");
  check_differing("Caf\u00e9!", "Cafe\u0301!", "[\u00e9|e\u0301]");
  check_differing("cafe", "cafe\u0301", "[e|e\u0301]");
  check_differing(R"("a\n")", R"("a\t")", R"([\n|\t])");
  check_differing(R"("a\u0001")", R"("a\u0002")", R"([\u0001|\u0002])");
  check_differing("", "x", "[|x]");
  check_differing("\xff\xff", "\xff", "[\xff|]");
}

TEST_CASE("pieces say which of them differ") {
  const std::string source = R"("ab c")", target = R"("abx c")";
  const std::vector<Piece> pieces = make_visible(target, differing(source, target).target);
  REQUIRE(pieces.size() == 3);
  CHECK(pieces[1].text == "x");
  CHECK(pieces[1].differs);
  CHECK_FALSE(pieces[2].differs);
}

TEST_CASE("what looks alike is told apart by its code points") {
  check_code_points("\"Caf\u00e9\"", "\"Cafe\u0301\"", "\u00e9 U+00E9", "e U+0065, ◌\u0301 U+0301");
  check_code_points("\"a b\"", "\"a\u00a0b\"", "U+0020 space", "U+00A0 no-break space");
  check_code_points("\"a\"", "\"\u0430\"", "a U+0061", "\u0430 U+0430");
  check_code_points("\"Rope\"", "\"Rop\u200be\"", "nothing", "U+200B zero-width space");
  check_code_points(R"("a\t")", "\"a\u00a0\"", "U+0009 tab", "U+00A0 no-break space");
  check_code_points("\"abc\"", "\"abd\"", "", "");
  check_code_points("\"é\"", "\"" + std::string(40, 'x') + "\"", "", "");
  check_code_points("a", "\xff", "a U+0061", "byte FF");
}

}  // namespace parity::reports
