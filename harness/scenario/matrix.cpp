#include "harness/scenario/matrix.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/scenario/names.h"
#include "harness/yaml/nearest.h"
#include "harness/yaml/read.h"

namespace parity {

// Beside the names that a user gives: axes here, variables there.
const KeyTable kMatrixKeys{"matrix", "a matrix", {"include", "exclude"}};
const KeyTable kAxisValueKeys{"axis_value", "a value of an axis", {"expect", "about"}};

namespace {

constexpr std::size_t kMostCells = 10'000;

bool reserved(const KeyTable& table, const std::string& key) {
  return std::find(table.keys.begin(), table.keys.end(), key) != table.keys.end();
}

Axis read_axis(const Yaml::Entry& entry) {
  Axis axis{entry.key, entry.where, {}};
  if (entry.value.kind == Yaml::Kind::list) {
    for (const Yaml& item : entry.value.items) {
      AxisValue value{read_word(item, "the name of a value"), item.where, {}};
      for (const AxisValue& before : axis.values)
        if (before.name == value.name)
          throw usage_error(fmt::format("'{}' stands twice on this axis", value.name)).at(value.where);
      axis.values.push_back(std::move(value));
    }
  } else {
    for (const Yaml::Entry* value : named_entries(entry.value, "the values of an axis, a list or")) {
      for (const Yaml::Entry* variable : named_entries(value->value, "the variables of a value")) {
        if (!reserved(kAxisValueKeys, variable->key))
          need_identifier(variable->key, "a variable", variable->where);
        if (variable->key == "about") read_text(variable->value, "text for about");
      }
      axis.values.push_back({value->key, value->where, value->value});
    }
  }
  if (axis.values.empty())
    throw usage_error(fmt::format("axis '{}' has no values", axis.name)).at(axis.where);
  return axis;
}

// Axis → the values that an entry of include or exclude allows on it.
using Selector = std::vector<std::pair<const Axis*, std::vector<std::string>>>;

std::vector<std::string> names_of(const std::vector<Axis>& axes) {
  std::vector<std::string> names;
  for (const Axis& axis : axes) names.push_back(axis.name);
  return names;
}

std::vector<std::string> names_of(const std::vector<AxisValue>& values) {
  std::vector<std::string> names;
  for (const AxisValue& value : values) names.push_back(value.name);
  return names;
}

Selector read_selector(const Yaml& node, const std::vector<Axis>& axes) {
  Selector selector;
  for (const Yaml::Entry* entry : named_entries(node, "axes and their values")) {
    const auto axis =
        std::find_if(axes.begin(), axes.end(), [&](const Axis& a) { return a.name == entry->key; });
    if (axis == axes.end())
      throw usage_error(fmt::format("there is no axis '{}'", entry->key))
          .at(entry->where)
          .with_hint(suggest(entry->key, names_of(axes)));
    std::vector<std::string> values;
    const bool list = entry->value.kind == Yaml::Kind::list;
    for (std::size_t i = 0; i < (list ? entry->value.items.size() : 1); ++i) {
      const Yaml& item = list ? entry->value.items[i] : entry->value;
      values.push_back(read_word(item, "a value of the axis"));
      const std::vector<std::string> known = names_of(axis->values);
      if (std::find(known.begin(), known.end(), values.back()) == known.end())
        throw usage_error(fmt::format("axis '{}' has no value '{}'", axis->name, values.back()))
            .at(item.where)
            .with_hint(suggest(values.back(), known));
    }
    selector.emplace_back(&*axis, std::move(values));
  }
  if (selector.empty())
    throw usage_error("this matches every cell").at(node.where).with_hint("name an axis and its value");
  return selector;
}

bool matches(const Selector& selector, const Cell& cell) {
  return std::all_of(selector.begin(), selector.end(), [&](const auto& wanted) {
    const auto& [axis, values] = wanted;
    return std::find(values.begin(), values.end(), cell.find(axis->name)->value->name) != values.end();
  });
}

// The cells that at least one selector matches. Each selector must match one.
std::vector<bool> selected(const Yaml& list, const std::vector<Axis>& axes, const std::vector<Cell>& cells) {
  if (list.kind != Yaml::Kind::list || list.items.empty())
    throw unexpected(list, "a list of cells").with_hint("write [{ axis: value }]");
  std::vector<bool> out(cells.size());
  for (const Yaml& item : list.items) {
    const Selector selector = read_selector(item, axes);
    bool any = false;
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (matches(selector, cells[i])) any = out[i] = true;
    if (!any) throw usage_error("no cell matches this").at(item.where);
  }
  return out;
}

std::vector<Cell> product(const std::vector<Axis>& axes, const Location& where) {
  std::vector<Cell> cells(1);
  for (const Axis& axis : axes) {
    if (cells.size() * axis.values.size() > kMostCells)
      throw usage_error(fmt::format("more than {} cells", kMostCells)).at(where);
    std::vector<Cell> wider;
    for (const Cell& cell : cells)
      for (const AxisValue& value : axis.values) {
        wider.push_back(cell);
        wider.back().points.push_back({&axis, &value});
      }
    cells = std::move(wider);
  }
  return cells;
}

}  // namespace

const Cell::Point* Cell::find(std::string_view axis) const {
  const auto at = std::find_if(points.begin(), points.end(),
                               [&](const Point& point) { return point.axis->name == axis; });
  return at == points.end() ? nullptr : &*at;
}

const Yaml* Cell::expect() const {
  const Yaml::Entry* found = nullptr;
  for (const Point& point : points) {
    const Yaml::Entry* own = point.value->variables.find("expect");
    if (own == nullptr) continue;
    if (found != nullptr)
      throw usage_error("two values of one cell say what it is expected to find")
          .at(own->where)
          .with_hint(fmt::format("the other one is in line {}; put 'expect' on one axis", found->where.line));
    found = own;
  }
  return found == nullptr ? nullptr : &found->value;
}

std::vector<std::pair<std::string, std::string>> Cell::names() const {
  std::vector<std::pair<std::string, std::string>> out;
  for (const Point& point : points) out.emplace_back(point.axis->name, point.value->name);
  return out;
}

std::vector<Axis> read_axes(const Yaml& matrix, const std::set<std::string>& taken) {
  std::vector<Axis> axes;
  for (const Yaml::Entry* entry : named_entries(matrix, "a matrix")) {
    if (reserved(kMatrixKeys, entry->key)) continue;
    need_identifier(entry->key, "an axis", entry->where);
    if (taken.contains(entry->key))
      throw usage_error(fmt::format("'{}' has another meaning in references", entry->key))
          .at(entry->where)
          .with_hint("give the axis another name");
    axes.push_back(read_axis(*entry));
  }
  if (axes.empty()) throw usage_error("a matrix needs at least one axis").at(matrix.where);
  return axes;
}

std::vector<Cell> read_cells(const Yaml& matrix, const std::vector<Axis>& axes) {
  const std::vector<Cell> all = product(axes, matrix.where);
  std::vector<bool> kept(all.size(), true);
  if (const auto* include = matrix.find("include")) kept = selected(include->value, axes, all);
  if (const auto* exclude = matrix.find("exclude")) {
    const std::vector<bool> dropped = selected(exclude->value, axes, all);
    for (std::size_t i = 0; i < all.size(); ++i) kept[i] = kept[i] && !dropped[i];
  }
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (kept[i]) cells.push_back(all[i]);
  if (cells.empty()) throw usage_error("include and exclude leave no cell of this matrix").at(matrix.where);
  return cells;
}

void check_all_used(const std::vector<Axis>& axes, const std::set<std::string>& used) {
  for (const Axis& axis : axes) {
    bool asked = used.contains(axis.name);
    for (const AxisValue& value : axis.values)
      for (const Yaml::Entry& variable : value.variables.entries) {
        if (is_free_key(variable.key) || reserved(kAxisValueKeys, variable.key)) continue;
        const std::string name = axis.name + "." + variable.key;
        if (!used.contains(name)) {
          const auto meant = nearest(variable.key, kAxisValueKeys.keys);
          throw usage_error(fmt::format("nothing refers to this variable, ${{{}}}", name))
              .at(variable.where)
              .with_hint(meant ? fmt::format("did you mean '{}'?", *meant) : "");
        }
        asked = true;
      }
    if (!asked)
      throw usage_error(
          fmt::format("nothing refers to this axis, ${{{}}}: all its cells would be the same", axis.name))
          .at(axis.where);
  }
}

}  // namespace parity
