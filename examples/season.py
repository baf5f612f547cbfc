#!/usr/bin/env python3
"""Issues a season's lots over the API of `temgoc console`, prints their labels and fetches the files.

    season.py --url http://127.0.0.1:8081 --token-file token season.csv --out labels

The table has a lot in each row: product (GTIN), packed_on, quantity, unit, labels, template. Run again with
the same table it issues and prints nothing twice: each request carries a key made of the table. Python's
standard library alone. docs/api.md explains each request.
"""

import argparse
import csv
import datetime
import hashlib
import json
import pathlib
import sys
import time
import urllib.error
import urllib.request

MOST_LOTS = 1000  # in one request


class Problem(Exception):
    """What the server says where it does not do what it was asked (RFC 9457)."""

    def __init__(self, document):
        super().__init__(document["detail"])
        self.document = document


class Console:
    def __init__(self, url, token):
        self.url = url.rstrip("/") + "/api/v1"
        self.token = token

    def ask(self, method, path, body=None, key=None):
        """The answer: JSON as it is, a file as bytes. Waits where the server is busy."""
        headers = {"Authorization": "Bearer " + self.token, "Accept-Language": "en"}
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        if key is not None:
            headers["Idempotency-Key"] = key
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        for attempt in range(5):
            try:
                with urllib.request.urlopen(request, timeout=120) as answer:
                    content = answer.read()
                    is_json = answer.headers.get_content_type() == "application/json"
                    return json.loads(content) if is_json else content
            except urllib.error.HTTPError as refused:
                document = json.loads(refused.read())
                if refused.code not in (429, 503) or attempt == 4:
                    raise Problem(document) from None
                time.sleep(int(refused.headers.get("Retry-After", "2")))


def read_season(path, today):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["packed_on"] == "today":
            row["packed_on"] = today
    return rows


def draft_of(row):
    return {name: row[name] for name in ("product", "packed_on", "quantity", "unit")}


def issue(console, rows, season):
    """The lots of the rows, in their order; None where one was refused."""
    lots = []
    for start in range(0, len(rows), MOST_LOTS):
        drafts = [draft_of(row) for row in rows[start:start + MOST_LOTS]]
        answer = console.ask("POST", "/lots", {"lots": drafts}, f"{season}-lots-{start}")
        for number, result in enumerate(answer["results"], start + 2):
            if result["problem"]:
                print(f"row {number}: {result['problem']['detail']}", file=sys.stderr)
            lots.append(result["lot"])
    return lots


def printed(console, lot, row, key):
    order = {"template": row["template"], "count": int(row["labels"])}
    job = console.ask("POST", f"/lots/{lot['short_code']}/prints", order, key)
    while job["state"] in ("waits", "runs"):
        time.sleep(0.3)
        job = console.ask("GET", f"/prints/{job['print']}")
    if job["problem"]:
        raise Problem(job["problem"])
    return console.ask("GET", f"/jobs/{job['job']}")


def fetch(console, job, folder):
    for part in job["released"]:
        content = console.ask("GET", f"/jobs/{job['job']}/files/{part['part']}")
        if hashlib.sha256(content).hexdigest() != part["sha256"]:
            raise SystemExit(f"job {job['job']}: the file is not the one that was printed")
        name = f"{job['lot']}-job{job['job']}-{part['part']}" + pathlib.Path(part["file"]).suffix
        (folder / name).write_bytes(content)
        print(f"  {folder / name}: {part['pages']} page(s), {part['read_back']} label(s) read back")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("season", help="the table")
    options.add_argument("--url", required=True, help="of the console")
    options.add_argument("--token-file", required=True, help="what temgoc token add said")
    options.add_argument("--out", required=True, type=pathlib.Path, help="folder for the label files")
    given = options.parse_args()
    console = Console(given.url, pathlib.Path(given.token_file).read_text().strip())
    vietnam = datetime.timezone(datetime.timedelta(hours=7))
    rows = read_season(given.season, datetime.datetime.now(vietnam).date().isoformat())
    season = hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:24]
    given.out.mkdir(parents=True, exist_ok=True)
    refused = 0
    for number, (row, lot) in enumerate(zip(rows, issue(console, rows, season))):
        if lot is None:
            refused += 1
            continue
        print(f"lot {lot['lot']} ({lot['short_code']}): {lot['url']}")
        if int(row["labels"]) > 0:
            fetch(console, printed(console, lot, row, f"{season}-print-{number}"), given.out)
    return 1 if refused else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Problem as problem:
        print(f"season.py: {problem}\n  {problem.document['hint'] or ''}", file=sys.stderr)
        sys.exit(1)
