"""Copies made while the workplace works, and older copies put back."""

import random as randomness
import shutil
import subprocess
import threading

from acts import BY_NAME
from invariants import Snapshot, goes_on, numbering, read_words
from workshop import Place, copy_folder, empty_folder

NAME = "copy"
BETWEEN = ["lot-issue", "lot-recall", "trust-sign", "label-print", "link-add", "import"]
PARTS = {
    "registry": ["registry.sqlite", "registry.sqlite-wal", "registry.sqlite-shm"],
    "registry-alone": ["registry.sqlite"],
    "log": ["log"],
    "trust": ["trust"],
    "list": ["trust/trust_list"],
    "signed": ["trust/signed"],
    "registry+log": ["registry.sqlite", "registry.sqlite-wal", "registry.sqlite-shm", "log"],
    "registry+trust": ["registry.sqlite", "registry.sqlite-wal", "registry.sqlite-shm", "trust"],
    "all": [""],
}
# Whole older states: nothing in the workplace knows of what came after.
UNSEEN = ("all", "registry+log")


def cases(shop, random, place):
    while True:
        for part in PARTS:
            yield f"back-{part}:{random.randrange(1 << 30)}"
        yield f"hot:{random.randrange(1 << 30)}"


def run(shop, place, argument):
    what, _ = argument.split(":")
    random = randomness.Random(argument)
    shop.refill(place)
    return 1, hot(shop, place, random) if what == "hot" else put_back(shop, place, what[5:], random)


def act(shop, place, name):
    return shop.program.run(["--json", *BY_NAME[name].words(place, shop)], place.works)


def put_back(shop, place, part, random):
    """An older part among newer ones: refused with a way on, or everything is there."""
    older = place.folder / "older"
    older.mkdir()
    copy_folder(place.works, older)
    for name in random.sample(BETWEEN, random.randint(1, 3)):
        act(shop, place, name)
    newer = Snapshot(place.works)
    for name in PARTS[part]:
        remove(place.works / name)
        source = older / name
        if source.is_dir():
            (place.works / name).mkdir(exist_ok=True)
            copy_folder(source, place.works / name)
        elif source.exists():
            shutil.copy2(source, place.works / name)
    shutil.rmtree(older)
    if part in UNSEEN:
        return goes_on(shop, place, Snapshot(place.works))
    signed = act(shop, place, "trust-sign")
    said = read_words(signed)
    version = (signed.json or {}).get("version")
    if signed.status == 0 and isinstance(version, int) and version <= newer.trust_version:
        said.append(f"an older {part} was put back, and list {version} signed a second time")
    issued = act(shop, place, "lot-issue")
    said += read_words(issued)
    if signed.status == 0 or issued.status == 0:
        return said + [f"an older {part} was put back, and nothing was said: {each}"
                       for each in goes_on(shop, place, newer)]
    for answer in (signed, issued):
        if not answer.error.get("hint"):
            said.append(f"refused without a way on: {answer.short()}")
    return said


def remove(path):
    if path.is_dir():
        empty_folder(path)
    elif path.exists():
        path.unlink()


def hot(shop, place, random):
    """cp -r in some order while lots are issued: sound, or refused with a way on."""
    copy = Place(place.folder / "copy", place.facts)
    stop = threading.Event()

    def issue():
        while not stop.is_set():
            act(shop, place, "lot-issue")

    issuing = threading.Thread(target=issue)
    issuing.start()
    try:
        parts = [entry.name for entry in place.works.iterdir()]
        random.shuffle(parts)
        copy.works.mkdir(parents=True)
        for name in parts:
            subprocess.run(["cp", "-a", place.works / name, copy.works], check=False, stderr=subprocess.DEVNULL)
    finally:
        stop.set()
        issuing.join()
    for name in ("root-keys", "passphrase", "root-passphrase", "out"):
        subprocess.run(["cp", "-a", place.folder / name, copy.folder], check=True)
    opened = act(shop, copy, "lot-issue")
    said = read_words(opened)
    if opened.status != 0:
        if not opened.error.get("hint"):
            said.append(f"a copy is refused without a way on: {opened.short()}")
    else:
        said += [f"a copy in the order {parts}: {each}" for each in goes_on(shop, copy, Snapshot(copy.works))]
    return said + numbering(Snapshot(place.works)) + goes_on(shop, place, Snapshot(place.works))
