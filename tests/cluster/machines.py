"""Machines made of the files of deploy/: etcd, Patroni with PostgreSQL, PgBouncer, HAProxy and nginx, each where its file says."""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request

from network import unprivileged

PASSWORDS = {"SUPERUSER_PASSWORD": "vai thieu", "REPLICATION_PASSWORD": "mat ong", "TEMGOC_PASSWORD": "ca kho lang"}
DISK_OF_A_SERVER = "640m"
HOST_OF_SERVERS = "db.ocop.example.vn"


class Machine:
    """One machine: a folder, an address, and the processes on it."""

    def __init__(self, world, name):
        self.world, self.name, self.address = world, name, world.network.addresses[name]
        self.folder = world.scratch / name
        self.folder.mkdir()
        os.chown(self.folder, world.user, world.group)
        self.processes = {}
        self.local, self.everywhere = world.network.local(name), world.network.everywhere(name)

    def file(self, source, **more):
        """A file of deploy/ as it stands on this machine: its own name and address, and its paths within its folder."""
        text = (self.world.deploy / source).read_text(encoding="utf-8")
        for name, value in {"NODE": self.name, "ADDRESS": self.address, **PASSWORDS}.items():
            text = text.replace(f"@{name}@", value)
        text = self._addresses(text)
        # One repository for both servers; one certificate for the name of both.
        text = text.replace("/srv/pgbackrest", str(self.world.scratch / "pgbackrest"))
        for path in ("/var/lib/postgresql", "/var/lib/etcd", "/var/run/postgresql", "/var/log/postgresql", "/etc/pgbouncer",
                     "/etc/letsencrypt", "/tmp/pgbackrest"):
            text = text.replace(path, str(self.folder) + path)
        for old, new in more.get("turned", {}).items():
            assert old in text, f"deploy/{source} has no {old!r}"
            text = text.replace(old, new)
        assert not re.search(r"@[A-Z_]+@", text), f"deploy/{source}: a place is left open"
        target = self.folder / pathlib.Path(source).name
        self.write(target, text)
        return target

    def _addresses(self, text):
        """Behind the proxy that drops a machine listens where only the proxy reaches it, and everyone comes from loopback."""
        if self.world.network.separate:
            return text
        text = text.replace("10.80.0.", "127.80.0.")
        text = re.sub(r"(?mi)^(\s*(?:listen\w*|ETCD_LISTEN_\w+)\s*[:=].*)$",
                      lambda line: line[1].replace(self.address, self.world.network.listens_at(self.name)), text)
        return re.sub(r"127\.80\.0\.\d+/\d+", "127.0.0.0/8", text)

    def write(self, target, text, mode=0o600):
        target.parent.mkdir(parents=True, exist_ok=True)
        for folder in (target.parent, *target.parent.parents):
            if folder == self.world.scratch:
                break
            os.chown(folder, self.world.user, self.world.group)
        target.write_text(text, encoding="utf-8")
        os.chmod(target, mode)
        os.chown(target, self.world.user, self.world.group)

    def folder_at(self, path):
        folder = pathlib.Path(str(self.folder) + path)
        self.write(folder / ".made", "")
        return folder

    def command(self, *words):
        return [*self.world.network.words(self.name), *self.world.drop, *map(str, words)]

    def environment(self, more=None):
        path = "/usr/lib/postgresql/15/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        return {"PATH": path, "LANG": "C.UTF-8", "HOME": str(self.folder), **(more or {})}

    def start(self, what, *words, environment=None):
        log = open(self.folder / f"{what}.log", "ab")
        self.processes[what] = subprocess.Popen(self.command(*words), cwd=self.folder, env=self.environment(environment), stdout=log,
                                                stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True)

    def run(self, *words, environment=None, check=True):
        done = subprocess.run(self.command(*words), cwd=self.folder, env=self.environment(environment), capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, check=False)
        if check and done.returncode != 0:
            raise SystemExit(f"cluster: {' '.join(map(str, words))} on {self.name}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def end(self, what, how=signal.SIGTERM):
        process = self.processes.pop(what, None)
        if process:
            process.send_signal(how)
            process.wait()


class EtcdMachine(Machine):
    def start_etcd(self):
        settings = self.file("etcd/etcd.default").read_text(encoding="utf-8")
        self.folder_at("/var/lib/etcd")
        variables = dict(re.findall(r'^(ETCD_\w+)="(.*)"$', settings, re.M))
        self.start("etcd", "etcd", environment=variables)


class Server(EtcdMachine):
    """Patroni and the PostgreSQL that it keeps, with PgBouncer in front, on a small disk of their own."""

    def prepare(self):
        self.disk = self.folder / "var/lib/postgresql"
        self.write(self.disk / ".made", "")
        owner = f"uid={self.world.user},gid={self.world.group}" if os.geteuid() == 0 else "mode=0700"
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_OF_A_SERVER},{owner}", "tmpfs", str(self.disk)], check=False,
                                 capture_output=True)
        # Without namespaces only root may have a disk that can be filled alone.
        self.own_disk = mounted.returncode == 0
        self.folder_at("/var/run/postgresql")
        self.folder_at("/var/log/postgresql")
        self.pgbackrest = self.file("pgbackrest/pgbackrest.conf", turned={"pg1-socket-path": "log-path=" + str(self.folder) + "\npg1-socket-path"})
        self.config = self.file("patroni/config.yml", turned={
            # Here everything runs as one user, whatever it is called.
            "local all postgres peer": "local all postgres trust",
        })
        etc = self.folder_at("/etc/pgbouncer")
        self.bouncer = self.file("pgbouncer/pgbouncer.ini")
        users = self.file("pgbouncer/userlist.txt")
        shutil.move(users, etc / "userlist.txt")
        for name in ("server.crt", "server.key"):
            shutil.copy(self.world.scratch / name, etc / name)
            os.chown(etc / name, self.world.user, self.world.group)

    def start_patroni(self):
        # The same command on both servers finds each one's own file.
        self.start("patroni", "patroni", self.config, environment={"PGBACKREST_CONFIG": str(self.pgbackrest)})

    def start_bouncer(self):
        self.start("pgbouncer", "pgbouncer", self.bouncer)

    def state(self, of="patroni"):
        """What Patroni says of this server, or of the `cluster`; {} where it does not answer."""
        try:
            with urllib.request.urlopen(f"http://{self.address}:8008/{of}", timeout=1) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as answer:
            return json.loads(answer.read() or b"{}")
        except (OSError, ValueError):
            return {}

    def is_primary(self):
        state = self.state()
        return state.get("role") in ("master", "primary") and state.get("state") == "running"

    def ask(self, sql, database="postgres", check=True):
        return self.run("psql", "-qAt", "-v", "ON_ERROR_STOP=1", "-h", self.folder / "var/run/postgresql", "-U", "postgres", database, "-c",
                        sql, check=check).strip()

    def postmaster(self):
        try:
            return int((self.disk / "15/temgoc/postmaster.pid").read_text(encoding="utf-8").split("\n")[0])
        except (OSError, ValueError):
            return None

    def switch_off(self):
        """As when the power goes: everything on it but etcd, which the other machines' majority does without."""
        pids = [process.pid for what, process in self.processes.items() if what in ("patroni", "pgbouncer")]
        postmaster = self.postmaster()
        if postmaster:
            pids += [postmaster, *_children(postmaster)]
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        for what in ("patroni", "pgbouncer"):
            process = self.processes.pop(what, None)
            if process:
                process.wait()

    def switch_on(self):
        self.start_bouncer()
        self.start_patroni()

    def fill_disk(self):
        """Up to the last byte; the server may free some and use it up again."""
        self.ballast = self.disk / "ballast"
        with open(self.ballast, "ab", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(65536))
            except OSError:
                pass

    def free_disk(self):
        self.ballast.unlink(missing_ok=True)


def _children(pid):
    try:
        text = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
    except OSError:
        return []
    return [int(each) for each in text.split()]


class AppMachine(Machine):
    """HAProxy, and the programs of temgoc."""

    def start_haproxy(self):
        config = self.file("haproxy/haproxy.cfg", turned={"    user haproxy\n    group haproxy\n": ""})
        self.run("haproxy", "-c", "-f", config)
        self.start("haproxy", "haproxy", "-db", "-f", config)

    def start_nginx(self):
        site = self.file("nginx/temgoc.conf", turned={"listen 443 ssl": "listen 8443 ssl", "listen 80": "listen 8081"})
        live = self.folder_at("/etc/letsencrypt/live/tg.example.vn")
        shutil.copy(self.world.scratch / "server.crt", live / "fullchain.pem")
        shutil.copy(self.world.scratch / "server.key", live / "privkey.pem")
        for name in ("fullchain.pem", "privkey.pem"):
            os.chown(live / name, self.world.user, self.world.group)
        temporary = "".join(f"{kind}_temp_path {self.folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        main = self.folder / "nginx.conf"
        self.write(main, f"daemon off; pid {self.folder}/nginx.pid; error_log {self.folder}/nginx-error.log; events {{}}\n"
                         f"http {{ access_log off; {temporary} include {site}; }}\n")
        self.start("nginx", "nginx", "-c", main, "-e", self.folder / "nginx-error.log")

    def start_temgoc(self, what, works, *words):
        environment = {"TEMGOC_WORKPLACE": str(works), "TEMGOC_LANG": "en", "PGPASSFILE": str(self.world.pgpass)}
        self.start(what, self.world.temgoc, *words, environment=environment)

    def temgoc(self, works, *words, check=True):
        environment = {"TEMGOC_WORKPLACE": str(works), "TEMGOC_LANG": "en", "PGPASSFILE": str(self.world.pgpass), "TZ": "Asia/Ho_Chi_Minh"}
        return self.run(self.world.temgoc, *words, environment=environment, check=check)


class World:
    def __init__(self, scratch, network, source, programs):
        self.scratch, self.network = pathlib.Path(scratch), network
        self.deploy, self.examples = source / "deploy", source / "examples"
        self.temgoc = pathlib.Path(programs).resolve() / "temgoc"
        self.drop, self.user, self.group = unprivileged()
        os.chmod(self.scratch, 0o755)
        os.chown(self.scratch, self.user, self.group)
        self._certificates()
        self.pgpass = self.scratch / "pgpass"
        self.servers = [Server(self, "db1"), Server(self, "db2")]
        self.witness = EtcdMachine(self, "etcd3")
        self.apps = [AppMachine(self, "app1"), AppMachine(self, "app2")]
        self.apps[0].write(self.pgpass, f"*:*:*:temgoc:{PASSWORDS['TEMGOC_PASSWORD']}\n")

    def _certificates(self):
        key, certificate = self.scratch / "server.key", self.scratch / "server.crt"
        subprocess.run(["openssl", "req", "-new", "-x509", "-days", "2", "-nodes", "-newkey", "rsa:2048", "-subj", f"/CN={HOST_OF_SERVERS}",
                        "-addext", f"subjectAltName=DNS:{HOST_OF_SERVERS},DNS:tg.example.vn", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        for file in (key, certificate):
            os.chown(file, self.user, self.group)

    def url(self, port):
        """The registry as temgoc.toml names it: HAProxy on the same machine leads there, the certificate is the servers'."""
        return (f"postgresql://temgoc@{HOST_OF_SERVERS}:{port}/temgoc?hostaddr=127.0.0.1&sslmode=verify-full"
                f"&sslrootcert={self.scratch}/server.crt&connect_timeout=5")

    def start(self):
        self.witness.start_etcd()
        for server in self.servers:
            server.prepare()
            server.start_etcd()
        self.servers[0].folder_at("/.none")
        repository = self.scratch / "pgbackrest"
        repository.mkdir()
        os.chown(repository, self.user, self.group)
        for server in self.servers:
            server.switch_on()
        primary = self.wait_for_primary()
        primary.ask(f"CREATE ROLE temgoc LOGIN PASSWORD '{PASSWORDS['TEMGOC_PASSWORD']}'")
        primary.ask("CREATE DATABASE temgoc OWNER temgoc ENCODING 'UTF8' TEMPLATE template0")
        primary.run("pgbackrest", f"--config={primary.pgbackrest}", "--stanza=temgoc", "stanza-create")
        self.wait_for_standby()
        # One loopback for all is one HAProxy for all.
        for app in self.apps if self.network.separate else self.apps[:1]:
            app.start_haproxy()

    def primary(self):
        return next((each for each in self.servers if each.is_primary()), None)

    def wait_for_primary(self, other_than=None, seconds=120):
        return self.wait(lambda: next((each for each in self.servers if each is not other_than and each.is_primary()), None), seconds,
                          "a primary")

    def wait_for_standby(self, seconds=180):
        """Until every commit waits for the other server, and Patroni has noted that this one may take over."""
        def stands():
            primary = self.primary()
            members = primary.state("cluster").get("members", []) if primary else []
            return any(each.get("role") == "sync_standby" and each.get("state") == "running" for each in members)
        return self.wait(stands, seconds, "a standby that commits wait for")

    def wait(self, found, seconds, what):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            answer = found()
            if answer:
                return answer
            time.sleep(0.2)
        raise SystemExit(f"cluster: {what} was waited for {seconds} s in vain; the logs are in {self.scratch}")
