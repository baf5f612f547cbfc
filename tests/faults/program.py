"""Runs the programs under test, with or without a fault, and reads their answers."""

import json
import os
import subprocess
from dataclasses import dataclass

TOO_LONG_SECONDS = 120
CRASHES = {-4: "SIGILL", -6: "SIGABRT", -7: "SIGBUS", -8: "SIGFPE", -11: "SIGSEGV"}


@dataclass
class Answer:
    words: list
    status: int  # negative: the signal that ended it
    out: str
    err: str
    hung: bool = False

    @property
    def killed(self):
        return self.status == -9 and not self.hung

    @property
    def json(self):
        """What --json promises on stdout (on stderr where stdout takes nothing), or None."""
        for text in (self.out, *self.err.splitlines()):
            try:
                value = json.loads(text)
            except ValueError:
                continue
            if isinstance(value, dict):
                return value
        return None

    @property
    def says_recorded(self):
        return (self.json or {}).get("recorded")

    @property
    def error(self):
        return (self.json or {}).get("error") or {}

    @property
    def code(self):
        return self.error.get("code", "")

    def told(self):
        """All that a person would read."""
        value = self.json or {}
        parts = [str(value.get("message", ""))]
        listed = [value.get(name) for name in ("warnings", "errors", "differences", "findings")]
        for each in [self.error, *(each for some in listed if isinstance(some, list) for each in some)]:
            if isinstance(each, dict):
                parts += [str(each.get(name) or "") for name in ("message", "hint", "remedy")]
        return "\n".join([*parts, self.err])

    def short(self):
        told = " ".join(self.told().split())
        return f"{' '.join(self.words[:2])} -> {self.status} {self.code} {told[:300]}"


class Program:
    def __init__(self, folder):
        self.temgoc = os.path.join(folder, "temgoc")
        self.verify = os.path.join(folder, "temgoc-verify")
        self.shim = os.path.join(folder, "libfault_at.so")
        self.boot_id = None  # a file that says which start of the machine this is; None: the kernel's

    def start(self, words, works, fault=None, language="en", stdout=subprocess.PIPE, cwd=None):
        """`fault`: the variables of tests/support/fault_at.cpp."""
        environment = dict(os.environ, TEMGOC_WORKPLACE=str(works), TEMGOC_LANG=language,
                           TZ="Asia/Ho_Chi_Minh")
        fault = dict(fault or {})
        if self.boot_id:
            fault["FAULT_BOOT_ID"] = self.boot_id
        if fault:
            environment.update({name: str(value) for name, value in fault.items()},
                               LD_PRELOAD=self.shim, ASAN_OPTIONS="verify_asan_link_order=0")
        return subprocess.Popen([self.temgoc, *map(str, words)], env=environment, cwd=cwd,
                                stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE,
                                close_fds=True)

    def run(self, words, works, fault=None, language="en", kill_after=None, stdout=subprocess.PIPE,
            cwd=None, input_text=None):
        """`kill_after`: seconds after which it is killed, if it still runs."""
        if input_text is not None:
            return self._run_with_input(words, works, language, input_text)
        process = self.start(words, works, fault, language, stdout, cwd)
        return finish(process, words, kill_after)

    def _run_with_input(self, words, works, language, text):
        environment = dict(os.environ, TEMGOC_WORKPLACE=str(works), TEMGOC_LANG=language)
        done = subprocess.run([self.temgoc, *map(str, words)], env=environment, input=text.encode(),
                              capture_output=True, timeout=TOO_LONG_SECONDS, check=False)
        return Answer(list(words), done.returncode, done.stdout.decode(errors="replace"),
                      done.stderr.decode(errors="replace"))


def finish(process, words, kill_after=None):
    hung = False
    try:
        out, err = process.communicate(timeout=kill_after or TOO_LONG_SECONDS)
    except subprocess.TimeoutExpired:
        hung = kill_after is None
        process.kill()
        out, err = process.communicate()
    return Answer([str(word) for word in words], process.returncode,
                  (out or b"").decode(errors="replace"), (err or b"").decode(errors="replace"), hung)
