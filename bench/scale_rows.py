#!/usr/bin/env python3
"""scale_rows.py REGISTRY LOTS SCANS: fills a workplace's registry up to so many lots and scans, copies of its first lot under numbers and codes
of their own, row by row as they would lie there but for the signature. REGISTRY is a file, or a URL of PostgreSQL."""

import json
import sqlite3
import subprocess
import sys

DAYS = 1500
AT_ONCE = 20_000
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def typed_code(number):
    """Eight letters, each number other ones in an order that looks like none, and the ninth that checks them (src/model/short_code.cpp)."""
    scattered, text, check = (number * 0x9E3779B97F4A7C15) % (1 << 40), "", 0
    for shift in range(0, 40, 5):
        letter = (scattered >> shift) & 31
        text += ALPHABET[letter]
        check = _times_x(check) ^ letter
    return text + ALPHABET[_times_x(check)]


def _times_x(element):
    return (element << 1) ^ (37 if element & 16 else 0)


def header(seal, number, day):
    """The seal's first 13 bytes: version, key, number, day, shelf life (docs/seal_format.md)."""
    return seal[:5] + number.to_bytes(4, "big") + day.to_bytes(2, "big") + seal[11:13]


class File:
    mark = "?"

    def __init__(self, path):
        self.database = sqlite3.connect(path, isolation_level=None)
        self.database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA foreign_keys = OFF")

    def first(self, table, where="true"):
        rows = self.database.execute(f"SELECT * FROM {table} WHERE {where} LIMIT 1")
        return dict(zip([each[0] for each in rows.description], rows.fetchone()))

    def number(self, sql):
        return self.database.execute(sql).fetchone()[0]

    def begin(self):
        self.database.execute("BEGIN")

    def put(self, table, columns, rows):
        marks = ", ".join("?" * len(columns))
        self.database.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    def done(self):
        self.database.execute("COMMIT")
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.close()


class Server:
    """Rows go by COPY through psql, whose text format has \\x for bytes and \\N for none."""

    def __init__(self, url):
        self.words = ["psql", "-qAt", "-v", "ON_ERROR_STOP=1", url]

    def _ask(self, sql):
        return subprocess.run([*self.words, "-c", sql], check=True, capture_output=True, text=True).stdout.rstrip("\n")

    def first(self, table, where="true"):
        columns = self._ask(f"SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 "
                            "AND NOT attisdropped").split(",")
        row = json.loads(self._ask(f"SELECT row_to_json(t) FROM (SELECT * FROM {table} WHERE {where} LIMIT 1) t"))
        return {name: bytes.fromhex(row[name][2:]) if isinstance(row[name], str) and row[name].startswith("\\x") else row[name] for name in columns}

    def number(self, sql):
        return int(self._ask(sql))

    def begin(self):
        self.copies = {}

    def put(self, table, columns, rows):
        text = "".join("\t".join(self._cell(each) for each in row) + "\n" for row in rows)
        subprocess.run([*self.words, "-c", f"COPY {table} ({', '.join(columns)}) FROM STDIN"], input=text.encode(), check=True)

    @staticmethod
    def _cell(value):
        if value is None:
            return "\\N"
        if isinstance(value, bytes):
            return "\\\\x" + value.hex()
        return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")

    def done(self):
        self._ask("ANALYZE")


def fill(place, lots, scans):
    lot = place.first("lot", "id = 1")
    entry = place.first("log_entry", f"realm_id = {lot['realm_id']} AND leaf_index = {lot['leaf_index']}")
    record = place.first("lot_record", "lot_id = 1")
    have = place.number("SELECT max(id) FROM lot")
    number = place.number("SELECT max(issue_number) FROM lot WHERE key_id = (SELECT key_id FROM lot WHERE id = 1)")
    leaf = place.number(f"SELECT max(leaf_index) FROM log_entry WHERE realm_id = {lot['realm_id']}")
    epoch_day = int.from_bytes(lot["seal"][9:11], "big") - lot["packed_on"]
    lines = entry["entry"].decode().split("\n")
    place.begin()
    while have < lots:
        count = min(AT_ONCE, lots - have)
        lots_rows, entries, records = [], [], []
        for _ in range(count):
            have, number, leaf = have + 1, number + 1, leaf + 1
            day = lot["packed_on"] - number % DAYS
            seal = header(lot["seal"], number, day + epoch_day) + lot["seal"][13:]
            code = typed_code(number)
            own = {"id": have, "issue_number": number, "leaf_index": leaf, "code": f"B{number}", "short_code": code, "seal": seal, "packed_on": day,
                   "request_id": None}
            lots_rows.append([own.get(name, lot[name]) for name in lot])
            # Lines: kind, realm, header, GTIN, code, hash of the record, reason (docs/log_format.md, section 2).
            lines[2], lines[4] = seal[:13].hex(), own["code"]
            entries.append([leaf if name == "leaf_index" else "\n".join(lines).encode() if name == "entry" else entry[name] for name in entry])
            records.append([have if name == "lot_id" else record[name] for name in record])
        place.put("log_entry", list(entry), entries)
        place.put("lot", list(lot), lots_rows)
        place.put("lot_record", list(record), records)
    columns = ["lot_id", "serial", "place", "scans", "first_at", "counted_at", "last_at", "too_fast"]
    written = place.number("SELECT count(*) FROM scan")
    while written < scans:
        count = min(AT_ONCE, scans - written)
        rows = []
        for nth in range(written, written + count):
            # Each lot's labels one after another, as packs of one lot are scanned.
            at = lot["issued_at"] + nth
            rows.append([1 + nth * lots // scans, f"{nth:07d}"[-7:], "", 1, at, at, at, 0])
        place.put("scan", columns, rows)
        written += count
    place.done()


if __name__ == "__main__":
    where = sys.argv[1]
    fill(Server(where) if where.startswith("postgresql:") else File(where), int(sys.argv[2]), int(sys.argv[3]))
