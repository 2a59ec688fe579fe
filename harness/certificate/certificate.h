// A small signed statement of what one run found: an in-toto statement (v1) about the files that the run
// left, in a DSSE envelope with an Ed25519 signature. Everybody with the public key can tell that neither the
// statement nor those files were changed since.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "harness/certificate/signature.h"
#include "reports/result.h"

namespace parity {

// The certificate as JSON. `folder` holds the result.json and differences.ndjson of the run.
std::string certify(const reports::Result& result, const std::filesystem::path& folder, const Key& key);

struct Certified {
  std::string scenario, cell, verdict, go, outcome, tool;
  std::string filters;              // what was left out by the command line; empty: nothing
  std::string started;              // ISO 8601 UTC
  std::vector<std::string> faults;  // why it is not to be believed, or speaks of other files; empty: it holds
};

// `results`: result files, or folders that hold one, each of which the certificate must speak of; empty: only
// the signature and what it says are looked at. Throws Error (usage) where the file is no certificate at all.
Certified verify_certificate(const std::filesystem::path& certificate, const Key& key,
                             const std::vector<std::filesystem::path>& results);

}  // namespace parity
