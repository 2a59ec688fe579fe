// Fuzzes the reading of bundles: the input is bundle.json, findings.ndjson, rows.ndjson and checks.ndjson
// with a byte 0x1e between them. It is refused with an Error, or read; what is read is written as what reads
// back as the same.
#include <algorithm>

#include "harness/bundle/bundle.h"
#include "harness/error.h"
#include "normalizers/fuzz.h"

using namespace parity;
using parity::fuzz::require;

namespace {

Files files_of_input(std::string_view text) {
  Files files = {{"scenario.yaml", ""}, {"contract-0.yaml", ""}};
  for (const char* name : {"bundle.json", "findings.ndjson", "rows.ndjson", "checks.ndjson"}) {
    const std::size_t end = std::min(text.find('\x1e'), text.size());
    files[name] = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const Files once = files_of(bundle_of(files_of_input(text), "input"));
    try {
      require(files_of(bundle_of(once, "again")) == once, "a bundle reads back as it was written", text);
    } catch (const Error& error) { require(false, "what was written is a bundle", text, error.what()); }
  } catch (const Error& error) {
    require(error.kind == ErrorKind::undecidable, "it is refused as one", text);
  }
  return 0;
}
