"""Names: what C++ reserves, and how names are computed from the kernel's."""

KEYWORDS = frozenset("""
    alignas alignof and and_eq asm atomic_cancel atomic_commit atomic_noexcept auto bitand bitor
    bool break case catch char char16_t char32_t char8_t class co_await co_return co_yield compl
    concept const const_cast consteval constexpr constinit continue decltype default delete do
    double dynamic_cast else enum explicit export extern false float for friend goto if inline int
    long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected
    public reflexpr register reinterpret_cast requires return short signed sizeof static
    static_assert static_cast struct switch synchronized template this thread_local throw true try
    typedef typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq
    """.split())

# Lower-case macros of the compilers' GNU dialects and of <errno.h>, <assert.h> and <stdio.h>.
MACROS = frozenset("linux unix i386 errno assert stdin stdout stderr".split())

# What a generated struct declares or uses by an unqualified name.
TAKEN = frozenset("""
    check code cqe cqe_view decode encode entry for_each_argument for_each_lent lent_until multishot
    name needs opcode raw requirement result sqe sqe_count sqe_size sqe_slot std visit
    """.split())


def unreserved(name):
    """`name`, with a trailing _ where C++ or a macro has it already."""
    return f"{name}_" if name in KEYWORDS or name in MACROS else name


def enumerator(kernel, prefix):
    """The name in ringlet of a kernel constant: accept_flags has "cloexec" for SOCK_CLOEXEC."""
    return unreserved(kernel.removeprefix(prefix).lower())


def kernel_opcode(op):
    return f"IORING_OP_{op.upper()}"


def kernel_field(name):
    """What spec/releases.json calls a field of struct io_uring_sqe."""
    return f"sqe.{name}"


def kernel_names(opcodes, constants, fields):
    """All that a release can have been the first to have."""
    return [*map(kernel_opcode, opcodes), *constants, *map(kernel_field, fields)]
