# How ringlet's own tests, examples and benchmarks are compiled. Users get none of this from ringlet::ringlet.

# Warnings are errors for us only: a newer compiler must not break somebody else's build.
add_library(ringlet_warnings INTERFACE)
# (GCC 12 takes coroutines themselves for zeros that are pointers.)
target_compile_options(ringlet_warnings INTERFACE -Wall -Wextra -Wconversion -Wshadow -Wredundant-decls
  $<$<CXX_COMPILER_ID:Clang>:-Wzero-as-null-pointer-constant> -Werror)

add_library(ringlet_sanitizers INTERFACE)
if(RINGLET_SANITIZE)
  set(sanitize -fsanitize=${RINGLET_SANITIZE} -fno-omit-frame-pointer)
  if(RINGLET_SANITIZE MATCHES undefined)
    # Without this a finding is printed and the test passes.
    list(APPEND sanitize -fno-sanitize-recover=all)
  endif()
  target_compile_options(ringlet_sanitizers INTERFACE ${sanitize})
  target_link_options(ringlet_sanitizers INTERFACE ${sanitize})
endif()

add_library(ringlet_own INTERFACE)
target_link_libraries(ringlet_own INTERFACE ringlet::ringlet ringlet_warnings ringlet_sanitizers)

# ringlet_add_program(NAME sources...): one of our own programs.
function(ringlet_add_program name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE ringlet_own)
endfunction()

# ringlet_compile_as_few(TARGET FILES): compiles so many of its files as one, where most of what each takes is the same
# headers. CMAKE_UNITY_BUILD=OFF compiles each by itself.
function(ringlet_compile_as_few target files)
  if(NOT DEFINED CMAKE_UNITY_BUILD OR CMAKE_UNITY_BUILD)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${files})
  endif()
endfunction()
