#include "reports/difference_text.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/redact.h"
#include "reports/terminal_text.h"
#include "reports/utf8.h"
#include "reports/visible.h"
#include "reports/words.h"

namespace parity::reports {
namespace {

constexpr std::size_t kValueCodePoints = 400;

std::string safe(std::string_view text) { return printable(redact(text)); }

std::string cut_value(const std::string& spelled, std::uint64_t length) {
  const std::string redacted = redact(spelled);
  const std::string_view start = first_code_points(redacted, kValueCodePoints);
  std::string shown = visible_text(start);
  if (const std::uint64_t all = std::max<std::uint64_t>(length, redacted.size()); all > start.size())
    shown += fmt::format("… ({} in all)", counted(all, "byte"));
  return shown;
}

class Writer {
 public:
  explicit Writer(const TextOptions& options) : options_(options) {}

  void line(int level, std::string_view text, Ink ink = Ink::plain) {
    out_ += options_.indent + std::string(static_cast<std::size_t>(level) * 2, ' ');
    out_ += paint(options_.color, ink, text) + "\n";
  }

  void sample(const Difference& difference) {
    std::string title = difference.key.empty() ? std::string() : safe(difference.key);
    if (!difference.path.empty()) title += (title.empty() ? "" : " ") + safe(difference.path);
    if (title.empty()) title = safe(difference.table);
    if (!difference.accepted.empty()) title += "  accepted by " + safe(difference.accepted);
    line(1, title + "  " + difference.fingerprint, Ink::bold);
    side(difference, "source", difference.source);
    side(difference, "target", difference.target);
    if (const CodePoints points = code_points(redact(difference.source.raw), redact(difference.target.raw));
        !points.source.empty())
      line(2, fmt::format("differ in: {} | {}", points.source, points.target));
    if (difference.count > 1) line(2, "concerns " + counted(difference.count, "row"));
    if (!difference.note.empty()) line(2, safe(difference.note));
    if (const std::string fate = fate_sentence(difference); !fate.empty()) line(2, safe(fate));
    if (!difference.command.empty()) line(2, "again: " + safe(difference.command), Ink::dim);
  }

  std::string take() { return std::move(out_); }

 private:
  void side(const Difference& difference, std::string_view name, const Side& side) {
    if (!side.there && concerns_one_side(difference.kind)) return;
    const std::string_view missing = absence(difference, side);
    const std::string value = !missing.empty() ? "(" + std::string(missing) + ")"
                                               : (side.type.empty() ? "" : safe(side.type) + " ") +
                                                     cut_value(side.raw, side.length);
    std::string text = fmt::format("{}  {}", name, value);
    if (!side.origin.empty()) {
      const std::string origin = safe(side.origin);
      if (columns(options_.indent) + 4 + columns(text) + 2 + columns(origin) <= options_.width)
        text += "  " + paint(options_.color, Ink::dim, origin);
      else
        text += "\n" + options_.indent + "            " + paint(options_.color, Ink::dim, origin);
    }
    line(2, text);
    if (!side.normalized.empty()) line(4, "  normalized " + cut_value(side.normalized, 0));
  }

  const TextOptions& options_;
  std::string out_;
};

}  // namespace

std::string describe(const TableResult& table, const DifferenceGroup& group, const TextOptions& options) {
  Writer writer(options);
  const std::string subject = group.field.empty() ? table.name : table.name + "." + group.field;
  std::string title = safe(subject) + ": " + count_sentence(group.kind, group.count);
  if (!group.samples.empty() && !group.samples[0]->rules.empty())
    title += fmt::format("  (rules in force: {})",
                         safe(fmt::format("{}", fmt::join(group.samples[0]->rules, ", "))));
  writer.line(0, title, Ink::bad);
  const std::size_t shown = std::min(options.samples, group.samples.size());
  for (std::size_t i = 0; i < shown; ++i) writer.sample(*group.samples[i]);
  if (group.count > shown)
    writer.line(1,
                (shown == 0 ? "" : "and ") + thousands(group.count - shown) +
                    (shown == 0 ? " in differences.ndjson" : " more in differences.ndjson"),
                Ink::dim);
  return writer.take();
}

std::string count_sentence(DifferenceKind kind, std::uint64_t count) {
  const auto say = [&](std::string_view one, std::string_view many) {
    return fmt::format("{} {}", thousands(count), count == 1 ? one : many);
  };
  switch (kind) {
    case DifferenceKind::value: return say("value differs", "values differ");
    case DifferenceKind::type: return say("value has another type", "values have another type");
    case DifferenceKind::null:
      return say("null, empty or absent value differs", "null, empty or absent values differ");
    case DifferenceKind::missing_field: return say("field is missing", "fields are missing");
    case DifferenceKind::extra_field: return say("field is extra", "fields are extra");
    case DifferenceKind::missing_row: return say("row is missing", "rows are missing");
    case DifferenceKind::extra_row: return say("row is extra", "rows are extra");
    case DifferenceKind::missing_table: return say("table is missing", "tables are missing");
    case DifferenceKind::extra_table: return say("table is extra", "tables are extra");
    case DifferenceKind::duplicate_key: return say("key is there twice", "keys are there twice");
    case DifferenceKind::null_key: return say("row has no key", "rows have no key");
    case DifferenceKind::order: return say("row is out of order", "rows are out of order");
    case DifferenceKind::uncomparable: return say("value cannot be compared", "values cannot be compared");
  }
  return {};
}

std::string fate_sentence(const Difference& difference) {
  switch (difference.fate) {
    case Fate::none: return {};
    case Fate::introduced: return "came in at " + difference.comparison;
    case Fate::carried: return "came in at " + difference.comparison + ", carried to the end of the chain";
    case Fate::compensated: return "came in at " + difference.comparison + ", undone by a later hop";
  }
  return {};
}

bool concerns_one_side(DifferenceKind kind) {
  return kind == DifferenceKind::duplicate_key || kind == DifferenceKind::null_key ||
         kind == DifferenceKind::order;
}

std::string_view absence(const Difference& difference, const Side& side) {
  if (side.there) return {};
  switch (difference.kind) {
    case DifferenceKind::missing_table:
    case DifferenceKind::extra_table: return "no such table";
    case DifferenceKind::missing_row:
    case DifferenceKind::extra_row: return "no such row";
    default: return "no such field";
  }
}

}  // namespace parity::reports
