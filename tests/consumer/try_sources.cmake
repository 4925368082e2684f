# Gives a project what ringlet consists of for its users, and nothing else of the source tree. See common.cmake.
include("${CMAKE_CURRENT_LIST_DIR}/common.cmake")

foreach(part IN ITEMS CMakeLists.txt cmake runtime/include generated/include)
  cmake_path(GET part PARENT_PATH folder)
  file(COPY "${RINGLET}/${part}" DESTINATION "${WORK}/source/ringlet/${folder}")
endforeach()
run("${CMAKE_COMMAND}" -E chdir "${WORK}/source" "${CMAKE_COMMAND}" -E tar cz "${WORK}/ringlet.tar.gz" ringlet)

try(add_subdirectory -DBRIEF=ON)
file(REMOVE_RECURSE "${WORK}/source/ringlet")
try(FetchContent -DBRIEF=ON "-DARCHIVE=${WORK}/ringlet.tar.gz")

# Conan's recipe reads the version in the header; vcpkg's manifest can only repeat it.
file(READ "${RINGLET}/packaging/vcpkg/ringlet/vcpkg.json" port)
string(JSON port_version GET "${port}" version)
if(NOT port_version STREQUAL VERSION)
  message(FATAL_ERROR "packaging/vcpkg/ringlet/vcpkg.json has version ${port_version}, and the headers have ${VERSION}")
endif()
