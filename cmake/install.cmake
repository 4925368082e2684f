# Installs the headers and what find_package(ringlet) reads. Consumers need neither Python nor anything of ours
# beyond these files: the generated headers are checked in.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

target_include_directories(ringlet INTERFACE "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")

install(DIRECTORY runtime/include/ generated/include/
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.hpp")
install(TARGETS ringlet EXPORT ringlet)

set(ringlet_config_dir "${CMAKE_INSTALL_LIBDIR}/cmake/ringlet")
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
