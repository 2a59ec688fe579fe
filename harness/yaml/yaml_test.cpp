// The tree that YAML becomes: kinds, places, references. What it refuses stands in
// harness/contract/mistakes/yaml.txt.
#include "harness/yaml/yaml.h"

#include <fmt/format.h>

#include "harness/error.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

// A tree in one line: {key: value, …}, kinds by their first letter.
std::string spell(const Yaml& node) {
  std::string out;
  switch (node.kind) {
    case Yaml::Kind::null: return "null";
    case Yaml::Kind::boolean: return "b:" + node.text;
    case Yaml::Kind::number: return "n:" + node.text;
    case Yaml::Kind::text: return "'" + node.text + "'";
    case Yaml::Kind::list:
      for (const Yaml& item : node.items) out += (out.empty() ? "" : " ") + spell(item);
      return "[" + out + "]";
    case Yaml::Kind::mapping:
      for (const Yaml::Entry& entry : node.entries)
        out += (out.empty() ? "" : " ") + entry.key + "=" + spell(entry.value);
      return "{" + out + "}";
  }
  return out;
}

void check_tree(const std::string& yaml, const std::string& expected) {
  INFO("yaml: " << yaml);
  CHECK(spell(parse_yaml(yaml, "x.yaml")) == expected);
}

void check_place(const Location& where, int line, int column) {
  CHECK(where.file == "x.yaml");
  CHECK(where.line == line);
  CHECK(where.column == column);
}

void check_refused(const std::string& yaml, const std::string& message, int line, int column) {
  INFO("yaml: " << yaml);
  try {
    const Yaml tree = parse_yaml(yaml, "x.yaml");
    FAIL("read as " << spell(tree));
  } catch (const Error& error) {
    CHECK(std::string(error.what()) == message);
    check_place(error.where, line, column);
  }
}

}  // namespace

TEST_CASE("scalars are what YAML 1.2 says and not what 1.1 said") {
  check_tree("[true, True, FALSE, false]", "[b:true b:True b:FALSE b:false]");
  check_tree("[yes, no, on, off, y, n, Yes]", "['yes' 'no' 'on' 'off' 'y' 'n' 'Yes']");
  check_tree("[null, ~, Null, NULL, nil]", "[null null null null 'nil']");
  check_tree("[0, -1, +12, 1.5, .5, 5., 1e3, -1.5E-3, .inf, -.Inf, .nan]",
             "[n:0 n:-1 n:+12 n:1.5 n:.5 n:5. n:1e3 n:-1.5E-3 n:.inf n:-.Inf n:.nan]");
  check_tree("[012, 0o17, 0x1F, 0b1, 1:30, 190:20:30, 1_000, 1.2.3, 2024-01-02, -, +, ., e5, 1e, -.nan]",
             "['012' '0o17' '0x1F' '0b1' '1:30' '190:20:30' '1_000' '1.2.3' '2024-01-02' '-' '+' '.' 'e5' "
             "'1e' '-.nan']");
  check_tree("['true', \"1\", 'null', \"~\", '']", "['true' '1' 'null' '~' '']");
  check_tree("a: |\n  1\n", "{a='1\n'}");
}

TEST_CASE("keys are the words as written") {
  check_tree("{ null: empty, true: 1, off: 2, 1: one, \"~\": x }",
             "{null='empty' true=n:1 off=n:2 1='one' ~='x'}");
  check_tree("empty: null\nabsent:\nx: ~\n", "{empty=null absent=null x=null}");
  const Yaml tree = parse_yaml("empty: null\nabsent:\n", "x.yaml");
  CHECK(tree.find("empty")->value.text == "null");
  CHECK(tree.find("absent")->value.text.empty());
}

TEST_CASE("JSON is YAML") {
  check_tree("{\"a\":1,\"b\":[{\"c\":null}],\"d\":\"x\\u00e9\"}", "{a=n:1 b=[{c=null}] d='xé'}");
}

TEST_CASE("aliases stand for a copy of what they name") {
  check_tree("a: &x { k: [1, 2] }\nb: *x\nc: [*x, *x]\n",
             "{a={k=[n:1 n:2]} b={k=[n:1 n:2]} c=[{k=[n:1 n:2]} {k=[n:1 n:2]}]}");
  check_tree("- &n null\n- *n\n- &e ''\n- *e\n", "[null null '' '']");
}

TEST_CASE("every node and every key has its place, in code points") {
  const Yaml tree = parse_yaml("\xEF\xBB\xBFname: gym\r\n\"é ü\":  [ä, 'b', { ß: 1 }]\nlast:\n", "x.yaml");
  check_place(tree.where, 1, 1);
  check_place(tree.entries[0].value.where, 1, 7);
  check_place(tree.entries[1].where, 2, 1);
  const Yaml& list = tree.entries[1].value;
  check_place(list.where, 2, 9);
  check_place(list.items[0].where, 2, 10);
  check_place(list.items[1].where, 2, 13);
  check_place(list.items[2].entries[0].where, 2, 20);
  check_place(list.items[2].entries[0].value.where, 2, 23);
  check_place(tree.entries[2].value.where, 3, 1);  // nothing is written: where its key is
  check_place(parse_yaml("a: &anchor  12\n", "x.yaml").entries[0].value.where, 1, 13);
}

TEST_CASE("a reference has its place, wherever the scalar begins") {
  const Yaml tree = parse_yaml("a: 'é ${x} ${y}'\nb: |\n  one\n  two ${x}\nc: ${x}\n", "x.yaml");
  check_place(tree.entries[0].value.reference(0), 1, 7);
  check_place(tree.entries[0].value.reference(1), 1, 12);
  check_place(tree.entries[1].value.reference(0), 4, 7);
  check_place(tree.entries[2].value.reference(0), 5, 4);
}

TEST_CASE("tabs are text inside of scalars, and no indentation") {
  check_tree("a: |\n  x\n  \ty\nb: 'q\n\tr'\nc: 1\t# comment\n", "{a='x\n\ty\n' b='q r' c=n:1}");
  check_refused("a: |\n  x\n\t\n  y\nb: 1", "this is no YAML: illegal tab when looking for indentation", 3,
                1);
  check_refused("a:\n\t- x\n", "a tab cannot indent YAML", 2, 1);
  check_refused("a: { b: 1,\n\tc: 2 }\n", "a tab cannot indent YAML", 2, 1);
}

TEST_CASE("a quote that is never closed is refused, though yaml-cpp takes the end of the file for one") {
  check_refused("a: \"x\nb: 1\n", "this quote is never closed", 1, 4);
  check_refused("a: 'it''s\n", "this quote is never closed", 1, 4);
  check_tree("a: 'it''s'\nb: \"\\\"\"\n", "{a='it's' b='\"'}");
}

TEST_CASE("bytes that are no UTF-8 and controls are refused where they stand") {
  check_refused("name: gym\nabout: \"\xE9\"\n", "byte 0xE9 is no UTF-8", 2, 9);
  check_refused("name: \xED\xA0\x80\n", "byte 0xED is no UTF-8", 1, 7);
  check_refused("name: \xC0\x80\n", "byte 0xC0 is no UTF-8", 1, 7);
  check_refused("name: \xF4\x90\x80\x80\n", "byte 0xF4 is no UTF-8", 1, 7);
  check_refused("name: \xE2\x82", "byte 0xE2 is no UTF-8", 1, 7);
  check_refused(std::string("a: x\0y\n", 7), "a control character, U+0000", 1, 5);
  check_refused("a: \"\x1B[31m\"\n", "a control character, U+001B", 1, 5);
  check_refused(
      "\xFF\xFE"
      "a: 1",
      "byte 0xFF is no UTF-8", 1, 1);
}

TEST_CASE("a file without an end is refused, not read to it") {
  CHECK_THROWS_WITH(read_yaml("/dev/zero"), "larger than 16 MiB");
}

TEST_CASE("what would exhaust the machine is refused") {
  check_refused(std::string(65, '[') + std::string(65, ']'), "nested deeper than 64 levels", 1, 65);
  CHECK_THROWS_AS(parse_yaml(std::string(100'000, '['), "x.yaml"), Error);
  CHECK_THROWS_AS(parse_yaml(std::string(100'000, '{'), "x.yaml"), Error);
  CHECK_NOTHROW(parse_yaml(std::string(64, '[') + std::string(64, ']'), "x.yaml"));
  check_refused(std::string(kYamlBytes + 1, ' '), "larger than 16 MiB", 0, 0);
  std::string many = "[";
  for (std::size_t i = 0; i < kYamlNodes; ++i) many += "0,";
  check_refused(many + "]", "more than 100000 nodes, with all aliases expanded", 1, 1);
  const std::string text(kYamlBytes / 16, 'x');  // few nodes, and a gigabyte
  std::string long_ones = "a: &a " + text + "\nb: [*a";
  for (int i = 0; i < 1'000; ++i) long_ones += ", *a";
  CHECK_THROWS_WITH(parse_yaml(long_ones + "]", "x.yaml"),
                    "more than 64 MiB of text, with all aliases expanded");
}
