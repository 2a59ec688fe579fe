// Columns and checks of a table, tried: see probe.h.
#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "harness/suites/schema/probe.h"

namespace parity {
namespace {

using reports::Check;

class Column {
 public:
  Column(Probes& probes, const DeclaredTable& table, const DeclaredColumn& column)
      : probes_(probes), table_(table), column_(column), type_(probes.world.type(table, column)) {
    for (const DeclaredForeignKey& key : table.foreign_keys)
      refers_ =
          refers_ || std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
  }

  void probe() {
    if (column_.nullable)
      probes_.accepted(add("null", "takes null"), with(std::nullopt));
    else
      null();
    if (column_.default_value) filled();
    if (type_.starts_with("character")) length();
    if (type_.starts_with("numeric(") || type_ == "smallint" || type_ == "integer" || type_ == "bigint")
      range();
    for (const DeclaredEnum& one : probes_.contract.enums)
      if (one.name == type_ || quote_identifier(one.name) == type_) labels(one);
  }

 private:
  Check& add(const std::string& what, const std::string& name) {
    return probes_.add(table_, column_.name + "." + what,
                       fmt::format("{}.{} {}", table_.name, column_.name, name), column_);
  }
  std::string with(const std::optional<std::string>& value) const {
    return probes_.world.insert(table_, {probes_.world.row(table_, {.with = {{column_.name, value}}})});
  }
  std::string left_out() const {
    return probes_.world.insert(table_, {probes_.world.row(table_, {.without = {column_.name}})});
  }
  // Whether any value of the type is good: no check, no reference has a say.
  bool free() const { return !refers_ && !probes_.world.checked(table_, column_.name); }

  void null() {
    Check& check = add("null", "refuses null");
    probes_.refused(check, with(std::nullopt), {"23502"}, column_.name);
    if (!column_.default_value && column_.identity.empty() && type_ == column_type_of_twin())
      probes_.refused(check, left_out(), {"23502"}, column_.name);
  }

  // serial: the column has a default that the contract's type implies.
  std::string column_type_of_twin() const {
    const Fact* fact = probes_.wanted.find("columns", "column_name", column_.name, table_.name);
    return fact != nullptr && !fact->has("default_value") ? type_ : "";
  }

  void filled() {
    Check& check = add("default", "is filled where it is left out");
    const std::string name = quote_identifier(column_.name);
    const SqlAnswer answer = probes_.attempt(left_out() + " RETURNING " + name + "::text");
    const std::string value = "((" + *column_.default_value + ")::" + type_ + ")::text";
    const SqlAnswer twice = probes_.attempt("SELECT " + value + ", " + value);
    check.detail = left_out();
    if (!answer.done()) return fail(check, "wanted to be accepted, found " + said(answer));
    if (!twice.done())
      return;  // the contract's default is no expression by itself: the catalog's word must do
    const bool steady = twice.rows[0][0] == twice.rows[0][1];  // uuid_generate_v4() is not
    const auto& found = answer.rows[0][0];
    const auto said_as = [](const std::optional<std::string>& text) {
      return text ? quote_literal(*text) : "null";
    };
    if (steady && found != twice.rows[0][0])
      fail(check, fmt::format("wanted {}, found {}", said_as(twice.rows[0][0]), said_as(found)));
    if (!steady && !found) fail(check, "wanted a value, found null");
  }

  void length() {
    const std::size_t open = type_.find('(');
    if (open == std::string::npos) return;
    const std::size_t most = std::strtoul(type_.c_str() + open + 1, nullptr, 10);
    Check& check = add("length", fmt::format("takes {} characters and no more", most));
    probes_.refused(check, with(std::string(most + 1, 'x')), {"22001"});
    if (free()) probes_.accepted(check, with(std::string(most, 'x')));
  }

  void range() {
    std::string most, beyond;
    if (type_ == "smallint") most = "32767", beyond = "32768";
    if (type_ == "integer") most = "2147483647", beyond = "2147483648";
    if (type_ == "bigint") most = "9223372036854775807", beyond = "9223372036854775808";
    if (most.empty()) {
      const std::size_t comma = type_.find(',');
      const int precision = std::atoi(type_.c_str() + 8);
      const int scale = comma == std::string::npos ? 0 : std::atoi(type_.c_str() + comma + 1);
      if (scale < 0 || scale > precision) return;  // no whole number of its own
      most = std::string(static_cast<std::size_t>(precision - scale), '9');
      if (most.empty()) most = "0";
      if (scale > 0) most += "." + std::string(static_cast<std::size_t>(scale), '9');
      beyond = "1" + std::string(static_cast<std::size_t>(precision - scale), '0');
    }
    Check& check = add("range", fmt::format("takes {} and refuses {}", most, beyond));
    probes_.refused(check, with(beyond), {"22003"});
    if (free()) probes_.accepted(check, with(most));
  }

  void labels(const DeclaredEnum& one) {
    Check& check = add("label", fmt::format("takes the labels of {} and no other", one.name));
    probes_.refused(check, with("no such label"), {"22P02"});
    for (const std::string& label : one.reject) probes_.refused(check, with(label), {"22P02"});
    if (!free()) return;
    for (const std::string& label : one.labels) probes_.accepted(check, with(label));
  }

  Probes& probes_;
  const DeclaredTable& table_;
  const DeclaredColumn& column_;
  std::string type_;
  bool refers_ = false;
};

std::string spelled(const SampleRow& row) {
  std::string out;
  for (const auto& [column, value] : row) out += (out.empty() ? "" : ", ") + value.value_or("null");
  return out;
}

}  // namespace

void probe_columns(Probes& probes, const DeclaredTable& table) {
  for (const DeclaredColumn& column : table.columns)
    if (column.generated.empty() && probes.world.has(table, column.name))
      Column(probes, table, column).probe();
}

void probe_checks(Probes& probes, const DeclaredTable& table) {
  for (const DeclaredCheck& declared : table.checks) {
    std::string values;
    for (const SampleRow& row : declared.reject) values += (values.empty() ? "" : "; ") + spelled(row);
    Check& check = probes.add(table, plus(declared.columns) + ".check",
                              fmt::format("{}.{} refuses {}", table.name, comma(declared.columns),
                                          values.empty() ? "what the check forbids" : values),
                              declared);
    if (declared.accept.empty() || declared.reject.empty())
      skip(check, "not proven by a row: the contract names no values to `accept` and to `reject`");
    for (const SampleRow& row : declared.reject)
      probes.refused(check, probes.world.insert(table, {probes.world.row(table, {.with = row})}),
                     {"23514", "22P02"});
    for (const SampleRow& row : declared.accept)
      probes.accepted(check, probes.world.insert(table, {probes.world.row(table, {.with = row})}));
  }
}

}  // namespace parity
