# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only

# The build inside an ns-3 source tree: only ns-3's own macros.

find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto SSL)
find_package(yaml-cpp REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(nghttp2 REQUIRED IMPORTED_TARGET libnghttp2)
find_package(Boost REQUIRED)
find_package(nlohmann_json 3 REQUIRED)
find_package(GTest QUIET)

include(cmake/folders.cmake)

set(iot_ledger_test_sources)
if(TARGET GTest::gtest)
  set(iot_ledger_test_sources test/iot-ledger-test-suite.cc ${iot_ledger_unit_tests}
                              ${iot_ledger_integration_tests}
  )
  list(REMOVE_DUPLICATES iot_ledger_test_sources)
else()
  message(STATUS "iot-ledger: GoogleTest not found, its tests are left out")
endif()

include(cmake/protos.cmake)
include(cmake/unity.cmake)
# ns-3 exports what stands here without a condition, and CMake refuses a build folder in that.
include_directories("$<BUILD_INTERFACE:${iot_ledger_proto_folder}>")

build_lib(
  LIBNAME iot-ledger
  SOURCE_FILES ${iot_ledger_sources} ${iot_ledger_proto_sources}
  HEADER_FILES ${iot_ledger_headers}
  PRIVATE_HEADER_FILES ${iot_ledger_private_headers}
  LIBRARIES_TO_LINK ${iot_ledger_ns3_libraries} OpenSSL::SSL OpenSSL::Crypto yaml-cpp
                    protobuf::libprotobuf PkgConfig::nghttp2 nlohmann_json::nlohmann_json
  TEST_SOURCES ${iot_ledger_test_sources}
)

# Its objects are those of a library of their own, but not with Xcode.
if(TARGET libiot-ledger-obj)
  iot_ledger_unite(libiot-ledger-obj)
endif()
if(TARGET libiot-ledger-test)
  target_link_libraries(libiot-ledger-test GTest::gtest)
  iot_ledger_unite(libiot-ledger-test)
endif()
