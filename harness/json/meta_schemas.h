// The meta-schemas of draft 7 and 2020-12, for schemas that refer to them. They say of a schema what the
// official documents say, in fewer words: no titles, defaults or comments.
#pragma once

#include <string_view>

namespace parity::json_schema {

std::string_view meta_schema(std::string_view uri);  // "" where it is none of theirs

}  // namespace parity::json_schema
