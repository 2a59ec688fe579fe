// Every mistake that one can make in a scenario, drawn as people see it: mistakes/*.txt.
#include "harness/contract/mistakes.h"

#include "harness/environment/zone.h"
#include "harness/scenario/load_scenario.h"
#include "normalizers/test.h"

using namespace parity;

TEST_CASE("mistakes in scenarios are drawn at their place") {
  LoadOptions options{
      {{"folder", "data"}}, load_zone, [](const std::string& name) -> std::optional<std::string> {
        if (name == "SECRET_URL") return "postgres://app:hunter2@db.internal/x";
        return std::nullopt;
      }};
  int count = 0;
  for (const char* file :
       {"scenario.txt", "datasets.txt", "environment.txt", "references.txt", "matrix.txt"}) {
    const std::filesystem::path golden =
        std::filesystem::path(PARITY_SOURCE) / "harness/scenario/mistakes" / file;
    count += check_mistakes(golden, "gym.yaml",
                            [&](const std::filesystem::path& scenario) { load_scenario(scenario, options); });
    const std::string text = read_whole(golden);
    CHECK(text.find("db.internal") == std::string::npos);  // nothing of the variable's value in any error
  }
  CHECK(count == 86);
}
