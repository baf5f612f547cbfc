#!/usr/bin/env python3
"""Slips that somebody could make, one at a time: does a test notice?

  tests/mutants/run.py TREE BUILD [NAME…]
  tests/mutants/run.py --check TREE        only whether each patch applies, changes one place and names tests that are there

TREE is a copy of the sources that may be changed, BUILD its build folder. Each `*.patch` beside this file begins with the line
`Killed by: TEST…`: test programs in the order to try, the nearest first; of `PROGRAM:FILE` the cases of that file alone are run. A slip
is killed when one of them fails, or ends by a signal.
A patch that no longer applies, or does not compile, counts as a fault of the patch. The exit status is 0 only where every slip was killed.
"""
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FEWEST = 300
LONGEST_SECONDS = 900  # a slip may make a test wait for ever


def run(*command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)


def fails(build, program, file):
    only = [f"--source-file=*/{file}"] if file else []
    try:
        done = run(str(build / program), *only, cwd=build, timeout=LONGEST_SECONDS)
    except subprocess.TimeoutExpired:
        return "hangs"
    if done.returncode == 0:
        return None
    named = [line for line in done.stdout.splitlines() if line.startswith("TEST CASE:")]
    return named[0][len("TEST CASE:"):].strip() if named else f"exit {done.returncode}"


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


def check_all(tree):
    patches = sorted(HERE.glob("*.patch"))
    faults = {patch.stem: fault for patch in patches if (fault := check(tree, patch))}
    for name, fault in faults.items():
        print(f"{name}  {fault}")
    modules = {line.split("/")[2] for patch in patches for line in patch.read_text().splitlines() if line.startswith("--- a/src/")}
    bare = sorted(each.name for each in (tree / "src").iterdir() if each.is_dir() and each.name not in modules)
    if bare:
        print(f"no slip is made in {', '.join(bare)}")
    print(f"{len(patches)} slips in {len(modules)} modules, {len(faults)} faulty patches")
    return 1 if faults or bare or len(patches) < FEWEST else 0


def judge(tree, build, patch):
    tests = tests_of(patch)
    if run("patch", "-p1", "-s", "--no-backup-if-mismatch", "-i", str(patch), cwd=tree).returncode != 0:
        return "fault", "the patch does not apply"
    try:
        for test in tests:
            program, _, file = test.partition(":")
            built = run("ninja", "-C", str(build), program)
            if built.returncode != 0:
                return "fault", "does not compile: " + next((line for line in built.stdout.splitlines() if "error" in line), "")[:160]
            case = fails(build, program, file)
            if case:
                return "killed", f"{test}: {case}"
        return "survived", " ".join(tests)
    finally:
        run("patch", "-p1", "-s", "--no-backup-if-mismatch", "-R", "-i", str(patch), cwd=tree)


def main():
    if sys.argv[1] == "--check":
        return check_all(pathlib.Path(sys.argv[2]).resolve())
    tree, build, names = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), sys.argv[3:]
    patches = [each for each in sorted(HERE.glob("*.patch")) if not names or each.stem in names]
    counts = {"killed": 0, "survived": 0, "fault": 0}
    for patch in patches:
        fate, how = judge(tree, build, patch)
        counts[fate] += 1
        print(f"{fate:9}{patch.stem}  {how}", flush=True)
    print(f"{len(patches)} slips: {counts['killed']} killed, {counts['survived']} survived, {counts['fault']} faulty patches")
    return 0 if patches and counts["killed"] == len(patches) else 1


if __name__ == "__main__":
    sys.exit(main())
