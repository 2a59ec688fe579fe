// What of all cases there is room for: see case_budget.h.
#include "reports/case_budget.h"

#include <algorithm>
#include <map>
#include <set>

#include "reports/redact.h"
#include "reports/utf8.h"
#include "reports/visible.h"
#include "reports/words.h"

namespace parity::reports {
namespace {

// Code points: enough to read, and too few for one value to crowd out all others.
constexpr std::size_t kName = 200;
constexpr std::size_t kMessage = 400;
constexpr std::size_t kText = 64 * 1024;
constexpr std::size_t kProperties = 200;  // of one suite
constexpr std::size_t kTags = 10;

// Together below kCasesBytes, with what stands around the texts.
constexpr std::size_t kHeadBytes = std::size_t{12} << 20;
constexpr std::size_t kTextBytes = std::size_t{12} << 20;
constexpr std::size_t kMarkup = 500;  // around the texts of one case, or of one suite

std::string start_of(const std::string& text, std::size_t most) {
  const std::string_view start = first_code_points(text, most);
  return start.size() == text.size() ? text : std::string(start) + "…";
}

std::string cut(std::string_view text, std::size_t most) { return start_of(printable(redact(text)), most); }

// The most that any writer makes of a text: "&quot;" and "\ufffd" have six bytes.
std::size_t weight(std::string_view text) {
  const auto plain = std::count_if(text.begin(), text.end(), [](char c) {
    return c >= ' ' && c < '\x7f' && c != '<' && c != '>' && c != '&' && c != '"' && c != '\\';
  });
  return static_cast<std::size_t>(plain) + 6 * (text.size() - static_cast<std::size_t>(plain));
}

// A message may stand twice: as an attribute, and before the text.
std::size_t weight_of_head(const Case& one) {
  std::size_t sum = kMarkup + weight(one.name) + weight(one.suite) + 2 * weight(one.message) +
                    weight(one.type) + weight(one.where);
  for (const std::string& id : one.findings) sum += weight(id) + 16;
  for (const std::string& tag : one.tags) sum += weight(tag) + 16;
  return sum;
}

std::size_t weight_of_head(const CaseSuite& suite) {
  std::size_t sum = kMarkup + 2 * weight(suite.name);
  for (const auto& [name, value] : suite.properties) sum += weight(name) + weight(value) + 64;
  return sum;
}

void cut_texts(CaseSuite& suite) {
  suite.name = cut(suite.name, kName);
  suite.started = cut(suite.started, 40);
  suite.properties.resize(std::min(suite.properties.size(), kProperties));
  for (auto& [name, value] : suite.properties) name = cut(name, kName), value = cut(value, kMessage);
  for (Case& one : suite.cases) {
    one.name = cut(one.name, kName);
    one.suite = cut(one.suite, kName);
    one.message = cut(one.message, kMessage);
    one.where = cut(one.where, kName);
    one.text = start_of(one.text, kText);  // printable already
    one.tags.resize(std::min(one.tags.size(), kTags));
    for (std::string& tag : one.tags) tag = cut(tag, kName);
    for (std::string& id : one.findings) id = cut(id, kName);
  }
}

// "equipment", "equipment (2)": what reads such a document takes two of one name for one.
class Names {
 public:
  std::string settle(const std::string& suite, const std::string& wanted) {
    std::string name = wanted.empty() ? "unnamed" : wanted;
    const std::string first = name;
    for (std::size_t& number = used_[{suite, first}]; !taken_.insert({suite, name}).second;)
      name = first + " (" + std::to_string(++number + 1) + ")";
    return name;
  }

 private:
  std::map<std::pair<std::string, std::string>, std::size_t> used_;
  std::set<std::pair<std::string, std::string>> taken_;
};

bool is_red(const Case& one) { return one.outcome == Outcome::failed || one.outcome == Outcome::errored; }

// Red ones first, then in order; a suite costs its own part with the first of its cases.
std::vector<std::vector<bool>> choose(const std::vector<CaseSuite>& suites) {
  std::vector<std::vector<bool>> chosen;
  for (const CaseSuite& suite : suites) chosen.emplace_back(suite.cases.size(), false);
  std::vector<bool> begun(suites.size(), false);
  std::size_t left = kHeadBytes;
  for (const bool red : {true, false}) {
    for (std::size_t s = 0; s < suites.size(); ++s) {
      for (std::size_t c = 0; c < suites[s].cases.size(); ++c) {
        if (is_red(suites[s].cases[c]) != red && s > 0) continue;
        if (chosen[s][c]) continue;
        const std::size_t cost =
            weight_of_head(suites[s].cases[c]) + (begun[s] ? 0 : weight_of_head(suites[s]));
        if (cost > left) return chosen;
        left -= cost;
        chosen[s][c] = begun[s] = true;
      }
    }
  }
  return chosen;
}

std::size_t keep(std::vector<CaseSuite>& suites, const std::vector<std::vector<bool>>& chosen) {
  std::size_t dropped = 0;
  std::vector<CaseSuite> kept;
  for (std::size_t s = 0; s < suites.size(); ++s) {
    std::vector<Case> cases;
    for (std::size_t c = 0; c < chosen[s].size(); ++c)
      if (chosen[s][c]) cases.push_back(std::move(suites[s].cases[c]));
    dropped += chosen[s].size() - cases.size();
    if (cases.empty() && !chosen[s].empty()) continue;
    suites[s].cases = std::move(cases);
    kept.push_back(std::move(suites[s]));
  }
  suites = std::move(kept);
  return dropped;
}

std::size_t drop_texts(std::vector<CaseSuite>& suites) {
  std::size_t left = kTextBytes, dropped = 0;
  for (CaseSuite& suite : suites) {
    for (Case& one : suite.cases) {
      const std::size_t cost = weight(one.text);
      if (cost <= left) {
        left -= cost;
        continue;
      }
      one.text.clear();
      ++dropped;
    }
  }
  return dropped;
}

}  // namespace

void fit_cases(std::vector<CaseSuite>& suites) {
  Names names;
  for (CaseSuite& suite : suites) {
    cut_texts(suite);
    suite.name = names.settle("", suite.name);
    for (auto& [name, value] : suite.properties) name = names.settle("properties/" + suite.name, name);
    for (Case& one : suite.cases) one.name = names.settle("/" + one.suite, one.name);
  }
  const std::size_t cases = keep(suites, choose(suites));
  const std::size_t texts = drop_texts(suites);
  if (suites.empty()) return;
  if (cases > 0) suites[0].properties.push_back({"left out", "no room for " + counted(cases, "more case")});
  if (texts > 0)
    suites[0].properties.push_back({"texts left out", "no room for those of " + counted(texts, "case")});
}

}  // namespace parity::reports
