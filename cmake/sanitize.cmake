# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only

# CMAKE_BUILD_TYPE=Sanitize, with clang: AddressSanitizer, UndefinedBehaviorSanitizer, LeakSanitizer,
# our assertions (ns-3's installed libraries have none), and what libFuzzer needs to see its way.
# One build serves the fuzzers and the tests, as compiling is what takes the time.
set(CMAKE_CXX_FLAGS_SANITIZE
    "-O1 -g1 -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -DNS3_ASSERT_ENABLE"
)

# What `./iot-ledger test fuzz` needs.
function(iot_ledger_add_fuzzers)
  add_custom_target(fuzzers)
  foreach(source IN LISTS iot_ledger_fuzzers)
    get_filename_component(name "${source}" NAME_WE)
    add_executable(${name} ${source})
    target_link_libraries(${name} PRIVATE iot-ledger)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers ${name})
  endforeach()
endfunction()
