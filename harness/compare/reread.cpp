// Rows known again: see reread.h.
#include "harness/compare/reread.h"

#include <algorithm>

namespace parity {

std::uint64_t Reread::check(const FetchedRow& row) {
  const std::size_t known = std::min(late_.size(), row.late_columns.size());
  const bool same_columns =
      std::equal(late_.begin(), late_.begin() + static_cast<std::ptrdiff_t>(known), row.late_columns.begin());
  if (!digester_ || !same_columns) {
    digester_.emplace(table_, classes_, dataset_, false, references_, unused_, context_.observer);
    late_.clear();
  }
  while (late_.size() < row.late_columns.size()) {
    late_.push_back(row.late_columns[late_.size()]);
    digester_->column(late_.back());
  }
  return check_of(digester_->digest_of(row.values, 0));
}

}  // namespace parity
