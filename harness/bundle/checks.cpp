// Recorded checks as JSON and back: see checks.h.
#include "harness/bundle/checks.h"

#include "harness/bundle/bundle_node.h"
#include "harness/bundle/kept_value.h"
#include "harness/error.h"
#include "harness/readers/json_decoder.h"
#include "reports/json_writer.h"
#include "reports/redact.h"

namespace parity {
namespace {

std::string json_text(std::string_view text) { return reports::quote_json(reports::redact(text)); }

template <class Items, class Write>
std::string list(const Items& items, Write write) {
  std::string out = "[";
  for (const auto& item : items) out += (out.size() > 1 ? "," : "") + write(item);
  return out + "]";
}

// Names and values as pairs: a name may be there twice, as headers are.
std::string named(const std::vector<std::pair<std::string, Datum>>& values) {
  return list(values, [](const auto& one) {
    std::string out = "[" + json_text(one.first) + ",";
    write_kept(one.second.value(), out);
    return out + "]";
  });
}

std::string write_step(const RecordedStep& step) {
  const auto text_pair = [](const auto& one) {
    return "[" + json_text(one.first) + "," + json_text(one.second) + "]";
  };
  return "{\"name\":" + json_text(step.name) + ",\"where\":" + json_text(step.where) +
         ",\"expect\":" + json_text(step.expect) + ",\"names\":" + named(step.names) +
         ",\"parts\":" + named(step.saw.parts) + ",\"headers\":" + list(step.saw.headers, text_pair) +
         ",\"took_us\":" + list(step.saw.took_us, [](long took) { return std::to_string(took); }) +
         ",\"faults\":" +
         list(step.saw.faults,
              [](const Fault& fault) {
                return "[" + json_text(fault.path) + "," + json_text(fault.message) + "]";
              }) +
         ",\"shown\":" + json_text(step.saw.shown) + "}";
}

std::pair<Value, Value> pair_of(const Value& value) {
  const auto both = BundleNode(value).items();
  if (both.size() != 2) throw Damaged{"a pair has not two parts"};
  return {both[0], both[1]};
}

std::vector<std::pair<std::string, Datum>> read_named(const BundleNode& node) {
  std::vector<std::pair<std::string, Datum>> values;
  for (const Value& item : node.items()) {
    const auto [name, value] = pair_of(item);
    values.emplace_back(BundleNode(name).text(),
                        Datum::made([&kept = value](Arena& arena) { return read_kept(kept, arena); }));
  }
  return values;
}

RecordedStep read_step(const BundleNode& node) {
  RecordedStep step;
  step.name = node["name"].text();
  step.where = node["where"].text();
  step.expect = node["expect"].text();
  step.names = read_named(node["names"]);
  step.saw.parts = read_named(node["parts"]);
  for (const Value& item : node.items_of("headers")) {
    const auto [name, value] = pair_of(item);
    step.saw.headers.emplace_back(BundleNode(name).text(), BundleNode(value).text());
  }
  for (const Value& item : node.items_of("took_us"))
    step.saw.took_us.push_back(static_cast<long>(BundleNode(item).count()));
  for (const Value& item : node.items_of("faults")) {
    const auto [path, message] = pair_of(item);
    step.saw.faults.push_back({BundleNode(path).text(), BundleNode(message).text()});
  }
  step.saw.shown = node["shown"].text();
  return step;
}

}  // namespace

std::string write_check(const RecordedCheck& check) {
  return "{\"id\":" + json_text(check.id) + ",\"name\":" + json_text(check.name) +
         ",\"error\":" + json_text(check.error) + ",\"steps\":" + list(check.steps, write_step) + "}";
}

RecordedCheck read_check(const std::string& line) try {
  Arena arena;
  const Value json = decode_json(line, arena);
  const BundleNode node(json);
  RecordedCheck check{node["id"].text(), node["name"].text(), node["error"].text(), {}};
  for (const Value& step : node.items_of("steps")) check.steps.push_back(read_step(BundleNode(step)));
  return check;
} catch (const Damaged& damage) { throw undecidable("no recorded check: " + damage.what); }

}  // namespace parity
