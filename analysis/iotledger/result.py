# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Results: the files of a run or a sweep as data frames."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import manifest

if TYPE_CHECKING:
    import tempfile

    import pandas


class Result:
    """The folder of a run or of a sweep. Its tables are read when they are asked for, once.

    Tables of a sweep have `point` and the swept keys as further columns.
    """

    def __init__(self, folder: str | os.PathLike[str]):
        """@param folder with a finished result @throws FileNotFoundError if it has none"""
        self.folder = Path(folder)
        self.temporary_folder: tempfile.TemporaryDirectory[str] | None = None  # removed with this
        if not (self.folder / manifest.NAME).is_file():
            raise FileNotFoundError(f"{self.folder}: expected a finished result, "
                                    f"found no {manifest.NAME}")

    @cached_property
    def operations(self) -> pandas.DataFrame:
        """One row for each key-verification operation, with the parts of its latency [s]."""
        return self._table("operations")

    @cached_property
    def transactions(self) -> pandas.DataFrame:
        """One row for each transaction or query of a ledger's workload.

        `submit_s`, `endorsed_s`, `ordered_s`, `committed_s` and `end_s` are when the client called,
        had the endorsed transaction, the orderer's acknowledgement, the commit status, and its
        outcome [s]; what was not reached is not a number. `kind` is read or write; `code` is
        VALID of a write that succeeded and OK of a read, else the name of Fabric's TxValidationCode
        or of the gateway's gRPC status. Sizes are in bytes.
        """
        return self._table("transactions")

    @cached_property
    def blocks(self) -> pandas.DataFrame:
        """One row for each block of a ledger's channels.

        `reason` is why it was cut: count, bytes, timeout, oversize or config. It was cut by the
        leader, agreed on by Raft, and committed at the first and at the last peer, at `cut_s`,
        `agreed_s`, `first_commit_s` and `last_commit_s` [s].
        """
        return self._table("blocks")

    @cached_property
    def caliper(self) -> pandas.DataFrame:
        """One row for each round of a ledger's workload, with the columns of Caliper's report."""
        return self._table("caliper")

    @cached_property
    def block_files(self) -> list[Path]:
        """The exported blocks, by path, if there are any: Fabric's tools decode them."""
        return sorted(self.folder.glob("**/blocks/*/block_*.pb"))

    @cached_property
    def events(self) -> pandas.DataFrame:
        """Faults and what was detected."""
        return self._table("events")

    @cached_property
    def resources(self) -> pandas.DataFrame:
        """CPU, network, disk and memory of hosts and nodes over time.

        A row tells of the time since the node's row before: `cpu_util` is of the host, with
        whatever else runs there; `process_cpu_s` [s] is the core-time of the node's own process.
        """
        return self._table("resources")

    @cached_property
    def messages(self) -> pandas.DataFrame:
        """Each message of the protocols between a device and the broker, if they were asked for."""
        return self._table("messages")

    @cached_property
    def summary(self) -> pandas.DataFrame:
        """Statistics of each point of a sweep and quantity."""
        return self._table("summary")

    @cached_property
    def pcap(self) -> list[Path]:
        """The recordings of nodes' links, by path, if there are any."""
        return sorted(self.folder.glob("**/pcap/*.pcap"))

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the result was made from: scenario, seed, versions; and what it cost."""
        facts = manifest.read(self.folder)
        if facts is None:
            raise ValueError(f"{self.folder / manifest.NAME}: expected a manifest as written")
        return facts

    def _table(self, name: str) -> pandas.DataFrame:
        """Reads a CSV file.

        Numbers are read so that each is exactly the one that was written.

        @throws FileNotFoundError if this kind of result has no such table
        """
        import pandas

        return pandas.read_csv(self.folder / f"{name}.csv", float_precision="round_trip")

    def __repr__(self) -> str:
        return f"<iotledger.Result {str(self.folder)!r}>"
