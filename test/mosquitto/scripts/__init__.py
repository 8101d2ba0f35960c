# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""What is said, by subject: one function for each conversation."""

from . import (access, connecting, flow, malformed, properties, publishing, retained, sessions,
               subscribing, wills)

__all__ = ["access", "connecting", "flow", "malformed", "properties", "publishing", "retained",
           "sessions", "subscribing", "wills"]
