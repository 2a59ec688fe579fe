// How one value looks: what differs is marked, what cannot be seen is shown, long ones are cut around the
// difference.
#include <algorithm>

#include "reports/html/sections.h"
#include "reports/redact.h"
#include "reports/utf8.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

std::size_t length_of(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) at += decode(text, at).size;
  return count;
}

std::string_view last_code_points(std::string_view text, std::size_t keep) {
  const std::size_t all = length_of(text);
  return all <= keep ? text : text.substr(first_code_points(text, all - keep).size());
}

// Where a difference begins far inside, all but the last of what stands before it goes.
constexpr std::size_t kFarInside = 400, kLeadIn = 80;
std::string skip_to_difference(std::vector<Piece>& pieces) {
  std::size_t before = 0, first = 0;
  for (; first < pieces.size() && !pieces[first].differs; ++first) before += length_of(pieces[first].text);
  if (first == pieces.size() || before <= kFarInside) return {};
  std::size_t drop = before - kLeadIn, dropped = 0;
  while (drop > 0) {
    const std::size_t here = length_of(pieces.front().text);
    if (here > drop && pieces.front().name.empty()) {
      pieces.front().text = last_code_points(pieces.front().text, here - drop);
      dropped += drop;
      break;
    }
    pieces.erase(pieces.begin());
    dropped += here;
    drop -= std::min(drop, here);
  }
  return "… " + counted(dropped, "character") + " alike … ";
}

void write_piece(Markup& out, Element& parent, const Piece& piece) {
  if (!piece.name.empty())
    Element(out, "span", {{"class", piece.differs ? "unseen differs" : "unseen"}, {"title", piece.name}})
        .text(piece.text);
  else if (piece.differs)
    parent.child("mark", piece.text);
  else
    parent.text(piece.text);
}

}  // namespace

void write_value(Markup& out, const std::string& spelled, Span differs, std::uint64_t length) {
  std::vector<Piece> pieces = make_visible(spelled, differs);
  Element value(out, "pre", {{"class", "value"}, {"dir", "auto"}});
  if (const std::string skipped = skip_to_difference(pieces); !skipped.empty())
    value.child("span", skipped, {{"class", "cut"}});
  std::size_t room = kValueShown;
  bool cut = length > spelled.size();
  for (Piece& piece : pieces) {
    if (room == 0) {
      cut = true;
      break;
    }
    const std::size_t here = length_of(piece.text);
    if (here > room) piece.text = std::string(first_code_points(piece.text, room));
    room -= std::min(room, here);
    write_piece(out, value, piece);
  }
  if (cut)
    value.child("span",
                " … (" + counted(std::max<std::uint64_t>(length, spelled.size()), "byte") + " in all)",
                {{"class", "cut"}});
}

// Marking all of two values that have nothing in common would tell nothing.
Differing part_to_mark(const std::string& source, const std::string& target) {
  const Differing part = differing(source, target);
  const std::size_t common = part.source.from + source.size() - part.source.to;
  const bool quotes_only = common <= 2 && source.starts_with('"') && target.starts_with('"');
  return common == 0 || quotes_only ? Differing{} : part;
}

void write_side(Markup& out, const Side& side, const SideView& view) {
  const Element box(out, "div", {{"class", "side"}});
  {
    Element head(out, "p", {{"class", "role"}});
    head.text(view.role);
    if (view.dataset != view.role) head.text(": " + say(view.dataset));
    if (!side.type.empty()) head.child("span", say(side.type), {{"class", "type"}});
  }
  if (!view.absence.empty()) {
    Element(out, "p", {{"class", "absent"}}).text(view.absence);
    return;
  }
  write_value(out, redact(side.raw), view.differs, side.length);
  if (!side.normalized.empty()) {
    Element(out, "p", {{"class", "label"}}).text("normalized");
    write_value(out, redact(side.normalized), {}, 0);
  }
  if (!side.origin.empty()) Element(out, "p", {{"class", "origin"}}).text(say(side.origin));
}

void write_edits(Markup& out, const std::vector<Edit>& edits) {
  const Element box(out, "div", {{"class", "edits"}});
  Element(out, "p", {{"class", "label"}}).text("step by step");
  const Element list(out, "p");
  for (std::size_t i = 0; i < edits.size() && i < kEditsShown; ++i) {
    const Edit& edit = edits[i];
    const std::string text = redact(edit.text);
    const std::string shown = visible_text(first_code_points(text, kValueShown / 4));
    const char* name = edit.op == '-' ? "del" : edit.op == '+' ? "ins" : "span";
    Element(out, name).text(shown);
    out.literal(" ");
  }
  if (edits.size() > kEditsShown)
    Element(out, "span", {{"class", "cut"}})
        .text("… and " + counted(edits.size() - kEditsShown, "more step"));
}

std::string command_of(const Difference& difference, bool failed) {
  if (!difference.command.empty() || !failed || difference.fingerprint.empty()) return difference.command;
  return "parity replay bundle.zip " + difference.fingerprint;
}

void write_command(Markup& out, std::string_view command) {
  if (command.empty()) return;
  const Element line(out, "p", {{"class", "command"}});
  Attributes attributes;
  if (say(command) != command) attributes.push_back({"data-copy", std::string(command)});
  Element(out, "code", attributes).text(say(command));
  Element(out, "button", {{"type", "button"}, {"class", "copy"}, {"hidden", ""}}).text("Copy");
}

std::string say(std::string_view text, LineBreaks line_breaks) {
  return printable(redact(text), line_breaks);
}

State state_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed: return {"passed", "✓", "equal"};
    case Outcome::failed: return {"failed", "✗", "different"};
    case Outcome::errored: return {"errored", "!", "errored"};
    case Outcome::skipped: return {"skipped", "–", "not compared"};
  }
  return {};
}

State state_of(const TableResult& table) {
  if (!table.expected.empty()) return {"passed", "✓", "different, as expected"};
  if (table.outcome == Outcome::passed && !table.not_compared.empty()) return state_of(Outcome::skipped);
  if (table.outcome == Outcome::passed && table.accepted > 0) return {"accepted", "◇", "different, accepted"};
  if (table.outcome == Outcome::passed && table.masked_rows > 0) return {"masked", "≈", "equal, some masked"};
  return state_of(table.outcome);
}

void write_sign(Markup& out, const State& state) {
  Element(out, "span", {{"class", "sign " + std::string(state.name)}, {"aria-hidden", "true"}})
      .text(state.sign);
}

}  // namespace parity::reports::html
