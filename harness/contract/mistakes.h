// For tests: files of mistakes, each a title, YAML, and the error that it must give as people see it.
// UPDATE_GOLDEN=1 writes the errors anew.
//
//   ==== a key twice
//   name: a
//   name: b
//   ----
//   error: key 'name' stands twice in one mapping
//   …
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace parity {

// Writes each case as `name` into a directory made for it, which is then the current one, and calls `load`.
// Fails the test where an error is not the expected one, and where there is none. Returns the number of
// cases.
int check_mistakes(const std::filesystem::path& golden, const std::string& name,
                   const std::function<void(const std::filesystem::path&)>& load);

// A directory of its own that is the current one for as long as it lives.
class Elsewhere {
 public:
  Elsewhere();
  ~Elsewhere();
  Elsewhere(const Elsewhere&) = delete;
  Elsewhere& operator=(const Elsewhere&) = delete;
  void write(const std::filesystem::path& file, const std::string& text) const;

 private:
  std::filesystem::path before_, here_;
};

// The text of each ```yaml block of a Markdown file.
std::vector<std::string> yaml_blocks(const std::filesystem::path& markdown);

std::string read_whole(const std::filesystem::path& file);

// The error that `run` throws, drawn without colour; "no error".
std::string drawn(const std::function<void()>& run);

}  // namespace parity
