// Rows that are looked at again must be those that were streamed, and what the digests say must be what the
// fields say. Streams that fail, and comparisons that are interrupted, end as errors.
#include "harness/compare/reread.h"

#include "harness/compare/test_tables.h"
#include "harness/error.h"
#include "normalizers/test.h"

using namespace parity;
using Catch::Matchers::ContainsSubstring;

namespace {

MemoryTable table(std::int64_t rows, std::int64_t changed = -1) {
  MemoryTable made = MemoryTable::of({"k", "v"});
  for (std::int64_t i = 0; i < rows; ++i) made.row({Value::number(i), Value::number(i == changed ? -1 : i)});
  return made;
}

std::string failure(std::vector<MemoryReader*> readers, const Contract& contract, ErrorKind kind,
                    const MemoryComparison& how = {}) {
  Recorder told;
  try {
    how(std::move(readers), contract, told);
  } catch (const Error& error) {
    CHECK(error.kind == kind);
    return error.what();
  }
  return "no error";
}

class Failing : public MemoryReader {
 public:
  using MemoryReader::MemoryReader;
  std::vector<std::unique_ptr<RowStream>> open(std::size_t, int) override {
    struct Broken : RowStream {
      void read(RowSink&) override { throw undecidable("the place is gone"); }
    };
    std::vector<std::unique_ptr<RowStream>> streams;
    streams.push_back(std::make_unique<Broken>());
    return streams;
  }
};

}  // namespace

TEST_CASE("trap T20: rows that changed between streaming and looking are no answer") {
  const Contract contract = contract_of({"k"});
  const auto after = [&](const MemoryTable& moved) {
    MemoryReader source({table(5, 3)}), target({table(5)});
    source.moved = {moved};
    return failure({&source, &target}, contract, ErrorKind::undecidable);
  };
  CHECK(after(table(5, 3)) == "no error");
  CHECK_THAT(after(table(5)),
             ContainsSubstring("dataset 'source' moved while it was read: rows of table 't'"));
  CHECK_THAT(after(table(5, 2)), ContainsSubstring("moved while it was read"));
  CHECK_THAT(after(table(2)), ContainsSubstring("moved while it was read: 1 rows of table 't'"));
  // A row that is not looked at may do what it likes: it was compared when it was streamed.
  MemoryTable elsewhere = table(5, 3);
  elsewhere.rows[0][1] = Value::number(77);
  CHECK(after(elsewhere) == "no error");
}

TEST_CASE("rows of repeated keys that changed are no answer either") {
  MemoryTable twice = table(2);
  twice.row({Value::number(1), Value::number(8)});
  MemoryReader source({twice}), target({table(2)});
  source.moved = {twice};
  source.moved[0].rows[2][1] = Value::number(9);
  CHECK_THAT(failure({&source, &target}, contract_of({"k"}), ErrorKind::undecidable),
             ContainsSubstring("moved while it was read"));
}

TEST_CASE("a row that comes back with its late columns elsewhere is the same row") {
  MemoryTable source = MemoryTable::of({"k"});
  source.late = {"a", "b", "c"};
  source.row("[1,\"absent\",\"absent\",3]").row("[2,1,2,4]").row("[3,1,\"absent\",\"absent\"]");
  MemoryTable target = MemoryTable::of({"k", "b", "c", "a"});
  target.row("[1,\"absent\",3,\"absent\"]").row("[2,2,4,1]").row("[3,\"absent\",\"absent\",9]");
  for (const int streams : {1, 2, 3}) {
    MemoryComparison how;
    how.options.streams = streams;
    const Told told = compare_in_memory({source, target}, contract_of({"k"}), how);
    CHECK(told.differences.size() == 1);
    CHECK(told.table().equal == 2);
  }
}

TEST_CASE("trap T20: digests that differ where no field does are a bug of ours") {
  // A zone that says one thing of a time while rows are digested, twice, and another when their fields are
  // looked at. The first row, of which the control rows are copies, has another time.
  class Fickle : public Zone {
   public:
    std::optional<std::int64_t> to_instant(std::int64_t local) const override {
      return local + (local == 5 && ++calls_ < 3);
    }
    std::int64_t to_local(std::int64_t instant) const override { return instant; }

   private:
    mutable int calls_ = 0;
  };
  RuleSet rules;
  rules.time = declared(TimeRule{true, "fickle", std::make_shared<Fickle>()});
  MemoryReader source({MemoryTable::of({"k", "v"})
                           .row({Value::number(0), Value::local(7)})
                           .row({Value::number(1), Value::local(5)})});
  MemoryReader target({MemoryTable::of({"k", "v"})
                           .row({Value::number(0), Value::instant(7)})
                           .row({Value::number(1), Value::instant(5)})});
  Recorder told;
  try {
    MemoryComparison()({&source, &target}, contract_of({"k"}, {{"v", rules}}), told);
    FAIL("it was believed");
  } catch (const std::logic_error& error) {
    CHECK(std::string(error.what()) ==
          "table 't', key [1]: the digests of two rows differ, and none of their fields does");
  }
}

TEST_CASE("a stream that fails is an error that says where") {
  MemoryReader target({table(3)});
  Failing source({table(3)});
  Recorder told;
  try {
    MemoryComparison()({&source, &target}, contract_of({"k"}), told);
    FAIL("it was compared");
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::undecidable);
    CHECK_THAT(error.what(), ContainsSubstring("the place is gone"));
    REQUIRE(error.context.size() == 1);
    CHECK(error.context[0] == "reading table 't' of dataset 'source'");
  }
}

TEST_CASE("an interruption ends the comparison") {
  MemoryReader source({table(3000)}), target({table(3000)});
  Recorder told;
  told.stopped = true;
  try {
    MemoryComparison()({&source, &target}, contract_of({"k"}), told);
    FAIL("it went on");
  } catch (const Error& error) { CHECK(error.kind == ErrorKind::interrupted); }
}

TEST_CASE("rows are counted as they are read, and a table is done once") {
  MemoryReader source({table(3000)}), target({table(2999)});
  Recorder told;
  const CompareOutcome outcome = MemoryComparison()({&source, &target}, contract_of({"k"}), told);
  CHECK(told.rows == 5999);
  CHECK(told.done == std::vector<std::string>{"t"});
  CHECK(outcome.rows[0][0].rows == 3000);
  CHECK(outcome.rows[1][0].rows == 2999);
  CHECK(source.fetched == 1);  // the row that is missing, nothing else
}

TEST_CASE("a spill directory that cannot be written to is an error") {
  MemoryReader source({table(3000)}), target({table(3000)});
  MemoryComparison how;
  how.options.memory = 1;
  how.options.spill_directory = "/nowhere/at/all";
  CHECK_THAT(failure({&source, &target}, contract_of({"k"}), ErrorKind::undecidable, how),
             ContainsSubstring("cannot make a temporary file"));
}
