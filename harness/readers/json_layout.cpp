// Where the tables of a JSON document are: see json_layout.h.
#include "harness/readers/json_layout.h"

#include <unordered_set>

#include "harness/error.h"
#include "harness/readers/json_decoder.h"
#include "harness/readers/json_pointer.h"
#include "normalizers/value.h"

namespace parity {
namespace {

std::string escape_step(std::string_view step) {
  std::string out = "/";
  for (const char c : step) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out.push_back(c);
  }
  return out;
}

constexpr std::size_t kNamesShown = 20;

// Goes through a document, keeping where the wanted tables begin; everything else is read and checked on the
// way.
class Walk {
 public:
  Walk(JsonFile& file, const JsonShape& shape, const std::string& stem)
      : cursor_(file), shape_(shape), stem_(stem), label_(file.label()) {}

  std::vector<JsonTable> run() {
    cursor_.seek(byte_order_mark());
    const int first = cursor_.peek();
    if (first < 0) cursor_.fail("the file is empty", 0);
    if (shape_.lines) {
      tables_.push_back({shape_.table.empty() ? stem_ : shape_.table, cursor_.offset(), true, true, ""});
      return tables_;
    }
    const std::vector<std::string> steps =
        shape_.pointer ? split_json_pointer(*shape_.pointer) : std::vector<std::string>{};
    if (first == '[' && steps.empty()) {
      cursor_.accept('[');
      tables_.push_back({shape_.table.empty() ? stem_ : shape_.table, cursor_.offset(), false, true, ""});
      return tables_;  // the end is checked by who reads the rows
    }
    descend(steps, 0, "");
    if (const int more = cursor_.peek(); more >= 0)
      cursor_.fail("something stands behind the document's end", cursor_.offset());
    return tables_;
  }

 private:
  std::uint64_t byte_order_mark() {
    cursor_.peek();
    cursor_.seek(0);
    return cursor_.accept('\xEF') && cursor_.accept('\xBB') && cursor_.accept('\xBF') ? 3 : 0;
  }

  void descend(const std::vector<std::string>& steps, std::size_t depth, const std::string& pointer) {
    const bool there = depth == steps.size();
    if (there && !shape_.table.empty()) return take_table(shape_.table, pointer);
    if (cursor_.peek() != '{') {
      if (there) wrong_shape("there is no object whose members are tables" + where(pointer));
      wrong_shape("there is no object" + where(pointer) + " to look for " + spell(Value::text(steps[depth])) +
                  " in");
    }
    cursor_.accept('{');
    std::unordered_set<std::string> seen;
    std::vector<std::string> names;  // the first few, for an error
    bool found = there;
    for (bool more = !cursor_.accept('}'); more;) {
      if (cursor_.peek() != '"') cursor_.fail("expected a member name in double quotes", cursor_.offset());
      const std::uint64_t at = cursor_.offset();
      const std::string name = unescape_json_string(cursor_.value());
      if (!seen.insert(name).second) {
        cursor_.fail("the member " + spell(Value::text(name)) + " stands there twice", at);
      }
      if (names.size() < kNamesShown) names.push_back(name);
      cursor_.expect(':', "behind a member name");
      if (there) {
        take_table(name, pointer + escape_step(name));
      } else if (name == steps[depth]) {
        found = true;
        descend(steps, depth + 1, pointer + escape_step(name));
      } else {
        check_value();
      }
      more = !cursor_.accept('}');
      if (more) cursor_.expect(',', "or '}' behind a member");
    }
    if (!found) {
      std::string have;
      for (const std::string& name : names) have += (have.empty() ? "" : ", ") + name;
      wrong_shape("there is no member " + spell(Value::text(steps[depth])) + where(pointer) + "; it has " +
                  (have.empty() ? "none" : have) + (seen.size() > names.size() ? ", …" : ""));
    }
  }

  void take_table(const std::string& name, const std::string& pointer) {
    if (cursor_.peek() != '[') wrong_shape("table '" + name + "' is no array of rows" + where(pointer));
    const std::uint64_t start = cursor_.offset();
    tables_.push_back({name, start + 1, false, false, pointer});
    cursor_.skip_value();
  }

  void check_value() {
    const std::uint64_t at = cursor_.offset();
    Arena arena;
    const Value value = decode_json(cursor_.value(), arena);
    if (value.kind == Kind::invalid) cursor_.fail(std::string(value.view()), at);
  }

  [[noreturn]] void wrong_shape(const std::string& reason) {
    throw undecidable(label_ + ": " + reason)
        .with_hint(
            "`tables:` takes the JSON Pointer to the object whose members are arrays of rows, \"\" for the "
            "document itself");
  }
  static std::string where(const std::string& pointer) {
    return pointer.empty() ? " at the top" : " at " + pointer;
  }

  JsonCursor cursor_;
  const JsonShape& shape_;
  const std::string& stem_;
  const std::string& label_;
  std::vector<JsonTable> tables_;
};

}  // namespace

std::vector<JsonTable> find_tables(JsonFile& file, const JsonShape& shape, const std::string& stem) {
  return Walk(file, shape, stem).run();
}

}  // namespace parity
