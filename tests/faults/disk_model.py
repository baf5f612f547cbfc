"""A disk on which only what was synced is sure to survive, rebuilt from the journal of a program's calls.

A file keeps what it held at its last sync; each write since then may be there, be cut, or not be there. A folder keeps
the names that it had at its last sync; those made, moved or removed since then may be as before or as after, each folder
for itself. So a name may have survived without the content, and the content without the name.
"""

import json
import os

SECTOR = 512


def read_journal(path):
    """The calls of tests/support/call_journal.h, in order."""
    calls = []
    data = path.read_bytes()
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        call = json.loads(data[at:end])
        at = end + 1
        size = call.get("size", 0)
        call["data"] = data[at:at + size]
        at += size
        calls.append(call)
    return calls


class File:
    def __init__(self, content=b""):
        self.durable = content
        self.waiting = []  # (at, bytes), or (size, None): cut or lengthened to that

    def sync(self):
        self.durable = applied(self.durable, self.waiting)
        self.waiting = []


def applied(content, changes):
    content = bytearray(content)
    for at, data in changes:
        if data is None:
            content = content[:at].ljust(at, b"\0")
        else:
            content = content.ljust(at + len(data), b"\0")
            content[at:at + len(data)] = data
    return bytes(content)


class Disk:
    def __init__(self, folder):
        self.root = str(folder)
        self.inodes = {}   # inode number -> File
        self.names = {}    # folder -> {name: File or "folder"}, as they are now
        self.durable = {}  # folder -> the same, as last synced
        self.waiting = {}  # folder -> changes, each a list of (name, File, "folder" or None) that come together
        for where, folders, files in os.walk(folder):
            entries = {name: "folder" for name in folders}
            for name in files:
                path = os.path.join(where, name)
                with open(path, "rb") as file:
                    entries[name] = self.inodes[os.stat(path).st_ino] = File(file.read())
            self.names[where] = entries
            self.durable[where] = dict(entries)

    def _name(self, *changes):
        """What a call does to names: of one folder all together, or not at all."""
        together = {}
        for path, what in changes:
            where, name = os.path.split(path)
            put(self.names.setdefault(where, {}), name, what)
            together.setdefault(where, []).append((name, what))
        for where, change in together.items():
            self.waiting.setdefault(where, []).append(change)

    def _at(self, path):
        where, name = os.path.split(path)
        return self.names.get(where, {}).get(name)

    def do(self, call):
        kind, path = call["call"], call["path"]
        if not path.startswith(self.root):
            return
        if kind == "create":
            self.inodes[call["inode"]] = made = File()
            self._name((path, made))
        elif kind == "write" and call["inode"] in self.inodes:
            self.inodes[call["inode"]].waiting.append((call["at"], call["data"]))
        elif kind == "truncate" and call["inode"] in self.inodes:
            self.inodes[call["inode"]].waiting.append((call["to_size"], None))
        elif kind == "sync":
            if path in self.names:
                self._sync_folder(path)
            elif call["inode"] in self.inodes:
                self.inodes[call["inode"]].sync()
        elif kind == "sync_all":  # of the whole file system
            for file in self.inodes.values():
                file.sync()
            for where in self.names:
                self._sync_folder(where)
        elif kind == "mkdir":
            self.names.setdefault(path, {})
            self.durable.setdefault(path, {})
            self._name((path, "folder"))
        elif kind in ("unlink", "rmdir"):
            self._name((path, None))
        elif kind in ("rename", "link"):
            moved = self._at(path)
            if moved == "folder":
                self._share_under(path, call["to"])
            if moved is not None:
                self._name((call["to"], moved), *([(path, None)] if kind == "rename" else []))

    def _sync_folder(self, where):
        durable = self.durable.setdefault(where, {})
        durable.clear()
        durable.update(self.names[where])
        self.waiting.setdefault(where, []).clear()

    def _share_under(self, old, new):
        """A folder that was renamed is one folder, under whichever of its names survives."""
        for where in [each for each in self.names if each == old or each.startswith(old + os.sep)]:
            moved = new + where[len(old):]
            self.names[moved] = self.names[where]
            self.durable[moved] = self.durable.setdefault(where, {})
            self.waiting[moved] = self.waiting.setdefault(where, [])

    def survivors(self, random, mode):
        """One state in which the power may have left it: path -> bytes, or None for a folder."""
        state = {}
        self._survive(self.root, state, random, mode, {})
        return state

    def _survive(self, folder, state, random, mode, contents):
        entries = dict(self.durable.get(folder, {}))
        for change in [] if mode == "content_only" else chosen(self.waiting.get(folder, []), random, mode):
            for name, what in change:
                put(entries, name, what)
        for name, what in entries.items():
            path = os.path.join(folder, name)
            if what == "folder":
                state[path] = None
                self._survive(path, state, random, mode, contents)
            else:
                if what not in contents:
                    contents[what] = self._content(what, random, mode)
                state[path] = contents[what]

    @staticmethod
    def _content(file, random, mode):
        kept = [] if mode == "names_only" else chosen(file.waiting, random, mode)
        if mode == "torn" and kept and kept[-1][1]:
            at, data = kept[-1]
            cut = random.randrange(0, len(data) + 1, SECTOR) if len(data) > SECTOR else 0
            kept = [*kept[:-1], (at, data[:cut])]
        if mode == "zeroed":  # the new length is on the disk, the new bytes are not
            kept = [(at, None if data is None else bytes(len(data))) if at >= len(file.durable) else (at, data)
                    for at, data in kept]
        return applied(file.durable, kept)


MODES = ["nothing", "all", "some", "prefix", "torn", "zeroed", "names_only", "content_only"]


def chosen(waiting, random, mode):
    """Which of the changes that wait are on the disk."""
    if mode == "nothing":
        return []
    if mode in ("all", "zeroed", "names_only", "content_only"):
        return list(waiting)
    if mode in ("prefix", "torn"):
        return waiting[:random.randint(0, len(waiting))]
    return [change for change in waiting if random.random() < 0.5]


def put(entries, name, what):
    if what is None:
        entries.pop(name, None)
    else:
        entries[name] = what
