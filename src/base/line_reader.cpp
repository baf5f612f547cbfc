// Cuts a descriptor's bytes into lines at LF, CR or CRLF, and takes the ASCII out of UTF-16.
#include "temgoc/base/line_reader.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "temgoc/base/uninterrupted.h"

namespace temgoc {
namespace {

constexpr std::size_t kPiece = 64 << 10;
constexpr std::string_view kReplacement = "\uFFFD";

bool can_read_at_once(int descriptor) {
  pollfd asked{descriptor, POLLIN, 0};
  return uninterrupted([&] { return ::poll(&asked, 1, 0); }) > 0;
}

}  // namespace

void LineReader::end_line() {
  ready_.push_back(std::move(line_));
  line_.clear();
  begun_ = false;
}

void LineReader::take(char byte) {
  const bool ends_crlf = after_cr_ && byte == '\n';
  after_cr_ = byte == '\r';
  if (ends_crlf) return;
  if (byte == '\n' || byte == '\r') return end_line();
  begun_ = true;
  if (line_.size() <= longest_) line_.push_back(byte);
}

void LineReader::take_unit(char byte) {
  const int value = static_cast<unsigned char>(byte);
  if (half_ < 0) {
    half_ = value;
    return;
  }
  const int unit = width_ == Width::little ? half_ | value << 8 : half_ << 8 | value;
  half_ = -1;
  if (unit < 0x80) return take(static_cast<char>(unit));
  for (char c : kReplacement) take(c);
}

bool LineReader::read_more(bool wait) {
  if (at_end_ || failure_ != 0) return false;
  if (!wait && !can_read_at_once(descriptor_)) return false;
  std::array<char, kPiece> piece;
  const ssize_t got =
      uninterrupted([&] { return ::read(descriptor_, piece.data(), piece.size()); });
  if (got < 0) failure_ = errno;
  at_end_ = got <= 0;
  std::string_view bytes(piece.data(), static_cast<std::size_t>(got > 0 ? got : 0));
  if (width_ == Width::unknown) {
    start_.append(bytes);
    const bool may_be_mark = start_ == "\xFF" || start_ == "\xFE" || start_.empty();
    if (may_be_mark && !at_end_) return true;
    width_ = start_.starts_with("\xFF\xFE")   ? Width::little
             : start_.starts_with("\xFE\xFF") ? Width::big
                                              : Width::one;
    bytes = start_;
    if (width_ != Width::one) bytes.remove_prefix(2);
  }
  for (char byte : bytes) width_ == Width::one ? take(byte) : take_unit(byte);
  if (at_end_ && failure_ == 0 && begun_) end_line();
  return true;
}

Result<std::vector<std::string>> LineReader::next_lines(std::size_t most) {
  while (next_ == ready_.size()) {
    ready_.clear();
    next_ = 0;
    if (!read_more(true)) break;
  }
  while (ready_.size() - next_ < most && !at_end_ && read_more(false)) {
  }
  std::vector<std::string> lines;
  while (next_ < ready_.size() && lines.size() < most) lines.push_back(std::move(ready_[next_++]));
  if (lines.empty() && failure_ != 0)
    return Error{"input_unreadable",
                 {},
                 {},
                 {},
                 {{"reason", std::error_code(failure_, std::generic_category()).message()}}};
  return lines;
}

}  // namespace temgoc
