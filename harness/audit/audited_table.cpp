// A table under audit: see audited_table.h.
#include "harness/audit/audited_table.h"

#include "harness/compare/shown.h"

namespace parity {

std::string AuditedTable::field_name(std::size_t column) const {
  const std::string& spelled = rows->info.columns[column].name;
  return plan ? plan->logical_field(spelled) : spelled;
}

std::string AuditedTable::told(std::size_t column, const Value& value) const {
  const bool known = plan && !plan->fields.empty();
  return known ? shown(plan->fields[plan->bindings[0].field_of[column]], value) : spell(value);
}

std::string AuditedTable::key_text(std::size_t row) const {
  std::string text;
  const auto add = [&](std::size_t column) {
    text += (text.empty() ? "[" : ", ") + told(column, rows->rows[row][column]);
  };
  for (std::size_t column = 0; column < rows->info.columns.size(); ++column) {
    if (plan && !plan->fields.empty() && plan->fields[plan->bindings[0].field_of[column]].key) add(column);
  }
  return text.empty() ? "row " + std::to_string(row + 1) : text + "]";
}

void count_mutant(reports::AuditCell& cell, const MutantVerdict& verdict,
                  const std::function<reports::AuditSample()>& sample) {
  ++cell.mutants;
  if (verdict.found) {
    ++cell.found;
  } else if (verdict.hidden_by == 0) {
    if (++cell.holes <= kHoleSamples) cell.hole_samples.push_back(sample());
  } else {
    const std::string rules = hidden_by_text(verdict.hidden_by);
    if (++cell.masked[rules] == 1) cell.masked_samples[rules] = sample();
  }
}

}  // namespace parity
