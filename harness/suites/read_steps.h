// Reads steps, each kind with its own keys. Used by load_suite.cpp and by nobody else.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "harness/suites/suite.h"
#include "harness/yaml/mapping.h"

namespace parity {

// What steps may refer to while they are read: what is known before, and all that was captured until now.
class StepReader {
 public:
  // `document`: the suite or file of fragments that the steps stand in, for `include: "#name"`.
  StepReader(const Yaml& document, std::filesystem::path file, std::set<std::string> known)
      : document_(document), file_(std::move(file)), known_(std::move(known)) {}

  // Names captured by these steps are known to what is read next.
  Steps read(const Yaml& list);
  std::set<std::string>& known() { return known_; }

 private:
  Step read_step(const Yaml& node);
  Step read_include(const Yaml& node);
  Step read_for_each(const Yaml& node);
  void learn(const Step& step);

  const Yaml& document_;
  std::filesystem::path file_;
  std::set<std::string> known_;
  int depth_ = 0;  // of includes
};

// Name → template of a mapping.
Templates read_templates(const Yaml& node, std::string_view what);

std::vector<const KeyTable*> step_keys();

}  // namespace parity
