#include "harness/suites/run_suite.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "harness/error.h"
#include "harness/suites/check_run.h"
#include "harness/suites/step_words.h"

namespace parity {
namespace {

using reports::Check;
using reports::Outcome;

// A check, or one item of a check that is made for each of a list.
struct Task {
  const SuiteCheck* check;
  Scope scope;
  std::string id, name;
  std::string impossible;  // why it cannot be run
};

class SuiteRun {
 public:
  SuiteRun(const Suite& suite, const SuiteWorld& world) : suite_(suite), world_(world) {}

  std::vector<Check> run() {
    for (const auto& [name, value] : world_.values) names_.set(name, Datum::text(value));
    CheckWorld own = world_of(suite_.name);
    CheckRun once(own, prepared());
    if (error_.empty()) once.prepare(suite_.before);
    if (error_.empty() && once.broken()) error_ = told(once, "what prepares the suite failed");
    scope_ = once.scope();
    std::vector<Task> tasks = make_tasks();
    checks_.resize(tasks.size());
    run_all(tasks);
    once.tidy_up(suite_.after);
    if (error_.empty() && once.broken()) {
      Check& check = checks_.emplace_back();
      check.id = suite_.name + "/after";
      check.suite = suite_.name;
      check.name = "what tidies up behind the suite";
      once.tell(check);
    }
    if (failure_) std::rethrow_exception(failure_);
    return std::move(checks_);
  }

 private:
  CheckWorld world_of(const std::string& id) {
    std::string folder = id;
    std::replace(folder.begin(), folder.end(), '/', '-');
    const std::filesystem::path directory = suite_.file.has_parent_path() ? suite_.file.parent_path() : ".";
    return {suite_, directory, std::filesystem::absolute(world_.logs) / folder, {}, {}, {},
            {},     0,         world_.recorder ? &world_.recorder : nullptr};
  }

  static std::string told(const CheckRun& run, const std::string& what) {
    Check check;
    run.tell(check);
    return what + ": " + check.message;
  }

  Scope prepared() {
    Scope scope(&names_);
    try {
      for (const auto& [name, value] : suite_.inputs) scope.set(name, evaluate(value, scope));
    } catch (const Error& error) { error_ = error.what(); }
    return scope;
  }

  std::vector<Task> make_tasks() {
    std::vector<Task> tasks;
    for (const SuiteCheck& check : suite_.checks) {
      const std::string id = suite_.name + "/" + check.id;
      if (check.for_each.empty()) {
        tasks.push_back({&check, Scope(&scope_), id, check.name, ""});
      } else {
        spread(check, id, tasks);
      }
    }
    if (world_.selected) std::erase_if(tasks, [&](const Task& task) { return !world_.selected(task.id); });
    return tasks;
  }

  // One for each item: `id[muscles]`, or `id[3]` where an item is no word.
  void spread(const SuiteCheck& check, const std::string& id, std::vector<Task>& tasks) try {
    std::vector<Datum> lists;
    for (const auto& [name, node] : check.for_each) lists.push_back(evaluate(node, scope_));
    const std::size_t count = lists[0].value().items().size();
    for (const Datum& list : lists)
      if (list.value().kind != Kind::array || list.value().items().size() != count)
        throw undecidable("what it is made for are no lists of one length");
    if (count == 0) throw undecidable("there is nothing to make it for");
    std::set<std::string> taken;
    for (std::size_t i = 0; i < count; ++i) {
      Task task{&check, Scope(&scope_), "", "", ""};
      for (std::size_t l = 0; l < lists.size(); ++l)
        task.scope.set(check.for_each[l].first, lists[l].part(lists[l].value().items()[i]));
      const Value& item = lists[0].value().items()[i];
      const bool word = item.kind == Kind::text || item.kind == Kind::number || item.kind == Kind::boolean;
      std::string label = word ? first_bytes(to_text(item), 60) : std::to_string(i + 1);
      if (const Value* named = member_of(item, "name"); named != nullptr && named->kind == Kind::text)
        label = first_bytes(to_text(*named), 60);
      if (!taken.insert(label).second) label += fmt::format(" ({})", i + 1);
      task.id = fmt::format("{}[{}]", id, label);
      task.name = fmt::format("{} [{}]", check.name, label);
      tasks.push_back(std::move(task));
    }
  } catch (const Error& error) { tasks.push_back({&check, Scope(&scope_), id, check.name, error.what()}); }

  void run_all(std::vector<Task>& tasks) {
    std::vector<std::size_t> order(tasks.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    if (world_.shuffle != 0) {
      std::mt19937_64 random(world_.shuffle);
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    }
    for (const Task& task : tasks)
      for (const std::string& lock : task.check->locks) locks_[lock];
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
      for (std::size_t i = next++; i < order.size(); i = next++) run_one(tasks[order[i]], checks_[order[i]]);
    };
    std::vector<std::jthread> others;
    for (int t = 1; t < suite_.parallel; ++t) others.emplace_back(work);
    work();
  }

  void run_one(Task& task, Check& check) {
    check.id = task.id;
    check.suite = suite_.name;
    check.name = task.name;
    check.requirements = task.check->requirements;
    check.tags = task.check->tags;
    check.where = fmt::format("{}:{}", task.check->where.file, task.check->where.line);
    const std::string impossible = error_.empty() ? task.impossible : error_;
    if (!impossible.empty()) {
      check.outcome = Outcome::errored;
      check.message = impossible;
      return;
    }
    if (!task.check->skip.empty()) {
      check.outcome = Outcome::skipped;
      check.message = task.check->skip;
      return;
    }
    std::set<std::string> names(task.check->locks.begin(), task.check->locks.end());
    std::vector<std::unique_lock<std::mutex>>
        held;  // in the order of their names, so that nobody waits in a circle
    for (const std::string& name : names) held.emplace_back(locks_.at(name));
    const auto start = std::chrono::steady_clock::now();
    try {
      carry_out(task, check);
    } catch (...) {
      const std::scoped_lock lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      check.outcome = Outcome::errored;
      check.message = "interrupted";
    }
    check.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

  void carry_out(Task& task, Check& check) {
    std::string database;
    try {
      if (task.check->condition && !is_true(evaluate(*task.check->condition, task.scope).value())) {
        check.outcome = Outcome::skipped;
        check.message = "its condition does not hold here";
        return;
      }
      if (task.check->database != SuiteCheck::Database::shared) {
        const std::string name = fmt::format("check_{}", ++databases_);
        task.scope.set("postgres.url", Datum::text(world_.make_database(
                                           name, task.check->database == SuiteCheck::Database::copy)));
        database = name;
      }
    } catch (const Error& error) {
      if (error.kind == ErrorKind::interrupted) throw;
      check.outcome = Outcome::errored;
      check.message = error.what();
      return;
    }
    {
      CheckWorld world = world_of(task.id);
      CheckRun run(world, std::move(task.scope));
      run.prepare(task.check->before);
      run.prove(task.check->steps);
      run.tidy_up(task.check->after);
      run.tell(check);
      if (world_.recorder && (check.outcome == Outcome::failed || check.outcome == Outcome::errored)) {
        const bool told = check.outcome == Outcome::failed && run.record_tells();
        world_.recorder({check.id, check.name, told ? "" : check.message, run.take_record()});
      }
    }
    if (!database.empty()) world_.drop_database(database);
  }

  const Suite& suite_;
  const SuiteWorld& world_;
  Scope names_;  // of the environment
  Scope scope_;  // and of the suite
  std::string error_;
  std::vector<Check> checks_;
  std::map<std::string, std::mutex> locks_;
  std::atomic<int> databases_{0};
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace

std::vector<Check> run_suite(const Suite& suite, const SuiteWorld& world) {
  return SuiteRun(suite, world).run();
}

}  // namespace parity
