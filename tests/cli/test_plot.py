# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/plot.py draws every figure that a file allows, shows the file's own numbers, and says what a file lacks."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from kith import ROOT, TINY, Case, kith  # noqa: E402

sys.path.insert(0, str(ROOT / "scripts"))
import h5py  # noqa: E402
import matplotlib.pyplot as plt  # noqa: E402
import numpy  # noqa: E402
import xarray  # noqa: E402

import plot  # noqa: E402


def draw(*words):
    return subprocess.run([sys.executable, ROOT / "scripts/plot.py", *map(str, words)], capture_output=True, text=True, check=False)


class Plot(Case):
    """Of runs of tiny.yaml whose first entry year is seen at the end of campus (week 51) and of the first year of placement (103)."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="kith-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.path = pathlib.Path(folder.name) / "tiny.h5"
        done = kith("run", TINY, ("observe.tie_weeks", "[38, 95]"), "-r", "5", "-o", cls.path, "-q")
        if done.returncode:
            raise AssertionError(done.stderr)

    def setUp(self):
        super().setUp()
        self.run_data = xarray.open_dataset(self.path, decode_times=False, engine="h5netcdf")
        self.addCleanup(self.run_data.close)
        self.addCleanup(plt.close, "all")

    def test_every_figure(self):
        for form, start in ("png", b"\x89PNG"), ("svg", b"<?xml"):
            done = draw(self.path, self.folder / form, "--format", form)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(done.stderr, "no assumptions: the file has no group assumptions; kith compare --assumptions adds it\n")
            made = {p.name: p.read_bytes() for p in (self.folder / form).iterdir()}
            self.assertEqual(set(made), {f"{figure.__name__}.{form}" for figure in plot.FIGURES} - {f"assumptions.{form}"})
            self.assertTrue(all(content.startswith(start) for content in made.values()))

    def test_differences_are_those_of_the_comparison(self):
        figure = plot.paired_differences(self.run_data)
        with h5py.File(self.path) as file:
            outcomes = list(file["comparison/outcome"].asstr()[:])
            for axes, name in zip(figure.axes, plot.SHOWN):
                zero, bar, mean = axes.lines
                at = 1, outcomes.index(name)
                self.assertEqual(list(bar.get_xdata()), [file["comparison/low"][at], file["comparison/high"][at]])
                self.assertEqual(list(mean.get_xdata()), [file["comparison/difference"][at]])
                band = [patch.get_xy()[:, 0].max() for patch in axes.patches]
                matters = file["comparison/matters"][outcomes.index(name)]
                self.assertEqual(band, [] if numpy.isnan(matters) else [matters])
                dots = sorted(axes.collections[0].get_offsets()[:, 0])
                numpy.testing.assert_allclose(dots, sorted(file[name][1] - file[name][0]), atol=1e-15)

    def test_few_students_are_not_shown(self):
        few = self.run_data.copy(deep=True)
        few["students_by_site"][:, :, :, 1] = 4
        figure = plot.isolated_weeks(few)
        self.assertTrue(numpy.isnan(figure.axes[2].images[0].get_array().filled(numpy.nan)[1]).all())
        self.assertFalse(numpy.isnan(figure.axes[2].images[0].get_array().filled(numpy.nan)[0]).all())
        for axes in plot.sites(few).axes:
            self.assertTrue(numpy.isnan(numpy.ma.filled(axes.collections[1].get_offsets(), numpy.nan)[1, 0]))

    def test_what_a_file_lacks_is_said(self):
        path, _ = self.run_to("one", TINY, "--arm", "formal", "-r", "1", ("observe.tie_weeks", "[]"))
        done = draw(path, self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("no paired_differences: the run has one arm\n", done.stderr)
        self.assertIn("no friendship_graph: the file has no group ties; ", done.stderr)
        self.assertEqual({p.stem for p in self.folder.glob("*.png")}, {"weekly_curves", "support_funnel", "isolated_weeks", "sites"})

    def test_assumptions(self):
        """Of a file that was swept: those that moved the outcome, the most influential on top, with the ends of their ranges."""
        scenario = self.write("small.yaml", "schema: 1\nrun: {years: 1, burn_in_years: 1}\ntimetable: {site_capacity: [10, 8, 6]}\n"
                              "school: {intake: 16, turnover: closed, course: [campus, placement]}\narms:\n  plain: {}\n  harder: {distress: {onset: 0.02}}\n")
        path = self.folder / "small.h5"
        done = kith("compare", scenario, "-r", 2, "--assumptions-replicates", 2, "-o", path, "-q")
        self.assertEqual(done.returncode, 0, done.stderr)
        with xarray.open_dataset(path, engine="h5netcdf") as run, xarray.open_dataset(path, group="assumptions", engine="h5netcdf") as swing:
            axes = plot.assumptions(run).axes[0]
            ends = swing.difference.sel(arm="harder")
            width = abs(ends.sel(end="high") - ends.sel(end="low")).fillna(-1).to_series().sort_values()
            shown = [label.get_text() for label in axes.get_yticklabels()]
            self.assertEqual(len(shown), 15)
            self.assertEqual(shown[-1], width.index[-1])
            numpy.testing.assert_allclose(width[shown].values, width.values[-15:])
            self.assertEqual(axes.texts[-1].get_text().replace(" (the sign turns)", ""), "{:g} … {:g}".format(*swing.value.sel(assumption=shown[-1]).values))


if __name__ == "__main__":
    unittest.main()
