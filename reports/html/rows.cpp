#include "reports/html/rows.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "reports/base64.h"
#include "reports/deflate.h"
#include "reports/difference_text.h"
#include "reports/html/sections.h"
#include "reports/json_writer.h"
#include "reports/redact.h"
#include "reports/utf8.h"
#include "reports/visible.h"

namespace parity::reports::html {
namespace {

constexpr std::size_t kRowsPerChunk = 5000;
constexpr std::size_t kBytesPerChunk = 4'000'000;         // before it is deflated
constexpr std::size_t kValuePacked = 240, kLeadIn = 60;   // code points of a value, and before what differs
constexpr std::size_t kNamePacked = 300;                  // of a key, a path, an origin
constexpr std::size_t kNotePacked = 600;                  // of a note or message
constexpr std::size_t kEditsPacked = 40, kEditText = 80;  // of one sequence diff

enum Cell : std::size_t {
  outcome,
  transition,
  suite,
  comparison,
  table,
  field,
  kind,
  rules,
  cluster,
  cell,
  tags,
  accepted,
  key,
  path,
  print,
  note,
  count,
  fate,
  edits,
  command,
  where,
  anchor,
  source_type,
  source_raw,
  source_skipped,
  source_length,
  source_normalized,
  source_origin,
  source_absent,
  target_type,
  target_raw,
  target_skipped,
  target_length,
  target_normalized,
  target_origin,
  target_absent,
  kCells
};
constexpr std::array<std::string_view, kCells> kNames = {"outcome",
                                                         "transition",
                                                         "suite",
                                                         "comparison",
                                                         "table",
                                                         "field",
                                                         "kind",
                                                         "rules",
                                                         "cluster",
                                                         "cell",
                                                         "tags",
                                                         "accepted",
                                                         "key",
                                                         "path",
                                                         "print",
                                                         "note",
                                                         "count",
                                                         "fate",
                                                         "edits",
                                                         "command",
                                                         "where",
                                                         "anchor",
                                                         "source.type",
                                                         "source.raw",
                                                         "source.skipped",
                                                         "source.length",
                                                         "source.normalized",
                                                         "source.origin",
                                                         "source.absent",
                                                         "target.type",
                                                         "target.raw",
                                                         "target.skipped",
                                                         "target.length",
                                                         "target.normalized",
                                                         "target.origin",
                                                         "target.absent"};
using Row = std::array<std::string, kCells>;

// Cut after secrets are out: half of one is none that could be found.
std::string cut(std::string_view text, std::size_t code_points) {
  const std::string clean = redact(text);
  const std::string_view head = first_code_points(clean, code_points);
  return head.size() == clean.size() ? clean : std::string(head) + "…";
}

// What stands in for a row's own fingerprint in its command and for its key in an origin, to be put back by
// the reader: so all commands of a run are one word.
constexpr const char *kPrintHere = "\x1f", *kKeyHere = "\x1e";
void replace(std::string& text, const std::string& what, const char* by) {
  const std::size_t at = what.empty() ? std::string::npos : text.find(what);
  if (at != std::string::npos) text.replace(at, what.size(), by);
}

std::string number(std::uint64_t value) { return value == 0 ? std::string() : std::to_string(value); }

template <class Items, class Text>
std::string json_list(const Items& items, const Text& text) {
  if (items.empty()) return {};
  std::string out;
  {
    JsonArray list(out);
    for (const auto& item : items) list.put(text(item));
  }
  return out;
}

class Column {
 public:
  void add(std::string&& word) {
    const auto [known, fresh] =
        number_.try_emplace(std::move(word), static_cast<std::uint32_t>(order_.size()));
    if (fresh) order_.push_back(&known->first), bytes_ += known->first.size();
    at_.push_back(known->second);
  }
  std::size_t bytes() const { return bytes_; }
  void write(JsonObject& columns, std::string_view name) const {
    JsonObject column = columns.object(name);
    {
      JsonArray words = column.array("words");
      for (const std::string* word : order_) words.put(*word);
    }
    if (order_.size() == 1 || order_.size() == at_.size()) return;
    JsonArray at = column.array("at");
    for (const std::uint32_t each : at_) at.put(each);
  }

 private:
  std::unordered_map<std::string, std::uint32_t> number_;
  std::vector<const std::string*> order_;
  std::vector<std::uint32_t> at_;
  std::size_t bytes_ = 0;
};

class Chunk {
 public:
  void add(Row&& row) {
    for (std::size_t i = 0; i < kCells; ++i) columns_[i].add(std::move(row[i]));
    ++rows_;
  }
  std::size_t rows() const { return rows_; }
  bool full() const {
    std::size_t bytes = 0;
    for (const Column& column : columns_) bytes += column.bytes();
    return rows_ == kRowsPerChunk || bytes > kBytesPerChunk;
  }
  std::string pack() const {
    std::string json;
    {
      JsonObject root(json);
      root.put("rows", rows_);
      JsonObject columns = root.object("columns");
      for (std::size_t i = 0; i < kCells; ++i) columns_[i].write(columns, kNames[i]);
    }
    return base64(deflate(json));
  }

 private:
  std::array<Column, kCells> columns_;
  std::size_t rows_ = 0;
};

void put_side(Row& row, const Side& side, Cell first, std::size_t differs_from) {
  std::string raw = redact(side.raw);
  row[first] = redact(side.type);
  row[first + 3] = number(side.length > raw.size() ? side.length : 0);
  if (differs_from > kValuePacked / 2) {
    std::size_t skip = differs_from - kLeadIn;
    while (skip > 0 && (static_cast<unsigned char>(raw[skip]) & 0xC0) == 0x80) --skip;
    row[first + 2] = number(skip), row[first + 3] = number(std::max<std::uint64_t>(side.length, raw.size()));
    raw.erase(0, skip);
  }
  const std::string_view head = first_code_points(raw, kValuePacked);
  if (head.size() < raw.size())
    row[first + 3] = number(std::max<std::uint64_t>(side.length, side.raw.size()));
  row[first + 1] = head;
  row[first + 4] = cut(side.normalized, kValuePacked);
  row[first + 5] = cut(side.origin, kNamePacked);
}

std::string changed(Transition since) {
  return since == Transition::none ? std::string() : std::string(transition_name(since));
}

// The outcome of each table whose differences are expected.
using Expected = std::map<std::pair<std::string_view, std::string_view>, bool>;
Expected expected_tables(const Result& result) {
  Expected expected;
  for (const ComparisonResult& each : result.comparisons)
    for (const TableResult& of : each.tables)
      if (!of.expected.empty()) expected[{each.name, of.name}] = true;
  return expected;
}

Row row_of(const Difference& difference, const Result& result, const Expected& expects) {
  Row row;
  const bool expected = expects.count({difference.comparison, difference.table}) > 0;
  row[outcome] = !difference.accepted.empty() ? "accepted" : expected ? "expected" : "failed";
  row[transition] = changed(difference.transition);
  row[suite] = "parity";
  row[comparison] = redact(difference.comparison);
  row[table] = redact(difference.table);
  row[field] = redact(difference.field);
  row[kind] = kind_name(difference.kind);
  row[rules] = json_list(difference.rules, [](const std::string& rule) { return rule; });
  row[cluster] = redact(difference.cluster);
  row[cell] = redact(result.cell);
  row[accepted] = redact(difference.accepted);
  row[key] = cut(difference.key, kNamePacked);
  row[path] = cut(difference.path, kNamePacked);
  row[print] = difference.fingerprint;
  row[note] = cut(difference.note, kNotePacked);
  row[count] = number(difference.count > 1 ? difference.count : 0);
  row[fate] = fate_sentence(difference);
  const std::size_t edits_packed = std::min(difference.edits.size(), kEditsPacked);
  row[edits] =
      json_list(std::vector<Edit>(difference.edits.begin(),
                                  difference.edits.begin() + static_cast<std::ptrdiff_t>(edits_packed)),
                [](const Edit& edit) { return edit.op + cut(edit.text, kEditText); });
  row[command] = cut(command_of(difference, row[outcome] == "failed"), kNotePacked);
  replace(row[command], row[print], kPrintHere);
  Differing part;
  if (difference.source.there && difference.target.there)
    part = differing(redact(difference.source.raw), redact(difference.target.raw));
  put_side(row, difference.source, source_type, part.source.from);
  put_side(row, difference.target, target_type, part.target.from);
  replace(row[source_origin], row[key], kKeyHere);
  replace(row[target_origin], row[key], kKeyHere);
  row[source_absent] = absence(difference, difference.source);
  row[target_absent] = absence(difference, difference.target);
  return row;
}

Row row_of(const Check& check, const Result& result) {
  Row row;
  row[outcome] = outcome_name(check.outcome);
  row[transition] = changed(check.transition);
  row[suite] = redact(check.suite);
  row[kind] = "check";
  row[cell] = redact(result.cell);
  row[tags] = json_list(check.tags, [](const std::string& tag) { return tag; });
  row[key] = cut(check.name.empty() ? check.id : check.name, kNamePacked);
  row[print] = cut(check.id, kNamePacked);
  row[note] = cut(check.message, kNotePacked);
  row[where] = cut(check.where, kNamePacked);
  row[anchor] = check_anchor(result, check.id);
  return row;
}

class Packer {
 public:
  explicit Packer(std::size_t room) : room_(room) {}
  void add(Row&& row, bool is_difference) {
    if (full_) return;
    chunk_.add(std::move(row));
    if (is_difference) ++waiting_;
    if (chunk_.full()) close();
  }
  void close() {
    if (full_ || chunk_.rows() == 0) return;
    std::string packed = std::exchange(chunk_, Chunk()).pack();
    full_ = packed.size() > room_;
    if (full_) return;
    room_ -= packed.size();
    rows.packed += std::exchange(waiting_, 0);
    rows.chunks.push_back(std::move(packed));
  }

  Rows rows;

 private:
  Chunk chunk_;
  std::size_t room_;
  std::uint64_t waiting_ = 0;  // differences of `chunk_`
  bool full_ = false;
};

bool is_red(const Check& check) {
  return check.outcome == Outcome::failed || check.outcome == Outcome::errored;
}

}  // namespace

Rows pack_rows(const Result& result, const Differences& all, std::size_t room) {
  Packer packer(room);
  const Expected expects = expected_tables(result);
  const auto take = [&](const Difference& difference) {
    ++packer.rows.differences;
    packer.add(row_of(difference, result, expects), true);
  };
  for (const Check& check : result.checks)
    if (is_red(check)) packer.add(row_of(check, result), false);
  if (all) {
    all(take);
  } else {
    for (const ComparisonResult& each : result.comparisons)
      for (const TableResult& of : each.tables)
        for (const Difference& difference : of.samples) take(difference);
  }
  for (const Check& check : result.checks)
    if (!is_red(check)) packer.add(row_of(check, result), false);
  packer.close();
  return std::move(packer.rows);
}

}  // namespace parity::reports::html
