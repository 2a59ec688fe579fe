// Schoolbook arithmetic on decimal digits: see digits.h.
#include "normalizers/digits.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "normalizers/decimal.h"

namespace parity {
namespace {

Digits tidy(Digits number) {
  std::string& digits = number.digits;
  const std::size_t first = digits.find_first_not_of('0');
  if (first == std::string::npos) return {};
  const std::size_t end = digits.find_last_not_of('0') + 1;
  number.exponent += static_cast<std::int64_t>(digits.size() - end);
  digits.erase(end);
  digits.erase(0, first);
  return number;
}

// The digits with `zeros` behind them: as many as bring the number to a smaller exponent.
std::string lengthened(const Digits& number, std::int64_t exponent) {
  if (number.digits.empty()) return {};
  return number.digits + std::string(static_cast<std::size_t>(number.exponent - exponent), '0');
}

int compare_integers(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  const int order = a.compare(b);
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

std::string add(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  std::string sum(a.size() + 1, '0');
  int carry = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    int digit = carry + (a[a.size() - 1 - i] - '0');
    if (i < b.size()) digit += b[b.size() - 1 - i] - '0';
    sum[sum.size() - 1 - i] = static_cast<char>('0' + digit % 10);
    carry = digit / 10;
  }
  sum[0] = static_cast<char>('0' + carry);
  return sum;
}

std::string subtract(std::string_view a, std::string_view b) {  // a ≥ b
  std::string rest(a);
  int borrow = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    int digit = (a[a.size() - 1 - i] - '0') - borrow;
    if (i < b.size()) digit -= b[b.size() - 1 - i] - '0';
    borrow = digit < 0;
    rest[a.size() - 1 - i] = static_cast<char>('0' + (digit + 10) % 10);
  }
  return rest;
}

std::string multiply(std::string_view a, std::string_view b) {
  std::vector<int> cells(a.size() + b.size(), 0);
  for (std::size_t i = a.size(); i-- > 0;) {
    int carry = 0;
    for (std::size_t j = b.size(); j-- > 0;) {
      const int cell = cells[i + j + 1] + (a[i] - '0') * (b[j] - '0') + carry;
      cells[i + j + 1] = cell % 10;
      carry = cell / 10;
    }
    cells[i] += carry;
  }
  std::string product;
  product.reserve(cells.size());
  for (const int cell : cells) product.push_back(static_cast<char>('0' + cell));
  return product;
}

}  // namespace

Digits take_apart(const Value& finite_number) {
  Digits out;
  if (finite_number.flags & kBig) {
    out.negative = finite_number.flags & kNegative;
    out.exponent = BigNumber::read(finite_number.data).exponent;
    out.digits.assign(finite_number.data + BigNumber::kDigits, finite_number.size);
  } else {
    const auto bits = static_cast<std::uint64_t>(finite_number.integer);
    out.negative = finite_number.integer < 0;
    out.exponent = finite_number.exponent;
    out.digits = std::to_string(out.negative ? 0 - bits : bits);
  }
  return tidy(std::move(out));
}

int compare_magnitude(const Digits& a, const Digits& b) {
  if (a.digits.empty() || b.digits.empty())
    return static_cast<int>(!a.digits.empty()) - static_cast<int>(!b.digits.empty());
  const std::int64_t a_top = static_cast<std::int64_t>(a.digits.size()) + a.exponent;
  const std::int64_t b_top = static_cast<std::int64_t>(b.digits.size()) + b.exponent;
  if (a_top != b_top) return a_top < b_top ? -1 : 1;
  const int order = a.digits.compare(b.digits);  // without trailing zeros a prefix is the smaller one
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

Digits distance(const Digits& a, const Digits& b) {
  Digits out;
  out.exponent = a.digits.empty()   ? b.exponent
                 : b.digits.empty() ? a.exponent
                                    : std::min(a.exponent, b.exponent);
  const std::string left = lengthened(a, out.exponent);
  const std::string right = lengthened(b, out.exponent);
  if (a.negative != b.negative) {
    out.digits = add(left, right);
  } else {
    out.digits = compare_integers(left, right) >= 0 ? subtract(left, right) : subtract(right, left);
  }
  return tidy(std::move(out));
}

Digits magnitude_product(const Digits& a, const Digits& b) {
  Digits out;
  out.digits = multiply(a.digits, b.digits);
  out.exponent = a.exponent + b.exponent;
  return tidy(std::move(out));
}

}  // namespace parity
