# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""What a worker process runs in tests: a point of the fake simulator."""

import fake_core


def run_point(scenario_file, run, out_dir, traces):
    """Runs a scenario file without a sweep."""
    return fake_core.run(fake_core.Scenario.load(scenario_file), run, out_dir, **traces)
