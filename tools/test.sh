# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only

# The test command, for the driver (which sets root, build, python, die and build_targets).
# shellcheck shell=bash disable=SC2154

# shellcheck source=tools/contrib.sh
source "$root/tools/contrib.sh"

# What the tests compare with.
python_test_packages=(mosquitto)

run_part() { # run_part PART REPORT (without .xml)
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
    contrib)
        test_contrib "$2"
        ;;
    esac
}

run_tests() { # run_tests [PART]
    [[ $# -le 1 ]] || die 2 "'test' takes one part, got '$2' too"
    local parts part report status counts passed=0 failed=0
    case ${1:-all} in
    all) parts=(unit integration python contrib) ;;
    unit | integration | python | contrib) parts=("$1") ;;
    *) die 2 "unknown part '$1'; expected unit, integration, python, contrib or all" ;;
    esac

    if [[ ${parts[*]} == contrib ]]; then
        set_up "${packages[@]}"
    else
        set_up "${packages[@]}" "${test_packages[@]}"
        build_targets runtime tests
    fi
    [[ " ${parts[*]} " != *" python "* ]] || set_up "${python_test_packages[@]}"
    for part in "${parts[@]}"; do
        echo "== $part"
        report=$build/test-reports/$part
        mkdir -p "$build/test-reports"
        rm -f -- "$report.xml"
        status=0
        run_part "$part" "$report" || status=$?
        counts=$("$python" "$root/tools/tally.py" "$report.xml") || counts="0 0"
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
