// JUnit by pugixml: see junit_file.h. Its only home.
#include "harness/gates/junit_file.h"

#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "harness/error.h"

namespace parity {
namespace {

constexpr std::uintmax_t kMostBytes = 256u << 20;
constexpr int kMostDepth = 32;  // of suites in suites

class Reader {
 public:
  explicit Reader(std::string name) : file_(std::move(name)) {}

  JunitFile read(std::string_view bytes) {
    pugi::xml_document document;
    const pugi::xml_parse_result parsed =
        document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_auto);
    if (!parsed)
      throw undecidable(
          fmt::format("{} is not well-formed at byte {}: {}", file_, parsed.offset, parsed.description()));
    const pugi::xml_node root = document.document_element();
    if (root.next_sibling()) throw no_junit("it has something behind its root element");
    const std::string name = root.name();
    if (name == "testsuites") {
      for (const pugi::xml_node suite : root.children("testsuite")) read_suite(suite, 0);
    } else if (name == "testsuite") {
      read_suite(root, 0);
    } else {
      throw no_junit("its root is <" + name + ">");
    }
    return std::move(found_);
  }

 private:
  Error no_junit(const std::string& why) const { return undecidable(file_ + " is no JUnit file: " + why); }

  std::uint64_t count_of(const pugi::xml_node& suite, const char* attribute) const {
    const std::string text = suite.attribute(attribute).value();
    if (text.empty()) return 0;
    if (text.size() > 9 || text.find_first_not_of("0123456789") != text.npos)
      throw no_junit(fmt::format("{}=\"{}\" is no count", attribute, text));
    return std::stoull(text);
  }

  void read_suite(const pugi::xml_node& suite, int depth) {
    if (depth > kMostDepth) throw no_junit("suites are nested too deeply");
    const std::string time = suite.attribute("timestamp").value();
    if (!time.empty() && (found_.started.empty() || time < found_.started)) found_.started = time;
    const std::size_t before = found_.failed.size();
    for (const pugi::xml_node child : suite.children()) {
      const std::string name = child.name();
      if (name == "testsuite") read_suite(child, depth + 1);
      if (name == "testcase") read_case(child);
    }
    // A file cut and mended, or a writer that leaves out the cases: what it counts counts.
    const std::uint64_t counted = count_of(suite, "failures") + count_of(suite, "errors");
    if (counted > 0 && found_.failed.size() == before)
      found_.contradictions.push_back(fmt::format("suite '{}' counts {} failures and errors, and shows none",
                                                  suite.attribute("name").value(), counted));
  }

  void read_case(const pugi::xml_node& test) {
    ++found_.tests;
    const std::string name = test.attribute("name").value();
    const std::string group = test.attribute("classname").value();
    bool failed = false, skipped = false;
    for (const pugi::xml_node child : test.children()) {
      const std::string what = child.name();
      failed = failed || what == "failure" || what == "error";
      skipped = skipped || what == "skipped";
    }
    if (failed) found_.failed.push_back(group.empty() ? name : group + ": " + name);
    if (skipped && !failed) ++found_.skipped;
  }

  std::string file_;
  JunitFile found_;
};

}  // namespace

JunitFile parse_junit(std::string_view bytes, const std::string& name) { return Reader(name).read(bytes); }

JunitFile read_junit(const std::filesystem::path& file) {
  std::error_code problem;
  const std::uintmax_t size = std::filesystem::file_size(file, problem);
  if (problem) throw undecidable("cannot read " + file.string() + ": " + problem.message());
  if (size > kMostBytes) throw undecidable(file.string() + " is larger than 256 MiB");
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in && bytes.empty() && size > 0) throw undecidable("cannot read " + file.string());
  return parse_junit(bytes, file.string());
}

}  // namespace parity
