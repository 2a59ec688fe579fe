// The places inside a value: the value itself, the members of objects, the elements of arrays, at any depth.
// A mutant is a value with one of them replaced.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "normalizers/value.h"

namespace parity {

// From the whole value: the index of a member or element, one per level.
using Steps = std::vector<std::uint32_t>;

// `path`: of the field; grows by ".member" and "[*]". Outermost first. Views are valid during the call.
using TakeNode = std::function<void(const std::string& path, const Steps& steps, const Value& node)>;
void each_node(const Value& whole, const std::string& path, const TakeNode& take);

const Value& node_at(const Value& whole, std::span<const std::uint32_t> steps);

// `whole` with another value at that place; the rest is shared. An absent member is left out. False where an
// array would hold an absent element.
bool with_node(const Value& whole, std::span<const std::uint32_t> steps, const Value& node, Arena& arena,
               Value& out);

// "scores.upper[2]": where `steps` lead to in this value.
std::string path_of(const std::string& field, const Value& whole, std::span<const std::uint32_t> steps);

}  // namespace parity
