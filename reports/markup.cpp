#include "reports/markup.h"

#include "reports/redact.h"
#include "reports/utf8.h"

namespace parity::reports {
namespace {

void append_character(std::string& out, const CodePoint& c, std::string_view bytes) {
  if (c.value == '\t' || c.value == '\n' || c.value == '\r')
    out += bytes;
  else if (c.value < 0x20)
    append_utf8(out, 0x2400 + c.value);
  else if (c.value == 0x7F)
    append_utf8(out, 0x2421);
  else if (!c.valid || (c.value >= 0x80 && c.value < 0xA0) || (c.value & 0xFFFE) == 0xFFFE)
    append_utf8(out, 0xFFFD);
  else
    out += bytes;
}

// Line breaks and tabs in attributes are written as references, or a parser makes blanks of them.
void append_escaped(std::string& out, std::string_view data, bool attribute) {
  const std::string text = redact(data);
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    const std::string_view bytes = std::string_view(text).substr(at, c.size);
    switch (c.value) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += attribute ? "&quot;" : "\""; break;
      case '\t': out += attribute ? "&#9;" : "\t"; break;
      case '\n': out += attribute ? "&#10;" : "\n"; break;
      case '\r': out += "&#13;"; break;
      default: append_character(out, c, bytes);
    }
    at += c.size;
  }
}

void open_tag(std::string& out, std::string_view name, const Attributes& attributes) {
  out += '<';
  out += name;
  for (const auto& [key, value] : attributes) {
    out += ' ';
    out += key;
    out += "=\"";
    append_escaped(out, value, true);
    out += '"';
  }
}

}  // namespace

void Markup::break_line() {
  if (layout_ == Layout::packed) return;
  if (!out_.empty() && out_.back() != '\n') out_ += '\n';
  out_.append(static_cast<std::size_t>(depth_) * 2, ' ');
}

void Markup::empty(std::string_view name, const Attributes& attributes) {
  break_line();
  open_tag(out_, name, attributes);
  out_ += layout_ == Layout::packed ? "/>" : "/>\n";
}

Element::Element(Markup& out, std::string_view name, const Attributes& attributes) : out_(out), name_(name) {
  out_.break_line();
  ++out_.depth_;
  open_tag(out_.out_, name, attributes);
  out_.out_ += '>';
}

Element::~Element() {
  --out_.depth_;
  if (!has_text_ && out_.out_.back() == '\n') out_.break_line();
  out_.out_ += "</";
  out_.out_ += name_;
  out_.out_ += out_.layout_ == Markup::Layout::packed ? ">" : ">\n";
}

void Element::text(std::string_view data) {
  has_text_ = true;
  append_escaped(out_.out_, data, false);
}

Element& Element::child(std::string_view name, std::string_view data, const Attributes& attributes) {
  Element(out_, name, attributes).text(data);
  return *this;
}

}  // namespace parity::reports
