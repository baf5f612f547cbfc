"""Runs every command of the documents, page by page, in a scratch folder. README.md beside this file says how a page is written for it."""

import argparse
import dataclasses
import os
import pathlib
import pty
import re
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import termios
import time

import pages

LANGUAGES = ("sh", "bash")
PASSPHRASE = "một mật khẩu để thử"
SECONDS_A_PAGE = 240


@dataclasses.dataclass
class Command:
    """One command of a page; `status` is what it must end with, `shown` what the page shows of the block that it ends."""
    line: int
    text: str
    status: int = 0
    shown: str | None = None
    is_prepared: bool = False  # from a <!-- prepare: … -->: not the page's own
    is_first: bool = False  # of its block


def is_whole(text):
    """Whether a shell would not wait for more lines."""
    if re.search(r"\\$", text):
        return False
    checked = subprocess.run(["bash", "-n", "-c", text], capture_output=True, text=True, check=False)
    return checked.returncode == 0 and "here-document" not in checked.stderr


def commands_in(text, line):
    """The commands of a block, each with its lines."""
    found, waiting, begin = [], "", line
    for number, part in enumerate(text.split("\n")):
        if not waiting and (not part.strip() or part.lstrip().startswith("#")):
            continue
        if not waiting:
            begin = line + number
        waiting += ("\n" if waiting else "") + part
        if is_whole(waiting):
            found.append(Command(begin, waiting))
            waiting = ""
    if waiting:
        raise ValueError(f"line {begin}: not a whole command: {waiting}")
    return found


def commands_of(page):
    """What is to be run of a page, in order, and how many blocks are left out, each for a reason that the page gives."""
    commands, left_out = [], 0
    for block in pages.blocks_of(pages.text_of(page)):
        said = dict((word.partition(":")[0].split()[0], word) for word in block.directives)
        if unknown := set(said) - {"not", "exit", "prepare", "shown"}:
            raise ValueError(f"{page}:{block.line}: directives that nothing knows: {unknown}")
        if "prepare" in said:
            script = said["prepare"].partition(":")[2].strip("\n ")
            commands.append(Command(block.line, script, is_prepared=True))
        if "shown" in said:
            if not commands:
                raise ValueError(f"{page}:{block.line}: nothing was run whose output this could be")
            commands[-1].shown = block.text
        elif block.language in LANGUAGES:
            if "not" in said:
                if not re.fullmatch(r"not run: \S.{10,}", said["not"], re.S):
                    raise ValueError(f"{page}:{block.line}: no reason for leaving it out")
                left_out += 1
                continue
            of_block = commands_in(block.text, block.line + 1)
            if not of_block:
                raise ValueError(f"{page}:{block.line}: a block without a command")
            of_block[0].is_first = True
            if "exit" in said:
                of_block[-1].status = int(said["exit"].split()[1])
            commands += of_block
    return commands, left_out


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def converse(script, environment):
    """Runs a script at a terminal, as a person would, who types the same passphrase wherever one is asked for. What the terminal showed."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe("bash", ["bash", script], environment)
    termios.tcsetwinsize(terminal, (50, 1000))
    shown, answered_at, deadline = b"", -1, time.monotonic() + SECONDS_A_PAGE
    try:
        while time.monotonic() < deadline:
            if select.select([terminal], [], [], 0.02)[0]:
                try:
                    piece = os.read(terminal, 65536)
                except OSError:  # the other side is closed
                    break
                if not piece:
                    break
                shown += piece
            elif not termios.tcgetattr(terminal)[3] & termios.ECHO and shown.rstrip(b" ").endswith(b":") and len(shown) != answered_at:
                answered_at = len(shown)
                os.write(terminal, PASSPHRASE.encode() + b"\n")
        else:
            os.killpg(pid, signal.SIGKILL)
            shown += b"\n(stopped after %d s)\n" % SECONDS_A_PAGE
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)
    return shown.decode("utf-8", "replace")


def plain(shown):
    """What stands on the screen in the end: no colours, and of a line that was written over the last state."""
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.replace("\r\n", "\n"))
    return "\n".join(line.rsplit("\r", 1)[-1].rstrip() for line in text.split("\n"))


# What differs from run to run.
CHANGING = (
    (r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]\b", "CODE"),
    (r"\b\d\d:\d\d(:\d\d)?\b", "TIME"), (r"\b\d\d/\d\d/\d{4}\b", "DAY"), (r"\b\d{4}-\d\d-\d\d\b", "DAY"), (r"\b\d{6}-\d\d\b", "LOT"),
    (r"\b[0-9a-f]{8}\b", "KEY"), (r"\b\d+\.\d+\.\d+\.\d+:\d+", "HERE"))


def with_names(line):
    for pattern, name in CHANGING:
        line = re.sub(pattern, name, line)
    return line.rstrip()


def is_shown(expected, actual):
    """Whether the output is what the page shows. `…` is anything within a line; alone on a line it is any lines."""
    wanted = [with_names(line) for line in expected.split("\n") if line.strip()]
    lines = [with_names(line) for line in actual.split("\n") if line.strip()]

    def fits(want, have):
        if not want:
            return not have
        if want[0].strip() == "…":
            return any(fits(want[1:], have[skipped:]) for skipped in range(len(have) + 1))
        pattern = ".*".join(re.escape(part) for part in want[0].split("…"))
        return bool(have) and re.fullmatch(pattern, have[0]) is not None and fits(want[1:], have[1:])

    return fits(wanted, lines)


def run_page(page, commands, programs, kept):
    """The faults of a page: what did not end as it says, or did not say what it shows."""
    scratch = tempfile.mkdtemp(prefix="temgoc-docs-")
    try:
        here = pathlib.Path(__file__).resolve().parent
        script = pathlib.Path(scratch, ".page.sh")
        lines = [f"source {shlex.quote(str(here / 'session.sh'))}"]
        lines += [f"before {number} {shlex.quote(command.text)}{' prepared' * command.is_prepared}\neval \"$ready\"\nafter {number}"
                  for number, command in enumerate(commands)]
        script.write_text("\n".join(lines) + "\n", encoding="utf-8")
        environment = {**os.environ, "DOCS_PROGRAMS": str(programs), "DOCS_ROOT": str(pages.ROOT), "DOCS_SCRATCH": scratch, "DOCS_KEPT": kept,
                       "DOCS_PORT": str(free_port()), "LC_ALL": "C.UTF-8", "TERM": "xterm", "MANPAGER": "cat"}
        shown = plain(converse(str(script), environment))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return faults_of(page, commands, shown)


def faults_of(page, commands, shown):
    faults, so_far = [], ""
    for number, command in enumerate(commands):
        match = re.search(rf"\x1ebegin {number}\n(.*?)\x1eend {number} (\d+)$", shown, re.S | re.M)
        if not match:
            rest = shown[shown.find(f"\x1ebegin {number}\n"):] if f"\x1ebegin {number}\n" in shown else shown[-2000:]
            faults.append(f"{page}:{command.line}: did not come to its end:\n{command.text}\n{rest}")
            break
        if int(match[2]) != command.status:
            faults.append(f"{page}:{command.line}: ended with {match[2]}, not {command.status}:\n{command.text}\n{match[1]}")
        so_far = match[1] if command.is_first else so_far + match[1]
        if command.shown is not None and not is_shown(command.shown, so_far):
            faults.append(f"{page}:{command.line}: the page shows\n{command.shown}\n--- but it said\n{so_far}")
    return faults


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--programs", required=True, type=pathlib.Path, help="the folder of temgoc and temgoc-verify")
    arguments.add_argument("pages", nargs="*", help="only these, such as docs/keys.md")
    given = arguments.parse_args()
    count, faults = 0, []
    with tempfile.TemporaryDirectory(prefix="temgoc-docs-") as kept:
        for page in given.pages or pages.all_pages():
            commands, left_out = commands_of(page)
            own = sum(not command.is_prepared for command in commands)
            if not own and not left_out:
                continue
            begin = time.monotonic()
            found = run_page(page, commands, given.programs.resolve(), kept) if own else []
            print(f"{page}: {own} commands, {len(found)} faults, {left_out} blocks left out, {time.monotonic() - begin:.1f} s", flush=True)
            count += own
            faults += found
    print(*faults, sep="\n\n")
    print(f"{count} commands, {len(faults)} faults")
    return 1 if faults or (count < 100 and not given.pages) else 0


if __name__ == "__main__":
    sys.exit(main())
