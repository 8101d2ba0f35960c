# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""manifest.json: what a run was made from and what it cost the machine.

It is written last, so a folder without it is no result. Its digest says which input and which
program made it, so that a re-run can tell a finished run from one that has to be made again. It is
the only result file that holds facts of the machine or of the wall clock.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import resource
from functools import lru_cache
from pathlib import Path
from typing import Any, Iterable, Mapping, Sequence

import yaml

from .traces import Traces

NAME = "manifest.json"
PROFILES = Path(__file__).resolve().parents[2] / "profiles"


def file_digest(path: str | Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=None)
def program_digest() -> str:
    """SHA-256 over the compiled parts of the program: what decides a run's outcome."""
    try:
        from . import _core
    except ImportError:
        return "none"
    binary = getattr(_core, "__file__", None)
    if not binary:
        return str(getattr(_core, "__version__", "none"))
    digest = hashlib.sha256()
    for path in sorted({str(Path(binary).resolve()), *_loaded_libraries()}):
        digest.update(file_digest(path).encode())
    return digest.hexdigest()


def _loaded_libraries() -> list[str]:
    """Files of our own shared libraries that this process has loaded."""
    try:
        maps = Path("/proc/self/maps").read_text(encoding="utf-8")
    except OSError:
        return []
    files = {fields[5] for line in maps.splitlines() if len(fields := line.split(maxsplit=5)) == 6}
    return [file for file in files if "iot-ledger" in Path(file).name and Path(file).is_file()]


def versions() -> dict[str, str]:
    """Versions of the program and of what it stands on."""
    found = {"python": platform.python_version(), "program": program_digest()}
    try:
        from . import _core
    except ImportError:
        return found
    if hasattr(_core, "versions"):
        found.update(_core.versions())
    return found


def run_digest(scenario_yaml: str, run: int, program: str) -> str:
    """What identifies one run: its resolved scenario (with the seed), its number, the program."""
    text = json.dumps([scenario_yaml, run, program])
    return hashlib.sha256(text.encode()).hexdigest()


def peak_rss_bytes() -> int:
    """The most memory this process had resident [B].

    Linux lets getrusage's figure be inherited from the process that started this one, hence VmHWM.
    """
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def of_run(scenario_yaml: str, run: int, statistics: Mapping[str, Any], wall_seconds: float,
           digest: str, traces: Mapping[str, Any] | None = None,
           warnings: Iterable[str] = ()) -> dict[str, Any]:
    """The manifest of one run, made in the process that ran it.

    @param statistics what `_core.run` returned: events, simulated_seconds, profile_digests
    @param traces what was written beside the rows, as `Traces.arguments` has it
    @param warnings what reading the scenario gave, which its resolved text no longer tells
    """
    scenario = yaml.safe_load(scenario_yaml) or {}
    return {
        "digest": digest,
        "run": run,
        "seed": scenario.get("seed", 1),
        "scenario": scenario,
        "versions": versions(),
        "profileDigests": dict(statistics.get("profile_digests", {})),
        "wallSeconds": wall_seconds,
        "peakRssBytes": peak_rss_bytes(),
        "traces": dict(traces or {}),
        "warnings": list(warnings),
        "eventsExecuted": statistics.get("events", 0),
        "simulatedSeconds": statistics.get("simulated_seconds", 0.0),
        "host": {"name": platform.node(), "machine": platform.machine(),
                 "system": platform.platform()},
    }


def of_sweep(scenario_yaml: str, points: Sequence[Any], repetitions: int,
             runs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The merged manifest of a finished sweep, from its runs' manifests in order."""
    scenario = yaml.safe_load(scenario_yaml) or {}
    profiles: dict[str, str] = {}
    for run in runs:
        profiles.update(run["profileDigests"])
    return {
        "seed": scenario.get("seed", 1),
        "scenario": scenario,
        "versions": runs[0]["versions"] if runs else versions(),
        "profileDigests": profiles,
        "warnings": list(dict.fromkeys(line for run in runs for line in run.get("warnings", ()))),
        "wallSeconds": sum(run["wallSeconds"] for run in runs),
        "peakRssBytes": max((run["peakRssBytes"] for run in runs), default=0),
        "eventsExecuted": sum(run["eventsExecuted"] for run in runs),
        "simulatedSeconds": sum(run["simulatedSeconds"] for run in runs),
        "repetitions": repetitions,
        "points": [{"point": point.number, "folder": point.folder, "values": dict(point.values)}
                   for point in points],
        "runs": [{key: run[key] for key in ("run", "digest", "wallSeconds", "peakRssBytes",
                                            "eventsExecuted", "simulatedSeconds")}
                 for run in runs],
    }


def write(folder: str | Path, manifest: Mapping[str, Any]) -> None:
    """Writes a manifest whole or not at all."""
    target = Path(folder) / NAME
    temporary = target.with_suffix(".json.part")
    temporary.write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    os.replace(temporary, target)


def read(folder: str | Path) -> dict[str, Any] | None:
    """The manifest in a folder, or None if there is none that can be read."""
    try:
        with open(Path(folder) / NAME, encoding="utf-8") as file:
            manifest = json.load(file)
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) else None


def is_finished(folder: str | Path, digest: str, traces: Traces = Traces()) -> bool:
    """Whether a folder holds the run that @p digest names, made with today's profiles.

    @param traces what is to be there beside the rows
    """
    manifest = read(folder)
    return (manifest is not None and manifest.get("digest") == digest
            and traces.are_among(manifest.get("traces", {}))
            and _profiles_unchanged(manifest.get("profileDigests", {}).items()))


def _profiles_unchanged(recorded: Iterable[tuple[str, str]]) -> bool:
    return all(_profile_digest(name) == digest for name, digest in recorded)


@lru_cache(maxsize=None)
def _profile_digest(name: str) -> str | None:
    """SHA-256 of the profile a name or path stands for, None if there is none."""
    # As the simulator looks it up.
    folder = Path(os.environ.get("IOT_LEDGER_PROFILES", PROFILES))
    shipped = folder / f"{name}.yaml"
    path = shipped if shipped.is_file() else Path(name)
    return file_digest(path) if path.is_file() else None
