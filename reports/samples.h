// Results built by hand for the tests of renderers: each a run as it could have been.
#pragma once

#include "reports/result.h"

namespace parity::reports::samples {

Result passing();    // all green, with masked values
Result failing();    // a chain with differences of every kind, failed checks, fields not compared
Result errored();    // one dataset could not be read
Result hostile();    // data that tries to break each renderer
Result empty();      // nothing was compared
Result explained();  // failing(), with causes, accepted differences, the contract's lines, coverage
Result audited();    // an audit with holes
Result gated();      // failing(), with gates of each verdict and statements of each status
Result complete();   // every member of the model filled, for the schema

}  // namespace parity::reports::samples
