// A JSON text and its values: see document.h.
#include "harness/json/document.h"

#include <utility>

#include "harness/json/pointer.h"
#include "harness/readers/json_decoder.h"

namespace parity {
namespace {

// The reader goes on behind a cell that it cannot read; a document with such a cell is none. At most 512
// deep.
const Value* first_invalid(const Value& value, std::string& pointer) {
  if (value.kind == Kind::invalid) return &value;
  const std::size_t here = pointer.size();
  const auto inside = [&](const Value& part, std::string_view step) {
    append_pointer_step(pointer, step);
    const Value* const found = first_invalid(part, pointer);
    if (found == nullptr) pointer.resize(here);
    return found;
  };
  for (std::size_t i = 0; i < value.items().size(); ++i) {
    const Value& item = value.items()[i];
    const bool plain = item.kind != Kind::array && item.kind != Kind::object && item.kind != Kind::invalid;
    if (plain) continue;
    if (const Value* const found = inside(item, std::to_string(i))) return found;
  }
  for (const Member& member : value.fields()) {
    if (const Value* const found = inside(member.value, member.name)) return found;
  }
  return nullptr;
}

}  // namespace

JsonDocument JsonDocument::parse(std::string text) {
  JsonDocument document;
  document.held_ = std::make_unique<Held>();
  Held& held = *document.held_;
  held.text = std::move(text);
  held.value = decode_json(held.text, held.arena);
  std::string pointer;
  const Value* const broken = first_invalid(held.value, pointer);
  if (broken != nullptr && broken != &held.value)
    held.value = Value::invalid(held.arena.copy(std::string(broken->view()) + " at " + pointer));
  return document;
}

}  // namespace parity
