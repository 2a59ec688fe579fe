// Rows to records: see digester.h.
#include "harness/compare/digester.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "harness/error.h"

namespace parity {
namespace {

constexpr std::size_t kBreaksKept = 20;
constexpr std::uint64_t kProgressStep = 1024;

// Encodings of null, of nothing, and of "".
bool says_nothing(std::string_view encoding) {
  static const std::array<std::string, 3> nothing = [] {
    std::array<std::string, 3> encodings;
    const Value values[] = {Value::null(), Value::absent(), Value::text({})};
    for (std::size_t i = 0; i < encodings.size(); ++i) {
      ByteBuffer bytes;
      encode(values[i], NumberForm::value, bytes);
      encodings[i] = bytes.view();
    }
    return encodings;
  }();
  return encoding.size() <= nothing[2].size() &&
         std::find(nothing.begin(), nothing.end(), encoding) != nothing.end();
}

}  // namespace

ExtrasLayout::ExtrasLayout(const PlannedTable& table, const std::vector<DigestClass>& classes,
                           std::size_t dataset) {
  for (std::size_t c = 1; c < classes.size(); ++c) {
    if (classes[c].datasets >> dataset & 1) extra_classes.push_back(c);
  }
  for (std::size_t f = 0; f < table.fields.size(); ++f) {
    if (table.fields[f].tolerance && !table.fields[f].key && !table.fields[f].late &&
        (table.fields[f].compared >> dataset & 1))
      tolerances.push_back(f);
  }
}

void parse_extras(std::string_view bytes, const ExtrasLayout& layout, Extras& out) {
  out.classes.resize(layout.extra_classes.size());
  out.tolerances.resize(layout.tolerances.size());
  out.changed.clear();
  if (bytes.empty()) return;
  const std::size_t digests = out.classes.size() * sizeof(Digest);
  if (digests > 0) std::memcpy(out.classes.data(), bytes.data(), digests);
  bytes.remove_prefix(digests);
  for (std::string_view& value : out.tolerances) {
    std::uint32_t size = 0;
    std::memcpy(&size, bytes.data(), 4);
    value = bytes.substr(4, size);
    bytes.remove_prefix(4 + size);
  }
  out.changed.resize(bytes.size() / sizeof(ChangedField));
  if (!bytes.empty())
    std::memcpy(out.changed.data(), bytes.data(), out.changed.size() * sizeof(ChangedField));
}

Digester::Digester(const PlannedTable& table, const std::vector<DigestClass>& classes, std::size_t dataset,
                   bool check_order, const TableReferences& references, RecordStore& store,
                   CompareObserver& observer)
    : table_(table),
      classes_(classes),
      dataset_(dataset),
      check_order_(check_order && !table.order.empty()),
      references_(references),
      store_(store),
      observer_(observer),
      layout_(table, classes, dataset),
      column_of_(table.fields.size(), -1) {
  const Binding& binding = table.bindings[dataset];
  known_columns_ = binding.field_of.size();
  for (std::size_t c = 0; c < known_columns_; ++c) column_of_[binding.field_of[c]] = static_cast<int>(c);
  late_columns_.resize(known_columns_, -1);
  result_.seen.resize(table.fields.size(), 0);
  result_.changed = ChangedValues(table.fields.size());
  plan_steps();
}

void Digester::column(std::string_view name) {
  const std::string logical = table_.logical_field(std::string(name));
  const auto at = std::find_if(table_.fields.begin(), table_.fields.end(),
                               [&](const PlannedField& f) { return f.name == logical; });
  const auto field = static_cast<std::size_t>(at - table_.fields.begin());
  const bool planned = at != table_.fields.end() && column_of_[field] < 0;
  if (planned) {
    column_of_[field] = static_cast<int>(known_columns_);
  } else {
    result_.late.push_back({std::string(name), 0});
  }
  late_columns_.push_back(planned ? -1 : static_cast<int>(result_.late.size()) - 1);
  ++known_columns_;
  if (planned) plan_steps();
}

Value Digester::value_of(std::span<const Value> values, std::size_t field) const {
  const int column = column_of_[field];
  return column < 0 || static_cast<std::size_t>(column) >= values.size()
             ? Value::absent()
             : values[static_cast<std::size_t>(column)];
}

std::vector<Digester::Step> Digester::steps_for(const std::vector<std::size_t>& fields) const {
  std::vector<Step> steps;
  for (const std::size_t field : fields) {
    const PlannedField& planned = table_.fields[field];
    Step step;
    step.field = field;
    step.column = column_of_[field];
    step.rules = &planned.rules;
    step.number = planned.rules.number;
    if (planned.reference) step.reference = references_.by_field.at(field);
    step.as_read = planned.rules.changes_nothing && step.reference == nullptr;
    steps.push_back(step);
  }
  return steps;
}

// Anew with each column that comes late.
void Digester::plan_steps() {
  key_steps_ = steps_for(table_.key);
  row_steps_ = steps_for(classes_[0].fields);
  tolerance_steps_ = steps_for(layout_.tolerances);
  class_steps_.clear();
  for (const std::size_t number : layout_.extra_classes)
    class_steps_.push_back(steps_for(classes_[number].fields));
  uncompared_.clear();
  for (std::size_t field = 0; field < column_of_.size(); ++field) {
    const auto has = [&](const std::vector<Step>& steps) {
      return std::any_of(steps.begin(), steps.end(), [&](const Step& step) { return step.field == field; });
    };
    if (column_of_[field] >= 0 && !has(key_steps_) && !has(row_steps_) && !has(tolerance_steps_) &&
        std::none_of(class_steps_.begin(), class_steps_.end(), has))
      uncompared_.push_back(field);
  }
}

// Rows that have a field which the others lack: the finding about the column says how many.
void Digester::count_uncompared(std::span<const Value> values) {
  for (const std::size_t field : uncompared_)
    result_.seen[field] += value_of(values, field).kind != Kind::absent;
  for (std::size_t c = table_.bindings[dataset_].field_of.size(); c < values.size(); ++c) {
    if (late_columns_[c] >= 0 && values[c].kind != Kind::absent)
      ++result_.late[static_cast<std::size_t>(late_columns_[c])].seen;
  }
}

void Digester::encode_step(std::span<const Value> values, const Step& step, ByteBuffer& out) {
  static const Value kAbsent = Value::absent();
  const auto column = static_cast<std::size_t>(step.column);  // -1 is beyond every row
  const Value& raw = column < values.size() ? values[column] : kAbsent;
  result_.seen[step.field] += raw.kind != Kind::absent;
  if (step.as_read) return encode(raw, step.number, out);
  Normalized normal = normalize(raw, *step.rules, arena_);
  if (step.reference)
    normal.value = follow(normal.value, *step.reference, *step.rules, arena_, normal.changed);
  encode(normal.value, step.number, out);
  if (normal.changed == 0) return;
  raw_.clear();
  encode(raw, NumberForm::value, raw_);
  const std::uint64_t hash = digest64(raw_.view());
  changed_.raw(ChangedField{{static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(hash >> 32)},
                            static_cast<std::uint16_t>(normal.changed),
                            static_cast<std::uint16_t>(step.field)});
  result_.changed.add(step.field, normal.changed);
  const PlannedField& field = table_.fields[step.field];
  if ((normal.changed & field.told_apart) && !step.reference)
    result_.changed.tell_apart(step.field, field.lines, normal.changed, raw, normal.value, step.number);
}

RecordView Digester::digest_of(std::span<const Value> values, Locator locator) {
  arena_.reset();
  changed_.clear();
  extras_.clear();
  std::uint16_t flags = 0;

  encoded_.clear();
  for (const Step& step : key_steps_) {
    const std::size_t start = encoded_.size();
    encode_step(values, step, encoded_);
    if (says_nothing(encoded_.view(start))) flags |= kNullKey | kSuspect;
  }
  head_.key = digest(encoded_.view());
  bool invalid = encoded_.holds_invalid();

  encoded_.clear();
  for (const Step& step : row_steps_) encode_step(values, step, encoded_);
  head_.row = digest(encoded_.view());
  invalid = invalid || encoded_.holds_invalid();

  for (const std::vector<Step>& steps : class_steps_) {
    encoded_.clear();
    for (const Step& step : steps) encode_step(values, step, encoded_);
    extras_.raw(digest(encoded_.view()));
    invalid = invalid || encoded_.holds_invalid();
  }
  for (const Step& step : tolerance_steps_) {
    encoded_.clear();
    encode_step(values, step, encoded_);
    extras_.raw(static_cast<std::uint32_t>(encoded_.size()));
    extras_.append(encoded_.view());
    invalid = invalid || encoded_.holds_invalid();
  }
  extras_.append(changed_.view());

  if (invalid) flags |= kSuspect;
  for (std::size_t c = table_.bindings[dataset_].field_of.size(); c < values.size(); ++c) {
    if (late_columns_[c] >= 0 && values[c].kind != Kind::absent) flags |= kSuspect;
  }
  if (extras_.size() > 0) flags |= kHasExtras;
  head_.place = locator << 16 | flags;
  return {&head_, extras_.view()};
}

void Digester::row(std::span<const Value> values, Locator locator) {
  const RecordView record = digest_of(values, locator);
  store_.add(*record.head, record.extras);
  if (result_.rows == 0) keep_first(values);
  count_uncompared(values);
  if (check_order_) check_order(values, locator);
  if (++result_.rows % kProgressStep == 0) {
    observer_.rows_read(kProgressStep);
    waiting();
  }
}

void Digester::waiting() {
  if (observer_.stop()) throw Error(ErrorKind::interrupted, "interrupted while reading");
}

void Digester::keep_first(std::span<const Value> values) {
  result_.first_bytes = std::make_shared<Arena>();
  const std::size_t known = std::min(values.size(), table_.bindings[dataset_].field_of.size());
  for (const Value& value : values.first(known)) result_.first.push_back(keep(value, *result_.first_bytes));
}

void Digester::check_order(std::span<const Value> values, Locator locator) {
  Arena& arena = order_arenas_[result_.rows % 2];
  arena.reset();
  std::vector<Value> current;
  for (const PlannedOrder& order : table_.order)
    current.push_back(keep(value_of(values, order.field), arena));
  if (result_.rows > 0) {
    int verdict = 0;
    for (std::size_t i = 0; i < current.size() && verdict == 0; ++i) {
      const PlannedOrder& order = table_.order[i];
      const bool before_nothing = previous_[i].kind == Kind::null || previous_[i].kind == Kind::absent;
      const bool now_nothing = current[i].kind == Kind::null || current[i].kind == Kind::absent;
      if (before_nothing || now_nothing) {
        if (before_nothing != now_nothing) verdict = before_nothing == order.nulls_first ? -1 : 1;
      } else {
        verdict = compare(previous_[i], current[i]) * (order.descending ? -1 : 1);
      }
    }
    if (verdict > 0) {
      ++result_.order_breaks;
      if (result_.first_breaks.size() < kBreaksKept)
        result_.first_breaks.push_back({previous_locator_, locator});
    }
  }
  previous_ = std::move(current);
  previous_locator_ = locator;
}

const DigestedStream& Digester::finish() {
  observer_.rows_read(result_.rows % kProgressStep);
  return result_;
}

}  // namespace parity
