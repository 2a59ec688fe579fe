// The naive comparer: see oracle.h.
#include "harness/compare/oracle.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <optional>
#include <tuple>

#include "normalizers/array_order.h"
#include "normalizers/decimal.h"

namespace parity {
namespace {

using reports::DifferenceKind;
using reports::Fate;

// A rule set that says only what `kept` lets it say. What numbers share is always said.
RuleSet keep_only(const RuleSet& all, RuleBits kept) {
  RuleSet some;
  if (kept & bit(Rule::trim)) some.trim = all.trim;
  if (kept & bit(Rule::unicode)) some.unicode = all.unicode;
  if (kept & bit(Rule::text_case)) some.text_case = all.text_case;
  if (kept & bit(Rule::empty)) some.empty = all.empty;
  if (kept & bit(Rule::null)) some.null = all.null;
  if (kept & bit(Rule::absent)) some.absent = all.absent;
  if (kept & bit(Rule::type)) some.type = all.type;
  if (kept & bit(Rule::time)) some.time = all.time;
  if (kept & bit(Rule::precision)) some.precision = all.precision;
  if (kept & bit(Rule::array)) some.array = all.array;
  some.number = all.number;
  for (const auto& [name, member] : all.members) some.members[name] = keep_only(member, kept);
  if (all.items) some.items = std::make_shared<RuleSet>(keep_only(*all.items, kept));
  return some;
}

// One step of a circle of what stands for what may do where all together go another way.
RuleBits emptiness_of(const RuleSet& rules, RuleBits changed) {
  const RuleBits set = (rules.empty ? bit(Rule::empty) : 0) | (rules.null ? bit(Rule::null) : 0) |
                       (rules.absent ? bit(Rule::absent) : 0);
  const RuleBits group = bit(Rule::empty) | bit(Rule::null) | bit(Rule::absent);
  return (changed & group) ? set : 0;
}

bool holds_invalid(const Value& value) {
  if (value.kind == Kind::invalid) return true;
  for (const Value& item : value.items()) {
    if (holds_invalid(item)) return true;
  }
  for (const Member& member : value.fields()) {
    if (holds_invalid(member.value)) return true;
  }
  return false;
}

bool says_nothing(const Value& value) {
  return value.kind == Kind::null || value.kind == Kind::absent ||
         (value.kind == Kind::text && value.size == 0);
}

struct Cell {
  Value raw, normal;
  RuleBits changed = 0;
};
using Row = std::vector<Cell>;

struct Field {
  std::string name;
  RuleSet inherited, own, all;
  bool holds_time = false;
  FieldRules rules;
  std::vector<bool> has;  // per dataset

  bool absent_is_a_value() const {
    return rules.absent != Emptiness::distinct || rules.null == Emptiness::absent ||
           rules.empty == Emptiness::absent;
  }
};

enum class Verdict { equal, masked, different };

class Oracle {
 public:
  Oracle(const std::vector<const OracleDataset*>& chain, const std::vector<std::string>& names,
         const Contract& contract)
      : chain_(chain), names_(names), contract_(contract), table_(contract.find("t")) {
    collect_fields();
    for (std::size_t d = 0; d < chain.size(); ++d) read(d);
  }

  OracleTable ask(std::size_t hop) {
    source_ = hop;
    target_ = hop + 1;
    out_ = {};
    out_.source_rows = rows_[source_].size();
    out_.target_rows = rows_[target_].size();
    for (std::size_t f = 0; f < fields_.size(); ++f) {
      out_.fields[fields_[f].name];
      column(f);
    }
    told_of_one_dataset();
    std::vector<Row*> keys;
    for (auto& rows : rows_) {
      for (Row& row : rows) {
        if (std::none_of(keys.begin(), keys.end(), [&](Row* other) { return same_key(row, *other); }))
          keys.push_back(&row);
      }
    }
    for (Row* key : keys) compare_key(*key);
    for (std::size_t f = 0; f < fields_.size(); ++f) {
      if (compared(f, source_, target_)) out_.fields[fields_[f].name].compared = out_.paired;
    }
    return out_;
  }

 private:
  const MemoryTable& table_of(std::size_t d) const { return (*chain_[d])[0]; }

  void collect_fields() {
    std::map<std::string, std::size_t> index;
    for (std::size_t d = 0; d < chain_.size(); ++d) {
      const MemoryTable& table = table_of(d);
      const auto add = [&](const std::string& name, Kind kind, bool there) {
        const auto [at, fresh] = index.try_emplace(name, fields_.size());
        if (fresh) {
          fields_.emplace_back();
          fields_.back().name = name;
          fields_.back().has.resize(chain_.size());
        }
        Field& field = fields_[at->second];
        field.has[d] = there;
        field.holds_time = field.holds_time || kind == Kind::date || kind == Kind::clock ||
                           kind == Kind::local || kind == Kind::instant;
      };
      for (const Column& column : table.columns) add(column.name, column.kind, true);
      for (std::size_t l = 0; l < table.late.size(); ++l) {
        const std::size_t at = table.columns.size() + l;
        const bool ever = std::any_of(table.rows.begin(), table.rows.end(), [&](const auto& row) {
          return at < row.size() && row[at].kind != Kind::absent;
        });
        if (ever) add(table.late[l], Kind::invalid, true);
      }
    }
    for (Field& field : fields_) {
      field.inherited = overlay(contract_.defaults, table_ ? table_->defaults : RuleSet{});
      if (table_ && table_->fields.count(field.name)) field.own = table_->fields.at(field.name);
      field.all = overlay(field.inherited, field.own);
      field.rules = compile(field.inherited, field.own, field.holds_time, &tiny_json);
    }
    std::vector<std::string> key = table_ ? table_->key : std::vector<std::string>{};
    if (key.empty()) key = table_of(0).key.empty() ? table_of(1).key : table_of(0).key;
    for (const std::string& name : key) key_.push_back(index.at(name));
  }

  void read(std::size_t d) {
    const MemoryTable& table = table_of(d);
    rows_.emplace_back();
    for (const std::vector<Value>& values : table.rows) {
      Row row(fields_.size());
      for (std::size_t f = 0; f < fields_.size(); ++f) {
        for (std::size_t c = 0; c < values.size(); ++c) {
          const std::string& name =
              c < table.columns.size() ? table.columns[c].name : table.late[c - table.columns.size()];
          if (name == fields_[f].name) row[f].raw = values[c];
        }
        const Normalized normal = normalize(row[f].raw, fields_[f].rules, arena_);
        row[f].normal = normal.value;
        row[f].changed = normal.changed;
        if (fields_[f].all.references) follow(d, f, row[f]);
      }
      rows_[d].push_back(std::move(row));
    }
  }

  // The parent's key stands for a value of its referenced column, whichever row that is in.
  void follow(std::size_t d, std::size_t f, Cell& cell) {
    const Reference& reference = fields_[f].all.references->value;
    const auto one = [&](const Value& value) -> Value {
      if (value.kind == Kind::null || value.kind == Kind::absent || value.kind == Kind::invalid) return value;
      const MemoryTable& parent = (*chain_[d])[1];
      const TableContract& rules = *contract_.find(parent.name);
      std::vector<Value> keys;
      for (const std::vector<Value>& row : parent.rows) {
        const auto of = [&](const std::string& name) {
          for (std::size_t c = 0; c < parent.columns.size(); ++c) {
            if (parent.columns[c].name != name) continue;
            const auto own = rules.fields.find(name);
            return normalize(row[c],
                             compile(overlay(contract_.defaults, rules.defaults),
                                     own == rules.fields.end() ? RuleSet{} : own->second, false, &tiny_json),
                             arena_)
                .value;
          }
          return Value::absent();
        };
        if (same(of(reference.column.empty() ? rules.key[0] : reference.column), value))
          keys.push_back(of(rules.key[0]));
      }
      if (keys.empty()) return Value::invalid("dangling");
      for (const Value& key : keys) {
        if (!same(key, keys[0])) return Value::invalid("ambiguous");
      }
      if (!same(keys[0], value)) cell.changed |= bit(Rule::references);
      return keys[0];
    };
    if (cell.normal.kind != Kind::array) {
      cell.normal = one(cell.normal);
      return;
    }
    const auto items = arena_.array<Value>(cell.normal.size);
    for (std::size_t i = 0; i < items.size(); ++i) items[i] = one(cell.normal.elements[i]);
    cell.normal = Value::array(items);
    bool moved = false;
    if (fields_[f].rules.array.order != ArrayOrder::ordered)
      cell.normal = in_canonical_order(items, fields_[f].rules, arena_, moved);
  }

  // --- columns

  bool listed(std::size_t f, std::size_t d) const {
    const auto& only = fields_[f].all.only_in;
    return !only || std::find(only->value.begin(), only->value.end(), names_[d]) != only->value.end();
  }
  bool compared(std::size_t f, std::size_t a, std::size_t b) const {
    const Field& field = fields_[f];
    return listed(f, a) && listed(f, b) && ((field.has[a] && field.has[b]) || field.absent_is_a_value());
  }
  void found(DifferenceKind kind, const std::string& field = {}) {
    ++out_.by_kind[kind];
    if (!field.empty()) ++out_.fields[field].by_kind[kind];
  }
  void column(std::size_t f) {
    if (compared(f, source_, target_)) return;
    for (const std::size_t d : {source_, target_}) {
      const std::size_t other = d == source_ ? target_ : source_;
      if (!fields_[f].has[d]) continue;
      // Somewhere it must not be, or missing where it should be.
      if (!listed(f, d) || (listed(f, other) && !fields_[f].has[other]))
        found(d == source_ ? DifferenceKind::missing_field : DifferenceKind::extra_field, fields_[f].name);
    }
  }

  // --- rows

  bool same_key(const Row& a, const Row& b) const {
    return std::all_of(key_.begin(), key_.end(), [&](std::size_t f) {
      return same(a[f].normal, b[f].normal, fields_[f].rules.number);
    });
  }
  std::vector<const Row*> of_key(std::size_t d, const Row& key) const {
    std::vector<const Row*> rows;
    for (const Row& row : rows_[d]) {
      if (same_key(row, key)) rows.push_back(&row);
    }
    return rows;
  }

  // Faults of one dataset: told where it is the target, and of the first one where it is the source.
  void told_of_one_dataset() {
    for (const std::size_t d : {source_, target_}) {
      if (d == source_ && d != 0) continue;
      std::vector<const Row*> seen;
      for (const Row& row : rows_[d]) {
        for (const std::size_t f : key_) {
          if (says_nothing(row[f].normal)) found(DifferenceKind::null_key, fields_[f].name);
        }
        if (std::any_of(seen.begin(), seen.end(), [&](const Row* other) { return same_key(row, *other); }))
          continue;
        seen.push_back(&row);
        if (of_key(d, row).size() > 1) found(DifferenceKind::duplicate_key);
      }
    }
  }

  Verdict verdict(std::size_t f, const Cell& a, const Cell& b, std::string* rules = nullptr) {
    const Field& field = fields_[f];
    if (holds_invalid(a.normal) || holds_invalid(b.normal)) return Verdict::different;
    const auto near = [&](const Value& x, const Value& y) {
      if (!field.all.tolerance || x.kind != Kind::number || y.kind != Kind::number) return false;
      const Tolerance& tolerance = field.all.tolerance->value;
      const auto bound = [&](const std::string& text) {
        return text.empty() ? Value::number(0) : *parse_decimal(text, arena_);
      };
      return within(x, y, bound(tolerance.absolute), bound(tolerance.relative));
    };
    const bool equal = same(a.normal, b.normal, field.rules.number);
    if (!equal && !near(a.normal, b.normal)) return Verdict::different;
    if (equal && same(a.raw, b.raw)) return Verdict::equal;
    if (!rules) return Verdict::masked;
    RuleBits candidates = a.changed | b.changed;
    const bool followed = candidates & bit(Rule::references);
    RuleBits all = candidates;
    if (std::popcount(candidates) > 1) all |= emptiness_of(field.all, candidates);
    for (int size = 0; size < std::popcount(all) && !followed; ++size) {
      bool hidden = false;
      for (RuleBits some = 0; some <= all && !hidden; ++some) {
        if ((some & ~all) || std::popcount(some) != size) continue;
        const FieldRules cut = compile(keep_only(field.inherited, some), keep_only(field.own, some),
                                       field.holds_time, &tiny_json);
        const Value x = normalize(a.raw, cut, arena_).value;
        const Value y = normalize(b.raw, cut, arena_).value;
        if (holds_invalid(x) || holds_invalid(y)) continue;
        hidden = equal ? same(x, y, field.rules.number) : near(x, y);
        if (hidden) candidates = some;
      }
      if (hidden) break;
    }
    if (!equal) candidates |= bit(Rule::tolerance);
    for (int i = 0; i < kRules; ++i) {
      if (candidates >> i & 1) *rules += (rules->empty() ? "" : "+") + std::string(describe(Rule(i)).name);
    }
    return Verdict::masked;
  }

  Verdict verdict(const Row& a, const Row& b, std::size_t from, std::size_t to) {
    Verdict worst = Verdict::equal;
    for (std::size_t f = 0; f < fields_.size(); ++f) {
      if (compared(f, from, to)) worst = std::max(worst, verdict(f, a[f], b[f]));
    }
    return worst;
  }

  // Rows of one key in an order that does not depend on where they stand.
  void by_content(std::vector<const Row*>& rows) {
    std::vector<std::size_t> order(fields_.size());
    for (std::size_t f = 0; f < order.size(); ++f) order[f] = f;
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return fields_[a].name < fields_[b].name; });
    const auto content = [&](const Row& row) {
      ByteBuffer normal, raw, whole;
      for (const std::size_t f : order) {
        encode(row[f].raw, NumberForm::scale, whole);
        if (!compared(f, source_, target_)) continue;
        encode(row[f].normal, fields_[f].rules.number, normal);
        encode(row[f].raw, NumberForm::value, raw);
      }
      return std::tuple(std::string(normal.view()), std::string(raw.view()), std::string(whole.view()));
    };
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const Row* a, const Row* b) { return content(*a) < content(*b); });
  }

  void compare_key(const Row& key) {
    std::vector<const Row*> source = of_key(source_, key);
    std::vector<const Row*> target = of_key(target_, key);
    const std::vector<const Row*> last = of_key(chain_.size() - 1, key);
    bool repeated = false;
    for (std::size_t d = 0; d < chain_.size(); ++d) repeated = repeated || of_key(d, key).size() > 1;
    by_content(source);
    by_content(target);
    for (const Verdict wanted : {Verdict::equal, Verdict::masked, Verdict::different}) {
      for (auto s = source.begin(); s != source.end();) {
        const auto t = std::find_if(target.begin(), target.end(), [&](const Row* row) {
          return verdict(**s, *row, source_, target_) <= wanted;
        });
        if (t == target.end()) {
          ++s;
          continue;
        }
        compare_rows(**s, **t, last);
        target.erase(t);
        s = source.erase(s);
      }
    }
    const auto lives_on = [&](const Row& row, std::size_t d) {
      return std::any_of(last.begin(), last.end(), [&](const Row* other) {
        return !repeated || verdict(row, *other, d, chain_.size() - 1) != Verdict::different;
      });
    };
    for (const Row* row : source) {
      found(DifferenceKind::missing_row);
      ends(lives_on(*row, source_) ? Fate::compensated : Fate::carried);
    }
    for (const Row* row : target) {
      found(DifferenceKind::extra_row);
      ends(lives_on(*row, target_) ? Fate::carried : Fate::compensated);
    }
  }

  void ends(Fate fate) {
    if (chain_.size() < 3) return;
    ++out_.by_fate[target_ + 1 == chain_.size() ? Fate::introduced : fate];
  }

  void compare_rows(const Row& source, const Row& target, const std::vector<const Row*>& last) {
    ++out_.paired;
    Verdict worst = Verdict::equal;
    for (std::size_t f = 0; f < fields_.size(); ++f) {
      if (!compared(f, source_, target_)) continue;
      std::string rules;
      const Verdict cell = verdict(f, source[f], target[f], &rules);
      worst = std::max(worst, cell);
      if (cell == Verdict::masked) ++out_.fields[fields_[f].name].masked[rules];
      if (cell != Verdict::different) continue;
      ++out_.fields[fields_[f].name].different;
      leaves(f, source[f].normal, target[f].normal, fate_of(f, source, target, last));
    }
    ++(worst == Verdict::equal    ? out_.equal
       : worst == Verdict::masked ? out_.masked_rows
                                  : out_.different_rows);
  }

  Fate fate_of(std::size_t f, const Row& source, const Row& target, std::vector<const Row*> last) {
    const std::size_t end = chain_.size() - 1;
    if (last.empty() || !compared(f, source_, end)) return Fate::introduced;
    const auto like = [&](const Row& row, std::size_t d) -> const Row* {
      for (const Row* other : last) {
        if (verdict(row, *other, d, end) != Verdict::different) return other;
      }
      return nullptr;
    };
    const Row* row = last[0];
    if (last.size() > 1) {
      by_content(last);
      row = like(source, source_)   ? like(source, source_)
            : like(target, target_) ? like(target, target_)
                                    : last[0];
    }
    return verdict(f, source[f], (*row)[f]) == Verdict::different ? Fate::carried : Fate::compensated;
  }

  void leaves(std::size_t f, const Value& a, const Value& b, Fate fate) {
    if (same(a, b, fields_[f].rules.number) && !holds_invalid(a)) return;
    if (a.kind == Kind::object && b.kind == Kind::object) {
      std::set<std::string_view> names;
      for (const Value* side : {&a, &b}) {
        for (const Member& member : side->fields()) names.insert(member.name);
      }
      const auto member = [](const Value& object, std::string_view name) {
        for (const Member& one : object.fields()) {
          if (one.name == name) return one.value;
        }
        return Value::absent();
      };
      for (const std::string_view name : names) leaves(f, member(a, name), member(b, name), fate);
      return;
    }
    if (a.kind == Kind::array && b.kind == Kind::array && a.size == b.size) {
      std::vector<std::size_t> differing;
      for (std::size_t i = 0; i < a.size; ++i) {
        if (!same(a.elements[i], b.elements[i], fields_[f].rules.number) || holds_invalid(a.elements[i]))
          differing.push_back(i);
      }
      if (differing.size() <= 3) {
        for (const std::size_t i : differing) leaves(f, a.elements[i], b.elements[i], fate);
        return;
      }
    }
    DifferenceKind kind = DifferenceKind::type;
    if (holds_invalid(a) || holds_invalid(b)) {
      kind = DifferenceKind::uncomparable;
    } else if (a.kind == Kind::absent) {
      kind = DifferenceKind::extra_field;
    } else if (b.kind == Kind::absent) {
      kind = DifferenceKind::missing_field;
    } else if (a.kind == Kind::null || b.kind == Kind::null) {
      kind = DifferenceKind::null;
    } else if (a.kind == b.kind) {
      kind = DifferenceKind::value;
    } else if (says_nothing(a) || says_nothing(b)) {
      kind = DifferenceKind::null;
    }
    found(kind, fields_[f].name);
    ends(fate);
  }

  const std::vector<const OracleDataset*>& chain_;
  const std::vector<std::string>& names_;
  const Contract& contract_;
  const TableContract* table_;
  std::vector<Field> fields_;
  std::vector<std::size_t> key_;
  std::vector<std::vector<Row>> rows_;
  std::size_t source_ = 0, target_ = 1;
  Arena arena_;
  OracleTable out_;
};

}  // namespace

OracleTable ask_oracle(const std::vector<const OracleDataset*>& chain, const std::vector<std::string>& names,
                       std::size_t hop, const Contract& contract) {
  return Oracle(chain, names, contract).ask(hop);
}

OracleTable counts_of(const reports::TableResult& table) {
  OracleTable out{table.source_rows,    table.target_rows, table.paired,  table.equal, table.masked_rows,
                  table.different_rows, table.by_kind,     table.by_fate, {}};
  for (const reports::FieldResult& field : table.fields) {
    OracleField& counts = out.fields[field.name];
    counts.compared = field.compared;
    counts.different = field.different;
    counts.by_kind = field.by_kind;
    for (const reports::Masked& masked : field.masked) {
      std::string rules;
      for (const std::string& rule : masked.rules) rules += (rules.empty() ? "" : "+") + rule;
      counts.masked[rules] += masked.count;
    }
  }
  return out;
}

OracleTable recounted(const reports::TableResult& table, const std::string& comparison,
                      const std::vector<reports::Difference>& differences) {
  OracleTable out = counts_of(table);
  out.by_kind.clear();
  out.by_fate.clear();
  for (auto& [name, field] : out.fields) field.by_kind.clear(), field.different = 0;
  std::set<std::pair<std::string, std::string>> cells;
  std::map<std::string, std::uint64_t> rows;
  for (const reports::Difference& difference : differences) {
    if (difference.comparison != comparison || difference.table != table.name) continue;
    ++out.by_kind[difference.kind];
    if (difference.fate != Fate::none) ++out.by_fate[difference.fate];
    if (!difference.field.empty()) ++out.fields[difference.field].by_kind[difference.kind];
    // A cell is one row of the source, by its origin; what concerns a key, an order or a column is none.
    const bool whole = difference.kind == DifferenceKind::null_key ||
                       difference.kind == DifferenceKind::order || difference.key.empty() ||
                       difference.field.empty();
    if (!whole && cells.emplace(difference.source.origin, difference.field).second)
      ++out.fields[difference.field].different;
  }
  return out;
}

std::string describe(const OracleTable& table) {
  std::string text = "rows " + std::to_string(table.source_rows) + "/" + std::to_string(table.target_rows) +
                     " paired " + std::to_string(table.paired) + " equal " + std::to_string(table.equal) +
                     " masked " + std::to_string(table.masked_rows) + " different " +
                     std::to_string(table.different_rows);
  const auto kinds = [&](const std::map<DifferenceKind, std::uint64_t>& by_kind) {
    for (const auto& [kind, count] : by_kind)
      text += ", " + std::string(reports::kind_name(kind)) + " " + std::to_string(count);
  };
  kinds(table.by_kind);
  for (const auto& [fate, count] : table.by_fate)
    text += ", " + std::string(reports::fate_name(fate)) + " " + std::to_string(count);
  for (const auto& [name, field] : table.fields) {
    text += "\n  " + name + " compared " + std::to_string(field.compared) + " different " +
            std::to_string(field.different);
    kinds(field.by_kind);
    for (const auto& [rules, count] : field.masked) text += ", masked " + rules + " " + std::to_string(count);
  }
  return text + "\n";
}

}  // namespace parity
