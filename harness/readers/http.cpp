// Tables from HTTP answers: downloads them all, then reads them as JSON files.
#include "harness/readers/http.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/error.h"
#include "harness/readers/curl_download.h"
#include "harness/readers/http_url.h"
#include "harness/readers/json.h"
#include "harness/readers/json_pointer.h"
#include "normalizers/encoding.h"

namespace parity {

namespace {

// What the one table of an answer is called that names none: "http://host/api/equipment.json?x=1" →
// equipment.
std::string last_word_of(const std::string& url) {
  std::string path = url.substr(0, url.find_first_of("?#"));
  path.erase(0, path.find("://") + 3);
  path.erase(0, path.find('/'));
  while (!path.empty() && path.back() == '/') path.pop_back();
  const std::string word = std::filesystem::path(path).stem().string();
  return word.empty() ? "rows" : word;
}

// The first byte that decides the shape of a document.
char first_byte(const SpoolFile& body) {
  const std::string head = body.head(256);
  const std::size_t at = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return at == std::string::npos ? '\0' : head[at];
}

class HttpReader : public Reader {
 public:
  explicit HttpReader(HttpSource source) : source_(std::move(source)) {}

  std::vector<TableInfo> tables() override {
    Downloader downloader({source_.headers, source_.timeout, source_.retries, source_.max_bytes});
    if (!source_.url.empty()) download(downloader, source_.url, "");
    for (const auto& [table, url] : source_.table_urls) download(downloader, url, table);
    std::vector<JsonSource> sources;
    for (const Answer& answer : answers_) sources.push_back(json_source(answer));
    json_ = json_reader(std::move(sources));
    return json_->tables();
  }

  std::vector<std::unique_ptr<RowStream>> open(std::size_t table, int parallel) override {
    return json_->open(table, parallel);
  }

  void fetch(std::size_t table, std::span<const Locator> locators,
             const std::function<void(std::size_t, const FetchedRow&)>& take) override {
    json_->fetch(table, locators, take);
  }

  // "/version = 7, xxh3:…": what the server calls the state, and the bytes that came.
  std::string identity() override {
    if (answers_.empty()) return {};
    std::string digests;
    for (const Answer& answer : answers_) digests += answer.got.body.digest();
    std::string text;
    for (std::size_t i = 0; i < versions_.size(); ++i)
      text += fmt::format("{} = {}, ", source_.version_pointers[i], versions_[i]);
    if (answers_.size() == 1) return text + "xxh3:" + digests;
    return fmt::format("{}{} answers, xxh3:{:016x}", text, answers_.size(), digest64(digests));
  }

  std::vector<std::string> notes() override {
    std::vector<std::string> lines = json_ ? json_->notes() : std::vector<std::string>{};
    for (const Answer& answer : answers_)
      if (answer.got.end_unknown)
        lines.push_back(
            fmt::format("{} said neither the length of its answer nor where it ends", answer.label));
    return lines;
  }

 private:
  struct Answer {
    Download got;
    std::string url;
    std::string label;
    std::string table;
  };

  void download(Downloader& downloader, const std::string& url, const std::string& table) {
    answers_.push_back({downloader.get(url), url, shown_url(url), table});
    if (source_.version_pointers.empty()) return;
    const Answer& answer = answers_.back();
    if (answer.got.lines)
      throw undecidable(
          fmt::format("{} sends rows line by line, which leave no place for a version", answer.label))
          .with_hint("leave the version out, or read an answer that is one JSON document");
    JsonFile file(answer.got.body.path(), answer.label);
    std::vector<std::string> versions;
    for (const std::string& pointer : source_.version_pointers)
      versions.push_back(json_scalar_at(file, pointer));
    if (answers_.size() == 1) versions_ = versions;
    const auto [first, now] = std::mismatch(versions_.begin(), versions_.end(), versions.begin());
    if (first == versions_.end()) return;
    const std::string& pointer =
        source_.version_pointers[static_cast<std::size_t>(first - versions_.begin())];
    throw undecidable(fmt::format("the data moved while it was read: {} is {} in {} and {} in {}", pointer,
                                  *first, answers_.front().label, *now, answer.label))
        .with_hint("run again while nothing writes");
  }

  JsonSource json_source(const Answer& answer) const {
    JsonSource source;
    source.file = answer.got.body.path();
    source.label = answer.label;
    source.table = answer.table;
    source.pointer = source_.pointer;
    source.lines = answer.got.lines;
    source.url = true;
    const bool at_top = !source_.pointer || source_.pointer->empty();
    const bool only_rows = answer.got.lines || (at_top && first_byte(answer.got.body) == '[');
    if (source.table.empty() && only_rows) source.table = last_word_of(answer.url);
    return source;
  }

  HttpSource source_;
  std::vector<Answer> answers_;  // their files outlive the reader over them
  std::vector<std::string> versions_;
  std::unique_ptr<Reader> json_;
};

}  // namespace

std::unique_ptr<Reader> http_reader(HttpSource source) {
  return std::make_unique<HttpReader>(std::move(source));
}

}  // namespace parity
