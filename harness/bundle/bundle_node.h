// JSON of a bundle, read strictly: each member of the type that is asked for.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "normalizers/value.h"

namespace parity {

struct Damaged {
  std::string what;
};

// A value that decode_json() made; it outlives this. Every call throws Damaged where it is not that.
class BundleNode {
 public:
  explicit BundleNode(const Value& value) : value_(value) {}

  BundleNode operator[](std::string_view name) const;
  std::string text() const;
  bool truth() const;
  std::uint64_t count() const;
  std::size_t below(std::size_t end) const;
  std::span<const Value> items() const;
  std::span<const Value> items_of(std::string_view member) const { return (*this)[member].items(); }
  std::vector<std::string> names() const;
  const Value& value() const { return value_; }

 private:
  Value value_;
};

}  // namespace parity
