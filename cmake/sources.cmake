# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only

# The one list of files, read by both builds: one line per file, by layer, sorted within it.
# A program (bench, example) is its .cc file.

set(iot_ledger_headers
    model/core/byte-io.h
    model/core/csv-table.h
    model/core/event-log.h
    model/core/host.h
    model/core/message-framing.h
    model/core/shared-bytes.h
    model/core/strand.h
    model/crypto/calibration-file.h
    model/crypto/calibration-samples.h
    model/crypto/calibration-workload.h
    model/crypto/crypto-calibration.h
    model/crypto/crypto-execution.h
    model/crypto/crypto-operation.h
    model/crypto/crypto-profile-loader.h
    model/crypto/crypto-profile.h
    model/crypto/crypto.h
    model/crypto/der-encoding.h
    model/crypto/fingerprint.h
    model/crypto/key-placeholder.h
    model/crypto/modelled-crypto.h
    model/crypto/openssl-crypto.h
    model/crypto/openssl-keys.h
    model/crypto/openssl-operations.h
    model/crypto/random-bytes.h
    model/transport/indexed-tcp-l4-protocol.h
    model/transport/indexed-tcp-socket.h
    model/transport/ip-switch.h
    model/transport/message-assembler.h
    model/transport/message-channel.h
    model/transport/single-link-routing.h
    model/transport/tcp-message-channel.h
    model/transport/tcp-transport.h
    model/mqtt/mqtt-body-reader.h
    model/mqtt/mqtt-broker.h
    model/mqtt/mqtt-client-session.h
    model/mqtt/mqtt-client.h
    model/mqtt/mqtt-codec.h
    model/mqtt/mqtt-connection-table.h
    model/mqtt/mqtt-delivery-queue.h
    model/mqtt/mqtt-framing.h
    model/mqtt/mqtt-idle-timer.h
    model/mqtt/mqtt-link.h
    model/mqtt/mqtt-packet-ids.h
    model/mqtt/mqtt-packet.h
    model/mqtt/mqtt-session.h
    model/mqtt/mqtt-string.h
    model/mqtt/mqtt-topic-tree.h
    model/keys/answer-tally.h
    model/keys/key-directory.h
    model/keys/key-operation-recorder.h
    model/keys/key-operation-table.h
    model/keys/key-operation.h
    model/keys/key-pool.h
    model/keys/key-store.h
    model/keys/message-clock.h
    model/keys/mtp-device.h
    model/keys/mtp-message.h
    model/keys/mtp-sender.h
    helper/host-helper.h
    helper/mtp-experiment.h
    helper/mtp-network.h
    helper/network-topology.h
    helper/resource-recorder.h
    helper/scenario-error.h
    helper/scenario-faults.h
    helper/scenario-fields.h
    helper/scenario-file.h
    helper/scenario-form.h
    helper/scenario-hosts.h
    helper/scenario-key.h
    helper/scenario-links.h
    helper/scenario-nodes.h
    helper/scenario-quantity.h
    helper/scenario-runner.h
    helper/scenario-schema.h
    helper/scenario-settings.h
    helper/scenario-sweep.h
    helper/scenario-value.h
    helper/scenario-yaml.h
    helper/scenario.h
    helper/sites-topology.h
    helper/star-topology.h
    helper/tree-topology.h
)

# Not in the umbrella header: they name OpenSSL or yaml-cpp, which users of the module need not have.
set(iot_ledger_private_headers
    model/crypto/checked-yaml.h
    model/crypto/openssl-library.h
)

set(iot_ledger_sources
    model/core/byte-io.cc
    model/core/csv-table.cc
    model/core/event-log.cc
    model/core/host.cc
    model/core/shared-bytes.cc
    model/core/strand.cc
    model/crypto/calibration-file.cc
    model/crypto/calibration-samples.cc
    model/crypto/calibration-workload.cc
    model/crypto/checked-yaml.cc
    model/crypto/crypto-calibration.cc
    model/crypto/crypto-profile-loader.cc
    model/crypto/crypto-profile.cc
    model/crypto/crypto.cc
    model/crypto/der-encoding.cc
    model/crypto/fingerprint.cc
    model/crypto/key-placeholder.cc
    model/crypto/loopback-connection.cc
    model/crypto/modelled-crypto.cc
    model/crypto/openssl-crypto.cc
    model/crypto/openssl-keys.cc
    model/crypto/openssl-library.cc
    model/crypto/openssl-operations.cc
    model/crypto/random-bytes.cc
    model/transport/indexed-tcp-l4-protocol.cc
    model/transport/indexed-tcp-socket.cc
    model/transport/ip-switch.cc
    model/transport/message-assembler.cc
    model/transport/message-channel.cc
    model/transport/single-link-routing.cc
    model/transport/tcp-message-channel.cc
    model/transport/tcp-transport.cc
    model/mqtt/mqtt-broker-packets.cc
    model/mqtt/mqtt-broker.cc
    model/mqtt/mqtt-client-session.cc
    model/mqtt/mqtt-client.cc
    model/mqtt/mqtt-connection-table.cc
    model/mqtt/mqtt-decoder.cc
    model/mqtt/mqtt-delivery-queue.cc
    model/mqtt/mqtt-encoder.cc
    model/mqtt/mqtt-framing.cc
    model/mqtt/mqtt-idle-timer.cc
    model/mqtt/mqtt-link.cc
    model/mqtt/mqtt-packet-ids.cc
    model/mqtt/mqtt-session.cc
    model/mqtt/mqtt-string.cc
    model/mqtt/mqtt-topic-tree.cc
    model/keys/answer-tally.cc
    model/keys/key-directory.cc
    model/keys/key-operation-recorder.cc
    model/keys/key-operation-table.cc
    model/keys/key-operation.cc
    model/keys/key-pool.cc
    model/keys/key-store.cc
    model/keys/message-clock.cc
    model/keys/mtp-device.cc
    model/keys/mtp-message.cc
    model/keys/mtp-sender.cc
    helper/host-helper.cc
    helper/mtp-experiment.cc
    helper/mtp-network.cc
    helper/network-topology.cc
    helper/resource-recorder.cc
    helper/scenario-error.cc
    helper/scenario-faults.cc
    helper/scenario-fields.cc
    helper/scenario-file.cc
    helper/scenario-form.cc
    helper/scenario-hosts.cc
    helper/scenario-key.cc
    helper/scenario-links.cc
    helper/scenario-nodes.cc
    helper/scenario-quantity.cc
    helper/scenario-runner.cc
    helper/scenario-schema.cc
    helper/scenario-settings.cc
    helper/scenario-sweep.cc
    helper/scenario-value.cc
    helper/scenario-yaml.cc
    helper/scenario.cc
    helper/sites-topology.cc
    helper/star-topology.cc
    helper/tree-topology.cc
)

set(iot_ledger_unit_tests
    test/answer-tally-test.cc
    test/byte-io-test.cc
    test/crypto-calibration-test.cc
    test/crypto-execution-test.cc
    test/crypto-modelled-test.cc
    test/crypto-profile-test.cc
    test/crypto-real-test.cc
    test/crypto-x509-test.cc
    test/csv-table-test.cc
    test/host-test.cc
    test/key-operation-test.cc
    test/key-store-test.cc
    test/message-assembler-test.cc
    test/mqtt-broker-costs-test.cc
    test/mqtt-broker-test.cc
    test/mqtt-client-session-test.cc
    test/mqtt-client-test.cc
    test/mqtt-codec-test.cc
    test/mqtt-connection-table-test.cc
    test/mqtt-framing-test.cc
    test/mqtt-idle-timer-test.cc
    test/mqtt-session-test.cc
    test/mqtt-string-test.cc
    test/mqtt-topic-tree-test.cc
    test/mtp-message-test.cc
    test/queueing-theory-test.cc
    test/scenario-test.cc
    test/shared-bytes-test.cc
    test/strand-test.cc
)

set(iot_ledger_integration_tests
    test/indexed-tcp-integration-test.cc
    test/mtp-integration-test.cc
    test/network-topology-integration-test.cc
    test/tcp-message-channel-integration-test.cc
)

set(iot_ledger_bindings
    bindings/iotledger-core.cc
)

set(iot_ledger_benches
    bench/bare-tcp-round.cc
    bench/verification-round.cc
)

set(iot_ledger_examples
    examples/mtp-four-devices.cc
)

foreach(file IN LISTS iot_ledger_headers iot_ledger_private_headers iot_ledger_sources
                      iot_ledger_unit_tests iot_ledger_integration_tests iot_ledger_bindings
                      iot_ledger_benches iot_ledger_examples
)
  if(NOT EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${file}")
    message(FATAL_ERROR "cmake/sources.cmake lists ${file}, which is not there")
  endif()
endforeach()

# A test that nobody listed would never run and never be missed.
file(GLOB iot_ledger_test_files RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}"
     "${CMAKE_CURRENT_SOURCE_DIR}/test/*-test.cc"
)
list(REMOVE_ITEM iot_ledger_test_files ${iot_ledger_unit_tests} ${iot_ledger_integration_tests})
if(iot_ledger_test_files)
  message(FATAL_ERROR "cmake/sources.cmake does not list ${iot_ledger_test_files}")
endif()
