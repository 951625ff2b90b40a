# SPDX-License-Identifier: GPL-3.0-or-later
"""The program and the slow reference model agree on every state of a small school, week by week.

Integers agree exactly, reals to 1e-6. Of those who left the course only that they left is compared. Where runs have the same base and luck, and
only their arms differ, burn-in is compared once: it is the same. ctest runs the classes side by side (tests/CMakeLists.txt).
"""

import itertools
import os
import pathlib
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from reference_draws import philox  # noqa: E402
from reference_model import run  # noqa: E402
from reference_world import COLUMNS, REALS  # noqa: E402

SCENARIO = str(ROOT / "scenarios/tiny.yaml")
BUILD = pathlib.Path(os.environ.get("KITH_BUILD", ROOT / "build/release"))
PROGRAM = [str(BUILD / "tests/dump_states")]
TIE = ("banked", "cumulative", "met", "since_week", "origin", "good", "broken")
REQUEST = ("stage", "formal", "starter", "format", "poor", "referred", "breached", "topic", "minutes")


class Week:
    """The states after one week: {part: {key: {column: value}}}."""

    def __init__(self, number):
        self.number = number
        self.parts = {"student": {}, "tie": {}, "request": {}}

    def add_student(self, state):
        self.parts["student"][state["id"]] = state if state["enrolled"] else {"id": state["id"], "enrolled": 0}

    def add_tie(self, numbers):
        self.parts["tie"][tuple(numbers[:2])] = dict(zip(TIE, numbers[2:]))

    def add_request(self, numbers):
        """A pair may meet as friends and on duty, and ask as well as be offered."""
        requests = self.parts["request"]
        key = next(k for n in itertools.count() if (k := (*numbers[:2], numbers[3], numbers[4], n)) not in requests)
        requests[key] = dict(zip(REQUEST, numbers[2:]))


def weeks(stream):
    """Weeks of a stream of states."""
    columns, week = None, None
    for line in stream:
        kind, *cells = line.rstrip("\n").split(",")
        if kind == "columns":
            columns = cells
        elif kind == "week":
            if week:
                yield week
            week = Week(int(cells[0]))
        elif kind == "s":
            week.add_student({name: float(cell) if name in REALS else int(cell) for name, cell in zip(columns, cells[1:])})
        else:
            (week.add_tie if kind == "t" else week.add_request)([int(cell) for cell in cells])
    if week:
        yield week


def week_of(world):
    """The states of the reference after a week."""
    week = Week(world.week)
    for student in world.students.values():
        week.add_student({name: getattr(student, name) for name in COLUMNS})
        for peer, tie in student.ties.items():
            week.add_tie((student.id, peer, tie.banked, tie.cumulative, tie.met, tie.since_week, tie.origin, tie.good[student.id], tie.broken[student.id]))
    for r in world.requests:
        week.add_request([r.receiver, r.giver, *(getattr(r, name) for name in REQUEST)])
    return week


def differences(ours, theirs):
    """Sentences on what differs in a week."""
    if ours.number != theirs.number:
        yield f"week {ours.number} of the reference beside week {theirs.number} of the program"
        return
    for part, states in ours.parts.items():
        others = theirs.parts[part]
        for key in sorted(states.keys() | others.keys()):
            if key not in states or key not in others:
                yield f"week {ours.number}: {part} {key} only in the {'reference' if key in states else 'program'}: " \
                      f"{states.get(key) or others.get(key)}"
                continue
            for name, value in states[key].items():
                other = others[key][name]
                if abs(value - other) > (1e-6 * max(1, abs(value)) if name in REALS else 0):
                    yield f"week {ours.number}: {part} {key}, {name}: reference {value}, program {other}"


class Comparison(unittest.TestCase):
    opened = {}  # worlds at the end of burn-in, which have been compared

    def compare(self, arm, *settings, replicate=1):
        options = [part for setting in settings for part in ("--set", setting)]
        reference = map(week_of, run(SCENARIO, arm, replicate, list(settings), self.opened))
        compared = {"student": 0, "tie": 0, "request": 0}
        first = next(reference)
        with subprocess.Popen([*PROGRAM, SCENARIO, arm, str(replicate), *options], stdout=subprocess.PIPE, text=True) as program:
            theirs = itertools.dropwhile(lambda week: week.number < first.number, weeks(program.stdout))
            for ours, other in itertools.zip_longest(itertools.chain([first], reference), theirs):
                self.assertTrue(ours and other, "one of the two ends early")
                found = list(itertools.islice(differences(ours, other), 12))
                if found:
                    program.kill()
                self.assertFalse(found, "\n".join(["", *found]))
                for part, states in ours.parts.items():
                    compared[part] += len(states)
        return compared


class Basics(Comparison):

    def test_known_answers_of_philox(self):
        """Known answers that come with Random123."""
        self.assertEqual(philox((0, 0, 0, 0), (0, 0)), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8))
        ones = 0xFFFFFFFF
        self.assertEqual(philox((ones,) * 4, (ones,) * 2), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD))

    def test_informal(self):
        compared = self.compare("informal")
        self.assertTrue(all(compared.values()), compared)

    def test_healthy_friends_and_pods(self):
        self.compare("formal", "distress.influence=healthy_friends", "arms.formal.timetable.policy=pods", "timetable.block_weeks=5")

    def test_frozen_friendships_of_a_closed_school(self):
        """With support, whose encounters bank no hours then."""
        self.compare("informal", "school.turnover=closed", "graph.source=complete", "ties.frozen=true",
                     "distress.influence_weight=count", "run.years=1", "observe.tie_weeks=[0]")

    def test_education(self):
        """All session types, some in some years; presence, roles and receiving count; one trait at its bound."""
        hours = [f"education.{name}_hours={number}" for name, number in (
            ("symptoms", 12), ("scripts", 7.5), ("emergencies", 3), ("disclosure", 100), ("obligations", 9), ("collegiality", 4),
            ("supporter_boundaries", 6), ("supporter_reaching", 3), ("supporter_meeting", 12))]
        self.compare("formal", *hours, "education.spread_weeks=10", "education.symptoms_years=[1]", "education.scripts_years=[2,3]",
                     "education.disease_framing=1", "education.disclosure_anticipated=-0.5", "traits.education_half_life=20",
                     "traits.stigma_received=-0.1", "help.per_week=5", "education.reaching_outreach=0.5", "programme.outreach=0.1",
                     "programme.outreach_isolated=0.2", replicate=4)

    def test_what_is_rare(self):
        """Incidents, emergencies, breaches, busy givers and a long waiting list."""
        self.compare("formal", "distress.incident_person=0.1", "distress.incident_team=0.1", "distress.incident_site=0.1",
                     "distress.worsening=0.1", "distress.emergency=0.3", "help.breach=0.3", "help.per_week=1",
                     "noticing.noticing=0.2", "seeking.faculty_base=-2.5", "seeking.counselling_base=-2.5", "seeking.gp_base=-3", "services.course_weeks=3",
                     "arms.formal.programme.pause_burden=0.4", "arms.formal.programme.training=3")


class Programme(Comparison):

    def test_formal(self):
        compared = self.compare("formal", replicate=2)
        self.assertTrue(all(compared.values()), compared)

    def test_what_coincides(self):
        """Small groups that are circles, pairs with two requests in a week, duty too short for an encounter, uneven pods."""
        self.compare("formal", "encounters.all_meet=4", "encounters.reach=1", "programme.duty_hours=1.5", "support.crowding=2",
                     "arms.formal.seeking.supporter_base=2", "arms.formal.programme.outreach=2",
                     "arms.formal.programme.outreach_isolated=1", "programme.accept_base=3", "run.years=1", "observe.tie_weeks=[0]")
        self.compare("formal", "programme.duty_hours=0.5", "support.crowding=2", "timetable.policy=pods", "timetable.pod_size=5",
                     "run.years=1", "observe.tie_weeks=[0]", replicate=3)

    def test_lasting(self):
        """Supporters stop, successors take over, and what else fills vacancies; the programme fades without."""
        stopping = ("programme.quit_interest=0.01", "programme.quit_idle=3", "programme.quit_idle_weeks=4", "programme.quit_burden=0.05",
                    "programme.quit_exam=0.1", "programme.volunteer_share=0.8", "arms.formal.programme.extra=1", "school.leave_share=0.1")
        for replicate, (refill, succession) in enumerate((("weekly", "true"), ("term", "false"), ("never", "true")), 1):
            with self.subTest(f"{refill} {succession}"):
                self.compare("formal", *stopping, f"programme.refill={refill}", f"programme.succession={succession}",
                             f"programme.succession_weeks={3 * replicate}", replicate=replicate)

    def test_trust_advice_meetings_and_the_boundary(self):
        """Trust gates, breaches are heard of; advice, meetings, referral and slow returns; and a programme that is given up."""
        self.compare("formal", "programme.trust=-0.5", "seeking.supporter_trust=1", "programme.accept_programme_trust=1.5", "help.breach=0.2",
                     "traits.trust_half_life=10", "help.advice=0.5", "help.comfort=0.7", "help.hand_on_boundary=3", "programme.meeting_hours=1",
                     "programme.meeting_weeks=3", "programme.pause_burden=0.5", "programme.return_burden=0.2", "programme.return_weeks=2",
                     "arms.formal.seeking.supporter_base=-2")
        self.compare("formal", "programme.supporters=6", "programme.succession=true", "programme.meeting_hours=1", "support.crowding=2",
                     "arms.formal.programme.supporters=0", "arms.formal.from_week=46", "run.years=1", "observe.tie_weeks=[0]")

    def test_channels(self):
        """All channels busy, services at sites, barriers moved by all that moves them, lists that are long; GPs of less than half a place."""
        busy = [f"seeking.{name}_base={base}" for name, base in (("friend", -2), ("faculty", -2), ("counselling", -2.5),
                                                                 ("gp", -2), ("outside", -1.5))]
        self.compare("formal", *busy, "arms.formal.seeking.supporter_base=-2", "seeking.faculty_site=2", "seeking.gp_site=1", "seeking.avoid=1", "help.refer_avoid=1.5", "help.hand_on_base=-1",
                     "seeking.lasting=0.4", "seeking.placement_time=1", "seeking.career_friend=0", "help.outside_relief=0.5", "help.breach=0.3",
                     "traits.wary_breach=1.5", "traits.wary_half_life=9", "seeking.trust=1", "programme.trust=0.5", "seeking.supporter_trust=0.5",
                     "education.symptoms_hours=20", "seeking.taught_helps=1", "services.attendance=0.5", "services.faculty_places=30",
                     "services.counselling_places=50", "services.gp_places=5", "services.course_weeks=3", "distress.worsening=0.1",
                     "distress.emergency=0.3", "support.crowding=1", replicate=2)


class Policies(Comparison):

    def compare_policies(self, *settings, replicate=1):
        """Two years, the supporters' students changing each term."""
        self.compare("formal", *settings, "run.years=1", "observe.tie_weeks=[0]", "programme.volunteer_share=0.6", replicate=replicate)

    def test_selection(self):
        """Each policy, on the true graph and on a survey, with supporters who drop out and are replaced."""
        for number, selection in enumerate(("none", "one_per_group", "one_per_site", "nominated", "betweenness", "coverage", "coverage_floor")):
            with self.subTest(selection):
                survey = "arms.formal.programme.graph=" + ("oracle" if number % 2 else "survey")
                self.compare_policies(f"arms.formal.programme.selection={selection}", survey, "arms.formal.programme.extra=2", replicate=1 + number % 3)

    def test_selection_on_a_survey(self):
        for selection in "degree", "coverage":
            with self.subTest(selection):
                self.compare_policies(f"arms.formal.programme.selection={selection}", "arms.formal.programme.graph=survey",
                                      "arms.formal.programme.survey_response=0.6", "arms.formal.programme.survey_error=0.4",
                                      "arms.formal.from_week=13", replicate=2)

    def test_assignment(self):
        for number, assignment in enumerate(("none", "random", "group", "site", "nearest", "isolates")):
            with self.subTest(assignment):
                survey = "arms.formal.programme.graph=" + ("oracle" if number % 2 else "survey")
                self.compare_policies(f"arms.formal.programme.assignment={assignment}", survey, "arms.formal.programme.caseload=8", replicate=1 + number % 3)

    def test_eligibility(self):
        self.compare_policies("programme.exam_free_weeks=20", "programme.present=true", "programme.accessible_ties=3",
                              "programme.frailty_limit=0.5", "programme.unsupported_weeks=30", "programme.safe_share=0.7")
        self.compare_policies("programme.well=false", "programme.exam_free_weeks=18", "arms.formal.from_week=26", "arms.formal.programme.supporters=2")

    def test_degree_selection_from_a_later_week(self):
        self.compare("formal", "arms.formal.programme.selection=degree", "arms.formal.from_week=13",
                     "distress.influence=none", "support.crowding=2", "school.leave_share=0.2")


if __name__ == "__main__":
    unittest.main()
