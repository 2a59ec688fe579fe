// Operators on arrays and objects: see mutation.h.
#include <algorithm>
#include <string>
#include <utility>

#include "harness/audit/mutation.h"
#include "normalizers/encoding.h"

namespace parity {
namespace {

std::span<Value> copied(const Value& array, std::size_t size, Arena& arena) {
  const auto items = arena.array<Value>(size);
  std::copy_n(array.elements, std::min<std::size_t>(size, array.size), items.begin());
  return items;
}

int pairs(const Value& value) {
  return value.kind == Kind::array && value.size > 1 ? static_cast<int>(value.size) : 0;
}
int elements(const Value& value) { return value.kind == Kind::array ? static_cast<int>(value.size) : 0; }
int members(const Value& value) { return value.kind == Kind::object ? static_cast<int>(value.size) : 0; }
int two_or_more(const Value& value) { return value.kind == Kind::object && value.size > 1 ? 1 : 0; }

// Neighbours change places; last of all, the whole array is turned around.
bool make_reordered(const Value& value, int variant, Arena& arena, Mutant& out) {
  const auto items = copied(value, value.size, arena);
  const auto at = static_cast<std::size_t>(variant);
  if (at + 1 < items.size())
    std::swap(items[at], items[at + 1]);
  else if (items.size() > 2)
    std::reverse(items.begin(), items.end());
  else
    return false;
  out = {value, Value::array(items)};
  return true;
}

bool make_doubled(const Value& value, int variant, Arena& arena, Mutant& out) {
  const auto items = copied(value, value.size + 1, arena);
  const auto at = static_cast<std::size_t>(variant);
  std::copy_backward(items.begin() + variant, items.end() - 1, items.end());
  items[at] = value.elements[at];
  out = {value, Value::array(items)};
  return true;
}

bool make_dropped(const Value& value, int variant, Arena& arena, Mutant& out) {
  const auto items = copied(value, value.size, arena);
  std::copy(items.begin() + variant + 1, items.end(), items.begin() + variant);
  out = {value, Value::array(items.first(items.size() - 1))};
  return true;
}

bool make_renamed(const Value& value, int variant, Arena& arena, Mutant& out) {
  const auto all = arena.array<Member>(value.size);
  std::copy_n(value.members, value.size, all.begin());
  Member& member = all[static_cast<std::size_t>(variant)];
  member.name = arena.copy(std::string(member.name) + "_");
  for (const Member& other : value.fields()) {
    if (other.name == member.name) return false;
  }
  out = {value, Value::object(all)};
  return true;
}

bool make_turned(const Value& value, int, Arena& arena, Mutant& out) {
  const auto all = arena.array<Member>(value.size);
  std::reverse_copy(value.members, value.members + value.size, all.begin());
  out = {value, Value::object(all)};
  return true;
}

}  // namespace

void add_document_mutations(std::vector<Mutation>& all) {
  all.push_back({"reordered array", "neighbours in an array change places, or it is turned around",
                 "an array of two elements", pairs, never, make_reordered});
  all.push_back({"doubled element", "an element of an array is there twice", "an array with elements",
                 elements, never, make_doubled});
  all.push_back({"dropped element", "a child inside a document is lost: an element of an array",
                 "an array with elements", elements, never, make_dropped});
  all.push_back({"renamed member", "a member of a nested object has another name", "an object with members",
                 members, never, make_renamed});
  all.push_back({"member order", "the members of an object are written in another order",
                 "an object with two members", two_or_more, never, make_turned});
}

}  // namespace parity
