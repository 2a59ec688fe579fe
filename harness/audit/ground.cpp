// A dataset and its comparisons: see ground.h.
#include "harness/audit/ground.h"

#include <algorithm>

namespace parity {
namespace {

bool lists(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What of a plan decides about a mutant: the same for two comparisons, they are one to the audit.
std::string signature_of(const AuditedComparison& comparison, const std::vector<PlannedTable>& tables) {
  std::string text = std::to_string(reinterpret_cast<std::uintptr_t>(comparison.contract));
  for (const PlannedTable& table : tables) {
    text += "\n" + table.name + (table.bindings[0].there && table.bindings[1].there ? " compared" : "");
    for (const PlannedField& field : table.fields)
      text += " " + field.name + (field.compared_between(0, 1) ? "=" : "");
  }
  return text;
}

// Without the tables, rules and orders of fields that only the other dataset has: it is not opened, and so
// the plan would call them mistakes.
Contract concerning(const ComparedDataset& dataset, const Contract& whole) {
  Contract contract = whole;
  std::erase_if(contract.tables, [&](TableContract& table) {
    const auto info = std::find_if(dataset.tables.begin(), dataset.tables.end(), [&](const TableInfo& one) {
      return logical_table(one.name, whole) == table.name;
    });
    if (info == dataset.tables.end()) return true;
    PlannedTable names;
    names.contract = &table;
    names.names = table.names ? *table.names : whole.names;
    std::vector<std::string> fields;
    for (const Column& column : info->columns) fields.push_back(names.logical_field(column.name));
    std::erase_if(table.fields, [&](const auto& field) { return !lists(fields, field.first); });
    std::erase_if(table.order, [&](const OrderKey& order) { return !lists(fields, order.field); });
    return false;
  });
  return contract;
}

void add_reference_tables(const PlannedTable& table, std::vector<std::string>& names) {
  for (const PlannedField& field : table.fields) {
    if (field.reference && !lists(names, field.reference->table)) names.push_back(field.reference->table);
  }
}

}  // namespace

Ground::Ground(const AuditedDataset& dataset, const AuditOptions& options)
    : dataset_(dataset), options_(options) {
  merge_comparisons();
  std::vector<std::string> led_to;
  std::set<std::string> whole;
  for (const AuditedComparison& comparison : comparisons_) {
    Planned planned{comparison, {}, {}, {}, nullptr};
    plan_over(planned, dataset.dataset);
    for (const PlannedTable& table : planned.tables) add_reference_tables(table, led_to);
    for (const PlannedTable& table : planned.tables) {
      if (lists(led_to, table.name)) whole.insert(table.bindings[0].name);
    }
  }
  sample_ = take_sample(dataset.dataset, whole, options.seed);
  reader_ = std::make_unique<SampleReader>(sample_.tables);
  plan_comparisons();
  list_tables();
}

// The dataset twice, the second time under the name of whom it is compared with.
std::vector<ComparedDataset> Ground::twins(const AuditedComparison& comparison,
                                           const ComparedDataset& of) const {
  ComparedDataset source = of, target = of;
  source.name = dataset_.dataset.name;
  source.ordered = false;
  target.name = comparison.target;
  target.ordered = comparison.ordered;
  return {source, target};
}

// A table of the contract that only the other dataset has does not concern the audit, so tables are named.
CompareOptions Ground::options_for(const AuditedComparison& comparison) const {
  CompareOptions options;
  options.json = options_.json;
  for (const TableInfo& table : dataset_.dataset.tables) {
    const std::string name = logical_table(table.name, *comparison.contract);
    if (comparison.only_tables.empty() || lists(comparison.only_tables, name))
      options.only_tables.push_back(name);
  }
  if (options.only_tables.empty()) options.only_tables.push_back("");  // none, which is not all
  return options;
}

void Ground::plan_over(Planned& planned, const ComparedDataset& of) const {
  planned.contract = concerning(of, *planned.comparison.contract);
  planned.datasets = twins(planned.comparison, of);
  planned.tables = plan(planned.datasets, planned.contract, options_for(planned.comparison));
}

void Ground::merge_comparisons() {
  std::vector<std::string> signatures;
  for (const AuditedComparison& comparison : dataset_.comparisons) {
    Planned planned{comparison, {}, {}, {}, nullptr};
    plan_over(planned, dataset_.dataset);
    const std::string signature = signature_of(comparison, planned.tables);
    const auto at = std::find(signatures.begin(), signatures.end(), signature);
    if (at == signatures.end()) {
      signatures.push_back(signature);
      comparisons_.push_back(comparison);
    } else {
      AuditedComparison& same = comparisons_[static_cast<std::size_t>(at - signatures.begin())];
      same.name += ", " + comparison.name;
      same.ordered = same.ordered || comparison.ordered;
    }
  }
}

void Ground::plan_comparisons() {
  const ComparedDataset held = dataset_over(*reader_, dataset_.dataset.name, false);
  for (const AuditedComparison& comparison : comparisons_) {
    Planned& planned = planned_.emplace_back();
    planned.comparison = comparison;
    plan_over(planned, held);
    planned.references = std::make_unique<ReferenceMaps>(planned.tables, planned.datasets);
  }
}

void Ground::list_tables() {
  std::vector<bool> compared(sample_.tables.size(), false);
  for (const Planned& planned : planned_) {
    std::vector<const PlannedTable*> plans(sample_.tables.size(), nullptr);
    for (const PlannedTable& table : planned.tables) plans[table.bindings[0].info] = &table;
    auto relations = relations_of(sample_, plans);
    for (std::size_t t = 0; t < plans.size(); ++t) {
      if (!plans[t]) continue;
      compared[t] = true;
      AuditedTable& table = tables_.emplace_back();
      table.comparison = planned.comparison.name;
      table.name = plans[t]->name;
      table.rows = &sample_.tables[t];
      table.plan = plans[t];
      table.compared = plans[t]->bindings[0].there && plans[t]->bindings[1].there;
      if (!table.compared && !plans[t]->only_in.empty()) table.instead = bit(Rule::only_in);
      if (table.compared) {
        table.source = planned.references->for_table(*plans[t], 0);
        table.target = planned.references->for_table(*plans[t], 1);
      }
      table.relations = std::move(relations[t]);
      planned_of_.push_back(&planned);
    }
  }
  for (std::size_t t = 0; t < sample_.tables.size(); ++t) {
    if (compared[t]) continue;
    AuditedTable& table = tables_.emplace_back();
    table.name = sample_.tables[t].info.name;
    table.rows = &sample_.tables[t];
    planned_of_.push_back(nullptr);
  }
}

RowTrial Ground::trial_of(const AuditedTable& table) const {
  std::size_t index = 0;
  while (&tables_[index] != &table) ++index;
  RowTrial trial;
  trial.json = options_.json;
  trial.tables.push_back(table.rows);
  trial.names.push_back(table.name);
  const Planned* planned = planned_of_[index];
  if (!planned) return trial;
  trial.source = planned->datasets[0].name;
  trial.target = planned->datasets[1].name;
  trial.ordered = planned->comparison.ordered;
  trial.contract = &planned->contract;
  for (std::size_t i = 0; i < trial.names.size(); ++i) {  // grows: what they lead to leads further
    for (const PlannedTable& other : planned->tables) {
      if (other.name != trial.names[i]) continue;
      std::vector<std::string> names;
      add_reference_tables(other, names);
      for (const std::string& name : names) {
        if (lists(trial.names, name)) continue;
        trial.names.push_back(name);
        for (const PlannedTable& parent : planned->tables) {
          if (parent.name == name) trial.tables.push_back(&sample_.tables[parent.bindings[0].info]);
        }
      }
    }
  }
  return trial;
}

}  // namespace parity
