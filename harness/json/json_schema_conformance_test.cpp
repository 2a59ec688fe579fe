// JSON Schema under the official cases, as Debian packages them: json-schema-test-suite, which ends with
// draft 7, and the newer copy in libtest-json-schema-acceptance-perl, with both drafts. What misses is
// printed.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>

#include "harness/json/document.h"
#include "harness/json/json_schema.h"
#include "harness/json/pointer.h"
#include "normalizers/test.h"

using namespace parity;
namespace fs = std::filesystem;

namespace {

const std::vector<fs::path> kSuites = {"/usr/share/json-schema-test-suite",
                                       "/usr/share/perl5/auto/share/dist/Test-JSON-Schema-Acceptance"};

JsonDocument read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return JsonDocument::parse(text.str());
}

std::vector<fs::path> json_files(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

using Remotes = std::map<std::string, JsonDocument>;

Remotes remotes_of(const fs::path& suite) {
  Remotes remotes;
  if (!fs::exists(suite / "remotes")) return remotes;
  for (const auto& entry : fs::recursive_directory_iterator(suite / "remotes"))
    if (entry.path().extension() == ".json")
      remotes.emplace("http://localhost:1234/" + fs::relative(entry.path(), suite / "remotes").string(),
                      read(entry.path()));
  return remotes;
}

const Value& member(const Value& of, std::string_view name) {
  const Value* const found = follow_pointer(of, "/" + std::string(name));
  REQUIRE(found != nullptr);
  return *found;
}

struct Rate {
  std::size_t passed = 0;
  std::size_t all = 0;
  std::vector<std::string> misses;

  double share() const { return all == 0 ? 0 : static_cast<double>(passed) / static_cast<double>(all); }
};

void judge_group(const Value& group, const std::string& name, const SchemaOptions& options, Rate& rate) {
  std::optional<JsonSchema> schema;
  std::string refused;
  try {
    schema = JsonSchema::compile(member(group, "schema"), options);
  } catch (const SchemaError& error) { refused = " (" + error.rule + " " + error.message + ")"; }
  for (const Value& test : member(group, "tests").items()) {
    ++rate.all;
    const bool expected = member(test, "valid").integer != 0;
    if (schema && schema->validate(member(test, "data")).empty() == expected) {
      ++rate.passed;
    } else {
      rate.misses.push_back(name + ": " + std::string(member(group, "description").view()) + ": " +
                            std::string(member(test, "description").view()) + refused);
    }
  }
}

Rate judged(const std::vector<fs::path>& files, SchemaOptions options, const Remotes& remotes) {
  options.document = [&remotes](const std::string& uri) {
    const auto found = remotes.find(uri);
    return found == remotes.end() ? nullptr : &found->second.value();
  };
  Rate rate;
  for (const fs::path& file : files) {
    const JsonDocument document = read(file);
    if (!document.valid()) rate.misses.push_back(file.string() + ": " + std::string(document.value().view()));
    for (const Value& group : document.value().items())
      judge_group(group, file.filename().string(), options, rate);
  }
  return rate;
}

void print(const std::string& what, const Rate& rate) {
  if (rate.all != 0)
    std::cout << "JSON Schema, " << what << ": " << rate.passed << " of " << rate.all << " cases pass\n";
}
void print_misses(const Rate& rate) {
  for (const std::string& miss : rate.misses) std::cout << "  misses " << miss << "\n";
}
// What nobody requires: the files are enough.
void print_files(const Rate& rate) {
  std::map<std::string, int> files;
  for (const std::string& miss : rate.misses) ++files[miss.substr(0, miss.find(':'))];
  for (const auto& [file, count] : files) std::cout << "  misses " << count << " in " << file << "\n";
}

void check_draft(const std::string& folder, SchemaDraft draft, std::size_t at_least) {
  std::size_t most = 0;
  for (const fs::path& suite : kSuites) {
    const fs::path tests = suite / "tests" / folder;
    const Remotes remotes = remotes_of(suite);
    const SchemaOptions options{draft, false, {}, {}};
    const Rate required = judged(json_files(tests), options, remotes);
    if (required.all == 0) {
      std::cout << "JSON Schema, " << folder << ": no cases in " << suite.string() << "\n";
      continue;
    }
    most = std::max(most, required.all);
    print(folder + ", required", required);
    print_misses(required);
    const Rate optional = judged(json_files(tests / "optional"), options, remotes);
    print(folder + ", optional", optional);
    print_files(optional);
    SchemaOptions asserting = options;
    asserting.assert_formats = true;
    const Rate formats = judged(json_files(tests / "optional" / "format"), asserting, remotes);
    print(folder + ", formats", formats);
    print_files(formats);
    CHECK(optional.share() >= 0.7);
    CHECK(formats.share() >= 0.9);
    CHECK(required.share() >= 0.99);
  }
  if (most == 0) {
    std::cout << "JSON Schema, " << folder << ": no suite is installed, nothing is proven\n";
    return;
  }
  CHECK(most >= at_least);
}

}  // namespace

TEST_CASE("the required cases of JSON Schema draft 7 pass") {
  check_draft("draft7", SchemaDraft::draft7, 400);
}
TEST_CASE("the required cases of JSON Schema 2020-12 pass") {
  check_draft("draft2020-12", SchemaDraft::draft2020_12, 1000);
}

TEST_CASE("the judge of the JSON Schema cases turns red") {
  const JsonDocument group =
      JsonDocument::parse(R"({"description": "g", "schema": {"type": "integer"}, "tests": [
    {"description": "right", "data": 1, "valid": true}, {"description": "wrong", "data": 1, "valid": false},
    {"description": "wrong too", "data": "1", "valid": true}]})");
  Rate rate;
  judge_group(group.value(), "f", {}, rate);
  CHECK(rate.passed == 1);
  CHECK(rate.misses == std::vector<std::string>{"f: g: wrong", "f: g: wrong too"});
  const JsonDocument broken = JsonDocument::parse(
      R"({"description": "g", "schema": {"type": 1}, "tests": [{"description": "t", "data": 1, "valid": true}]})");
  judge_group(broken.value(), "f", {}, rate);
  CHECK(rate.misses.size() == 3);
}
