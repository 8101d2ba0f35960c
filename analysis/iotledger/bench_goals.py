# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""What benchmarks share: programs that say what they measured, and goals that hold or do not."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence

from rich.console import Console
from rich.markup import escape

from .workers import how_ended

PROGRAMS = Path(__file__).resolve().parents[2] / "build" / "bench"


class BenchError(RuntimeError):
    """A benchmark program that does not run or does not say what it measured."""


@dataclass(frozen=True)
class Goal:
    """What the project sets itself, and what was measured."""

    text: str
    value: float
    limit: float
    strict: bool = False

    @property
    def holds(self) -> bool:
        """Whether the measured value is within the limit."""
        return self.value < self.limit if self.strict else self.value <= self.limit


def ask(program: Path, arguments: Sequence[str], names: Sequence[str]) -> dict[str, Any]:
    """Runs a program. @return the line of JSON it ends with, which has these numbers"""
    try:
        ended = subprocess.run([program, *arguments], capture_output=True, text=True, check=True)
        said = json.loads(ended.stdout.strip().splitlines()[-1])
        for name in names:
            float(said[name])
    except FileNotFoundError:
        raise BenchError(f"{program} is not built; run ./iot-ledger bench") from None
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip().splitlines() or [""])[-1]
        raise BenchError(f"{program}: {how_ended(error.returncode)}: {last}") from None
    except (ValueError, KeyError, IndexError, TypeError):
        raise BenchError(f"{program} did not say what it measured") from None
    return said


def markdown_line(entries: Sequence[str]) -> str:
    """A line of a Markdown table."""
    return "| " + " | ".join(entries) + " |\n"


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]],
                   goals: Sequence[Goal]) -> str:
    """What was measured, and what of it was a goal."""
    line = markdown_line
    text = line(head) + line(["---:"] * len(head)) + "".join(line(row) for row in rows)
    text += "\n" + line(["goal", "limit", "measured", ""]) + line(["---", "---:", "---:", "---"])
    return text + "".join(line([goal.text, f"{goal.limit:g}", f"{goal.value:.2f}",
                                "holds" if goal.holds else "missed"]) for goal in goals)


def goals_json(goals: Sequence[Goal]) -> list[dict[str, Any]]:
    """Goals as a file keeps them."""
    return [{"goal": goal.text, "value": goal.value, "limit": goal.limit, "holds": goal.holds}
            for goal in goals]


def print_goals(console: Console, goals: Sequence[Goal]) -> None:
    """A line each."""
    for goal in goals:
        verdict = "[green]holds [/green]" if goal.holds else "[red]missed[/red]"
        console.print(f"{verdict} {goal.value:8.2f}  {escape(goal.text)} {goal.limit:g}")
