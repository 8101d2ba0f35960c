# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Fits what a Fabric network's programs cost to runs of a real one, with the simulator itself.

    PYTHONPATH=analysis:build/python /usr/bin/python3 -m iotledger.reproduce.fit_fabric [--runs DIR]

Only runs whose `use` is `fit` are read. Measured is the core-time of each role's processes in a whole
run, not of single steps: their proportions are those of the profile that the fit starts from. Each
round simulates the runs and multiplies the steps of a role by what was measured over what was
simulated, the geometric mean over the runs in which the role's processes are busy. Steps that were
measured apart (REPLAYED) stay as they are, and what processes do beside their steps (section
`process`, and the peers' Background).
"""

from __future__ import annotations

import argparse
import re
import tempfile
from pathlib import Path
from typing import Mapping, Sequence

import numpy as np

from . import validation
from .validation_runs import MEASURED, Run, RunsError, read_runs

PROFILE = Path(__file__).resolve().parents[3] / "profiles" / "fabric" / "epyc-2-core.yaml"
ROUNDS = 2
BUSY = 0.5  # core-seconds: less was measured too coarsely to be fitted
CPU = {"peer": "cpu_peers", "orderer": "cpu_orderers", "client": "cpu_client",
       "chaincode": "cpu_cc_total"}
COST = re.compile(r"^(  (\w+): )(\d+)(ns|us)\b")
# From a peer alone that took blocks of known size: fabric-runs/replay-blocks.csv.
REPLAYED = {"ValidateTransaction", "StateValidateTransaction", "AppendTransaction",
            "WriteStateTransaction", "WriteHistoryTransaction", "ValidateBlock", "AppendBlock",
            "IndexBlock", "WriteState", "WriteHistory"}
LOADED = 2  # in flight at least


def main() -> None:
    """Fits, prints the factors of each round, and writes the profile."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=Path, default=MEASURED, help="folder of the runs")
    parser.add_argument("--out", type=Path, default=PROFILE, help="profile to start from and write")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    try:
        runs = [run for run in read_runs(arguments.runs)
                if run.use == "fit" and run.is_write and run.row["in_flight"] >= LOADED]
    except RunsError as error:
        parser.error(str(error))
    for _ in range(arguments.rounds):
        text = arguments.out.read_text(encoding="utf-8")
        factors = role_factors(runs, simulate(runs, arguments.out))
        print(", ".join(f"{role} × {factor:.3f}" for role, factor in factors.items()))
        arguments.out.write_text(scale(text, factors), encoding="utf-8")
    print(f"written: {arguments.out}")


def simulate(runs: Sequence[Run], profile: Path) -> list[dict[str, float]]:
    """What the runs come to with the costs of a profile."""
    with tempfile.TemporaryDirectory(prefix="iot-ledger-fit-") as folder:
        settings = {"fabric.costs": str(profile.resolve())}
        validation.simulate(runs, Path(folder), None, settings=settings)
        return [validation.measure(Path(folder), run) for run in runs]


def role_factors(runs: Sequence[Run], simulated: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """By what each role's steps have to be multiplied; 1 for a role without a busy run."""
    factors = {}
    for role, column in CPU.items():
        ratios = [validation.published(run)[column] / found[column]
                  for run, found in zip(runs, simulated)
                  if validation.published(run)[column] >= BUSY]
        factors[role] = float(np.exp(np.mean(np.log(ratios)))) if ratios else 1.0
    return factors


def scale(profile: str, factors: Mapping[str, float]) -> str:
    """A profile's text with the costs of each role multiplied by its factor."""
    lines, section = [], ""
    for line in profile.splitlines():
        if line and not line.startswith((" ", "#")):
            section = line.partition(":")[0]
        match = COST.match(line)
        if match and section in factors and match[2] not in REPLAYED:
            value = round(int(match[3]) * factors[section])
            line = f"{match[1]}{value}{match[4]}{line[match.end():]}"
        lines.append(line)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
