// The result as one self-contained HTML file, for release managers: works from file://, asks no network, runs
// nothing but its own script (by hash), and has nothing from data as markup. Readable without JavaScript:
// verdict, gates, groups with samples. With it, all differences can be searched: the page carries them as
// compressed rows. Never more than 10 MB whatever the run found; counts stay exact, and the header says what
// had no room.
#pragma once

#include <string>

#include "reports/result.h"

namespace parity::reports {

// Without `all`, the samples of the result are all there is.
std::string to_html(const Result& result, const Differences& all = nullptr);

}  // namespace parity::reports
