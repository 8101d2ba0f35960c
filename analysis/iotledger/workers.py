# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Runs in fresh processes: one process per run, whatever executor hands them out.

A process of its own keeps a crash to the one run, makes the peak memory that run's, and can be
stopped at once. Files appear under the run's name only when the run is complete.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from .traces import Traces

STDERR_LINES = 3  # last lines of a failed run's standard error that are shown


@dataclass(frozen=True)
class Task:
    """One run to make."""

    point: int
    run: int
    scenario: str  # file of the point's resolved scenario
    folder: str    # where the finished run will be
    digest: str
    run_point: str = "iotledger.worker:run_point"  # module:function
    traces: Traces = Traces()
    warnings: tuple[str, ...] = ()  # of reading the scenario, for the manifest

    @property
    def log(self) -> Path:
        """Where a failed run's standard error is kept."""
        return Path(f"{self.folder}-stderr.txt")


@dataclass(frozen=True)
class Outcome:
    """How a run ended: `error` is empty when it finished."""

    task: Task
    seconds: float  # wall time
    error: str = ""


def run_in_process(task: Task,
                   started: Callable[[subprocess.Popen], None] | None = None) -> Outcome:
    """Makes one run in a new process and waits for it.

    @param started called with the process once it is there
    """
    began = time.monotonic()
    folder = Path(task.folder)
    part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(parents=True)
        code = _run_worker(task, part, started)
        if code == 0:
            shutil.rmtree(folder, ignore_errors=True)
            os.replace(part, folder)
            os.truncate(task.log, 0)
        error = "" if code == 0 else _failure(code, task.log)
        if not task.log.stat().st_size:
            task.log.unlink()
    except OSError as problem:
        error = str(problem)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Outcome(task, time.monotonic() - began, error)


def _run_worker(task: Task, part: Path, started: Callable[[subprocess.Popen], None] | None) -> int:
    """@return the exit code, or minus the signal that ended the process."""
    request = {"scenario": task.scenario, "run": task.run, "out": str(part),
               "digest": task.digest, "runPoint": task.run_point, "traces": task.traces.arguments(),
               "warnings": list(task.warnings)}
    package = str(Path(__file__).resolve().parents[1])
    paths = [package, os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    with open(task.log, "wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "iotledger.worker"], env=environment,
            stdin=subprocess.PIPE, stdout=log, stderr=log)
        if started:
            started(process)
        process.communicate(json.dumps(request).encode())
    return process.returncode


def _failure(code: int, log: Path) -> str:
    """What to tell the user about a process that ended with @p code."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    said = " | ".join(line.strip() for line in lines[-STDERR_LINES:] if line.strip())
    return f"{how_ended(code)}: {said}" if said else how_ended(code)


def how_ended(code: int) -> str:
    """What a process's return code means."""
    return f"ended by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


class LocalWorkers:
    """Runs tasks on this machine, @p jobs at a time, and can stop them at once."""

    def __init__(self, jobs: int):
        self._threads = ThreadPoolExecutor(jobs)
        self._lock = threading.Lock()
        self._live: set[subprocess.Popen] = set()
        self._stopped = False
        self.started: dict[Task, float] = {}  # monotonic time

    def submit(self, task: Task) -> Future:
        """@return a future of an Outcome."""
        return self._threads.submit(self._run, task)

    def stop(self) -> None:
        """Ends the processes that run and forgets the tasks that wait."""
        with self._lock:
            self._stopped = True
            for process in self._live:
                process.kill()
        self.close()

    def close(self) -> None:
        """Waits for the threads, whose tasks have ended."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _run(self, task: Task) -> Outcome:
        self.started[task] = time.monotonic()
        own: list[subprocess.Popen] = []

        def keep(process: subprocess.Popen) -> None:
            own.append(process)
            with self._lock:
                self._live.add(process)
                if self._stopped:
                    process.kill()

        try:
            return run_in_process(task, keep)
        finally:
            with self._lock:
                self._live.difference_update(own)
