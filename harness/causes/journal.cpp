// What was learned of each difference, on its way to the later passes: see journal.h.
#include "harness/causes/journal.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include <stdlib.h>
#include <unistd.h>

#include "harness/error.h"

namespace parity {
namespace {

constexpr std::size_t kWindow = 1 << 20;

std::FILE* nameless(const std::filesystem::path& directory) {
  std::string name = (directory / "parity-causes-XXXXXX").string();
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0)
    throw undecidable("cannot write to " + directory.string() + ": " +
                      std::generic_category().message(errno));
  ::unlink(name.c_str());
  return ::fdopen(descriptor, "w+b");
}

}  // namespace

Spill::Spill(std::size_t memory, std::filesystem::path directory)
    : memory_(memory), directory_(std::move(directory)), file_(nullptr, &std::fclose) {}

std::uint64_t Spill::append(std::string_view record) {
  const std::uint64_t at = size_;
  held_ += record;
  size_ += record.size();
  if (held_.size() >= memory_) write_out();
  return at;
}

void Spill::write_out() {
  if (!file_) file_.reset(nameless(directory_));
  const bool written = std::fseek(file_.get(), 0, SEEK_END) == 0 &&
                       std::fwrite(held_.data(), 1, held_.size(), file_.get()) == held_.size() &&
                       std::fflush(file_.get()) == 0;
  if (!written)
    throw undecidable("cannot write a temporary file in " + directory_.string() + ": " +
                      std::generic_category().message(errno))
        .with_hint("TMPDIR names another folder for it");
  written_ += held_.size();
  held_.clear();
}

void Spill::read(std::uint64_t at, char* to, std::size_t size) {
  if (at < written_) {
    const std::size_t part = static_cast<std::size_t>(std::min<std::uint64_t>(size, written_ - at));
    for (std::size_t done = 0; done < part;) {
      const ssize_t got =
          ::pread(::fileno(file_.get()), to + done, part - done, static_cast<off_t>(at + done));
      if (got <= 0) throw undecidable("cannot read back a temporary file in " + directory_.string());
      done += static_cast<std::size_t>(got);
    }
    at += part, to += part, size -= part;
  }
  if (size > 0) std::memcpy(to, held_.data() + (at - written_), size);
}

void Journal::add(JournalEntry entry, std::span<const std::uint64_t> hypotheses) {
  entry.hypotheses = static_cast<std::uint16_t>(hypotheses.size());
  record_.assign(reinterpret_cast<const char*>(&entry), sizeof entry);
  record_.append(reinterpret_cast<const char*>(hypotheses.data()), hypotheses.size_bytes());
  spill_.append(record_);
}

void Journal::each(const std::function<void(const JournalEntry&, std::span<const std::uint64_t>)>& take) {
  std::string window;
  std::vector<std::uint64_t> hypotheses;
  std::uint64_t at = 0;
  while (at < spill_.size()) {
    window.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kWindow, spill_.size() - at)));
    spill_.read(at, window.data(), window.size());
    std::size_t from = 0;
    for (JournalEntry entry; window.size() - from >= sizeof entry;) {
      std::memcpy(&entry, window.data() + from, sizeof entry);
      const std::size_t size = sizeof entry + entry.hypotheses * sizeof(std::uint64_t);
      if (window.size() - from < size) break;
      hypotheses.resize(entry.hypotheses);
      if (!hypotheses.empty())
        std::memcpy(hypotheses.data(), window.data() + from + sizeof entry, size - sizeof entry);
      take(entry, hypotheses);
      from += size;
    }
    at += from;
  }
}

}  // namespace parity
