// What a run is doing: see progress.h.
#include "harness/cli/progress.h"

#include <cstdio>

#include "reports/words.h"

namespace parity {
namespace {
constexpr auto kTerminalStep = std::chrono::milliseconds(100);
constexpr auto kLineStep = std::chrono::seconds(5);
}  // namespace

void Progress::step(const std::string& what) {
  if (style_ != Style::terminal) return;
  const std::lock_guard lock(mutex_);
  std::fprintf(stderr, "\r\033[K%s …", what.c_str());
  std::fflush(stderr);
  drawn_ = true;
}

void Progress::table_started(const std::string& table, std::uint64_t rows_estimate) {
  const std::lock_guard lock(mutex_);
  table_ = table;
  estimate_ = rows_estimate;
  rows_ = 0;
  started_ = Clock::now();
  const auto first = style_ == Style::terminal ? Clock::duration(kTerminalStep) : Clock::duration(kLineStep);
  next_ = (started_ + first).time_since_epoch().count();
}

void Progress::rows_read(std::uint64_t more) {
  rows_ += more;
  if (style_ == Style::off) return;
  const auto now = Clock::now();
  if (now.time_since_epoch().count() < next_.load(std::memory_order_relaxed)) return;
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (lock) draw(now);
}

// table: rows, rate, share, time left. The estimate is the catalog's and may be off.
void Progress::draw(Clock::time_point now) {
  const auto step = style_ == Style::terminal ? Clock::duration(kTerminalStep) : Clock::duration(kLineStep);
  next_ = (now + step).time_since_epoch().count();
  const double seconds = std::chrono::duration<double>(now - started_).count();
  const std::uint64_t rows = rows_;
  const double rate = seconds > 0 ? static_cast<double>(rows) / seconds : 0;
  std::string line = table_ + ": " + reports::counted(rows, "row") + ", " +
                     reports::thousands(static_cast<std::uint64_t>(rate)) + " a second";
  if (estimate_ > rows && rate > 0) {
    line += ", " + std::to_string(rows * 100 / estimate_) + " %, " +
            reports::spell_seconds(static_cast<double>(estimate_ - rows) / rate) + " left";
  }
  if (style_ == Style::terminal) {
    std::fprintf(stderr, "\r\033[K%s", line.c_str());
    std::fflush(stderr);
    drawn_ = true;
  } else {
    std::fprintf(stderr, "%s\n", line.c_str());
  }
}

void Progress::table_done(const std::string&) {}

void Progress::clear() {
  const std::lock_guard lock(mutex_);
  if (drawn_) std::fputs("\r\033[K", stderr);
  drawn_ = false;
}

}  // namespace parity
