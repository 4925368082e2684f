// Which ringlet this is, for the preprocessor. CMake and the packages read the version from here.
#pragma once

#define RINGLET_VERSION_MAJOR 0
#define RINGLET_VERSION_MINOR 1
#define RINGLET_VERSION_PATCH 0

/// The three as one number that grows from version to version: that of 1.2.3 is 10203.
#define RINGLET_VERSION \
  (RINGLET_VERSION_MAJOR * 10000 + RINGLET_VERSION_MINOR * 100 + RINGLET_VERSION_PATCH)
