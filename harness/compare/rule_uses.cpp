// What each line did: see rule_uses.h.
#include "harness/compare/rule_uses.h"

#include <algorithm>

#include "harness/compare/table_run.h"

namespace parity {
namespace {

std::string place(const Location& where) {
  return where.line == 0 ? ""
                         : where.file + ":" + std::to_string(where.line) + ":" + std::to_string(where.column);
}

// Hops between datasets that both have the table, of which a field is left out.
std::uint64_t left_out(const TableRun& run, std::size_t f) {
  std::uint64_t hops = 0;
  for (const Hop& hop : run.hops) {
    const bool had = run.both_there(hop) && (run.has(hop.source, f) || run.has(hop.target, f));
    hops += had && !hop.compared[f];
  }
  return hops;
}

// Whether its rules could have done something that is counted: not where a dataset lacks the field and nobody
// said so, which is a finding of its own, nor where no digest holds it.
bool is_asked(const TableRun& run, std::size_t f) {
  const PlannedField& field = run.table.fields[f];
  if (field.late) return false;
  return !field.only_in.empty() || std::any_of(run.hops.begin(), run.hops.end(), [&](const Hop& hop) {
    return run.both_there(hop) && hop.compared[f];
  });
}

std::uint64_t masked_by(const TableRun& run, std::size_t f, std::size_t l) {
  const RuleLine& line = run.table.fields[f].lines[l];
  std::uint64_t cells = 0;
  for (const Hop& hop : run.hops) {
    if (line.without) {
      const auto at = hop.masked_by_line.find({f, l});
      cells += at == hop.masked_by_line.end() ? 0 : at->second;
      continue;
    }
    for (const auto& [what, tally] : hop.masked)
      cells += what.first == f && (what.second & bit(line.rule)) ? tally.count : 0;
  }
  return cells;
}

std::uint64_t changed_by(const TableRun& run, std::size_t f, std::size_t l) {
  const RuleLine& line = run.table.fields[f].lines[l];
  std::uint64_t values = 0;
  for (const ReadStream& stream : run.streams) values += stream.result.changed.by(f, l, line);
  return values;
}

}  // namespace

RuleUses::RuleUses(const Contract& contract) {
  for (const RuleLine& line : lines_of(contract)) {
    const auto [at, fresh] = index_.try_emplace(id_of(line), uses_.size());
    if (!fresh) continue;
    LineUse use;
    use.use.rule = describe(line.rule).name;
    use.use.scope = line.scope;
    use.use.where = place(line.where);
    use.use.why = line.why;
    uses_.push_back(std::move(use));
  }
}

RuleUses::Id RuleUses::id_of(const RuleLine& line) {
  const std::string at = place(line.where);
  return {line.rule, at.empty() ? line.scope : at};
}

LineUse* RuleUses::find(const RuleLine& line) {
  const auto at = index_.find(id_of(line));
  return at == index_.end() ? nullptr : &uses_[at->second];
}

void RuleUses::count(const TableRun& run) {
  std::uint64_t rows = 0;
  for (std::size_t d = 0; d < run.count; ++d) rows += run.there(d) ? run.rows_of(d) : 0;
  if (rows == 0) return;
  for (std::size_t f = 0; f < run.table.fields.size(); ++f) {
    const PlannedField& field = run.table.fields[f];
    for (std::size_t l = 0; l < field.lines.size(); ++l) {
      LineUse* use = find(field.lines[l]);
      if (!use) continue;
      use->asked = use->asked || is_asked(run, f);
      use->use.changed += changed_by(run, f, l);
      use->use.masked += masked_by(run, f, l);
      if (field.lines[l].rule == Rule::only_in) use->use.applied += left_out(run, f);
      if (field.lines[l].rule != Rule::references) continue;
      for (std::size_t d = 0; d < run.count; ++d) use->use.applied += run.there(d) ? run.seen(d, f) : 0;
    }
  }
  count_names(run);
}

void RuleUses::count_left_out(const PlannedTable& table) {
  if (!table.contract || !table.contract->only_in) return;
  const auto& only_in = *table.contract->only_in;
  LineUse* use = find({Rule::only_in, table.name, only_in.where, only_in.why, nullptr});
  if (!use) return;
  use->asked = true;
  ++use->use.applied;
}

// Names that datasets have and the contract calls otherwise.
void RuleUses::count_names(const TableRun& run) {
  if (!run.table.contract) return;
  for (const auto& [name, where] : run.table.contract->named_at) {
    LineUse* use = find({Rule::rename, run.table.name + " (" + name + ")", where, "", nullptr});
    if (!use) continue;
    use->asked = true;
    for (std::size_t d = 0; d < run.count; ++d) {
      if (!run.there(d)) continue;
      use->use.applied += run.table.bindings[d].name == name;
      for (const Column& column : run.info(d).columns) use->use.applied += column.name == name;
    }
    for (const ReadStream& stream : run.streams) {
      for (const LateColumn& late : stream.result.late) use->use.applied += late.name == name;
    }
  }
}

std::vector<reports::RuleUse> settle_uses(const std::vector<LineUse>& uses, bool whole) {
  std::vector<reports::RuleUse> settled;
  std::vector<bool> asked;
  for (const LineUse& one : uses) {
    const auto same = std::find_if(settled.begin(), settled.end(), [&](const reports::RuleUse& other) {
      return other.rule == one.use.rule && other.where == one.use.where &&
             (!other.where.empty() || other.scope == one.use.scope);
    });
    const auto at = static_cast<std::size_t>(same - settled.begin());
    if (same == settled.end()) {
      settled.push_back(one.use);
      asked.push_back(one.asked);
      continue;
    }
    same->changed += one.use.changed;
    same->masked += one.use.masked;
    same->applied += one.use.applied;
    asked[at] = asked[at] || one.asked;
  }
  for (std::size_t i = 0; i < settled.size(); ++i) {
    reports::RuleUse& use = settled[i];
    use.dead = whole && asked[i] && use.changed + use.masked + use.applied == 0;
  }
  return settled;
}

}  // namespace parity
