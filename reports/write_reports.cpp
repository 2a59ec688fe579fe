#include "reports/write_reports.h"

#include <array>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "reports/ctrf.h"
#include "reports/events.h"
#include "reports/github.h"
#include "reports/gitlab.h"
#include "reports/html.h"
#include "reports/junit.h"
#include "reports/markdown.h"
#include "reports/result_json.h"
#include "reports/sarif.h"
#include "reports/tap.h"

namespace parity::reports {
namespace {

// Of a rendering that the samples of a result are enough for.
template <std::string (*render)(const Result&)>
std::string by_samples(const Result& result, const Differences&) {
  return render(result);
}

// Of one that holds any number of runs.
template <std::string (*render)(ReportedRuns)>
std::string alone(const Result& result, const Differences& all) {
  const Reported run{&result, all};
  return render({&run, 1});
}

template <JunitDialect dialect>
std::string junit(ReportedRuns runs) {
  return to_junit(runs, dialect);
}
constexpr auto junit_generic = junit<JunitDialect::generic>;
constexpr auto junit_gitlab = junit<JunitDialect::gitlab>;
constexpr auto junit_jenkins = junit<JunitDialect::jenkins>;

constexpr std::array kRenderers = {
    Renderer{"html", "report.html", to_html, nullptr},
    Renderer{"json", "result.json", by_samples<to_json>, nullptr},
    Renderer{"junit", "junit.xml", alone<junit_generic>, junit_generic},
    Renderer{"junit-gitlab", "junit-gitlab.xml", alone<junit_gitlab>, junit_gitlab},
    Renderer{"junit-jenkins", "junit-jenkins.xml", alone<junit_jenkins>, junit_jenkins},
    Renderer{"ctrf", "ctrf.json", alone<to_ctrf>, to_ctrf},
    Renderer{"sarif", "report.sarif", alone<to_sarif>, to_sarif},
    Renderer{"tap", "report.tap", alone<to_tap>, to_tap},
    Renderer{"markdown", "report.md", alone<to_markdown>, to_markdown},
    Renderer{"github", "github.txt", alone<to_github>, to_github},
    Renderer{"gitlab", "gl-code-quality-report.json", alone<to_gitlab>, to_gitlab},
    Renderer{"ndjson", "report.ndjson", to_events, nullptr},
};

// The open file beside the target; removed unless it was renamed.
class Draft {
 public:
  explicit Draft(const std::filesystem::path& target)
      : target_(target), path_(target.string() + "." + std::to_string(::getpid()) + ".part") {
    file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file_ < 0) fail();
  }
  Draft(const Draft&) = delete;
  ~Draft() {
    if (file_ >= 0) ::close(file_);
    if (!renamed_) ::unlink(path_.c_str());
  }

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(file_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail();
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  void rename() {
    const int closed = ::close(file_);
    file_ = -1;
    if (closed != 0 || ::rename(path_.c_str(), target_.c_str()) != 0) fail();
    renamed_ = true;
  }

 private:
  [[noreturn]] void fail() const {
    throw std::system_error(errno, std::generic_category(), "cannot write " + target_.string());
  }

  std::filesystem::path target_;
  std::string path_;
  int file_ = -1;
  bool renamed_ = false;
};

}  // namespace

std::span<const Renderer> renderers() { return kRenderers; }

const Renderer* find_renderer(std::string_view name) {
  for (const Renderer& renderer : kRenderers)
    if (renderer.name == name) return &renderer;
  return nullptr;
}

void write_file_atomically(const std::filesystem::path& path, std::string_view bytes) {
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
  Draft draft(path);
  draft.write(bytes);
  draft.rename();
}

}  // namespace parity::reports
