# Catch2 for our tests: version 3 where it is installed, else 2.13 (Debian 12).
find_package(Catch2 3 QUIET)
if(NOT Catch2_FOUND)
  find_package(Catch2 2.13 REQUIRED)
endif()
include(Catch)

# What every test includes, compiled once per preset instead of once per test. .ci/run's clang-tidy reads each test
# without it (CMAKE_DISABLE_PRECOMPILE_HEADERS), so that no test can come to need it.
add_library(ringlet_test_headers OBJECT "${PROJECT_SOURCE_DIR}/tests/support/precompiled.cpp")
target_include_directories(ringlet_test_headers PRIVATE "${PROJECT_SOURCE_DIR}/tests")
target_link_libraries(ringlet_test_headers PRIVATE ringlet_own Catch2::Catch2)
target_precompile_headers(ringlet_test_headers PRIVATE <support/catch.hpp> <ringlet/task.hpp>)

# ringlet_add_test(NAME sources...): an executable whose Catch2 test cases each become a test of ctest. Where a sanitizer
# takes a process longer to start and to end than most cases take, they are one test together; see scripts/test, which counts
# them, and lists what is skipped.
# Include <support/catch.hpp> for Catch2, whichever version it is. The test's further libraries are added by the
# caller with target_link_libraries. One with definitions of its own sets DISABLE_PRECOMPILE_HEADERS.
function(ringlet_add_test name)
  ringlet_add_program(${name} ${ARGN})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_link_libraries(${name} PRIVATE Catch2::Catch2WithMain)
  target_precompile_headers(${name} REUSE_FROM ringlet_test_headers)
  if(RINGLET_SANITIZE)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT 600)
    return()
  endif()
  # A test that finds the kernel to lack something says so in a line of its own: skip() of tests/runtime/helpers.hpp.
  catch_discover_tests(${name} TEST_PREFIX "${name}: " PROPERTIES TIMEOUT 300 SKIP_REGULAR_EXPRESSION "skipped: ")
endfunction()

# ringlet_run_on_kernels(TARGET arguments...): has scripts/test-kernels run this program on other kernels too. A
# Catch2 program is given ringlet_plain_output: a serial line is no terminal, and names and times tell where one hangs.
set(ringlet_plain_output --durations yes --use-colour no)
if(Catch2_VERSION VERSION_GREATER_EQUAL 3)
  set(ringlet_plain_output --durations yes --colour-mode none)
endif()
function(ringlet_run_on_kernels target)
  list(JOIN ARGN " " arguments)
  set_property(GLOBAL APPEND PROPERTY ringlet_kernel_targets ${target})
  set_property(GLOBAL APPEND PROPERTY ringlet_kernel_commands "$<TARGET_FILE:${target}> ${arguments}")
endfunction()

# Called once, after all tests are known: the target ringlet_kernel_tests, and the list that the script reads.
function(ringlet_list_kernel_tests)
  get_property(targets GLOBAL PROPERTY ringlet_kernel_targets)
  get_property(commands GLOBAL PROPERTY ringlet_kernel_commands)
  add_custom_target(ringlet_kernel_tests DEPENDS ${targets})
  list(JOIN commands "\n" text)
  file(GENERATE OUTPUT "${PROJECT_BINARY_DIR}/kernel-tests.txt" CONTENT "${text}\n")
endfunction()
