# cmake -D BUILD=… -D SOURCE=… -D WORK=… -D COMPILER=… -D GENERATOR=… -D VERSION=… -P try.cmake
function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${WORK}/prefix")

# The audit finds the table and the headers there, beside itself.
if(EXISTS "${WORK}/prefix/bin/ringlet-audit")
  execute_process(COMMAND "${WORK}/prefix/bin/ringlet-audit" --json WORKING_DIRECTORY "${WORK}/prefix"
    OUTPUT_VARIABLE audit COMMAND_ERROR_IS_FATAL ANY)
  if(NOT audit MATCHES "\"name\": \"recv\"" OR NOT audit MATCHES "\"wrapped\": \"yes\"")
    message(FATAL_ERROR "the installed ringlet-audit does not find what it is to be joined of")
  endif()
endif()

# A consumer needs no Python: for it there is none, only one that fails.
foreach(name IN ITEMS python python3)
  file(WRITE "${WORK}/no-python/${name}" "#!/bin/sh\necho 'a consumer ran Python' >&2\nexit 1\n")
  file(CHMOD "${WORK}/no-python/${name}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endforeach()
set(ENV{PATH} "${WORK}/no-python:$ENV{PATH}")

# The copy sees no file of the source tree, not even by a path relative to it.
file(COPY "${SOURCE}/" DESTINATION "${WORK}/source")
run("${CMAKE_COMMAND}" -S "${WORK}/source" -B "${WORK}/build" -G "${GENERATOR}"
  "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_PREFIX_PATH=${WORK}/prefix" "-DWANTED_VERSION=${VERSION}")
run("${CMAKE_COMMAND}" --build "${WORK}/build")
run("${WORK}/build/consumer")

# A version that nobody has asked for must not be taken.
execute_process(
  COMMAND "${CMAKE_COMMAND}" -S "${WORK}/source" -B "${WORK}/refused" -G "${GENERATOR}"
    "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_PREFIX_PATH=${WORK}/prefix" "-DWANTED_VERSION=99.0"
  RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE said)
if(status EQUAL 0 OR NOT said MATCHES "ringlet")
  message(FATAL_ERROR "find_package(ringlet 99.0) had to fail:\n${said}")
endif()
