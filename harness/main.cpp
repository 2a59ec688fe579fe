// parity: proves that the new backend holds and serves exactly the data that the old one did.
// Parse, do what was asked, say how it ended: the only place that turns an error into an exit code.
#include <cstdio>
#include <exception>
#include <system_error>

#include "harness/cli/commands.h"
#include "harness/contract/diagnostic.h"
#include "harness/environment/interrupt.h"
#include "harness/error.h"
#include "harness/run/verdict.h"

namespace {

int dispatch(const parity::Options& options) {
  switch (options.verb) {
    case parity::Verb::run:
    case parity::Verb::audit: return parity::run_command(options);
    case parity::Verb::list: return parity::list_command(options);
    case parity::Verb::validate: return parity::validate_command(options);
    case parity::Verb::verify: return parity::verify_command(options);
    case parity::Verb::coverage: return parity::coverage_command(options);
    case parity::Verb::explain: return parity::explain_command(options);
    case parity::Verb::report: return parity::report_command(options);
    case parity::Verb::accept: return parity::accept_command(options);
    case parity::Verb::diff: return parity::diff_command(options);
    case parity::Verb::replay: return parity::replay_command(options);
    case parity::Verb::doctor: return parity::doctor_command(options);
    case parity::Verb::schema_print: return parity::schema_command(options);
    case parity::Verb::version: return parity::version_command();
  }
  return parity::kBug;
}

}  // namespace

int main(int argc, char** argv) {
  bool color = false;
  try {
    parity::install_interrupt_handlers();
    const parity::Parsed parsed = parity::parse(argc, argv);
    if (!parsed.options) {
      std::fputs(parsed.text.c_str(), stdout);
      return parity::kHolds;
    }
    color = parity::use_color(*parsed.options);
    return dispatch(*parsed.options);
  } catch (const parity::Error& error) {
    std::fputs(parity::draw(error, color).c_str(), stderr);
    return parity::exit_code_of(error.kind);
  } catch (const std::system_error& error) {  // the machine's own: a full disk, no more threads
    std::fprintf(stderr, "error: %s\n", error.what());
    return parity::kUndecided;
  } catch (const std::exception& error) {
    std::fprintf(stderr,
                 "bug: %s\nThis is a mistake in parity itself, not in your data. Please report it with the "
                 "command that shows it.\n",
                 error.what());
    return parity::kBug;
  }
}
