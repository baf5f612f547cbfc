"""A small file system that has so much room left and no more."""

import os
import subprocess

from acts import BY_NAME, CHANGES
from call_faults import after_a_kill
from invariants import Snapshot, goes_on, read_words, truth, verdicts

NAME = "full"
PAGE = 4
GROWS_KIB = 600


def cases(shop, random, place):
    if not may_mount(place.folder):
        raise PermissionError("no mount namespace of its own is allowed here")
    while True:
        act = random.choice(CHANGES)
        yield f"{act.name}:{random.choice([0, random.randrange(0, 80, PAGE), random.randrange(0, GROWS_KIB, PAGE)])}"


def mount(folder, *options):
    return subprocess.run(["mount", "-t", "tmpfs", *options, "none", folder], check=False,
                          capture_output=True).returncode == 0


def may_mount(folder):
    if not mount(folder):
        return False
    subprocess.run(["umount", folder], check=True)
    return True


def leave_room(folder, kib):
    status = os.statvfs(folder)
    used = (status.f_blocks - status.f_bfree) * status.f_frsize // 1024
    subprocess.run(["mount", "-o", f"remount,size={max(used + kib, PAGE)}k", folder], check=True)


def run(shop, place, argument):
    name, kib = argument.split(":")
    act = BY_NAME[name]
    if not mount(place.folder, "-o", "size=64m"):
        raise PermissionError("no mount namespace of its own is allowed here")
    try:
        return 1, filled(shop, place, act, int(kib))
    finally:
        subprocess.run(["umount", place.folder], check=True)


def filled(shop, place, act, kib):
    language = "vi" if kib % 8 else "en"
    shop.refill(place)
    before = Snapshot(place.works)
    leave_room(place.folder, kib)
    answer = shop.program.run(["--json", *act.words(place, shop)], place.works, language=language)
    after = Snapshot(place.works)
    said = read_words(answer) + truth(act, answer, act.is_done(before, after, place))
    leave_room(place.folder, 0)
    said += [f"on a full disk: {each}" for each in verdicts(shop, place)]
    for name in ("lot-list", "log-check"):
        read = shop.program.run(["--json", *BY_NAME[name].words(place, shop)], place.works, language=language)
        said += read_words(read)
        if read.status != 0:
            said.append(f"reading on a full disk: {read.short()}")
    leave_room(place.folder, 32 << 10)
    if answer.status != 0:
        said += after_a_kill(shop, place, act, language)
    return said + goes_on(shop, place, after if not after.damaged else before, language)
