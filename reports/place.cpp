#include "reports/place.h"

#include <charconv>

namespace parity::reports {
namespace {

// Takes ":12" off the end; 0: there is none.
unsigned take_number(std::string_view& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos || colon == 0) return 0;
  unsigned number = 0;
  const char* const end = text.data() + text.size();
  const auto [at, status] = std::from_chars(text.data() + colon + 1, end, number);
  if (status != std::errc() || at != end || number == 0) return 0;
  text = text.substr(0, colon);
  return number;
}

}  // namespace

std::optional<Place> place_of(std::string_view text) {
  if (text.find("://") != text.npos) return std::nullopt;
  const unsigned last = take_number(text);
  if (last == 0) return std::nullopt;
  const unsigned first = take_number(text);
  Place place;
  place.file = text;
  place.line = first == 0 ? last : first;
  place.column = first == 0 ? 0 : last;
  return place;
}

}  // namespace parity::reports
