// What a fuzz target insists on, in every build: `assert` is gone where NDEBUG is set.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>

// Prints what did not hold, and where, and ends the program as a crash does.
#define REQUIRE(...)                                                                        \
  do {                                                                                      \
    if (!(__VA_ARGS__)) {                                                                   \
      std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #__VA_ARGS__); \
      std::abort();                                                                         \
    }                                                                                       \
  } while (false)
