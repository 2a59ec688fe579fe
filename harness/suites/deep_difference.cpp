#include "harness/suites/deep_difference.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/suites/datum.h"
#include "normalizers/encoding.h"

namespace parity {
namespace {

class Walk {
 public:
  explicit Walk(std::size_t most) : most_(most) {}

  void differ(const Value& found, const Value& wanted, const std::string& path) {
    if (same(found, wanted)) return;
    if (found.kind == Kind::object && wanted.kind == Kind::object) return members(found, wanted, path);
    if (found.kind == Kind::array && wanted.kind == Kind::array) return items(found, wanted, path);
    add(path, fmt::format("is {}, not {}", shown(found), shown(wanted)));
  }

  std::vector<Fault> finish() {
    if (count_ > most_) faults_.push_back({"", fmt::format("and {} more differences", count_ - most_)});
    return std::move(faults_);
  }

 private:
  void add(const std::string& path, std::string message) {
    if (++count_ <= most_) faults_.push_back({path, std::move(message)});
  }

  void members(const Value& found, const Value& wanted, const std::string& path) {
    for (const Member& member : wanted.fields()) {
      const std::string at = path + "." + std::string(member.name);
      if (const Value* other = member_of(found, member.name))
        differ(*other, member.value, at);
      else
        add(at, "is missing; wanted " + shown(member.value));
    }
    for (const Member& member : found.fields()) {
      if (member_of(wanted, member.name) == nullptr)
        add(path + "." + std::string(member.name), "is not wanted: " + shown(member.value));
    }
  }

  void items(const Value& found, const Value& wanted, const std::string& path) {
    const std::size_t both = std::min(found.items().size(), wanted.items().size());
    for (std::size_t i = 0; i < both; ++i)
      differ(found.items()[i], wanted.items()[i], fmt::format("{}[{}]", path, i));
    if (found.items().size() != wanted.items().size())
      add(path, fmt::format("has {} items, not {}", found.items().size(), wanted.items().size()));
  }

  std::size_t most_;
  std::size_t count_ = 0;
  std::vector<Fault> faults_;
};

}  // namespace

std::vector<Fault> deep_difference(const Value& found, const Value& wanted, const std::string& path,
                                   std::size_t most) {
  Walk walk(most);
  walk.differ(found, wanted, path);
  return walk.finish();
}

std::string shown(const Value& value) {
  constexpr std::size_t kShown = 200;
  if (value.kind == Kind::absent) return "absent";
  std::string text = value.kind == Kind::invalid ? "no value: " + std::string(value.view()) : to_json(value);
  if (text.size() <= kShown) return text;
  std::size_t end = kShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + fmt::format("… ({} bytes)", text.size());
}

}  // namespace parity
