"""The registry on its way to a PostgreSQL server: the move is killed, starved or fails, at any call or moment, then given again."""

import json
import re

import server
from invariants import Snapshot, read_words, verdicts

NAME = "move"
FAULTS = ["kill", "full", "EIO", "EACCES", "EINTR", "short"]
MOST_CALLS = 60            # of the move that change files; the rows go over the network
LONGEST_MICROSECONDS = 1_500_000


def cases(shop, random, place):
    if server.programs() is None:
        raise PermissionError("there is no PostgreSQL server on this machine")
    while True:
        for fault in FAULTS:
            yield f"{fault}:{random.randrange(MOST_CALLS)}"
        yield f"moment:{random.randrange(LONGEST_MICROSECONDS)}"


def schema_of(place):
    return "s" + re.sub(r"\W", "_", place.folder.name)


def run(shop, place, argument):
    fault, at = argument.split(":")
    shop.refill(place)
    before = Snapshot(place.works)
    lots = listed(shop, place)
    url = server.server().url(schema_of(place))
    move = ["--json", "migrate", "--to", url]
    if fault == "moment":
        first = shop.program.run(move, place.works, kill_after=max(int(at), 1) / 1e6)
    else:
        first = shop.program.run(move, place.works, {"FAULT": fault, "FAULT_AT": at, "FAULT_UNDER": place.works})
    said = read_words(first) + in_one_place(shop, place, lots, url, first.status == 0)
    if not is_moved(place, url):
        second = shop.program.run(move, place.works)
        said += read_words(second)
        if second.status != 0:
            said.append(f"the move cannot be given again: {second.short()}")
    said += in_one_place(shop, place, lots, url, True)
    return 2, said + after_the_move(shop, place, before, lots)


def is_moved(place, url):
    return url in (place.works / "temgoc.toml").read_text(encoding="utf-8")


def listed(shop, place):
    answer = shop.program.run(["--json", "lot", "list", "--limit", "100000"], place.works)
    return sorted(lot["short_code"] for lot in (answer.json or {}).get("lots", []))


def in_one_place(shop, place, lots, url, must_be_there):
    """Wherever the settings say that it is, the registry is whole."""
    said = []
    if must_be_there and not is_moved(place, url):
        said.append("the move said done, and the settings name the old place")
    if listed(shop, place) != lots:
        said.append(f"{len(lots)} lots were on record, {len(listed(shop, place))} are listed")
    check = shop.program.run(["--json", "log", "check"], place.works)
    said += read_words(check)
    if (check.json or {}).get("sound") is not True:
        said.append(f"the log is not sound: {check.short()}")
    return said


def after_the_move(shop, place, before, lots):
    """The old file stays as it was, verdicts are the same, and the next lot has the next number."""
    said = []
    old = Snapshot(place.works)
    if old.damaged or old.tables != before.tables:
        said.append(f"the old registry was changed by the move: {old.damaged}")
    said += verdicts(shop, place)
    answer = shop.program.run(["--json", *shop.issue_words(place=place)], place.works)
    said += read_words(answer)
    if answer.status != 0:
        return said + [f"no lot is issued on the server: {answer.short()}"]
    last = max(number for (number,) in before.column("lot", "issue_number"))  # all are of one key
    if answer.json["issue_number"] != last + 1:
        said.append(f"after number {last} the next lot has number {answer.json['issue_number']}")
    if len(listed(shop, place)) != len(lots) + 1:
        said.append(f"one lot more was issued, {len(listed(shop, place)) - len(lots)} are listed")
    shown = shop.program.run(["--json", "verify", answer.json["url"]], place.works)
    if (shown.json or {}).get("verdict") != "valid":
        said.append(f"the lot of the server is {json.dumps(shown.json)[:200]}")
    return said
