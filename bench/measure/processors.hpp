// Which processors the subject and the load run on.
#pragma once

#include <sched.h>

#include <vector>

#include "complain.hpp"

namespace measure {

/// The processors that this process was allowed as it began: the subject has the first ones, and
/// whoever drives it the next one, or the last where there is no next one.
class processors {
 public:
  explicit processors(unsigned of_subject) : of_subject_(of_subject) {
    cpu_set_t allowed;
    must(::sched_getaffinity(0, sizeof allowed, &allowed), "sched_getaffinity");
    for (int i = 0; i < CPU_SETSIZE; ++i) {
      if (CPU_ISSET(static_cast<unsigned>(i), &allowed)) all_.push_back(static_cast<unsigned>(i));
    }
  }

  /// Binds the calling thread.
  void be_subject() const {
    cpu_set_t own;
    CPU_ZERO(&own);
    for (unsigned i = 0; i < of_subject_ && i < all_.size(); ++i) CPU_SET(all_[i], &own);
    must(::sched_setaffinity(0, sizeof own, &own), "sched_setaffinity");
  }
  void be_load() const {
    cpu_set_t own;
    CPU_ZERO(&own);
    CPU_SET(of_subject_ < all_.size() ? all_[of_subject_] : all_.back(), &own);
    must(::sched_setaffinity(0, sizeof own, &own), "sched_setaffinity");
  }

 private:
  unsigned of_subject_;
  std::vector<unsigned> all_;
};

}  // namespace measure
