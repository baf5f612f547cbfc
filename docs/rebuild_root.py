#!/usr/bin/env python3
"""Rebuilds the root of a temgoc log from its entry bundles and compares it with the checkpoint.

rebuild_root.py LOG_FOLDER   exit 0: the checkpoint is of these entries; 1: it is not; 2: a file is missing or damaged.
Standard library alone. The rules: docs/log_format.md, sections 3 to 5. The checkpoint's signature is not checked here.
"""
import base64
import hashlib
import pathlib
import sys


def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def bundle_path(number):
    """67 is 067, 1234067 is x001/x234/067."""
    groups = []
    while True:
        groups.insert(0, "%03d" % (number % 1000))
        number //= 1000
        if number == 0:
            break
    return "/".join(["x" + group for group in groups[:-1]] + groups[-1:])


def bundle(log, number, width):
    full = log / "tile/entries" / bundle_path(number)
    partial = pathlib.Path(str(full) + ".p") / str(width)
    return (partial if width < 256 and partial.exists() else full).read_bytes()


def entries(log, size):
    for number in range((size + 255) // 256):
        width = min(256, size - number * 256)
        data, at = bundle(log, number, width), 0
        for _ in range(width):
            length = int.from_bytes(data[at : at + 2], "big")
            entry = data[at + 2 : at + 2 + length]
            if len(data) < at + 2 or len(entry) != length:
                raise ValueError("entry bundle %d is cut short" % number)
            yield entry
            at += 2 + length


def root_of(leaves):
    stack = []  # (leaves beneath, hash), each larger than the one after it
    for leaf in leaves:
        stack.append((1, leaf))
        while len(stack) > 1 and stack[-2][0] == stack[-1][0]:
            count, right = stack.pop()
            _, left = stack.pop()
            stack.append((2 * count, node_hash(left, right)))
    while len(stack) > 1:
        _, right = stack.pop()
        count, left = stack.pop()
        stack.append((count, node_hash(left, right)))
    return stack[0][1] if stack else hashlib.sha256(b"").digest()


def main():
    log = pathlib.Path(sys.argv[1])
    try:
        origin, size, signed_root = (log / "checkpoint").read_text().split("\n")[:3]
        root = root_of(leaf_hash(entry) for entry in entries(log, int(size)))
    except (OSError, ValueError) as fault:
        print("cannot read the log: %s" % fault)
        return 2
    rebuilt = base64.b64encode(root).decode()
    print(origin, size, rebuilt, "as signed" if rebuilt == signed_root else "but signed was " + signed_root, sep="\n")
    return 0 if rebuilt == signed_root else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main())
