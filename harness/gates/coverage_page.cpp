// Coverage as Markdown: see coverage_page.h.
#include "harness/gates/coverage_page.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/error.h"
#include "harness/gates/coverage.h"
#include "harness/gates/planned_checks.h"
#include "harness/yaml/nearest.h"

namespace parity {
namespace {

constexpr std::size_t kTold = 6;  // proofs of one scenario

// Statement → scenario → what proves it there, each once and in order.
using Proofs = std::map<std::string, std::map<std::string, std::vector<std::string>>>;

class Page {
 public:
  explicit Page(const std::vector<Scenario>& scenarios) {
    for (const Scenario& scenario : scenarios) {
      load_books(scenario);
      ++cells_[scenario.file];
    }
    if (books_.empty())
      throw Error(ErrorKind::nothing, "none of these scenarios names a file of statements (`requirements:`)");
    for (const Scenario& scenario : scenarios) add(scenario);
  }

  CoveragePage write() {
    page_.text =
        "# Which statements are checked\n\n"
        "Made by `parity coverage` from what the scenarios declare; nothing was run, and nothing here is "
        "typed. "
        "A run says which of them hold.\n\nE: stated by the specification. D: follows from what is stated. "
        "P: a fact of process or stack.\n";
    for (const RequirementBook& book : books_) write_book(book);
    return std::move(page_);
  }

 private:
  void load_books(const Scenario& scenario) {
    for (const Text& path : scenario.requirement_files) {
      const std::filesystem::path file = (scenario.directory / path.value).lexically_normal();
      if (loaded_.insert(std::filesystem::weakly_canonical(file)).second)
        books_.push_back(load_requirements(file));
    }
  }

  void add(const Scenario& scenario) {
    for (const PlannedCheck& check : planned_checks(scenario)) {
      std::string label = check.id;
      if (check.suite == "prepare" && !check.name.empty()) label = check.name;
      if (check.suite == "expect")
        label = scenario.cell.empty()
                    ? "expects its findings"
                    : fmt::format("expects its findings, in {} cells", cells_[scenario.file]);
      for (const Text& id : check.requirements) add(scenario, id, label);
    }
    for (const GatePlan& gate : scenario.gates)
      for (const Text& id : gate.requirements) add(scenario, id, "gate " + gate.name);
  }

  void add(const Scenario& scenario, const Text& id, const std::string& label) {
    if (!is_known(id.value)) {
      std::vector<std::string> known;
      for (const RequirementBook& book : books_)
        for (const Statement& statement : book.statements) known.push_back(statement.id);
      throw usage_error(fmt::format("there is no statement '{}'", id.value))
          .at(id.where)
          .with_hint(suggest(id.value, known));
    }
    std::vector<std::string>& proofs = proofs_[id.value][scenario.name];
    if (std::find(proofs.begin(), proofs.end(), label) == proofs.end()) proofs.push_back(label);
  }

  bool is_known(const std::string& id) const {
    return std::any_of(books_.begin(), books_.end(), [&](const RequirementBook& book) {
      return std::any_of(book.statements.begin(), book.statements.end(),
                         [&](const Statement& statement) { return statement.id == id; });
    });
  }

  void write_book(const RequirementBook& book) {
    page_.text += fmt::format("\n## {}\n\n", book.name);
    std::map<std::string, std::size_t> checked, excused, all;
    std::string rows;
    for (const Statement& statement : book.statements) {
      ++all[statement.cls];
      const auto proofs = proofs_.find(statement.id);
      const bool named = proofs != proofs_.end();
      ++(named ? checked : excused)[statement.cls];
      look_for_problems(book, statement, named);
      rows += fmt::format("| {} | {} | {} | {} |\n", statement.id, statement.cls, cell(statement.text),
                          named ? said(proofs->second) : cell(why_not(statement)));
    }
    page_.text += "| | E | D | P | all |\n|---|---|---|---|---|\n";
    for (const auto& [name, counts] :
         {std::pair{"checked", &checked}, {"not checked", &excused}, {"all", &all}})
      page_.text += fmt::format("| {} | {} | {} | {} | {} |\n", name, (*counts)["E"], (*counts)["D"],
                                (*counts)["P"], (*counts)["E"] + (*counts)["D"] + (*counts)["P"]);
    page_.text += "\n| id | | statement | checked by, or why not |\n|---|---|---|---|\n" + rows;
  }

  static std::string why_not(const Statement& statement) {
    if (!statement.not_proven.empty()) return "not checked: " + statement.not_proven;
    return statement.cls == "P" ? std::string("not applicable: ") + kFactOfProcess
                                : "**not checked, and nobody says why**";
  }

  void look_for_problems(const RequirementBook& book, const Statement& statement, bool named) {
    const auto problem = [&](const char* what) {
      page_.problems.push_back(
          fmt::format("{}:{}: {} {}", book.file.string(), statement.where.line, statement.id, what));
    };
    if (named && !statement.not_proven.empty()) problem("is checked, and has a reason why it is not");
    if (!named && statement.not_proven.empty() && statement.cls != "P")
      problem("has neither a check nor a reason");
  }

  static std::string said(const std::map<std::string, std::vector<std::string>>& by_scenario) {
    std::string text;
    for (const auto& [scenario, proofs] : by_scenario) {
      if (!text.empty()) text += "<br>";
      text += fmt::format(
          "*{}*: {}", cell(scenario),
          cell(fmt::format(
              "{}", fmt::join(proofs.begin(),
                              proofs.begin() + static_cast<std::ptrdiff_t>(std::min(kTold, proofs.size())),
                              " · "))));
      if (proofs.size() > kTold) text += fmt::format(" and {} more", proofs.size() - kTold);
    }
    return text;
  }

  // Nothing of it ends the cell of a table.
  static std::string cell(const std::string& text) {
    std::string out;
    for (const char c : text) {
      if (c == '|') out += '\\';
      out += c == '\n' ? ' ' : c;
    }
    return out;
  }

  std::vector<RequirementBook> books_;
  std::set<std::filesystem::path> loaded_;
  std::map<std::string, std::size_t> cells_;  // file of a scenario → of its matrix
  Proofs proofs_;
  CoveragePage page_;
};

}  // namespace

CoveragePage coverage_page(const std::vector<Scenario>& scenarios) { return Page(scenarios).write(); }

}  // namespace parity
