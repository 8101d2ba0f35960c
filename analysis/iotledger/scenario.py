# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Scenarios: what is simulated."""

from __future__ import annotations

import copy
import os
from typing import Any, Mapping

import yaml

from . import _core
from .points import yaml_text


class Scenario:
    """A scenario file, checked, with its defaults filled in.

    Every mistake is a `ScenarioError`, a `ValueError` that says in one line where it is and what
    was expected.
    """

    def __init__(self, core: _core.Scenario):
        """Wraps a compiled scenario; `load` and `parse` are the usual ways to one."""
        self.core = core

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Scenario:
        """Reads a YAML file and what it includes. @throws ScenarioError"""
        return cls(_core.Scenario.load(os.fspath(path)))

    @classmethod
    def parse(cls, text: str, source: str = "text") -> Scenario:
        """Reads YAML text. @param source stands for the file in errors @throws ScenarioError"""
        return cls(_core.Scenario.parse(text, source))

    def set(self, key: str, value: Any) -> Scenario:
        """Sets a key such as `keyVerification.devices`, or a whole section, and returns self.

        A key set so is taken out of the sweep: it has been fixed. To sweep it over other values,
        set `sweep.KEY` to a list of them; to sweep nothing, set `sweep` to None.

        @param value anything that YAML can say: 50, "5ms", [[1, 3]], {"cores": 4}
        @throws ScenarioError at once if the value does not fit; the scenario stays as it was
        """
        self.core.set(key, yaml_text(value))
        return self

    def get(self, key: str) -> Any:
        """The value of a key that holds a single one, such as 50 or "5ms"; its default if nothing
        was said. Of a swept key, what holds without the sweep.

        @throws KeyError if there is no such key
        """
        try:
            return yaml.safe_load(self.core.get(key))
        except RuntimeError:
            raise KeyError(key) from None

    def at_point(self, values: Mapping[str, Any]) -> Scenario:
        """A new scenario with these values by key, and without the sweep. @throws ScenarioError"""
        texts = {key: yaml_text(value) for key, value in values.items()}
        return Scenario(self.core.at_point(texts))

    def copy(self) -> Scenario:
        """A scenario like this one, to be changed on its own."""
        return Scenario(copy.copy(self.core))

    @property
    def name(self) -> str:
        """The scenario's name, by default its file's."""
        return self.core.name

    @property
    def seed(self) -> int:
        """Seed of all random streams."""
        return self.core.seed

    @property
    def axes(self) -> dict[str, list[Any]]:
        """The swept keys and their values."""
        return {axis.key: [yaml.safe_load(value) for value in axis.values]
                for axis in self.core.axes}

    @property
    def kind(self) -> str:
        """What it simulates: `key-verification` or `ledger`."""
        return self.core.kind

    @property
    def warnings(self) -> list[str]:
        """What was written and has not the effect it seems to have, as in a Caliper file: a line
        each."""
        return self.core.warnings

    @property
    def repetitions(self) -> int:
        """Runs of each point of the sweep."""
        return self.core.repetitions

    def to_yaml(self) -> str:
        """The whole scenario as YAML, all defaults filled in: one text for one meaning."""
        return self.core.to_yaml()

    def __reduce__(self) -> tuple[Any, ...]:
        return (Scenario.parse, (self.to_yaml(), self.name))

    def __repr__(self) -> str:
        return f"<iotledger.Scenario {self.name!r}>"
