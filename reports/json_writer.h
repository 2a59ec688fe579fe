// Writes JSON through scopes: what an object or array opens, its end closes, so that unbalanced output cannot
// be written. Writing to a scope whose child is still open is a bug of ours and aborts. Any bytes may be
// given as text: secrets are taken out, bytes that are no UTF-8 become U+FFFD.
//
//   std::string out;
//   { JsonObject root(out); root.put("version", 1); JsonArray list = root.array("tables"); list.put("a"); }
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace parity::reports {

enum class JsonLayout {
  line,      // no white space at all: NDJSON
  indented,  // for people: two blanks per level, containers of scalars only still one item per line
};

// `text` between double quotes with everything escaped that JSON wants escaped. No redaction.
std::string quote_json(std::string_view text);

class JsonScope {
 public:
  JsonScope(const JsonScope&) = delete;
  JsonScope& operator=(const JsonScope&) = delete;

 protected:
  JsonScope(std::string& out, JsonLayout layout, char open, char close);
  JsonScope(JsonScope& parent, char open, char close);
  ~JsonScope();
  void begin_item();  // comma and line break
  void write_name(std::string_view name);
  void write(std::string_view text);
  void write(const char* text) { write(std::string_view(text)); }
  void write(const std::string& text) { write(std::string_view(text)); }
  void write(double number);  // not finite: null
  template <std::same_as<bool> Bool>
  void write(Bool value) {
    write_literal(value ? "true" : "false");
  }
  template <std::integral Int>
    requires(!std::same_as<Int, bool>)
  void write(Int number) {
    write_literal(std::to_string(number));
  }

 private:
  void write_literal(std::string_view literal);
  void break_line(int depth);

  std::string& out_;
  JsonScope* parent_ = nullptr;
  JsonLayout layout_;
  int depth_ = 1;
  char close_;
  bool empty_ = true;
  bool child_open_ = false;
};

class JsonArray;

class JsonObject : public JsonScope {
 public:
  explicit JsonObject(std::string& out, JsonLayout layout = JsonLayout::line)
      : JsonScope(out, layout, '{', '}') {}

  template <class T>
  void put(std::string_view name, const T& value) {
    begin_item();
    write_name(name);
    write(value);
  }
  JsonObject object(std::string_view name);
  JsonArray array(std::string_view name);

 private:
  friend class JsonArray;
  explicit JsonObject(JsonScope* parent) : JsonScope(*parent, '{', '}') {}
};

class JsonArray : public JsonScope {
 public:
  explicit JsonArray(std::string& out, JsonLayout layout = JsonLayout::line)
      : JsonScope(out, layout, '[', ']') {}

  template <class T>
  void put(const T& value) {
    begin_item();
    write(value);
  }
  JsonObject object();
  JsonArray array();

 private:
  friend class JsonObject;
  explicit JsonArray(JsonScope* parent) : JsonScope(*parent, '[', ']') {}
};

}  // namespace parity::reports
