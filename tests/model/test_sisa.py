# SPDX-License-Identifier: GPL-3.0-or-later
"""Frozen ties, constant rates and no support are the textbook discrete-time SISa process on the same graph.

The program's long-run prevalence lies within 3 standard errors of that of an implementation with its own generator.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from reference_model import textbook_sisa  # noqa: E402

SCENARIO = "scenarios/sisa.yaml"
BUILD = pathlib.Path(os.environ.get("KITH_BUILD", ROOT / "build/release"))
KITH = os.environ.get("KITH", str(BUILD / "kith"))
ONSET, RECOVERY, START = 0.005, 1 / 20, 0.2  # as in the scenario
BURN_IN, YEARS = 3, 3


def graph(settings):
    """Edges of the program's graph, as seats, from the states of its first week."""
    with subprocess.Popen([BUILD / "tests/dump_states", SCENARIO, "base", "1", *settings], cwd=ROOT, text=True,
                          stdout=subprocess.PIPE) as dump:
        edges, weeks = [], 0
        for line in dump.stdout:
            weeks += line.startswith("week,")
            if weeks > 1:
                break
            if line.startswith("t,"):
                one, other = (int(cell) & 0xFFFFF for cell in line.split(",")[1:3])
                if one < other:
                    edges.append((one, other))
        dump.kill()
    return edges


class Sisa(unittest.TestCase):
    def compare(self, students, mean_degree, ratio, replicates, *settings):
        options = [part for setting in (f"school.intake={students}", f"distress.influence_ratio={ratio}", f"run.years={YEARS}",
                                        f"run.burn_in_years={BURN_IN}", *settings) for part in ("--set", setting)]
        edges = graph(options)
        self.assertAlmostEqual(2 * len(edges) / students, mean_degree, delta=0.01)
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([KITH, "run", SCENARIO, "-q", "-r", str(replicates), "-o", f"{folder}/sisa.h5", *options], cwd=ROOT,
                           check=True)
            with h5py.File(f"{folder}/sisa.h5") as results:
                ours = (results["distressed"][0] / results["students"][0]).mean(axis=1)
        rng = numpy.random.default_rng(2010)
        theirs = numpy.array([
            textbook_sisa(edges, students, ONSET, ONSET * ratio, RECOVERY, rng.random(students) < START,
                          52 * (BURN_IN + YEARS), rng)[52 * BURN_IN:].mean() for _ in range(replicates)])
        error = numpy.sqrt((ours.var(ddof=1) + theirs.var(ddof=1)) / replicates)
        message = f"program {ours.mean():.5f}, textbook {theirs.mean():.5f}, standard error {error:.5f}"
        self.assertLess(abs(ours.mean() - theirs.mean()), 3 * error, message)
        self.assertLess(error, 0.03 * theirs.mean(), "too few replicates to tell: " + message)
        return message

    def test_complete(self):
        self.compare(200, 199, 0.02, 60, "graph.source=complete")

    def test_regular(self):
        self.compare(10000, 10, 0.4, 6, "graph.source=regular")

    def test_random(self):
        self.compare(10000, 10, 0.4, 6, "graph.source=random")


if __name__ == "__main__":
    unittest.main()
