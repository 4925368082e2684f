// What the page of --html is made of besides its contents; from page/, embedded by CMake.
#pragma once

#include <string_view>

namespace ringlet::audit::page {

extern const std::string_view style;
extern const std::string_view script;

}  // namespace ringlet::audit::page
