#include "harness/environment/conninfo.h"

#include <memory>
#include <string_view>

#include <fmt/format.h>
#include <libpq-fe.h>

#include "harness/error.h"

namespace parity {
namespace {

std::string percent_encoded(std::string_view text, std::string_view also_plain = "") {
  std::string out;
  for (const char each : text) {
    const bool plain = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
                       (each >= '0' && each <= '9') || each == '-' || each == '_' || each == '.' ||
                       each == '~' || also_plain.find(each) != std::string_view::npos;
    if (plain) {
      out += each;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(each));
    }
  }
  return out;
}

}  // namespace

// libpq's own words may quote a piece of the password, so they are not repeated.
std::map<std::string, std::string> read_conninfo(const std::string& url) {
  char* reason = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(url.c_str(), &reason), PQconninfoFree);
  PQfreemem(reason);
  if (!options) {
    throw undecidable("the PostgreSQL URL cannot be read")
        .with_hint(
            "it looks like postgresql://user@host:5432/database; special characters in a password are "
            "written as %XX");
  }
  std::map<std::string, std::string> given;
  for (const auto* each = options.get(); each->keyword; ++each) {
    if (each->val) given[each->keyword] = each->val;
  }
  return given;
}

std::string conninfo_url(std::map<std::string, std::string> given) {
  const auto take = [&](const char* key) {
    const auto node = given.extract(key);
    return node.empty() ? std::string() : node.mapped();
  };
  const std::string name = take("dbname");
  std::string authority;
  // Where the plain form can say it, it does: other drivers read less than libpq does.
  const auto host = given.find("host");
  if (host != given.end() && host->second.find_first_of("/,@") == std::string::npos) {
    if (const auto user = take("user"); !user.empty()) {
      authority = percent_encoded(user);
      if (const auto password = take("password"); !password.empty())
        authority += ":" + percent_encoded(password);
      authority += "@";
    }
    const auto plain = take("host");
    authority += plain.find(':') == std::string::npos ? plain : "[" + plain + "]";
    if (const auto port = take("port"); !port.empty()) authority += ":" + port;
  }
  std::string query;
  for (const auto& [key, value] : given) {
    query += (query.empty() ? "?" : "&") + key + "=" + percent_encoded(value, "/");
  }
  return fmt::format("postgresql://{}/{}{}", authority, percent_encoded(name), query);
}

}  // namespace parity
