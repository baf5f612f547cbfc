"""The answer cannot be written: stdout is full or closed."""

import os
import random as randomness

from acts import BY_NAME, CHANGES
from invariants import Snapshot, goes_on, read_words, truth

NAME = "output"


def cases(shop, random, place):
    every = [f"{act.name}:{how}:{form}" for act in CHANGES for how in ("full", "closed") for form in ("json", "text")]
    random.shuffle(every)
    yield from every


def run(shop, place, argument):
    name, how, form = argument.split(":")
    act = BY_NAME[name]
    language = randomness.Random(argument).choice(["en", "vi"])
    shop.refill(place)
    before = Snapshot(place.works)
    words = [*(["--json"] if form == "json" else []), *act.words(place, shop)]
    if how == "full":
        with open("/dev/full", "wb") as full:
            answer = shop.program.run(words, place.works, language=language, stdout=full)
    else:
        read, write = os.pipe()
        os.close(read)
        try:
            answer = shop.program.run(words, place.works, language=language, stdout=write)
        finally:
            os.close(write)
    after = Snapshot(place.works)
    said = read_words(answer) if answer.status != -13 else []  # SIGPIPE ends a program whose reader went
    said += truth(act, answer, act.is_done(before, after, place))
    return 1, said + goes_on(shop, place, after, language)
