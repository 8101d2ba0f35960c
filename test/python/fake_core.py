# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""A stand-in for the compiled simulator, as quick as it is wrong: rows follow simple formulas.

It has the interface of `iotledger._core` that sweeps use. Keys under `test` steer it:
`crash: abort` kills the process, `crash: error` raises, `sleep: S` takes S seconds (unless the
environment has FAKE_AWAKE), `lose: N` lets N rounds time out; `only: R` limits these to repetition
R. `warnings: [LINE]` are those of reading it. A scenario with a section `fabric` is one of a ledger,
see fake_ledger.
"""

import copy
import fnmatch
import itertools
import os
import random
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import fake_ledger
import yaml

__version__ = "fake 1"
DEFAULTS = {
    "name": "fake", "seed": 1,
    "keyVerification": {"devices": 3, "rounds": 4, "protocol": "mtp"},
    "network": {"link": {"delay": "5ms"}},
    "test": {"crash": "no", "sleep": 0, "lose": 0, "only": 0, "warnings": []},
}
COLUMNS = ("run,protocol,operation,id,source,target,devices,start_s,end_s,latency_s,outcome,"
           "keygen_s,crypto_s,network_s,broker_s,device_s,replies,mismatches,bytes")


class ScenarioError(ValueError):
    """Wrong input, in one line."""


class RunError(RuntimeError):
    """A run without a result, in one line."""


def text_of(value):
    """YAML on one line."""
    return yaml.safe_dump(value, default_flow_style=True).removesuffix("...\n").strip()


def seconds(text):
    """Reads 5ms or 1s."""
    text = str(text)
    return float(text[:-2]) / 1000 if text.endswith("ms") else float(text.rstrip("s"))


class Scenario:
    """A tree of settings, the last word of which may be anything."""

    def __init__(self, data, where="fake"):
        self.where = where
        self.sweep = data.pop("sweep", {})
        self.data = data

    @staticmethod
    def load(path):
        """Reads a file over the defaults."""
        try:
            given = yaml.safe_load(Path(path).read_text(encoding="utf-8")) or {}
        except OSError:
            raise ScenarioError(f"{path}:0: file: expected a scenario, got nothing") from None
        data = yaml.safe_load(yaml.safe_dump(DEFAULTS))
        if "fabric" in given:
            del data["keyVerification"]
            data.update(yaml.safe_load(yaml.safe_dump(fake_ledger.DEFAULTS)))
        scenario = Scenario({**data, "sweep": given.pop("sweep", {})}, str(path))
        for key, value in flat(given):
            scenario.put(f"{path}:1", key, value)
        scenario.check()
        return scenario

    def check(self):
        """Refuses a swept value that does not fit."""
        for axis in self.axes:
            for value in axis.values:
                self.at_point({axis.key: value})

    def put(self, where, key, value):
        """Sets a key that exists to a value that fits."""
        place = self.data
        *path, last = key.split(".")
        for name in path:
            place = place.get(name, {})
        if last not in place:
            raise ScenarioError(f"{where}: {key}: expected a known key, did you mean 'devices'?")
        if last == "devices" and (not isinstance(value, int) or value < 2):
            raise ScenarioError(f"{where}: {key}: expected a number from 2, got '{value}'")
        place[last] = value

    def set(self, key, yaml_text):
        """Sets a key to YAML text."""
        value = yaml.safe_load(yaml_text)
        if key == "sweep":
            self.sweep = value or {}
            self.check()
        elif key.startswith("sweep."):
            self.sweep = {**self.sweep, key.removeprefix("sweep."): value}
            self.check()
        else:
            self.put("--set", key, value)

    def __copy__(self):
        return Scenario({**copy.deepcopy(self.data), "sweep": self.sweep}, self.where)

    name = property(lambda self: self.data["name"])
    seed = property(lambda self: self.data["seed"])
    kind = property(lambda self: "ledger" if "fabric" in self.data else "key-verification")
    warnings = property(lambda self: self.data["test"]["warnings"])
    repetitions = property(lambda self: self.sweep.get("repetitions", 1))
    axes = property(lambda self: [
        SimpleNamespace(key=key, values=[text_of(value) for value in values])
        for key, values in self.sweep.items() if key != "repetitions"])

    def at_point(self, values):
        """The scenario without its sweep, at the given values."""
        copy = Scenario(yaml.safe_load(yaml.safe_dump(self.data)), self.where)
        for key, value in values.items():
            copy.put(self.where, key, yaml.safe_load(value))
        return copy

    def to_yaml(self):
        """All settings, sorted."""
        return yaml.safe_dump({**self.data, **({"sweep": self.sweep} if self.sweep else {})},
                              sort_keys=False)


def flat(tree, prefix=""):
    """Dotted keys and values of a tree."""
    return itertools.chain.from_iterable(
        flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(f"{prefix}{key}", value)]
        for key, value in tree.items())


def check_nodes(globs, source):
    """Knows the nodes broker and device1 to device9."""
    for glob in globs:
        if not fnmatch.filter(["broker", *(f"device{n}" for n in range(1, 10))], glob):
            raise ScenarioError(f"{source}: nodes: expected names or globs, got '{glob}'")


def run(scenario, number, out_dir, pcap=(), netanim=False, messages=False, export_blocks=False):
    """Writes the files of one run; what it records is empty."""
    if scenario.kind == "ledger":
        return fake_ledger.run(scenario.data, scenario.seed, number, Path(out_dir), export_blocks)
    if pcap:
        Path(out_dir, "pcap").mkdir()
        Path(out_dir, "pcap", "broker.pcap").touch()
    if netanim:
        Path(out_dir, "netanim.xml").touch()
    if messages:
        Path(out_dir, "messages.csv").write_text("\n".join(
            ["run,sent_s,received_s,from,to,topic,message,exchange,detail,bytes",
             *(f"{number},0.{device}1,0.{device}2,broker,device{device},mtp/keys,keys,,2 keys,99"
               for device in range(1, scenario.data["keyVerification"]["devices"] + 1))]) + "\n",
            encoding="utf-8")
    test = scenario.data["test"]
    Path(out_dir, "events.csv").write_text("run,time_s,node,event,detail\n", encoding="utf-8")
    if test["only"] in (0, number):
        if "FAKE_AWAKE" not in os.environ:
            time.sleep(test["sleep"])
        if test["crash"] == "abort":
            print("terminate called: the fake is tired", file=sys.stderr, flush=True)
            os.abort()
        if test["crash"] == "error":
            raise ScenarioError(f"{scenario.where}:3: test.crash: expected no, got 'error'")
    devices, delay = scenario.data["keyVerification"]["devices"], seconds(
        scenario.data["network"]["link"]["delay"])
    draw = random.Random(scenario.seed * 1000003 + number)
    rows = list(operations(devices, delay, scenario.data, number, draw))
    Path(out_dir, "operations.csv").write_text("\n".join([COLUMNS, *rows]) + "\n", encoding="utf-8")
    Path(out_dir, "resources.csv").write_text(
        "run,time_s,host,node,role,cpu_util,rx_bytes,tx_bytes,disk_write_bytes,disk_read_bytes,"
        f"memory_bytes\n{number},1,h1,broker,broker,{draw.uniform(0.2, 0.4)!r},10,10,0,0,0\n",
        encoding="utf-8")
    return {"events": devices * 10, "simulated_seconds": 1.5, "profile_digests": {}}


def operations(devices, delay, data, number, draw):
    """Rows of operations.csv."""
    clock = 0.0
    lose = data["test"]["lose"] if data["test"]["only"] in (0, number) else 0

    def row(kind, identifier, source, target, outcome, parts, size):
        nonlocal clock
        whole = sum(parts)
        start, clock = clock, clock + whole
        return ",".join(map(str, [
            number, "mtp", kind, identifier, source, target, devices, repr(start), repr(clock),
            repr(whole), outcome, *map(repr, parts), devices, 0, size]))

    for device in range(1, devices + 1):
        parts = [draw.expovariate(2), 0.0, 2 * delay + 1e-5, 2e-5 * devices, 1e-4]
        yield row("register", device, f"device{device}", "all", "ok", parts, 294)
    for number_of_round in range(1, data["keyVerification"]["rounds"] + 1):
        lost = number_of_round <= lose
        parts = [0.0, 0.0, 4 * delay + 3e-5 * devices, 6e-5 * devices, draw.uniform(1e-4, 2e-4)]
        yield row("pubcheck", number_of_round, "device1", "device2",
                  "timeout" if lost else "ok", parts, 294 * devices)
        if not lost:
            parts = [0.0, 0.004, 2 * delay + 8e-3 * devices, 2e-4 * devices,
                     draw.uniform(2e-3, 3e-3)]
            yield row("datasend", number_of_round, "device1", "device2", "ok", parts,
                      1048576 * devices)
