// Rows of a repeated key: see pairing.h. Thousands of rows may share a key (a null in it is enough), so equal
// ones are found by what they hold; only where a tolerance makes them equal are they tried one by one.
#include "harness/compare/pairing.h"

#include <algorithm>
#include <deque>
#include <string>
#include <tuple>
#include <unordered_map>

namespace parity {
namespace {

struct Content {
  const ClosedRow* row = nullptr;
  std::string normal, raw;
  std::string exact;  // `normal` without the fields that have a tolerance
  std::string all;    // every field as read, compared or not: what orders rows that are equal so far
  bool invalid = false;
  bool paired = false;
};

std::vector<std::size_t> fields_by_name(const PlannedTable& table) {
  std::vector<std::size_t> fields;
  for (std::size_t f = 0; f < table.fields.size(); ++f) fields.push_back(f);
  std::sort(fields.begin(), fields.end(),
            [&](std::size_t a, std::size_t b) { return table.fields[a].name < table.fields[b].name; });
  return fields;
}

std::vector<Content> contents(const PlannedTable& table, const std::vector<bool>& compared,
                              const std::vector<const ClosedRow*>& rows) {
  const std::vector<std::size_t> fields = fields_by_name(table);
  std::vector<Content> all;
  all.reserve(rows.size());
  ByteBuffer normal, raw, exact, whole;
  for (const ClosedRow* row : rows) {
    normal.clear(), raw.clear(), exact.clear(), whole.clear();
    for (const std::size_t f : fields) {
      const PlannedField& field = table.fields[f];
      encode(row->cells[f].raw, NumberForm::scale, whole);
      if (!compared[f]) continue;
      const std::size_t start = normal.size();
      encode(row->cells[f].normal, field.rules.number, normal);
      encode(row->cells[f].raw, NumberForm::value, raw);
      if (!field.tolerance) exact.append(normal.view(start));
    }
    all.push_back({row, std::string(normal.view()), std::string(raw.view()), std::string(exact.view()),
                   std::string(whole.view()), normal.holds_invalid(), false});
  }
  std::stable_sort(all.begin(), all.end(), [](const Content& a, const Content& b) {
    return std::tie(a.normal, a.raw, a.all) < std::tie(b.normal, b.raw, b.all);
  });
  return all;
}

}  // namespace

bool same_row(const PlannedTable& table, const std::vector<bool>& compared, const ClosedRow& source,
              const ClosedRow& target) {
  for (std::size_t f = 0; f < table.fields.size(); ++f) {
    RuleBits hidden_by = 0;
    if (compared[f] &&
        compare_cells(table.fields[f], source.cells[f], target.cells[f], hidden_by) == CellVerdict::different)
      return false;
  }
  return true;
}

void sort_by_content(const PlannedTable& table, const std::vector<bool>& compared,
                     std::vector<const ClosedRow*>& rows) {
  const std::vector<Content> sorted = contents(table, compared, rows);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = sorted[i].row;
}

std::vector<RowPair> pair_rows(const PlannedTable& table, const std::vector<bool>& compared,
                               const std::vector<const ClosedRow*>& source,
                               const std::vector<const ClosedRow*>& target) {
  std::vector<Content> left = contents(table, compared, source);
  std::vector<Content> right = contents(table, compared, target);
  std::vector<RowPair> pairs;
  // `key`: rows with another one cannot be equal; `equal`: whether two with the same one are.
  const auto match = [&](const auto& key, const auto& equal) {
    std::unordered_map<std::string, std::deque<Content*>> by_key;
    for (Content& one : right) {
      if (!one.paired && !one.invalid) by_key[key(one)].push_back(&one);
    }
    for (Content& one : left) {
      if (one.paired || one.invalid) continue;
      const auto found = by_key.find(key(one));
      if (found == by_key.end()) continue;
      const auto other = std::find_if(found->second.begin(), found->second.end(),
                                      [&](const Content* candidate) { return equal(one, *candidate); });
      if (other == found->second.end()) continue;
      one.paired = (*other)->paired = true;
      pairs.push_back({one.row, (*other)->row});
      found->second.erase(other);
    }
  };
  match([](const Content& one) { return one.normal + one.raw; },
        [](const Content& a, const Content& b) { return a.normal == b.normal && a.raw == b.raw; });
  match([](const Content& one) { return one.exact; },
        [&](const Content& a, const Content& b) { return same_row(table, compared, *a.row, *b.row); });
  auto next = right.begin();
  const auto unpaired = [&] {
    return next = std::find_if(next, right.end(), [](auto& c) { return !c.paired; });
  };
  for (const Content& one : left) {
    if (!one.paired) pairs.push_back({one.row, unpaired() == right.end() ? nullptr : (next++)->row});
  }
  while (unpaired() != right.end()) pairs.push_back({nullptr, (next++)->row});
  return pairs;
}

}  // namespace parity
