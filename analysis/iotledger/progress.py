# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Progress of a sweep, with the time left: a live bar on a terminal, few plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from typing import Any, Mapping, Protocol, TextIO

QUIET_SECONDS = 30.0  # between plain lines


class TimeLeft:
    """Expects how long the rest takes from the runs that have ended.

    A run is expected to take as long as other runs of its point did, or, before there are any, as
    its share of cost says.
    """

    def __init__(self, costs: Mapping[Any, float], jobs: int):
        self._costs = dict(costs)  # run to cost; a run has a `point`
        self._jobs = jobs
        self._by_point: dict[Any, list[float]] = defaultdict(list)
        self._seconds = 0.0
        self._cost = 0.0

    def finish(self, run: Any, seconds: float) -> None:
        """Takes note of a run that ended."""
        self._by_point[run.point].append(seconds)
        self._seconds += seconds
        self._cost += self._costs.pop(run)

    def expected(self, run: Any) -> float:
        """@return how long @p run takes [s]."""
        known = self._by_point.get(run.point)
        if known:
            return sum(known) / len(known)
        return self._costs[run] * self._seconds / self._cost

    def seconds(self, elapsed: Mapping[Any, float]) -> float | None:
        """@return how long until all have ended [s], None before the first has.

        @param elapsed the runs under way and how long they have run [s]
        """
        if not self._costs:
            return 0.0
        if not self._cost:
            return None
        rest = [max(self.expected(run) - elapsed.get(run, 0.0), 0.0) for run in self._costs]
        return max(sum(rest) / self._jobs, max(rest))

    def share_done(self, elapsed: Mapping[Any, float]) -> float:
        """@return the part of the work that is done, 0 to 1, runs under way included."""
        if not self._cost:
            return 0.0
        done, rest = self._seconds, 0.0
        for run in self._costs:
            expected = self.expected(run)
            under_way = min(elapsed.get(run, 0.0), expected)
            done += under_way
            rest += expected - under_way
        return done / (done + rest) if done + rest else 1.0


def human_time(seconds: float | None) -> str:
    """`1 h 05 min`, `3 min 20 s`, `7 s`."""
    if seconds is None:
        return "estimating"
    whole = int(seconds + 0.5)
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
    if whole >= 60:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole} s"


class Progress(Protocol):
    """What shows how far a sweep is."""

    def begin(self, total: int, kept: int, jobs: int) -> None:
        """@p total runs, of which @p kept were finished before."""

    def update(self, done: int, failed: int, left: float | None, share: float) -> None:
        """@p done runs have ended well, @p failed badly; @p left seconds to go."""

    def end(self) -> None:
        """Nothing more follows."""


class Silent:
    """Shows nothing."""

    def begin(self, total: int, kept: int, jobs: int) -> None:
        pass

    def update(self, done: int, failed: int, left: float | None, share: float) -> None:
        pass

    def end(self) -> None:
        pass


class PlainLines:
    """A line now and then, for logs."""

    def __init__(self, stream: TextIO):
        self._stream = stream
        self._total = 0
        self._kept = 0
        self._shown = (0, 0)
        self._last = 0.0

    def begin(self, total: int, kept: int, jobs: int) -> None:
        self._total, self._kept = total, kept
        self._shown, self._last = (kept, 0), time.monotonic()
        already = f", {kept} of them finished before" if kept else ""
        self._say(f"{total} run{'s' if total != 1 else ''}{already}; {jobs} at a time")

    def update(self, done: int, failed: int, left: float | None, share: float) -> None:
        ended, now = (self._kept + done, failed), time.monotonic()
        complete = sum(ended) == self._total and ended != self._shown
        if complete or failed > self._shown[1] or now - self._last >= QUIET_SECONDS:
            self._shown, self._last = ended, now
            bad = f", {failed} failed" if failed else ""
            rest = "" if complete else f", {human_time(left)} left"
            self._say(f"{ended[0]} of {self._total} runs finished{bad}{rest}")

    def end(self) -> None:
        pass

    def _say(self, text: str) -> None:
        print(text, file=self._stream, flush=True)


class Bar:
    """A live bar on a terminal."""

    def __init__(self, stream: TextIO):
        from rich.console import Console
        from rich.progress import BarColumn, Progress as RichProgress, TextColumn

        self._bar = RichProgress(
            TextColumn("{task.description}"), BarColumn(bar_width=None),
            TextColumn("{task.percentage:>3.0f} %"), TextColumn("{task.fields[counts]}"),
            TextColumn("{task.fields[left]}"),
            console=Console(file=stream), transient=True, expand=True)
        self._task: Any = None
        self._total = 0
        self._kept = 0

    def begin(self, total: int, kept: int, jobs: int) -> None:
        self._total, self._kept = total, kept
        self._task = self._bar.add_task("running", total=1.0, counts=self._counts(0, 0),
                                        left="estimating")
        self._bar.start()

    def update(self, done: int, failed: int, left: float | None, share: float) -> None:
        self._bar.update(self._task, completed=share, counts=self._counts(done, failed),
                         left=f"{human_time(left)} left" if left is not None else "estimating")

    def end(self) -> None:
        self._bar.stop()

    def _counts(self, done: int, failed: int) -> str:
        bad = f", [red]{failed} failed[/red]" if failed else ""
        return f"{self._kept + done} of {self._total} runs{bad}"


class Steps:
    """Work of known steps, each with a name: a bar on a terminal, a line per step elsewhere."""

    def __init__(self, stream: TextIO):
        self._stream = stream
        self._step = ""
        self._bar: Any = None
        if stream.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress as RichProgress, TextColumn
            from rich.progress import TimeRemainingColumn

            self._bar = RichProgress(
                TextColumn("{task.description}"), BarColumn(bar_width=None),
                TextColumn("{task.percentage:>3.0f} %"), TimeRemainingColumn(),
                console=Console(file=stream), transient=True, expand=True)
            self._bar.start()
            self._bar.add_task("", total=1.0)

    def update(self, step: str, share: float) -> None:
        """@p step is under way, @p share of the whole is done, 0 to 1."""
        if self._bar:
            self._bar.update(self._bar.task_ids[0], description=step, completed=share)
        elif step != self._step:
            print(f"{share:4.0%} {step}", file=self._stream, flush=True)
        self._step = step

    def end(self) -> None:
        """Nothing more follows."""
        if self._bar:
            self._bar.stop()


def for_stream(stream: TextIO | None = None) -> Progress:
    """The progress display that suits a stream, standard error by default."""
    stream = stream or sys.stderr
    return Bar(stream) if stream.isatty() else PlainLines(stream)


