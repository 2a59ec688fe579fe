// A small process beside the harness that outlives it for a moment: when the harness is gone, however it went
// (SIGKILL too), the guard stops the process groups and removes the directories that were still entrusted to
// it. It learns of the end by the end of a socket, so nothing has to be noticed or polled, and it is forked
// at the first need, without an exec.
#pragma once

#include <filesystem>

#include <sys/types.h>

namespace parity::guard {

// The channel to the guard, closed by exec. A child entrusts itself between fork and exec, so there is no
// moment at which a process runs that the guard does not know.
int channel();
void entrust_group(int channel, pid_t leader, int stop_signal) noexcept;  // async-signal-safe
void forget_group(pid_t leader) noexcept;

void entrust_directory(const std::filesystem::path& directory);  // at most 107 bytes: it has a socket in it
void forget_directory(const std::filesystem::path& directory) noexcept;

}  // namespace parity::guard
