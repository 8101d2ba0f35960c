# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only

# Compiles sources of one folder together, a few at a time: what they include is read once for all. Those
# together share their unnamed namespaces: the compiler refuses a name that two of them give. They are
# the same together in both builds, so that either build tells of it.
set(iot_ledger_together 8)
foreach(kind sources unit_tests integration_tests)
  foreach(source IN LISTS iot_ledger_${kind})
    get_source_file_property(group "${source}" UNITY_GROUP)
    if(group)
      continue() # it serves two kinds of tests
    endif()
    get_filename_component(folder "${source}" DIRECTORY)
    string(MAKE_C_IDENTIFIER "${kind}_${folder}" group)
    if(NOT DEFINED iot_ledger_count_${group})
      set(iot_ledger_count_${group} 0)
    endif()
    math(EXPR number "${iot_ledger_count_${group}} / ${iot_ledger_together}")
    math(EXPR iot_ledger_count_${group} "${iot_ledger_count_${group}} + 1")
    set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${group}_${number}")
  endforeach()
endforeach()

function(iot_ledger_unite target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # GCC takes a class in an included source for one of a header.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endfunction()
