// Where something stands in a file, read from the way in which results say it: "fixtures/a.json:12:3".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace parity::reports {

struct Place {
  std::string file;
  unsigned line = 0;    // from 1
  unsigned column = 0;  // from 1; 0: not known
};

// Nothing: it names no line of a file, as "table public.equipment, ctid (0,4)" and URLs do not.
std::optional<Place> place_of(std::string_view text);

}  // namespace parity::reports
