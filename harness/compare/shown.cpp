#include "harness/compare/shown.h"

#include <algorithm>

#include "reports/sensitive.h"

namespace parity {

std::string shown(const PlannedField& field, const Value& value) {
  std::string text = spell(value);
  const bool nothing =
      value.kind == Kind::null || value.kind == Kind::absent || (value.kind == Kind::text && value.size == 0);
  return field.sensitive && !nothing ? spell(Value::text(reports::sensitive_hash(text))) : text;
}

bool has_sensitive_key(const PlannedTable& table) {
  return std::any_of(table.key.begin(), table.key.end(),
                     [&](std::size_t field) { return table.fields[field].sensitive; });
}

}  // namespace parity
