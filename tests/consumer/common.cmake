# What the two scripts share, which CMakeLists.txt here calls with
#   cmake -D BUILD=... -D SOURCE=... -D RINGLET=... -D WORK=... -D COMPILER=... -D GENERATOR=... -D VERSION=... -P try_....cmake
function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")

# A consumer needs no Python: for it there is none, only one that fails.
foreach(name IN ITEMS python python3)
  file(WRITE "${WORK}/no-python/${name}" "#!/bin/sh\necho 'a consumer ran Python' >&2\nexit 1\n")
  file(CHMOD "${WORK}/no-python/${name}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endforeach()
set(ENV{PATH} "${WORK}/no-python:$ENV{PATH}")

# The copy sees no file of the source tree, not even by a path relative to it.
file(COPY "${SOURCE}/" DESTINATION "${WORK}/source")

# configure_command(VARIABLE GET version build options...): what configures the project, which gets ringlet in that way.
macro(configure_command command get version build)
  set(${command} "${CMAKE_COMMAND}" -S "${WORK}/source" -B "${build}" -G "${GENERATOR}"
    "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_PREFIX_PATH=${WORK}/prefix" "-DGET=${get}" "-DWANTED_VERSION=${version}" ${ARGN})
endmacro()

# try(GET options...): the project gets ringlet in that way, is built, and says that ringlet works and which one it is.
function(try get)
  set(build "${WORK}/build-${get}")
  configure_command(configure "${get}" "${VERSION}" "${build}" ${ARGN})
  run(${configure})
  run("${CMAKE_COMMAND}" --build "${build}")
  execute_process(COMMAND "${build}/consumer" OUTPUT_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
  if(NOT said STREQUAL "ringlet ${VERSION} works\n")
    message(FATAL_ERROR "by ${get}, the program was to say that ringlet ${VERSION} works, and says: ${said}")
  endif()
endfunction()

# refuse(GET): a version that there is not must not be taken.
function(refuse get)
  configure_command(configure "${get}" 99.0 "${WORK}/refused-${get}")
  execute_process(COMMAND ${configure} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(status EQUAL 0 OR NOT said MATCHES "ringlet.*99[.]0")
    message(FATAL_ERROR "ringlet 99.0 had to be refused by ${get}:\n${said}")
  endif()
endfunction()
