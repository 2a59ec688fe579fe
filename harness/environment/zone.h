// The time zones that the machine knows (its zone database, through CCTZ), as the ground floor wants them.
#pragma once

#include <memory>
#include <string>

#include "normalizers/instant.h"

namespace parity {

// "Europe/Berlin", "UTC", or a fixed offset "+02:00". nullptr: there is no such zone. "localtime" is none:
// what it means differs from machine to machine.
std::shared_ptr<const Zone> load_zone(const std::string& name);

}  // namespace parity
