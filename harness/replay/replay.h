// Findings decided again from the rows of a bundle, by the comparison that decided them first: no database,
// no network, no subject.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "harness/bundle/bundle.h"
#include "harness/contract/load_contract.h"
#include "reports/result.h"

namespace parity {

struct ReplayOptions {
  std::vector<std::string> findings;              // fingerprints; empty: all
  std::optional<std::filesystem::path> contract;  // in the place of the bundle's
  ZoneLookup zones;
};

struct Replayed {
  reports::Difference expected;
  // As it is found now: the same, or another one in its place (of other values under another contract). Not
  // set: nothing is found there any more.
  std::optional<reports::Difference> found;

  bool same() const { return found && found->fingerprint == expected.fingerprint; }
};

struct ReplayedCheck {
  RecordedCheck expected;
  std::vector<std::string> faults;  // "GET /item: status is 200, not 404"; none: all that was expected holds
};

// Each check asked for by its id (none: all of them), held against what its steps got. Throws Error (usage)
// where one is not in the bundle.
std::vector<ReplayedCheck> replay_checks(const Bundle& bundle, const std::vector<std::string>& ids);

// One for each finding asked for. Throws Error: usage where one is not in the bundle or the contract is
// wrong, undecidable where the rows cannot be compared.
std::vector<Replayed> replay(const Bundle& bundle, const ReplayOptions& options);

}  // namespace parity
