// The event stream of a run, events.ndjson: one JSON object per line, each with its sequence number, written
// and flushed as things happen, so that an interrupted run leaves what it knew. The last line of a run that
// came to its end is "run_finished" with "complete": true; a file without it is a part.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <ostream>
#include <string>
#include <string_view>

#include "reports/result.h"

namespace parity::reports {

// Thread-safe. Throws std::system_error when the file cannot be opened or a line cannot be written.
class EventLog {
 public:
  explicit EventLog(std::filesystem::path file);  // empties it
  explicit EventLog(std::ostream& out);           // outlives the log

  void run_started(const Result& so_far);  // what is known at the start: names, tool, time, environment
  void dataset_read(const DatasetResult& dataset);
  void table_compared(std::string_view comparison, const TableResult& table);  // counts only
  void difference(const Difference& difference);
  void check(const Check& check);
  // What is known at the end only, an event each: causes, entries of the ledger, gates. Then the footer:
  // verdict, totals and how many events of each kind stand before it.
  void run_finished(const Result& result);

 private:
  template <class Fill>
  void append(std::string_view event, Fill fill);

  std::filesystem::path file_;
  std::ofstream opened_;
  std::ostream& out_;
  std::mutex mutex_;
  std::uint64_t sequence_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> written_;  // by event
};

// The events of a run that has been, made again from its result: the same kinds, with the same footer, in the
// order of the result.
std::string to_events(const Result& result, const Differences& all);

}  // namespace parity::reports
