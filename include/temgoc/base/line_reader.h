// Lines of a stream as they come: from a scanner, a terminal, a pipe or a file.
#pragma once

#include <string>
#include <vector>

#include "temgoc/base/result.h"

namespace temgoc {

// Reads lines that end with LF, CR LF or CR. UTF-16 that begins with its mark is read too; of it
// only ASCII is kept, anything else becomes U+FFFD.
class LineReader {
 public:
  // `descriptor` stays the caller's and must stay open. Of a line longer than `longest` bytes the
  // first longest + 1 are kept.
  LineReader(int descriptor, std::size_t longest) : descriptor_(descriptor), longest_(longest) {}

  // The next lines, without their ends, at most `most`: waits for the first and takes those that
  // can be had without waiting. None at the end of the stream. `input_unreadable` (args reason).
  Result<std::vector<std::string>> next_lines(std::size_t most);

 private:
  bool read_more(bool wait);  // false: nothing came
  void take(char byte);
  void take_unit(char byte);
  void end_line();

  int descriptor_;
  std::size_t longest_;
  std::string line_;                // the one begun
  std::vector<std::string> ready_;  // not yet handed out, from next_ on
  std::size_t next_ = 0;
  std::string start_;  // the first bytes, until it is known whether they are a mark of UTF-16
  enum class Width { unknown, one, little, big } width_ = Width::unknown;
  int half_ = -1;          // the first byte of a unit
  bool after_cr_ = false;  // a LF that comes now ends no further line
  bool begun_ = false;     // line_ holds or held something
  bool at_end_ = false;
  int failure_ = 0;  // errno
};

}  // namespace temgoc
