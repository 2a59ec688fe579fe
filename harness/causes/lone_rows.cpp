// Rows without a partner: see lone_rows.h.
#include "harness/causes/lone_rows.h"

#include <algorithm>
#include <cstring>

#include "harness/causes/explain.h"
#include "harness/causes/words.h"
#include "normalizers/decimal.h"
#include "normalizers/encoding.h"
#include "normalizers/text.h"
#include "reports/fingerprint.h"

namespace parity {
namespace {

constexpr std::size_t kMostParents = 12;

std::uint64_t hash_of(std::initializer_list<std::string_view> parts, const ByteBuffer& values) {
  std::string bytes;
  for (const std::string_view part : parts) {
    bytes += part;
    bytes += '\0';
  }
  bytes += values.view();
  return std::max<std::uint64_t>(digest64(bytes), 1);
}

std::uint64_t key_hash(std::string_view comparison, bool extra, std::string_view table,
                       const ByteBuffer& key) {
  return hash_of({comparison, extra ? "extra" : "missing", table}, key);
}

// The key without what a careless hand may have changed of it: type, case, form, outer white space.
void encode_loosely(const Value& value, Arena& arena, ByteBuffer& out) {
  const std::string text = value.kind == Kind::text ? std::string(value.view()) : spell(value);
  const std::string_view bare = trimmed(text, {Sides::both, TrimSet::invisible});
  encode(Value::text(recased(normalized(bare, UnicodeForm::nfkc, arena), TextCase::fold, arena)),
         NumberForm::value, out);
}

void store_key(const Value& value, std::string& out) {
  const std::string text = value.kind == Kind::text ? std::string(value.view()) : spell(value);
  const auto size = static_cast<std::uint32_t>(text.size());
  out += static_cast<char>(value.kind);
  out.append(reinterpret_cast<const char*>(&size), sizeof size);
  out += text;
}

struct KeyValue {
  Value value;
  std::string_view spelled;
};

std::vector<KeyValue> key_values(const std::string& stored, Arena& arena) {
  std::vector<KeyValue> values;
  for (std::size_t at = 0; at < stored.size();) {
    const auto kind = static_cast<Kind>(stored[at]);
    std::uint32_t size = 0;
    std::memcpy(&size, stored.data() + at + 1, sizeof size);
    const std::string_view text(stored.data() + at + 1 + sizeof size, size);
    Value value = Value::text(text);
    if (kind == Kind::number) value = parse_decimal(text, arena).value_or(value);
    if (kind == Kind::boolean) value = Value::boolean(text == "true");
    if (kind == Kind::null) value = Value::null();
    values.push_back({value, text});
    at += 1 + sizeof size + size;
  }
  return values;
}

std::string show_key(const std::string& stored) {
  Arena arena;
  std::string text;
  for (const KeyValue& each : key_values(stored, arena))
    text += (text.empty() ? "" : ", ") + spell(each.value);
  return "[" + text + "]";
}

// Tables that a field may point to by its name: "muscle_id" to muscle and muscles.
std::vector<std::string> pointed_to(const PlannedField& field) {
  if (field.reference) return {field.reference->table};
  std::string_view name = field.name;
  for (const std::string_view end : {"_id", "Id", "_code", "_key"}) {
    if (!name.ends_with(end) || name.size() == end.size()) continue;
    const std::string base(name.substr(0, name.size() - end.size()));
    std::vector<std::string> tables = {base, base + "s", base + "es"};
    if (base.ends_with('y')) tables.push_back(base.substr(0, base.size() - 1) + "ies");
    return tables;
  }
  return {};
}

}  // namespace

LoneRows::LoneRows(std::size_t memory, std::filesystem::path directory)
    : memory_(memory), spill_(memory / 4, std::move(directory)) {}

void LoneRows::add(const reports::Difference& difference, const Evidence& evidence, std::uint64_t mark,
                   std::uint32_t group) {
  const PlannedTable& table = evidence.table;
  const ClosedRow& row = evidence.source.there ? evidence.source : evidence.target;
  LoneRow lone;
  lone.mark = mark;
  lone.fingerprint = reports::fingerprint_number(difference.fingerprint);
  lone.group = group;
  lone.fate = static_cast<std::uint16_t>(difference.fate);
  lone.extra = evidence.target.there;
  Arena arena;
  ByteBuffer content, key, like;
  std::vector<Parent> parents;
  std::string stored;
  const auto is_key = [&](std::size_t f) {
    return std::find(table.key.begin(), table.key.end(), f) != table.key.end();
  };
  bool tells = false;  // more than nulls
  for (std::size_t f = 0; f < table.fields.size(); ++f) {
    const Value& value = row.cells[f].normal;
    if (!is_key(f) && evidence.compared[f]) {
      encode(value, table.fields[f].rules.number, content);
      tells = tells || (value.kind != Kind::null && value.kind != Kind::absent);
    }
    for (const std::string& parent : pointed_to(table.fields[f])) {
      if (parent.size() >= sizeof Parent{}.table || parents.size() == kMostParents) continue;
      if (value.kind == Kind::null || value.kind == Kind::absent || parent == table.name) continue;
      ByteBuffer named;
      encode(row.cells[f].raw, NumberForm::value, named);
      Parent& added = parents.emplace_back();
      added.key = key_hash(difference.comparison, lone.extra != 0, parent, named);
      std::memcpy(added.table, parent.data(), parent.size());
    }
  }
  for (const std::size_t f : table.key) {
    encode(row.cells[f].raw, NumberForm::value, key);
    encode_loosely(row.cells[f].normal, arena, like);
    store_key(row.cells[f].normal, stored);
  }
  if (tells) lone.content = hash_of({difference.comparison, table.name, "content"}, content);
  lone.like = hash_of({difference.comparison, table.name, "key"}, like);
  lone.key = key_hash(difference.comparison, lone.extra != 0, table.name, key);
  lone.parents = static_cast<std::uint8_t>(parents.size());
  lone.key_bytes = static_cast<std::uint32_t>(stored.size());
  std::string record(reinterpret_cast<const char*>(&lone), sizeof lone);
  record.append(reinterpret_cast<const char*>(parents.data()), parents.size() * sizeof(Parent));
  record += stored;
  spill_.append(record);
  ++rows_;
  (lone.extra ? extra_ : missing_) = true;
}

LoneRows::Stored LoneRows::load(std::uint64_t at, std::uint64_t& next) {
  Stored stored;
  spill_.read(at, reinterpret_cast<char*>(&stored.row), sizeof stored.row);
  at += sizeof stored.row;
  stored.parents.resize(stored.row.parents);
  spill_.read(at, reinterpret_cast<char*>(stored.parents.data()), stored.parents.size() * sizeof(Parent));
  at += stored.parents.size() * sizeof(Parent);
  stored.key.resize(stored.row.key_bytes);
  spill_.read(at, stored.key.data(), stored.key.size());
  next = at + stored.key.size();
  return stored;
}

// Rows whose hash one missing and one extra row have, and no other: a twin is no twin where there are three.
// In as many rounds as memory asks for, each over its share of the hashes.
void LoneRows::pair(bool by_content, std::vector<bool>& paired, const Take& take) {
  struct Sought {
    std::uint64_t hash, at;
    std::uint64_t number : 63, extra : 1;
  };
  const std::uint64_t rounds = rows_ * sizeof(Sought) / std::max<std::size_t>(memory_, 1) + 1;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    std::vector<Sought> sought;
    std::uint64_t at = 0;
    for (std::uint64_t number = 0; number < rows_; ++number) {
      LoneRow row;
      spill_.read(at, reinterpret_cast<char*>(&row), sizeof row);
      const std::uint64_t hash = by_content ? row.content : row.like;
      if (hash != 0 && hash % rounds == round && !paired[number])
        sought.push_back({hash, at, number, row.extra});
      at += sizeof row + row.parents * sizeof(Parent) + row.key_bytes;
    }
    std::sort(sought.begin(), sought.end(), [](const Sought& x, const Sought& y) { return x.hash < y.hash; });
    for (std::size_t i = 0, end = 0; i < sought.size(); i = end) {
      for (end = i; end < sought.size() && sought[end].hash == sought[i].hash;) ++end;
      if (end - i != 2 || sought[i].extra == sought[i + 1].extra) continue;
      std::uint64_t next = 0;
      const Sought& missing = sought[i].extra ? sought[i + 1] : sought[i];
      const Sought& extra = sought[i].extra ? sought[i] : sought[i + 1];
      tell_pair(load(missing.at, next), load(extra.at, next), by_content, take);
      paired[missing.number] = paired[extra.number] = true;
    }
  }
}

void LoneRows::tell_pair(const Stored& missing, const Stored& extra, bool alike, const Take& take) {
  hypotheses_.clear();
  Arena& arena = hypotheses_.arena;
  const auto from = key_values(missing.key, arena), to = key_values(extra.key, arena);
  std::vector<std::size_t> differ;
  for (std::size_t i = 0; i < from.size() && i < to.size(); ++i) {
    if (from[i].spelled != to[i].spelled || from[i].value.kind != to[i].value.kind) differ.push_back(i);
  }
  Hypotheses inner;
  if (differ.size() == 1) explain_values(from[differ[0]].value, to[differ[0]].value, inner);
  const std::string_view rest = alike ? "" : "; other fields differ too";
  for (const Hypothesis& each : inner.all) {
    if (each.cause == Cause::truncated && inner.has(Cause::suffix_removed)) continue;
    const std::string said = phrase(each.cause, each.number, each.a, each.b) + std::string(rest);
    hypotheses_.add(Cause::key_renamed, static_cast<int>(each.cause), arena.copy(said));
  }
  hypotheses_.add(Cause::key_changed, 0, rest);
  const std::string example = show_key(missing.key) + " → " + show_key(extra.key);
  take(missing.row, hypotheses_, example);
  take(extra.row, hypotheses_, example);
}

void LoneRows::settle(const Take& take) {
  std::vector<bool> paired(rows_);
  if (missing_ && extra_) {
    pair(true, paired, take);
    pair(false, paired, take);
  }
  std::vector<std::uint64_t> keys;  // of all rows without a partner: a parent is one of them
  std::uint64_t at = 0;
  if (rows_ * sizeof(std::uint64_t) <= memory_) {
    for (std::uint64_t number = 0; number < rows_; ++number) {
      LoneRow row;
      spill_.read(at, reinterpret_cast<char*>(&row), sizeof row);
      keys.push_back(row.key);
      at += sizeof row + row.parents * sizeof(Parent) + row.key_bytes;
    }
    std::sort(keys.begin(), keys.end());
  }
  std::uint64_t next = 0;
  for (std::uint64_t number = 0; number < rows_; ++number) {
    const Stored stored = load(next, next);
    if (paired[number]) continue;
    hypotheses_.clear();
    for (const Parent& parent : stored.parents) {
      if (std::binary_search(keys.begin(), keys.end(), parent.key))
        hypotheses_.add(Cause::parent_missing, 0, hypotheses_.arena.copy(parent.table));
    }
    take(stored.row, hypotheses_, show_key(stored.key));
  }
}

}  // namespace parity
