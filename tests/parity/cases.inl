// Every form of every operation, said twice with the same values: by liburing's helper and by
// ringlet.
//
//   CASE(form, variant, LIBURING(statements on `sqe`), RINGLET(an operation))
//
// oracle.cpp takes the first half, subject.cpp the second; neither sees the other. A case whose
// helper is newer than the liburing 2.3 of Debian 12 says SINCE_2_7(…), or another of the versions
// of oracle.cpp, instead of LIBURING(…): there it is compared with the recorded vectors alone.
//
// Each form must have these variants (parity_test.cpp looks for them):
//   distinct    every field has a value of its own; flags are named on both sides
//   extremes    the highest value of each field, all bits of each set of flags
//   defaults    only what has no default is given, and is as small as it may be
//   fixed_file  where the kernel takes a direct descriptor for the file
// and may have more. Where liburing has no helper for an argument, the field is assigned by the
// name that the manual has for it, and a comment says which page or which part of the kernel.
// `leads.to…(field, object)` says that the field is a pointer whose value is not the point, and
// what the kernel must find behind it.

// ---- nop --------------------------------------------------------------------------------------

CASE(nop, distinct, LIBURING(io_uring_prep_nop(sqe);), RINGLET(op::nop{}))
CASE(nop, extremes, LIBURING(io_uring_prep_nop(sqe);), RINGLET(op::nop{}))
CASE(nop, defaults, LIBURING(io_uring_prep_nop(sqe);), RINGLET(op::nop{}))

// The kernel's io_uring/nop.c says which fields its flags (IORING_NOP_…, <linux/io_uring.h>) are
// about.
CASE(nop_inject_result, distinct,
     LIBURING(io_uring_prep_nop(sqe); sqe->rw_flags = rw(1U << 0); sqe->len = number;),
     RINGLET(op::nop_inject_result{.value = static_cast<int>(number)}))
CASE(nop_inject_result, extremes,
     LIBURING(io_uring_prep_nop(sqe); sqe->rw_flags = rw(1U << 0); sqe->len = highest_u32;),
     RINGLET(op::nop_inject_result{.value = -1}))
CASE(nop_inject_result, defaults, LIBURING(io_uring_prep_nop(sqe); sqe->rw_flags = rw(1U << 0);),
     RINGLET(op::nop_inject_result{.value = 0}))

CASE(nop_file, distinct,
     LIBURING(io_uring_prep_nop(sqe); sqe->rw_flags = rw(1U << 1); sqe->fd = descriptor;),
     RINGLET(op::nop_file{.file = descriptor}))
CASE(nop_file, extremes,
     LIBURING(io_uring_prep_nop(sqe); sqe->rw_flags = rw(1U << 1); sqe->fd = highest_descriptor;),
     RINGLET(op::nop_file{.file = highest_descriptor}))
CASE(nop_file, defaults,
     LIBURING(io_uring_prep_nop(sqe); sqe->rw_flags = rw(1U << 1); sqe->fd = 0;),
     RINGLET(op::nop_file{.file = 0}))
CASE(nop_file, fixed_file,
     LIBURING(io_uring_prep_nop(sqe); sqe->rw_flags = rw(1U << 1 | 1U << 2);
              sqe->fd = int(slot_number);),
     RINGLET(op::nop_file{.file = direct_slot(slot_number)}))

CASE(nop_fixed_buffer, distinct,
     LIBURING(io_uring_prep_nop(sqe); sqe->rw_flags = rw(1U << 3); sqe->buf_index = 0x3132;),
     RINGLET(op::nop_fixed_buffer{.buffer_index = 0x3132}))
CASE(nop_fixed_buffer, extremes,
     LIBURING(io_uring_prep_nop(sqe); sqe->rw_flags = rw(1U << 3); sqe->buf_index = 0xffff;),
     RINGLET(op::nop_fixed_buffer{.buffer_index = 0xffff}))
CASE(nop_fixed_buffer, defaults, LIBURING(io_uring_prep_nop(sqe); sqe->rw_flags = rw(1U << 3);),
     RINGLET(op::nop_fixed_buffer{.buffer_index = 0}))

CASE(nop_tw, distinct, LIBURING(io_uring_prep_nop(sqe); sqe->rw_flags = rw(1U << 4);),
     RINGLET(op::nop_tw{}))
CASE(nop_tw, extremes, LIBURING(io_uring_prep_nop(sqe); sqe->rw_flags = rw(1U << 4);),
     RINGLET(op::nop_tw{}))
CASE(nop_tw, defaults, LIBURING(io_uring_prep_nop(sqe); sqe->rw_flags = rw(1U << 4);),
     RINGLET(op::nop_tw{}))

CASE(nop_cqe32, distinct,
     LIBURING(io_uring_prep_nop(sqe); sqe->rw_flags = rw(1U << 5); sqe->off = offset;
              sqe->addr = memory;),
     RINGLET(op::nop_cqe32{.first = offset, .second = memory}))
CASE(nop_cqe32, extremes,
     LIBURING(io_uring_prep_nop(sqe); sqe->rw_flags = rw(1U << 5); sqe->off = highest_u64;
              sqe->addr = highest_u64;),
     RINGLET(op::nop_cqe32{.first = highest_u64, .second = highest_u64}))
CASE(nop_cqe32, defaults, LIBURING(io_uring_prep_nop(sqe); sqe->rw_flags = rw(1U << 5);),
     RINGLET(op::nop_cqe32{}))

CASE(nop128, distinct, SINCE_2_14(io_uring_prep_nop128(sqe);), RINGLET(op::nop128{}))
CASE(nop128, extremes, SINCE_2_14(io_uring_prep_nop128(sqe);), RINGLET(op::nop128{}))
CASE(nop128, defaults, SINCE_2_14(io_uring_prep_nop128(sqe);), RINGLET(op::nop128{}))

CASE(nop128_inject_result, distinct,
     SINCE_2_14(io_uring_prep_nop128(sqe); sqe->rw_flags = rw(1U << 0); sqe->len = number;),
     RINGLET(op::nop128_inject_result{.value = static_cast<int>(number)}))
CASE(nop128_inject_result, extremes,
     SINCE_2_14(io_uring_prep_nop128(sqe); sqe->rw_flags = rw(1U << 0); sqe->len = highest_u32;),
     RINGLET(op::nop128_inject_result{.value = -1}))
CASE(nop128_inject_result, defaults,
     SINCE_2_14(io_uring_prep_nop128(sqe); sqe->rw_flags = rw(1U << 0);),
     RINGLET(op::nop128_inject_result{.value = 0}))

CASE(nop128_file, distinct,
     SINCE_2_14(io_uring_prep_nop128(sqe); sqe->rw_flags = rw(1U << 1); sqe->fd = descriptor;),
     RINGLET(op::nop128_file{.file = descriptor}))
CASE(nop128_file, extremes,
     SINCE_2_14(io_uring_prep_nop128(sqe); sqe->rw_flags = rw(1U << 1);
                sqe->fd = highest_descriptor;),
     RINGLET(op::nop128_file{.file = highest_descriptor}))
CASE(nop128_file, defaults,
     SINCE_2_14(io_uring_prep_nop128(sqe); sqe->rw_flags = rw(1U << 1); sqe->fd = 0;),
     RINGLET(op::nop128_file{.file = 0}))
CASE(nop128_file, fixed_file,
     SINCE_2_14(io_uring_prep_nop128(sqe); sqe->rw_flags = rw(1U << 1 | 1U << 2);
                sqe->fd = int(slot_number);),
     RINGLET(op::nop128_file{.file = direct_slot(slot_number)}))

CASE(nop128_fixed_buffer, distinct,
     SINCE_2_14(io_uring_prep_nop128(sqe); sqe->rw_flags = rw(1U << 3); sqe->buf_index = 0x3132;),
     RINGLET(op::nop128_fixed_buffer{.buffer_index = 0x3132}))
CASE(nop128_fixed_buffer, extremes,
     SINCE_2_14(io_uring_prep_nop128(sqe); sqe->rw_flags = rw(1U << 3); sqe->buf_index = 0xffff;),
     RINGLET(op::nop128_fixed_buffer{.buffer_index = 0xffff}))
CASE(nop128_fixed_buffer, defaults,
     SINCE_2_14(io_uring_prep_nop128(sqe); sqe->rw_flags = rw(1U << 3);),
     RINGLET(op::nop128_fixed_buffer{.buffer_index = 0}))

CASE(nop128_tw, distinct, SINCE_2_14(io_uring_prep_nop128(sqe); sqe->rw_flags = rw(1U << 4);),
     RINGLET(op::nop128_tw{}))
CASE(nop128_tw, extremes, SINCE_2_14(io_uring_prep_nop128(sqe); sqe->rw_flags = rw(1U << 4);),
     RINGLET(op::nop128_tw{}))
CASE(nop128_tw, defaults, SINCE_2_14(io_uring_prep_nop128(sqe); sqe->rw_flags = rw(1U << 4);),
     RINGLET(op::nop128_tw{}))

CASE(nop128_cqe32, distinct,
     SINCE_2_14(io_uring_prep_nop128(sqe); sqe->rw_flags = rw(1U << 5); sqe->off = offset;
                sqe->addr = memory;),
     RINGLET(op::nop128_cqe32{.first = offset, .second = memory}))
CASE(nop128_cqe32, extremes,
     SINCE_2_14(io_uring_prep_nop128(sqe); sqe->rw_flags = rw(1U << 5); sqe->off = highest_u64;
                sqe->addr = highest_u64;),
     RINGLET(op::nop128_cqe32{.first = highest_u64, .second = highest_u64}))
CASE(nop128_cqe32, defaults, SINCE_2_14(io_uring_prep_nop128(sqe); sqe->rw_flags = rw(1U << 5);),
     RINGLET(op::nop128_cqe32{}))

// ---- read, write: rw_flags are those of preadv2(2), io_uring_enter(2) names the field -----------

CASE(read, distinct,
     LIBURING(io_uring_prep_read(sqe, descriptor, at<void>(memory), length, offset);
              sqe->rw_flags = RWF_NOWAIT | RWF_DSYNC;
              sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::read{.file = descriptor,
                      .buffer = std::span(at<std::byte>(memory), length),
                      .offset = offset,
                      .flags = rw_flags::nowait | rw_flags::dsync,
                      .priority = distinct_priority}))
CASE(read, extremes,
     LIBURING(io_uring_prep_read(sqe, highest_descriptor, at<void>(highest_memory),
                                 longest_transfer, highest_u64 - 1);
              sqe->rw_flags = rw(highest_u32); sqe->ioprio = highest_u16;),
     RINGLET(op::read{.file = highest_descriptor,
                      .buffer = std::span(at<std::byte>(highest_memory), longest_transfer),
                      .offset = highest_u64 - 1,
                      .flags = bits<rw_flags>(highest_u32),
                      .priority = highest_priority}))
CASE(read, defaults, LIBURING(io_uring_prep_read(sqe, 0, nullptr, 0, highest_u64);),
     RINGLET(op::read{.file = 0, .buffer = std::span<std::byte>()}))
CASE(read, fixed_file,
     LIBURING(io_uring_prep_read(sqe, int(slot_number), at<void>(memory), length, offset);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::read{.file = direct_slot(slot_number),
                      .buffer = std::span(at<std::byte>(memory), length),
                      .offset = offset}))
CASE(read, highest_fixed_file,
     LIBURING(io_uring_prep_read(sqe, int(highest_fixed_file), at<void>(memory), length, offset);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::read{.file = direct_slot(highest_fixed_file),
                      .buffer = std::span(at<std::byte>(memory), length),
                      .offset = offset}))
// A read may be short, so a buffer that does not fit into len is cut to what the kernel would cut
// it to.
CASE(read, clamped,
     LIBURING(io_uring_prep_read(sqe, descriptor, at<void>(memory), longest_transfer, offset);),
     RINGLET(op::read{.file = descriptor,
                      .buffer = std::span(at<std::byte>(memory), std::size_t{1} << 32 | 5),
                      .offset = offset}))

CASE(write, distinct,
     LIBURING(io_uring_prep_write(sqe, descriptor, at<void>(memory), length, offset);
              sqe->rw_flags = RWF_APPEND | RWF_SYNC;
              sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::write{.file = descriptor,
                       .buffer = std::span(at<const std::byte>(memory), length),
                       .offset = offset,
                       .flags = rw_flags::append | rw_flags::sync,
                       .priority = distinct_priority}))
CASE(write, extremes,
     LIBURING(io_uring_prep_write(sqe, highest_descriptor, at<void>(highest_memory),
                                  longest_transfer, highest_u64 - 1);
              sqe->rw_flags = rw(highest_u32); sqe->ioprio = highest_u16;),
     RINGLET(op::write{.file = highest_descriptor,
                       .buffer = std::span(at<const std::byte>(highest_memory), longest_transfer),
                       .offset = highest_u64 - 1,
                       .flags = bits<rw_flags>(highest_u32),
                       .priority = highest_priority}))
CASE(write, defaults, LIBURING(io_uring_prep_write(sqe, 0, nullptr, 0, highest_u64);),
     RINGLET(op::write{.file = 0, .buffer = std::span<const std::byte>()}))
CASE(write, fixed_file,
     LIBURING(io_uring_prep_write(sqe, int(slot_number), at<void>(memory), length, offset);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::write{.file = direct_slot(slot_number),
                       .buffer = std::span(at<const std::byte>(memory), length),
                       .offset = offset}))
CASE(write, clamped,
     LIBURING(io_uring_prep_write(sqe, descriptor, at<void>(memory), longest_transfer, offset);),
     RINGLET(op::write{.file = descriptor,
                       .buffer = std::span(at<const std::byte>(memory), std::size_t{1} << 32 | 5),
                       .offset = offset}))

// ---- readv, writev: the 2 helpers take the flags ------------------------------------------------

CASE(readv, distinct,
     LIBURING(io_uring_prep_readv2(sqe, descriptor, at<const iovec>(memory), number, offset,
                                   RWF_NOWAIT | RWF_HIPRI);
              sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::readv{.file = descriptor,
                       .buffers = std::span(at<const iovec>(memory), number),
                       .offset = offset,
                       .flags = rw_flags::nowait | rw_flags::hipri,
                       .priority = distinct_priority}))
CASE(readv, extremes,
     LIBURING(io_uring_prep_readv2(sqe, highest_descriptor, at<const iovec>(highest_memory),
                                   highest_u32, highest_u64 - 1, as_int(highest_u32));
              sqe->ioprio = highest_u16;),
     RINGLET(op::readv{.file = highest_descriptor,
                       .buffers = std::span(at<const iovec>(highest_memory), highest_u32),
                       .offset = highest_u64 - 1,
                       .flags = bits<rw_flags>(highest_u32),
                       .priority = highest_priority}))
CASE(readv, defaults, LIBURING(io_uring_prep_readv(sqe, 0, nullptr, 0, highest_u64);),
     RINGLET(op::readv{.file = 0, .buffers = std::span<const iovec>()}))
CASE(readv, fixed_file,
     LIBURING(io_uring_prep_readv(sqe, int(slot_number), at<const iovec>(memory), number, offset);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::readv{.file = direct_slot(slot_number),
                       .buffers = std::span(at<const iovec>(memory), number),
                       .offset = offset}))

CASE(writev, distinct,
     LIBURING(io_uring_prep_writev2(sqe, descriptor, at<const iovec>(memory), number, offset,
                                    RWF_APPEND | RWF_DSYNC);
              sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::writev{.file = descriptor,
                        .buffers = std::span(at<const iovec>(memory), number),
                        .offset = offset,
                        .flags = rw_flags::append | rw_flags::dsync,
                        .priority = distinct_priority}))
CASE(writev, extremes,
     LIBURING(io_uring_prep_writev2(sqe, highest_descriptor, at<const iovec>(highest_memory),
                                    highest_u32, highest_u64 - 1, as_int(highest_u32));
              sqe->ioprio = highest_u16;),
     RINGLET(op::writev{.file = highest_descriptor,
                        .buffers = std::span(at<const iovec>(highest_memory), highest_u32),
                        .offset = highest_u64 - 1,
                        .flags = bits<rw_flags>(highest_u32),
                        .priority = highest_priority}))
CASE(writev, defaults, LIBURING(io_uring_prep_writev(sqe, 0, nullptr, 0, highest_u64);),
     RINGLET(op::writev{.file = 0, .buffers = std::span<const iovec>()}))
CASE(writev, fixed_file,
     LIBURING(io_uring_prep_writev(sqe, int(slot_number), at<const iovec>(memory), number, offset);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::writev{.file = direct_slot(slot_number),
                        .buffers = std::span(at<const iovec>(memory), number),
                        .offset = offset}))

// ---- read_fixed, write_fixed: rw_flags as for read ----------------------------------------------

CASE(read_fixed, distinct,
     LIBURING(io_uring_prep_read_fixed(sqe, descriptor, at<void>(memory), length, offset,
                                       index_of_buffer);
              sqe->rw_flags = RWF_NOWAIT | RWF_HIPRI;
              sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::read_fixed{.file = descriptor,
                            .buffer = std::span(at<std::byte>(memory), length),
                            .buffer_index = index_of_buffer,
                            .offset = offset,
                            .flags = rw_flags::nowait | rw_flags::hipri,
                            .priority = distinct_priority}))
CASE(read_fixed, extremes,
     LIBURING(io_uring_prep_read_fixed(sqe, highest_descriptor, at<void>(highest_memory),
                                       longest_transfer, highest_u64 - 1, highest_u16);
              sqe->rw_flags = rw(highest_u32); sqe->ioprio = highest_u16;),
     RINGLET(op::read_fixed{.file = highest_descriptor,
                            .buffer = std::span(at<std::byte>(highest_memory), longest_transfer),
                            .buffer_index = highest_u16,
                            .offset = highest_u64 - 1,
                            .flags = bits<rw_flags>(highest_u32),
                            .priority = highest_priority}))
CASE(read_fixed, defaults, LIBURING(io_uring_prep_read_fixed(sqe, 0, nullptr, 0, highest_u64, 0);),
     RINGLET(op::read_fixed{.file = 0, .buffer = std::span<std::byte>(), .buffer_index = 0}))
CASE(read_fixed, fixed_file,
     LIBURING(io_uring_prep_read_fixed(sqe, int(slot_number), at<void>(memory), length, offset,
                                       index_of_buffer);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::read_fixed{.file = direct_slot(slot_number),
                            .buffer = std::span(at<std::byte>(memory), length),
                            .buffer_index = index_of_buffer,
                            .offset = offset}))

CASE(write_fixed, distinct,
     LIBURING(io_uring_prep_write_fixed(sqe, descriptor, at<void>(memory), length, offset,
                                        index_of_buffer);
              sqe->rw_flags = RWF_APPEND | RWF_SYNC;
              sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::write_fixed{.file = descriptor,
                             .buffer = std::span(at<const std::byte>(memory), length),
                             .buffer_index = index_of_buffer,
                             .offset = offset,
                             .flags = rw_flags::append | rw_flags::sync,
                             .priority = distinct_priority}))
CASE(write_fixed, extremes,
     LIBURING(io_uring_prep_write_fixed(sqe, highest_descriptor, at<void>(highest_memory),
                                        longest_transfer, highest_u64 - 1, highest_u16);
              sqe->rw_flags = rw(highest_u32); sqe->ioprio = highest_u16;),
     RINGLET(op::write_fixed{
         .file = highest_descriptor,
         .buffer = std::span(at<const std::byte>(highest_memory), longest_transfer),
         .buffer_index = highest_u16,
         .offset = highest_u64 - 1,
         .flags = bits<rw_flags>(highest_u32),
         .priority = highest_priority}))
CASE(write_fixed, defaults,
     LIBURING(io_uring_prep_write_fixed(sqe, 0, nullptr, 0, highest_u64, 0);),
     RINGLET(op::write_fixed{.file = 0, .buffer = std::span<const std::byte>(), .buffer_index = 0}))
CASE(write_fixed, fixed_file,
     LIBURING(io_uring_prep_write_fixed(sqe, int(slot_number), at<void>(memory), length, offset,
                                        index_of_buffer);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::write_fixed{.file = direct_slot(slot_number),
                             .buffer = std::span(at<const std::byte>(memory), length),
                             .buffer_index = index_of_buffer,
                             .offset = offset}))

// ---- fsync: the range is in off and len, says io_uring_enter(2) ---------------------------------

CASE(fsync, distinct,
     LIBURING(io_uring_prep_fsync(sqe, descriptor, IORING_FSYNC_DATASYNC); sqe->off = offset;
              sqe->len = length;),
     RINGLET(op::fsync{
         .file = descriptor, .flags = fsync_flags::datasync, .offset = offset, .length = length}))
CASE(fsync, extremes,
     LIBURING(io_uring_prep_fsync(sqe, highest_descriptor, highest_u32); sqe->off = highest_u64;
              sqe->len = highest_u32;),
     RINGLET(op::fsync{.file = highest_descriptor,
                       .flags = bits<fsync_flags>(highest_u32),
                       .offset = highest_u64,
                       .length = highest_u32}))
CASE(fsync, defaults, LIBURING(io_uring_prep_fsync(sqe, 0, 0);), RINGLET(op::fsync{.file = 0}))
CASE(fsync, fixed_file,
     LIBURING(io_uring_prep_fsync(sqe, int(slot_number), IORING_FSYNC_DATASYNC);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::fsync{.file = direct_slot(slot_number), .flags = fsync_flags::datasync}))

// ---- poll_add: the kernel (io_poll_add_prep) reads its own flags from len -----------------------

CASE(poll_add, distinct,
     LIBURING(io_uring_prep_poll_add(sqe, descriptor, POLLIN | POLLRDHUP);
              sqe->len = IORING_POLL_ADD_LEVEL;),
     RINGLET(op::poll_add{.file = descriptor,
                          .events = poll_events::in | poll_events::rdhup,
                          .flags = poll_add_flags::level}))
CASE(poll_add, extremes,
     LIBURING(io_uring_prep_poll_add(sqe, highest_descriptor, highest_u32);
              sqe->len = highest_u32;),
     RINGLET(op::poll_add{.file = highest_descriptor,
                          .events = bits<poll_events>(highest_u32),
                          .flags = bits<poll_add_flags>(highest_u32)}))
CASE(poll_add, defaults, LIBURING(io_uring_prep_poll_add(sqe, 0, POLLOUT);),
     RINGLET(op::poll_add{.file = 0, .events = poll_events::out}))
CASE(poll_add, fixed_file,
     LIBURING(io_uring_prep_poll_add(sqe, int(slot_number), POLLPRI);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::poll_add{.file = direct_slot(slot_number), .events = poll_events::pri}))

CASE(poll_add_multishot, distinct,
     LIBURING(io_uring_prep_poll_multishot(sqe, descriptor, POLLIN | POLLRDHUP);
              sqe->len |= IORING_POLL_ADD_LEVEL;),
     RINGLET(op::poll_add_multishot{.file = descriptor,
                                    .events = poll_events::in | poll_events::rdhup,
                                    .flags = poll_add_flags::level}))
CASE(poll_add_multishot, extremes,
     LIBURING(io_uring_prep_poll_multishot(sqe, highest_descriptor, highest_u32);
              sqe->len |= highest_u32;),
     RINGLET(op::poll_add_multishot{.file = highest_descriptor,
                                    .events = bits<poll_events>(highest_u32),
                                    .flags = bits<poll_add_flags>(highest_u32)}))
CASE(poll_add_multishot, defaults, LIBURING(io_uring_prep_poll_multishot(sqe, 0, POLLOUT);),
     RINGLET(op::poll_add_multishot{.file = 0, .events = poll_events::out}))
CASE(poll_add_multishot, fixed_file,
     LIBURING(io_uring_prep_poll_multishot(sqe, int(slot_number), POLLPRI);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::poll_add_multishot{.file = direct_slot(slot_number), .events = poll_events::pri}))

// ---- poll_remove: an update changes the events and never the user_data --------------------------

CASE(poll_remove, distinct, LIBURING(io_uring_prep_poll_remove(sqe, identity);),
     RINGLET(op::poll_remove{.target = target::user_data(identity)}))
CASE(poll_remove, extremes, LIBURING(io_uring_prep_poll_remove(sqe, highest_u64);),
     RINGLET(op::poll_remove{.target = target::user_data(highest_u64)}))
CASE(poll_remove, defaults, LIBURING(io_uring_prep_poll_remove(sqe, 0);),
     RINGLET(op::poll_remove{.target = target::user_data(0)}))

CASE(poll_remove_update, distinct,
     LIBURING(io_uring_prep_poll_update(sqe, identity, 0, POLLOUT | POLLPRI,
                                        IORING_POLL_UPDATE_EVENTS | IORING_POLL_ADD_MULTI);),
     RINGLET(op::poll_remove_update{.target = target::user_data(identity),
                                    .events = poll_events::out | poll_events::pri,
                                    .flags = poll_update_flags::multi}))
CASE(poll_remove_update, extremes,
     LIBURING(io_uring_prep_poll_update(sqe, highest_u64, 0, highest_u32, highest_u32);),
     RINGLET(op::poll_remove_update{.target = target::user_data(highest_u64),
                                    .events = bits<poll_events>(highest_u32),
                                    .flags = bits<poll_update_flags>(highest_u32)}))
CASE(poll_remove_update, defaults,
     LIBURING(io_uring_prep_poll_update(sqe, 0, 0, POLLIN, IORING_POLL_UPDATE_EVENTS);),
     RINGLET(op::poll_remove_update{.target = target::user_data(0), .events = poll_events::in}))

// ---- timeout: the timespec lives in the operation -----------------------------------------------

CASE(timeout, distinct,
     LIBURING(__kernel_timespec after{.tv_sec = 0x1234'5678, .tv_nsec = 0x0abc'def1};
              io_uring_prep_timeout(sqe, &after, number,
                                    IORING_TIMEOUT_BOOTTIME | IORING_TIMEOUT_ETIME_SUCCESS);
              leads.to_operation(sqe->addr, after);),
     RINGLET(op::timeout{
         .after = std::chrono::seconds(0x1234'5678) + std::chrono::nanoseconds(0x0abc'def1),
         .completions = number,
         .flags = timeout_flags::boottime | timeout_flags::etime_success}))
CASE(timeout, extremes,
     LIBURING(__kernel_timespec after{.tv_sec = INT64_MAX, .tv_nsec = 0};
              io_uring_prep_timeout(sqe, &after, highest_u32, highest_u32);
              leads.to_operation(sqe->addr, after);),
     RINGLET(op::timeout{.after = std::chrono::seconds::max(),
                         .completions = highest_u32,
                         .flags = bits<timeout_flags>(highest_u32)}))
CASE(timeout, defaults,
     LIBURING(__kernel_timespec after{}; io_uring_prep_timeout(sqe, &after, 0, 0);
              leads.to_operation(sqe->addr, after);),
     RINGLET(op::timeout{.after = std::chrono::seconds(0)}))
CASE(timeout, longest_in_nanoseconds,
     LIBURING(__kernel_timespec after{.tv_sec = 9'223'372'036, .tv_nsec = 854'775'807};
              io_uring_prep_timeout(sqe, &after, 0, 0); leads.to_operation(sqe->addr, after);),
     RINGLET(op::timeout{.after = std::chrono::nanoseconds::max()}))
// A duration below 0 is one of 0: the kernel would say EINVAL.
CASE(timeout, negative,
     LIBURING(__kernel_timespec after{}; io_uring_prep_timeout(sqe, &after, 0, 0);
              leads.to_operation(sqe->addr, after);),
     RINGLET(op::timeout{.after = std::chrono::milliseconds(-1)}))

// IORING_TIMEOUT_MULTISHOT: io_uring_prep_timeout(3); the count is the number of repeats there.
CASE(timeout_multishot, distinct,
     LIBURING(__kernel_timespec after{.tv_sec = 0x1234'5678, .tv_nsec = 0x0abc'def1};
              io_uring_prep_timeout(sqe, &after, number,
                                    IORING_TIMEOUT_REALTIME | timeout_multishot);
              leads.to_operation(sqe->addr, after);),
     RINGLET(op::timeout_multishot{
         .after = std::chrono::seconds(0x1234'5678) + std::chrono::nanoseconds(0x0abc'def1),
         .repeats = number,
         .flags = timeout_flags::realtime}))
CASE(timeout_multishot, extremes,
     LIBURING(__kernel_timespec after{.tv_sec = INT64_MAX, .tv_nsec = 0};
              io_uring_prep_timeout(sqe, &after, highest_u32, highest_u32);
              leads.to_operation(sqe->addr, after);),
     RINGLET(op::timeout_multishot{.after = std::chrono::seconds::max(),
                                   .repeats = highest_u32,
                                   .flags = bits<timeout_flags>(highest_u32)}))
CASE(timeout_multishot, defaults,
     LIBURING(__kernel_timespec after{}; io_uring_prep_timeout(sqe, &after, 0, timeout_multishot);
              leads.to_operation(sqe->addr, after);),
     RINGLET(op::timeout_multishot{.after = std::chrono::seconds(0)}))

CASE(timeout_remove, distinct,
     LIBURING(io_uring_prep_timeout_remove(sqe, identity, IORING_TIMEOUT_REALTIME);),
     RINGLET(op::timeout_remove{.target = target::user_data(identity),
                                .flags = timeout_flags::realtime}))
CASE(timeout_remove, extremes,
     LIBURING(io_uring_prep_timeout_remove(sqe, highest_u64, highest_u32);),
     RINGLET(op::timeout_remove{.target = target::user_data(highest_u64),
                                .flags = bits<timeout_flags>(highest_u32)}))
CASE(timeout_remove, defaults, LIBURING(io_uring_prep_timeout_remove(sqe, 0, 0);),
     RINGLET(op::timeout_remove{.target = target::user_data(0)}))

CASE(timeout_remove_update, distinct,
     LIBURING(__kernel_timespec after{.tv_sec = 0x1234'5678, .tv_nsec = 0x0abc'def1};
              io_uring_prep_timeout_update(sqe, &after, identity, IORING_TIMEOUT_ABS);
              leads.to_operation(sqe->off, after);),
     RINGLET(op::timeout_remove_update{
         .target = target::user_data(identity),
         .after = std::chrono::seconds(0x1234'5678) + std::chrono::nanoseconds(0x0abc'def1),
         .flags = timeout_flags::abs}))
CASE(timeout_remove_update, extremes,
     LIBURING(__kernel_timespec after{.tv_sec = INT64_MAX, .tv_nsec = 0};
              io_uring_prep_timeout_update(sqe, &after, highest_u64, highest_u32);
              leads.to_operation(sqe->off, after);),
     RINGLET(op::timeout_remove_update{.target = target::user_data(highest_u64),
                                       .after = std::chrono::seconds::max(),
                                       .flags = bits<timeout_flags>(highest_u32)}))
CASE(timeout_remove_update, defaults,
     LIBURING(__kernel_timespec after{}; io_uring_prep_timeout_update(sqe, &after, 0, 0);
              leads.to_operation(sqe->off, after);),
     RINGLET(op::timeout_remove_update{.target = target::user_data(0),
                                       .after = std::chrono::seconds(0)}))
// IORING_LINK_TIMEOUT_UPDATE, io_uring_prep_timeout_update(3): the target is a link_timeout.
CASE(timeout_remove_update, of_a_link_timeout,
     LIBURING(__kernel_timespec after{.tv_sec = 7, .tv_nsec = 9};
              io_uring_prep_timeout_update(sqe, &after, identity, IORING_LINK_TIMEOUT_UPDATE);
              leads.to_operation(sqe->off, after);),
     RINGLET(op::timeout_remove_update{
         .target = target::user_data(identity),
         .after = std::chrono::seconds(7) + std::chrono::nanoseconds(9),
         .flags = timeout_flags::link_timeout_update}))

CASE(link_timeout, distinct,
     LIBURING(__kernel_timespec after{.tv_sec = 0x1234'5678, .tv_nsec = 0x0abc'def1};
              io_uring_prep_link_timeout(sqe, &after, IORING_TIMEOUT_ABS | IORING_TIMEOUT_BOOTTIME);
              leads.to_operation(sqe->addr, after);),
     RINGLET(op::link_timeout{
         .after = std::chrono::seconds(0x1234'5678) + std::chrono::nanoseconds(0x0abc'def1),
         .flags = timeout_flags::abs | timeout_flags::boottime}))
CASE(link_timeout, extremes,
     LIBURING(__kernel_timespec after{.tv_sec = INT64_MAX, .tv_nsec = 0};
              io_uring_prep_link_timeout(sqe, &after, highest_u32);
              leads.to_operation(sqe->addr, after);),
     RINGLET(op::link_timeout{.after = std::chrono::seconds::max(),
                              .flags = bits<timeout_flags>(highest_u32)}))
CASE(link_timeout, defaults,
     LIBURING(__kernel_timespec after{}; io_uring_prep_link_timeout(sqe, &after, 0);
              leads.to_operation(sqe->addr, after);),
     RINGLET(op::link_timeout{.after = std::chrono::seconds(0)}))

// ---- async_cancel -------------------------------------------------------------------------------

CASE(async_cancel, distinct,
     LIBURING(io_uring_prep_cancel64(sqe, identity, IORING_ASYNC_CANCEL_ALL);),
     RINGLET(op::async_cancel{.target = target::user_data(identity),
                              .flags = async_cancel_flags::all}))
CASE(async_cancel, extremes,
     LIBURING(io_uring_prep_cancel(sqe, at<void>(highest_u64), as_int(highest_u32));),
     RINGLET(op::async_cancel{.target = target::user_data(highest_u64),
                              .flags = bits<async_cancel_flags>(highest_u32)}))
CASE(async_cancel, defaults, LIBURING(io_uring_prep_cancel64(sqe, 0, 0);),
     RINGLET(op::async_cancel{.target = target::user_data(0)}))

CASE(async_cancel_fd, distinct,
     LIBURING(io_uring_prep_cancel_fd(sqe, descriptor, IORING_ASYNC_CANCEL_ALL);),
     RINGLET(op::async_cancel_fd{.file = descriptor, .flags = async_cancel_flags::all}))
CASE(async_cancel_fd, extremes,
     LIBURING(io_uring_prep_cancel_fd(sqe, highest_descriptor, highest_u32);),
     RINGLET(op::async_cancel_fd{.file = highest_descriptor,
                                 .flags = bits<async_cancel_flags>(highest_u32)}))
CASE(async_cancel_fd, defaults, LIBURING(io_uring_prep_cancel_fd(sqe, 0, 0);),
     RINGLET(op::async_cancel_fd{.file = 0}))
// A cancel works on no file itself: the descriptor is a key, and io_uring_prep_cancel(3) has a flag
// that says what kind of descriptor, IORING_ASYNC_CANCEL_FD_FIXED.
CASE(async_cancel_fd, fixed_file,
     LIBURING(io_uring_prep_cancel_fd(sqe, int(slot_number), IORING_ASYNC_CANCEL_FD_FIXED);),
     RINGLET(op::async_cancel_fd{.file = direct_slot(slot_number)}))

// io_uring_prep_cancel(3): with IORING_ASYNC_CANCEL_OP, the opcode is the key and goes into len.
CASE(async_cancel_op, distinct,
     LIBURING(io_uring_prep_cancel64(sqe, 0, as_int(async_cancel_op | IORING_ASYNC_CANCEL_ALL));
              sqe->len = IORING_OP_RECV;),
     RINGLET(op::async_cancel_op{.operation = opcode::recv, .flags = async_cancel_flags::all}))
CASE(async_cancel_op, extremes,
     LIBURING(io_uring_prep_cancel64(sqe, 0, as_int(highest_u32)); sqe->len = 255;),
     RINGLET(op::async_cancel_op{.operation = static_cast<opcode>(255),
                                 .flags = bits<async_cancel_flags>(highest_u32)}))
CASE(async_cancel_op, defaults,
     LIBURING(io_uring_prep_cancel64(sqe, 0, as_int(async_cancel_op)); sqe->len = IORING_OP_NOP;),
     RINGLET(op::async_cancel_op{.operation = opcode::nop}))

// io_uring_prep_cancel(3): IORING_ASYNC_CANCEL_ANY matches every request, and
// IORING_ASYNC_CANCEL_ALL goes on after the first one that matches.
CASE(async_cancel_all, distinct,
     LIBURING(io_uring_prep_cancel64(sqe, 0,
                                     as_int(IORING_ASYNC_CANCEL_ANY | IORING_ASYNC_CANCEL_ALL |
                                            async_cancel_userdata));),
     RINGLET(op::async_cancel_all{.flags = async_cancel_flags::userdata}))
CASE(async_cancel_all, extremes, LIBURING(io_uring_prep_cancel64(sqe, 0, as_int(highest_u32));),
     RINGLET(op::async_cancel_all{.flags = bits<async_cancel_flags>(highest_u32)}))
CASE(async_cancel_all, defaults,
     LIBURING(io_uring_prep_cancel64(sqe, 0, IORING_ASYNC_CANCEL_ANY | IORING_ASYNC_CANCEL_ALL);),
     RINGLET(op::async_cancel_all{}))

// ---- accept -------------------------------------------------------------------------------------

CASE(accept, distinct,
     LIBURING(sockaddr_storage room{}; socklen_t size = sizeof(room);
              io_uring_prep_accept(sqe, descriptor, reinterpret_cast<sockaddr*>(&room), &size,
                                   SOCK_NONBLOCK);
              sqe->ioprio = accept_dontwait | accept_poll_first; leads.to_peer(sqe->addr, room);
              leads.to_peer_length(sqe->addr2, size);),
     RINGLET(op::accept{.socket = descriptor,
                        .peer = peer,
                        .flags = accept_flags::nonblock,
                        .modifiers = accept_modifiers::dontwait | accept_modifiers::poll_first}))
CASE(accept, extremes,
     LIBURING(io_uring_prep_accept(sqe, highest_descriptor, nullptr, nullptr, as_int(highest_u32));
              sqe->ioprio = highest_u16;),
     RINGLET(op::accept{.socket = highest_descriptor,
                        .flags = bits<accept_flags>(highest_u32),
                        .modifiers = bits<accept_modifiers>(highest_u16)}))
CASE(accept, defaults, LIBURING(io_uring_prep_accept(sqe, 0, nullptr, nullptr, SOCK_CLOEXEC);),
     RINGLET(op::accept{.socket = 0}))
CASE(accept, fixed_file,
     LIBURING(io_uring_prep_accept(sqe, int(slot_number), nullptr, nullptr, SOCK_CLOEXEC);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::accept{.socket = direct_slot(slot_number)}))

CASE(accept_multishot, distinct,
     LIBURING(io_uring_prep_multishot_accept(sqe, descriptor, nullptr, nullptr, SOCK_NONBLOCK);
              sqe->ioprio |= accept_poll_first;),
     RINGLET(op::accept_multishot{.socket = descriptor,
                                  .flags = accept_flags::nonblock,
                                  .modifiers = accept_modifiers::poll_first}))
CASE(accept_multishot, extremes,
     LIBURING(io_uring_prep_multishot_accept(sqe, highest_descriptor, nullptr, nullptr,
                                             as_int(highest_u32));),
     RINGLET(op::accept_multishot{.socket = highest_descriptor,
                                  .flags = bits<accept_flags>(highest_u32)}))
CASE(accept_multishot, defaults,
     LIBURING(io_uring_prep_multishot_accept(sqe, 0, nullptr, nullptr, SOCK_CLOEXEC);),
     RINGLET(op::accept_multishot{.socket = 0}))
CASE(accept_multishot, fixed_file,
     LIBURING(io_uring_prep_multishot_accept(sqe, int(slot_number), nullptr, nullptr, SOCK_CLOEXEC);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::accept_multishot{.socket = direct_slot(slot_number)}))

CASE(accept_direct, distinct,
     LIBURING(sockaddr_storage room{}; socklen_t size = sizeof(room);
              io_uring_prep_accept_direct(sqe, descriptor, reinterpret_cast<sockaddr*>(&room),
                                          &size, SOCK_NONBLOCK, number);
              leads.to_peer(sqe->addr, room); leads.to_peer_length(sqe->addr2, size);),
     RINGLET(op::accept_direct{.socket = descriptor,
                               .peer = peer,
                               .flags = accept_flags::nonblock,
                               .slot = direct_slot(number)}))
CASE(accept_direct, extremes,
     LIBURING(io_uring_prep_accept_direct(sqe, highest_descriptor, nullptr, nullptr,
                                          as_int(highest_u32), highest_slot);),
     RINGLET(op::accept_direct{.socket = highest_descriptor,
                               .flags = bits<accept_flags>(highest_u32),
                               .slot = direct_slot(highest_slot)}))
CASE(accept_direct, defaults,
     LIBURING(io_uring_prep_accept_direct(sqe, 0, nullptr, nullptr, 0, any_index);),
     RINGLET(op::accept_direct{.socket = 0}))
CASE(accept_direct, first_slot,
     LIBURING(io_uring_prep_accept_direct(sqe, 0, nullptr, nullptr, 0, 0);),
     RINGLET(op::accept_direct{.socket = 0, .slot = direct_slot(0)}))
CASE(accept_direct, fixed_file,
     LIBURING(io_uring_prep_accept_direct(sqe, int(slot_number), nullptr, nullptr, 0, number);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::accept_direct{.socket = direct_slot(slot_number), .slot = direct_slot(number)}))

CASE(accept_multishot_direct, distinct,
     LIBURING(io_uring_prep_multishot_accept_direct(sqe, descriptor, nullptr, nullptr,
                                                    SOCK_NONBLOCK);),
     RINGLET(op::accept_multishot_direct{.socket = descriptor, .flags = accept_flags::nonblock}))
CASE(accept_multishot_direct, extremes,
     LIBURING(io_uring_prep_multishot_accept_direct(sqe, highest_descriptor, nullptr, nullptr,
                                                    as_int(highest_u32));),
     RINGLET(op::accept_multishot_direct{.socket = highest_descriptor,
                                         .flags = bits<accept_flags>(highest_u32)}))
CASE(accept_multishot_direct, defaults,
     LIBURING(io_uring_prep_multishot_accept_direct(sqe, 0, nullptr, nullptr, 0);),
     RINGLET(op::accept_multishot_direct{.socket = 0}))
CASE(accept_multishot_direct, fixed_file,
     LIBURING(io_uring_prep_multishot_accept_direct(sqe, int(slot_number), nullptr, nullptr, 0);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::accept_multishot_direct{.socket = direct_slot(slot_number)}))

// ---- connect, bind: the address lives in the operation ------------------------------------------

CASE(connect, distinct,
     LIBURING(sockaddr_in6 peer{}; peer.sin6_family = AF_INET6; peer.sin6_port = htons(0x5678);
              peer.sin6_addr.s6_addr[0] = 0x20;  // 2001:db8::7
              peer.sin6_addr.s6_addr[1] = 0x01; peer.sin6_addr.s6_addr[2] = 0x0d;
              peer.sin6_addr.s6_addr[3] = 0xb8; peer.sin6_addr.s6_addr[15] = 7;
              io_uring_prep_connect(sqe, descriptor, reinterpret_cast<sockaddr*>(&peer),
                                    sizeof(peer));
              leads.to_operation(sqe->addr, peer);),
     RINGLET(op::connect{.socket = descriptor, .peer = address_of("[2001:db8::7]:22136")}))
CASE(connect, extremes,
     LIBURING(sockaddr_un peer = longest_unix_address();
              io_uring_prep_connect(sqe, highest_descriptor, reinterpret_cast<sockaddr*>(&peer),
                                    sizeof(peer));
              leads.to_operation(sqe->addr, peer);),
     RINGLET(op::connect{.socket = highest_descriptor, .peer = longest_address()}))
CASE(connect, defaults,
     LIBURING(sockaddr_in peer{}; peer.sin_family = AF_INET;
              io_uring_prep_connect(sqe, 0, reinterpret_cast<sockaddr*>(&peer), sizeof(peer));
              leads.to_operation(sqe->addr, peer);),
     RINGLET(op::connect{.socket = 0, .peer = address_of("0.0.0.0:0")}))
CASE(connect, ipv4,
     LIBURING(sockaddr_in peer{}; peer.sin_family = AF_INET; peer.sin_port = htons(0x1234);
              peer.sin_addr.s_addr = htonl(0xc000'024d);  // 192.0.2.77
              io_uring_prep_connect(sqe, descriptor, reinterpret_cast<sockaddr*>(&peer),
                                    sizeof(peer));
              leads.to_operation(sqe->addr, peer);),
     RINGLET(op::connect{.socket = descriptor, .peer = address_of("192.0.2.77:4660")}))
CASE(connect, fixed_file,
     LIBURING(sockaddr_in peer{}; peer.sin_family = AF_INET; peer.sin_port = htons(80);
              io_uring_prep_connect(sqe, int(slot_number), reinterpret_cast<sockaddr*>(&peer),
                                    sizeof(peer));
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE); leads.to_operation(sqe->addr, peer);),
     RINGLET(op::connect{.socket = direct_slot(slot_number), .peer = address_of("0.0.0.0:80")}))

CASE(bind, distinct,
     SINCE_2_7(sockaddr_in name{}; name.sin_family = AF_INET; name.sin_port = htons(0x1234);
               name.sin_addr.s_addr = htonl(0xc000'024d);  // 192.0.2.77
               io_uring_prep_bind(sqe, descriptor, reinterpret_cast<sockaddr*>(&name),
                                  sizeof(name));
               leads.to_operation(sqe->addr, name);),
     RINGLET(op::bind{.socket = descriptor, .address = address_of("192.0.2.77:4660")}))
CASE(bind, extremes,
     SINCE_2_7(sockaddr_un name = longest_unix_address();
               io_uring_prep_bind(sqe, highest_descriptor, reinterpret_cast<sockaddr*>(&name),
                                  sizeof(name));
               leads.to_operation(sqe->addr, name);),
     RINGLET(op::bind{.socket = highest_descriptor, .address = longest_address()}))
CASE(bind, defaults,
     SINCE_2_7(sockaddr_in name{}; name.sin_family = AF_INET;
               io_uring_prep_bind(sqe, 0, reinterpret_cast<sockaddr*>(&name), sizeof(name));
               leads.to_operation(sqe->addr, name);),
     RINGLET(op::bind{.socket = 0, .address = address_of("0.0.0.0:0")}))
CASE(bind, fixed_file,
     SINCE_2_7(sockaddr_in name{}; name.sin_family = AF_INET; name.sin_port = htons(80);
               io_uring_prep_bind(sqe, int(slot_number), reinterpret_cast<sockaddr*>(&name),
                                  sizeof(name));
               io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE); leads.to_operation(sqe->addr, name);),
     RINGLET(op::bind{.socket = direct_slot(slot_number), .address = address_of("0.0.0.0:80")}))

CASE(listen, distinct, SINCE_2_7(io_uring_prep_listen(sqe, descriptor, as_int(number));),
     RINGLET(op::listen{.socket = descriptor, .backlog = number}))
CASE(listen, extremes,
     SINCE_2_7(io_uring_prep_listen(sqe, highest_descriptor, as_int(highest_u32));),
     RINGLET(op::listen{.socket = highest_descriptor, .backlog = highest_u32}))
CASE(listen, defaults, SINCE_2_7(io_uring_prep_listen(sqe, 0, 4096);),
     RINGLET(op::listen{.socket = 0}))
CASE(listen, fixed_file,
     SINCE_2_7(io_uring_prep_listen(sqe, int(slot_number), as_int(number));
               io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::listen{.socket = direct_slot(slot_number), .backlog = number}))

// ---- socket, shutdown ---------------------------------------------------------------------------

CASE(socket, distinct,
     LIBURING(io_uring_prep_socket(sqe, AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK, IPPROTO_UDP,
                                   number);),
     RINGLET(op::socket{.domain = socket_domain::inet6,
                        .type = socket_type::dgram | socket_type::nonblock,
                        .protocol = IPPROTO_UDP,
                        .flags = number}))
CASE(socket, extremes, LIBURING(io_uring_prep_socket(sqe, INT_MAX, INT_MAX, INT_MAX, highest_u32);),
     RINGLET(op::socket{.domain = bits<socket_domain>(INT_MAX),
                        .type = bits<socket_type>(INT_MAX),
                        .protocol = INT_MAX,
                        .flags = highest_u32}))
CASE(socket, defaults,
     LIBURING(io_uring_prep_socket(sqe, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, 0);),
     RINGLET(op::socket{.domain = socket_domain::unix_}))

CASE(socket_direct, distinct,
     LIBURING(io_uring_prep_socket_direct(sqe, AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK, IPPROTO_UDP,
                                          slot_number, number);),
     RINGLET(op::socket_direct{.domain = socket_domain::inet6,
                               .type = socket_type::dgram | socket_type::nonblock,
                               .protocol = IPPROTO_UDP,
                               .flags = number,
                               .slot = direct_slot(slot_number)}))
CASE(socket_direct, extremes,
     LIBURING(io_uring_prep_socket_direct(sqe, INT_MAX, INT_MAX, INT_MAX, highest_slot,
                                          highest_u32);),
     RINGLET(op::socket_direct{.domain = bits<socket_domain>(INT_MAX),
                               .type = bits<socket_type>(INT_MAX),
                               .protocol = INT_MAX,
                               .flags = highest_u32,
                               .slot = direct_slot(highest_slot)}))
CASE(socket_direct, defaults,
     LIBURING(io_uring_prep_socket_direct(sqe, AF_UNIX, SOCK_STREAM, 0, any_index, 0);),
     RINGLET(op::socket_direct{.domain = socket_domain::unix_}))
CASE(socket_direct, first_slot,
     LIBURING(io_uring_prep_socket_direct(sqe, AF_INET, SOCK_STREAM, 0, 0, 0);),
     RINGLET(op::socket_direct{.domain = socket_domain::inet, .slot = direct_slot(0)}))
CASE(socket_direct, any_slot_by_the_other_helper,
     LIBURING(io_uring_prep_socket_direct_alloc(sqe, AF_INET, SOCK_STREAM, 0, 0);),
     RINGLET(op::socket_direct{.domain = socket_domain::inet, .slot = any_slot}))

CASE(shutdown, distinct, LIBURING(io_uring_prep_shutdown(sqe, descriptor, SHUT_WR);),
     RINGLET(op::shutdown{.socket = descriptor, .how = shutdown_how::wr}))
CASE(shutdown, extremes, LIBURING(io_uring_prep_shutdown(sqe, highest_descriptor, SHUT_RDWR);),
     RINGLET(op::shutdown{.socket = highest_descriptor, .how = shutdown_how::rdwr}))
CASE(shutdown, defaults, LIBURING(io_uring_prep_shutdown(sqe, 0, SHUT_RD);),
     RINGLET(op::shutdown{.socket = 0, .how = shutdown_how::rd}))
CASE(shutdown, fixed_file,
     LIBURING(io_uring_prep_shutdown(sqe, int(slot_number), SHUT_RDWR);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::shutdown{.socket = direct_slot(slot_number), .how = shutdown_how::rdwr}))

// ---- recv, send ---------------------------------------------------------------------------------

CASE(recv, distinct,
     LIBURING(io_uring_prep_recv(sqe, descriptor, at<void>(memory), length, MSG_WAITALL | MSG_PEEK);
              sqe->ioprio = IORING_RECVSEND_POLL_FIRST;),
     RINGLET(poll_first(op::recv{.socket = descriptor,
                                 .buffer = std::span(at<std::byte>(memory), length),
                                 .flags = msg_flags::waitall | msg_flags::peek})))
CASE(recv, extremes,
     LIBURING(io_uring_prep_recv(sqe, highest_descriptor, at<void>(highest_memory),
                                 longest_transfer, as_int(highest_u32));),
     RINGLET(op::recv{.socket = highest_descriptor,
                      .buffer = std::span(at<std::byte>(highest_memory), longest_transfer),
                      .flags = bits<msg_flags>(highest_u32)}))
CASE(recv, defaults, LIBURING(io_uring_prep_recv(sqe, 0, nullptr, 0, 0);),
     RINGLET(op::recv{.socket = 0, .buffer = std::span<std::byte>()}))
CASE(recv, fixed_file,
     LIBURING(io_uring_prep_recv(sqe, int(slot_number), at<void>(memory), length, 0);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::recv{.socket = direct_slot(slot_number),
                      .buffer = std::span(at<std::byte>(memory), length)}))
CASE(recv, clamped,
     LIBURING(io_uring_prep_recv(sqe, descriptor, at<void>(memory), longest_transfer, 0);),
     RINGLET(op::recv{.socket = descriptor,
                      .buffer = std::span(at<std::byte>(memory), std::size_t{1} << 32 | 5)}))

// Of a plain transfer liburing has no helper for a registered buffer; io_uring/net.c of the kernel
// takes the flag and the index as those of send_zc.
CASE(recv_fixed, distinct,
     LIBURING(io_uring_prep_recv(sqe, descriptor, at<void>(memory), length,
                                 MSG_NOSIGNAL | MSG_PEEK);
              sqe->ioprio = IORING_RECVSEND_POLL_FIRST | IORING_RECVSEND_FIXED_BUF;
              sqe->buf_index = index_of_buffer;),
     RINGLET(poll_first(op::recv_fixed{.socket = descriptor,
                                       .buffer = std::span(at<std::byte>(memory), length),
                                       .buffer_index = index_of_buffer,
                                       .flags = msg_flags::nosignal | msg_flags::peek})))
CASE(recv_fixed, extremes,
     LIBURING(io_uring_prep_recv(sqe, highest_descriptor, at<void>(highest_memory),
                                 longest_transfer, as_int(highest_u32));
              sqe->ioprio = IORING_RECVSEND_FIXED_BUF; sqe->buf_index = highest_u16;),
     RINGLET(op::recv_fixed{.socket = highest_descriptor,
                            .buffer = std::span(at<std::byte>(highest_memory), longest_transfer),
                            .buffer_index = highest_u16,
                            .flags = bits<msg_flags>(highest_u32)}))
CASE(recv_fixed, defaults,
     LIBURING(io_uring_prep_recv(sqe, 0, nullptr, 0, 0); sqe->ioprio = IORING_RECVSEND_FIXED_BUF;),
     RINGLET(op::recv_fixed{.socket = 0, .buffer = std::span<std::byte>(), .buffer_index = 0}))
CASE(recv_fixed, fixed_file,
     LIBURING(io_uring_prep_recv(sqe, int(slot_number), at<void>(memory), length, 0);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);
              sqe->ioprio = IORING_RECVSEND_FIXED_BUF; sqe->buf_index = index_of_buffer;),
     RINGLET(op::recv_fixed{.socket = direct_slot(slot_number),
                            .buffer = std::span(at<std::byte>(memory), length),
                            .buffer_index = index_of_buffer}))

// Which group a buffer is selected from is set by hand: io_uring_sqe_set_buf_group(3), and
// IOSQE_BUFFER_SELECT in io_uring_enter(2).
CASE(recv_multishot, distinct,
     LIBURING(io_uring_prep_recv_multishot(sqe, descriptor, nullptr, 0, MSG_NOSIGNAL | MSG_PEEK);
              sqe->ioprio |= IORING_RECVSEND_POLL_FIRST; sqe->flags |= IOSQE_BUFFER_SELECT;
              sqe->buf_group = index_of_buffer;),
     RINGLET(poll_first(op::recv_multishot{.socket = descriptor,
                                           .buffers = pool_of(index_of_buffer, length),
                                           .flags = msg_flags::nosignal | msg_flags::peek})))
CASE(recv_multishot, extremes,
     LIBURING(io_uring_prep_recv_multishot(sqe, highest_descriptor, nullptr, 0,
                                           as_int(highest_u32));
              sqe->flags |= IOSQE_BUFFER_SELECT; sqe->buf_group = highest_u16;),
     RINGLET(op::recv_multishot{.socket = highest_descriptor,
                                .buffers = pool_of(highest_u16, highest_u32),
                                .flags = bits<msg_flags>(highest_u32)}))
CASE(recv_multishot, bounded,
     LIBURING(io_uring_prep_recv_multishot(sqe, descriptor, nullptr, length, 0);
              sqe->flags |= IOSQE_BUFFER_SELECT; sqe->buf_group = index_of_buffer;),
     RINGLET(op::recv_multishot{
         .socket = descriptor, .buffers = pool_of(index_of_buffer, number), .length = length}))
CASE(recv_multishot, defaults,
     LIBURING(io_uring_prep_recv_multishot(sqe, 0, nullptr, 0, 0);
              sqe->flags |= IOSQE_BUFFER_SELECT;),
     RINGLET(op::recv_multishot{.socket = 0, .buffers = pool_of(0, 0)}))
CASE(recv_multishot, fixed_file,
     LIBURING(io_uring_prep_recv_multishot(sqe, int(slot_number), nullptr, 0, 0);
              sqe->flags |= IOSQE_BUFFER_SELECT | IOSQE_FIXED_FILE;
              sqe->buf_group = index_of_buffer;),
     RINGLET(op::recv_multishot{.socket = direct_slot(slot_number),
                                .buffers = pool_of(index_of_buffer, length)}))

// The bound of all requests together has no helper: it is in optlen, which is file_index in 2.3.
CASE(recv_multishot_bounded, distinct,
     LIBURING(io_uring_prep_recv_multishot(sqe, descriptor, nullptr, length,
                                           MSG_NOSIGNAL | MSG_PEEK);
              sqe->ioprio |= IORING_RECVSEND_POLL_FIRST | recvsend_bundle;
              sqe->flags |= IOSQE_BUFFER_SELECT; sqe->buf_group = index_of_buffer;
              sqe->file_index = number;),
     RINGLET(poll_first(op::recv_multishot_bounded{
         .socket = descriptor,
         .buffers = {pool_of(index_of_buffer, other_number), number},
         .flags = msg_flags::nosignal | msg_flags::peek,
         .length = length})))
CASE(recv_multishot_bounded, extremes,
     LIBURING(io_uring_prep_recv_multishot(sqe, highest_descriptor, nullptr, highest_u32,
                                           as_int(highest_u32));
              sqe->ioprio |= recvsend_bundle; sqe->flags |= IOSQE_BUFFER_SELECT;
              sqe->buf_group = highest_u16; sqe->file_index = 0x7fff'ffff;),
     RINGLET(op::recv_multishot_bounded{.socket = highest_descriptor,
                                        .buffers = {pool_of(highest_u16, number), offset},
                                        .flags = bits<msg_flags>(highest_u32),
                                        .length = highest_u32}))
CASE(recv_multishot_bounded, defaults,
     LIBURING(io_uring_prep_recv_multishot(sqe, 0, nullptr, 0, 0); sqe->ioprio |= recvsend_bundle;
              sqe->flags |= IOSQE_BUFFER_SELECT; sqe->file_index = 1;),
     RINGLET(op::recv_multishot_bounded{.socket = 0, .buffers = {pool_of(0, 0), 1}}))
CASE(recv_multishot_bounded, fixed_file,
     LIBURING(io_uring_prep_recv_multishot(sqe, int(slot_number), nullptr, 0, 0);
              sqe->ioprio |= recvsend_bundle; sqe->flags |= IOSQE_BUFFER_SELECT | IOSQE_FIXED_FILE;
              sqe->buf_group = index_of_buffer; sqe->file_index = number;),
     RINGLET(op::recv_multishot_bounded{.socket = direct_slot(slot_number),
                                        .buffers = {pool_of(index_of_buffer, length), number}}))

CASE(recv_select, distinct,
     LIBURING(io_uring_prep_recv(sqe, descriptor, nullptr, length, MSG_NOSIGNAL | MSG_PEEK);
              sqe->ioprio = IORING_RECVSEND_POLL_FIRST; sqe->flags |= IOSQE_BUFFER_SELECT;
              sqe->buf_group = index_of_buffer;),
     RINGLET(poll_first(op::recv_select{.socket = descriptor,
                                        .buffers = pool_of(index_of_buffer, length),
                                        .flags = msg_flags::nosignal | msg_flags::peek})))
CASE(recv_select, extremes,
     LIBURING(io_uring_prep_recv(sqe, highest_descriptor, nullptr, highest_u32,
                                 as_int(highest_u32));
              sqe->flags |= IOSQE_BUFFER_SELECT; sqe->buf_group = highest_u16;),
     RINGLET(op::recv_select{.socket = highest_descriptor,
                             .buffers = pool_of(highest_u16, highest_u32),
                             .flags = bits<msg_flags>(highest_u32)}))
CASE(recv_select, defaults,
     LIBURING(io_uring_prep_recv(sqe, 0, nullptr, 0, 0); sqe->flags |= IOSQE_BUFFER_SELECT;),
     RINGLET(op::recv_select{.socket = 0, .buffers = pool_of(0, 0)}))
CASE(recv_select, fixed_file,
     LIBURING(io_uring_prep_recv(sqe, int(slot_number), nullptr, length, 0);
              sqe->flags |= IOSQE_BUFFER_SELECT | IOSQE_FIXED_FILE;
              sqe->buf_group = index_of_buffer;),
     RINGLET(op::recv_select{.socket = direct_slot(slot_number),
                             .buffers = pool_of(index_of_buffer, length)}))

CASE(recv_bundle, distinct,
     LIBURING(io_uring_prep_recv(sqe, descriptor, nullptr, length, MSG_NOSIGNAL | MSG_PEEK);
              sqe->ioprio |= IORING_RECVSEND_POLL_FIRST | recvsend_bundle;
              sqe->flags |= IOSQE_BUFFER_SELECT; sqe->buf_group = index_of_buffer;),
     RINGLET(poll_first(op::recv_bundle{.socket = descriptor,
                                        .buffers = pool_of(index_of_buffer, number),
                                        .flags = msg_flags::nosignal | msg_flags::peek,
                                        .length = length})))
CASE(recv_bundle, extremes,
     LIBURING(io_uring_prep_recv(sqe, highest_descriptor, nullptr, highest_u32,
                                 as_int(highest_u32));
              sqe->ioprio |= recvsend_bundle; sqe->flags |= IOSQE_BUFFER_SELECT;
              sqe->buf_group = highest_u16;),
     RINGLET(op::recv_bundle{.socket = highest_descriptor,
                             .buffers = pool_of(highest_u16, number),
                             .flags = bits<msg_flags>(highest_u32),
                             .length = highest_u32}))
CASE(recv_bundle, defaults,
     LIBURING(io_uring_prep_recv(sqe, 0, nullptr, 0, 0); sqe->ioprio |= recvsend_bundle;
              sqe->flags |= IOSQE_BUFFER_SELECT; sqe->buf_group = 0;),
     RINGLET(op::recv_bundle{.socket = 0, .buffers = pool_of(0, number)}))
CASE(recv_bundle, fixed_file,
     LIBURING(io_uring_prep_recv(sqe, int(slot_number), nullptr, length, 0);
              sqe->ioprio |= recvsend_bundle; io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);
              sqe->flags |= IOSQE_BUFFER_SELECT; sqe->buf_group = index_of_buffer;),
     RINGLET(op::recv_bundle{.socket = direct_slot(slot_number),
                             .buffers = pool_of(index_of_buffer, number),
                             .length = length}))

CASE(recv_multishot_bundle, distinct,
     LIBURING(io_uring_prep_recv_multishot(sqe, descriptor, nullptr, length,
                                           MSG_NOSIGNAL | MSG_PEEK);
              sqe->ioprio |= IORING_RECVSEND_POLL_FIRST | recvsend_bundle;
              sqe->flags |= IOSQE_BUFFER_SELECT; sqe->buf_group = index_of_buffer;),
     RINGLET(poll_first(op::recv_multishot_bundle{.socket = descriptor,
                                                  .buffers = pool_of(index_of_buffer, number),
                                                  .flags = msg_flags::nosignal | msg_flags::peek,
                                                  .length = length})))
CASE(recv_multishot_bundle, extremes,
     LIBURING(io_uring_prep_recv_multishot(sqe, highest_descriptor, nullptr, highest_u32,
                                           as_int(highest_u32));
              sqe->ioprio |= recvsend_bundle; sqe->flags |= IOSQE_BUFFER_SELECT;
              sqe->buf_group = highest_u16;),
     RINGLET(op::recv_multishot_bundle{.socket = highest_descriptor,
                                       .buffers = pool_of(highest_u16, number),
                                       .flags = bits<msg_flags>(highest_u32),
                                       .length = highest_u32}))
CASE(recv_multishot_bundle, defaults,
     LIBURING(io_uring_prep_recv_multishot(sqe, 0, nullptr, 0, 0); sqe->ioprio |= recvsend_bundle;
              sqe->flags |= IOSQE_BUFFER_SELECT; sqe->buf_group = 0;),
     RINGLET(op::recv_multishot_bundle{.socket = 0, .buffers = pool_of(0, number)}))
CASE(recv_multishot_bundle, fixed_file,
     LIBURING(io_uring_prep_recv_multishot(sqe, int(slot_number), nullptr, length, 0);
              sqe->ioprio |= recvsend_bundle; io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);
              sqe->flags |= IOSQE_BUFFER_SELECT; sqe->buf_group = index_of_buffer;),
     RINGLET(op::recv_multishot_bundle{.socket = direct_slot(slot_number),
                                       .buffers = pool_of(index_of_buffer, number),
                                       .length = length}))

CASE(send, distinct,
     LIBURING(io_uring_prep_send(sqe, descriptor, at<void>(memory), length,
                                 MSG_NOSIGNAL | MSG_MORE);
              sqe->ioprio = IORING_RECVSEND_POLL_FIRST;),
     RINGLET(poll_first(op::send{.socket = descriptor,
                                 .buffer = std::span(at<const std::byte>(memory), length),
                                 .flags = msg_flags::nosignal | msg_flags::more})))
CASE(send, extremes,
     LIBURING(io_uring_prep_send(sqe, highest_descriptor, at<void>(highest_memory),
                                 longest_transfer, as_int(highest_u32));),
     RINGLET(op::send{.socket = highest_descriptor,
                      .buffer = std::span(at<const std::byte>(highest_memory), longest_transfer),
                      .flags = bits<msg_flags>(highest_u32)}))
CASE(send, defaults, LIBURING(io_uring_prep_send(sqe, 0, nullptr, 0, 0);),
     RINGLET(op::send{.socket = 0, .buffer = std::span<const std::byte>()}))
CASE(send, fixed_file,
     LIBURING(io_uring_prep_send(sqe, int(slot_number), at<void>(memory), length, 0);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::send{.socket = direct_slot(slot_number),
                      .buffer = std::span(at<const std::byte>(memory), length)}))
CASE(send, clamped,
     LIBURING(io_uring_prep_send(sqe, descriptor, at<void>(memory), longest_transfer, 0);),
     RINGLET(op::send{.socket = descriptor,
                      .buffer = std::span(at<const std::byte>(memory), std::size_t{1} << 32 | 5)}))

// Of a plain transfer liburing has no helper for a registered buffer; io_uring/net.c of the kernel
// takes the flag and the index as those of send_zc.
CASE(send_fixed, distinct,
     LIBURING(io_uring_prep_send(sqe, descriptor, at<void>(memory), length,
                                 MSG_NOSIGNAL | MSG_MORE);
              sqe->ioprio = IORING_RECVSEND_POLL_FIRST | IORING_RECVSEND_FIXED_BUF;
              sqe->buf_index = index_of_buffer;),
     RINGLET(poll_first(op::send_fixed{.socket = descriptor,
                                       .buffer = std::span(at<const std::byte>(memory), length),
                                       .buffer_index = index_of_buffer,
                                       .flags = msg_flags::nosignal | msg_flags::more})))
CASE(send_fixed, extremes,
     LIBURING(io_uring_prep_send(sqe, highest_descriptor, at<void>(highest_memory),
                                 longest_transfer, as_int(highest_u32));
              sqe->ioprio = IORING_RECVSEND_FIXED_BUF; sqe->buf_index = highest_u16;),
     RINGLET(op::send_fixed{
         .socket = highest_descriptor,
         .buffer = std::span(at<const std::byte>(highest_memory), longest_transfer),
         .buffer_index = highest_u16,
         .flags = bits<msg_flags>(highest_u32)}))
CASE(send_fixed, defaults,
     LIBURING(io_uring_prep_send(sqe, 0, nullptr, 0, 0); sqe->ioprio = IORING_RECVSEND_FIXED_BUF;),
     RINGLET(op::send_fixed{
         .socket = 0, .buffer = std::span<const std::byte>(), .buffer_index = 0}))
CASE(send_fixed, fixed_file,
     LIBURING(io_uring_prep_send(sqe, int(slot_number), at<void>(memory), length, 0);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);
              sqe->ioprio = IORING_RECVSEND_FIXED_BUF; sqe->buf_index = index_of_buffer;),
     RINGLET(op::send_fixed{.socket = direct_slot(slot_number),
                            .buffer = std::span(at<const std::byte>(memory), length),
                            .buffer_index = index_of_buffer}))

// An address is added by io_uring_prep_send_set_addr; io_uring_prep_sendto, which does both, is of
// 2.4. The destination lives in the operation.
CASE(send_to, distinct,
     LIBURING(sockaddr_in peer{}; peer.sin_family = AF_INET; peer.sin_port = htons(0x1234);
              peer.sin_addr.s_addr = htonl(0xc000'024d);  // 192.0.2.77
              io_uring_prep_send(sqe, descriptor, at<void>(memory), length,
                                 MSG_NOSIGNAL | MSG_MORE);
              io_uring_prep_send_set_addr(sqe, reinterpret_cast<sockaddr*>(&peer), sizeof(peer));
              sqe->ioprio = IORING_RECVSEND_POLL_FIRST; leads.to_operation(sqe->addr2, peer);),
     RINGLET(poll_first(op::send_to{.socket = descriptor,
                                    .buffer = std::span(at<const std::byte>(memory), length),
                                    .flags = msg_flags::nosignal | msg_flags::more,
                                    .peer = address_of("192.0.2.77:4660")})))
CASE(send_to, extremes,
     LIBURING(sockaddr_un peer = longest_unix_address();
              io_uring_prep_send(sqe, highest_descriptor, at<void>(highest_memory),
                                 longest_transfer, as_int(highest_u32));
              io_uring_prep_send_set_addr(sqe, reinterpret_cast<sockaddr*>(&peer), sizeof(peer));
              leads.to_operation(sqe->addr2, peer);),
     RINGLET(op::send_to{.socket = highest_descriptor,
                         .buffer = std::span(at<const std::byte>(highest_memory), longest_transfer),
                         .flags = bits<msg_flags>(highest_u32),
                         .peer = longest_address()}))
CASE(send_to, defaults,
     LIBURING(sockaddr_in peer{}; peer.sin_family = AF_INET;
              io_uring_prep_send(sqe, 0, nullptr, 0, 0);
              io_uring_prep_send_set_addr(sqe, reinterpret_cast<sockaddr*>(&peer), sizeof(peer));
              leads.to_operation(sqe->addr2, peer);),
     RINGLET(op::send_to{
         .socket = 0, .buffer = std::span<const std::byte>(), .peer = address_of("0.0.0.0:0")}))
CASE(send_to, fixed_file,
     SINCE_2_4(sockaddr_in peer{}; peer.sin_family = AF_INET; peer.sin_port = htons(80);
               io_uring_prep_sendto(sqe, int(slot_number), at<void>(memory), length, 0,
                                    reinterpret_cast<sockaddr*>(&peer), sizeof(peer));
               io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);
               leads.to_operation(sqe->addr2, peer);),
     RINGLET(op::send_to{.socket = direct_slot(slot_number),
                         .buffer = std::span(at<const std::byte>(memory), length),
                         .peer = address_of("0.0.0.0:80")}))

// IORING_SEND_VECTORIZED: io_uring_prep_send(3); addr and len are those of an array of iovecs.
CASE(send_bundle, distinct,
     SINCE_2_7(io_uring_prep_send_bundle(sqe, descriptor, 0, MSG_NOSIGNAL | MSG_MORE);
               sqe->ioprio |= IORING_RECVSEND_POLL_FIRST; sqe->flags |= IOSQE_BUFFER_SELECT;
               sqe->buf_group = index_of_buffer;),
     RINGLET(poll_first(op::send_bundle{.socket = descriptor,
                                        .buffers = queue_of(index_of_buffer),
                                        .flags = msg_flags::nosignal | msg_flags::more})))
CASE(send_bundle, extremes,
     SINCE_2_7(io_uring_prep_send_bundle(sqe, highest_descriptor, 0, as_int(highest_u32));
               sqe->ioprio |= recvsend_bundle; sqe->flags |= IOSQE_BUFFER_SELECT;
               sqe->buf_group = highest_u16;),
     RINGLET(op::send_bundle{.socket = highest_descriptor,
                             .buffers = queue_of(highest_u16),
                             .flags = bits<msg_flags>(highest_u32)}))
CASE(send_bundle, defaults,
     SINCE_2_7(io_uring_prep_send_bundle(sqe, 0, 0, 0); sqe->flags |= IOSQE_BUFFER_SELECT;),
     RINGLET(op::send_bundle{.socket = 0, .buffers = queue_of(0)}))
CASE(send_bundle, fixed_file,
     SINCE_2_7(io_uring_prep_send_bundle(sqe, int(slot_number), 0, 0);
               sqe->flags |= IOSQE_BUFFER_SELECT | IOSQE_FIXED_FILE;
               sqe->buf_group = index_of_buffer;),
     RINGLET(op::send_bundle{.socket = direct_slot(slot_number),
                             .buffers = queue_of(index_of_buffer)}))

CASE(send_vectorized, distinct,
     LIBURING(io_uring_prep_send(sqe, descriptor, at<void>(memory), number,
                                 MSG_NOSIGNAL | MSG_MORE);
              sqe->ioprio = send_vectorized | IORING_RECVSEND_POLL_FIRST;),
     RINGLET(poll_first(op::send_vectorized{.socket = descriptor,
                                            .buffers = std::span(at<const iovec>(memory), number),
                                            .flags = msg_flags::nosignal | msg_flags::more})))
CASE(send_vectorized, extremes,
     LIBURING(io_uring_prep_send(sqe, highest_descriptor, at<void>(highest_memory), highest_u32,
                                 as_int(highest_u32));
              sqe->ioprio = send_vectorized;),
     RINGLET(op::send_vectorized{.socket = highest_descriptor,
                                 .buffers = std::span(at<const iovec>(highest_memory), highest_u32),
                                 .flags = bits<msg_flags>(highest_u32)}))
CASE(send_vectorized, defaults,
     LIBURING(io_uring_prep_send(sqe, 0, nullptr, 0, 0); sqe->ioprio = send_vectorized;),
     RINGLET(op::send_vectorized{.socket = 0, .buffers = std::span<const iovec>()}))
CASE(send_vectorized, fixed_file,
     LIBURING(io_uring_prep_send(sqe, int(slot_number), at<void>(memory), number, 0);
              sqe->ioprio = send_vectorized; io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::send_vectorized{.socket = direct_slot(slot_number),
                                 .buffers = std::span(at<const iovec>(memory), number)}))

// ---- sendmsg, recvmsg ---------------------------------------------------------------------------

CASE(sendmsg, distinct,
     LIBURING(io_uring_prep_sendmsg(sqe, descriptor, at<msghdr>(memory), MSG_NOSIGNAL | MSG_MORE);),
     RINGLET(op::sendmsg{.socket = descriptor,
                         .message = *at<const ::msghdr>(memory),
                         .flags = msg_flags::nosignal | msg_flags::more}))
CASE(sendmsg, poll_first,
     LIBURING(io_uring_prep_sendmsg(sqe, descriptor, at<msghdr>(memory), 0);
              sqe->ioprio = IORING_RECVSEND_POLL_FIRST;),
     RINGLET(poll_first(op::sendmsg{.socket = descriptor, .message = *at<const ::msghdr>(memory)})))
CASE(sendmsg, extremes,
     LIBURING(io_uring_prep_sendmsg(sqe, highest_descriptor, at<msghdr>(highest_memory),
                                    highest_u32);),
     RINGLET(op::sendmsg{.socket = highest_descriptor,
                         .message = *at<const ::msghdr>(highest_memory),
                         .flags = bits<msg_flags>(highest_u32)}))
CASE(sendmsg, defaults, LIBURING(io_uring_prep_sendmsg(sqe, 0, at<msghdr>(memory), 0);),
     RINGLET(op::sendmsg{.socket = 0, .message = *at<const ::msghdr>(memory)}))
CASE(sendmsg, fixed_file,
     LIBURING(io_uring_prep_sendmsg(sqe, int(slot_number), at<msghdr>(memory), 0);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::sendmsg{.socket = direct_slot(slot_number),
                         .message = *at<const ::msghdr>(memory)}))

CASE(recvmsg, distinct,
     LIBURING(io_uring_prep_recvmsg(sqe, descriptor, at<msghdr>(memory), MSG_WAITALL | MSG_PEEK);),
     RINGLET(op::recvmsg{.socket = descriptor,
                         .message = *at<::msghdr>(memory),
                         .flags = msg_flags::waitall | msg_flags::peek}))
CASE(recvmsg, poll_first,
     LIBURING(io_uring_prep_recvmsg(sqe, descriptor, at<msghdr>(memory), 0);
              sqe->ioprio = IORING_RECVSEND_POLL_FIRST;),
     RINGLET(poll_first(op::recvmsg{.socket = descriptor, .message = *at<::msghdr>(memory)})))
CASE(recvmsg, extremes,
     LIBURING(io_uring_prep_recvmsg(sqe, highest_descriptor, at<msghdr>(highest_memory),
                                    highest_u32);),
     RINGLET(op::recvmsg{.socket = highest_descriptor,
                         .message = *at<::msghdr>(highest_memory),
                         .flags = bits<msg_flags>(highest_u32)}))
CASE(recvmsg, defaults, LIBURING(io_uring_prep_recvmsg(sqe, 0, at<msghdr>(memory), 0);),
     RINGLET(op::recvmsg{.socket = 0, .message = *at<::msghdr>(memory)}))
CASE(recvmsg, fixed_file,
     LIBURING(io_uring_prep_recvmsg(sqe, int(slot_number), at<msghdr>(memory), 0);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::recvmsg{.socket = direct_slot(slot_number), .message = *at<::msghdr>(memory)}))

CASE(recvmsg_select, distinct,
     LIBURING(io_uring_prep_recvmsg(sqe, descriptor, at<msghdr>(memory), MSG_NOSIGNAL | MSG_PEEK);
              sqe->flags |= IOSQE_BUFFER_SELECT; sqe->buf_group = index_of_buffer;),
     RINGLET(op::recvmsg_select{.socket = descriptor,
                                .message = *at<::msghdr>(memory),
                                .buffers = pool_of(index_of_buffer, length),
                                .flags = msg_flags::nosignal | msg_flags::peek}))
CASE(recvmsg_select, extremes,
     LIBURING(io_uring_prep_recvmsg(sqe, highest_descriptor, at<msghdr>(highest_memory),
                                    highest_u32);
              sqe->flags |= IOSQE_BUFFER_SELECT; sqe->buf_group = highest_u16;),
     RINGLET(op::recvmsg_select{.socket = highest_descriptor,
                                .message = *at<::msghdr>(highest_memory),
                                .buffers = pool_of(highest_u16, length),
                                .flags = bits<msg_flags>(highest_u32)}))
CASE(recvmsg_select, defaults,
     LIBURING(io_uring_prep_recvmsg(sqe, 0, at<msghdr>(memory), 0);
              sqe->flags |= IOSQE_BUFFER_SELECT; sqe->buf_group = 0;),
     RINGLET(op::recvmsg_select{
         .socket = 0, .message = *at<::msghdr>(memory), .buffers = pool_of(0, length)}))
CASE(recvmsg_select, fixed_file,
     LIBURING(io_uring_prep_recvmsg(sqe, int(slot_number), at<msghdr>(memory), 0);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE); sqe->flags |= IOSQE_BUFFER_SELECT;
              sqe->buf_group = index_of_buffer;),
     RINGLET(op::recvmsg_select{.socket = direct_slot(slot_number),
                                .message = *at<::msghdr>(memory),
                                .buffers = pool_of(index_of_buffer, length)}))

// The kernel reads no more of a multishot's msghdr than the two lengths, io_uring_recvmsg_out(3).
CASE(recvmsg_multishot, distinct,
     LIBURING(msghdr layout{}; layout.msg_namelen = 0x1234; layout.msg_controllen = 0x5678;
              io_uring_prep_recvmsg_multishot(sqe, descriptor, &layout, MSG_NOSIGNAL | MSG_PEEK);
              sqe->ioprio |= IORING_RECVSEND_POLL_FIRST; sqe->flags |= IOSQE_BUFFER_SELECT;
              sqe->buf_group = index_of_buffer; leads.to_operation(sqe->addr, layout);),
     RINGLET(poll_first(op::recvmsg_multishot{
         .socket = descriptor,
         .layout = message_room{.name = 0x1234, .control = 0x5678},
         .buffers = pool_of(index_of_buffer, length),
         .flags = msg_flags::nosignal | msg_flags::peek})))
CASE(recvmsg_multishot, extremes,
     LIBURING(msghdr layout{}; layout.msg_namelen = highest_u32;
              layout.msg_controllen = highest_u32;
              io_uring_prep_recvmsg_multishot(sqe, highest_descriptor, &layout, highest_u32);
              sqe->flags |= IOSQE_BUFFER_SELECT; sqe->buf_group = highest_u16;
              leads.to_operation(sqe->addr, layout);),
     RINGLET(op::recvmsg_multishot{
         .socket = highest_descriptor,
         .layout = message_room{.name = highest_u32, .control = highest_u32},
         .buffers = pool_of(highest_u16, length),
         .flags = bits<msg_flags>(highest_u32)}))
CASE(recvmsg_multishot, defaults,
     LIBURING(msghdr layout{}; layout.msg_namelen = 0; layout.msg_controllen = 0;
              io_uring_prep_recvmsg_multishot(sqe, 0, &layout, 0);
              sqe->flags |= IOSQE_BUFFER_SELECT; sqe->buf_group = 0;
              leads.to_operation(sqe->addr, layout);),
     RINGLET(op::recvmsg_multishot{
         .socket = 0, .layout = message_room{}, .buffers = pool_of(0, length)}))
CASE(recvmsg_multishot, fixed_file,
     LIBURING(msghdr layout{}; layout.msg_namelen = 28; layout.msg_controllen = 0;
              io_uring_prep_recvmsg_multishot(sqe, int(slot_number), &layout, 0);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE); sqe->flags |= IOSQE_BUFFER_SELECT;
              sqe->buf_group = index_of_buffer; leads.to_operation(sqe->addr, layout);),
     RINGLET(op::recvmsg_multishot{.socket = direct_slot(slot_number),
                                   .layout = message_room{.name = 28},
                                   .buffers = pool_of(index_of_buffer, length)}))

// ---- recv_zc: without a helper, by the kernel's header ------------------------------------------

// IORING_OP_RECV_ZC is 58, and zcrx_ifq_idx is file_index in 2.3.
CASE(recv_zc, distinct,
     LIBURING(sqe->opcode = 58; sqe->fd = descriptor; sqe->len = length;
              sqe->ioprio = IORING_RECV_MULTISHOT | IORING_RECVSEND_POLL_FIRST;
              sqe->file_index = number;),
     RINGLET(poll_first(op::recv_zc{.socket = descriptor, .buffers = {area_of(number), length}})))
CASE(recv_zc, extremes,
     LIBURING(sqe->opcode = 58; sqe->ioprio = IORING_RECV_MULTISHOT; sqe->fd = highest_descriptor;
              sqe->len = 0x7fff'ffff; sqe->file_index = highest_u32;),
     RINGLET(op::recv_zc{.socket = highest_descriptor, .buffers = {area_of(highest_u32), offset}}))
CASE(recv_zc, defaults, LIBURING(sqe->opcode = 58; sqe->ioprio = IORING_RECV_MULTISHOT;),
     RINGLET(op::recv_zc{.socket = 0, .buffers = area_of(0)}))
CASE(recv_zc, fixed_file,
     LIBURING(sqe->opcode = 58; sqe->fd = int(slot_number); sqe->flags = IOSQE_FIXED_FILE;
              sqe->ioprio = IORING_RECV_MULTISHOT; sqe->file_index = number;),
     RINGLET(op::recv_zc{.socket = direct_slot(slot_number), .buffers = area_of(number)}))

// ---- send_zc, sendmsg_zc: what comes twice ------------------------------------------------------

CASE(send_zc, distinct,
     LIBURING(io_uring_prep_send_zc(sqe, descriptor, at<void>(memory), length,
                                    MSG_NOSIGNAL | MSG_MORE,
                                    IORING_RECVSEND_POLL_FIRST | send_zc_report_usage);),
     RINGLET(op::send_zc{.socket = descriptor,
                         .buffer = std::span(at<const std::byte>(memory), length),
                         .flags = msg_flags::nosignal | msg_flags::more,
                         .modifiers = send_zc_flags::poll_first | send_zc_flags::report_usage}))
CASE(send_zc, extremes,
     LIBURING(io_uring_prep_send_zc(sqe, highest_descriptor, at<void>(highest_memory),
                                    longest_transfer, as_int(highest_u32), highest_u16);),
     RINGLET(op::send_zc{.socket = highest_descriptor,
                         .buffer = std::span(at<const std::byte>(highest_memory), longest_transfer),
                         .flags = bits<msg_flags>(highest_u32),
                         .modifiers = bits<send_zc_flags>(highest_u16)}))
CASE(send_zc, defaults, LIBURING(io_uring_prep_send_zc(sqe, 0, nullptr, 0, 0, 0);),
     RINGLET(op::send_zc{.socket = 0, .buffer = std::span<const std::byte>()}))
CASE(send_zc, fixed_file,
     LIBURING(io_uring_prep_send_zc(sqe, int(slot_number), at<void>(memory), length, 0, 0);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::send_zc{.socket = direct_slot(slot_number),
                         .buffer = std::span(at<const std::byte>(memory), length)}))
CASE(send_zc, clamped,
     LIBURING(io_uring_prep_send_zc(sqe, descriptor, at<void>(memory), longest_transfer, 0, 0);),
     RINGLET(op::send_zc{
         .socket = descriptor,
         .buffer = std::span(at<const std::byte>(memory), std::size_t{1} << 32 | 5)}))

CASE(send_zc_fixed, distinct,
     LIBURING(io_uring_prep_send_zc_fixed(sqe, descriptor, at<void>(memory), length,
                                          MSG_NOSIGNAL | MSG_MORE, IORING_RECVSEND_POLL_FIRST,
                                          index_of_buffer);),
     RINGLET(op::send_zc_fixed{.socket = descriptor,
                               .buffer = std::span(at<const std::byte>(memory), length),
                               .buffer_index = index_of_buffer,
                               .flags = msg_flags::nosignal | msg_flags::more,
                               .modifiers = send_zc_flags::poll_first}))
CASE(send_zc_fixed, extremes,
     LIBURING(io_uring_prep_send_zc_fixed(sqe, highest_descriptor, at<void>(highest_memory),
                                          longest_transfer, as_int(highest_u32), highest_u16,
                                          highest_u16);),
     RINGLET(op::send_zc_fixed{
         .socket = highest_descriptor,
         .buffer = std::span(at<const std::byte>(highest_memory), longest_transfer),
         .buffer_index = highest_u16,
         .flags = bits<msg_flags>(highest_u32),
         .modifiers = bits<send_zc_flags>(highest_u16)}))
CASE(send_zc_fixed, defaults, LIBURING(io_uring_prep_send_zc_fixed(sqe, 0, nullptr, 0, 0, 0, 0);),
     RINGLET(op::send_zc_fixed{
         .socket = 0, .buffer = std::span<const std::byte>(), .buffer_index = 0}))
CASE(send_zc_fixed, fixed_file,
     LIBURING(io_uring_prep_send_zc_fixed(sqe, int(slot_number), at<void>(memory), length, 0, 0,
                                          index_of_buffer);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::send_zc_fixed{.socket = direct_slot(slot_number),
                               .buffer = std::span(at<const std::byte>(memory), length),
                               .buffer_index = index_of_buffer}))

CASE(send_zc_to, distinct,
     LIBURING(sockaddr_in peer{}; peer.sin_family = AF_INET; peer.sin_port = htons(0x1234);
              peer.sin_addr.s_addr = htonl(0xc000'024d);  // 192.0.2.77
              io_uring_prep_send_zc(sqe, descriptor, at<void>(memory), length,
                                    MSG_NOSIGNAL | MSG_MORE, IORING_RECVSEND_POLL_FIRST);
              io_uring_prep_send_set_addr(sqe, reinterpret_cast<sockaddr*>(&peer), sizeof(peer));
              leads.to_operation(sqe->addr2, peer);),
     RINGLET(op::send_zc_to{.socket = descriptor,
                            .buffer = std::span(at<const std::byte>(memory), length),
                            .flags = msg_flags::nosignal | msg_flags::more,
                            .modifiers = send_zc_flags::poll_first,
                            .peer = address_of("192.0.2.77:4660")}))
CASE(send_zc_to, extremes,
     LIBURING(sockaddr_un peer = longest_unix_address();
              io_uring_prep_send_zc(sqe, highest_descriptor, at<void>(highest_memory),
                                    longest_transfer, as_int(highest_u32), highest_u16);
              io_uring_prep_send_set_addr(sqe, reinterpret_cast<sockaddr*>(&peer), sizeof(peer));
              leads.to_operation(sqe->addr2, peer);),
     RINGLET(op::send_zc_to{
         .socket = highest_descriptor,
         .buffer = std::span(at<const std::byte>(highest_memory), longest_transfer),
         .flags = bits<msg_flags>(highest_u32),
         .modifiers = bits<send_zc_flags>(highest_u16),
         .peer = longest_address()}))
CASE(send_zc_to, defaults,
     LIBURING(sockaddr_in peer{}; peer.sin_family = AF_INET;
              io_uring_prep_send_zc(sqe, 0, nullptr, 0, 0, 0);
              io_uring_prep_send_set_addr(sqe, reinterpret_cast<sockaddr*>(&peer), sizeof(peer));
              leads.to_operation(sqe->addr2, peer);),
     RINGLET(op::send_zc_to{
         .socket = 0, .buffer = std::span<const std::byte>(), .peer = address_of("0.0.0.0:0")}))
CASE(send_zc_to, fixed_file,
     LIBURING(sockaddr_in peer{}; peer.sin_family = AF_INET; peer.sin_port = htons(80);
              io_uring_prep_send_zc(sqe, int(slot_number), at<void>(memory), length, 0, 0);
              io_uring_prep_send_set_addr(sqe, reinterpret_cast<sockaddr*>(&peer), sizeof(peer));
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE); leads.to_operation(sqe->addr2, peer);),
     RINGLET(op::send_zc_to{.socket = direct_slot(slot_number),
                            .buffer = std::span(at<const std::byte>(memory), length),
                            .peer = address_of("0.0.0.0:80")}))

CASE(send_zc_vectorized, distinct,
     LIBURING(io_uring_prep_send_zc(sqe, descriptor, at<void>(memory), number,
                                    MSG_NOSIGNAL | MSG_MORE,
                                    send_vectorized | IORING_RECVSEND_POLL_FIRST);),
     RINGLET(op::send_zc_vectorized{.socket = descriptor,
                                    .buffers = std::span(at<const iovec>(memory), number),
                                    .flags = msg_flags::nosignal | msg_flags::more,
                                    .modifiers = send_zc_flags::poll_first}))
CASE(send_zc_vectorized, extremes,
     LIBURING(io_uring_prep_send_zc(sqe, highest_descriptor, at<void>(highest_memory), highest_u32,
                                    as_int(highest_u32), highest_u16);),
     RINGLET(op::send_zc_vectorized{
         .socket = highest_descriptor,
         .buffers = std::span(at<const iovec>(highest_memory), highest_u32),
         .flags = bits<msg_flags>(highest_u32),
         .modifiers = bits<send_zc_flags>(highest_u16)}))
CASE(send_zc_vectorized, defaults,
     LIBURING(io_uring_prep_send_zc(sqe, 0, nullptr, 0, 0, send_vectorized);),
     RINGLET(op::send_zc_vectorized{.socket = 0, .buffers = std::span<const iovec>()}))
CASE(send_zc_vectorized, fixed_file,
     LIBURING(io_uring_prep_send_zc(sqe, int(slot_number), at<void>(memory), number, 0,
                                    send_vectorized);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::send_zc_vectorized{.socket = direct_slot(slot_number),
                                    .buffers = std::span(at<const iovec>(memory), number)}))

CASE(sendmsg_zc, distinct,
     LIBURING(io_uring_prep_sendmsg_zc(sqe, descriptor, at<msghdr>(memory),
                                       MSG_NOSIGNAL | MSG_MORE);
              sqe->ioprio = IORING_RECVSEND_POLL_FIRST | send_zc_report_usage;),
     RINGLET(op::sendmsg_zc{.socket = descriptor,
                            .message = *at<const ::msghdr>(memory),
                            .flags = msg_flags::nosignal | msg_flags::more,
                            .modifiers = send_zc_flags::poll_first | send_zc_flags::report_usage}))
CASE(sendmsg_zc, extremes,
     LIBURING(io_uring_prep_sendmsg_zc(sqe, highest_descriptor, at<msghdr>(highest_memory),
                                       highest_u32);
              sqe->ioprio = highest_u16;),
     RINGLET(op::sendmsg_zc{.socket = highest_descriptor,
                            .message = *at<const ::msghdr>(highest_memory),
                            .flags = bits<msg_flags>(highest_u32),
                            .modifiers = bits<send_zc_flags>(highest_u16)}))
CASE(sendmsg_zc, defaults, LIBURING(io_uring_prep_sendmsg_zc(sqe, 0, at<msghdr>(memory), 0);),
     RINGLET(op::sendmsg_zc{.socket = 0, .message = *at<const ::msghdr>(memory)}))
CASE(sendmsg_zc, fixed_file,
     LIBURING(io_uring_prep_sendmsg_zc(sqe, int(slot_number), at<msghdr>(memory), 0);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::sendmsg_zc{.socket = direct_slot(slot_number),
                            .message = *at<const ::msghdr>(memory)}))

CASE(sendmsg_zc_fixed, distinct,
     SINCE_2_10(io_uring_prep_sendmsg_zc_fixed(sqe, descriptor, at<msghdr>(memory),
                                               MSG_NOSIGNAL | MSG_MORE, index_of_buffer);
                sqe->ioprio |= IORING_RECVSEND_POLL_FIRST | send_zc_report_usage;),
     RINGLET(op::sendmsg_zc_fixed{
         .socket = descriptor,
         .message = *at<const ::msghdr>(memory),
         .buffer_index = index_of_buffer,
         .flags = msg_flags::nosignal | msg_flags::more,
         .modifiers = send_zc_flags::poll_first | send_zc_flags::report_usage}))
CASE(sendmsg_zc_fixed, extremes,
     SINCE_2_10(io_uring_prep_sendmsg_zc_fixed(sqe, highest_descriptor, at<msghdr>(highest_memory),
                                               highest_u32, highest_u16);
                sqe->ioprio |= highest_u16;),
     RINGLET(op::sendmsg_zc_fixed{.socket = highest_descriptor,
                                  .message = *at<const ::msghdr>(highest_memory),
                                  .buffer_index = highest_u16,
                                  .flags = bits<msg_flags>(highest_u32),
                                  .modifiers = bits<send_zc_flags>(highest_u16)}))
CASE(sendmsg_zc_fixed, defaults,
     SINCE_2_10(io_uring_prep_sendmsg_zc_fixed(sqe, 0, at<msghdr>(memory), 0, 0);),
     RINGLET(op::sendmsg_zc_fixed{
         .socket = 0, .message = *at<const ::msghdr>(memory), .buffer_index = 0}))
CASE(sendmsg_zc_fixed, fixed_file,
     SINCE_2_10(io_uring_prep_sendmsg_zc_fixed(sqe, int(slot_number), at<msghdr>(memory), 0,
                                               index_of_buffer);
                io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::sendmsg_zc_fixed{.socket = direct_slot(slot_number),
                                  .message = *at<const ::msghdr>(memory),
                                  .buffer_index = index_of_buffer}))

// ---- uring_cmd: commands to sockets -------------------------------------------------------------

CASE(uring_cmd, distinct, SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(number), descriptor);),
     RINGLET(op::uring_cmd{.file = descriptor, .command = number}))
CASE(uring_cmd, extremes,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(highest_u32), highest_descriptor);),
     RINGLET(op::uring_cmd{.file = highest_descriptor, .command = highest_u32}))
CASE(uring_cmd, defaults, SINCE_2_14(io_uring_prep_uring_cmd(sqe, 0, 0);),
     RINGLET(op::uring_cmd{.file = 0, .command = 0}))
CASE(uring_cmd, fixed_file,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(number), int(slot_number));
                io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::uring_cmd{.file = direct_slot(slot_number), .command = number}))

CASE(uring_cmd, payload,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(number), descriptor);
                std::memcpy(sqe->cmd, command_bytes().data(), 16);),
     RINGLET(op::uring_cmd{
         .file = descriptor, .command = number, .payload = first_of<16>(command_bytes())}))

CASE(uring_cmd_fixed, distinct,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(number), descriptor);
                sqe->rw_flags = rw(1U << 0); sqe->buf_index = 0x3132;
                std::memcpy(sqe->cmd, command_bytes().data(), 16);),
     RINGLET(op::uring_cmd_fixed{.file = descriptor,
                                 .command = number,
                                 .payload = first_of<16>(command_bytes()),
                                 .buffer_index = 0x3132}))
CASE(uring_cmd_fixed, extremes,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(highest_u32), highest_descriptor);
                sqe->rw_flags = rw(1U << 0); sqe->buf_index = 0xffff;),
     RINGLET(op::uring_cmd_fixed{
         .file = highest_descriptor, .command = highest_u32, .buffer_index = 0xffff}))
CASE(uring_cmd_fixed, defaults,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, 0, 0); sqe->rw_flags = rw(1U << 0);),
     RINGLET(op::uring_cmd_fixed{.file = 0, .command = 0, .buffer_index = 0}))
CASE(uring_cmd_fixed, fixed_file,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(number), int(slot_number));
                io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE); sqe->rw_flags = rw(1U << 0);),
     RINGLET(op::uring_cmd_fixed{
         .file = direct_slot(slot_number), .command = number, .buffer_index = 0}))

// IORING_URING_CMD_MULTISHOT, IOSQE_BUFFER_SELECT and the group are set by hand, as in batch.c of
// the kernel's tests of ublk.
CASE(uring_cmd_multishot, distinct,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(number), descriptor);
                sqe->rw_flags = rw(1U << 1); sqe->flags |= IOSQE_BUFFER_SELECT;
                sqe->buf_group = index_of_buffer;
                std::memcpy(sqe->cmd, command_bytes().data(), 16);),
     RINGLET(op::uring_cmd_multishot{.file = descriptor,
                                     .command = number,
                                     .buffers = pool_of(index_of_buffer, length),
                                     .payload = first_of<16>(command_bytes())}))
CASE(uring_cmd_multishot, extremes,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(highest_u32), highest_descriptor);
                sqe->rw_flags = rw(1U << 1); sqe->flags |= IOSQE_BUFFER_SELECT;
                sqe->buf_group = highest_u16; std::memset(sqe->cmd, 0xff, 16);),
     RINGLET(op::uring_cmd_multishot{.file = highest_descriptor,
                                     .command = highest_u32,
                                     .buffers = pool_of(highest_u16, highest_u32),
                                     .payload = all_of_them<16>(0xff)}))
CASE(uring_cmd_multishot, defaults,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, 0, 0); sqe->rw_flags = rw(1U << 1);
                sqe->flags |= IOSQE_BUFFER_SELECT;),
     RINGLET(op::uring_cmd_multishot{.file = 0, .command = 0, .buffers = pool_of(0, 0)}))
CASE(uring_cmd_multishot, fixed_file,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(number), int(slot_number));
                sqe->rw_flags = rw(1U << 1); sqe->flags |= IOSQE_BUFFER_SELECT | IOSQE_FIXED_FILE;
                sqe->buf_group = index_of_buffer;),
     RINGLET(op::uring_cmd_multishot{.file = direct_slot(slot_number),
                                     .command = number,
                                     .buffers = pool_of(index_of_buffer, length)}))

CASE(uring_cmd_cqe32, distinct,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(number), descriptor);
                std::memcpy(sqe->cmd, command_bytes().data(), 16);),
     RINGLET(op::uring_cmd_cqe32{
         .file = descriptor, .command = number, .payload = first_of<16>(command_bytes())}))
CASE(uring_cmd_cqe32, extremes,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(highest_u32), highest_descriptor);),
     RINGLET(op::uring_cmd_cqe32{.file = highest_descriptor, .command = highest_u32}))
CASE(uring_cmd_cqe32, defaults, SINCE_2_14(io_uring_prep_uring_cmd(sqe, 0, 0);),
     RINGLET(op::uring_cmd_cqe32{.file = 0, .command = 0}))
CASE(uring_cmd_cqe32, fixed_file,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(number), int(slot_number));
                io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::uring_cmd_cqe32{.file = direct_slot(slot_number), .command = number}))

CASE(uring_cmd_discard, distinct,
     SINCE_2_10(io_uring_prep_cmd_discard(sqe, descriptor, offset, memory);),
     RINGLET(op::uring_cmd_discard{.device = descriptor, .offset = offset, .length = memory}))
CASE(uring_cmd_discard, extremes,
     SINCE_2_10(io_uring_prep_cmd_discard(sqe, highest_descriptor, highest_u64, highest_u64);),
     RINGLET(op::uring_cmd_discard{
         .device = highest_descriptor, .offset = highest_u64, .length = highest_u64}))
CASE(uring_cmd_discard, defaults, SINCE_2_10(io_uring_prep_cmd_discard(sqe, 0, 0, 0);),
     RINGLET(op::uring_cmd_discard{.device = 0, .offset = 0, .length = 0}))
CASE(uring_cmd_discard, fixed_file,
     SINCE_2_10(io_uring_prep_cmd_discard(sqe, int(slot_number), offset, memory);
                io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::uring_cmd_discard{
         .device = direct_slot(slot_number), .offset = offset, .length = memory}))

// BLOCK_URING_CMD_ZONE_RESET_ALL of <linux/blkdev.h>, Linux 7.3; its own helper came after 2.15.
CASE(uring_cmd_zone_reset_all, distinct,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(_IO(0x12, 1)), descriptor);),
     RINGLET(op::uring_cmd_zone_reset_all{.device = descriptor}))
CASE(uring_cmd_zone_reset_all, extremes,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(_IO(0x12, 1)), highest_descriptor);),
     RINGLET(op::uring_cmd_zone_reset_all{.device = highest_descriptor}))
CASE(uring_cmd_zone_reset_all, defaults,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(_IO(0x12, 1)), 0);),
     RINGLET(op::uring_cmd_zone_reset_all{.device = 0}))
CASE(uring_cmd_zone_reset_all, fixed_file,
     SINCE_2_14(io_uring_prep_uring_cmd(sqe, as_int(_IO(0x12, 1)), int(slot_number));
                io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::uring_cmd_zone_reset_all{.device = direct_slot(slot_number)}))

CASE(uring_cmd128, distinct,
     SINCE_2_14(io_uring_prep_uring_cmd128(sqe, as_int(number), descriptor);
                std::memcpy(sqe->cmd, command_bytes().data(), 80);),
     RINGLET(op::uring_cmd128{.file = descriptor, .command = number, .payload = command_bytes()}))
CASE(uring_cmd128, extremes,
     SINCE_2_14(io_uring_prep_uring_cmd128(sqe, as_int(highest_u32), highest_descriptor);
                std::memset(sqe->cmd, 0xff, 80);),
     RINGLET(op::uring_cmd128{
         .file = highest_descriptor, .command = highest_u32, .payload = all_of_them<80>(0xff)}))
CASE(uring_cmd128, defaults, SINCE_2_14(io_uring_prep_uring_cmd128(sqe, 0, 0);),
     RINGLET(op::uring_cmd128{.file = 0, .command = 0}))
CASE(uring_cmd128, fixed_file,
     SINCE_2_14(io_uring_prep_uring_cmd128(sqe, as_int(number), int(slot_number));
                io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::uring_cmd128{.file = direct_slot(slot_number), .command = number}))

CASE(
    uring_cmd128_fixed, distinct,
    SINCE_2_14(io_uring_prep_uring_cmd128(sqe, as_int(number), descriptor);
               sqe->rw_flags = rw(1U << 0); sqe->buf_index = 0x3132;
               std::memcpy(sqe->cmd, command_bytes().data(), 80);),
    RINGLET(op::uring_cmd128_fixed{
        .file = descriptor, .command = number, .payload = command_bytes(), .buffer_index = 0x3132}))
CASE(uring_cmd128_fixed, extremes,
     SINCE_2_14(io_uring_prep_uring_cmd128(sqe, as_int(highest_u32), highest_descriptor);
                sqe->rw_flags = rw(1U << 0); sqe->buf_index = 0xffff;
                std::memset(sqe->cmd, 0xff, 80);),
     RINGLET(op::uring_cmd128_fixed{.file = highest_descriptor,
                                    .command = highest_u32,
                                    .payload = all_of_them<80>(0xff),
                                    .buffer_index = 0xffff}))
CASE(uring_cmd128_fixed, defaults,
     SINCE_2_14(io_uring_prep_uring_cmd128(sqe, 0, 0); sqe->rw_flags = rw(1U << 0);),
     RINGLET(op::uring_cmd128_fixed{.file = 0, .command = 0, .buffer_index = 0}))
CASE(uring_cmd128_fixed, fixed_file,
     SINCE_2_14(io_uring_prep_uring_cmd128(sqe, as_int(number), int(slot_number));
                io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE); sqe->rw_flags = rw(1U << 0);),
     RINGLET(op::uring_cmd128_fixed{
         .file = direct_slot(slot_number), .command = number, .buffer_index = 0}))

CASE(
    uring_cmd128_fixed_cqe32, distinct,
    SINCE_2_14(io_uring_prep_uring_cmd128(sqe, as_int(number), descriptor);
               sqe->rw_flags = rw(1U << 0); sqe->buf_index = 0x3132;
               std::memcpy(sqe->cmd, command_bytes().data(), 80);),
    RINGLET(op::uring_cmd128_fixed_cqe32{
        .file = descriptor, .command = number, .payload = command_bytes(), .buffer_index = 0x3132}))
CASE(uring_cmd128_fixed_cqe32, extremes,
     SINCE_2_14(io_uring_prep_uring_cmd128(sqe, as_int(highest_u32), highest_descriptor);
                sqe->rw_flags = rw(1U << 0); sqe->buf_index = 0xffff;
                std::memset(sqe->cmd, 0xff, 80);),
     RINGLET(op::uring_cmd128_fixed_cqe32{.file = highest_descriptor,
                                          .command = highest_u32,
                                          .payload = all_of_them<80>(0xff),
                                          .buffer_index = 0xffff}))
CASE(uring_cmd128_fixed_cqe32, defaults,
     SINCE_2_14(io_uring_prep_uring_cmd128(sqe, 0, 0); sqe->rw_flags = rw(1U << 0);),
     RINGLET(op::uring_cmd128_fixed_cqe32{.file = 0, .command = 0, .buffer_index = 0}))
CASE(uring_cmd128_fixed_cqe32, fixed_file,
     SINCE_2_14(io_uring_prep_uring_cmd128(sqe, as_int(number), int(slot_number));
                io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE); sqe->rw_flags = rw(1U << 0);),
     RINGLET(op::uring_cmd128_fixed_cqe32{
         .file = direct_slot(slot_number), .command = number, .buffer_index = 0}))

CASE(uring_cmd128_multishot, distinct,
     SINCE_2_14(io_uring_prep_uring_cmd128(sqe, as_int(number), descriptor);
                sqe->rw_flags = rw(1U << 1); sqe->flags |= IOSQE_BUFFER_SELECT;
                sqe->buf_group = index_of_buffer;
                std::memcpy(sqe->cmd, command_bytes().data(), 80);),
     RINGLET(op::uring_cmd128_multishot{.file = descriptor,
                                        .command = number,
                                        .buffers = pool_of(index_of_buffer, length),
                                        .payload = command_bytes()}))
CASE(uring_cmd128_multishot, extremes,
     SINCE_2_14(io_uring_prep_uring_cmd128(sqe, as_int(highest_u32), highest_descriptor);
                sqe->rw_flags = rw(1U << 1); sqe->flags |= IOSQE_BUFFER_SELECT;
                sqe->buf_group = highest_u16; std::memset(sqe->cmd, 0xff, 80);),
     RINGLET(op::uring_cmd128_multishot{.file = highest_descriptor,
                                        .command = highest_u32,
                                        .buffers = pool_of(highest_u16, highest_u32),
                                        .payload = all_of_them<80>(0xff)}))
CASE(uring_cmd128_multishot, defaults,
     SINCE_2_14(io_uring_prep_uring_cmd128(sqe, 0, 0); sqe->rw_flags = rw(1U << 1);
                sqe->flags |= IOSQE_BUFFER_SELECT;),
     RINGLET(op::uring_cmd128_multishot{.file = 0, .command = 0, .buffers = pool_of(0, 0)}))
CASE(uring_cmd128_multishot, fixed_file,
     SINCE_2_14(io_uring_prep_uring_cmd128(sqe, as_int(number), int(slot_number));
                sqe->rw_flags = rw(1U << 1); sqe->flags |= IOSQE_BUFFER_SELECT | IOSQE_FIXED_FILE;
                sqe->buf_group = index_of_buffer;),
     RINGLET(op::uring_cmd128_multishot{.file = direct_slot(slot_number),
                                        .command = number,
                                        .buffers = pool_of(index_of_buffer, length)}))

CASE(uring_cmd128_cqe32, distinct,
     SINCE_2_14(io_uring_prep_uring_cmd128(sqe, as_int(number), descriptor);
                std::memcpy(sqe->cmd, command_bytes().data(), 80);),
     RINGLET(op::uring_cmd128_cqe32{
         .file = descriptor, .command = number, .payload = command_bytes()}))
CASE(uring_cmd128_cqe32, extremes,
     SINCE_2_14(io_uring_prep_uring_cmd128(sqe, as_int(highest_u32), highest_descriptor);
                std::memset(sqe->cmd, 0xff, 80);),
     RINGLET(op::uring_cmd128_cqe32{
         .file = highest_descriptor, .command = highest_u32, .payload = all_of_them<80>(0xff)}))
CASE(uring_cmd128_cqe32, defaults, SINCE_2_14(io_uring_prep_uring_cmd128(sqe, 0, 0);),
     RINGLET(op::uring_cmd128_cqe32{.file = 0, .command = 0}))
CASE(uring_cmd128_cqe32, fixed_file,
     SINCE_2_14(io_uring_prep_uring_cmd128(sqe, as_int(number), int(slot_number));
                io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::uring_cmd128_cqe32{.file = direct_slot(slot_number), .command = number}))

CASE(uring_cmd_siocinq, distinct,
     SINCE_2_7(io_uring_prep_cmd_sock(sqe, SOCKET_URING_OP_SIOCINQ, descriptor, 0, 0, nullptr, 0);),
     RINGLET(op::uring_cmd_siocinq{.socket = descriptor}))
CASE(uring_cmd_siocinq, extremes,
     SINCE_2_7(io_uring_prep_cmd_sock(sqe, SOCKET_URING_OP_SIOCINQ, highest_descriptor, 0, 0,
                                      nullptr, 0);),
     RINGLET(op::uring_cmd_siocinq{.socket = highest_descriptor}))
CASE(uring_cmd_siocinq, defaults,
     SINCE_2_7(io_uring_prep_cmd_sock(sqe, SOCKET_URING_OP_SIOCINQ, 0, 0, 0, nullptr, 0);),
     RINGLET(op::uring_cmd_siocinq{.socket = 0}))
CASE(uring_cmd_siocinq, fixed_file,
     SINCE_2_7(io_uring_prep_cmd_sock(sqe, SOCKET_URING_OP_SIOCINQ, int(slot_number), 0, 0, nullptr,
                                      0);
               io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::uring_cmd_siocinq{.socket = direct_slot(slot_number)}))

CASE(uring_cmd_siocoutq, distinct,
     SINCE_2_7(io_uring_prep_cmd_sock(sqe, SOCKET_URING_OP_SIOCOUTQ, descriptor, 0, 0, nullptr,
                                      0);),
     RINGLET(op::uring_cmd_siocoutq{.socket = descriptor}))
CASE(uring_cmd_siocoutq, extremes,
     SINCE_2_7(io_uring_prep_cmd_sock(sqe, SOCKET_URING_OP_SIOCOUTQ, highest_descriptor, 0, 0,
                                      nullptr, 0);),
     RINGLET(op::uring_cmd_siocoutq{.socket = highest_descriptor}))
CASE(uring_cmd_siocoutq, defaults,
     SINCE_2_7(io_uring_prep_cmd_sock(sqe, SOCKET_URING_OP_SIOCOUTQ, 0, 0, 0, nullptr, 0);),
     RINGLET(op::uring_cmd_siocoutq{.socket = 0}))
CASE(uring_cmd_siocoutq, fixed_file,
     SINCE_2_7(io_uring_prep_cmd_sock(sqe, SOCKET_URING_OP_SIOCOUTQ, int(slot_number), 0, 0,
                                      nullptr, 0);
               io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::uring_cmd_siocoutq{.socket = direct_slot(slot_number)}))

CASE(uring_cmd_getsockopt, distinct,
     SINCE_2_7(io_uring_prep_cmd_sock(sqe, SOCKET_URING_OP_GETSOCKOPT, descriptor, as_int(number),
                                      as_int(other_number), at<void>(memory), as_int(length));),
     RINGLET(op::uring_cmd_getsockopt{.socket = descriptor,
                                      .level = number,
                                      .option = other_number,
                                      .value = std::span(at<std::byte>(memory), length)}))
CASE(uring_cmd_getsockopt, extremes,
     SINCE_2_7(io_uring_prep_cmd_sock(sqe, SOCKET_URING_OP_GETSOCKOPT, highest_descriptor,
                                      as_int(highest_u32), as_int(highest_u32),
                                      at<void>(highest_memory), as_int(longest_transfer));),
     RINGLET(op::uring_cmd_getsockopt{
         .socket = highest_descriptor,
         .level = highest_u32,
         .option = highest_u32,
         .value = std::span(at<std::byte>(highest_memory), longest_transfer)}))
CASE(uring_cmd_getsockopt, defaults,
     SINCE_2_7(io_uring_prep_cmd_sock(sqe, SOCKET_URING_OP_GETSOCKOPT, 0, 0, 0, nullptr, 0);),
     RINGLET(op::uring_cmd_getsockopt{
         .socket = 0, .level = 0, .option = 0, .value = std::span<std::byte>()}))
CASE(uring_cmd_getsockopt, fixed_file,
     SINCE_2_7(io_uring_prep_cmd_sock(sqe, SOCKET_URING_OP_GETSOCKOPT, int(slot_number),
                                      as_int(number), as_int(other_number), at<void>(memory),
                                      as_int(length));
               io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::uring_cmd_getsockopt{.socket = direct_slot(slot_number),
                                      .level = number,
                                      .option = other_number,
                                      .value = std::span(at<std::byte>(memory), length)}))

CASE(uring_cmd_setsockopt, distinct,
     SINCE_2_7(io_uring_prep_cmd_sock(sqe, SOCKET_URING_OP_SETSOCKOPT, descriptor, as_int(number),
                                      as_int(other_number), at<void>(memory), as_int(length));),
     RINGLET(op::uring_cmd_setsockopt{.socket = descriptor,
                                      .level = number,
                                      .option = other_number,
                                      .value = std::span(at<const std::byte>(memory), length)}))
CASE(uring_cmd_setsockopt, extremes,
     SINCE_2_7(io_uring_prep_cmd_sock(sqe, SOCKET_URING_OP_SETSOCKOPT, highest_descriptor,
                                      as_int(highest_u32), as_int(highest_u32),
                                      at<void>(highest_memory), as_int(longest_transfer));),
     RINGLET(op::uring_cmd_setsockopt{
         .socket = highest_descriptor,
         .level = highest_u32,
         .option = highest_u32,
         .value = std::span(at<const std::byte>(highest_memory), longest_transfer)}))
CASE(uring_cmd_setsockopt, defaults,
     SINCE_2_7(io_uring_prep_cmd_sock(sqe, SOCKET_URING_OP_SETSOCKOPT, 0, 0, 0, nullptr, 0);),
     RINGLET(op::uring_cmd_setsockopt{
         .socket = 0, .level = 0, .option = 0, .value = std::span<const std::byte>()}))
CASE(uring_cmd_setsockopt, fixed_file,
     SINCE_2_7(io_uring_prep_cmd_sock(sqe, SOCKET_URING_OP_SETSOCKOPT, int(slot_number),
                                      as_int(number), as_int(other_number), at<void>(memory),
                                      as_int(length));
               io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::uring_cmd_setsockopt{.socket = direct_slot(slot_number),
                                      .level = number,
                                      .option = other_number,
                                      .value = std::span(at<const std::byte>(memory), length)}))

CASE(uring_cmd_getsockname, distinct,
     SINCE_2_14(sockaddr_storage room{}; socklen_t size = sizeof(room);
                io_uring_prep_cmd_getsockname(sqe, descriptor, reinterpret_cast<sockaddr*>(&room),
                                              &size, 0);
                leads.to_peer(sqe->addr, room); leads.to_peer_length(sqe->addr3, size);),
     RINGLET(op::uring_cmd_getsockname{.socket = descriptor, .address = peer}))
CASE(uring_cmd_getsockname, extremes,
     SINCE_2_14(sockaddr_storage room{}; socklen_t size = sizeof(room);
                io_uring_prep_cmd_getsockname(sqe, highest_descriptor,
                                              reinterpret_cast<sockaddr*>(&room), &size, 0);
                leads.to_peer(sqe->addr, room); leads.to_peer_length(sqe->addr3, size);),
     RINGLET(op::uring_cmd_getsockname{.socket = highest_descriptor, .address = peer}))
CASE(uring_cmd_getsockname, defaults,
     SINCE_2_14(sockaddr_storage room{}; socklen_t size = sizeof(room);
                io_uring_prep_cmd_getsockname(sqe, 0, reinterpret_cast<sockaddr*>(&room), &size, 0);
                leads.to_peer(sqe->addr, room); leads.to_peer_length(sqe->addr3, size);),
     RINGLET(op::uring_cmd_getsockname{.socket = 0, .address = peer}))
CASE(uring_cmd_getsockname, fixed_file,
     SINCE_2_14(sockaddr_storage room{}; socklen_t size = sizeof(room);
                io_uring_prep_cmd_getsockname(sqe, int(slot_number),
                                              reinterpret_cast<sockaddr*>(&room), &size, 0);
                io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE); leads.to_peer(sqe->addr, room);
                leads.to_peer_length(sqe->addr3, size);),
     RINGLET(op::uring_cmd_getsockname{.socket = direct_slot(slot_number), .address = peer}))

CASE(uring_cmd_getpeername, distinct,
     SINCE_2_14(sockaddr_storage room{}; socklen_t size = sizeof(room);
                io_uring_prep_cmd_getsockname(sqe, descriptor, reinterpret_cast<sockaddr*>(&room),
                                              &size, 1);
                leads.to_peer(sqe->addr, room); leads.to_peer_length(sqe->addr3, size);),
     RINGLET(op::uring_cmd_getpeername{.socket = descriptor, .peer = peer}))
CASE(uring_cmd_getpeername, extremes,
     SINCE_2_14(sockaddr_storage room{}; socklen_t size = sizeof(room);
                io_uring_prep_cmd_getsockname(sqe, highest_descriptor,
                                              reinterpret_cast<sockaddr*>(&room), &size, 1);
                leads.to_peer(sqe->addr, room); leads.to_peer_length(sqe->addr3, size);),
     RINGLET(op::uring_cmd_getpeername{.socket = highest_descriptor, .peer = peer}))
CASE(uring_cmd_getpeername, defaults,
     SINCE_2_14(sockaddr_storage room{}; socklen_t size = sizeof(room);
                io_uring_prep_cmd_getsockname(sqe, 0, reinterpret_cast<sockaddr*>(&room), &size, 1);
                leads.to_peer(sqe->addr, room); leads.to_peer_length(sqe->addr3, size);),
     RINGLET(op::uring_cmd_getpeername{.socket = 0, .peer = peer}))
CASE(uring_cmd_getpeername, fixed_file,
     SINCE_2_14(sockaddr_storage room{}; socklen_t size = sizeof(room);
                io_uring_prep_cmd_getsockname(sqe, int(slot_number),
                                              reinterpret_cast<sockaddr*>(&room), &size, 1);
                io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE); leads.to_peer(sqe->addr, room);
                leads.to_peer_length(sqe->addr3, size);),
     RINGLET(op::uring_cmd_getpeername{.socket = direct_slot(slot_number), .peer = peer}))

// No helper: SOCKET_URING_OP_TX_TIMESTAMP is 4, and cmd_op is in the lower half of off.
CASE(uring_cmd_tx_timestamp, distinct,
     LIBURING(sqe->opcode = IORING_OP_URING_CMD; sqe->fd = descriptor; sqe->off = 4;),
     RINGLET(op::uring_cmd_tx_timestamp{.socket = descriptor}))
CASE(uring_cmd_tx_timestamp, extremes,
     LIBURING(sqe->opcode = IORING_OP_URING_CMD; sqe->fd = highest_descriptor; sqe->off = 4;),
     RINGLET(op::uring_cmd_tx_timestamp{.socket = highest_descriptor}))
CASE(uring_cmd_tx_timestamp, defaults, LIBURING(sqe->opcode = IORING_OP_URING_CMD; sqe->off = 4;),
     RINGLET(op::uring_cmd_tx_timestamp{.socket = 0}))
CASE(uring_cmd_tx_timestamp, fixed_file,
     LIBURING(sqe->opcode = IORING_OP_URING_CMD; sqe->fd = int(slot_number);
              sqe->flags = IOSQE_FIXED_FILE; sqe->off = 4;),
     RINGLET(op::uring_cmd_tx_timestamp{.socket = direct_slot(slot_number)}))

// ---- epoll_ctl: the event lives in the operation ------------------------------------------------
//
// There is no case fixed_file, and no slot may be given for the epoll instance: the kernel's
// io_epoll_ctl takes sqe.fd for a descriptor of the process and does not look at IOSQE_FIXED_FILE,
// so that a slot would change whatever epoll instance has its number as descriptor.

CASE(epoll_ctl, distinct,
     LIBURING(epoll_event event{}; event.events = EPOLLIN | EPOLLET; event.data.u64 = identity;
              io_uring_prep_epoll_ctl(sqe, descriptor, other_descriptor, EPOLL_CTL_MOD, &event);
              leads.to_operation(sqe->addr, event);),
     RINGLET(op::epoll_ctl{.epoll = descriptor,
                           .operation = epoll_operation::mod,
                           .file = other_descriptor,
                           .event = {.events = EPOLLIN | EPOLLET, .data = {.u64 = identity}}}))
CASE(epoll_ctl, extremes,
     LIBURING(epoll_event event{}; event.events = highest_u32; event.data.u64 = highest_u64;
              io_uring_prep_epoll_ctl(sqe, highest_descriptor, -1, EPOLL_CTL_MOD, &event);
              leads.to_operation(sqe->addr, event);),
     RINGLET(op::epoll_ctl{.epoll = highest_descriptor,
                           .operation = epoll_operation::mod,
                           .file = -1,
                           .event = {.events = highest_u32, .data = {.u64 = highest_u64}}}))
CASE(epoll_ctl, defaults,
     LIBURING(epoll_event event{}; io_uring_prep_epoll_ctl(sqe, 0, 0, EPOLL_CTL_DEL, &event);
              leads.to_operation(sqe->addr, event);),
     RINGLET(op::epoll_ctl{.epoll = 0, .operation = epoll_operation::del, .file = 0}))
CASE(epoll_ctl, add,
     LIBURING(epoll_event event{}; event.events = EPOLLOUT; event.data.u64 = identity;
              io_uring_prep_epoll_ctl(sqe, descriptor, other_descriptor, EPOLL_CTL_ADD, &event);
              leads.to_operation(sqe->addr, event);),
     RINGLET(op::epoll_ctl{.epoll = descriptor,
                           .operation = epoll_operation::add,
                           .file = other_descriptor,
                           .event = {.events = EPOLLOUT, .data = {.u64 = identity}}}))

// ---- epoll_wait ---------------------------------------------------------------------------------

CASE(epoll_wait, distinct,
     SINCE_2_10(io_uring_prep_epoll_wait(sqe, descriptor, at<epoll_event>(memory), as_int(number),
                                         0);),
     RINGLET(op::epoll_wait{.epoll = descriptor,
                            .events = std::span(at<::epoll_event>(memory), number)}))
CASE(epoll_wait, extremes,
     SINCE_2_10(io_uring_prep_epoll_wait(sqe, highest_descriptor, at<epoll_event>(highest_memory),
                                         as_int(highest_u32), 0);),
     RINGLET(op::epoll_wait{.epoll = highest_descriptor,
                            .events = std::span(at<::epoll_event>(highest_memory), highest_u32)}))
CASE(epoll_wait, defaults, SINCE_2_10(io_uring_prep_epoll_wait(sqe, 0, nullptr, 0, 0);),
     RINGLET(op::epoll_wait{.epoll = 0, .events = std::span<::epoll_event>()}))
CASE(epoll_wait, fixed_file,
     SINCE_2_10(io_uring_prep_epoll_wait(sqe, int(slot_number), at<epoll_event>(memory),
                                         as_int(number), 0);
                io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::epoll_wait{.epoll = direct_slot(slot_number),
                            .events = std::span(at<::epoll_event>(memory), number)}))

// ---- openat, close ------------------------------------------------------------------------------

CASE(openat, distinct,
     LIBURING(io_uring_prep_openat(sqe, descriptor, at<const char>(memory),
                                   O_RDWR | O_CREAT | O_EXCL, 0640);),
     RINGLET(op::openat{.directory = descriptor,
                        .path = at<const char>(memory),
                        .flags = open_flags::rdwr | open_flags::creat | open_flags::excl,
                        .mode = 0640}))
CASE(openat, extremes,
     LIBURING(io_uring_prep_openat(sqe, highest_descriptor, at<const char>(highest_memory),
                                   as_int(highest_u32), highest_u32);),
     RINGLET(op::openat{.directory = highest_descriptor,
                        .path = at<const char>(highest_memory),
                        .flags = bits<open_flags>(highest_u32),
                        .mode = highest_u32}))
CASE(openat, defaults,
     LIBURING(io_uring_prep_openat(sqe, AT_FDCWD, at<const char>(memory), O_CLOEXEC, 0);),
     RINGLET(op::openat{.path = at<const char>(memory)}))

CASE(openat_direct, distinct,
     LIBURING(io_uring_prep_openat_direct(sqe, descriptor, at<const char>(memory),
                                          O_WRONLY | O_TRUNC | O_NOFOLLOW, 0640, slot_number);),
     RINGLET(op::openat_direct{
         .directory = descriptor,
         .path = at<const char>(memory),
         .flags = open_flags::wronly | open_flags::trunc | open_flags::nofollow,
         .mode = 0640,
         .slot = direct_slot(slot_number)}))
CASE(openat_direct, extremes,
     LIBURING(io_uring_prep_openat_direct(sqe, highest_descriptor, at<const char>(highest_memory),
                                          as_int(highest_u32), highest_u32, highest_slot);),
     RINGLET(op::openat_direct{.directory = highest_descriptor,
                               .path = at<const char>(highest_memory),
                               .flags = bits<open_flags>(highest_u32),
                               .mode = highest_u32,
                               .slot = direct_slot(highest_slot)}))
CASE(openat_direct, defaults,
     LIBURING(io_uring_prep_openat_direct(sqe, AT_FDCWD, at<const char>(memory), 0, 0, any_index);),
     RINGLET(op::openat_direct{.path = at<const char>(memory)}))
CASE(openat_direct, first_slot,
     LIBURING(io_uring_prep_openat_direct(sqe, AT_FDCWD, at<const char>(memory), O_RDONLY, 0, 0);),
     RINGLET(op::openat_direct{.path = at<const char>(memory), .slot = direct_slot(0)}))

CASE(close, distinct, LIBURING(io_uring_prep_close(sqe, descriptor);),
     RINGLET(op::close{.file = descriptor}))
CASE(close, extremes, LIBURING(io_uring_prep_close(sqe, highest_descriptor);),
     RINGLET(op::close{.file = highest_descriptor}))
CASE(close, defaults, LIBURING(io_uring_prep_close(sqe, 0);), RINGLET(op::close{.file = 0}))

CASE(close_direct, distinct, LIBURING(io_uring_prep_close_direct(sqe, slot_number);),
     RINGLET(op::close_direct{.slot = direct_slot(slot_number)}))
CASE(close_direct, extremes, LIBURING(io_uring_prep_close_direct(sqe, highest_slot);),
     RINGLET(op::close_direct{.slot = direct_slot(highest_slot)}))
CASE(close_direct, defaults, LIBURING(io_uring_prep_close_direct(sqe, 0);),
     RINGLET(op::close_direct{.slot = direct_slot(0)}))

// ---- fallocate, statx ---------------------------------------------------------------------------

CASE(fallocate, distinct,
     LIBURING(io_uring_prep_fallocate(sqe, descriptor, FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE,
                                      offset, 0x5152'5354'5556'5758);),
     RINGLET(op::fallocate{.file = descriptor,
                           .mode = fallocate_mode::keep_size | fallocate_mode::punch_hole,
                           .offset = offset,
                           .length = 0x5152'5354'5556'5758}))
CASE(fallocate, extremes,
     LIBURING(io_uring_prep_fallocate(sqe, highest_descriptor, as_int(highest_u32),
                                      as_offset(highest_u64), as_offset(highest_u64 - 1));),
     RINGLET(op::fallocate{.file = highest_descriptor,
                           .mode = bits<fallocate_mode>(highest_u32),
                           .offset = highest_u64,
                           .length = highest_u64 - 1}))
CASE(fallocate, defaults, LIBURING(io_uring_prep_fallocate(sqe, 0, 0, 0, 1);),
     RINGLET(op::fallocate{.file = 0, .offset = 0, .length = 1}))
CASE(fallocate, fixed_file,
     LIBURING(io_uring_prep_fallocate(sqe, int(slot_number), 0, offset, number);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::fallocate{.file = direct_slot(slot_number), .offset = offset, .length = number}))

CASE(statx, distinct,
     LIBURING(io_uring_prep_statx(sqe, descriptor, at<const char>(memory),
                                  AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW, STATX_SIZE | STATX_BTIME,
                                  at<struct statx>(other_memory));),
     RINGLET(op::statx{.directory = descriptor,
                       .path = at<const char>(memory),
                       .flags = at_flags::empty_path | at_flags::symlink_nofollow,
                       .mask = statx_mask::size | statx_mask::btime,
                       .buffer = *at<struct ::statx>(other_memory)}))
CASE(statx, extremes,
     LIBURING(io_uring_prep_statx(sqe, highest_descriptor, at<const char>(highest_memory),
                                  as_int(highest_u32), highest_u32,
                                  at<struct statx>(next_to_highest_memory));),
     RINGLET(op::statx{.directory = highest_descriptor,
                       .path = at<const char>(highest_memory),
                       .flags = bits<at_flags>(highest_u32),
                       .mask = bits<statx_mask>(highest_u32),
                       .buffer = *at<struct ::statx>(next_to_highest_memory)}))
CASE(statx, defaults,
     LIBURING(io_uring_prep_statx(sqe, AT_FDCWD, at<const char>(memory), 0, STATX_BASIC_STATS,
                                  at<struct statx>(other_memory));),
     RINGLET(op::statx{.path = at<const char>(memory),
                       .buffer = *at<struct ::statx>(other_memory)}))

// ---- paths --------------------------------------------------------------------------------------

CASE(renameat, distinct,
     LIBURING(io_uring_prep_renameat(sqe, descriptor, at<const char>(memory), other_descriptor,
                                     at<const char>(other_memory), RENAME_NOREPLACE);),
     RINGLET(op::renameat{.old_directory = descriptor,
                          .old_path = at<const char>(memory),
                          .new_directory = other_descriptor,
                          .new_path = at<const char>(other_memory),
                          .flags = rename_flags::noreplace}))
CASE(renameat, extremes,
     LIBURING(io_uring_prep_renameat(sqe, highest_descriptor, at<const char>(highest_memory), -1,
                                     at<const char>(next_to_highest_memory), highest_u32);),
     RINGLET(op::renameat{.old_directory = highest_descriptor,
                          .old_path = at<const char>(highest_memory),
                          .new_directory = -1,
                          .new_path = at<const char>(next_to_highest_memory),
                          .flags = bits<rename_flags>(highest_u32)}))
CASE(renameat, defaults,
     LIBURING(io_uring_prep_renameat(sqe, AT_FDCWD, at<const char>(memory), AT_FDCWD,
                                     at<const char>(other_memory), 0);),
     RINGLET(op::renameat{.old_path = at<const char>(memory),
                          .new_path = at<const char>(other_memory)}))

CASE(unlinkat, distinct,
     LIBURING(io_uring_prep_unlinkat(sqe, descriptor, at<const char>(memory), AT_REMOVEDIR);),
     RINGLET(op::unlinkat{.directory = descriptor,
                          .path = at<const char>(memory),
                          .flags = unlink_flags::removedir}))
CASE(unlinkat, extremes,
     LIBURING(io_uring_prep_unlinkat(sqe, highest_descriptor, at<const char>(highest_memory),
                                     as_int(highest_u32));),
     RINGLET(op::unlinkat{.directory = highest_descriptor,
                          .path = at<const char>(highest_memory),
                          .flags = bits<unlink_flags>(highest_u32)}))
CASE(unlinkat, defaults,
     LIBURING(io_uring_prep_unlinkat(sqe, AT_FDCWD, at<const char>(memory), 0);),
     RINGLET(op::unlinkat{.path = at<const char>(memory)}))

CASE(mkdirat, distinct,
     LIBURING(io_uring_prep_mkdirat(sqe, descriptor, at<const char>(memory), 0750);),
     RINGLET(op::mkdirat{.directory = descriptor, .path = at<const char>(memory), .mode = 0750}))
CASE(mkdirat, extremes,
     LIBURING(io_uring_prep_mkdirat(sqe, highest_descriptor, at<const char>(highest_memory),
                                    highest_u32);),
     RINGLET(op::mkdirat{.directory = highest_descriptor,
                         .path = at<const char>(highest_memory),
                         .mode = highest_u32}))
CASE(mkdirat, defaults,
     LIBURING(io_uring_prep_mkdirat(sqe, AT_FDCWD, at<const char>(memory), 0777);),
     RINGLET(op::mkdirat{.path = at<const char>(memory)}))

CASE(symlinkat, distinct,
     LIBURING(io_uring_prep_symlinkat(sqe, at<const char>(memory), descriptor,
                                      at<const char>(other_memory));),
     RINGLET(op::symlinkat{.target_path = at<const char>(memory),
                           .directory = descriptor,
                           .path = at<const char>(other_memory)}))
CASE(symlinkat, extremes,
     LIBURING(io_uring_prep_symlinkat(sqe, at<const char>(highest_memory), highest_descriptor,
                                      at<const char>(next_to_highest_memory));),
     RINGLET(op::symlinkat{.target_path = at<const char>(highest_memory),
                           .directory = highest_descriptor,
                           .path = at<const char>(next_to_highest_memory)}))
CASE(symlinkat, defaults,
     LIBURING(io_uring_prep_symlinkat(sqe, at<const char>(memory), AT_FDCWD,
                                      at<const char>(other_memory));),
     RINGLET(op::symlinkat{.target_path = at<const char>(memory),
                           .path = at<const char>(other_memory)}))

CASE(linkat, distinct,
     LIBURING(io_uring_prep_linkat(sqe, descriptor, at<const char>(memory), other_descriptor,
                                   at<const char>(other_memory), AT_SYMLINK_FOLLOW);),
     RINGLET(op::linkat{.old_directory = descriptor,
                        .old_path = at<const char>(memory),
                        .new_directory = other_descriptor,
                        .new_path = at<const char>(other_memory),
                        .flags = link_flags::symlink_follow}))
CASE(linkat, extremes,
     LIBURING(io_uring_prep_linkat(sqe, highest_descriptor, at<const char>(highest_memory), -1,
                                   at<const char>(next_to_highest_memory), as_int(highest_u32));),
     RINGLET(op::linkat{.old_directory = highest_descriptor,
                        .old_path = at<const char>(highest_memory),
                        .new_directory = -1,
                        .new_path = at<const char>(next_to_highest_memory),
                        .flags = bits<link_flags>(highest_u32)}))
CASE(linkat, defaults,
     LIBURING(io_uring_prep_linkat(sqe, AT_FDCWD, at<const char>(memory), AT_FDCWD,
                                   at<const char>(other_memory), 0);),
     RINGLET(op::linkat{.old_path = at<const char>(memory),
                        .new_path = at<const char>(other_memory)}))

// ---- the helpers without a directory ------------------------------------------------------------

CASE(openat, without_directory,
     SINCE_2_8(io_uring_prep_open(sqe, at<const char>(memory), O_RDWR | O_CREAT, 0640);),
     RINGLET(op::openat{.path = at<const char>(memory),
                        .flags = open_flags::rdwr | open_flags::creat,
                        .mode = 0640}))
CASE(openat_direct, without_directory,
     SINCE_2_8(io_uring_prep_open_direct(sqe, at<const char>(memory), O_RDWR | O_CREAT, 0640,
                                         slot_number);),
     RINGLET(op::openat_direct{.path = at<const char>(memory),
                               .flags = open_flags::rdwr | open_flags::creat,
                               .mode = 0640,
                               .slot = direct_slot(slot_number)}))
CASE(renameat, without_directory,
     LIBURING(io_uring_prep_rename(sqe, at<const char>(memory), at<const char>(other_memory));),
     RINGLET(op::renameat{.old_path = at<const char>(memory),
                          .new_path = at<const char>(other_memory)}))
CASE(unlinkat, without_directory,
     LIBURING(io_uring_prep_unlink(sqe, at<const char>(memory), AT_REMOVEDIR);),
     RINGLET(op::unlinkat{.path = at<const char>(memory), .flags = unlink_flags::removedir}))
CASE(mkdirat, without_directory, LIBURING(io_uring_prep_mkdir(sqe, at<const char>(memory), 0750);),
     RINGLET(op::mkdirat{.path = at<const char>(memory), .mode = 0750}))
CASE(symlinkat, without_directory,
     LIBURING(io_uring_prep_symlink(sqe, at<const char>(memory), at<const char>(other_memory));),
     RINGLET(op::symlinkat{.target_path = at<const char>(memory),
                           .path = at<const char>(other_memory)}))
CASE(linkat, without_directory,
     LIBURING(io_uring_prep_link(sqe, at<const char>(memory), at<const char>(other_memory),
                                 AT_SYMLINK_FOLLOW);),
     RINGLET(op::linkat{.old_path = at<const char>(memory),
                        .new_path = at<const char>(other_memory),
                        .flags = link_flags::symlink_follow}))

// ---- openat2: the kernel reads struct open_how out of the operation
// ------------------------------

CASE(openat2, distinct,
     LIBURING(open_how how{O_RDWR | O_CREAT, 0640, RESOLVE_BENEATH | RESOLVE_NO_XDEV};
              io_uring_prep_openat2(sqe, descriptor, at<const char>(memory), &how);
              leads.to_operation(sqe->addr2, how);),
     RINGLET(op::openat2{.directory = descriptor,
                         .path = at<const char>(memory),
                         .how = {open_flags::rdwr | open_flags::creat,
                                 resolve_flags::beneath | resolve_flags::no_xdev, 0640}}))
CASE(openat2, extremes,
     LIBURING(open_how how{highest_u64, highest_u64, highest_u64};
              io_uring_prep_openat2(sqe, highest_descriptor, at<const char>(highest_memory), &how);
              leads.to_operation(sqe->addr2, how);),
     RINGLET(op::openat2{.directory = highest_descriptor,
                         .path = at<const char>(highest_memory),
                         .how = ::open_how{highest_u64, highest_u64, highest_u64}}))
CASE(openat2, widest,
     LIBURING(open_how how{highest_u32, highest_u32, highest_u64};
              io_uring_prep_openat2(sqe, highest_descriptor, at<const char>(highest_memory), &how);
              leads.to_operation(sqe->addr2, how);),
     RINGLET(op::openat2{.directory = highest_descriptor,
                         .path = at<const char>(highest_memory),
                         .how = {bits<open_flags>(highest_u32),
                                 static_cast<resolve_flags>(highest_u64), highest_u32}}))
CASE(openat2, defaults,
     LIBURING(open_how how{}; io_uring_prep_openat2(sqe, AT_FDCWD, at<const char>(memory), &how);
              leads.to_operation(sqe->addr2, how);),
     RINGLET(op::openat2{.path = at<const char>(memory), .how = open_flags::rdonly}))

CASE(openat2_direct, distinct,
     LIBURING(open_how how{O_WRONLY | O_TRUNC, 0640, RESOLVE_IN_ROOT | RESOLVE_CACHED};
              io_uring_prep_openat2_direct(sqe, descriptor, at<const char>(memory), &how,
                                           slot_number);
              leads.to_operation(sqe->addr2, how);),
     RINGLET(op::openat2_direct{.directory = descriptor,
                                .path = at<const char>(memory),
                                .how = {open_flags::wronly | open_flags::trunc,
                                        resolve_flags::in_root | resolve_flags::cached, 0640},
                                .slot = direct_slot(slot_number)}))
CASE(openat2_direct, extremes,
     LIBURING(open_how how{highest_u64, highest_u64, highest_u64};
              io_uring_prep_openat2_direct(sqe, highest_descriptor, at<const char>(highest_memory),
                                           &how, highest_slot);
              leads.to_operation(sqe->addr2, how);),
     RINGLET(op::openat2_direct{.directory = highest_descriptor,
                                .path = at<const char>(highest_memory),
                                .how = ::open_how{highest_u64, highest_u64, highest_u64},
                                .slot = direct_slot(highest_slot)}))
CASE(openat2_direct, defaults,
     LIBURING(open_how how{};
              io_uring_prep_openat2_direct(sqe, AT_FDCWD, at<const char>(memory), &how, any_index);
              leads.to_operation(sqe->addr2, how);),
     RINGLET(op::openat2_direct{.path = at<const char>(memory), .how = open_flags::rdonly}))

// ---- sync_file_range, fadvise, madvise ----------------------------------------------------------

CASE(sync_file_range, distinct,
     LIBURING(io_uring_prep_sync_file_range(sqe, descriptor, length, offset,
                                            SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);),
     RINGLET(op::sync_file_range{
         .file = descriptor,
         .offset = offset,
         .length = length,
         .flags = sync_file_range_flags::write | sync_file_range_flags::wait_after}))
CASE(sync_file_range, extremes,
     LIBURING(io_uring_prep_sync_file_range(sqe, highest_descriptor, highest_u32, highest_u64,
                                            as_int(highest_u32));),
     RINGLET(op::sync_file_range{.file = highest_descriptor,
                                 .offset = highest_u64,
                                 .length = highest_u32,
                                 .flags = bits<sync_file_range_flags>(highest_u32)}))
CASE(sync_file_range, defaults,
     LIBURING(io_uring_prep_sync_file_range(sqe, 0, 0, 0, SYNC_FILE_RANGE_WRITE_AND_WAIT);),
     RINGLET(op::sync_file_range{.file = 0}))
CASE(sync_file_range, fixed_file,
     LIBURING(io_uring_prep_sync_file_range(sqe, int(slot_number), length, offset,
                                            SYNC_FILE_RANGE_WRITE);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::sync_file_range{.file = direct_slot(slot_number),
                                 .offset = offset,
                                 .length = length,
                                 .flags = sync_file_range_flags::write}))

CASE(fadvise, distinct,
     LIBURING(io_uring_prep_fadvise(sqe, descriptor, offset, length, POSIX_FADV_WILLNEED);),
     RINGLET(op::fadvise{.file = descriptor,
                         .offset = offset,
                         .length = length,
                         .advice = fadvise_advice::willneed}))
// Up to 2.6, the helper took its length for a signed number (off_t), and cut it to 32 bits.
CASE(fadvise, extremes,
     LIBURING(io_uring_prep_fadvise(sqe, highest_descriptor, as_offset(highest_u64), highest_u32,
                                    as_int(highest_u32));),
     RINGLET(op::fadvise{.file = highest_descriptor,
                         .offset = highest_u64,
                         .length = highest_u32,
                         .advice = bits<fadvise_advice>(highest_u32)}))
CASE(fadvise, defaults, LIBURING(io_uring_prep_fadvise(sqe, 0, 0, 0, POSIX_FADV_NORMAL);),
     RINGLET(op::fadvise{.file = 0, .advice = fadvise_advice::normal}))
CASE(fadvise, fixed_file,
     LIBURING(io_uring_prep_fadvise(sqe, int(slot_number), offset, length, POSIX_FADV_DONTNEED);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::fadvise{.file = direct_slot(slot_number),
                         .offset = offset,
                         .length = length,
                         .advice = fadvise_advice::dontneed}))

CASE(fadvise_64, distinct,
     SINCE_2_7(io_uring_prep_fadvise64(sqe, descriptor, offset, as_offset(memory),
                                       POSIX_FADV_WILLNEED);),
     RINGLET(op::fadvise_64{.file = descriptor,
                            .offset = offset,
                            .length = memory,
                            .advice = fadvise_advice::willneed}))
CASE(fadvise_64, extremes,
     SINCE_2_7(io_uring_prep_fadvise64(sqe, highest_descriptor, highest_u64, as_offset(highest_u64),
                                       as_int(highest_u32));),
     RINGLET(op::fadvise_64{.file = highest_descriptor,
                            .offset = highest_u64,
                            .length = highest_u64,
                            .advice = bits<fadvise_advice>(highest_u32)}))
CASE(fadvise_64, defaults, SINCE_2_7(io_uring_prep_fadvise64(sqe, 0, 0, 0, POSIX_FADV_NORMAL);),
     RINGLET(op::fadvise_64{.file = 0, .advice = fadvise_advice::normal}))
CASE(fadvise_64, fixed_file,
     SINCE_2_7(io_uring_prep_fadvise64(sqe, int(slot_number), offset, as_offset(memory),
                                       POSIX_FADV_DONTNEED);
               io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::fadvise_64{.file = direct_slot(slot_number),
                            .offset = offset,
                            .length = memory,
                            .advice = fadvise_advice::dontneed}))

CASE(madvise, distinct,
     LIBURING(io_uring_prep_madvise(sqe, at<void>(memory), length, MADV_WILLNEED);),
     RINGLET(op::madvise{.memory = {at<void>(memory), length}, .advice = madvise_advice::willneed}))
CASE(madvise, extremes,
     LIBURING(io_uring_prep_madvise(sqe, at<void>(highest_memory), highest_u32,
                                    as_int(highest_u32));),
     RINGLET(op::madvise{.memory = {at<void>(highest_memory), highest_u32},
                         .advice = bits<madvise_advice>(highest_u32)}))
CASE(madvise, defaults, LIBURING(io_uring_prep_madvise(sqe, nullptr, 0, MADV_NORMAL);),
     RINGLET(op::madvise{.memory = std::span<std::byte>(), .advice = madvise_advice::normal}))

CASE(madvise_64, distinct,
     SINCE_2_7(io_uring_prep_madvise64(sqe, at<void>(memory), as_offset(offset), MADV_WILLNEED);),
     RINGLET(op::madvise_64{.memory = {at<void>(memory), offset},
                            .advice = madvise_advice::willneed}))
CASE(madvise_64, extremes,
     SINCE_2_7(io_uring_prep_madvise64(sqe, at<void>(highest_memory), as_offset(highest_u64),
                                       as_int(highest_u32));),
     RINGLET(op::madvise_64{.memory = {at<void>(highest_memory), highest_u64},
                            .advice = bits<madvise_advice>(highest_u32)}))
CASE(madvise_64, defaults, SINCE_2_7(io_uring_prep_madvise64(sqe, nullptr, 0, MADV_NORMAL);),
     RINGLET(op::madvise_64{.memory = std::span<std::byte>(), .advice = madvise_advice::normal}))

// ---- files_update, fixed_fd_install -------------------------------------------------------------
// liburing's offset is an int, and what it makes of a negative one means that the kernel chooses.

CASE(files_update, distinct,
     LIBURING(io_uring_prep_files_update(sqe, at<int>(memory), number, int(slot_number));),
     RINGLET(op::files_update{.descriptors = std::span(at<const int>(memory), number),
                              .first = direct_slot(slot_number)}))
CASE(files_update, extremes,
     LIBURING(io_uring_prep_files_update(sqe, at<int>(highest_memory), highest_u32,
                                         int(highest_fixed_file));),
     RINGLET(op::files_update{.descriptors = std::span(at<const int>(highest_memory), highest_u32),
                              .first = direct_slot(highest_fixed_file)}))
CASE(files_update, defaults, LIBURING(io_uring_prep_files_update(sqe, nullptr, 0, 0);),
     RINGLET(op::files_update{.descriptors = std::span<const int>(), .first = direct_slot(0)}))

CASE(files_update_alloc, distinct,
     LIBURING(io_uring_prep_files_update(sqe, at<int>(memory), number,
                                         as_int(IORING_FILE_INDEX_ALLOC));),
     RINGLET(op::files_update_alloc{.descriptors = std::span(at<int>(memory), number)}))
CASE(files_update_alloc, extremes,
     LIBURING(io_uring_prep_files_update(sqe, at<int>(highest_memory), highest_u32,
                                         as_int(IORING_FILE_INDEX_ALLOC));),
     RINGLET(op::files_update_alloc{
         .descriptors = std::span(at<int>(highest_memory), highest_u32)}))
CASE(files_update_alloc, defaults,
     LIBURING(io_uring_prep_files_update(sqe, nullptr, 0, as_int(IORING_FILE_INDEX_ALLOC));),
     RINGLET(op::files_update_alloc{.descriptors = std::span<int>()}))

CASE(fixed_fd_install, distinct,
     SINCE_2_6(io_uring_prep_fixed_fd_install(sqe, int(slot_number), number);),
     RINGLET(op::fixed_fd_install{.slot = direct_slot(slot_number),
                                  .flags = bits<fixed_fd_flags>(number)}))
CASE(fixed_fd_install, no_cloexec,
     SINCE_2_6(io_uring_prep_fixed_fd_install(sqe, int(slot_number), fixed_fd_no_cloexec);),
     RINGLET(op::fixed_fd_install{.slot = direct_slot(slot_number),
                                  .flags = fixed_fd_flags::no_cloexec}))
CASE(fixed_fd_install, extremes,
     SINCE_2_6(io_uring_prep_fixed_fd_install(sqe, int(highest_fixed_file), highest_u32);),
     RINGLET(op::fixed_fd_install{.slot = direct_slot(highest_fixed_file),
                                  .flags = bits<fixed_fd_flags>(highest_u32)}))
CASE(fixed_fd_install, defaults, SINCE_2_6(io_uring_prep_fixed_fd_install(sqe, 0, 0);),
     RINGLET(op::fixed_fd_install{.slot = direct_slot(0)}))

// ---- provide_buffers, remove_buffers ------------------------------------------------------------
// The kernel has 16 bits for the group and for the first id, and so one number of buffers more.

CASE(provide_buffers, distinct,
     LIBURING(io_uring_prep_provide_buffers(sqe, at<void>(memory), int(length), 0x6162,
                                            index_of_buffer, 0x4142);),
     RINGLET(op::provide_buffers{
         .buffers = {std::span(at<std::byte>(memory), std::size_t{length} * 0x6162), length},
         .group = index_of_buffer,
         .first = 0x4142}))
CASE(provide_buffers, extremes,
     LIBURING(io_uring_prep_provide_buffers(sqe, at<void>(highest_memory), as_int(highest_u32),
                                            highest_u16, highest_u16, highest_u16);),
     RINGLET(op::provide_buffers{
         .buffers = {std::span(at<std::byte>(highest_memory),
                               std::size_t{highest_u32} * highest_u16 + highest_u32 - 1),
                     highest_u32},
         .group = highest_u16,
         .first = highest_u16}))
CASE(provide_buffers, defaults, LIBURING(io_uring_prep_provide_buffers(sqe, nullptr, 0, 0, 0, 0);),
     RINGLET(op::provide_buffers{.buffers = {std::span<std::byte>(), 0}, .group = 0}))

CASE(remove_buffers, distinct,
     LIBURING(io_uring_prep_remove_buffers(sqe, 0x6162, index_of_buffer);),
     RINGLET(op::remove_buffers{.count = 0x6162, .group = index_of_buffer}))
CASE(remove_buffers, extremes, LIBURING(io_uring_prep_remove_buffers(sqe, INT_MAX, highest_u16);),
     RINGLET(op::remove_buffers{.count = INT_MAX, .group = highest_u16}))
CASE(remove_buffers, defaults, LIBURING(io_uring_prep_remove_buffers(sqe, 0, 0);),
     RINGLET(op::remove_buffers{.count = 0, .group = 0}))

// ---- msg_ring -----------------------------------------------------------------------------------

CASE(msg_ring, distinct, LIBURING(io_uring_prep_msg_ring(sqe, descriptor, number, identity, 0);),
     RINGLET(op::msg_ring{.receiver = descriptor, .res = int(number), .user_data = identity}))
CASE(msg_ring, extremes,
     LIBURING(io_uring_prep_msg_ring(sqe, highest_descriptor, highest_u32, highest_u64, 0);),
     RINGLET(op::msg_ring{.receiver = highest_descriptor, .res = -1, .user_data = highest_u64}))
CASE(msg_ring, defaults, LIBURING(io_uring_prep_msg_ring(sqe, 0, 0, 0, 0);),
     RINGLET(op::msg_ring{.receiver = 0, .res = 0, .user_data = 0}))
CASE(msg_ring, fixed_file,
     LIBURING(io_uring_prep_msg_ring(sqe, int(slot_number), number, identity, 0);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::msg_ring{
         .receiver = direct_slot(slot_number), .res = int(number), .user_data = identity}))

CASE(msg_ring_cqe_flags, distinct,
     SINCE_2_4(io_uring_prep_msg_ring_cqe_flags(sqe, descriptor, number, identity, 0,
                                                other_number);),
     RINGLET(op::msg_ring_cqe_flags{.receiver = descriptor,
                                    .res = int(number),
                                    .user_data = identity,
                                    .cqe_flags = other_number}))
CASE(msg_ring_cqe_flags, extremes,
     SINCE_2_4(io_uring_prep_msg_ring_cqe_flags(sqe, highest_descriptor, highest_u32, highest_u64,
                                                0, highest_u32);),
     RINGLET(op::msg_ring_cqe_flags{.receiver = highest_descriptor,
                                    .res = -1,
                                    .user_data = highest_u64,
                                    .cqe_flags = highest_u32}))
CASE(msg_ring_cqe_flags, defaults, SINCE_2_4(io_uring_prep_msg_ring_cqe_flags(sqe, 0, 0, 0, 0, 0);),
     RINGLET(op::msg_ring_cqe_flags{.receiver = 0, .res = 0, .user_data = 0, .cqe_flags = 0}))
CASE(msg_ring_cqe_flags, fixed_file,
     SINCE_2_4(io_uring_prep_msg_ring_cqe_flags(sqe, int(slot_number), number, identity, 0,
                                                other_number);
               io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::msg_ring_cqe_flags{.receiver = direct_slot(slot_number),
                                    .res = int(number),
                                    .user_data = identity,
                                    .cqe_flags = other_number}))

CASE(msg_ring_fd, distinct,
     SINCE_2_4(io_uring_prep_msg_ring_fd(sqe, descriptor, other_descriptor, int(slot_number),
                                         identity, number);),
     RINGLET(op::msg_ring_fd{.receiver = descriptor,
                             .source = direct_slot(std::uint32_t(other_descriptor)),
                             .user_data = identity,
                             .slot = direct_slot(slot_number),
                             .flags = bits<msg_ring_flags>(number)}))
CASE(msg_ring_fd, extremes,
     SINCE_2_4(io_uring_prep_msg_ring_fd(sqe, highest_descriptor, int(highest_fixed_file),
                                         as_int(highest_slot), highest_u64, highest_u32);),
     RINGLET(op::msg_ring_fd{.receiver = highest_descriptor,
                             .source = direct_slot(highest_fixed_file),
                             .user_data = highest_u64,
                             .slot = direct_slot(highest_slot),
                             .flags = bits<msg_ring_flags>(highest_u32)}))
CASE(msg_ring_fd, defaults, SINCE_2_4(io_uring_prep_msg_ring_fd_alloc(sqe, 0, 0, 0, 0);),
     RINGLET(op::msg_ring_fd{.receiver = 0, .source = direct_slot(0), .user_data = 0}))
CASE(msg_ring_fd, any_slot,
     SINCE_2_4(io_uring_prep_msg_ring_fd_alloc(sqe, descriptor, other_descriptor, identity,
                                               IORING_MSG_RING_CQE_SKIP);),
     RINGLET(op::msg_ring_fd{.receiver = descriptor,
                             .source = direct_slot(std::uint32_t(other_descriptor)),
                             .user_data = identity,
                             .flags = msg_ring_flags::cqe_skip}))
CASE(msg_ring_fd, fixed_file,
     SINCE_2_4(io_uring_prep_msg_ring_fd(sqe, int(slot_number), other_descriptor, 1, identity, 0);
               io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::msg_ring_fd{.receiver = direct_slot(slot_number),
                             .source = direct_slot(std::uint32_t(other_descriptor)),
                             .user_data = identity,
                             .slot = direct_slot(1)}))

// ---- waitid: an idtype_t has no more bits than its names, and the field has 32 ------------------

CASE(waitid, distinct,
     SINCE_2_6(io_uring_prep_waitid(sqe, P_PIDFD, descriptor, at<siginfo_t>(memory),
                                    WSTOPPED | WNOWAIT, 0);),
     RINGLET(op::waitid{.idtype = id_type::pidfd,
                        .id = descriptor,
                        .infop = *at<::siginfo_t>(memory),
                        .options = wait_options::stopped | wait_options::nowait}))
CASE(waitid, extremes,
     SINCE_2_6(io_uring_prep_waitid(sqe, P_PIDFD, highest_descriptor, at<siginfo_t>(highest_memory),
                                    as_int(highest_u32), 0);
               sqe->len = highest_u32;),
     RINGLET(op::waitid{.idtype = bits<id_type>(highest_u32),
                        .id = highest_descriptor,
                        .infop = *at<::siginfo_t>(highest_memory),
                        .options = bits<wait_options>(highest_u32)}))
CASE(waitid, defaults, SINCE_2_6(io_uring_prep_waitid(sqe, P_ALL, 0, nullptr, WEXITED, 0);),
     RINGLET(op::waitid{.idtype = id_type::all, .id = 0}))
CASE(waitid, other_words,
     SINCE_2_6(io_uring_prep_waitid(sqe, P_PGID, number, nullptr, WCONTINUED | WNOHANG, 0);),
     RINGLET(op::waitid{.idtype = id_type::pgid,
                        .id = int(number),
                        .options = wait_options::continued | wait_options::nohang}))
CASE(waitid, pid, SINCE_2_6(io_uring_prep_waitid(sqe, P_PID, number, nullptr, WEXITED, 0);),
     RINGLET(op::waitid{.idtype = id_type::pid, .id = int(number)}))

// ---- futex_wait, futex_wake, futex_waitv --------------------------------------------------------

CASE(futex_wait, distinct,
     SINCE_2_6(io_uring_prep_futex_wait(sqe, at<std::uint32_t>(memory), offset, identity,
                                        futex2_size_u16 | futex2_private, 0);),
     RINGLET(op::futex_wait{.word = *at<std::uint32_t>(memory),
                            .expected = offset,
                            .mask = identity,
                            .flags = futex_flags::size_u16 | futex_flags::private_}))
CASE(futex_wait, extremes,
     SINCE_2_6(io_uring_prep_futex_wait(sqe, at<std::uint32_t>(highest_memory), highest_u64,
                                        highest_u64, highest_u32, 0);),
     RINGLET(op::futex_wait{.word = *at<std::uint32_t>(highest_memory),
                            .expected = highest_u64,
                            .mask = highest_u64,
                            .flags = bits<futex_flags>(highest_u32)}))
CASE(futex_wait, defaults,
     SINCE_2_6(io_uring_prep_futex_wait(sqe, at<std::uint32_t>(memory), 0, FUTEX_BITSET_MATCH_ANY,
                                        futex2_size_u32, 0);),
     RINGLET(op::futex_wait{.word = *at<std::uint32_t>(memory), .expected = 0}))

CASE(futex_wake, distinct,
     SINCE_2_6(io_uring_prep_futex_wake(sqe, at<std::uint32_t>(memory), offset, identity,
                                        futex2_size_u64 | futex2_numa, 0);),
     RINGLET(op::futex_wake{.word = *at<std::uint32_t>(memory),
                            .count = offset,
                            .mask = identity,
                            .flags = futex_flags::size_u64 | futex_flags::numa}))
CASE(futex_wake, extremes,
     SINCE_2_6(io_uring_prep_futex_wake(sqe, at<std::uint32_t>(highest_memory), highest_u64,
                                        highest_u64, highest_u32, 0);),
     RINGLET(op::futex_wake{.word = *at<std::uint32_t>(highest_memory),
                            .count = highest_u64,
                            .mask = highest_u64,
                            .flags = bits<futex_flags>(highest_u32)}))
CASE(futex_wake, defaults,
     SINCE_2_6(io_uring_prep_futex_wake(sqe, at<std::uint32_t>(memory), 1, FUTEX_BITSET_MATCH_ANY,
                                        futex2_size_u32, 0);),
     RINGLET(op::futex_wake{.word = *at<std::uint32_t>(memory)}))
CASE(futex_wake, other_flags,
     SINCE_2_6(io_uring_prep_futex_wake(sqe, at<std::uint32_t>(memory), 1, 2,
                                        futex2_size_u8 | futex2_mpol, 0);),
     RINGLET(op::futex_wake{.word = *at<std::uint32_t>(memory),
                            .mask = 2,
                            .flags = futex_flags::size_u8 | futex_flags::mpol}))

CASE(futex_waitv, distinct,
     SINCE_2_6(io_uring_prep_futex_waitv(sqe, at<futex_waitv>(memory), number, 0);),
     RINGLET(op::futex_waitv{.waiters = std::span(at<const ::futex_waitv>(memory), number)}))
CASE(futex_waitv, extremes,
     SINCE_2_6(io_uring_prep_futex_waitv(sqe, at<futex_waitv>(highest_memory), highest_u32, 0);),
     RINGLET(op::futex_waitv{
         .waiters = std::span(at<const ::futex_waitv>(highest_memory), highest_u32)}))
CASE(futex_waitv, defaults, SINCE_2_6(io_uring_prep_futex_waitv(sqe, nullptr, 0, 0);),
     RINGLET(op::futex_waitv{.waiters = std::span<const ::futex_waitv>()}))

// ---- splice, tee: SPLICE_F_FD_IN_FIXED speaks of the input, IOSQE_FIXED_FILE of the output
// -------

CASE(splice, distinct,
     LIBURING(io_uring_prep_splice(sqe, descriptor, std::int64_t(memory), other_descriptor,
                                   std::int64_t(offset), length, SPLICE_F_MOVE | SPLICE_F_MORE);),
     RINGLET(op::splice{.input = descriptor,
                        .input_offset = memory,
                        .output = other_descriptor,
                        .output_offset = offset,
                        .length = length,
                        .flags = splice_flags::move | splice_flags::more}))
CASE(splice, extremes,
     LIBURING(io_uring_prep_splice(sqe, highest_descriptor, std::int64_t(highest_u64 - 1),
                                   highest_descriptor, std::int64_t(highest_u64 - 1), highest_u32,
                                   highest_u32);),
     RINGLET(op::splice{.input = highest_descriptor,
                        .input_offset = highest_u64 - 1,
                        .output = highest_descriptor,
                        .output_offset = highest_u64 - 1,
                        .length = highest_u32,
                        .flags = bits<splice_flags>(highest_u32)}))
CASE(splice, defaults, LIBURING(io_uring_prep_splice(sqe, 0, -1, 0, -1, 0, 0);),
     RINGLET(op::splice{.input = 0, .output = 0, .length = 0}))
CASE(splice, fixed_file,
     LIBURING(io_uring_prep_splice(sqe, descriptor, -1, int(slot_number), -1, length,
                                   SPLICE_F_MORE);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::splice{.input = descriptor,
                        .output = direct_slot(slot_number),
                        .length = length,
                        .flags = splice_flags::more}))
CASE(splice, fixed_input,
     LIBURING(io_uring_prep_splice(sqe, int(slot_number), -1, descriptor, -1, length,
                                   SPLICE_F_FD_IN_FIXED | SPLICE_F_MORE);),
     RINGLET(op::splice{.input = direct_slot(slot_number),
                        .output = descriptor,
                        .length = length,
                        .flags = splice_flags::more}))
CASE(splice, both_fixed,
     LIBURING(io_uring_prep_splice(sqe, int(highest_fixed_file), -1, int(slot_number), -1, length,
                                   SPLICE_F_FD_IN_FIXED);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::splice{.input = direct_slot(highest_fixed_file),
                        .output = direct_slot(slot_number),
                        .length = length}))

CASE(tee, distinct,
     LIBURING(io_uring_prep_tee(sqe, descriptor, other_descriptor, length, SPLICE_F_NONBLOCK);),
     RINGLET(op::tee{.input = descriptor,
                     .output = other_descriptor,
                     .length = length,
                     .flags = splice_flags::nonblock}))
CASE(tee, extremes,
     LIBURING(io_uring_prep_tee(sqe, highest_descriptor, highest_descriptor, highest_u32,
                                highest_u32);),
     RINGLET(op::tee{.input = highest_descriptor,
                     .output = highest_descriptor,
                     .length = highest_u32,
                     .flags = bits<splice_flags>(highest_u32)}))
CASE(tee, defaults, LIBURING(io_uring_prep_tee(sqe, 0, 0, 0, 0);),
     RINGLET(op::tee{.input = 0, .output = 0, .length = 0}))
CASE(tee, fixed_file,
     LIBURING(io_uring_prep_tee(sqe, descriptor, int(slot_number), length, SPLICE_F_NONBLOCK);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::tee{.input = descriptor,
                     .output = direct_slot(slot_number),
                     .length = length,
                     .flags = splice_flags::nonblock}))
CASE(tee, fixed_input,
     LIBURING(io_uring_prep_tee(sqe, int(slot_number), descriptor, length,
                                SPLICE_F_FD_IN_FIXED | SPLICE_F_NONBLOCK);),
     RINGLET(op::tee{.input = direct_slot(slot_number),
                     .output = descriptor,
                     .length = length,
                     .flags = splice_flags::nonblock}))
CASE(tee, both_fixed,
     LIBURING(io_uring_prep_tee(sqe, int(highest_fixed_file), int(slot_number), length,
                                SPLICE_F_FD_IN_FIXED);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::tee{.input = direct_slot(highest_fixed_file),
                     .output = direct_slot(slot_number),
                     .length = length}))

// ---- extended attributes ------------------------------------------------------------------------

CASE(fsetxattr, distinct,
     LIBURING(io_uring_prep_fsetxattr(sqe, descriptor, at<const char>(memory),
                                      at<const char>(other_memory), XATTR_REPLACE, length);),
     RINGLET(op::fsetxattr{.file = descriptor,
                           .attribute = at<const char>(memory),
                           .value = std::span(at<const char>(other_memory), length),
                           .flags = xattr_flags::replace}))
CASE(fsetxattr, extremes,
     LIBURING(io_uring_prep_fsetxattr(sqe, highest_descriptor, at<const char>(highest_memory),
                                      at<const char>(next_to_highest_memory), as_int(highest_u32),
                                      longest_transfer);),
     RINGLET(op::fsetxattr{
         .file = highest_descriptor,
         .attribute = at<const char>(highest_memory),
         .value = std::span(at<const char>(next_to_highest_memory), longest_transfer),
         .flags = bits<xattr_flags>(highest_u32)}))
CASE(fsetxattr, defaults,
     LIBURING(io_uring_prep_fsetxattr(sqe, 0, at<const char>(memory), nullptr, 0, 0);),
     RINGLET(op::fsetxattr{
         .file = 0, .attribute = at<const char>(memory), .value = std::span<const char>()}))
CASE(fsetxattr, fixed_file,
     LIBURING(io_uring_prep_fsetxattr(sqe, int(slot_number), at<const char>(memory),
                                      at<const char>(other_memory), XATTR_CREATE, length);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::fsetxattr{.file = direct_slot(slot_number),
                           .attribute = at<const char>(memory),
                           .value = std::span(at<const char>(other_memory), length),
                           .flags = xattr_flags::create}))

CASE(setxattr, distinct,
     LIBURING(io_uring_prep_setxattr(sqe, at<const char>(memory), at<const char>(other_memory),
                                     at<const char>(offset), XATTR_REPLACE, length);),
     RINGLET(op::setxattr{.path = at<const char>(offset),
                          .attribute = at<const char>(memory),
                          .value = std::span(at<const char>(other_memory), length),
                          .flags = xattr_flags::replace}))
CASE(setxattr, extremes,
     LIBURING(io_uring_prep_setxattr(sqe, at<const char>(highest_memory),
                                     at<const char>(next_to_highest_memory),
                                     at<const char>(highest_memory), as_int(highest_u32),
                                     longest_transfer);),
     RINGLET(op::setxattr{
         .path = at<const char>(highest_memory),
         .attribute = at<const char>(highest_memory),
         .value = std::span(at<const char>(next_to_highest_memory), longest_transfer),
         .flags = bits<xattr_flags>(highest_u32)}))
CASE(setxattr, defaults,
     LIBURING(io_uring_prep_setxattr(sqe, at<const char>(memory), nullptr, at<const char>(offset),
                                     0, 0);),
     RINGLET(op::setxattr{.path = at<const char>(offset),
                          .attribute = at<const char>(memory),
                          .value = std::span<const char>()}))

CASE(fgetxattr, distinct,
     LIBURING(io_uring_prep_fgetxattr(sqe, descriptor, at<const char>(memory),
                                      at<char>(other_memory), length);),
     RINGLET(op::fgetxattr{.file = descriptor,
                           .attribute = at<const char>(memory),
                           .value = std::span(at<char>(other_memory), length)}))
CASE(fgetxattr, extremes,
     LIBURING(io_uring_prep_fgetxattr(sqe, highest_descriptor, at<const char>(highest_memory),
                                      at<char>(next_to_highest_memory), longest_transfer);),
     RINGLET(op::fgetxattr{.file = highest_descriptor,
                           .attribute = at<const char>(highest_memory),
                           .value = std::span(at<char>(next_to_highest_memory), longest_transfer)}))
CASE(fgetxattr, defaults,
     LIBURING(io_uring_prep_fgetxattr(sqe, 0, at<const char>(memory), nullptr, 0);),
     RINGLET(op::fgetxattr{
         .file = 0, .attribute = at<const char>(memory), .value = std::span<char>()}))
CASE(fgetxattr, fixed_file,
     LIBURING(io_uring_prep_fgetxattr(sqe, int(slot_number), at<const char>(memory),
                                      at<char>(other_memory), length);
              io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::fgetxattr{.file = direct_slot(slot_number),
                           .attribute = at<const char>(memory),
                           .value = std::span(at<char>(other_memory), length)}))

CASE(getxattr, distinct,
     LIBURING(io_uring_prep_getxattr(sqe, at<const char>(memory), at<char>(other_memory),
                                     at<const char>(offset), length);),
     RINGLET(op::getxattr{.path = at<const char>(offset),
                          .attribute = at<const char>(memory),
                          .value = std::span(at<char>(other_memory), length)}))
CASE(getxattr, extremes,
     LIBURING(io_uring_prep_getxattr(sqe, at<const char>(highest_memory),
                                     at<char>(next_to_highest_memory),
                                     at<const char>(highest_memory), longest_transfer);),
     RINGLET(op::getxattr{.path = at<const char>(highest_memory),
                          .attribute = at<const char>(highest_memory),
                          .value = std::span(at<char>(next_to_highest_memory), longest_transfer)}))
CASE(getxattr, defaults,
     LIBURING(io_uring_prep_getxattr(sqe, at<const char>(memory), nullptr, at<const char>(offset),
                                     0);),
     RINGLET(op::getxattr{.path = at<const char>(offset),
                          .attribute = at<const char>(memory),
                          .value = std::span<char>()}))

// ---- ftruncate ----------------------------------------------------------------------------------

CASE(ftruncate, distinct, SINCE_2_6(io_uring_prep_ftruncate(sqe, descriptor, loff_t(offset));),
     RINGLET(op::ftruncate{.file = descriptor, .length = offset}))
CASE(ftruncate, extremes,
     SINCE_2_6(io_uring_prep_ftruncate(sqe, highest_descriptor, loff_t(highest_u64));),
     RINGLET(op::ftruncate{.file = highest_descriptor, .length = highest_u64}))
CASE(ftruncate, defaults, SINCE_2_6(io_uring_prep_ftruncate(sqe, 0, 0);),
     RINGLET(op::ftruncate{.file = 0, .length = 0}))
CASE(ftruncate, fixed_file,
     SINCE_2_6(io_uring_prep_ftruncate(sqe, int(slot_number), loff_t(offset));
               io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::ftruncate{.file = direct_slot(slot_number), .length = offset}))

// ---- readv_fixed, writev_fixed ------------------------------------------------------------------

CASE(readv_fixed, distinct,
     SINCE_2_10(io_uring_prep_readv_fixed(sqe, descriptor, at<const iovec>(memory), number, offset,
                                          RWF_NOWAIT | RWF_HIPRI, index_of_buffer);
                sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::readv_fixed{.file = descriptor,
                             .buffers = std::span(at<const iovec>(memory), number),
                             .buffer_index = index_of_buffer,
                             .offset = offset,
                             .flags = rw_flags::nowait | rw_flags::hipri,
                             .priority = distinct_priority}))
CASE(readv_fixed, extremes,
     SINCE_2_10(io_uring_prep_readv_fixed(sqe, highest_descriptor, at<const iovec>(highest_memory),
                                          highest_u32, highest_u64 - 1, as_int(highest_u32),
                                          highest_u16);
                sqe->ioprio = highest_u16;),
     RINGLET(op::readv_fixed{.file = highest_descriptor,
                             .buffers = std::span(at<const iovec>(highest_memory), highest_u32),
                             .buffer_index = highest_u16,
                             .offset = highest_u64 - 1,
                             .flags = bits<rw_flags>(highest_u32),
                             .priority = highest_priority}))
CASE(readv_fixed, defaults,
     SINCE_2_10(io_uring_prep_readv_fixed(sqe, 0, nullptr, 0, highest_u64, 0, 0);),
     RINGLET(op::readv_fixed{.file = 0, .buffers = std::span<const iovec>(), .buffer_index = 0}))
CASE(readv_fixed, fixed_file,
     SINCE_2_10(io_uring_prep_readv_fixed(sqe, int(slot_number), at<const iovec>(memory), number,
                                          offset, 0, index_of_buffer);
                io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::readv_fixed{.file = direct_slot(slot_number),
                             .buffers = std::span(at<const iovec>(memory), number),
                             .buffer_index = index_of_buffer,
                             .offset = offset}))

CASE(writev_fixed, distinct,
     SINCE_2_10(io_uring_prep_writev_fixed(sqe, descriptor, at<const iovec>(memory), number, offset,
                                           RWF_APPEND | RWF_SYNC, index_of_buffer);
                sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::writev_fixed{.file = descriptor,
                              .buffers = std::span(at<const iovec>(memory), number),
                              .buffer_index = index_of_buffer,
                              .offset = offset,
                              .flags = rw_flags::append | rw_flags::sync,
                              .priority = distinct_priority}))
CASE(writev_fixed, extremes,
     SINCE_2_10(io_uring_prep_writev_fixed(sqe, highest_descriptor, at<const iovec>(highest_memory),
                                           highest_u32, highest_u64 - 1, as_int(highest_u32),
                                           highest_u16);
                sqe->ioprio = highest_u16;),
     RINGLET(op::writev_fixed{.file = highest_descriptor,
                              .buffers = std::span(at<const iovec>(highest_memory), highest_u32),
                              .buffer_index = highest_u16,
                              .offset = highest_u64 - 1,
                              .flags = bits<rw_flags>(highest_u32),
                              .priority = highest_priority}))
CASE(writev_fixed, defaults,
     SINCE_2_10(io_uring_prep_writev_fixed(sqe, 0, nullptr, 0, highest_u64, 0, 0);),
     RINGLET(op::writev_fixed{.file = 0, .buffers = std::span<const iovec>(), .buffer_index = 0}))
CASE(writev_fixed, fixed_file,
     SINCE_2_10(io_uring_prep_writev_fixed(sqe, int(slot_number), at<const iovec>(memory), number,
                                           offset, 0, index_of_buffer);
                io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::writev_fixed{.file = direct_slot(slot_number),
                              .buffers = std::span(at<const iovec>(memory), number),
                              .buffer_index = index_of_buffer,
                              .offset = offset}))

// ---- pipe: the kernel writes two numbers into the operation
// --------------------------------------

CASE(pipe, distinct,
     SINCE_2_12(const std::array<int, 2> room{-1, -1};
                io_uring_prep_pipe(sqe, const_cast<int*>(room.data()), O_NONBLOCK | O_DIRECT);
                leads.to_operation(sqe->addr, room);),
     RINGLET(op::pipe{.flags = pipe_flags::nonblock | pipe_flags::direct}))
CASE(pipe, extremes,
     SINCE_2_12(const std::array<int, 2> room{-1, -1};
                io_uring_prep_pipe(sqe, const_cast<int*>(room.data()), as_int(highest_u32));
                leads.to_operation(sqe->addr, room);),
     RINGLET(op::pipe{.flags = bits<pipe_flags>(highest_u32)}))
CASE(pipe, defaults,
     SINCE_2_12(const std::array<int, 2> room{-1, -1};
                io_uring_prep_pipe(sqe, const_cast<int*>(room.data()), O_CLOEXEC);
                leads.to_operation(sqe->addr, room);),
     RINGLET(op::pipe{}))

CASE(pipe_direct, distinct,
     SINCE_2_12(const std::array<int, 2> room{-1, -1};
                io_uring_prep_pipe_direct(sqe, const_cast<int*>(room.data()), O_NONBLOCK | O_DIRECT,
                                          slot_number);
                leads.to_operation(sqe->addr, room);),
     RINGLET(op::pipe_direct{.flags = pipe_flags::nonblock | pipe_flags::direct,
                             .slot = direct_slot(slot_number)}))
CASE(pipe_direct, extremes,
     SINCE_2_12(const std::array<int, 2> room{-1, -1};
                io_uring_prep_pipe_direct(sqe, const_cast<int*>(room.data()), as_int(highest_u32),
                                          highest_slot - 1);
                leads.to_operation(sqe->addr, room);),
     RINGLET(op::pipe_direct{.flags = bits<pipe_flags>(highest_u32),
                             .slot = direct_slot(highest_slot - 1)}))
CASE(pipe_direct, defaults,
     SINCE_2_12(const std::array<int, 2> room{-1, -1};
                io_uring_prep_pipe_direct(sqe, const_cast<int*>(room.data()), 0, any_index);
                leads.to_operation(sqe->addr, room);),
     RINGLET(op::pipe_direct{}))
CASE(pipe_direct, first_slot,
     SINCE_2_12(const std::array<int, 2> room{-1, -1};
                io_uring_prep_pipe_direct(sqe, const_cast<int*>(room.data()), 0, 0);
                leads.to_operation(sqe->addr, room);),
     RINGLET(op::pipe_direct{.slot = direct_slot(0)}))

// ---- protection information and streams
// ----------------------------------------------------------- No helper has them: what the kernel
// (io_uring/rw.c) calls attr_ptr, attr_type_mask and write_stream are the bytes of addr3, of what
// follows it, and the first of file_index.

CASE(read_attr, distinct,
     LIBURING(io_uring_prep_read(sqe, descriptor, at<void>(memory), length, offset);
              sqe->rw_flags = RWF_NOWAIT | RWF_HIPRI;
              const attr_pi pi{3, 0x9192, 0x4041, other_memory, identity, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi);
              sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::read_attr{
         .file = descriptor,
         .buffer = std::span(at<std::byte>(memory), length),
         .offset = offset,
         .flags = rw_flags::nowait | rw_flags::hipri,
         .priority = distinct_priority,
         .integrity = {std::span(at<std::byte>(other_memory), 0x4041),
                       integrity_flags::guard | integrity_flags::reftag, 0x9192, identity}}))
CASE(read_attr, extremes,
     LIBURING(io_uring_prep_read(sqe, highest_descriptor, at<void>(highest_memory),
                                 longest_transfer, highest_u64 - 1);
              sqe->rw_flags = rw(highest_u32); const attr_pi pi{
                  highest_u16, highest_u16, highest_u32, next_to_highest_memory, highest_u64, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi); sqe->ioprio = highest_u16;),
     RINGLET(op::read_attr{
         .file = highest_descriptor,
         .buffer = std::span(at<std::byte>(highest_memory), longest_transfer),
         .offset = highest_u64 - 1,
         .flags = bits<rw_flags>(highest_u32),
         .priority = highest_priority,
         .integrity = {std::span(at<std::byte>(next_to_highest_memory), highest_u32),
                       bits<integrity_flags>(highest_u16), highest_u16, highest_u64}}))
CASE(read_attr, defaults,
     LIBURING(io_uring_prep_read(sqe, 0, nullptr, 0, highest_u64); const attr_pi pi{};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi);),
     RINGLET(op::read_attr{
         .file = 0, .buffer = std::span<std::byte>(), .integrity = std::span<std::byte>()}))
CASE(read_attr, fixed_file,
     LIBURING(io_uring_prep_read(sqe, int(slot_number), at<void>(memory), length, offset);
              const attr_pi pi{4, 0, 8, other_memory, 0, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi); io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::read_attr{
         .file = direct_slot(slot_number),
         .buffer = std::span(at<std::byte>(memory), length),
         .offset = offset,
         .integrity = {std::span(at<std::byte>(other_memory), 8), integrity_flags::apptag}}))

CASE(write_attr, distinct,
     LIBURING(io_uring_prep_write(sqe, descriptor, at<void>(memory), length, offset);
              sqe->rw_flags = RWF_APPEND | RWF_SYNC;
              const attr_pi pi{3, 0x9192, 0x4041, other_memory, identity, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi);
              sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::write_attr{
         .file = descriptor,
         .buffer = std::span(at<const std::byte>(memory), length),
         .offset = offset,
         .flags = rw_flags::append | rw_flags::sync,
         .priority = distinct_priority,
         .integrity = {std::span(at<std::byte>(other_memory), 0x4041),
                       integrity_flags::guard | integrity_flags::reftag, 0x9192, identity}}))
CASE(write_attr, extremes,
     LIBURING(io_uring_prep_write(sqe, highest_descriptor, at<void>(highest_memory),
                                  longest_transfer, highest_u64 - 1);
              sqe->rw_flags = rw(highest_u32); const attr_pi pi{
                  highest_u16, highest_u16, highest_u32, next_to_highest_memory, highest_u64, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi); sqe->ioprio = highest_u16;),
     RINGLET(op::write_attr{
         .file = highest_descriptor,
         .buffer = std::span(at<const std::byte>(highest_memory), longest_transfer),
         .offset = highest_u64 - 1,
         .flags = bits<rw_flags>(highest_u32),
         .priority = highest_priority,
         .integrity = {std::span(at<std::byte>(next_to_highest_memory), highest_u32),
                       bits<integrity_flags>(highest_u16), highest_u16, highest_u64}}))
CASE(write_attr, defaults,
     LIBURING(io_uring_prep_write(sqe, 0, nullptr, 0, highest_u64); const attr_pi pi{};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi);),
     RINGLET(op::write_attr{
         .file = 0, .buffer = std::span<const std::byte>(), .integrity = std::span<std::byte>()}))
CASE(write_attr, fixed_file,
     LIBURING(io_uring_prep_write(sqe, int(slot_number), at<void>(memory), length, offset);
              const attr_pi pi{4, 0, 8, other_memory, 0, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi); io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::write_attr{
         .file = direct_slot(slot_number),
         .buffer = std::span(at<const std::byte>(memory), length),
         .offset = offset,
         .integrity = {std::span(at<std::byte>(other_memory), 8), integrity_flags::apptag}}))
CASE(write_stream, distinct,
     LIBURING(io_uring_prep_write(sqe, descriptor, at<void>(memory), length, offset);
              sqe->rw_flags = RWF_APPEND | RWF_SYNC; sqe->file_index = 0x93;
              sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::write_stream{.file = descriptor,
                              .buffer = std::span(at<const std::byte>(memory), length),
                              .offset = offset,
                              .flags = rw_flags::append | rw_flags::sync,
                              .priority = distinct_priority,
                              .write_stream = 0x93}))
CASE(write_stream, extremes,
     LIBURING(io_uring_prep_write(sqe, highest_descriptor, at<void>(highest_memory),
                                  longest_transfer, highest_u64 - 1);
              sqe->rw_flags = rw(highest_u32); sqe->file_index = 0xff; sqe->ioprio = highest_u16;),
     RINGLET(op::write_stream{
         .file = highest_descriptor,
         .buffer = std::span(at<const std::byte>(highest_memory), longest_transfer),
         .offset = highest_u64 - 1,
         .flags = bits<rw_flags>(highest_u32),
         .priority = highest_priority,
         .write_stream = 0xff}))
CASE(write_stream, defaults, LIBURING(io_uring_prep_write(sqe, 0, nullptr, 0, highest_u64);),
     RINGLET(op::write_stream{
         .file = 0, .buffer = std::span<const std::byte>(), .write_stream = 0}))
CASE(write_stream, fixed_file,
     LIBURING(io_uring_prep_write(sqe, int(slot_number), at<void>(memory), length, offset);
              sqe->file_index = 0x93; io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::write_stream{.file = direct_slot(slot_number),
                              .buffer = std::span(at<const std::byte>(memory), length),
                              .offset = offset,
                              .write_stream = 0x93}))

CASE(readv_attr, distinct,
     LIBURING(io_uring_prep_readv2(sqe, descriptor, at<const iovec>(memory), number, offset,
                                   RWF_NOWAIT | RWF_HIPRI);
              const attr_pi pi{3, 0x9192, 0x4041, other_memory, identity, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi);
              sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::readv_attr{
         .file = descriptor,
         .buffers = std::span(at<const iovec>(memory), number),
         .offset = offset,
         .flags = rw_flags::nowait | rw_flags::hipri,
         .priority = distinct_priority,
         .integrity = {std::span(at<std::byte>(other_memory), 0x4041),
                       integrity_flags::guard | integrity_flags::reftag, 0x9192, identity}}))
CASE(readv_attr, extremes,
     LIBURING(io_uring_prep_readv2(sqe, highest_descriptor, at<const iovec>(highest_memory),
                                   highest_u32, highest_u64 - 1, as_int(highest_u32));
              const attr_pi pi{highest_u16, highest_u16, highest_u32, next_to_highest_memory,
                               highest_u64, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi); sqe->ioprio = highest_u16;),
     RINGLET(op::readv_attr{
         .file = highest_descriptor,
         .buffers = std::span(at<const iovec>(highest_memory), highest_u32),
         .offset = highest_u64 - 1,
         .flags = bits<rw_flags>(highest_u32),
         .priority = highest_priority,
         .integrity = {std::span(at<std::byte>(next_to_highest_memory), highest_u32),
                       bits<integrity_flags>(highest_u16), highest_u16, highest_u64}}))
CASE(readv_attr, defaults,
     LIBURING(io_uring_prep_readv2(sqe, 0, nullptr, 0, highest_u64, 0); const attr_pi pi{};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi);),
     RINGLET(op::readv_attr{
         .file = 0, .buffers = std::span<const iovec>(), .integrity = std::span<std::byte>()}))
CASE(readv_attr, fixed_file,
     LIBURING(io_uring_prep_readv2(sqe, int(slot_number), at<const iovec>(memory), number, offset,
                                   0);
              const attr_pi pi{4, 0, 8, other_memory, 0, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi); io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::readv_attr{
         .file = direct_slot(slot_number),
         .buffers = std::span(at<const iovec>(memory), number),
         .offset = offset,
         .integrity = {std::span(at<std::byte>(other_memory), 8), integrity_flags::apptag}}))

CASE(writev_attr, distinct,
     LIBURING(io_uring_prep_writev2(sqe, descriptor, at<const iovec>(memory), number, offset,
                                    RWF_APPEND | RWF_SYNC);
              const attr_pi pi{3, 0x9192, 0x4041, other_memory, identity, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi);
              sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::writev_attr{
         .file = descriptor,
         .buffers = std::span(at<const iovec>(memory), number),
         .offset = offset,
         .flags = rw_flags::append | rw_flags::sync,
         .priority = distinct_priority,
         .integrity = {std::span(at<std::byte>(other_memory), 0x4041),
                       integrity_flags::guard | integrity_flags::reftag, 0x9192, identity}}))
CASE(writev_attr, extremes,
     LIBURING(io_uring_prep_writev2(sqe, highest_descriptor, at<const iovec>(highest_memory),
                                    highest_u32, highest_u64 - 1, as_int(highest_u32));
              const attr_pi pi{highest_u16, highest_u16, highest_u32, next_to_highest_memory,
                               highest_u64, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi); sqe->ioprio = highest_u16;),
     RINGLET(op::writev_attr{
         .file = highest_descriptor,
         .buffers = std::span(at<const iovec>(highest_memory), highest_u32),
         .offset = highest_u64 - 1,
         .flags = bits<rw_flags>(highest_u32),
         .priority = highest_priority,
         .integrity = {std::span(at<std::byte>(next_to_highest_memory), highest_u32),
                       bits<integrity_flags>(highest_u16), highest_u16, highest_u64}}))
CASE(writev_attr, defaults,
     LIBURING(io_uring_prep_writev2(sqe, 0, nullptr, 0, highest_u64, 0); const attr_pi pi{};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi);),
     RINGLET(op::writev_attr{
         .file = 0, .buffers = std::span<const iovec>(), .integrity = std::span<std::byte>()}))
CASE(writev_attr, fixed_file,
     LIBURING(io_uring_prep_writev2(sqe, int(slot_number), at<const iovec>(memory), number, offset,
                                    0);
              const attr_pi pi{4, 0, 8, other_memory, 0, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi); io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::writev_attr{
         .file = direct_slot(slot_number),
         .buffers = std::span(at<const iovec>(memory), number),
         .offset = offset,
         .integrity = {std::span(at<std::byte>(other_memory), 8), integrity_flags::apptag}}))
CASE(writev_stream, distinct,
     LIBURING(io_uring_prep_writev2(sqe, descriptor, at<const iovec>(memory), number, offset,
                                    RWF_APPEND | RWF_SYNC);
              sqe->file_index = 0x93;
              sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::writev_stream{.file = descriptor,
                               .buffers = std::span(at<const iovec>(memory), number),
                               .offset = offset,
                               .flags = rw_flags::append | rw_flags::sync,
                               .priority = distinct_priority,
                               .write_stream = 0x93}))
CASE(writev_stream, extremes,
     LIBURING(io_uring_prep_writev2(sqe, highest_descriptor, at<const iovec>(highest_memory),
                                    highest_u32, highest_u64 - 1, as_int(highest_u32));
              sqe->file_index = 0xff; sqe->ioprio = highest_u16;),
     RINGLET(op::writev_stream{.file = highest_descriptor,
                               .buffers = std::span(at<const iovec>(highest_memory), highest_u32),
                               .offset = highest_u64 - 1,
                               .flags = bits<rw_flags>(highest_u32),
                               .priority = highest_priority,
                               .write_stream = 0xff}))
CASE(writev_stream, defaults, LIBURING(io_uring_prep_writev2(sqe, 0, nullptr, 0, highest_u64, 0);),
     RINGLET(op::writev_stream{.file = 0, .buffers = std::span<const iovec>(), .write_stream = 0}))
CASE(writev_stream, fixed_file,
     LIBURING(io_uring_prep_writev2(sqe, int(slot_number), at<const iovec>(memory), number, offset,
                                    0);
              sqe->file_index = 0x93; io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::writev_stream{.file = direct_slot(slot_number),
                               .buffers = std::span(at<const iovec>(memory), number),
                               .offset = offset,
                               .write_stream = 0x93}))

CASE(read_fixed_attr, distinct,
     LIBURING(io_uring_prep_read_fixed(sqe, descriptor, at<void>(memory), length, offset,
                                       index_of_buffer);
              sqe->rw_flags = RWF_NOWAIT | RWF_HIPRI;
              const attr_pi pi{3, 0x9192, 0x4041, other_memory, identity, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi);
              sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::read_fixed_attr{
         .file = descriptor,
         .buffer = std::span(at<std::byte>(memory), length),
         .buffer_index = index_of_buffer,
         .offset = offset,
         .flags = rw_flags::nowait | rw_flags::hipri,
         .priority = distinct_priority,
         .integrity = {std::span(at<std::byte>(other_memory), 0x4041),
                       integrity_flags::guard | integrity_flags::reftag, 0x9192, identity}}))
CASE(read_fixed_attr, extremes,
     LIBURING(io_uring_prep_read_fixed(sqe, highest_descriptor, at<void>(highest_memory),
                                       longest_transfer, highest_u64 - 1, highest_u16);
              sqe->rw_flags = rw(highest_u32); const attr_pi pi{
                  highest_u16, highest_u16, highest_u32, next_to_highest_memory, highest_u64, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi); sqe->ioprio = highest_u16;),
     RINGLET(op::read_fixed_attr{
         .file = highest_descriptor,
         .buffer = std::span(at<std::byte>(highest_memory), longest_transfer),
         .buffer_index = highest_u16,
         .offset = highest_u64 - 1,
         .flags = bits<rw_flags>(highest_u32),
         .priority = highest_priority,
         .integrity = {std::span(at<std::byte>(next_to_highest_memory), highest_u32),
                       bits<integrity_flags>(highest_u16), highest_u16, highest_u64}}))
CASE(read_fixed_attr, defaults,
     LIBURING(io_uring_prep_read_fixed(sqe, 0, nullptr, 0, highest_u64, 0); const attr_pi pi{};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi);),
     RINGLET(op::read_fixed_attr{.file = 0,
                                 .buffer = std::span<std::byte>(),
                                 .buffer_index = 0,
                                 .integrity = std::span<std::byte>()}))
CASE(read_fixed_attr, fixed_file,
     LIBURING(io_uring_prep_read_fixed(sqe, int(slot_number), at<void>(memory), length, offset,
                                       index_of_buffer);
              const attr_pi pi{4, 0, 8, other_memory, 0, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi); io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::read_fixed_attr{
         .file = direct_slot(slot_number),
         .buffer = std::span(at<std::byte>(memory), length),
         .buffer_index = index_of_buffer,
         .offset = offset,
         .integrity = {std::span(at<std::byte>(other_memory), 8), integrity_flags::apptag}}))

CASE(write_fixed_attr, distinct,
     LIBURING(io_uring_prep_write_fixed(sqe, descriptor, at<void>(memory), length, offset,
                                        index_of_buffer);
              sqe->rw_flags = RWF_APPEND | RWF_SYNC;
              const attr_pi pi{3, 0x9192, 0x4041, other_memory, identity, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi);
              sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::write_fixed_attr{
         .file = descriptor,
         .buffer = std::span(at<const std::byte>(memory), length),
         .buffer_index = index_of_buffer,
         .offset = offset,
         .flags = rw_flags::append | rw_flags::sync,
         .priority = distinct_priority,
         .integrity = {std::span(at<std::byte>(other_memory), 0x4041),
                       integrity_flags::guard | integrity_flags::reftag, 0x9192, identity}}))
CASE(write_fixed_attr, extremes,
     LIBURING(io_uring_prep_write_fixed(sqe, highest_descriptor, at<void>(highest_memory),
                                        longest_transfer, highest_u64 - 1, highest_u16);
              sqe->rw_flags = rw(highest_u32); const attr_pi pi{
                  highest_u16, highest_u16, highest_u32, next_to_highest_memory, highest_u64, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi); sqe->ioprio = highest_u16;),
     RINGLET(op::write_fixed_attr{
         .file = highest_descriptor,
         .buffer = std::span(at<const std::byte>(highest_memory), longest_transfer),
         .buffer_index = highest_u16,
         .offset = highest_u64 - 1,
         .flags = bits<rw_flags>(highest_u32),
         .priority = highest_priority,
         .integrity = {std::span(at<std::byte>(next_to_highest_memory), highest_u32),
                       bits<integrity_flags>(highest_u16), highest_u16, highest_u64}}))
CASE(write_fixed_attr, defaults,
     LIBURING(io_uring_prep_write_fixed(sqe, 0, nullptr, 0, highest_u64, 0); const attr_pi pi{};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi);),
     RINGLET(op::write_fixed_attr{.file = 0,
                                  .buffer = std::span<const std::byte>(),
                                  .buffer_index = 0,
                                  .integrity = std::span<std::byte>()}))
CASE(write_fixed_attr, fixed_file,
     LIBURING(io_uring_prep_write_fixed(sqe, int(slot_number), at<void>(memory), length, offset,
                                        index_of_buffer);
              const attr_pi pi{4, 0, 8, other_memory, 0, 0};
              sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
              leads.to_operation(sqe->addr3, pi); io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::write_fixed_attr{
         .file = direct_slot(slot_number),
         .buffer = std::span(at<const std::byte>(memory), length),
         .buffer_index = index_of_buffer,
         .offset = offset,
         .integrity = {std::span(at<std::byte>(other_memory), 8), integrity_flags::apptag}}))
CASE(write_fixed_stream, distinct,
     LIBURING(io_uring_prep_write_fixed(sqe, descriptor, at<void>(memory), length, offset,
                                        index_of_buffer);
              sqe->rw_flags = RWF_APPEND | RWF_SYNC; sqe->file_index = 0x93;
              sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::write_fixed_stream{.file = descriptor,
                                    .buffer = std::span(at<const std::byte>(memory), length),
                                    .buffer_index = index_of_buffer,
                                    .offset = offset,
                                    .flags = rw_flags::append | rw_flags::sync,
                                    .priority = distinct_priority,
                                    .write_stream = 0x93}))
CASE(write_fixed_stream, extremes,
     LIBURING(io_uring_prep_write_fixed(sqe, highest_descriptor, at<void>(highest_memory),
                                        longest_transfer, highest_u64 - 1, highest_u16);
              sqe->rw_flags = rw(highest_u32); sqe->file_index = 0xff; sqe->ioprio = highest_u16;),
     RINGLET(op::write_fixed_stream{
         .file = highest_descriptor,
         .buffer = std::span(at<const std::byte>(highest_memory), longest_transfer),
         .buffer_index = highest_u16,
         .offset = highest_u64 - 1,
         .flags = bits<rw_flags>(highest_u32),
         .priority = highest_priority,
         .write_stream = 0xff}))
CASE(write_fixed_stream, defaults,
     LIBURING(io_uring_prep_write_fixed(sqe, 0, nullptr, 0, highest_u64, 0);),
     RINGLET(op::write_fixed_stream{
         .file = 0, .buffer = std::span<const std::byte>(), .buffer_index = 0, .write_stream = 0}))
CASE(write_fixed_stream, fixed_file,
     LIBURING(io_uring_prep_write_fixed(sqe, int(slot_number), at<void>(memory), length, offset,
                                        index_of_buffer);
              sqe->file_index = 0x93; io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::write_fixed_stream{.file = direct_slot(slot_number),
                                    .buffer = std::span(at<const std::byte>(memory), length),
                                    .buffer_index = index_of_buffer,
                                    .offset = offset,
                                    .write_stream = 0x93}))

CASE(readv_fixed_attr, distinct,
     SINCE_2_10(io_uring_prep_readv_fixed(sqe, descriptor, at<const iovec>(memory), number, offset,
                                          RWF_NOWAIT | RWF_HIPRI, index_of_buffer);
                const attr_pi pi{3, 0x9192, 0x4041, other_memory, identity, 0};
                sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
                leads.to_operation(sqe->addr3, pi);
                sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::readv_fixed_attr{
         .file = descriptor,
         .buffers = std::span(at<const iovec>(memory), number),
         .buffer_index = index_of_buffer,
         .offset = offset,
         .flags = rw_flags::nowait | rw_flags::hipri,
         .priority = distinct_priority,
         .integrity = {std::span(at<std::byte>(other_memory), 0x4041),
                       integrity_flags::guard | integrity_flags::reftag, 0x9192, identity}}))
CASE(readv_fixed_attr, extremes,
     SINCE_2_10(io_uring_prep_readv_fixed(sqe, highest_descriptor, at<const iovec>(highest_memory),
                                          highest_u32, highest_u64 - 1, as_int(highest_u32),
                                          highest_u16);
                const attr_pi pi{highest_u16, highest_u16, highest_u32, next_to_highest_memory,
                                 highest_u64, 0};
                sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
                leads.to_operation(sqe->addr3, pi); sqe->ioprio = highest_u16;),
     RINGLET(op::readv_fixed_attr{
         .file = highest_descriptor,
         .buffers = std::span(at<const iovec>(highest_memory), highest_u32),
         .buffer_index = highest_u16,
         .offset = highest_u64 - 1,
         .flags = bits<rw_flags>(highest_u32),
         .priority = highest_priority,
         .integrity = {std::span(at<std::byte>(next_to_highest_memory), highest_u32),
                       bits<integrity_flags>(highest_u16), highest_u16, highest_u64}}))
CASE(readv_fixed_attr, defaults,
     SINCE_2_10(io_uring_prep_readv_fixed(sqe, 0, nullptr, 0, highest_u64, 0, 0);
                const attr_pi pi{}; sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi);
                sqe->__pad2[0] = attr_flag_pi; leads.to_operation(sqe->addr3, pi);),
     RINGLET(op::readv_fixed_attr{.file = 0,
                                  .buffers = std::span<const iovec>(),
                                  .buffer_index = 0,
                                  .integrity = std::span<std::byte>()}))
CASE(readv_fixed_attr, fixed_file,
     SINCE_2_10(io_uring_prep_readv_fixed(sqe, int(slot_number), at<const iovec>(memory), number,
                                          offset, 0, index_of_buffer);
                const attr_pi pi{4, 0, 8, other_memory, 0, 0};
                sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
                leads.to_operation(sqe->addr3, pi); io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::readv_fixed_attr{
         .file = direct_slot(slot_number),
         .buffers = std::span(at<const iovec>(memory), number),
         .buffer_index = index_of_buffer,
         .offset = offset,
         .integrity = {std::span(at<std::byte>(other_memory), 8), integrity_flags::apptag}}))

CASE(writev_fixed_attr, distinct,
     SINCE_2_10(io_uring_prep_writev_fixed(sqe, descriptor, at<const iovec>(memory), number, offset,
                                           RWF_APPEND | RWF_SYNC, index_of_buffer);
                const attr_pi pi{3, 0x9192, 0x4041, other_memory, identity, 0};
                sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
                leads.to_operation(sqe->addr3, pi);
                sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::writev_fixed_attr{
         .file = descriptor,
         .buffers = std::span(at<const iovec>(memory), number),
         .buffer_index = index_of_buffer,
         .offset = offset,
         .flags = rw_flags::append | rw_flags::sync,
         .priority = distinct_priority,
         .integrity = {std::span(at<std::byte>(other_memory), 0x4041),
                       integrity_flags::guard | integrity_flags::reftag, 0x9192, identity}}))
CASE(writev_fixed_attr, extremes,
     SINCE_2_10(io_uring_prep_writev_fixed(sqe, highest_descriptor, at<const iovec>(highest_memory),
                                           highest_u32, highest_u64 - 1, as_int(highest_u32),
                                           highest_u16);
                const attr_pi pi{highest_u16, highest_u16, highest_u32, next_to_highest_memory,
                                 highest_u64, 0};
                sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
                leads.to_operation(sqe->addr3, pi); sqe->ioprio = highest_u16;),
     RINGLET(op::writev_fixed_attr{
         .file = highest_descriptor,
         .buffers = std::span(at<const iovec>(highest_memory), highest_u32),
         .buffer_index = highest_u16,
         .offset = highest_u64 - 1,
         .flags = bits<rw_flags>(highest_u32),
         .priority = highest_priority,
         .integrity = {std::span(at<std::byte>(next_to_highest_memory), highest_u32),
                       bits<integrity_flags>(highest_u16), highest_u16, highest_u64}}))
CASE(writev_fixed_attr, defaults,
     SINCE_2_10(io_uring_prep_writev_fixed(sqe, 0, nullptr, 0, highest_u64, 0, 0);
                const attr_pi pi{}; sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi);
                sqe->__pad2[0] = attr_flag_pi; leads.to_operation(sqe->addr3, pi);),
     RINGLET(op::writev_fixed_attr{.file = 0,
                                   .buffers = std::span<const iovec>(),
                                   .buffer_index = 0,
                                   .integrity = std::span<std::byte>()}))
CASE(writev_fixed_attr, fixed_file,
     SINCE_2_10(io_uring_prep_writev_fixed(sqe, int(slot_number), at<const iovec>(memory), number,
                                           offset, 0, index_of_buffer);
                const attr_pi pi{4, 0, 8, other_memory, 0, 0};
                sqe->addr3 = reinterpret_cast<std::uintptr_t>(&pi); sqe->__pad2[0] = attr_flag_pi;
                leads.to_operation(sqe->addr3, pi); io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::writev_fixed_attr{
         .file = direct_slot(slot_number),
         .buffers = std::span(at<const iovec>(memory), number),
         .buffer_index = index_of_buffer,
         .offset = offset,
         .integrity = {std::span(at<std::byte>(other_memory), 8), integrity_flags::apptag}}))
CASE(writev_fixed_stream, distinct,
     SINCE_2_10(io_uring_prep_writev_fixed(sqe, descriptor, at<const iovec>(memory), number, offset,
                                           RWF_APPEND | RWF_SYNC, index_of_buffer);
                sqe->file_index = 0x93;
                sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::writev_fixed_stream{.file = descriptor,
                                     .buffers = std::span(at<const iovec>(memory), number),
                                     .buffer_index = index_of_buffer,
                                     .offset = offset,
                                     .flags = rw_flags::append | rw_flags::sync,
                                     .priority = distinct_priority,
                                     .write_stream = 0x93}))
CASE(writev_fixed_stream, extremes,
     SINCE_2_10(io_uring_prep_writev_fixed(sqe, highest_descriptor, at<const iovec>(highest_memory),
                                           highest_u32, highest_u64 - 1, as_int(highest_u32),
                                           highest_u16);
                sqe->file_index = 0xff; sqe->ioprio = highest_u16;),
     RINGLET(op::writev_fixed_stream{
         .file = highest_descriptor,
         .buffers = std::span(at<const iovec>(highest_memory), highest_u32),
         .buffer_index = highest_u16,
         .offset = highest_u64 - 1,
         .flags = bits<rw_flags>(highest_u32),
         .priority = highest_priority,
         .write_stream = 0xff}))
CASE(writev_fixed_stream, defaults,
     SINCE_2_10(io_uring_prep_writev_fixed(sqe, 0, nullptr, 0, highest_u64, 0, 0);),
     RINGLET(op::writev_fixed_stream{
         .file = 0, .buffers = std::span<const iovec>(), .buffer_index = 0, .write_stream = 0}))
CASE(writev_fixed_stream, fixed_file,
     SINCE_2_10(io_uring_prep_writev_fixed(sqe, int(slot_number), at<const iovec>(memory), number,
                                           offset, 0, index_of_buffer);
                sqe->file_index = 0x93; io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);),
     RINGLET(op::writev_fixed_stream{.file = direct_slot(slot_number),
                                     .buffers = std::span(at<const iovec>(memory), number),
                                     .buffer_index = index_of_buffer,
                                     .offset = offset,
                                     .write_stream = 0x93}))

// ---- reading into buffers that the kernel selects
// -------------------------------------------------

CASE(read_select, distinct,
     LIBURING(io_uring_prep_read(sqe, descriptor, nullptr, length, offset);
              sqe->rw_flags = RWF_NOWAIT; sqe->flags |= IOSQE_BUFFER_SELECT;
              sqe->buf_group = index_of_buffer;
              sqe->ioprio = IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 6) | 5 << 3;),
     RINGLET(op::read_select{.file = descriptor,
                             .buffers = pool_of(index_of_buffer, length),
                             .offset = offset,
                             .flags = rw_flags::nowait,
                             .priority = distinct_priority}))
CASE(read_select, extremes,
     LIBURING(io_uring_prep_read(sqe, highest_descriptor, nullptr, highest_u32, highest_u64 - 1);
              sqe->rw_flags = rw(highest_u32); sqe->flags |= IOSQE_BUFFER_SELECT;
              sqe->buf_group = highest_u16; sqe->ioprio = highest_u16;),
     RINGLET(op::read_select{.file = highest_descriptor,
                             .buffers = pool_of(highest_u16, highest_u32),
                             .offset = highest_u64 - 1,
                             .flags = bits<rw_flags>(highest_u32),
                             .priority = highest_priority}))
CASE(read_select, defaults,
     LIBURING(io_uring_prep_read(sqe, 0, nullptr, 0, highest_u64);
              sqe->flags |= IOSQE_BUFFER_SELECT;),
     RINGLET(op::read_select{.file = 0, .buffers = pool_of(0, 0)}))
CASE(read_select, fixed_file,
     LIBURING(io_uring_prep_read(sqe, int(slot_number), nullptr, length, offset);
              sqe->flags |= IOSQE_BUFFER_SELECT | IOSQE_FIXED_FILE;
              sqe->buf_group = index_of_buffer;),
     RINGLET(op::read_select{.file = direct_slot(slot_number),
                             .buffers = pool_of(index_of_buffer, length),
                             .offset = offset}))

CASE(read_multishot, distinct,
     SINCE_2_5(io_uring_prep_read_multishot(sqe, descriptor, 0, offset, index_of_buffer);
               sqe->rw_flags = RWF_NOWAIT;),
     RINGLET(op::read_multishot{.file = descriptor,
                                .buffers = pool_of(index_of_buffer, length),
                                .offset = offset,
                                .flags = rw_flags::nowait}))
CASE(read_multishot, extremes,
     SINCE_2_5(io_uring_prep_read_multishot(sqe, highest_descriptor, 0, highest_u64 - 1,
                                            highest_u16);
               sqe->rw_flags = rw(highest_u32);),
     RINGLET(op::read_multishot{.file = highest_descriptor,
                                .buffers = pool_of(highest_u16, highest_u32),
                                .offset = highest_u64 - 1,
                                .flags = bits<rw_flags>(highest_u32)}))
CASE(read_multishot, defaults, SINCE_2_5(io_uring_prep_read_multishot(sqe, 0, 0, highest_u64, 0);),
     RINGLET(op::read_multishot{.file = 0, .buffers = pool_of(0, 0)}))
CASE(read_multishot, fixed_file,
     SINCE_2_5(io_uring_prep_read_multishot(sqe, int(slot_number), 0, offset, index_of_buffer);
               sqe->flags |= IOSQE_FIXED_FILE;),
     RINGLET(op::read_multishot{.file = direct_slot(slot_number),
                                .buffers = pool_of(index_of_buffer, length),
                                .offset = offset}))
