#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets up, builds and runs every test; the last line is "N passed, N failed".
#
#   scripts/test.sh [release|debug|asan|tsan|clang] [arguments for ctest, such as -R layers]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

preset=${1:-release}
shift || true
case $preset in
    release | debug | asan | tsan | clang) ;;
    *) sed -n '3,5s/^# \{0,1\}//p' scripts/test.sh >&2; exit 2 ;;
esac

scripts/setup.sh test
# A build directory left by another generator or a moved checkout makes the first call fail; --fresh clears its cache.
cmake --preset "$preset" >/dev/null || cmake --fresh --preset "$preset"
cmake --build --preset "$preset"

# libomp itself is not instrumented: without this its own locks are reported as races.
export TSAN_OPTIONS="ignore_noninstrumented_modules=1 suppressions=$PWD/tests/tsan.supp${TSAN_OPTIONS:+:$TSAN_OPTIONS}"
export UBSAN_OPTIONS="print_stacktrace=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}"

log=build/$preset/tests.log
outcome=0
ctest --preset "$preset" --parallel 2 --timeout 300 --no-tests=error "$@" </dev/null 2>&1 | tee "$log" || outcome=$?

# ctest's own summary calls skipped tests passed; the last line here does not.
summary=$(grep -E '[0-9]+ tests? failed out of [0-9]+' "$log") || { echo "test: ctest ran no tests" >&2; exit 1; }
read -r failed total < <(sed -E 's/.* ([0-9]+) tests? failed out of ([0-9]+).*/\1 \2/' <<<"$summary")
skipped=$(grep -cE '^[[:space:]]+[0-9]+ - .* \(Skipped\)$' "$log" || true)
((skipped == 0)) || echo "$skipped skipped (listed above)"
echo "$((total - failed - skipped)) passed, $failed failed"
((outcome == 0 && failed == 0))
