#include "harness/contract/mistakes.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include "harness/contract/diagnostic.h"
#include "normalizers/test.h"

namespace parity {
namespace {

struct Mistake {
  std::string title, yaml, expected;
};

std::vector<Mistake> read_mistakes(const std::filesystem::path& golden) {
  std::vector<Mistake> mistakes;
  std::istringstream in(read_whole(golden));
  std::string* into = nullptr;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("==== ")) {
      mistakes.push_back({line.substr(5), "", ""});
      into = &mistakes.back().yaml;
    } else if (line == "----") {
      into = &mistakes.back().expected;
    } else if (into != nullptr) {
      *into += line + '\n';
    }
  }
  return mistakes;
}

}  // namespace

Elsewhere::Elsewhere() : before_(std::filesystem::current_path()) {
  std::string pattern = (std::filesystem::temp_directory_path() / "parity-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no directory for the test");
  here_ = pattern;
  std::filesystem::current_path(here_);
}

Elsewhere::~Elsewhere() {
  std::filesystem::current_path(before_);
  std::filesystem::remove_all(here_);
}

void Elsewhere::write(const std::filesystem::path& file, const std::string& text) const {
  if (file.has_parent_path()) std::filesystem::create_directories(here_ / file.parent_path());
  std::ofstream(here_ / file, std::ios::binary) << text;
}

std::string read_whole(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  INFO("file: " << file);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> yaml_blocks(const std::filesystem::path& markdown) {
  std::vector<std::string> blocks;
  std::istringstream in(read_whole(markdown));
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (!inside && line == "```yaml")
      blocks.emplace_back();
    else if (inside && line != "```")
      blocks.back() += line + '\n';
    inside = line == "```yaml" || (inside && line != "```");
  }
  return blocks;
}

std::string drawn(const std::function<void()>& run) {
  try {
    run();
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::usage);
    return draw(error, false);
  }
  return "no error\n";
}

int check_mistakes(const std::filesystem::path& golden, const std::string& name,
                   const std::function<void(const std::filesystem::path&)>& load) {
  const std::vector<Mistake> mistakes = read_mistakes(golden);
  const char* update = std::getenv("UPDATE_GOLDEN");
  std::string written;
  for (const Mistake& mistake : mistakes) {
    const Elsewhere here;
    here.write(name, mistake.yaml);
    const std::string actual = drawn([&] { load(name); });
    written += "==== " + mistake.title + '\n' + mistake.yaml + "----\n" + actual;
    INFO("mistake: " << mistake.title);
    CHECK(actual != "no error\n");
    if (update == nullptr) CHECK(actual == mistake.expected);
  }
  if (update != nullptr) std::ofstream(golden, std::ios::binary) << written;
  return static_cast<int>(mistakes.size());
}

}  // namespace parity
