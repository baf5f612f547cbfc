"""Commands killed at a random moment."""

import random as randomness
import time

from acts import BY_NAME, CHANGES
from call_faults import after_a_kill
from invariants import Snapshot, goes_on, read_words, truth

NAME = "kill"


def seconds_of(shop, place, act):
    shop.refill(place)
    began = time.monotonic()
    shop.program.run(["--json", *act.words(place, shop)], place.works)
    return time.monotonic() - began


def cases(shop, random, place):
    lengths = {}
    while True:
        act = random.choice(CHANGES)
        if act.name not in lengths:
            lengths[act.name] = seconds_of(shop, place, act)
        yield f"{act.name}:{int(random.uniform(0, 1.1) * lengths[act.name] * 1e6)}"


def run(shop, place, argument):
    name, microseconds = argument.split(":")
    act = BY_NAME[name]
    language = randomness.Random(argument).choice(["en", "vi"])
    shop.refill(place)
    before = Snapshot(place.works)
    answer = shop.program.run(["--json", *act.words(place, shop)], place.works, language=language,
                              kill_after=max(int(microseconds), 1) / 1e6)
    after = Snapshot(place.works)
    said = read_words(answer) + truth(act, answer, act.is_done(before, after, place))
    if answer.killed:
        said += after_a_kill(shop, place, act, language)
    return 1, said + goes_on(shop, place, after if not after.damaged else before, language)
