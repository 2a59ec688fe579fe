// What no single line of a contract shows: settings that contradict each other once all of them are laid over
// one another.
#pragma once

#include "normalizers/contract.h"

namespace parity {

// Throws Error (usage) at the setting that cannot be meant.
void check_contract(const Contract& contract);

}  // namespace parity
