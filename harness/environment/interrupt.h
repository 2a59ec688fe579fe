// SIGINT and SIGTERM as a flag that what waits or works looks at. The first asks the run to end in order
// (everything stopped, partial reports written); a second SIGINT or SIGTERM ends the process at once, and the
// guard then removes what it leaves.
#pragma once

namespace parity {

void install_interrupt_handlers();  // by main, once, before any thread is started
bool interrupted();
void throw_if_interrupted();  // Error of kind interrupted
void interrupt();             // as if the signal had come: for tests and for a run that ends itself

// Becomes readable when the interruption comes and stays so: for poll() beside what is waited for.
int interrupt_fd();

}  // namespace parity
