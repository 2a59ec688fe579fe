// Reads nodes as what their place wants: text, names, numbers, words of a list, durations, sizes. Each throws
// Error (usage) at the node's place; `what` names the place in the error: "a dataset's name".
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/error.h"
#include "harness/yaml/yaml.h"

namespace parity {

std::string read_text(const Yaml& node,
                      std::string_view what);  // not empty; numbers and booleans are refused
std::string read_word(const Yaml& node, std::string_view what);  // any scalar but null, as written
bool read_flag(const Yaml& node, std::string_view what);
std::uint64_t read_count(const Yaml& node, std::string_view what);  // a whole number, zero or more
std::vector<std::string> read_names(const Yaml& node,
                                    std::string_view what);  // a list of different texts; may be empty
std::vector<std::string> read_name_or_names(const Yaml& node,
                                            std::string_view what);  // one, or a list that is not empty
std::chrono::milliseconds read_duration(const Yaml& node,
                                        std::string_view what);    // "500ms", "10s", "2m", "1h"
std::uint64_t read_size(const Yaml& node, std::string_view what);  // "64KiB", "5MB", "512B"

// Refuses a node that stands for what is known only when the environment runs.
void need_known_now(const Yaml& node);

// What errors quote: as the user wrote it, never what a reference stood for.
const std::string& spoken(const Yaml& node);

// "expected …, found …".
Error unexpected(const Yaml& node, std::string_view what);

std::size_t read_choice_index(const Yaml& node, std::string_view what, const std::vector<std::string>& words);

// One of some words. `null` and `true` are words here, quoted or not.
template <class E>
E read_choice(const Yaml& node, std::string_view what,
              const std::vector<std::pair<std::string, E>>& choices) {
  std::vector<std::string> words;
  for (const auto& [word, value] : choices) words.push_back(word);
  return choices[read_choice_index(node, what, words)].second;
}

}  // namespace parity
