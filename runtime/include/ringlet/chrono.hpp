// Durations, points in time and clocks, of all that <chrono> has.
//
// libstdc++ keeps them in a file of their own; <chrono> adds calendars and formatting, and with
// those the streams, which every user of ringlet would compile.
#pragma once

#if defined(__GLIBCXX__) && __has_include(<bits/chrono.h>)
#include <bits/chrono.h>
#else
#include <chrono>
#endif
