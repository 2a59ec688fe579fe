#include "harness/environment/zone.h"

#include <optional>

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

namespace parity {
namespace {

constexpr std::int64_t kMicrosPerSecond = 1'000'000;
constexpr std::int64_t kUnixEpochTo2000 = 946'684'800;  // seconds
const cctz::civil_second kCivil2000(2000, 1, 1);

struct Split {
  std::int64_t seconds;  // rounded towards the past
  std::int64_t micros;   // 0 … 999,999
};

Split split(std::int64_t micros) {
  const auto seconds = micros / kMicrosPerSecond;
  const auto rest = micros % kMicrosPerSecond;
  return rest < 0 ? Split{seconds - 1, rest + kMicrosPerSecond} : Split{seconds, rest};
}

// nullopt at the very ends of the range, where an offset leads out of it.
std::optional<std::int64_t> join(std::int64_t seconds, std::int64_t micros) {
  std::int64_t out = 0;
  if (__builtin_mul_overflow(seconds, kMicrosPerSecond, &out) || __builtin_add_overflow(out, micros, &out) ||
      out == kPastForever || out == kFutureForever) {
    return std::nullopt;
  }
  return out;
}

class DatabaseZone : public Zone {
 public:
  explicit DatabaseZone(cctz::time_zone zone) : zone_(zone) {}

  std::optional<std::int64_t> to_instant(std::int64_t local_micros) const override {
    if (local_micros == kPastForever || local_micros == kFutureForever) return local_micros;
    const auto local = split(local_micros);
    const auto found = zone_.lookup(kCivil2000 + local.seconds);
    if (found.kind != cctz::time_zone::civil_lookup::UNIQUE) return std::nullopt;
    return join(found.pre.time_since_epoch().count() - kUnixEpochTo2000, local.micros);
  }

  std::int64_t to_local(std::int64_t instant_micros) const override {
    if (instant_micros == kPastForever || instant_micros == kFutureForever) return instant_micros;
    const auto instant = split(instant_micros);
    const cctz::time_point<cctz::seconds> point(cctz::seconds(instant.seconds + kUnixEpochTo2000));
    return join(zone_.lookup(point).cs - kCivil2000, instant.micros)
        .value_or(instant_micros < 0 ? kPastForever + 1 : kFutureForever - 1);
  }

 private:
  cctz::time_zone zone_;
};

// "+02:00", "-0330", "+02". At most a day.
std::optional<cctz::seconds> fixed_offset(const std::string& name) {
  if (name.size() < 3 || (name[0] != '+' && name[0] != '-')) return std::nullopt;
  std::string digits;
  for (std::size_t i = 1; i < name.size(); ++i) {
    if (name[i] == ':' && i == 3 && name.size() == 6) continue;
    if (name[i] < '0' || name[i] > '9') return std::nullopt;
    digits += name[i];
  }
  if (digits.size() != 2 && digits.size() != 4) return std::nullopt;
  const int hours = std::stoi(digits.substr(0, 2));
  const int minutes = digits.size() == 4 ? std::stoi(digits.substr(2)) : 0;
  if (hours > 23 || minutes > 59) return std::nullopt;
  return cctz::seconds((name[0] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60));
}

}  // namespace

std::shared_ptr<const Zone> load_zone(const std::string& name) {
  if (name == "UTC" || name == "Z") return std::make_shared<DatabaseZone>(cctz::utc_time_zone());
  if (const auto offset = fixed_offset(name)) {
    return std::make_shared<DatabaseZone>(cctz::fixed_time_zone(*offset));
  }
  cctz::time_zone zone;
  const bool ours = name.empty() || name == "localtime" || name[0] == '/' || name[0] == '.' || name[0] == ':';
  if (ours || !cctz::load_time_zone(name, &zone)) return nullptr;
  return std::make_shared<DatabaseZone>(zone);
}

}  // namespace parity
