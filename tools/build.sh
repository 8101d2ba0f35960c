# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only

# Set-up and build, for the driver (which sets root, build, python and die).
# shellcheck shell=bash disable=SC2154

# The CMake targets of libns3-dev name files of ns3 and of the GSL, SQLite, libxml2 and Python packages
# without depending on them.
packages=(
    ca-certificates g++ cmake ninja-build ccache
    libns3-dev ns3 libgsl-dev libsqlite3-dev libxml2-dev
    libssl-dev libprotobuf-dev protobuf-compiler libnghttp2-dev pkg-config libyaml-cpp-dev nlohmann-json3-dev libboost-dev libjemalloc2
    pybind11-dev python3-dev libgtest-dev
    python3 python3-numpy python3-pandas python3-matplotlib python3-plotly
    python3-yaml python3-rich python3-pytest
)

# What only the tests need, to compare with: tshark judges packets, mosquitto is a real broker.
test_packages=(mosquitto tshark)

cmake_options=() # of the build in hand

# Installs those of the named Debian packages that are missing. Silent when none is.
set_up() { # set_up PACKAGE...
    if ! command -v dpkg-query >/dev/null; then
        echo "iot-ledger: not a Debian system, taking these to be installed: $*" >&2
        return
    fi
    local installed package missing=()
    installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null) || true
    for package in "$@"; do
        [[ $'\n'$installed$'\n' == *$'\n'"installed $package"$'\n'* ]] || missing+=("$package")
    done
    [[ ${#missing[@]} -gt 0 ]] || return 0

    echo "iot-ledger: installing ${missing[*]}" >&2
    local apt=(apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
    if [[ $EUID -ne 0 ]]; then
        command -v sudo >/dev/null || die 1 "install as root: apt-get install ${missing[*]}"
        apt=(sudo DEBIAN_FRONTEND=noninteractive "${apt[@]}")
    fi
    export DEBIAN_FRONTEND=noninteractive
    # A stale or unreachable secondary source must not stop what the others can install.
    "${apt[@]}" update >&2 || echo "iot-ledger: apt-get update failed, trying to install all the same" >&2
    "${apt[@]}" install --yes --no-install-recommends "${missing[@]}" </dev/null >&2 ||
        die 1 "could not install: ${missing[*]}"
}

configure() { # configure [--fresh]
    cmake "$@" "${cmake_options[@]}" -G Ninja -S "$root" -B "$build" >"$build/configure.log" 2>&1 ||
        { cat "$build/configure.log" >&2 && die 1 "CMake could not configure the build"; }
    grep --after-context=3 '^CMake Warning' "$build/configure.log" >&2 || true
}

# A build folder that was copied or moved here still names its old place.
is_configured() { # is_configured SOURCE BUILD
    [[ -f $2/build.ninja ]] &&
        grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$1" "$2/CMakeCache.txt" 2>/dev/null &&
        grep -qxF "CMAKE_CACHEFILE_DIR:INTERNAL=$2" "$2/CMakeCache.txt"
}

# Brings the named targets up to date; silent when they are.
build_targets() { # build_targets TARGET...
    set_up "${packages[@]}"
    mkdir -p "$build"
    {
        flock 9 # two commands started together build once
        if ! is_configured "$root" "$build"; then
            echo "iot-ledger: configuring" >&2
            configure --fresh
        fi
        local plan
        # A plan cannot be made when, say, a library that was there is gone: look for it anew.
        plan=$(ninja -C "$build" -n "$@" 2>&1) || configure --fresh
        if [[ $plan != *"ninja: no work to do."* ]]; then
            echo "iot-ledger: building" >&2
            ninja -C "$build" -j "$(nproc)" "$@" >&2 9>&- || die 1 "the build failed"
        fi
    } 9>"$build/.lock"
}
