# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""The command line: what users type, see and get as exit code."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fake_sweep import ANALYSIS, HERE, RUN_POINT, TWO_AXES, digests, fake  # noqa: F401
from fake_sweep import quick, stamps  # noqa: F401
from iotledger import bench, bench_ledger, cli

# The command line with the fake simulator, in a process of its own. It heeds interrupts, which a shell
# has ignored in what it starts in the background.
PROGRAM = ("import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
           "import sys, fake_core; sys.modules['iotledger._core'] = fake_core; "
           "from iotledger import cli; "
           f"sys.exit(cli.main(sys.argv[1:], run_point='{RUN_POINT}'))")


@pytest.fixture
def scenario(tmp_path, monkeypatch):
    """A scenario file, in the working directory."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "two-axes.yaml"
    path.write_text(TWO_AXES, encoding="utf-8")
    return str(path)


def call(*arguments):
    """Runs a command. @return its exit code"""
    try:
        return cli.main([str(argument) for argument in arguments], run_point=RUN_POINT)
    except SystemExit as stop:
        return stop.code


def test_run_shows_a_summary_and_says_where_results_are(scenario, capfd):
    assert call("run", scenario, "--jobs", 2) == 0
    said = capfd.readouterr()
    assert "results/fake-sweep/report.html" in said.out
    rows = [line for line in said.out.splitlines() if line.startswith("│")]
    assert len(rows) == 4 and all("ms" in row and "±" in row for row in rows)
    assert "8 of 8 runs finished" in said.err
    assert len(said.err.splitlines()) <= 3
    merged = json.loads(Path("results/fake-sweep/manifest.json").read_text(encoding="utf-8"))
    assert len(merged["runs"]) == 8


def test_settings_and_seed_reach_the_run(quick, scenario, monkeypatch):
    monkeypatch.setattr(cli, "_show_summary", lambda out, keys: None)
    assert call("run", scenario, "--set", "keyVerification.rounds=7", "--seed", 5, "--out",
                "mine") == 0
    manifest = json.loads(Path("mine/0001-devices=3,delay=0ms/run1/manifest.json").read_text(
        encoding="utf-8"))
    assert manifest["seed"] == 5
    assert manifest["scenario"]["keyVerification"]["rounds"] == 7


@pytest.mark.parametrize("arguments, said", [
    (["run", "absent.yaml"], "absent.yaml:0: file: expected a scenario"),
    (["run", "two-axes.yaml", "--set", "keyVerification.device=3"],
     "--set: keyVerification.device: expected a known key, did you mean 'devices'?"),
    (["run", "two-axes.yaml", "--set", "keyVerification.devices=1"],
     "--set: keyVerification.devices: expected a number from 2, got '1'"),
    (["run", "two-axes.yaml", "--set", "devices"], "--set: expected KEY=VALUE, got 'devices'"),
    (["run", "two-axes.yaml", "--jobs", "0"], "--jobs: expected a whole number from 1, got '0'"),
    (["run", "two-axes.yaml", "--out", "two-axes.yaml/below"],
     "two-axes.yaml/below: cannot write results here: Not a directory"),
    (["run", "two-axes.yaml", "--out", "/proc/nowhere"],
     "/proc/nowhere: cannot write results here: No such file or directory"),
    (["run", "two-axes.yaml", "--pcap-nodes", "broker,server"],
     "--pcap-nodes: nodes: expected names or globs, got 'server'"),
    (["run"], "required: SCENARIO.yaml"),
    (["fly"], "invalid choice: 'fly'"),
    ([], "required: COMMAND"),
    (["report", "absent"], "absent: expected a folder of finished results"),
    (["reproduce", "fabric"], "'fabric' has no comparison with that paper's figures yet"),
    (["calibrate", "-o", "absent/profile.yaml"], "expected a file in a folder that exists"),
])
def test_bad_input_is_one_line_and_exit_code_2(scenario, capfd, arguments, said):
    assert call(*arguments) == 2
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) == 1
    assert said in lines[0]


def test_too_little_memory_is_one_line_and_exit_code_1(scenario, capfd, monkeypatch):
    def load(path):
        raise MemoryError("std::bad_alloc")

    monkeypatch.setattr("fake_core.Scenario.load", load)
    assert call("run", scenario) == 1
    assert len(capfd.readouterr().err.splitlines()) == 1


def test_warnings_are_said_once_and_kept_in_the_manifests(quick, scenario, monkeypatch, capfd):
    monkeypatch.setattr(cli, "_show_summary", lambda out, keys: None)
    assert call("run", scenario, "--set", "test.warnings=['b.yaml:3: trim: no effect']") == 0
    said = capfd.readouterr().err.splitlines()
    assert said.count("warning: b.yaml:3: trim: no effect") == 1
    for path in ("manifest.json", "0001-devices=3,delay=0ms/run1/manifest.json"):
        facts = json.loads(Path("results/fake-sweep", path).read_text(encoding="utf-8"))
        assert facts["warnings"] == ["b.yaml:3: trim: no effect"]


def test_what_is_to_be_recorded_decides_which_runs_are_made_anew(quick, scenario, monkeypatch):
    monkeypatch.setattr(cli, "_show_summary", lambda out, keys: None)
    folder = Path("results/fake-sweep")
    command = ["run", scenario, "--set", "sweep.repetitions=1"]
    assert call(*command) == 0
    plain = stamps(folder)
    assert call(*command, "--pcap-nodes", "broker") == 0
    recorded = stamps(folder)
    assert len(list(folder.glob("*/run*/pcap/broker.pcap"))) == 4
    assert not set(plain.values()) & set(recorded.values())
    assert call(*command) == 0  # a recording that nobody asks for does no harm
    assert stamps(folder) == recorded
    assert call(*command, "--pcap") == 0
    both = stamps(folder)
    assert not set(recorded.values()) & set(both.values())
    assert call(*command, "--pcap", "--netanim") == 0
    assert len(list(folder.glob("*/run*/netanim.xml"))) == 4
    drawn = stamps(folder)
    assert not set(both.values()) & set(drawn.values())
    assert call(*command, "--messages") == 0
    assert not set(drawn.values()) & set(stamps(folder).values())
    rows = (folder / "messages.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + 2 * (3 + 10)  # devices, at two delays


def test_a_bad_value_in_a_sweep_runs_nothing(scenario, capfd):
    Path(scenario).write_text(TWO_AXES.replace("[3, 10]", "[3, 0]"), encoding="utf-8")
    assert call("run", scenario) == 2
    assert "expected a number from 2, got '0'" in capfd.readouterr().err
    assert not Path("results").exists()


def test_results_never_overwrite_their_scenario(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    Path("scenario.yaml").write_text(TWO_AXES, encoding="utf-8")
    assert call("run", "scenario.yaml", "--out", ".") == 2
    assert Path("scenario.yaml").read_text(encoding="utf-8") == TWO_AXES
    assert len(capfd.readouterr().err.splitlines()) == 1


def test_failed_runs_are_named_and_exit_code_is_1(scenario, capfd):
    assert call("run", scenario, "--set", "test.crash=abort", "--set", "test.only=2") == 1
    said = capfd.readouterr()
    failed = [line for line in said.err.splitlines() if line.startswith("failed: ")]
    assert len(failed) == 4
    assert failed[0] == ("failed: 0001-devices=3,delay=0ms run2: ended by SIGABRT: terminate "
                         "called: the fake is tired")
    assert "4 of 8 runs failed: no summary is written" in said.err
    assert said.out == ""


def children_of(process):
    """Processes started by one."""
    path = Path(f"/proc/{process}/task")
    return [int(child) for task in path.glob("*/children") for child in task.read_text().split()]


def test_interrupt_stops_at_once_and_the_same_command_resumes(scenario, tmp_path):
    folder = tmp_path / "out"
    command = [sys.executable, "-c", PROGRAM, "run", scenario, "--jobs", "2", "--out", folder]
    slow = ["--set", "test.sleep=600", "--set", "test.only=2"]  # repetition 1 is quick
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([HERE, ANALYSIS])}
    process = subprocess.Popen([*command, *slow], env=environment, stderr=subprocess.PIPE,
                               text=True)
    deadline = time.monotonic() + 120
    # Longest first: both repetitions of a point start before the next point's.
    while len(stamps(folder)) < 1 or len(children_of(process.pid)) < 2:
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.05)
    workers = children_of(process.pid)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 1
    assert "of 8 runs finished, kept in" in said and "Traceback" not in said
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    assert not list(folder.glob("*/.*.part")) and not (folder / "summary.csv").exists()
    kept = stamps(folder)
    assert kept

    # The scenario is the same; only the fake does not sleep any more.
    environment["FAKE_AWAKE"] = "1"
    ended = subprocess.run([*command, *slow], env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    assert f"{len(kept)} of them finished before" in ended.stderr
    assert {name: stamp for name, stamp in stamps(folder).items() if name in kept} == kept
    assert (folder / "report.html").exists()


# An interrupt comes at any moment: also when the first of the futures that are to be awaited is locked.
UNFORTUNATE = '''
import os, signal
from concurrent.futures import _base

def enter(self):
    for future in self.futures:
        future._condition.acquire()
        if interrupts:
            os.kill(os.getpid(), interrupts.pop())

interrupts = [signal.SIGINT]
_base._AcquireFutures.__enter__ = enter
'''


def test_interrupt_stops_at_whatever_moment_it_comes(scenario, tmp_path):
    ended = subprocess.run([sys.executable, "-c", UNFORTUNATE + PROGRAM, "run", scenario, "--jobs",
                            "2", "--out", tmp_path / "out", "--set", "test.sleep=600"],
                           env={**os.environ, "PYTHONPATH": os.pathsep.join([HERE, ANALYSIS])},
                           stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert "0 of 8 runs finished, kept in" in ended.stderr and "Traceback" not in ended.stderr


def test_report_is_made_anew(scenario, capfd):
    assert call("run", scenario) == 0
    folder = Path("results/fake-sweep")
    before = digests(folder)
    (folder / "report.html").unlink()
    (folder / "operations.csv").unlink()
    assert call("report", folder) == 0
    assert digests(folder) == before


def test_calibrate_shows_its_steps_and_names_the_profile(scenario, capfd, monkeypatch):
    def calibrate(path, progress):
        for number, step in enumerate(("rsa keygen 2048", "sha-256")):
            progress(step, number / 2)
            progress(step, number / 2 + 0.1)
        Path(path).write_text("name: here\n", encoding="utf-8")

    monkeypatch.setattr("fake_core.calibrate", calibrate, raising=False)
    assert call("calibrate", "-o", "here.yaml") == 0
    said = capfd.readouterr()
    assert said.out == "profile: here.yaml\n"
    assert said.err == "  0% rsa keygen 2048\n 50% sha-256\n"
    assert Path("here.yaml").read_text(encoding="utf-8") == "name: here\n"


BENCH = """#!{python}
import json, sys
options = dict(argument.lstrip("-").split("=") for argument in sys.argv[1:])
devices, rounds = int(options["devices"]), int(options["rounds"])
messages = devices * rounds * 3
print("noise")
print(json.dumps({{"program": "{name}", "devices": devices, "messages": messages,
                  "cpu_s": messages * 1e-6 * ({cost}), "rss_bytes": {memory} * devices,
                  "setup_cpu_s": 0.1}}))
"""


def programs(folder, ours, bare, memory=50 * 1024):
    """Benchmark programs that claim a cost per message [us], a formula of `devices`."""
    for name, cost in (("verification-round", ours), ("bare-tcp-round", bare)):
        path = folder / name
        path.write_text(BENCH.format(python=sys.executable, name=name, cost=cost, memory=memory),
                        encoding="utf-8")
        path.chmod(0o755)
    return folder


def test_bench_compares_medians_and_judges_its_goals(tmp_path, monkeypatch, capfd):
    folder = programs(tmp_path, "20 + devices * 0.005", "18 + devices * 0.02")
    monkeypatch.setattr(bench, "PROGRAMS", folder)
    assert call("bench", "verification", "--out", tmp_path / "out", "--repetitions", 1) == 0
    said = capfd.readouterr()
    assert said.out.count("holds") == 4 and "missed" not in said.out
    found = json.loads((tmp_path / "out" / "bench.json").read_text(encoding="utf-8"))
    at = {row["devices"]: row for row in found["rows"]}
    assert at[2000]["ours_us"] == pytest.approx(30)
    assert at[2000]["ratio"] == pytest.approx(30 / 58)
    assert at[2000]["ours_growth"] == pytest.approx(30 / 20.5)
    assert at[2000]["ours_bytes_per_device"] == 50 * 1024
    assert len(found["measurements"]) == 8
    assert [entry["program"] for entry in found["measurements"][:2]] == [
        "verification-round", "bare-tcp-round"]
    assert "| 2000 | 30.00 | 58.00 | 0.52 | 1.46 |" in (
        tmp_path / "out" / "bench.md").read_text(encoding="utf-8")


def test_bench_says_which_goals_are_missed(tmp_path, monkeypatch, capfd):
    folder = programs(tmp_path, "20 + devices * 0.1", "10 + devices * 0.001", 101 * 1024)
    monkeypatch.setattr(bench, "PROGRAMS", folder)
    assert call("bench", "verification", "--out", tmp_path / "out", "--repetitions", 1) == 0
    assert capfd.readouterr().out.count("missed") == 4


LEDGER = """#!{python}
import json, sys
arguments = dict(argument.lstrip("-").split("=", 1) for argument in sys.argv[1:])
rounds = json.loads(arguments.get("rounds", "[]"))
n = rounds[0]["txNumber"] if rounds else 2000
print(json.dumps(dict(transactions=n, ledger_bytes=4000 * n, cpu_s=0.5 + n * ({cost}),
                      wall_s={wall}, simulated_s=80, rss_bytes=28000 * n * {memory})))
"""


def ledger_program(folder, cost, wall, memory):
    """A program that claims a cost per transaction [s], a formula of `n`."""
    path = folder / "ledger-transactions"
    path.write_text(LEDGER.format(python=sys.executable, cost=cost, wall=wall, memory=memory),
                    encoding="utf-8")
    path.chmod(0o755)
    return folder


def test_bench_of_a_ledger_takes_the_set_up_off(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(bench_ledger, "PROGRAMS", ledger_program(tmp_path, "0.001", 4, 0.9))
    assert call("bench", "ledger", "--out", tmp_path / "out", "--repetitions", 2) == 0
    said = capfd.readouterr()
    assert said.out.count("holds") == 4 and "missed" not in said.out
    assert "CPU of the paper's run [s], at most 10" in said.out
    found = json.loads((tmp_path / "out" / "ledger.json").read_text(encoding="utf-8"))
    assert [row["us"] for row in found["rows"]] == pytest.approx([1000] * 3)
    assert found["rows"][2]["memory"] == pytest.approx(0.9)  # of 7 ledgers
    assert [entry["size"] for entry in found["measurements"]] == [
        0, 10, 1000, 10000, 100000, 0, 10, 1000, 10000]
    assert "| 100000 | 1000 | 1.00 |" in (
        tmp_path / "out" / "ledger.md").read_text(encoding="utf-8")


def test_bench_of_a_ledger_says_which_goals_are_missed(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(bench_ledger, "PROGRAMS",
                        ledger_program(tmp_path, "0.005 + n * 1e-7", 8.1, 1.1))
    assert call("bench", "ledger", "--out", tmp_path / "out", "--repetitions", 1) == 0
    assert capfd.readouterr().out.count("missed") == 4


@pytest.mark.parametrize("text, said", [
    (None, "is not built; run ./iot-ledger bench"),
    ("#!/bin/sh\necho broken >&2\nexit 3\n", "verification-round: exit code 3: broken"),
    ("#!/bin/sh\necho no figures\n", "did not say what it measured")])
def test_bench_programs_that_fail_are_named(tmp_path, monkeypatch, capfd, text, said):
    if text:
        path = tmp_path / "verification-round"
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
    monkeypatch.setattr(bench, "PROGRAMS", tmp_path)
    assert call("bench", "verification", "--out", tmp_path / "out") == 1
    assert said in capfd.readouterr().err.splitlines()[-1]
