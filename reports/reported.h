// A result with all that its run found: what renderings are made of that can hold several runs at once.
#pragma once

#include <span>

#include "reports/result.h"

namespace parity::reports {

struct Reported {
  const Result* result = nullptr;  // never null; outlives the rendering
  Differences all;
};
using ReportedRuns = std::span<const Reported>;

// The samples that the result itself holds.
Differences samples_of(const Result& result);

// "reference-data [defect=trim-name]": printable, without secrets, at most 200 code points.
std::string run_label(const Result& result);

}  // namespace parity::reports
