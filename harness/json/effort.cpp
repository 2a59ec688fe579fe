// The limit of work: see effort.h.
#include "harness/json/effort.h"

namespace parity {
namespace {

std::int64_t count_values(const Value& value) {
  std::int64_t count = 1;
  for (const Value& item : value.items()) count += count_values(item);
  for (const Member& member : value.fields()) count += count_values(member.value);
  return count;
}

}  // namespace

bool Effort::raise_limit() {
  counted_ = true;
  limit_ += 1000 * count_values(document_);
  return done_ <= limit_;
}

}  // namespace parity
