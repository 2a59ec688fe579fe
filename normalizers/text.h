// Text as code points: validation, trimming, Unicode forms, case. Valid UTF-8 in, valid UTF-8 out.
#pragma once

#include <string>
#include <string_view>

#include "normalizers/arena.h"
#include "normalizers/contract.h"

namespace parity {

// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
bool valid_utf8(std::string_view bytes);
bool is_ascii(std::string_view bytes);

// A part of `text`; never a copy.
std::string_view trimmed(std::string_view text, const Trim& trim);

// The result lives in `arena`, or is `text` itself where nothing changed.
std::string_view normalized(std::string_view text, UnicodeForm form, Arena& arena);
std::string_view recased(std::string_view text, TextCase text_case, Arena& arena);

// Version of the Unicode data in use, "15.0": it differs between systems, so reports name it.
std::string unicode_version();

}  // namespace parity
