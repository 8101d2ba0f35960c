# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only

# Tells the sources that read the project's data files where they are; both builds read it. Only
# those: a path in every command would keep a compiler cache from serving other clones.
set_source_files_properties(
  model/crypto/profile-file.cc
  PROPERTIES COMPILE_DEFINITIONS "IOT_LEDGER_PROFILE_DIR=\"${CMAKE_CURRENT_SOURCE_DIR}/profiles\""
)
set_source_files_properties(
  test/mosquitto-conversation-test.cc test/recorded-block.cc
  PROPERTIES COMPILE_DEFINITIONS "IOT_LEDGER_TEST_DIR=\"${CMAKE_CURRENT_SOURCE_DIR}/test\""
)
