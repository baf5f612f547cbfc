"""A network of its own: each machine is a network namespace at a bridge, so that its cable can be pulled."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time

from dropping import DroppingNetwork

_LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNET = 0x40000000
PR_SET_CHILD_SUBREAPER = 36
OWN_WORLD = "TEMGOC_CLUSTER_OWN_WORLD"
ADDRESSES = {"db1": "10.80.0.11", "db2": "10.80.0.12", "etcd3": "10.80.0.13", "app1": "10.80.0.21", "app2": "10.80.0.22"}
DRIVER = "10.80.0.1"
_ALONE = ["-n", "-m", "-p", "--fork", "--kill-child", "--mount-proc"]
_WAYS = (["unshare", *_ALONE], ["unshare", "--user", "--map-current-user", "--keep-caps", *_ALONE])


def take_own_world():
    """Goes on in namespaces of its own, where all that is started ends with this program. Returns false where none are allowed."""
    if os.environ.get(OWN_WORLD):
        _reap()
        return True
    for how in _WAYS:
        if subprocess.run([*how, "true"], check=False, capture_output=True).returncode == 0:
            os.environ[OWN_WORLD] = "1"
            os.execvp("unshare", [*how, sys.executable, "-B", *sys.argv])
    return False


def take_own_processes():
    """Where no namespaces are allowed: goes on in a child, and ends whatever that leaves behind."""
    _LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    child = os.fork()
    if child == 0:
        return
    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(each, lambda *_: os.kill(child, signal.SIGKILL))
    status = 0
    while True:
        done, said = os.wait()
        if done == child:
            status = os.waitstatus_to_exitcode(said)
            break
    _end_children()
    os._exit(status & 0xff)


def _end_children():
    while True:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
            children = [int(each) for each in file.read().split()]
        if not children:
            return
        for each in children:
            os.kill(each, signal.SIGKILL)
        for each in children:
            os.waitpid(each, 0)


def _reap():
    """The first process of its world waits for those whose parent was killed: a server that is no more must not look alive."""
    if os.getpid() != 1:
        return
    child = os.fork()
    if child == 0:
        return
    while True:
        done, status = os.wait()
        if done == child:
            os._exit(os.waitstatus_to_exitcode(status) & 0xff)


def unprivileged():
    """The words before a command that PostgreSQL runs as: it refuses root. The user's number and group, too."""
    if os.geteuid() != 0:
        return [], os.geteuid(), os.getegid()
    user = pwd.getpwnam("postgres")
    return (["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"], user.pw_uid, user.pw_gid)


def ip(*words):
    subprocess.run(["ip", *words], check=True, capture_output=True)


def make_network(separate, scratch):
    if separate:
        return Network()
    return DroppingNetwork({name: address.replace("10.80.", "127.80.") for name, address in ADDRESSES.items()}, scratch)


class Network:
    separate = True
    addresses = ADDRESSES

    def __init__(self):
        ip("link", "set", "lo", "up")
        ip("link", "add", "lan", "type", "bridge")
        ip("addr", "add", f"{DRIVER}/24", "dev", "lan")
        ip("link", "set", "lan", "up")
        self._holders = {}
        for name, address in ADDRESSES.items():
            self._add(name, address)

    def _add(self, name, address):
        own = os.readlink("/proc/self/ns/net")
        holder = subprocess.Popen(["unshare", "-n", "sleep", "infinity"])
        while os.readlink(f"/proc/{holder.pid}/ns/net") == own:
            time.sleep(0.01)
        self._holders[name] = holder
        ip("link", "add", f"to-{name}", "type", "veth", "peer", "name", "eth0", "netns", str(holder.pid))
        ip("link", "set", f"to-{name}", "master", "lan", "up")
        for words in (("link", "set", "lo", "up"), ("addr", "add", f"{address}/24", "dev", "eth0"), ("link", "set", "eth0", "up")):
            subprocess.run([*self.words(name), "ip", *words], check=True, capture_output=True)

    def words(self, name):
        """The words before a command that make it run on that machine."""
        return ["nsenter", f"--net=/proc/{self._holders[name].pid}/ns/net"]

    def join(self, name):
        """The calling thread goes on on that machine."""
        namespace = os.open(f"/proc/{self._holders[name].pid}/ns/net", os.O_RDONLY)
        if _LIBC.setns(namespace, CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns")
        os.close(namespace)

    def listens_at(self, name):
        return ADDRESSES[name]

    def local(self, _name):
        return "127.0.0.1"

    def everywhere(self, _name):
        return "0.0.0.0"

    def cut(self, name):
        """Its packets are lost from now on, both ways, without a word to anybody."""
        ip("link", "set", f"to-{name}", "down")

    def mend(self, name):
        ip("link", "set", f"to-{name}", "up")
