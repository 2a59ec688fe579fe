// Sorted runs of keys, merged: see candidate_store.h.
#include "harness/compare/candidate_store.h"

#include <algorithm>
#include <numeric>

namespace parity {
namespace {

constexpr std::size_t kRunWords = std::size_t{1} << 18;  // 2 MiB
constexpr std::size_t kWindowWords = std::size_t{1}
                                     << 11;  // 16 KiB of each spilled run while they are merged

}  // namespace

CandidateStore::CandidateStore(std::size_t datasets, MemoryBudget& budget,
                               const std::filesystem::path& spill_directory)
    : datasets_(datasets), width_(2 * datasets + 1), budget_(budget), file_(spill_directory) {}

CandidateStore::~CandidateStore() { budget_.left += held_; }

void CandidateStore::add(std::span<const Place> places, Open open) {
  for (const Place& place : places) {
    open_run_.push_back(place.locator);
    open_run_.push_back(place.check);
  }
  open_run_.push_back(std::uint64_t{open.hops} << 32 | open.differ);
  ++size_;
  if (open_run_.size() >= kRunWords) seal();
}

bool CandidateStore::before(const std::uint64_t* a, const std::uint64_t* b) const {
  for (std::size_t d = 0; d < datasets_; ++d) {
    if (a[2 * d] != b[2 * d]) return a[2 * d] < b[2 * d];
  }
  return false;
}

// Sorts the keys at hand and puts them by, in memory while there is some.
void CandidateStore::seal() {
  if (open_run_.empty()) return;
  std::vector<std::uint32_t> order(open_run_.size() / width_);
  std::iota(order.begin(), order.end(), std::uint32_t{0});
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return before(&open_run_[a * width_], &open_run_[b * width_]);
  });
  Run run;
  run.words.reserve(open_run_.size());
  for (const std::uint32_t key : order) {
    const auto from = open_run_.begin() + static_cast<std::ptrdiff_t>(key * width_);
    run.words.insert(run.words.end(), from, from + static_cast<std::ptrdiff_t>(width_));
  }
  open_run_.clear();
  const auto bytes = static_cast<std::int64_t>(run.words.size() * sizeof(std::uint64_t));
  if (budget_.left.load() < bytes) {
    run.left = run.words.size();
    run.offset =
        file_.append({reinterpret_cast<const char*>(run.words.data()), static_cast<std::size_t>(bytes)});
    run.words = {};
  } else {
    held_ += bytes;
    budget_.left -= bytes;
  }
  runs_.push_back(std::move(run));
}

// Whether the run has a key at hand; takes the next window from the file where it has one.
bool CandidateStore::refill(Run& run) const {
  if (run.at < run.words.size()) return true;
  if (run.left == 0) return false;
  const std::size_t words = std::min<std::size_t>(run.left, kWindowWords / width_ * width_ + width_);
  run.words.resize(words);
  file_.read(run.offset, reinterpret_cast<char*>(run.words.data()), words * sizeof(std::uint64_t));
  run.offset += words * sizeof(std::uint64_t);
  run.left -= words;
  run.at = 0;
  return true;
}

void CandidateStore::start() {
  started_ = true;
  seal();
  open_run_ = {};
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (refill(runs_[i])) heap_.push_back(i);
  }
}

bool CandidateStore::next(std::size_t count, std::vector<Place>& places, std::vector<Open>& open) {
  const auto later = [&](std::size_t a, std::size_t b) {
    return before(&runs_[b].words[runs_[b].at], &runs_[a].words[runs_[a].at]);
  };
  if (!started_) {
    start();
    std::make_heap(heap_.begin(), heap_.end(), later);
  }
  const bool any = !heap_.empty();
  for (; count > 0 && !heap_.empty(); --count) {
    std::pop_heap(heap_.begin(), heap_.end(), later);
    Run& run = runs_[heap_.back()];
    const std::uint64_t* key = &run.words[run.at];
    for (std::size_t d = 0; d < datasets_; ++d) places.push_back({key[2 * d], key[2 * d + 1]});
    open.push_back({static_cast<std::uint32_t>(key[2 * datasets_] >> 32),
                    static_cast<std::uint32_t>(key[2 * datasets_])});
    run.at += width_;
    if (refill(run))
      std::push_heap(heap_.begin(), heap_.end(), later);
    else
      heap_.pop_back();
  }
  return any;
}

}  // namespace parity
