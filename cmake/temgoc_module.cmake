# temgoc_module(NAME <name> SOURCES <files> [USES <modules>] [LINKS <libraries>])
# One static library a module. USES is the table of floors that tests/architecture/floors_test.cpp reads.
add_library(temgoc_flags INTERFACE)
target_include_directories(temgoc_flags INTERFACE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src ${PROJECT_BINARY_DIR}/generated)
target_compile_options(temgoc_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")
target_compile_definitions(temgoc_flags INTERFACE TEMGOC_VERSION="${PROJECT_VERSION}")
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(temgoc_flags INTERFACE -Wno-restrict)  # GCC bug 105329: false alarms on std::string at -O2
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
if(TEMGOC_COVERAGE)
  target_compile_options(temgoc_flags INTERFACE --coverage -O0)
  target_link_options(temgoc_flags INTERFACE --coverage)
endif()

function(temgoc_module)
  cmake_parse_arguments(M "" "NAME" "SOURCES;USES;LINKS" ${ARGN})
  add_library(temgoc_${M_NAME} STATIC ${M_SOURCES})
  add_library(temgoc::${M_NAME} ALIAS temgoc_${M_NAME})
  target_link_libraries(temgoc_${M_NAME} PUBLIC temgoc_flags)
  foreach(used IN LISTS M_USES)
    target_link_libraries(temgoc_${M_NAME} PUBLIC temgoc::${used})
  endforeach()
  target_link_libraries(temgoc_${M_NAME} PRIVATE ${M_LINKS})
endfunction()
