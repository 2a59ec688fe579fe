// What will be compared: see plan.h.
#include "harness/compare/plan.h"

#include <algorithm>
#include <map>
#include <set>

#include "harness/error.h"
#include "normalizers/decimal.h"

namespace parity {
namespace {

DatasetBits bit_of(std::size_t dataset) { return DatasetBits{1} << dataset; }

std::string place(const Location& where) {
  return where.file.empty() ? "" : where.file + ":" + std::to_string(where.line);
}

template <class T>
void name_rule(std::vector<std::string>& names, Rule rule, bool at_work, const Setting<T>& setting) {
  if (!at_work || !setting) return;
  const RuleText& text = describe(rule);
  std::string line(text.id);
  line += " ";
  line += text.name;
  if (const std::string where = place(setting->where); !where.empty()) line += " (" + where + ")";
  names.push_back(std::move(line));
}

// Those that can do something to this field: not a `time` of the whole contract where the field holds none,
// not a setting that says what is so anyway.
std::vector<std::string> rules_in_force(const RuleSet& said, const FieldRules& compiled) {
  std::vector<std::string> names;
  const bool scale = compiled.number == NumberForm::scale && !compiled.drops_scale;
  name_rule(names, Rule::trim, compiled.trim.sides != Sides::none, said.trim);
  name_rule(names, Rule::unicode, compiled.unicode != UnicodeForm::none, said.unicode);
  name_rule(names, Rule::text_case, compiled.text_case != TextCase::keep, said.text_case);
  name_rule(names, Rule::empty, compiled.empty != Emptiness::distinct, said.empty);
  name_rule(names, Rule::null, compiled.null != Emptiness::distinct, said.null);
  name_rule(names, Rule::absent, compiled.absent != Emptiness::distinct, said.absent);
  name_rule(names, Rule::type, compiled.type.has_value(), said.type);
  name_rule(names, Rule::time, compiled.as_instant, said.time);
  name_rule(names, Rule::precision, compiled.precision.unit != TimePrecision::exact, said.precision);
  name_rule(names, Rule::number, scale, said.number);
  name_rule(names, Rule::tolerance, true, said.tolerance);
  name_rule(names, Rule::array, compiled.array.order != ArrayOrder::ordered, said.array);
  name_rule(names, Rule::references, true, said.references);
  return names;
}

bool is_time(Kind kind) {
  return kind == Kind::date || kind == Kind::clock || kind == Kind::local || kind == Kind::instant;
}

bool is_zero(const Tolerance& tolerance) {
  Arena arena;
  const auto zero = [&](const std::string& digits) {
    const auto number = parse_decimal(digits, arena);
    return digits.empty() || (number && compare_numbers(*number, Value::number(0)) == 0);
  };
  return zero(tolerance.absolute) && zero(tolerance.relative);
}

bool lists(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Builds one table's plan from what the datasets say and what the contract says.
class TablePlanner {
 public:
  TablePlanner(PlannedTable& table, const std::vector<ComparedDataset>& datasets, const Contract& contract,
               JsonDecoder json)
      : table_(table), datasets_(datasets), contract_(contract), json_(json) {}

  void run() {
    collect_fields();
    contract_fields_exist();
    for (PlannedField& field : table_.fields) settle(field);
    settle_key();
    settle_order();
  }

  void add_late(const std::string& name, DatasetBits shown) {
    PlannedField& field = table_.fields[field_named(name)];
    field.present = shown;
    field.late = true;
    for (Binding& binding : table_.bindings) binding.types.resize(table_.fields.size());
    settle(field);
  }

 private:
  std::size_t field_named(const std::string& name) {
    for (std::size_t i = 0; i < table_.fields.size(); ++i) {
      if (table_.fields[i].name == name) return i;
    }
    table_.fields.emplace_back();
    table_.fields.back().name = name;
    return table_.fields.size() - 1;
  }

  void collect_fields() {
    for (std::size_t d = 0; d < datasets_.size(); ++d) {
      Binding& binding = table_.bindings[d];
      if (!binding.there) continue;
      for (const Column& column : datasets_[d].tables[binding.info].columns) {
        const std::string name = table_.logical_field(column.name);
        const std::size_t field = field_named(name);
        if (table_.fields[field].present & bit_of(d)) {
          throw usage_error("table '" + binding.name + "' of dataset '" + datasets_[d].name +
                            "' has two columns that the contract names '" + name + "', one of them '" +
                            column.name + "'")
              .at(table_.contract ? table_.contract->where : Location{})
              .with_hint("give one of them another name with `rename:`");
        }
        table_.fields[field].present |= bit_of(d);
        binding.field_of.push_back(field);
        if (is_time(column.kind)) times_.insert(field);
      }
    }
    for (std::size_t d = 0; d < datasets_.size(); ++d) {
      Binding& binding = table_.bindings[d];
      binding.types.resize(table_.fields.size());
      if (!binding.there) continue;
      const auto& columns = datasets_[d].tables[binding.info].columns;
      for (std::size_t c = 0; c < columns.size(); ++c) binding.types[binding.field_of[c]] = columns[c].type;
    }
  }

  // A rule for a field that nobody has is a mistake, unless a dataset may still bring it.
  void contract_fields_exist() {
    if (!table_.contract) return;
    for (std::size_t d = 0; d < datasets_.size(); ++d) {
      if (table_.bindings[d].there && (!is_final(d) || table_.bindings[d].field_of.empty())) return;
    }
    require_contract_fields(table_);
  }

  void settle(PlannedField& field) {
    RuleSet inherited = contract_.defaults;
    RuleSet own;
    if (table_.contract) {
      inherited = overlay(inherited, table_.contract->defaults);
      const auto found = table_.contract->fields.find(field.name);
      if (found != table_.contract->fields.end()) own = found->second;
    }
    const RuleSet all = overlay(inherited, own);
    const std::size_t index = static_cast<std::size_t>(&field - table_.fields.data());
    const bool holds_time = times_.count(index) > 0;
    field.rules = compile(inherited, own, holds_time, json_);
    field.restricted = std::make_unique<RestrictedRules>(inherited, own, holds_time, json_);
    field.in_force = rules_in_force(all, field.rules);
    field.lines = lines_of(contract_, table_.name, field.name, holds_time, json_);
    field.told_apart = set_by_several(field.lines);
    if (all.tolerance && !is_zero(all.tolerance->value)) field.tolerance = all.tolerance->value;
    field.sensitive = is_sensitive(all);
    if (all.references) field.reference = all.references->value;
    if (all.only_in) {
      field.only_in = all.only_in->value;
      field.only_in_where = place(all.only_in->where);
      field.why = all.only_in->why;
    }
    for (std::size_t d = 0; d < datasets_.size(); ++d) {
      if (!table_.bindings[d].there) continue;
      if (!field.only_in.empty() && !lists(field.only_in, datasets_[d].name)) continue;
      // Where a missing field stands for null, a dataset without the column has it everywhere: as null.
      if ((field.present & bit_of(d)) || field.absent_is_a_value() || !is_final(d))
        field.compared |= bit_of(d);
    }
  }

  // All columns are known. An empty array of rows shows none, which says nothing about the fields.
  bool is_final(std::size_t d) const {
    const TableInfo& info = datasets_[d].tables[table_.bindings[d].info];
    return info.columns_final && !info.columns.empty();
  }
  // No dataset shows a field: whatever the contract says of them holds for no row.
  bool shows_nothing() const { return table_.fields.empty(); }

  void settle_key() {
    std::vector<std::string> names = table_.contract ? table_.contract->key : std::vector<std::string>{};
    if (names.empty()) names = key_of_catalogs();
    if (names.empty()) {
      throw usage_error("table '" + table_.name +
                        "' has no key: the contract names none and no dataset's catalog has a primary key")
          .at(table_.contract ? table_.contract->where : Location{contract_.file, 0, 0})
          .with_hint("name the fields that identify a row: `tables: { " + table_.name + ": { key: [id] } }`");
    }
    if (shows_nothing()) return;
    for (const std::string& name : names) {
      const auto at = std::find_if(table_.fields.begin(), table_.fields.end(),
                                   [&](const PlannedField& f) { return f.name == name; });
      if (at == table_.fields.end()) {
        throw usage_error("the key of table '" + table_.name + "' names field '" + name +
                          "', which no dataset has")
            .at(table_.contract ? table_.contract->where : Location{});
      }
      for (std::size_t d = 0; d < datasets_.size(); ++d) {
        if (table_.bindings[d].there && is_final(d) && !(at->present & bit_of(d))) {
          throw undecidable("dataset '" + datasets_[d].name + "' has no field '" + name +
                            "', which is in the key of table '" + table_.name + "'");
        }
      }
      at->key = true;
      no_tolerance(*at);
      table_.key.push_back(static_cast<std::size_t>(at - table_.fields.begin()));
    }
  }

  // Near is not the same, and a key identifies: a tolerance of the contract's defaults does not concern it,
  // one of its own is a mistake.
  void no_tolerance(PlannedField& field) const {
    if (!field.tolerance) return;
    if (table_.contract) {
      const auto own = table_.contract->fields.find(field.name);
      if (own != table_.contract->fields.end() && own->second.tolerance)
        throw usage_error("field '" + field.name + "' is in the key of table '" + table_.name +
                          "' and has a tolerance")
            .at(own->second.tolerance->where);
    }
    field.tolerance.reset();
    std::erase_if(field.in_force,
                  [](const std::string& rule) { return rule.starts_with(describe(Rule::tolerance).id); });
  }

  // The first catalog that has a key wins; where two disagree the contract has to say.
  std::vector<std::string> key_of_catalogs() {
    std::vector<std::string> key;
    std::string whose;
    for (std::size_t d = 0; d < datasets_.size(); ++d) {
      if (!table_.bindings[d].there) continue;
      std::vector<std::string> names;
      for (const std::string& column : datasets_[d].tables[table_.bindings[d].info].key)
        names.push_back(table_.logical_field(column));
      std::sort(names.begin(), names.end());
      if (names.empty()) continue;
      if (!key.empty() && names != key) {
        throw usage_error("datasets '" + whose + "' and '" + datasets_[d].name +
                          "' have different primary keys for table '" + table_.name + "'")
            .with_hint("say in the contract which fields identify a row: `key: [...]`");
      }
      key = names;
      whose = datasets_[d].name;
    }
    return key;
  }

  void settle_order() {
    if (!table_.contract || shows_nothing()) return;
    for (const OrderKey& order : table_.contract->order) {
      const auto at = std::find_if(table_.fields.begin(), table_.fields.end(),
                                   [&](const PlannedField& f) { return f.name == order.field; });
      if (at == table_.fields.end()) {
        throw usage_error("the order of table '" + table_.name + "' names field '" + order.field +
                          "', which no dataset has")
            .at(table_.contract->where);
      }
      table_.order.push_back(
          {static_cast<std::size_t>(at - table_.fields.begin()), order.descending, order.nulls_first});
    }
  }

  PlannedTable& table_;
  const std::vector<ComparedDataset>& datasets_;
  const Contract& contract_;
  JsonDecoder json_;
  std::set<std::size_t> times_;  // fields that a catalog calls a time
};

}  // namespace

std::string logical_table(const std::string& name, const Contract& contract) {
  for (const TableContract& table : contract.tables) {
    if (table.name == name || lists(table.known_as, name)) return table.name;
  }
  return restyle(name, contract.names);
}

std::string PlannedTable::logical_field(const std::string& column) const {
  if (contract) {
    const auto renamed = contract->rename.find(column);
    if (renamed != contract->rename.end()) return renamed->second;
  }
  return restyle(column, names);
}

std::vector<PlannedTable> plan(const std::vector<ComparedDataset>& datasets, const Contract& contract,
                               const CompareOptions& options) {
  std::vector<PlannedTable> tables;
  std::map<std::string, std::size_t> index;
  for (std::size_t d = 0; d < datasets.size(); ++d) {
    for (std::size_t i = 0; i < datasets[d].tables.size(); ++i) {
      const std::string& name = datasets[d].tables[i].name;
      const std::string logical = logical_table(name, contract);
      if (!options.only_tables.empty() && !lists(options.only_tables, logical)) continue;
      const auto [at, fresh] = index.try_emplace(logical, tables.size());
      if (fresh) {
        tables.emplace_back();
        PlannedTable& table = tables.back();
        table.name = logical;
        table.contract = contract.find(logical);
        table.names = table.contract && table.contract->names ? *table.contract->names : contract.names;
        table.bindings.resize(datasets.size());
        if (table.contract && table.contract->only_in) {
          table.only_in = table.contract->only_in->value;
          table.only_in_where = place(table.contract->only_in->where);
        }
      }
      Binding& binding = tables[at->second].bindings[d];
      if (binding.there || binding.unlisted) {
        throw usage_error("dataset '" + datasets[d].name + "' has two tables that the contract names '" +
                          logical + "': '" + binding.name + "' and '" + name + "'");
      }
      const std::vector<std::string>& only_in = tables[at->second].only_in;
      binding.unlisted = !only_in.empty() && !lists(only_in, datasets[d].name);
      binding.there = !binding.unlisted;
      binding.info = i;
      binding.name = name;
    }
  }
  for (const std::string& name : options.only_tables) {
    if (options.named_at.file.empty() || index.count(name)) continue;
    throw usage_error("no dataset has a table that the contract names '" + name + "'").at(options.named_at);
  }
  for (const TableContract& table : contract.tables) {
    const bool wanted = options.only_tables.empty() || lists(options.only_tables, table.name);
    if (wanted && !index.count(table.name)) {
      throw undecidable("the contract has a table '" + table.name + "', and no dataset has it")
          .at(table.where);
    }
  }
  for (PlannedTable& table : tables) {
    std::size_t holders = 0;
    for (const Binding& binding : table.bindings) holders += binding.there;
    if (holders > 1) TablePlanner(table, datasets, contract, options.json).run();
  }
  return tables;
}

void plan_late_field(PlannedTable& table, const std::string& name, DatasetBits shown,
                     const std::vector<ComparedDataset>& datasets, const Contract& contract,
                     JsonDecoder json) {
  TablePlanner(table, datasets, contract, json).add_late(name, shown);
}

void require_contract_fields(const PlannedTable& table) {
  if (!table.contract) return;
  for (const auto& [name, rules] : table.contract->fields) {
    const auto has = [&, &wanted = name](const PlannedField& field) { return field.name == wanted; };
    if (std::any_of(table.fields.begin(), table.fields.end(), has)) continue;
    throw usage_error("the contract has rules for field '" + name + "' of table '" + table.name +
                      "', and no dataset has such a field")
        .at(table.contract->where);
  }
}

std::vector<DigestClass> classes(const PlannedTable& table) {
  DatasetBits all = 0;
  for (std::size_t d = 0; d < table.bindings.size(); ++d) {
    if (table.bindings[d].there) all |= bit_of(d);
  }
  std::vector<DigestClass> out{{all, {}, false}};
  for (std::size_t f = 0; f < table.fields.size(); ++f) {
    const PlannedField& field = table.fields[f];
    if (field.key || field.tolerance || (field.compared & (field.compared - 1)) == 0) continue;
    // A field that no sample showed stands alone: should it never come, its class is left out, and no other
    // field with it.
    const bool unseen = (field.compared & ~field.present) != 0 && !field.absent_is_a_value();
    const auto at = std::find_if(out.begin(), out.end(), [&](const DigestClass& c) {
      return c.datasets == field.compared && !c.unseen && !unseen;
    });
    if (at == out.end()) {
      out.push_back({field.compared, {f}, unseen});
    } else {
      at->fields.push_back(f);
    }
  }
  return out;
}

}  // namespace parity
