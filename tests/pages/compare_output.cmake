# cmake -D PROGRAM=FILE -D EXPECTED=FILE [-D NEEDS=RELEASE] -P compare_output.cmake: runs the program in a new folder. It
# must end well and print exactly what the file has, or anything where that is empty.
if(NEEDS)
  cmake_host_system_information(RESULT kernel QUERY OS_RELEASE)
  if(kernel VERSION_LESS NEEDS)
    message("skipped: this needs Linux ${NEEDS}, and here is ${kernel}")
    return()
  endif()
endif()

set(folder "${PROGRAM}.folder")
file(REMOVE_RECURSE "${folder}")
file(MAKE_DIRECTORY "${folder}")
execute_process(COMMAND "${PROGRAM}" WORKING_DIRECTORY "${folder}" TIMEOUT 50
  OUTPUT_VARIABLE printed ERROR_VARIABLE complained RESULT_VARIABLE status)
file(REMOVE_RECURSE "${folder}")
file(READ "${EXPECTED}" expected)
if(NOT status STREQUAL "0")
  message(FATAL_ERROR "the program ended with ${status}; it printed:\n${printed}${complained}")
endif()
if(NOT "${expected}" STREQUAL "" AND NOT "${printed}" STREQUAL "${expected}")
  message(FATAL_ERROR "the program printed:\n${printed}\nthe page says:\n${expected}")
endif()
