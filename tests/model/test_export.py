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
programme: {{supporters: 6}}
"""
PLANS = ["rotations: 0, policy: rotate", "rotations: 4, policy: rotate", "rotations: 4, policy: streams", "rotations: 6, policy: longitudinal",
         "rotations: 3, policy: pods, pod_size: 3", "rotations: 0, policy: pods, pod_size: 2, pod_by: campus_group, pod_blocks: 2"]


class Export(Case):

    def numbers(self, path):
        """Every array of the root group but those by site and channel, in which small rows are hidden for imported rosters."""
        with h5py.File(path) as file:
            return {name: item[()] for name, item in file.items()
                    if isinstance(item, h5py.Dataset) and item.ndim >= 2 and not name.endswith(("_by_site", "_by_channel"))}

    def test_import_of_an_export_is_the_same_run(self):
        for number, plan in enumerate(PLANS):
            with self.subTest(plan):
                planned = self.write("planned.yaml", SCENARIO.format(timetable=plan))
                done = kith("timetable", "export", planned, "-o", self.folder / "roster.csv", "--overwrite")
                self.assertEqual(done.returncode, 0, done.stderr)
                again = re.sub("policy: .*", "policy: roster, roster: roster.csv", plan)
                imported = self.write("imported.yaml", SCENARIO.format(timetable=again))
                one, other = (self.numbers(self.run_to(f"{path.stem}{number}", path)[0]) for path in (planned, imported))
                self.assertEqual(one.keys(), other.keys())
                self.assertGreater(len(one), 60)
                for name, values in one.items():
                    numpy.testing.assert_array_equal(values, other[name], name)
                kith("timetable", "export", imported, "-o", self.folder / "again.csv", "--overwrite")
                self.assertEqual((self.folder / "again.csv").read_text(), (self.folder / "roster.csv").read_text())

    def test_an_arm_follows_the_base_before_it_begins(self):
        for number, (week, plan) in enumerate([(0, "policy: pods, pod_size: 3"), (0, "policy: streams"), (52, "policy: pods, pod_size: 3, pod_by: campus_group")]):
            with self.subTest(plan):
                base = SCENARIO.format(timetable="rotations: 3, policy: rotate")
                planned = self.write("planned.yaml", base + f"arms: {{alone: {{}}, other: {{from_week: {week}, timetable: {{{plan}}}}}}}\n")
                done = kith("timetable", "export", planned, "--arm", "other", "-o", self.folder / "roster.csv", "--overwrite")
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                imported = self.write("imported.yaml", SCENARIO.format(timetable="rotations: 3, policy: roster, roster: roster.csv"))
                one, other = (self.numbers(self.run_to(f"{path.stem}-arm{number}", path)[0]) for path in (planned, imported))
                for name, values in one.items():
                    if len(values) == 2 and not name.endswith("_change"):  # which are against the first arm
                        numpy.testing.assert_array_equal(values[1], other[name][0], name)

    def test_a_base_with_other_places_is_left_out(self):
        base = SCENARIO.format(timetable="rotations: 3, policy: rotate")
        path = self.write("planned.yaml", base + "arms: {other: {timetable: {rotations: 4}}}\n")
        done = kith("timetable", "export", path, "-o", self.folder / "roster.csv")
        self.assertEqual(done.returncode, 0)
        self.assertIn("warning: arm other begins in week 0; what the base holds before it is not in this timetable: it has other places", done.stderr)

    def test_an_arm_that_begins_within_a_year_is_warned_of(self):
        base = SCENARIO.format(timetable="rotations: 3, policy: rotate")
        path = self.write("planned.yaml", base + "arms: {other: {from_week: 20, timetable: {policy: streams}}}\n")
        done = kith("timetable", "export", path, "-o", self.folder / "roster.csv")
        self.assertEqual(done.returncode, 0)
        self.assertIn("warning: arm other begins in week 20, within a placement year: stays are cut there", done.stderr)
        self.assertNotIn("begins in week", kith("timetable", "audit", path).stderr)


if __name__ == "__main__":
    unittest.main()
