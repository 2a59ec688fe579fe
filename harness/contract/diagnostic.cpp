#include "harness/contract/diagnostic.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "reports/redact.h"
#include "reports/utf8.h"
#include "reports/visible.h"

namespace parity {
namespace {

constexpr int kWindow = 100;  // columns of the line that are shown
constexpr int kBefore = 60;   // of these, at most so many before the caret
constexpr int kTab = 4;
constexpr std::array<std::string_view, 8> kSecretNames{"authorization", "cookie", "passwd",  "password",
                                                       "secret",        "token",  "api_key", "api-key"};

// Columns on a terminal: 2 for East Asian wide characters and emoji, 0 for combining marks and joiners.
int width(char32_t c) {
  struct Range {
    char32_t first, last;
  };
  static constexpr Range zero[] = {{0x300, 0x36F},   {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2064},
                                   {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}};
  static constexpr Range wide[] = {
      {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},  {0xA960, 0xA97C}, {0xAC00, 0xD7A3},
      {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
      {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
  const auto in = [c](const Range& range) { return c >= range.first && c <= range.last; };
  if (std::any_of(std::begin(zero), std::end(zero), in)) return 0;
  return std::any_of(std::begin(wide), std::end(wide), in) ? 2 : 1;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

// `Authorization: "Bearer x"` → `Authorization: [secret]`. A value that is a reference stays: it shows
// nothing.
std::string hide_by_key(std::string_view line) {
  const std::string low = lower(line);
  std::string out;
  std::size_t done = 0;
  for (std::size_t colon = line.find(':'); colon != line.npos; colon = line.find(':', colon + 1)) {
    if (colon < done) continue;
    std::size_t end = colon;
    while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '"' || line[end - 1] == '\'')) --end;
    std::size_t begin = end;
    while (begin > 0 && is_name(line[begin - 1])) --begin;
    const std::string_view key = std::string_view(low).substr(begin, end - begin);
    const auto named = [&](std::string_view word) { return key.find(word) != key.npos; };
    const bool secret = std::any_of(kSecretNames.begin(), kSecretNames.end(), named);
    const std::size_t value = line.find_first_not_of(' ', colon + 1);
    if (!secret || value == line.npos || value == colon + 1 || line[value] == '{' || line[value] == '[')
      continue;
    const char quote = line[value];
    const bool quoted = quote == '"' || quote == '\'';
    std::size_t stop = quoted ? line.find(quote, value + 1) : line.find_first_of(",}", value);
    stop = stop == line.npos ? line.size() : stop + (quoted ? 1 : 0);
    if (line.substr(value, stop - value).find("${") != line.npos) continue;
    out += line.substr(done, value - done);
    out += reports::kRedacted;
    done = stop;
  }
  return out += line.substr(done);
}

std::string without_secrets(std::string_view text) { return reports::redact(reports::redact_url(text)); }

std::optional<std::string> line_of(const Location& where) {
  if (where.file.empty() || where.line < 1) return std::nullopt;
  std::ifstream in(where.file, std::ios::binary);
  std::string line;
  for (int i = 0; i < where.line; ++i)
    if (!std::getline(in, line)) return std::nullopt;
  if (line.ends_with('\r')) line.pop_back();
  if (where.line == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
  return line;
}

struct Cell {
  std::string text;
  int columns;
};

// The line as it looks on a terminal: tabs widened, controls and bytes that are no UTF-8 replaced.
std::vector<Cell> cells(std::string_view line) {
  std::vector<Cell> out;
  int column = 0;
  for (std::size_t at = 0; at < line.size();) {
    const reports::CodePoint point = reports::decode(line, at);
    Cell cell{std::string(line.substr(at, point.size)), width(point.value)};
    if (point.value == U'\t') {
      cell.columns = kTab - column % kTab;
      cell.text.assign(static_cast<std::size_t>(cell.columns), ' ');
    } else if (!point.valid || point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0) ||
               (point.value >= 0x202A && point.value <= 0x202E)) {
      cell = {"\uFFFD", 1};
    }
    column += cell.columns;
    out.push_back(std::move(cell));
    at += point.size;
  }
  return out;
}

// Where the caret's character stands in the line after secrets were taken out; inside of one: at its start.
std::size_t caret_after(const std::vector<Cell>& before, const std::vector<Cell>& after, std::size_t caret) {
  const auto same = [](const Cell& a, const Cell& b) { return a.text == b.text; };
  const auto start = std::mismatch(before.begin(), before.end(), after.begin(), after.end(), same);
  const auto end = std::mismatch(before.rbegin(), before.rend(), after.rbegin(), after.rend(), same);
  const auto alike = static_cast<std::size_t>(start.first - before.begin());
  const auto tail = static_cast<std::size_t>(end.first - before.rbegin());
  if (caret <= alike || caret >= before.size()) return std::min(caret, after.size());
  return before.size() - caret <= tail ? after.size() - (before.size() - caret) : alike;
}

struct Drawn {
  std::string line;
  int caret = 0;
};

// At most kWindow columns of the line, around the caret.
Drawn window(const std::vector<Cell>& all, std::size_t caret) {
  std::size_t from = std::min(caret, all.size());
  int columns = 0;
  for (; from > 0 && columns + all[from - 1].columns <= kBefore; --from) columns += all[from - 1].columns;
  int whole = 0;
  for (const Cell& cell : all) whole += cell.columns;
  if (whole <= kWindow) from = 0;

  Drawn out;
  if (from > 0) out = {"…", 0};
  int used = from > 0 ? 1 : 0;
  out.caret = used;
  std::size_t at = from;
  for (; at < all.size() && used + all[at].columns <= kWindow; ++at) {
    if (at < caret) out.caret += all[at].columns;
    out.line += all[at].text;
    used += all[at].columns;
  }
  if (at < all.size()) out.line += "…";
  return out;
}

class Palette {
 public:
  explicit Palette(bool color) : color_(color) {}
  std::string red(std::string_view text) const { return paint("1;31", text); }
  std::string bold(std::string_view text) const { return paint("1", text); }
  std::string blue(std::string_view text) const { return paint("34", text); }
  std::string green(std::string_view text) const { return paint("32", text); }

 private:
  std::string paint(std::string_view code, std::string_view text) const {
    return color_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
  bool color_;
};

std::string draw_place(const Location& where, const Palette& palette) {
  if (where.file.empty()) return {};
  const std::string file = reports::printable(where.file);
  if (where.line < 1) return fmt::format("  {} {}\n", palette.blue("-->"), file);
  std::string out = fmt::format("  {} {}:{}:{}\n", palette.blue("-->"), file, where.line, where.column);
  const std::optional<std::string> line = line_of(where);
  if (!line) return out;

  const std::string shown = without_secrets(hide_by_key(*line));
  const auto column = static_cast<std::size_t>(std::max(where.column, 1) - 1);
  const std::vector<Cell> all = cells(shown);
  const Drawn drawn = window(all, caret_after(cells(*line), all, column));
  const std::string number = fmt::format("{:>4}", where.line);
  const std::string margin(number.size(), ' ');
  out += fmt::format("{} {}\n", margin, palette.blue("|"));
  out += fmt::format("{} {} {}\n", palette.blue(number), palette.blue("|"), drawn.line);
  out += fmt::format("{} {} {}{}\n", margin, palette.blue("|"),
                     std::string(static_cast<std::size_t>(drawn.caret), ' '), palette.red("^"));
  return out;
}

}  // namespace

std::string draw(const Error& error, bool color) {
  const Palette palette(color);
  const auto clean = [](std::string_view text) {
    return reports::printable(without_secrets(text), reports::LineBreaks::kept);
  };
  std::string out = fmt::format("{} {}\n", palette.red("error:"), palette.bold(clean(error.what())));
  out += draw_place(error.where, palette);
  if (!error.hint.empty()) out += fmt::format("{} {}\n", palette.green("hint:"), clean(error.hint));
  for (const std::string& what : error.context) out += fmt::format("while {}\n", clean(what));
  return out;
}

}  // namespace parity
