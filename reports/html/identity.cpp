// What the run was of, on the first screen: what was read under what, by what, when. All of it stands in
// "About this run"; a list too long to be taken in is left to it.
#include <fmt/format.h>

#include "reports/html/sections.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

constexpr std::size_t kNamed = 6;  // contracts, datasets, facts

class Facts {
 public:
  explicit Facts(Markup& out) : out_(out) {}
  void write(std::string_view name, const std::string& value, const std::string& hash = {}) {
    if (value.empty() && hash.empty()) return;
    const Element one(out_, "div");
    Element(out_, "dt").text(say(name));
    Element said(out_, "dd");
    said.text(say(value));
    if (hash.empty()) return;
    if (!value.empty()) said.text(" ");
    said.child("code", say(hash));
  }
  void more(std::size_t all, std::string_view what) {
    if (all > kNamed) write("and", counted(all - kNamed, "more " + std::string(what)));
  }

 private:
  Markup& out_;
};

}  // namespace

void write_identity(Markup& out, const Result& result) {
  const Element list(out, "dl", {{"class", "identity"}});
  Facts facts(out);
  facts.write("scenario", result.scenario, result.scenario_hash);
  if (result.contracts.empty()) facts.write("contract", result.contract);
  for (std::size_t i = 0; i < result.contracts.size() && i < kNamed; ++i)
    facts.write("contract", result.contracts[i].first, result.contracts[i].second);
  facts.more(result.contracts.size(), "contract");
  for (std::size_t i = 0; i < result.datasets.size() && i < kNamed; ++i)
    facts.write(result.datasets[i].name, result.datasets[i].kind, result.datasets[i].identity);
  facts.more(result.datasets.size(), "dataset");
  for (std::size_t i = 0; i < result.environment.size() && i < kNamed; ++i)
    facts.write(result.environment[i].first, result.environment[i].second);
  facts.more(result.environment.size(), "fact");
  facts.write("cell", result.cell);
  facts.write("shard", result.shard);
  if (result.shuffle != 0) facts.write("checks shuffled", "seed " + std::to_string(result.shuffle));
  facts.write("started", result.started);
  facts.write("took", spell_seconds(result.seconds));
  facts.write("by", result.tool);
}

}  // namespace parity::reports::html
