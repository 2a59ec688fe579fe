// Formats: see formats.h. Grammars of RFC 3339 (dates and times), 5321 (mail), 1123 (hosts), 4291 (IPv6),
// 4122 (UUID), 6570 (templates), 6901 (pointers).
#include "harness/json/formats.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "harness/json/ip_address.h"
#include "harness/json/pattern.h"
#include "harness/json/pointer.h"
#include "harness/json/uri.h"

namespace parity {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// Exactly so many digits from the front.
std::optional<int> digits(std::string_view& text, std::size_t count) {
  if (text.size() < count || !all_digits(text.substr(0, count))) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value * 10 + (text[i] - '0');
  text.remove_prefix(count);
  return value;
}
bool accept(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}
bool accept_any_case(std::string_view& text, char lower) {
  return accept(text, lower) || accept(text, static_cast<char>(lower - 32));
}

// --- dates and times ---

bool is_date(std::string_view text) {
  const auto year = digits(text, 4);
  if (!year || !accept(text, '-')) return false;
  const auto month = digits(text, 2);
  if (!month || *month < 1 || *month > 12 || !accept(text, '-')) return false;
  const auto day = digits(text, 2);
  if (!day || !text.empty()) return false;
  const bool leap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return *day >= 1 && *day <= kDays[static_cast<std::size_t>(*month - 1)] + (leap && *month == 2 ? 1 : 0);
}

bool is_time(std::string_view text) {
  const auto hour = digits(text, 2);
  if (!hour || *hour > 23 || !accept(text, ':')) return false;
  const auto minute = digits(text, 2);
  if (!minute || *minute > 59 || !accept(text, ':')) return false;
  const auto second = digits(text, 2);
  if (!second || *second > 60) return false;
  if (accept(text, '.')) {
    if (text.empty() || !is_digit(text[0])) return false;
    while (!text.empty() && is_digit(text[0])) text.remove_prefix(1);
  }
  int offset = 0;
  if (!accept_any_case(text, 'z')) {
    const bool west = text.starts_with('-');
    if (!accept(text, '+') && !accept(text, '-')) return false;
    const auto hours = digits(text, 2);
    if (!hours || *hours > 23 || !accept(text, ':')) return false;
    const auto minutes = digits(text, 2);
    if (!minutes || *minutes > 59) return false;
    offset = (*hours * 60 + *minutes) * (west ? -1 : 1);
  }
  // A leap second is the last one of a day in UTC.
  constexpr int kDay = 24 * 60;
  const int utc = ((*hour * 60 + *minute - offset) % kDay + kDay) % kDay;
  return text.empty() && (*second < 60 || utc == kDay - 1);
}

bool is_date_time(std::string_view text) {
  return text.size() > 11 && (text[10] == 'T' || text[10] == 't') && is_date(text.substr(0, 10)) &&
         is_time(text.substr(11));
}

// Units in their order, none left out between two, at least one: RFC 3339, appendix A.
bool units(std::string_view& text, std::string_view order) {
  std::size_t next = 0;
  bool any = false;
  while (!text.empty() && is_digit(text[0])) {
    while (!text.empty() && is_digit(text[0])) text.remove_prefix(1);
    const std::size_t unit = text.empty() ? std::string_view::npos : order.find(text[0]);
    if (unit == std::string_view::npos || unit < next || (any && unit != next)) return false;
    text.remove_prefix(1);
    next = unit + 1;
    any = true;
  }
  return any;
}

bool is_duration(std::string_view text) {
  if (!accept(text, 'P')) return false;
  if (text.ends_with('W')) return all_digits(text.substr(0, text.size() - 1));
  if (!text.starts_with('T') && !units(text, "YMD")) return false;
  return text.empty() || (accept(text, 'T') && units(text, "HMS") && text.empty());
}

// --- names ---

bool is_host(std::string_view text, bool unicode) {
  if (text.empty() || text.size() > 253) return false;
  while (true) {
    const std::size_t end = std::min(text.find('.'), text.size());
    const std::string_view label = text.substr(0, end);
    const auto may = [&](char c) {
      return is_letter(c) || is_digit(c) || c == '-' || (unicode && static_cast<unsigned char>(c) >= 0x80);
    };
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    if (!std::all_of(label.begin(), label.end(), may)) return false;
    if (end == text.size()) return true;
    text.remove_prefix(end + 1);
  }
}
bool is_hostname(std::string_view text) { return is_host(text, false); }
bool is_idn_hostname(std::string_view text) { return is_host(text, true); }

bool is_quoted_local(std::string_view text) {
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '"' || static_cast<unsigned char>(text[i]) < 0x20) return false;
    if (text[i] == '\\' && ++i + 1 >= text.size()) return false;
  }
  return true;
}

bool is_mail(std::string_view text, bool unicode) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || at > 64) return false;
  const std::string_view local = text.substr(0, at);
  std::string_view domain = text.substr(at + 1);
  if (local.size() > 1 && local.front() == '"' && local.back() == '"') {
    if (!is_quoted_local(local)) return false;
  } else {
    const auto may = [&](char c) {
      return is_letter(c) || is_digit(c) ||
             std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos ||
             (unicode && static_cast<unsigned char>(c) >= 0x80);
    };
    if (!std::all_of(local.begin(), local.end(), may) || local.front() == '.' || local.back() == '.' ||
        local.find("..") != std::string_view::npos)
      return false;
  }
  if (domain.size() > 2 && domain.front() == '[' && domain.back() == ']') {
    domain = domain.substr(1, domain.size() - 2);
    return domain.starts_with("IPv6:") ? is_ipv6(domain.substr(5)) : is_ipv4(domain);
  }
  return is_host(domain, unicode);
}
bool is_email(std::string_view text) { return is_mail(text, false); }
bool is_idn_email(std::string_view text) { return is_mail(text, true); }

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return true;
}

// --- references and patterns ---

bool is_plain_uri(std::string_view text) { return is_uri(text, UriLetters::ascii); }
bool is_plain_uri_reference(std::string_view text) { return is_uri_reference(text, UriLetters::ascii); }
bool is_iri(std::string_view text) { return is_uri(text, UriLetters::unicode); }
bool is_iri_reference(std::string_view text) { return is_uri_reference(text, UriLetters::unicode); }

// Literals and {expressions} of RFC 6570: an operator, then names with a modifier each.
bool is_uri_template(std::string_view text) {
  while (!text.empty()) {
    const char c = text[0];
    text.remove_prefix(1);
    if (static_cast<unsigned char>(c) <= 0x20 ||
        std::string_view("\"'<>\\^`|}").find(c) != std::string_view::npos)
      return false;
    if (c == '%') {
      if (text.size() < 2 || !is_hex(text[0]) || !is_hex(text[1])) return false;
      text.remove_prefix(2);
    }
    if (c != '{') continue;
    const std::size_t end = text.find('}');
    if (end == std::string_view::npos) return false;
    std::string_view names = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (!names.empty() && std::string_view("+#./;?&=,!@|").find(names[0]) != std::string_view::npos)
      names.remove_prefix(1);
    static const Pattern kNames = Pattern::parse(
        R"((?:\w|%[0-9A-Fa-f]{2})(?:\.?(?:\w|%[0-9A-Fa-f]{2}))*(?:\*|:[1-9][0-9]{0,3})?)"
        R"((?:,(?:\w|%[0-9A-Fa-f]{2})(?:\.?(?:\w|%[0-9A-Fa-f]{2}))*(?:\*|:[1-9][0-9]{0,3})?)*)");
    if (!kNames.matches_whole(names)) return false;
  }
  return true;
}

bool is_relative_json_pointer(std::string_view text) {
  const std::size_t end =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  if (end == 0 || (end > 1 && text[0] == '0')) return false;
  text.remove_prefix(end);
  return text == "#" || is_json_pointer(text);
}

// What RE2 cannot search for is a pattern all the same.
bool is_regex(std::string_view text) {
  try {
    Pattern::parse(text);
    return true;
  } catch (const PatternFault& fault) { return fault.beyond_re2; }
}

}  // namespace

FormatCheck format_check(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, FormatCheck>, 19> kFormats = {{
      {"date-time", is_date_time},
      {"date", is_date},
      {"time", is_time},
      {"duration", is_duration},
      {"email", is_email},
      {"idn-email", is_idn_email},
      {"hostname", is_hostname},
      {"idn-hostname", is_idn_hostname},
      {"ipv4", is_ipv4},
      {"ipv6", is_ipv6},
      {"uri", is_plain_uri},
      {"uri-reference", is_plain_uri_reference},
      {"iri", is_iri},
      {"iri-reference", is_iri_reference},
      {"uuid", is_uuid},
      {"uri-template", is_uri_template},
      {"json-pointer", is_json_pointer},
      {"relative-json-pointer", is_relative_json_pointer},
      {"regex", is_regex},
  }};
  for (const auto& [known, check] : kFormats)
    if (known == name) return check;
  return nullptr;
}

}  // namespace parity
