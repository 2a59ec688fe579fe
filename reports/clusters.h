// Clusters as people read them: what they explain, what a candidate rule costs, an example with its two
// sides. Arranges and words what the result has.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/groups.h"
#include "reports/result.h"

namespace parity::reports {

// "4 causes explain 170 of 181 differences".
std::string causes_sentence(const Result& result);

// Where it has differences; one that names no places has its table and path.
std::vector<ClusterPlace> places_of(const Cluster& cluster);
bool concerns(const Cluster& cluster, const ComparisonResult& comparison, const TableResult& table);

// Whether clusters with a known cause explain every difference that the table has in the group's field.
bool is_explained(const Result& result, const ComparisonResult& comparison, const TableResult& table,
                  const DifferenceGroup& group);

// "it hides 33 differences of this run, 2 of them outside of this cause; it would be blind to: inner space".
std::string cost_sentence(const Cluster& cluster, const CandidateRule& candidate);

// The two sides of an example, "\"a\" → \"b\"": what stands before and after the arrow that is in no text.
// Without such an arrow all of it is the source.
struct Example {
  std::string source, target;
  bool both = false;
};
Example split_example(std::string_view example);

// An example for a console: secrets out, what cannot be seen shown.
std::string visible_example(std::string_view example);

}  // namespace parity::reports
