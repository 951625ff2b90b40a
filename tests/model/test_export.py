# SPDX-License-Identifier: GPL-3.0-or-later
"""A planned timetable, exported and imported again, gives the same run."""
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import h5py  # noqa: E402
import numpy  # noqa: E402

from kith import Case, kith  # noqa: E402

SCENARIO = """schema: 1
run: {{years: 2, burn_in_years: 3, replicates: 1}}
school: {{intake: 24, course: [campus, placement, placement]}}
timetable: {{block_weeks: 7, site_capacity: [40, 30, 20, 10], hub_every_weeks: 5, {timetable}}}
programme: {{supporters: 4}}
"""
PLANS = ["rotations: 0, policy: rotate", "rotations: 4, policy: rotate", "rotations: 4, policy: streams", "rotations: 6, policy: longitudinal",
         "rotations: 3, policy: pods, pod_size: 3", "rotations: 0, policy: pods, pod_size: 2, pod_by: campus_group, pod_blocks: 2"]


class Export(Case):

    def numbers(self, path):
        """Every array of the root group but those by site, in which small rows are hidden for imported rosters."""
        with h5py.File(path) as file:
            return {name: item[()] for name, item in file.items()
                    if isinstance(item, h5py.Dataset) and item.ndim >= 2 and not name.endswith("_by_site")}

    def test_import_of_an_export_is_the_same_run(self):
        for number, plan in enumerate(PLANS):
            with self.subTest(plan):
                planned = self.write("planned.yaml", SCENARIO.format(timetable=plan))
                done = kith("timetable", "export", planned, "-o", self.folder / "roster.csv")
                self.assertEqual(done.returncode, 0, done.stderr)
                again = re.sub("policy: .*", "policy: roster, roster: roster.csv", plan)
                imported = self.write("imported.yaml", SCENARIO.format(timetable=again))
                one, other = (self.numbers(self.run_to(f"{path.stem}{number}", path)[0]) for path in (planned, imported))
                self.assertEqual(one.keys(), other.keys())
                self.assertGreater(len(one), 60)
                for name, values in one.items():
                    numpy.testing.assert_array_equal(values, other[name], name)
                kith("timetable", "export", imported, "-o", self.folder / "again.csv")
                self.assertEqual((self.folder / "again.csv").read_text(), (self.folder / "roster.csv").read_text())


if __name__ == "__main__":
    unittest.main()
