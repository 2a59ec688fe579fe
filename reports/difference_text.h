// A group of differences as plain text, for the console and for the body of a JUnit failure.
#pragma once

#include <cstddef>
#include <string>

#include "reports/groups.h"
#include "reports/result.h"

namespace parity::reports {

struct TextOptions {
  bool color = false;
  std::size_t width = 100;
  std::size_t samples = 3;
  std::string indent;
};

// "equipment.name: 3 values differ" and, below it, the samples: key, path, both values with their types,
// origins, rules in force, hop and fate, the command that shows it again; then how many more there are.
std::string describe(const TableResult& table, const DifferenceGroup& group, const TextOptions& options);

// "3 values differ", "1 row is missing": what a group is, in a sentence without its subject.
std::string count_sentence(DifferenceKind kind, std::uint64_t count);

// "came in at source → database, carried to the end of the chain"; empty outside of a chain.
std::string fate_sentence(const Difference& difference);

// Kinds that tell of one dataset alone: nothing is missing on the other side.
bool concerns_one_side(DifferenceKind kind);

// What stands for a side that has no value: "no such row", "no such field"; empty: it has one.
std::string_view absence(const Difference& difference, const Side& side);

}  // namespace parity::reports
