// The renderings by name, as `--report FORMAT[=PATH]` names them, and how a report becomes a file.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "reports/reported.h"

namespace parity::reports {

struct Renderer {
  std::string_view name;                                         // "html"
  std::string_view file_name;                                    // where no path was given: "report.html"
  std::string (*render)(const Result&, const Differences& all);  // pure: the same bytes for the same result
  // Several runs in one document; nullptr: this format holds one.
  std::string (*render_all)(ReportedRuns);
};

std::span<const Renderer> renderers();
const Renderer* find_renderer(std::string_view name);  // nullptr: there is none of that name

// Whoever reads `path` sees the old bytes or all of the new ones: written beside it, then renamed. Makes the
// directory. Throws std::system_error; nothing is left behind then.
void write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

}  // namespace parity::reports
