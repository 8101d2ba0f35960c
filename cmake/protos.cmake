# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only

# Compiles iot_ledger_protos. Sets iot_ledger_proto_sources and iot_ledger_proto_folder, where the
# headers are; both builds read it.

find_package(Protobuf REQUIRED)

set(iot_ledger_proto_folder "${CMAKE_CURRENT_BINARY_DIR}/proto")
file(MAKE_DIRECTORY "${iot_ledger_proto_folder}")
set(iot_ledger_proto_sources "")
set(proto_headers "")
set(proto_paths "")
foreach(proto IN LISTS iot_ledger_protos)
  get_filename_component(name "${proto}" NAME_WE)
  list(APPEND iot_ledger_proto_sources "${iot_ledger_proto_folder}/${name}.pb.cc")
  list(APPEND proto_headers "${iot_ledger_proto_folder}/${name}.pb.h")
  list(APPEND proto_paths "${CMAKE_CURRENT_SOURCE_DIR}/${proto}")
endforeach()
add_custom_command(
  OUTPUT ${iot_ledger_proto_sources} ${proto_headers}
  COMMAND protobuf::protoc -I "${CMAKE_CURRENT_SOURCE_DIR}/model/fabric/proto"
          "--cpp_out=${iot_ledger_proto_folder}" ${proto_paths}
  DEPENDS ${proto_paths} protobuf::protoc
  COMMENT "Compiling the Fabric messages"
)
add_custom_target(iot-ledger-protos DEPENDS ${iot_ledger_proto_sources} ${proto_headers})
