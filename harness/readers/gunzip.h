// A gzip stream, decoded while it comes. Strict where libcurl's own decoding is not: a stream that ends
// early, a wrong checksum and bytes behind the end are errors, so that a truncated NDJSON answer is never a
// short one.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct z_stream_s;

namespace parity {

class Gunzip {
 public:
  Gunzip();
  ~Gunzip();
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

  // Hands the decoded bytes of `part` to `take`, which says whether to go on. False: it said no, or the
  // stream is broken.
  bool feed(std::string_view part, const std::function<bool(std::string_view)>& take);
  // What is wrong with the stream when nothing more comes; "" when it is whole.
  std::string fault() const;

 private:
  std::unique_ptr<z_stream_s> stream_;
  bool ended_ = false;  // at the end of a member; another may follow
  bool began_ = false;
  std::string broken_;
};

}  // namespace parity
