# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Ctrl-C at moments of our choosing."""

from __future__ import annotations

import contextlib
import signal
import threading
from typing import Any, Callable, Iterator


@contextlib.contextmanager
def held_back() -> Iterator[Callable[[], None]]:
    """Holds signals that interrupt back while its body runs, and yields what lets them through.

    Python raises KeyboardInterrupt between any two instructions. In the middle of
    concurrent.futures.wait it leaves futures locked, and their threads can never end. Outside the main
    thread, which alone gets signals, there is nothing to hold.
    """
    came: list[int] = []

    def note(number: int, _frame: Any) -> None:
        came.append(number)

    handlers: dict[int, Callable[[int, Any], Any]] = {}
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            handler = signal.getsignal(number)
            if callable(handler):  # not one that is ignored, or ends the process
                handlers[number] = handler
                signal.signal(number, note)

    def let_through() -> None:
        while came:
            number = came.pop(0)
            handlers[number](number, None)

    try:
        yield let_through
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    let_through()
