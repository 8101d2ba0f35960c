# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""`python3 -m iotledger`: the commands of the driver that Python does."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
