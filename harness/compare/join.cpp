// Records by key: see join.h. An open-addressing table over one partition, small enough to stay in cache.
#include "harness/compare/join.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace parity {

std::uint32_t Join::group_of(const RecordHead& head, const char* record) {
  const auto tag = static_cast<std::uint32_t>(head.key.low >> 32);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = head.key.low & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.group == 0) {
      keys_.push_back(record);
      members_.resize(members_.size() + datasets_, nullptr);
      slot = {tag, static_cast<std::uint32_t>(keys_.size())};
      return slot.group - 1;
    }
    if (slot.tag == tag && record_at(keys_[slot.group - 1]).head->key == head.key) return slot.group - 1;
  }
}

void Join::partition(const std::vector<std::vector<RecordStore*>>& stores, std::size_t number,
                     const std::function<void(const KeyGroup&)>& take) {
  std::size_t total = 0;
  for (std::size_t d = 0; d < datasets_; ++d) {
    bytes_[d].clear();
    for (RecordStore* store : stores[d]) {
      store->load(number, bytes_[d]);
      store->forget(number);
    }
    total += bytes_[d].size() / sizeof(RecordHead);
  }
  if (total == 0) return;
  slots_.assign(std::bit_ceil(total * 2 + 2), Slot{});
  keys_.clear();
  members_.clear();
  repeats_.clear();
  for (std::size_t d = 0; d < datasets_; ++d) {
    const char* const end = bytes_[d].data() + bytes_[d].size();
    for (const char* record = bytes_[d].data(); record < end; record += record_size(record)) {
      const std::uint32_t group = group_of(*record_at(record).head, record);
      const char*& member = members_[group * datasets_ + d];
      if (member == nullptr) {
        member = record;
      } else {
        repeats_.push_back({group, static_cast<std::uint32_t>(d), record});
      }
    }
  }
  std::sort(repeats_.begin(), repeats_.end(), [](const Repeat& a, const Repeat& b) {
    return std::tie(a.group, a.dataset, a.record) < std::tie(b.group, b.dataset, b.record);
  });
  auto repeat = repeats_.begin();
  for (std::uint32_t group = 0; group < keys_.size(); ++group) {
    for (std::size_t d = 0; d < datasets_; ++d) group_.first[d] = members_[group * datasets_ + d];
    group_.repeated = repeat != repeats_.end() && repeat->group == group;
    if (group_.repeated) {
      for (auto& more : group_.more) more.clear();
      for (; repeat != repeats_.end() && repeat->group == group; ++repeat)
        group_.more[repeat->dataset].push_back(repeat->record);
    }
    take(group_);
  }
}

}  // namespace parity
