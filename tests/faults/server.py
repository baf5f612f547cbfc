"""A PostgreSQL server of the run's own, for workplaces whose registry moves to one."""

import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
import time

SETTINGS = ["shared_buffers=32MB", "fsync=off", "autovacuum=off", "max_connections=60", "listen_addresses="]


def programs():
    """The folder of Debian's newest server; None where there is none."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


class Server:
    """Begun when it is first asked for, ended with the run. As root it runs as another user, since PostgreSQL refuses root."""

    def __init__(self):
        self.bin = programs()
        if self.bin is None:
            raise PermissionError("there is no PostgreSQL server on this machine")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="temgoc-faults-pg-", dir="/tmp"))
        self.user = None
        if os.geteuid() == 0:
            self.user = next(name for name in ("postgres", "nobody") if self._is_user(name))
            shutil.chown(self.folder, self.user)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._run("initdb", "-D", self.folder / "data", "-U", "temgoc", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        settings = [word for each in SETTINGS for word in ("-c", each)]
        self.process = self._start("postgres", "-D", self.folder / "data", "-k", self.folder, "-p", str(self.port), *settings)
        self._await()

    @staticmethod
    def _is_user(name):
        try:
            return bool(pwd.getpwnam(name))
        except KeyError:
            return False

    def _start(self, program, *words):
        how = {"user": self.user, "group": pwd.getpwnam(self.user).pw_gid, "extra_groups": []} if self.user else {}
        with open(self.folder.with_suffix(".log"), "ab") as log:
            return subprocess.Popen([self.bin / program, *map(str, words)], stdout=log, stderr=log, cwd="/", **how)

    def _run(self, program, *words):
        if self._start(program, *words).wait() != 0:
            raise RuntimeError(f"{program}: {self.folder.with_suffix('.log').read_text()[-500:]}")

    def _await(self):
        for _ in range(300):
            if self._start("pg_isready", "-q", "-h", self.folder, "-p", str(self.port)).wait() == 0:
                return
            time.sleep(0.05)
        raise RuntimeError("the PostgreSQL server does not answer")

    def url(self, schema):
        """Of a registry's place that is empty."""
        self.ask(f"DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}")
        return (f"postgresql://temgoc@{str(self.folder).replace('/', '%2F')}/postgres?port={self.port}"
                f"&options=-csearch_path%3D{schema}")

    def ask(self, sql):
        self._run("psql", "-qAt", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-p", str(self.port), "-U", "temgoc", "postgres",
                  "-c", sql)

    def end(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.with_suffix(".log").unlink(missing_ok=True)


_server, _lock = None, threading.Lock()


def server():
    global _server
    with _lock:
        if _server is None:
            _server = Server()
        return _server


def end():
    global _server
    if _server is not None:
        _server.end()
        _server = None
