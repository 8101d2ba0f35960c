# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""The documentation says what the program does."""

import importlib.util
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_of_parameters_is_that_of_the_program():
    spec = importlib.util.spec_from_file_location("parameters", ROOT / "doc" / "parameters.py")
    parameters = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(parameters)

    assert parameters.TABLE.read_text(encoding="utf-8") == parameters.table()


def test_the_message_sequences_are_those_of_runs():
    spec = importlib.util.spec_from_file_location("sequences", ROOT / "doc" / "sequences.py")
    sequences = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sequences)

    for name, draw in sequences.PICTURES.items():
        assert (ROOT / "doc" / name).read_text(encoding="utf-8") == draw(), name
        assert f".. image:: {name}\n" in (ROOT / "doc" / "protocols.rst").read_text(encoding="utf-8")


def test_files_that_the_readme_names_are_there():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)]+)\)", text)

    assert links
    for link in links:
        assert (ROOT / link).is_file(), link
    assert len(text.splitlines()) < 80
