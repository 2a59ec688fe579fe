// The twin of the fuzz targets: a promise that some input breaks. ci/fuzz has to find one by itself, and the
// test over the kept inputs has to turn red.
#include "normalizers/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = parity::fuzz::Bytes(data, size).rest();
  parity::fuzz::require(text.substr(0, 4) != "1.5e", "no number begins with 1.5e", text);
  return 0;
}
