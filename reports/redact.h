// Secrets: one registry for the process and one function that takes them out. Whatever writes data (the JSON,
// markup and console writers) passes every piece of it through redact() before escaping it, so that no
// renderer can forget to, and so that a password that is a word of our own markup harms no report.
#pragma once

#include <string>
#include <string_view>

namespace parity::reports {

inline constexpr std::string_view kRedacted = "[secret]";

// Thread-safe. What was added stays until the process ends.
class Secrets {
 public:
  // Takes the value out of all later output as it stands and in its URL, JSON, hex and base64 encodings.
  // False: shorter than 4 bytes, which would take out half of every text and protect nothing.
  static bool add(std::string_view value);
  // The passwords in a URL or DSN, as written and percent-decoded.
  static void add_from_url(std::string_view url);
  static bool any();         // something is to be taken out
  static void forget_all();  // for tests
};

// The text with every known secret replaced by kRedacted.
std::string redact(std::string_view text);

// The same without a copy where nothing is taken out: `text` itself, or a view of `made`.
std::string_view redacted(std::string_view text, std::string& made);

// "postgres://u:p@h/db?password=x" → "postgres://u:[secret]@h/db?password=[secret]"; "host=h password='p q'"
// → "host=h password=[secret]". Needs no registration.
std::string redact_url(std::string_view url);

}  // namespace parity::reports
