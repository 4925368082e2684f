// A little io_uring.h for the tests of `extract`.
#ifndef NEW_TREE
#error "the wrong linux/time_types.h"
#endif
typedef unsigned char __u8;
typedef unsigned short __u16;
typedef unsigned int __u32;
typedef int __s32;
typedef unsigned long long __u64;

struct io_uring_sqe {
	__u8 opcode; /* a comment with a ; in it */
	__u8 flags;
	__u16 ioprio;
	__s32 fd;
	union {
		__u64 off;
		struct {
			__u32 cmd_op;
			__u32 __pad1;
		};
	};
	__u32 len;
	union {
		__u32 rw_flags;
		__u32 pipe_flags;
	};
	union {
		__u64 addr3;
		__u64 attr_ptr;
		__u8 cmd[0];
	};
	union {
		__u64 attr_mask;
	};
};

enum io_uring_op {
	IORING_OP_NOP,
	IORING_OP_READV,
	IORING_OP_PIPE,
	IORING_OP_LAST,
};

enum {
	IOSQE_FIXED_FILE_BIT,
	IOSQE_IO_DRAIN_BIT,
};

enum io_wq_type {
	IO_WQ_BOUND,
};

#define IOSQE_IO_DRAIN (1U << IOSQE_IO_DRAIN_BIT)
#define IORING_FILE_INDEX_ALLOC (~0U)
#define IORING_BIG (1ULL << 63)
#define IORING_NEGATIVE (-5)
#define IORING_FUNCTION(x) (x)

// Names that begin as none has before.
#define NEW_FAMILY_FIRST 7
enum new_family {
	NEW_FAMILY_SECOND = NEW_FAMILY_FIRST + 1,
	small_flag = 1,
};
