#!/usr/bin/env python3
"""Slips that somebody could make, one at a time: does a test notice?

  tests/mutants/run.py TREE BUILD [--since FILE] [NAME…]
  tests/mutants/run.py --check TREE        only whether each patch applies, changes one place and names tests that are there

TREE is a copy of the sources that may be changed, BUILD its build folder, with the test programs built. Each `*.patch` beside this file
begins with the line `Killed by: TEST…`: test programs in the order to try, the nearest first; of `PROGRAM:FILE` the cases of that file
alone are run. A slip is killed when one of them fails, or ends by a signal; where it fails without the slip too, the slip was not judged.
A patch that no longer applies, or does not compile, counts as a fault of the patch. The exit status is 0 only where every slip was killed.

The slips whose tests are quick come first. With --since each result is added to FILE (fate, name, digest of the patch, commit, how), and
a slip is not made again that FILE has a result of, for the same patch and commit: a run that was ended goes on where it was.
"""
import argparse
import hashlib
import pathlib
import subprocess
import sys

from workbench import Faulty, Workbench, run, source_of

HERE = pathlib.Path(__file__).resolve().parent
FEWEST = 300
LONGEST_SECONDS = 1800  # a slip may make a test wait for ever
SLOW = ("label_test", "http_test", "workplace_test", "signer_test", "registry_test", "web_test", "operations_test", "console_test",
        "journeys_test")  # the slowest last


class Judge:
    def __init__(self, tree, build):
        self.tree, self.build, self.bench, self.sound = tree, build, Workbench(tree, build), {}

    def fails(self, program, *only):
        """The case that fails, by its name; None: all pass."""
        try:
            done = run(str(program), "--abort-after=1", *only, cwd=self.build, timeout=LONGEST_SECONDS)
        except subprocess.TimeoutExpired:
            return "hangs"
        if done.returncode == 0:
            return None
        named = [line for line in done.stdout.splitlines() if line.startswith("TEST CASE:")]
        return named[0][len("TEST CASE:"):].strip() if named else f"exit {done.returncode}"

    def fails_without(self, program, case):
        """Whether a case that noticed a slip fails without one."""
        if case == "hangs" or case.startswith("exit "):
            return False
        if (program, case) not in self.sound:
            only = "--test-case=" + case.replace("\\", "\\\\").replace(",", "\\,")
            self.sound[program, case] = self.fails(self.build / program, only) is None
        return not self.sound[program, case]

    def parts(self, program, file, source):
        """What of a program to run: the cases of the slipped file's own test first, as far as it has one."""
        own = f"{pathlib.PurePath(source).stem}_test.cpp"
        if file:
            return [[f"--source-file=*/{file}"]]
        beside = list((self.tree / "tests" / program.removesuffix("_test")).rglob(own))
        return ([[f"--source-file=*/{own}"]] if beside else []) + [[]]

    def try_program(self, program, file, source, slip):
        slipped = self.bench.link(program, slip)
        for only in self.parts(program, file, source):
            case = self.fails(slipped or self.build / program, *only)
            if case:
                return case
        return None

    def judge(self, patch):
        try:
            slip = self.bench.compile(patch)
            for test in tests_of(patch):
                program, _, file = test.partition(":")
                if program == "journeys_test":
                    with self.bench.programs_of_journeys(slip):
                        case = self.try_program(program, file, source_of(patch), slip)
                else:
                    case = self.try_program(program, file, source_of(patch), slip)
                if case and self.fails_without(program, case):
                    return "fault", f"{test} fails without it too: {case}"
                if case:
                    return "killed", f"{test}: {case}"
            return "survived", " ".join(tests_of(patch))
        except Faulty as fault:
            return "fault", str(fault)


def tests_of(patch):
    return patch.read_text().splitlines()[0].removeprefix("Killed by:").split()


def check(tree, patch):
    """What is wrong with a patch, without building it; empty: nothing."""
    text = patch.read_text()
    if not text.startswith("Killed by: ") or not tests_of(patch):
        return "it names no test"
    for test in tests_of(patch):
        program, _, file = test.partition(":")
        folder = tree / "tests" / program.removesuffix("_test")
        if not program.endswith("_test") or not folder.is_dir():
            return f"there is no test program {program}"
        if file and not list(folder.rglob(file)):
            return f"{program} has no file {file}"
    if text.count("\n--- a/") != 1 or text.count("\n@@ ") != 1:
        return "it changes more than one place"
    dry = run("patch", "-p1", "-s", "--dry-run", "-i", str(patch), cwd=tree)
    return "" if dry.returncode == 0 else "it does not apply: " + " ".join(dry.stdout.split())[:160]


def change_of(patch):
    return tuple(" ".join(line.split()) for line in patch.read_text().splitlines() if line[:1] in ("+", "-"))


def check_all(tree):
    patches = sorted(HERE.glob("*.patch"))
    faults = {patch.stem: fault for patch in patches if (fault := check(tree, patch))}
    changes = {}
    for patch in patches:
        if (first := changes.setdefault(change_of(patch), patch.stem)) != patch.stem:
            faults[patch.stem] = f"it is the slip of {first} again"
    for name, fault in faults.items():
        print(f"{name}  {fault}")
    modules = {line.split("/")[2] for patch in patches for line in patch.read_text().splitlines() if line.startswith("--- a/src/")}
    bare = sorted(each.name for each in (tree / "src").iterdir() if each.is_dir() and each.name not in modules)
    if bare:
        print(f"no slip is made in {', '.join(bare)}")
    print(f"{len(patches)} slips in {len(modules)} modules, {len(faults)} faulty patches")
    return 1 if faults or bare or len(patches) < FEWEST else 0


def in_order(patch):
    program = tests_of(patch)[0].partition(":")[0]
    return SLOW.index(program) + 1 if program in SLOW else 0, program, source_of(patch), patch.stem


def digest_of(patch):
    return hashlib.sha256(patch.read_bytes()).hexdigest()[:16]


def known(file, commit):
    """Results of this commit: fate, by name and digest of the patch."""
    lines = [line.split("\t") for line in file.read_text().splitlines()] if file and file.exists() else []
    return {(name, digest): fate for fate, name, digest, at, _ in lines if at == commit and not commit.endswith("-dirty")}


def judge_all(tree, build, since, names):
    patches = sorted((each for each in HERE.glob("*.patch") if not names or each.stem in names), key=in_order)
    commit = run("git", "-C", str(HERE), "describe", "--always", "--abbrev=12", "--exclude=*", "--dirty").stdout.strip()
    fates, judge = known(since, commit), Judge(tree, build)
    counts = {"killed": 0, "survived": 0, "fault": 0}
    for patch in patches:
        fate = fates.get((patch.stem, digest_of(patch)))
        if not fate:
            fate, how = judge.judge(patch)
            print(f"{fate:9}{patch.stem}  {how}", flush=True)
            if since:
                with since.open("a") as results:
                    print(fate, patch.stem, digest_of(patch), commit, " ".join(how.split()), sep="\t", file=results)
        counts[fate] += 1
    print(f"{len(patches)} slips: {counts['killed']} killed, {counts['survived']} survived, {counts['fault']} faulty patches")
    return 0 if patches and counts["killed"] == len(patches) else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--since", type=pathlib.Path)
    parser.add_argument("tree", type=pathlib.Path)
    parser.add_argument("build", type=pathlib.Path, nargs="?")
    parser.add_argument("names", nargs="*")
    given = parser.parse_intermixed_args()
    if given.check:
        return check_all(given.tree.resolve())
    return judge_all(given.tree.resolve(), given.build.resolve(), given.since, set(given.names))


if __name__ == "__main__":
    sys.exit(main())
