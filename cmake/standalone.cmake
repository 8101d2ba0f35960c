# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only

# The build against an installed ns-3.

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Release, RelWithDebInfo, Debug or Sanitize" FORCE)
endif()
if(CMAKE_BUILD_TYPE STREQUAL Sanitize)
  include(cmake/sanitize.cmake)
endif()
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

# Debian's interpreter has Debian's packages; another python3 may stand first on PATH.
if(NOT Python_EXECUTABLE AND EXISTS /usr/bin/python3)
  set(Python_EXECUTABLE /usr/bin/python3)
endif()
set(PYBIND11_FINDPYTHON ON)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # What ccache's manual asks for with precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros "${CCACHE_PROGRAM}"
  )
  add_compile_options(
    $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>
    "$<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>"
  )
endif()

find_package(ns3 3.37 REQUIRED)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto SSL)
find_package(yaml-cpp REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(nghttp2 REQUIRED IMPORTED_TARGET libnghttp2)
find_package(Boost REQUIRED)
find_package(nlohmann_json 3 REQUIRED)
find_package(Python REQUIRED COMPONENTS Interpreter Development.Module)
find_package(pybind11 REQUIRED)
find_package(GTest REQUIRED)

add_compile_options(-Wall -Wextra)

# ns-3 flattens all public headers into ns3/: one-line headers make those paths true here.
get_target_property(ns3_include_folders ns3::libcore INTERFACE_INCLUDE_DIRECTORIES)
set(forwarding_folder "${CMAKE_BINARY_DIR}/include/ns3")
set(forwarding_headers "${forwarding_folder}/iot-ledger-module.h")
set(umbrella "")
foreach(header IN LISTS iot_ledger_headers iot_ledger_private_headers)
  get_filename_component(name "${header}" NAME)
  foreach(folder IN LISTS ns3_include_folders)
    if(EXISTS "${folder}/ns3/${name}")
      message(FATAL_ERROR "${header}: ns-3 already has a header of this name")
    endif()
  endforeach()
  if("${forwarding_folder}/${name}" IN_LIST forwarding_headers)
    message(FATAL_ERROR "${header}: another header of the project has this name")
  endif()
  # Relative, so that a compiler cache serves every clone of the project.
  file(RELATIVE_PATH path "${forwarding_folder}" "${CMAKE_SOURCE_DIR}/${header}")
  file(CONFIGURE OUTPUT "${forwarding_folder}/${name}" CONTENT "#include \"${path}\"\n" @ONLY)
  list(APPEND forwarding_headers "${forwarding_folder}/${name}")
  if(header IN_LIST iot_ledger_headers)
    string(APPEND umbrella "#include \"ns3/${name}\"\n")
  endif()
endforeach()
file(CONFIGURE OUTPUT "${forwarding_folder}/iot-ledger-module.h" CONTENT "${umbrella}" @ONLY)
file(GLOB stale_headers "${forwarding_folder}/*.h")
list(REMOVE_ITEM stale_headers ${forwarding_headers})
if(stale_headers)
  file(REMOVE ${stale_headers})
endif()

include(cmake/folders.cmake)
include(cmake/protos.cmake)
include(cmake/unity.cmake)
add_library(iot-ledger SHARED ${iot_ledger_sources} ${iot_ledger_proto_sources})
add_dependencies(iot-ledger iot-ledger-protos)
set_target_properties(iot-ledger PROPERTIES OUTPUT_NAME ns3-iot-ledger LINKER_LANGUAGE CXX)
target_include_directories(iot-ledger PUBLIC "${CMAKE_BINARY_DIR}/include")
target_link_libraries(
  iot-ledger
  PUBLIC ns3::libcore ns3::libnetwork ns3::libinternet ns3::libpoint-to-point Boost::headers
  PRIVATE OpenSSL::SSL OpenSSL::Crypto yaml-cpp protobuf::libprotobuf PkgConfig::nghttp2
          nlohmann_json::nlohmann_json
)
target_include_directories(iot-ledger PRIVATE "${iot_ledger_proto_folder}")
set_source_files_properties(${iot_ledger_proto_sources} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
iot_ledger_unite(iot-ledger)
target_precompile_headers(
  iot-ledger
  PRIVATE <ns3/log.h>
          <ns3/node.h>
          <ns3/pointer.h>
          <ns3/simulator.h>
          <ns3/tcp-socket-base.h>
          <ns3/uinteger.h>
          <algorithm>
          <map>
          <memory>
          <optional>
          <sstream>
          <string>
          <vector>
)

# What `./iot-ledger run` needs.
add_custom_target(runtime DEPENDS iot-ledger)
if(iot_ledger_bindings)
  pybind11_add_module(_core NO_EXTRAS ${iot_ledger_bindings})
  set_target_properties(
    _core PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/python/iotledger"
  )
  target_link_libraries(_core PRIVATE iot-ledger)
  target_compile_definitions(_core PRIVATE IOT_LEDGER_NS3_VERSION="${ns3_VERSION}")
  add_dependencies(runtime _core)
endif()

# What `./iot-ledger test` needs. Tests look behind the public headers: they may use
# the libraries themselves.
add_custom_target(tests)
foreach(kind unit integration)
  if(iot_ledger_${kind}_tests)
    add_executable(iot-ledger-${kind}-tests ${iot_ledger_${kind}_tests})
    target_link_libraries(
      iot-ledger-${kind}-tests PRIVATE iot-ledger OpenSSL::SSL OpenSSL::Crypto yaml-cpp
                                       protobuf::libprotobuf PkgConfig::nghttp2
                                       nlohmann_json::nlohmann_json GTest::gtest_main
    )
    target_include_directories(
      iot-ledger-${kind}-tests PRIVATE "${iot_ledger_proto_folder}"
    )
    # Compiling takes longer than running them: what they test has all the optimisation and checks.
    if(CMAKE_BUILD_TYPE STREQUAL Sanitize)
      target_compile_options(
        iot-ledger-${kind}-tests PRIVATE -O0 -fno-sanitize=fuzzer-no-link,undefined
      )
    elseif(CMAKE_BUILD_TYPE STREQUAL Release)
      target_compile_options(iot-ledger-${kind}-tests PRIVATE -O1)
    endif()
    target_precompile_headers(
      iot-ledger-${kind}-tests PRIVATE <ns3/node.h> <ns3/simulator.h> <gtest/gtest.h>
    )
    iot_ledger_unite(iot-ledger-${kind}-tests)
    add_dependencies(tests iot-ledger-${kind}-tests)
  endif()
endforeach()

# Its animation judges ours.
target_link_libraries(iot-ledger-integration-tests PRIVATE ns3::libnetanim)
target_compile_definitions(iot-ledger-integration-tests PRIVATE IOT_LEDGER_HAS_NETANIM)

if(CMAKE_BUILD_TYPE STREQUAL Sanitize)
  iot_ledger_add_fuzzers()
endif()

# What `./iot-ledger bench` needs.
add_custom_target(benches)
foreach(source IN LISTS iot_ledger_benches)
  get_filename_component(name "${source}" NAME_WE)
  add_executable(${name} ${source})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bench")
  target_link_libraries(${name} PRIVATE iot-ledger)
  add_dependencies(benches ${name})
endforeach()

add_subdirectory(examples)
