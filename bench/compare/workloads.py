"""What is compared from outside: each workload, and the programs that do it, side by side."""
from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Workload:
    name: str  # "echo/tcp/64x64": what --only takes the beginning of
    title: str
    unit: str  # what one unit of the work is called
    subjects: dict[str, list[str]]  # the command of each, or whose work it is and how; see run.Runner
    reference: str  # the subject that the others are divided by
    load: list[str] = field(default_factory=list)  # what drives them: options of bench_measure, or wrk; none for a batch
    counted: bool = False  # whether instructions are counted step by step, where the machine cannot do it at full speed
    by: str = "cpu_seconds"  # what is divided: a key of page.TIMES
    timed: bool = True  # one run takes so long as is asked for; False: it does so much
    usual: bool = True  # False: only with --all
    turn: float | None = None  # seconds of a turn, where all subjects are up at the same time and are measured by short turns

    @property
    def address(self) -> str:
        return self.load[self.load.index("--address") + 1]


ADDRESSES = {"tcp": "tcp:17801", "unix": "unix:ringlet-bench.socket"}
CONNECTIONS = (1, 64, 512, 5000)
SIZES = (64, 4096, 65536)
FORMS = ("linked", "multishot", "bundle", "direct")  # beside one message at a time, what io_uring has


def echo_subjects(address: str, size: int, forms=("multishot",)) -> dict[str, list[str]]:
    """One message at a time on each connection: the form that every library has, as its users write it. Beside it those that
    only io_uring has: an answer and what comes next by one chain that completes once, receiving for ever into buffers that all
    connections share, bundles of these, and direct descriptors."""

    def words(program: str, form: str) -> list[str]:
        return [program, ADDRESSES[address], form, str(size)]

    return {
        "ringlet": words("echo_ringlet", "oneshot"),
        "liburing": words("echo_liburing", "oneshot"),
        "epoll": words("echo_epoll", "edge"),
        "libuv": words("echo_libuv", "try_write"),
        "Asio (epoll)": words("echo_asio_epoll", "coroutines"),
        "Asio (io_uring)": words("echo_asio_io_uring", "coroutines"),
    } | {f"{each}, {form}": words(f"echo_{each}", form) for form in forms for each in ("ringlet", "liburing")}


def form_of(subject: str, other: str) -> str:
    """The same form of another library: of "ringlet, multishot" that is "liburing, multishot"."""
    _, comma, form = subject.partition(", ")
    return other + comma + form


def forms_of(subjects) -> list[str]:
    """The forms that a workload has of ringlet, each with one of liburing beside it."""
    return [name for name in subjects if name.startswith("ringlet") and form_of(name, "liburing") in subjects]


def form_word(subject: str) -> str:
    """What a form is called: nothing where it is one message at a time."""
    return subject.partition(", ")[2]


def others_in(subjects) -> list[str]:
    """Whoever is neither ringlet nor what it is the twin of."""
    return [name for name in subjects if not name.startswith(("ringlet", "liburing"))]


def echo_load(address: str, connections: int, size: int) -> list[str]:
    return ["--load", "echo", "--address", ADDRESSES[address], "--connections", str(connections), "--size", str(size)]


def turn_of(connections: int = 64, size: int = 64) -> float:
    """As short as can be measured well: the machine changes less between two short turns than between two long ones. With
    many connections long enough for about three messages on each."""
    return round(max(0.02, 3 * connections * (8e-6 + size * 0.4e-9)), 2)


def plural(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")


def echoes() -> list[Workload]:
    return [
        Workload(
            name=f"echo/{address}/{connections}x{size}",
            title=f"Echo over {address}, {plural(connections, 'connection')}, {size:,} bytes",
            unit="message",
            subjects=echo_subjects(address, size, FORMS),
            reference="liburing",
            load=echo_load(address, connections, size),
            counted=connections == 64 and size == 64,
            usual=size == 64 or connections == 64,
            turn=turn_of(connections, size),
        )
        for address in ADDRESSES
        for connections in CONNECTIONS
        for size in SIZES
    ]


def deadlines() -> list[Workload]:
    return [
        Workload(
            name="within",
            title="Echo over tcp, 64 connections, 64 bytes, a deadline on every operation",
            unit="message",
            subjects={
                "ringlet, within": ["echo_ringlet", ADDRESSES["tcp"], "within", "64"],
                "ringlet": ["echo_ringlet", ADDRESSES["tcp"], "oneshot", "64"],
            },
            reference="ringlet",
            load=echo_load("tcp", 64, 64),
            counted=True,
            turn=turn_of(),
        )
    ]


def latencies() -> list[Workload]:
    """Messages that are due at fixed times, whatever the server does."""
    return [
        Workload(
            name=f"latency/{rate}",
            title=f"Echo over tcp, 64 connections, 64 bytes, {rate:,} messages a second",
            unit="message",
            subjects=echo_subjects("tcp", 64),
            reference="liburing",
            load=[*echo_load("tcp", 64, 64), "--rate", str(rate)],
            turn=0.2,
        )
        for rate in (10_000, 40_000, 80_000)
    ]


def servers() -> list[Workload]:
    both = ("ringlet", "liburing")
    return [
        Workload(
            name="zig",
            title="The Zig library's benchmark: 120 connections, 5,000 messages of 512 bytes on each",
            unit="message",
            subjects=echo_subjects("tcp", 512),
            reference="liburing",
            load=["--load", "zig", "--address", ADDRESSES["tcp"]],
            timed=False,
        ),
        Workload(
            name="accept",
            title="Connections that are accepted, answered once and closed",
            unit="connection",
            subjects=echo_subjects("tcp", 64),
            reference="liburing",
            load=["--load", "accept", "--address", ADDRESSES["tcp"]],
        ),
        Workload(
            name="idle",
            title="10,000 connections that do nothing",
            unit="connection",
            subjects=echo_subjects("tcp", 64)
            | {"ringlet, within": ["echo_ringlet", ADDRESSES["tcp"], "within", "64"]},
            reference="liburing",
            load=["--load", "idle", "--address", ADDRESSES["tcp"], "--connections", "10000"],
            by="bytes_per_connection",
            timed=False,
        ),
        Workload(
            name="threads/1",
            title="Echo over tcp, 64 connections, 64 bytes, one ring",
            unit="message",
            subjects={each: [f"echo_{each}", ADDRESSES["tcp"], "oneshot", "64", "--threads", "1"] for each in both},
            reference="liburing",
            load=echo_load("tcp", 64, 64),
            turn=turn_of(),
        ),
        Workload(
            name="threads/2",
            title="Echo over tcp, 64 connections, 64 bytes, two rings on two threads and two processors, of which the load has one too where there is no third",
            unit="message",
            subjects={each: [f"echo_{each}", ADDRESSES["tcp"], "oneshot", "64", "--threads", "2"] for each in both},
            reference="liburing",
            # Where there is no third processor, the load shares the second one with a thread of the server.
            load=[*echo_load("tcp", 64, 64), "--cpus", "2"],
            turn=turn_of(),
        ),
    ]


def reads() -> list[Workload]:
    return [
        Workload(
            name=f"reads/{cache}/{depth}{'/fixed' if fixed else ''}",
            title=f"Random reads of 4 KiB, {'O_DIRECT' if cache == 'direct' else 'page cache'}, depth {depth}"
            + (", registered buffers and file" if fixed else ""),
            unit="read",
            subjects={
                each: [f"reads_{each}", "{file}", "--depth", str(depth), f"--{cache}", *(["--fixed"] if fixed else [])]
                for each in (("ringlet", "liburing") if fixed else ("ringlet", "liburing", "pread"))
            }
            | {"fio": ["fio", cache, str(depth), "fixed" if fixed else "plain"]},
            reference="fio",
            by="seconds",
        )
        for cache in ("cached", "direct")
        for fixed in (False, True)
        for depth in (1, 8, 32, 128)
    ]


def copies() -> list[Workload]:
    return [
        Workload(
            name=f"copy/{mode}",
            title=f"A copy of a file of 1 GiB, {mode}",
            unit="MiB",
            subjects={
                "ringlet": ["copy_ringlet", "{file}", "{copy}", "--mode", mode],
                "liburing": ["copy_liburing", "{file}", "{copy}", "--mode", mode],
                "cp": ["cp", "--reflink=never", "{file}", "{copy}"],
            },
            reference="liburing",
            by="seconds",
            timed=False,
        )
        for mode in ("linked", "splice")
    ]


def http() -> list[Workload]:
    modes = {"ringlet": "ringlet", "liburing": "liburing", "epoll": "epoll", "libuv": "libuv", "Asio (epoll)": "asio_epoll", "Asio (io_uring)": "asio_io_uring"}
    return [
        Workload(
            name=f"http/{connections}",
            title=f"HTTP over tcp by wrk, {connections} connections that stay, 1 KiB is answered",
            unit="request",
            subjects={name: [f"echo_{program}", ADDRESSES["tcp"], "http"] for name, program in modes.items()},
            reference="liburing",
            load=["wrk", "--threads", "1", "--connections", str(connections)],
        )
        for connections in (64, 512)
    ]


def compilations() -> list[Workload]:
    """What an echo server's translation unit costs a compiler: all of the library's headers, or those that it needs."""
    # Asio 1.22 looks for Clang's coroutines where they were before C++20 had them.
    asio = ["-DASIO_HAS_CO_AWAIT", "-DASIO_HAS_STD_COROUTINE"]
    return [
        Workload(
            name=f"compile/{kind}",
            title=f"Compiling an echo server's translation unit, {title}, -O2",
            unit="translation unit",
            subjects={
                "ringlet": ["compile", compiler, "unit_ringlet.cpp"],
                "ringlet, parts": ["compile", compiler, "unit_ringlet.cpp", "-DPARTS"],
                "Asio": ["compile", compiler, "unit_asio.cpp", *(asio if kind == "clang" else [])],
                "Asio, parts": ["compile", compiler, "unit_asio.cpp", *(asio if kind == "clang" else []), "-DPARTS"],
            },
            reference="Asio",
            by="compiler_seconds",
            timed=False,
        )
        for kind, compiler, title in (("clang", "clang++-19", "Clang 19"), ("gcc", "g++", "GCC"))
    ]


def all_workloads() -> list[Workload]:
    return [*echoes(), *deadlines(), *latencies(), *servers(), *http(), *reads(), *copies(), *compilations()]
