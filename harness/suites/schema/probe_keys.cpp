// Unique and foreign keys of a table, tried: see probe.h.
#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "harness/suites/schema/probe.h"

namespace parity {
namespace {

using reports::Check;

bool among(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Part of a reference of several columns, so that it cannot change alone.
bool bound(const DeclaredTable& table, const std::string& column) {
  return std::any_of(
      table.foreign_keys.begin(), table.foreign_keys.end(),
      [&](const DeclaredForeignKey& key) { return key.columns.size() > 1 && among(key.columns, column); });
}

// What is left of a key without one of its columns is unique by itself.
bool narrower(const DeclaredTable& table, const std::vector<std::string>& key, const std::string& without) {
  const auto within = [&](const std::vector<std::string>& columns) {
    return !columns.empty() && std::all_of(columns.begin(), columns.end(), [&](const std::string& name) {
      return name != without && among(key, name);
    });
  };
  return within(table.primary_key) || std::any_of(table.uniques.begin(), table.uniques.end(),
                                                  [&](const auto& each) { return within(each.columns); });
}

class ForeignKey {
 public:
  ForeignKey(Probes& probes, const DeclaredTable& table, const DeclaredForeignKey& key)
      : probes_(probes), table_(table), parent_(*probes.contract.table(key.table)), key_(key) {}

  void probe() {
    for (const std::string& column : key_.columns)
      if (!probes_.world.has(table_, column)) return;
    dangling();
    change("delete", key_.on_delete);
    change("update", key_.on_update);
  }

 private:
  Check& add(const std::string& what, const std::string& name) {
    return probes_.add(table_, plus(key_.columns) + "." + what, name, key_);
  }
  std::string columns() const { return fmt::format("{}.{}", table_.name, comma(key_.columns)); }
  bool itself() const { return &parent_ == &table_; }

  void dangling() {
    Check& check = add("dangling", fmt::format("{} refuses what {} has not", columns(), parent_.name));
    SampleRow with;
    for (std::size_t i = 0; i < key_.columns.size(); ++i)
      with[key_.columns[i]] = probes_.world.value(parent_, *parent_.column(key_.to[i]), 9);
    probes_.refused(check, probes_.world.insert(table_, {probes_.world.row(table_, {.with = with})}),
                    {"23503"});
    probes_.within([&] { make(check); });  // the positive twin
  }

  // A row and the one that it refers to; false: `check` says why not.
  bool make(Check& check) {
    std::string why;
    if (!probes_.prepare(table_, &key_, 2, false, why)) {
      if (check.outcome == reports::Outcome::passed) skip(check, why);
      return false;
    }
    if (itself() && !probes_.insert(table_, {probes_.world.row(table_, {.n = 2})}, why))
      return fail(check, why), false;
    if (!probes_.insert(table_, {child()}, why)) return fail(check, why), false;
    return true;
  }
  SampleRow child() const { return probes_.world.row(table_, {.also = &key_}); }
  std::size_t of() const { return itself() && !probes_.world.mandatory(table_, key_) ? 2 : 1; }

  std::uint64_t count(const std::string& condition) {
    const SqlAnswer answer =
        probes_.session.need("SELECT count(*) FROM " + probes_.world.name(table_) + " WHERE " + condition);
    return std::strtoull(answer.rows[0][0]->c_str(), nullptr, 10);
  }
  std::string pointing_at(std::size_t n) const {
    std::string out;
    for (std::size_t i = 0; i < key_.columns.size(); ++i)
      out += (out.empty() ? "" : " AND ") + quote_identifier(key_.columns[i]) + " = " +
             quote_literal(probes_.world.value(parent_, *parent_.column(key_.to[i]), n));
    return out;
  }

  void change(const std::string& verb, const std::string& action) {
    Check& check =
        add(verb, fmt::format("{}: {} of what it refers to is answered with {}", columns(), verb, action));
    const DeclaredColumn& changed = *parent_.column(key_.to[0]);
    const bool key_refers =
        std::any_of(parent_.foreign_keys.begin(), parent_.foreign_keys.end(),
                    [&](const DeclaredForeignKey& each) { return among(each.columns, changed.name); });
    if (verb == "update" && (key_refers || !changed.identity.empty()))
      return skip(check,
                  fmt::format("not tried: {}.{} follows a key of its own", parent_.name, changed.name));
    probes_.within([&] {
      if (!make(check)) return;
      const std::string at = probes_.world.where(parent_, probes_.world.row(parent_, {.n = of()}));
      const std::string parent = probes_.world.name(parent_);
      const std::string sql =
          verb == "delete" ? "DELETE FROM " + parent + " WHERE " + at
                           : "UPDATE " + parent + " SET " + quote_identifier(changed.name) + " = " +
                                 quote_literal(probes_.world.value(parent_, changed, 7)) + " WHERE " + at;
      check.detail = probes_.world.insert(table_, {child()}) + ";\n" + sql;
      probes_.session.run("SAVEPOINT parity_change");
      const SqlAnswer answer = probes_.session.ask(sql);
      if (!answer.done()) probes_.session.run("ROLLBACK TO SAVEPOINT parity_change");
      judge(check, verb, action, answer);
    });
  }

  void judge(Check& check, const std::string& verb, const std::string& action, const SqlAnswer& answer) {
    if (action == "restrict" || action == "no action") {
      if (answer.done())
        return fail(check,
                    fmt::format("wanted a refusal with SQLSTATE 23503 or 23001, and the {} was done", verb));
      if (answer.state != "23503" && answer.state != "23001")
        return fail(check, "wanted a refusal with SQLSTATE 23503 or 23001, found " + said(answer));
      if (answer.table != table_.name)
        skip(check, fmt::format("not proven: '{}' refused first ({})", answer.table, answer.constraint));
      return;
    }
    if (!answer.done()) {
      if (answer.state == "23503" && answer.table != table_.name)
        return skip(check,
                    fmt::format("not proven: '{}' refused first ({})", answer.table, answer.constraint));
      return fail(check, fmt::format("wanted {}, found {}", action, said(answer)));
    }
    std::string null;
    for (const std::string& column : key_.columns) null += " AND " + quote_identifier(column) + " IS NULL";
    const std::string own = probes_.world.where(table_, child());
    if (action == "set null" && count(own + null) == 0)
      fail(check, "wanted the row to stay, pointing at nothing; it does not");
    if (action == "set default" && (count(own) == 0 || count(pointing_at(of())) > 0))
      fail(check, "wanted the row to stay, pointing at its default; it does not");
    if (action == "cascade" && verb == "delete" && count(own) > 0)
      fail(check, "wanted the row to go with it; it stays");
    if (action == "cascade" && verb == "update" && count(pointing_at_changed()) == 0)
      fail(check, "wanted the row to follow; it does not");
  }

  std::string pointing_at_changed() const {
    return quote_identifier(key_.columns[0]) + " = " +
           quote_literal(probes_.world.value(parent_, *parent_.column(key_.to[0]), 7));
  }

  Probes& probes_;
  const DeclaredTable& table_;
  const DeclaredTable& parent_;
  const DeclaredForeignKey& key_;
};

}  // namespace

void probe_unique(Probes& probes, const DeclaredTable& table, const std::vector<std::string>& key,
                  const SchemaLine& line) {
  Check& check = probes.add(table, plus(key) + ".duplicate",
                            fmt::format("{}.{} refuses a duplicate", table.name, comma(key)), line);
  const SampleWorld& world = probes.world;
  for (const std::string& column : key)
    if (!world.has(table, column)) return skip(check, fmt::format("there is no column '{}'", column));
  const SampleRow first = world.row(table, {.n = 1}), second = world.row(table, {.n = 2});
  probes.within([&] {
    std::string why;
    if (!probes.insert(table, {first}, why)) return fail(check, why);
    const auto with_first = [&](const std::string& but) {
      SampleRow row = second;
      for (const std::string& column : key)
        if (column != but) row[column] = first.at(column);
      return world.insert(table, {row});
    };
    probes.refused(check, with_first(""), {"23505"});
    probes.accepted(check, world.insert(table, {second}));
    if (key.size() == 1) return;
    // Fewer columns would do for a duplicate: each of them alone makes a row another one.
    for (const std::string& column : key)
      if (first.at(column) != second.at(column) && !bound(table, column) && !narrower(table, key, column))
        probes.accepted(check, with_first(column));
  });
}

void probe_foreign_key(Probes& probes, const DeclaredTable& table, const DeclaredForeignKey& key) {
  ForeignKey(probes, table, key).probe();
}

}  // namespace parity
