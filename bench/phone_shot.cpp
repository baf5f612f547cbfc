// Printed labels as a camera sees them. `shot`: from a phone in a hand, turned, in perspective,
// blurred, pale and noisy. `clean`: held straight before it, in good light, of a print whose ink
// has spread. phone_shot shot|clean DPI SEED IN.pbm OUT.pgm; the same seed gives the same picture.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <numbers>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr double kPixelsPerMm = 10.5;  // a code of 28 mm across a fifth of a 1280-pixel picture
constexpr double kPaper = 255, kMarginMm = 5;
struct Conditions {
  double turn = 0;      // radians
  double keystone = 0;  // the far edge is this much shorter than the middle
  double blur_pixels = 0.5, contrast = 0.9, noise = 2;
  double dot_gain_mm = 0.02;  // that a printed dot is wider on every side
};
constexpr Conditions kHand{7 * std::numbers::pi / 180, 0.06, 1.5, 0.6, 5, 0};

struct Picture {
  int width = 0, height = 0;
  std::vector<double> grey;
  double at(int x, int y) const {
    if (x < 0 || y < 0 || x >= width || y >= height) return kPaper;
    return grey[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                static_cast<std::size_t>(x)];
  }
};

// Black dots are ones, each row padded to whole bytes.
Picture read_pbm(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::string kind;
  Picture picture;
  file >> kind >> picture.width >> picture.height;
  file.get();
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const auto row = static_cast<std::size_t>((picture.width + 7) / 8);
  if (kind != "P4" || bytes.size() != row * static_cast<std::size_t>(picture.height))
    throw std::runtime_error(std::string(path) + ": no picture of bits");
  for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y)
    for (std::size_t x = 0; x < static_cast<std::size_t>(picture.width); ++x)
      picture.grey.push_back((bytes[y * row + x / 8] >> (7 - x % 8) & 1) != 0 ? 0 : kPaper);
  return picture;
}

void write_pgm(const char* path, const Picture& picture) {
  std::ofstream file(path, std::ios::binary);
  file << "P5\n" << picture.width << ' ' << picture.height << "\n255\n";
  for (const double grey : picture.grey)
    file.put(static_cast<char>(std::lround(std::clamp(grey, 0.0, 255.0))));
}

// The darkest of the dots that reach a place, in dots from the print's corner.
double printed(const Picture& print, double right, double down, double gain) {
  if (gain == 0)
    return print.at(static_cast<int>(std::floor(right)), static_cast<int>(std::floor(down)));
  double darkest = kPaper;
  for (const double x : {right - gain, right + gain})
    for (const double y : {down - gain, down + gain})
      darkest = std::min(
          darkest, print.at(static_cast<int>(std::floor(x)), static_cast<int>(std::floor(y))));
  return darkest;
}

// What a point of the shot, in mm from its middle, shows of the print.
double seen(const Picture& print, const Conditions& of, double dots_per_mm, double x_mm,
            double y_mm, double half_mm) {
  const double away = 1 + of.keystone * y_mm / half_mm;
  const double x = x_mm * away, y = y_mm * away;
  const double right = x * std::cos(of.turn) - y * std::sin(of.turn),
               down = x * std::sin(of.turn) + y * std::cos(of.turn);
  return printed(print, right * dots_per_mm + print.width / 2.0,
                 down * dots_per_mm + print.height / 2.0, of.dot_gain_mm * dots_per_mm);
}

Picture shot_of(const Picture& print, const Conditions& of, double dots_per_mm) {
  constexpr int kSamples = 3;  // along a pixel's side
  const double side_mm = std::hypot(print.width, print.height) / dots_per_mm + 2 * kMarginMm;
  Picture shot;
  shot.width = shot.height = static_cast<int>(side_mm * kPixelsPerMm);
  for (int y = 0; y < shot.height; ++y)
    for (int x = 0; x < shot.width; ++x) {
      double sum = 0;
      for (int i = 0; i < kSamples * kSamples; ++i) {
        const double u = x + (i % kSamples + 0.5) / kSamples,
                     v = y + (i / kSamples + 0.5) / kSamples;
        sum += seen(print, of, dots_per_mm, u / kPixelsPerMm - side_mm / 2,
                    v / kPixelsPerMm - side_mm / 2, side_mm / 2);
      }
      shot.grey.push_back(sum / (kSamples * kSamples));
    }
  return shot;
}

Picture blurred(const Picture& sharp, double blur_pixels, int step_x, int step_y) {
  const int reach = static_cast<int>(std::ceil(3 * blur_pixels));
  std::vector<double> weights;
  double all = 0;
  for (int i = -reach; i <= reach; ++i)
    all += weights.emplace_back(std::exp(-0.5 * i * i / (blur_pixels * blur_pixels)));
  Picture soft{sharp.width, sharp.height, {}};
  for (int y = 0; y < sharp.height; ++y)
    for (int x = 0; x < sharp.width; ++x) {
      double sum = 0;
      for (int i = -reach; i <= reach; ++i)
        sum +=
            weights[static_cast<std::size_t>(i + reach)] * sharp.at(x + i * step_x, y + i * step_y);
      soft.grey.push_back(sum / all);
    }
  return soft;
}

}  // namespace

int main(int count, char** words) {
  const std::string_view kind = count == 6 ? words[1] : "";
  if (kind != "shot" && kind != "clean")
    return std::fputs("phone_shot shot|clean DPI SEED IN.pbm OUT.pgm\n", stderr), 2;
  const Conditions of = kind == "shot" ? kHand : Conditions{};
  const Picture print = read_pbm(words[4]);
  Picture shot = shot_of(print, of, std::stod(words[2]) / 25.4);
  shot = blurred(blurred(shot, of.blur_pixels, 1, 0), of.blur_pixels, 0, 1);
  std::mt19937 random(static_cast<std::uint32_t>(std::stoul(words[3])));
  std::normal_distribution<double> noise(0, of.noise);
  for (double& grey : shot.grey)
    grey = kPaper * (1 - of.contrast) / 2 + of.contrast * grey + noise(random);
  write_pgm(words[5], shot);
}
