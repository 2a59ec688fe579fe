// URI references (RFC 3986) taken apart, resolved against a base, and checked: what `$id` and `$ref` are made
// of. Nothing is fetched.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace parity {

struct Uri {
  std::optional<std::string> scheme;
  std::optional<std::string> authority;
  std::string path;
  std::optional<std::string> query;
  std::optional<std::string> fragment;

  std::string spelled() const;
  std::string without_fragment() const;
};

Uri split_uri(std::string_view text);  // any text has such parts

// `reference` as seen from `base` (RFC 3986, 5.2). An empty base changes nothing.
std::string resolve_uri(std::string_view base, std::string_view reference);

// "%41" is "A"; what is no escape stays.
std::string percent_decoded(std::string_view text);

enum class UriLetters { ascii, unicode };  // RFC 3986, RFC 3987
bool is_uri_reference(std::string_view text, UriLetters letters);
bool is_uri(std::string_view text, UriLetters letters);  // with a scheme

}  // namespace parity
