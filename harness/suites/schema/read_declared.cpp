#include "harness/suites/schema/read_declared.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/yaml/read.h"

namespace parity {

std::vector<std::string> read_requirements(const Mapping& mapping, const std::vector<std::string>& above) {
  std::vector<std::string> all = above;
  if (const auto* own = mapping.find("requirements"))
    for (const std::string& id : read_names(own->value, "ids of requirements"))
      if (std::find(all.begin(), all.end(), id) == all.end()) all.push_back(id);
  return all;
}

std::vector<std::string> split_columns(const std::string& text, const Location& where) {
  std::vector<std::string> columns;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    std::string name = text.substr(at, end - at);
    name.erase(0, name.find_first_not_of(' '));
    name.erase(name.find_last_not_of(' ') + 1);
    if (name.empty())
      throw usage_error(fmt::format("'{}' is no list of columns", text))
          .at(where)
          .with_hint("write 'user_id, plan_name'");
    if (std::find(columns.begin(), columns.end(), name) != columns.end())
      throw usage_error(fmt::format("column '{}' stands twice here", name)).at(where);
    columns.push_back(std::move(name));
    at = end + 1;
  }
  return columns;
}

std::vector<std::string> read_columns(const Yaml& node) {
  if (node.kind == Yaml::Kind::text) return split_columns(node.text, node.where);
  std::vector<std::string> columns = read_names(node, "columns");
  if (columns.empty()) throw usage_error("at least one column is needed").at(node.where);
  return columns;
}

std::string read_sql(const Yaml& node, std::string_view what) {
  need_known_now(node);
  if (node.kind == Yaml::Kind::list || node.kind == Yaml::Kind::mapping || node.kind == Yaml::Kind::null ||
      node.text.empty())
    throw unexpected(node, what);
  return node.text;
}

std::optional<std::string> read_sample_value(const Yaml& node) {
  if (node.kind == Yaml::Kind::null) return std::nullopt;
  if (node.kind == Yaml::Kind::text && node.text.empty()) return "";
  return read_word(node, "a value of a column");
}

SampleRow read_sample(const Yaml& node) {
  SampleRow row;
  for (const Yaml::Entry* entry : named_entries(node, "columns and their values"))
    row[entry->key] = read_sample_value(entry->value);
  return row;
}

}  // namespace parity
