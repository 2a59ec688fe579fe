// Fuzzes JUnit files of other tools: one is read or refused with an error of ours, its numbers agree with
// each other, and no answer is green where the bytes name a failure.
#include "harness/error.h"
#include "harness/gates/junit_file.h"
#include "normalizers/fuzz.h"

using namespace parity;
using parity::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Exact bytes(std::string_view(reinterpret_cast<const char*>(data), size));
  JunitFile file;
  try {
    file = parse_junit(bytes.view(), "fuzzed");
  } catch (const Error& error) {
    require(error.kind == ErrorKind::undecidable, "what is no JUnit cannot be decided", error.what());
    return 0;
  }
  require(file.failed.size() + file.skipped <= file.tests, "no test fails and is skipped");
  // The same bytes with a failed test before them are red, where they are still well-formed.
  const std::string text(bytes.view());
  const std::size_t at = text.find("<testcase");
  if (at == text.npos || file.tests == 0) return 0;
  try {
    const JunitFile red =
        parse_junit(text.substr(0, at) + "<testcase name='x'><failure/></testcase>" + text.substr(at), "red");
    require(red.tests != file.tests + 1 || red.failed.size() == file.failed.size() + 1,
            "a failure more is one more", text);
  } catch (const Error&) {  // inside of a comment, an attribute or CDATA
  }
  return 0;
}
