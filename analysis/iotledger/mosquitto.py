# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Starts a mosquitto of its own on loopback, apart from any that the machine runs."""

from __future__ import annotations

import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time
from types import TracebackType
from typing import Mapping, Sequence

ADDRESS = "127.0.0.1"
START_SECONDS = 20.0  # before we give up
ATTEMPTS = 5  # another program may take a free port before mosquitto does


class MosquittoError(RuntimeError):
    """mosquitto is missing or does not start."""


def find_program(name: str = "mosquitto") -> str:
    """@return the path of a program, also if /usr/sbin is not on PATH."""
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if path is None:
        raise MosquittoError(f"{name} is not installed; expected Debian's package mosquitto")
    return path


def package_version() -> str:
    """@return the version, such as `2.0.11 (Debian 2.0.11-1.2+deb12u2)`."""
    told = subprocess.run([find_program(), "-h"], capture_output=True, text=True, check=False)
    match = re.search(r"mosquitto version (\S+)", told.stdout + told.stderr)
    version = match[1] if match else "unknown"
    if shutil.which("dpkg-query"):
        query = ["dpkg-query", "--show", "--showformat=${Version}", "mosquitto"]
        package = subprocess.run(query, capture_output=True, text=True, check=False).stdout
        return f"{version} (Debian {package})" if package else version
    return version


class Mosquitto:
    """A running mosquitto; `with` it, and it ends.

    @param config lines of mosquitto.conf(5), without listeners
    @param users name to password; none: whoever comes
    @param acl lines of its acl_file; none: everything is allowed
    @param listeners how many listeners; `ports` tells where they are
    @param first_listener lines that hold for the first listener only
    """

    def __init__(self, config: Sequence[str] = (), users: Mapping[str, str] | None = None,
                 acl: Sequence[str] = (), listeners: int = 1,
                 first_listener: Sequence[str] = ()):
        self._config = list(config)
        self._users = dict(users or {})
        self._acl = list(acl)
        self._listeners = listeners
        self._first_listener = list(first_listener)
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.ports: list[int] = []

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None, "expected a mosquitto that was started"
        return self._process.pid

    @property
    def port(self) -> int:
        """Where its first listener is."""
        return self.ports[0]

    def __enter__(self) -> Mosquitto:
        self._folder = tempfile.TemporaryDirectory(prefix="mosquitto-")
        try:
            for _ in range(ATTEMPTS):
                if self._try_start(pathlib.Path(self._folder.name)):
                    return self
            log = self._log(pathlib.Path(self._folder.name))
            raise MosquittoError(f"mosquitto does not start: {log}")
        except BaseException:
            self.stop()
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """Ends it, if it runs."""
        self._end_process()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _try_start(self, folder: pathlib.Path) -> bool:
        """@return whether it runs and listens."""
        self.ports = free_ports(self._listeners)
        config = folder / "mosquitto.conf"
        config.write_text("\n".join(self._lines(folder)) + "\n", encoding="utf-8")
        with open(folder / "log", "wb") as log:
            # As root it would change to a user who cannot read the folder, were it not for `user`.
            self._process = subprocess.Popen([find_program(), "-c", str(config)],
                                             stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            # The port could be another program's: it is ours only once the log says so.
            if b" running" in (folder / "log").read_bytes():
                return True
            time.sleep(0.005)
        self._end_process()
        return False

    def _end_process(self) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def _lines(self, folder: pathlib.Path) -> list[str]:
        """The configuration file."""
        lines = ["persistence false", "log_dest stderr", "user root", *self._config]
        if self._users:
            passwords = folder / "passwords"
            passwords.touch(mode=0o600)
            for name, password in self._users.items():
                subprocess.run([find_program("mosquitto_passwd"), "-b", str(passwords), name,
                                password], check=True, capture_output=True)
            lines.append(f"password_file {passwords}")
        if self._acl:
            rules = folder / "acl"
            rules.touch(mode=0o600)
            rules.write_text("\n".join(self._acl) + "\n", encoding="utf-8")
            lines.append(f"acl_file {rules}")
        listeners = [f"listener {port} {ADDRESS}" for port in self.ports]
        return [*lines, listeners[0], *self._first_listener, *listeners[1:]]

    @staticmethod
    def _log(folder: pathlib.Path) -> str:
        """The last it said, on one line."""
        log = folder / "log"
        text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        return " ".join(text.split()[-40:]) or "it said nothing"


def free_ports(count: int) -> list[int]:
    """@return ports of loopback that nobody uses now."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind((ADDRESS, 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()
