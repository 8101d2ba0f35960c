# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only

# The test command, for the driver (which sets root, build, python, die and build_targets).
# shellcheck shell=bash disable=SC2154

# shellcheck source=tools/contrib.sh
source "$root/tools/contrib.sh"
# shellcheck source=tools/sanitize.sh
source "$root/tools/sanitize.sh"

run_part() { # run_part PART REPORT (without .xml, or what begins the names of several)
    case $1 in
    unit | integration) # a test that hangs must not hold up the others for ever
        timeout --foreground 20m "$build/bin/iot-ledger-$1-tests" --gtest_brief=1 --gtest_output="xml:$2.xml"
        ;;
    python)
        (
            cd "$root" || exit 1
            PYTHONPATH=$root/analysis PYTHONDONTWRITEBYTECODE=1 "$python" -m pytest --quiet \
                -p no:cacheprovider --junitxml="$2.xml" test/python
        )
        ;;
    sanitize)
        (build_sanitized iot-ledger-{unit,integration}-tests) && test_sanitized "$2"
        ;;
    fuzz)
        (build_sanitized fuzzers) && test_fuzz "$2" "$fuzz_seconds"
        ;;
    contrib)
        test_contrib "$2"
        ;;
    esac
}

run_tests() { # run_tests [PART] [--seconds N]
    local all=(unit integration python sanitize fuzz contrib) fuzz_seconds=30
    local parts part report status counts passed=0 failed=0
    case ${1:-all} in
    all) parts=("${all[@]}") ;;
    unit | integration | python | sanitize | fuzz | contrib) parts=("$1") ;;
    *) die 2 "unknown part '$1'; expected $(printf '%s, ' "${all[@]}")or all" ;;
    esac
    if [[ ${1:-} == fuzz && ${2:-} == --seconds ]]; then
        [[ ${3:-} =~ ^[1-9][0-9]{0,5}$ ]] || die 2 "--seconds takes a whole number above 0, got '${3:-}'"
        fuzz_seconds=$3
        shift 2
    fi
    [[ $# -le 1 ]] || die 2 "'test' takes one part (and fuzz --seconds N), got '$2' too"

    case ${parts[*]} in
    contrib | sanitize | fuzz) set_up "${packages[@]}" ;;
    *)
        set_up "${packages[@]}" "${test_packages[@]}"
        build_targets runtime tests
        ;;
    esac
    for part in "${parts[@]}"; do
        echo "== $part"
        report=$build/test-reports/$part
        mkdir -p "$build/test-reports"
        rm -f -- "$report"*.xml
        status=0
        run_part "$part" "$report" || status=$?
        counts=$("$python" "$root/tools/tally.py" "$report"*.xml) || counts="0 0"
        passed=$((passed + ${counts% *}))
        failed=$((failed + ${counts#* }))
        # A part that broke without naming a failed test, or ran none, has failed itself.
        if [[ ${counts#* } -eq 0 && ($status -ne 0 || ${counts% *} -eq 0) ]]; then
            echo "iot-ledger: the $part tests did not run to their end (exit code $status)" >&2
            failed=$((failed + 1))
        fi
    done
    echo "$passed passed, $failed failed"
    [[ $failed -eq 0 ]]
}
