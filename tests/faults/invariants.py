"""What must hold after any fault: ARCHITECTURE.md, "What must hold", and docs/faults.md."""

import collections
import hashlib
import pathlib
import re
import shutil
import sqlite3
import tempfile

from program import CRASHES

# Tables whose rows are final: what was there before a fault is there after it.
FINAL = ["record", "issuer_key", "issuer_key_status", "log_entry", "lot", "lot_record", "lot_record_part", "print_job",
         "listed_serial", "label_template", "printed_part", "print_outcome", "void_range", "recall", "report", "link",
         "lot_cancellation", "roll", "roll_code", "roll_range", "printer", "partner", "event", "event_lot", "event_error", "evidence", "act", "trust_note"]
COUNTED = ["scan", "removed"]

PLACEHOLDER = re.compile(r"\{[a-z_0-9]+\}")
RAW_KEY = re.compile(r"\b(?:error|hint|warning|headline|reason|sentence)\.[a-z_]+(?:\.[a-z_]+)*\b")
NOTHING_HAPPENED = re.compile(r"nothing was (?:left|written|recorded|changed|stored|kept|signed)|not recorded"
                              r"|chưa (?:có gì )?(?:được )?(?:ghi|ký)|không có gì (?:được|còn|bị)", re.I)
# In words, where the answer is not JSON.
RECORDED = re.compile(r"recorded:|on record|đã ghi:|trong sổ", re.I)


class Snapshot:
    """The registry's facts and the trust lists of a workplace, read from a copy of its files."""

    def __init__(self, works):
        self.tables = {}
        self.damaged = ""
        works = pathlib.Path(works)
        with tempfile.TemporaryDirectory(prefix="temgoc-snapshot-") as folder:
            for name in ("registry.sqlite", "registry.sqlite-wal"):
                if (works / name).exists():
                    shutil.copy(works / name, folder)
            try:
                self._read(sqlite3.connect(f"{folder}/registry.sqlite"))
            except sqlite3.Error as error:
                self.damaged = str(error)
        signed = works / "trust" / "signed"
        self.kept = {path.name: path.read_bytes() for path in sorted(signed.glob("*"))
                     if path.is_file() and not path.name.startswith(".")} if signed.is_dir() else {}
        self.trust_version = version_of(works / "trust" / "trust_list")

    def _read(self, database):
        present = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in FINAL + ["scan"]:
            if table not in present:
                continue
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[1] != "removed_at"]
            rows = database.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
            self.tables[table] = (columns, set(rows))
        if "link" in present:
            removed = database.execute("SELECT id FROM link WHERE removed_at IS NOT NULL").fetchall()
            self.tables["removed"] = (["id"], set(removed))
        database.close()

    def rows(self, table):
        return self.tables.get(table, ([], set()))[1]

    def column(self, table, *names):
        columns, rows = self.tables.get(table, ([], set()))
        at = [columns.index(name) for name in names]
        return [tuple(row[i] for i in at) for row in rows]


def version_of(path):
    try:
        found = re.search(rb'"version":\s*(\d+)', path.read_bytes())
    except OSError:
        return 0
    return int(found.group(1)) if found else 0


def lost(before, after):
    """What was on record and is no more."""
    said = []
    if after.damaged:
        return [f"the registry cannot be read: {after.damaged}"]
    for table in FINAL + ["removed"]:
        gone = before.rows(table) - after.rows(table)
        if gone:
            said.append(f"{len(gone)} rows of {table} are lost, one {str(sorted(gone, key=str)[0])[:160]}")
    for name, content in before.kept.items():
        if name in after.kept and after.kept[name] != content:
            said.append(f"trust/signed/{name} has two contents")
        if name not in after.kept:
            said.append(f"trust/signed/{name} is lost")
    if after.trust_version < before.trust_version:
        said.append(f"the trust list went back from {before.trust_version} to {after.trust_version}")
    return said


def numbering(snapshot):
    """Numbers without gap or repetition."""
    said = []

    def whole(what, numbers, first):
        for group, each in numbers.items():
            if sorted(each) != list(range(first, first + len(each))):
                said.append(f"{what} of {group}: {sorted(each)[:40]}")

    def grouped(pairs):
        groups = collections.defaultdict(list)
        for group, number in pairs:
            groups[group].append(number)
        return groups

    whole("issue numbers", grouped(snapshot.column("lot", "key_id", "issue_number")), 1)
    whole("leaves", grouped(snapshot.column("log_entry", "realm_id", "leaf_index")), 0)
    serials = collections.defaultdict(list)
    for lot, kind, first, last, reprint in snapshot.column("print_job", "lot_id", "kind", "first_serial", "last_serial",
                                                           "reprint_of"):
        if kind == "item_seal" and reprint is None:
            serials[lot] += range(first, last + 1)
    whole("serials", serials, 1)
    return said


def label_files(snapshot, folders):
    """Files under their final names are whole, and as they were recorded."""
    said = []
    hashes = {pathlib.Path(file).name: sha for file, sha in snapshot.column("printed_part", "file", "sha256")}
    for folder in folders:
        for path in pathlib.Path(folder).glob("*"):
            if path.name.startswith(".") or path.suffix not in (".pdf", ".zpl", ".tspl", ".xlsx", ".png"):
                continue
            content = path.read_bytes()
            if path.suffix == ".pdf" and not (content.startswith(b"%PDF") and b"%%EOF" in content[-32:]):
                said.append(f"{path.name} is torn ({len(content)} bytes)")
            if not content:
                said.append(f"{path.name} is empty")
            known = hashes.get(path.name)
            if known and hashlib.sha256(content).hexdigest() != known:
                said.append(f"{path.name} is not what was recorded")
    return said


def released_files(before, works):
    """Files that were said to be released are there."""
    said = []
    for (file,) in before.column("printed_part", "file"):
        if not (pathlib.Path(works) / file).exists():
            said.append(f"a released file is lost: {pathlib.Path(file).name}")
    return said


def read_words(answer):
    """The answer as a person reads it."""
    said = []
    told = answer.told()
    if answer.hung:
        said.append(f"hangs: {answer.short()}")
    if answer.status in CRASHES:
        said.append(f"{CRASHES[answer.status]}: {answer.short()}")
    for pattern, what in ((PLACEHOLDER, "a placeholder"), (RAW_KEY, "a raw key")):
        found = pattern.search(told)
        if found:
            said.append(f"{what} reaches a person, {found.group(0)}: {answer.short()}")
    if answer.code == "unexpected" or answer.status == 1:
        said.append(f"says 'unexpected': {answer.short()}")
    if answer.status > 0 and answer.json and answer.json.get("ok") is False and not answer.error.get("message"):
        said.append(f"an error without words: {answer.short()}")
    return said


def truth(act, answer, done):
    """An act is said to be done exactly if it is on record. `done`: None where nothing is to be recorded."""
    if done is None or answer.killed or answer.status < 0:
        return []
    if answer.status == 0:
        return [] if done else [f"{act.name} said done, and is not on record"]
    told = answer.told()
    if not done:
        return [f"{act.name} said recorded, and is not: {answer.short()}"] if answer.says_recorded else []
    if act.file:
        return []
    says = answer.says_recorded or RECORDED.search(told)
    if not says or NOTHING_HAPPENED.search(told):
        return [f"{act.name} is recorded, and the answer does not say so: {answer.short()}"]
    return []


def goes_on(shop, place, before, language="en", may_refuse=()):
    """The workplace opens, the next command works, the log is sound, nothing is lost."""
    said = []
    next_one = shop.program.run(["--json", *shop.issue_words(place=place)], place.works, language=language)
    said += read_words(next_one)
    if next_one.status != 0:
        if next_one.code in may_refuse and next_one.error.get("hint"):
            return said
        said.append(f"the next command fails: {next_one.short()}")
    check = shop.program.run(["--json", "log", "check"], place.works, language=language)
    said += read_words(check)
    if (check.json or {}).get("sound") is not True:
        said.append(f"the log is not sound: {check.short()}")
    after = Snapshot(place.works)
    said += lost(before, after) + numbering(after) + released_files(before, place.works)
    said += label_files(after, [place.works / "labels", place.out])
    codes = {code for (code,) in after.column("lot", "short_code")}
    if next_one.status == 0 and next_one.json["short_code"].replace("-", "") not in codes:
        said.append("the next lot was acknowledged and is not on record")
    said += verdicts(shop, place) + new_workplace(shop, place, language)
    return said


def new_workplace(shop, place, language):
    """A folder with settings is a whole workplace."""
    new = place.folder / "new"
    if not (new / "temgoc.toml").exists():
        return []
    check = shop.program.run(["--json", "log", "check"], new, language=language)
    return read_words(check) + ([] if check.status == 0 else [f"the new workplace: {check.short()}"])


def verdicts(shop, place, words=("--json", "verify", "-")):
    """A recalled lot is never valid, a valid one is believed."""
    facts = place.facts
    text = facts["recalled"]["url"] + "\n" + facts["valid"]["url"] + "\n"
    answer = shop.program.run(list(words), place.works, input_text=text)
    lines = re.findall(r'"verdict":"(\w+)"', answer.out)
    if len(lines) != 2:
        return [f"verify fails: {answer.short()}"]
    said = []
    if lines[0] == "valid":
        said.append("the recalled lot is valid")
    elif lines[0] != "recalled":
        said.append(f"the recalled lot is {lines[0]}")
    if lines[1] != "valid":
        said.append(f"the valid lot is {lines[1]}")
    return said
