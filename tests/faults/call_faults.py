"""The Nth call that touches a file fails, is cut short, is interrupted, or is the last: for every N of every command."""

from acts import ACTS, BY_NAME
from invariants import Snapshot, goes_on, read_words, truth

NAME = "call"
FAULTS = ["kill", "full", "short", "EIO", "ENOSPC", "EACCES", "EROFS", "EINTR"]


def fault_of(place, fault, at):
    return {"FAULT": fault, "FAULT_AT": at, "FAULT_UNDER": place.folder, "FAULT_COUNT": place.folder.parent /
            f"count-{place.folder.name}"}


NO_FAULT = -1


def calls_of(shop, place, act, fault):
    """Their numbers; of a command that does not even work without a fault NO_FAULT alone, which says so."""
    shop.refill(place)
    setting = fault_of(place, fault, NO_FAULT)
    answer = shop.program.run(["--json", *act.words(place, shop)], place.works, setting)
    return list(range(int(setting["FAULT_COUNT"].read_text()))) if answer.status == 0 else [NO_FAULT]


def cases(shop, random, place):
    """Every call of every command with every fault, in an order that the seed decides."""
    left = {(act.name, fault): None for act in ACTS for fault in FAULTS}
    while left:
        act, fault = random.choice(sorted(left))
        if left[act, fault] is None:
            left[act, fault] = calls_of(shop, place, BY_NAME[act], fault)
            random.shuffle(left[act, fault])
        if left[act, fault]:
            yield f"{act}:{fault}:{left[act, fault].pop()}"
        else:
            del left[act, fault]


def after_a_kill(shop, place, act, language):
    """A killed print is finished with its own serials; anything else is asked for again."""
    if act.name.startswith(("label-print", "label-reprint")):
        return resumed(shop, place, language)
    again = shop.program.run(["--json", *act.words(place, shop)], place.works, language=language)
    said = read_words(again)
    if again.status not in act.again and not act.reads:
        said.append(f"done again after the fault: {again.short()}")
    return said


def resumed(shop, place, language):
    said = []
    jobs = shop.program.run(["--json", "label", "list"], place.works, language=language)
    for job in (jobs.json or {}).get("jobs", []):
        if job["state"] != "printing" or job["job"] == place.facts["killed_job"]:
            continue
        answer = shop.program.run(["--json", "label", "resume", job["job"], "--passphrase-file", place.passphrase],
                                  place.works, language=language)
        said += read_words(answer)
        if answer.status != 0:
            said.append(f"a killed job cannot be finished: {answer.short()}")
    return said


def run(shop, place, argument):
    name, fault, at = argument.split(":")
    act = BY_NAME[name]
    language = "vi" if int(at) % 2 else "en"
    shop.refill(place)
    before = Snapshot(place.works)
    answer = shop.program.run(["--json", *act.words(place, shop)], place.works,
                              fault_of(place, fault, int(at)), language)
    after = Snapshot(place.works)
    said = read_words(answer)
    said += truth(act, answer, act.is_done(before, after, place))
    if int(at) == NO_FAULT and answer.status != 0:
        return 1, [f"does not work without a fault: {answer.short()}"]
    if fault in ("short", "EINTR") and answer.status != 0:
        said.append(f"{fault} is a failure, and should be gone on after: {answer.short()}")
    if fault in ("EACCES", "EROFS") and ("disk space" in answer.told() or "dung lượng" in answer.told()):
        said.append(f"no permission, and the advice is about space: {answer.short()}")
    if answer.status != 0:
        said += after_a_kill(shop, place, act, language)
    return 1, said + goes_on(shop, place, after if not after.damaged else before, language)
