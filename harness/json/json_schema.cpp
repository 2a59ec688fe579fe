// From a schema's documents to its program: each schema once, its keywords one by one. A schema that another
// one names waits in a queue, so that a deep or circular schema costs no stack.
#include "harness/json/json_schema.h"

#include <deque>
#include <unordered_map>
#include <utility>

#include "harness/json/pointer.h"
#include "harness/json/schema_documents.h"
#include "harness/json/schema_keywords.h"
#include "harness/json/schema_program.h"

namespace parity {
namespace json_schema {

const Keyword* find_keyword(std::string_view name, SchemaDraft draft) {
  using ByName = std::unordered_map<std::string_view, const Keyword*>;
  const auto of = [](Drafts wanted) {
    ByName all;
    for (const auto& keywords : {reference_keywords(), applicator_keywords(), member_keywords(),
                                 item_keywords(), validation_keywords()})
      for (const Keyword& each : keywords)
        if (each.drafts & wanted) all[each.name] = &each;
    return all;
  };
  static const ByName draft7 = of(kDraft7);
  static const ByName draft2020 = of(kDraft2020);
  const ByName& all = draft == SchemaDraft::draft7 ? draft7 : draft2020;
  const auto found = all.find(name);
  return found == all.end() ? nullptr : found->second;
}

namespace {

const Value* member(const Value& object, std::string_view name) {
  for (const Member& each : object.fields())
    if (each.name == name) return &each.value;
  return nullptr;
}

class Compiler {
 public:
  explicit Compiler(const SchemaOptions& options)
      : program_(std::make_shared<Program>()), documents_(options, *program_) {}

  std::shared_ptr<const Program> run(const Value& root) {
    const std::span<Value> kept = program_->arena.array<Value>(1);
    kept[0] = keep(root, program_->arena);
    program_->root = &schema(documents_.add_root(kept[0]));
    for (;;) {
      while (!waiting_.empty()) {
        const auto [made, found] = waiting_.front();
        waiting_.pop_front();
        compile(*made, *found);
      }
      for (Home& home : documents_.homes())
        for (const std::string& name : home.dynamic_anchors)
          home.resource->dynamic_anchors.try_emplace(name,
                                                     &schema(*documents_.located(*home.anchors.at(name))));
      if (waiting_.empty()) return program_;
    }
  }

 private:
  class KeywordSite;

  const Schema& schema(const Found& found) {
    Schema*& known = schemas_[found.value];
    if (known == nullptr) {
      known = &program_->schemas.emplace_back();
      known->resource = found.home->resource;
      known->place = found.place;
      waiting_.emplace_back(known, &found);
    }
    return *known;
  }

  void compile(Schema& made, const Found& found);

  std::shared_ptr<Program> program_;
  Documents documents_;
  std::unordered_map<const Value*, Schema*> schemas_;
  std::deque<std::pair<Schema*, const Found*>> waiting_;
};

class Compiler::KeywordSite final : public Site {
  template <class Find>
  decltype(auto) blamed(Find find) {
    try {
      return find();
    } catch (SchemaError& error) {
      if (error.rule.empty()) fail(std::move(error.message));
      throw;
    }
  }

 public:
  KeywordSite(Compiler& compiler, const Found& found, std::string_view keyword)
      : compiler_(compiler), found_(found), keyword_(keyword) {}

  const Dialect& dialect() const override { return found_.home->dialect; }
  const Value* sibling(std::string_view keyword) const override { return member(*found_.value, keyword); }
  const Schema& subschema(const Value& inside) override {
    const Found* const found = compiler_.documents_.located(inside);
    if (found == nullptr) fail("no schema can stand here");
    return compiler_.schema(*found);
  }
  const Schema& referred(const std::string& reference) override {
    return blamed([&]() -> const Schema& {
      return compiler_.schema(compiler_.documents_.find(*found_.home, reference));
    });
  }
  std::string dynamic_anchor(const std::string& reference) override {
    return blamed([&] { return compiler_.documents_.dynamic_anchor(*found_.home, reference); });
  }
  std::string place() const override {
    std::string place = found_.place;
    append_pointer_step(place, keyword_);
    return place;
  }

 private:
  Compiler& compiler_;
  const Found& found_;
  std::string_view keyword_;
};

void Compiler::compile(Schema& made, const Found& found) {
  const Value& value = *found.value;
  if (value.kind == Kind::boolean) {
    made.truth = value.integer != 0 ? Schema::Truth::always : Schema::Truth::never;
    return;
  }
  if (value.kind != Kind::object) throw SchemaError{found.place, "a schema is an object, true or false"};
  const Dialect& dialect = found.home->dialect;
  // Draft 7 ignores whatever stands beside a `$ref`.
  const bool only_ref = dialect.draft == SchemaDraft::draft7 && member(value, "$ref") != nullptr;
  for (const bool last : {false, true}) {
    for (const Member& each : value.fields()) {
      const Keyword* const keyword = find_keyword(each.name, dialect.draft);
      const bool now = keyword != nullptr && keyword->last == last && keyword->make != nullptr;
      if (!now || !dialect.has(keyword->vocabulary) || (only_ref && each.name != "$ref")) continue;
      KeywordSite site(*this, found, each.name);
      Check check = keyword->make(each.value, site);
      if (!check) continue;
      made.rules.push_back({std::string(each.name), std::move(check), last});
      program_->marks |= last;
    }
  }
}

}  // namespace
}  // namespace json_schema

JsonSchema JsonSchema::compile(const Value& schema, const SchemaOptions& options) {
  if (schema.kind == Kind::invalid)
    throw SchemaError{"", "the schema is no JSON: " + std::string(schema.view())};
  JsonSchema made;
  made.program_ = json_schema::Compiler(options).run(schema);
  return made;
}

std::vector<SchemaFault> JsonSchema::validate(const Value& value) const {
  return json_schema::Evaluation(*program_, value).run();
}

}  // namespace parity
