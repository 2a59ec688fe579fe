// Steps that run SQL, and the values of its rows.
#include <fstream>
#include <optional>
#include <sstream>

#include <fmt/format.h>

#include "harness/error.h"
#include "harness/suites/check_run.h"
#include "harness/suites/step_words.h"
#include "normalizers/decimal.h"

namespace parity {
namespace {

constexpr std::size_t kRowsShown = 5;

// As PostgreSQL numbers its own types.
enum : unsigned {
  kBool = 16,
  kInt8 = 20,
  kInt2 = 21,
  kInt4 = 23,
  kOid = 26,
  kJson = 114,
  kFloat4 = 700,
  kFloat8 = 701,
  kNumeric = 1700,
  kJsonb = 3802
};

Datum cell(const std::optional<std::string>& text, unsigned type) {
  if (!text) return Datum::copy_of(Value::null());
  switch (type) {
    case kBool: return Datum::boolean(*text == "t");
    case kJson:
    case kJsonb: return Datum::json(*text);
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
    case kFloat4:
    case kFloat8:
    case kNumeric:
      return Datum::made([&](Arena& arena) {
        return parse_decimal(arena.copy(*text), arena).value_or(Value::text(arena.copy(*text)));
      });
    default: return Datum::text(*text);
  }
}

Datum values_of(const SqlAnswer& found) {
  std::vector<Datum> rows;
  for (const SqlRow& row : found.rows) {
    std::vector<std::pair<std::string, Datum>> members;
    for (std::size_t c = 0; c < row.size(); ++c)
      members.emplace_back(found.columns[c].name, cell(row[c], found.columns[c].type));
    rows.push_back(Datum::object(members));
  }
  return Datum::list(rows);
}

std::string read_whole(const std::filesystem::path& file, const Location& where) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw undecidable("cannot read " + file.string()).at(where);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::string in_words(const std::string& sql, const SqlAnswer& found, const Datum& rows) {
  std::string text = indented(first_bytes(sql, 1'000), "  $ ");
  if (!found.done())
    text += fmt::format("  < {} (SQLSTATE {}) {}\n", found.message, found.state, found.detail);
  for (std::size_t i = 0; i < rows.value().items().size() && i < kRowsShown; ++i)
    text += "  < " + shown(rows.value().items()[i]) + "\n";
  if (found.rows.size() > kRowsShown) text += fmt::format("  < … {} rows\n", found.rows.size());
  return text;
}

}  // namespace

StepOutcome run_query(const SqlQuery& step, CheckWorld& world, const Scope& scope) {
  const std::string said = evaluate_text(step.sql, scope);
  const std::string sql = step.file ? read_whole(world.directory / said, step.sql.where) : said;
  const std::string url =
      step.url ? evaluate_text(*step.url, scope) : to_text(scope.find("postgres.url").value());
  std::optional<SqlSession> own;
  SqlSession* session = nullptr;
  if (step.session.empty()) {
    session = &own.emplace(url);
  } else {
    auto at = world.sessions.find(step.session);
    if (at == world.sessions.end()) at = world.sessions.emplace(step.session, SqlSession(url)).first;
    session = &at->second;
  }
  const SqlAnswer found = session->ask(sql);
  StepOutcome outcome;
  const Datum rows = values_of(found);
  outcome.parts = {{"rows", rows},
                   {"json", rows},
                   {"count", Datum::number(static_cast<std::int64_t>(found.rows.size()))},
                   {"affected", Datum::number(static_cast<std::int64_t>(found.touched))},
                   {"sqlstate", Datum::text(found.done() ? "00000" : found.state)}};
  if (!found.message.empty()) outcome.parts.emplace_back("message", Datum::text(found.message));
  outcome.shown = in_words(sql, found, rows);
  return outcome;
}

}  // namespace parity
