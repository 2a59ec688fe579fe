// The JSON reader as an adversary meets it: what is no JSON, what is JSON but no value, what is large, and
// where errors point to.
#include "harness/readers/json.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "harness/error.h"
#include "harness/readers/row_collector.h"
#include "normalizers/test.h"

using namespace parity;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

using Lines = std::vector<std::string>;

// A file that lives as long as the test.
struct TestFile {
  explicit TestFile(std::string_view bytes, const std::string& name = "rows.json") {
    std::string pattern = (fs::temp_directory_path() / "parity-json-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    path = folder / name;
    std::ofstream(path, std::ios::binary) << bytes;
  }
  TestFile(const TestFile&) = delete;
  ~TestFile() { fs::remove_all(folder); }

  JsonSource source() const {
    JsonSource source;
    source.file = path;
    source.label = path.filename().string();
    return source;
  }
  fs::path folder;
  fs::path path;
};

struct Shape {
  bool lines = false;
  std::string table = "t";
  std::optional<std::string> pointer = std::nullopt;
};

JsonSource source_of(const TestFile& file, const Shape& shape) {
  JsonSource source = file.source();
  source.lines = shape.lines;
  source.table = shape.table;
  source.pointer = shape.pointer;
  return source;
}

// The first table's columns, then its rows.
Lines rows_of(std::string_view bytes, const Shape& shape = {}) {
  const TestFile file(bytes);
  const auto reader = json_reader({source_of(file, shape)});
  const std::vector<TableInfo> tables = reader->tables();
  return collect(*reader, 0).rows;
}

// "line:column: what happened -- what to do"; every table is read to its end.
std::string error_of(std::string_view bytes, const Shape& shape = {}) {
  const TestFile file(bytes);
  try {
    const auto reader = json_reader({source_of(file, shape)});
    for (std::size_t i = 0, end = reader->tables().size(); i < end; ++i) collect(*reader, i);
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::undecidable);
    const std::string place = error.where.line == 0 ? ""
                                                    : std::to_string(error.where.line) + ":" +
                                                          std::to_string(error.where.column) + ": ";
    return place + error.what() + (error.hint.empty() ? "" : " -- " + error.hint);
  }
  return "no error";
}

std::string repeat(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

// The one cell of a row {"a": …}.
std::string cell(const std::string& json) {
  const Lines rows = rows_of("[{\"a\": " + json + "}]");
  return rows.size() == 1 ? rows[0] : "no single row";
}

const Shape kLines{.lines = true};
const std::string kBroken = "rows.json is no valid JSON: ";

}  // namespace

TEST_CASE("a byte order mark is no part of the document and takes no column") {
  CHECK(rows_of("\xef\xbb\xbf[{\"a\": 1}]") == Lines{"number 1"});
  CHECK(rows_of("\xef\xbb\xbf{\"a\": 1}\n{\"a\": 2}\n", kLines) == Lines{"number 1", "number 2"});
  CHECK(error_of("\xef\xbb\xbf[1]") == "1:2: " + kBroken + "a row has to be an object");
  CHECK(error_of("\xff\xfe[\0{\0}\0]\0"s) != "no error");
}

TEST_CASE("trap T36: a name twice in one object is an invalid value, at any depth") {
  CHECK(rows_of(R"([{"a": 1, "b": 2, "a": 1}])") ==
        Lines{"invalid invalid: the field \"a\" twice in one row | number 2"});
  CHECK(cell(R"({"x": 1, "x": 2})") == "invalid invalid: an object with the member \"x\" twice");
  CHECK(cell(R"([{"x": 1, "\u0078": 2}])") == "array [invalid: an object with the member \"x\" twice]");
  CHECK(rows_of(R"([{"a": 1, "\u0061": 2}])") == Lines{"invalid invalid: the field \"a\" twice in one row"});
}

TEST_CASE("trap T39: bytes that are not UTF-8 make their cell invalid and leave the others readable") {
  CHECK(rows_of("[{\"a\": \"caf\xe9\", \"b\": \"caf\xc3\xa9\"}, {\"a\": \"x\"}]") ==
        Lines{"invalid invalid: text that is not UTF-8 | text \"café\"", "text \"x\" | absent absent"});
  CHECK(cell("\"\xed\xa0\x80\"") == "invalid invalid: text that is not UTF-8");
  CHECK(cell("\"\xc0\xaf\"") == "invalid invalid: text that is not UTF-8");
  CHECK(cell("\"\xf4\x90\x80\x80\"") == "invalid invalid: text that is not UTF-8");
}

TEST_CASE("numbers keep every digit; what is no JSON number is an invalid value") {
  CHECK(cell("123456789012345678901234567890") == "number 123456789012345678901234567890");
  CHECK(cell("18446744073709551616") == "number 18446744073709551616");
  CHECK(cell("1.10") == "number 1.10");
  CHECK(cell("1e400") == "number 1e400");
  CHECK(cell("-0.19") == "number -0.19");
  CHECK(cell("0.1000000000000000055511151231257827") == "number 0.1000000000000000055511151231257827");
  for (const char* token : {"01", "1.2.3", "1.", ".5", "+1", "1e", "-", "0x10", "1_000", "NaN", "Infinity",
                            "tru", "nulll", "True", "1;", "x\"b\"", "1e2000000"}) {
    INFO(token);
    CHECK(cell(token).substr(0, 8) == "invalid ");
  }
}

TEST_CASE("trap T37: lone surrogates are invalid values, U+0000 is text") {
  CHECK(cell(R"("\ud800")").substr(0, 8) == "invalid ");
  CHECK(cell(R"("\udc00x")").substr(0, 8) == "invalid ");
  CHECK(cell(R"("\ud83d\ude00")") == "text \"\U0001F600\"");
  CHECK(cell(R"("a\u0000b")") == "text \"a\\u0000b\"");
  CHECK(cell(R"("\x41")").substr(0, 8) == "invalid ");
  CHECK(cell(R"("\u12g4")").substr(0, 8) == "invalid ");
}

TEST_CASE("trap T41: what is nested 10,000 deep is an invalid value, and reading goes on") {
  const std::string deep = repeat("[", 10'000) + repeat("]", 10'000);
  const std::string objects = repeat("{\"a\":", 10'000) + "1" + repeat("}", 10'000);
  const auto is_too_deep = [](const std::string& row) {
    return row.find("nested more than 512 deep") != std::string::npos;
  };
  const Lines rows = rows_of("[{\"a\": " + deep + "}, {\"a\": " + objects + "}, {\"a\": 2}]");
  REQUIRE(rows.size() == 3);
  CHECK(is_too_deep(rows[0]));
  CHECK(is_too_deep(rows[1]));
  CHECK(rows[2] == "number 2");
  CHECK(error_of(deep) == "1:2: " + kBroken + "a row has to be an object");
  CHECK(error_of(repeat("[", 10'000)) != "no error");
  CHECK(rows_of(repeat("{\"d\": ", 100) + "[{\"a\": 1}]" + repeat("}", 100),
                {.pointer = repeat("/d", 100)}) == Lines{"number 1"});
}

TEST_CASE("a file that ends early is an error, wherever it was cut") {
  const std::string whole = R"([{"a": 1, "b": "x]"}, {"a": [2, {"c": null}]}])";
  REQUIRE(error_of(whole) == "no error");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    INFO(whole.substr(0, length));
    CHECK(error_of(whole.substr(0, length)) != "no error");
  }
  const std::string tables = R"({"tables": {"t": [{"a": 1}], "u": []}, "x": {"y": [1]}})";
  const Shape shape{.table = "", .pointer = "/tables"};
  REQUIRE(error_of(tables, shape) == "no error");
  for (std::size_t length = 0; length < tables.size(); ++length) {
    INFO(tables.substr(0, length));
    CHECK(error_of(tables.substr(0, length), shape) != "no error");
  }
}

TEST_CASE("what is no JSON is an error with its line and column") {
  CHECK(error_of("") == "1:1: " + kBroken + "the file is empty");
  CHECK(error_of(" \n\t ") == "1:1: " + kBroken + "the file is empty");
  CHECK(error_of("[{\"a\": 1},\n  ]") == "2:3: " + kBroken + "a comma stands before the array's end");
  CHECK(error_of("[{\"a\": 1}\n {\"a\": 2}]") ==
        "2:2: " + kBroken + "expected ',' or ']' behind a row, found '{'");
  CHECK(error_of("[{\"a\": 1}]\n\n []") == "3:2: " + kBroken + "something stands behind the array's end");
  CHECK(error_of("[{\"é\": 1}, \n {\"a\": \"ü\"}, 7]") == "2:14: " + kBroken + "a row has to be an object");
  CHECK(error_of("[,{\"a\": 1}]") != "no error");
  CHECK(error_of("[{\"a\": 1},,{\"a\": 2}]") != "no error");
}

TEST_CASE("what is no JSON inside a row is an error, not a shorter row") {
  for (const char* row : {R"({"a": 1,})",
                          R"({"a" 1})",
                          R"({"a": 1 "b": 2})",
                          R"({a: 1})",
                          R"({"a": 1, 2})",
                          R"({'a': 1})",
                          R"({"a": [1,]})",
                          R"({"a": [1 2]})",
                          R"({"a": [1, 2})",
                          R"({"a": [1, 2}])",
                          R"({"a": {"b": 1])",
                          R"({"a":})",
                          R"({"a": ,"b": 1})",
                          R"({"a": 1, "b"})",
                          R"({,})",
                          R"({"a": [,]})",
                          "{\"a\": \"line\nbreak\"}",
                          "{\"a\": \"nul\0\"}",
                          R"({"a": "\"})",
                          R"({"a": 1}})",
                          R"({"a": 1} // note)",
                          R"({"a": 1 /* note */})",
                          R"({"a"::1})",
                          R"({"a": "b"x})",
                          R"({"a": NaN 1})",
                          R"({"a": "b" "c"})",
                          R"({"a": [[1] [2]]})",
                          R"({"a": {"b": 1 "c": 2}})",
                          R"({"a": {"b"}})"}) {
    INFO(row);
    const std::string error = error_of("[{\"z\": 0},\n" + std::string(row) + "]");
    CHECK(error != "no error");
    const bool placed = error.rfind("2:", 0) == 0 || error.rfind("1:", 0) == 0;
    CHECK(placed);
  }
  CHECK(error_of("[{\"a\": \"nul\0\"}]"s) != "no error");
}

TEST_CASE("a document of another shape is an error that says which was expected") {
  CHECK(error_of("{}", {.pointer = "t"}) == "'t' is no JSON Pointer -- one begins with '/', or is empty");
  const std::string hint =
      " -- `tables:` takes the JSON Pointer to the object whose members are arrays of rows, \"\" for the "
      "document "
      "itself";
  CHECK(error_of("7") != "no error");
  CHECK(error_of("\"text\"") != "no error");
  CHECK(error_of("null", {.table = ""}) != "no error");
  CHECK(error_of("{\"a\": 1}", {.table = ""}) == "rows.json: table 'a' is no array of rows at /a" + hint);
  CHECK(error_of("{\"a\": []}", {.table = "", .pointer = "/b"}) ==
        "rows.json: there is no member \"b\" at the top; it has a" + hint);
  CHECK(error_of("[1, 2]") == "1:2: " + kBroken + "a row has to be an object");
  CHECK(error_of("[[{\"a\": 1}]]") == "1:2: " + kBroken + "a row has to be an object");
}

TEST_CASE("NDJSON: blank lines and CRLF are fine, a bad line is an error with its number") {
  CHECK(rows_of("{\"a\": 1}\r\n{\"a\": 2}\r\n", kLines) == Lines{"number 1", "number 2"});
  CHECK(rows_of("{\"a\": 1}\n\n  \n{\"a\": 2}", kLines) == Lines{"number 1", "number 2"});
  CHECK(error_of("{\"a\": 1}\n{\"a\" 2}\n{\"a\": 3}\n", kLines).rfind("2:", 0) == 0);
  CHECK(error_of("{\"a\": 1}\noops\n{\"a\": 3}\n", kLines) ==
        "2:1: " + kBroken + "a row has to be an object");
  CHECK(error_of("{\"a\": 1}\n{\"a\": 2\n{\"a\": 3}\n", kLines).rfind("2:", 0) == 0);
  CHECK(error_of("{\"a\": 1} {\"a\": 2}\n", kLines) ==
        "1:10: " + kBroken + "something stands behind a row on its line");
  CHECK(error_of("{\"a\": 1},\n{\"a\": 2}\n", kLines) ==
        "1:9: " + kBroken + "something stands behind a row on its line");
  CHECK(rows_of("{\"a\":\n 1}\n{\"a\": 2}", kLines) ==
        Lines{"number 1", "number 2"});  // over two lines: still a row
  CHECK(error_of("[{\"a\": 1}]\n", kLines) == "1:1: " + kBroken + "a row has to be an object");
}

TEST_CASE("a row larger than the window, and an array of a million elements in a row, are read whole") {
  const std::string text(5'000'000, 'x');
  const Lines rows = rows_of("[{\"a\": \"" + text + "\"}, {\"a\": 1}]");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0] == "text \"" + text + "\"");
  CHECK(rows[1] == "number 1");

  const TestFile file("[{\"a\": [0" + repeat(",1", 999'999) + "]}, {\"a\": 2}]");
  const auto reader = json_reader({file.source()});
  reader->tables();
  struct Sizes : RowSink {
    void row(std::span<const Value> values, Locator) override { sizes.push_back(values[0].items().size()); }
    void column(std::string_view) override {}
    std::vector<std::size_t> sizes;
  } sink;
  for (const auto& stream : reader->open(0, 1)) stream->read(sink);
  CHECK(sink.sizes == std::vector<std::size_t>{1'000'000, 0});
}

TEST_CASE("the edge of a window changes nothing, wherever it falls") {
  // Rows of every length from 20 to 83 bytes put each byte of a row on the edge of a window sooner or later.
  std::string all = "[";
  Lines expected;
  for (std::size_t i = 0; i < 60'000; ++i) {
    const std::string filler(i % 64, 'y');
    all += (i == 0 ? "" : ",\n") + ("{\"a\": \"\\\"" + filler + "\\\\\", \"n\": " + std::to_string(i) + "}");
    expected.push_back("text \"\\\"" + filler + "\\\\\" | number " + std::to_string(i));
  }
  const Lines rows = rows_of(all + "]");
  REQUIRE(rows.size() == expected.size());
  CHECK((rows == expected));
}

TEST_CASE("names with escapes are one with their plain spelling") {
  const TestFile file(R"([{"a\"b": 1, "\u00e9": 2, "tab\t": 3, "": 4}, {"é": 5, "a\u0022b": 6, "": 7}])");
  const auto reader = json_reader({file.source()});
  const std::vector<TableInfo> tables = reader->tables();
  Lines names;
  for (const Column& column : tables[0].columns) names.push_back(column.name);
  CHECK(names == Lines{"a\"b", "é", "tab\t", ""});
  CHECK(collect(*reader, 0).rows ==
        Lines{"number 1 | number 2 | number 3 | number 4", "number 6 | number 5 | absent absent | number 7"});
}

TEST_CASE("names that differ only in what a backslash means are different columns") {
  CHECK(rows_of(R"([{"x\\": 1}, {"x\"y": 2}])") ==
        Lines{"number 1 | absent absent", "absent absent | number 2"});
  CHECK(rows_of(R"([{"a\\n": 1}, {"a\n": 2}])") ==
        Lines{"number 1 | absent absent", "absent absent | number 2"});
}

TEST_CASE("a name that cannot be read makes its field invalid and leaves the others readable") {
  CHECK(rows_of(R"([{"\ud800": 1, "b": 2}])") ==
        Lines{"invalid invalid: a field whose name cannot be read | number 2"});
  CHECK(rows_of("[{\"\xff\": 1, \"b\": 2}]") ==
        Lines{"invalid invalid: a field whose name cannot be read | number 2"});
  CHECK(rows_of(R"([{"a": {"\udc00": 1}, "b": "\ud800", "c": 3}])").size() == 1);
  CHECK(rows_of(R"([{"a": "\ud800", "b": 2, "c": NaN, "d": 3}])")[0].find("| number 2 | invalid") !=
        std::string::npos);
}

TEST_CASE("an object of 200,000 members beside the tables is no quadratic affair") {
  std::string all = "{";
  for (int i = 0; i < 200'000; ++i) all += "\"m" + std::to_string(i) + "\": 1, ";
  CHECK(error_of(all + "\"t\": [{\"a\": 1}]}", {.table = "t", .pointer = "/t"}) == "no error");
  CHECK(error_of(all + "\"t\": []}", {.table = "t", .pointer = "/u"}).size() < 1'000);
}

TEST_CASE("fields may come in any order, and some not at all") {
  CHECK(rows_of(R"([{"a": 1, "b": 2, "ab": 3}, {"ab": 4, "b": 5, "a": 6}, {"b": null}, {}])") ==
        Lines{"number 1 | number 2 | number 3", "number 6 | number 5 | number 4",
              "absent absent | null null | absent absent", "absent absent | absent absent | absent absent"});
}

TEST_CASE(
    "columns that no sample showed are announced before their first row, and fetched under their name") {
  std::string all = "[{\"a\": 0}";
  for (int i = 1; i < 20'000; ++i) all += ", {\"a\": " + std::to_string(i) + "}";
  all += ", {\"late\": \"x\", \"a\": 1}, {\"a\": 2}, {\"later\": true}]";
  const TestFile file(all);
  const auto reader = json_reader({file.source()});
  const std::vector<TableInfo> tables = reader->tables();
  CHECK_FALSE(tables[0].columns_final);
  REQUIRE(tables[0].columns.size() == 1);
  const RowCollector read = collect(*reader, 0);
  REQUIRE(read.rows.size() == 20'003);
  CHECK(read.late_columns == Lines{"late", "later"});
  CHECK(read.rows[20'000] == "number 1 | text \"x\"");
  CHECK(read.rows[20'001] == "number 2 | absent absent");
  CHECK(read.rows[20'002] == "absent absent | absent absent | boolean true");
  Lines found(2);
  reader->fetch(0, std::vector<Locator>{read.locators[20'002], read.locators[3]},
                [&](std::size_t i, const FetchedRow& row) {
                  RowCollector one;
                  one.row(row.values, 0);
                  found[i] = one.rows[0];
                  for (const std::string& name : row.late_columns) found[i] += " +" + name;
                });
  CHECK(found[0] == "absent absent | boolean true +later");
  CHECK(found[1] == "number 3");
}

TEST_CASE("what is said of a token that is no value is text, whatever its bytes") {  // found by json_fuzz
  CHECK(cell("12\xb4") == "invalid invalid: bytes that are not UTF-8");
  CHECK(cell("x\xc3\xa9") == "invalid invalid: \"x\xc3\xa9\" is no JSON value");
  CHECK(cell(std::string(39, 'x') + "\xc3\xa9") ==
        "invalid invalid: \"" + std::string(39, 'x') + "\" is no JSON value");
}

TEST_CASE("a row whose broken token holds a quote is found again as it was read") {  // found by json_fuzz
  const TestFile file("[{\"a\": &\"}, {\"a\": [x\"]}, {\"a\": 3}]");
  const auto reader = json_reader({file.source()});
  reader->tables();
  const RowCollector read = collect(*reader, 0);
  REQUIRE(read.rows.size() == 3);
  CHECK(read.rows[0].substr(0, 8) == "invalid ");
  std::vector<std::string> again(3);
  reader->fetch(0, read.locators, [&](std::size_t i, const FetchedRow& row) {
    RowCollector one;
    one.row(row.values, 0);
    again[i] = one.rows[0];
  });
  CHECK(again == read.rows);
}

TEST_CASE("several tables in one document, found by pointer, with exact origins") {
  const TestFile file(
      "{\n \"v\": 1,\n \"a/b\": {\"~t\": {\n  \"one\": [{\"a\": 1},\n   {\"é\": \"ü\"}, {\"a\": 3}],\n"
      "  \"two\": [] } } }\n");
  JsonSource source = file.source();
  source.pointer = "/a~1b/~0t";
  const auto reader = json_reader({source});
  const std::vector<TableInfo> tables = reader->tables();
  REQUIRE(tables.size() == 2);
  CHECK(tables[0].name == "one");
  CHECK(tables[1].name == "two");
  const RowCollector read = collect(*reader, 0);
  CHECK(collect(*reader, 1).rows.empty());
  REQUIRE(read.rows.size() == 3);
  Lines origins(4);
  reader->fetch(0,
                std::vector<Locator>{read.locators[2], read.locators[0], read.locators[1], read.locators[2]},
                [&](std::size_t i, const FetchedRow& row) { origins[i] = row.origin; });
  CHECK(origins == Lines{"rows.json:5:16", "rows.json:4:11", "rows.json:5:4", "rows.json:5:16"});
}

TEST_CASE("two tables of one name, in one document or in two, are an error") {
  CHECK(error_of(R"({"t": [], "t": []})", {.table = ""}) != "no error");
  const TestFile one("[]"), other("[]");
  CHECK_THROWS_AS(json_reader({one.source(), other.source()})->tables(), Error);
}

TEST_CASE("broken JSON outside of the wanted tables is an error too") {
  const Shape shape{.table = "", .pointer = "/tables"};
  for (const char* other : {"[1,]", "01", "tru", "{\"a\"}", "[1 2]", "\"\\x\"", "{\"a\": 1, \"a\": 2}"}) {
    INFO(other);
    CHECK(error_of(R"({"tables": {"t": []}, "x": )" + std::string(other) + "}", shape) != "no error");
  }
}

TEST_CASE("an unreadable file is an error") {
  JsonSource source;
  source.file = "/nowhere/rows.json";
  source.label = "rows.json";
  CHECK_THROWS_AS(json_reader({source})->tables(), Error);
  source.file = "/";
  CHECK_THROWS_AS(json_reader({source})->tables(), Error);
  CHECK_THROWS_AS(expand_glob("/nowhere/*.json"), Error);
}
