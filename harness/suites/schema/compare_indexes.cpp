// Unique keys and indexes of a table, and which foreign keys have one: see compare_catalog.h.
#include <algorithm>

#include <fmt/format.h>

#include "harness/suites/schema/compare_catalog.h"

namespace parity {
namespace {

using reports::Check;

// "user_id, plan_name": what the definition begins with, where it is a btree over plain columns.
bool is_over(const Fact& index, const std::vector<std::string>& columns, bool whole) {
  const std::string list = comma(columns);
  const std::string& definition = index["definition"];
  return definition == "USING btree (" + list + ")" ||
         (!whole && definition.starts_with("USING btree (" + list + ", "));
}

// Serves the columns in any order among themselves: all rows, a method that finds equal values.
bool serves(const Fact& index, std::vector<std::string> columns) {
  if (!index.is("valid") || index["definition"].find(" WHERE ") != std::string::npos) return false;
  std::sort(columns.begin(), columns.end());
  do {
    if (is_over(index, columns, false) || is_over(index, columns, true)) return true;
  } while (std::next_permutation(columns.begin(), columns.end()));
  return columns.size() == 1 && index["definition"] == "USING hash (" + columns[0] + ")";
}

// As the catalog spells them, quoted where need be.
std::vector<std::string> split(const std::string& columns) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < columns.size();) {
    const std::size_t end = std::min(columns.find(", ", at), columns.size());
    names.push_back(columns.substr(at, end - at));
    at = end + 2;
  }
  return names;
}

class Indexes {
 public:
  Indexes(const Catalogs& catalogs, const DeclaredTable& table, CheckList& checks)
      : catalogs_(catalogs),
        table_(table),
        checks_(checks),
        all_(catalogs.found.of("indexes", table.name)),
        left_(all_) {
    std::erase_if(left_, [](const Fact* fact) { return fact->is("is_primary"); });
  }

  void compare() {
    for (std::size_t i = 0; i < table_.uniques.size(); ++i)
      unique(table_.uniques[i], twin_name("unique", table_.name, i));
    for (std::size_t i = 0; i < table_.indexes.size(); ++i)
      index(table_.indexes[i], twin_name("index", table_.name, i));
    if (catalogs_.contract.fk_indexes != IndexPolicy::off)
      for (std::size_t i = 0; i < table_.foreign_keys.size(); ++i)
        foreign_key(table_.foreign_keys[i], twin_name("foreign key", table_.name, i));
    for (const Fact* found : left_)
      checks_.undeclared(fmt::format("index.{}.{}", table_.name, (*found)["index_name"]),
                         fmt::format("{}index {} of {}: {}", found->is("is_unique") ? "unique " : "",
                                     (*found)["index_name"], table_.name, (*found)["definition"]));
  }

 private:
  // The one that is meant, taken out of what is left; nullptr: none.
  const Fact* take(const Fact& wanted, const std::string& name) {
    auto at = std::find_if(left_.begin(), left_.end(), [&](const Fact* fact) {
      return name.empty() ? fact->same(wanted, "definition") && fact->same(wanted, "is_unique")
                          : (*fact)["index_name"] == name;
    });
    if (at == left_.end()) return nullptr;
    const Fact* found = *at;
    left_.erase(at);
    return found;
  }

  std::string others() const {
    std::string names;
    for (const Fact* fact : left_)
      names += fmt::format("{}{}{} {}", names.empty() ? "" : ", ", fact->is("is_unique") ? "unique " : "",
                           (*fact)["index_name"], (*fact)["definition"]);
    return names.empty() ? "none" : "none; others are " + names;
  }

  void unique(const DeclaredUnique& declared, const std::string& name) {
    const std::string what =
        declared.columns.empty() ? declared.definition : "(" + comma(declared.columns) + ")";
    const std::string id = declared.columns.empty() ? "expression" : plus(declared.columns);
    Check& check = checks_.add(fmt::format("unique.{}.{}", table_.name, id),
                               fmt::format("{} is unique in {}", what, table_.name), declared);
    const Fact* wanted = wanted_fact(catalogs_, "indexes", "index_name", name, table_.name, check);
    if (wanted == nullptr) return;
    if (const Fact* found = take(*wanted, ""))
      parity::compare(check, *wanted, *found, {{"valid", "valid"}, {"deferrable", "deferrable"}});
    else
      fail(check, fmt::format("wanted a unique index {}, found {}", (*wanted)["definition"], others()));
  }

  void index(const DeclaredIndex& declared, const std::string& name) {
    const std::string id =
        declared.name.empty() ? fmt::format("{}", &declared - table_.indexes.data() + 1) : declared.name;
    Check& check = checks_.add(fmt::format("index.{}.{}", table_.name, id),
                               fmt::format("{} has an index {}", table_.name, declared.definition), declared);
    const Fact* wanted = wanted_fact(catalogs_, "indexes", "index_name", name, table_.name, check);
    if (wanted == nullptr) return;
    if (const Fact* found = take(*wanted, declared.name))
      parity::compare(check, *wanted, *found,
                      {{"definition", "definition"}, {"is_unique", "unique"}, {"valid", "valid"}});
    else
      fail(check,
           fmt::format("wanted an index {}{}, found {}", declared.name.empty() ? "" : declared.name + " ",
                       (*wanted)["definition"], others()));
  }

  // An index of exactly its columns needs no line of its own.
  void foreign_key(const DeclaredForeignKey& key, const std::string& name) {
    SchemaLine line = key;
    for (const std::string& id : catalogs_.contract.fk_indexes_line.requirements)
      if (std::find(line.requirements.begin(), line.requirements.end(), id) == line.requirements.end())
        line.requirements.push_back(id);
    Check& check = checks_.add(
        fmt::format("fk_index.{}.{}", table_.name, plus(key.columns)),
        fmt::format("an index serves the foreign key {}.{}", table_.name, comma(key.columns)), line);
    const Fact* wanted = wanted_fact(catalogs_, "foreign_keys", "constraint_name", name, table_.name, check);
    if (wanted == nullptr) return;
    const std::vector<std::string> columns = split((*wanted)["columns"]);
    const auto own = std::find_if(left_.begin(), left_.end(), [&](const Fact* fact) {
      return !fact->is("is_unique") && is_over(*fact, columns, true);
    });
    if (own != left_.end()) left_.erase(own);
    if (std::any_of(all_.begin(), all_.end(), [&](const Fact* fact) { return serves(*fact, columns); }))
      return;
    const std::string message = fmt::format(
        "wanted a valid index of all rows that begins with ({}), found {}", comma(columns), others());
    if (catalogs_.contract.fk_indexes == IndexPolicy::required)
      fail(check, message);
    else
      skip(check, "not demanded (fk_indexes: warn): " + message);
  }

  const Catalogs& catalogs_;
  const DeclaredTable& table_;
  CheckList& checks_;
  std::vector<const Fact*> all_, left_;
};

}  // namespace

void compare_indexes(const Catalogs& catalogs, const DeclaredTable& table, CheckList& checks) {
  Indexes(catalogs, table, checks).compare();
}

}  // namespace parity
