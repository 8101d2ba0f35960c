# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Finds what a Fabric network's processes cost from runs of a real one.

    PYTHONPATH=analysis /usr/bin/python3 -m iotledger.reproduce.fit_fabric --runs DIR [--out FILE]

DIR holds summary.csv (a row per run; only those whose `use` is `fit` are read), NAME.csv of the run
e-getservice-k100 (a row per transaction) and replay-blocks.csv (a peer alone that replays blocks).

1. Core-time of each role by least squares over runs: per second (background), per transaction, per block.
2. What a state access costs, and what waking up does, from two kinds of read with one in flight.
3. Garbage collection, from how uneven the latency of reads is with 100 in flight (closed_loop).
4. The steps of a block are taken as BLOCK has them, its commit from replay-blocks.csv, both times
   BLOCK_SCALE; what is left of a role's core-time per transaction, its steps share in the proportions
   of STEPS.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from .closed_loop import HOP, Settings, read_latencies

PROFILE = Path(__file__).parents[3] / "profiles" / "fabric" / "epyc-2-core.yaml"
UNLOADED = ("a-unloaded-0.5s", "a-unloaded-2s")
LOADED = ("b-timeout-2s", "c-pref-256KB", "d-count-10")
READ_ONE, READ_MANY, READ_LOADED = "e-get-k1", "e-getall10-k1", "e-getservice-k100"
MORE_ROUND_TRIPS = 21  # of READ_MANY than of READ_ONE: 2 states for each of 10 items, 1 range query
SIGN, VERIFY = 37, 103  # [us] ECDSA P-256 of Go 1.19 on that machine, measured apart
SYNC = 440  # [us] append and fsync of 4 KB there, measured apart
# [ms] tried; with larger ones writes (c-pref-256KB) come out more uneven than they were measured.
COLLECTION_COSTS = (0, 60, 120, 180)
# Of the steps of a block: the least squares say 2.4, unloaded runs, in which they delay the commit, 1.
BLOCK_SCALE = 1.5
SEEDS = range(6)
PEERS = 4

# Per role: attribute -> [us], how often in a transaction (4 round trips, 2 endorsements, 4 peers).
# Times are the steps' guessed proportions before scaling; a gateway call takes about 0.28 ms.
STEPS = {
    "peer": {"CheckProposal": (150, 2), "Simulate": (170, 2), "StateRoundTrip": (110, 8),
             "EndorseResult": (113, 2), "GatewayEndorse": (780, 1), "GatewayRemoteCall": (350, 1),
             "ServeProposal": (280, 1), "GatewaySubmit": (830, 1), "GatewayCommitStatus": (580, 1),
             "ValidateTransaction": (700, PEERS), "StateValidateTransaction": (55, PEERS),
             "AppendTransaction": (50, PEERS), "WriteStateTransaction": (14, PEERS),
             "WriteHistoryTransaction": (30, PEERS), "BlockByte": (0.006, 3 * PEERS * 6781)},
    "orderer": {"Broadcast": (900, 1), "Forward": (400, 2 / 3), "Forwarded": (400, 2 / 3),
                "Order": (40, 1), "TransactionOfBlock": (60, 3), "DeliverTransaction": (30, 4)},
    "client": {"Propose": (165, 1), "Endorse": (113, 1), "Submit": (113, 1), "CommitStatus": (113, 1)},
    "chaincode": {"Invoke": (120, 2), "StateRoundTrip": (50, 8)},
}
SIGNATURES = {"peer": 2 * SIGN + (3 + 3 * PEERS) * VERIFY, "orderer": VERIFY, "client": 3 * SIGN,
              "chaincode": 0}  # [us] in a transaction, beside the steps
WAKE_UPS = {"peer": 4, "orderer": 1, "client": 1, "chaincode": 8}  # in a transaction, under load
BLOCK = {"peer": {"ReceiveBlock": (500, 2 * PEERS), "GossipMessage": (250, PEERS),
                  "ValidateBlock": (400, PEERS)},
         "orderer": {"Propose": (800, 1), "Receive": (600, 2), "Write": (700, 3),
                     "Deliver": (350, PEERS)}, "client": {}, "chaincode": {}}  # [us], how often in a block


def main() -> None:
    """Fits, prints what was measured, and writes the profile."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=Path, required=True, help="folder of the runs")
    parser.add_argument("--out", type=Path, default=PROFILE, help="profile to write")
    arguments = parser.parse_args()
    try:
        rows = read_runs(arguments.runs)
        latencies = read_latency(arguments.runs / f"{READ_LOADED}.csv")
        replay = pd.read_csv(arguments.runs / "replay-blocks.csv")
    except (OSError, ValueError, KeyError) as error:
        sys.exit(f"{arguments.runs}: {error}")
    blocks = block_steps(replay)
    roles = role_costs(rows)
    process = process_costs(rows)
    process["CollectionCost"] = 1e3 * collection_cost(latencies, process)
    for role, costs in roles.items():
        costs["steps"] = transaction_steps(rows, role, costs["second"], blocks[role])
    for name, value in {**roles, **process}.items():
        print(name, value)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(profile(roles, process, blocks), encoding="utf-8")
    print(f"written: {arguments.out}")


def read_runs(folder: Path) -> pd.DataFrame:
    """Returns the runs that may be fitted, by name, with core-seconds of each role."""
    rows = pd.read_csv(folder / "summary.csv").set_index("config")
    rows = rows[rows["use"] == "fit"]
    missing = {*UNLOADED, *LOADED, READ_ONE, READ_MANY, READ_LOADED} - set(rows.index)
    if missing:
        raise ValueError(f"summary.csv has no run {', '.join(sorted(missing))} marked fit")
    for role in ("peer", "orderer"):
        columns = [name for name in rows if name.startswith(f"cpu_{role}")]
        rows[role] = rows[columns].sum(axis=1)
    return rows.rename(columns={"cpu_client": "client", "cpu_cc_total": "chaincode"})


def read_latency(file: Path) -> np.ndarray:
    """Returns the latency of each read [ms]."""
    rows = pd.read_csv(file)
    return 1e3 * (rows["t_commit"] - rows["t_submit"]).to_numpy()


def least_squares(columns: list[pd.Series], values: pd.Series) -> np.ndarray:
    """Returns the factors of columns that give values, least in relative error."""
    matrix = np.column_stack(columns) / values.to_numpy()[:, None]
    return np.linalg.lstsq(matrix, np.ones(len(values)), rcond=None)[0]


def role_costs(rows: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Returns core-time of each role, all its processes together [us]."""
    unloaded, loaded = rows.loc[list(UNLOADED)], rows.loc[list(LOADED)]
    costs = {}
    for role in STEPS:
        second, single = least_squares([unloaded["duration"], unloaded["n"]], unloaded[role])
        work = loaded[role] - second * loaded["duration"]
        transaction, block = least_squares([loaded["n"], loaded["blocks"]], work)
        costs[role] = {"second": 1e6 * second, "unloaded transaction": 1e6 * single,
                       "transaction": 1e6 * transaction, "block": 1e6 * block}
    return costs


def process_costs(rows: pd.DataFrame) -> dict[str, float]:
    """Returns what waking up costs [us]: a state access wakes the chaincode, then the peer."""
    one, many = rows.loc[READ_ONE], rows.loc[READ_MANY]
    latency = 1e6 * (many["lat_mean"] - one["lat_mean"]) / MORE_ROUND_TRIPS
    core = sum(1e6 * (many[role] / many["n"] - one[role] / one["n"]) / MORE_ROUND_TRIPS
               for role in ("peer", "chaincode"))
    work = STEPS["peer"]["StateRoundTrip"][0] + STEPS["chaincode"]["StateRoundTrip"][0]
    wake_up = (latency - work - 2e3 * HOP) / 2
    return {"WakeUpCost": wake_up, "SleepCost": (core - work) / 2 - wake_up}


def unevenness(latencies: np.ndarray | list[float]) -> np.ndarray:
    """Returns p95 and p99 over the mean."""
    return np.percentile(latencies, (95, 99)) / np.mean(latencies)


def collection_cost(measured: np.ndarray, process: dict[str, float]) -> float:
    """Returns the cost of a collection [ms] that makes reads as uneven as measured."""
    wanted = unevenness(measured)

    def miss(cost: float) -> float:
        settings = Settings(collection_cost=cost, wake_up=process["WakeUpCost"] / 1e3,
                            sleep=process["SleepCost"] / 1e3)
        found = np.mean([unevenness(read_latencies(settings, 100, len(measured), seed=seed)[0])
                         for seed in SEEDS], axis=0)
        print(f"collection of {cost} ms: p95 and p99 over mean {found.round(2)} "
              f"(measured {wanted.round(2)})")
        return float(np.sum((found / wanted - 1) ** 2))

    return min(COLLECTION_COSTS, key=miss)


def block_steps(replay: pd.DataFrame) -> dict[str, dict[str, tuple[float, int]]]:
    """Returns each role's steps of a block [us], and how often; three syncs of a commit are the disk's."""
    _, base = np.polyfit(replay["n_tx"], 1e3 * replay["commit_ms"], 1)
    work = max(base - 3 * SYNC, 0)
    commit = {"AppendBlock": (0.45 * work, PEERS), "WriteState": (0.25 * work, PEERS),
              "WriteHistory": (0.3 * work, PEERS)}
    steps = {**BLOCK, "peer": {**BLOCK["peer"], **commit}}
    return {role: {name: (BLOCK_SCALE * time, count) for name, (time, count) in of_role.items()}
            for role, of_role in steps.items()}


def transaction_steps(rows: pd.DataFrame, role: str, second: float, block: dict) -> float:
    """Returns a role's core-time per transaction [us] beside those steps of a block, mean of runs."""
    loaded = rows.loc[list(LOADED)]
    of_block = 1e-6 * sum(time * count for time, count in block.values())
    work = loaded[role] - 1e-6 * second * loaded["duration"] - of_block * loaded["blocks"]
    return float(1e6 * (work / loaded["n"]).mean())


def scale(role: str, transaction: float, process: dict[str, float]) -> float:
    """Returns by what a role's steps are multiplied so that they and their overheads take `transaction`."""
    collecting = 1 + (process["CollectionCost"] / 1e3 / Settings.collection_interval
                      if role == "peer" else 0)
    overhead = SIGNATURES[role] + WAKE_UPS[role] * process["WakeUpCost"]
    steps = sum(time * count for time, count in STEPS[role].values())
    return (transaction / collecting - overhead) / steps


def profile(roles: dict, process: dict[str, float], blocks: dict) -> str:
    """Returns the profile's text."""
    lines = [HEADER, "process: # an operating-system process (Process); peers alone collect garbage"]
    lines += [f"  WakeUpCost: {process['WakeUpCost']:.0f}us # {READ_ONE}, {READ_MANY}",
              f"  SleepCost: {process['SleepCost']:.0f}us # {READ_ONE}, {READ_MANY}", PROCESS.strip("\n"),
              f"  CollectionCost: {process['CollectionCost'] / 1e3:.0f}ms "
              f"# {READ_LOADED}: p95, p99 over mean"]
    for role, costs in roles.items():
        factor = scale(role, costs["steps"], process)
        lines.append(f"{role}: # measured, all its processes: {costs['transaction'] / 1e3:.2f} ms a "
                     f"transaction and {costs['block'] / 1e3:.1f} ms a block")
        lines.append(f"  # in {', '.join(LOADED)};")
        lines.append(f"  # unloaded {costs['unloaded transaction'] / 1e3:.1f} ms a transaction and "
                     f"{costs['second'] / 1e3:.1f} ms a second in {', '.join(UNLOADED)}")
        lines += [f"  {name}: {1e3 * time * factor:.3g}ns" if time < 1 else
                  f"  {name}: {time * factor:.0f}us" for name, (time, _) in STEPS[role].items()]
        lines += [f"  {name}: {time:.0f}us # a block" for name, (time, _) in blocks[role].items()]
    return "\n".join(lines) + "\n"


HEADER = """\
# What the processes of a Hyperledger Fabric 2.4.3 network cost: core-time on a 2.45 GHz AMD EPYC core.
# Written by `PYTHONPATH=analysis /usr/bin/python3 -m iotledger.reproduce.fit_fabric --runs DIR`.
#
# One virtual machine with 2 cores for all: 3 orderers, 4 peers of 2 organisations, 4 chaincode processes,
# the client. Go 1.19.8, TLS, LevelDB, history on. What a role's processes took is measured; how its
# steps share that is estimated. Without signatures (crypto below), disk and wake-ups.
name: epyc-2-core
description: "AMD EPYC 2.45 GHz, 2 cores shared by all processes, Linux x86_64"
library: "Hyperledger Fabric 2.4.3, Go 1.19.8"
crypto: { ecdsa-p256-sign: 37us, ecdsa-p256-verify: 103us, sha256-1kB: 3.3us, aes128gcm-4kB: 1.3us }
disk: { SyncLatency: 440us, WriteBandwidth: 8Gbps } # 4 KB 0.44 ms, 64 KB 0.52 ms, 700 KB 1.15 ms
host: { Cores: 2, Scheduling: fair, Slice: 1500us, SleeperCredit: 6ms }"""
PROCESS = """
  ColdCost: { peer: 1100us, chaincode: 900us, client: 700us, orderer: 300us } # a-unloaded-*, e-get-k1
  ColdAfter: 10ms
  Variation: "ns3::LogNormalRandomVariable[Mu=-0.32|Sigma=0.8]" # mean 1; e-get-k1: p50 4.4, p95 7.0 ms
  CollectionInterval: "ns3::UniformRandomVariable[Min=0.65|Max=1.95]" # [s] of core-time
  AssistRatio: 2
"""

if __name__ == "__main__":
    main()
