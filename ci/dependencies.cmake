# Every library that we use, found the same way on Debian 12 and 13. What differs between the two is settled here.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(simdjson REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(CLI11 REQUIRED)
find_package(PostgreSQL REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(Catch2 REQUIRED)
find_package(rapidcheck REQUIRED)
find_package(pugixml REQUIRED)
pkg_check_modules(libpqxx REQUIRED IMPORTED_TARGET libpqxx)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)  # no version: Debian 12's says 0.0.0
pkg_check_modules(httplib REQUIRED IMPORTED_TARGET cpp-httplib)
find_library(CCTZ_LIBRARY cctz REQUIRED)
find_path(CCTZ_INCLUDE_DIR cctz/time_zone.h REQUIRED)
find_path(DTL_INCLUDE_DIR dtl/dtl.hpp REQUIRED)

if(NOT TARGET yaml-cpp::yaml-cpp)  # 0.7 (Debian 12) has no namespace
  add_library(yaml-cpp::yaml-cpp ALIAS yaml-cpp)
endif()

add_library(parity_cctz INTERFACE)
target_include_directories(parity_cctz SYSTEM INTERFACE ${CCTZ_INCLUDE_DIR})
target_link_libraries(parity_cctz INTERFACE ${CCTZ_LIBRARY})
# dtl 1.20 (Debian 12) has a const member function that assigns to a member. g++ lets it be, since nobody calls it;
# clang does not. So its headers are copied, that one without the const.
file(COPY ${DTL_INCLUDE_DIR}/dtl DESTINATION ${CMAKE_BINARY_DIR}/dtl)
file(READ ${DTL_INCLUDE_DIR}/dtl/Diff.hpp dtl_diff)
string(REPLACE "void enableTrivial () const" "void enableTrivial ()" dtl_diff "${dtl_diff}")
file(WRITE ${CMAKE_BINARY_DIR}/dtl/dtl/Diff.hpp "${dtl_diff}")
add_library(parity_dtl INTERFACE)
target_include_directories(parity_dtl SYSTEM INTERFACE ${CMAKE_BINARY_DIR}/dtl)

# Catch2 2 (Debian 12) and 3 (Debian 13) bring a main under one name.
include(Catch)

# Tests stand beside the code that they test; `test.h` bridges the two Catch2 headers.
function(parity_tests target)
  add_executable(${target} ${ARGN})
  target_link_libraries(${target} PRIVATE parity_options Catch2::Catch2WithMain fmt::fmt)
  catch_discover_tests(${target} DISCOVERY_MODE PRE_TEST)
endfunction()

# A fuzz target, `SOURCE` with LLVMFuzzerTestOneInput in it, and the libraries that it links. In the preset `fuzz`
# libFuzzer drives it (ci/fuzz); everywhere else it runs once over its kept inputs, fixtures/fuzz/NAME, as a test.
option(PARITY_FUZZ "as in the preset fuzz: targets are driven by libFuzzer" OFF)
add_custom_target(fuzz_targets)
function(parity_fuzz name source)
  add_executable(${name}_fuzz ${source})
  target_link_libraries(${name}_fuzz PRIVATE parity_options ${ARGN})
  add_dependencies(fuzz_targets ${name}_fuzz)
  if(PARITY_FUZZ)
    target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
    return()
  endif()
  target_sources(${name}_fuzz PRIVATE ${PROJECT_SOURCE_DIR}/normalizers/fuzz_corpus.cpp)
  if(NOT name STREQUAL planted)
    add_test(NAME "the kept inputs of ${name}_fuzz" COMMAND ${name}_fuzz ${PROJECT_SOURCE_DIR}/fixtures/fuzz/${name})
  endif()
endfunction()
