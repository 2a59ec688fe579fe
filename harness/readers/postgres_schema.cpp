// See postgres_schema.h. One query for each kind of thing; they are read like any query of a dataset.
#include "harness/readers/postgres_schema.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <xxhash.h>

#include "harness/readers/postgres.h"
#include "harness/readers/postgres_session.h"

namespace parity {
namespace {

// `:schema` stands for the schema's name as a literal, `:own(catalog, oid)` for "belongs to no extension".
struct Template {
  const char* table;
  std::vector<std::string> key;
  const char* select;
};

const std::vector<Template>& templates() {
  static const std::vector<Template> all = {
      {"schemas",
       {"schema_name"},
       R"(SELECT nspname::text AS schema_name FROM pg_namespace AS n
          WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'public', :schema) AND nspname !~ '^pg_(toast|temp)'
            AND :own(pg_namespace, n.oid))"},
      {"extensions",
       {"extension_name"},
       R"(SELECT extname::text AS extension_name, extversion AS version FROM pg_extension)"},
      {"enums",
       {"type_name"},
       R"(SELECT t.typname::text AS type_name,
            (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder)::text FROM pg_enum AS e
             WHERE e.enumtypid = t.oid) AS labels
          FROM pg_type AS t
          WHERE t.typnamespace = to_regnamespace(quote_ident(:schema)) AND t.typtype = 'e' AND :own(pg_type, t.oid))"},
      // Domains, ranges, and composite types that are no table's.
      {"types",
       {"type_name"},
       R"(SELECT t.typname::text AS type_name,
            CASE t.typtype WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range' WHEN 'c' THEN 'composite' ELSE 'base' END AS kind,
            CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END
              || coalesce(' DEFAULT ' || t.typdefault, '')
              || coalesce((SELECT string_agg(' ' || pg_get_constraintdef(k.oid), '' ORDER BY k.conname)
                           FROM pg_constraint AS k WHERE k.contypid = t.oid AND k.contype = 'c'), '')
            ELSE (SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
                  FROM pg_attribute AS a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) END AS definition
          FROM pg_type AS t LEFT JOIN pg_class AS c ON c.oid = t.typrelid
          WHERE t.typnamespace = to_regnamespace(quote_ident(:schema)) AND t.typtype IN ('d', 'r', 'c', 'b')
            AND (c.oid IS NULL OR c.relkind = 'c') AND t.typcategory <> 'A' AND :own(pg_type, t.oid))"},
      {"functions",
       {"function_name", "arguments"},
       R"(SELECT p.proname::text AS function_name, pg_get_function_identity_arguments(p.oid) AS arguments,
            CASE WHEN p.prokind IN ('f', 'p') THEN pg_get_functiondef(p.oid) ELSE p.prokind::text END AS definition
          FROM pg_proc AS p
          WHERE p.pronamespace = to_regnamespace(quote_ident(:schema)) AND :own(pg_proc, p.oid))"},
      {"sequences",
       {"sequence_name"},
       R"(SELECT c.relname::text AS sequence_name, format_type(s.seqtypid, NULL) AS type, s.seqstart::text AS start_value,
            s.seqincrement::text AS increment, s.seqmin::text AS minimum, s.seqmax::text AS maximum, s.seqcycle AS cycles,
            (SELECT quote_ident(o.relname) || '.' || quote_ident(a.attname) FROM pg_depend AS d
             JOIN pg_class AS o ON o.oid = d.refobjid
             JOIN pg_attribute AS a ON a.attrelid = o.oid AND a.attnum = d.refobjsubid
             WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
               AND d.deptype IN ('a', 'i') LIMIT 1) AS owned_by
          FROM pg_class AS c JOIN pg_sequence AS s ON s.seqrelid = c.oid
          WHERE c.relnamespace = to_regnamespace(quote_ident(:schema)) AND :own(pg_class, c.oid))"},
      {"tables",
       {"table_name"},
       R"(SELECT c.relname::text AS table_name,
            CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
              WHEN 'm' THEN 'materialized view' ELSE 'foreign table' END AS kind,
            CASE c.relpersistence WHEN 'p' THEN 'permanent' WHEN 'u' THEN 'unlogged' ELSE 'temporary' END AS persistence,
            c.relrowsecurity AS row_security, c.relforcerowsecurity AS forced,
            CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid)
              WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid)
              WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS definition
          FROM pg_class AS c
          WHERE c.relnamespace = to_regnamespace(quote_ident(:schema)) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            AND :own(pg_class, c.oid))"},
      {"columns",
       {"table_name", "column_name"},
       R"(SELECT c.relname::text AS table_name, a.attname::text AS column_name,
            format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable,
            CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS default_value,
            CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END AS generated,
            CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
            CASE WHEN a.attcollation <> t.typcollation THEN o.collname::text END AS collation
          FROM pg_class AS c
          JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          JOIN pg_type AS t ON t.oid = a.atttypid
          LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
          LEFT JOIN pg_collation AS o ON o.oid = a.attcollation
          WHERE c.relnamespace = to_regnamespace(quote_ident(:schema)) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            AND :own(pg_class, c.oid))"},
      {"primary_keys",
       {"table_name"},
       R"(SELECT c.relname::text AS table_name, :columns(k.conrelid, k.conkey) AS columns,
            k.conname::text AS constraint_name, k.condeferrable AS deferrable
          FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
          WHERE k.contype = 'p' AND c.relnamespace = to_regnamespace(quote_ident(:schema)) AND :own(pg_class, c.oid))"},
      {"foreign_keys",
       {"table_name", "columns", "references_table"},
       R"(SELECT c.relname::text AS table_name, :columns(k.conrelid, k.conkey) AS columns,
            CASE WHEN r.relnamespace = c.relnamespace THEN r.relname::text ELSE r.oid::regclass::text END AS references_table,
            :columns(k.confrelid, k.confkey) AS references_columns,
            :action(k.confupdtype) AS on_update, :action(k.confdeltype) AS on_delete,
            CASE WHEN NOT k.condeferrable THEN 'no' WHEN k.condeferred THEN 'initially deferred'
              ELSE 'initially immediate' END AS deferrable,
            k.convalidated AS valid,
            NOT EXISTS (SELECT FROM pg_trigger AS g WHERE g.tgconstraint = k.oid AND g.tgenabled IN ('D', 'R')) AS enforced,
            k.conname::text AS constraint_name
          FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid JOIN pg_class AS r ON r.oid = k.confrelid
          WHERE k.contype = 'f' AND c.relnamespace = to_regnamespace(quote_ident(:schema)) AND :own(pg_class, c.oid))"},
      {"checks",
       {"table_name", "constraint_name"},
       R"(SELECT c.relname::text AS table_name, k.conname::text AS constraint_name,
            :columns(k.conrelid, k.conkey) AS columns, pg_get_expr(k.conbin, k.conrelid) AS expression,
            k.convalidated AS valid, k.connoinherit AS no_inherit
          FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
          WHERE k.contype = 'c' AND c.relnamespace = to_regnamespace(quote_ident(:schema)) AND :own(pg_class, c.oid))"},
      // `definition` is what stands behind ON: method, columns with their order, collation and class,
      // predicate.
      {"indexes",
       {"table_name", "index_name"},
       R"(SELECT c.relname::text AS table_name, i.relname::text AS index_name,
            regexp_replace(pg_get_indexdef(x.indexrelid),
              '^CREATE (UNIQUE )?INDEX ("([^"]|"")*"|[^ "]+) ON (ONLY )?(("([^"]|"")*"|[^ ."]+)\.)?("([^"]|"")*"|[^ ."]+) ',
              '') AS definition,
            x.indisunique AS is_unique, x.indisprimary AS is_primary, x.indisvalid AND x.indisready AS valid,
            x.indisexclusion AS is_exclusion, NOT x.indimmediate AS deferrable
          FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid JOIN pg_class AS c ON c.oid = x.indrelid
          WHERE c.relnamespace = to_regnamespace(quote_ident(:schema)) AND :own(pg_class, c.oid))"},
      {"triggers",
       {"table_name", "trigger_name", "event"},
       R"(SELECT c.relname::text AS table_name, t.tgname::text AS trigger_name, e.event,
            CASE WHEN t.tgtype & 1 = 1 THEN 'row' ELSE 'statement' END AS level,
            CASE WHEN t.tgtype & 2 = 2 THEN 'before' WHEN t.tgtype & 64 = 64 THEN 'instead of' ELSE 'after' END AS timing,
            CASE WHEN p.pronamespace = c.relnamespace THEN p.proname::text ELSE p.oid::regproc::text END AS function,
            CASE t.tgenabled WHEN 'O' THEN 'yes' WHEN 'D' THEN 'no' WHEN 'R' THEN 'on replicas' ELSE 'always' END AS enabled,
            CASE WHEN t.tgqual IS NOT NULL
              THEN substring(pg_get_triggerdef(t.oid) FROM ' WHEN \((.*)\) EXECUTE FUNCTION ') END AS condition,
            (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname) FROM pg_attribute AS a
             WHERE a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr)) AS columns,
            t.tgoldtable::text AS old_table, t.tgnewtable::text AS new_table
          FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_proc AS p ON p.oid = t.tgfoid
          JOIN (VALUES (4, 'insert'), (8, 'delete'), (16, 'update'), (32, 'truncate')) AS e (bit, event)
            ON t.tgtype & e.bit > 0
          WHERE NOT t.tgisinternal AND c.relnamespace = to_regnamespace(quote_ident(:schema)) AND :own(pg_class, c.oid))"},
      {"policies",
       {"table_name", "policy_name"},
       R"(SELECT c.relname::text AS table_name, p.polname::text AS policy_name,
            CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete'
              ELSE 'all' END AS command,
            p.polpermissive AS permissive,
            (SELECT string_agg(CASE WHEN r = 0 THEN 'public' ELSE pg_get_userbyid(r)::text END, ', '
                               ORDER BY CASE WHEN r = 0 THEN 'public' ELSE pg_get_userbyid(r)::text END COLLATE "C")
             FROM unnest(p.polroles) AS r) AS roles,
            pg_get_expr(p.polqual, p.polrelid) AS using_expression,
            pg_get_expr(p.polwithcheck, p.polrelid) AS check_expression
          FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid
          WHERE c.relnamespace = to_regnamespace(quote_ident(:schema)))"},
  };
  return all;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

// `:name(a, b)` by `body`, in which $1 and $2 stand for a and b.
void expand(std::string& text, const std::string& name, const std::string& body) {
  for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at)) {
    const std::size_t open = at + name.size(), comma = text.find(',', open), close = text.find(')', open);
    std::string out = body;
    replace_all(out, "$1", text.substr(open, std::min(comma, close) - open));
    if (comma < close) replace_all(out, "$2", text.substr(comma + 1, close - comma - 1));
    text.replace(at, close + 1 - at, out);
  }
}

std::string literal(const std::string& text) {
  std::string quoted = text;
  replace_all(quoted, "'", "''");
  const bool backslash = text.find('\\') != text.npos;
  if (backslash) replace_all(quoted, "\\", "\\\\");
  return (backslash ? "E'" : "'") + quoted + "'";
}

class CatalogReader : public Reader {
 public:
  CatalogReader(const std::string& url, const std::string& schema) : queries_(schema_queries(schema)) {
    PostgresSource source;
    source.url = url;
    source.tables = false;
    for (const SchemaQuery& query : queries_) source.queries.emplace_back(query.table, query.select);
    reader_ = postgres_reader(std::move(source));
  }
  std::vector<TableInfo> tables() override {
    std::vector<TableInfo> all = reader_->tables();
    for (TableInfo& table : all)
      for (const SchemaQuery& query : queries_)
        if (query.table == table.name) table.key = query.key;
    return all;
  }
  std::vector<std::unique_ptr<RowStream>> open(std::size_t table, int parallel) override {
    return reader_->open(table, parallel);
  }
  void fetch(std::size_t table, std::span<const Locator> locators,
             const std::function<void(std::size_t, const FetchedRow&)>& take) override {
    reader_->fetch(table, locators, take);
  }
  std::string identity() override { return reader_->identity(); }
  std::vector<std::string> notes() override { return reader_->notes(); }

 private:
  std::vector<SchemaQuery> queries_;
  std::unique_ptr<Reader> reader_;
};

}  // namespace

std::vector<SchemaQuery> schema_queries(const std::string& schema) {
  std::vector<SchemaQuery> out;
  for (const Template& kind : templates()) {
    std::string select = kind.select;
    expand(
        select, ":own(",
        "NOT EXISTS (SELECT FROM pg_depend WHERE classid = '$1'::regclass AND objid =$2 AND deptype = 'e')");
    expand(select, ":columns(",
           "(SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY n.place) FROM unnest($2) WITH "
           "ORDINALITY AS n (number, place)"
           " JOIN pg_attribute AS a ON a.attrelid = $1 AND a.attnum = n.number)");
    expand(select, ":action(",
           "CASE $1 WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN "
           "'set null'"
           " ELSE 'set default' END");
    replace_all(select, ":schema", literal(schema));
    out.push_back({kind.table, kind.key, std::move(select)});
  }
  return out;
}

std::unique_ptr<Reader> catalog_reader(const std::string& url, const std::string& schema) {
  return std::make_unique<CatalogReader>(url, schema);
}

std::string catalog_digest(const std::string& url, const std::string& schema) {
  PostgresSession session(url, "");
  XXH128_hash_t sum{0, 0};  // of the digests of rows, so that their order does not matter
  for (const SchemaQuery& query : schema_queries(schema)) {
    const auto add = [&](const std::vector<std::string_view>& fields) {
      std::string bytes = query.table;
      bytes.push_back('\0');
      bytes += fields[0];
      const XXH128_hash_t row = XXH3_128bits(bytes.data(), bytes.size());
      sum.low64 += row.low64;
      sum.high64 += row.high64 + (sum.low64 < row.low64 ? 1 : 0);
    };
    session.copy("SELECT to_json(r)::text FROM (" + query.select + ") AS r", 1, add);
  }
  std::string digits;
  for (const std::uint64_t half : {sum.high64, sum.low64})
    for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[half >> shift & 15];
  return digits;
}

}  // namespace parity
