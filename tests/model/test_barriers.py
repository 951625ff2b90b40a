# SPDX-License-Identifier: GPL-3.0-or-later
"""Raising one barrier never raises what it stands before: in the first week in which anything differs, those who come to it are some of the others."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from kith import TINY, Case, states  # noqa: E402

OFFERED, ACCEPTED = 2, 4
SHORT = [("run.years", 1), ("observe.tie_weeks", "[0]")]
# Many offers, so that few weeks pass until one is held back.
OPEN = [("support.offer_base", -1), ("noticing.noticing", 0.1), ("distress.worsening", 0.1)]
# Parameters of the law; each multiplies what is never below 0.
OFFER_PARAMETERS = {"support.offer_severe": 10, "support.offer_unsure": 5, "support.offer_burden": 10}
# An hour of sessions lowers or raises one trait of everybody: which effect, and the sign that makes a barrier of it.
OFFER_TRAITS = {"symptoms": ("symptoms_literacy", -1), "scripts": ("scripts_clarity", -1), "obligations": ("obligations_norm", -1),
                "emergencies": ("emergencies_worry", 1), "disclosure": ("disclosure_stigma", 1), "collegiality": ("collegiality_norm", -1)}
EFFECTS = ("teaching_stigma", "framing_stigma", "symptoms_literacy", "scripts_self_efficacy", "scripts_clarity", "emergencies_literacy",
           "emergencies_worry", "disclosure_stigma", "disclosure_anticipated", "obligations_norm", "obligations_clarity",
           "emphasis_career_fear", "collegiality_norm")


def lesson(session, effect, size):
    """Thirty hours of one session type that do one thing."""
    return [(f"education.{session}_hours", 30)] + [(f"education.{name}", size if name == effect else 0) for name in EFFECTS]


def came_to(lines, stage, formal=None):
    """Offers of a week that came to a stage, not those asked for: {(receiver, giver)}."""
    rows = [line.split(",") for line in lines if line.startswith("r,")]
    return {(row[1], row[2]) for row in rows if int(row[3]) & stage and row[5] == "0" and formal in (None, row[4])}


class Barriers(Case):

    def check_fewer(self, base, raised, stage, formal=None):
        weeks = [week for week in base if week is not None]
        differs = [week for week in weeks if came_to(base[week], stage, formal) != came_to(raised[week], stage, formal)]
        self.assertTrue(differs, "the barrier held nobody back")
        week = min(differs)
        self.assertLess(came_to(raised[week], stage, formal), came_to(base[week], stage, formal), week)

    def test_offers(self):
        """Severity, lack of expertise with an unclear role, burden; literacy, clarity, self-efficacy, norm, stigma, worry."""
        base = states(TINY, "informal", 1, *SHORT, *OPEN)
        for name, value in OFFER_PARAMETERS.items():
            with self.subTest(name):
                self.check_fewer(base, states(TINY, "informal", 1, *SHORT, *OPEN, (name, value)), OFFERED)
        for session, (effect, size) in OFFER_TRAITS.items():
            with self.subTest(effect):
                self.check_fewer(base, states(TINY, "informal", 1, *SHORT, *OPEN, *lesson(session, effect, size)), OFFERED)
        with self.subTest("self-efficacy"):
            self.check_fewer(base, states(TINY, "informal", 1, *SHORT, *OPEN, *lesson("scripts", "scripts_self_efficacy", -1)), OFFERED)

    def test_a_programme_crowds_friends_out(self):
        """Offers of friends, where supporters are on duty."""
        base = states(TINY, "formal", 1, *SHORT, *OPEN)
        self.check_fewer(base, states(TINY, "formal", 1, *SHORT, *OPEN, ("support.crowding", 20)), OFFERED, "0")

    def test_acceptance(self):
        base = states(TINY, "informal", 1, *SHORT, *OPEN, ("help.breach", 0.5))
        for name, more in (("broken confidences", [("support.accept_broken", 20)]),
                           ("anticipated stigma", lesson("disclosure", "disclosure_anticipated", 1)),
                           ("career fear", [("education.obligations_emphasis", 1), *lesson("obligations", "emphasis_career_fear", 1)])):
            with self.subTest(name):
                self.check_fewer(base, states(TINY, "informal", 1, *SHORT, *OPEN, ("help.breach", 0.5), *more), ACCEPTED)

    def test_acceptance_of_supporters(self):
        """Mistrust of the programme, broken confidences."""
        often = [("arms.formal.programme.outreach", 0.5), ("programme.accept_base", 1), ("help.breach", 0.5), ("programme.accept_programme_trust", 1)]
        base = states(TINY, "formal", 1, *SHORT, *often)
        for name, value in ("programme.trust", -2), ("programme.accept_broken", 20):
            with self.subTest(name):
                self.check_fewer(base, states(TINY, "formal", 1, *SHORT, *often, (name, value)), ACCEPTED, "1")


if __name__ == "__main__":
    unittest.main()
