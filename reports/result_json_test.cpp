#include "reports/result_json.h"

#include <set>

#include <simdjson.h>

#include "normalizers/test.h"
#include "reports/fingerprint.h"
#include "reports/samples.h"

namespace parity::reports {
namespace {

namespace dom = simdjson::dom;

// As much of JSON Schema as result.schema.json uses. Remembers which members it has seen, so that a test can
// tell that each that the schema names was there.
class Schema {
 public:
  Schema() : root_(parser_.parse(result_schema())) {}

  std::vector<std::string> check(dom::element value) {
    errors_.clear();
    check(value, root_, "$");
    return errors_;
  }
  // "side.origin" for each member of each definition.
  std::set<std::string> named() {
    std::set<std::string> all;
    for (const dom::key_value_pair definition : dom::object(root_["$defs"]))
      if (dom::object properties; definition.value["properties"].get(properties) == simdjson::SUCCESS)
        for (const dom::key_value_pair property : properties)
          all.insert(std::string(definition.key) + "." + std::string(property.key));
    return all;
  }
  const std::set<std::string>& seen() const { return seen_; }
  const std::set<std::string>& words() const { return words_; }

 private:
  void check(dom::element value, dom::element schema, const std::string& path, std::string definition = {}) {
    const auto wrong = [&](const std::string& what) { errors_.push_back(path + ": " + what); };
    for (const dom::key_value_pair keyword : dom::object(schema)) {
      const std::string_view name = keyword.key;
      if (name == "$ref") {
        const std::string target(std::string_view(keyword.value).substr(std::string_view("#/$defs/").size()));
        check(value, root_["$defs"][target], path, target);
      } else if (name == "type") {
        if (!has_type(value, keyword.value))
          wrong("type is not " + std::string(std::string_view(keyword.value)));
      } else if (name == "enum" || name == "const") {
        check_enum(value, keyword.value, name == "const", wrong);
      } else if (name == "required") {
        for (const dom::element member : dom::array(keyword.value))
          if (value[std::string_view(member)].error() != simdjson::SUCCESS)
            wrong("has no " + std::string(std::string_view(member)));
      } else if (name == "properties") {
        for (const dom::key_value_pair property : dom::object(keyword.value))
          if (dom::element member; value[property.key].get(member) == simdjson::SUCCESS) {
            seen_.insert(definition + "." + std::string(property.key));
            check(member, property.value, path + "." + std::string(property.key));
          }
      } else if (name == "additionalProperties") {
        check_others(value, schema, keyword.value, path, wrong);
      } else if (name == "propertyNames") {
        for (const dom::key_value_pair member : dom::object(value)) {
          dom::parser names;
          const dom::element word = names.parse("\"" + std::string(member.key) + "\"");
          check(word, keyword.value, path + " name");
        }
      } else if (name == "items") {
        for (const dom::element item : dom::array(value)) check(item, keyword.value, path + "[]");
      } else if (name == "minimum") {
        if (double(value) < double(keyword.value)) wrong("is below the minimum");
      } else if (name == "pattern") {
        if (std::string_view(value).size() != 18 || !std::string_view(value).starts_with("f-"))
          wrong("pattern");
      } else if (!name.starts_with("$") && name != "title" && name != "description") {
        wrong("keyword " + std::string(name) + " is not known to this test");
      }
    }
  }

  static bool has_type(dom::element value, std::string_view type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_bool();
    if (type == "integer") return value.is_int64() || value.is_uint64();
    return type == "number" && value.is_number();
  }

  template <class Wrong>
  void check_enum(dom::element value, dom::element allowed, bool one, Wrong wrong) {
    const std::string spelled = simdjson::minify(value);
    words_.insert(spelled);
    if (one) {
      if (simdjson::minify(allowed) != spelled) wrong("is " + spelled);
      return;
    }
    for (const dom::element word : dom::array(allowed))
      if (simdjson::minify(word) == spelled) return;
    wrong("is " + spelled + ", which is not allowed");
  }

  template <class Wrong>
  void check_others(dom::element value, dom::element schema, dom::element others, const std::string& path,
                    Wrong wrong) {
    for (const dom::key_value_pair member : dom::object(value)) {
      if (schema["properties"][member.key].error() == simdjson::SUCCESS) continue;
      if (others.is_bool())
        wrong("has " + std::string(member.key) + ", which the schema does not name");
      else
        check(member.value, others, path + "." + std::string(member.key));
    }
  }

  dom::parser parser_;
  dom::element root_;
  std::vector<std::string> errors_;
  std::set<std::string> seen_, words_;
};

}  // namespace

TEST_CASE("each rendered result is valid by the schema") {
  Schema schema;
  for (const Result& result :
       {samples::passing(), samples::failing(), samples::errored(), samples::hostile(), samples::empty(),
        samples::explained(), samples::audited(), samples::complete()}) {
    dom::parser parser;
    CHECK(schema.check(parser.parse(to_json(result))) == std::vector<std::string>{});
  }
}

TEST_CASE("a result has exactly the members that the schema names, and every word of its enums") {
  Schema schema;
  dom::parser parser;
  schema.check(parser.parse(to_json(samples::complete())));
  CHECK(schema.seen() == schema.named());
  for (int i = 0; i < kDifferenceKinds; ++i) {
    INFO(kind_name(static_cast<DifferenceKind>(i)));
    CHECK(schema.words().count("\"" + std::string(kind_name(static_cast<DifferenceKind>(i))) + "\"") == 1);
  }
  for (const Outcome outcome : {Outcome::passed, Outcome::failed, Outcome::errored, Outcome::skipped})
    CHECK(schema.words().count("\"" + std::string(outcome_name(outcome)) + "\"") == 1);
  using enum AcceptedState;
  for (const AcceptedState state : {in_force, lapsed, stale, over_maximum})
    CHECK(schema.words().count("\"" + std::string(accepted_state_name(state)) + "\"") == 1);
  for (const Fate fate : {Fate::none, Fate::introduced, Fate::carried, Fate::compensated})
    CHECK(schema.words().count("\"" + std::string(fate_name(fate)) + "\"") == 1);
}

TEST_CASE("the schema refuses what is no result") {
  Schema schema;
  dom::parser parser;
  const std::string good = to_json(samples::passing());
  const auto broken = [&](const std::string& from, const std::string& to) {
    std::string bad = good;
    bad.replace(bad.find(from), from.size(), to);
    return schema.check(parser.parse(bad));
  };
  CHECK_FALSE(broken("\"version\": 1", "\"version\": 2").empty());
  CHECK_FALSE(broken("\"tool\"", "\"tools\"").empty());
  CHECK_FALSE(broken("\"outcome\": \"passed\"", "\"outcome\": \"green\"").empty());
  CHECK_FALSE(broken("\"exit_code\": 0", "\"exit_code\": \"0\"").empty());
}

TEST_CASE("a line of differences.ndjson is one line of valid JSON") {
  const Result result = samples::hostile();
  for (const Difference& difference : result.comparisons[0].tables[0].samples) {
    const std::string line = difference_json(difference);
    CHECK(line.find('\n') == std::string::npos);
    dom::parser parser;
    const dom::element parsed = parser.parse(line);
    CHECK(std::string_view(parsed["fingerprint"]) == difference.fingerprint);
  }
}

}  // namespace parity::reports
