// Every mistake that one can make in a contract, drawn as people see it: mistakes/*.txt.
#include "harness/contract/mistakes.h"

#include "harness/contract/load_contract.h"
#include "harness/environment/zone.h"
#include "normalizers/test.h"

using namespace parity;

TEST_CASE("mistakes in contracts are drawn at their place") {
  int count = 0;
  for (const char* file : {"yaml.txt", "contract.txt", "tables.txt", "rules.txt"})
    count +=
        check_mistakes(std::filesystem::path(PARITY_SOURCE) / "harness/contract/mistakes" / file, "gym.yaml",
                       [](const std::filesystem::path& contract) { load_contract(contract, load_zone); });
  CHECK(count == 76);
}
