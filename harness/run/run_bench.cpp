// The speed of the main job: a JSON file against a PostgreSQL table with typed columns and 900 differences in
// it, measured in units of what `COPY table TO STDOUT` costs in the same run on the same server. Prints a
// table; `ci/bench` is how people call it.
//   run_bench [--runs N] [--memory SIZE] ROWS…
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <sys/resource.h>

#include "harness/contract/diagnostic.h"
#include "harness/environment/interrupt.h"
#include "harness/environment/postgres_server.h"
#include "harness/environment/process.h"
#include "harness/error.h"

namespace {

using namespace parity;
namespace fs = std::filesystem;

constexpr int kDifferences = 900;
constexpr std::chrono::minutes kPatience{30};

struct Measured {
  double seconds = 0;
  double cpu = 0;  // of the process alone, not of the server's
};

double cpu_of_children() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Of the largest program run so far, in MB; parity is by far the largest here.
double peak_of_children() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

Measured run(const ProcessSpec& spec, int expected) {
  const double cpu = cpu_of_children();
  const auto start = std::chrono::steady_clock::now();
  const ExitStatus status = run_process(spec, kPatience);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  if (status.code != expected)
    throw undecidable(spec.argv[0] + " " + describe(status) + ":\n" + tail(spec.log));
  return {taken.count(), cpu_of_children() - cpu};
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

class Bench {
 public:
  Bench(int runs, std::string memory)
      : runs_(runs),
        memory_(std::move(memory)),
        server_({{"shared_buffers", "1GB"}, {"max_wal_size", "1GB"}}) {
    std::string pattern = (fs::temp_directory_path() / "parity-bench-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
      throw undecidable("cannot make a folder in " + fs::temp_directory_path().string());
    folder_ = pattern;
  }
  ~Bench() { fs::remove_all(folder_); }

  void measure(long rows) {
    const std::string url = server_.database("bench_" + std::to_string(rows));
    prepare(url, rows);
    std::vector<double> floor, taken, cpu;
    for (int i = 0; i < runs_; ++i) {  // interleaved: what disturbs one disturbs the other
      floor.push_back(run({.argv = {"copy_floor", url, "item"}, .log = log()}, 0).seconds);
      const Measured parity = run({.argv = {"parity", "run", (folder_ / "bench.yaml").string(), "-o",
                                            (folder_ / "out").string(), "--memory", memory_},
                                   .log = log()},
                                  1);
      taken.push_back(parity.seconds);
      cpu.push_back(parity.cpu);
    }
    std::printf("%10ld  %9.2f  %9.2f  %6.2f  %8.2f  %8.0f  %s\n", rows, median(floor), median(taken),
                median(taken) / median(floor), median(cpu), peak_of_children(), found().c_str());
    std::fflush(stdout);
  }

 private:
  fs::path log() const { return folder_ / "log"; }

  void psql(const std::string& url, std::vector<std::string> arguments) {
    std::vector<std::string> argv = {"psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    run({.argv = argv, .log = log()}, 0);
  }

  void prepare(const std::string& url, long rows) {
    const std::string count = "rows=" + std::to_string(rows);
    psql(url, {"-v", count, "-f", PARITY_SOURCE "/fixtures/bench/rows.sql"});
    const fs::path json = folder_ / "item.json";
    psql(url, {"-v", "FETCH_COUNT=10000", "-o", json.string(), "-c", "\\pset footer off", "-f",
               PARITY_SOURCE "/fixtures/bench/json.sql"});
    psql(url, {"-v", count, "-f", PARITY_SOURCE "/fixtures/bench/differences.sql"});
    std::ofstream(folder_ / "bench.yaml")
        << "version: 1\n"
           "name: bench\n"
           "contract:\n"
           "  name: bench\n"
           "  tables:\n"
           "    item:\n"
           "      key: [id]\n"
           "      fields: { code: { type: uuid }, created_at: { type: instant }, due_on: { type: date } }\n"
           "datasets:\n"
           "  source: { json: item.json }\n"
           "  database: { postgres: \""
        << url
        << "\", tables: [item] }\n"
           "parity: [{ compare: [source, database] }]\n";
  }

  // All of them, each named to its row and field: the lines of differences.ndjson.
  std::string found() const {
    std::ifstream lines(folder_ / "out" / "differences.ndjson");
    const auto count =
        std::count(std::istreambuf_iterator<char>(lines), std::istreambuf_iterator<char>(), '\n');
    return std::to_string(count) + " of " + std::to_string(kDifferences) +
           (count == kDifferences ? "" : "  WRONG");
  }

  int runs_;
  std::string memory_;
  PostgresServer server_;
  fs::path folder_;
};

}  // namespace

int main(int argc, char** argv) {
  try {
    install_interrupt_handlers();
    int runs = 3;
    std::string memory = "256MB";
    std::vector<long> sizes;
    for (int i = 1; i < argc; ++i) {
      const std::string word = argv[i];
      if (word == "--runs" && i + 1 < argc)
        runs = std::max(1, std::stoi(argv[++i]));
      else if (word == "--memory" && i + 1 < argc)
        memory = argv[++i];
      else
        sizes.push_back(std::stol(word));
    }
    Bench bench(runs, memory);
    std::printf("%10s  %9s  %9s  %6s  %8s  %8s  %s\n", "rows", "COPY s", "parity s", "ratio", "CPU s",
                "peak MB", "differences");
    for (const long rows : sizes) bench.measure(rows);
    return 0;
  } catch (const Error& error) {
    std::fputs(draw(error, false).c_str(), stderr);
  } catch (const std::exception& error) { std::fprintf(stderr, "run_bench: %s\n", error.what()); }
  return 1;
}
