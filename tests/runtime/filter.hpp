// Filters of system calls, which stand in for a machine that forbids them, or end who calls one.
#pragma once

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <system_error>

namespace helpers {

/// Puts `program` before every system call of this process from here on.
template <std::size_t Size>
void install_filter(std::array<sock_filter, Size> program) {
  const sock_fprog filter{Size, program.data()};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) {
    throw std::system_error(errno, std::generic_category(), "seccomp");
  }
}

/// Lets `outcome`, a SECCOMP_RET_ value, come of one system call.
inline void filter_call(unsigned call, unsigned outcome) {
  install_filter(std::array<sock_filter, 4>{{
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, outcome),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  }});
}

}  // namespace helpers
