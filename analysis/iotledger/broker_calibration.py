# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""`calibrate --broker mosquitto`: what a real broker's work costs on this machine.

Starts a mosquitto of its own on loopback, gives it work and reads from /proc how much CPU time it
took. That includes the kernel's part: system calls, TCP and loopback. What it takes when there is
nothing to do is subtracted.
"""

from __future__ import annotations

import datetime
import os
import platform
import resource
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from .broker_fit import QUALITIES, FanOutCosts, FanOutPoint, fit_fan_out, fit_line, typical
from .broker_load import ACKNOWLEDGEMENT_BYTES, FanOut, Gate, LoadClient, publish_packet
from .mosquitto import Mosquitto, package_version

PAYLOADS = (16, 1024, 4096, 16384)  # [B]
RECEIVERS = (0, 1, 8, 32)
PUBLISHERS = 16  # at once, when busy
SAMPLES = 5  # of each point; the median counts
DELIVERIES_OF_A_SAMPLE = 300  # about as many, whatever the number of receivers
CONNECTIONS = 150  # of a sample
CONFIG = ("allow_anonymous true", "sys_interval 0", "max_queued_messages 0",
          "max_inflight_messages 0", "connection_messages false")
IDLE_SECONDS = 1.0
MEMORY_COUNTS = (250, 500, 1000, 1500)


ISOLATED, BUSY = LOADS = ("isolated", "busy")


@dataclass
class Scale:
    """How much is measured; less for a quick look."""

    payloads: tuple[int, ...] = PAYLOADS
    receivers: tuple[int, ...] = RECEIVERS
    samples: int = SAMPLES
    deliveries: int = DELIVERIES_OF_A_SAMPLE
    connections: int = CONNECTIONS
    memory_counts: tuple[int, ...] = MEMORY_COUNTS


@dataclass
class BrokerCosts:
    """What was measured: times in seconds, memory in bytes."""

    points: dict[str, list[FanOutPoint]]  # by load: isolated and busy
    fan_out: dict[str, FanOutCosts]
    connect: float
    subscribe: float  # one filter
    ping: float
    connection_memory: float
    retained_memory: tuple[float, float]  # a message, and a byte of its payload
    queued_memory: tuple[float, float]
    seconds: float  # that the measurement took
    about: dict[str, str]  # machine, kernel, broker, date


class CpuMeter:
    """CPU time of a process without what it takes when idle."""

    def __init__(self, pid: int):
        self._path = Path(f"/proc/{pid}/schedstat")
        self._idle = 0.0
        before, start = self._read(), time.monotonic()
        time.sleep(IDLE_SECONDS)
        self._idle = (self._read() - before) / (time.monotonic() - start)

    def measure(self, work: Callable[[], None]) -> float:
        """@return the CPU seconds that the process took for @p work, which waits for its end."""
        before, start = self._read(), time.monotonic()
        work()
        return max(self._read() - before - self._idle * (time.monotonic() - start), 1e-9)

    def _read(self) -> float:
        """Nanoseconds on a CPU, which the kernel brings up to date when the process sleeps."""
        time.sleep(0.002)
        return int(self._path.read_text(encoding="ascii").split()[0]) * 1e-9


def calibrate(progress: Callable[[str, float], None], scale: Scale | None = None) -> BrokerCosts:
    """Measures. @param progress told the step under way and the share that is done"""
    scale = scale or Scale()
    start = time.monotonic()
    with Mosquitto(CONFIG) as broker:
        meter = CpuMeter(broker.pid)
        points = {load: measure_fan_out(broker, meter, scale, load,
                                        lambda step, share, done=done: progress(
                                            step, 0.4 * (done + share)))
                  for done, load in enumerate(LOADS)}
        progress("connections", 0.8)
        connect = measure_connections(broker.port, meter, scale)
        subscribe = measure_subscriptions(broker.port, meter, scale)
        ping = measure_pings(broker.port, meter, scale)
    progress("memory", 0.9)
    fan_out = {load: fit_fan_out(points[load]) for load in LOADS}
    return BrokerCosts(points, fan_out, connect, subscribe, ping,
                       measure_connection_memory(scale),
                       measure_message_memory(scale, retained=True),
                       measure_message_memory(scale, retained=False),
                       time.monotonic() - start, describe_machine())


def measure_fan_out(broker: Mosquitto, meter: CpuMeter, scale: Scale, load: str,
                    progress: Callable[[str, float], None]) -> list[FanOutPoint]:
    """PUBLISH at each QoS, to several numbers of receivers, in several sizes."""
    points = []
    publishers = PUBLISHERS if load == BUSY else 1
    cases = [(qos, receivers) for qos in QUALITIES for receivers in scale.receivers]
    for number, (qos, receivers) in enumerate(cases):
        progress(f"{load}: QoS {qos}, {receivers} receivers", number / len(cases))
        fan_out = FanOut(broker.port, publishers, receivers, qos, Gate(broker.pid, load == BUSY))
        rounds = max(scale.deliveries // (max(receivers, 1) * publishers), 3)
        for payload in scale.payloads:
            message = publish_packet(FanOut.TOPIC, bytes(payload), qos)
            fan_out.run(2, message)  # caches and buffers find their size
            samples = [meter.measure(lambda: fan_out.run(rounds, message)) / (rounds * publishers)
                       for _ in range(scale.samples)]
            points.append(FanOutPoint(qos, receivers, len(message), typical(samples)))
        fan_out.close()
    return points


def measure_connections(port: int, meter: CpuMeter, scale: Scale) -> float:
    """TCP connection, CONNECT, DISCONNECT and the end, one after another."""
    def work() -> None:
        for number in range(scale.connections):
            LoadClient(port, f"connection{number}").leave()

    return typical([meter.measure(work) / scale.connections for _ in range(scale.samples)])


def measure_subscriptions(port: int, meter: CpuMeter, scale: Scale) -> float:
    """One more filter in SUBSCRIBE; the packet itself costs what a packet does."""
    counts = (1, 10, 20)
    seconds = []
    for count in counts:
        def work(count: int = count) -> None:
            client = LoadClient(port, "subscriber")
            for number in range(scale.connections // 5):
                client.subscribe([f"load/{number}/{each}" for each in range(count)])
            client.leave()

        samples = [meter.measure(work) / (scale.connections // 5) for _ in range(scale.samples)]
        seconds.append(typical(samples))
    return fit_line(counts, seconds)[1]


def measure_pings(port: int, meter: CpuMeter, scale: Scale) -> float:
    """PINGREQ and PINGRESP."""
    client = LoadClient(port, "pinger")

    def work() -> None:
        for _ in range(scale.deliveries):
            client.ping()

    samples = [meter.measure(work) / scale.deliveries for _ in range(scale.samples)]
    client.leave()
    return typical(samples)


def measure_connection_memory(scale: Scale) -> float:
    """Resident memory of one more idle connection [B]; the kernel's own is not in it."""
    allow_files(max(scale.memory_counts) + 100)
    with Mosquitto(CONFIG) as broker:
        clients: list[LoadClient] = []
        used = []
        for count in scale.memory_counts:
            while len(clients) < count:
                clients.append(LoadClient(broker.port, f"idle{len(clients)}"))
            used.append(resident_bytes(broker.pid))
        for client in clients:
            client.close()
    return fit_line(scale.memory_counts, used)[1]


def measure_message_memory(scale: Scale, retained: bool) -> tuple[float, float]:
    """Resident memory of one more message that is retained, or that waits for a client at QoS 1.

    @return bytes for a message and for each byte of its payload
    """
    payloads = (100, 2000)
    slopes = []
    for payload in payloads:
        with Mosquitto(CONFIG) as broker:
            if not retained:
                sleeper = LoadClient(broker.port, "sleeper", clean=False)
                sleeper.subscribe(["load/#"], 1)
                sleeper.leave()
            client = LoadClient(broker.port, "publisher")
            used, sent = [], 0
            for count in scale.memory_counts:
                while sent < count:
                    client.send(publish_packet(f"load/{sent}", bytes(payload), 0 if retained else 1,
                                               retain=retained))
                    if not retained:
                        client.expect(ACKNOWLEDGEMENT_BYTES, 0x40)
                    sent += 1
                client.ping()
                used.append(resident_bytes(broker.pid))
            client.leave()
        slopes.append(fit_line(scale.memory_counts, used)[1])
    return fit_line(payloads, slopes)


def resident_bytes(pid: int) -> int:
    """@return memory of the process in RAM [B]."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def allow_files(count: int) -> None:
    """Raises the number of files that this process and its children may open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        limit = count if hard == resource.RLIM_INFINITY else min(count, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))


def describe_machine() -> dict[str, str]:
    """Processor, kernel, broker and date."""
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    return {
        "machine": f"{model}, {os.cpu_count()} processors, {platform.machine()}",
        "kernel": f"{platform.system()} {platform.release()}",
        "broker": f"mosquitto {package_version()}",
        "date": datetime.date.today().isoformat(),
    }
