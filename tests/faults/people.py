"""The console while people use its pages and a program captures events: killed, starved, or left in the middle of a form; then
started again, and everything sent once more. Sessions go on, an upload is there whole or not at all, half a form records nothing."""

import collections
import hashlib
import html
import http.client
import json
import random as randomness
import re
import shutil
import socket
import sqlite3
import tempfile
import threading
import urllib.parse

from console import Console, ended_well
from invariants import Snapshot, label_files, lost, numbering
from program import TOO_LONG_SECONDS
from workshop import FISH, PAPER, Place, copy_folder, empty_folder, picture, today

NAME = "people"
FAULTS = ["kill", "full", "EIO", "EINTR", "short", "cut"]
THREADS = 3
MOST_CALLS = 900  # that change files, of what is sent below
PASSWORD = "ba con ca qua"
FORM = "application/x-www-form-urlencoded"
EVENT_IDS = [f"urn:uuid:0000000{number}-1111-4111-8111-111111111111" for number in (1, 2)]


class Line:
    """One person's browser, or a program, at a console."""

    def __init__(self, url, cookie="", token=""):
        self.at = urllib.parse.urlsplit(url)
        self.cookie, self.token = cookie, token

    def _head(self, content_type):
        head = {"Accept-Language": "en"}
        if self.cookie:
            head["Cookie"] = self.cookie
        if self.token:
            head["Authorization"] = f"Bearer {self.token}"
        if content_type:
            head["Content-Type"] = content_type
        return head

    def ask(self, method, path, body=b"", content_type=""):
        """Status, fields and body; None where no answer came."""
        line = http.client.HTTPConnection(self.at.hostname, self.at.port, timeout=TOO_LONG_SECONDS)
        try:
            line.request(method, path, body, self._head(content_type))
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()

    def send_half(self, path, body, content_type):
        """Says how long the form is, sends half of it, and is gone."""
        head = "".join(f"{name}: {value}\r\n" for name, value in self._head(content_type).items())
        text = (f"POST {path} HTTP/1.1\r\nHost: {self.at.netloc}\r\n{head}Content-Length: {len(body)}\r\n\r\n").encode()
        try:
            with socket.create_connection((self.at.hostname, self.at.port), timeout=5) as wire:
                wire.sendall(text + body[:len(body) // 2])
        except OSError:
            pass


class Desk:
    """A workplace of test labels, with somebody signed in and a program that may capture events."""

    def __init__(self, shop):
        self.folder = shop.scratch / "prepared-people"
        self.folder.mkdir()
        self.works = self.folder / "works"
        (self.folder / "root-passphrase").write_text("dong bang song Cuu Long\n")
        self._do(shop, "init", self.works, "--realm", "ocop.example.vn", "--root-keys", self.folder / "root-keys",
                 "--root-passphrase-file", self.folder / "root-passphrase")
        for kind in ("cooperatives", "products", "certifications"):
            self._do(shop, "import", kind, shop.examples / f"{kind}.csv")
        self._do(shop, "event", "add", "harvest", "--cooperative", "C01", "--lot", "TH-1=9 kg", "--goods", "Cá")
        self.token = self._do(shop, "token", "add", "faults", "--role", "data_entry", "--cooperative", "C01")["token"]
        code = self._do(shop, "user", "add", "lan", "--role", "administrator")["code"]
        console = Console(shop, Place(self.folder, {}))
        self._sign_in(console.url, code)
        if console.ended() != 0:
            raise SystemExit("faults: the console for people does not end")

    def _do(self, shop, *words):
        answer = shop.program.run(["--json", *words], self.works)
        if answer.status != 0:
            raise SystemExit(f"faults: the workplace for people could not be prepared: {answer.short()}")
        return answer.json

    def _sign_in(self, url, code):
        line = Line(url)
        line.ask("POST", "/set-password", form(user="lan", code=code, password=PASSWORD, password_again=PASSWORD), FORM)
        self.cookie = signed_in(line)
        if not self.cookie:
            raise SystemExit("faults: nobody could sign in")
        line.cookie = self.cookie
        home, product = (line.ask("GET", path)[2].decode() for path in ("/", "/records/products/P01"))
        self.form_token = re.search(r'name="form_token" value="([^"]+)"', home).group(1)
        self.version = re.search(r'name="version" value="([^"]*)"', product).group(1)
        self.name = html.unescape(re.search(r'name="name_vi"[^>]*value="([^"]*)"', product).group(1))


def form(**fields):
    return urllib.parse.urlencode(fields).encode()


def with_file(fields, name, file_name, content):
    parts = [f'--xx\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields.items()]
    last = f'--xx\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n\r\n'
    return "".join(parts).encode() + last.encode() + content + b"\r\n--xx--\r\n"


def signed_in(line):
    """The cookie of a new session; empty: it was refused."""
    answer = line.ask("POST", "/sign-in", form(user="lan", password=PASSWORD, next="/"), FORM)
    return answer[1].get("Set-Cookie", "").split(";")[0] if answer and answer[0] == 303 else ""


def captured():
    events = [{"type": "ObjectEvent", "eventID": each, "eventTime": "2026-11-24T10:00:00+07:00", "eventTimeZoneOffset": "+07:00",
               "epcList": [f"https://id.gs1.org/01/09521321000019/21/{number}"], "action": "OBSERVE"}
              for number, each in enumerate(EVENT_IDS)]
    return json.dumps({"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"], "type": "EPCISDocument",
                       "schemaVersion": "2.0", "creationDate": "2026-11-24T10:00:00Z",
                       "epcisBody": {"eventList": events}}).encode()


# What is sent: by name, its address, its body, its type, and how often a registry has it once it is done.
Sent = collections.namedtuple("Sent", "name path body content_type by_program sql")


def all_sent(desk):
    token = {"form_token": desk.form_token}
    day = "/".join(reversed(today().split("-")))
    multipart = "multipart/form-data; boundary=xx"
    return [
        Sent("place", "/records/places/new", form(**token, place_id="K9", coop_id="C01", name_vi="Vuông thử", kind="vùng trồng",
                                                  version=""), FORM, False,
             "SELECT count(*) FROM record WHERE kind = 'place' AND record_id = 'K9'"),
        Sent("event", "/events/new", form(**token, kind="harvest", once="page-people", day=day, cooperative="C01",
                                          **{"make-rows": "1", "make-1-lot": "TH-PEOPLE", "make-1-amount": "12 kg",
                                             "make-1-goods": "Cá thử"}), FORM, False,
             "SELECT count(*) FROM event WHERE body LIKE '%TH-PEOPLE%'"),
        Sent("lot", "/lots/new", form(**token, product="0" + FISH, packed=day, quantity="41", unit="kg", once="page-lot"), FORM,
             False, "SELECT count(*) FROM lot WHERE quantity_thousandths = 41000"),
        Sent("evidence", "/evidence", with_file({**token, "of": "event/1", "kind": "laboratory", "title": "Phiếu thử",
                                                 "version": ""}, "file", "x.pdf", PAPER), multipart, False,
             "SELECT count(*) FROM evidence WHERE body LIKE '%Phiếu thử%'"),
        Sent("picture", "/records/products/P01", with_file({**token, "name_vi": desk.name, "version": desk.version}, "picture",
                                                           "a.png", picture(40)), multipart, False,
             "SELECT count(DISTINCT json_extract(body, '$.picture')) FROM record WHERE record_id = 'P01' AND "
             "json_extract(body, '$.picture') <> ''"),
        Sent("capture", "/epcis/capture", captured(), "application/json", True,
             f"SELECT count(*) / 2 FROM epcis_event WHERE event_id IN ('{EVENT_IDS[0]}', '{EVENT_IDS[1]}')"),
    ]


def half_sent(desk):
    return form(form_token=desk.form_token, place_id="KNUA", coop_id="C01", name_vi="Nửa chừng", kind="vùng trồng", version="",
                street_address="x" * 400)


def send_all(url, desk, random, cuts):
    """All of it from some threads at once, and half a form after each; what was answered, by name."""
    left, answers, lock = collections.deque(all_sent(desk)), {}, threading.Lock()
    person, program = Line(url, cookie=desk.cookie), Line(url, token=desk.token)

    def work():
        while True:
            with lock:
                if not left:
                    return
                sent, cut = left.popleft(), cuts and random.random() < 0.5
            line = program if sent.by_program else person
            person.send_half("/records/places/new", half_sent(desk), FORM)
            if cut:
                line.send_half(sent.path, sent.body, sent.content_type)
                continue
            answer = line.ask("POST", sent.path, sent.body, sent.content_type)
            with lock:
                answers[sent.name] = answer

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def is_taken(answer):
    return answer is not None and answer[0] in (200, 201, 202, 303)


def counts(works, desk):
    """How often the registry has each."""
    with tempfile.TemporaryDirectory(prefix="temgoc-people-") as folder:
        for name in ("registry.sqlite", "registry.sqlite-wal"):
            if (works / name).exists():
                shutil.copy(works / name, folder)
        database = sqlite3.connect(f"{folder}/registry.sqlite")
        try:
            found = {sent.name: database.execute(sent.sql).fetchone()[0] for sent in all_sent(desk)}
            found["half"] = database.execute("SELECT count(*) FROM record WHERE record_id = 'KNUA'").fetchone()[0]
            found["file"] = [row[0] for row in database.execute(
                "SELECT DISTINCT json_extract(body, '$.picture') FROM record WHERE record_id = 'P01'") if row[0]]
        finally:
            database.close()
    return found


def kept_files(works, named):
    """A kept file is what its name says, and what a record names is there."""
    said = []
    for folder in ("pictures", "papers"):
        for path in (works / folder).glob("*"):
            if not path.name.startswith(".") and hashlib.sha256(path.read_bytes()).hexdigest() != path.stem:
                said.append(f"{folder}/{path.name} is not what its name says ({path.stat().st_size} bytes)")
    return said + [f"the picture {name} is on record and not there" for name in named if not (works / "pictures" / name).exists()]


def cases(shop, random, place):
    while True:
        for fault in FAULTS:
            yield f"{fault}:{random.randrange(MOST_CALLS)}"


def desk_of(shop):
    with shop.console_lock:
        if shop.people is None:
            shop.people = Desk(shop)
        return shop.people


def run(shop, place, argument):
    fault, at = argument.split(":")
    desk = desk_of(shop)
    place = Place(place.folder, {})
    empty_folder(place.folder)
    copy_folder(desk.folder, place.folder)
    before = Snapshot(place.works)
    setting = None if fault == "cut" else {"FAULT": fault, "FAULT_AT": at, "FAULT_UNDER": place.works}
    first = Console(shop, place, setting)
    answers = send_all(first.url, desk, randomness.Random(argument), fault == "cut") if first.url else {}
    said = ended_well(fault, first.ended(), first.url) + refusals(answers)
    stands = counts(place.works, desk)
    for name, answer in answers.items():
        if is_taken(answer) and stands[name] != 1:
            said.append(f"{name} was acknowledged, and is on record {stands[name]} times")
    return 2, said + once_more(shop, place, desk) + what_stands(shop, place, desk, before)


def refusals(answers):
    """A refusal names what is wrong; none is a fault that nobody foresaw."""
    return [f"{name} is answered {answer[0]}: {answer[2][:200]}" for name, answer in answers.items()
            if answer is not None and b"unexpected" in answer[2]]


def once_more(shop, place, desk):
    """Started again: who was signed in still is, and everything that is sent again is done."""
    console = Console(shop, place)
    if not console.url:
        return [f"the console does not start again: {console.ended()}"]
    said = []
    home = Line(console.url, cookie=desk.cookie).ask("GET", "/")
    if home is None or home[0] != 200:
        said.append(f"the session is lost: {home and home[0]}")
    answers = send_all(console.url, desk, randomness.Random(0), False)
    for sent in all_sent(desk):
        answer = answers.get(sent.name)
        # A form whose record was stored by the first sending may say so: its version is no more the one that was shown.
        if not is_taken(answer) and not (answer is not None and answer[0] in (409, 422)):
            said.append(f"{sent.name} sent again is answered {answer and (answer[0], answer[2][:200])}")
    if not signed_in(Line(console.url)):
        said.append("nobody can sign in")
    if console.ended() != 0:
        said.append("the console does not end well")
    return said


def what_stands(shop, place, desk, before):
    """Each once, half a form never, the log sound, nothing lost."""
    said = []
    stands = counts(place.works, desk)
    said += [f"{sent.name} is on record {stands[sent.name]} times" for sent in all_sent(desk) if stands[sent.name] != 1]
    if stands["half"]:
        said.append("half a form was recorded")
    said += kept_files(place.works, stands["file"])
    check = shop.program.run(["--json", "log", "check"], place.works)
    if (check.json or {}).get("sound") is not True:
        said.append(f"the log is not sound: {check.short()}")
    after = Snapshot(place.works)
    return said + lost(before, after) + numbering(after) + label_files(after, [place.works / "labels"])
