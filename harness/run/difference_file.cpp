// Every difference of a run, one per line: see difference_file.h.
#include "harness/run/difference_file.h"

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "harness/error.h"
#include "reports/result_json.h"

namespace parity {
namespace {

// No text of the data can hold it: there its quotes are escaped.
constexpr std::string_view kEmpty = R"("cluster":"")";
constexpr std::size_t kRoom = 10;  // of an id, "c-1f3a9c2e"

}  // namespace

DifferenceFile::DifferenceFile(const std::filesystem::path& file)
    : name_(file), file_(file, std::ios::binary | std::ios::in | std::ios::out | std::ios::trunc) {
  if (!file_) throw usage_error("cannot write to " + file.string());
}

// Blanks between two members are no part of the JSON, and the id takes their place.
std::uint64_t DifferenceFile::add(const reports::Difference& difference) {
  std::string line = reports::difference_json(difference);
  const std::size_t at = line.rfind(kEmpty);
  if (at == line.npos) throw std::logic_error("a difference has its cluster before anyone looked for it");
  line.insert(at + kEmpty.size(), kRoom, ' ');
  line += '\n';
  const std::uint64_t place = size_ + at + kEmpty.size() - 2;
  file_ << line;
  size_ += line.size();
  return place;
}

void DifferenceFile::close() {
  file_.close();
  if (!file_) throw std::system_error(EIO, std::generic_category(), "cannot write " + name_.string());
}

void DifferenceFile::set_cluster(std::uint64_t place, std::string_view id) {
  if (id.size() > kRoom) throw std::logic_error("a cluster's id is too long for differences.ndjson");
  file_.seekp(static_cast<std::streamoff>(place));
  file_ << '"' << id << '"';
  if (!file_) throw undecidable("cannot write to " + name_.string());
}

}  // namespace parity
