// JSON files as a dataset: see json.h.
#include "harness/readers/json.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

#include <glob.h>

#include "harness/error.h"
#include "harness/readers/json_cursor.h"
#include "harness/readers/json_decoder.h"
#include "harness/readers/json_layout.h"
#include "harness/readers/json_rows.h"
#include "normalizers/encoding.h"

namespace parity {
namespace {

constexpr std::size_t kSampleRows = 500;
constexpr std::uint64_t kSampleBytes = 512 * 1024;
constexpr std::size_t kFetchWindow = 64 * 1024;

struct Table {
  std::size_t file = 0;
  JsonTable layout;
  TableInfo info;
  bool url = false;
  JsonDialect dialect = JsonDialect::plain;
  std::uint64_t relaxed = 0;               // numbers of Extended JSON without their type
  std::vector<std::uint64_t> row_offsets;  // for origins by position; filled when first needed
};

class JsonStream : public RowStream {
 public:
  JsonStream(JsonFile& file, Table& table) : file_(file), table_(table) {}

  void read(RowSink& sink) override {
    JsonRowDecoder decoder(table_.dialect);
    std::vector<std::string> names;
    for (const Column& column : table_.info.columns) names.push_back(column.name);
    decoder.set_columns(std::move(names));
    const auto added = [&](std::string_view name) { sink.column(name); };
    JsonRows rows(file_, table_.layout, std::size_t{1} << 20);
    while (rows.next(decoder, added)) sink.row(rows.values(), rows.offset());
    table_.relaxed = decoder.relaxed();  // of one reading, however often it is read
  }

 private:
  JsonFile& file_;
  Table& table_;
};

class JsonReader : public Reader {
 public:
  explicit JsonReader(std::vector<JsonSource> sources) : sources_(std::move(sources)) {}

  std::vector<TableInfo> tables() override {
    for (const JsonSource& source : sources_) {
      files_.push_back(std::make_unique<JsonFile>(source.file, source.label));
      const std::string extension = source.file.extension().string();
      const bool lines = source.lines || extension == ".ndjson" || extension == ".jsonl";
      const std::string stem = source.file.stem().string();
      for (JsonTable& layout : find_tables(*files_.back(), {source.table, source.pointer, lines}, stem)) {
        Table table;
        table.file = files_.size() - 1;
        table.layout = std::move(layout);
        table.url = source.url;
        table.dialect = source.dialect;
        refuse_second(table.layout.name);
        tables_.push_back(std::move(table));
      }
    }
    std::vector<TableInfo> infos;
    for (Table& table : tables_) {
      sample(table);
      infos.push_back(table.info);
    }
    return infos;
  }

  std::vector<std::unique_ptr<RowStream>> open(std::size_t table, int /*parallel*/) override {
    std::vector<std::unique_ptr<RowStream>> streams;
    streams.push_back(std::make_unique<JsonStream>(*files_[tables_[table].file], tables_[table]));
    return streams;
  }

  void fetch(std::size_t number, std::span<const Locator> locators,
             const std::function<void(std::size_t, const FetchedRow&)>& take) override {
    Table& table = tables_[number];
    JsonFile& file = *files_[table.file];
    std::vector<std::size_t> order(locators.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return locators[a] < locators[b]; });
    JsonCursor cursor(file, kFetchWindow);
    JsonRowDecoder decoder(table.dialect);
    std::vector<std::string> names;
    for (const Column& column : table.info.columns) names.push_back(column.name);
    const std::size_t known = names.size();
    decoder.set_columns(std::move(names));
    for (const std::size_t i : order) {
      cursor.seek(locators[i]);
      FetchedRow row;
      // As it was read the first time, not by brackets and quotes: a token that is no value may hold half a
      // pair.
      for (bool whole = false; !whole;) {
        try {
          row.values = decoder.decode(cursor.window(), [](std::string_view) {});
          whole = true;
        } catch (const JsonFault&) { throw moved(file); } catch (const JsonIncomplete&) {
          if (!cursor.more()) throw moved(file);
        }
      }
      row.late_columns = std::span(decoder.columns()).subspan(known);
      row.origin = origin(table, file, locators[i]);
      take(i, row);
    }
  }

  std::vector<std::string> notes() override {
    std::vector<std::string> lines;
    for (const Table& table : tables_)
      if (table.relaxed > 0)
        lines.push_back(
            "table " + table.layout.name + ": relaxed Extended JSON, " + std::to_string(table.relaxed) +
            (table.relaxed == 1 ? " number does" : " numbers do") +
            " not say whether int32, int64 or double; mongoexport --jsonFormat=canonical keeps it");
    return lines;
  }

  std::string identity() override {
    if (files_.size() == 1) return files_[0]->identity();
    std::string all;
    for (const auto& file : files_) all += file->identity() + "\n";
    return std::to_string(files_.size()) + " files, xxh3:" + hex(digest64(all));
  }

 private:
  static std::string hex(std::uint64_t number) {
    char text[20];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
    return text;
  }

  static Error moved(const JsonFile& file) {
    return undecidable(file.label() + " was changed while it was read: a row is not there any more");
  }

  void refuse_second(const std::string& name) const {
    const auto same_name = [&](const Table& other) { return other.layout.name == name; };
    const auto at = std::find_if(tables_.begin(), tables_.end(), same_name);
    if (at == tables_.end()) return;
    throw undecidable("two places hold a table '" + name + "': " + files_[at->file]->label() + " and " +
                      files_.back()->label());
  }

  // The first rows tell the columns; later ones may add to them.
  void sample(Table& table) {
    JsonFile& file = *files_[table.file];
    JsonRowDecoder decoder;  // plain: what Extended JSON looks like is seen here
    bool extended = false;
    JsonRows rows(file, table.layout, std::size_t{128} << 10);
    std::size_t count = 0;
    bool whole = true;
    while (rows.next(decoder, [](std::string_view) {})) {
      ++count;
      for (const Value& value : rows.values()) extended = extended || has_extended_json(value);
      if (count >= kSampleRows || rows.end() - table.layout.offset >= kSampleBytes) {
        whole = false;
        break;
      }
    }
    const std::uint64_t end = rows.end();
    table.info.name = table.layout.name;
    if (extended && table.dialect == JsonDialect::plain)
      table.info.notes.push_back(
          "it looks like MongoDB's Extended JSON and is read as plain JSON; `dialect: extended` reads it");
    table.info.columns_final = whole;
    for (const std::string& name : decoder.columns()) table.info.columns.push_back({name, "", Kind::invalid});
    if (whole) {
      table.info.rows_estimate = count;
    } else if (table.layout.whole) {
      table.info.rows_estimate =
          (file.size() - table.layout.offset) * count / std::max<std::uint64_t>(1, end - table.layout.offset);
    }
    table.info.bytes_estimate = whole ? end - table.layout.offset : file.size() - table.layout.offset;
  }

  static std::string origin(Table& table, JsonFile& file, Locator offset) {
    if (!table.url) {
      const JsonFile::Position position = file.position(offset);
      return file.label() + ":" + std::to_string(position.line) + ":" + std::to_string(position.column);
    }
    if (table.row_offsets.empty()) {
      JsonRows rows(file, table.layout, std::size_t{1} << 20);
      JsonRowDecoder decoder;
      while (rows.next(decoder, [](std::string_view) {})) table.row_offsets.push_back(rows.offset());
    }
    const auto row = std::lower_bound(table.row_offsets.begin(), table.row_offsets.end(), offset) -
                     table.row_offsets.begin();
    return file.label() + " " + table.layout.pointer + "/" + std::to_string(row);
  }

  std::vector<JsonSource> sources_;
  std::vector<std::unique_ptr<JsonFile>> files_;
  std::vector<Table> tables_;
};

}  // namespace

std::unique_ptr<Reader> json_reader(std::vector<JsonSource> sources) {
  return std::make_unique<JsonReader>(std::move(sources));
}

std::vector<std::filesystem::path> expand_glob(const std::filesystem::path& pattern) {
  glob_t found{};
  const int status = ::glob(pattern.c_str(), GLOB_BRACE | GLOB_TILDE, nullptr, &found);
  std::vector<std::filesystem::path> files(found.gl_pathv,
                                           found.gl_pathv + (status == 0 ? found.gl_pathc : 0));
  ::globfree(&found);
  // A pattern that fits nothing selects nothing; a file that is named and not there is a place without an
  // answer.
  const bool selects = pattern.native().find_first_of("*?[{") != std::string::npos;
  if (files.empty())
    throw Error(selects ? ErrorKind::nothing : ErrorKind::undecidable,
                "no file is named by " + pattern.string())
        .with_hint("paths in a scenario start at the scenario's own folder");
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace parity
