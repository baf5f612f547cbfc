"""The console while programs use its API: killed, starved or cut off in the middle, then started again and asked once more."""

import collections
import http.client
import json
import random as randomness
import signal
import subprocess
import threading
import time
import urllib.parse

from invariants import Snapshot, label_files, lost, numbering
from program import CRASHES, TOO_LONG_SECONDS
from workshop import FISH, OYSTER, Place, copy_folder, empty_folder, today

NAME = "console"
FAULTS = ["kill", "full", "EIO", "EINTR", "short", "hang_up"]
THREADS = 3
MOST_CALLS = 1000  # that change files, of the requests below


class Desk:
    """A workplace without an address for its codes: it signs test lots with a key that nobody has to open."""

    def __init__(self, shop):
        self.folder = shop.scratch / "prepared-console"
        self.folder.mkdir()
        self.works = self.folder / "works"
        (self.folder / "root-passphrase").write_text("dong bang song Cuu Long\n")
        self._do(shop, "init", self.works, "--realm", "ocop.example.vn", "--root-keys", self.folder / "root-keys",
                 "--root-passphrase-file", self.folder / "root-passphrase")
        for kind in ("cooperatives", "products", "certifications"):
            self._do(shop, "import", kind, shop.examples / f"{kind}.csv")
        self.token = self._do(shop, "token", "add", "faults", "--role", "administrator")["token"]

    def _do(self, shop, *words):
        answer = shop.program.run(["--json", *words], self.works)
        if answer.status != 0:
            raise SystemExit(f"faults: the console's workplace could not be prepared: {answer.short()}")
        return answer.json


class Console:
    def __init__(self, shop, place, fault=None):
        self.process = shop.program.start(["--json", "console", "--listen", "127.0.0.1:0", "--requests-per-second", "0"],
                                          place.works, fault)
        line = self.process.stdout.readline().decode()
        self.url = json.loads(line)["url"] if line.startswith("{") and "url" in line else ""

    def ended(self):
        """Its exit status, once it has been asked to end."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.communicate(timeout=TOO_LONG_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
            return "hangs"
        return self.process.returncode


def requests():
    """What is asked for, each under a key of its own: a lot, three lots at once, a record."""
    lot = {"packed_on": today(), "unit": "kg"}
    all_asked = [("/lots", dict(lot, product=FISH, quantity=quantity)) for quantity in range(31, 36)]
    all_asked.append(("/lots", {"lots": [dict(lot, product=OYSTER, quantity=quantity) for quantity in (51, 52, 53)]}))
    all_asked.append(("/products", {"product_id": "PX9", "coop_id": "C01", "name_vi": "Khô cá thử", "sample": "yes"}))
    return [(f"ask-{number}", path, body) for number, (path, body) in enumerate(all_asked)]


def ask(url, token, key, path, body, hang_up=False):
    """Status and body; None where no answer came."""
    server = urllib.parse.urlsplit(url)
    line = http.client.HTTPConnection(server.hostname, server.port, timeout=TOO_LONG_SECONDS)
    head = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": key,
            "Accept-Language": "en"}
    try:
        line.request("POST", "/api/v1" + path, json.dumps(body), head)
        if hang_up:
            return None
        answer = line.getresponse()
        return answer.status, json.loads(answer.read() or b"null")
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        line.close()


def ask_all(url, token, hang_up=lambda: False):
    """All requests from some threads at once; what was answered, by key."""
    left, answers, lock = collections.deque(requests()), {}, threading.Lock()

    def work():
        while True:
            with lock:
                if not left:
                    return
                key, path, body = left.popleft()
            answer = ask(url, token, key, path, body, hang_up())
            with lock:
                answers[key] = answer

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def codes_in(answer):
    """The short codes of the lots that an answer gives."""
    if answer is None or answer[0] not in (200, 201) or not isinstance(answer[1], dict):
        return []
    lots = [each["lot"] for each in answer[1]["results"]] if "results" in answer[1] else [answer[1]]
    return [lot["short_code"] for lot in lots if lot and "short_code" in lot]


def cases(shop, random, place):
    while True:
        for fault in FAULTS:
            yield f"{fault}:{random.randrange(MOST_CALLS)}"


def desk_of(shop):
    with shop.console_lock:
        if shop.console is None:
            shop.console = Desk(shop)
        return shop.console


def run(shop, place, argument):
    fault, at = argument.split(":")
    desk = desk_of(shop)
    place = Place(place.folder, {})
    empty_folder(place.folder)
    copy_folder(desk.folder, place.folder)
    before = Snapshot(place.works)
    random = randomness.Random(argument)
    setting = None if fault == "hang_up" else {"FAULT": fault, "FAULT_AT": at, "FAULT_UNDER": place.works}
    first = Console(shop, place, setting)
    hang_up = (lambda: random.random() < 0.5) if fault == "hang_up" else (lambda: False)
    answers = ask_all(first.url, desk.token, hang_up) if first.url else {}
    status = first.ended()
    said = ended_well(fault, status, first.url) + told(answers)
    said += again(shop, place, desk, answers)
    said += what_stands(shop, place, before)
    return 2, said


def ended_well(fault, status, url):
    if status == "hangs":
        return ["the console does not end when it is asked to"]
    if status in CRASHES:
        return [f"the console ends by {CRASHES[status]}"]
    if fault in ("EINTR", "short") and not url:
        return [f"{fault} keeps the console from starting"]
    return []


def told(answers):
    """A refusal is a problem that says what it is; none is a fault of ours."""
    said = []
    for key, answer in answers.items():
        if answer is None or answer[0] < 400:
            continue
        code = (answer[1] or {}).get("code") if isinstance(answer[1], dict) else None
        if not code or code == "unexpected":
            said.append(f"{key} is answered {answer[0]} {str(answer[1])[:200]}")
    return said


def again(shop, place, desk, answers):
    """Started anew, each request under its old key is done, once, and what was acknowledged is given again."""
    console = Console(shop, place)
    if not console.url:
        return [f"the console does not start again: {console.ended()}"]
    time.sleep(0.05)
    second = ask_all(console.url, desk.token)
    third = ask_all(console.url, desk.token)
    console.ended()
    said = []
    for key, path, _ in requests():
        if second[key] is None or second[key][0] not in (200, 201):
            said.append(f"{key} {path} asked again is answered {str(second[key])[:300]}")
            continue
        if codes_in(second[key]) != codes_in(third[key]):
            said.append(f"{key} asked twice more gave {codes_in(second[key])}, then {codes_in(third[key])}")
        first = codes_in(answers.get(key))
        if first and first != codes_in(second[key]):
            said.append(f"{key} was acknowledged as {first}, and is now {codes_in(second[key])}")
    return said


def what_stands(shop, place, before):
    """Each lot once, nothing lost, the log sound, the next command works."""
    said = []
    check = shop.program.run(["--json", "log", "check"], place.works)
    if (check.json or {}).get("sound") is not True:
        said.append(f"the log is not sound: {check.short()}")
    after = Snapshot(place.works)
    said += lost(before, after) + numbering(after) + label_files(after, [place.works / "labels"])
    expected = sum(len(body.get("lots", [0])) for _, path, body in requests() if path == "/lots")
    grown = len(after.rows("lot")) - len(before.rows("lot"))
    if grown != expected:
        said.append(f"{expected} lots were asked for, {grown} are on record")
    return said
