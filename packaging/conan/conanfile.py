"""ringlet for Conan 2: `conan create packaging/conan`. It takes the checkout that it stands in."""

import os
import re

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy, load

required_conan_version = ">=2.0"


class Ringlet(ConanFile):
    name = "ringlet"
    description = "Coroutines over Linux io_uring, generated from one table"
    license = "MIT"
    topics = ("io_uring", "coroutines", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    no_copy_source = True

    # The checked-in headers are all that a program needs, so nothing is built and CMake is not asked.
    _headers = ("runtime/include", "generated/include")

    @property
    def _checkout(self):
        return os.path.join(self.recipe_folder, "..", "..")

    def set_version(self):
        header = load(self, os.path.join(self._checkout, "runtime/include/ringlet/version.hpp"))
        self.version = ".".join(re.findall(r"^#define RINGLET_VERSION_[A-Z]+ ([0-9]+)$", header, re.MULTILINE))

    def export_sources(self):
        copy(self, "LICENSE", self._checkout, self.export_sources_folder)
        for folder in self._headers:
            copy(self, f"{folder}/*.hpp", self._checkout, self.export_sources_folder)

    def requirements(self):
        self.requires("liburing/[>=2.3 <3]")

    def validate(self):
        if self.settings.os != "Linux" or self.settings.arch != "x86_64":
            raise ConanInvalidConfiguration("ringlet is for Linux on x86-64")
        check_min_cppstd(self, 23)

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        for folder in self._headers:
            copy(self, "*.hpp", os.path.join(self.source_folder, folder), os.path.join(self.package_folder, "include"))

    def package_id(self):
        self.info.clear()

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "ringlet")
        self.cpp_info.set_property("cmake_target_name", "ringlet::ringlet")
        self.cpp_info.set_property("pkg_config_name", "ringlet")
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
