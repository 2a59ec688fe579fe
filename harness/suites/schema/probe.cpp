#include "harness/suites/schema/probe.h"

#include <algorithm>

#include <fmt/format.h>

namespace parity {

using reports::Check;
using reports::Outcome;

namespace {

std::string shortened(std::string sql) {
  if (sql.size() > 1000) sql = sql.substr(0, 997) + "…";
  return sql;
}

void note(Check& check, const std::string& sql, const SqlAnswer& answer) {
  check.detail += fmt::format("{}{};\n  -- {}", check.detail.empty() ? "" : "\n", shortened(sql),
                              answer.done() ? fmt::format("done, {} rows", answer.touched) : said(answer));
}

}  // namespace

std::string said(const SqlAnswer& answer) {
  return fmt::format("SQLSTATE {}: {}", answer.state, answer.message);
}

Check& Probes::add(const DeclaredTable& table, const std::string& what, const std::string& name,
                   const SchemaLine& line) {
  return checks.add(fmt::format("probe.{}.{}", table.name, what), name, line);
}

void Probes::within(const std::function<void()>& body) {
  session.run("SAVEPOINT parity_probe");
  body();
  session.run("ROLLBACK TO SAVEPOINT parity_probe; RELEASE SAVEPOINT parity_probe");
}

SqlAnswer Probes::attempt(const std::string& sql) {
  SqlAnswer answer;
  within([&] { answer = session.ask(sql); });
  return answer;
}

bool Probes::insert(const DeclaredTable& table, const std::vector<SampleRow>& rows, std::string& why) {
  session.run("SAVEPOINT parity_rows");
  const SqlAnswer answer = session.ask(world.insert(table, rows));
  if (!answer.done()) {
    session.run("ROLLBACK TO SAVEPOINT parity_rows");
    why = fmt::format("no valid row of '{}' could be made: {}", table.name, said(answer));
  }
  session.run("RELEASE SAVEPOINT parity_rows");
  return answer.done();
}

bool Probes::prepare(const DeclaredTable& table, const DeclaredForeignKey* also, std::size_t rows,
                     bool parents_once, std::string& why) {
  const auto there = world.ancestors(table);
  const auto many = world.many(table);
  for (const DeclaredTable* parent : world.ancestors(table, also)) {
    // Called again for one more reference: what every row refers to is there already.
    if (also != nullptr && std::find(there.begin(), there.end(), parent) != there.end()) continue;
    std::vector<SampleRow> all;
    for (std::size_t n = 1; n <= rows; ++n)
      all.push_back(world.row(*parent, {.n = n, .parents_once = parents_once}));
    if (!insert(*parent, all, why)) return false;
  }
  return true;
}

void Probes::refused(Check& check, const std::string& sql, const std::vector<std::string>& states,
                     const std::string& column) {
  const SqlAnswer answer = attempt(sql);
  note(check, sql, answer);
  const bool as_wanted = std::find(states.begin(), states.end(), answer.state) != states.end();
  if (answer.done())
    fail(check,
         fmt::format("wanted a refusal with SQLSTATE {}, and it was accepted", fmt::join(states, " or ")));
  else if (!as_wanted || (!column.empty() && answer.column != column))
    fail(check, fmt::format("wanted a refusal with SQLSTATE {}{}, found {}", fmt::join(states, " or "),
                            column.empty() ? "" : " for column " + column, said(answer)));
}

void Probes::accepted(Check& check, const std::string& sql) {
  const SqlAnswer answer = attempt(sql);
  note(check, sql, answer);
  if (!answer.done()) fail(check, fmt::format("wanted to be accepted, found {}", said(answer)));
}

void probe_table(Probes& probes, const DeclaredTable& table) {
  probes.within([&] {
    Check& check = probes.add(table, "insert", fmt::format("{} takes a valid row", table.name), table);
    std::string why;
    if (!probes.prepare(table, nullptr, 2, false, why)) return skip(check, why);
    probes.accepted(check, probes.world.insert(table, {probes.world.row(table, {})}));
    if (check.outcome == Outcome::failed) {
      check.message +=
          "; what else was to be tried of this table was not. A `sample:` in the contract says what a valid "
          "row is";
      return;
    }
    probe_columns(probes, table);
    probe_checks(probes, table);
    if (!table.primary_key.empty()) probe_unique(probes, table, table.primary_key, table.key_line);
    for (const DeclaredUnique& unique : table.uniques)
      if (!unique.columns.empty()) probe_unique(probes, table, unique.columns, unique);
    for (const DeclaredForeignKey& key : table.foreign_keys) probe_foreign_key(probes, table, key);
    probe_index(probes, table);
  });
}

}  // namespace parity
