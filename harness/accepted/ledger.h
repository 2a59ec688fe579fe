// The ledger of accepted differences: what somebody answers for, until when and why. Reads it from YAML as
// scenarios/README.md says; what becomes of an entry in a run is acceptance.h's.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "harness/yaml/mapping.h"
#include "normalizers/location.h"
#include "reports/result.h"

namespace parity {

using Date = std::chrono::sys_days;

// Each thing that an entry says of a difference must hold; empty: it says nothing of that.
struct LedgerEntry {
  std::string id;
  std::string comparison, table, field, path, kind;
  std::vector<std::string> keys;  // spellings of one key: a UUID stands without quotes in reports, or with
  std::string fingerprint;
  std::optional<std::uint64_t> max;  // differences
  std::string owner, ticket, why;
  std::optional<Date> until;  // the last day on which it holds
  Location where;

  bool matches(const reports::Difference& difference) const;
  std::string spell_match() const;  // "source → database, equipment.icon_url, value"
};

struct Ledger {
  std::string file;
  std::vector<LedgerEntry> entries;
};

// Throws Error (usage) at the first mistake.
Ledger load_ledger(const std::filesystem::path& file);
Ledger parse_ledger(const Yaml& document);

// An entry for a comparison that is none of these is a mistake; throws Error (usage).
void require_comparisons(const Ledger& ledger, const std::vector<std::string>& known);

// "2026-12-31"; nothing where it is no day of the calendar.
std::optional<Date> parse_date(const std::string& text);
std::string spell_date(Date date);

// For the test that holds the JSON Schema against the loader.
std::vector<const KeyTable*> ledger_keys();

}  // namespace parity
