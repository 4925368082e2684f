# Installs ringlet under a prefix of its own. See common.cmake.
include("${CMAKE_CURRENT_LIST_DIR}/common.cmake")

run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${WORK}/prefix")

# The audit finds the table and the headers there, beside itself.
if(EXISTS "${WORK}/prefix/bin/ringlet-audit")
  execute_process(COMMAND "${WORK}/prefix/bin/ringlet-audit" --json WORKING_DIRECTORY "${WORK}/prefix"
    OUTPUT_VARIABLE audit COMMAND_ERROR_IS_FATAL ANY)
  if(NOT audit MATCHES "\"name\": \"recv\"" OR NOT audit MATCHES "\"wrapped\": \"yes\"")
    message(FATAL_ERROR "the installed ringlet-audit does not find what it is to be joined of")
  endif()
endif()

try(find_package)
try(pkg-config -DBRIEF=ON)
refuse(find_package)
refuse(pkg-config)
