# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""What a broker's work costs: the fit, the profile, and a short measurement of a real one."""

import os
import random
import re
import time

import pytest
import yaml
from iotledger import broker_calibration, broker_load, broker_profile, cli
from iotledger.broker_fit import FanOutPoint, fit_fan_out, fit_line
from iotledger.mosquitto import Mosquitto, MosquittoError

PUBLISH, DELIVERY = (14e-6, 17e-6, 23e-6), (4e-6, 5e-6, 10e-6)
READ_BYTE, WRITE_BYTE = 0.14e-9, 0.08e-9
QUICK = broker_calibration.Scale(payloads=(16, 4096), receivers=(0, 2), samples=2, deliveries=20,
                                 connections=10, memory_counts=(50, 100, 200))


def points(noise=0.0):
    """What a broker of known costs would show."""
    draw = random.Random(1)
    return [FanOutPoint(qos, receivers, size, (
        PUBLISH[qos] + READ_BYTE * size + receivers * (DELIVERY[qos] + WRITE_BYTE * size))
        * (1 + noise * draw.uniform(-1, 1)))
        for qos in range(3) for receivers in (0, 1, 8, 32) for size in (30, 1000, 4000, 16000)]


def test_fit_recovers_known_costs():
    costs = fit_fan_out(points())
    assert costs.publish == pytest.approx(PUBLISH)
    assert costs.delivery == pytest.approx(DELIVERY)
    assert costs.read_byte == pytest.approx(READ_BYTE)
    assert costs.write_byte == pytest.approx(WRITE_BYTE)
    assert costs.largest_residual < 1e-9


def test_fit_recovers_costs_from_disturbed_points():
    costs = fit_fan_out(points(noise=0.05))
    assert costs.publish == pytest.approx(PUBLISH, rel=0.05)
    assert costs.delivery == pytest.approx(DELIVERY, rel=0.05)
    assert costs.write_byte == pytest.approx(WRITE_BYTE, rel=0.3)
    assert 0.01 < costs.mean_residual < 0.05
    assert costs.largest_residual < 0.12


# Of y = -1 + x for x in 1 to 3 the nearest line through 0 or above has slope 8/14.
def test_no_cost_is_negative():
    assert fit_line([1, 2, 3], [0, 1, 2]) == pytest.approx((0, 8 / 14))
    assert fit_line([1, 2, 3], [5, 7, 9]) == pytest.approx((3, 2))
    assert fit_line([1, 2, 3], [3, 2, 1]) == pytest.approx((2, 0))


# What mosquitto_pub -V mqttv311 -i device2 -q 1 -t mtp/device2/key -m hello sends, as recorded in
# test/mqtt-bytes.h, and the remaining lengths of table 2.4 in MQTT 3.1.1.
def test_packets_are_those_of_the_standard():
    assert broker_load.publish_packet("mtp/device2/key", b"hello", 1).hex() == (
        "3218000f6d74702f646576696365322f6b6579000168656c6c6f")
    assert broker_load.remaining_length(127).hex() == "7f"
    assert broker_load.remaining_length(16384).hex() == "808001"


def made_up_costs():
    """Costs with the fit of known points."""
    fit = fit_fan_out(points())
    return broker_calibration.BrokerCosts(
        {"isolated": points(), "busy": points()}, {"isolated": fit, "busy": fit}, 25e-6, 0.8e-6,
        4e-6, 750.4, (352.0, 1.01), (332.0, 1.02), 1.0,
        {"machine": "made up", "kernel": "Linux", "broker": "none", "date": "2026-01-02"})


def test_the_profile_says_what_was_measured():
    text = broker_profile.write_profile("small", made_up_costs())
    assert all(len(line) <= 100 for line in text.splitlines())
    profile = yaml.safe_load(text)
    assert profile["name"] == "small" and str(profile["date"]) == "2026-01-02"
    assert list(profile["cpu"]) == ["busy", "isolated", "connect", "subscribe", "ping"]
    assert profile["cpu"]["busy"]["publish"] == ["14us", "17us", "23us"]
    assert profile["cpu"]["busy"]["readByte"] == "0.14ns"
    assert profile["cpu"]["subscribe"] == "800ns"
    assert profile["memory"] == {"connection": 750, "retained": {"message": 352, "byte": 1.01},
                                 "queued": {"message": 332, "byte": 1.02}}
    # 23 us + 16000 B × 0.14 ns + 32 × (10 us + 16000 B × 0.08 ns)
    assert "#   2 32 16000: 386.2us, 386.2us" in text


def test_a_real_broker_is_measured(tmp_path, monkeypatch, capfd):
    """Bounds are far apart: any machine, whatever else it does."""
    calibrate = broker_calibration.calibrate
    monkeypatch.setattr(broker_calibration, "calibrate",
                        lambda progress: calibrate(progress, QUICK))
    path = tmp_path / "quick.yaml"
    assert cli.main(["calibrate", "--broker", "mosquitto", "-o", str(path)]) == 0
    said = capfd.readouterr()
    assert said.out == f"profile: {path}\n"
    assert "busy: QoS 2, 2 receivers" in said.err
    profile = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert profile["name"] == "quick" and profile["broker"].startswith("mosquitto 2")
    for load in ("busy", "isolated"):
        times = [seconds(each) for each in profile["cpu"][load]["publish"]]
        assert all(1e-7 < each < 1e-2 for each in times)
    assert 1e-6 < seconds(profile["cpu"]["connect"]) < 1e-2
    assert 100 < profile["memory"]["connection"] < 100_000
    assert 0.9 < profile["memory"]["retained"]["byte"] < 1.5


def seconds(text):
    """Reads 1.5us."""
    number, unit = re.fullmatch(r"([0-9.e+-]+)(us|ns)", text).groups()
    return float(number) * {"us": 1e-6, "ns": 1e-9}[unit]


def test_cpu_time_is_that_of_the_process_and_not_of_its_clients():
    with Mosquitto(["allow_anonymous true", "sys_interval 0"]) as broker:
        meter = broker_calibration.CpuMeter(broker.pid)
        client = broker_load.LoadClient(broker.port, "a")

        def spin():
            end = time.process_time() + 0.2
            while time.process_time() < end:
                pass

        def ping():
            for _ in range(500):
                client.ping()

        assert meter.measure(spin) < 0.02
        assert meter.measure(ping) > 500 * 1e-7
        client.leave()


def test_a_broker_that_says_something_else_is_an_error():
    with Mosquitto(["allow_anonymous true", "sys_interval 0"]) as broker:
        client = broker_load.LoadClient(broker.port, "a")
        client.send(broker_load.PINGREQ)
        with pytest.raises(broker_load.BrokerLoadError, match="begins with 0x40, got d0 00"):
            client.expect(2, 0x40)
        client.close()


def test_calibrate_without_mosquitto_says_so(tmp_path, monkeypatch, capfd):
    def missing(progress):
        raise MosquittoError("mosquitto is not installed; expected Debian's package mosquitto")

    monkeypatch.setattr(broker_calibration, "calibrate", missing)
    assert cli.main(["calibrate", "--broker", "mosquitto", "-o", str(tmp_path / "x.yaml")]) == 1
    assert "calibrate: mosquitto is not installed" in capfd.readouterr().err
    assert not os.listdir(tmp_path)


def test_another_broker_is_refused(capfd):
    with pytest.raises(SystemExit) as stop:
        cli.main(["calibrate", "--broker", "emqx"])
    assert stop.value.code == 2
    assert "invalid choice: 'emqx'" in capfd.readouterr().err
