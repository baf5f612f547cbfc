#!/usr/bin/env python3
"""Breaks the world around the programs and checks what must hold. README.md beside this file; docs/faults.md."""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback

import call_faults
import clocks
import console
import copies
import damage
import full_disk
import kills
import moving
import outputs
import parallel
import people
import power_loss
import server
from program import Program
from workshop import Workshop

KINDS = {kind.NAME: kind for kind in (call_faults, kills, power_loss, full_disk, damage, parallel, copies, clocks,
                                      outputs, console, people, moving)}
OWN_MOUNTS = "TEMGOC_FAULTS_OWN_MOUNTS"


def read_arguments():
    source = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", nargs="?", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", metavar="CASE", action="append", help="only this case, as it was printed")
    parser.add_argument("--kinds", default=",".join(KINDS), help="of: %(default)s")
    parser.add_argument("--cases", type=int, help="stop after so many, however long it takes")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--programs", default=source / "build" / "release")
    return parser.parse_args()


def take_own_mounts():
    """In a mount namespace of its own, where that is allowed: small file systems are mounted there."""
    if os.environ.get(OWN_MOUNTS):
        return
    for how in (["unshare", "-m"], ["unshare", "-Urm"]):
        if subprocess.run([*how, "true"], check=False, capture_output=True).returncode == 0:
            os.environ[OWN_MOUNTS] = "1"
            os.execvp("unshare", [*how, sys.executable, *sys.argv])


class Report:
    def __init__(self):
        self.lock = threading.Lock()
        self.cases, self.runs = collections.Counter(), collections.Counter()
        self.violations = collections.defaultdict(list)
        self.skipped = {}

    def add(self, kind, argument, runs, said):
        with self.lock:
            self.cases[kind] += 1
            self.runs[kind] += runs
            for each in said:
                self.violations[kind].append((f"{kind}:{argument}", each))
                print(f"VIOLATION {kind}:{argument}\n  {each}", flush=True)

    def print(self, seconds, seed):
        print(f"\n{'kind':10} {'cases':>7} {'runs':>7} {'violations':>11}")
        for kind in KINDS:
            if kind in self.skipped:
                print(f"{kind:10} skipped: {self.skipped[kind]}")
            elif self.cases[kind]:
                print(f"{kind:10} {self.cases[kind]:7} {self.runs[kind]:7} {len(self.violations[kind]):11}")
        total = sum(len(each) for each in self.violations.values())
        print(f"{'all':10} {sum(self.cases.values()):7} {sum(self.runs.values()):7} {total:11}")
        print(f"{seconds / 60:.1f} minutes, seed {seed}")
        if total:
            print("One case again: ./dev faults --again CASE")
        return total


def schedule(kinds, shop, seed, report):
    """Case after case, the kinds in turn; a kind without end never leaves it."""
    place = shop.place("count")
    turns = collections.deque((kind, KINDS[kind].cases(shop, random.Random(f"{seed}:{kind}"), place)) for kind in kinds)
    while turns:
        kind, left = turns.popleft()
        try:
            yield kind, next(left)
        except StopIteration:
            continue
        except PermissionError as refusal:
            report.skipped[kind] = str(refusal)
            print(f"skipped {kind}: {refusal}", flush=True)
            continue
        turns.append((kind, left))


def work(slot, shop, due, report):
    place = shop.place(slot)
    for kind, argument in due:
        try:
            runs, said = KINDS[kind].run(shop, place, argument)
        except Exception:  # a fault of the driver is seen, and no reason to stop
            runs, said = 1, [f"the driver: {traceback.format_exc()}"]
        report.add(kind, argument, runs, said)


class Due:
    """Cases handed to the workers one by one, until the time or the number is up."""

    def __init__(self, cases, until, most):
        self.cases, self.until, self.left = iter(cases), until, most
        self.lock = threading.Lock()

    def __iter__(self):
        return self

    def __next__(self):
        with self.lock:
            if self.left == 0 or (self.left is None and time.monotonic() > self.until):
                raise StopIteration
            case = next(self.cases)
            if self.left is not None:
                self.left -= 1
            return case


def main():
    arguments = read_arguments()
    take_own_mounts()
    source = pathlib.Path(__file__).resolve().parents[2]
    scratch = tempfile.mkdtemp(prefix="temgoc-faults-")
    in_memory = os.environ.get(OWN_MOUNTS) and full_disk.mount(scratch, "-o", "size=2g")
    began = time.monotonic()
    report = Report()
    try:
        shop = Workshop(scratch, Program(str(pathlib.Path(arguments.programs).resolve())), source / "examples")
        if arguments.again:
            cases = [tuple(case.split(":", 1)) for case in arguments.again]
            due = Due(cases, float("inf"), len(cases))
        else:
            kinds = [kind for kind in arguments.kinds.split(",") if kind]
            cases = schedule(kinds, shop, arguments.seed, report)
            due = Due(cases, began + 60 * arguments.minutes, arguments.cases)
        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
            list(pool.map(lambda slot: work(slot, shop, due, report), range(arguments.jobs)))
    finally:
        server.end()
        if in_memory:
            subprocess.run(["umount", "-R", scratch], check=False)
        shutil.rmtree(scratch, ignore_errors=True)
    return 1 if report.print(time.monotonic() - began, arguments.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
