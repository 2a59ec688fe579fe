// Operators on lists, objects and texts as collections: how many, which, in what order.
#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/error.h"
#include "harness/json/json_path.h"
#include "harness/json/json_schema.h"
#include "harness/suites/operators.h"
#include "harness/yaml/read.h"
#include "normalizers/encoding.h"

namespace parity {
namespace {

void check_names(const Yaml& operand) {
  if (operand.text.find("${") == std::string::npos) read_names(operand, "a list of names");
}

void check_list(const Yaml& operand) {
  if (operand.kind != Yaml::Kind::list && operand.text.find("${") == std::string::npos)
    throw unexpected(operand, "a list of values");
}

void check_part(const Yaml& operand) {
  if (operand.kind != Yaml::Kind::mapping && operand.kind != Yaml::Kind::list &&
      operand.text.find("${") == std::string::npos)
    throw unexpected(operand, "a mapping or a list that must be in it");
}

bool is_list(const Asked& asked) {
  if (asked.value.kind == Kind::array) return true;
  asked.fail(fmt::format("is {}, not a list: {}", kind_name(asked.value.kind), shown(asked.value)));
  return false;
}

bool is_object(const Asked& asked) {
  if (asked.value.kind == Kind::object) return true;
  asked.fail(fmt::format("is {}, not an object: {}", kind_name(asked.value.kind), shown(asked.value)));
  return false;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void apply_length(const Asked& asked) {
  std::size_t length = 0;
  switch (asked.value.kind) {
    case Kind::array: length = asked.value.items().size(); break;
    case Kind::object: length = asked.value.fields().size(); break;
    case Kind::text: length = code_points(asked.value.view()); break;
    default: return asked.fail(fmt::format("is {}, which has no length", kind_name(asked.value.kind)));
  }
  const Value number = Value::number(static_cast<std::int64_t>(length));
  for (Fault& fault : hold(asked.operand, number, asked.path, asked.scope))
    asked.faults.push_back({fault.path, "length " + fault.message});
}

void apply_every(const Asked& asked) {
  constexpr std::size_t kMost = 20;
  if (!is_list(asked)) return;
  std::size_t bad = 0;
  for (std::size_t i = 0; i < asked.value.items().size(); ++i) {
    const auto faults =
        hold(asked.operand, asked.value.items()[i], fmt::format("{}[{}]", asked.path, i), asked.scope);
    if (faults.empty()) continue;
    if (++bad <= kMost) asked.faults.insert(asked.faults.end(), faults.begin(), faults.end());
  }
  if (bad > kMost) asked.fail(fmt::format("and {} more items", bad - kMost));
}

std::size_t that_hold(const Asked& asked) {
  std::size_t count = 0;
  for (const Value& item : asked.value.items())
    count += hold(asked.operand, item, asked.path, asked.scope).empty();
  return count;
}

void apply_some(const Asked& asked) {
  if (is_list(asked) && that_hold(asked) == 0)
    asked.fail(fmt::format("has no such item among {}", asked.value.items().size()));
}

void apply_none(const Asked& asked) {
  if (!is_list(asked)) return;
  if (const std::size_t count = that_hold(asked); count > 0)
    asked.fail(fmt::format("has {} such item{} and must have none", count, count == 1 ? "" : "s"));
}

std::vector<std::string> names_of(const Value& list) {
  std::vector<std::string> names;
  for (const Value& item : list.items()) names.push_back(to_text(item));
  return names;
}

void need_names(const Asked& asked, bool closed) {
  if (!is_object(asked)) return;
  const Datum operand = evaluate(asked.operand, asked.scope);
  const std::vector<std::string> wanted = names_of(operand.value());
  for (const std::string& name : wanted)
    if (member_of(asked.value, name) == nullptr) asked.fail(fmt::format("has no member '{}'", name));
  if (!closed) return;
  for (const Member& member : asked.value.fields())
    if (std::find(wanted.begin(), wanted.end(), member.name) == wanted.end())
      asked.fail(fmt::format("has a member '{}' that is not declared", member.name));
}

void apply_keys(const Asked& asked) { need_names(asked, true); }
void apply_has(const Asked& asked) { need_names(asked, false); }

// Members and items that the operand has not may be there too.
void include(const Asked& asked, const Value& wanted, const Value& found, const std::string& path) {
  if (wanted.kind == Kind::object && found.kind == Kind::object) {
    for (const Member& member : wanted.fields()) {
      const std::string at = path + "." + std::string(member.name);
      const Value* other = member_of(found, member.name);
      if (other == nullptr)
        asked.faults.push_back({at, "is missing; wanted " + shown(member.value)});
      else
        include(asked, member.value, *other, at);
    }
  } else if (wanted.kind == Kind::array && found.kind == Kind::array) {
    for (const Value& item : wanted.items()) {
      const auto has = [&](const Value& other) {
        std::vector<Fault> faults;
        include({asked.operand, other, path, asked.scope, faults}, item, other, path);
        return faults.empty();
      };
      if (std::none_of(found.items().begin(), found.items().end(), has))
        asked.faults.push_back({path, "does not include " + shown(item)});
    }
  } else {
    for (Fault& fault : deep_difference(found, wanted, path)) asked.faults.push_back(std::move(fault));
  }
}

void apply_includes(const Asked& asked) {
  const Datum wanted = evaluate(asked.operand, asked.scope);
  include(asked, wanted.value(), asked.value, asked.path);
}

// The same items, whatever their order.
void apply_same_items(const Asked& asked) {
  if (!is_list(asked)) return;
  const Datum wanted = evaluate(asked.operand, asked.scope);
  if (wanted.value().kind != Kind::array)
    return asked.fail("cannot be held against what is no list: " + shown(wanted.value()));
  const auto sorted = [](const Value& list) {
    std::vector<Value> items(list.items().begin(), list.items().end());
    std::sort(items.begin(), items.end(), [](const Value& a, const Value& b) { return compare(a, b) < 0; });
    return items;
  };
  const std::vector<Value> found = sorted(asked.value), want = sorted(wanted.value());
  const auto less = [](const Value& a, const Value& b) { return compare(a, b) < 0; };
  std::vector<Value> missing, extra;
  std::set_difference(want.begin(), want.end(), found.begin(), found.end(), std::back_inserter(missing),
                      less);
  std::set_difference(found.begin(), found.end(), want.begin(), want.end(), std::back_inserter(extra), less);
  if (!missing.empty()) asked.fail("lacks " + shown(Value::array(missing)));
  if (!extra.empty()) asked.fail("has too many: " + shown(Value::array(extra)));
}

void check_unique(const Yaml& operand) {
  if (operand.kind == Yaml::Kind::boolean && read_flag(operand, "")) return;
  read_name_or_names(operand, "true, or the members that make an item unique");
}

// The named members of an item as one value; the item itself where none are named.
Datum part_of(const Value& item, const std::vector<std::string>& members) {
  if (members.empty()) return Datum::copy_of(item);
  std::vector<Datum> parts;
  for (const std::string& name : members) {
    const Value* member = member_of(item, name);
    parts.push_back(member == nullptr ? Datum::copy_of(Value::null()) : Datum::copy_of(*member));
  }
  return Datum::list(parts);
}

void apply_unique(const Asked& asked) {
  if (!is_list(asked)) return;
  const auto members = asked.operand.kind == Yaml::Kind::boolean
                           ? std::vector<std::string>{}
                           : read_name_or_names(asked.operand, "members");
  std::map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < asked.value.items().size(); ++i) {
    const Datum part = part_of(asked.value.items()[i], members);
    ByteBuffer bytes;
    encode(part.value(), NumberForm::value, bytes);
    const auto [at, fresh] = first.emplace(std::string(bytes.view()), i);
    if (!fresh)
      asked.fail(fmt::format("items {} and {} are the same: {}", at->second, i, shown(part.value())));
  }
}

void check_order(const Yaml& operand) { read_name_or_names(operand, "the members that the order goes by"); }

// Ascending by the named members, `-name` descending, in the harness's own order (no database's collation).
void apply_sorted_by(const Asked& asked) {
  if (!is_list(asked)) return;
  const std::vector<std::string> members = read_name_or_names(asked.operand, "members");
  const std::span<const Value> items = asked.value.items();
  for (std::size_t i = 1; i < items.size(); ++i) {
    for (const std::string& written : members) {
      const bool down = written.starts_with('-');
      const std::vector<std::string> member{down ? written.substr(1) : written};
      const int order = compare(part_of(items[i - 1], member).value(), part_of(items[i], member).value());
      if (order == 0) continue;
      if ((order < 0) != down) break;
      return asked.fail(fmt::format("items {} and {} are not in the order of {}: {} before {}", i - 1, i,
                                    fmt::join(members, ", "), shown(part_of(items[i - 1], members).value()),
                                    shown(part_of(items[i], members).value())));
    }
  }
}

// A schema that stands here, or in a file beside the suite.
Datum schema_of(const Yaml& operand) {
  if (operand.kind == Yaml::Kind::mapping || operand.kind == Yaml::Kind::boolean)
    return evaluate(operand, {});
  const std::string name = read_text(operand, "a JSON Schema, or the file that has it");
  return evaluate(read_yaml(std::filesystem::path(operand.where.file).parent_path() / name), {});
}

JsonSchema compiled(const Yaml& operand) try {
  return JsonSchema::compile(schema_of(operand).value());
} catch (const SchemaError& fault) {
  throw usage_error(fmt::format("this is no JSON Schema: {} at {}", fault.message, fault.rule))
      .at(operand.where);
}

void check_schema(const Yaml& operand) { compiled(operand); }

void apply_schema(const Asked& asked) {
  for (const SchemaFault& fault : compiled(asked.operand).validate(asked.value))
    asked.faults.push_back({asked.path + fault.at, fault.message + " (schema " + fault.rule + ")"});
}

void apply_json(const Asked& asked) {
  for (Fault& fault : hold_paths(asked.operand, asked.value, asked.scope))
    asked.faults.push_back({asked.path + fault.path.substr(1), std::move(fault.message)});
}

constexpr Operator kOperators[] = {
    {"length", check_predicate, apply_length}, {"every", check_predicate, apply_every},
    {"some", check_predicate, apply_some},     {"none", check_predicate, apply_none},
    {"keys", check_names, apply_keys},         {"has", check_names, apply_has},
    {"includes", check_part, apply_includes},  {"same_items", check_list, apply_same_items},
    {"unique", check_unique, apply_unique},    {"sorted_by", check_order, apply_sorted_by},
    {"schema", check_schema, apply_schema},    {"json", check_paths, apply_json},
};

}  // namespace

std::span<const Operator> collection_operators() { return kOperators; }

}  // namespace parity
