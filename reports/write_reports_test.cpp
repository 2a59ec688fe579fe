#include "reports/write_reports.h"

#include <system_error>

#include "normalizers/test.h"
#include "reports/samples.h"
#include "reports/test_files.h"

namespace parity::reports {

TEST_CASE("renderings are found by name, and others are not") {
  for (const char* name : {"html", "junit", "json"}) {
    const Renderer* renderer = find_renderer(name);
    REQUIRE(renderer != nullptr);
    CHECK_FALSE(renderer->render(samples::passing(), [](const auto&) {}).empty());
    CHECK_FALSE(renderer->file_name.empty());
  }
  CHECK(find_renderer("pdf") == nullptr);
  CHECK(find_renderer("") == nullptr);
}

TEST_CASE("a report replaces the one before it as a whole") {
  const Scratch scratch;
  const std::filesystem::path path = scratch.path / "new" / "report.html";
  write_file_atomically(path, "first, and longer");
  write_file_atomically(path, "second");
  CHECK(read_file(path) == "second");
  CHECK(std::distance(std::filesystem::directory_iterator(path.parent_path()), {}) == 1);
}

TEST_CASE("a report that cannot be written throws and leaves nothing behind") {
  const Scratch scratch;
  std::filesystem::create_directories(scratch.path / "taken" / "inside");
  CHECK_THROWS_AS(write_file_atomically(scratch.path / "taken", "x"), std::system_error);
  CHECK(std::distance(std::filesystem::directory_iterator(scratch.path), {}) == 1);
  CHECK_THROWS_AS(write_file_atomically("/proc/none/report.html", "x"), std::system_error);
}

}  // namespace parity::reports
