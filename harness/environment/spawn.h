// The step from a ProcessSpec to a running program: what happens between fork and exec. Used by Process only.
#pragma once

#include <sys/types.h>

namespace parity {

struct ProcessSpec;

// Leader of a new group, entrusted to the guard. Throws Error (undecidable) with what failed and why; there
// is then no child.
pid_t spawn(const ProcessSpec& spec);

}  // namespace parity
