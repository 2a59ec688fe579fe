#include "harness/contract/read_rules.h"

#include <utility>

#include <fmt/format.h>

#include "harness/yaml/read.h"
#include "normalizers/arena.h"
#include "normalizers/decimal.h"

namespace parity {
namespace {

const KeyTable kDefaults{
    "defaults",
    "the default rules",
    {"text", "trim", "unicode", "case", "empty", "null", "absent", "number", "time", "array", "why"}};
const KeyTable kField{"field",
                      "the rules of a field",
                      {"text", "trim", "unicode", "case", "empty", "null", "absent", "type", "number", "time",
                       "array", "references", "only_in", "sensitive", "fields", "items", "why"}};
const KeyTable kText{"text", "the rules of text", {"trim", "set", "unicode", "case", "empty", "why"}};
const KeyTable kNumber{"number", "the rules of numbers", {"compare", "tolerance", "why"}};
const KeyTable kTolerance{"tolerance", "a tolerance", {"abs", "rel", "why"}};
const KeyTable kTime{"time", "the rules of times", {"compare", "zone", "precision", "rounding", "why"}};
const KeyTable kBytes{"bytes", "a type", {"bytes"}};
const KeyTable kArray{"array", "an array rule", {"key"}};
const KeyTable kReference{"reference", "a reference", {"table", "column"}};

std::string spell(const Location& where) {
  return fmt::format("{}:{}:{}", where.file, where.line, where.column);
}

// Reads one mapping of rules and what is grouped in it. `why_` is the reason in force.
class RuleReader {
 public:
  explicit RuleReader(const ZoneLookup& zones) : zones_(zones) {}

  RuleSet read(const Yaml& node, RulesOf place) {
    const Mapping map(node, place == RulesOf::field ? kField : kDefaults);
    read_why(map);
    if (const auto* text = map.find("text")) read_text_group(text->value);
    read_text_rules(map, nullptr);
    read_emptiness(
        map.find("null"), "null", out_.null,
        {{"distinct", Emptiness::distinct}, {"empty", Emptiness::empty}, {"absent", Emptiness::absent}});
    read_emptiness(
        map.find("absent"), "absent", out_.absent,
        {{"distinct", Emptiness::distinct}, {"null", Emptiness::null}, {"empty", Emptiness::empty}});
    if (const auto* number = map.find("number")) read_number(number->value);
    if (const auto* time = map.find("time")) read_time(time->value);
    if (const auto* array = map.find("array")) put(out_.array, read_array(array->value), *array);
    if (place == RulesOf::field) read_field(map);
    if (const auto* why = map.find("why"); why != nullptr && settings_ == 0)
      throw usage_error("'why' gives the reason for rules, and there is none here").at(why->where);
    return std::move(out_);
  }

 private:
  template <class T>
  void put(Setting<T>& setting, T value, const Yaml::Entry& entry) {
    if (setting)
      throw usage_error(fmt::format("'{}' is set twice", entry.key))
          .at(entry.where)
          .with_hint("the first is at " + spell(setting->where));
    setting = Declared<T>{std::move(value), entry.where, why_};
    ++settings_;
  }

  void read_why(const Mapping& map) {
    if (const auto* why = map.find("why")) why_ = read_text(why->value, "text for why");
  }

  // Runs `read` for a group of settings, in which a `why` of its own wins.
  template <class Read>
  void group(const Yaml& node, const KeyTable& keys, Read read) {
    const Mapping map(node, keys);
    const std::string outer = why_;
    read_why(map);
    read(map);
    why_ = outer;
  }

  void read_text_group(const Yaml& node) {
    group(node, kText, [&](const Mapping& map) { read_text_rules(map, map.find("set")); });
  }

  void read_text_rules(const Mapping& map, const Yaml::Entry* set) {
    const auto* trim = map.find("trim");
    if (set != nullptr && trim == nullptr)
      throw usage_error("'set' says which characters 'trim' takes, and there is no 'trim' here")
          .at(set->where)
          .with_hint("write trim: both beside it");
    if (trim != nullptr) {
      Trim rule;
      rule.sides = read_choice<Sides>(
          trim->value, "trim",
          {{"none", Sides::none}, {"start", Sides::start}, {"end", Sides::end}, {"both", Sides::both}});
      if (set != nullptr)
        rule.set = read_choice<TrimSet>(set->value, "set",
                                        {{"white_space", TrimSet::white_space},
                                         {"ascii", TrimSet::ascii},
                                         {"space", TrimSet::space},
                                         {"invisible", TrimSet::invisible}});
      put(out_.trim, rule, *trim);
    }
    if (const auto* form = map.find("unicode"))
      put(out_.unicode,
          read_choice<UnicodeForm>(form->value, "unicode",
                                   {{"none", UnicodeForm::none},
                                    {"nfc", UnicodeForm::nfc},
                                    {"nfd", UnicodeForm::nfd},
                                    {"nfkc", UnicodeForm::nfkc},
                                    {"nfkd", UnicodeForm::nfkd}}),
          *form);
    if (const auto* text_case = map.find("case"))
      put(out_.text_case,
          read_choice<TextCase>(text_case->value, "case",
                                {{"keep", TextCase::keep},
                                 {"lower", TextCase::lower},
                                 {"upper", TextCase::upper},
                                 {"fold", TextCase::fold}}),
          *text_case);
    read_emptiness(
        map.find("empty"), "empty", out_.empty,
        {{"distinct", Emptiness::distinct}, {"null", Emptiness::null}, {"absent", Emptiness::absent}});
  }

  void read_emptiness(const Yaml::Entry* entry, const char* what, Setting<Emptiness>& setting,
                      const std::vector<std::pair<std::string, Emptiness>>& words) {
    if (entry != nullptr) put(setting, read_choice<Emptiness>(entry->value, what, words), *entry);
  }

  void read_number(const Yaml& node) {
    group(node, kNumber, [&](const Mapping& map) {
      if (const auto* compare = map.find("compare"))
        put(out_.number,
            read_choice<NumberCompare>(compare->value, "compare",
                                       {{"value", NumberCompare::value}, {"scale", NumberCompare::scale}}),
            *compare);
      if (const auto* tolerance = map.find("tolerance")) read_tolerance(*tolerance);
    });
  }

  void read_tolerance(const Yaml::Entry& entry) {
    group(entry.value, kTolerance, [&](const Mapping& map) {
      Tolerance tolerance;
      if (const auto* absolute = map.find("abs")) tolerance.absolute = read_magnitude(absolute->value);
      if (const auto* relative = map.find("rel")) tolerance.relative = read_magnitude(relative->value);
      if (tolerance.absolute.empty() && tolerance.relative.empty())
        throw usage_error("a tolerance needs 'abs' or 'rel'").at(entry.where);
      put(out_.tolerance, tolerance, entry);
    });
  }

  // The digits as they are written: 0.1 is a tenth, not the double next to it.
  static std::string read_magnitude(const Yaml& node) {
    Arena arena;
    need_known_now(node);
    const bool scalar = node.kind == Yaml::Kind::number || node.kind == Yaml::Kind::text;
    const auto number = scalar ? parse_decimal(node.text, arena) : std::nullopt;
    if (!number || !is_finite(*number) || compare_numbers(*number, Value::number(0)) < 0)
      throw unexpected(node, "a number, zero or more, for a tolerance");
    return node.text;
  }

  void read_time(const Yaml& node) {
    group(node, kTime, [&](const Mapping& map) {
      const auto* compare = map.find("compare");
      const auto* zone = map.find("zone");
      if (compare != nullptr || zone != nullptr) {
        TimeRule rule;
        rule.as_instant = compare == nullptr || read_choice<bool>(compare->value, "compare",
                                                                  {{"strict", false}, {"instant", true}});
        if (zone != nullptr && !rule.as_instant)
          throw usage_error(
              "a zone is for times compared as instants, and 'compare: strict' compares them as written")
              .at(zone->where);
        if (zone != nullptr) read_zone(zone->value, rule);
        put(out_.time, rule, compare != nullptr ? *compare : *zone);
      }
      read_precision(map.find("precision"), map.find("rounding"));
    });
  }

  void read_zone(const Yaml& node, TimeRule& rule) const {
    rule.zone = read_text(node, "the name of a zone");
    const std::string unknown = fmt::format("there is no zone '{}'", spoken(node));
    try {
      rule.zone_data = zones_ ? zones_(rule.zone) : nullptr;
    } catch (const Error& error) { throw usage_error(error.what()).at(node.where).with_hint(error.hint); }
    if (rule.zone_data == nullptr)
      throw usage_error(unknown).at(node.where).with_hint("zones are named UTC, +02:00 or Europe/Berlin");
  }

  void read_precision(const Yaml::Entry* unit, const Yaml::Entry* rounding) {
    if (unit == nullptr) {
      if (rounding != nullptr)
        throw usage_error("'rounding' says how 'precision' reduces a time, and there is no 'precision' here")
            .at(rounding->where);
      return;
    }
    Precision precision;
    precision.unit = read_choice<TimePrecision>(unit->value, "precision",
                                                {{"exact", TimePrecision::exact},
                                                 {"us", TimePrecision::microsecond},
                                                 {"ms", TimePrecision::millisecond},
                                                 {"s", TimePrecision::second},
                                                 {"minute", TimePrecision::minute},
                                                 {"day", TimePrecision::day}});
    if (rounding != nullptr)
      precision.rounding = read_choice<TimeRounding>(rounding->value, "rounding",
                                                     {{"truncate", TimeRounding::truncate},
                                                      {"half_up", TimeRounding::half_up},
                                                      {"half_even", TimeRounding::half_even}});
    put(out_.precision, precision, *unit);
  }

  static ArrayRule read_array(const Yaml& node) {
    if (node.kind == Yaml::Kind::mapping) {
      const Mapping map(node, kArray);
      ArrayRule rule{ArrayOrder::by_key, read_names(map.need("key").value, "members")};
      if (rule.key.empty()) throw usage_error("a key needs at least one member").at(map.node().where);
      return rule;
    }
    return {
        read_choice<ArrayOrder>(
            node, "array",
            {{"ordered", ArrayOrder::ordered}, {"set", ArrayOrder::set}, {"multiset", ArrayOrder::multiset}}),
        {}};
  }

  void read_field(const Mapping& map) {
    if (const auto* type = map.find("type")) put(out_.type, read_type(type->value), *type);
    if (const auto* references = map.find("references"))
      put(out_.references, read_reference(references->value), *references);
    if (const auto* only_in = map.find("only_in"))
      put(out_.only_in, read_name_or_names(only_in->value, "datasets"), *only_in);
    if (const auto* sensitive = map.find("sensitive"))
      put(out_.sensitive, read_flag(sensitive->value, "sensitive"), *sensitive);
    if (const auto* fields = map.find("fields"))
      for (const Yaml::Entry* entry : named_entries(fields->value, "members and their rules"))
        out_.members[entry->key] = read_part(entry->value);
    if (const auto* items = map.find("items"))
      out_.items = std::make_shared<RuleSet>(read_part(items->value));
  }

  // Rules of what is inside a field. Those that only a whole field can have would do nothing there.
  RuleSet read_part(const Yaml& node) const {
    RuleSet rules = read_rules(node, RulesOf::field, zones_);
    if (rules.references)
      throw usage_error("'references' is said of a whole field, not of a part of one")
          .at(rules.references->where)
          .with_hint("write it at the field: the elements of an array are followed one by one");
    if (rules.only_in)
      throw usage_error("'only_in' is said of a whole field, not of a part of one").at(rules.only_in->where);
    if (rules.tolerance)
      throw usage_error("a tolerance is of a field that holds a number, not of numbers inside one")
          .at(rules.tolerance->where);
    return rules;
  }

  static FieldType read_type(const Yaml& node) {
    if (node.kind == Yaml::Kind::mapping) {
      const Mapping map(node, kBytes);
      return read_choice<FieldType>(map.need("bytes").value, "bytes",
                                    {{"hex", FieldType::bytes_hex}, {"base64", FieldType::bytes_base64}});
    }
    return read_choice<FieldType>(node, "type",
                                  {{"text", FieldType::text},
                                   {"boolean", FieldType::boolean},
                                   {"integer", FieldType::integer},
                                   {"number", FieldType::number},
                                   {"date", FieldType::date},
                                   {"time", FieldType::time},
                                   {"local", FieldType::local},
                                   {"instant", FieldType::instant},
                                   {"uuid", FieldType::uuid},
                                   {"bytes", FieldType::bytes_hex},
                                   {"base64", FieldType::bytes_base64},
                                   {"json", FieldType::json}});
  }

  static Reference read_reference(const Yaml& node) {
    if (node.kind != Yaml::Kind::mapping) return {read_text(node, "the table that is pointed to"), {}};
    const Mapping map(node, kReference);
    Reference reference{read_text(map.need("table").value, "a table's name"), {}};
    if (const auto* column = map.find("column"))
      reference.column = read_text(column->value, "a column's name");
    return reference;
  }

  const ZoneLookup& zones_;
  RuleSet out_;
  std::string why_;
  int settings_ = 0;
};

}  // namespace

RuleSet read_rules(const Yaml& node, RulesOf place, const ZoneLookup& zones) {
  return RuleReader(zones).read(node, place);
}

std::vector<const KeyTable*> rule_keys() {
  return {&kDefaults, &kField, &kText, &kNumber, &kTolerance, &kTime, &kBytes, &kArray, &kReference};
}

}  // namespace parity
