// A JSON text and the values read from it, kept together: what an answer's body is to the step language, and
// what a schema is before it is compiled.
#pragma once

#include <memory>
#include <string>

#include "normalizers/arena.h"
#include "normalizers/value.h"

namespace parity {

class JsonDocument {
 public:
  // Never throws for what the text says. A text that is no JSON in any part (a cut end, `01`, bad UTF-8, a
  // name twice in one object, more than 512 levels) is Kind::invalid as a whole, and value().view() says why
  // and where.
  static JsonDocument parse(std::string text);

  // Points into this document, lives as long as it, and stays where it is when the document is moved.
  const Value& value() const { return held_->value; }
  bool valid() const { return value().kind != Kind::invalid; }

 private:
  struct Held {
    std::string text;
    Arena arena;
    Value value;
  };
  std::unique_ptr<Held> held_;
};

}  // namespace parity
