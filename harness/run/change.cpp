// From an earlier run to a later one: see change.h.
#include "harness/run/change.h"

#include <algorithm>

#include "reports/fingerprint.h"
#include "reports/words.h"

namespace parity {
namespace {

using reports::Outcome;
using reports::Transition;

constexpr std::size_t kFixedShown = 100;

bool is_red(const reports::Check& check) {
  return check.outcome == Outcome::failed || check.outcome == Outcome::errored;
}

void count(reports::Change& change, Transition transition) {
  switch (transition) {
    case Transition::none: break;
    case Transition::fresh: ++change.fresh; break;
    case Transition::regressed: ++change.regressed; break;
    case Transition::persisting: ++change.persisting; break;
  }
}

void add_fixed(reports::Change& change, std::string id, std::string sentence) {
  if (++change.fixed <= kFixedShown) change.samples.push_back({std::move(id), std::move(sentence)});
}

}  // namespace

Transition transition_of(bool found_then, bool looked_then) {
  if (found_then) return Transition::persisting;
  return looked_then ? Transition::regressed : Transition::fresh;
}

LookedAt::LookedAt(const reports::Result& result) {
  for (const std::string& filter : result.coverage.filters)
    one_key_only_ = one_key_only_ || filter.starts_with("--key ");
  for (const reports::ComparisonResult& comparison : result.comparisons) {
    if (comparison.outcome == Outcome::errored) continue;
    for (const reports::TableResult& table : comparison.tables) {
      if (!table.not_compared.empty() || table.outcome == Outcome::errored) continue;
      std::set<std::string>& fields = tables_[{comparison.name, table.name}];
      for (const reports::FieldResult& field : table.fields)
        if (field.not_compared.empty()) fields.insert(field.name);
    }
  }
  for (const reports::Check& check : result.checks)
    if (check.outcome == Outcome::passed || check.outcome == Outcome::failed) checks_.insert(check.id);
}

bool LookedAt::at(const reports::Difference& difference) const {
  const auto table = tables_.find({difference.comparison, difference.table});
  if (table == tables_.end() || (one_key_only_ && !difference.key.empty())) return false;
  return difference.field.empty() || table->second.count(difference.field) > 0;
}

bool LookedAt::at(const reports::Check& check) const { return checks_.count(check.id) > 0; }

EarlierFindings::EarlierFindings(std::filesystem::path file, const reports::Result& result,
                                 reports::Differences all)
    : file_(file.string()), result_(result), all_(std::move(all)), looked_(result) {
  std::uint64_t read = 0;
  all_([&](const reports::Difference& difference) {
    ++read;
    fingerprints_.push_back(reports::fingerprint_number(difference.fingerprint));
  });
  whole_ = read >= result.totals.differences;
  std::sort(fingerprints_.begin(), fingerprints_.end());
  fingerprints_.erase(std::unique(fingerprints_.begin(), fingerprints_.end()), fingerprints_.end());
  still_there_.resize(fingerprints_.size());
  for (const reports::Check& check : result.checks)
    if (is_red(check)) checks_.insert(check.id);
}

std::size_t EarlierFindings::index_of(const reports::Difference& difference) const {
  const std::uint64_t wanted = reports::fingerprint_number(difference.fingerprint);
  const auto at = std::lower_bound(fingerprints_.begin(), fingerprints_.end(), wanted);
  const bool there = at != fingerprints_.end() && *at == wanted;
  return there ? static_cast<std::size_t>(at - fingerprints_.begin()) : fingerprints_.size();
}

Transition EarlierFindings::of(const reports::Difference& difference) const {
  if (!whole_) return Transition::none;
  return transition_of(index_of(difference) < fingerprints_.size(), looked_.at(difference));
}

Transition EarlierFindings::of(const reports::Check& check) const {
  if (!is_red(check)) return Transition::none;
  return transition_of(checks_.count(check.id) > 0, looked_.at(check));
}

Transition EarlierFindings::take(const reports::Difference& difference) {
  const std::size_t at = index_of(difference);
  if (at < fingerprints_.size()) still_there_[at] = true;
  const Transition transition = of(difference);
  count(change_, transition);
  return transition;
}

Transition EarlierFindings::take(const reports::Check& check) {
  const Transition transition = of(check);
  count(change_, transition);
  return transition;
}

reports::Change EarlierFindings::settle(const reports::Result& later, std::uint64_t& unseen) const {
  reports::Change change = change_;
  change.earlier = file_;
  change.started = result_.started;
  change.masked = result_.totals.masked;
  unseen = 0;
  const LookedAt now(later);
  if (whole_)
    all_([&](const reports::Difference& difference) {
      if (still_there_[index_of(difference)]) return;
      if (now.at(difference))
        add_fixed(change, difference.fingerprint, sentence_of(difference));
      else
        ++unseen;
    });
  std::set<std::string> red;
  for (const reports::Check& check : later.checks)
    if (is_red(check)) red.insert(check.id);
  for (const reports::Check& check : result_.checks) {
    if (!is_red(check) || red.count(check.id)) continue;
    if (now.at(check))
      add_fixed(change, check.id, check.name);
    else
      ++unseen;
  }
  return change;
}

std::string sentence_of(const reports::Difference& difference) {
  std::string sentence = std::string(reports::kind_name(difference.kind)) + " in " + difference.table;
  if (!difference.path.empty()) sentence += "." + difference.path;
  if (!difference.key.empty()) sentence += " " + difference.key;
  return sentence + " (" + difference.comparison + ")";
}

void tell_change(reports::Result& result, EarlierFindings& earlier) {
  for (reports::ComparisonResult& comparison : result.comparisons)
    for (reports::TableResult& table : comparison.tables)
      for (reports::Difference& sample : table.samples) sample.transition = earlier.of(sample);
  for (reports::Check& check : result.checks) check.transition = earlier.take(check);
  std::uint64_t unseen = 0;
  result.change = earlier.settle(result, unseen);
  if (!earlier.whole())
    result.notes.push_back(
        "what became of the baseline's differences is not known: no differences.ndjson "
        "stands beside " +
        result.change->earlier);
  if (unseen > 0)
    result.notes.push_back(reports::counted(unseen, "finding") +
                           " of the baseline may still be there: this run did not look at it");
}

}  // namespace parity
