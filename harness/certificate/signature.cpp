#include "harness/certificate/signature.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "harness/error.h"

namespace parity {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

template <class Read>
Key read_key(const std::filesystem::path& path, const char* kind, const char* made_by, Read read) {
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (!file) throw usage_error("there is no key " + path.string());
  Key key(read(file.get()));
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519)
    throw usage_error(fmt::format("{} is no {} Ed25519 key in PEM", path.string(), kind)).with_hint(made_by);
  return key;
}

std::string hex(const unsigned char* bytes, std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += fmt::format("{:02x}", bytes[i]);
  return text;
}

[[noreturn]] void broken(const char* what) {
  throw std::runtime_error(std::string("OpenSSL cannot ") + what);
}

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new()) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) broken("hash");
  }
  void add(std::string_view bytes) {
    if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1) broken("hash");
  }
  std::string finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned int size = 0;
    if (EVP_DigestFinal_ex(context_.get(), digest.data(), &size) != 1) broken("hash");
    return hex(digest.data(), size);
  }

 private:
  Context context_;
};

}  // namespace

void FreeKey::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

Key read_private_key(const std::filesystem::path& file) {
  // No pass phrase is asked for: nobody may be there.
  return read_key(
      file, "private", "openssl genpkey -algorithm ed25519 -out key.pem makes one", [](std::FILE* in) {
        return PEM_read_PrivateKey(in, nullptr, [](char*, int, int, void*) { return -1; }, nullptr);
      });
}

Key read_public_key(const std::filesystem::path& file) {
  return read_key(file, "public",
                  "openssl pkey -in key.pem -pubout -out key.pub.pem makes one of a private key",
                  [](std::FILE* in) { return PEM_read_PUBKEY(in, nullptr, nullptr, nullptr); });
}

std::string sign(const Key& key, std::string_view message) {
  const Context context(EVP_MD_CTX_new());
  std::array<unsigned char, 64> signature;
  std::size_t size = signature.size();
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &size, bytes_of(message), message.size()) != 1)
    broken("sign");
  return {reinterpret_cast<const char*>(signature.data()), size};
}

bool is_signed(const Key& key, std::string_view message, std::string_view signature) {
  const Context context(EVP_MD_CTX_new());
  if (!context || EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1)
    broken("verify");
  return EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message),
                          message.size()) == 1;
}

std::string key_id(const Key& key) {
  std::array<unsigned char, 32> bytes;
  std::size_t size = bytes.size();
  if (EVP_PKEY_get_raw_public_key(key.get(), bytes.data(), &size) != 1) broken("read the key");
  return hex(bytes.data(), size);
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.finish();
}

std::string sha256_of_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw usage_error("cannot read " + file.string());
  Sha256 hash;
  std::vector<char> block(std::size_t{1} << 16);
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())), in.gcount() > 0)
    hash.add({block.data(), static_cast<std::size_t>(in.gcount())});
  return hash.finish();
}

std::string from_base64(std::string_view text) {
  std::vector<unsigned char> bytes(text.size() / 4 * 3 + 3);
  const int size = EVP_DecodeBlock(bytes.data(), bytes_of(text), static_cast<int>(text.size()));
  if (size < 0 || text.size() % 4 != 0) throw usage_error("this is no base64");
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  return {reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size) - padding};
}

}  // namespace parity
