// What a run is doing, while it does it: one line that is redrawn on a terminal, plain lines for large tables
// elsewhere.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>

#include "harness/run/run.h"

namespace parity {

class Progress : public RunObserver {
 public:
  enum class Style { off, terminal, lines };
  explicit Progress(Style style) : style_(style) {}
  ~Progress() override { clear(); }

  void step(const std::string& what) override;
  void table_started(const std::string& table, std::uint64_t rows_estimate) override;
  void rows_read(std::uint64_t more) override;
  void table_done(const std::string& table) override;
  void clear();  // before anything else is printed

 private:
  using Clock = std::chrono::steady_clock;
  void draw(Clock::time_point now);

  Style style_;
  std::mutex mutex_;
  std::string table_;
  std::uint64_t estimate_ = 0;
  std::atomic<std::uint64_t> rows_{0};
  std::atomic<Clock::rep> next_{0};  // when the line is drawn again
  Clock::time_point started_;
  bool drawn_ = false;
};

}  // namespace parity
