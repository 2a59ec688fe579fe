// Ed25519 signatures and SHA-256 digests, by OpenSSL. Keys are PEM files, as `openssl genpkey -algorithm
// ed25519` and `openssl pkey -pubout` write them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace parity {

struct FreeKey {
  void operator()(evp_pkey_st* key) const;
};
using Key = std::unique_ptr<evp_pkey_st, FreeKey>;

// Throw Error (usage) where the file cannot be read or holds no Ed25519 key of that kind.
Key read_private_key(const std::filesystem::path& file);
Key read_public_key(const std::filesystem::path& file);

std::string sign(const Key& key, std::string_view message);  // 64 bytes
bool is_signed(const Key& key, std::string_view message, std::string_view signature);

// "sha256:" is left to the caller: 64 hex digits of the public half.
std::string key_id(const Key& key);
std::string sha256(std::string_view bytes);  // 64 hex digits
// Throws Error (usage) where the file cannot be read.
std::string sha256_of_file(const std::filesystem::path& file);

std::string from_base64(std::string_view text);  // throws Error (usage) at what is none

}  // namespace parity
