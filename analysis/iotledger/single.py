# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""One run, in this process."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Iterable

from . import _core, manifest
from .merge import TABLES
from .result import Result
from .scenario import Scenario
from .traces import Traces


def run(scenario: Scenario | str | os.PathLike[str], run: int = 1,
        out: str | os.PathLike[str] | None = None,
        pcap: bool | str | Iterable[str] = False, netanim: bool = False,
        messages: bool = False, export_blocks: bool = False) -> Result:
    """Simulates a scenario once; its sweep, if it has one, is left out (see `sweep`).

    One run goes at a time in a process; other threads go on meanwhile. Ctrl-C acts when the
    run has ended.

    @param scenario a Scenario, or a file
    @param run number of the run: the same seed and run give the same results
    @param out folder for the result files, made if need be; without it, a temporary folder that
           lives as long as the result
    @param pcap whether to record the nodes' links (`Result.pcap`), or of which nodes: a name or a
           glob, or several
    @param netanim whether to write an animation, `netanim.xml`, for the program NetAnim
    @param messages whether to write each message between a device and the broker (`Result.messages`)
    @param export_blocks whether to write a ledger's blocks as Fabric encodes them
           (`Result.block_files`)
    @throws ScenarioError for a wrong scenario, ValueError for traces that its kind has not, RunError for a
            run that came to no result, OSError for a folder that cannot be written
    """
    if not isinstance(scenario, Scenario):
        scenario = Scenario.load(scenario)
    if run < 1:
        raise ValueError(f"run: expected a whole number from 1, got '{run}'")
    traces = Traces.chosen(pcap, netanim, messages, export_blocks)
    traces.check(scenario.kind)
    point = scenario.at_point({})
    keep = tempfile.TemporaryDirectory(prefix="iot-ledger-") if out is None else None
    folder = Path(keep.name if keep else out)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / manifest.NAME).unlink(missing_ok=True)  # no result until it is written anew
    for old in (*folder.glob("pcap/*.pcap"), *folder.glob("blocks/*/block_*.pb"),
                *(folder / name for name in ("netanim.xml", *TABLES))):
        old.unlink(missing_ok=True)

    text = point.to_yaml()
    began = time.monotonic()
    try:
        statistics = _core.run(point.core, run, str(folder), **traces.arguments())
    except _core.RunError:
        raise
    except RuntimeError as error:  # a file that could not be written
        raise OSError(str(error)) from None
    digest = manifest.run_digest(text, run, manifest.program_digest())
    manifest.write(folder, manifest.of_run(text, run, statistics, time.monotonic() - began, digest,
                                           traces.arguments(), point.core.warnings))
    result = Result(folder)
    result.temporary_folder = keep
    return result
