# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""`run --export-blocks DIR`: a ledger's blocks, each a file that Fabric's own tools decode.

A run that exports leaves `blocks/<channel>/block_N.pb` in its folder. DIR gets a copy of those of
the first repetition: `block_N.pb`, below `<channel>/` if there are several channels, and below the
point's folder, as `0002-orderers=5/`, if there are several points.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Sequence

from .points import Point

FOLDER = "blocks"  # of a run
PATTERN = "block_*.pb"


def prepare(target: Path) -> None:
    """Makes DIR, before runs that may be long. @throws ValueError if it cannot be written"""
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"{target}: cannot write blocks here: {error.strerror}") from None
    if not os.access(target, os.W_OK | os.X_OK):
        raise ValueError(f"{target}: cannot write blocks here: Permission denied")


def publish(out: Path, points: Sequence[Point], target: Path) -> None:
    """Copies the blocks of each point's first run. Blocks there from before are replaced.

    @param out of the finished sweep
    """
    for point in points:
        source = out / point.folder / "run1" / FOLDER
        channels = sorted(path for path in source.glob("*") if path.is_dir())
        for channel in channels:
            folder = target / point.folder if len(points) > 1 else target
            _copy(channel, folder / channel.name if len(channels) > 1 else folder)


def _copy(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob(PATTERN):
        old.unlink()
    for block in source.glob(PATTERN):
        shutil.copyfile(block, target / block.name)
