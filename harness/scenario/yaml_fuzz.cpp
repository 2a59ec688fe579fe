// Fuzzes what people write: a byte says whether the rest is YAML as such, a contract or a scenario. Each ends
// as what was read or as an error of the user's, at a place inside of the file, that can be drawn; a tree
// that was read is the same when it is written and read again; what is secret is never shown.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>

#include <fcntl.h>
#include <unistd.h>

#include "harness/contract/diagnostic.h"
#include "harness/contract/load_contract.h"
#include "harness/environment/zone.h"
#include "harness/scenario/load_scenario.h"
#include "harness/scenario/references.h"
#include "normalizers/fuzz.h"
#include "normalizers/text.h"
#include "reports/redact.h"

using namespace parity;
using parity::fuzz::require;
namespace fs = std::filesystem;

namespace {

const std::string kSecret = "hunter2-never-shown";

// A directory of its own for the input, with a contract that scenarios may name. libFuzzer's own paths are
// relative, so it does not become the current one.
class Desk {
 public:
  Desk() {
    std::string pattern = (fs::temp_directory_path() / "parity-fuzz-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) std::abort();
    here_ = pattern;
    file_ = (here_ / "input.yaml").string();
    write(here_ / "contract.yaml", "version: 1\ntables:\n  exercises: { key: [id] }\n");
    ::dup2(::open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);  // a path may say /dev/stdin
  }
  ~Desk() {
    std::error_code ignored;
    fs::remove_all(here_, ignored);
  }
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  const std::string& file() const { return file_; }
  static void write(const fs::path& file, std::string_view text) {
    std::ofstream(file, std::ios::binary) << text;
  }

 private:
  fs::path here_;
  std::string file_;
};

const Desk& desk() {
  static const Desk one;
  return one;
}

// The file as places count it: without a byte order mark, columns in code points.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text.substr(text.starts_with("\xEF\xBB\xBF") ? 3 : 0)) {}

  void need(const Location& where, std::string_view what) const {
    if (where.file.empty() || where.line == 0) return;
    if (where.file != desk().file())
      return require(fs::exists(where.file), "a place is in a file", where.file);
    std::string_view rest = text_;
    for (int line = 1; line < where.line; ++line) {
      require(rest.find('\n') != rest.npos, "a place's line is in the file", what);
      rest.remove_prefix(rest.find('\n') + 1);
    }
    const std::string_view line = rest.substr(0, rest.find('\n'));
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    require(where.column >= 1 && where.column <= std::count_if(line.begin(), line.end(), begins) + 1,
            "a place's column is in its line", what);
  }

 private:
  std::string_view text_;
};

void check_drawn(const Error& error, std::string_view text) {
  const std::string drawn = draw(error, false);
  require(valid_utf8(drawn), "what is drawn is text", drawn);
  require(drawn.starts_with("error: ") && drawn.ends_with('\n'), "lines, the last one ended", drawn);
  const bool controls = std::any_of(drawn.begin(), drawn.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F;
  });
  require(!controls, "nothing is drawn that moves a terminal", drawn);
  if (text.find(kSecret) == text.npos)
    require(drawn.find(kSecret) == drawn.npos, "a secret is not drawn", drawn);
  require(!draw(error, true).empty(), "in colour too");
}

// Whether `read` ends without an error; one must be the user's, and at its place.
bool reads(std::string_view text, const std::function<void()>& read) {
  try {
    read();
    return true;
  } catch (const Error& error) {
    require(error.kind == ErrorKind::usage, "what is wrong in YAML is the user's", error.what());
    require(!error.where.file.empty(), "an error says where", error.what());
    Lines(text).need(error.where, error.what());
    check_drawn(error, text);
    return false;
  }
}

// --- trees ---

struct Size {
  std::size_t nodes = 0, longest = 0, depth = 0;
};

Size check_node(const Yaml& node, const Lines& lines, std::size_t depth = 1) {
  lines.need(node.where, "a node");
  Size size{1, node.text.size(), depth};
  const auto add = [&](const Yaml& child) {
    const Size inner = check_node(child, lines, depth + 1);
    size.nodes += inner.nodes;
    size.longest = std::max(size.longest, inner.longest);
    size.depth = std::max(size.depth, inner.depth);
  };
  for (const Yaml& item : node.items) add(item);
  for (const Yaml::Entry& entry : node.entries) {
    lines.need(entry.where, "a key");
    size.longest = std::max(size.longest, entry.key.size());
    require(node.find(entry.key) == &entry, "a key stands once", entry.key);
    add(entry.value);
  }
  const bool scalar = node.kind != Yaml::Kind::list && node.kind != Yaml::Kind::mapping;
  require(node.items.empty() || node.kind == Yaml::Kind::list, "only a list has items");
  require(node.entries.empty() || node.kind == Yaml::Kind::mapping, "only a mapping has entries");
  if (scalar && node.kind != Yaml::Kind::text && !node.text.empty())
    require(plain_kind(node.text) == node.kind, "a word is what it looks like", node.text);
  return size;
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    char escape[8];
    std::snprintf(escape, sizeof escape, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
    if (c == '"' || c == '\\') out += '\\';
    if ((static_cast<unsigned char>(c) < 0x20) || c == 0x7F)
      out += escape;
    else
      out += c;
  }
  return out + '"';
}

std::string written(const Yaml& node) {
  std::string out;
  switch (node.kind) {
    case Yaml::Kind::null: return "null";
    case Yaml::Kind::boolean:
    case Yaml::Kind::number: return node.text;
    case Yaml::Kind::text: return in_quotes(node.text);
    case Yaml::Kind::list:
      for (const Yaml& item : node.items) out += (out.empty() ? "" : ", ") + written(item);
      return '[' + out + ']';
    case Yaml::Kind::mapping: break;
  }
  for (const Yaml::Entry& entry : node.entries)
    out += (out.empty() ? "" : ", ") + in_quotes(entry.key) + ": " + written(entry.value);
  return '{' + out + '}';
}

bool same(const Yaml& a, const Yaml& b) {
  const auto same_entry = [](const Yaml::Entry& x, const Yaml::Entry& y) {
    return x.key == y.key && same(x.value, y.value);
  };
  return a.kind == b.kind && (a.text == b.text || a.kind == Yaml::Kind::null) &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same) &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(), same_entry);
}

void check_tree(std::string_view text) {
  const Yaml tree = parse_yaml(std::string(text), desk().file());
  const Size size = check_node(tree, Lines(text));
  require(size.nodes <= kYamlNodes && size.depth <= kYamlDepth + 1, "a tree has bounds");
  if (size.nodes > 2'000 || size.longest > 200)
    return;  // an alias may have made it long; a long key is not read
  const std::string again = written(tree);
  try {
    require(same(parse_yaml(again, desk().file()), tree), "a tree written and read is the tree", again);
  } catch (const Error& error) { require(false, "a tree that is written can be read", again, error.what()); }
}

// --- contracts and scenarios ---

void check_contract(const Contract& contract, const Lines& lines) {
  for (const TableContract& table : contract.tables) {
    lines.need(table.where, "a table");
    require(contract.find(table.name) == &table, "a table is found by its name", table.name);
    for (const auto& [name, rules] : table.fields) {
      contract.rules_for(table.name, name);
      for (const NameStyle style : {NameStyle::snake_case, NameStyle::camel_case}) {
        const std::string once = restyle(name, style);
        require(restyle(once, style) == once, "a style once is enough", name, once);
      }
      if (rules.trim) lines.need(rules.trim->where, "a rule");
      if (rules.tolerance) lines.need(rules.tolerance->where, "a rule");
    }
  }
}

void check_scenario(const Scenario& scenario, const Lines& lines) {
  check_contract(scenario.contract, lines);
  for (const Dataset& dataset : scenario.datasets) {
    lines.need(dataset.where, "a dataset");
    try {
      expand(dataset.place, {{"postgres.url", "postgres:///x"}, {"subject.url", "http://127.0.0.1:1"}});
    } catch (const Error& error) { check_drawn(error, kSecret); }
  }
  for (const Parity& parity : scenario.parity) {
    lines.need(parity.where, "an entry of parity");
    check_contract(contract_of(scenario, parity), lines);
    require(parity.datasets.size() >= 2, "two are compared");
  }
}

LoadOptions options() {
  LoadOptions options;
  options.variables = {{"table", "exercises"}, {"count", "3"}, {"empty", ""}};
  options.zones = load_zone;
  options.environment = [](const std::string& name) -> std::optional<std::string> {
    if (name == "API_TOKEN") return kSecret;
    if (name == "DATABASE_URL") return "postgres://parity:" + kSecret + "@localhost/app";
    if (name == "EMPTY") return "";
    return std::nullopt;
  };
  return options;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Bytes input(data, size);
  const std::size_t form = input.below(3);
  const std::string_view text = input.rest();
  const Lines lines(text);
  reports::Secrets::forget_all();
  Desk::write(desk().file(), text);  // errors are drawn from it
  const bool is_yaml = reads(text, [&] { check_tree(text); });
  bool loads = false;
  if (form == 1) loads = reads(text, [&] { check_contract(load_contract(desk().file(), load_zone), lines); });
  if (form == 2)
    loads = reads(text, [&] {
      for (const Scenario& scenario : load_scenario(desk().file(), options()))
        check_scenario(scenario, lines);
    });
  require(is_yaml || !loads, "what is no YAML is nothing else");
  return 0;
}
