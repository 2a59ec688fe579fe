// Places inside a value: see nodes.h.
#include "harness/audit/nodes.h"

#include <algorithm>

namespace parity {
namespace {

void walk(const Value& value, const std::string& path, Steps& steps, const TakeNode& take) {
  take(path, steps, value);
  if (value.kind == Kind::array) {
    const std::string inside = path + "[*]";
    for (std::uint32_t i = 0; i < value.size; ++i) {
      steps.push_back(i);
      walk(value.elements[i], inside, steps, take);
      steps.pop_back();
    }
  } else if (value.kind == Kind::object) {
    for (std::uint32_t i = 0; i < value.size; ++i) {
      steps.push_back(i);
      walk(value.members[i].value, path + "." + std::string(value.members[i].name), steps, take);
      steps.pop_back();
    }
  }
}

const Value& step(const Value& value, std::uint32_t index) {
  return value.kind == Kind::array ? value.elements[index] : value.members[index].value;
}

}  // namespace

void each_node(const Value& whole, const std::string& path, const TakeNode& take) {
  Steps steps;
  walk(whole, path, steps, take);
}

const Value& node_at(const Value& whole, std::span<const std::uint32_t> steps) {
  const Value* at = &whole;
  for (const std::uint32_t index : steps) at = &step(*at, index);
  return *at;
}

bool with_node(const Value& whole, std::span<const std::uint32_t> steps, const Value& node, Arena& arena,
               Value& out) {
  if (steps.empty()) return out = node, true;
  const std::size_t index = steps[0];
  Value inner;
  if (!with_node(step(whole, steps[0]), steps.subspan(1), node, arena, inner)) return false;
  if (whole.kind == Kind::array) {
    if (inner.kind == Kind::absent) return false;
    const auto items = arena.array<Value>(whole.size);
    std::copy_n(whole.elements, whole.size, items.begin());
    items[index] = inner;
    return out = Value::array(items), true;
  }
  const auto members = arena.array<Member>(whole.size);
  std::copy_n(whole.members, whole.size, members.begin());
  members[index].value = inner;
  if (inner.kind != Kind::absent) return out = Value::object(members), true;
  std::copy(members.begin() + static_cast<std::ptrdiff_t>(index) + 1, members.end(),
            members.begin() + static_cast<std::ptrdiff_t>(index));
  return out = Value::object(members.first(members.size() - 1)), true;
}

std::string path_of(const std::string& field, const Value& whole, std::span<const std::uint32_t> steps) {
  std::string path = field;
  const Value* at = &whole;
  for (const std::uint32_t index : steps) {
    path += at->kind == Kind::array ? "[" + std::to_string(index) + "]"
                                    : "." + std::string(at->members[index].name);
    at = &step(*at, index);
  }
  return path;
}

}  // namespace parity
