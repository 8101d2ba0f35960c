# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""What the tests of sweeps and reports share: sweeps of the fake simulator."""

import hashlib
import os
import sys
from pathlib import Path

import fake_core
import pytest
from iotledger import sweeps

RUN_POINT = "fake_point:run_point"
HERE = str(Path(__file__).resolve().parent)
ANALYSIS = str(Path(sweeps.__file__).resolve().parents[1])
TWO_AXES = """
name: fake-sweep
keyVerification: {rounds: 3}
sweep:
  keyVerification.devices: [3, 10]
  network.link.delay: [0ms, 5ms]
  repetitions: 2
"""


@pytest.fixture(autouse=True, scope="module")
def fake():
    """Puts the fake in the simulator's place, here and in worker processes."""
    import iotledger
    from iotledger import manifest

    known = set(sys.modules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "iotledger._core", fake_core)
        patch.setattr(iotledger, "_core", fake_core, raising=False)
        patch.setenv("PYTHONPATH", os.pathsep.join([HERE, ANALYSIS]))
        manifest.program_digest.cache_clear()
        yield fake_core
    for name in set(sys.modules) - known:  # they may hold on to the fake
        if name.startswith("iotledger."):
            del sys.modules[name]
            vars(iotledger).pop(name.partition(".")[2], None)
    for name in iotledger.__all__:  # looked up when first used
        vars(iotledger).pop(name, None)
    manifest.program_digest.cache_clear()


@pytest.fixture(scope="module")
def swept_once(fake, tmp_path_factory):
    """Results of a sweep over devices and delay; to be read only."""
    return run_sweep(tmp_path_factory.mktemp("swept"), TWO_AXES)


@pytest.fixture
def quick(monkeypatch):
    """Leaves out the summary, the report and the plots, which take most of a small sweep's time."""
    monkeypatch.setattr("iotledger.report.build", lambda out, points, scenario: None)


def load(folder, text):
    """A fake scenario from a text."""
    path = Path(folder) / "scenario-in.yaml"
    path.write_text(text, encoding="utf-8")
    return fake_core.Scenario.load(path)


def run_sweep(folder, text, jobs=2, out="out", **options):
    """Runs a scenario text. @return its results folder"""
    plan = sweeps.make_plan(load(folder, text), Path(folder) / out, run_point=RUN_POINT)
    sweeps.execute(plan, jobs, **options)
    return plan.out


def digests(folder, leave_out=("manifest.json",)):
    """SHA-256 of every file below a folder."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(Path(folder).rglob("*"))
            if path.is_file() and path.name not in leave_out}


def stamps(folder):
    """When each run of a sweep was made."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns
            for path in Path(folder).glob("*/run*/manifest.json")}
