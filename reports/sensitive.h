// Values that nobody may read and that must still be told apart: a keyed hash stands for each.
#pragma once

#include <string>
#include <string_view>

namespace parity::reports {

// "hmac:" and 16 hex digits of HMAC-SHA256 (RFC 2104). Equal values have equal hashes under one key, and
// nobody without the key can try out values. Thread-safe.
std::string sensitive_hash(std::string_view value);

// The key of this process, before the first hash. Without one it is made of random bytes, and hashes differ
// from run to run.
void set_sensitive_key(std::string_view key);

}  // namespace parity::reports
