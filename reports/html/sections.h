// The parts of the HTML report, one function each, in the order of the page; and the words and signs that
// they share. Internal to to_html().
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "reports/html/rows.h"
#include "reports/markup.h"
#include "reports/result.h"
#include "reports/visible.h"

namespace parity::reports::html {

// What bounds the page. Beyond it the page says how much more there is, and where.
inline constexpr std::size_t kGroupsShown = 400;  // of differences, per comparison
inline constexpr std::size_t kCausesShown = 200;
inline constexpr std::size_t kReasonsShown = 100;  // why something was not compared
inline constexpr std::size_t kSamplesShown = 10;   // per group
inline constexpr std::size_t kListShown = 500;     // tables of a comparison, notes, …
inline constexpr std::size_t kChecksShown = 2000;
inline constexpr std::size_t kStepsShown = 30;  // of a check, the last ones
inline constexpr std::size_t kStatementsShown = 2000;
inline constexpr std::size_t kValueShown = 900;         // code points of one value
inline constexpr std::size_t kTextShown = 6000;         // of one message, note or detail of a check
inline constexpr std::size_t kEditsShown = 120;         // of one sequence diff
inline constexpr std::size_t kCausesBytes = 1'000'000;  // of the page, after which examples are left out
inline constexpr std::size_t kPageBytes = 3'000'000;    // after which samples and details are left out
inline constexpr std::size_t kFileBytes = 10'000'000;   // of all; what sections leave is for the rows

// How much of one message or note: all that is worth reading, and a line of it where the page is full.
inline std::size_t text_room(const Markup& out) { return out.size() > kPageBytes ? 200 : kTextShown; }

// `title`: with nothing secret in it.
void write_head(Markup& out, std::string_view tool, const std::string& title);
void write_verdict(Markup& out, const Result& result);
void write_change(Markup& out, const Result& result);  // inside of the verdict, as are the next two
void write_identity(Markup& out, const Result& result);
void write_gates(Markup& out, const Result& result);
void write_requirements(Markup& out, const Result& result);
void write_causes(Markup& out, const Result& result);
void write_chains(Markup& out, const Result& result);
void write_tables(Markup& out, const Result& result);
void write_differences(Markup& out, const Result& result);
void write_explorer(Markup& out);
void write_rows(Markup& out, const Rows& rows);
void write_overflow(Markup& out, const Rows& rows);  // in the header: that there are more
void write_help(Markup& out);
void write_masked(Markup& out, const Result& result);
void write_accepted(Markup& out, const Result& result);
void write_not_compared(Markup& out, const Result& result);
void write_audit(Markup& out, const Result& result);
void write_checks(Markup& out, const Result& result);
void write_run(Markup& out, const Result& result);
void write_sign_off(Markup& out, const Result& result);

// One number of the first screen, which leads to where it is explained.
void write_tile(Markup& out, const char* href, std::uint64_t number, std::string_view label,
                std::string_view state, std::string_view detail = {});
void write_audit_tiles(Markup& out, const Audit& audit);

// "#k-3", where the check of this id stands on the page; empty: there is none.
std::string check_anchor(const Result& result, std::string_view id);

// One side of a difference: dataset, type, value with its differing part marked, normalized value, origin.
struct SideView {
  std::string_view role;     // "source"
  std::string_view dataset;  // its name
  std::string_view absence;  // what to say where there is none; empty: there is
  Span differs;              // in `raw`
};
void write_side(Markup& out, const Side& side, const SideView& view);
// A spelled value, what differs marked; `length`: of all of it.
void write_value(Markup& out, const std::string& spelled, Span differs, std::uint64_t length);
// What to mark in two values; nothing where they have nothing in common.
Differing part_to_mark(const std::string& source, const std::string& target);
void write_edits(Markup& out, const std::vector<Edit>& edits);
// What shows it again: its own command, or for a failure the bundle that the run left beside the report.
std::string command_of(const Difference& difference, bool failed);
void write_command(Markup& out, std::string_view command);

// Names, notes and messages: secrets out, what cannot be seen made visible.
std::string say(std::string_view text, LineBreaks line_breaks = LineBreaks::shown);

// The state of a thing, as class, as sign and as word.
struct State {
  std::string_view name;  // "failed", "errored", "passed", "masked", "accepted", "skipped"
  std::string_view sign;  // "✗"
  std::string_view word;  // "different"
};
State state_of(Outcome outcome);
State state_of(const TableResult& table);  // passed tables with masked rows are "masked"
void write_sign(Markup& out, const State& state);
void write_transition(Markup& out, Transition transition);  // "new"; nothing where there is none

}  // namespace parity::reports::html
