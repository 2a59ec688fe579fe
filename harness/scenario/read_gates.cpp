// Gates and evidence from YAML: see read_gates.h.
#include "harness/scenario/read_gates.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "harness/scenario/names.h"
#include "harness/scenario/read_environment.h"
#include "harness/scenario/read_finding.h"
#include "harness/scenario/references.h"
#include "harness/yaml/read.h"

namespace parity {
namespace {

const KeyTable kGate{"gate", "a gate", {"name", "text", "needs", "requirements"}};
const KeyTable kNeed{
    "need",
    "what a gate needs",
    {"gate", "suite", "checks", "comparison", "requirement", "result", "younger_than", "at_least"}};
const KeyTable kEvidence{"evidence",
                         "evidence",
                         {"about", "junit", "run", "env", "within", "expect_exit", "file", "certificate",
                          "key", "has", "lacks", "lines", "younger_than", "requirements"}};

std::string names_of(const std::vector<Text>& texts) {
  std::string all;
  for (const Text& text : texts) all += (all.empty() ? "" : ", ") + text.value;
  return all;
}

NeedPlan read_result_need(const Mapping& map, const Yaml::Entry& result) {
  NeedPlan need;
  need.kind = NeedPlan::Kind::result;
  need.path = read_template(result.value, "the path of a result");
  need.name = spoken(result.value);
  if (const auto* younger = map.find("younger_than"))
    need.younger_than = read_duration(younger->value, "younger_than");
  if (const auto* count = map.find("at_least")) {
    need.at_least = read_count(count->value, "at_least");
    if (need.at_least == 0) throw usage_error("no result at all proves nothing").at(count->value.where);
  }
  return need;
}

NeedPlan read_need(const Yaml& node) {
  using enum NeedPlan::Kind;
  NeedPlan need;
  if (node.kind != Yaml::Kind::mapping) {
    need.name = read_comparison(node);  // a word may be a comparison, written with an arrow
    need.kind = need.name == "parity" ? parity : need.name.find(" → ") != need.name.npos ? comparison : named;
  } else {
    const Mapping map(node, kNeed);
    const std::pair<const char*, NeedPlan::Kind> kinds[] = {
        {"gate", gate}, {"suite", suite}, {"checks", checks}};
    int said = 0;
    for (const auto& [key, kind] : kinds) {
      if (const auto* entry = map.find(key))
        ++said, need.kind = kind, need.name = read_text(entry->value, "a name");
    }
    if (const auto* entry = map.find("comparison"))
      ++said, need.kind = comparison, need.name = read_comparison(entry->value);
    if (const auto* entry = map.find("requirement")) {
      ++said, need.kind = requirement;
      need.statements = read_statements(entry->value);
      need.name = names_of(need.statements);
    }
    if (const auto* entry = map.find("result")) ++said, need = read_result_need(map, *entry);
    if (said != 1)
      throw usage_error("a need says one thing")
          .at(node.where)
          .with_hint("one of gate, suite, checks, comparison, requirement and result");
    for (const char* key : {"younger_than", "at_least"}) {
      const Yaml::Entry* entry = map.find(key);
      if (entry != nullptr && need.kind != result)
        throw usage_error(fmt::format("'{}' is for results of earlier runs", key)).at(entry->where);
    }
  }
  if (need.kind == parity) need.name = "all comparisons";
  need.where = node.where;
  return need;
}

GatePlan read_gate(const Yaml& node) {
  const Mapping map(node, kGate);
  GatePlan gate;
  gate.where = node.where;
  gate.name = read_text(map.need("name").value, "a gate's name");
  if (const auto* text = map.find("text")) gate.text = read_text(text->value, "what the gate is about");
  const Yaml& needs = map.need("needs").value;
  if (needs.kind != Yaml::Kind::list) throw unexpected(needs, "a list of what the gate needs");
  if (needs.items.empty())
    throw usage_error(fmt::format("gate '{}' needs nothing, and would always pass", gate.name))
        .at(needs.where);
  for (const Yaml& item : needs.items) gate.needs.push_back(read_need(item));
  if (const auto* ids = map.find("requirements")) gate.requirements = read_statements(ids->value);
  return gate;
}

std::vector<Text> read_texts(const Yaml& node, std::string_view what) {
  if (node.kind != Yaml::Kind::list) return {read_template(node, what)};
  if (node.items.empty()) throw unexpected(node, what);
  std::vector<Text> texts;
  for (const Yaml& item : node.items) texts.push_back(read_template(item, what));
  return texts;
}

Command read_program(const Mapping& map, const Yaml::Entry& run) {
  Command command;
  command.where = run.where;
  command.argv = read_argv(run.value);
  command.expect_exit = 0;
  if (const auto* env = map.find("env")) command.env = read_variables(env->value);
  if (const auto* within = map.find("within")) command.within = read_duration(within->value, "within");
  if (const auto* code = map.find("expect_exit")) {
    const std::uint64_t exit = read_count(code->value, "expect_exit");
    if (exit > 255) throw usage_error("an exit code is at most 255").at(code->value.where);
    command.expect_exit = static_cast<int>(exit);
  }
  return command;
}

// A key that belongs to another kind of evidence would silently do nothing.
void refuse_keys(const Mapping& map, std::initializer_list<const char*> keys, const char* kind) {
  for (const char* key : keys) {
    if (const auto* entry = map.find(key))
      throw usage_error(fmt::format("'{}' means nothing for evidence that is {}", key, kind))
          .at(entry->where);
  }
}

EvidencePlan read_one(const std::string& name, const Yaml& node) {
  const Mapping map(node, kEvidence);
  EvidencePlan evidence;
  evidence.name = name;
  evidence.where = node.where;
  const auto* junit = map.find("junit");
  const auto* run = map.find("run");
  const auto* file = map.find("file");
  const auto* certificate = map.find("certificate");
  if ((junit != nullptr) + (run != nullptr) + (file != nullptr) + (certificate != nullptr) != 1)
    throw usage_error("evidence is one of 'junit', 'run', 'file' and 'certificate'").at(node.where);
  if (const auto* about = map.find("about"))
    evidence.about = read_text(about->value, "what the evidence proves");
  if (const auto* ids = map.find("requirements")) evidence.requirements = read_statements(ids->value);
  if (const auto* younger = map.find("younger_than"))
    evidence.younger_than = read_duration(younger->value, "younger_than");
  if (run != nullptr) {
    refuse_keys(map, {"has", "lacks", "lines", "younger_than", "key"}, "run now");
    evidence.kind = EvidencePlan::Kind::run;
    evidence.run = read_program(map, *run);
    return evidence;
  }
  refuse_keys(map, {"env", "within", "expect_exit"}, "a file");
  if (certificate != nullptr) {
    refuse_keys(map, {"has", "lacks", "lines"}, "a certificate");
    evidence.kind = EvidencePlan::Kind::certificate;
    evidence.path = read_template(certificate->value, "a path");
    evidence.key = read_template(map.need("key").value, "the file of a public key");
    return evidence;
  }
  refuse_keys(map, {"key"}, "no certificate");
  evidence.kind = junit != nullptr ? EvidencePlan::Kind::junit : EvidencePlan::Kind::file;
  evidence.path = read_template((junit != nullptr ? junit : file)->value, "a path");
  if (junit != nullptr) refuse_keys(map, {"has", "lacks", "lines"}, "a JUnit file");
  if (const auto* has = map.find("has"))
    evidence.has = read_texts(has->value, "text that stands in the file");
  if (const auto* lacks = map.find("lacks"))
    evidence.lacks = read_texts(lacks->value, "text that must not stand in the file");
  if (const auto* lines = map.find("lines")) evidence.lines = read_texts(lines->value, "a line of the file");
  return evidence;
}

}  // namespace

std::vector<Text> read_statements(const Yaml& node) {
  std::vector<Text> ids;
  const auto add = [&](const Yaml& item) {
    need_known_now(item);
    ids.push_back({read_text(item, "the id of a statement"), item.where});
  };
  if (node.kind != Yaml::Kind::list) {
    add(node);
  } else {
    if (node.items.empty()) throw unexpected(node, "ids of statements");
    for (const Yaml& item : node.items) add(item);
  }
  return ids;
}

std::vector<GatePlan> read_gates(const Yaml& node) {
  if (node.kind != Yaml::Kind::list) throw unexpected(node, "a list of gates");
  if (node.items.empty()) throw usage_error("this list is empty: there is no gate").at(node.where);
  std::vector<GatePlan> gates;
  std::set<std::string> names;
  for (const Yaml& item : node.items) {
    gates.push_back(read_gate(item));
    if (!names.insert(gates.back().name).second)
      throw usage_error(fmt::format("two gates are named '{}'", gates.back().name)).at(item.where);
  }
  return gates;
}

std::vector<EvidencePlan> read_evidence(const Yaml& node) {
  std::vector<EvidencePlan> all;
  for (const Yaml::Entry* entry : named_entries(node, "names and evidence")) {
    need_identifier(entry->key, "evidence", entry->where);
    all.push_back(read_one(entry->key, entry->value));
  }
  return all;
}

std::vector<Text> read_requirement_files(const Yaml& node) {
  std::vector<Text> files;
  for (const std::string& name : read_name_or_names(node, "a path, or several"))
    files.push_back({name, node.where});
  return files;
}

std::vector<const KeyTable*> gate_keys() { return {&kGate, &kNeed, &kEvidence}; }

}  // namespace parity
