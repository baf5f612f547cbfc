"""Every command and option that the documents mention within a sentence exists, as `--help` has it."""

import argparse
import os
import pathlib
import re
import subprocess
import sys

import pages

# `temgoc noun verb --option …` between backticks; a table of commands leaves the program's name out.
CODE = re.compile(r"`([^`\n]+)`")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z0-9-]*")
WORD = re.compile(r"^[a-z][a-z-]*$")
EVERYWHERE = {"--help", "--version", "--json", "--lang", "--quiet", "--workplace", "--clock-is-right"}


def mentions_in(page, line):
    """The commands that a line names. In the table of docs/cli.md each row begins with one, without the program's name."""
    codes = [code.replace("\\|", "|") for code in CODE.findall(line)]
    named = [code for code in codes if re.match(r"temgoc(-verify)?( |$)", code)]
    is_row = page == "docs/cli.md" and re.match(r"\| `[a-z]+(\\?\||[ `])", line) and not line.startswith("| `temgoc")
    return named + ([f"temgoc {codes[0]}"] if is_row and " | " in line and has_command(codes[0]) else [])


def has_command(code):
    """Whether a table's cell names a command, and not a key of JSON or the like."""
    return " " in code and "," not in code.split(" ")[0]


class Help:
    """What `--help` says of each command, asked once."""

    def __init__(self, programs):
        self.programs, self.said = programs, {}

    def of(self, *words):
        if words not in self.said:
            environment = {**os.environ, "TEMGOC_LANG": "en"}
            ran = subprocess.run([str(self.programs / words[0]), *words[1:], "--help"], capture_output=True, text=True, check=False,
                                 env=environment)
            self.said[words] = ran.stdout if ran.returncode == 0 else None
        return self.said[words]

    def options_of(self, *words):
        return OPTION.findall(self.of(*words) or "")

    def commands_below(self, *words):
        """The names that stand under "Commands:" in the help of a noun, or of the program."""
        _, _, listed = (self.of(*words) or "").partition("\nCommands:\n")
        return set(re.findall(r"^  ([a-z]\S*)", listed, re.M))


def faults_of(mentioned, helps):
    """What is wrong with a mention such as `temgoc label print CODE --count 3`; none where it names no command."""
    parts = re.split(r"\s+", mentioned.strip())
    program, rest = parts[0], parts[1:]
    words = [program]
    for part in rest:
        part = part.split("|")[0]
        if part in helps.commands_below(*words):
            words.append(part)
        elif helps.commands_below(*words) and WORD.match(part):
            return [f"there is no command `{' '.join(words)} {part}`"]
        else:
            break
    options = set(helps.options_of(*words)) | EVERYWHERE
    if len(words) - 1 < len(rest) and rest[len(words) - 1].isupper():  # KIND stands for any of the commands below
        options.update(*(helps.options_of(*words, below) for below in helps.commands_below(*words)))
    return [f"`{' '.join(words)}` has no option {option}" for option in OPTION.findall(mentioned) if option not in options]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--programs", required=True, type=pathlib.Path)
    helps, count, faults = Help(arguments.parse_args().programs.resolve()), 0, []
    for page in pages.all_pages():
        for number, line in enumerate(pages.text_of(page).split("\n"), 1):
            for code in mentions_in(page, line):
                count += 1
                faults += [f"{page}:{number}: {fault}" for fault in faults_of(code, helps)]
    print(*faults, sep="\n")
    print(f"{count} mentions, {len(faults)} faults")
    return 1 if faults or count < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
