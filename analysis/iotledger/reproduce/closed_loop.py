# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Reads in a closed loop, on processes that share cores fairly: what makes their latency so uneven.

A small queueing model beside the simulator, quick enough to search in. It has the rules of model/core
(CoreScheduler, RunQueue): the next core goes to the waiting process with the least virtual run time; a
garbage collection has a thread of its process, and tasks that start meanwhile assist. All times in ms.
"""

from __future__ import annotations

import heapq
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

SLICE, CREDIT, HOP = 1.5, 6.0, 0.03  # Host's Slice and SleeperCredit; loopback, one way
GATEWAYS = (0, 1, 0, 1, 0, 3, 2, 3, 2, 3)  # peer of each of 10 connections: 3, 2, 2 and 3


@dataclass
class Settings:
    """What the search varies, beside the costs of a read's steps."""

    collection_interval: float = 1300
    collection_cost: float = 0
    assist_ratio: float = 2
    sigma: float = 0.8  # of the logarithm of a task's duration
    wake_up: float = 0.1
    sleep: float = 0.08
    client: tuple[float, float] = (0.17, 0.12)  # call, answer
    peer: tuple[float, float, float] = (0.75, 0.11, 0.35)  # call, state round trip, answer
    chaincode: tuple[float, float] = (0.12, 0.05)  # invocation, state round trip


@dataclass
class Process:
    """Tasks waiting and running, up to one a core at once."""

    settings: Settings
    collects: bool = False
    waiting: deque = field(default_factory=deque)
    running: int = 0
    virtual_time: float = 0
    until: float = 0  # of tasks, to the next collection
    left: float = 0  # of the collection under way

    def collect(self, work: list) -> bool:
        """A task is about to start: it assists, or makes a collection due."""
        if self.left > 0:
            assist = min(self.left, self.settings.assist_ratio * work[0])
            self.left -= assist
            work[0] += assist
            return False
        self.until -= work[0]
        return self.until <= 0


class Host:
    """Cores, and the clock."""

    def __init__(self, cores: int, seed: int, fair: bool) -> None:
        self.now, self.free, self.fair = 0.0, cores, fair
        self.cores, self.events, self.count = cores, [], 0
        self.processes: list[Process] = []
        self.least = 0.0
        self.random = random.Random(seed)

    def add(self, process: Process) -> Process:
        """Makes the host serve a process."""
        process.until = self.random.uniform(0, process.settings.collection_interval)
        self.processes.append(process)
        return process

    def after(self, delay: float, action: Callable, *arguments: object) -> None:
        """Calls action in delay."""
        self.count += 1
        heapq.heappush(self.events, (self.now + delay, self.count, action, arguments))

    def run(self) -> None:
        """Runs until nothing is left to do."""
        while self.events:
            self.now, _, action, arguments = heapq.heappop(self.events)
            action(*arguments)

    def submit(self, process: Process, duration: float, done: Callable | None) -> None:
        """Queues a task."""
        sigma = process.settings.sigma
        duration *= self.random.lognormvariate(-sigma * sigma / 2, sigma)
        if not process.waiting and not process.running:
            active = [p.virtual_time for p in self.processes if p.waiting or p.running]
            self.least = max(self.least, min(active, default=0))
            process.virtual_time = max(process.virtual_time, self.least - CREDIT)
            duration += process.settings.wake_up
        self.count += 1
        process.waiting.append([duration, done, self.count, "new"])
        self._dispatch()

    def _choose(self) -> Process | None:
        ready = [p for p in self.processes if p.waiting and p.running < self.cores]
        rank = (lambda p: p.virtual_time) if self.fair else (lambda p: p.waiting[0][2])
        return min(ready, key=rank, default=None)

    def _dispatch(self) -> None:
        while self.free and (process := self._choose()):
            work = process.waiting.popleft()
            if work[3] == "new":
                work[3] = "task"
                if process.collects and process.collect(work):
                    settings = process.settings
                    process.until = self.random.uniform(0.5, 1.5) * settings.collection_interval
                    process.left = settings.collection_cost
                    process.waiting.appendleft([0.0, None, 0, "collection"])
            run = min(work[0], SLICE) if self.fair else work[0]
            work[0] -= run
            process.virtual_time += run
            process.running += 1
            self.free -= 1
            self.after(run, self._end, process, work)

    def _end(self, process: Process, work: list) -> None:
        done = work[0] <= 1e-12
        if done and work[1]:
            work[1]()
        process.running -= 1
        self.free += 1
        if not done:
            process.waiting.appendleft(work)
        elif work[3] == "collection" and process.left > 0:
            run = min(process.left, SLICE)
            process.left -= run
            process.waiting.appendleft([run, None, 0, "collection"])
        elif (work[3] == "task" and not process.waiting and not process.running
              and not self._choose()):
            process.waiting.append([process.settings.sleep, None, 0, "sleep"])
        self._dispatch()


def read_latencies(settings: Settings, in_flight: int, reads: int, round_trips: int = 1,
                   seed: int = 1, fair: bool = True) -> tuple[list[float], float]:
    """Returns the latency of each read [ms], and how long all of them took [ms]."""
    host = Host(2, seed, fair)
    client = host.add(Process(settings))
    peers = [host.add(Process(settings, settings.collection_cost > 0)) for _ in range(4)]
    chaincodes = [host.add(Process(settings)) for _ in range(4)]
    latencies: list[float] = []
    started = 0

    def step(process: Process, cost: float, then: Callable[[], None]) -> None:
        host.submit(process, cost, lambda: host.after(HOP, then))

    def start() -> None:
        nonlocal started
        if started < reads:
            gateway = GATEWAYS[started % len(GATEWAYS)]
            started += 1
            step(client, settings.client[0],
                 lambda begun=host.now: call(begun, peers[gateway], chaincodes[gateway]))

    def call(begun: float, peer: Process, chaincode: Process) -> None:
        def answered() -> None:
            step(peer, settings.peer[2],
                 lambda: host.submit(client, settings.client[1], lambda: finish(begun)))

        def access(left: int) -> None:
            if left == 0:
                answered()
            else:
                step(peer, settings.peer[1], lambda: step(
                    chaincode, settings.chaincode[1], lambda: access(left - 1)))

        step(peer, settings.peer[0],
             lambda: step(chaincode, settings.chaincode[0], lambda: access(round_trips)))

    def finish(begun: float) -> None:
        latencies.append(host.now - begun)
        start()

    for _ in range(in_flight):
        start()
    host.run()
    return latencies, host.now
