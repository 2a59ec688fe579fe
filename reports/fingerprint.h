// The name of a difference that stays the same over runs, machines and reports.
#pragma once

#include <string>

#include "reports/result.h"

namespace parity::reports {

// "f-" and 16 hex digits: XXH3 of comparison, table, key, path, kind and both normalized values (with their
// full length, as long ones are cut). Neither origin, rules, samples nor the order of findings play a part.
std::string fingerprint(const Difference& difference);
// Its 16 hex digits as a number; 0 for what is none.
std::uint64_t fingerprint_number(std::string_view fingerprint);

// "xxh3:" and 16 hex digits of these bytes.
std::string fingerprint_bytes(std::string_view bytes);

}  // namespace parity::reports
