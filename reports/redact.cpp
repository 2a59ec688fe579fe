#include "reports/redact.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include <fmt/format.h>

#include "reports/base64.h"
#include "reports/json_writer.h"

namespace parity::reports {
namespace {

constexpr std::size_t kShortest = 4;
constexpr std::size_t kShortestBase64 = 6;  // a shorter run of base64 is in any text by chance

// What to look for: every spelling of every secret, longest first, so that a secret that begins with another
// one goes as a whole.
struct Spellings {
  std::vector<std::string> values;
  std::array<bool, 256> first{};  // bytes that some spelling begins with
};

std::mutex mutex_of_registry;
std::shared_ptr<const Spellings> registry = std::make_shared<Spellings>();

std::atomic<std::uint64_t> changes{0};  // of the registry

// Asked for every piece of text that leaves the process: the lock is for when something changed.
const Spellings& current() {
  thread_local std::shared_ptr<const Spellings> known;
  thread_local std::uint64_t known_since = ~std::uint64_t{0};
  const std::uint64_t now = changes.load(std::memory_order_acquire);
  if (now != known_since) {
    const std::lock_guard lock(mutex_of_registry);
    known = registry;
    known_since = now;
  }
  return *known;
}

bool is_alphanumeric(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string percent_encode(std::string_view text, bool upper, std::string_view kept) {
  std::string out;
  for (const unsigned char c : text) {
    if (is_alphanumeric(c) || kept.find(static_cast<char>(c)) != kept.npos)
      out += static_cast<char>(c);
    else
      out += upper ? fmt::format("%{:02X}", c) : fmt::format("%{:02x}", c);
  }
  return out;
}

std::string hex(std::string_view text, bool upper) {
  std::string out;
  for (const unsigned char c : text) out += upper ? fmt::format("{:02X}", c) : fmt::format("{:02x}", c);
  return out;
}

// The characters of base64 that depend on the secret alone, wherever in a longer text it begins.
void add_base64(std::vector<std::string>& out, std::string_view secret, bool url) {
  for (std::size_t before = 0; before < 3; ++before) {
    const std::string encoded = base64(std::string(before, '\0') + std::string(secret), url);
    const std::size_t from = (before * 8 + 5) / 6;
    const std::size_t to = (before + secret.size()) * 8 / 6;
    if (to - from >= kShortestBase64) out.push_back(encoded.substr(from, to - from));
  }
}

std::vector<std::string> spellings_of(std::string_view secret) {
  const std::string json = quote_json(secret);
  std::vector<std::string> all = {std::string(secret), json.substr(1, json.size() - 2)};
  for (const bool upper : {false, true}) {
    all.push_back(percent_encode(secret, upper, "-_.~"));
    all.push_back(percent_encode(secret, upper, "-_.~!$&'()*+,;=:@/?"));
    all.push_back(hex(secret, upper));
  }
  std::string form = percent_encode(secret, true, "-_.* ");
  std::replace(form.begin(), form.end(), ' ', '+');
  all.push_back(form);
  add_base64(all, secret, false);
  add_base64(all, secret, true);
  return all;
}

std::string percent_decode(std::string_view text) {
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

struct Range {
  std::size_t from, to;
};

// Where "scheme://user:PASSWORD@" has its password. The last @ before the path ends it, as in what people
// write without encoding it.
void find_userinfo(std::string_view url, std::vector<Range>& out) {
  const std::size_t scheme = url.find("://");
  if (scheme == url.npos) return;
  const std::size_t from = scheme + 3;
  const std::size_t end = std::min(url.find_first_of("/?# \t\n", from), url.size());
  const std::size_t at = url.substr(0, end).rfind('@');
  if (at == url.npos || at < from) return;
  const std::size_t colon = url.find(':', from);
  if (colon < at) out.push_back({colon + 1, at});
}

bool is_secret_name(std::string_view name) {
  std::string lower;
  for (const char c : name) lower += (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
  for (const std::string_view word : {"password", "passwd", "passphrase", "pwd", "secret", "token", "api_key",
                                      "apikey", "api-key", "access_key", "signature"})
    if (lower.find(word) != lower.npos) return true;
  return false;
}

// Where "name=VALUE" has a value that its name calls a secret: a query parameter or a DSN keyword, whose
// value may be quoted and may have blanks around its equals sign.
void find_keywords(std::string_view text, std::vector<Range>& out) {
  for (std::size_t equals = text.find('='); equals != text.npos; equals = text.find('=', equals + 1)) {
    std::size_t name_end = equals;
    while (name_end > 0 && text[name_end - 1] == ' ') --name_end;
    std::size_t name = name_end;
    while (name > 0 && (is_alphanumeric(static_cast<unsigned char>(text[name - 1])) ||
                        text[name - 1] == '_' || text[name - 1] == '-'))
      --name;
    if (!is_secret_name(text.substr(name, name_end - name))) continue;
    const bool query = text.substr(0, name).find('?') != text.npos;
    std::size_t from = equals + 1;
    while (!query && from < text.size() && text[from] == ' ') ++from;
    std::size_t to = from;
    if (from < text.size() && text[from] == '\'') {
      for (++to; to < text.size() && text[to] != '\''; ++to) to += text[to] == '\\';
      to = std::min(to + 1, text.size());
    } else {
      to = std::min(text.find_first_of(query ? "&#" : " \t\n", from), text.size());
    }
    if (to > from) out.push_back({from, to});
  }
}

std::vector<Range> secrets_in(std::string_view url) {
  std::vector<Range> found;
  find_userinfo(url, found);
  find_keywords(url, found);
  std::sort(found.begin(), found.end(), [](Range a, Range b) { return a.from < b.from; });
  return found;
}

}  // namespace

bool Secrets::add(std::string_view value) {
  if (value.size() < kShortest) return false;
  const std::lock_guard lock(mutex_of_registry);
  auto next = std::make_shared<Spellings>(*registry);
  for (std::string& spelling : spellings_of(value)) next->values.push_back(std::move(spelling));
  std::sort(next->values.begin(), next->values.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  next->values.erase(std::unique(next->values.begin(), next->values.end()), next->values.end());
  for (const std::string& spelling : next->values)
    next->first[static_cast<unsigned char>(spelling[0])] = true;
  registry = std::move(next);
  changes.fetch_add(1, std::memory_order_release);
  return true;
}

void Secrets::add_from_url(std::string_view url) {
  for (const Range& range : secrets_in(url)) {
    std::string_view value = url.substr(range.from, range.to - range.from);
    if (value.size() >= 2 && value.front() == '\'' && value.back() == '\'')
      value = value.substr(1, value.size() - 2);
    add(value);
    add(percent_decode(value));
  }
}

bool Secrets::any() {
  const std::lock_guard lock(mutex_of_registry);
  return !registry->values.empty();
}

void Secrets::forget_all() {
  const std::lock_guard lock(mutex_of_registry);
  registry = std::make_shared<Spellings>();
  changes.fetch_add(1, std::memory_order_release);
}

std::string_view redacted(std::string_view text, std::string& made) {
  const Spellings& spellings = current();
  if (spellings.values.empty()) return text;
  const auto begins_one = [&](char c) { return spellings.first[static_cast<unsigned char>(c)]; };
  const auto spelling_at = [&](std::size_t at) -> const std::string* {
    for (const std::string& spelling : spellings.values)
      if (text.substr(at).starts_with(spelling)) return &spelling;
    return nullptr;
  };
  made.clear();
  std::size_t kept = 0;  // what stands before is in `made`
  bool any = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::string* found = begins_one(text[at]) ? spelling_at(at) : nullptr;
    if (found == nullptr) {
      ++at;
      continue;
    }
    made += text.substr(kept, at - kept);
    made += kRedacted;
    at += found->size();
    kept = at;
    any = true;
  }
  if (!any) return text;
  return made += text.substr(kept);
}

std::string redact(std::string_view text) {
  std::string made;
  return std::string(redacted(text, made));
}

std::string redact_url(std::string_view url) {
  std::string out;
  std::size_t at = 0;
  for (const Range& range : secrets_in(url)) {
    if (range.from < at) continue;
    out += url.substr(at, range.from - at);
    out += kRedacted;
    at = range.to;
  }
  return out += url.substr(at);
}

}  // namespace parity::reports
