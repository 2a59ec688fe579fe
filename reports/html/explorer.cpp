// The list of all findings with what there is to choose by: a frame that the script fills from the rows that
// the page carries. Without the script there is none of it, and the groups above have samples.
#include <fmt/format.h>

#include "reports/html/sections.h"
#include "reports/words.h"

namespace parity::reports::html {
namespace {

struct Key {
  const char* key;
  const char* does;
};
constexpr Key kKeys[] = {
    {"j  k", "next, previous finding"},
    {"↑ ↓ PgUp PgDn Home End", "the same inside of the list"},
    {"Enter", "to the details of the finding"},
    {"c", "copies the command that shows it again"},
    {"/", "search"},
    {"Esc", "closes the finding, then clears the search"},
    {"t", "theme"},
    {"?", "this list"},
};
constexpr Key kQueries[] = {
    {"barbell press", "both words, anywhere"},
    {"\"bench press\"", "words in this order"},
    {"table:equipment",
     "in one field: table, field, kind, key, path, rule, tag, cause, suite, source, target, id …"},
    {"-kind:type  -null", "without"},
};

template <std::size_t N>
void write_keys(Markup& out, const Key (&keys)[N]) {
  const Element list(out, "dl", {{"class", "facts"}});
  for (const Key& key : keys) {
    {
      const Element name(out, "dt");
      Element(out, "code").text(key.key);
    }
    Element(out, "dd").text(key.does);
  }
}

}  // namespace

void write_explorer(Markup& out) {
  const Element section(out, "section", {{"id", "findings"}, {"hidden", ""}});
  Element(out, "h2").text("Findings and checks");
  const Element explorer(out, "div", {{"class", "explorer"}});
  Element(out, "div", {{"id", "facets"}, {"role", "group"}, {"aria-label", "Show only"}}).text("");
  const Element finder(out, "div", {{"class", "finder"}});
  {
    const Element line(out, "p", {{"class", "found"}});
    Element(out, "output", {{"id", "found"}, {"aria-live", "polite"}}).text("Reading …");
    Element(out, "button", {{"type", "button"}, {"id", "clear"}, {"hidden", ""}}).text("Clear");
  }
  {
    const Element list(out, "div",
                       {{"id", "list"}, {"role", "listbox"}, {"tabindex", "0"}, {"aria-label", "Findings"}});
    Element(out, "div", {{"role", "presentation"}, {"class", "space"}}).text("");
  }
  Element(out, "div",
          {{"id", "detail"},
           {"tabindex", "-1"},
           {"role", "region"},
           {"aria-label", "The finding"},
           {"hidden", ""}})
      .text("");
}

void write_rows(Markup& out, const Rows& rows) {
  for (const std::string& chunk : rows.chunks) {
    const Element block(out, "script", {{"type", "text/plain"}, {"class", "rows"}});
    out.literal(chunk);
  }
}

void write_overflow(Markup& out, const Rows& rows) {
  if (rows.packed == rows.differences) return;
  Element(out, "p", {{"class", "overflow"}})
      .text(fmt::format("This page carries {} of {}, which is what 10 MB hold. All of them are in "
                        "differences.ndjson beside it.",
                        thousands(rows.packed), counted(rows.differences, "difference")));
}

void write_help(Markup& out) {
  const Element dialog(out, "dialog", {{"id", "keys"}, {"aria-labelledby", "keys-title"}});
  Element(out, "h2", {{"id", "keys-title"}}).text("Keys and queries");
  write_keys(out, kKeys);
  write_keys(out, kQueries);
  const Element form(out, "form", {{"method", "dialog"}});
  Element(out, "button").text("Close");
}

}  // namespace parity::reports::html
