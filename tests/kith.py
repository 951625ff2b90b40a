# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests in cli/ and model/ share: the program as a user calls it, its states, and a folder of one's own for each test.

ctest sets KITH (the program) and KITH_BUILD (the build directory); by hand build/release is taken. Threads that wait do not spin: tests run more of
them than there are processors.
"""
import itertools
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import h5py

os.environ.setdefault("OMP_WAIT_POLICY", "passive")
ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = pathlib.Path(os.environ.get("KITH_BUILD", ROOT / "build/release")).resolve()
PROGRAM = pathlib.Path(os.environ.get("KITH", BUILD / "kith")).resolve()
DUMP_STATES = BUILD / "tests/dump_states"
SCENARIOS = ROOT / "scenarios"
TINY = SCENARIOS / "tiny.yaml"


def command(*words):
    """The program's command line; a pair ("path", value) stands for --set path=value."""
    line = [str(PROGRAM)]
    for word in words:
        line += ["--set", f"{word[0]}={word[1]}"] if isinstance(word, tuple) else [str(word)]
    return line


def kith(*words, cwd=ROOT, **options):
    """Runs the program to its end; returncode, stdout and stderr as text."""
    return subprocess.run(command(*words), capture_output=True, text=True, cwd=cwd, stdin=subprocess.DEVNULL, **options)


def digest_in(text):
    """The digest that a finished run prints."""
    return re.search(r"^digest of the results: ([0-9a-f]{32})$", text, re.MULTILINE)[1]


def states(scenario, arm, replicate, *sets, parallel=False):
    """Every state of every week: {week: [line, ...]}, as dump_states prints them; the columns are under the key None."""
    line = [DUMP_STATES, scenario, arm, str(replicate), *["--parallel"] * parallel]
    for path, value in sets:
        line += ["--set", f"{path}={value}"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(f"dump_states ended with {done.returncode}: {done.stderr}")
    weeks, lines = {}, []
    for row in done.stdout.splitlines():
        if row.startswith("columns,"):
            weeks[None] = row.split(",")[1:]
        elif row.startswith("week,"):
            lines = weeks[int(row[5:])] = []
        else:
            lines.append(row)
    return weeks


class Case(unittest.TestCase):
    """A test with a folder of its own, self.folder, and runs in it."""

    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kith-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        """Writes a file (text or bytes) into the folder; its path."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def run_to(self, name, *words):
        """kith run WORDS -o FOLDER/NAME.h5, which must succeed; the file and the digest that was printed, which the file must bear too."""
        path = self.folder / f"{name}.h5"
        done = kith("run", *words, "-o", path)
        self.assertEqual(done.returncode, 0, done.stderr)
        with h5py.File(path) as file:
            self.assertEqual(file.attrs["results_digest"], digest_in(done.stdout))
        return path, digest_in(done.stdout)

    def digest(self, *words):
        """Digest of a run whose file is not kept."""
        path, digest = self.run_to("passing", *words)
        path.unlink()
        return digest

    def assert_same_states(self, one, other, until=None):
        """Two answers of states() agree, before a week if one is given; the first few lines that differ are shown."""
        self.assertEqual(one.keys(), other.keys())
        for week in one:
            if one[week] != other[week] and (until is None or week is None or week < until):
                pairs = [pair for pair in itertools.zip_longest(one[week], other[week]) if pair[0] != pair[1]]
                self.fail(f"week {week}: {len(pairs)} lines differ, first {pairs[:3]}")


class TinyRun(Case):
    """Of one run of tiny.yaml, self.path: arms informal and formal, four replicates."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="kith-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.path = pathlib.Path(folder.name) / "tiny.h5"
        done = kith("run", TINY, "-o", cls.path, "--quiet")
        if done.returncode:
            raise AssertionError(done.stderr)
