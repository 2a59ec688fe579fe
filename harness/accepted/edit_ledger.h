// Changes a ledger's text and nothing else of it: comments, order and spelling of the entries that stay are
// kept byte for byte.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "harness/accepted/ledger.h"
#include "reports/result.h"

namespace parity {

// What is said of all differences that one command accepts.
struct AcceptedBecause {
  std::string why, owner, ticket;
  std::optional<std::uint64_t> max;
  Date until;
};

// `text` with an entry for each difference behind its last one; the entries' ids go on where the others end
// . An empty text becomes a ledger. `label` is the file's name, for errors. Throws Error
// (usage) where `text` is no ledger, or one whose entries are not written one below the other.
std::string with_accepted(const std::string& text, const std::string& label,
                          const std::vector<reports::Difference>& differences,
                          const AcceptedBecause& because);

// `text` without the entries of these ids. Throws as above, and where it has no such entry.
std::string without_entries(const std::string& text, const std::string& label,
                            const std::set<std::string>& ids);

}  // namespace parity
