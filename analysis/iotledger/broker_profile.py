# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Writes a broker profile; model/mqtt/mqtt-broker-profile-loader.h has the format."""

from __future__ import annotations

from .broker_calibration import LOADS, BrokerCosts
from .broker_fit import FanOutCosts

UNITS = ((1e-6, "us"), (1e-9, "ns"))

HEAD = """\
# CPU time of the broker's process, with the kernel's part in it: system calls, TCP, loopback.
#
# busy: packets of many clients wait, one of each, so that the broker does not sleep between them.
# isolated: each packet finds the broker asleep; to wake up costs more than the work.
# A broker's costs matter when it is busy, so these are the ones that a simulated broker takes;
# what waking up adds to the delay of a message is small beside any network's.
"""


def show_time(seconds: float) -> str:
    """A time with four digits and its unit."""
    for size, unit in UNITS:
        if seconds >= size or unit == "ns":
            return f"{seconds / size:.4g}{unit}"
    raise AssertionError("there is a last unit")


def write_profile(name: str, costs: BrokerCosts) -> str:
    """The text of the profile."""
    lines = [HEAD.rstrip(), f"name: {name}"]
    lines += [f'{key}: "{costs.about[key]}"' for key in ("machine", "kernel", "broker")]
    lines += [f"date: {costs.about['date']}", "cpu:"]
    for load in reversed(LOADS):
        lines += _fan_out_lines(load, costs.fan_out[load])
    lines += [
        f"  connect: {show_time(costs.connect)} # TCP connection, CONNECT, DISCONNECT, end",
        f"  subscribe: {show_time(costs.subscribe)} # one filter more in SUBSCRIBE",
        f"  ping: {show_time(costs.ping)} # PINGREQ and PINGRESP",
        "memory: # resident [B]",
        f"  connection: {costs.connection_memory:.0f}",
        f"  retained: {_memory(costs.retained_memory)}",
        f"  queued: {_memory(costs.queued_memory)}",
    ]
    for load in reversed(LOADS):
        lines.append(f"# {load}: QoS, receivers, bytes: measured, fitted")
        lines += [f"#   {point.qos} {point.receivers:2d} {point.bytes:5d}: "
                  f"{show_time(point.seconds)}, {show_time(costs.fan_out[load].seconds(point))}"
                  for point in costs.points[load]]
    return "\n".join(lines) + "\n"


def _fan_out_lines(load: str, fit: FanOutCosts) -> list[str]:
    return [
        f"  {load}:",
        f"    publish: {_list(fit.publish)} # QoS 0, 1, 2: read, and acknowledged",
        f"    delivery: {_list(fit.delivery)} # QoS 0, 1, 2: to one subscriber, until it has "
        "acknowledged",
        f"    readByte: {show_time(fit.read_byte)} # of a PUBLISH on the wire",
        f"    writeByte: {show_time(fit.write_byte)}",
        f"    residual: {{ mean: {fit.mean_residual:.2g}, largest: {fit.largest_residual:.2g} }}",
    ]


def _list(times: tuple[float, ...]) -> str:
    return f"[{', '.join(show_time(each) for each in times)}]"


def _memory(parts: tuple[float, float]) -> str:
    return f"{{ message: {parts[0]:.0f}, byte: {parts[1]:.3g} }}"
