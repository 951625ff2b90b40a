# SPDX-License-Identifier: GPL-3.0-or-later
"""Programmes that end, last or fade; the role's boundary; trust, advice and meetings do what they say and nothing else; effects on supporters."""
import collections
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import h5py  # noqa: E402
import numpy  # noqa: E402

from kith import TINY, Case, states  # noqa: E402

FORMAL = "arms.formal.programme."
NOBODY, HELD, REFERRED, FRIEND_AT = 0xFFFFFFFF, 8, 8, 42
SHORT = [("run.years", 1), ("observe.tie_weeks", "[0]")]
# What says who serves, and nothing of what anyone does or feels.
ROLES = ("role", "assigned", "capacity", "serving_week", "boundary_week", "succeeds", "stopped", "meeting")
QUIT = [("programme.quit_interest", 0.02), ("programme.quit_burden", 0.1), ("programme.quit_exam", 0.1), ("programme.volunteer_share", 0.8)]


def students(weeks, week, *names):
    """Columns of those enrolled: {id: (value, ...)}."""
    at = [weeks[None].index(name) + 2 for name in names]
    enrolled = weeks[None].index("enrolled") + 2
    rows = [line.split(",") for line in weeks[week] if line.startswith("s,")]
    return {int(row[1]): tuple(float(row[k]) for k in at) for row in rows if row[enrolled] == "1"}


def serving(weeks, week):
    return {number for number, (role,) in students(weeks, week, "role").items() if role > 0}


def formal(weeks, week):
    """Formal encounters held in a week: the request's cells."""
    rows = [line.split(",") for line in weeks[week] if line.startswith("r,")]
    return [row for row in rows if row[4] == "1" and int(row[3]) & HELD]


class Lasting(Case):

    def without(self, weeks, columns=ROLES):
        """States without some columns of students."""
        kept = [k + 2 for k, name in enumerate(weeks[None]) if name not in columns]
        cut = {None: [name for name in weeks[None] if name not in columns]}
        for week, lines in weeks.items():
            if week is not None:
                rows = (line.split(",") for line in lines)
                cut[week] = [",".join([*row[:2], *(row[k] for k in kept)] if row[0] == "s" else row) for row in rows]
        return cut

    def test_no_hours_and_no_training_are_no_programme(self):
        """Supporters without duty, meetings and training: all but who serves is as in the informal arm, whatever else is said."""
        informal = self.without(states(TINY, "informal", 1, *SHORT))
        sets = [(FORMAL + "duty_hours", 0), (FORMAL + "training", 0), ("arms.formal.support.crowding", 100), ("help.advice", 1), ("help.meeting_burden", 0),
                (FORMAL + "succession", "true"), ("arms.formal.seeking.supporter_trust", 5), *QUIT]
        nothing = states(TINY, "formal", 1, *SHORT, *sets)
        self.assertTrue(serving(nothing, 20))
        self.assert_same_states(self.without(nothing), informal)

    def test_nobody_is_willing(self):
        sets = [(FORMAL + "volunteer_share", 0), (FORMAL + "succession", "true"), (FORMAL + "meeting_hours", 1), (FORMAL + "refill", "weekly")]
        self.assert_same_states(states(TINY, "formal", 1, *SHORT, *sets), states(TINY, "informal", 1, *SHORT))

    def test_a_programme_that_is_given_up(self):
        """No supporters in an arm from mid-year on: no roles, assignments or successors in training are left from the base's programme."""
        sets = [("programme.supporters", 6), ("programme.succession", "true"), ("programme.succession_weeks", 10), ("support.crowding", 1),
                ("arms.formal.programme.supporters", 0), ("arms.formal.from_week", 45)]
        weeks = states(TINY, "formal", 1, *SHORT, *sets)
        self.assertTrue(serving(weeks, 44))
        self.assertTrue(any(one != NOBODY for one, in students(weeks, 44, "succeeds").values()))
        for week in 45, 51:
            self.assertEqual(set(students(weeks, week, "role", "capacity", "meeting", "assigned", "succeeds").values()), {(0, 0, 0, NOBODY, NOBODY)})
            self.assertFalse(formal(weeks, week))
        path, _ = self.run_to("a", TINY, "-r", 1, "--arm", "formal", *SHORT, *sets)
        with h5py.File(path) as file:
            self.assertTrue(file["duty_minutes"][0, 0, :45].any())
            self.assertFalse(file["duty_minutes"][0, 0, 45:].any())

    def test_fading(self):
        """Never refilled: nobody new serves and the programme ends with its cohorts; who stopped never serves again."""
        weeks = states(TINY, "formal", 1, (FORMAL + "refill", "never"), *QUIT)
        ever, last, gone = serving(weeks, 0), serving(weeks, 0), set()
        self.assertEqual(len(ever), 6)
        for week in range(1, 104):
            now = serving(weeks, week)
            self.assertLessEqual(now, last, week)
            gone |= {number for number, (stopped,) in students(weeks, week, "stopped").items() if stopped}
            self.assertFalse(now & gone)
            last = now
        self.assertTrue(gone)
        self.assertLess(len(last), 3)

    def test_refill(self):
        """When vacancies are filled: only then does anyone new serve."""
        for refill, every in ("yearly", 52), ("term", 26), ("weekly", 1):
            with self.subTest(refill):
                weeks = states(TINY, "formal", 2, (FORMAL + "refill", refill), *QUIT)
                new = {week for week in range(1, 104) if serving(weeks, week) - serving(weeks, week - 1)}
                self.assertTrue(new)
                self.assertLessEqual(new, set(range(0, 104, every)))
                self.assertTrue(all(len(serving(weeks, week)) == 6 for week in range(0, 104, every)))

    def test_succession(self):
        """Successors are trained before the year ends, take the graduates' places and students, and nobody loses a supporter who stays."""
        weeks = states(TINY, "formal", 1, (FORMAL + "succession", "true"), (FORMAL + "succession_weeks", 6))
        self.assertFalse([1 for one, in students(weeks, 45, "succeeds").values() if one != NOBODY])
        training = {number: int(of) for number, (of,) in students(weeks, 46, "succeeds").items() if of != NOBODY}
        self.assertTrue(training)
        self.assertTrue(all(students(weeks, 46, "training")[number][0] > 0.9 for number in training))
        self.assertFalse(serving(weeks, 51) & set(training))
        heir = {of: number for number, of in training.items()}
        before, after = students(weeks, 51, "assigned"), students(weeks, 52, "assigned")
        self.assertLessEqual(set(training), serving(weeks, 52))
        handed = 0
        for number in after.keys() & before.keys():
            old, new = int(before[number][0]), int(after[number][0])
            if old in heir and heir[old] != number:
                handed += 1
                self.assertEqual(new, heir[old])
            elif old in serving(weeks, 52):
                self.assertEqual(new, old)
        self.assertGreater(handed, 0)

    def test_who_succeeds_has_the_experience(self):
        """The year of course in which service begins counts: successors may be chosen the year before, and do not begin early."""
        year = [(FORMAL + "succession", "true"), (FORMAL + "succession_weeks", 20), (FORMAL + "first_year", 2), *QUIT]
        weeks, waiting = states(TINY, "formal", 1, *year), 0
        for week in range(104):
            columns = students(weeks, week, "role", "year_of_course", "succeeds")
            self.assertTrue(all(of_course >= 1 for role, of_course, _ in columns.values() if role), week)
            waiting += sum(of_course < 1 and of != NOBODY for _, of_course, of in columns.values())
        self.assertGreater(waiting, 0)

    def test_caseloads_hold_through_handovers(self):
        weeks = states(TINY, "formal", 1, (FORMAL + "succession", "true"), (FORMAL + "caseload", 5), (FORMAL + "refill", "weekly"), *QUIT)
        for week in range(104):
            loads = collections.Counter(int(one) for one, in students(weeks, week, "assigned").values() if one != NOBODY)
            self.assertLessEqual(max(loads.values(), default=0), 5, week)
            self.assertLessEqual(set(loads), serving(weeks, week), week)

    def test_the_boundary(self):
        """A paused supporter holds no formal encounter, and returns after the weeks that are said; beyond the role all are referred."""
        sets = [(FORMAL + "pause_burden", 0.5), (FORMAL + "return_burden", 0.1), (FORMAL + "return_weeks", 3), ("arms.formal.seeking.supporter_base", -1),
                ("help.hand_on_boundary", 20), ("distress.worsening", 0.1)]
        weeks = states(TINY, "formal", 1, *sets)
        roles = {week: students(weeks, week, "role") for week in range(104)}
        paused = severe = 0
        for week in range(104):
            for row in formal(weeks, week):
                self.assertEqual(roles[week][int(row[2])], (1.0,))
                if students(weeks, week, "level")[int(row[1])] == (2.0,):
                    severe += 1
                    self.assertIn(row[REFERRED], ("3", "4", "5"))
            run = [number for number, role in roles[week].items() if role == (2.0,) and week and roles[week - 1].get(number) == (1.0,)]
            for number in run:
                paused += 1
                for later in range(week, min(week + 4, week - week % 52 + 52)):
                    self.assertIn(roles[later].get(number), ((2.0,), None))
        self.assertTrue(paused and severe)

    def test_trust_that_weighs_nothing(self):
        """Whatever moves it; and with a weight, mistrust ends drop-in and outreach."""
        columns = ("trust", "trust_inbox")
        nothing = ("seeking.trust", 0)
        plain = states(TINY, "formal", 1, *SHORT, nothing)
        moved = states(TINY, "formal", 1, *SHORT, nothing, ("traits.trust_breach", -6), ("traits.trust_good", -1), ("programme.trust", -6))
        self.assertTrue(moved != plain)
        self.assert_same_states(self.without(moved, columns), self.without(plain, columns))
        mistrust = [("programme.trust", -6), ("seeking.supporter_trust", 5), ("programme.accept_programme_trust", 5)]
        weeks = states(TINY, "formal", 1, *SHORT, *mistrust)
        self.assertTrue(sum(len(formal(plain, week)) for week in range(52)) > sum(len(formal(weeks, week)) for week in range(52)) == 0)

    def test_a_breach_is_heard_of_by_friends_only(self):
        """Trust falls of whom it befell, and by trust_heard of their friends at friend_at, once for each breach."""
        sets = [("help.breach", 0.3), ("traits.trust_good", 0), ("traits.trust_poor", 0), ("traits.trust_breach", -1), ("traits.trust_heard", -0.25),
                ("traits.trust_half_life", 5200), ("arms.formal.seeking.supporter_base", -2)]
        weeks, heard = states(TINY, "formal", 1, *SHORT, *sets), 0
        for week in range(1, 52):
            before, after = students(weeks, week - 1, "trust"), students(weeks, week, "trust")
            expected = dict.fromkeys(after, 0.0)
            for number in [int(row[1]) for row in formal(weeks, week) if row[9] == "1"]:
                expected[number] -= 1
                friends = [int(row[2]) for row in (line.split(",") for line in weeks[week] if line.startswith("t,"))
                           if int(row[1]) == number and int(row[3]) >= FRIEND_AT * 1024]
                heard += len(friends)
                for friend in friends:
                    expected[friend] -= 0.25
            for number in after.keys() & before.keys():
                if after[number][0] > -5:
                    self.assertAlmostEqual(after[number][0] - before[number][0], expected[number], delta=0.001, msg=week)
        self.assertGreater(heard, 0)

    def test_meetings_and_advice_are_counted(self):
        sets = [("help.advice", 1), (FORMAL + "meeting_hours", 2), ("arms.formal.seeking.supporter_base", -2)]
        arrays = {}
        for name, more in ("plain", []), ("more", sets), ("meeting", sets[1:2]):
            path, _ = self.run_to(name, TINY, "-r", 1, "--arm", "formal", *SHORT, *more)
            with h5py.File(path) as file:
                arrays[name] = {key: file[key][0, 0] for key in ("duty_minutes", "advised", "encounters_formal", "supporters_on_duty", "supporter_burden")}
        plain, more = arrays["plain"], arrays["more"]
        self.assertEqual((plain["advised"].any(), more["advised"].any()), (False, True))
        self.assertTrue((more["advised"] <= more["encounters_formal"]).all())
        self.assertTrue((arrays["meeting"]["duty_minutes"][1:4] == 120 * arrays["meeting"]["supporters_on_duty"][1:4]).all())
        self.assertGreater(arrays["meeting"]["duty_minutes"][0], plain["duty_minutes"][0])
        self.assertLess(arrays["meeting"]["supporter_burden"], plain["supporter_burden"])

    def test_effects_on_supporters(self):
        """By hand from the states: the change over a year served, less that of the same students in the informal arm."""
        path, _ = self.run_to("a", TINY, "-r", 1, ("run.years", 2))
        runs = [states(TINY, arm, 1) for arm in ("formal", "informal")]
        for name, column in ("empathy", "empathy"), ("self_efficacy", "self_efficacy"), ("stigma", "stigma_public"):
            gains = []
            for year in 0, 1:
                ends = 52 * year - 1, 52 * year + 51
                served = set.intersection(*(serving(runs[0], week) for week in range(ends[0] + 1, ends[1] + 1)))
                for number in served & students(runs[0], ends[0], column).keys():
                    change = [students(run, ends[1], column)[number][0] - students(run, ends[0], column)[number][0] for run in runs]
                    gains.append(change[0] - change[1])
            self.assertGreater(len(gains), 3)
            with h5py.File(path) as file:
                self.assertAlmostEqual(file[f"effect_{name}_change"][1, 0], numpy.mean(gains), places=6)
                self.assertTrue(numpy.isnan(file[f"effect_{name}_change"][0, 0]))  # nobody serves there, so nothing is 0
                self.assertTrue(-1 <= file[f"effect_{name}_r"][1, 0] <= 1)
                self.assertTrue(numpy.isnan(file[f"effect_{name}_r"][0, 0]))


if __name__ == "__main__":
    unittest.main()
