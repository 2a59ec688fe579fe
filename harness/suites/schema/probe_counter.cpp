// The counter of changes, tried: a statement moves it by the same whether it changes one row or a thousand,
// one that is rolled back moves nothing. See probe.h.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "harness/suites/schema/probe.h"

namespace parity {
namespace {

using reports::Check;

class Counter {
 public:
  Counter(Probes& probes, const DeclaredTable& table)
      : probes_(probes), table_(table), counter_(*probes.contract.counter) {
    for (std::size_t n = 1; n <= counter_.rows; ++n)
      rows_.push_back(probes.world.row(table, {.n = n, .parents_once = true}));
  }

  void probe() {
    probes_.within([&] {
      std::string why;
      if (!probes_.prepare(table_, nullptr, counter_.rows, true, why)) return open_all(why);
      const std::string one = rows(1), many = rows(counter_.rows), set = change(),
                        name = probes_.world.name(table_);
      const SqlAnswer made = probes_.attempt(many);
      if (!made.done()) return open_all("no valid rows could be made: " + said(made));
      held(add("insert"), one, many);
      probes_.session.need(many);
      Check& update = add("update");
      if (set.empty()) {
        skip(update, "no column of the table could be changed");
      } else {
        const std::string sql = "UPDATE " + name + " SET ", column = set.substr(0, set.find(" = "));
        held(update, sql + set + among_ours(1), sql + set + among_ours(counter_.rows));
        if (counter_.idle_still) idle(update, sql + column + " = " + column + among_ours(counter_.rows));
      }
      held(add("delete"), "DELETE FROM " + name + among_ours(1),
           "DELETE FROM " + name + among_ours(counter_.rows));
      held(add("truncate"), "TRUNCATE " + name + " CASCADE", "");
    });
  }

 private:
  struct Reading {
    long long value = 0;
    bool fresh = true;  // moved_at lies in this transaction, and not in the future
    std::string moved_at;
  };

  // The rows that all of it needs are not to be had.
  void open_all(const std::string& why) {
    for (const char* what : {"insert", "update", "delete", "truncate"}) skip(add(what), why);
  }

  Check& add(const std::string& what) {
    SchemaLine line = counter_;
    for (const std::string& id : table_.requirements)
      if (std::find(line.requirements.begin(), line.requirements.end(), id) == line.requirements.end())
        line.requirements.push_back(id);
    return probes_.add(table_, "counter." + what,
                       fmt::format("{} on {} moves its {} once, whatever the number of rows", what,
                                   table_.name, counter_.value),
                       line);
  }

  Reading read() {
    const std::string moved = counter_.moved_at.empty() ? "now()" : quote_identifier(counter_.moved_at);
    const SqlAnswer answer =
        probes_.session.need("SELECT " + quote_identifier(counter_.value) + ", " + moved + " >= now() AND " +
                             moved + " <= clock_timestamp(), " + moved + "::text FROM " +
                             probes_.world.name(*probes_.contract.table(counter_.table)) + " WHERE " +
                             quote_identifier(counter_.key) + " = " + quote_literal(table_.name));
    Reading reading;
    if (answer.rows.empty()) return reading;  // none yet is none
    reading.value = std::strtoll(answer.rows[0][0].value_or("0").c_str(), nullptr, 10);
    reading.fresh = answer.rows[0][1] == "t";
    reading.moved_at = answer.rows[0][2].value_or("");
    return reading;
  }

  std::string rows(std::size_t count) const {
    return probes_.world.insert(table_, {rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(count)});
  }

  // Changes each row that it meets; empty: the table has no column that could be changed unseen.
  std::string change() const {
    std::string first;
    for (const DeclaredColumn& column : table_.columns) {
      if (!probes_.world.free(table_, column.name)) continue;
      const std::string name = quote_identifier(column.name), type = probes_.world.type(table_, column);
      if (type == "boolean") return name + " = NOT coalesce(" + name + ", FALSE)";
      if (!first.empty()) continue;
      if (type == "integer" || type == "bigint" || type == "numeric")
        first = name + " = coalesce(" + name + ", 0) + 1";
      if (type == "text") first = name + " = coalesce(" + name + ", '') || '.'";
    }
    return first;
  }

  // Of the rows that were made for this, and of no others.
  std::string among_ours(std::size_t count) const {
    std::string columns, values;
    for (std::size_t n = 1; n <= count; ++n) {
      std::string one;
      columns.clear();
      for (const auto& [column, value] : probes_.world.key(table_, rows_[n - 1])) {
        columns += (columns.empty() ? "" : ", ") + quote_identifier(column);
        one += (one.empty() ? "" : ", ") + (value ? quote_literal(*value) : "NULL");
      }
      values += (values.empty() ? "(" : ", (") + one + ")";
    }
    return " WHERE (" + columns + ") IN (" + values + ")";
  }

  void idle(Check& check, const std::string& statement) {
    const Reading before = read();
    probes_.session.need(statement);
    if (read().value != before.value) fail(check, "a statement that changes no value moves it");
  }

  // The statement over one row and over many, each from the same state; `many` may be the same as `one`.
  void held(Check& check, const std::string& one, const std::string& many) {
    const Reading before = read();
    long long moves[2] = {0, 0};
    for (const bool whole : {false, true}) {
      if (whole && many.empty()) break;
      SqlAnswer answer;
      probes_.within([&] {
        answer = probes_.session.ask(whole ? many : one);
        if (!answer.done()) return;
        const Reading after = read();
        moves[whole] = after.value - before.value;
        if (moves[whole] > 0 && !after.fresh)
          fail(check, fmt::format("{} moved, and {} not with it: {}", counter_.value, counter_.moved_at,
                                  after.moved_at));
      });
      // Who may not truncate a table needs no trigger for it.
      if (answer.state == "42501") return;
      if (!answer.done()) return fail(check, "it could not be tried: " + said(answer));
      if (read().value != before.value) return fail(check, "it moved although the statement was rolled back");
    }
    if (many.empty()) moves[1] = moves[0];
    check.detail = fmt::format("one row moves it by {}, {} rows by {}", moves[0], counter_.rows, moves[1]);
    if (moves[0] <= 0)
      fail(check, fmt::format("wanted it to move, and it moved by {}", moves[0]));
    else if (moves[0] != moves[1])
      fail(check, fmt::format("one row moves it by {}, {} rows by {}", moves[0], counter_.rows, moves[1]));
  }

  Probes& probes_;
  const DeclaredTable& table_;
  const DeclaredCounter& counter_;
  std::vector<SampleRow> rows_;
};

}  // namespace

void probe_counter(Probes& probes, const DeclaredTable& table) { Counter(probes, table).probe(); }

void probe_counter_rows(Probes& probes) {
  const DeclaredCounter& counter = *probes.contract.counter;
  Check& check = probes.checks.add(
      "counter.rows", fmt::format("{} has a row for each counted table, and no other", counter.table),
      counter);
  std::set<std::string> wanted, found;
  for (const DeclaredTable& table : probes.contract.tables)
    if (table.counted) wanted.insert(table.name);
  const SqlAnswer answer = probes.attempt("SELECT " + quote_identifier(counter.key) + "::text FROM " +
                                          probes.world.name(*probes.contract.table(counter.table)));
  if (!answer.done()) return fail(check, said(answer));
  for (const SqlRow& row : answer.rows) found.insert(row[0].value_or("null"));
  for (const std::string& name : wanted)
    if (!found.contains(name)) fail(check, fmt::format("there is no row for {}", name));
  for (const std::string& name : found)
    if (!wanted.contains(name)) fail(check, fmt::format("there is a row for {}", name));
}

// Through an index at all: with few rows the server would read the table, so it is asked not to.
void probe_index(Probes& probes, const DeclaredTable& table) {
  for (const DeclaredIndex& index : table.indexes) {
    if (index.serves.empty()) continue;
    const std::size_t n = static_cast<std::size_t>(&index - table.indexes.data());
    Check& check =
        probes.add(table, fmt::format("index.{}", index.name.empty() ? std::to_string(n + 1) : index.name),
                   fmt::format("{} is read through its index {}", table.name, index.definition), index);
    const Fact* wanted =
        probes.wanted.find("indexes", "index_name", twin_name("index", table.name, n), table.name);
    const Fact* found = nullptr;
    for (const Fact* each : probes.found.of("indexes", table.name))
      if (wanted != nullptr && each->same(*wanted, "definition")) found = each;
    if (found == nullptr) {
      skip(check, "there is no such index");
      continue;
    }
    probes.within([&] {
      probes.session.run(
          "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off");
      const SqlAnswer plan = probes.session.ask("EXPLAIN (COSTS OFF) " + index.serves);
      if (!plan.done()) return fail(check, said(plan));
      bool used = false, sorted = false;
      for (const SqlRow& row : plan.rows) {
        const std::string line = row[0].value_or("");
        check.detail += line + "\n";
        for (const std::string& name : {(*found)["index_name"], quote_identifier((*found)["index_name"])})
          used = used || line.find("using " + name + " on") != line.npos;
        sorted = sorted || line.find("Sort") != line.npos;
      }
      if (!used)
        fail(check, fmt::format("wanted the plan to use {}, found {}", (*found)["index_name"],
                                plan.rows[0][0].value_or("")));
      else if (sorted)
        fail(check, "the plan sorts what the index should have in order");
    });
  }
}

void probe_sequences(Probes& probes) {
  for (const Fact& sequence : probes.found.of("sequences")) {
    if (!sequence.has("owned_by")) continue;
    const std::string& owner = sequence["owned_by"];
    const std::size_t dot = owner.rfind('.');
    const std::string table = owner.substr(0, dot), column = owner.substr(dot + 1);
    const DeclaredTable* declared = probes.contract.table(table);
    Check& check =
        probes.checks.add("sequence." + owner, fmt::format("the sequence of {} is past its values", owner),
                          declared != nullptr ? *declared : probes.contract.line);
    const std::string schema = quote_identifier(probes.contract.name_space);
    const SqlAnswer answer =
        probes.attempt(fmt::format("SELECT s.last_value, s.is_called, m.most FROM {0}.{1} AS s, (SELECT "
                                   "max({2}) AS most FROM {0}.{3}) AS m "
                                   "WHERE m.most > s.last_value OR m.most = s.last_value AND NOT s.is_called",
                                   schema, quote_identifier(sequence["sequence_name"]), column, table));
    if (!answer.done())
      leave_open(check, said(answer));
    else if (!answer.rows.empty())
      fail(check, fmt::format("the greatest value is {}, and the sequence stands at {}",
                              answer.rows[0][2].value_or("null"), answer.rows[0][0].value_or("null")));
  }
}

}  // namespace parity
