// The result as one self-contained HTML file, for release managers: works from file://, asks no network, runs
// nothing but its own script (by hash), and has nothing from data as markup. Readable without JavaScript. Its
// size is bounded whatever the run found; counts stay exact.
#pragma once

#include <string>

#include "reports/result.h"

namespace parity::reports {

std::string to_html(const Result& result);

}  // namespace parity::reports
