# SPDX-License-Identifier: GPL-3.0-or-later
"""Education: no hours and hours without effect change nothing, what was taught fades to nothing, barriers never raise offers, hours are equal where promised."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import h5py  # noqa: E402
import numpy  # noqa: E402

from kith import SCENARIOS, TINY, Case, states  # noqa: E402

SESSIONS = ("symptoms", "scripts", "emergencies", "disclosure", "obligations", "collegiality", "supporter_boundaries",
            "supporter_reaching", "supporter_meeting")
EFFECTS = ("teaching_stigma", "framing_stigma", "symptoms_literacy", "scripts_self_efficacy", "scripts_clarity", "emergencies_literacy",
           "emergencies_worry", "disclosure_stigma", "disclosure_anticipated", "obligations_norm", "obligations_clarity",
           "emphasis_career_fear", "collegiality_norm", "boundaries_clarity", "reaching_literacy", "reaching_self_efficacy", "reaching_outreach",
           "meeting_clarity", "meeting_self_efficacy")
OFFERED, ACCEPTED = 2, 4
NOTHING_GROWS = [(f"traits.{name}", 0) for name in ("empathy_gain", "self_efficacy_gain", "stigma_change", "facilitated_norm",
                                                    "train_literacy", "train_clarity", "train_self_efficacy", "train_stigma")]


def hours(number, sessions=SESSIONS):
    return [(f"education.{session}_hours", number) for session in sessions]


def effects(number, names=EFFECTS):
    return [(f"education.{name}", number) for name in names]


def reached(lines, stage):
    """Requests of a week that came to a stage: {(receiver, giver, starter)}."""
    rows = [line.split(",") for line in lines if line.startswith("r,")]
    return {(row[1], row[2], row[5]) for row in rows if int(row[3]) & stage}


class Education(Case):

    def students(self, weeks, week, names):
        """Values of a week by column: {name: array over those enrolled}."""
        columns = weeks[None]
        rows = [line.split(",")[2:] for line in weeks[week] if line.startswith("s,")]
        rows = [row for row in rows if row[columns.index("enrolled")] == "1"]
        return {name: numpy.array([float(row[columns.index(name)]) for row in rows]) for name in names}

    def test_nothing_to_teach(self):
        """No hours, whatever they would do; and hours that do nothing: every state of every week."""
        plain = states(TINY, "formal", 1)
        for settings in (effects(1) + [("education.spread_weeks", 1)], hours(100) + effects(0)):
            with self.subTest(settings[0]):
                self.assert_same_states(states(TINY, "formal", 1, *settings), plain)
        self.assertTrue(states(TINY, "formal", 1, *hours(3)) != plain)

    def test_what_was_taught_fades(self):
        """Those who were taught before week 0 and not since have the traits that they came with."""
        begin = [("arms.formal." + name, 0) for name, _ in hours(0)] + [("arms.formal.programme.supporters", 0)]
        sets = NOTHING_GROWS + hours(5) + [("traits.education_half_life", 3)]
        weeks, own = states(TINY, "formal", 1, *sets, *begin), states(TINY, "formal", 1, *NOTHING_GROWS, begin[-1])
        names = [name for name in weeks[None] if name.startswith("taught_")]
        self.assertEqual(len(names), 9)
        names.remove("taught_reaching")  # no trait
        traits = [name.removeprefix("taught_") for name in names]
        before, after, untaught = self.students(weeks, -20, names), self.students(weeks, 103, names), self.students(own, 103, traits)
        for name, trait in zip(names, traits):
            self.assertGreater(numpy.abs(before[name]).max(), 0.01, name)
            self.assertLess(numpy.abs(after[name]).max(), 1e-6, name)
            numpy.testing.assert_allclose(self.students(weeks, 103, [trait])[trait], untaught[trait], atol=1e-5)

    def check_lowers(self, stage, *sets):
        """In the first week whose requests differ, those of the taught that come to a stage are some of the others'."""
        base, taught = states(TINY, "informal", 1), states(TINY, "informal", 1, *sets)
        week = min(week for week in base if week is not None and base[week] != taught[week]
                   and reached(base[week], stage) != reached(taught[week], stage))
        self.assertLess(reached(taught[week], stage), reached(base[week], stage))

    def test_barriers_never_raise_offers(self):
        harm = effects(0) + [("education.disease_framing", 1), ("education.framing_stigma", 1)]
        self.check_lowers(OFFERED, *hours(30, ["symptoms"]), *harm)
        self.check_lowers(OFFERED, *hours(30, ["emergencies"]), *effects(0), ("education.emergencies_worry", 1))

    def test_barriers_never_raise_acceptance(self):
        harm = effects(0) + [("education.obligations_emphasis", 1), ("education.emphasis_career_fear", 1)]
        self.check_lowers(ACCEPTED, *hours(30, ["obligations"]), *harm)

    def test_reaching_out(self):
        """Training in it makes supporters approach more of their assigned students, in the first week that differs; unlearning it, fewer."""
        often = hours(20, ["supporter_reaching"]) + [("education.reaching_literacy", 0), ("education.reaching_self_efficacy", 0),
                                                     ("education.teaching_stigma", 0), ("run.years", 1), ("observe.tie_weeks", "[0]"),
                                                     ("arms.formal.programme.outreach", 0.1), ("arms.formal.programme.outreach_isolated", 0.1)]
        runs = {size: states(TINY, "formal", 1, *often, ("education.reaching_outreach", size)) for size in (-0.5, 0, 0.5)}
        for low, high in (-0.5, 0), (0, 0.5):
            week = min(week for week in runs[0] if week is not None
                       and reached(runs[low][week], OFFERED) != reached(runs[high][week], OFFERED))
            self.assertLess(reached(runs[low][week], OFFERED), reached(runs[high][week], OFFERED), (low, week))
        idle = [("arms.formal.programme." + name, 0) for name in ("outreach", "outreach_isolated")]
        still = [states(TINY, "formal", 1, *often, *idle, ("education.reaching_outreach", size)) for size in (0, 0.5)]
        column = still[0].pop(None).index("taught_reaching") + 2
        for week, lines in still[0].items():
            cut = [[line.split(",")[:column] if line.startswith("s,") else line for line in run] for run in (lines, still[1][week])]
            self.assertTrue(cut[0] == cut[1], f"without outreach nothing goes by it: week {week}")

    def test_hours_are_those_of_the_timetable(self):
        """Where nobody is ever absent, a student spends the hours that the scenario says."""
        path, _ = self.run_to("a", TINY, *hours(4), ("education.supporter_meeting_hours", 0), ("education.scripts_years", "2"),
                              ("encounters.absence_distressed", 0), ("encounters.absence_severe", 0))
        with h5py.File(path) as file:
            minutes, students = file["taught_minutes"][0].sum(axis=1), file["students_by_year"][0, :, ::52].sum(axis=1)
        numpy.testing.assert_allclose(minutes, 60 * students @ numpy.array([20, 24, 20]), rtol=0.002)

    def test_equal_hours(self):
        """The arms that promise it take the same hours, as counted, within 3%."""
        for name, arms in (("two_by_two", ("formal", "equal_hours_education", "untrained")),
                           ("training_everyone", ("few", "everyone", "first_year", "everyone_badly"))):
            only = [word for arm in ("informal", *arms) for word in ("--arm", arm)]
            path, _ = self.run_to(name, SCENARIOS / f"{name}.yaml", "-r", 1, ("run.years", 3), *only)
            with h5py.File(path) as file:
                places = file["arm"].asstr()[:].tolist()
                spent = {arm: file["arranged_hours"][places.index(arm)].mean() for arm in arms}
                self.assertEqual(file["arranged_hours"][places.index("informal")].max(), 0)
            for arm in arms:
                self.assertAlmostEqual(spent[arm] / spent[arms[0]], 1, delta=0.03, msg=f"{name}: {spent}")


if __name__ == "__main__":
    unittest.main()
