# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""What a run writes beside its rows, which stay the same: recordings, animations, messages,
blocks."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Iterable, Mapping

KEY_VERIFICATION, LEDGER = "key-verification", "ledger"  # kinds of scenarios


@dataclass(frozen=True)
class Traces:
    """The traces of a run, by the names of `_core.run`'s arguments."""

    pcap: tuple[str, ...] = ()  # globs of the nodes whose links are recorded
    netanim: bool = False
    messages: bool = False
    export_blocks: bool = False

    @classmethod
    def chosen(cls, pcap: bool | str | Iterable[str], netanim: bool, messages: bool,
               export_blocks: bool = False) -> Traces:
        """As users say it: pcap of all nodes, of none, or of those given. @throws ScenarioError"""
        from . import _core

        if isinstance(pcap, bool):
            return cls(("*",) if pcap else (), netanim, messages, export_blocks)
        globs = (pcap,) if isinstance(pcap, str) else tuple(pcap)
        _core.check_nodes(list(globs), "pcap")
        return cls(globs, netanim, messages, export_blocks)

    def check(self, kind: str) -> None:
        """Whether a scenario of this kind has what is to be written. @throws ValueError"""
        if self.messages and kind != KEY_VERIFICATION:
            raise ValueError("--messages: expected a scenario with 'keyVerification', whose "
                             "messages these are; this one simulates a ledger")
        if self.export_blocks and kind != LEDGER:
            raise ValueError("--export-blocks: expected a scenario with 'fabric', whose blocks "
                             "these are; this one simulates key verification")

    def of_run(self, run: int) -> Traces:
        """Those of one repetition: blocks are exported of the first alone."""
        return self if run == 1 else replace(self, export_blocks=False)

    def arguments(self) -> dict[str, Any]:
        """As `_core.run` and JSON have it."""
        return {**asdict(self), "pcap": list(self.pcap)}

    def are_among(self, made: Mapping[str, Any]) -> bool:
        """Whether a run that made traces, as `arguments` has them, has these; more do no harm."""
        return ((not self.pcap or list(self.pcap) == made.get("pcap"))
                and (not self.netanim or bool(made.get("netanim")))
                and (not self.messages or bool(made.get("messages")))
                and (not self.export_blocks or bool(made.get("export_blocks"))))
