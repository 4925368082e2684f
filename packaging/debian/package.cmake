# The Debian packages that `cpack` makes in a build tree: ringlet-dev, with which programs are built, and ringlet-tools.
# `scripts/package` builds them as Debian would, has lintian look at them and tries them.
set(CPACK_GENERATOR DEB)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PACKAGE_VENDOR "ringlet authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "coroutines over Linux io_uring")
set(CPACK_STRIP_FILES ON)
# Otherwise they depend on the umask of whoever builds.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
# Installing into a staging folder by DESTDIR leaves the prefix what it will be, which pkg-config's file is told.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
# Whoever distributes the packages answers for them, and names himself here: -D CPACK_DEBIAN_PACKAGE_MAINTAINER=...
if(NOT CPACK_DEBIAN_PACKAGE_MAINTAINER)
  set(CPACK_DEBIAN_PACKAGE_MAINTAINER "nobody in particular <nobody@ringlet.invalid>")
endif()
set(version "${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}")

set(CPACK_COMPONENTS_ALL ringlet-dev)
set(CPACK_DEBIAN_RINGLET-DEV_PACKAGE_NAME ringlet-dev)
set(CPACK_DEBIAN_RINGLET-DEV_PACKAGE_SECTION libdevel)
# The headers are text, but their values of flags are x86-64's, and elsewhere they do not compile.
set(CPACK_DEBIAN_RINGLET-DEV_PACKAGE_ARCHITECTURE amd64)
set(CPACK_DEBIAN_RINGLET-DEV_PACKAGE_DEPENDS "liburing-dev (>= 2.3), pkg-config")
# What <ringlet/async_writer.hpp> takes where the standard library has no <format>.
set(CPACK_DEBIAN_RINGLET-DEV_PACKAGE_SUGGESTS libfmt-dev)
set(CPACK_COMPONENT_RINGLET-DEV_DESCRIPTION
"A header-only C++23 library: an operation of io_uring is a plain struct, and
its result is what co_await gives. Deadlines and cancellation go with every
operation, and structured concurrency with every task.
.
This package has the headers, and the files for CMake and pkg-config.")

if(TARGET ringlet_audit)
  list(APPEND CPACK_COMPONENTS_ALL ringlet-tools)
  set(CPACK_DEBIAN_RINGLET-TOOLS_PACKAGE_NAME ringlet-tools)
  set(CPACK_DEBIAN_RINGLET-TOOLS_PACKAGE_SECTION devel)
  set(CPACK_DEBIAN_RINGLET-TOOLS_PACKAGE_SHLIBDEPS ON)
  # The audit tells which operations the installed headers have; other ones than its own table's would mislead.
  set(CPACK_DEBIAN_RINGLET-TOOLS_PACKAGE_DEPENDS "ringlet-dev (= ${version})")
  set(CPACK_COMPONENT_RINGLET-TOOLS_DESCRIPTION
"ringlet-audit tells which operations of io_uring the running kernel has, and
which of them ringlet covers, on a terminal, as JSON, Markdown or a page.")
endif()

# What Debian wants of each package besides. EXCLUDE_FROM_ALL keeps it out of `cmake --install`, which is not Debian's.
file(READ "${PROJECT_SOURCE_DIR}/LICENSE" license)
string(STRIP "${license}" license)
string(REGEX REPLACE "\n(\n)" "\n .\\1" license "\n${license}")
string(REGEX REPLACE "\n([^ \n])" "\n \\1" license "${license}")
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
set(folder "${PROJECT_BINARY_DIR}/debian")
configure_file("${CMAKE_CURRENT_LIST_DIR}/changelog.in" "${folder}/changelog.Debian" @ONLY)
configure_file("${CMAKE_CURRENT_LIST_DIR}/copyright.in" "${folder}/copyright" @ONLY)
configure_file("${PROJECT_SOURCE_DIR}/CHANGELOG.md" "${folder}/changelog" COPYONLY)
find_program(RINGLET_GZIP gzip)
if(RINGLET_GZIP)
  foreach(name IN ITEMS changelog.Debian changelog)
    execute_process(COMMAND "${RINGLET_GZIP}" -9nf "${folder}/${name}" COMMAND_ERROR_IS_FATAL ANY)
  endforeach()
  foreach(package IN LISTS CPACK_COMPONENTS_ALL)
    install(FILES "${folder}/copyright" "${folder}/changelog.Debian.gz" "${folder}/changelog.gz"
      DESTINATION "share/doc/${package}" COMPONENT "${package}" EXCLUDE_FROM_ALL)
  endforeach()
endif()

include(CPack)
