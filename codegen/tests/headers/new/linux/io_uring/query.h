// What io_uring.h does not include, and belongs to it.
enum {
	IO_URING_QUERY_FIRST = 0,
	IO_URING_QUERY_SECOND,

	__IO_URING_QUERY_MAX,
};
