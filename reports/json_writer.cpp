#include "reports/json_writer.h"

#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "reports/redact.h"
#include "reports/utf8.h"

namespace parity::reports {
namespace {

// Marks that turn the direction of the text around them or break lines where JSON does not: valid JSON as
// they are, and a trap for whoever reads it.
bool turns_text(char32_t c) {
  return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

void append_escaped(std::string& out, std::string_view text) {
  const auto plain = [](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;  // most text is a run that needs nothing
    while (end < text.size() && plain(text[end])) ++end;
    out += text.substr(at, end - at);
    if ((at = end) == text.size()) break;
    const CodePoint c = decode(text, at);
    switch (c.value) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (c.value < 0x20 || c.value == 0x7F || turns_text(c.value))
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(c.value));
        else if (c.value != 0xFFFD)  // which stands for bytes that are no UTF-8, there or in what was read
          out += text.substr(at, c.size);
        else
          out += "\\ufffd";
    }
    at += c.size;
  }
}

}  // namespace

std::string quote_json(std::string_view text) {
  std::string out = "\"";
  append_escaped(out, text);
  return out += '"';
}

JsonScope::JsonScope(std::string& out, JsonLayout layout, char open, char close)
    : out_(out), layout_(layout), close_(close) {
  out_ += open;
}

JsonScope::JsonScope(JsonScope& parent, char open, char close)
    : out_(parent.out_), parent_(&parent), layout_(parent.layout_), depth_(parent.depth_ + 1), close_(close) {
  parent.child_open_ = true;
  out_ += open;
}

JsonScope::~JsonScope() {
  if (child_open_) std::abort();
  if (!empty_) break_line(depth_ - 1);
  out_ += close_;
  if (parent_ != nullptr) parent_->child_open_ = false;
}

void JsonScope::begin_item() {
  if (child_open_) std::abort();
  if (!empty_) out_ += ',';
  empty_ = false;
  break_line(depth_);
}

void JsonScope::write_name(std::string_view name) {
  write(name);
  out_ += layout_ == JsonLayout::line ? ":" : ": ";
}

void JsonScope::write(std::string_view text) {
  out_ += '"';
  std::string made;
  append_escaped(out_, redacted(text, made));
  out_ += '"';
}

void JsonScope::write(double number) {
  out_ += std::isfinite(number) ? fmt::format("{}", number) : std::string("null");
}

void JsonScope::write_literal(std::string_view literal) { out_ += literal; }

void JsonScope::break_line(int depth) {
  if (layout_ == JsonLayout::line) return;
  out_ += '\n';
  out_.append(static_cast<std::size_t>(depth) * 2, ' ');
}

JsonObject JsonObject::object(std::string_view name) {
  begin_item();
  write_name(name);
  return JsonObject(this);
}

JsonArray JsonObject::array(std::string_view name) {
  begin_item();
  write_name(name);
  return JsonArray(this);
}

JsonObject JsonArray::object() {
  begin_item();
  return JsonObject(this);
}

JsonArray JsonArray::array() {
  begin_item();
  return JsonArray(this);
}

}  // namespace parity::reports
