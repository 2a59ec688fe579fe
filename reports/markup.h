// Writes XML and HTML through scopes: an element is closed by the end of its scope, text and attribute values
// are redacted and escaped, and there is no way to write markup that comes from data. Characters that XML 1.0
// does not have become their pictures or U+FFFD.
//
//   Markup out; { Element p(out, "p", {{"class", "why"}}); p.text("a < b"); }
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parity::reports {

using Attribute = std::pair<std::string_view, std::string>;
using Attributes = std::vector<Attribute>;

class Markup {
 public:
  enum class Layout { packed, indented };  // indented: one element per line, never inside of text
  explicit Markup(Layout layout = Layout::packed) : layout_(layout) {}

  // Fixed text of our own, written as it is: a doctype, a style sheet.
  void literal(std::string_view ours) { out_ += ours; }
  // An element that has no content: <meta/>, <property/>.
  void empty(std::string_view name, const Attributes& attributes);
  // What another has written, all of its elements closed.
  void append(Markup&& other) { out_ += other.take(); }
  std::size_t size() const { return out_.size(); }
  std::string take() { return std::move(out_); }

 private:
  friend class Element;
  void break_line();

  std::string out_;
  Layout layout_;
  int depth_ = 0;
};

class Element {
 public:
  Element(Markup& out, std::string_view name, const Attributes& attributes = {});
  ~Element();
  Element(const Element&) = delete;
  Element& operator=(const Element&) = delete;

  void text(std::string_view data);
  // A whole child with text in it; returns this.
  Element& child(std::string_view name, std::string_view data, const Attributes& attributes = {});

 private:
  Markup& out_;
  std::string_view name_;
  bool has_text_ = false;
};

}  // namespace parity::reports
