#!/usr/bin/env python3
"""Growth: the same work in registries of more and more lots, on SQLite or on a PostgreSQL of its own. Started by scale.sh; README.md says what it measures."""

import argparse
import atexit
import datetime
import http.client
import json
import math
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

import scale_rows

GTIN = "02990001000018"
LOOK_UPS = 2000
PAGES = 400
IMPORTED = 500
# What each figure may grow as; the bench names what it found beside it. Times are processor time of the program, user and system together:
# what else the machine does disturbs them little. With --server the server's own is not in them.
MEASURES = [
    ("issue_per_s", "lots issued in a second of processor time, a table of 500 (`import lots`)", "constant"),
    ("look_up_pages", "pages touched by a look-up of a random lot", "logarithmic"),
    ("verify_ms", "verdict of a random lot over HTTP, processor ms", "logarithmic"),
    ("page_ms", "page of a random lot over HTTP, processor ms", "logarithmic"),
    ("today_ms", "Today page, processor ms", "constant"),
    ("log_catch_up_per_s", "log entries appended in a second of processor time, all of them at once", "constant"),
    ("log_append_s", "one command that issues a lot and appends its entry, processor s", "constant"),
    ("proof_s", "a receipt of a lot (`log prove`), processor s", "logarithmic"),
    ("bundle_s", "bundle built, processor s", "linear"),
    ("bundle_bytes", "bundle, bytes", "linear"),
    ("bundle_mb", "bundle built, peak memory, MB", "constant"),
    ("backup_s", "backup made, opened and checked, processor s", "linear"),
    ("backup_mb", "backup made, peak memory, MB", "constant"),
    ("file_bytes", "registry, bytes", "linear"),
    ("row_bytes", "registry, bytes a lot (scans left out)", "constant"),
    ("scan_bytes", "registry, bytes a scan", "constant"),
    ("start_s", "`serve` until it answers, processor s", "constant"),
    ("memory_mb", "memory of `serve` after these pages, MB", "constant"),
]


def number_in(text):
    return int(float(text[:-1]) * {"k": 1e3, "m": 1e6}[text[-1].lower()]) if text[-1].lower() in "km" else int(text)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=["10k", "1m"], help="lots: 10k 1m 10m")
    parser.add_argument("--scans", default="1", help="scans a lot, or a number for the largest size, as 100m")
    parser.add_argument("--server", action="store_true", help="on PostgreSQL instead of SQLite")
    parser.add_argument("--works", required=True, help="a workplace that has issued one lot; scale.sh makes it")
    parser.add_argument("--passphrase", required=True)
    parser.add_argument("--leave-out", default="", help="of pages,commands,today,bundle,backup: what takes longest with many lots")
    parser.add_argument("--out", help="write the table and the curves there: FOLDER/scale-ENGINE.md and .svg")
    return parser.parse_args()


def run(works, *words, check=True, stdin=None):
    environment = dict(os.environ, TEMGOC_WORKPLACE=str(works), TEMGOC_LANG="en")
    done = subprocess.run(["temgoc", *map(str, words)], env=environment, capture_output=True, text=True, input=stdin, check=False)
    if check and done.returncode != 0:
        raise SystemExit(f"scale: temgoc {' '.join(map(str, words))}: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def cost(works, *words):
    """Processor seconds of a command, and its peak memory in MB."""
    environment = dict(os.environ, TEMGOC_WORKPLACE=str(works), TEMGOC_LANG="en")
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(["temgoc", *map(str, words)], env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            raise SystemExit(f"scale: temgoc {' '.join(map(str, words))}: {process.returncode}\n{said.read()[-2000:].decode()}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def seconds(works, *words):
    return cost(works, *words)[0]


def median(values):
    return sorted(values)[len(values) // 2]


class Engine:
    """Where the registry is, and how its size is known."""

    def __init__(self, works):
        self.file = works / "registry.sqlite"

    def fill(self, lots, scans):
        scale_rows.fill(scale_rows.File(self.file), lots, scans)

    def bytes(self):
        subprocess.run(["sqlite3", self.file, "PRAGMA wal_checkpoint(TRUNCATE)"], check=True, capture_output=True)
        return self.file.stat().st_size

    def look_up_pages(self, chance, lots):
        """By SQLite's own count, of the statement that a scan asks for; the program's cache of what is shared holds nothing of it."""
        numbers = [chance.randrange(2, lots) for _ in range(LOOK_UPS)]
        key = subprocess.run(["sqlite3", self.file, "SELECT hex(key_id) FROM lot WHERE id = 1"], check=True, capture_output=True, text=True).stdout.strip()
        ask = "SELECT hex(l.seal), l.code, l.packed_on, r.name FROM lot l JOIN realm r ON r.id = l.realm_id WHERE l.key_id = x'{}' AND l.issue_number = {};"
        def touched(statements):
            # The shell prints what each statement touched, and forgets it.
            text = ".stats on\n" + "\n".join(statements) + "\n"
            said = subprocess.run(["sqlite3", self.file], input=text, check=True, capture_output=True, text=True).stdout
            return sum(int(each) for each in re.findall(r"Page cache (?:hits|misses):\s+(\d+)", said))
        few = touched([ask.format(key, numbers[0])])
        return (touched([ask.format(key, each) for each in numbers]) - few) / (len(numbers) - 1)

    def end(self):
        pass


class ServerEngine(Engine):
    """A PostgreSQL of the bench's own, in a temporary folder on a socket."""

    PROGRAMS = pathlib.Path("/usr/lib/postgresql/15/bin")

    def __init__(self, works, scratch):
        self.works, self.folder = works, pathlib.Path(tempfile.mkdtemp(prefix="temgoc_scale_pg_", dir=scratch))
        self.drop = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
            os.chmod(scratch, 0o711)
            self.drop = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        self._do("initdb", "-D", self.folder / "data", "-U", "temgoc", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self._do("pg_ctl", "-w", "-D", self.folder / "data", "-l", self.folder / "log", "-o",
                 f"-k {self.folder} -c listen_addresses= -c shared_buffers=1GB -c max_wal_size=4GB", "start")
        self.url = f"postgresql://temgoc@{str(self.folder).replace('/', '%2F')}/postgres"
        run(works, "migrate", "--to", self.url)

    def _do(self, program, *words):
        subprocess.run([*self.drop, self.PROGRAMS / program, *map(str, words)], check=True, stdout=subprocess.DEVNULL, cwd="/")

    def _ask(self, sql):
        return subprocess.run(["psql", "-qAt", self.url, "-c", sql], check=True, capture_output=True, text=True).stdout.strip()

    def fill(self, lots, scans):
        scale_rows.fill(scale_rows.Server(self.url), lots, scans)

    def bytes(self):
        return int(self._ask("SELECT pg_database_size('postgres')"))

    def look_up_pages(self, chance, lots):
        touched = []
        for _ in range(50):
            plan = json.loads(self._ask("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT l.seal FROM lot l JOIN realm r ON r.id = l.realm_id WHERE l.key_id = "
                                        f"(SELECT key_id FROM lot WHERE id = 1) AND l.issue_number = {chance.randrange(2, lots)}"))[0]["Plan"]
            touched.append(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
        return sum(touched) / len(touched)

    def end(self):
        self._do("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)


class Service:
    """`temgoc serve` or `temgoc console` beside the bench."""

    def __init__(self, works, *words, port):
        environment = dict(os.environ, TEMGOC_WORKPLACE=str(works), TEMGOC_LANG="en")
        self.port = port
        self.process = subprocess.Popen(["temgoc", *words, "--listen", f"127.0.0.1:{port}"], env=environment, stdout=subprocess.DEVNULL)
        atexit.register(self.process.kill)
        while True:
            try:
                self.get("/health")
                break
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit(f"scale: temgoc {' '.join(words)} ended")
                time.sleep(0.005)
        self.start_s = self.used_s()

    def get(self, path, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    def used_s(self):
        """Processor time of all threads so far; a thread that ended would be missing, and none does."""
        tasks = pathlib.Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(each.read_text(encoding="utf-8").split()[0]) for each in tasks) / 1e9

    def ms(self, paths, headers=None, good=(200,)):
        began = self.used_s()
        for path in paths:
            answer, _ = self.get(path, headers)
            if answer.status not in good:
                raise SystemExit(f"scale: {path}: {answer.status}")
        return (self.used_s() - began) * 1000 / len(paths)

    def memory_mb(self):
        return int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8"))[1]) / 1024

    def end(self):
        self.process.terminate()
        self.process.wait()


def sign_in(service, works):
    code = json.loads(run(works, "--json", "user", "add", "bench", "--role", "printer"))["code"]
    def post(path, **fields):
        from urllib.parse import urlencode
        connection = http.client.HTTPConnection("127.0.0.1", service.port)
        connection.request("POST", path, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{service.port}"})
        answer = connection.getresponse()
        answer.read()
        return answer
    post("/set-password", user="bench", password="ba con ca qua", password_again="ba con ca qua", code=code)
    cookie = post("/sign-in", user="bench", password="ba con ca qua").getheader("Set-Cookie")
    return {"Cookie": cookie.split(";")[0]}


def table_of_lots(works, count):
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date().isoformat()
    path = works.parent / "lots.csv"
    path.write_text("san_pham,ngay_dong_goi,so_luong,don_vi\n" + "".join(f"{GTIN[1:]},{today},{n + 1},kg\n" for n in range(count)), encoding="utf-8")
    return path, today


def fill(engine, lots, scans, found):
    before = engine.bytes()
    engine.fill(lots, 0)
    filled = engine.bytes()
    found["row_bytes"] = (filled - before) / lots
    if scans:
        engine.fill(lots, scans)
        found["scan_bytes"] = (engine.bytes() - filled) / scans
    found["file_bytes"] = engine.bytes()


def measure_commands(works, passphrase, lots, found):
    # The first command that writes brings the log up to the registry.
    found["log_catch_up_per_s"] = lots / seconds(works, "--quiet", "lot", "list", "--limit", "1")
    path, today = table_of_lots(works, IMPORTED)
    found["issue_per_s"] = IMPORTED / seconds(works, "--quiet", "import", "lots", path, "--passphrase-file", passphrase)
    issued = lambda: seconds(works, "--quiet", "lot", "issue", "--product", GTIN[1:], "--packed", today, "--quantity", "7", "--unit", "kg", "--again",
                             "--passphrase-file", passphrase)
    found["log_append_s"] = median([issued() for _ in range(5)])
    newest = json.loads(run(works, "--json", "lot", "list", "--limit", "1"))["lots"][0]["short_code"]
    found["proof_s"] = median([seconds(works, "--quiet", "log", "prove", newest, "--out", works.parent / f"receipt-{n}") for n in range(5)])


def measure_services(works, chance, lots, found):
    serve = Service(works, "serve", port=18451)
    found["start_s"] = serve.start_s
    paths = [f"/lot/{GTIN}/B{chance.randrange(2, lots)}" for _ in range(PAGES)]
    found["page_ms"] = serve.ms(paths)
    found["verify_ms"] = serve.ms([each + "?format=json" for each in reversed(paths)])
    found["memory_mb"] = serve.memory_mb()
    serve.end()


def measure_console(works, found):
    console = Service(works, "console", "--requests-per-second", "0", port=18452)
    found["today_ms"] = console.ms(["/"] * 41, sign_in(console, works))
    console.end()


def measure(engine, works, passphrase, lots, scans, left_out):
    found, chance = {}, random.Random(lots)
    fill(engine, lots, scans, found)
    found["look_up_pages"] = engine.look_up_pages(chance, lots)
    steps = {"pages": lambda: measure_services(works, chance, lots, found),
             "commands": lambda: measure_commands(works, passphrase, lots, found),
             "today": lambda: measure_console(works, found)}
    for name, step in steps.items():
        if name not in left_out:
            step()
            report(lots, found)
    if "bundle" not in left_out:
        found["bundle_s"], found["bundle_mb"] = cost(works, "--quiet", "bundle", "build", "--passphrase-file", passphrase)
        newest = max((works / "bundles").iterdir(), key=lambda each: each.stat().st_mtime)
        found["bundle_bytes"] = newest.stat().st_size
        report(lots, found)
    # PostgreSQL's programs make a server's backup, which some machines do not have.
    if "backup" not in left_out:
        backups = works.parent / "backups"
        found["backup_s"], found["backup_mb"] = cost(works, "--quiet", "backup", "create", backups, "--passphrase-file", passphrase)
        shutil.rmtree(backups)
    return found


def report(lots, found):
    print(f"scale: {lots:,} lots: " + ", ".join(f"{name} {text_of(value)}" for name, value in found.items()), flush=True)


def growth(name, sizes, values):
    """What the figure does from the smallest size to the largest, by the power of the number of lots that it follows. Of a rate it is its
    inverse, the time of one."""
    if len(values) < 2 or min(values) <= 0:
        return "–"
    ratio = values[-1] / values[0]
    if name.endswith("_per_s"):
        ratio = 1 / ratio
    power = math.log(ratio) / math.log(sizes[-1] / sizes[0])
    if power > 1.1:
        return f"worse than linear (power {power:.2f})"
    if power > 0.85:
        return "linear"
    if power > 0.15:
        return f"less than linear (power {power:.2f})"
    return "constant" if ratio < 1.25 else "logarithmic"


def text_of(value):
    if value is None:
        return "–"
    if value >= 10_000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def table(sizes, results, engine):
    lines = [f"| {engine} | " + " | ".join(f"{size:,} lots" for size in sizes) + " | grows | may grow |", "| --- |" + " --- |" * (len(sizes) + 2)]
    for name, title, may in MEASURES:
        values = [each.get(name) for each in results]
        if all(value is None for value in values):
            continue
        known = [(size, value) for size, value in zip(sizes, values) if value is not None]
        lines.append(f"| {title} | " + " | ".join(map(text_of, values)) + f" | {growth(name, *zip(*known))} | {may} |")
    return "\n".join(lines) + "\n"


def curves(sizes, results, engine):
    """Each figure as a small picture of its own, both axes logarithmic."""
    wide, high, gap, across = 230, 130, 26, 4
    shown = [each for each in MEASURES if sum(result.get(each[0]) is not None for result in results) > 1]
    rows = (len(shown) + across - 1) // across
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across * (wide + gap) + gap} {rows * (high + 60) + 60}" '
             'font-family="Noto Sans, sans-serif" font-size="11">', '<rect width="100%" height="100%" fill="#fff"/>',
             f'<text x="{gap}" y="30" font-size="18" font-weight="700">temgoc, growth on {engine}</text>']
    for at, (name, title, _) in enumerate(shown):
        points = [(math.log10(size), math.log10(max(result[name], 1e-9))) for size, result in zip(sizes, results) if result.get(name) is not None]
        left, top = gap + at % across * (wide + gap), 60 + at // across * (high + 60)
        low, most = min(y for _, y in points) - 0.1, max(y for _, y in points) + 0.1
        most = max(most, low + 1)
        place = lambda x, y: (left + 20 + (x - points[0][0]) / (points[-1][0] - points[0][0]) * (wide - 50), top + high - (y - low) / (most - low) * (high - 20))
        short = title if len(title) < 40 else title[:38] + "…"
        parts.append(f'<text x="{left}" y="{top + 4}" font-weight="700">{short}</text><path d="M{left} {top + 12}V{top + high}H{left + wide}" stroke="#888" fill="none"/>')
        parts.append('<polyline fill="none" stroke="#1b6e3c" stroke-width="2" points="' + " ".join("%.1f,%.1f" % place(*each) for each in points) + '"/>')
        for (x, y), size, result in zip(points, [size for size, result in zip(sizes, results) if result.get(name) is not None], [r for r in results if r.get(name) is not None]):
            px, py = place(x, y)
            parts.append(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="#1b6e3c"/><text x="{px:.1f}" y="{py - 7:.1f}" text-anchor="middle">{text_of(result[name])}</text>'
                         f'<text x="{px:.1f}" y="{top + high + 14}" text-anchor="middle" fill="#555">{size:,}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def main():
    asked = arguments()
    sizes = sorted(number_in(each) for each in asked.sizes)
    engine_name, results = ("PostgreSQL 15" if asked.server else "SQLite"), []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="temgoc_scale_") as scratch:
            works = pathlib.Path(scratch) / "works"
            shutil.copytree(asked.works, works, symlinks=True)
            settings = works / "temgoc.toml"
            settings.write_text(re.sub(r"(?m)^requests_per_second = .*", "requests_per_second = 0", settings.read_text(encoding="utf-8")), encoding="utf-8")
            scans = number_in(asked.scans) if number_in(asked.scans) > 1000 and size == sizes[-1] else size * min(number_in(asked.scans), 1000)
            engine = ServerEngine(works, scratch) if asked.server else Engine(works)
            try:
                results.append(measure(engine, works, asked.passphrase, size, scans, asked.leave_out.split(",")))
            finally:
                engine.end()
            print(f"scale: {size:,} lots, {scans:,} scans: " + ", ".join(f"{name} {text_of(value)}" for name, value in results[-1].items()), flush=True)
    print("\n" + table(sizes, results, engine_name))
    if asked.out:
        name = "scale-" + ("postgres" if asked.server else "sqlite")
        folder = pathlib.Path(asked.out)
        (folder / f"{name}.md").write_text(
            f"# Growth on {engine_name}\n\nBy `./dev bench scale`; [README.md](README.md) says on what and beside what.\n\n"
            f"{table(sizes, results, engine_name)}\n![The same figures as curves, both axes logarithmic]({name}.svg)\n", encoding="utf-8")
        (folder / f"{name}.svg").write_text(curves(sizes, results, engine_name), encoding="utf-8")


if __name__ == "__main__":
    main()
