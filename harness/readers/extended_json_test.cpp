// MongoDB's Extended JSON: what each wrapper stands for, what is refused, what relaxed files lose.
#include "harness/readers/extended_json.h"

#include <filesystem>
#include <fstream>
#include <iostream>

#include "harness/readers/bson_values.h"
#include "harness/readers/json.h"
#include "harness/readers/json_decoder.h"
#include "harness/readers/row_collector.h"
#include "normalizers/encoding.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;
namespace fs = std::filesystem;

namespace {

struct Read {
  Arena arena;
  Value value;
  std::uint64_t relaxed = 0;

  explicit Read(const std::string& json)
      : value(from_extended_json(decode_json(json, arena), arena, relaxed)) {}
};

// "instant 1970-01-01T00:00:00Z"
std::string said(const std::string& json) {
  const Read read(json);
  return std::string(kind_name(read.value.kind)) + " " + spell(read.value);
}

void same_as(const std::string& a, const std::string& b) {
  CAPTURE(a, b);
  CHECK(same(Read(a).value, Read(b).value, NumberForm::value));
}
void other_than(const std::string& a, const std::string& b) {
  CAPTURE(a, b);
  CHECK_FALSE(same(Read(a).value, Read(b).value, NumberForm::value));
}

void refused(const std::string& json, const std::string& reason) {
  CAPTURE(json);
  const Read read(json);
  CHECK(read.value.kind == Kind::invalid);
  if (read.value.kind == Kind::invalid) CHECK_THAT(std::string(read.value.view()), ContainsSubstring(reason));
}

// Files of a folder that goes with its object.
class Exports {
 public:
  Exports() {
    std::string pattern = (fs::temp_directory_path() / "parity-ejson-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  Exports(const Exports&) = delete;
  ~Exports() { fs::remove_all(folder_); }
  JsonSource file(const std::string& text, JsonDialect dialect = JsonDialect::extended) const {
    JsonSource source;
    source.file = folder_ / "docs.json";
    std::ofstream(source.file) << text;
    source.label = "docs.json";
    source.lines = true;
    source.dialect = dialect;
    return source;
  }

 private:
  fs::path folder_;
};

}  // namespace

TEST_CASE("Extended JSON: numbers are their digits, and doubles their shortest decimal") {
  CHECK(said(R"({"$numberInt": "-2147483648"})") == "number -2147483648");
  CHECK(said(R"({"$numberLong": "9223372036854775807"})") == "number 9223372036854775807");
  CHECK(said(R"({"$numberDecimal": "1.50"})") == "number 1.50");
  CHECK(said(R"({"$numberDecimal": "-1E+6144"})") == "number -1e6144");
  CHECK(said(R"({"$numberDouble": "0.1000000000000000055511151231257827"})") == "number 0.1");
  CHECK(said(R"({"$numberDouble": "-Infinity"})") == "number -Infinity");
  CHECK(said(R"({"$numberDouble": "NaN"})") == "number NaN");
  same_as(R"({"$numberLong": "1"})", R"({"$numberDouble": "1.0"})");
  other_than(R"({"$numberLong": "9007199254740993"})", R"({"$numberDouble": "9007199254740992.0"})");
  refused(R"({"$numberInt": "2147483648"})", "is no integer of 32 bits");
  refused(R"({"$numberLong": "9223372036854775808"})", "is no integer of 64 bits");
  refused(R"({"$numberInt": 1})", "1 is no integer");
  refused(R"({"$numberLong": "1.0"})", "is no integer");
  refused(R"({"$numberDouble": "1e999"})", "is no double");
  refused(R"({"$numberDouble": 1.5})", "is no double");
  refused(R"({"$numberDecimal": "1,5"})", "is no decimal");
}

TEST_CASE("trap T32: dates of Extended JSON before 1970 and after 9999 are numbers") {
  CHECK(said(R"({"$date": {"$numberLong": "-62135596800000"}})") == "instant 0001-01-01T00:00:00Z");
  CHECK(said(R"({"$date": {"$numberLong": "253402300800000"}})") == "instant 10000-01-01T00:00:00Z");
  CHECK(said(R"({"$date": {"$numberLong": "-1"}})") == "instant 1969-12-31T23:59:59.999Z");
  same_as(R"({"$date": {"$numberLong": "1142956968000"}})", R"({"$date": "2006-03-21T16:02:48Z"})");
  same_as(R"({"$date": 631238400000})", R"({"$date": "1990-01-02T00:00:00.000Z"})");
  other_than(R"({"$date": {"$numberLong": "0"}})", R"({"$date": {"$numberLong": "1"}})");
  other_than(R"({"$date": "2006-03-21T16:02:48Z"})", R"("2006-03-21T16:02:48Z")");
  refused(R"({"$date": {"$numberLong": "9223372036854775807"}})", "which no calendar has");
  refused(R"({"$date": "2006-03-21"})", "is no date");
  refused(R"({"$date": "2006-03-21T16:02:48"})", "is no date");
  refused(R"({"$date": "2006-03-21T16:02:48.0000001Z"})", "is no date");
}

TEST_CASE("Extended JSON: ObjectIds, UUIDs and binaries are what they are, and not their text") {
  CHECK(said(R"({"$oid": "5f8468a500306c706b79def5"})") == "bytes \\x5f8468a500306c706b79def5");
  same_as(R"({"$oid": "5F8468A500306C706B79DEF5"})", R"({"$oid": "5f8468a500306c706b79def5"})");
  other_than(R"({"$oid": "5f8468a500306c706b79def5"})", R"("5f8468a500306c706b79def5")");
  refused(R"({"$oid": "12"})", "is no ObjectId");
  refused(R"({"$oid": "\\x8468a500306c706b79def5"})", "is no ObjectId");
  same_as(R"({"$binary": {"base64": "AAECAwQFBgcICQoLDA0ODw==", "subType": "04"}})",
          R"({"$uuid": "00010203-0405-0607-0809-0a0b0c0d0e0f"})");
  same_as(R"({"$binary": {"base64": "AAE=", "subType": "00"}})", R"({"$binary": "AAE=", "$type": "00"})");
  same_as(R"({"$binary": {"base64": "AAE=", "subType": "0"}})", R"({"$binary": "AAE=", "$type": 0})");
  CHECK(said(R"({"$binary": {"base64": "AAE=", "subType": "00"}})") == "bytes \\x0001");
  // A UUID in the byte order of some driver is no UUID, and bytes that mean something are not just bytes.
  other_than(R"({"$binary": {"base64": "AAECAwQFBgcICQoLDA0ODw==", "subType": "03"}})",
             R"({"$uuid": "00010203-0405-0607-0809-0a0b0c0d0e0f"})");
  other_than(R"({"$binary": {"base64": "AAE=", "subType": "05"}})",
             R"({"$binary": {"base64": "AAE=", "subType": "00"}})");
  CHECK(said(R"({"$binary": {"base64": "AAE=", "subType": "80"}})") ==
        R"(object {"$binary": {"subType": "80", "bytes": \x0001}})");
  refused(R"({"$binary": {"base64": "A", "subType": "00"}})", "is no base64");
  refused(R"({"$binary": {"base64": "AAE="}})", "$binary needs");
  refused(R"({"$binary": {"base64": "AAE=", "subType": "zz"}})", "$binary needs");
  refused(R"({"$uuid": "0001"})", "is no UUID");
}

TEST_CASE("Extended JSON: types without a counterpart equal themselves only, names that are none stay") {
  const std::string alone[] = {R"({"$timestamp": {"t": 1, "i": 2}})",
                               R"({"$regularExpression": {"pattern": "a", "options": "i"}})",
                               R"({"$symbol": "a"})",
                               R"({"$minKey": 1})",
                               R"({"$maxKey": 1})",
                               R"({"$undefined": true})",
                               R"({"$code": "f"})",
                               R"({"$code": "f", "$scope": {}})",
                               "null",
                               R"("a")",
                               "1"};
  for (const std::string& a : alone)
    for (const std::string& b : alone) a == b ? same_as(a, b) : other_than(a, b);
  CHECK(Read(alone[0]).relaxed == 0);
  CHECK(said(R"({"$ref": "users", "$id": {"$numberInt": "7"}})") == R"(object {"$ref": "users", "$id": 7})");
  CHECK(said(R"({"a": [{"$numberInt": "7"}], "$set": null})") == R"(object {"a": [7], "$set": null})");
  refused(R"({"$date": {"$numberLong": "1"}, "note": 1})", "something beside it");
}

TEST_CASE("trap T34: a source in relaxed Extended JSON says so, one that is canonical has nothing to say") {
  const Exports exports;
  const auto notes = [&](const std::string& text, JsonDialect dialect = JsonDialect::extended) {
    const auto reader = json_reader({exports.file(text, dialect)});
    const std::vector<TableInfo> tables = reader->tables();
    collect(*reader, 0);
    collect(*reader, 0);  // read twice, counted once
    std::vector<std::string> all = reader->notes();
    all.insert(all.end(), tables[0].notes.begin(), tables[0].notes.end());
    return all;
  };
  const auto relaxed = notes(R"({"_id": 1, "v": [2, {"w": 3.0}], "d": {"$date": "1990-01-02T00:00:00Z"}})");
  REQUIRE(relaxed.size() == 1);
  CHECK_THAT(relaxed[0], ContainsSubstring("table docs: relaxed Extended JSON, 3 numbers do not say"));
  CHECK(notes(R"({"_id": {"$numberInt": "1"}, "d": {"$date": {"$numberLong": "0"}}})").empty());
  const auto plain = notes(R"({"_id": 1, "v": [{"a": {"$oid": "12"}}]})", JsonDialect::plain);
  REQUIRE(plain.size() == 1);
  CHECK_THAT(plain[0], ContainsSubstring("`dialect: extended` reads it"));
  CHECK(notes(R"({"_id": 1, "v": {"$ref": "x"}})", JsonDialect::plain).empty());
  // Plain JSON, an export that was not declared: another value than the one it stands for.
  other_than(R"({"$numberLong": "1"})", R"("1")");
}

TEST_CASE("trap T35: the order of members matters in _id, at any depth, and nowhere else") {
  const Exports exports;
  const auto row = [&](const std::string& text) {
    const auto reader = json_reader({exports.file(text)});
    reader->tables();
    return collect(*reader, 0).rows.at(0);
  };
  CHECK(
      row(R"({"_id": {"a": {"$numberInt": "1"}, "b": {"d": "x", "c": [{"f": 1, "e": 2}]}}, "v": {"b": 1, "a": 2}})") ==
      R"(array [{"a": 1}, {"b": [{"d": "x"}, {"c": [[{"f": 1}, {"e": 2}]]}]}] | object {"b": 1, "a": 2})");
  CHECK(row(R"({"_id": {"$oid": "5f8468a500306c706b79def5"}})") == "bytes \\x5f8468a500306c706b79def5");
  CHECK(row(R"({"_id": {"$minKey": 1}})") == R"(object {"$minKey": 1})");
  Arena arena;
  const auto id = [&](const std::string& json) { return bson_id(Read(json).value, arena); };
  const auto same_ids = [&](const std::string& a, const std::string& b) {
    std::uint64_t unused = 0;
    Arena kept;
    const Value left = bson_id(from_extended_json(decode_json(a, kept), kept, unused), kept);
    const Value right = bson_id(from_extended_json(decode_json(b, kept), kept, unused), kept);
    return same(left, right, NumberForm::value);
  };
  CHECK(id("7").kind == Kind::number);
  CHECK(same_ids(R"({"a": 1, "b": 2})", R"({"a": 1.0, "b": 2})"));
  CHECK_FALSE(same_ids(R"({"a": 1, "b": 2})", R"({"b": 2, "a": 1})"));
  CHECK_FALSE(same_ids(R"({"k": {"a": 1, "b": 2}})", R"({"k": {"b": 2, "a": 1}})"));
  same_as(R"({"a": 1, "b": 2})", R"({"b": 2, "a": 1})");
}

TEST_CASE("Extended JSON that others exported is read whole") {
  const fs::path data = fs::path(PARITY_SOURCE) / "../shared/data";
  if (!fs::exists(data)) {
    std::cout << "no ../shared/data beside this source tree: exports of others are not read\n";
    return;
  }
  struct Export {
    const char* file;
    std::size_t rows;
    std::uint64_t instants;
    bool relaxed;
  };
  for (const Export& expected :
       {Export{"mongo-hadoop/yield_historical_in.json", 5193, 5193, true},
        Export{"northwind-erp-mongo/json/strings.json", 62, 0, true},
        Export{"northwind-erp-mongo/json/inventory_transactions.json", 102, 204, true}}) {
    CAPTURE(expected.file);
    JsonSource source;
    source.file = data / expected.file;
    source.label = expected.file;
    source.lines = true;
    source.dialect = JsonDialect::extended;
    const auto reader = json_reader({source});
    reader->tables();
    const RowCollector collector = collect(*reader, 0);
    CHECK(collector.rows.size() == expected.rows);
    CHECK(collector.cells[static_cast<std::size_t>(Kind::instant)] == expected.instants);
    CHECK(collector.cells[static_cast<std::size_t>(Kind::invalid)] == 0);
    CHECK(reader->notes().empty() != expected.relaxed);
  }
}
