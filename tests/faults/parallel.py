"""Many programs on one workplace at once."""

import collections
import random as randomness
import re
import time
import urllib.request

from acts import BY_NAME
from invariants import Snapshot, goes_on, read_words
from program import finish

NAME = "parallel"
MIXES = {
    "issue": ["lot-issue"] * 6,
    "same-out": ["label-print"] * 4,
    "sign": ["trust-sign"] * 4,
    "sign-beside": ["trust-sign", "trust-sign", "lot-issue", "lot-list", "verify", "log-check", "link-add"],
    "records": ["import", "product-add", "link-add", "lot-issue", "label-void", "printer-add"],
    "recall": ["lot-recall"] * 3 + ["lot-issue", "verify"],
    "bundles": ["bundle-build"] * 3 + ["lot-issue", "trust-sign"],
    "resume": ["label-resume"] * 3,
    "rotate": ["key-rotate"] * 3 + ["lot-issue"],
}
# What a command may be told because another was there before it.
MAY_REFUSE = {"registry_busy", "out_exists", "lot_is_recalled", "print_job_running", "print_job_finished",
              "rotation_unfinished", "record_differs", "link_exists", "labels_over_quantity", "trust_busy",
              "repeated_command", "already_recalled"}


def cases(shop, random, place):
    while True:
        for mix in MIXES:
            yield f"{mix}:{random.randrange(1 << 30)}"


def serve(shop, place):
    process = shop.program.start(["--json", "serve", "--listen", "127.0.0.1:0", "--threads", "2"], place.works)
    line = process.stdout.readline().decode()
    url = re.search(r'"url":"([^"]+)"', line)
    return process, url.group(1) if url else ""


def healthy(url):
    try:
        with urllib.request.urlopen(url.rstrip("/") + "/health", timeout=10) as answer:
            return answer.status == 200
    except OSError as error:
        return str(error)


def run(shop, place, argument):
    mix, seed = argument.split(":")
    random = randomness.Random(argument)
    shop.refill(place)
    before = Snapshot(place.works)
    server, url = serve(shop, place) if random.random() < 0.3 else (None, "")
    names = list(MIXES[mix])
    random.shuffle(names)
    running = []
    for name in names:
        words = ["--json", *BY_NAME[name].words(place, shop)]
        running.append((BY_NAME[name], shop.program.start(words, place.works), words))
        time.sleep(random.choice([0, 0, random.random() * 0.02]))
    answers = [(act, finish(process, words)) for act, process, words in running]
    said = []
    if server:
        health = healthy(url)
        if health is not True:
            said.append(f"serve is not well beside {mix}: {health}")
        server.terminate()
        server.communicate(timeout=20)
    after = Snapshot(place.works)
    for act, answer in answers:
        said += read_words(answer)
        if answer.status != 0 and answer.code not in MAY_REFUSE:
            said.append(f"beside {mix}: {answer.short()}")
    return 1, said + acknowledged(before, after, answers) + goes_on(shop, place, after)


def acknowledged(before, after, answers):
    """As many facts more as were said to be recorded; no version and no file given twice."""
    said = []
    counts = collections.Counter(act.name for act, answer in answers if answer.status == 0)
    for name, table in (("lot-issue", "lot"), ("label-void", "void_range"), ("lot-recall", "recall"),
                        ("link-add", "link"), ("key-rotate", "issuer_key")):
        grown = len(after.rows(table)) - len(before.rows(table))
        if grown < counts[name] and name not in ("lot-recall",):
            said.append(f"{counts[name]} of {name} acknowledged, {grown} on record")
    versions = [answer.json.get("version") for act, answer in answers
                if act.name == "trust-sign" and answer.status == 0 and answer.json]
    twice = [version for version, times in collections.Counter(versions).items() if times > 1]
    if twice:
        said.append(f"trust list {twice} was acknowledged twice")
    if counts["label-print"] > 1:
        said.append(f"{counts['label-print']} prints to one --out said done")
    if counts["label-resume"] > 1:
        said.append(f"{counts['label-resume']} resumed one job")
    return said
