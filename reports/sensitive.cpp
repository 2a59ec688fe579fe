#include "reports/sensitive.h"

#include <array>
#include <mutex>
#include <stdexcept>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

namespace parity::reports {
namespace {

constexpr std::size_t kHashBytes =
    8;  // enough to tell a run's values apart, too few to be a fingerprint of one

std::string& key() {
  static std::string bytes;
  return bytes;
}

std::once_flag chosen;

void choose_at_random() {
  std::array<unsigned char, 32> bytes;
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    throw std::runtime_error("there are no random bytes to hide sensitive values with");
  key().assign(bytes.begin(), bytes.end());
}

}  // namespace

void set_sensitive_key(std::string_view bytes) {
  std::call_once(chosen, [&] { key() = bytes; });
}

std::string sensitive_hash(std::string_view value) {
  std::call_once(chosen, choose_at_random);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int size = 0;
  if (!HMAC(EVP_sha256(), key().data(), static_cast<int>(key().size()),
            reinterpret_cast<const unsigned char*>(value.data()), value.size(), digest.data(), &size))
    throw std::runtime_error("a sensitive value could not be hashed");
  std::string text = "hmac:";
  for (std::size_t i = 0; i < kHashBytes; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

}  // namespace parity::reports
