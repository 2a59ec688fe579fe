// The only file that includes yaml-cpp. It listens to yaml-cpp's events and builds our tree, refusing on the
// way what yaml-cpp lets through: keys twice, unclosed quotes, tags, tabs, merge keys, aliases of aliases
// without end.
#include <algorithm>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "harness/error.h"
#include "harness/yaml/yaml.h"

namespace parity {
namespace {

std::size_t indent(std::string_view line) {
  const std::size_t end = line.find_first_not_of(' ');
  return end == std::string_view::npos ? line.size() : end;
}

// A tab among the white space that a line begins with; blank lines have none.
bool tab_indents(std::string_view line) {
  const std::size_t end = line.find_first_not_of(" \t\r");
  return end != std::string_view::npos && line.substr(0, end).find('\t') != std::string_view::npos;
}

Error tab_error(const Source& source, int line) {
  return usage_error("a tab cannot indent YAML")
      .at(source.at(source.start(line) + source.line(line).find('\t')))
      .with_hint("indent with spaces");
}

// What a tree takes in memory, roughly.
struct Weight {
  std::size_t nodes = 0;
  std::size_t bytes = 0;  // of scalars
};

class Builder : public YAML::EventHandler {
 public:
  explicit Builder(std::shared_ptr<const Source> source) : source_(std::move(source)) {}

  Yaml take() && { return std::move(*root_); }
  bool empty() const { return !root_; }
  // Lines that belong to a block or quoted scalar, where a tab is text: line → last line.
  const std::map<int, int>& text_lines() const { return text_lines_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (root_)
      throw usage_error("a second document begins here")
          .at(place(mark))
          .with_hint("keep one document to a file");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Yaml node = make(mark, Yaml::Kind::null);
    for (const std::string_view word : {"null", "Null", "NULL", "~"})
      if (rest(node.offset).starts_with(word)) node.text = word;
    if (node.text.empty() && !stack_.empty() && stack_.back().key) node.where = stack_.back().key_where;
    add(std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) throw usage_error("an alias inside of what it names").at(place(mark));
    count(found->second.second, place(mark));
    Yaml node = found->second.first;
    add(std::move(node), 0);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_tag(mark, tag);
    Yaml node = make(mark, tag == "?" ? plain_kind(value) : Yaml::Kind::text);
    node.text = value;
    if (tag != "?") note_text(node.offset);
    add(std::move(node), anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Yaml::Kind::list);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Yaml::Kind::mapping);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    Yaml node;
    YAML::anchor_t anchor = 0;
    Weight before;
    std::optional<std::string> key;  // read, its value comes next
    Location key_where;
    std::map<std::string, Location> keys;
  };

  Location place(const YAML::Mark& mark) const { return source_->at(offset(mark)); }
  static std::size_t offset(const YAML::Mark& mark) {
    return mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
  }
  std::string_view rest(std::size_t from) const {
    return std::string_view(source_->text()).substr(std::min(from, source_->text().size()));
  }

  Yaml make(const YAML::Mark& mark, Yaml::Kind kind) {
    Yaml node;
    node.kind = kind;
    node.source = source_;
    node.offset = offset(mark);
    if (rest(node.offset).starts_with('&')) {  // yaml-cpp marks a node at its anchor
      const std::size_t name = rest(node.offset).find_first_of(" \r\n,]}");
      const std::size_t value =
          name == std::string_view::npos ? name : rest(node.offset).find_first_not_of(" \r\n", name);
      if (value != std::string_view::npos) node.offset += value;
    }
    node.where = source_->at(node.offset);
    return node;
  }

  void refuse_tag(const YAML::Mark& mark, const std::string& tag) const {
    if (tag.empty() || tag == "?" || tag == "!") return;
    throw usage_error("tags are not read here")
        .at(place(mark))
        .with_hint("leave the tag out; quotes make a value text");
  }

  void count(const Weight& more, const Location& where) {
    weight_.nodes += more.nodes;
    weight_.bytes += more.bytes;
    if (weight_.nodes > kYamlNodes)
      throw usage_error(fmt::format("more than {} nodes, with all aliases expanded", kYamlNodes)).at(where);
    if (weight_.bytes > kYamlExpandedBytes)
      throw usage_error(
          fmt::format("more than {} MiB of text, with all aliases expanded", kYamlExpandedBytes >> 20))
          .at(where);
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Yaml::Kind kind) {
    refuse_tag(mark, tag);
    if (stack_.size() >= kYamlDepth)
      throw usage_error(fmt::format("nested deeper than {} levels", kYamlDepth)).at(place(mark));
    Frame frame;
    frame.node = make(mark, kind);
    frame.anchor = anchor;
    frame.before = weight_;
    stack_.push_back(std::move(frame));
  }

  void close() {
    Frame frame = std::move(stack_.back());
    stack_.pop_back();
    const Weight inside{weight_.nodes - frame.before.nodes, weight_.bytes - frame.before.bytes};
    add(std::move(frame.node), frame.anchor, inside);
  }

  void add(Yaml node, YAML::anchor_t anchor, const Weight& inside = {}) {
    const Weight whole{inside.nodes + 1, inside.bytes + node.text.size()};
    count({1, node.text.size()}, node.where);
    if (anchor != 0) {
      count(whole, node.where);  // the copy that aliases are made of
      anchors_[anchor] = {node, whole};
    }
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& parent = stack_.back();
    if (parent.node.kind == Yaml::Kind::list) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.key) {
      take_key(parent, node);
    } else {
      parent.node.entries.push_back(
          {*std::exchange(parent.key, std::nullopt), parent.key_where, std::move(node)});
    }
  }

  void take_key(Frame& parent, const Yaml& node) {
    if (node.kind == Yaml::Kind::list || node.kind == Yaml::Kind::mapping)
      throw usage_error("a key must be a word, found " + describe(node)).at(node.where);
    if (node.kind == Yaml::Kind::null && (node.text.empty() || node.text == "~"))
      throw usage_error("a key is missing here").at(node.where);
    if (node.text == "<<")
      throw usage_error("merge keys are not read here")
          .at(node.where)
          .with_hint("write the keys out, or name the whole mapping with an alias");
    const auto [first, fresh] = parent.keys.emplace(node.text, node.where);
    if (!fresh)
      throw usage_error(fmt::format("key '{}' stands twice in one mapping", node.text))
          .at(node.where)
          .with_hint(fmt::format("the first one is at {}:{}:{}", first->second.file, first->second.line,
                                 first->second.column));
    parent.key = node.text;
    parent.key_where = node.where;
  }

  // Where a quoted or block scalar ends. yaml-cpp takes the end of the file for a closing quote.
  void note_text(std::size_t from) {
    const std::string_view text = rest(from);
    if (text.empty()) return;
    const int first = source_->at(from).line;
    if (text[0] == '"' || text[0] == '\'') {
      const std::size_t end = closing_quote(text);
      if (end == std::string_view::npos)
        throw usage_error("this quote is never closed").at(source_->at(from));
      text_lines_[first] = source_->at(from + end).line;
    } else if (text[0] == '|' || text[0] == '>') {
      int last = first;
      const std::size_t outer = indent(source_->line(first));
      while (last < source_->lines()) {
        const std::string_view line = source_->line(last + 1);
        const bool blank = line.find_first_not_of(" \t") == std::string_view::npos;
        if (!blank && indent(line) <= outer) break;
        ++last;
      }
      text_lines_[first] = last;
    }
  }

  static std::size_t closing_quote(std::string_view text) {
    const char quote = text[0];
    for (std::size_t i = 1; i < text.size(); ++i) {
      if (quote == '"' && text[i] == '\\') {
        ++i;
      } else if (text[i] == quote) {
        if (quote == '\'' && i + 1 < text.size() && text[i + 1] == quote)
          ++i;
        else
          return i;
      }
    }
    return std::string_view::npos;
  }

  std::shared_ptr<const Source> source_;
  std::vector<Frame> stack_;
  std::map<YAML::anchor_t, std::pair<Yaml, Weight>> anchors_;
  std::map<int, int> text_lines_;
  std::optional<Yaml> root_;
  Weight weight_;
};

void refuse_tabs(const Source& source, const std::map<int, int>& text_lines, int last) {
  auto text = text_lines.begin();
  int text_until = 0;
  for (int line = 1; line <= last; ++line) {
    const bool inside = line <= text_until;
    for (; text != text_lines.end() && text->first <= line; ++text)
      text_until = std::max(text_until, text->second);
    if (!inside && tab_indents(source.line(line))) throw tab_error(source, line);
  }
}

}  // namespace

Yaml parse_yaml(std::string text, const std::string& label) {
  if (text.size() > kYamlBytes)
    throw usage_error(fmt::format("larger than {} MiB", kYamlBytes >> 20)).at({label, 0, 0});
  const auto source = std::make_shared<const Source>(label, std::move(text));
  Builder builder(source);
  try {
    std::istringstream in(source->text());
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {}
  } catch (const YAML::Exception& error) {
    const Location where =
        error.mark.is_null() ? Location{label, 0, 0} : source->at(static_cast<std::size_t>(error.mark.pos));
    if (error.msg.find("tab") != std::string::npos && tab_indents(source->line(where.line)))
      throw tab_error(*source, where.line);
    refuse_tabs(*source, builder.text_lines(), where.line);
    const bool colon = error.msg.find("map value") != std::string::npos;
    // yaml-cpp 0.8 adds the anchor's name to this one, which the line shows anyway.
    const std::string anchor = "the referenced anchor is not defined";
    const std::string said = error.msg.starts_with(anchor) ? anchor : error.msg;
    throw usage_error("this is no YAML: " + said)
        .at(where)
        .with_hint(colon ? "put quotes around text that holds a colon and a blank" : "");
  }
  refuse_tabs(*source, builder.text_lines(), source->lines());
  if (builder.empty()) throw usage_error("there is nothing in this file").at({label, 0, 0});
  return std::move(builder).take();
}

namespace {

// The cells of a matrix read the same contracts and suites a hundred times: what has not changed since is not
// parsed again.
Yaml parsed_once(std::string text, const std::string& label) {
  static std::mutex mutex;
  static std::map<std::string, Yaml> known;
  const std::lock_guard lock(mutex);
  const auto at = known.find(label);
  if (at != known.end() && at->second.source->text() == text) return at->second;
  return known.insert_or_assign(label, parse_yaml(std::move(text), label)).first->second;
}

}  // namespace

Yaml read_yaml(const std::filesystem::path& file) {
  std::error_code error;
  if (std::filesystem::is_directory(file, error))
    throw usage_error("this is a directory, not a file").at({file.string(), 0, 0});
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    const std::string why = std::error_code(errno, std::generic_category()).message();
    throw usage_error("this file cannot be read: " + why).at({file.string(), 0, 0});
  }
  std::string text;
  char block[64 * 1024];
  while (text.size() <= kYamlBytes && (in.read(block, sizeof block), in.gcount() > 0))  // a device has no end
    text.append(block, static_cast<std::size_t>(in.gcount()));
  if (in.bad()) throw usage_error("this file cannot be read to its end").at({file.string(), 0, 0});
  return parsed_once(std::move(text), file.string());
}

const Yaml::Entry* Yaml::find(std::string_view key) const {
  for (const Entry& entry : entries)
    if (entry.key == key) return &entry;
  return nullptr;
}

Location Yaml::reference(std::size_t n) const {
  if (!source) return where;
  std::size_t found = source->text().find("${", offset);
  for (; n > 0 && found != std::string::npos; --n) found = source->text().find("${", found + 2);
  return found == std::string::npos ? where : source->at(found);
}

}  // namespace parity
