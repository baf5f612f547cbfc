"""A workplace set up once, as the README says, and copied for each case: keys take seconds to make."""

import datetime
import itertools
import os
import pathlib
import shutil
import struct
import subprocess
import threading
import zlib

FISH = "2990001000018"
OYSTER = "2990001000049"
SAUCE = "2990001000315"
PASSPHRASE = "dong bang song Cuu Long"
PAPER = b"%PDF-1.4\nphieu thu nghiem\n%%EOF\n"


def picture(shade):
    """A small PNG of one colour."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    width, height = 64, 48
    rows = b"".join(b"\0" + bytes([shade]) * 3 * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def today(days=0):
    zone = datetime.timezone(datetime.timedelta(hours=7))
    return (datetime.datetime.now(zone) + datetime.timedelta(days=days)).date().isoformat()


class Place:
    """One copy: the workplace, its root keys, passphrases and papers; `facts` of what is on record."""

    def __init__(self, folder, facts):
        self.folder = pathlib.Path(folder)
        self.facts = facts

    works = property(lambda self: self.folder / "works")
    root_keys = property(lambda self: self.folder / "root-keys")
    out = property(lambda self: self.folder / "out")
    passphrase = property(lambda self: self.folder / "passphrase")
    registry = property(lambda self: self.works / "registry.sqlite")


def copy_folder(source, target):
    subprocess.run(["cp", "-a", "--reflink=auto", f"{source}/.", str(target)], check=True)


def empty_folder(folder):
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)
        else:
            os.unlink(entry.path)


class Workshop:
    def __init__(self, scratch, program, examples):
        self.scratch = pathlib.Path(scratch)
        self.program = program
        self.examples = pathlib.Path(examples)
        self.prepared = Place(self.scratch / "prepared", {})
        self._quantities = itertools.count(100)
        self.console, self.console_lock = None, threading.Lock()  # console.py
        self.people = None  # people.py, under the same lock
        self._prepare()

    def place(self, slot):
        folder = self.scratch / f"slot-{slot}"
        folder.mkdir(exist_ok=True)
        return Place(folder, self.prepared.facts)

    def refill(self, place):
        """The place as it was prepared."""
        empty_folder(place.folder)
        copy_folder(self.prepared.folder, place.folder)

    def _do(self, *words):
        answer = self.program.run(["--json", *words], self.prepared.works)
        if answer.status != 0:
            raise SystemExit(f"faults: the workplace could not be prepared: {answer.short()}")
        return answer.json

    def _prepare(self):
        place = self.prepared
        place.out.mkdir(parents=True)
        for name in ("passphrase", "root-passphrase"):
            (place.folder / name).write_text(PASSPHRASE + "\n")
        self._do("init", place.works, "--realm", "ocop.example.vn", "--host", "tg.example.vn",
                 "--root-keys", place.root_keys, "--root-passphrase-file", place.folder / "root-passphrase")
        for kind in ("cooperatives", "places", "products", "certifications"):
            self._do("import", kind, self.examples / f"{kind}.csv")
        for cooperative in ("C01", "C90"):
            key = self._do("key", "new", "--cooperative", cooperative, "--passphrase-file", place.passphrase)
        self.prepared.facts["other_key"] = key["key_id"]
        self._do("key", "new", "--bundle", "--passphrase-file", place.passphrase)
        self._open_keys()
        self._sign()
        self._issue_and_print()
        self._papers()

    def _sign(self):
        """A list that changes keys asks for a look at them."""
        words = ["trust", "sign", *self.roots_words(self.prepared)]
        answer = self.program.run(["--json", *words], self.prepared.works)
        if answer.code == "trust_change_unconfirmed":
            words += ["--confirm", answer.error["value"]]
        if answer.status != 0:
            self._do(*words)

    def roots_words(self, place):
        return ["--root-keys", place.root_keys, "--root-passphrase-file", place.folder / "root-passphrase"]

    def _open_keys(self):
        """A passphrase takes most of a second by design; what is tested here lies behind it."""
        for folder in (self.prepared.works / "keys", self.prepared.root_keys):
            for key in folder.rglob("*.pem"):
                plain = subprocess.run(["openssl", "pkey", "-in", key, "-passin", f"pass:{PASSPHRASE}"],
                                       check=True, capture_output=True).stdout
                key.write_bytes(plain)

    def issue_words(self, gtin=FISH, place=None):
        """Each of another quantity: the same command twice within minutes is asked about."""
        return ["lot", "issue", "--product", gtin, "--packed", today(), "--quantity", str(next(self._quantities)),
                "--unit", "kg", "--passphrase-file", (place or self.prepared).passphrase]

    def _issue_and_print(self):
        place, facts = self.prepared, self.prepared.facts
        for name in ("valid", "recalled", "voided", "mistaken"):
            lot = self._do(*self.issue_words())
            facts[name] = {key: lot[key] for key in ("lot", "short_code", "url")}
        facts["sauce"] = self._do(*self.issue_words(SAUCE))["short_code"]
        sealed = ["--template", "roll-60x40-seal", "--codes", "item_seal", "--count", "4",
                  "--passphrase-file", place.passphrase]
        facts["job"] = self._do("label", "print", facts["valid"]["short_code"], *sealed)["job"]
        self._do("label", "print", facts["voided"]["short_code"], *sealed)
        self._do("label", "print", facts["valid"]["short_code"], "--template", "a4-65-link", "--count", "3")
        self._do("label", "void", facts["voided"]["short_code"], "--first", "2", "--last", "3",
                 "--reason", "in hỏng")
        self._do("lot", "recall", facts["recalled"]["short_code"], "--reason", "thử",
                 "--confirm", facts["recalled"]["lot"])
        self._do("link", "add", "--gtin", FISH, "--type", "gs1:recipeInfo", "--url",
                 "https://example.vn/cach-nau", "--title", "Cách nấu")
        self.prepared.facts["event"] = self._do("event", "add", "harvest", "--cooperative", "C01", "--lot",
                                                "TH-1=9 kg", "--goods", "Cá")["event"]
        self._sign()
        self._interrupt_a_print()

    def _interrupt_a_print(self):
        """A job on record whose file a killed run did not release."""
        place, facts = self.prepared, self.prepared.facts
        words = ["--json", "label", "print", facts["sauce"], "--template", "roll-60x40-seal",
                 "--count", "2"]
        count = place.folder / "count"
        for at in range(40, 400, 4):
            fault = {"FAULT": "kill", "FAULT_AT": at, "FAULT_UNDER": place.works, "FAULT_COUNT": count}
            self.program.run(words, place.works, fault)
            jobs = self._do("label", "list", "--limit", "1")["jobs"]
            if jobs[0]["state"] == "printing":
                facts["killed_job"] = jobs[0]["job"]
                return
        raise SystemExit("faults: no killed print job could be prepared")

    def _papers(self):
        """Tables to import: every product with another storage text."""
        text = (self.examples / "products.csv").read_text(encoding="utf-8")
        changed = text.replace("Bảo quản", "Bảo quản tốt ở")
        (self.prepared.folder / "products.csv").write_text(changed, encoding="utf-8")
        rows = "".join(f"{OYSTER},{today()},{quantity},kg\n" for quantity in (71, 72, 73))
        (self.prepared.folder / "lots.csv").write_text("san_pham,ngay_dong_goi,so_luong,don_vi\n" + rows,
                                                       encoding="utf-8")
        (self.prepared.folder / "paper.pdf").write_bytes(PAPER)
        (self.prepared.folder / "photo.png").write_bytes(picture(40))
        self._do("backup", "create", self.prepared.folder / "backups", "--passphrase-file", self.prepared.passphrase)
