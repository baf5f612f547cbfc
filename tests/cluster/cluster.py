#!/usr/bin/env python3
"""Runs temgoc on a real cluster, made of the files of deploy/, breaks it under load and checks what must hold. README.md beside this file."""

import argparse
import collections
import datetime
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import network
from load import ApiIssuer, CommandIssuer, Told, Verifier, _json
from machines import World

PASSPHRASE = "dong bang song Cuu Long"
NEEDED = ("etcd", "patroni", "pgbouncer", "haproxy", "nginx", "pgbackrest")
SERVE_PORT, CONSOLE_PORT = 8080, 8082


def read_arguments():
    source = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", default=source / "build" / "release")
    parser.add_argument("--report", default=source / "out" / "cluster" / "report.md")
    parser.add_argument("--seconds", type=float, default=15, help="of load before and after each fault")
    parser.add_argument("--only", default="power,cut,disk,restore", help="which faults, in this order: %(default)s")
    parser.add_argument("--no-namespaces", action="store_true", help="as on a computer that allows none: a proxy drops what a cut cable would")
    parser.add_argument("--keep", action="store_true", help="leave the folder with the logs")
    return parser.parse_args()


class Cluster:
    def __init__(self, world, arguments, source):
        self.world, self.arguments, self.source = world, arguments, source
        self.works = world.scratch / "works"
        self.replica_works = world.scratch / "works-replica"
        self.passphrase = world.scratch / "passphrase"
        self.told, self.ending, self.workers = Told(), threading.Event(), []
        self.faults, self.violations, self.checkpoints, self.left_out = [], [], [], []

    # The workplace, as a province would make it.

    def make_workplace(self):
        app, world = self.world.apps[0], self.world
        for name in ("passphrase", "root-passphrase"):
            app.write(world.scratch / name, PASSPHRASE + "\n")
        root = ("--root-keys", world.scratch / "root-keys", "--root-passphrase-file", world.scratch / "root-passphrase")
        app.temgoc(self.works, "init", self.works, "--realm", "ocop.example.vn", "--host", "tg.example.vn", "--registry", world.url(5000), *root)
        for kind in ("cooperatives", "places", "products", "certifications"):
            app.temgoc(self.works, "import", kind, world.examples / f"{kind}.csv")
        app.temgoc(self.works, "key", "new", "--cooperative", "C01", "--passphrase-file", self.passphrase)
        # A passphrase takes most of a second by design; what is tested lies behind it.
        for key in (self.works / "keys").rglob("*.pem"):
            plain = subprocess.run(["openssl", "pkey", "-in", key, "-passin", f"pass:{PASSPHRASE}"], capture_output=True, check=False)
            if plain.returncode == 0:
                key.write_bytes(plain.stdout)
        said = _json(app.temgoc(self.works, "--json", "trust", "sign", *root, check=False))
        if not said.get("ok"):
            app.temgoc(self.works, "trust", "sign", *root, "--confirm", said["error"]["value"])
        self.token = _json(app.temgoc(self.works, "--json", "token", "add", "cluster", "--role", "printer", "--cooperative", "C01"))["token"]
        self._make_replica_works()

    def _make_replica_works(self):
        """Its own folder and settings; what is published is the other's."""
        app = self.world.apps[1]
        app.run("mkdir", self.replica_works)
        settings = (self.works / "temgoc.toml").read_text(encoding="utf-8")
        assert self.world.url(5000) in settings
        app.write(self.replica_works / "temgoc.toml", settings.replace(self.world.url(5000), self.world.url(5001)))
        for name in ("trust", "log", "log-test"):
            app.run("ln", "-s", self.works / name, self.replica_works / name)

    def start_services(self):
        first, second = self.world.apps
        first.start_temgoc("serve", self.works, "serve", "--listen", f"{first.everywhere}:{SERVE_PORT}", "--trusted-proxy", first.address,
                           "--trusted-proxy", "127.0.0.1")
        second.start_temgoc("serve", self.replica_works, "serve", "--listen", f"{second.everywhere}:{SERVE_PORT}", "--trusted-proxy", first.address,
                           "--trusted-proxy", "127.0.0.1")
        second.start_temgoc("console", self.works, "console", "--listen", f"{second.local}:{CONSOLE_PORT}", "--requests-per-second", "0",
                            "--key-minutes", "600")
        first.start_nginx()
        time.sleep(2)
        self._unlock_key(second)

    def _unlock_key(self, app):
        """As somebody does in the console each morning, for programs too."""
        origin, cookies = f"http://{app.local}:{CONSOLE_PORT}", self.world.scratch / "cookies"
        def send(path, **fields):
            words = [word for name, value in fields.items() for word in ("--data-urlencode", f"{name}={value}")]
            return app.run("curl", "-sf", "-b", cookies, "-c", cookies, "-H", f"Origin: {origin}", *words, origin + path)
        code = _json(app.temgoc(self.works, "--json", "user", "add", "lan", "--role", "printer", "--cooperative", "C01"))["code"]
        send("/set-password", user="lan", password="ba con ca qua", password_again="ba con ca qua", code=code)
        send("/sign-in", user="lan", password="ba con ca qua")
        token = re.search(r'name="form_token" value="([^"]+)"', send("/keys"))[1]
        send("/keys/unlock", form_token=token, cooperative="C01", passphrase=PASSPHRASE, for_programs="1")

    def start_load(self):
        first, second = self.world.apps
        zone = datetime.timezone(datetime.timedelta(hours=7))
        packed = datetime.datetime.now(zone).date().isoformat()
        told, ending = self.told, self.ending
        self.workers = [CommandIssuer(self.world, first, told, ending, self.works, self.passphrase, packed),
                        ApiIssuer(self.world, second, told, ending, CONSOLE_PORT, self.token, packed),
                        ApiIssuer(self.world, second, told, ending, CONSOLE_PORT, self.token, packed),
                        Verifier(self.world, first, told, ending, SERVE_PORT, "verifier at the primary"),
                        Verifier(self.world, second, told, ending, SERVE_PORT, "verifier at a replica")]
        for worker in self.workers:
            worker.start()

    def end_load(self):
        self.ending.set()
        for worker in self.workers:
            worker.join(60)

    # The faults.

    def can_be_done(self, name):
        if name == "disk" and not self.world.servers[0].own_disk:
            self.left_out.append("`disk`: this computer lets nobody but root have a disk that can be filled alone")
            return False
        return True

    def power(self, primary):
        """The primary's machine is switched off; Patroni promotes the other one; later it comes back."""
        primary.switch_off()
        self.world.wait_for_primary(other_than=primary)
        self._goes_on()
        primary.switch_on()

    def cut(self, primary):
        """The primary's cable is pulled: it runs on, and nobody hears of it."""
        self.world.network.cut(primary.name)
        self.world.wait_for_primary(other_than=primary)
        self._goes_on()
        self.world.network.mend(primary.name)

    def disk(self, primary):
        """The primary's disk is full to the last byte, for half a minute."""
        primary.fill_disk()
        time.sleep(30)
        primary.free_disk()
        self.world.wait_for_primary()
        # A server that gave up for want of room is started again by Patroni, or was overtaken by the other.
        self._goes_on()

    def restore(self, primary):
        """A backup, more lots, and the registry as it was at a moment in between, on a server of its own."""
        config = f"--config={primary.pgbackrest}"
        primary.run("pgbackrest", config, "--stanza=temgoc", "--type=full", "backup")
        time.sleep(self.arguments.seconds / 3)
        # In this order: a lot that comes between the two may be there or not.
        lots = int(primary.ask("SELECT count(*) FROM lot", "temgoc"))
        moment = primary.ask("SELECT clock_timestamp()")
        time.sleep(self.arguments.seconds / 3)
        primary.ask("SELECT pg_switch_wal()")
        copy = primary.folder_at("/copy")
        (copy / ".made").unlink()
        primary.run("chmod", "700", copy)
        primary.run("pgbackrest", config, "--stanza=temgoc", f"--pg1-path={copy}", "--type=time", f"--target={moment}",
                    "--target-action=promote", "restore")
        socket = primary.folder_at("/copy-socket")
        primary.start("copy", "postgres", "-D", copy, "-p", "5999", "-k", socket, "-c", "listen_addresses=", "-c", "archive_mode=off",
                      "-c", f"hba_file={primary.disk}/15/temgoc/pg_hba.conf")
        def ask(sql):
            return primary.run("psql", "-qAt", "-h", socket, "-p", "5999", "-U", "postgres", "temgoc", "-c", sql, check=False).strip()
        self.world.wait(lambda: ask("SELECT pg_is_in_recovery()") == "f", 60, "the restored copy")
        found = int(ask("SELECT count(*) FROM lot"))
        now = int(primary.ask("SELECT count(*) FROM lot", "temgoc"))
        if not lots <= found < now:
            self.violations.append(f"restored to {moment}: {found} lots, where {lots} were then and {now} are now")
        primary.end("copy")

    def _goes_on(self):
        """Until lots are acknowledged again, then some more."""
        began = time.monotonic()
        self.world.wait(lambda: self.told.acknowledged_since(began) >= 20, 120, "lots that are acknowledged again")
        time.sleep(self.arguments.seconds)

    def run_fault(self, name):
        primary = self.world.wait_for_primary()
        self.world.wait_for_standby()
        time.sleep(self.arguments.seconds)
        self.keep_checkpoints(name)
        began, before = time.monotonic(), len(self.told.lots)
        wrong = len(self.told.wrong)
        print(f"cluster: {name}: {getattr(self, name).__doc__} Primary: {primary.name}", flush=True)
        getattr(self, name)(primary)
        self.world.wait_for_standby()
        ended = time.monotonic()
        after = self.world.primary()
        self.faults.append({"name": name, "what": getattr(self, name).__doc__, "primary": primary.name, "then": after.name if after else "–",
                            "seconds": ended - began, "gap": self.told.longest_gap(began, ended), "lots": len(self.told.lots) - before,
                            "wrong": len(self.told.wrong) - wrong})
        self.check(name)

    # What must hold.

    def keep_checkpoints(self, name):
        for log in ("log", "log-test"):
            source = self.works / log / "checkpoint"
            if source.exists():
                kept = self.world.scratch / f"checkpoint-{log}-{name}"
                shutil.copy(source, kept)
                os.chmod(kept, 0o644)
                self.checkpoints.append(kept)

    def check(self, after):
        """Whatever was acknowledged is on record under its number, each number once; the log has no fork."""
        with self.told.lock:
            told = dict(self.told.lots)
        primary = self.world.wait_for_primary()
        rows = primary.ask("SELECT l.short_code, l.issue_number, encode(l.key_id, 'hex') FROM lot l", "temgoc").split("\n")
        on_record = {code: (int(number), key) for code, number, key in (row.split("|") for row in rows if row)}
        for code, lot in told.items():
            stored = on_record.get(code.replace("-", ""))
            if stored is None:
                self.violations.append(f"after {after}: the acknowledged lot {code} is lost")
            elif stored[0] != lot["issue_number"]:
                self.violations.append(f"after {after}: {code} was told number {lot['issue_number']}, on record is {stored[0]}")
        numbers = collections.Counter(on_record.values())
        for number, times in numbers.items():
            if times > 1:
                self.violations.append(f"after {after}: number {number} stands {times} times")
        by_number = collections.defaultdict(set)
        for code, lot in told.items():
            by_number[(bool(lot.get("test")), lot["issue_number"])].add(code)
        for number, codes in by_number.items():
            if len(codes) > 1:
                self.violations.append(f"after {after}: number {number} was told of {sorted(codes)}")
        kept = [word for each in self.checkpoints for word in ("--checkpoint", each)]
        def checked():
            said = _json(self.world.apps[0].temgoc(self.works, "--json", "log", "check", *kept, check=False))
            return None if said.get("error", {}).get("code") == "registry_unreachable" else said
        # On a crowded machine a lease runs out without a fault of ours.
        said = self.world.wait(checked, 120, "a registry that is reached for the check of the log")
        if not said.get("ok"):
            self.violations.append(f"after {after}: log check: {json.dumps(said)[:600]}")
        self.on_record = len(on_record)

    def check_services(self):
        """No program of temgoc ended, whatever became of the registry."""
        for app in self.world.apps:
            for what, process in app.processes.items():
                if process.poll() is not None:
                    log = (app.folder / f"{what}.log").read_text(encoding="utf-8", errors="replace")
                    self.violations.append(f"{what} on {app.name} ended with {process.returncode}: {log[-300:]}")

    def check_load(self):
        """What nobody asked for cannot be wrong: each issuer was told of lots, each verifier knew good, recalled and forged ones."""
        for who in ("command", "api"):
            if not any(lot["by"] == who for lot in self.told.lots.values()):
                self.violations.append(f"no lot was acknowledged to an issuer by {who}")
        for worker in self.workers:
            if not isinstance(worker, Verifier):
                continue
            said = self.told.verdicts[worker.label]
            refused = sum(times for what, times in said.items() if "→ status" in what)
            if refused:
                self.violations.append(f"{worker.label} was answered {refused} times without a verdict: {dict(said)}")
            for what in ("valid → valid", "recalled → recalled", "forged → forged"):
                if said[what] == 0:
                    self.violations.append(f"{worker.label} never said {what.split()[-1]} of a {what.split()[0]} lot")

    def report(self):
        told = self.told
        violations = self.violations + told.wrong
        lines = ["# A cluster under faults", "",
                 f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M} UTC. {len(told.lots)} lots acknowledged, {self.on_record} on record, "
                 f"{len([at for at in told.recalled.values() if at])} recalls; {sum(sum(c.values()) for c in told.verdicts.values())} verdicts. "
                 f"{len(violations)} violations. "
                 + ("Each machine a network namespace." if self.world.network.separate else
                    f"No namespaces: a proxy between loopback addresses held {self.world.network.dropped} pieces back."), "",
                 "| fault | primary before, after | seconds until two servers stood again | longest pause between acknowledged lots, s | lots meanwhile |",
                 "| --- | --- | --- | --- | --- |"]
        lines += [f"| {fault['what']} | {fault['primary']}, {fault['then']} | {fault['seconds']:.0f} | {fault['gap']:.1f} | {fault['lots']} |"
                  for fault in self.faults]
        lines += [f"\nNot done: {each}" for each in self.left_out]
        for name, counts in sorted(told.verdicts.items()):
            lines += ["", f"{name}:", "", "| label → verdict | times |", "| --- | --- |"]
            lines += [f"| {what} | {times} |" for what, times in sorted(counts.items())]
        lines += ["", "Issuers were refused, and asked again:", "", "| who: why | times |", "| --- | --- |"]
        lines += [f"| {what} | {times} |" for what, times in sorted(told.refused.items())]
        if violations:
            lines += ["", "## Violations", "", *(f"- {each}" for each in violations[:200])]
        text = "\n".join(lines) + "\n"
        report = pathlib.Path(self.arguments.report)
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(text, encoding="utf-8")
        print(text)
        return len(violations)


def through_nginx(cluster):
    """One name before both verifiers answers, over TLS."""
    with cluster.told.lock:
        lot = next((each for each in cluster.told.lots.values() if not each.get("test")), None)
    app = cluster.world.apps[0]
    path = lot["url"].split("tg.example.vn", 1)[-1]
    # As often as nginx's own clients would, for the registry may be away just then.
    said = app.run("curl", "--retry", "5", "--retry-delay", "5",
                   "-sf", "--cacert", cluster.world.scratch / "server.crt", "--connect-to", f"tg.example.vn:443:{app.local}:8443",
                   f"https://tg.example.vn{path}?format=json", check=False)
    if _json(said).get("verdict") not in ("valid", "recalled"):
        cluster.violations.append(f"through nginx: {said[:200]}")


def main():
    arguments = read_arguments()
    separate = not arguments.no_namespaces and network.take_own_world()
    if not separate:
        network.take_own_processes()
    path = os.environ["PATH"] + ":/usr/sbin:/usr/lib/postgresql/15/bin"
    missing = [name for name in NEEDED if shutil.which(name, path=path) is None]
    if missing:
        raise SystemExit(f"cluster: not installed: {' '.join(missing)}")
    os.environ["PATH"] = path
    source = pathlib.Path(__file__).resolve().parents[2]
    scratch = tempfile.mkdtemp(prefix="temgoc_cluster_")
    world = World(scratch, network.make_network(separate, scratch), source, arguments.programs)
    cluster = Cluster(world, arguments, source)
    try:
        world.start()
        cluster.make_workplace()
        cluster.start_services()
        cluster.start_load()
        for name in arguments.only.split(","):
            if cluster.can_be_done(name):
                cluster.run_fault(name)
        through_nginx(cluster)
        cluster.end_load()
        cluster.check_services()
        cluster.check_load()
        cluster.check("the end")
        violations = cluster.report()
    finally:
        subprocess.run(["umount", *(str(server.folder / "var/lib/postgresql") for server in world.servers)], check=False, capture_output=True)
        if arguments.keep:
            print(f"the logs are in {scratch}")
        else:
            shutil.rmtree(scratch, ignore_errors=True)
    sys.exit(1 if violations else 0)


if __name__ == "__main__":
    main()
