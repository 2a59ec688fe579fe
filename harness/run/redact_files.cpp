#include "harness/run/redact_files.h"

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "reports/redact.h"

namespace parity {
namespace {

void redact_file(const std::filesystem::path& file) {
  const std::filesystem::path clean = file.string() + ".clean";
  bool found = false;
  {
    std::ifstream in(file, std::ios::binary);
    std::ofstream out(clean, std::ios::binary | std::ios::trunc);
    std::string made;
    for (std::string line; std::getline(in, line);) {
      const std::string_view text = reports::redacted(line, made);
      found = found || text != line;
      out << text;
      if (!in.eof()) out << '\n';
    }
    out.close();
    if (!out)
      throw std::filesystem::filesystem_error("cannot write", clean,
                                              std::make_error_code(std::errc::io_error));
  }
  if (found)
    std::filesystem::rename(clean, file);
  else
    std::filesystem::remove(clean);
}

}  // namespace

void redact_files(const std::filesystem::path& folder) {
  if (!reports::Secrets::any()) return;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  for (const std::filesystem::path& file : files) redact_file(file);
}

}  // namespace parity
