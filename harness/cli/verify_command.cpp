// `parity verify`: see certificate/certificate.h.
#include <cstdio>

#include "harness/certificate/certificate.h"
#include "harness/cli/commands.h"
#include "harness/run/verdict.h"

namespace parity {

int verify_command(const Options& options) {
  const Certified certified =
      verify_certificate(*options.certificate, read_public_key(*options.public_key), options.paths);
  for (const std::string& fault : certified.faults) std::fprintf(stderr, "%s\n", fault.c_str());
  if (!certified.faults.empty()) {
    std::fprintf(stderr, "NOT GENUINE\n");
    return kDiffers;
  }
  std::fprintf(stderr, "genuine: %s%s by %s, begun %s%s\n%s\n", certified.scenario.c_str(),
               certified.cell.empty() ? "" : (" [" + certified.cell + "]").c_str(), certified.tool.c_str(),
               certified.started.c_str(),
               certified.filters.empty() ? "" : (", a part only: " + certified.filters).c_str(),
               certified.verdict.c_str());
  return certified.outcome == "passed" ? kHolds : kDiffers;
}

}  // namespace parity
