// JSON pointers: see pointer.h.
#include "harness/json/pointer.h"

#include <algorithm>
#include <charconv>

namespace parity {
namespace {

const Value* step_into(const Value& value, std::string_view step) {
  for (const Member& member : value.fields()) {
    if (member.name == step) return &member.value;
  }
  const bool leading_zero = step.size() > 1 && step[0] == '0';
  std::size_t index = 0;
  const auto [end, status] = std::from_chars(step.data(), step.data() + step.size(), index);
  const bool whole = status == std::errc() && end == step.data() + step.size() && !leading_zero;
  return whole && index < value.items().size() ? &value.items()[index] : nullptr;
}

}  // namespace

void append_pointer_step(std::string& pointer, std::string_view step) {
  pointer += '/';
  for (const char c : step) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

bool is_json_pointer(std::string_view text) {
  if (!text.empty() && text[0] != '/') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '~';
    if (escape && (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1'))) return false;
  }
  return true;
}

const Value* follow_pointer(const Value& root, std::string_view pointer) {
  if (!is_json_pointer(pointer)) return nullptr;
  const Value* at = &root;
  while (!pointer.empty() && at != nullptr) {
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    std::string step;
    for (std::size_t i = 1; i < end; ++i) {
      if (pointer[i] == '~') {
        step += pointer[++i] == '0' ? '~' : '/';
      } else {
        step += pointer[i];
      }
    }
    at = step_into(*at, step);
    pointer.remove_prefix(end);
  }
  return at;
}

}  // namespace parity
