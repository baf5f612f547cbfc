// Compares the clock with a bundle's dates: how old the data is, and whether the clock looks wrong.
#include <stdexcept>

#include "temgoc/verdict/verdict.h"
#include "verdict/fact_checks.h"

namespace temgoc {

DataAge::State DataAge::state() const {
  if (now <= term.expires_at) return State::fresh;
  return now <= term.grace_until ? State::grace : State::expired;
}

DataAge::ClockLooks DataAge::clock_looks() const {
  if (now < term.made_at) return ClockLooks::behind;
  return now > term.grace_until + kAbsurdlyLate ? ClockLooks::ahead : ClockLooks::plausible;
}

std::string to_text(DataAge::State state) {
  switch (state) {
    case DataAge::State::fresh:
      return "fresh";
    case DataAge::State::grace:
      return "grace";
    case DataAge::State::expired:
      return "expired";
  }
  throw std::logic_error("DataAge::State");
}

std::string to_text(DataAge::ClockLooks looks) {
  switch (looks) {
    case DataAge::ClockLooks::plausible:
      return "plausible";
    case DataAge::ClockLooks::behind:
      return "behind";
    case DataAge::ClockLooks::ahead:
      return "ahead";
  }
  throw std::logic_error("DataAge::ClockLooks");
}

}  // namespace temgoc
