"""A network for a computer that allows no namespaces: each machine has two loopback addresses, and what goes to one passes a proxy that drops."""

import asyncio
import os
import pathlib
import threading

PORTS = {"db1": (2379, 2380, 5432, 6432, 8008), "db2": (2379, 2380, 5432, 6432, 8008), "etcd3": (2379, 2380), "app1": (8080,), "app2": (8080,)}


def inner(address):
    """Where a machine listens; only the proxy and the machine itself speak to it there."""
    return address.replace("127.80.", "127.81.")


class Connection:
    def __init__(self, target, inode):
        self.target, self.inode, self.source, self.writers, self.held = target, inode, None, [], False

    def drop(self):
        for writer in self.writers:
            writer.transport.abort()


class DroppingNetwork:
    """Of a machine that is cut nothing passes, both ways. Whoever speaks to it waits in vain, as with a cable that was pulled: no end is told.
    A machine is known by the folder in which its programs run."""

    separate = False

    def __init__(self, addresses, scratch):
        self.addresses, self._scratch = addresses, pathlib.Path(scratch)
        self._cut, self._connections, self.dropped = set(), set(), 0
        self._loop = asyncio.new_event_loop()
        self._mended = None
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._do(self._listen())

    def words(self, _name):
        return []

    def join(self, _name):
        pass

    def listens_at(self, name):
        return inner(self.addresses[name])

    def local(self, name):
        return inner(self.addresses[name])

    def everywhere(self, name):
        return inner(self.addresses[name])

    def cut(self, name):
        self._do(self._begin_cut(name))

    def mend(self, name):
        self._do(self._end_cut(name))

    def _do(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    async def _listen(self):
        self._mended = asyncio.Event()
        self._mended.set()
        for name, ports in PORTS.items():
            for port in ports:
                await asyncio.start_server(lambda reader, writer, name=name, port=port: self._accept(reader, writer, name, port),
                                           self.addresses[name], port)

    async def _begin_cut(self, name):
        await self._name_sources(self._connections)
        self._mended.clear()
        self._cut.add(name)

    async def _end_cut(self, name):
        self._cut.discard(name)
        # What waited that long is given up by both ends.
        for each in [each for each in self._connections if each.held]:
            each.drop()
        if not self._cut:
            self._mended.set()

    async def _accept(self, reader, writer, name, port):
        connection = Connection(name, _inode(writer.get_extra_info("peername"), writer.get_extra_info("sockname")))
        connection.writers.append(writer)
        self._connections.add(connection)
        try:
            if self._cut and name not in self._cut:
                await self._name_sources([connection])
            await self._pass(connection)
            on, onward = await asyncio.open_connection(inner(self.addresses[name]), port)
            connection.writers.append(onward)
            await asyncio.gather(self._pump(connection, reader, onward), self._pump(connection, on, writer))
        except OSError:
            pass
        finally:
            connection.drop()
            self._connections.discard(connection)

    async def _pump(self, connection, reader, writer):
        while data := await reader.read(65536):
            await self._pass(connection)
            writer.write(data)
            await writer.drain()
        await self._pass(connection)
        if writer.can_write_eof():
            writer.write_eof()

    async def _pass(self, connection):
        """At once, or with a cut machine at one end not before it is mended; then the connection is lost all the same."""
        if self._cut.isdisjoint({connection.target, connection.source}):
            return
        connection.held = True
        self.dropped += 1
        await self._mended.wait()
        raise ConnectionAbortedError

    async def _name_sources(self, connections):
        """Whose programs hold the other ends; looked for only where it matters, and beside what passes, for it takes a while."""
        wanted = {each.inode: each for each in connections if each.source is None and each.inode}
        await self._loop.run_in_executor(None, self._look_for, wanted)

    def _look_for(self, wanted):
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            if not wanted:
                return
            try:
                folder = pathlib.Path(os.readlink(process / "cwd"))
                if not folder.is_relative_to(self._scratch) or folder == self._scratch:
                    continue
                machine = folder.relative_to(self._scratch).parts[0]
                for descriptor in os.listdir(process / "fd"):
                    connection = wanted.pop(os.readlink(process / "fd" / descriptor), None)
                    if connection:
                        connection.source = machine
            except OSError:
                continue


def _inode(peer, here):
    """The socket at the other end, as the links in /proc name it. Two connections to different places may share their own end."""
    ends = [_as_in_proc(peer), _as_in_proc(here)]
    with open("/proc/net/tcp", encoding="ascii") as table:
        for line in table:
            fields = line.split()
            if fields[1:3] == ends:
                return f"socket:[{fields[9]}]"
    return None


def _as_in_proc(end):
    return "".join(f"{int(each):02X}" for each in reversed(end[0].split("."))) + f":{end[1]:04X}"
