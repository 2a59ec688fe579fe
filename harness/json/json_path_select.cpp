// A query carried out: the nodes that its segments select one after the other, and the conditions of its
// filters. Walks down on a stack of its own; recurses only as deep as filters stand inside filters.
#include <algorithm>
#include <unordered_map>

#include "harness/json/code_points.h"
#include "harness/json/effort.h"
#include "harness/json/json_path.h"
#include "harness/json/json_path_syntax.h"
#include "normalizers/decimal.h"
#include "normalizers/encoding.h"

namespace parity::json_path {
namespace {

constexpr std::size_t kMostNodes = 10'000'000;
constexpr std::size_t kMostPatterns = 1000;  // out of the document, kept compiled

// How a node was reached: a name, or else an index, below another node. Nodes of one select() share their
// way.
struct Step {
  std::uint32_t parent = 0;
  bool named = false;
  std::string_view name;
  std::size_t index = 0;
};

struct Place {
  const Value* value = nullptr;
  std::uint32_t step = 0;  // 0: the root
};

bool has_children(const Value& value) { return !value.items().empty() || !value.fields().empty(); }

void spell_name(std::string_view name, std::string& out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '\'';
  for (const char c : name) {
    switch (c) {
      case '\b': out += "\\b"; break;
      case '\t': out += "\\t"; break;
      case '\n': out += "\\n"; break;
      case '\f': out += "\\f"; break;
      case '\r': out += "\\r"; break;
      case '\'':
      case '\\': (out += '\\') += c; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out += kHex[static_cast<unsigned char>(c) >> 4];
          out += kHex[c & 0xF];
        } else {
          out += c;
        }
    }
  }
  out += '\'';
}

class Selection {
 public:
  explicit Selection(const Value& root) : root_(root), effort_(root), steps_(1) {}

  std::vector<JsonNode> run(const Query& query) {
    std::vector<JsonNode> found;
    for (const Place& place : nodes(query, root_, true)) found.push_back({spelled(place.step), place.value});
    return found;
  }

 private:
  // --- segments and selectors ---

  // `recording`: whether the way to each node is wanted; filters ask for nodes only.
  std::vector<Place> nodes(const Query& query, const Value& current, bool recording) {
    std::vector<Place> places = {{query.from_root ? &root_ : &current, 0}};
    std::vector<Place> next;
    for (const Segment& segment : query.segments) {
      next.clear();
      for (const Place& place : places) apply(segment, place, recording, next);
      std::swap(places, next);
    }
    return places;
  }

  Place child(const Place& parent, const Member& member, bool recording) {
    return {&member.value, recording ? step({parent.step, true, member.name, 0}) : 0};
  }
  Place child(const Place& parent, std::size_t index, bool recording) {
    return {&parent.value->items()[index], recording ? step({parent.step, false, {}, index}) : 0};
  }
  std::uint32_t step(Step made) {
    limit(steps_.size());
    steps_.push_back(made);
    return static_cast<std::uint32_t>(steps_.size() - 1);
  }
  static void limit(std::size_t count) {
    if (count > kMostNodes) throw JsonPathFault{0, "this query selects more than 10 million nodes"};
  }

  void apply(const Segment& segment, const Place& place, bool recording, std::vector<Place>& out) {
    if (!segment.descendant) return select(segment, place, recording, out);
    std::vector<Place> ahead = {place};
    while (!ahead.empty()) {
      const Place here = ahead.back();
      ahead.pop_back();
      select(segment, here, recording, out);
      const auto first = static_cast<std::ptrdiff_t>(ahead.size());
      for (const Member& member : here.value->fields())
        if (has_children(member.value)) ahead.push_back(child(here, member, recording));
      for (std::size_t i = 0; i < here.value->items().size(); ++i)
        if (has_children(here.value->items()[i])) ahead.push_back(child(here, i, recording));
      std::reverse(ahead.begin() + first, ahead.end());
    }
  }

  void select(const Segment& segment, const Place& place, bool recording, std::vector<Place>& out) {
    for (const Selector& selector : segment.selectors) {
      if (!effort_.step()) throw JsonPathFault{0, "this query goes through the document again and again"};
      std::visit([&](const auto& each) { select(each, place, recording, out); }, selector);
      limit(out.size());
    }
  }

  void select(const Name& name, const Place& place, bool recording, std::vector<Place>& out) {
    for (const Member& member : place.value->fields()) {
      if (member.name == name.name) return out.push_back(child(place, member, recording));
    }
  }

  void select(const Wildcard&, const Place& place, bool recording, std::vector<Place>& out) {
    for (const Member& member : place.value->fields()) out.push_back(child(place, member, recording));
    for (std::size_t i = 0; i < place.value->items().size(); ++i) out.push_back(child(place, i, recording));
  }

  void select(const Index& index, const Place& place, bool recording, std::vector<Place>& out) {
    const auto size = static_cast<std::int64_t>(place.value->items().size());
    const std::int64_t at = index.index < 0 ? index.index + size : index.index;
    if (at >= 0 && at < size) out.push_back(child(place, static_cast<std::size_t>(at), recording));
  }

  void select(const Slice& slice, const Place& place, bool recording, std::vector<Place>& out) {
    const auto size = static_cast<std::int64_t>(place.value->items().size());
    if (size == 0 || slice.step == 0) return;
    const auto from_front = [&](std::int64_t bound) { return bound < 0 ? bound + size : bound; };
    if (slice.step > 0) {
      const std::int64_t start = std::clamp<std::int64_t>(from_front(slice.start.value_or(0)), 0, size);
      const std::int64_t end = std::clamp<std::int64_t>(from_front(slice.end.value_or(size)), 0, size);
      for (std::int64_t i = start; i < end; i += slice.step)
        out.push_back(child(place, static_cast<std::size_t>(i), recording));
    } else {
      const std::int64_t start =
          std::clamp<std::int64_t>(from_front(slice.start.value_or(size - 1)), -1, size - 1);
      const std::int64_t end =
          slice.end ? std::clamp<std::int64_t>(from_front(*slice.end), -1, size - 1) : std::int64_t{-1};
      for (std::int64_t i = start; i > end; i += slice.step)
        out.push_back(child(place, static_cast<std::size_t>(i), recording));
    }
  }

  void select(const Filter& filter, const Place& place, bool recording, std::vector<Place>& out) {
    const Value& parent = *place.value;
    for (const Member& member : parent.fields())
      if (holds(*filter.condition, member.value)) out.push_back(child(place, member, recording));
    for (std::size_t i = 0; i < parent.items().size(); ++i)
      if (holds(*filter.condition, parent.items()[i])) out.push_back(child(place, i, recording));
  }

  // --- conditions ---

  bool holds(const Condition& condition, const Value& current) {
    const auto part_holds = [&](const Condition& part) { return holds(part, current); };
    switch (condition.kind) {
      case Condition::Kind::any:
        return std::any_of(condition.parts.begin(), condition.parts.end(), part_holds);
      case Condition::Kind::all:
        return std::all_of(condition.parts.begin(), condition.parts.end(), part_holds);
      case Condition::Kind::negation: return !holds(condition.parts[0], current);
      case Condition::Kind::exists: return !nodes(std::get<Query>(condition.left.is), current, false).empty();
      case Condition::Kind::call: return matches(std::get<Call>(condition.left.is), current);
      case Condition::Kind::compared: break;
    }
    const auto left = value_of(condition.left, current);
    const auto right = value_of(condition.right, current);
    switch (condition.comparison) {
      case Comparison::equal: return equal(left, right);
      case Comparison::unequal: return !equal(left, right);
      case Comparison::less: return less(left, right);
      case Comparison::at_most: return less(left, right) || equal(left, right);
      case Comparison::greater: return less(right, left);
      case Comparison::at_least: return less(right, left) || equal(left, right);
    }
    return false;
  }

  // nullopt is RFC 9535's Nothing: no node there.
  static bool equal(const std::optional<Value>& a, const std::optional<Value>& b) {
    if (!a || !b) return !a && !b;
    return same(*a, *b);
  }
  static bool less(const std::optional<Value>& a, const std::optional<Value>& b) {
    if (!a || !b || a->kind != b->kind) return false;
    return (a->kind == Kind::number || a->kind == Kind::text) && compare(*a, *b) < 0;
  }

  std::optional<Value> value_of(const Operand& operand, const Value& current) {
    if (const Value* const literal = std::get_if<Value>(&operand.is)) return *literal;
    if (const Call* const call = std::get_if<Call>(&operand.is)) return value_of(*call, current);
    const std::vector<Place> found = nodes(std::get<Query>(operand.is), current, false);
    return found.empty() ? std::nullopt : std::optional(*found[0].value);
  }

  std::optional<Value> value_of(const Call& call, const Value& current) {
    if (call.function == Function::length) return length(value_of(call.arguments[0], current));
    const std::vector<Place> found = nodes(std::get<Query>(call.arguments[0].is), current, false);
    if (call.function == Function::count) return Value::number(static_cast<std::int64_t>(found.size()));
    return found.size() == 1 ? std::optional(*found[0].value) : std::nullopt;
  }

  static std::optional<Value> length(const std::optional<Value>& of) {
    if (!of) return std::nullopt;
    switch (of->kind) {
      case Kind::text: return Value::number(static_cast<std::int64_t>(count_code_points(of->view())));
      case Kind::array:
      case Kind::object: return Value::number(of->size);
      default: return std::nullopt;
    }
  }

  bool matches(const Call& call, const Value& current) {
    const auto text = value_of(call.arguments[0], current);
    if (!text || text->kind != Kind::text) return false;
    const Pattern* pattern = call.pattern ? &*call.pattern : nullptr;
    if (pattern == nullptr) {
      const auto from_document = value_of(call.arguments[1], current);
      if (from_document && from_document->kind == Kind::text) pattern = compiled(from_document->view());
    }
    if (pattern == nullptr) return false;
    return call.function == Function::match ? pattern->matches_whole(text->view())
                                            : pattern->finds(text->view());
  }

  const Pattern* compiled(std::string_view text) {
    const std::string key(text);
    auto at = patterns_.find(key);
    if (at == patterns_.end()) {
      if (patterns_.size() >= kMostPatterns) patterns_.clear();
      at = patterns_.emplace(key, std::nullopt).first;
      try {
        at->second = Pattern::parse(text, PatternDialect::iregexp);
      } catch (const PatternFault&) {}  // matches nothing, says RFC 9535
    }
    return at->second ? &*at->second : nullptr;
  }

  std::string spelled(std::uint32_t of) const {
    std::vector<const Step*> way;
    for (std::uint32_t at = of; at != 0; at = steps_[at].parent) way.push_back(&steps_[at]);
    std::string path = "$";
    for (auto step = way.rbegin(); step != way.rend(); ++step) {
      path += '[';
      if ((*step)->named) {
        spell_name((*step)->name, path);
      } else {
        path += std::to_string((*step)->index);
      }
      path += ']';
    }
    return path;
  }

  const Value& root_;
  Effort effort_;
  std::vector<Step> steps_;
  std::unordered_map<std::string, std::optional<Pattern>> patterns_;
};

}  // namespace
}  // namespace parity::json_path

namespace parity {

JsonPath JsonPath::parse(std::string_view query) {
  JsonPath path;
  path.parsed_ = json_path::parse(query);
  return path;
}

std::vector<JsonNode> JsonPath::select(const Value& root) const {
  return json_path::Selection(root).run(parsed_->query);
}

bool JsonPath::singular() const { return parsed_->query.singular(); }

}  // namespace parity
