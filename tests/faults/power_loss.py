"""The power goes: the disk holds what was synced, and of the rest this or that."""

import os
import random as randomness
from copy import copy

from acts import CHANGES
from disk_model import MODES, Disk, read_journal
from invariants import Snapshot, goes_on
from workshop import empty_folder

NAME = "power"
STATES = 12  # of one run of a few commands
# Of a database file only SQLite's own index of the log in memory is not data.
IN_MEMORY = ("-shm",)


def cases(shop, random, place):
    while True:
        yield str(random.randrange(1 << 30))


def record(shop, place, random):
    """Runs a few commands; the calls of each, and what was on record after it."""
    shop.refill(place)
    disk = Disk(place.folder)
    journal = place.folder.parent / f"journal-{place.folder.name}"
    acts, steps = random.sample(CHANGES, random.randint(1, 4)), [(0, Snapshot(place.works), None)]
    journal.unlink(missing_ok=True)
    for act in acts:
        answer = shop.program.run(["--json", *act.words(place, shop)], place.works, {"FAULT_JOURNAL": journal})
        calls = read_journal(journal) if journal.exists() else []
        steps.append((len(calls), Snapshot(place.works), act if answer.status == 0 else None))
    return disk, calls, steps


def write_state(place, state):
    empty_folder(place.folder)
    for path, content in state.items():
        if content is None:
            os.makedirs(path, exist_ok=True)
    for path, content in state.items():
        if content is not None and not path.endswith(IN_MEMORY):
            with open(path, "wb") as file:
                file.write(content)
            os.chmod(path, 0o600)
    place.out.mkdir(exist_ok=True)


def start_again(shop, place, number):
    """After the power is back, the machine has another boot id: the log's edge is then what counts."""
    boot_id = place.folder.parent / f"boot-id-{place.folder.name}"
    boot_id.write_text(f"{number:08x}-0000-4000-8000-000000000000\n")
    program = copy(shop.program)
    program.boot_id = boot_id
    again = copy(shop)
    again.program = program
    return again


def checks_at_once(shop, place):
    """Before any command wrote: what was not synced is no difference, for the edge stands for it."""
    check = shop.program.run(["--json", "log", "check"], place.works)
    codes = [each["code"] for each in (check.json or {}).get("differences", [])]
    wrong = [code for code in codes if code.startswith(("log_", "checkpoint_"))]
    return [f"the log is accused after a power cut: {wrong}"] if wrong else []


def run(shop, place, argument):
    seed, _, only = argument.partition(":")
    random = randomness.Random(int(seed))
    disk, calls, steps = record(shop, place, random)
    ends = [step[0] for step in steps]
    moments = sorted(random.choice(ends) if random.random() < 0.3 else random.randint(0, len(calls))
                     for _ in range(STATES))
    said, done = [], 0
    for number, moment in enumerate(moments):
        while done < moment:
            disk.do(calls[done])
            done += 1
        mode = MODES[(number + int(seed)) % len(MODES)]
        state = disk.survivors(randomness.Random(f"{seed}:{number}"), mode)
        if only and number != int(only):
            continue
        write_state(place, state)
        before = [step for step in steps if step[0] <= moment]
        acts = [act.name for _, _, act in before if act]
        again = start_again(shop, place, number)
        violations = checks_at_once(again, place)
        violations += goes_on(again, place, before[-1][1])
        violations += [f"the file of {act.name} is lost" for _, _, act in before
                       if act and act.file and not act.made_file(place)]
        said += [f"state {number} ({mode}, call {moment} of {len(calls)}, acknowledged {acts}): {each}"
                 for each in violations]
    return 1 if only else len(moments), said
