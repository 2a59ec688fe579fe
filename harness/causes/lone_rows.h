// Rows without a partner: those of one side that are those of the other under another key, told by all that
// they hold but the key, and those that are missing because the row that they belong to is.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include "harness/causes/cause.h"
#include "harness/causes/journal.h"
#include "harness/compare/evidence.h"
#include "reports/result.h"

namespace parity {

// A row as it is kept until all rows are known.
struct LoneRow {
  std::uint64_t mark = 0, fingerprint = 0;
  std::uint64_t content =
      0;                   // of all fields compared but the key, and of the table; 0: there is nothing else
  std::uint64_t like = 0;  // of the key, however it is spelled, and of the table
  std::uint64_t key = 0;   // of the key, exactly, the table and the side
  std::uint32_t group = 0;
  std::uint16_t fate = 0;
  std::uint8_t extra = 0;    // 1: the target has it, and not the source
  std::uint8_t parents = 0;  // so many of them, and so many bytes of its key, stand behind it
  std::uint32_t key_bytes = 0;
};

// A row that another one belongs to, as a foreign key names it.
struct Parent {
  std::uint64_t key = 0;  // as LoneRow::key
  char table[56] = {};    // its name; longer ones are not looked for
};

class LoneRows {
 public:
  LoneRows(std::size_t memory, std::filesystem::path directory);

  void add(const reports::Difference& difference, const Evidence& evidence, std::uint64_t mark,
           std::uint32_t group);
  // Every row once, with what may explain it. `example` shows it.
  using Take =
      std::function<void(const LoneRow& row, const Hypotheses& hypotheses, const std::string& example)>;
  void settle(const Take& take);

 private:
  struct Stored {
    LoneRow row;
    std::string key;  // its values, as store_key() wrote them
    std::vector<Parent> parents;
  };
  Stored load(std::uint64_t at, std::uint64_t& next);
  void pair(bool by_content, std::vector<bool>& paired, const Take& take);
  void tell_pair(const Stored& missing, const Stored& extra, bool alike, const Take& take);

  std::size_t memory_;
  Spill spill_;
  std::uint64_t rows_ = 0;
  bool missing_ = false, extra_ = false;
  Hypotheses hypotheses_;
};

}  // namespace parity
