"""Runs the subjects of a workload by turns, so that a machine that drifts meets all of them alike."""
from __future__ import annotations

import contextlib
import datetime
import json
import os
import platform
import random
import re
import resource
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from workloads import Workload, form_word

# In the process that is looked at, reading a place twice as the others do, with the page cache left as it is, and with times
# from before a submission on.
FIO_JOB = ["--name=reads", "--rw=randread", "--bs=4k", "--ioengine=io_uring", "--time_based", "--norandommap", "--randrepeat=0",
           "--invalidate=0", "--thread", "--clat_percentiles=0", "--lat_percentiles=1", "--output-format=json"]
MIB = 1 << 20
ROOT = Path(__file__).resolve().parents[2]


class Failed(Exception):
    """A subject that could not be measured; the text has what it said."""


class Runner:
    def __init__(self, programs: Path, scratch: Path, seconds: float) -> None:
        self.programs = programs
        self.scratch = scratch
        self.seconds = seconds
        self.file = scratch / "data"
        self.copy = scratch / "copy"
        self.whole_seconds = max(1, round(seconds))

    def seconds_of(self, workload: Workload) -> float | None:
        """How long one run is, where that is given. wrk takes whole seconds only."""
        if not workload.timed:
            return None
        if workload.load[:1] == ["wrk"]:
            return self.whole_seconds
        # What is counted takes its time: of 5,000 connections of 64 KiB one message each takes longer than some turns.
        return max(self.seconds, 4 * (workload.turn or 0))

    def prepare_file(self) -> None:
        """A file of 1 GiB of bytes that no file system can leave out."""
        if self.file.exists() and self.file.stat().st_size == 1 << 30:
            return
        block = os.urandom(1 << 20)
        with self.file.open("wb") as out:
            for number in range(1024):
                out.write(number.to_bytes(8, "little") + block[8:])
            os.fsync(out.fileno())

    def fill_cache(self, workload: Workload) -> None:
        """Reads the file whole where it is to come from the page cache: what was written long ago may have left that."""
        if not any("{file}" in words and "--direct" not in words for words in workload.subjects.values()):
            return
        with self.file.open("rb", buffering=0) as file:
            while file.read(MIB):
                pass

    def run(self, workload: Workload, subject: str, *options: str) -> dict:
        words = [word.replace("{file}", str(self.file)).replace("{copy}", str(self.copy)) for word in workload.subjects[subject]]
        if words[0] == "fio":
            return self.run_fio(*words[1:])
        if words[0] == "compile":
            return self.run_compiler(*words[1:])
        if workload.load[:1] == ["wrk"]:
            return self.run_wrk(workload.load, words)
        if words[0] == "cp":
            found = self.run_alone(words)
        else:
            found = self.run_measured(workload, words, *options)
        if self.copy.exists():
            self.must_be_copied(words[0])
        if found["unit"] == "byte":
            found |= {"units": found["units"] / MIB, "unit": "MiB"}
        return found

    def run_measured(self, workload: Workload, words: list[str], *options: str) -> dict:
        command = [str(self.programs / "measure" / "bench_measure"), *options]
        if workload.load:
            command += [*workload.load, "--seconds", str(self.seconds_of(workload) or self.seconds)]
        elif words[0].startswith("reads_"):
            words = [*words, "--seconds", str(self.seconds)]
        return json.loads(self.call([*command, "--", str(self.program(words[0])), *words[1:]]))

    def turns_of(self, workload: Workload) -> int | None:
        """How many turns one run has."""
        return max(3, round(self.seconds / workload.turn)) if workload.turn else None

    def run_by_turns(self, workload: Workload, dice: random.Random) -> dict[str, dict]:
        """One run of all subjects, which are up at the same time; whose turn it is changes, and in no fixed order. A run has the
        units and the processor time of each of its turns."""
        turns = {name: {"units": [], "cpu_seconds": []} for name in workload.subjects}
        with contextlib.ExitStack() as stack:
            measuring = {name: stack.enter_context(Measuring(self.turning(workload, name, number), self.scratch))
                         for number, name in enumerate(shuffled(workload.subjects, dice))}
            for _ in range(self.turns_of(workload)):
                for name in shuffled(workload.subjects, dice):
                    found = measuring[name].turn()
                    turns[name]["units"].append(found["units"])
                    turns[name]["cpu_seconds"].append(round(found["cpu_seconds"], 7))
            return {name: measuring[name].end() | {"turns": turns[name]} for name in workload.subjects}

    def turning(self, workload: Workload, subject: str, number: int) -> list[str]:
        """Each subject listens somewhere else."""
        kind, _, where = workload.address.partition(":")
        own = f"tcp:{int(where) + number}" if kind == "tcp" else f"{kind}:{where}.{number}"
        load, (program, *words) = ([own if word == workload.address else word for word in each] for each in (workload.load, workload.subjects[subject]))
        return [str(self.programs / "measure" / "bench_measure"), *load, "--turns", "--seconds", str(workload.turn), "--", str(self.program(program)), *words]

    def program(self, name: str) -> Path:
        found = self.programs / "peers" / name
        if not found.is_file():
            raise Failed(f"{found.parent} has no {name}: build the target ringlet_peers")
        return found

    def run_wrk(self, load: list[str], words: list[str]) -> dict:
        """A server that speaks HTTP, kept busy by wrk, which takes whole seconds only and prints times for people."""
        program = [str(self.program(words[0])), *words[1:]]
        port = int(words[1].removeprefix("tcp:"))
        await_free(port)
        with subprocess.Popen(["taskset", "-c", first_cpu(), *program], stdout=subprocess.PIPE, text=True, cwd=self.scratch) as server:
            try:
                if server.stdout.readline() != "ready\n":
                    raise Failed(f"{' '.join(program)} did not get ready")
                before = cpu_seconds_of(server.pid)
                text = self.call(["taskset", "-c", last_cpu(), *load, f"--duration={self.whole_seconds}s", "--latency", f"http://127.0.0.1:{port}/"])
                cpu = cpu_seconds_of(server.pid) - before
                return read_wrk(text) | {"cpu_seconds": cpu, "peak_kib": peak_kib_of(server.pid)}
            finally:
                server.terminate()

    def run_compiler(self, compiler: str, source: str, *flags: str) -> dict:
        folders = [f"-I{ROOT / name}" for name in ("runtime/include", "generated/include")]
        unit = self.scratch / "unit.o"
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.call([compiler, "-std=c++23", "-O2", *folders, *flags, "-c", str(ROOT / "bench" / "peers" / source), "-o", str(unit)])
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        text, data = self.call(["size", str(unit)]).splitlines()[1].split()[:2]
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return {"units": 1, "unit": "translation unit", "compiler_seconds": cpu, "object_bytes": int(text) + int(data)}

    def run_alone(self, words: list[str]) -> dict:
        """A program that does not say what it has done: it has copied the file."""
        before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        self.call(["taskset", "-c", first_cpu(), *words])
        seconds, after = time.monotonic() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return {"units": self.file.stat().st_size, "unit": "byte", "seconds": seconds, "cpu_seconds": cpu}

    def must_be_copied(self, program: str) -> None:
        same = subprocess.run(["cmp", "-s", str(self.file), str(self.copy)]).returncode == 0
        self.copy.unlink()
        if not same:
            raise Failed(f"{program} has not copied the file: the copy is another one")

    def counts(self, workload: Workload, subject: str, measured: list[dict]) -> dict:
        """What is counted in runs of its own, because counting takes time: for one unit."""
        found = {}
        if workload.load and workload.load[0] != "wrk" and "--rate" not in workload.load and workload.by != "bytes_per_connection":
            run = self.run(workload, subject, "--count-syscalls", "--count-allocations")
            for each in ("syscalls", "allocations"):
                if run.get(each) is not None:
                    found[each] = run[each] / run["units"]
        if workload.counted and all(run.get("instructions") is None for run in measured):
            run = self.run(workload, subject, "--steps")
            found["instructions"] = run["instructions"] / run["units"]
        return found

    def run_fio(self, cache: str, depth: str, kind: str) -> dict:
        """The same reads by fio, which takes whole seconds only."""
        # Left alone it makes a system call for each read, which nobody would who wants as many reads as there can be.
        batches = [f"--iodepth_batch_submit={depth}", "--iodepth_batch_complete_min=1", f"--iodepth_batch_complete_max={depth}"]
        command = ["taskset", "-c", first_cpu(), "fio", *FIO_JOB, f"--filename={self.file}", f"--iodepth={depth}", *batches,
                   f"--runtime={self.whole_seconds}", f"--direct={int(cache == 'direct')}"]
        if kind == "fixed":
            command += ["--fixedbufs", "--registerfiles"]
        job = json.loads(self.call(command))["jobs"][0]
        seconds = job["read"]["runtime"] / 1000
        percentile = job["read"]["lat_ns"]["percentile"]
        return {
            "units": job["read"]["total_ios"],
            "unit": "read",
            "seconds": seconds,
            "cpu_seconds": (job["usr_cpu"] + job["sys_cpu"]) / 100 * seconds,
            "p50_us": percentile["50.000000"] / 1000,
            "p99_us": percentile["99.000000"] / 1000,
            "p999_us": percentile["99.900000"] / 1000,
        }

    def call(self, command: list[str]) -> str:
        try:
            done = subprocess.run(command, cwd=self.scratch, capture_output=True, text=True)
        except OSError as error:
            raise cannot_run(command, error) from error
        if done.returncode != 0:
            raise badly_ended(command, done.returncode, done.stderr)
        return done.stdout


def cannot_run(command: list[str], error: OSError) -> Failed:
    return Failed(f"{command[0]} cannot be run: {error.strerror}")


def badly_ended(command: list[str], status: int, said: str) -> Failed:
    return Failed(f"{' '.join(command)}\nended with {status}: {said.strip()}")


class Measuring:
    """bench_measure, which waits for the turns of its subject."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.command = command
        self.said = tempfile.TemporaryFile("w+")  # and no pipe, which would fill up while nobody reads it
        try:
            self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.said, text=True)
        except OSError as error:
            raise cannot_run(command, error) from error

    def __enter__(self) -> Measuring:
        """Waits until its subject is ready, and so is it."""
        if self.process.stdout.readline() != "ready\n":
            raise self.failed()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()
        self.said.close()

    def failed(self) -> Failed:
        self.process.communicate()
        self.said.seek(0)
        return badly_ended(self.command, self.process.returncode, self.said.read())

    def turn(self) -> dict:
        try:
            self.process.stdin.write("\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise self.failed()
        return json.loads(line)

    def end(self) -> dict:
        """What it has to say of all turns."""
        found, _ = self.process.communicate()
        if self.process.returncode != 0 or not found:
            raise self.failed()
        return json.loads(found)


def shuffled(subjects, dice: random.Random) -> list[str]:
    """In no fixed order, but with a form of ringlet and the same one of liburing side by side."""
    groups: dict[str, list[str]] = {}
    for name in subjects:
        groups.setdefault(form_word(name) if name.startswith(("ringlet", "liburing")) else name, []).append(name)
    ordered = list(groups.values())
    dice.shuffle(ordered)
    for group in ordered:
        dice.shuffle(group)
    return [name for group in ordered for name in group]


def first_cpu() -> str:
    return str(min(os.sched_getaffinity(0)))


def last_cpu() -> str:
    return str(max(os.sched_getaffinity(0)))


def cpu_seconds_of(pid: int) -> float:
    """Of all threads of another process until now: its clock has a number that is made of its own."""
    return time.clock_gettime(~pid << 3 | 2)


def peak_kib_of(pid: int) -> int | None:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), None)


def await_free(port: int) -> None:
    """Until nobody listens there: a ring is taken down after its process has ended, and with it what it accepts from."""
    for _ in range(1000):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                return probe.bind(("127.0.0.1", port))
            except OSError:
                time.sleep(0.01)
    raise Failed(f"somebody else listens at port {port}")


MICROSECONDS = {"us": 1, "ms": 1e3, "s": 1e6, "m": 60e6}


def read_wrk(text: str) -> dict:
    """What wrk prints; a request that was not answered with 200 makes no figure."""
    total = re.search(r"(\d+) requests in ([\d.]+)(us|ms|s|m),", text)
    ranks = {rank: float(number) * MICROSECONDS[unit] for rank, number, unit in re.findall(r"^\s+(\d+)%\s+([\d.]+)(us|ms|s|m)$", text, re.MULTILINE)}
    if total is None or int(total[1]) == 0 or "50" not in ranks or "99" not in ranks:
        raise Failed(f"wrk has measured nothing: {text}")
    if "Socket errors" in text or "Non-2xx" in text:
        raise Failed(f"wrk was not answered well: {text}")
    return {"units": int(total[1]), "unit": "request", "seconds": float(total[2]) * MICROSECONDS[total[3]] / 1e6,
            "p50_us": ranks["50"], "p99_us": ranks["99"]}


def progress(text: str) -> None:
    """One line that each next one takes the place of, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def measure(workload: Workload, runner: Runner, rounds: int, compiler: str) -> dict:
    """`rounds` runs of each subject: by short turns, or one after the other, which of them begins changing with each round."""
    names = list(workload.subjects)
    runs: dict[str, list[dict]] = {name: [] for name in names}
    runner.fill_cache(workload)
    dice = random.Random(workload.name)
    for number in range(rounds):
        where = f"{workload.name}: round {number + 1} of {rounds}"
        if workload.turn:
            progress(where)
            for name, run in runner.run_by_turns(workload, dice).items():
                runs[name].append(run)
            continue
        first = number % len(names)
        for name in names[first:] + names[:first]:
            progress(f"{where}, {name}")
            runs[name].append(runner.run(workload, name))
    counts = {name: runner.counts(workload, name, runs[name]) for name in names}
    progress("")
    print(workload.name, file=sys.stderr)
    how = {"rounds": rounds, "seconds": workload.turn or runner.seconds_of(workload), "turns": runner.turns_of(workload), "compiler": compiler}
    if workload.by == "compiler_seconds":
        how["compiler"] = ""  # it is the subject
    return {
        "name": workload.name,
        "title": workload.title,
        "unit": workload.unit,
        "reference": workload.reference,
        "by": workload.by,
        "subjects": runs,
        "counts": counts,
        "recorded": recorded() | how,
    }


def recorded() -> dict:
    """When, where, and of which sources: the commit, with a plus sign where they are not quite that commit's."""
    def git(*words: str) -> str:
        try:
            done = subprocess.run(["git", *words], cwd=Path(__file__).parent, capture_output=True, text=True)
        except FileNotFoundError:  # the sources may be here without it
            return ""
        return done.stdout.strip() if done.returncode == 0 else ""

    changed = "+" if git("status", "--porcelain", "--", ":/runtime", ":/generated/include", ":/bench/*.?pp") else ""
    return {"when": datetime.date.today().isoformat(), "commit": git("rev-parse", "--short", "HEAD") + changed, "machine": machine()}


def machine() -> dict:
    cpu = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "")
    return {"kernel": platform.release(), "cpu": cpu, "processors": len(os.sched_getaffinity(0))}
