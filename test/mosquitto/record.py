# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Records what the installed mosquitto says in every conversation, or in those that are named.

PYTHONPATH=analysis /usr/bin/python3 test/mosquitto/record.py [NAME]...
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import scripts  # noqa: F401: its modules register themselves
from conversation import RECORDED, Conversation, write
from player import play
from script import conversations

from iotledger.mosquitto import package_version

AT_A_TIME = 12  # most of the time is spent waiting


def main(names: list[str]) -> int:
    """Records and writes. @return exit code"""
    all_of_them = {each.name: each for each in conversations()}
    unknown = [name for name in names if name not in all_of_them]
    if unknown:
        print(f"record: expected names of conversations, got {', '.join(unknown)}",
              file=sys.stderr)
        return 2
    chosen = [all_of_them[name] for name in names or sorted(all_of_them)]
    version = package_version()

    def record(conversation: Conversation) -> Conversation:
        conversation.version = version
        return play(conversation)

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        played = list(pool.map(record, chosen))
    RECORDED.mkdir(exist_ok=True)
    for conversation in played:
        path = RECORDED / f"{conversation.name}.txt"
        path.write_text(write(conversation), encoding="utf-8")
    if not names:
        for path in RECORDED.glob("*.txt"):
            if path.stem not in all_of_them:
                path.unlink()
    print(f"recorded {len(played)} conversations with mosquitto {version}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
