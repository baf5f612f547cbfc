"""The load: issuers that keep what they were told, a person who recalls, and verifiers who note each verdict that may not be."""

import collections
import http.client
import json
import random
import threading
import time
import uuid

FISH = "2990001000018"
# After an acknowledged recall: what caches and a replica may take to learn of it.
SECONDS_TO_LEARN = 2.0
MAY_BE_SAID = {
    "valid": {"valid", "cannot_check"},
    "recalled": {"recalled", "cannot_check"},
    "test": {"void", "cannot_check"},
    "forged": {"forged", "unknown", "cannot_check"},
}


class Told:
    """What was acknowledged, and when; what verifiers said."""

    def __init__(self):
        self.lock = threading.Lock()
        self.lots = {}  # short code -> lot as it was told, with "at" and "by"
        self.recalled = {}  # short code -> when its recall was acknowledged
        self.times = []  # of each acknowledgement
        self.refused = collections.Counter()
        self.verdicts = collections.defaultdict(collections.Counter)
        self.wrong = []

    def add(self, lot, by):
        now = time.monotonic()
        with self.lock:
            before = self.lots.get(lot["short_code"])
            if before and before["issue_number"] != lot["issue_number"]:
                self.wrong.append(f"{lot['short_code']} was told twice, with two numbers")
            self.lots[lot["short_code"]] = {**lot, "at": now, "by": by}
            self.times.append(now)

    def refuse(self, by, why):
        with self.lock:
            self.refused[f"{by}: {why}"] += 1

    def some_lot(self, chance):
        with self.lock:
            if not self.lots:
                return None
            codes = list(self.lots)
            # New ones are asked for most: they are what a copy may not know yet.
            code = codes[-1 - int(len(codes) * chance.random() ** 3)]
            return self.lots[code], self.recalled.get(code)

    def acknowledged_since(self, moment):
        with self.lock:
            return sum(1 for each in self.times if each >= moment)

    def longest_gap(self, begin, end):
        with self.lock:
            times = [begin, *(each for each in self.times if begin <= each <= end), end]
        return max(after - before for before, after in zip(times, times[1:]))


class Worker(threading.Thread):
    """Does its work again and again on that machine until it is told to end."""

    def __init__(self, world, machine, told, ending):
        super().__init__(daemon=True)
        self.world, self.machine, self.told, self.ending = world, machine, told, ending
        self.chance = random.Random(f"{type(self).__name__}{machine.name}")

    def run(self):
        self.world.network.join(self.machine.name)
        while not self.ending.is_set():
            try:
                self.once()
            except Exception as failure:
                # A worker that is gone would let everything hold.
                with self.told.lock:
                    self.told.wrong.append(f"{type(self).__name__} on {self.machine.name} ended: {failure!r}")
                raise

    def once(self):
        raise NotImplementedError


class CommandIssuer(Worker):
    """`temgoc lot issue`, each under a request id, which is asked again until it is answered."""

    def __init__(self, world, machine, told, ending, works, passphrase, packed):
        super().__init__(world, machine, told, ending)
        self.works, self.passphrase, self.packed, self.waiting = works, passphrase, packed, None

    def once(self):
        request = self.waiting or (uuid.uuid4().hex[:20], self.chance.randrange(1, 900))
        self.waiting = request
        out = self.machine.temgoc(self.works, "--json", "lot", "issue", "--product", FISH, "--packed", self.packed, "--quantity",
                                  request[1], "--unit", "kg", "--request-id", request[0], "--passphrase-file", self.passphrase, check=False)
        answer = _json(out)
        if answer.get("ok"):
            self.told.add(answer, "command")
            self.waiting = None
            if self.chance.random() < 0.25:
                self._recall(answer)
        else:
            self.told.refuse("command", answer.get("error", {}).get("code", "no answer"))
            time.sleep(0.2)

    def _recall(self, lot):
        # Until it is acknowledged either verdict is true.
        with self.told.lock:
            self.told.recalled[lot["short_code"]] = None
        out = self.machine.temgoc(self.works, "--json", "lot", "recall", lot["short_code"], "--reason", "thử", "--confirm", lot["lot"],
                                  check=False)
        if _json(out).get("ok"):
            with self.told.lock:
                self.told.recalled[lot["short_code"]] = time.monotonic()


class ApiIssuer(Worker):
    """Lots over the API of a console whose key is open for programs. A request that was not answered is sent again."""

    def __init__(self, world, machine, told, ending, port, token, packed):
        super().__init__(world, machine, told, ending)
        self.port, self.token, self.packed, self.waiting = port, token, packed, None

    def once(self):
        self.waiting = self.waiting or (uuid.uuid4().hex, self.chance.randrange(1, 900))
        key, quantity = self.waiting
        body = json.dumps({"product": FISH, "packed_on": self.packed, "quantity": quantity, "unit": "kg"})
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", "Idempotency-Key": key,
                   "Accept-Language": "en"}
        try:
            connection = http.client.HTTPConnection(self.machine.local, self.port, timeout=20)
            connection.request("POST", "/api/v1/lots", body, headers)
            answer = connection.getresponse()
            said = _json(answer.read().decode(errors="replace"))
            connection.close()
        except (OSError, http.client.HTTPException) as failure:
            self.told.refuse("api", type(failure).__name__)
            time.sleep(0.2)
            return
        if answer.status == 201:
            self.told.add(said, "api")
            self.waiting = None
            time.sleep(0.02)
        else:
            self.told.refuse("api", f"{answer.status} {said.get('code', '')}")
            time.sleep(0.2)


class Verifier(Worker):
    """Asks `temgoc serve` for acknowledged lots, for recalled ones and for forged labels."""

    def __init__(self, world, machine, told, ending, port, name):
        super().__init__(world, machine, told, ending)
        self.port, self.label = port, name

    def once(self):
        chosen = self.told.some_lot(self.chance)
        if not chosen:
            time.sleep(0.1)
            return
        lot, _ = chosen
        path, kind = lot["url"].split("tg.example.vn", 1)[-1], "valid"
        if lot.get("test"):
            path, kind = "/" + lot["url"].split("/", 3)[3], "test"
        if self.chance.random() < 0.1 and kind == "valid":
            path, kind = _altered(path, self.chance), "forged"
        began = time.monotonic()
        said = self._verdict(path)
        with self.told.lock:
            recalled = self.told.recalled.get(lot["short_code"], 0)
            if kind == "valid" and recalled != 0:
                # From the recall until it is known to all either is true.
                if recalled is None or began < recalled + SECONDS_TO_LEARN:
                    kind = "either"
                else:
                    kind = "recalled"
            self.told.verdicts[self.label][f"{kind} → {said}"] += 1
            if not said.startswith("no answer") and said not in MAY_BE_SAID.get(kind, {"valid", "recalled", "cannot_check"}):
                self.told.wrong.append(f"{self.label} said {said} of a {kind} lot {lot['short_code']}, "
                                       f"acknowledged {began - lot['at']:.2f} s before")
        time.sleep(0.005)

    def _verdict(self, path):
        # As many shoppers, not as one who asks without end: each has an address, which a proxy on the machine says.
        headers = {"Host": "tg.example.vn", "X-Forwarded-For": f"198.18.{self.chance.randrange(256)}.{self.chance.randrange(1, 255)}"}
        try:
            connection = http.client.HTTPConnection(self.machine.local, self.port, timeout=8)
            connection.request("GET", path + ("&" if "?" in path else "?") + "format=json", headers=headers)
            answer = connection.getresponse()
            body = _json(answer.read().decode(errors="replace"))
            connection.close()
        except (OSError, http.client.HTTPException) as failure:
            return f"no answer: {type(failure).__name__}"
        # Without its registry the service says that it could not check, as 503; a refusal for another reason tests nothing.
        return body.get("verdict", "cannot_check" if answer.status == 503 else f"status {answer.status}")


def _altered(path, chance):
    """One digit of the signature is another."""
    at = chance.randrange(60, 180)
    return path[:at] + ("1" if path[at] != "1" else "2") + path[at + 1:]


def _json(text):
    for each in (text, *text.splitlines()):
        try:
            value = json.loads(each)
        except ValueError:
            continue
        if isinstance(value, dict):
            return value
    return {}
