# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Writes the inputs that a fuzzer starts from, one file each.

Usage: fuzz_seeds.py FILE.seeds FOLDER

A line of the file is an input: hexadecimal digits, 'text', "text" (a string of MQTT: two bytes with its
length come first) and [...] (one byte with the length of what stands in it comes first). # begins a comment.
"""

import re
import sys
from pathlib import Path

TOKEN = re.compile(r"""\s*(?:((?:[0-9a-fA-F]{2})+)|'([^']*)'|"([^"]*)"|([][])|(\#.*|$))""")


def seed(line):
    """The bytes of a line, None if it holds only a comment."""
    stack, at = [b""], 0
    while at < len(line):
        token = TOKEN.match(line, at)
        if not token or (token[4] == "]" and len(stack) == 1):
            raise ValueError(f"column {at + 1}: expected hexadecimal digits, 'text', \"text\" or [...]")
        at = token.end()
        if token[1]:
            stack[-1] += bytes.fromhex(token[1])
        elif token[2] is not None:
            stack[-1] += token[2].encode()
        elif token[3] is not None:
            stack[-1] += len(token[3]).to_bytes(2, "big") + token[3].encode()
        elif token[4] == "[":
            stack.append(b"")
        elif token[4] == "]":
            inner = stack.pop()
            stack[-1] += bytes([len(inner)]) + inner
    if len(stack) > 1:
        raise ValueError("a bracket is not closed")
    return stack[0] or None


def main():
    """Writes the seeds of the file to the folder that the command line names."""
    path, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for number, line in enumerate(path.read_text().splitlines(), 1):
        try:
            if (data := seed(line)) is not None:
                (folder / f"{path.stem}-{number:03}").write_bytes(data)
        except ValueError as error:
            sys.exit(f"{path}:{number}: {error}")


if __name__ == "__main__":
    main()
