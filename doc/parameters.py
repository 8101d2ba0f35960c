# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Writes doc/parameters.rst, the table of all scenario keys, from what the program says of them.

Run after `./iot-ledger build`: PYTHONPATH=analysis /usr/bin/python3 doc/parameters.py
"""

from pathlib import Path

import iotledger as il

TABLE = Path(__file__).with_name("parameters.rst")


def cell(text: str) -> str:
    """Returns text as reStructuredText takes it literally."""
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("|", "\\|")


def table() -> str:
    """Returns the table of all keys, one row each, as reStructuredText."""
    lines = [".. list-table::", "   :header-rows: 1", "", "   * - key", "     - default"]
    lines += ["     - type, range", "     - meaning"]
    for row in il.schema():
        kind = " | ".join(row["choices"]) or " ".join(filter(None, (row["type"], row["range"])))
        default = f"``{row['default']}``" if row["default"] else ""
        lines.append(f"   * - ``{row['key']}``")
        lines += [f"     - {value}".rstrip() for value in (default, cell(kind), cell(row["help"]))]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
