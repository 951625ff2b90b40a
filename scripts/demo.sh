#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Friends alone against a programme of trained supporters: sets up, builds, runs, prints the outcomes, draws the pictures, writes the page.
#
#   scripts/demo.sh [options of kith run, such as --replicates 6 or --set arms.formal.programme.supporters=50]
#
# results/ is written anew each time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/setup.sh build
# A build directory left by another generator or a moved checkout makes the first call fail; --fresh clears its cache.
cmake --preset release >/dev/null || cmake --fresh --preset release
echo "building kith (a minute the first time; build/release/build.log)"
cmake --build --preset release --target kith >build/release/build.log 2>&1 || { tail -n 40 build/release/build.log; exit 1; }

results=results/informal_vs_formal.h5
mkdir -p results
build/release/kith run scenarios/informal_vs_formal.yaml -o "$results" --overwrite "$@"

# Debian's own Python has the packages; another python3 may come first in PATH.
python=$(command -v -p python3)
"$python" scripts/plot.py "$results" results
build/release/kith report "$results" --overwrite # results/informal_vs_formal.html
