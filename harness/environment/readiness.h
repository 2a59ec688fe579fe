// When a program that was started can be asked: its port, and the wait for its first answer.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace parity {

class Process;

// A loopback port that nothing listens on now; never the same one twice in a run.
std::uint16_t assign_port();

// Until GET http://127.0.0.1:`port``path` answers 2xx; with an empty path, until the port accepts. Throws
// Error (undecidable) as soon as the process has ended, or after `within`, with the last answer and the log's
// last lines; Error (interrupted) on interruption.
void wait_ready(std::uint16_t port, const std::string& path, std::chrono::milliseconds within,
                const Process& process);

}  // namespace parity
