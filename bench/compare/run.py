"""Runs the subjects of a workload by turns, so that a machine that drifts meets all of them alike."""
from __future__ import annotations

import datetime
import json
import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path

from workloads import Workload

# In the process that is looked at, reading a place twice as the others do, with the page cache left as it is, and with times
# from before a submission on.
FIO_JOB = ["--name=reads", "--rw=randread", "--bs=4k", "--ioengine=io_uring", "--time_based", "--norandommap", "--randrepeat=0",
           "--invalidate=0", "--thread", "--clat_percentiles=0", "--lat_percentiles=1", "--output-format=json"]
MIB = 1 << 20


class Failed(Exception):
    """A subject that could not be measured; the text has what it said."""


class Runner:
    def __init__(self, programs: Path, scratch: Path, seconds: float) -> None:
        self.programs = programs
        self.scratch = scratch
        self.seconds = seconds
        self.file = scratch / "data"
        self.copy = scratch / "copy"

    def prepare_file(self) -> None:
        """A file of 1 GiB of bytes that no file system can leave out."""
        if self.file.exists() and self.file.stat().st_size == 1 << 30:
            return
        block = os.urandom(1 << 20)
        with self.file.open("wb") as out:
            for number in range(1024):
                out.write(number.to_bytes(8, "little") + block[8:])
            os.fsync(out.fileno())

    def run(self, workload: Workload, subject: str, *options: str) -> dict:
        words = [word.replace("{file}", str(self.file)).replace("{copy}", str(self.copy)) for word in workload.subjects[subject]]
        if words[0] == "fio":
            return self.run_fio(*words[1:])
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
            command += [*workload.load, "--seconds", str(self.seconds)]
        elif words[0].startswith("reads_"):
            words = [*words, "--seconds", str(self.seconds)]
        return json.loads(self.call([*command, "--", str(self.program(words[0])), *words[1:]]))

    def program(self, name: str) -> Path:
        found = self.programs / "peers" / name
        if not found.is_file():
            raise Failed(f"{found.parent} has no {name}: build the target ringlet_peers")
        return found

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
        if workload.load and "--rate" not in workload.load and workload.by != "bytes_per_connection":
            run = self.run(workload, subject, "--count-syscalls")
            if run.get("syscalls") is not None:
                found["syscalls"] = run["syscalls"] / run["units"]
        if workload.counted and all(run.get("instructions") is None for run in measured):
            run = self.run(workload, subject, "--steps")
            found["instructions"] = run["instructions"] / run["units"]
        return found

    def run_fio(self, cache: str, depth: str, kind: str) -> dict:
        """The same reads by fio, which takes whole seconds only."""
        command = ["taskset", "-c", first_cpu(), "fio", *FIO_JOB, f"--filename={self.file}", f"--iodepth={depth}",
                   f"--runtime={max(1, round(self.seconds))}", f"--direct={int(cache == 'direct')}"]
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
        done = subprocess.run(command, cwd=self.scratch, capture_output=True, text=True)
        if done.returncode != 0:
            raise Failed(f"{' '.join(command)}\nended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout


def first_cpu() -> str:
    return str(min(os.sched_getaffinity(0)))


def progress(text: str) -> None:
    """One line that each next one takes the place of, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def measure(workload: Workload, runner: Runner, rounds: int, compiler: str) -> dict:
    """`rounds` runs of each subject, which of them begins changing with each round."""
    names = list(workload.subjects)
    runs: dict[str, list[dict]] = {name: [] for name in names}
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            progress(f"{workload.name}: round {turn + 1} of {rounds}, {name}")
            runs[name].append(runner.run(workload, name))
    counts = {name: runner.counts(workload, name, runs[name]) for name in names}
    progress("")
    print(workload.name, file=sys.stderr)
    return {
        "name": workload.name,
        "title": workload.title,
        "unit": workload.unit,
        "reference": workload.reference,
        "by": workload.by,
        "subjects": runs,
        "counts": counts,
        "recorded": recorded() | {"rounds": rounds, "seconds": runner.seconds, "compiler": compiler},
    }


def recorded() -> dict:
    """When, where, and of which sources: the commit, with a plus sign where they are not quite that commit's."""
    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=Path(__file__).parent, capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else ""

    changed = "+" if git("status", "--porcelain", "--", ":/runtime", ":/generated/include", ":/bench/*.?pp") else ""
    return {"when": datetime.date.today().isoformat(), "commit": git("rev-parse", "--short", "HEAD") + changed, "machine": machine()}


def machine() -> dict:
    cpu = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "")
    return {"kernel": platform.release(), "cpu": cpu, "processors": len(os.sched_getaffinity(0))}
