// The interface of a module for the kernel's own tests.
enum {
	IORING_MOCK_FIRST,
};
