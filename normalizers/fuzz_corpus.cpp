// Runs a fuzz target once over each file of a folder: the main of a target where libFuzzer is not linked, so
// that what was once found stays a test under every compiler. No fuzzer: it makes no inputs up.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "normalizers/fuzz.h"

namespace {

bool holds(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  try {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    return in.good() || in.eof();
  } catch (const parity::fuzz::BrokenPromise& broken) {
    std::fprintf(stderr, "%s: a broken promise: %s\n", file.c_str(), broken.what());
  }
  return false;
}

}  // namespace

// 0: all promises hold; 1: one is broken; 2: there is nothing to try.
int main(int count, char** arguments) {
  std::vector<std::filesystem::path> files;
  std::error_code missing;
  if (count == 2)
    for (const auto& entry : std::filesystem::directory_iterator(arguments[1], missing))
      if (entry.is_regular_file()) files.push_back(entry.path());
  if (files.empty()) {
    std::fprintf(stderr, "%s: there is no input in the folder named\n", arguments[0]);
    return 2;
  }
  std::sort(files.begin(), files.end());
  std::ptrdiff_t broken = 0;
  for (const auto& file : files) broken += !holds(file);
  std::printf("%td of %zu inputs break a promise\n", broken, files.size());
  return broken == 0 ? 0 : 1;
}
