// std::stable_sort by hand: in C++23 Clang finds deprecated what libstdc++ 12 makes it of.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

namespace ringlet::audit {

/// Sorts by what `key` makes of each; those of one key stay in their order.
template <class T, class Key>
void sort_stably(std::vector<T>& all, const Key& key) {
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {},
                    [&](std::size_t i) { return std::pair(std::invoke(key, all[i]), i); });
  std::vector<T> sorted;
  sorted.reserve(all.size());
  for (const std::size_t i : order) sorted.push_back(std::move(all[i]));
  all = std::move(sorted);
}

}  // namespace ringlet::audit
