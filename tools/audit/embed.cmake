# cmake -DOUT=FILE -DSTYLE=FILE -DSCRIPT=FILE -P embed.cmake: makes constants of the page's parts.
file(READ "${STYLE}" style)
file(READ "${SCRIPT}" script)
file(WRITE "${OUT}" "// Made of page/ by embed.cmake.
#include \"page.hpp\"

namespace ringlet::audit::page {
const std::string_view style = R\"~~~(${style})~~~\";
const std::string_view script = R\"~~~(${script})~~~\";
}  // namespace ringlet::audit::page
")
