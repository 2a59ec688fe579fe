#include "reports/groups.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace parity::reports {
namespace {

// Groups by field and kind, found again at once: a table may have thousands of fields.
class Grouping {
 public:
  DifferenceGroup& at(const std::string& field, DifferenceKind kind) {
    const auto [place, is_new] = index_.emplace(std::pair(field, kind), groups_.size());
    if (is_new) groups_.push_back({field, kind, 0, {}});
    return groups_[place->second];
  }
  std::vector<DifferenceGroup> take() { return std::move(groups_); }

 private:
  std::vector<DifferenceGroup> groups_;
  std::map<std::pair<std::string, DifferenceKind>, std::size_t> index_;
};

// Fields in the order of the table, rows and table first, others last.
class Positions {
 public:
  explicit Positions(const TableResult& table) : last_(table.fields.size() + 1) {
    index_.emplace("", 0);
    for (std::size_t i = 0; i < table.fields.size(); ++i) index_.emplace(table.fields[i].name, i + 1);
  }
  std::size_t of(const std::string& field) const {
    const auto at = index_.find(field);
    return at == index_.end() ? last_ : at->second;
  }

 private:
  std::map<std::string_view, std::size_t> index_;
  std::size_t last_;
};

}  // namespace

std::vector<DifferenceGroup> group_differences(const TableResult& table) {
  Grouping grouping;
  std::map<DifferenceKind, std::uint64_t> left = table.by_kind;
  const auto take = [&](DifferenceKind kind, std::uint64_t count) {
    std::uint64_t& rest = left[kind];
    rest -= std::min(rest, count);
  };
  for (const FieldResult& field : table.fields)
    for (const auto& [kind, count] : field.by_kind)
      if (count > 0) {
        grouping.at(field.name, kind).count = count;
        take(kind, count);
      }
  for (const Difference& difference : table.samples) {
    DifferenceGroup& group = grouping.at(difference.field, difference.kind);
    group.samples.push_back(&difference);
    // A field that the table does not list (none of its kind was counted per field).
    if (!difference.field.empty() && group.samples.size() > group.count) {
      ++group.count;
      take(difference.kind, 1);
    }
  }
  for (const auto& [kind, count] : left)
    if (count > 0) grouping.at("", kind).count = count;
  std::vector<DifferenceGroup> groups = grouping.take();
  const Positions positions(table);
  for (DifferenceGroup& group : groups)
    group.count = std::max<std::uint64_t>(group.count, group.samples.size());
  std::sort(groups.begin(), groups.end(), [&](const DifferenceGroup& a, const DifferenceGroup& b) {
    const std::size_t left_of = positions.of(a.field), right_of = positions.of(b.field);
    return std::tie(left_of, a.field, a.kind) < std::tie(right_of, b.field, b.kind);
  });
  return groups;
}

std::vector<MaskedGroup> group_masked(const Result& result) {
  std::map<std::string, MaskedGroup> by_rules;
  for (const ComparisonResult& comparison : result.comparisons)
    for (const TableResult& table : comparison.tables)
      for (const FieldResult& field : table.fields)
        for (const Masked& masked : field.masked) {
          const std::string rules = fmt::format("{}", fmt::join(masked.rules, " + "));
          MaskedGroup& group = by_rules[rules];
          group.rules = rules;
          group.count += masked.count;
          group.places.push_back({&comparison, &table, &field, &masked});
        }
  std::vector<MaskedGroup> groups;
  for (auto& [rules, group] : by_rules) groups.push_back(std::move(group));
  std::sort(groups.begin(), groups.end(), [](const MaskedGroup& a, const MaskedGroup& b) {
    return a.count != b.count ? a.count > b.count : a.rules < b.rules;
  });
  return groups;
}

std::uint64_t masked_cells(const TableResult& table) {
  std::uint64_t count = 0;
  for (const FieldResult& field : table.fields)
    for (const Masked& masked : field.masked) count += masked.count;
  return count;
}

std::uint64_t count_of(const TableResult& table, DifferenceKind kind) {
  const auto found = table.by_kind.find(kind);
  return found == table.by_kind.end() ? 0 : found->second;
}

std::vector<LeftOut> left_out(const Result& result) {
  std::vector<LeftOut> list;
  std::set<std::pair<std::string, std::string>> told;  // dataset, what
  for (const bool decided : {false, true})
    for (const Uncompared& item : result.coverage.not_compared) {
      if (item.where.empty() == decided) continue;
      const std::string what = item.path.empty() ? item.table : item.table + "." + item.path;
      told.insert({item.dataset, what});
      list.push_back({item.dataset, true, !decided, what, item.rows,
                      decided ? fmt::format("{} ({})", item.why, item.where) : item.why});
    }
  for (const ComparisonResult& comparison : result.comparisons) {
    const auto add = [&](const std::string& what, const std::string& why) {
      if (told.count({comparison.source, what}) + told.count({comparison.target, what}) == 0)
        list.push_back({comparison.name, false, false, what, 0, why});
    };
    if (!comparison.error.empty() && comparison.tables.empty()) add("all tables", comparison.error);
    for (const TableResult& table : comparison.tables) {
      if (!table.not_compared.empty()) add(table.name, table.not_compared);
      for (const FieldResult& field : table.fields)
        if (!field.not_compared.empty()) add(table.name + "." + field.name, field.not_compared);
    }
  }
  return list;
}

std::vector<LeftOutReason> by_reason(const std::vector<LeftOut>& all) {
  std::vector<LeftOutReason> reasons;
  std::map<std::string_view, std::size_t> at;
  for (const LeftOut& item : all) {
    const auto [place, is_new] = at.emplace(item.why, reasons.size());
    if (is_new) reasons.push_back({item.why, {}});
    reasons[place->second].items.push_back(&item);
  }
  return reasons;
}

}  // namespace parity::reports
