// OpenSSL offers no arithmetic on this curve, so the little that the question needs stands here:
// the field of 2^255 - 19, and the doubling and addition of RFC 8032, section 5.1.4.
#include "prime_order.h"

#include <optional>

namespace temgoc {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::size_t kLimbs = 5;
constexpr unsigned kLimbBits = 51;
constexpr std::uint64_t kLimbMask = (std::uint64_t{1} << kLimbBits) - 1;

// Five limbs of 51 bits, the lowest first. Each may be a few bits longer between operations.
struct Element {
  std::array<std::uint64_t, kLimbs> limb{};
};

constexpr Element kZero{};
constexpr Element kOne{{1, 0, 0, 0, 0}};

Element small(std::uint64_t value) { return {{value, 0, 0, 0, 0}}; }

// The sign bit at the top is left out.
Element element_from(const PublicKeyBytes& bytes) {
  Element e;
  for (std::size_t bit = 0; bit < 255; ++bit) {
    const std::uint64_t value = (bytes[bit / 8] >> (bit % 8)) & 1;
    e.limb[bit / kLimbBits] |= value << (bit % kLimbBits);
  }
  return e;
}

// What is carried out of the top limb comes back below 19 times, since 2^255 = 19.
void carry(Element& e) {
  for (std::size_t i = 0; i < kLimbs; ++i) {
    const std::uint64_t high = e.limb[i] >> kLimbBits;
    e.limb[i] &= kLimbMask;
    if (i + 1 < kLimbs) {
      e.limb[i + 1] += high;
    } else {
      e.limb[0] += 19 * high;
    }
  }
}

Element operator+(const Element& a, const Element& b) {
  Element sum;
  for (std::size_t i = 0; i < kLimbs; ++i) sum.limb[i] = a.limb[i] + b.limb[i];
  carry(sum);
  return sum;
}

// Four times the field's prime is added first, so that no limb goes below zero.
Element operator-(const Element& a, const Element& b) {
  constexpr std::uint64_t kLowest = 4 * (kLimbMask - 18);
  constexpr std::uint64_t kOther = 4 * kLimbMask;
  Element difference;
  for (std::size_t i = 0; i < kLimbs; ++i) {
    difference.limb[i] = a.limb[i] + (i == 0 ? kLowest : kOther) - b.limb[i];
  }
  carry(difference);
  return difference;
}

Element reduced(std::array<Wide, kLimbs> sums) {
  Element result;
  Wide high = 0;
  for (std::size_t i = 0; i < kLimbs; ++i) {
    sums[i] += high;
    result.limb[i] = static_cast<std::uint64_t>(sums[i]) & kLimbMask;
    high = sums[i] >> kLimbBits;
  }
  // Limbs of at most 52 bits leave less than 2^59 here.
  result.limb[0] += 19 * static_cast<std::uint64_t>(high);
  carry(result);
  return result;
}

Wide times(std::uint64_t a, std::uint64_t b) { return static_cast<Wide>(a) * b; }

// Written out, which is more than twice as fast as two loops.
Element operator*(const Element& left, const Element& right) {
  const auto& [a] = left;
  const auto& [b] = right;
  const std::uint64_t b1 = 19 * b[1], b2 = 19 * b[2], b3 = 19 * b[3], b4 = 19 * b[4];
  return reduced(
      {times(a[0], b[0]) + times(a[1], b4) + times(a[2], b3) + times(a[3], b2) + times(a[4], b1),
       times(a[0], b[1]) + times(a[1], b[0]) + times(a[2], b4) + times(a[3], b3) + times(a[4], b2),
       times(a[0], b[2]) + times(a[1], b[1]) + times(a[2], b[0]) + times(a[3], b4) +
           times(a[4], b3),
       times(a[0], b[3]) + times(a[1], b[2]) + times(a[2], b[1]) + times(a[3], b[0]) +
           times(a[4], b4),
       times(a[0], b[4]) + times(a[1], b[3]) + times(a[2], b[2]) + times(a[3], b[1]) +
           times(a[4], b[0])});
}

// One of its two forms below 2^255 is all zero or the prime itself.
bool is_zero(Element e) {
  for (int again = 0; again < 3; ++again) carry(e);
  const bool zero = e.limb == kZero.limb;
  const bool prime = e.limb == std::array<std::uint64_t, kLimbs>{kLimbMask - 18, kLimbMask,
                                                                 kLimbMask, kLimbMask, kLimbMask};
  return zero || prime;
}

bool same(const Element& a, const Element& b) { return is_zero(a - b); }

// `base` to the power 2^bits - less.
Element power(const Element& base, unsigned bits, std::uint64_t less) {
  Element result = kOne;
  for (unsigned bit = bits; bit-- > 0;) {
    result = result * result;
    // The exponent's bits are all ones but for those that subtracting `less` clears; it is small,
    // and so they lie in the lowest 64.
    const bool set = bit >= 64 || (((std::uint64_t{0} - less) >> bit) & 1) != 0;
    if (set) result = result * base;
  }
  return result;
}

Element inverse(const Element& e) { return power(e, 255, 21); }  // p - 2

// d = -121665/121666, and the square root of -1: 2 to the power (p - 1) / 4.
const Element& curve_d() {
  static const Element d = (kZero - small(121665)) * inverse(small(121666));
  return d;
}
const Element& root_of_minus_one() {
  static const Element root = power(small(2), 253, 5);
  return root;
}

// Extended coordinates: x = X/Z, y = Y/Z, x y = T/Z.
struct Point {
  Element x, y, z, t;
};

Point doubled(const Point& p) {
  const Element a = p.x * p.x, b = p.y * p.y, zz = p.z * p.z;
  const Element h = a + b, sum = p.x + p.y, e = h - sum * sum, g = a - b, f = zz + zz + g;
  return {e * f, g * h, f * g, e * h};
}

// Complete: right for equal points and for the identity too.
Point operator+(const Point& p, const Point& q) {
  const Element a = (p.y - p.x) * (q.y - q.x), b = (p.y + p.x) * (q.y + q.x);
  const Element tt = p.t * curve_d() * q.t, zz = p.z * q.z, c = tt + tt, d = zz + zz;
  const Element e = b - a, f = d - c, g = d + c, h = b + a;
  return {e * f, g * h, f * g, e * h};
}

// One of the two points with this y, RFC 8032 section 5.1.3; none where there are none. Which of
// them it is does not matter here: they are each other's negatives.
std::optional<Point> point_of(const Element& y) {
  const Element yy = y * y, u = yy - kOne, v = curve_d() * yy + kOne;
  const Element v3 = v * v * v, v7 = v3 * v3 * v;
  Element x = u * v3 * power(u * v7, 252, 3);  // (p - 5) / 8
  const Element square = v * x * x;
  if (same(square, kZero - u)) {
    x = x * root_of_minus_one();
  } else if (!same(square, u)) {
    return std::nullopt;
  }
  return Point{x, y, kOne, x * y};
}

// The order of the base point: 2^252 + 27742317777372353535851937790883648493.
constexpr std::array<std::uint64_t, 4> kOrder{0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0,
                                              0x1000000000000000};
constexpr unsigned kOrderBits = 253;

}  // namespace

bool is_of_prime_order(const PublicKeyBytes& key) {
  const auto point = point_of(element_from(key));
  if (!point) return false;
  Point multiple = *point;  // the order's highest bit
  for (unsigned bit = kOrderBits - 1; bit-- > 0;) {
    multiple = doubled(multiple);
    if ((kOrder[bit / 64] >> (bit % 64)) & 1) multiple = multiple + *point;
  }
  return is_zero(multiple.x) && same(multiple.y, multiple.z);
}

}  // namespace temgoc
