#include "harness/contract/check_contract.h"

#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "harness/error.h"
#include "harness/yaml/nearest.h"
#include "normalizers/arena.h"
#include "normalizers/decimal.h"

namespace parity {
namespace {

bool is_zero(const std::string& digits) {
  Arena arena;
  const auto number = parse_decimal(digits, arena);
  return digits.empty() || (number && compare_numbers(*number, Value::number(0)) == 0);
}

// A key identifies; what is near, or not there on one side, does not.
void check_key(const Contract& contract, const TableContract& table) {
  for (const std::string& field : table.key) {
    const RuleSet rules = contract.rules_for(table.name, field);
    if (const auto& near = rules.tolerance;
        near && !(is_zero(near->value.absolute) && is_zero(near->value.relative)))
      throw usage_error(
          fmt::format("field '{}' is in the key of '{}', and a key has no tolerance", field, table.name))
          .at(near->where)
          .with_hint(fmt::format("give '{}' a tolerance of its own: {{ abs: 0 }}", field));
    if (rules.only_in)
      throw usage_error(fmt::format("field '{}' is in the key of '{}', so it cannot be in some datasets only",
                                    field, table.name))
          .at(rules.only_in->where);
  }
}

// `a` stands for `b` while `b` stands for `a`: which one is meant is nowhere said.
void check_circle(const Setting<Emptiness>& a, const char* a_name, Emptiness b_word,
                  const Setting<Emptiness>& b, const char* b_name, Emptiness a_word) {
  if (!a || !b || a->value != b_word || b->value != a_word) return;
  throw usage_error(fmt::format("'{}' stands for {} here, and '{}' for {}", a_name, b_name, b_name, a_name))
      .at(b->where)
      .with_hint(fmt::format("the other one is at {}:{}:{}", a->where.file, a->where.line, a->where.column));
}

void check_rules(const RuleSet& rules, const Contract& contract) {
  check_circle(rules.empty, "empty", Emptiness::null, rules.null, "null", Emptiness::empty);
  check_circle(rules.empty, "empty", Emptiness::absent, rules.absent, "absent", Emptiness::empty);
  check_circle(rules.null, "null", Emptiness::absent, rules.absent, "absent", Emptiness::null);
  if (rules.references && contract.find(rules.references->value.table) == nullptr) {
    std::vector<std::string> tables;
    for (const TableContract& table : contract.tables) tables.push_back(table.name);
    throw usage_error(fmt::format("the contract says nothing of table '{}'", rules.references->value.table))
        .at(rules.references->where)
        .with_hint(suggest(rules.references->value.table, tables));
  }
  for (const auto& [name, member] : rules.members) check_rules(member, contract);
  if (rules.items) check_rules(*rules.items, contract);
}

void check_table_names(const Contract& contract) {
  std::map<std::string, const TableContract*> owners;
  for (const TableContract& table : contract.tables) owners[table.name] = &table;
  for (const TableContract& table : contract.tables) {
    for (const std::string& name : table.known_as) {
      const auto [owner, fresh] = owners.emplace(name, &table);
      if (fresh) continue;
      const bool own = owner->second == &table;
      throw usage_error(own ? fmt::format("table '{}' is known as '{}' twice", table.name, name)
                            : fmt::format("'{}' would be both table '{}' and table '{}'", name,
                                          owner->second->name, table.name))
          .at(table.where);
    }
  }
}

}  // namespace

void check_contract(const Contract& contract) {
  check_rules(contract.defaults, contract);
  check_table_names(contract);
  for (const TableContract& table : contract.tables) {
    check_key(contract, table);
    check_rules(overlay(contract.defaults, table.defaults), contract);
    for (const auto& [name, rules] : table.fields)
      check_rules(contract.rules_for(table.name, name), contract);
  }
}

}  // namespace parity
