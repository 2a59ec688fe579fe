// Archives by libzip: see zip.h.
#include "harness/bundle/zip.h"

#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

#include <zip.h>

#include "harness/error.h"

namespace parity {
namespace {

constexpr zip_uint16_t kFirstOfJanuary1980 = 0x21;  // the first day that the format knows

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
template <class T>
using Owned = std::unique_ptr<T, Discard>;

// What stands in the way of writing to memory is a mistake of ours.
void expect(bool well) {
  if (!well) throw std::runtime_error("a zip archive could not be written");
}

std::string content_of(zip_source_t* source) {
  zip_stat_t stat;
  expect(zip_source_stat(source, &stat) == 0 && zip_source_open(source) == 0);
  std::string bytes(stat.size, '\0');
  const zip_int64_t read = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  expect(read == static_cast<zip_int64_t>(bytes.size()));
  return bytes;
}

Error broken(const std::string& label, const std::string& why) {
  return undecidable(label + " is no bundle that can be read: " + why);
}

std::string read_one(zip_t* archive, zip_uint64_t index, std::uint64_t size, const std::string& label) {
  const Owned<zip_file_t> file(zip_fopen_index(archive, index, 0));
  if (!file) throw broken(label, zip_strerror(archive));
  std::string bytes(size, '\0');
  const zip_int64_t read = size == 0 ? 0 : zip_fread(file.get(), bytes.data(), size);
  if (read != static_cast<zip_int64_t>(size)) throw broken(label, "a file in it is damaged");
  char more = 0;  // the checksum is looked at behind the last byte
  if (zip_fread(file.get(), &more, 1) != 0) throw broken(label, "a file in it is damaged");
  return bytes;
}

}  // namespace

std::string zip(const Files& files) {
  zip_error_t error;
  zip_error_init(&error);
  Owned<zip_source_t> target(zip_source_buffer_create(nullptr, 0, 0, &error));
  expect(target != nullptr);
  zip_source_keep(target.get());  // what the archive is given it frees
  zip_t* opened = zip_open_from_source(target.get(), ZIP_TRUNCATE, &error);
  if (opened == nullptr) zip_source_free(target.get());
  expect(opened != nullptr);
  Owned<zip_t> archive(opened);
  for (const auto& [name, bytes] : files) {
    zip_source_t* source = zip_source_buffer(archive.get(), bytes.data(), bytes.size(), 0);
    expect(source != nullptr);
    const zip_int64_t index = zip_file_add(archive.get(), name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) zip_source_free(source);
    expect(index >= 0);
    const auto at = static_cast<zip_uint64_t>(index);
    expect(zip_file_set_dostime(archive.get(), at, 0, kFirstOfJanuary1980, 0) == 0);
    expect(zip_set_file_compression(archive.get(), at, ZIP_CM_DEFLATE, 9) == 0);
  }
  expect(zip_close(archive.get()) == 0);
  (void)archive.release();
  return content_of(target.get());
}

Files unzip_bytes(std::string_view bytes, const std::string& label) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  expect(source != nullptr);
  zip_t* opened = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  if (opened == nullptr) {
    const std::string why = zip_error_strerror(&error);
    zip_source_free(source);
    throw broken(label, why);
  }
  const Owned<zip_t> archive(opened);
  const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
  if (count < 0 || static_cast<std::uint64_t>(count) > kMostFiles)
    throw broken(label, "it holds too many files");
  Files files;
  std::uint64_t total = 0;
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
    zip_stat_t stat;
    if (zip_stat_index(archive.get(), i, 0, &stat) != 0) throw broken(label, zip_strerror(archive.get()));
    total += stat.size;
    if (total > kMostUnzippedBytes || stat.size > kMostUnzippedBytes) throw broken(label, "it is too large");
    files[stat.name] = read_one(archive.get(), i, stat.size, label);
  }
  return files;
}

Files unzip(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw undecidable("there is no bundle " + file.string());
  std::error_code none;
  if (std::filesystem::file_size(file, none) > kMostUnzippedBytes)
    throw broken(file.string(), "it is too large");
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  return unzip_bytes(bytes, file.string());
}

}  // namespace parity
