// The result as JSON: everything that is in the model, versioned. Its JSON Schema is result.schema.json.
#pragma once

#include <string>
#include <string_view>

#include "reports/json_writer.h"
#include "reports/result.h"

namespace parity::reports {

std::string to_json(const Result& result);  // indented, ends with a line break

std::string_view result_schema();  // JSON Schema 2020-12 of to_json()

// One line of differences.ndjson, without its line break.
std::string difference_json(const Difference& difference);

// The members of one part of the model, into an object that is open; for events.h.
void write_members(JsonObject& out, const Difference& difference);
void write_members(JsonObject& out, const DatasetResult& dataset);
void write_members(JsonObject& out, const Check& check);
void write_members(JsonObject& out, const Totals& totals);

}  // namespace parity::reports
