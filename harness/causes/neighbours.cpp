// Causes in the row around a cell: see neighbours.h.
#include "harness/causes/neighbours.h"

#include <algorithm>

#include "harness/causes/explain.h"
#include "normalizers/encoding.h"

namespace parity {
namespace {

// Says nothing where it stands in another column too: null, true, a small number.
bool tells_little(const Value& value) {
  switch (value.kind) {
    case Kind::absent:
    case Kind::null:
    case Kind::boolean:
    case Kind::invalid: return true;
    case Kind::number:
      return value.flags == 0 && value.exponent >= 0 && value.integer > -10 && value.integer < 10;
    default: return value.kind == Kind::text && value.size == 0;
  }
}

bool alike(const Value& a, const Value& b) {
  return a.kind == b.kind && (a.kind != Kind::text || a.size == b.size) && same(a, b);
}

}  // namespace

void explain_by_row(const Evidence& evidence, Hypotheses& out) {
  if (!evidence.field || !evidence.leaf) return;
  const std::vector<PlannedField>& fields = evidence.table.fields;
  const auto own = static_cast<std::size_t>(evidence.field - fields.data());
  const Value& wanted = evidence.source.cells[own].normal;
  const Value& found = evidence.target.cells[own].normal;
  if (evidence.leaf->path != evidence.field->name) return explain_arrays(wanted, found, out);
  for (std::size_t f = 0; f < fields.size(); ++f) {
    if (f == own || !evidence.compared[f] || !alike(evidence.source.cells[f].normal, found)) continue;
    const bool both_ways = alike(evidence.target.cells[f].normal, wanted);
    if (tells_little(found) && !both_ways) continue;
    out.add(Cause::copied, 0, fields[f].name);
    if (both_ways) out.add(Cause::swapped, 0, fields[std::min(f, own)].name, fields[std::max(f, own)].name);
    const auto by = static_cast<std::int64_t>(own) - static_cast<std::int64_t>(f);
    if (by == 1 || by == -1) out.add(Cause::shifted, by);
  }
}

}  // namespace parity
