// A workplace in the making: made whole under other names, then given its own.
#pragma once

#include "temgoc/workplace/workplace.h"

namespace temgoc {

// Where a workplace may be made: `workplace_exists`, `workplace_remains` (value the part).
Result<void> check_vacant(const std::filesystem::path& folder);

class UnfinishedWorkplace {
 public:
  // Gives the rest of their names to the parts of one whose run was killed while it gave them, then
  // removes what a killed run left of the same workplace and its root keys.
  static void sweep(const InitRequest& request);
  explicit UnfinishedWorkplace(const InitRequest& request);
  // Removes it, and what it made on the way, unless it was released.
  ~UnfinishedWorkplace();
  UnfinishedWorkplace(const UnfinishedWorkplace&) = delete;
  UnfinishedWorkplace& operator=(const UnfinishedWorkplace&) = delete;

  // The request with the names to make it under.
  const InitRequest& request() const { return hidden_; }
  // Gives root keys and workplace their names, durably; the settings come last. Throws
  // SystemFailure as write_error has it.
  void release() const;

 private:
  InitRequest asked_;
  InitRequest hidden_;
};

}  // namespace temgoc
