// Divisibility: see multiple_of.h. Schoolbook remainders over the digits.
#include "harness/json/multiple_of.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "normalizers/digits.h"

namespace parity {
namespace {

constexpr std::size_t kFitsTenfold = 18;  // digits of a divisor whose remainders times ten fit 64 bits

// A remainder that takes digits from the left.
class ShortRemainder {
 public:
  explicit ShortRemainder(const std::string& divisor) : divisor_(std::stoull(divisor)) {}
  void push(char digit) { value_ = (value_ * 10 + static_cast<unsigned>(digit - '0')) % divisor_; }
  bool zero() const { return value_ == 0; }

 private:
  std::uint64_t divisor_;
  std::uint64_t value_ = 0;
};

class LongRemainder {
 public:
  explicit LongRemainder(const std::string& divisor) : divisor_(divisor) {}
  void push(char digit) {
    if (!value_.empty() || digit != '0') value_ += digit;
    while (value_.size() > divisor_.size() || (value_.size() == divisor_.size() && value_ >= divisor_))
      subtract();
  }
  bool zero() const { return value_.empty(); }

 private:
  void subtract() {
    int borrow = 0;
    for (std::size_t i = 0; i < value_.size(); ++i) {
      char& digit = value_[value_.size() - 1 - i];
      const int taken = i < divisor_.size() ? divisor_[divisor_.size() - 1 - i] - '0' : 0;
      const int left = digit - '0' - taken - borrow;
      borrow = left < 0 ? 1 : 0;
      digit = static_cast<char>('0' + left + borrow * 10);
    }
    value_.erase(0, std::min(value_.find_first_not_of('0'), value_.size()));
  }

  std::string divisor_;
  std::string value_;
};

template <class Remainder>
bool divides(const Digits& number, const std::string& divisor, std::int64_t zeros) {
  Remainder remainder(divisor);
  for (const char digit : number.digits) remainder.push(digit);
  // A divisor of n digits has fewer than 4n twos and fives in it: zeros beyond that change nothing.
  zeros = std::min(zeros, static_cast<std::int64_t>(divisor.size()) * 4);
  for (std::int64_t i = 0; i < zeros && !remainder.zero(); ++i) remainder.push('0');
  return remainder.zero();
}

}  // namespace

bool is_multiple_of(const Value& number, const Value& divisor) {
  const Digits a = take_apart(number);
  const Digits b = take_apart(divisor);
  if (a.digits.empty()) return true;
  // Neither has zeros at its end: a × 10^-n is no multiple of any whole number.
  if (a.exponent < b.exponent) return false;
  return b.digits.size() <= kFitsTenfold ? divides<ShortRemainder>(a, b.digits, a.exponent - b.exponent)
                                         : divides<LongRemainder>(a, b.digits, a.exponent - b.exponent);
}

}  // namespace parity
