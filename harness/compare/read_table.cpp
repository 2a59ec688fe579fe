// Streams to records: see read_table.h.
#include "harness/compare/read_table.h"

#include <chrono>
#include <exception>
#include <thread>

#include "harness/compare/key_filter.h"
#include "harness/error.h"

namespace parity {
namespace {

// One stream of one dataset, with all that its thread owns.
struct StreamRun {
  std::size_t dataset = 0;
  std::unique_ptr<RowStream> stream;
  std::unique_ptr<RecordStore> store;
  std::unique_ptr<Digester> digester;
  std::unique_ptr<KeyFilter> filter;  // null: all rows
  DigestedStream result;
  double seconds = 0;
  std::exception_ptr failure;
};

std::vector<StreamRun> open_streams(TableRun& run) {
  std::vector<StreamRun> streams;
  for (std::size_t d = 0; d < run.count; ++d) {
    if (!run.there(d)) continue;
    const bool in_order = run.dataset(d).ordered && !run.table.order.empty();
    const int parallel = in_order ? 1 : run.context.options.streams;
    for (auto& stream : run.dataset(d).reader->open(run.reader_table(d), parallel)) {
      StreamRun one;
      one.dataset = d;
      one.stream = std::move(stream);
      one.store = std::make_unique<RecordStore>(run.context.budget, run.context.options.spill_directory);
      one.digester = std::make_unique<Digester>(run.table, run.classes, d, in_order, run.references[d],
                                                *one.store, run.context.observer);
      if (!run.context.options.only_key.empty())
        one.filter = std::make_unique<KeyFilter>(run, d, run.context.options.only_key, *one.digester);
      streams.push_back(std::move(one));
    }
  }
  return streams;
}

void read_to_the_end(StreamRun& one) {
  const auto start = std::chrono::steady_clock::now();
  try {
    RowSink& sink = one.filter ? static_cast<RowSink&>(*one.filter) : *one.digester;
    one.stream->read(sink);
    one.result = one.digester->finish();
  } catch (...) { one.failure = std::current_exception(); }
  one.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

void read_table(TableRun& run) {
  std::uint64_t estimate = 0;
  for (std::size_t d = 0; d < run.count; ++d) estimate += run.there(d) ? run.info(d).rows_estimate : 0;
  run.context.observer.table_started(run.table.name, estimate);
  std::vector<StreamRun> streams = open_streams(run);
  std::vector<std::thread> threads;
  for (StreamRun& one : streams) threads.emplace_back([&one] { read_to_the_end(one); });
  for (std::thread& thread : threads) thread.join();
  for (StreamRun& one : streams) {
    if (one.failure) {
      try {
        std::rethrow_exception(one.failure);
      } catch (Error& error) {
        throw error.while_doing("reading table '" + run.table.bindings[one.dataset].name + "' of dataset '" +
                                run.dataset(one.dataset).name + "'");
      }
    }
    run.streams.push_back({one.dataset, std::move(one.store), std::move(one.result), one.seconds});
  }
}

}  // namespace parity
