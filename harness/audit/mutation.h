// The operators of the honesty audit that work on one value: each turns a value of a real row into another
// one, the way a faulty migration would. What a mutant must not do is decided elsewhere; here nothing is
// compared.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "normalizers/value.h"

namespace parity {

// A pair that differs. `before` is the value as read, or what was planted in its place on both sides because
// no row happens to hold what the operator needs: 2^53, a letter with an accent.
struct Mutant {
  Value before;
  Value after;
};

struct Mutation {
  std::string_view name;   // "outer space"
  std::string_view about;  // what it does, for people
  std::string_view needs;  // what a value must be: "a number"
  // Variants that do not plant, and all of them; the planting ones are the last. An upper bound: make() may
  // still refuse.
  int (*real)(const Value& value);
  int (*planted)(const Value& value);
  // False: this variant makes nothing of this value. The result lives in `arena` or in the value.
  bool (*make)(const Value& value, int variant, Arena& arena, Mutant& out);
};

// All of them, in the order of reports. A mutant may turn out to hold the value that was there: to be
// compared by whoever counts.
std::span<const Mutation> value_mutations();

// Parts of the above, by what they work on.
void add_number_mutations(std::vector<Mutation>& all);
void add_text_mutations(std::vector<Mutation>& all);
void add_white_space_mutations(std::vector<Mutation>& all);
void add_time_mutations(std::vector<Mutation>& all);
void add_type_mutations(std::vector<Mutation>& all);
void add_document_mutations(std::vector<Mutation>& all);

inline int never(const Value&) { return 0; }

}  // namespace parity
