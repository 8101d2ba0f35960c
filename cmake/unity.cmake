# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only

# Compiles sources of one folder together, a few at a time: what they include is read once for all. Those
# together share their unnamed namespaces: the compiler refuses a name that two of them give.
function(iot_ledger_unite target) # iot_ledger_unite(TARGET SOURCE...)
  set(together 8)
  foreach(source IN LISTS ARGN)
    get_filename_component(folder "${source}" DIRECTORY)
    string(MAKE_C_IDENTIFIER "${folder}" folder)
    if(NOT DEFINED count_${folder})
      set(count_${folder} 0)
    endif()
    math(EXPR group "${count_${folder}} / ${together}")
    math(EXPR count_${folder} "${count_${folder}} + 1")
    set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${folder}_${group}")
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # GCC takes a class in an included source for one of a header.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endfunction()
