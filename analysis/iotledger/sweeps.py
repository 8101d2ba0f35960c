# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Runs every point of a sweep, each repeated, and merges what they leave.

Points × repetitions become independent runs in processes of their own. Each leaves its folder
`NNNN-<values>/runR`, complete or not at all; the merged files at the top are written when all runs
are there. A run that is there already, from the same scenario, seed, program and profiles, is kept.
"""

from __future__ import annotations

import contextlib
import copy
import fcntl
import os
import shutil
import tempfile
import time
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Iterable, Iterator, Mapping, Sequence

from . import interrupts, manifest, merge
from .points import Point, expand, yaml_text
from .progress import Progress, Silent, TimeLeft
from .traces import Traces
from .workers import LocalWorkers, Outcome, Task, run_in_process

REFRESH_SECONDS = 0.5


class SweepError(RuntimeError):
    """Some runs failed: there is no merged result. `failures` are their Outcomes."""

    def __init__(self, failures: Sequence[Outcome], total: int):
        self.failures = list(failures)
        self.total = total
        super().__init__(f"{len(self.failures)} of {total} runs failed")


class SweepInterrupted(KeyboardInterrupt):
    """Ctrl-C: finished runs are kept. `finished` of `total` are there."""

    def __init__(self, finished: int, total: int):
        self.finished = finished
        self.total = total
        super().__init__(f"{finished} of {total} runs finished")


@dataclass(frozen=True)
class Plan:
    """What a sweep runs, and where."""

    out: Path
    points: list[Point]
    repetitions: int
    scenario_yaml: str  # resolved, with its sweep
    tasks: list[Task]   # longest first
    costs: dict[Task, float]


def default_jobs() -> int:
    """@return how many processor cores this process may use."""
    return len(os.sched_getaffinity(0))


def make_plan(scenario: Any, out: str | Path,
              run_point: str = "iotledger.worker:run_point", traces: Traces = Traces()) -> Plan:
    """Checks a sweep's every point and lays out its runs.

    @param scenario as `iotledger._core.Scenario`
    @param traces what the runs write beside their rows
    @throws ScenarioError if a value does not fit the scenario, ValueError if a trace does not
    """
    traces.check(scenario.kind)
    out = Path(out)
    points = expand(scenario)
    program = manifest.program_digest()
    costs = {}
    for point in points:
        for run in range(1, scenario.repetitions + 1):
            folder = out / point.folder
            digest = manifest.run_digest(point.yaml, run, program)
            costs[Task(point.number, run, str(folder / "scenario.yaml"),
                       str(folder / f"run{run}"), digest, run_point,
                       traces.of_run(run), tuple(scenario.warnings))] = point.cost
    tasks = sorted(costs, key=lambda task: (-costs[task], task.point, task.run))
    return Plan(out, points, scenario.repetitions, scenario.to_yaml(), tasks, costs)


def execute(plan: Plan, jobs: int | None = None, executor: Any = None,
            progress: Progress | None = None) -> None:
    """Makes the runs of a plan that are not there yet, then writes the merged files.

    @param jobs processes at a time on this machine; without one, a process per core
    @param executor anything with `submit`, used instead of local processes; its workers must see
           the output folder under the same path
    @throws SweepError, SweepInterrupted, OSError if the output folder cannot be written
    """
    progress = progress or Silent()
    jobs = jobs or default_jobs()
    with _locked(plan.out):
        _prepare(plan)
        waiting = [task for task in plan.tasks
                   if not manifest.is_finished(task.folder, task.digest, task.traces)]
        _withdraw_merged(plan.out)
        failures: list[Outcome] = []
        if waiting:
            progress.begin(len(plan.tasks), len(plan.tasks) - len(waiting), jobs)
            try:
                failures = run_all(waiting, plan.costs, jobs, executor, progress)
            except KeyboardInterrupt:
                finished = sum(manifest.is_finished(task.folder, task.digest, task.traces)
                               for task in plan.tasks)
                raise SweepInterrupted(finished, len(plan.tasks)) from None
            finally:
                progress.end()
        if failures:
            raise SweepError(failures, len(plan.tasks))
        merge.publish(plan.out, plan.points, plan.repetitions, plan.scenario_yaml)


def run_all(tasks: Sequence[Task], costs: Mapping[Task, float], jobs: int, executor: Any,
             progress: Progress) -> list[Outcome]:
    """Makes runs, the first first. @return the outcomes of those that failed."""
    local = LocalWorkers(jobs) if executor is None else None
    submit: Callable[[Task], Future] = (
        local.submit if local else lambda task: executor.submit(run_in_process, task))
    left = TimeLeft({task: costs[task] for task in tasks}, jobs)
    failures: list[Outcome] = []
    pending: dict[Future, Task] = {}
    try:
        with interrupts.held_back() as let_through:
            for task in tasks:
                pending[submit(task)] = task
            while pending:
                ended, _ = wait(pending, REFRESH_SECONDS, FIRST_COMPLETED)
                let_through()
                for future in ended:
                    outcome = _outcome_of(future, pending.pop(future))
                    left.finish(outcome.task, outcome.seconds)
                    if outcome.error:
                        failures.append(outcome)
                _show(progress, left, local, len(tasks) - len(pending), len(failures), pending)
    except BaseException:
        for future in pending:
            future.cancel()
        if local:
            local.stop()
        raise
    if local:
        local.close()
    return sorted(failures, key=lambda outcome: (outcome.task.point, outcome.task.run))


def _outcome_of(future: Future, task: Task) -> Outcome:
    """A future's outcome, also when its executor lost it."""
    try:
        return future.result()
    except (Exception, CancelledError) as error:  # whatever the executor could not do
        return Outcome(task, 0.0, f"{type(error).__name__}: {error}")


def _show(progress: Progress, left: TimeLeft, local: LocalWorkers | None, ended: int, failed: int,
          pending: Mapping[Future, Task]) -> None:
    now = time.monotonic()
    waiting = set(pending.values())
    began = dict(local.started) if local else {}
    elapsed = {task: now - start for task, start in began.items() if task in waiting}
    progress.update(ended - failed, failed, left.seconds(elapsed), left.share_done(elapsed))


def _prepare(plan: Plan) -> None:
    """Folders and resolved scenarios of the points; leftovers of broken runs go."""
    for part in plan.out.glob("*/.run*.part"):
        shutil.rmtree(part, ignore_errors=True)
    planned = {point.folder for point in plan.points}
    for point in plan.points:
        folder = plan.out / point.folder
        _adopt(folder, planned)
        folder.mkdir(exist_ok=True)
        merge.write_text(folder / "scenario.yaml", point.yaml)
    merge.write_text(plan.out / "scenario.yaml", plan.scenario_yaml)


def _adopt(folder: Path, planned: Iterable[str]) -> None:
    """Renames a point's folder whose number changed because the sweep grew or shrank."""
    _, dash, label = folder.name.partition("-")
    if dash and not folder.exists():
        for other in sorted(folder.parent.glob("[0-9]*-*")):
            if other.name not in planned and other.name.partition("-")[2] == label:
                other.rename(folder)
                return


def _withdraw_merged(out: Path) -> None:
    """Removes merged files, which must not outlive the runs they were made from."""
    for name in (manifest.NAME, *merge.DERIVED, *merge.TABLES):
        (out / name).unlink(missing_ok=True)


@contextlib.contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Holds an output folder, made if need be, for one sweep at a time."""
    out.mkdir(parents=True, exist_ok=True)
    handle = os.open(out, os.O_RDONLY)
    try:
        if not os.access(out, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied", str(out))
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BlockingIOError(error.errno, "another run is writing here", str(out)) from None
        yield
    finally:
        os.close(handle)


def sweep(scenario: Any, axes: Mapping[str, Iterable[Any]] | None = None,
          repetitions: int | None = None, jobs: int | None = None, executor: Any = None,
          out: str | os.PathLike[str] | None = None,
          pcap: bool | str | Iterable[str] = False, netanim: bool = False,
          messages: bool = False, export_blocks: bool = False) -> Any:
    """Runs a scenario at every combination of values and returns the merged result.

    Each run has a process of its own. Ctrl-C stops them; with @p out, a repeated call goes on from
    the runs that had finished.

    @param scenario a Scenario, or a file
    @param axes key to values, e.g. `{"keyVerification.devices": [3, 10]}`; the scenario's own
           sweep if left out
    @param repetitions runs of each point; those of the scenario if left out
    @param jobs processes at a time on this machine; without it, a process per core
    @param executor any `concurrent.futures`-style executor instead of local processes; its workers
           must see @p out under the same path
    @param out folder for the results; without it, a temporary one that lives as long as the result
    @param pcap, netanim, messages as in `run`
    @param export_blocks as in `run`, of each point's first run
    @throws ScenarioError before anything runs; SweepError if runs failed
    """
    from .result import Result
    from .scenario import Scenario

    if not isinstance(scenario, Scenario):
        scenario = Scenario.load(scenario)
    core = _swept(scenario.core, axes, repetitions)
    keep = tempfile.TemporaryDirectory(prefix="iot-ledger-") if out is None else None
    folder = Path(keep.name if keep else out)
    traces = Traces.chosen(pcap, netanim, messages, export_blocks)
    execute(make_plan(core, folder, traces=traces), jobs, executor)
    result = Result(folder)
    result.temporary_folder = keep
    return result


def _swept(core: Any, axes: Mapping[str, Iterable[Any]] | None, repetitions: int | None) -> Any:
    """A copy of a compiled scenario with another sweep."""
    changed = copy.copy(core)
    if axes is not None:
        sweep_of: dict[str, Any] = {key: list(values) for key, values in axes.items()}
        changed.set("sweep", yaml_text({**sweep_of, "repetitions": core.repetitions}))
    if repetitions is not None:
        changed.set("sweep.repetitions", yaml_text(repetitions))
    return changed
