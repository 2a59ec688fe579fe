// Row security, tried as those whom it concerns: neither a superuser nor the owner. See probe.h.
#include <algorithm>

#include <fmt/format.h>

#include "harness/suites/schema/probe.h"

namespace parity {
namespace {

using reports::Check;

class RowSecurity {
 public:
  RowSecurity(Probes& probes, const DeclaredTable& table, const std::string& role)
      : probes_(probes), table_(table), context_(*probes.contract.context), role_(role) {}

  void without_context(const std::string& how) {
    Check& check =
        add("no_context_" + how, fmt::format("{} shows and takes nothing without {} on a {} connection",
                                             table_.name, context_.setting, how));
    with_rows(check, [&] {
      become("");
      nothing(check, "SELECT * FROM " + name());
      nothing(check, "UPDATE " + name() + " SET " + same());
      nothing(check, "DELETE FROM " + name());
    });
    without_rows(check, [&] {
      become("");
      probes_.refused(check, probes_.world.insert(table_, {row(1)}), {"42501"});
    });
  }

  void with_context() {
    Check& select =
        add("select", fmt::format("{}: a user selects their own rows and no others", table_.name));
    with_rows(select, [&] {
      for (const std::size_t user : {1, 2}) probes_.within([&] { own_rows(select, user); });
    });
    Check& insert =
        add("insert", fmt::format("{}: a user inserts their own rows and no others", table_.name));
    without_rows(insert, [&] {
      become(user_value(1));
      if (allowed("insert")) probes_.accepted(insert, probes_.world.insert(table_, {row(1)}));
      probes_.refused(insert, probes_.world.insert(table_, {row(allowed("insert") ? 2 : 1)}), {"42501"});
    });
    Check& update =
        add("update", fmt::format("{}: a user updates their own rows, and gives none away", table_.name));
    with_rows(update, [&] {
      become(user_value(1));
      touched(update, "UPDATE " + name() + " SET " + same(), allowed("update") ? 1 : 0);
      if (allowed("update") && !given_away().empty())
        probes_.refused(update, "UPDATE " + name() + " SET " + given_away(), {"42501"});
    });
    Check& remove =
        add("delete", fmt::format("{}: a user deletes their own rows and no others", table_.name));
    with_rows(remove, [&] {
      become(user_value(1));
      touched(remove, "DELETE FROM " + name(), allowed("delete") ? 1 : 0);
    });
  }

 private:
  Check& add(const std::string& what, const std::string& name) {
    return probes_.add(table_, "row_security." + what, name, table_.row_security_line);
  }
  std::string name() const { return probes_.world.name(table_); }
  SampleRow row(std::size_t n) const { return probes_.world.row(table_, {.n = n}); }
  std::string user_value(std::size_t n) const {
    const DeclaredTable& users = *probes_.contract.table(context_.table);
    return probes_.world.value(users, *users.column(context_.column), n);
  }

  bool allowed(const std::string& command) const {
    return std::any_of(table_.policies.begin(), table_.policies.end(), [&](const DeclaredPolicy& policy) {
      return policy.permissive && (policy.command == "all" || policy.command == command);
    });
  }

  void without_rows(Check& check, const std::function<void()>& body) {
    probes_.within([&] {
      std::string why;
      if (!probes_.prepare(table_, nullptr, 2, false, why)) return skip(check, why);
      const SqlAnswer taken = probes_.attempt(probes_.world.insert(table_, {row(1), row(2)}));
      if (!taken.done())
        return skip(check, fmt::format("no valid row of '{}' could be made: {}", table_.name, said(taken)));
      body();
    });
  }
  void with_rows(Check& check, const std::function<void()>& body) {
    without_rows(check, [&] {
      std::string why;
      if (!probes_.insert(table_, {row(1), row(2)}, why)) return skip(check, why);
      body();
    });
  }

  // For the rest of the savepoint; no user: the setting is left as it is.
  void become(const std::string& user, int which = 0) {
    if (!user.empty())
      probes_.session.run("SELECT set_config(" + quote_literal(context_.setting) + ", " +
                          quote_literal(user) + ", true)");
    probes_.session.run("SET LOCAL ROLE " + quote_identifier(role_ + (which == 0 ? "_a" : "_b")));
  }

  void touched(Check& check, const std::string& sql, std::uint64_t wanted) {
    const SqlAnswer answer = probes_.attempt(sql);
    check.detail += (check.detail.empty() ? "" : "\n") + sql;
    if (!answer.done())
      fail(check, fmt::format("wanted {} rows, found {}", wanted, said(answer)));
    else if (answer.touched != wanted)
      fail(check,
           fmt::format("{} concerned {} rows, not {}", sql.substr(0, sql.find(' ')), answer.touched, wanted));
  }
  void nothing(Check& check, const std::string& sql) { touched(check, sql, 0); }

  void own_rows(Check& check, std::size_t user) {
    become(user_value(user), static_cast<int>(user) - 1);
    const std::uint64_t wanted = allowed("select") ? 1 : 0;
    touched(check, "SELECT * FROM " + name(), wanted);
    touched(check, "SELECT * FROM " + name() + " WHERE " + probes_.world.where(table_, row(user)), wanted);
  }

  std::string same() const {
    const std::string column = quote_identifier(table_.columns[0].name);
    return column + " = " + column;
  }

  // To the other user: the row's own id where it is the user, else what leads to the user.
  std::string given_away() const {
    SampleRow other;
    if (table_.name == context_.table) other[context_.column] = user_value(2);
    for (const DeclaredForeignKey& key : table_.foreign_keys)
      if (probes_.world.mandatory(table_, key) && leads_to_user(*probes_.contract.table(key.table)))
        for (const std::string& column : key.columns) other[column] = row(2).at(column);
    std::string sql;
    for (const auto& [column, value] : other)
      sql += (sql.empty() ? "" : ", ") + quote_identifier(column) + " = " + quote_literal(value.value_or(""));
    return sql;
  }
  bool leads_to_user(const DeclaredTable& table) const {
    if (table.name == context_.table) return true;
    const auto above = probes_.world.ancestors(table);
    return std::any_of(above.begin(), above.end(),
                       [&](const DeclaredTable* each) { return each->name == context_.table; });
  }

  Probes& probes_;
  const DeclaredTable& table_;
  const DeclaredContext& context_;
  std::string role_;
};

// The two roles, with all rights that tables can give: what is refused to them, row security refuses.
std::string make_roles(Probes& probes) {
  SqlSession& session = probes.session;
  const std::string base = "parity_probe_" + session.run("SELECT pg_backend_pid()::text")[0][0].value_or("");
  const std::string schema = quote_identifier(probes.contract.name_space);
  for (const char* which : {"_a", "_b"}) {
    const std::string role = quote_identifier(base + which);
    session.run("CREATE ROLE " + role + " NOSUPERUSER NOBYPASSRLS INHERIT");
    session.run("GRANT USAGE ON SCHEMA " + schema + " TO " + role +
                "; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema + " TO " + role +
                "; GRANT USAGE ON ALL SEQUENCES IN SCHEMA " + schema + " TO " + role);
    probes.session.run("SAVEPOINT parity_role");
    if (!session.ask("GRANT " + role + " TO CURRENT_USER").done())
      session.run("ROLLBACK TO SAVEPOINT parity_role");
    session.run("RELEASE SAVEPOINT parity_role");
    for (const DeclaredTable& table : probes.contract.tables)
      for (const DeclaredPolicy& policy : table.policies)
        for (const std::string& to : policy.roles)
          if (to != "public") session.run("GRANT " + quote_identifier(to) + " TO " + role);
  }
  return base;
}

template <class Body>
void for_each_table(Probes& probes, Body body) {
  const std::string role = make_roles(probes);
  for (const DeclaredTable& table : probes.contract.tables)
    if (table.row_security && table.probe_row_security &&
        probes.found.find("tables", "table_name", table.name) != nullptr)
      body(RowSecurity(probes, table, role));
}

}  // namespace

void probe_without_context(Probes& probes, const std::string& how) {
  for_each_table(probes, [&](RowSecurity&& table) { table.without_context(how); });
}

void probe_with_context(Probes& probes) {
  for_each_table(probes, [](RowSecurity&& table) { table.with_context(); });
}

}  // namespace parity
