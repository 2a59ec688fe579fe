// For tests of the command line: the program itself in a folder of its own, with a few files and scenarios to
// run.
#pragma once

#include <algorithm>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "harness/environment/environment_test.h"
#include "harness/environment/process.h"
#include "normalizers/test.h"

namespace parity {

struct Said {
  int code = 0;
  std::string out;  // stdout
  std::string err;  // stderr
};

using Variables = std::vector<std::pair<std::string, std::string>>;

class Shell {
 public:
  Shell() {
    write("a.json", R"([{"id": 1, "name": "Bench"}, {"id": 2, "name": "Rope"}])");
    write("b.json", R"([{"id": 1, "name": "Bench"}, {"id": 2, "name": "Rope "}])");
    write("none.json", "[]");
    write("broken.json", R"([{"id": 1,)");
    scenario("same", "{ json: a.json }");
    scenario("differs", "{ json: b.json }");
  }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  // a.json against a target; `more` is YAML of its own.
  void scenario(const std::string& name, const std::string& target, const std::string& more = "",
                const std::string& source = "{ json: a.json }") const {
    write(name + ".yaml",
          "version: 1\nname: " + name + "\ndatasets:\n  source: " + source + "\n  target: " + target +
              "\nparity:\n  - compare: [source, target]\n    tables: { t: { key: [id], known_as: "
              "[a, b, none, broken] } }\n" +
              more);
  }
  ProcessSpec spec(std::vector<std::string> arguments, Variables environment = {}) const {
    arguments.insert(arguments.begin(), PARITY_PROGRAM);
    ProcessSpec spec;
    spec.argv = std::move(arguments);
    spec.env = std::move(environment);
    const auto set = [&](const auto& variable) { return variable.first == "GITHUB_ACTIONS"; };
    if (std::none_of(spec.env.begin(), spec.env.end(), set)) spec.env.emplace_back("GITHUB_ACTIONS", "");
    spec.directory = folder_.path();
    spec.log = folder_ / "stderr";
    spec.stdout_file = folder_ / "stdout";
    return spec;
  }
  Said operator()(std::vector<std::string> arguments, Variables environment = {}) const {
    const ExitStatus status =
        run_process(spec(std::move(arguments), std::move(environment)), std::chrono::seconds(120));
    REQUIRE(status.signal == 0);
    REQUIRE_FALSE(status.timed_out);
    CHECK(status.code != 70);
    return {status.code, content(folder_ / "stdout"), content(folder_ / "stderr")};
  }
  std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }

 private:
  TestFolder folder_;
};

}  // namespace parity
