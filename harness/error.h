// The one exception of the harness: what ends a scenario or the whole command. Thrown where a library's own
// error is caught (at that library's edge), caught in the runner and in main, nowhere else. A difference is
// never one of these.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "normalizers/location.h"

namespace parity {

enum class ErrorKind {
  usage,        // the command line, a scenario, a contract or a ledger is wrong: exit 2, nothing was run
  undecidable,  // no connection, unreadable input, a process died: exit 3
  nothing,      // nothing selected or nothing compared: exit 4
  interrupted,  // SIGINT, SIGTERM: exit 130
};

class Error : public std::runtime_error {
 public:
  Error(ErrorKind of_kind, std::string message) : std::runtime_error(message), kind(of_kind) {}

  Error& at(Location location) & { return where = std::move(location), *this; }
  Error&& at(Location location) && { return where = std::move(location), std::move(*this); }
  Error&& with_hint(std::string text) && { return hint = std::move(text), std::move(*this); }
  // What was being done, outermost last: "reading dataset 'source'".
  Error& while_doing(std::string what) & { return context.push_back(std::move(what)), *this; }

  ErrorKind kind;
  Location where;    // drawn with its line and a caret where it has a line
  std::string hint;  // what to do about it, one sentence; may be empty
  std::vector<std::string> context;
};

inline Error usage_error(std::string message) { return {ErrorKind::usage, std::move(message)}; }
inline Error undecidable(std::string message) { return {ErrorKind::undecidable, std::move(message)}; }

}  // namespace parity
