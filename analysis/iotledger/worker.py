# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""One run in a process of its own: `python3 -m iotledger.worker`, started by `workers`.

It reads a task as JSON from standard input, runs it and writes the run's files and its manifest
into the task's folder. What goes wrong is said on standard error, with exit code 1.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any, Callable, Mapping

from . import manifest

PR_SET_PDEATHSIG = 1  # linux/prctl.h

RunPoint = Callable[[str, int, str, Mapping[str, Any]], Mapping[str, Any]]


def run_point(scenario_file: str, run: int, out_dir: str,
              traces: Mapping[str, Any]) -> Mapping[str, Any]:
    """Runs a scenario file without a sweep. @return the runner's statistics."""
    from . import _core

    if traces["pcap"]:  # a file per node, all open at once
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return _core.run(_core.Scenario.load(scenario_file), run, out_dir, **traces)


def find(reference: str) -> RunPoint:
    """The function that `module:name` names."""
    module, name = reference.split(":")
    return getattr(importlib.import_module(module), name)


def execute(task: Mapping[str, Any]) -> None:
    """Runs one task: `scenario` (file), `run`, `out` (folder), `digest`, `runPoint`, `traces`,
    `warnings`."""
    began = time.monotonic()
    statistics = find(task["runPoint"])(task["scenario"], task["run"], task["out"], task["traces"])
    text = Path(task["scenario"]).read_text(encoding="utf-8")
    facts = manifest.of_run(text, task["run"], statistics, time.monotonic() - began,
                            task["digest"], task["traces"], task["warnings"])
    manifest.write(task["out"], facts)


def main() -> int:
    """Entry point."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a run in C++ code could not stop otherwise
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # no orphan if the parent dies
    except (AttributeError, OSError):
        pass  # not Linux
    task = json.load(sys.stdin)
    try:
        execute(task)
    except (ValueError, RuntimeError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except MemoryError:
        print("this machine's memory is too small for it", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
