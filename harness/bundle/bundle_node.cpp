// Members of JSON: see bundle_node.h.
#include "harness/bundle/bundle_node.h"

namespace parity {

BundleNode BundleNode::operator[](std::string_view name) const {
  for (const Member& member : value_.fields())
    if (member.name == name) return BundleNode(member.value);
  throw Damaged{std::string(name) + " is missing"};
}

std::string BundleNode::text() const {
  if (value_.kind != Kind::text) throw Damaged{spell(value_) + " is no text"};
  return std::string(value_.view());
}

bool BundleNode::truth() const {
  if (value_.kind != Kind::boolean) throw Damaged{spell(value_) + " is neither true nor false"};
  return value_.integer != 0;
}

std::uint64_t BundleNode::count() const {
  if (value_.kind != Kind::number || value_.flags != 0 || value_.exponent != 0 || value_.integer < 0)
    throw Damaged{spell(value_) + " is no count"};
  return static_cast<std::uint64_t>(value_.integer);
}

std::size_t BundleNode::below(std::size_t end) const {
  const std::uint64_t number = count();
  if (number >= end) throw Damaged{spell(value_) + " is out of range"};
  return number;
}

std::span<const Value> BundleNode::items() const {
  if (value_.kind != Kind::array) throw Damaged{spell(value_) + " is no list"};
  return value_.items();
}

std::vector<std::string> BundleNode::names() const {
  std::vector<std::string> names;
  for (const Value& item : items()) names.push_back(BundleNode(item).text());
  return names;
}

}  // namespace parity
