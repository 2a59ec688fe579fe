// The rule that would hide a cluster: see candidates.h.
#include "harness/causes/candidates.h"

#include <algorithm>
#include <span>

#include "harness/audit/blind_spots.h"
#include "normalizers/encoding.h"
#include "reports/words.h"

namespace parity {
namespace {

using reports::counted;

constexpr std::size_t kValuesKept = 24;
constexpr std::uint32_t kLongValue = 1000;
constexpr std::size_t kFieldsShown = 40;  // lines of YAML

// The settings that are an honest answer to a cause, the preferred first.
std::vector<Probe> honest(Cause cause, std::int64_t number) {
  switch (cause) {
    case Cause::trim_lost:
    case Cause::trim_added:
    case Cause::trim_differs:
      return {Probe::trim_space, Probe::trim_ascii, Probe::trim_white, Probe::trim_invisible};
    case Cause::lower_case:
    case Cause::upper_case:
    case Cause::case_differs: return {Probe::case_fold};
    case Cause::unicode_form:
    case Cause::unicode_differs: return {Probe::nfc, Probe::nfkc};
    case Cause::nothing: return {Probe::empty_null, Probe::absent_null, Probe::empty_absent};
    case Cause::type_same_text:
    case Cause::boolean_number:
    case Cause::boolean_text:
      return {Probe::type_integer, Probe::type_number, Probe::type_boolean, Probe::type_uuid,
              Probe::type_text};
    case Cause::binary_text: return {Probe::type_hex, Probe::type_base64};
    case Cause::json_text: return {Probe::type_json};
    case Cause::number_spelling: return {Probe::type_integer, Probe::type_number};
    case Cause::same_moment:
      if (number / 256 == static_cast<int>(Kind::date) || number % 256 == static_cast<int>(Kind::date))
        return {Probe::type_date, Probe::time_utc};
      return {Probe::time_utc, Probe::type_local, Probe::type_instant};
    case Cause::time_spelling: return {Probe::type_date, Probe::time_utc, Probe::type_local};
    case Cause::time_precision:
      return {Probe::precision_microsecond, Probe::precision_millisecond, Probe::precision_second,
              Probe::precision_minute, Probe::precision_day};
    case Cause::rounded:
    case Cause::cut:
    case Cause::float64:
      return {Probe::digits_6, Probe::digits_5, Probe::digits_4, Probe::digits_3,
              Probe::digits_2, Probe::digits_1, Probe::digits_0};
    case Cause::float32: return {Probe::float32};
    case Cause::scale: return {Probe::number_value};
    case Cause::reordered: return {Probe::multiset, Probe::set};
    case Cause::duplicates_lost: return {Probe::set};
    default: return {};
  }
}

std::string plain_or_quoted(const std::string& name) {
  const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (c & 0x80) != 0;
  }) && !(name[0] >= '0' && name[0] <= '9');
  return plain && name != "null" && name != "true" && name != "false" ? name : spell(Value::text(name));
}

std::string yaml_of(const Explained& cluster, Probe probe) {
  std::string yaml = "tables:\n";
  std::string table;
  std::size_t shown = 0;
  for (const auto& [of_table, field] : cluster.fields) {
    if (shown++ == kFieldsShown) {
      yaml += "      # and " + counted(cluster.fields.size() - kFieldsShown, "more field") + "\n";
      break;
    }
    if (of_table != table || shown == 1) yaml += "  " + plain_or_quoted(of_table) + ":\n    fields:\n";
    table = of_table;
    yaml += "      " + plain_or_quoted(field) + ": { " + std::string(describe(probe).yaml) + " }\n";
  }
  return yaml;
}

// Differences that the setting would hide where it stood at the fields, at their tables, in the defaults.
struct Hidden {
  std::uint64_t fields = 0, tables = 0, contract = 0;
};

Hidden hidden_by(const Explained& cluster, Probe probe, const CauseGroups& groups) {
  Hidden hidden;
  for (const CauseGroup& group : groups.all()) {
    if (group.contract != cluster.contract) continue;
    const std::uint64_t count = group.hidden_by[static_cast<std::size_t>(probe)];
    hidden.contract += count;
    const bool of_table = std::any_of(cluster.fields.begin(), cluster.fields.end(),
                                      [&](const auto& each) { return each.first == group.table; });
    if (of_table) hidden.tables += count;
    if (cluster.fields.count({group.table, group.field}) != 0) hidden.fields += count;
  }
  return hidden;
}

std::uint64_t cells_of(const Explained& cluster, const std::vector<reports::ComparisonResult>& comparisons) {
  std::uint64_t cells = 0;
  for (const reports::ComparisonResult& comparison : comparisons) {
    for (const reports::TableResult& table : comparison.tables) {
      for (const reports::FieldResult& field : table.fields) {
        if (cluster.fields.count({table.name, field.name}) != 0) cells += field.compared;
      }
    }
  }
  return cells;
}

std::vector<std::string> blind_to(const Explained& cluster, Probe probe, const ValuesOfFields& values,
                                  JsonDecoder json) {
  std::vector<std::string> blind;
  for (const auto& field : cluster.fields) {
    const auto at = values.find(field);
    if (at == values.end()) continue;
    std::vector<Value> tried;
    for (const auto& [hash, value] : at->second.by_digest) tried.push_back(value);
    for (const std::string& spot : blind_spots(setting_of(probe), tried, at->second.holds_time, json)) {
      if (std::find(blind.begin(), blind.end(), spot) == blind.end()) blind.push_back(spot);
    }
  }
  std::sort(blind.begin(), blind.end());
  return blind;
}

}  // namespace

void FieldValues::keep_one(const Value& value) {
  if (value.kind == Kind::array || value.kind == Kind::object) return;
  const bool sized = value.kind == Kind::text || value.kind == Kind::bytes;
  if (sized && value.size > kLongValue) return;
  ByteBuffer bytes;
  encode(value, NumberForm::scale, bytes);
  const std::uint64_t hash = digest64(bytes.view());
  const bool full = by_digest.size() >= kValuesKept;
  if ((full && hash > by_digest.rbegin()->first) || by_digest.count(hash) != 0) return;
  if (full) by_digest.erase(std::prev(by_digest.end()));
  by_digest.emplace(hash, keep(value, arena));
  holds_time = holds_time || value.kind == Kind::date || value.kind == Kind::clock ||
               value.kind == Kind::local || value.kind == Kind::instant;
}

std::vector<reports::CandidateRule> candidates_for(const Explained& cluster, const CauseGroups& groups,
                                                   const std::vector<reports::ComparisonResult>& comparisons,
                                                   const ValuesOfFields& values, JsonDecoder json) {
  std::vector<reports::CandidateRule> candidates;
  std::vector<std::string> rules;
  for (const Probe probe : honest(cluster.cause, cluster.number)) {
    if (cluster.hidden_by[static_cast<std::size_t>(probe)] != cluster.count) continue;
    const std::string rule(describe(probe).rule);
    if (std::find(rules.begin(), rules.end(), rule) != rules.end()) continue;  // a wider one of the same
    rules.push_back(rule);
    const Hidden hidden = hidden_by(cluster, probe, groups);
    reports::CandidateRule candidate;
    candidate.rule = rule;
    candidate.yaml = yaml_of(cluster, probe);
    candidate.hides = hidden.fields;
    candidate.hides_others = hidden.fields - cluster.count;
    const bool by_field = rule == "type";  // a type has to be said field by field
    candidate.hides_in_tables = by_field ? 0 : hidden.tables;
    candidate.hides_in_contract = by_field ? 0 : hidden.contract;
    candidate.cells = cells_of(cluster, comparisons);
    candidate.blind_to = blind_to(cluster, probe, values, json);
    candidates.push_back(std::move(candidate));
    if (candidates.size() == 2) break;
  }
  return candidates;
}

}  // namespace parity
