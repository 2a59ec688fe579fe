// JSON Schema, drafts 7 and 2020-12: a schema compiled once, then held against any number of values. Numbers
// are exact, patterns take linear time, and nothing is ever fetched.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "normalizers/value.h"

namespace parity {

enum class SchemaDraft : std::uint8_t { draft7, draft2020_12 };

struct SchemaOptions {
  SchemaDraft draft = SchemaDraft::draft2020_12;  // where the schema names none with `$schema`
  bool assert_formats = false;                    // `format` is an assertion, not an annotation
  // The document of a URI (without its fragment) that the schema refers to; nullptr where there is none.
  // Asked while compiling only, and what it returns is copied. The two meta-schemas need not be given.
  std::function<const Value*(const std::string& uri)> document;
  std::string base_uri;  // where the schema stands, for references to its neighbours; may be empty
};

// Why a value is none of those that the schema describes.
struct SchemaFault {
  std::string at;    // JSON pointer into the value; "" is the whole
  std::string rule;  // JSON pointer into the schema, "/properties/id/type"; in another document URI#pointer
  std::string message;  // "is a string, not an integer"
};

// Why a schema is none: `rule` as above.
struct SchemaError {
  std::string rule;
  std::string message;
};

namespace json_schema {
struct Program;
}

// Cheap to copy; may be used by several threads. Keeps nothing of the values that it was made from.
class JsonSchema {
 public:
  static JsonSchema compile(const Value& schema, const SchemaOptions& options = {});  // throws SchemaError

  // Empty: the value is valid. In the order of the schema's keywords; the first 1000.
  std::vector<SchemaFault> validate(const Value& value) const;

 private:
  std::shared_ptr<const json_schema::Program> program_;
};

}  // namespace parity
