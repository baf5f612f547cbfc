"""Builds test programs with one slip in them, beside the sound ones: the slipped file alone is compiled, and stands before its library
when the program is linked anew. Sources and build are as they were afterwards, so no slip meets another."""
import contextlib
import json
import os
import re
import shutil
import subprocess

PROGRAMS = ("temgoc", "temgoc-verify")  # what the journeys run, by their place in the build


def run(*command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", **options)


class Faulty(Exception):
    """The patch does not apply, compile or link."""


def source_of(patch):
    return next(line[len("--- a/"):] for line in patch.read_text().splitlines() if line.startswith("--- a/"))


def first_error(output):
    return next((line for line in output.splitlines() if "error" in line), output[-160:])[:160]


class Workbench:
    def __init__(self, tree, build):
        self.tree, self.build, self.slips = tree, build, build / "slips"
        self.slips.mkdir(exist_ok=True)
        self.put_back()  # a run that was ended may have left a slip in the place of a program
        edges = json.loads(subprocess.run(["ninja", "-C", build, "-t", "compdb"], stdout=subprocess.PIPE, check=True).stdout)
        self.commands = {edge["output"]: edge["command"] for edge in edges}
        self.object_of = {os.path.realpath(build / edge["file"]): edge["output"] for edge in edges if edge["output"].endswith(".o")}
        self.archive_of = {each: output for output, command in self.commands.items() if output.endswith(".a")
                           for each in re.findall(r"\S+\.o\b", command)}
        self.linker = "-fuse-ld=lld" if shutil.which("ld.lld") else ""

    @contextlib.contextmanager
    def patched(self, patch):
        """The tree with the slip in it. The file's time is put back as well, so that nothing is built for it afterwards."""
        file = self.tree / source_of(patch)
        kept, times = file.read_bytes(), file.stat()
        try:
            if run("patch", "-p1", "-s", "--no-backup-if-mismatch", "-r", "-", "-i", str(patch), cwd=self.tree).returncode != 0:
                raise Faulty("the patch does not apply")
            yield file
        finally:
            file.write_bytes(kept)
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    def compile(self, patch):
        """The object of the slipped file, as (the sound object's name, the slipped one's path); a header has none."""
        with self.patched(patch) as file:
            sound = self.object_of.get(os.path.realpath(file))
            if not sound:
                raise Faulty(f"{file.name} is compiled by itself nowhere: a slip is made in a .cpp file")
            slipped = self.slips / "slip.o"
            command = self.commands[sound].replace(f"-o {sound}", f"-o {slipped}").replace(f"-MF {sound}.d", f"-MF {slipped}.d")
            done = run("sh", "-c", command + " -Wno-error", cwd=self.build)
        if done.returncode != 0:
            raise Faulty("does not compile: " + first_error(done.stdout))
        return sound, slipped

    def link(self, program, slip):
        """The program with the slip in it, beside the sound one; None: it does not hold that file."""
        sound, slipped = slip
        command, made = self.commands[program], self.slips / program
        if sound in command:
            command = command.replace(f" {sound} ", f" {slipped} ")
        elif self.archive_of.get(sound, "–") not in command:
            return None
        else:
            command = command.replace(f" -o {program} ", f" {slipped} -o {program} ")
        command = command.replace(f" -o {program} ", f" {self.linker} -o {made} ")
        done = run("sh", "-c", command, cwd=self.build)
        if done.returncode != 0:
            raise Faulty("does not link: " + first_error(done.stdout))
        return made

    @contextlib.contextmanager
    def programs_of_journeys(self, slip):
        """The programs that journeys run, each with the slip in it and in the sound one's place."""
        try:
            for program in PROGRAMS:
                made = self.link(program, slip)
                if made:
                    os.replace(self.build / program, self.slips / f"{program}.sound")
                    os.replace(made, self.build / program)
            yield
        finally:
            self.put_back()

    def put_back(self):
        for program in PROGRAMS:
            with contextlib.suppress(FileNotFoundError):
                os.replace(self.slips / f"{program}.sound", self.build / program)
