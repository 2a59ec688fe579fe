// The result as JSON: everything that is in the model, versioned, written and read. Its JSON Schema is
// result.schema.json. read_result_json(to_json(r)) is r, but for secrets, bytes that are no UTF-8, and times
// below a millisecond.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "reports/json_writer.h"
#include "reports/result.h"

namespace parity::reports {

std::string to_json(const Result& result);  // indented, ends with a line break

std::string_view result_schema();  // JSON Schema 2020-12 of to_json()

// What is not the JSON of a result, and why: "comparisons[0].tables[2].outcome is \"green\", which is none of
// passed, failed, errored, skipped".
struct NoResult : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Strict: a member that is missing, unknown, there twice or of another type is an error, and so is another
// version. Throws NoResult.
Result read_result_json(std::string_view text);

// One line of differences.ndjson, without its line break, written and read.
std::string difference_json(const Difference& difference);
Difference read_difference_json(std::string_view line);  // throws NoResult

// The members of one part of the model, into an object that is open; for events.h.
void write_members(JsonObject& out, const Difference& difference);
void write_members(JsonObject& out, const DatasetResult& dataset);
void write_members(JsonObject& out, const Check& check);
void write_members(JsonObject& out, const Totals& totals);
void write_members(JsonObject& out, const Cluster& cluster);
void write_members(JsonObject& out, const AcceptedEntry& entry);
void write_members(JsonObject& out, const Gate& gate);

}  // namespace parity::reports
