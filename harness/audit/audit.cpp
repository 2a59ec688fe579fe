// The honesty audit from its datasets to its sums: see audit.h.
#include "harness/audit/audit.h"

#include <algorithm>
#include <ctime>
#include <deque>
#include <map>

#include "harness/audit/field_audit.h"
#include "harness/audit/ground.h"

namespace parity {
namespace {

using reports::Audit;
using reports::AuditCell;
using reports::AuditClass;
using reports::AuditRule;

// An operator on one field or table, before its share of the mutants is known.
struct Job {
  FieldAudit* fields = nullptr;
  const FieldAudit::Plan* plan = nullptr;
  RowAudit* rows = nullptr;
  RowMutation mutation = RowMutation::dropped;
  std::uint64_t count = 0;
  const AuditedTable* table = nullptr;
};

// The largest share that all can have together: small jobs are done whole, the others alike.
std::uint64_t fair_share(const std::vector<Job>& jobs, std::uint64_t mutants) {
  std::vector<std::uint64_t> counts;
  for (const Job& job : jobs) counts.push_back(job.count);
  std::sort(counts.begin(), counts.end());
  std::uint64_t left = mutants;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::uint64_t each = left / (counts.size() - i);
    if (counts[i] > each) return std::max<std::uint64_t>(each, 1);
    left -= counts[i];
  }
  return counts.empty() ? 0 : counts.back();
}

std::vector<AuditClass> all_classes() {
  std::vector<AuditClass> classes;
  const auto add = [&](std::string_view name, std::string_view about, std::string_view needs) {
    AuditClass& one = classes.emplace_back();
    one.mutation = name;
    one.about = about;
    one.none = "no value here is " + std::string(needs);
  };
  for (const Mutation& mutation : value_mutations()) add(mutation.name, mutation.about, mutation.needs);
  for (int i = 0; i < kFieldMutations; ++i) {
    const MutationText& text = describe(static_cast<FieldMutation>(i));
    add(text.name, text.about, text.needs);
  }
  for (int i = 0; i < kRowMutations; ++i) {
    const MutationText& text = describe(static_cast<RowMutation>(i));
    add(text.name, text.about, text.needs);
  }
  return classes;
}

std::string field_of(const AuditCell& cell) {
  return cell.path.empty() ? cell.table : cell.table + "." + cell.path;
}

class Auditor {
 public:
  explicit Auditor(const AuditOptions& options) : options_(options) {
    audit_.seed = options.seed;
    audit_.classes = all_classes();
  }

  Audit run(const std::vector<AuditedDataset>& datasets) {
    for (const AuditedDataset& dataset : datasets) {
      options_.step("reading dataset " + dataset.dataset.name);
      grounds_.emplace_back(dataset, options_);
      audit_.dataset += (audit_.dataset.empty() ? "" : ", ") + dataset.dataset.name;
      audit_.rows += grounds_.back().rows();
    }
    const std::clock_t start = std::clock();
    list_jobs();
    run_jobs();
    audit_.seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    sum_up();
    return std::move(audit_);
  }

 private:
  void list_jobs() {
    for (Ground& ground : grounds_) {
      for (AuditedTable& table : ground.tables()) {
        if (table.rows->rows.empty()) {
          audit_.not_applicable.push_back("table " + table.name + ": no rows");
          continue;
        }
        FieldAudit& fields = fields_.emplace_back(table);
        for (const FieldAudit::Plan& plan : fields.plans())
          jobs_.push_back({&fields, &plan, nullptr, {}, plan.count, &table});
        RowAudit& rows = rows_.emplace_back(table, ground.trial_of(table));
        for (int i = 0; i < kRowMutations; ++i) {
          const auto mutation = static_cast<RowMutation>(i);
          if (const std::uint64_t count = rows.count(mutation))
            jobs_.push_back({nullptr, nullptr, &rows, mutation, count, &table});
        }
      }
    }
  }

  void run_jobs() {
    const std::uint64_t most = options_.mutants.value_or(kMostMutants);
    const std::uint64_t share = fair_share(jobs_, most);
    audit_.exhaustive = true;
    const AuditedTable* told = nullptr;
    std::uint64_t left = most;
    for (const Job& job : jobs_) {
      options_.check_interrupt();
      if (job.table != told) options_.step("auditing " + job.table->name);
      told = job.table;
      const std::uint64_t of_this = std::min({share, job.count, left});
      audit_.exhaustive = audit_.exhaustive && of_this == job.count;
      if (of_this == 0) continue;
      left -= of_this;
      AuditCell cell = job.fields ? job.fields->run(*job.plan, of_this, options_.seed)
                                  : job.rows->run(job.mutation, of_this, options_.seed);
      if (cell.mutants > 0) add(std::move(cell));
    }
  }

  // The places inside a field were mutated each for itself; the matrix tells of the field.
  void add(AuditCell cell) {
    cell.path = cell.path.substr(0, cell.path.find_first_of(".["));
    const std::string id = cell.comparison + '\n' + field_of(cell) + '\n' + cell.mutation;
    const auto [at, fresh] = cell_of_.try_emplace(id, audit_.cells.size());
    if (fresh) return void(audit_.cells.push_back(std::move(cell)));
    AuditCell& all = audit_.cells[at->second];
    all.mutants += cell.mutants;
    all.found += cell.found;
    all.holes += cell.holes;
    for (const auto& [rules, count] : cell.masked) all.masked[rules] += count;
    for (reports::AuditSample& sample : cell.hole_samples) {
      if (all.hole_samples.size() < kHoleSamples) all.hole_samples.push_back(std::move(sample));
    }
    all.masked_samples.merge(cell.masked_samples);
  }

  void sum_up() {
    std::map<std::string, AuditRule> rules;
    for (const AuditCell& cell : audit_.cells) {
      const auto of_class = std::find_if(audit_.classes.begin(), audit_.classes.end(),
                                         [&](const AuditClass& c) { return c.mutation == cell.mutation; });
      of_class->none.clear();
      std::uint64_t masked = 0;
      for (const auto& [name, count] : cell.masked) {
        masked += count;
        AuditRule& rule = rules[name];
        rule.rules = name;
        rule.mutants += count;
        rule.mutations[cell.mutation] += count;
        if (std::find(rule.fields.begin(), rule.fields.end(), field_of(cell)) == rule.fields.end())
          rule.fields.push_back(field_of(cell));
        if (rule.table.empty()) {
          rule.table = cell.table;
          rule.sample = cell.masked_samples.at(name);
        }
      }
      of_class->mutants += cell.mutants, audit_.mutants += cell.mutants;
      of_class->found += cell.found, audit_.found += cell.found;
      of_class->masked += masked, audit_.masked += masked;
      of_class->holes += cell.holes, audit_.holes += cell.holes;
    }
    for (auto& [name, rule] : rules) audit_.rules.push_back(std::move(rule));
    std::stable_sort(audit_.rules.begin(), audit_.rules.end(),
                     [](const AuditRule& a, const AuditRule& b) { return a.mutants > b.mutants; });
    for (const AuditClass& one : audit_.classes) {
      if (!one.none.empty()) audit_.not_applicable.push_back(one.mutation + ": " + one.none);
    }
    const auto per_cent = [](std::uint64_t part, std::uint64_t whole) {
      return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
    };
    audit_.score = per_cent(audit_.found + audit_.masked, audit_.mutants);
    if (audit_.seconds > 0)
      audit_.per_second = static_cast<std::uint64_t>(static_cast<double>(audit_.mutants) / audit_.seconds);
  }

  const AuditOptions& options_;
  Audit audit_;
  std::deque<Ground> grounds_;
  std::deque<FieldAudit> fields_;
  std::deque<RowAudit> rows_;
  std::vector<Job> jobs_;
  std::map<std::string, std::size_t> cell_of_;  // comparison, field and operator → index of its cell
};

}  // namespace

reports::Audit audit(const std::vector<AuditedDataset>& datasets, const AuditOptions& options) {
  return Auditor(options).run(datasets);
}

}  // namespace parity
