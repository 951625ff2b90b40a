# SPDX-License-Identifier: GPL-3.0-or-later
"""clang builds kith too, without a warning, and its program gives the results of gcc's to the last bit."""
import os
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from kith import BUILD, PROGRAM, ROOT, SCENARIOS, TINY, Case, digest_in, kith  # noqa: E402

FOLDER = BUILD / "clang"  # stays, so that the next time only what has changed is compiled


class Compilers(Case):
    def cmake(self, *words):
        return subprocess.run(["cmake", *words], capture_output=True, text=True, cwd=ROOT, stdin=subprocess.DEVNULL, check=False)

    def build(self):
        """The program as the preset clang makes it."""
        configure = ["--preset", "clang", "-B", FOLDER]
        done = self.cmake(*configure)
        if done.returncode:  # a folder left by a checkout that was moved, say
            done = self.cmake("--fresh", *configure)
        self.assertEqual(done.returncode, 0, done.stderr)
        done = self.cmake("--build", FOLDER, "--target", "kith", "--parallel", "2")
        self.assertEqual(done.returncode, 0, done.stdout)
        return FOLDER / "kith"

    def test_same_digest(self):
        if os.environ.get("KITH_SANITIZE"):
            self.skipTest("this build is under sanitizers: the release build is the one that is held against clang's")
        if os.environ.get("KITH_COMPILER") == "Clang":
            self.skipTest("this build is clang's itself: there is no other compiler's to hold against it")
        programs = PROGRAM, self.build()
        for scenario, replicates in (TINY, 2), (SCENARIOS / "two_by_two.yaml", 1):
            digests = []
            for program in programs:
                done = kith("run", scenario, "-r", replicates, "-o", self.folder / "a.h5", "--overwrite", executable=program)
                self.assertEqual(done.returncode, 0, done.stderr)
                digests.append(digest_in(done.stdout))
            self.assertEqual(digests[0], digests[1], f"{scenario.name}: the digests of {' and '.join(map(str, programs))}")


if __name__ == "__main__":
    unittest.main(verbosity=2)  # a skip says why
