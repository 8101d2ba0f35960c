# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Command line: run, report, calibrate, bench, reproduce.

Exit codes: 0 done; 2 bad usage or bad input, with one line on standard error; 1 failure.
"""

from __future__ import annotations

import argparse
import platform
import signal
import sys
from pathlib import Path
from typing import Any, Callable, NoReturn, Sequence

DONE, FAILED, BAD_INPUT = 0, 1, 2
RUN_POINT = "iotledger.worker:run_point"


class BadInput(Exception):
    """What the user has to put right, in one line."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None, run_point: str = RUN_POINT) -> int:
    """Runs a command. @param run_point `module:function` that makes one run in a worker process"""
    options = make_parser().parse_args(arguments)
    options.run_point = run_point
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return options.command(options)
    except BadInput as error:
        print(_one_line(error), file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return FAILED
    except MemoryError:
        print("iot-ledger: this machine's memory is too small for it", file=sys.stderr)
        return FAILED


def make_parser() -> argparse.ArgumentParser:
    """The commands and their arguments."""
    parser = Parser(prog="iot-ledger", description="Runs scenarios and shows their results.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)

    run = commands.add_parser("run", help="run a scenario, or every point of its sweep")
    run.add_argument("scenario", metavar="SCENARIO.yaml", type=Path)
    run.add_argument("--set", metavar="KEY=VALUE", action="append", default=[], dest="settings",
                     help="set a key of the scenario, as keyVerification.devices=50")
    run.add_argument("--seed", metavar="N", help="set the scenario's seed")
    run.add_argument("--jobs", metavar="N", type=_count,
                     help="runs at a time (default: one for each core)")
    run.add_argument("--out", metavar="DIR", type=Path,
                     help="where results go (default: results/<name of the scenario>)")
    run.add_argument("--pcap", action="store_const", const=["*"], default=[],
                     help="record every node's link for Wireshark, as pcap/NODE.pcap of each run")
    run.add_argument("--pcap-nodes", metavar="NODES", dest="pcap",
                     type=lambda text: text.split(","),
                     help="record only these: names or globs, as broker,device1*")
    run.add_argument("--netanim", action="store_true",
                     help="write the packets as netanim.xml of each run, for the program NetAnim")
    run.add_argument("--messages", action="store_true",
                     help="write every message between a device and the broker as messages.csv, "
                     "and draw the first exchange in the report")
    run.add_argument("--export-blocks", metavar="DIR", type=Path,
                     help="write a ledger's blocks, of the first run of each point, as block_N.pb "
                     "into DIR, for Fabric's own tools")
    run.set_defaults(command=run_command)

    report = commands.add_parser("report", help="make summary, report and plots anew")
    report.add_argument("folder", metavar="DIR", type=Path)
    report.set_defaults(command=report_command)

    calibrate = commands.add_parser("calibrate", help="measure this machine's OpenSSL or a broker")
    calibrate.add_argument("-o", "--output", metavar="FILE", type=Path,
                           help="profile to write (default: profile-<host>.yaml, "
                           "for a broker <broker>-<host>.yaml)")
    calibrate.add_argument("--broker", choices=("mosquitto",),
                           help="measure what a broker's work costs instead")
    calibrate.set_defaults(command=calibrate_command)

    bench = commands.add_parser("bench", help="what simulating costs, beside a bare ns-3 program")
    bench.add_argument("what", nargs="?", choices=("verification", "ledger", "all"), default="all")
    bench.add_argument("--repetitions", metavar="N", type=_count, default=3)
    bench.add_argument("--out", metavar="DIR", type=Path, default=Path("results/bench"))
    bench.set_defaults(command=bench_command)

    reproduce = commands.add_parser("reproduce", help="run the papers' tables and figures")
    reproduce.add_argument("what", nargs="?", choices=("mqtt", "fabric", "validation", "all"),
                           default="all",
                           help="mqtt: that paper's tables; validation: runs of a real Fabric "
                           "network; fabric: not compared yet, see scenarios/fabric-*.yaml; all: "
                           "mqtt and validation (the default)")
    reproduce.add_argument("--runs", metavar="DIR", type=Path,
                           help="validation: folder of measured runs, with a summary.csv (default: "
                           "those that come with the project)")
    reproduce.add_argument("--jobs", metavar="N", type=_count,
                           help="runs at a time (default: one for each core)")
    reproduce.add_argument("--out", metavar="DIR", type=Path, default=Path("results/reproduce"),
                           help="where results go (default: results/reproduce)")
    reproduce.set_defaults(command=reproduce_command)
    return parser


def run_command(options: argparse.Namespace) -> int:
    """Runs a scenario and shows its summary."""
    from . import block_export, merge, progress, sweeps
    from .points import file_name
    from .traces import Traces

    scenario = _load(options)
    out = options.out or Path("results") / file_name(scenario.name)
    try:
        plan = sweeps.make_plan(scenario, out, options.run_point,
                                Traces(tuple(options.pcap), options.netanim,
                                       options.messages, options.export_blocks is not None))
        if options.export_blocks:
            block_export.prepare(options.export_blocks)
    except ValueError as error:
        raise BadInput(error) from None
    _keep_source(options.scenario, plan)
    for line in scenario.warnings:
        print(f"warning: {line}", file=sys.stderr)
    try:
        sweeps.execute(plan, options.jobs, progress=progress.for_stream())
        if options.export_blocks:
            block_export.publish(out, plan.points, options.export_blocks)
    except sweeps.SweepInterrupted as stop:
        print(f"interrupted: {stop}, kept in {out}; the same command goes on from there",
              file=sys.stderr)
        return FAILED
    except sweeps.SweepError as error:
        return _tell_failures(error, out)
    except merge.ResultError as error:
        print(error, file=sys.stderr)
        return FAILED
    except OSError as error:
        raise BadInput(f"{error.filename or out}: cannot write results here: "
                       f"{error.strerror or error}") from None
    _show_summary(out, list(plan.points[0].values))
    if options.export_blocks:
        print(f"blocks:  {options.export_blocks}/")
    return DONE


def _load(options: argparse.Namespace) -> Any:
    """The scenario with the settings of the command line."""
    core = _core()
    try:
        scenario = core.Scenario.load(str(options.scenario))
        for setting in options.settings:
            key, equals, value = setting.partition("=")
            if not equals or not key:
                raise BadInput(f"--set: expected KEY=VALUE, got '{setting}'")
            scenario.set(key.strip(), value)
        if options.seed is not None:
            scenario.set("seed", options.seed)
        if options.pcap:
            core.check_nodes(options.pcap, "--pcap-nodes")
    except ValueError as error:
        raise BadInput(error) from None
    return scenario


def _core() -> Any:
    """The compiled simulator."""
    try:
        from . import _core as core
    except ImportError as error:
        print(f"iot-ledger: the simulator is not built ({_one_line(error)}); "
              "run ./iot-ledger build", file=sys.stderr)
        raise SystemExit(FAILED) from None
    return core


def _keep_source(source: Path, plan: Any) -> None:
    """Refuses to write over the scenario that is being run."""
    target = plan.out / "scenario.yaml"
    if (target.exists() and target.samefile(source)
            and target.read_text(encoding="utf-8") != plan.scenario_yaml):
        raise BadInput(f"{plan.out}: expected an output folder without the scenario itself; "
                       "choose another with --out")


def _tell_failures(error: Any, out: Path) -> int:
    for outcome in error.failures:
        folder = Path(outcome.task.folder)
        print(f"failed: {folder.parent.name} {folder.name}: {outcome.error}", file=sys.stderr)
    print(f"{error}: no summary is written; the others are kept in {out}, and the same command "
          "runs only what is missing", file=sys.stderr)
    return FAILED


def _show_summary(out: Path, keys: Sequence[str]) -> None:
    import pandas

    from . import ledger_summary, ledger_table, summary, table

    numbers = pandas.read_csv(out / "summary.csv", dtype={key: str for key in keys})
    if ledger_summary.is_ledger(out):
        ledger_table.print_rounds(ledger_summary.read_caliper(out, keys), keys)
        ledger_table.print_failover(numbers, keys)
    else:
        table.print_summary(numbers, summary.read_operations(out, keys), keys)
    print(f"results: {out}/\nreport:  {out / 'report.html'}")


def report_command(options: argparse.Namespace) -> int:
    """Makes the merged files, the report and the plots anew."""
    from . import merge

    try:
        merge.rebuild(options.folder)
    except merge.ResultError as error:
        raise BadInput(error) from None
    except OSError as error:
        raise BadInput(f"{error.filename or options.folder}: {error.strerror or error}") from None
    print(f"report:  {options.folder / 'report.html'}")
    return DONE


def calibrate_command(options: argparse.Namespace) -> int:
    """Measures the crypto operations of this machine, or a broker on it."""
    from . import progress

    kind = options.broker or "profile"
    output = options.output or Path(f"{kind}-{platform.node() or 'host'}.yaml")
    if not output.parent.is_dir():
        raise BadInput(f"{output}: expected a file in a folder that exists")
    measure = _calibrate_broker if options.broker else _core().calibrate
    shown = progress.Steps(sys.stderr)
    try:
        measure(str(output), shown.update)
    except (OSError, RuntimeError) as error:
        print(f"calibrate: {_one_line(error)}", file=sys.stderr)
        return FAILED
    finally:
        shown.end()
    print(f"profile: {output}")
    return DONE


def _calibrate_broker(path: str, progress: Callable[[str, float], None]) -> None:
    """Writes the profile of the broker, named as its file is."""
    from . import broker_calibration, broker_profile

    output = Path(path)
    costs = broker_calibration.calibrate(progress)
    output.write_text(broker_profile.write_profile(output.stem, costs), encoding="utf-8")


def bench_command(options: argparse.Namespace) -> int:
    """Measures what simulating costs."""
    from . import bench, bench_ledger
    from .bench_goals import BenchError

    try:
        if options.what != "ledger":
            bench.run(options.out, options.repetitions)
        if options.what != "verification":
            bench_ledger.run(options.out, options.repetitions)
    except BenchError as error:
        print(f"bench: {_one_line(error)}", file=sys.stderr)
        return FAILED
    except OSError as error:
        raise BadInput(f"{error.filename or options.out}: {error.strerror or error}") from None
    return DONE


def reproduce_command(options: argparse.Namespace) -> int:
    """Compares the simulator with the papers' tables and figures, and with a real network."""
    from .reproduce import mqtt, validation

    if options.what == "fabric":
        raise BadInput("reproduce: 'fabric' has no comparison with that paper's figures yet; "
                       "./iot-ledger run scenarios/fabric-latency.yaml and the other "
                       "scenarios/fabric-*.yaml simulate what they show")
    if options.runs is not None and options.what != "validation":
        raise BadInput("reproduce: --runs goes with 'validation'")
    _core()
    code = DONE
    if options.what in ("mqtt", "all"):
        out = options.out / "mqtt"
        code = _reproduce(out, lambda: mqtt.run(out, options.jobs))
    if code == DONE and options.what in ("validation", "all"):
        out = options.out / "validation"
        runs = options.runs or validation.MEASURED
        code = _reproduce(out, lambda: validation.run(out, options.jobs, runs))
    return code


def _reproduce(out: Path, reproduce: Callable[[], None]) -> int:
    """@return the exit code of one comparison, which writes to @p out."""
    from . import sweeps

    try:
        reproduce()
    except sweeps.SweepInterrupted as stop:
        print(f"interrupted: {stop}, kept in {out}; the same command goes on from there",
              file=sys.stderr)
        return FAILED
    except sweeps.SweepError as error:
        return _tell_failures(error, out)
    except ValueError as error:
        raise BadInput(error) from None
    except OSError as error:
        raise BadInput(f"{error.filename or out}: cannot write results here: "
                       f"{error.strerror or error}") from None
    return DONE


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, got '{text}'")
    return int(text)


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())


def _interrupt(_signal: int, _frame: Any) -> None:
    raise KeyboardInterrupt
