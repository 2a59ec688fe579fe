// URI references: see uri.h.
#include "harness/json/uri.h"

#include <algorithm>
#include <utility>

#include "harness/json/ip_address.h"

namespace parity {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool is_scheme(std::string_view text) {
  return !text.empty() && is_letter(text[0]) && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

// RFC 3986, 5.2.4.
std::string without_dots(std::string_view in) {
  std::string out;
  const auto drop_last = [&] { out.erase(out.rfind('/') == std::string::npos ? 0 : out.rfind('/')); };
  while (!in.empty()) {
    if (in.starts_with("../")) {
      in.remove_prefix(3);
    } else if (in.starts_with("./") || in.starts_with("/./")) {
      in.remove_prefix(2);
    } else if (in == "/.") {
      in = "/";
    } else if (in.starts_with("/../")) {
      in.remove_prefix(3);
      drop_last();
    } else if (in == "/..") {
      in = "/";
      drop_last();
    } else if (in == "." || in == "..") {
      in = {};
    } else {
      const std::size_t end = std::min(in.find('/', 1), in.size());
      out += in.substr(0, end);
      in.remove_prefix(end);
    }
  }
  return out;
}

std::string merged(const Uri& base, const std::string& path) {
  if (base.authority && base.path.empty()) return "/" + path;
  const std::size_t slash = base.path.rfind('/');
  return slash == std::string::npos ? path : base.path.substr(0, slash + 1) + path;
}

// Letters, digits, escapes, and of the others those in `also`.
bool only(std::string_view text, std::string_view also, UriLetters letters) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size() || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0) return false;
      i += 2;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      if (letters == UriLetters::ascii) return false;
    } else if (!is_letter(c) && !is_digit(c) && also.find(c) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

constexpr std::string_view kHostSigns = "-._~!$&'()*+,;=";
constexpr std::string_view kPathSigns = "-._~!$&'()*+,;=:@/";
constexpr std::string_view kQuerySigns = "-._~!$&'()*+,;=:@/?";

bool is_authority(std::string_view text, UriLetters letters) {
  const std::size_t at = text.find('@');
  if (at != std::string_view::npos) {
    if (!only(text.substr(0, at), "-._~!$&'()*+,;=:", letters)) return false;
    text.remove_prefix(at + 1);
  }
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return false;
    const std::string_view host = text.substr(1, end - 1);
    const bool future = host.starts_with('v') && only(host, "-._~!$&'()*+,;=:", UriLetters::ascii);
    if (!future && !is_ipv6(host)) return false;
    port = text.substr(end + 1);
    if (!port.empty() && port[0] != ':') return false;
  } else {
    const std::size_t colon = std::min(text.find(':'), text.size());
    if (!only(text.substr(0, colon), kHostSigns, letters)) return false;
    port = text.substr(colon);
  }
  return port.empty() || std::all_of(port.begin() + 1, port.end(), is_digit);
}

}  // namespace

std::string Uri::without_fragment() const {
  std::string out;
  if (scheme) out += *scheme + ":";
  if (authority) out += "//" + *authority;
  out += path;
  if (query) out += "?" + *query;
  return out;
}

std::string Uri::spelled() const { return without_fragment() + (fragment ? "#" + *fragment : ""); }

Uri split_uri(std::string_view text) {
  Uri uri;
  const auto cut = [&text](std::size_t at) {
    const std::string_view behind = text.substr(at + 1);
    text = text.substr(0, at);
    return std::string(behind);
  };
  if (const std::size_t at = text.find('#'); at != std::string_view::npos) uri.fragment = cut(at);
  if (const std::size_t at = text.find('?'); at != std::string_view::npos) uri.query = cut(at);
  if (const std::size_t at = text.find(':'); at != std::string_view::npos && is_scheme(text.substr(0, at))) {
    uri.scheme = std::string(text.substr(0, at));
    text.remove_prefix(at + 1);
  }
  if (text.starts_with("//")) {
    const std::size_t end = std::min(text.find('/', 2), text.size());
    uri.authority = std::string(text.substr(2, end - 2));
    text.remove_prefix(end);
  }
  uri.path = std::string(text);
  return uri;
}

std::string resolve_uri(std::string_view base_text, std::string_view reference) {
  if (base_text.empty()) return std::string(reference);
  const Uri base = split_uri(base_text);
  Uri uri = split_uri(reference);
  if (uri.scheme) {
    if (uri.authority) uri.path = without_dots(uri.path);
    return uri.spelled();
  }
  uri.scheme = base.scheme;
  if (uri.authority) {
    uri.path = without_dots(uri.path);
    return uri.spelled();
  }
  uri.authority = base.authority;
  if (uri.path.empty()) {
    uri.path = base.path;
    if (!uri.query) uri.query = base.query;
  } else {
    uri.path = without_dots(uri.path[0] == '/' ? uri.path : merged(base, uri.path));
  }
  return uri.spelled();
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0;
    if (escape) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

bool is_uri_reference(std::string_view text, UriLetters letters) {
  const Uri uri = split_uri(text);
  if (uri.authority && !is_authority(*uri.authority, letters)) return false;
  // Without a scheme, a colon in the first segment would be one.
  if (!uri.scheme && !uri.authority && uri.path.substr(0, uri.path.find('/')).find(':') != std::string::npos)
    return false;
  return only(uri.path, kPathSigns, letters) && only(uri.query.value_or(""), kQuerySigns, letters) &&
         only(uri.fragment.value_or(""), kQuerySigns, letters);
}

bool is_uri(std::string_view text, UriLetters letters) {
  return split_uri(text).scheme.has_value() && is_uri_reference(text, letters);
}

}  // namespace parity
