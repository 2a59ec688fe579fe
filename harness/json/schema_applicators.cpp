// Schemas put together: allOf, anyOf, oneOf, not, and if with then and else.
#include <array>

#include <fmt/format.h>

#include "harness/json/schema_keywords.h"

namespace parity::json_schema {
namespace {

constexpr std::size_t kBranchesExplained = 4;

using Schemas = std::vector<const Schema*>;

Schemas schemas_in(const Value& value, Site& site) {
  if (value.kind != Kind::array || value.size == 0) site.fail("has to be a list of schemas, at least one");
  Schemas all;
  for (const Value& each : value.items()) all.push_back(&site.subschema(each));
  return all;
}

Check all_of(const Value& value, Site& site) {
  return [all = schemas_in(value, site)](Visit& visit) {
    bool valid = true;
    for (const Schema* const each : all) {
      if (!visit.in_place(*each)) valid = false;
      if (!valid && visit.run.quiet()) break;
    }
    return valid;
  };
}

// "fits none of 2: it is a string, not an integer; at /a it must not be there"
std::string why_none(const std::vector<Faults>& branches, const std::string& here) {
  std::string text = fmt::format("fits none of the {} schemas:", branches.size());
  for (std::size_t i = 0; i < branches.size() && i < kBranchesExplained; ++i) {
    if (branches[i].empty()) continue;
    const SchemaFault& first = branches[i].front();
    text += i == 0 ? " " : "; ";
    if (first.at.size() > here.size()) text += "at " + first.at.substr(here.size()) + " it ";
    text += first.message;
  }
  if (branches.size() > kBranchesExplained) text += "; …";
  return text;
}

// How many of `all` the value fits; the reasons of the others in `why`.
std::vector<std::size_t> fitting(const Schemas& all, Visit& visit, bool first_only,
                                 std::vector<Faults>& why) {
  std::vector<std::size_t> fit;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Faults faults;
    if (visit.run.apply_aside(*all[i], visit.value, visit.at, visit.marks,
                              visit.run.quiet() ? nullptr : &faults)) {
      fit.push_back(i);
      if (first_only) break;
    } else {
      why.push_back(std::move(faults));
    }
  }
  return fit;
}

Check any_of(const Value& value, Site& site) {
  return [all = schemas_in(value, site)](Visit& visit) {
    std::vector<Faults> why;
    if (!fitting(all, visit, !visit.run.marking(), why).empty()) return true;
    return visit.refuse([&] { return why_none(why, visit.pointer()); });
  };
}

Check one_of(const Value& value, Site& site) {
  return [all = schemas_in(value, site)](Visit& visit) {
    std::vector<Faults> why;
    const std::vector<std::size_t> fit = fitting(all, visit, false, why);
    if (fit.size() == 1) return true;
    return visit.refuse([&] {
      return fit.empty()
                 ? why_none(why, visit.pointer())
                 : fmt::format("fits both schema {} and schema {}, and may fit one only", fit[0], fit[1]);
    });
  };
}

Check negation(const Value& value, Site& site) {
  return [&schema = site.subschema(value)](Visit& visit) {
    Marks none;
    if (!visit.run.apply_aside(schema, visit.value, visit.at, none, nullptr)) return true;
    return visit.refuse([] { return std::string("fits the schema that it must not fit"); });
  };
}

Check condition(const Value& value, Site& site) {
  const auto branch = [&](std::string_view name) {
    const Value* const schema = site.sibling(name);
    return schema == nullptr ? nullptr : &site.subschema(*schema);
  };
  return [&schema = site.subschema(value), yes = branch("then"), no = branch("else")](Visit& visit) {
    const bool holds = visit.run.apply_aside(schema, visit.value, visit.at, visit.marks, nullptr);
    const Schema* const next = holds ? yes : no;
    return next == nullptr || visit.in_place(*next);
  };
}

}  // namespace

std::span<const Keyword> applicator_keywords() {
  static constexpr std::array<Keyword, 7> kKeywords = {{
      {"allOf", Vocabulary::applicator, kBoth, Shape::list, all_of},
      {"anyOf", Vocabulary::applicator, kBoth, Shape::list, any_of},
      {"oneOf", Vocabulary::applicator, kBoth, Shape::list, one_of},
      {"not", Vocabulary::applicator, kBoth, Shape::schema, negation},
      {"if", Vocabulary::applicator, kBoth, Shape::schema, condition},
      {"then", Vocabulary::applicator, kBoth, Shape::schema},
      {"else", Vocabulary::applicator, kBoth, Shape::schema},
  }};
  return kKeywords;
}

}  // namespace parity::json_schema
