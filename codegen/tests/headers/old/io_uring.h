// What the little io_uring.h was long ago.
#include <linux/types.h>
#include <linux/fs.h>

struct io_uring_sqe {
	__u8 opcode;
	__u8 flags;
	__u16 ioprio;
	__s32 fd;
	__u64 off;
	__u32 len;
	union {
		__kernel_rwf_t rw_flags;
		__u32 fsync_flags;
	};
	__u64 addr3;
	__u64 __pad2[1];
};

enum {
	IORING_OP_NOP,
	IORING_OP_READV,
	IORING_OP_LAST,
};
