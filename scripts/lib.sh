# What the scripts share: finding what is missing, installing it, and saying what goes on. Sourced, not run.
# shellcheck shell=bash disable=SC2034

ringlet_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '\n== %s\n' "$*"; }

die() {
  printf 'ringlet: %s\n' "$*" >&2
  exit 1
}

# The version of Clang that the presets clang-* are built with.
clang=${RINGLET_CLANG:-19}

cores() { nproc 2>/dev/null || echo 2; }

# ---- what must be here ---------------------------------------------------------------------------------------

# Each thing is asked for by what it is good for, not by the name of its package, so that a machine that has it from
# elsewhere installs nothing. `have NAME` is the question, `package_of NAME` Debian's and Ubuntu's answer.

version_at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }

compiles() {  # compiles COMPILER TEXT [FLAG...]
  local compiler=$1 text=$2
  shift 2
  printf '%s\n' "$text" | "$compiler" -std=c++23 -fsyntax-only -x c++ "$@" - 2>/dev/null
}

python_with_modules() {  # python_with_modules [MODULE...]: those of the generator, unless others are named
  local candidate modules=${*:-jinja2 jsonschema}
  for candidate in python3 /usr/bin/python3; do
    if "$candidate" -c "import ${modules// /, }" 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}

have() {
  case $1 in
    g++) compiles g++ $'#include <expected>\n#include <coroutine>\nstd::expected<int, int> e;' ;;
    clang) compiles "clang++-$clang" $'#include <expected>\nstd::expected<int, int> e;' ;;
    clang-sanitizers) ls "$("clang++-$clang" -print-resource-dir 2>/dev/null)"/lib/*/libclang_rt.asan* >/dev/null 2>&1 ;;
    clang-format) command -v clang-format-19 >/dev/null ;;
    clang-tidy) command -v clang-tidy-19 >/dev/null ;;
    cmake) version_at_least "$(cmake --version 2>/dev/null | sed -n 's/^cmake version //p')" 3.25 ;;
    ninja) command -v ninja >/dev/null ;;
    pkg-config) command -v pkg-config >/dev/null ;;
    liburing) pkg-config --exists 'liburing >= 2.3' 2>/dev/null ;;
    catch2) compiles g++ $'#if __has_include(<catch2/catch_all.hpp>)\n#elif __has_include(<catch2/catch.hpp>)\n#else\n#error\n#endif' ;;
    json) compiles g++ $'#if !__has_include(<nlohmann/json.hpp>)\n#error\n#endif' ;;
    fmt) compiles g++ $'#if !__has_include(<fmt/format.h>)\n#error\n#endif' ;;
    cli11) compiles g++ $'#if !__has_include(<CLI/CLI.hpp>)\n#error\n#endif' ;;
    python) python_with_modules >/dev/null ;;
    matplotlib) python_with_modules matplotlib >/dev/null ;;
    sphinx) python_with_modules sphinx myst_parser furo >/dev/null ;;
    zlib) compiles g++ $'#if !__has_include(<zlib.h>)\n#error\n#endif' ;;
    asio) compiles g++ $'#if !__has_include(<asio.hpp>)\n#error\n#endif' ;;
    libuv) pkg-config --exists libuv 2>/dev/null ;;
    fio) command -v fio >/dev/null ;;
    redis-tools) command -v redis-cli >/dev/null && command -v redis-benchmark >/dev/null ;;
    wrk) command -v wrk >/dev/null ;;
    ab) command -v ab >/dev/null ;;
    curl) command -v curl >/dev/null ;;
    openssl) command -v openssl >/dev/null && pkg-config --exists 'libssl >= 3' 2>/dev/null ;;
    boost) compiles g++ $'#if !__has_include(<boost/beast/http/basic_parser.hpp>)\n#error\n#endif' ;;
    qemu) command -v qemu-system-x86_64 >/dev/null ;;
    cpio) command -v cpio >/dev/null ;;
    socat) command -v socat >/dev/null ;;
    xz) command -v xz >/dev/null ;;
    dpkg-dev) command -v dpkg-shlibdeps >/dev/null && command -v dpkg-buildflags >/dev/null ;;
    lintian) command -v lintian >/dev/null ;;
    mmdebstrap) command -v mmdebstrap >/dev/null ;;
    mkfs.ext4) PATH=$PATH:/usr/sbin:/sbin command -v mkfs.ext4 >/dev/null ;;
    *) die "nobody told the scripts what '$1' is" ;;
  esac
}

package_of() {
  case $1 in
    clang) echo "clang-$clang" ;;
    clang-sanitizers) echo "libclang-rt-$clang-dev" ;;
    clang-format) echo clang-format-19 ;;
    clang-tidy) echo clang-tidy-19 ;;
    ninja) echo ninja-build ;;
    liburing) echo liburing-dev ;;
    json) echo nlohmann-json3-dev ;;
    fmt) echo libfmt-dev ;;
    cli11) echo libcli11-dev ;;
    python) echo python3-jinja2 python3-jsonschema ;;
    matplotlib) echo python3-matplotlib ;;
    sphinx) echo python3-sphinx python3-myst-parser furo ;;
    zlib) echo zlib1g-dev ;;
    asio) echo libasio-dev ;;
    libuv) echo libuv1-dev ;;
    ab) echo apache2-utils ;;
    openssl) echo openssl libssl-dev ;;
    boost) echo libboost-dev ;;
    qemu) echo qemu-system-x86 ;;
    xz) echo xz-utils ;;
    mkfs.ext4) echo e2fsprogs ;;
    *) echo "$1" ;;
  esac
}

debian_or_ubuntu() {
  command -v apt-get >/dev/null || return 1
  local ID='' ID_LIKE=''
  # shellcheck disable=SC1091
  [ -r /etc/os-release ] && . /etc/os-release
  case " $ID $ID_LIKE " in *" debian "* | *" ubuntu "*) return 0 ;; esac
  return 1
}

missing_of() {
  local thing
  for thing in "$@"; do have "$thing" || printf '%s ' "$thing"; done
}

# want_root WHAT_FOR: fills as_root, which stands before a command that only root may run.
want_root() {
  as_root=()
  [ "$(id -u)" -ne 0 ] || return 0
  command -v sudo >/dev/null || die "it takes root to $1, and there is no sudo"
  as_root=(sudo)
}

# The files in which apt's sources stand, for a Debian or Ubuntu that is made from the same.
apt_sources() {
  local file
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/{debian,ubuntu}.sources; do
    [ ! -s "$file" ] || echo "$file"
  done
}

# libraries_of PROGRAM: what it is linked to, the loader among them; none of a static one.
libraries_of() { ldd "$1" 2>/dev/null | sed -nE 's/^[^/]*(\/[^ ]+) \(0x.*/\1/p'; }

# need NAME...: installs what of it is missing. Nothing is asked of root where nothing is missing.
need() {
  local missing packages='' thing as_root
  missing=$(missing_of "$@")
  [ -z "$missing" ] && return
  for thing in $missing; do packages+="$(package_of "$thing") "; done
  debian_or_ubuntu || die "this is neither Debian nor Ubuntu, so install these yourself, then try again: ${missing% }
(their packages on Debian: ${packages% })"
  want_root "install ${packages% }"
  say "Installing ${packages% }"
  # shellcheck disable=SC2086
  { "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -qq \
      --no-install-recommends $packages; } ||
    die "apt-get could not install: ${packages% }"
  missing=$(missing_of $missing)
  [ -z "$missing" ] || die "installed, but not good enough for ringlet: ${missing% } (it wants GCC 12, CMake 3.25 and liburing 2.3, or newer: what Debian 12 has)"
}

# ---- building ------------------------------------------------------------------------------------------------

# quietly COMMAND...: shows what it prints only if it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  [ "$status" -eq 0 ] || cat "$log"
  rm -f "$log"
  return "$status"
}

# configure PRESET [CMAKE ARGUMENT...]: quiet unless it goes wrong.
configure() {
  local preset=$1 compiler=()
  shift
  [[ $preset != clang-* ]] || compiler=("-DCMAKE_CXX_COMPILER=clang++-$clang")
  quietly cmake --preset "$preset" "${compiler[@]}" "$@" || die "cmake could not configure the preset $preset"
}
