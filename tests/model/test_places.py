# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is placed where, from the roster log: capacities hold in every week, pods stay together, teams and tutorials are not too large."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import pandas  # noqa: E402
import xarray  # noqa: E402

from kith import Case  # noqa: E402

WEEKS = 104
SCENARIO = """schema: 1
run: {{years: 2, burn_in_years: 3, replicates: 1}}
school: {{intake: 29, course: [campus, placement, placement], leave_share: 0.1}}
timetable: {{block_weeks: 7, team_size: 3, pod_size: 4, tutorial_size: 6, {timetable}}}
observe: {{tie_weeks: [{weeks}]}}
"""
ROTATE, PODS = [23, 17, 11, 7, 1], [13, 23, 17, 11, 7, 4]  # pods: just 16 places for 16 pods


class Places(Case):

    def roster(self, timetable):
        """The roster log of every week as a data frame, with the week of the year and whether it is a break on placement."""
        scenario = self.write("a.yaml", SCENARIO.format(timetable=timetable, weeks=", ".join(map(str, range(WEEKS)))))
        path, _ = self.run_to("a", scenario)
        with xarray.open_dataset(path, group="roster") as log, xarray.open_dataset(path) as data:
            frame = pandas.DataFrame({name: log[name].values for name in ("week_number", "student", "study_year", "place", "small_group")})
            self.assertTrue((frame.groupby("week_number").size().to_numpy() == data.students.values[0, 0]).all())
            self.sites = data.students_by_site.values[0, 0]
        self.assertEqual(frame.week_number.unique().tolist(), list(range(WEEKS)))
        self.assertFalse(frame.duplicated(["week_number", "student"]).any())
        self.assertTrue(((frame.place > 0) == (frame.study_year > 1)).all())
        return frame

    def check_capacities(self, frame, capacities):
        placed = frame[frame.place > 0]
        counts = placed.groupby(["week_number", "place"]).size().unstack(fill_value=0).reindex(columns=range(1, len(capacities) + 1), fill_value=0)
        self.assertEqual(len(counts), WEEKS)
        for site, capacity in enumerate(capacities):
            self.assertLessEqual(counts[site + 1].max(), capacity, f"site {site + 1}")
            self.assertTrue(set(self.sites[:, site]) <= {0} | set(counts[site + 1]))
        self.assertGreater((counts.to_numpy() > 0).sum(), WEEKS)

    def check_blocks(self, frame):
        """Nobody changes site within a block; many change at its end. Two years of seven blocks each have at most fourteen beginnings."""
        wide = frame[frame.place > 0].pivot(index="week_number", columns="student", values="place")
        both = wide.notna() & wide.shift().notna()
        moved = ((wide != wide.shift()) & both).sum(axis=1)
        weeks = moved.index[moved > 0]
        self.assertGreater(len(weeks), 8)
        self.assertLessEqual(len(weeks), 2 * 7)
        self.assertTrue((moved[weeks] > both.sum(axis=1)[weeks] / 4).all(), "at a block's beginning many students move")

    def group_sizes(self, frame):
        return frame.groupby(["week_number", "small_group"]).size()

    def test_rotate(self):
        frame = self.roster(f"policy: rotate, site_capacity: {ROTATE}")
        self.check_capacities(frame, ROTATE)
        self.check_blocks(frame)
        placed, campus = frame[frame.place > 0], frame[frame.place == 0]
        self.assertEqual((self.group_sizes(placed).max(), self.group_sizes(campus).max() <= 6), (3, True))
        groups = placed.groupby(["week_number", "small_group"])
        self.assertTrue((groups.place.nunique() == 1).all() and (groups.study_year.nunique() == 1).all())

    def test_pods(self):
        frame = self.roster(f"policy: pods, site_capacity: {PODS}")
        self.check_capacities(frame, PODS)
        self.check_blocks(frame)
        placed = frame[frame.place > 0]
        self.assertEqual(self.group_sizes(placed).max(), 4)
        mates = {}
        for week, now in placed.groupby("week_number"):
            here = set(now.student)
            for _, pod in now.groupby("small_group"):
                self.assertEqual(pod.place.nunique(), 1)
                together = frozenset(pod.student)
                for student in together:
                    before = mates.setdefault(student, together)
                    self.assertEqual(together, before & here, f"week {week}: a pod is torn")
        self.assertGreater(len({*mates.values()}), 20)


if __name__ == "__main__":
    unittest.main()
