# An overlay port: its source is the checkout that it stands in. A registry's copy fetches a release here instead.
cmake_path(SET SOURCE_PATH NORMALIZE "${CURRENT_PORT_DIR}/../../..")

# There are only headers, and a debugging build has the same ones.
set(VCPKG_BUILD_TYPE release)

vcpkg_find_acquire_program(PKGCONFIG)
vcpkg_cmake_configure(
    SOURCE_PATH "${SOURCE_PATH}"
    OPTIONS
        "-DPKG_CONFIG_EXECUTABLE=${PKGCONFIG}"
        -DRINGLET_BUILD_TESTS=OFF
        -DRINGLET_BUILD_EXAMPLES=OFF
        -DRINGLET_BUILD_BENCH=OFF
        -DRINGLET_BUILD_TOOLS=OFF
)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH share/cmake/ringlet)
vcpkg_fixup_pkgconfig()

file(INSTALL "${CURRENT_PORT_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
