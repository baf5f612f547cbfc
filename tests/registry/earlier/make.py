#!/usr/bin/env python3
"""Makes sqlite_NNNN.sql: a registry as the program of schema step NNNN left it, from a workplace that has issued and printed.

    tests/registry/earlier/make.py REGISTRY.sqlite STEP...

The rows are put into the tables of step 1 and brought forward by the steps after it. A file that is there stays as it is: what was
released is never made anew. A new step N is released with `make.py REGISTRY N`, and on a server: load postgres_MMMM.sql of the step before with
psql, run the new step with `search_path = earlier` and set schema_version, then
`pg_dump -n earlier --inserts --no-owner --no-privileges --no-comments`, without comments, blank lines and \\restrict.
"""
import hashlib
import pathlib
import sqlite3
import sys

here = pathlib.Path(__file__).parent
schema = sorted((here / "../../../src/registry/sqlite/schema").resolve().glob("00*.sql"))
source = sqlite3.connect(sys.argv[1])
source.row_factory = sqlite3.Row
ROWS = {
    "record": "kind || '/' || record_id IN (SELECT 'cooperative/' || cooperative_id FROM lot UNION SELECT 'product/' || product_id FROM "
              "lot UNION SELECT 'place/' || place_id FROM lot WHERE place_id IS NOT NULL)",
    "cooperative": "id IN (SELECT cooperative_id FROM lot)",
    "place": "id IN (SELECT place_id FROM lot)",
    "product": "id IN (SELECT product_id FROM lot)",
    "realm": "true",
    "issuer_key": "cooperative_id IS NULL OR cooperative_id IN (SELECT cooperative_id FROM lot)",
    "issuer_key_status": "true",
    "log_entry": "true",
    "lot": "true",
    "print_job": "true",
}


def columns(database, table):
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]


def sha256(text):
    """As the program has it for its steps."""
    return None if text is None else hashlib.sha256(text.encode()).digest()


def first_step():
    made = sqlite3.connect(":memory:")
    made.create_function("sha256", 1, sha256, deterministic=True)
    made.executescript(schema[0].read_text())
    for table, where in ROWS.items():
        names = columns(made, table)
        for row in source.execute(f"SELECT * FROM {table} WHERE {where}"):
            cells = dict(row)
            if table == "lot":
                found = source.execute("SELECT record FROM lot_record WHERE lot_id = ?", (cells["id"],)).fetchone()
                cells["record"] = found[0]
            shared = [name for name in names if name in cells]
            made.execute(f"INSERT INTO {table} ({', '.join(shared)}) VALUES ({', '.join('?' * len(shared))})", [cells[n] for n in shared])
    made.commit()
    return made


database = first_step()
wanted = {int(each) for each in sys.argv[2:]}
for step, path in enumerate(schema, 1):
    if step > 1:
        database.executescript(path.read_text())
    target = here / f"sqlite_{step:04}.sql"
    if step not in wanted or target.exists():
        continue
    lines = [line for line in database.iterdump() if not line.startswith(("INSERT INTO \"sqlite_stat", "ANALYZE", "CREATE TABLE sqlite_stat"))]
    target.write_text("PRAGMA application_id = 1952804199;\nPRAGMA user_version = %d;\nPRAGMA foreign_keys = OFF;\n" % step + "\n".join(lines) + "\n")
