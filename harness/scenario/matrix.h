// The matrix of a scenario: its axes and the cells that are left of their product.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "harness/yaml/mapping.h"
#include "harness/yaml/yaml.h"

namespace parity {

struct AxisValue {
  std::string name;
  Location where;
  Yaml variables;  // a mapping; empty where there are none
};

struct Axis {
  std::string name;
  Location where;
  std::vector<AxisValue> values;
};

// One value of each axis. Points into the axes that it was made of.
struct Cell {
  struct Point {
    const Axis* axis;
    const AxisValue* value;
  };
  std::vector<Point> points;

  const Point* find(std::string_view axis) const;
  // What the cell is expected to find; nullptr: as the scenario says.
  const Yaml* expect() const;
  std::vector<std::pair<std::string, std::string>> names() const;
};

// `taken`: first words of references that mean something else, "postgres", "subject".
std::vector<Axis> read_axes(const Yaml& matrix, const std::set<std::string>& taken);

// All combinations that `include` keeps and `exclude` leaves; one empty cell where there are no axes.
std::vector<Cell> read_cells(const Yaml& matrix, const std::vector<Axis>& axes);

// Throws Error (usage) at an axis or variable that no reference has asked for.
void check_all_used(const std::vector<Axis>& axes, const std::set<std::string>& used);

extern const KeyTable kMatrixKeys;
extern const KeyTable kAxisValueKeys;

}  // namespace parity
