# Installs the headers and what find_package(ringlet) and pkg-config read. Consumers need neither Python nor anything of
# ours beyond these files: the generated headers are checked in.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# A component has the name of the Debian package that it becomes; see packaging/debian.
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME ringlet-dev)

target_include_directories(ringlet INTERFACE "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")

install(DIRECTORY runtime/include/ generated/include/
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.hpp")
install(TARGETS ringlet EXPORT ringlet)

# Nothing here is a library, so it goes to share/, whatever this architecture calls its folder of libraries.
set(ringlet_config_dir "${CMAKE_INSTALL_DATADIR}/cmake/ringlet")
install(EXPORT ringlet NAMESPACE ringlet:: FILE ringletTargets.cmake DESTINATION "${ringlet_config_dir}")

configure_package_config_file(
  "${CMAKE_CURRENT_LIST_DIR}/ringletConfig.cmake.in" "${PROJECT_BINARY_DIR}/ringletConfig.cmake"
  INSTALL_DESTINATION "${ringlet_config_dir}"
  NO_SET_AND_CHECK_MACRO)
# Before 1.0 a new minor version may change what users write, so only the same one is compatible.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/ringletConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES
  "${PROJECT_BINARY_DIR}/ringletConfig.cmake" "${PROJECT_BINARY_DIR}/ringletConfigVersion.cmake"
  DESTINATION "${ringlet_config_dir}")

# pkg-config's file names the prefix, which is known only while installing: `cmake --install` may be given another. A path
# from where the file itself is would do without, but pkg-config does not see that /usr/share/pkgconfig/../../include is the
# compiler's own folder, and hands it on; a build system that makes -isystem of it has a <cstdlib> without <stdlib.h>.
cmake_path(APPEND ringlet_pc_includedir "\${prefix}" "${CMAKE_INSTALL_INCLUDEDIR}")
set(ringlet_pc_prefix "@CMAKE_INSTALL_PREFIX@")
set(ringlet_pc_definitions "")
if(RINGLET_INSPECT)
  set(ringlet_pc_definitions " -DRINGLET_INSPECT=1")
endif()
configure_file("${CMAKE_CURRENT_LIST_DIR}/ringlet.pc.in" "${PROJECT_BINARY_DIR}/ringlet.pc.in" @ONLY)
install(CODE "configure_file(\"${PROJECT_BINARY_DIR}/ringlet.pc.in\" \"${PROJECT_BINARY_DIR}/ringlet.pc\" @ONLY)")
install(FILES "${PROJECT_BINARY_DIR}/ringlet.pc" DESTINATION "${CMAKE_INSTALL_DATADIR}/pkgconfig")
