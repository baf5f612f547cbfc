// What became of a print job: facts, each added once and never changed, and what they amount to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/model/print_job.h"

namespace temgoc {

// A file of a job that was drawn, read back and given its name.
struct PrintedPart {
  unsigned part = 1;        // from 1
  std::string file = {};    // relative to the workplace where it lies inside
  std::string sha256 = {};  // hex, of the file
  std::uint32_t pages = 0;
  std::uint32_t read_back = 0;  // labels decoded from its raster
  Instant at = {};
  bool operator==(const PrintedPart&) const = default;
};

// What staff said of labels first..last of a job, as numbered in it from 1.
struct PrintOutcome {
  enum class Kind {
    came_out,  // these and no others; 0 and 0: none
    spoiled,   // all others came out
    voided     // must not be on goods
  };
  Kind kind = Kind::came_out;
  std::uint32_t first_label = 0;
  std::uint32_t last_label = 0;
  std::string reason = {};  // of a void
  std::string who = {};
  Instant at = {};
  bool operator==(const PrintOutcome&) const = default;
};
std::string to_text(PrintOutcome::Kind kind);
std::optional<PrintOutcome::Kind> outcome_kind(std::string_view text);

struct PrintRecord {
  PrintJob job;
  std::vector<PrintedPart> parts = {};      // by number; a killed job lacks some
  std::vector<PrintOutcome> outcomes = {};  // in the order said
  std::uint32_t voided_labels = 0;          // those that verify as void, or were called so
  std::vector<std::int64_t> reprints = {};  // jobs that printed labels of this one again
};

enum class PrintState {
  printing,        // some file was not released: being drawn, or killed and to be resumed
  printed,         // all files are there
  partly_printed,  // not all labels came out of the printer
  reprinted,       // all files are there, of labels that were printed before
  voided           // every label is void
};
std::string to_text(PrintState state);
PrintState state_of(const PrintRecord& record);
// How many of the labels came out of the printer, as last said; none: nobody said.
std::optional<std::uint32_t> came_out(const PrintRecord& record);

}  // namespace temgoc
