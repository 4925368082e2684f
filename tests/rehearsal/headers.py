"""Kernel headers to rehearse with. The newest one is not in the repository, but all that ringlet knows of it is:
spec/uapi.json. So these are written from there, and have nothing else in them."""

_SPELLINGS = {"u8": "__u8", "u16": "__u16", "u32": "__u32", "u64": "__u64", "i32": "__s32"}
_PADDING = "__before_"  # `extract` takes no name that begins so for a field


def newest(facts, opcodes=(), constants=None, fields=None):
    """The header that spec/uapi.json tells of, with these opcodes, constants and SQE fields more."""
    names = sorted(facts["opcodes"], key=facts["opcodes"].get) + list(opcodes)
    described = {name: (field["offset"], field["size"], field["type"])
                 for name, field in (facts["sqe"] | (fields or {})).items()}
    return _header(names, facts["constants"] | (constants or {}), described)


def oldest(facts):
    """The header of the oldest supported liburing as far as spec/uapi.json has it: the fields that it has, and those
    that it calls otherwise under the names that it has for them."""
    names = sorted(facts["opcodes"], key=facts["opcodes"].get)[:facts["oldest_last"]]
    there, renamed = {}, {}
    for name, field in facts["sqe"].items():
        if "oldest" not in field:
            there[name] = (field["offset"], field["size"], field.get("oldest_type", field["type"]))
        elif field["oldest"].endswith("[0]"):
            renamed[field["oldest"][:-3]] = (field["offset"], field["size"], field["type"] + "[]")
    # `extract` takes the first one that fits: those that it took have to come before their like.
    taken = [name for field in facts["sqe"].values() if (name := field.get("oldest")) in there]
    first = {name: there[name] for name in taken}
    return _header(names, {}, first | there | renamed)


def _header(opcodes, constants, fields):
    lines = ["#pragma once", "#include <linux/types.h>", ""]
    lines += [f"#define {name} {value}{'ULL' if value >= 1 << 63 else ''}" for name, value in constants.items()]
    lines += ["", "enum io_uring_op {", *(f"  IORING_OP_{op.upper()}," for op in opcodes), "  IORING_OP_LAST", "};",
              "", "struct io_uring_sqe {", "  union {"]
    for name, (offset, size, kind) in fields.items():
        spelling, array, _ = kind.partition("[]")
        padding = f"__u8 {_PADDING}{name}[{offset}]; " if offset else ""
        count = f"[{8 * size // int(spelling[1:])}]" if array else ""
        lines.append(f"    struct {{ {padding}{_SPELLINGS[spelling]} {name}{count}; }} __attribute__((packed));")
    lines += ["  };", "};", ""]
    return "\n".join(lines)
