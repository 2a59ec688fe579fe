// The age of evidence: see age.h.
#include "harness/gates/age.h"

#include <sys/stat.h>

#include "normalizers/instant.h"
#include "reports/words.h"

namespace parity {
namespace {

constexpr std::int64_t kEpoch2000 = 946'684'800;  // seconds from 1970 to 2000
constexpr std::chrono::minutes kClocksDiffer{2};  // between two machines

}  // namespace

std::optional<Moment> parse_instant(const std::string& text) {
  const auto parsed = parse_time(text);
  if (!parsed) return std::nullopt;
  const Value& value = parsed->value;
  if (value.kind != Kind::instant && value.kind != Kind::local) return std::nullopt;
  const std::int64_t micros = value.integer;
  if (micros == kPastForever || micros == kFutureForever) return std::nullopt;
  return Moment(std::chrono::seconds(kEpoch2000)) +
         std::chrono::duration_cast<Moment::duration>(std::chrono::microseconds(micros));
}

std::optional<Moment> written_at(const std::filesystem::path& file) {
  struct stat facts{};
  if (::stat(file.c_str(), &facts) != 0) return std::nullopt;
  return std::chrono::system_clock::from_time_t(facts.st_mtime);
}

std::string why_too_old(Moment made, Moment now, std::chrono::milliseconds younger_than) {
  if (made > now + kClocksDiffer) return "it is from the future";
  const std::chrono::duration<double> age = now - made;
  const std::chrono::duration<double> allowed = younger_than;
  if (age < allowed) return {};
  const auto spell = [](double seconds) {
    return seconds < 7200 ? reports::spell_seconds(seconds)
                          : reports::counted(static_cast<std::uint64_t>(seconds / 3600), "hour");
  };
  return "it is " + spell(age.count()) + " old, and has to be younger than " + spell(allowed.count());
}

}  // namespace parity
