# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Sweeps: points, processes, resuming, merging."""

import csv
import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import numpy
import pandas
import pytest
from fake_sweep import RUN_POINT, TWO_AXES, digests, fake, load, quick, swept_once  # noqa: F401
from fake_sweep import run_sweep, stamps
from iotledger import manifest, merge, points, sweeps
from iotledger.progress import TimeLeft


def test_every_combination_is_a_point_the_last_axis_fastest(tmp_path):
    plan = sweeps.make_plan(load(tmp_path, TWO_AXES), tmp_path / "out")
    assert [point.folder for point in plan.points] == [
        "0001-devices=3,delay=0ms", "0002-devices=3,delay=5ms",
        "0003-devices=10,delay=0ms", "0004-devices=10,delay=5ms"]
    assert plan.points[3].values == {"keyVerification.devices": "10", "network.link.delay": "5ms"}
    assert "devices: 10" in plan.points[3].yaml
    assert len(plan.tasks) == 8


def test_runs_with_most_devices_start_first(tmp_path):
    text = TWO_AXES.replace("[3, 10]", "[3, 500, 10]")
    plan = sweeps.make_plan(load(tmp_path, text), tmp_path / "out")
    assert [task.point for task in plan.tasks] == [3, 3, 4, 4, 5, 5, 6, 6, 1, 1, 2, 2]


def test_names_of_keys_are_as_short_as_they_can_be():
    keys = ["network.link.delay", "network.trunk.delay", "keyVerification.devices"]
    assert list(points.short_names(keys).values()) == ["link.delay", "trunk.delay", "devices"]


@pytest.mark.parametrize("text, value, unit", [
    ("5ms", 0.005, "s"), ("10", 10, ""), ("1Gbps", 1e9, "bit/s"), ("2MB", 2097152, "B"),
    ("0.5", 0.5, ""), ("2min", 120, "s")])
def test_quantities_are_read_in_their_base_unit(text, value, unit):
    assert points.parse_quantity(text) == (pytest.approx(value), unit)


@pytest.mark.parametrize("text", ["aes-256-gcm", "5 parsecs", "", "[1, 3]", "true"])
def test_what_is_no_quantity_is_not_taken_for_one(text):
    assert points.parse_quantity(text) is None


def test_folder_names_need_no_quoting(tmp_path):
    text = "sweep: {name: ['a b/../c', 'd$(e)']}\n"
    plan = sweeps.make_plan(load(tmp_path, text), tmp_path / "out")
    assert [point.folder for point in plan.points] == ["0001-name=a_b_.._c_".rstrip("_"),
                                                       "0002-name=d_e_"]


def test_merged_rows_carry_their_point_in_front(quick, tmp_path):
    out = run_sweep(tmp_path, TWO_AXES)
    merged = pandas.read_csv(out / "operations.csv")
    assert list(merged.columns[:4]) == ["point", "keyVerification.devices", "network.link.delay",
                                        "run"]
    # Each of two repetitions: a register per device, three rounds of a check and a send.
    assert merged.groupby("point").size().tolist() == [18, 18, 32, 32]
    fourth = merged[(merged["point"] == 4) & (merged["run"] == 2)].iloc[:, 3:]
    alone = pandas.read_csv(out / "0004-devices=10,delay=5ms/run2/operations.csv")
    pandas.testing.assert_frame_equal(fourth.reset_index(drop=True), alone)


def test_cells_with_line_ends_survive_the_merge(tmp_path):
    folder = tmp_path / "0001" / "run1"
    folder.mkdir(parents=True)
    rows = [["run", "detail"], ["1", 'a "quoted"\nline, and'], ["1", "plain"]]
    with open(folder / "events.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    point = points.Point(7, {"key": "x, y"}, "0001", "")
    merge.merge_tables(tmp_path, [(point, folder)])
    with open(tmp_path / "events.csv", newline="", encoding="utf-8") as file:
        assert list(csv.reader(file)) == [["point", "key", *rows[0]], ["7", "x, y", *rows[1]],
                                          ["7", "x, y", *rows[2]]]


def test_files_are_the_same_whatever_the_number_of_jobs(swept_once, tmp_path):
    one = digests(run_sweep(tmp_path, TWO_AXES, jobs=1, out="one"))
    two = digests(swept_once)  # with two jobs
    assert one == two
    assert {"operations.csv", "events.csv", "resources.csv", "summary.csv", "report.html",
            "scenario.yaml", "latency.png", "parts.png"} <= set(one)


def test_repetitions_differ_and_the_seed_decides(quick, tmp_path):
    first = digests(run_sweep(tmp_path, TWO_AXES, out="one"))
    other = digests(run_sweep(tmp_path, f"seed: 2{TWO_AXES}", out="two"))
    name = "0001-devices=3,delay=0ms/run{}/operations.csv"
    assert len({first[name.format(1)], first[name.format(2)], other[name.format(1)]}) == 3


def test_a_second_run_makes_nothing_anew(quick, tmp_path):
    out = run_sweep(tmp_path, TWO_AXES)
    before, files = stamps(out), digests(out)
    run_sweep(tmp_path, TWO_AXES)
    assert stamps(out) == before
    assert digests(out) == files


def test_only_what_is_missing_or_incomplete_is_made(quick, tmp_path):
    out = run_sweep(tmp_path, TWO_AXES)
    before, files = stamps(out), digests(out)
    shutil.rmtree(out / "0002-devices=3,delay=5ms/run1")
    (out / "0003-devices=10,delay=0ms/run2/manifest.json").unlink()
    run_sweep(tmp_path, TWO_AXES)
    changed = {name for name, stamp in stamps(out).items() if before[name] != stamp}
    assert changed == {"0002-devices=3,delay=5ms/run1/manifest.json",
                       "0003-devices=10,delay=0ms/run2/manifest.json"}
    assert digests(out) == files


@pytest.mark.parametrize("change", [("seed", "9"), ("keyVerification.rounds", "5")])
def test_another_scenario_makes_every_run_anew(quick, tmp_path, change):
    out = run_sweep(tmp_path, TWO_AXES)
    before = stamps(out)
    scenario = load(tmp_path, TWO_AXES)
    scenario.set(*change)
    sweeps.execute(sweeps.make_plan(scenario, out, run_point=RUN_POINT), 2)
    assert all(stamp != before[name] for name, stamp in stamps(out).items())


def test_another_program_or_profile_makes_a_run_anew(tmp_path):
    profile = tmp_path / "mine.yaml"
    profile.write_text("rsa: 1", encoding="utf-8")
    facts = manifest.of_run("seed: 1", 1, {
        "events": 1, "simulated_seconds": 1.0,
        "profile_digests": {str(profile): manifest.file_digest(profile)}}, 0.1, "abc")
    manifest.write(tmp_path, facts)
    assert manifest.is_finished(tmp_path, "abc")
    assert not manifest.is_finished(tmp_path, "abd")
    profile.write_text("rsa: 2", encoding="utf-8")
    manifest._profile_digest.cache_clear()
    assert not manifest.is_finished(tmp_path, "abc")
    assert (manifest.run_digest("seed: 1", 1, "program 1")
            != manifest.run_digest("seed: 1", 1, "program 2"))


def test_a_longer_axis_keeps_the_runs_that_are_there(quick, tmp_path):
    out = run_sweep(tmp_path, TWO_AXES)
    before = stamps(out)
    run_sweep(tmp_path, TWO_AXES.replace("[3, 10]", "[2, 3, 10]"))
    after = stamps(out)
    assert (after["0006-devices=10,delay=5ms/run2/manifest.json"]
            == before["0004-devices=10,delay=5ms/run2/manifest.json"])
    assert len(after) == 12


def test_a_crash_fails_its_run_alone_and_there_is_no_summary(swept_once, tmp_path):
    out = shutil.copytree(swept_once, tmp_path / "out")
    broken = TWO_AXES + "test: {crash: abort, only: 2}\n"
    with pytest.raises(sweeps.SweepError) as caught:
        run_sweep(tmp_path, broken)
    assert len(caught.value.failures) == 4
    assert all("SIGABRT: terminate called: the fake is tired" in outcome.error
               for outcome in caught.value.failures)
    # Repetition 1 is new and whole, repetition 2 still that of the first sweep, which is no result.
    plan = sweeps.make_plan(load(tmp_path, broken), out, run_point=RUN_POINT)
    finished = [task.run for task in plan.tasks
                if manifest.is_finished(task.folder, task.digest)]
    assert finished == [1, 1, 1, 1]
    for name in ("manifest.json", "summary.csv", "report.html", "operations.csv", "parts.png"):
        assert not (out / name).exists()
    assert not list(out.glob("*/.*.part"))


def test_an_error_of_a_run_is_told_in_its_own_words(tmp_path):
    with pytest.raises(sweeps.SweepError) as caught:
        run_sweep(tmp_path, "test: {crash: error}\n")
    assert caught.value.failures[0].error.endswith(
        "scenario.yaml:3: test.crash: expected no, got 'error'")


def test_leftovers_of_a_killed_sweep_are_removed(quick, tmp_path):
    part = tmp_path / "out" / "0001" / ".run1.123.part"
    part.mkdir(parents=True)
    (part / "operations.csv").write_text("half", encoding="utf-8")
    out = run_sweep(tmp_path, "seed: 3\n")
    assert not part.exists()
    assert (out / "0001" / "run1" / "manifest.json").exists()


def test_any_executor_may_hand_out_the_runs(quick, tmp_path):
    own = digests(run_sweep(tmp_path, TWO_AXES, out="own"))
    with ThreadPoolExecutor(3) as executor:
        foreign = digests(run_sweep(tmp_path, TWO_AXES, out="foreign", executor=executor))
    assert own == foreign


def test_one_sweep_at_a_time_writes_into_a_folder(tmp_path):
    with sweeps._locked(tmp_path / "out"):
        with pytest.raises(BlockingIOError, match="another run is writing here"):
            run_sweep(tmp_path, TWO_AXES)


def test_own_axes_take_the_place_of_the_scenarios(tmp_path):
    scenario = load(tmp_path, TWO_AXES)
    other = sweeps._swept(scenario, {"network.link.delay": ["1ms", "2ms"],
                                     "keyVerification.devices": numpy.array([4])}, 3)
    plan = sweeps.make_plan(other, tmp_path / "out")
    assert [point.folder for point in plan.points] == ["0001-delay=1ms,devices=4",
                                                       "0002-delay=2ms,devices=4"]
    assert len(plan.tasks) == 6
    assert len(sweeps.make_plan(scenario, tmp_path / "out").tasks) == 8


def test_a_bad_value_is_refused_before_anything_runs(tmp_path):
    with pytest.raises(ValueError, match="devices: expected a number from 2, got '1'"):
        sweeps._swept(load(tmp_path, TWO_AXES), {"keyVerification.devices": [10, 1]}, None)


def test_peak_memory_is_that_of_the_run_and_not_of_its_parent(quick, tmp_path):
    ballast = bytearray(os.urandom(1)) * 400_000_000
    out = run_sweep(tmp_path, "seed: 1\n")
    assert len(ballast) == 400_000_000
    facts = manifest.read(out)
    assert 5_000_000 < facts["peakRssBytes"] < 300_000_000
    assert facts["eventsExecuted"] == 30 and facts["simulatedSeconds"] == 1.5


def test_time_left_follows_measured_runs_before_the_guess():
    class Run:
        def __init__(self, point):
            self.point = point

    first, again, small = Run("big"), Run("big"), Run("small")
    left = TimeLeft({first: 90.0, again: 90.0, small: 10.0}, jobs=1)
    assert left.seconds({}) is None
    left.finish(first, 18.0)
    assert left.seconds({}) == pytest.approx(18 + 2)
    assert left.seconds({again: 8.0}) == pytest.approx(10 + 2)
    assert left.share_done({again: 9.0}) == pytest.approx(27 / 38)
    left.finish(again, 20.0)
    left.finish(small, 1.0)
    assert left.seconds({}) == 0.0
