# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only

# Builds and tests the project as contrib/iot-ledger of an ns-3 source tree, for the driver (which sets
# root, python, die and set_up). Everything it makes stays in build-contrib/.
# shellcheck shell=bash disable=SC2154

contrib=$root/build-contrib

# Fetches Debian's ns-3 source package, leaving the system's apt configuration and lists alone.
fetch_ns3() {
    [[ ! -d $contrib/source ]] || return 0
    set_up dpkg-dev
    echo "iot-ledger: fetching the ns-3 source" >&2
    local work=$contrib/fetch list
    rm -rf -- "$work"
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/source"
    "$python" "$root/tools/deb_src.py" "$work/mirrors" || return 1
    for list in "$work"/mirrors/*.sources; do
        local apt=(apt-get -qq -o "Dir::Etc::SourceList=$list" -o Dir::Etc::SourceParts=/dev/null
            -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache"
            -o APT::Sandbox::User=)
        if (cd "$work/source" && "${apt[@]}" update && "${apt[@]}" source ns3) >"$work/log" 2>&1; then
            mv -- "$work/source" "$contrib/source" # only a whole tree gets this name
            rm -rf -- "$work"
            return
        fi
    done
    cat "$work/log" >&2
    return 1
}

# Gives the tree the project's folders one by one: a link to the whole would lead round in a circle,
# as the tree lies inside the project.
link_module() { # link_module NS3_TREE
    local entry module=$1/contrib/iot-ledger
    rm -rf -- "$module"
    mkdir -p "$module"
    for entry in CMakeLists.txt bench bindings cmake examples helper model profiles test; do
        ln -s -- "$root/$entry" "$module/$entry"
    done
}

# Builds what changed and runs the suite under ns-3's test.py, which writes REPORT.xml.
test_contrib() { # test_contrib REPORT (without .xml)
    local tree
    fetch_ns3 || return 1
    tree=$(dirname -- "$(compgen -G "$contrib/source/ns3-*/ns-3.*/test.py")") || return 1
    link_module "$tree"
    # ns-3's build sets ccache options of its own: not in the user's configuration. What another clone
    # compiled serves here too.
    export CCACHE_CONFIGPATH=$contrib/ccache.conf CCACHE_BASEDIR=$contrib/source CCACHE_NOHASHDIR=1
    touch -- "$CCACHE_CONFIGPATH"
    (
        cd "$tree" || exit 1
        PATH=/usr/bin:$PATH # ns-3 takes the first python3 there is
        if ! is_configured "$tree" "$tree/cmake-cache"; then
            rm -rf -- cmake-cache build
            # The default profile keeps assertions and logs, which Debian's libraries lack. Light
            # optimization without debugging symbols halves the time to build ns-3.
            "$python" ns3 configure -G Ninja -d default --disable-gtk --enable-tests \
                --enable-modules=iot-ledger --filter-module-examples-and-tests=iot-ledger -- \
                -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -D_GLIBCXX_ASSERTIONS" \
                >"$contrib/configure.log" 2>&1 || { cat "$contrib/configure.log" && exit 1; }
        fi
        echo "iot-ledger: building in the ns-3 tree (minutes the first time)" >&2
        ninja -C cmake-cache -j "$(nproc)" test-runner >"$contrib/build.log" 2>&1 ||
            { tail -n 60 "$contrib/build.log" && exit 1; }
        timeout --foreground 20m "$python" test.py --no-build --suite=iot-ledger --xml="$1" && exit
        # test.py keeps to itself what GoogleTest said.
        GTEST_BRIEF=1 timeout --foreground 20m build/utils/*test-runner* --suite=iot-ledger
        exit 1
    )
}
