# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only

# The tests and the fuzzers under clang's sanitizers, for the driver (which sets root, build, python, die
# and build_targets). Everything they make stays in build-sanitize/.
# shellcheck shell=bash disable=SC2154

sanitized=$root/build-sanitize
fuzzers=(mqtt-codec mqtt-broker scenario)

# shellcheck disable=SC2034 # build_targets reads the variables
build_sanitized() { # build_sanitized TARGET...
    local build=$sanitized
    local cmake_options=(-DCMAKE_BUILD_TYPE=Sanitize -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++)
    set_up clang libclang-rt-dev
    build_targets "$@"
}

# Side by side: each has one thread.
test_sanitized() { # test_sanitized REPORT (without -unit.xml and -integration.xml)
    local kind process status=0 processes=()
    for kind in unit integration; do
        timeout --foreground 30m "$sanitized/bin/iot-ledger-$kind-tests" --gtest_brief=1 \
            --gtest_output="xml:$1-$kind.xml" &
        processes+=($!)
    done
    for process in "${processes[@]}"; do
        wait "$process" || status=$?
    done
    return $status
}

# Lets one fuzzer run from its seeds and what it found before.
fuzz() { # fuzz NAME SECONDS
    local name=$1 work=$sanitized/fuzz/$1 seeds=() dictionary=$root/test/fuzz/${1%%-*}.dict
    mkdir -p "$work/found" "$work/seeds"
    if [[ $name == scenario ]]; then
        seeds=("$root/test/fuzz/scenario-seeds" "$root/scenarios")
    else
        "$python" "$root/tools/fuzz_seeds.py" "$root/test/fuzz/$name.seeds" "$work/seeds" || return 1
        seeds=("$work/seeds")
    fi
    # Keeping little of each allocation's history doubles the speed.
    ASAN_OPTIONS=malloc_context_size=2:quarantine_size_mb=32 \
        "$sanitized/bin/$name-fuzzer" -max_total_time="$2" -max_len=4096 -timeout=60 -rss_limit_mb=1024 \
        -dict="$dictionary" -artifact_prefix="$work/" -print_final_stats=1 "$work/found" "${seeds[@]}"
}

# Runs the fuzzers side by side; each counts as a test. Names the input that a failing one stumbled over.
test_fuzz() { # test_fuzz REPORT (without .xml) SECONDS
    local name log reproducer status=0 processes=() cases=""
    mkdir -p "$sanitized/fuzz"
    for name in "${fuzzers[@]}"; do
        fuzz "$name" "$2" >"$sanitized/fuzz/$name.log" 2>&1 &
        processes+=($!)
    done
    for name in "${fuzzers[@]}"; do
        log=$sanitized/fuzz/$name.log
        if wait "${processes[0]}"; then
            cases+="<testcase name=\"$name\"/>"
        else
            status=1
            cases+="<testcase name=\"$name\"><failure/></testcase>"
            tail -n 40 -- "$log" >&2
            reproducer=$(sed -n 's/.*Test unit written to //p' "$log" | tail -n 1)
            echo "iot-ledger: the $name fuzzer failed, see $log; input: ${reproducer:-none}" >&2
        fi
        processes=("${processes[@]:1}")
    done
    echo "<testsuite>$cases</testsuite>" >"$1.xml"
    return $status
}
