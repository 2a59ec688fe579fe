// From causes to clusters: see clusters.h.
#include "harness/causes/clusters.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/causes/sentence.h"
#include "normalizers/encoding.h"

namespace parity {
namespace {

// What is one cause: the hypothesis and, as far as it reaches, where it was met. No counter: no cause known.
std::string name_of(const CauseGroup& group, const Counter* counter, std::uint64_t hypothesis) {
  std::string name = group.comparison;
  const auto add = [&](std::string_view part) {
    name += '\0';
    name += part;
  };
  if (!counter) {
    add(group.table);
    add(group.field);
    add(reports::kind_name(group.kind));
    return name;
  }
  const Reach reach = traits_of(counter->cause).reach;
  add(fmt::format("{:016x}", hypothesis));
  add(std::to_string(group.contract));
  if (reach != Reach::comparison) add(group.table);
  if (reach == Reach::field) add(group.path);
  return name;
}

class Gathering {
 public:
  explicit Gathering(const ClusterInput& input) : in_(input), of_group_(input.groups.all().size()) {
    for (const CauseGroup& group : in_.groups.all()) choices_.emplace_back(group.tally);
  }

  void choose() {
    in_.journal.each([&](const JournalEntry& entry, std::span<const std::uint64_t> hypotheses) {
      choices_[entry.group].count(hypotheses, entry.source);
    });
    for (Choice& choice : choices_) choice.decide();
  }

  void gather(const TellCluster& tell) {
    in_.journal.each([&](const JournalEntry& entry, std::span<const std::uint64_t> hypotheses) {
      const Counter* counter = choices_[entry.group].cause_of(hypotheses);
      Gathered& cluster = gathered_[cluster_of(entry.group, counter)];
      ++cluster.count;
      ++cluster.in_group[entry.group];
      ++cluster.by_fate[entry.fate];
      cluster.fingerprints.add(entry.fingerprint, {});
      for (int i = 0; i < kProbes; ++i)
        cluster.hidden_by[static_cast<std::size_t>(i)] += entry.probes >> i & 1;
      if (counter) tell(entry.mark, entry.fingerprint, cluster.id);
    });
  }

  std::vector<reports::Cluster> finish() {
    std::vector<reports::Cluster> clusters;
    for (const Gathered& cluster : gathered_) clusters.push_back(finish(cluster));
    std::sort(clusters.begin(), clusters.end(), [](const auto& x, const auto& y) {
      return x.count != y.count ? x.count > y.count : std::tie(x.sentence, x.id) < std::tie(y.sentence, y.id);
    });
    return clusters;
  }

 private:
  std::size_t cluster_of(std::uint32_t number, const Counter* counter) {
    auto& known = of_group_[number];
    const auto at = known.find(counter);
    if (at != known.end()) return at->second;
    const CauseGroup& group = in_.groups[number];
    const std::uint64_t hypothesis =
        counter ? hash_of({counter->cause, counter->number, counter->a, counter->b}) : 0;
    const std::string name = name_of(group, counter, hypothesis);
    const auto [made, fresh] = by_name_.emplace(name, gathered_.size());
    if (fresh) {
      Gathered cluster;
      cluster.id = fmt::format("c-{:08x}", digest64(name) & 0xFFFFFFFF);
      cluster.counter = counter;
      gathered_.push_back(std::move(cluster));
    }
    known.emplace(counter, made->second);
    gathered_[made->second].counters.push_back(counter);
    return made->second;
  }

  reports::Cluster finish(const Gathered& gathered) {
    reports::Cluster cluster = describe_cluster(gathered, in_.groups, in_.comparisons);
    for (const Example& each : gathered.fingerprints.all())
      cluster.fingerprints.push_back(fmt::format("f-{:016x}", each.fingerprint));
    Examples examples;
    for (const Counter* counter : gathered.counters) {
      if (counter) examples.add(counter->examples);
    }
    if (!gathered.counter) {
      for (const auto& [group, count] : gathered.in_group) examples.add(in_.groups[group].examples);
    }
    for (const Example& each : examples.all()) {
      const bool known =
          std::find(cluster.examples.begin(), cluster.examples.end(), each.text) != cluster.examples.end();
      if (!known) cluster.examples.push_back(each.text);
    }
    if (!gathered.counter) return cluster;
    Explained explained;
    explained.cause = gathered.counter->cause;
    explained.number = gathered.counter->number;
    explained.count = gathered.count;
    explained.hidden_by = gathered.hidden_by;
    for (const auto& [number, count] : gathered.in_group) {
      const CauseGroup& group = in_.groups[number];
      explained.contract = group.contract;
      explained.fields.insert({group.table, group.field});
    }
    cluster.candidates = candidates_for(explained, in_.groups, in_.comparisons, in_.values, in_.json);
    return cluster;
  }

  const ClusterInput& in_;
  std::vector<Choice> choices_;                                  // by group
  std::vector<std::map<const Counter*, std::size_t>> of_group_;  // → gathered_
  std::map<std::string, std::size_t> by_name_;
  std::vector<Gathered> gathered_;
};

}  // namespace

std::vector<reports::Cluster> make_clusters(const ClusterInput& input, const TellCluster& tell) {
  Gathering gathering(input);
  gathering.choose();
  gathering.gather(tell);
  return gathering.finish();
}

}  // namespace parity
