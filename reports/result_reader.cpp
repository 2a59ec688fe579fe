// result.json read back, strictly: what a baseline, an explanation or a ledger builds on must be all there.
#include <concepts>
#include <limits>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <simdjson.h>

#include "reports/result_json.h"
#include "reports/result_members.h"

namespace parity::reports {
namespace {

namespace dom = simdjson::dom;

// Where something stands, as people write it; made into text only for an error.
struct Place {
  const Place* parent = nullptr;
  std::string_view name;  // of a member; empty: the item `index` of an array
  std::size_t index = 0;

  std::string path() const {
    if (parent == nullptr) return {};
    const std::string before = parent->path();
    if (name.empty()) return fmt::format("{}[{}]", before, index);
    return before.empty() ? std::string(name) : fmt::format("{}.{}", before, name);
  }
};

[[noreturn]] void fail(const Place& place, const std::string& what) {
  const std::string path = place.path();
  throw NoResult((path.empty() ? "it" : path) + " " + what);
}

template <class Word>
Word word(const Place& place, std::string_view said, std::initializer_list<Word> words,
          std::string_view (*name)(Word)) {
  std::vector<std::string_view> names;
  for (const Word one : words) {
    if (name(one) == said) return one;
    names.push_back(name(one));
  }
  fail(place, fmt::format("is {}, which is none of {}", quote_json(said), fmt::join(names, ", ")));
}

void read_word(const Place& place, std::string_view said, Outcome& into) {
  using enum Outcome;
  into = word(place, said, {passed, failed, errored, skipped}, outcome_name);
}
void read_word(const Place& place, std::string_view said, DifferenceKind& into) {
  for (int i = 0; i < kDifferenceKinds; ++i)
    if (kind_name(static_cast<DifferenceKind>(i)) == said) {
      into = static_cast<DifferenceKind>(i);
      return;
    }
  fail(place, fmt::format("is {}, which is no kind of difference", quote_json(said)));
}
void read_word(const Place& place, std::string_view said, Fate& into) {
  using enum Fate;
  into = word(place, said, {none, introduced, carried, compensated}, fate_name);
}
void read_word(const Place& place, std::string_view said, Transition& into) {
  using enum Transition;
  into = word(place, said, {none, fresh, regressed, persisting}, transition_name);
}
void read_word(const Place& place, std::string_view said, AcceptedState& into) {
  using enum AcceptedState;
  into = word(place, said, {in_force, lapsed, stale, over_maximum}, accepted_state_name);
}
void read_word(const Place& place, std::string_view said, GateVerdict& into) {
  using enum GateVerdict;
  into = word(place, said, {passed, failed, blocked, not_proven}, gate_verdict_name);
}
void read_word(const Place& place, std::string_view said, RequirementStatus& into) {
  using enum RequirementStatus;
  into = word(place, said, {proven, failed, not_proven, not_applicable}, requirement_status_name);
}
void read_word(const Place&, std::string_view said, std::string& into) { into = said; }

template <class T>
void read(const Place& place, dom::element element, T& into);

// The members of one object, each asked for by its name. What was not asked for is unknown.
class MemberReader {
 public:
  static constexpr bool reads = true;
  MemberReader(const Place& place, dom::element element) : place_(place) {
    if (element.get(object_) != simdjson::SUCCESS) fail(place, "is no object");
  }

  template <class T>
  void operator()(std::string_view name, T& into) {
    dom::element element;
    known_.insert(name);
    if (object_.at_key(name).get(element) != simdjson::SUCCESS) fail({&place_, name}, "is missing");
    read({&place_, name}, element, into);
  }
  template <class T>
  void operator()(std::string_view name, std::optional<T>& into) {
    dom::element element;
    known_.insert(name);
    if (object_.at_key(name).get(element) == simdjson::SUCCESS)
      read({&place_, name}, element, into.emplace());
  }

  void finish() const {
    std::set<std::string_view> met;
    for (const dom::key_value_pair member : object_) {
      if (known_.count(member.key) == 0) fail({&place_, member.key}, "is not known to this Parity");
      if (!met.insert(member.key).second) fail({&place_, member.key}, "is there twice");
    }
  }

 private:
  const Place& place_;
  dom::object object_;
  std::set<std::string_view> known_;
};

// One value by its type. Overloads for what JSON has; the rest are objects of members.
void read_value(const Place& place, dom::element element, std::string& into) {
  std::string_view text;
  if (element.get(text) != simdjson::SUCCESS) fail(place, "is no text");
  into = text;
}
void read_value(const Place& place, dom::element element, char& into) {
  std::string text;
  read_value(place, element, text);
  if (text.size() != 1) fail(place, "is not one character");
  into = text[0];
}
void read_value(const Place& place, dom::element element, bool& into) {
  if (element.get(into) != simdjson::SUCCESS) fail(place, "is neither true nor false");
}
void read_value(const Place& place, dom::element element, double& into) {
  if (element.get(into) != simdjson::SUCCESS) fail(place, "is no number");
}
void read_value(const Place& place, dom::element element, std::uint64_t& into) {
  if (element.get(into) != simdjson::SUCCESS) fail(place, "is no count");
}
void read_value(const Place& place, dom::element element, int& into) {
  std::int64_t number = 0;
  if (element.get(number) != simdjson::SUCCESS || number != static_cast<int>(number))
    fail(place, "is no whole number");
  into = static_cast<int>(number);
}
template <class Word>
  requires std::is_enum_v<Word>
void read_value(const Place& place, dom::element element, Word& into) {
  std::string said;
  read_value(place, element, said);
  read_word(place, said, into);
}
void read_value(const Place& place, dom::element element, std::pair<std::string, std::string>& into) {
  MemberReader reader(place, element);
  reader("name", into.first);
  reader("value", into.second);
  reader.finish();
}
template <class T>
void read_value(const Place& place, dom::element element, std::vector<T>& into) {
  dom::array items;
  if (element.get(items) != simdjson::SUCCESS) fail(place, "is no list");
  into.reserve(items.size());
  for (const dom::element item : items) {
    const Place at{&place, {}, into.size()};
    read(at, item, into.emplace_back());
  }
}
template <class Key, class T>
void read_value(const Place& place, dom::element element, std::map<Key, T>& into) {
  dom::object object;
  if (element.get(object) != simdjson::SUCCESS) fail(place, "is no object");
  for (const dom::key_value_pair member : object) {
    const Place at{&place, member.key};
    Key key{};
    read_word(at, member.key, key);
    const auto [position, is_new] = into.emplace(key, T{});
    if (!is_new) fail(at, "is there twice");
    read(at, member.value, position->second);
  }
}
template <class T>
void read_value(const Place& place, dom::element element, T& into) {
  MemberReader reader(place, element);
  members(reader, into);
  reader.finish();
}

template <class T>
void read(const Place& place, dom::element element, T& into) {
  read_value(place, element, into);
}

dom::element parse(dom::parser& parser, std::string_view text) {
  dom::element root;
  // Some versions skip a byte order mark, which we never write.
  if (text.starts_with("\xEF\xBB\xBF")) throw NoResult("it begins with a byte order mark");
  switch (parser.parse(text.data(), text.size()).get(root)) {
    case simdjson::SUCCESS: return root;
    case simdjson::EMPTY: throw NoResult("it is empty");
    case simdjson::UTF8_ERROR: throw NoResult("it is not valid UTF-8");
    case simdjson::CAPACITY: throw NoResult("it is larger than 4 GiB");
    default: throw NoResult("it is not valid JSON, or only a part of it");
  }
}

}  // namespace

Result read_result_json(std::string_view text) {
  dom::parser parser;
  const dom::element root = parse(parser, text);
  Result result;
  std::int64_t version = 0;
  if (root["version"].get(version) != simdjson::SUCCESS)
    throw NoResult("it has no version, so it is no result of Parity");
  if (version != result.version)
    throw NoResult(
        fmt::format("it is of version {}, and this Parity reads version {}", version, result.version));
  read({}, root, result);
  return result;
}

Difference read_difference_json(std::string_view line) {
  dom::parser parser;
  Difference difference;
  read({}, parse(parser, line), difference);
  return difference;
}

}  // namespace parity::reports
