// The one renderer of errors: what is wrong, where, the line itself with a caret, what to do about it, and
// what was being done.
#pragma once

#include <string>

#include "harness/error.h"

namespace parity {

// Several lines, the last one ended. Reads the file again for the line; shows none where the file is gone or
// has no such line. Known secrets, passwords in URLs, and values of keys whose name says that they are secret
// are not shown.
//
//   error: unknown key 'tirm' in the rules of a field
//     --> contracts/gym.yaml:7:15
//      |
//    7 |       name: { tirm: both }
//      |               ^
//   hint: did you mean 'trim'?
//   while reading the contract of scenarios/gym.yaml
std::string draw(const Error& error, bool color);

}  // namespace parity
