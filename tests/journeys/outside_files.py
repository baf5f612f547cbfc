#!/usr/bin/env python3
"""outside_files.py TEMGOC EXAMPLES: the files for authorities and buyers, opened by Python and by no reader of ours.

A lot with its way from the catch to a shop is written in every kind and form. The workbook of a kind must hold the cells of
its CSV, text for text; JSON must name the lot, the kind and the version; no file may name the buyer that it must not name.
"""
import csv, datetime, io, json, os, subprocess, sys, tempfile, zipfile
from xml.etree import ElementTree

temgoc, examples = sys.argv[1:]
faults = []
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def check(holds, what):
    if not holds:
        faults.append(what)


def run(*words):
    done = subprocess.run([temgoc, *words], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
    return done.stdout


def place(reference):
    """"AB12" as row and column, from 0."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters):]) - 1, column - 1


def cells(path):
    """The first sheet of a workbook: text by place, by the rules of ECMA-376."""
    with zipfile.ZipFile(path) as book:
        check(book.testzip() is None, f"{path}: a part is damaged")
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml")).iter(MAIN + "si"):
                shared.append("".join(text.text or "" for text in item.iter(MAIN + "t")))
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    found = {}
    for cell in sheet.iter(MAIN + "c"):
        value = cell.find(MAIN + "v")
        inline = cell.find(MAIN + "is")
        if inline is not None:
            text = "".join(part.text or "" for part in inline.iter(MAIN + "t"))
        elif value is None:
            continue
        else:
            text = shared[int(value.text)] if cell.get("t") == "s" else value.text
        check(cell.find(MAIN + "f") is None, f"{path}: a cell is a formula")
        found[place(cell.get("r"))] = text
    return found


def day_of(serial):
    """The day, or the minute, that a workbook's number stands for, as CSV has it; empty: it is no number."""
    try:
        at = datetime.datetime(1899, 12, 30) + datetime.timedelta(days=float(serial))
    except ValueError:
        return ""
    rounded = at + datetime.timedelta(seconds=30)
    return rounded.strftime("%d/%m/%Y" if float(serial).is_integer() else "%d/%m/%Y %H:%M")


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    return list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.split("\n")[0] else ","))


with tempfile.TemporaryDirectory() as folder:
    works = os.path.join(folder, "works")
    secret = os.path.join(folder, "passphrase")
    with open(secret, "w") as file:
        file.write("a passphrase for a test\n")
    os.environ.update(TEMGOC_WORKPLACE=works, TEMGOC_LANG="en")
    run("init", works, "--realm", "ocop.example.vn", "--host", "tg.example.vn", "--root-keys", os.path.join(folder, "roots"),
        "--root-passphrase-file", secret)
    for kind in ("cooperatives", "places", "products", "certifications"):
        run("import", kind, os.path.join(examples, kind + ".csv"))
    run("key", "new", "--cooperative", "C01", "--passphrase-file", secret)
    run("trust", "sign", "--root-keys", os.path.join(folder, "roots"), "--root-passphrase-file", secret)
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date().isoformat()
    lot = json.loads(run("--json", "lot", "issue", "--product", "2990001000018", "--packed", today, "--quantity", "90",
                         "--unit", "kg", "--passphrase-file", secret))
    code = lot["short_code"]
    run("partner", "add", "--id", "NB1", "--cooperative", "C01", "--name", "Salt \"of\" Can Gio; <1>", "--as", "supplier")
    run("partner", "add", "--id", "B1", "--cooperative", "C01", "--name", "Cửa hàng Kín", "--as", "buyer")
    run("event", "add", "harvest", "--cooperative", "C01", "--lot", "TH-1=120 kg", "--goods", "Cá đù, tươi")
    run("event", "add", "receive", "--cooperative", "C01", "--partner", "NB1", "--lot", "NB1:55/26=80 kg", "--goods", "=1+1")
    run("event", "add", "pack", "--cooperative", "C01", "--use", "TH-1=100 kg", "--use", "NB1:55/26=5 kg", "--make",
        f"{code}=90 kg", "--loss", "15 kg")
    run("event", "add", "ship", "--cooperative", "C01", "--partner", "B1", "--lot", f"{code}=40 kg")

    def written(kind, ending):
        path = os.path.join(folder, f"{kind}.{ending}")
        run("export", kind, "--lot", code, "--out", path)
        return path

    for kind in ("circular-02", "circular-31", "fsma204"):
        table, book = rows(written(kind, "csv")), cells(written(kind, "xlsx"))
        check(len(table) > 1, f"{kind}: nothing but a heading")
        heading = len(table[0])
        check(heading > 5 and all(len(row) == heading for row in table), f"{kind}: rows of different length")
        for at, row in enumerate(table):
            for column, text in enumerate(row):
                there = book.get((at, column), "")
                # Programs take a text that begins so for a formula: CSV has a mark before it.
                plain = text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text
                check(there in (text, plain) or day_of(there) == text, f"{kind} ({at + 1}, {column + 1}): {text!r} in CSV, {there!r} in XLSX")
        check(any(lot["lot"] in text for row in table for text in row), f"{kind} does not name the lot")
        if kind != "fsma204":
            check("Cửa hàng Kín" not in str(table) + str(book), f"{kind} names a buyer")
    for kind in ("circular-02", "circular-31", "passport", "dpp"):
        with open(written(kind, "json"), encoding="utf-8") as file:
            text = file.read()
        made = json.loads(text)
        check(lot["lot"] in text, f"{kind} does not name the lot")
        check("Cửa hàng Kín" not in text, f"{kind} names a buyer")
        if kind == "dpp":
            check("dppSchemaVersion" in text, "dpp has no version")
        else:
            check(made.get("version") == 1, f"{kind} has no version")
    with open(written("epcis", "jsonld"), encoding="utf-8") as file:
        events = json.load(file)["epcisBody"]["eventList"]
    check(len(events) == 4, f"epcis has {len(events)} events, not 4")
print("\n".join(faults) or "read alike")
sys.exit(1 if faults else 0)
