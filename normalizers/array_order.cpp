// Arrays whose order does not count: see array_order.h.
#include "normalizers/array_order.h"

#include <algorithm>
#include <string>
#include <vector>

namespace parity {
namespace {

struct Element {
  std::string sort_key;
  std::size_t position;
  Value value;

  bool operator<(const Element& other) const {
    const int order = sort_key.compare(other.sort_key);
    return order != 0 ? order < 0 : position < other.position;  // of equal ones the first stays first
  }
};

// The key members' encodings and then the whole element's, which breaks ties between equal keys.
void write_sort_key(const Value& item, const FieldRules& rules, ByteBuffer& out) {
  if (rules.array.order == ArrayOrder::by_key && item.kind == Kind::object) {
    for (const std::string& name : rules.array.key) {
      const auto fields = item.fields();
      const auto at =
          std::find_if(fields.begin(), fields.end(), [&](const Member& m) { return m.name == name; });
      encode(at == fields.end() ? Value::absent() : at->value, rules.number, out);
    }
  }
  encode(item, rules.number, out);
}

}  // namespace

Value in_canonical_order(std::span<const Value> items, const FieldRules& rules, Arena& arena, bool& changed) {
  std::vector<Element> elements;
  elements.reserve(items.size());
  ByteBuffer bytes;
  for (const Value& item : items) {
    bytes.clear();
    write_sort_key(item, rules, bytes);
    elements.push_back({std::string(bytes.view()), elements.size(), item});
  }
  if (!std::is_sorted(elements.begin(), elements.end())) {
    changed = true;
    std::sort(elements.begin(), elements.end());
  }
  if (rules.array.order == ArrayOrder::set) {
    const auto repeated =
        std::unique(elements.begin(), elements.end(),
                    [](const Element& a, const Element& b) { return a.sort_key == b.sort_key; });
    if (repeated != elements.end()) changed = true;
    elements.erase(repeated, elements.end());
  }
  auto out = arena.array<Value>(elements.size());
  for (std::size_t i = 0; i < elements.size(); ++i) out[i] = elements[i].value;
  return Value::array(out);
}

}  // namespace parity
