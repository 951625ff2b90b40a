# SPDX-License-Identifier: GPL-3.0-or-later
"""The README's snippets run as they stand, on a small run of the demo's scenario."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import h5py

KITH = os.environ["KITH"]
README = Path("README.md").read_text(encoding="utf-8")


def snippets(language):
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)


class Readme(unittest.TestCase):
    """Each test works in a folder that looks like the repository after the demo."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        results = Path(cls.folder.name, "results")
        results.mkdir()
        subprocess.run([KITH, "run", "scenarios/informal_vs_formal.yaml", "-o", results / "informal_vs_formal.h5", "-r", "3", "--quiet",
                        "--set", "school.intake=30", "--set", "run.years=4"], check=True)

        subprocess.run([KITH, "run", "scenarios/tiny.yaml", "-o", results / "census.h5", "-r", "2", "--quiet"], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_snippet(self, command, text):
        """Runs a snippet there and returns what it printed."""
        done = subprocess.run([*command, text], cwd=self.folder.name, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_python(self):
        """The xarray snippet prints the comparison of both arms."""
        printed = self.run_snippet([sys.executable, "-c"], "\n".join(snippets("python")))
        self.assertIn("formal", printed)
        self.assertIn("difference", printed)
        self.assertIn("study_year", printed)

    def test_r(self):
        """The R snippet prints a summary."""
        if not shutil.which("Rscript"):
            self.skipTest("Rscript is not installed")
        printed = "".join(self.run_snippet(["Rscript", "-e"], text) for text in snippets("r"))
        self.assertIn("Median", printed)

    def test_scenario(self):
        """The scenario in the text is one that kith accepts."""
        block = re.search(r"^    schema: 1\n(?:    .*\n|\n)+", README, re.M).group()
        path = Path(self.folder.name, "readme.yaml")
        path.write_text(re.sub(r"^    ", "", block, flags=re.M), encoding="utf-8")
        done = subprocess.run([KITH, "check", path], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("rotate, pods", done.stdout)

    def test_citation(self):
        """What is to be cited is this version, and can be read from the results."""
        version = re.search(r"^project\(kith VERSION (\S+)", Path("CMakeLists.txt").read_text(), re.M)[1]
        cited = README[README.index("## How to cite"):README.index("## References")]
        self.assertIn(f"> kith {version}, revision ", cited)
        with h5py.File(Path(self.folder.name, "results/census.h5")) as file:
            for name in "kith_version", "revision", "scenario_file", "seed", "results_digest":
                self.assertIn(name, file.attrs)

    def test_paths(self):
        """Every file that the README names is there (map paths are under sim/ or tests/)."""
        for link in re.findall(r"\]\(([^)#]+)\)", README):
            self.assertTrue(Path(link).exists(), f"README links to {link}")
        for name in re.findall(r"`([\w/]+(?:\.(?:c|h|py|sh|yaml|def))|[\w]+/)`", README):
            places = [Path(name), Path("sim", name), Path("tests", name), Path("scenarios", name), Path("scripts", name)]
            if name != "my_school.yaml":
                self.assertTrue(any(place.exists() for place in places), f"README names {name}")


if __name__ == "__main__":
    unittest.main()
