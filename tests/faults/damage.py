"""Files of the workplace missing, cut, altered by a bit, or not to be read or written."""

import random as randomness

from acts import BY_NAME
from invariants import Snapshot, goes_on, read_words, truth, verdicts

NAME = "damage"
MODES = ["missing", "empty", "half", "less_one", "flip", "flip", "flip", "noise", "denied", "folder_missing"]
READS = ["lot-list", "log-check", "verify"]
WRITES = ["lot-issue", "label-print", "trust-sign", "link-add", "bundle-build"]
READ_ONLY = ["works", "works/log", "works/trust", "works/keys", "works/labels", "out"]


def files_of(place):
    return sorted(str(path.relative_to(place.folder)) for path in place.works.rglob("*") if path.is_file())


def cases(shop, random, place):
    while True:
        files = files_of(shop.prepared)
        random.shuffle(files)
        for file in files:
            yield f"{file}:{random.choice(MODES)}:{random.randrange(1 << 30)}"
        for folder in READ_ONLY:
            yield f"{folder}:read_only:{random.randrange(1 << 30)}"


def damage(path, mode, random):
    """Variables of the shim, where the damage is not in the file."""
    if mode == "denied":
        return {"FAULT_DENY": path}
    if mode == "read_only":
        return {"FAULT_READ_ONLY": path}
    if mode == "folder_missing":
        path.parent.rename(path.parent.parent / f"{path.parent.name}-away")
        return None
    content = bytearray(path.read_bytes())
    if mode == "missing":
        path.unlink()
        return None
    if mode == "flip" and content:
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    elif mode == "noise":
        content = bytearray(random.randbytes(len(content)))
    else:
        content = content[:{"empty": 0, "half": len(content) // 2, "less_one": max(len(content) - 1, 0)}.get(mode, 0)]
    path.write_bytes(bytes(content))
    return None


def mend(place, path, mode, kept):
    if mode == "folder_missing":
        away = path.parent.parent / f"{path.parent.name}-away"
        if not away.exists():
            return
        for file in sorted(away.rglob("*")):
            target = path.parent / file.relative_to(away)
            if file.is_dir():
                target.mkdir(parents=True, exist_ok=True)
            elif not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.read_bytes())
                target.chmod(0o600)
    elif mode not in ("denied", "read_only"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(kept)
        path.chmod(0o600)


def run(shop, place, argument):
    file, mode, seed = argument.rsplit(":", 2)
    random = randomness.Random(f"{argument}")
    language = random.choice(["en", "vi"])
    shop.refill(place)
    path = place.folder / file
    if mode == "folder_missing" and path.parent == place.works:
        mode = "missing"
    kept = path.read_bytes() if path.is_file() else b""
    before = Snapshot(place.works)
    fault = damage(path, mode, random)
    said = []
    sound = None
    for name in READS:
        answer = shop.program.run(["--json", *BY_NAME[name].words(place, shop)], place.works, fault, language)
        said += read_words(answer) + advice(answer)
        if name == "log-check":
            sound = (answer.json or {}).get("sound")
    if fault is None:
        wrong = [each for each in verdicts(shop, place) if "recalled lot is valid" in each]
        if sound:  # damage of the registry that hides a recall is found by `log check`
            said += wrong
    act = BY_NAME[random.choice(WRITES)]
    answer = shop.program.run(["--json", *act.words(place, shop)], place.works, fault, language)
    after = Snapshot(place.works)
    said += read_words(answer) + advice(answer)
    if answer.status != 0 and not after.damaged and not before.damaged:
        said += truth(act, answer, act.is_done(before, after, place))
    if answer.status == 0 and file.startswith("works/registry"):
        return 1, said  # with the old file put back, what was done now would be lost
    mend(place, path, mode, kept)
    return 1, said + goes_on(shop, place, before, language, may_refuse=("log_ahead",))


def advice(answer):
    if answer.status > 0 and answer.error and not answer.error.get("hint"):
        return [f"an error without advice: {answer.short()}"]
    return []
