// A real server: started, used, killed in every way, and nothing left of it.
#include "harness/environment/postgres_server.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <map>
#include <memory>
#include <sstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/environment/environment_test.h"
#include "harness/environment/postgres_data.h"
#include "harness/environment/process.h"
#include "harness/environment/program.h"
#include "harness/environment/server_directory.h"
#include "harness/environment/sql.h"
#include "harness/error.h"
#include "normalizers/test.h"

using namespace parity;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
namespace fs = std::filesystem;

namespace {

std::string value(const std::string& url, const std::string& sql) {
  const auto rows = run_sql(url, sql);
  return rows.empty() ? "no row" : rows[0][0].value_or("null");
}

std::vector<int> server_processes(PostgresServer& server) {
  std::vector<int> pids = {std::stoi(content(server.directory() / "data" / "postmaster.pid"))};
  for (const auto& row : run_sql(server.database("postgres"), "select pid from pg_stat_activity")) {
    pids.push_back(std::stoi(*row[0]));
  }
  return pids;
}

bool all_gone(const std::vector<int>& pids) { return std::none_of(pids.begin(), pids.end(), alive); }

}  // namespace

TEST_CASE("a server for a run starts, answers and leaves nothing") {
  fs::path directory;
  std::vector<int> pids;
  {
    PostgresServer server;
    directory = server.directory();
    const auto url = server.database("a \"quoted\" näme");
    CHECK(server.database("a \"quoted\" näme") == url);
    CHECK(value(url, "select current_database()") == "a \"quoted\" näme");
    CHECK_THAT(value(url, "show server_version"), Catch::Matchers::StartsWith(server.version()));
    CHECK(value(url, "show listen_addresses").empty());
    CHECK(value(url, "show jit") == "off");
    CHECK(value(url, "show fsync") == "off");
    CHECK(value(url, "show timezone") == "UTC");
    CHECK(value(url, "show server_encoding") == "UTF8");
    CHECK(value(url, "select upper('ä')") == "Ä");
    CHECK((fs::status(directory).permissions() & fs::perms::all) == fs::perms::owner_all);
    CHECK_THAT(content(server.log()), ContainsSubstring("ready to accept connections"));
    pids = server_processes(server);
    CHECK(pids.size() > 2);
    struct stat owner = {};
    REQUIRE(stat(("/proc/" + std::to_string(pids[0])).c_str(), &owner) == 0);
    CHECK(owner.st_uid != 0);  // as root: somebody else; otherwise: we
    CHECK(owner.st_uid == (geteuid() == 0 ? server_user()->first : geteuid()));
    CHECK_FALSE(all_gone(pids));
  }
  CHECK(all_gone({pids[0]}));
  CHECK(soon([&] { return all_gone(pids); }));
  CHECK_FALSE(fs::exists(directory));
}

TEST_CASE("settings reach the server, and one that it refuses is an error with its log") {
  PostgresServer server({{"work_mem", "17MB"}, {"jit", "on"}});
  CHECK(value(server.database("d"), "show work_mem") == "17MB");
  CHECK(value(server.database("d"), "show jit") == "on");
  CHECK_THROWS_WITH(
      PostgresServer(std::map<std::string, std::string>{{"no_such_setting", "1"}}),
      ContainsSubstring("exited with code 1 while starting") && ContainsSubstring("no_such_setting"));
}

TEST_CASE("a database may go before its server does, and may be made again") {
  PostgresServer server;
  const std::string url = server.database("d");
  run_sql(url, "create table t (i int)");
  server.drop("d");
  server.drop("d");
  server.drop("never made");
  CHECK(value(server.database("postgres"), "select count(*) from pg_database where datname = 'd'") == "0");
  CHECK(value(server.database("d"), "select to_regclass('t')") == "null");  // a new one
}

TEST_CASE("two servers at once know nothing of each other") {
  auto second = std::async(std::launch::async, [] { return std::make_unique<PostgresServer>(); });
  PostgresServer server;
  auto other = second.get();
  CHECK(server.directory() != other->directory());
  run_sql(server.database("d"), "create table t (i int)");
  CHECK(value(other->database("d"), "select to_regclass('t')") == "null");
  const auto directory = other->directory();
  other.reset();
  CHECK_FALSE(fs::exists(directory));
  CHECK(value(server.database("d"), "select to_regclass('t')") == "t");
  sweep_stale_servers();
  CHECK(fs::exists(server.directory() / "data"));  // the one that lives stays
}

TEST_CASE("a killed harness leaves neither processes nor directory") {
  for (const int signal : {SIGKILL, SIGTERM, SIGINT}) {
    CAPTURE(signal);
    const TestFolder folder;
    Process probe(
        {.argv = {"environment_probe", "server", signal == SIGKILL ? "" : "handled"}, .log = folder / "log"});
    REQUIRE(soon([&] { return lines(folder / "log").size() == 2 || probe.ended(); }));
    const fs::path directory = lines(folder / "log").at(0);
    REQUIRE(fs::exists(directory));
    const int postmaster = std::stoi(content(directory / "data" / "postmaster.pid"));
    CHECK(alive(postmaster));
    kill(probe.pid(), signal);
    CHECK(soon([&] { return !alive(postmaster) && !fs::exists(directory); }));
    REQUIRE(soon([&] { return probe.ended().has_value(); }));
    CHECK(probe.ended()->code == (signal == SIGKILL ? 137 : 130));
  }
}

TEST_CASE("with its guard killed too, the server still dies and the next start sweeps the directory") {
  const TestFolder folder;
  Process probe({.argv = {"environment_probe", "server"}, .log = folder / "log"});
  REQUIRE(soon([&] { return lines(folder / "log").size() == 2 || probe.ended(); }));
  const fs::path directory = lines(folder / "log").at(0);
  const int postmaster = std::stoi(content(directory / "data" / "postmaster.pid"));
  const auto children =
      content("/proc/" + std::to_string(probe.pid()) + "/task/" + std::to_string(probe.pid()) + "/children");
  std::istringstream pids(children);
  int guard = 0;
  for (int pid; pids >> pid;) {
    if (content("/proc/" + std::to_string(pid) + "/comm") == "parity-guard\n") guard = pid;
  }
  REQUIRE(guard > 0);
  kill(guard, SIGKILL);
  kill(probe.pid(), SIGKILL);
  CHECK(soon([&] { return !alive(postmaster); }));
  // Its last children hold the lock for a moment longer than the postmaster lives. (A server that another
  // test starts may sweep it before we do.)
  CHECK(soon([&] { return sweep_stale_servers(), !fs::exists(directory); }));
}

TEST_CASE("the sweep takes only what is ours and dead") {
  const TestFolder folder;  // no other run sweeps there
  const EnvironmentVariable place("TMPDIR", folder.path());
  const auto make = [&](const std::string& name) {
    fs::create_directory(folder / name);
    std::ofstream(folder / name / "file") << "x";
    return folder / name;
  };
  const auto uid = std::to_string(geteuid());
  const auto dead = make("parity-pg-" + uid + "-dead00");
  const auto used = make("parity-pg-" + uid + "-used00");
  const auto foreign = make("parity-pg-" + std::to_string(geteuid() + 1) + "-other0");
  fs::create_directory_symlink(foreign, folder / ("parity-pg-" + uid + "-link00"));
  const int lock = open(used.c_str(), O_RDONLY | O_DIRECTORY);
  REQUIRE(flock(lock, LOCK_EX) == 0);
  const auto swept = sweep_stale_servers();
  CHECK(std::count(swept.begin(), swept.end(), dead) == 1);
  CHECK_FALSE(fs::exists(dead));
  CHECK(fs::exists(used / "file"));
  CHECK(fs::exists(foreign / "file"));
  close(lock);
  sweep_stale_servers();
  CHECK_FALSE(fs::exists(used));
}

TEST_CASE("a spoilt or missing template of the data directory is no harm") {
  const TestFolder cache;
  const EnvironmentVariable place("XDG_CACHE_HOME", cache.path());
  const auto kept = data_template(find_postgres());
  CHECK_THAT(kept.string(), Catch::Matchers::StartsWith(cache.path().string()));
  const auto works = [] { return value(PostgresServer().database("d"), "select 1") == "1"; };
  CHECK(works());  // makes it, where there is memory to use it in
  const bool used = fs::exists(kept);
  CHECK(works());  // uses it
  if (used) {
    CHECK((fs::status(kept).permissions() & fs::perms::all) == fs::perms::owner_all);
    fs::remove(kept / "PG_VERSION");
    CHECK(works());
    CHECK(fs::exists(kept / "PG_VERSION"));  // made anew
    fs::permissions(kept, fs::perms::all);   // anybody may have written to it
    CHECK(works());
    CHECK((fs::status(kept).permissions() & fs::perms::all) == fs::perms::owner_all);
  }
}

TEST_CASE(
    "where there is no server the error says where it was searched, how to get one, and what else to do") {
  try {
    find_postgres({"/no/such/place", "/bin"});
    FAIL("found");
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::undecidable);
    CHECK_THAT(error.what(), ContainsSubstring("searched: /no/such/place, /bin"));
    CHECK_THAT(error.hint, ContainsSubstring("apt-get install postgresql") &&
                               ContainsSubstring("PARITY_PG_BIN") && ContainsSubstring("url:"));
  }
  const auto found = find_postgres();
  CHECK(fs::exists(found.directory / "initdb"));
  CHECK(std::stoi(found.version) >= 13);
}

TEST_CASE("PARITY_PG_BIN is the only place when it is set") {
  const auto found = find_postgres();
  {
    const EnvironmentVariable place("PARITY_PG_BIN", "/no/such/place");
    CHECK_THROWS_WITH(find_postgres(), ContainsSubstring("searched: /no/such/place"));
  }
  const EnvironmentVariable place("PARITY_PG_BIN", found.directory);
  CHECK(find_postgres().version == found.version);
}
