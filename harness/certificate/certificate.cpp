#include "harness/certificate/certificate.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include <fmt/format.h>
#include <simdjson.h>

#include "harness/error.h"
#include "reports/base64.h"
#include "reports/json_writer.h"

namespace parity {
namespace {

using reports::JsonArray;
using reports::JsonObject;

constexpr std::string_view kPayloadType = "application/vnd.in-toto+json";
constexpr std::string_view kStatement = "https://in-toto.io/Statement/v1";
constexpr std::string_view kPredicate = "https://parity.invalid/certificate/v1";
const std::vector<std::string> kFiles = {"result.json", "differences.ndjson"};

// What is signed: DSSE's pre-authentication encoding, so that no payload passes for one of another type.
std::string encoded(std::string_view type, std::string_view payload) {
  return fmt::format("DSSEv1 {} {} {} {}", type.size(), type, payload.size(), payload);
}

void put_named(JsonObject& out, const char* name,
               const std::vector<std::pair<std::string, std::string>>& named) {
  JsonArray list = out.array(name);
  for (const auto& [one, value] : named) {
    JsonObject item = list.object();
    item.put("name", one);
    item.put("value", value);
  }
}

void put_findings(JsonObject& out, const reports::Result& result) {
  out.put("tool", result.tool);
  out.put("scenario", result.scenario);
  out.put("cell", result.cell);
  out.put("scenario_hash", result.scenario_hash);
  put_named(out, "contracts", result.contracts);
  {
    JsonArray list = out.array("datasets");
    for (const reports::DatasetResult& dataset : result.datasets) {
      JsonObject item = list.object();
      item.put("name", dataset.name);
      item.put("kind", dataset.kind);
      item.put("identity", dataset.identity);
    }
  }
  out.put("started", result.started);
  out.put("seconds", result.seconds);
  out.put("verdict", result.verdict);
  out.put("outcome", reports::outcome_name(result.outcome));
  out.put("exit_code", result.exit_code);
  out.put("go", result.go);
  {
    JsonArray list = out.array("gates");
    for (const reports::Gate& gate : result.gates) {
      JsonObject item = list.object();
      item.put("name", gate.name);
      item.put("verdict", reports::gate_verdict_name(gate.verdict));
    }
  }
  JsonObject totals = out.object("totals");
  totals.put("differences", result.totals.differences);
  totals.put("masked", result.totals.masked);
  totals.put("accepted", result.totals.accepted);
  totals.put("failed", result.totals.failed);
  totals.put("errored", result.totals.errored);
  totals.put("skipped", result.totals.skipped);
}

void put_filters(JsonObject& out, const reports::Result& result) {
  std::string filters;
  for (const std::string& filter : result.coverage.filters) filters += (filters.empty() ? "" : " ") + filter;
  if (!result.shard.empty()) filters += (filters.empty() ? "" : " ") + ("--shard " + result.shard);
  out.put("filters", filters);
}

std::string statement(const reports::Result& result, const std::filesystem::path& folder) {
  std::string text;
  {
    JsonObject out(text);
    out.put("_type", kStatement);
    {
      JsonArray subjects = out.array("subject");
      for (const std::string& name : kFiles) {
        JsonObject subject = subjects.object();
        subject.put("name", name);
        subject.object("digest").put("sha256", sha256_of_file(folder / name));
      }
    }
    out.put("predicateType", kPredicate);
    JsonObject predicate = out.object("predicate");
    put_findings(predicate, result);
    put_filters(predicate, result);
  }
  return text;
}

// One JSON text, and its members by their names. What is not there is a fault of the file.
class Reader {
 public:
  explicit Reader(const std::string& text, std::string of) : of_(std::move(of)) {
    if (parser_.parse(simdjson::padded_string(text)).get(root_) != simdjson::SUCCESS) fail();
  }
  std::string text(const char* pointer) const {
    std::string_view found;
    if (root_.at_pointer(pointer).get(found) != simdjson::SUCCESS) fail();
    return std::string(found);
  }
  // File → its digest.
  std::map<std::string, std::string> subjects() const {
    std::map<std::string, std::string> found;
    simdjson::dom::array list;
    if (root_.at_pointer("/subject").get(list) != simdjson::SUCCESS) fail();
    for (const simdjson::dom::element subject : list) {
      std::string_view name, digest;
      if (subject.at_pointer("/name").get(name) != simdjson::SUCCESS ||
          subject.at_pointer("/digest/sha256").get(digest) != simdjson::SUCCESS)
        fail();
      found[std::string(name)] = digest;
    }
    return found;
  }

 private:
  [[noreturn]] void fail() const {
    throw usage_error(of_ + " is no certificate of Parity")
        .with_hint("parity run --certificate KEY.pem writes certificate.json into the run's folder");
  }
  std::string of_;
  simdjson::dom::parser parser_;
  simdjson::dom::element root_;
};

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw usage_error("there is no certificate " + file.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

// The files beside a result against what was certified of them.
void look_at_files(const std::filesystem::path& result, const std::map<std::string, std::string>& subjects,
                   std::vector<std::string>& faults) {
  const bool is_folder = std::filesystem::is_directory(result);
  for (const auto& [name, digest] : subjects) {
    const std::filesystem::path file =
        name == "result.json" && !is_folder ? result : (is_folder ? result : result.parent_path()) / name;
    if (!std::filesystem::exists(file))
      faults.push_back(file.string() + " is not there");
    else if (sha256_of_file(file) != digest)
      faults.push_back(file.string() + " is not the file that was certified");
  }
}

}  // namespace

std::string certify(const reports::Result& result, const std::filesystem::path& folder, const Key& key) {
  const std::string payload = statement(result, folder);
  std::string text;
  {
    JsonObject out(text, reports::JsonLayout::indented);
    out.put("payloadType", kPayloadType);
    out.put("payload", reports::base64(payload));
    JsonArray signatures = out.array("signatures");
    JsonObject signature = signatures.object();
    signature.put("keyid", key_id(key));
    signature.put("sig", reports::base64(sign(key, encoded(kPayloadType, payload))));
  }
  return text + "\n";
}

Certified verify_certificate(const std::filesystem::path& certificate, const Key& key,
                             const std::vector<std::filesystem::path>& results) {
  const Reader envelope(text_of(certificate), certificate.string());
  const std::string type = envelope.text("/payloadType");
  const std::string payload = from_base64(envelope.text("/payload"));
  Certified certified;
  if (!is_signed(key, encoded(type, payload), from_base64(envelope.text("/signatures/0/sig"))))
    certified.faults.push_back("the signature is not of this key (" + key_id(key) +
                               "), or the certificate was changed");
  const Reader said(payload, certificate.string());
  if (type != kPayloadType || said.text("/_type") != kStatement || said.text("/predicateType") != kPredicate)
    certified.faults.push_back("it is a statement of another kind");
  certified.tool = said.text("/predicate/tool");
  certified.scenario = said.text("/predicate/scenario");
  certified.cell = said.text("/predicate/cell");
  certified.verdict = said.text("/predicate/verdict");
  certified.outcome = said.text("/predicate/outcome");
  certified.go = said.text("/predicate/go");
  certified.filters = said.text("/predicate/filters");
  certified.started = said.text("/predicate/started");
  for (const std::filesystem::path& result : results)
    look_at_files(result, said.subjects(), certified.faults);
  return certified;
}

}  // namespace parity
