"""The clock is days or years off."""

from acts import BY_NAME
from invariants import Snapshot, goes_on, read_words, truth
from workshop import today

NAME = "clock"
DAYS = [-3650, -730, -40, -2, 2, 40, 400, 730, 3650]
# What makes a fact with the time in it; with a clock that is far off it is refused.
DATED = ["lot-issue", "trust-sign", "bundle-build", "label-print", "lot-recall", "label-void", "link-add", "import"]


def cases(shop, random, place):
    every = [f"{name}:{days}" for name in DATED for days in DAYS]
    random.shuffle(every)
    yield from every


def run(shop, place, argument):
    name, days = argument.split(":")
    act, days = BY_NAME[name], int(days)
    language = "vi" if days % 20 else "en"
    shop.refill(place)
    before = Snapshot(place.works)
    words = ["--json", *act.words(place, shop)]
    if name == "lot-issue":  # packed on the day that the wrong clock says
        words[words.index("--packed") + 1] = today(days)
    answer = shop.program.run(words, place.works, {"FAULT_CLOCK": days * 86400}, language)
    after = Snapshot(place.works)
    said = read_words(answer) + truth(act, answer, act.is_done(before, after, place))
    if answer.status == 0 and name in ("lot-issue", "trust-sign") and (days <= -2 or days >= 3650):
        said.append(f"{name} goes on with a clock that is {days} days off")
    if answer.status != 0:
        return 1, said + goes_on(shop, place, after, language)
    return 1, said + refusal_or_whole(shop, place, after, language)


def refusal_or_whole(shop, place, after, language):
    """With the clock right again what was done by the wrong one stands, or it is said that the clock went back."""
    return goes_on(shop, place, after, language, may_refuse=("clock_behind", "clock_behind_list", "clock_behind_record"))
