#include "reports/result_json.h"

#include <cmath>
#include <concepts>

#include "reports/assets.h"
#include "reports/result_members.h"

namespace parity::reports {
namespace {

std::string_view name_of(const std::string& text) { return text; }
std::string_view name_of(DifferenceKind kind) { return kind_name(kind); }
std::string_view name_of(Fate fate) { return fate_name(fate); }

// Writes each member as what its type is in JSON.
class MemberWriter {
 public:
  static constexpr bool reads = false;
  explicit MemberWriter(JsonObject& out) : out_(out) {}

  void operator()(std::string_view name, const std::string& text) { out_.put(name, text); }
  template <std::integral Int>
  void operator()(std::string_view name, const Int& number) {
    out_.put(name, number);
  }
  void operator()(std::string_view name, char one) { out_.put(name, std::string(1, one)); }
  // Seconds and shares, to the thousandth.
  void operator()(std::string_view name, double number) { out_.put(name, std::round(number * 1000) / 1000); }
  void operator()(std::string_view name, Outcome outcome) { out_.put(name, outcome_name(outcome)); }
  void operator()(std::string_view name, DifferenceKind kind) { out_.put(name, kind_name(kind)); }
  void operator()(std::string_view name, Fate fate) { out_.put(name, fate_name(fate)); }
  void operator()(std::string_view name, Transition transition) {
    out_.put(name, transition_name(transition));
  }
  void operator()(std::string_view name, AcceptedState state) { out_.put(name, accepted_state_name(state)); }
  void operator()(std::string_view name, GateVerdict verdict) { out_.put(name, gate_verdict_name(verdict)); }
  void operator()(std::string_view name, RequirementStatus status) {
    out_.put(name, requirement_status_name(status));
  }
  void operator()(std::string_view name, const std::vector<std::string>& texts) {
    JsonArray list = out_.array(name);
    for (const std::string& text : texts) list.put(text);
  }
  void operator()(std::string_view name, const std::vector<std::pair<std::string, std::string>>& named) {
    JsonArray list = out_.array(name);
    for (const auto& [one, value] : named) {
      JsonObject object = list.object();
      object.put("name", one);
      object.put("value", value);
    }
  }
  template <class T>
  void operator()(std::string_view name, const std::vector<T>& items) {
    JsonArray list = out_.array(name);
    for (const T& item : items) {
      JsonObject object = list.object();
      write_all(object, item);
    }
  }
  template <class Key>
  void operator()(std::string_view name, const std::map<Key, std::uint64_t>& counts) {
    JsonObject object = out_.object(name);
    for (const auto& [key, count] : counts) object.put(name_of(key), count);
  }
  template <class T>
    requires(!std::integral<T>)
  void operator()(std::string_view name, const std::map<std::string, T>& items) {
    JsonObject objects = out_.object(name);
    for (const auto& [key, item] : items) {
      JsonObject object = objects.object(key);
      write_all(object, item);
    }
  }
  // What is not there is left out.
  template <class T>
  void operator()(std::string_view name, const std::optional<T>& item) {
    if (item) (*this)(name, *item);
  }
  template <class T>
  void operator()(std::string_view name, const T& item) {
    JsonObject object = out_.object(name);
    write_all(object, item);
  }

  template <class T>
  static void write_all(JsonObject& out, const T& item) {
    MemberWriter writer(out);
    members(writer, item);
  }

 private:
  JsonObject& out_;
};

}  // namespace

void write_members(JsonObject& out, const Difference& difference) {
  MemberWriter::write_all(out, difference);
}
void write_members(JsonObject& out, const DatasetResult& dataset) { MemberWriter::write_all(out, dataset); }
void write_members(JsonObject& out, const Check& check) { MemberWriter::write_all(out, check); }
void write_members(JsonObject& out, const Totals& totals) { MemberWriter::write_all(out, totals); }
void write_members(JsonObject& out, const Cluster& cluster) { MemberWriter::write_all(out, cluster); }
void write_members(JsonObject& out, const AcceptedEntry& entry) { MemberWriter::write_all(out, entry); }
void write_members(JsonObject& out, const Gate& gate) { MemberWriter::write_all(out, gate); }

std::string to_json(const Result& result) {
  std::string out;
  {
    JsonObject root(out, JsonLayout::indented);
    MemberWriter::write_all(root, result);
  }
  return out += '\n';
}

std::string_view result_schema() { return assets::result_schema; }

std::string difference_json(const Difference& difference) {
  std::string out;
  {
    JsonObject line(out);
    MemberWriter::write_all(line, difference);
  }
  return out;
}

}  // namespace parity::reports
