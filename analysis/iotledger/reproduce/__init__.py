# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""`reproduce`: the tables and figures of published papers, beside what the simulator says."""
