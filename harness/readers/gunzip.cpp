#include "harness/readers/gunzip.h"

#include <vector>

#include <zlib.h>

namespace parity {

Gunzip::Gunzip() : stream_(std::make_unique<z_stream>()) {
  constexpr int kGzipOnly = 16;
  if (inflateInit2(stream_.get(), MAX_WBITS + kGzipOnly) != Z_OK) broken_ = "zlib cannot be set up";
}

Gunzip::~Gunzip() { inflateEnd(stream_.get()); }

bool Gunzip::feed(std::string_view part, const std::function<bool(std::string_view)>& take) {
  if (!broken_.empty()) return false;
  std::vector<char> window(64 * 1024);
  stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
  stream_->avail_in = static_cast<uInt>(part.size());
  bool more = true;  // zlib may hold output back even when it has taken all input
  while (stream_->avail_in > 0 || more) {
    if (ended_ && stream_->avail_in == 0) break;
    if (ended_) inflateReset(stream_.get());  // gzip streams may be several members in a row
    began_ = true;
    ended_ = false;
    stream_->next_out = reinterpret_cast<Bytef*>(window.data());
    stream_->avail_out = static_cast<uInt>(window.size());
    const int code = inflate(stream_.get(), Z_NO_FLUSH);
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
      broken_ = stream_->msg != nullptr ? stream_->msg : "not a gzip stream";
      return false;
    }
    ended_ = code == Z_STREAM_END;
    more = stream_->avail_out == 0;
    const std::size_t size = window.size() - stream_->avail_out;
    if (size > 0 && !take({window.data(), size})) return false;
  }
  return true;
}

std::string Gunzip::fault() const {
  if (!broken_.empty()) return broken_;
  return began_ && !ended_ ? "it ends before its end mark" : "";
}

}  // namespace parity
