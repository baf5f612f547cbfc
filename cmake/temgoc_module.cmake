# temgoc_module(NAME <name> SOURCES <files> [USES <modules>] [LINKS <libraries>])
# One static library a module. tests/architecture/floors_test.cpp holds USES against its table of floors.
add_library(temgoc_flags INTERFACE)
target_include_directories(temgoc_flags INTERFACE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src ${PROJECT_BINARY_DIR}/generated)
target_compile_options(temgoc_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")
target_compile_definitions(temgoc_flags INTERFACE TEMGOC_VERSION="${PROJECT_VERSION}")
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(temgoc_flags INTERFACE -Wno-restrict -Wno-stringop-overflow)  # GCC bugs 105329, 105651: false alarms on std::string at -O2
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL Clang)
  target_compile_options(temgoc_flags INTERFACE -Wno-overlength-strings)  # the embedded words: no compiler has that limit
endif()
if(TEMGOC_WARNINGS_AS_ERRORS)
  target_compile_options(temgoc_flags INTERFACE -Werror)
endif()
if(TEMGOC_SANITIZERS)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_compile_options(temgoc_flags INTERFACE -Wno-maybe-uninitialized -Wno-tsan)  # false alarms once instrumented; Asio's fences
  endif()
  target_compile_options(temgoc_flags INTERFACE -fsanitize=${TEMGOC_SANITIZERS} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(temgoc_flags INTERFACE -fsanitize=${TEMGOC_SANITIZERS})
endif()
if(TEMGOC_FUZZ)
  target_compile_options(temgoc_flags INTERFACE -fsanitize=fuzzer-no-link)  # or the fuzzer would not see which lines of a module an input reaches
endif()
if(TEMGOC_COVERAGE)
  target_compile_options(temgoc_flags INTERFACE --coverage -O0)
  target_link_options(temgoc_flags INTERFACE --coverage)
endif()

# Headers that most files read, read once: they cost more than half of a file's time at the compiler. Only what is foreign to this
# project stands here, so that no change of ours builds everything again. `./dev lint` builds without it, where a forgotten include shows.
add_library(temgoc_foreign_headers OBJECT ${CMAKE_CURRENT_LIST_DIR}/foreign_headers.cpp)
target_link_libraries(temgoc_flags INTERFACE fmt::fmt nlohmann_json::nlohmann_json)  # what stands in every precompiled header
target_link_libraries(temgoc_foreign_headers PRIVATE temgoc_flags)
target_precompile_headers(temgoc_foreign_headers PRIVATE
  <algorithm> <array> <charconv> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set> <span> <string>
  <string_view> <utility> <vector> <fmt/format.h> <nlohmann/json.hpp>)

function(temgoc_module)
  cmake_parse_arguments(M "" "NAME" "SOURCES;USES;LINKS" ${ARGN})
  add_library(temgoc_${M_NAME} STATIC ${M_SOURCES})
  add_library(temgoc::${M_NAME} ALIAS temgoc_${M_NAME})
  target_link_libraries(temgoc_${M_NAME} PUBLIC temgoc_flags)
  foreach(used IN LISTS M_USES)
    target_link_libraries(temgoc_${M_NAME} PUBLIC temgoc::${used})
  endforeach()
  target_link_libraries(temgoc_${M_NAME} PRIVATE ${M_LINKS})
  target_precompile_headers(temgoc_${M_NAME} REUSE_FROM temgoc_foreign_headers)
endfunction()
