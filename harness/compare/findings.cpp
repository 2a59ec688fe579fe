// From looked-at rows to differences: see findings.h.
#include "harness/compare/findings.h"

#include "harness/compare/shown.h"
#include "harness/compare/table_comparer.h"
#include "reports/fingerprint.h"

namespace parity {
namespace {

constexpr std::size_t kSamplesEach = 25;   // of one field and kind
constexpr std::size_t kShownBytes = 4096;  // of one value

// Cut for display at a code point's edge; nothing is ever decided from it.
std::string cut(std::string text) {
  if (text.size() <= kShownBytes) return text;
  std::size_t end = kShownBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text + "…";
}

// A row is told by its key: what else it holds, and in which order, is not what is missing or doubled.
// Put aside and back, since a copy of all the text would cost more than the rest of it.
std::string fingerprint_of(reports::Difference& difference) {
  std::string rows[2];
  std::uint64_t lengths[2] = {};
  reports::Side* const sides[2] = {&difference.source, &difference.target};
  const auto put_aside = [&] {
    for (int i = 0; i < 2; ++i) {
      if (sides[i]->type != "row") continue;
      std::swap(sides[i]->raw, rows[i]);
      std::swap(sides[i]->length, lengths[i]);
    }
  };
  put_aside();
  std::string told = reports::fingerprint(difference);
  put_aside();
  return told;
}

}  // namespace

Findings::Findings(const PlannedTable& table, const std::vector<ComparedDataset>& datasets,
                   CompareObserver& observer, std::size_t hops)
    : table_(table), datasets_(datasets), observer_(observer), results_(hops), sampled_(hops) {}

void Findings::add(std::size_t hop_index, const Hop& hop, reports::Difference difference,
                   const Evidence* evidence) {
  difference.comparison = hop_name(datasets_, hop);
  difference.table = table_.name;
  difference.fingerprint = fingerprint_of(difference);
  reports::TableResult& result = results_[hop_index];
  ++result.by_kind[difference.kind];
  if (difference.fate != reports::Fate::none) ++result.by_fate[difference.fate];
  for (reports::FieldResult& field : result.fields) {
    if (field.name == difference.field) ++field.by_kind[difference.kind];
  }
  result.outcome = reports::Outcome::failed;
  observer_.difference(difference, evidence);
  if (++sampled_[hop_index][{difference.field, difference.kind}] <= kSamplesEach)
    result.samples.push_back(std::move(difference));
}

std::string Findings::key_text(const ClosedRow& row) const {
  std::string text = "[";
  for (const std::size_t field : table_.key)
    text += (text.size() > 1 ? ", " : "") + shown(table_.fields[field], row.cells[field].raw);
  return text + "]";
}

reports::Side Findings::side(std::size_t dataset, const ClosedRow& row, std::size_t field, const Value& raw,
                             const Value& normal) const {
  reports::Side out;
  out.there = true;
  const bool whole_cell = &raw == &row.cells[field].raw;
  const std::string& declared =
      table_.bindings[dataset].types.size() > field ? table_.bindings[dataset].types[field] : std::string();
  out.type = whole_cell && !declared.empty() && raw.kind != Kind::absent ? declared
                                                                         : std::string(kind_name(raw.kind));
  std::string text = shown(table_.fields[field], raw);
  std::string normalized = shown(table_.fields[field], normal);
  out.length = text.size();
  if (normalized != text) out.normalized = cut(std::move(normalized));
  out.raw = cut(std::move(text));
  out.origin = row.origin;
  return out;
}

reports::Side Findings::row_side(const ClosedRow& row) const {
  reports::Side out;
  out.there = row.there;
  if (!row.there) return out;
  out.type = "row";
  std::string text = "{";
  for (std::size_t f = 0; f < table_.fields.size(); ++f) {
    if (row.cells[f].raw.kind == Kind::absent) continue;
    text += (text.size() > 1 ? ", " : "") + spell(Value::text(table_.fields[f].name)) + ": " +
            shown(table_.fields[f], row.cells[f].raw);
  }
  out.raw = cut(text + "}");
  out.length = text.size() + 1;
  out.origin = row.origin;
  return out;
}

}  // namespace parity
