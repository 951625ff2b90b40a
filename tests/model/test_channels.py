# SPDX-License-Identifier: GPL-3.0-or-later
"""Help-seeking in whole runs: barriers, one's own hospital, emergencies, talks outside the course, the survey at the year's end."""
import collections
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import h5py  # noqa: E402
import numpy  # noqa: E402

from kith import TINY, Case, kith, states  # noqa: E402

FRIEND, SUPPORTER, FACULTY, COUNSELLING, GP, OUTSIDE = range(1, 7)
SERVICES = {FACULTY: "faculty", COUNSELLING: "counselling", GP: "gp"}
BASES = {FRIEND: "friend", SUPPORTER: "supporter", **SERVICES, OUTSIDE: "outside"}
SHORT = [("run.years", 1), ("observe.tie_weeks", "[0]")]
OFTEN = [(f"seeking.{name}_base", -2.5) for name in ("friend", "faculty", "counselling", "gp", "outside")]
REFER = [("help.hand_on_base", 0)]
ARM = "arms.formal.seeking."
STAGE, POOR, REFERRED = 3, 7, 8  # of the cells of a request
HELD = 8  # in its stage


def columns(weeks, week, *names):
    """Columns of those enrolled: {id: (value, ...)}."""
    at = [weeks[None].index(name) + 2 for name in ("enrolled", *names)]
    rows = [line.split(",") for line in weeks[week] if line.startswith("s,")]
    return {int(row[1]): tuple(float(row[k]) for k in at[1:]) for row in rows if row[at[0]] == "1"}


def sought(weeks, week):
    return {student: int(channel) for student, (channel,) in columns(weeks, week, "sought").items()}


def requests(weeks, week):
    return [line.split(",") for line in weeks[week] if line.startswith("r,")]


class Seeking(Case):

    def first_difference(self, *sets):
        """Where students turn in the first week in which a changed barrier makes a difference; which referral they follow, if that alone differs."""
        plain, other = (states(TINY, "formal", 3, *SHORT, *OFTEN, ("arms.formal.from_week", 0), *more) for more in ((), sets))
        week = next(week for week in plain if week is not None and plain[week] != other[week])
        name = "sought" if sought(plain, week) != sought(other, week) else "follows"
        return [{i: int(channel) for i, (channel,) in columns(weeks, week, name).items()} for weeks in (plain, other)]

    def test_raising_a_barrier_never_raises_contacts(self):
        """In the first week that differs no more turn to anybody or follow a referral; nobody comes to that channel who had not."""
        for barrier in "career", "not_helpful", "confidentiality", "stigma", "time":
            with self.subTest(barrier):
                before, after = self.first_difference((f"{ARM}{barrier}_weight", 8))
                self.assertNotEqual(before, after)
                self.assertLessEqual(sum(c > 0 for c in after.values()), sum(c > 0 for c in before.values()))
                for channel, name in BASES.items():
                    before, after = self.first_difference((f"{ARM}{barrier}_{name}", 0.99))
                    self.assertEqual({before[i] for i in before if before[i] != after[i]}, {channel})
                    self.assertLessEqual(sum(c > 0 for c in after.values()), sum(c > 0 for c in before.values()))

    def test_ones_own_hospital(self):
        """A GP at site 1: who is or will be there this year neither goes nor is sent there if avoidance is total; others do."""
        sets = [("seeking.gp_site", 1), ("seeking.avoid", 20), ("help.refer_avoid", 20), *OFTEN, *REFER, *SHORT]
        weeks = states(TINY, "formal", 1, *sets)
        own_went = others_went = sent = others_sent = 0
        for week in range(0, 52):
            rows = columns(weeks, week, "own_sites", "sought", "struck", "place")
            for own, channel, struck, place in rows.values():
                self.assertFalse(place == 0 and not int(own) >> GP & 1)
                own_went += channel == GP and int(own) >> GP & 1 and not int(struck) & 8
                others_went += channel == GP and not int(own) >> GP & 1
            for row in requests(weeks, week):
                receiver, giver = rows[int(row[1])], rows[int(row[2])]
                own = (int(receiver[0]) | int(giver[0])) >> GP & 1 and not int(receiver[2]) & 8
                sent += own and int(row[REFERRED]) == GP
                others_sent += not own and int(row[REFERRED]) == GP
        self.assertEqual((own_went, sent), (0, 0))
        self.assertGreater(others_went, 0)
        self.assertGreater(others_sent, 0)
        will = columns(weeks, 0, "own_sites", "place")
        self.assertTrue(any(int(own) >> GP & 1 and place != 0 for own, place in will.values()), "nobody will be there later")

    def test_referrals_name_a_service(self):
        weeks = states(TINY, "formal", 1, *SHORT, *REFER, ("help.refer_faculty", 0), ("help.refer_gp", 0))
        named = {int(row[REFERRED]) for week in range(52) for row in requests(weeks, week)}
        self.assertEqual(named, {0, COUNSELLING})

    def test_talks_outside_the_course(self):
        """They relieve only if said so, and leave everything before the first of them as it is."""
        plain, helped = (states(TINY, "informal", 1, *SHORT, ("help.outside_relief", relief)) for relief in (0, 2))
        week = next(week for week in plain if week is not None and plain[week] != helped[week])
        self.assertIn(OUTSIDE, sought(plain, week).values())
        before, after = (columns(weeks, week, "relief", "sought") for weeks in (plain, helped))
        for student, (relief, channel) in before.items():
            self.assertAlmostEqual(after[student][0] - relief, 2 * (channel == OUTSIDE), 5)

    def test_comfort_to_the_giver(self):
        """A giver is relieved by each encounter that went well, well or in distress, and nobody else is; the first such week starts what differs."""
        plain, comforted = (states(TINY, "formal", 1, *SHORT, ("help.comfort", comfort), ("help.poor_base", 0)) for comfort in (0, 0.5))
        week = next(week for week in plain if week is not None and plain[week] != comforted[week])
        went_well = collections.Counter(int(row[2]) for row in requests(plain, week) if int(row[STAGE]) & HELD and row[POOR] == "0")
        self.assertTrue(went_well)
        before, after = (columns(weeks, week, "relief", "level") for weeks in (plain, comforted))
        for student, (relief, _) in before.items():
            self.assertAlmostEqual(after[student][0] - relief, 0.5 * went_well[student], 5)

    def test_comfort_helps_givers_to_recover(self):
        """Where relief ends episodes at once and only givers are relieved, those who gave are well sooner."""
        sets = [*SHORT, ("help.relief", 1), ("distress.relief_effect", 2), ("distress.recovery_weeks", 200), ("help.burden", 0)]
        weeks = [sum(level > 0 and given > 0 for week in range(52) for level, given in columns(run, week, "level", "given").values())
                 for run in (states(TINY, "informal", 1, *sets, ("help.comfort", comfort)) for comfort in (0, 1))]
        self.assertLess(weeks[1], 0.9 * weeks[0])

    def test_survey(self):
        """Respondents name what the shares say; nobody asked is missing; supporters are asked about only where they serve."""
        names = ["career_faculty", "career_supporter", "not_helpful_faculty", "not_helpful_supporter", "comfortable", "told_friend"]
        shares = [("seeking.career_faculty", 0.6), ("seeking.career_supporter", 0), ("seeking.not_helpful_faculty", 0.1)]
        path, _ = self.run_to("a", TINY, "-r", 12, ("observe.survey_response", 1), ("school.intake", 60),
                              ("timetable.site_capacity", "[40, 40, 40]"), *SHORT, *shares)
        with h5py.File(path) as file:
            values = {name: file[name][:].mean(axis=1) for name in names}
            alone = file["career_supporter"][0]
        self.assertTrue(numpy.isnan(alone).all())
        self.assertTrue((abs(values["career_faculty"] - 0.6) < 0.05).all(), values)
        self.assertTrue((abs(values["not_helpful_faculty"] - 0.1) < 0.03).all(), values)
        self.assertEqual(values["career_supporter"][1], 0)
        path, _ = self.run_to("b", TINY, "-r", 1, ("observe.survey_response", 0), *SHORT)
        with h5py.File(path) as file:
            for name in names:
                self.assertTrue(numpy.isnan(file[name][:]).all(), name)

    def test_comfortable_is_a_matter_of_the_law(self):
        for base, share in (20, 1), (-1, 0):
            path, _ = self.run_to(f"at_{base}", TINY, "-r", 1, *SHORT, ("seeking.accept_base", base))
            with h5py.File(path) as file:
                self.assertTrue((file["comfortable"][:] == share).all())

    def test_nobody_is_sought_at_no_rates(self):
        sets = [(f"seeking.{name}_base", -20) for name in BASES.values()]
        weeks = states(TINY, "informal", 2, *SHORT, *sets)
        self.assertEqual({c for week in range(52) for c in sought(weeks, week).values()}, {0})

    def test_sites_that_there_are(self):
        done = kith("check", TINY, ("seeking.gp_site", 6))
        self.assertEqual(done.returncode, 2)
        self.assertIn("seeking.gp_site is 6, but the timetable has 5 sites", done.stderr)
        self.assertEqual(kith("check", TINY, ("seeking.gp_site", 5)).returncode, 0)


if __name__ == "__main__":
    unittest.main()
