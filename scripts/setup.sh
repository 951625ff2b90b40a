#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the Debian 12 packages that kith needs and that are missing. Asks nothing; does nothing if all are there.
#
#   scripts/setup.sh [build|test]      build: enough for demo.sh; test (default): for test.sh too, with any of its presets
set -euo pipefail

# build tools; git names the revision in each results file
packages=(cmake ninja-build pkg-config gcc g++ git ca-certificates)
# igraph, and the libraries that linking it needs but libigraph-dev does not pull in
packages+=(libigraph-dev libarpack2-dev libplfit-dev libblas-dev liblapack-dev libgmp-dev)
# the other libraries of the simulator: flows, output, scenarios, rosters, calendars, draws, numerics, digests
packages+=(libglpk-dev libhdf5-dev libyaml-dev libcsv-dev libical-dev librandom123-dev libgsl-dev libxxhash-dev)
# the page of kith report: its figures (Vega, which becomes part of the program), their numbers as JSON, its security policy
packages+=(libjs-vega libjansson-dev libssl-dev)
# the unit tests, which every build compiles
packages+=(libcmocka-dev)
# the demo's pictures
packages+=(python3 python3-numpy python3-xarray python3-h5netcdf python3-netcdf4 python3-scipy python3-matplotlib)
# spreadsheets to CSV (scripts/xlsx_to_csv.py)
packages+=(python3-openpyxl)
# tests only: readers of the output, and the statistics that results are held against
test_packages=(chromium chromium-driver python3-selenium) # the browser that pages are tested in
test_packages+=(python3-yaml python3-h5py python3-pandas netcdf-bin r-base-core r-cran-ncdf4)
# the other compiler, whose results must be gcc's; its OpenMP, and libarcher, which tells the thread sanitizer about OpenMP
test_packages+=(clang libomp-dev)

case "${1:-test}" in
    build) ;;
    test) packages+=("${test_packages[@]}") ;;
    *) echo "usage: scripts/setup.sh [build|test]" >&2; exit 2 ;;
esac

fail() { # sentence, packages...
    printf 'setup: %s Please install by hand:\n  %s\n' "$1" "${*:2}" >&2
    exit 1
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    fail "this is not a Debian system (no dpkg-query or apt-get). The names below are Debian 12's." "${packages[@]}"
fi

installed=" $(dpkg-query -W -f='${db:Status-Status}:${Package} ' "${packages[@]}" 2>/dev/null || true)"
missing=()
for package in "${packages[@]}"; do
    [[ $installed == *" installed:$package "* ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
    echo "setup: nothing to install"
    exit 0
fi

as_root=(env DEBIAN_FRONTEND=noninteractive)
if ((EUID != 0)); then
    command -v sudo >/dev/null || fail "installing needs root, and there is no sudo." "${missing[@]}"
    ask=()
    [[ -t 0 ]] || ask=(-n) # nobody there to type a password
    sudo "${ask[@]}" true || fail "installing needs root, and sudo refused." "${missing[@]}"
    as_root=(sudo "${ask[@]}" "${as_root[@]}")
fi

echo "setup: installing ${missing[*]}"
apt=("${as_root[@]}" apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120)
"${apt[@]}" update </dev/null || fail "apt-get update failed (see above)." "${missing[@]}"
"${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null || fail "apt-get install failed (see above)." "${missing[@]}"
