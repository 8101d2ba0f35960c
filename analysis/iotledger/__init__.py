# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""iot-ledger: simulates secured IoT messaging; see `Scenario`, `run` and `sweep`.

    import iotledger as il

    scenario = il.Scenario.load("scenarios/quickstart.yaml").set("keyVerification.devices", 50)
    result = il.run(scenario)
    print(result.operations.groupby("operation")["latency_s"].mean())
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

# The build puts the compiled part, _core, there.
_BUILT = Path(__file__).resolve().parents[2] / "build" / "python" / "iotledger"
if _BUILT.is_dir():
    __path__.append(str(_BUILT))

# Loaded when first used: a worker process needs none of the frames, a report no simulator.
_PUBLIC = {
    "Result": "result",
    "RunError": "_core",
    "Scenario": "scenario",
    "ScenarioError": "_core",
    "run": "single",
    "schema": "_core",
    "sweep": "sweeps",
}
__all__ = sorted(_PUBLIC)


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f".{_PUBLIC[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
