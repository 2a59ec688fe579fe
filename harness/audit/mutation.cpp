// The list of operators: see mutation.h.
#include "harness/audit/mutation.h"

namespace parity {

std::span<const Mutation> value_mutations() {
  static const std::vector<Mutation> all = [] {
    std::vector<Mutation> list;
    add_number_mutations(list);
    add_type_mutations(list);
    add_white_space_mutations(list);
    add_text_mutations(list);
    add_time_mutations(list);
    add_document_mutations(list);
    return list;
  }();
  return all;
}

}  // namespace parity
