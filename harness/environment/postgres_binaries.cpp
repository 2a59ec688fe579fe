// Where a PostgreSQL server's programs are. Debian keeps them off PATH.
#include <algorithm>
#include <cstdlib>
#include <string>

#include <fmt/format.h>

#include "harness/environment/postgres_server.h"
#include "harness/environment/process.h"
#include "harness/environment/program.h"
#include "harness/error.h"

namespace parity {
namespace fs = std::filesystem;
namespace {

constexpr std::chrono::seconds kPatience{20};

// "/usr/lib/postgresql" + "15" + "bin", the highest number first.
std::vector<fs::path> versioned(const fs::path& parent, const std::string& prefix, const fs::path& below) {
  std::vector<std::pair<double, fs::path>> found;
  std::error_code none;
  for (fs::directory_iterator each(parent, none), end; each != end; each.increment(none)) {
    const auto name = each->path().filename().string();
    if (!name.starts_with(prefix)) continue;
    const double number = std::strtod(name.c_str() + prefix.size(), nullptr);
    if (number > 0) found.emplace_back(number, each->path() / below);
  }
  std::sort(found.rbegin(), found.rend());
  std::vector<fs::path> places;
  for (auto& [number, place] : found) places.push_back(std::move(place));
  return places;
}

bool has_server(const fs::path& place) {
  for (const char* program : {"initdb", "postgres"}) {
    if (find_program((place / program).string()).found.empty()) return false;
  }
  return true;
}

std::string line_of(std::string text) {
  text.erase(std::min(text.find('\n'), text.size()));
  return text;
}

// "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)" → "15.18"
std::string version_in(const fs::path& place) {
  const auto says = line_of(output_of({.argv = {(place / "postgres").string(), "--version"}}, kPatience));
  const auto from = std::min(says.find_first_of("0123456789"), says.size());
  return says.substr(from, says.find(' ', from) - from);
}

}  // namespace

std::vector<fs::path> postgres_places() {
  if (const char* wish = std::getenv("PARITY_PG_BIN"); wish && *wish) return {wish};
  auto places = find_program("").searched;
  if (const auto tool = find_program("pg_config").found; !tool.empty()) {
    try {
      places.emplace_back(line_of(output_of({.argv = {tool.string(), "--bindir"}}, kPatience)));
    } catch (const Error& broken) {
      if (broken.kind == ErrorKind::interrupted) throw;
    }
  }
  const auto add = [&](const std::vector<fs::path>& more) {
    places.insert(places.end(), more.begin(), more.end());
  };
  add(versioned("/usr/lib/postgresql", "", "bin"));
  add(versioned("/usr", "pgsql-", "bin"));
  add({"/usr/local/pgsql/bin"});
  add(versioned("/opt/homebrew/opt", "postgresql@", "bin"));
  return places;
}

PostgresBinaries find_postgres(const std::vector<fs::path>& places) {
  std::string searched;
  for (const auto& place : places) {
    if (has_server(place)) return {place, version_in(place)};
    searched += (searched.empty() ? "" : ", ") + place.string();
  }
  throw undecidable("no PostgreSQL server programs (initdb and postgres) were found; searched: " + searched)
      .with_hint(
          "on Debian and Ubuntu `apt-get install postgresql`; or name their folder in PARITY_PG_BIN; or use "
          "an "
          "existing server with `postgres: { url: … }`");
}

}  // namespace parity
