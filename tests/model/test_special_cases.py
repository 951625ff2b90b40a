# SPDX-License-Identifier: GPL-3.0-or-later
"""The special cases that the model promises exactly: no rates, no programme, identical arms, arms that begin later, frozen ties."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import h5py  # noqa: E402
import numpy  # noqa: E402

from kith import ROOT, SCENARIOS, TINY, Case, kith, states  # noqa: E402

COPENHAGEN = ROOT.parent / "shared/data/copenhagen_friends.csv"
WEEKLY = ("arm", "replicate", "week")

# What the calendar sets; presence and free hours follow the season.
CALENDAR = {"enrolled", "phase", "season", "year_of_course", "place", "site", "phase_week", "presence", "leisure_rate"}
NO_RATES = """schema: 1
run: {years: 2, burn_in_years: 1, replicates: 2}
school: {intake: 40, course: [campus, placement, placement], turnover: closed, leave_share: 0}
graph: {source: random, degree: 8}
ties: {frozen: true}
population: {entry_distressed: 0.5, entry_severe: 0.5}
distress:
  onset: 0
  recovery_shape: 3       # with 10,000 weeks: less than 1e-6 over the whole run
  recovery_weeks: 10000
  recovery_frailty: 0
  worsening: 0
  easing: 0
  incident_person: 0
  incident_team: 0
  incident_site: 0
  emergency: 0
noticing: {noticing: 0}
seeking: {friend_base: -20, supporter_base: -20, faculty_base: -20, counselling_base: -20, gp_base: -20, outside_base: -20}
"""

LATE = """
arms:
  base: {{}}
  programme: {{from_week: {0}, programme: {{supporters: 6, outreach: 1}}}}
  places: {{from_week: {0}, timetable: {{policy: pods, pod_size: 3, site_capacity: [30, 30]}}}}
  rates: {{from_week: {0}, distress: {{onset: 0.5}}}}
"""


def weekly(file):
    """Names of the arrays over (arm, replicate, week, ...) of an open file."""
    return [name for name, item in file.items() if isinstance(item, h5py.Dataset) and item.ndim >= 3]


def tiny_without_arms():
    text = TINY.read_text()
    return text[:text.index("\narms:")]


class SpecialCases(Case):

    def test_all_rates_zero(self):
        """Nothing changes but the calendar: compared week by week, every state of every student and tie."""
        weeks = states(self.write("a.yaml", NO_RATES), "base", 1)
        names = weeks.pop(None)
        kept = [k + 2 for k, name in enumerate(names) if name not in CALENDAR]
        self.assertEqual(len(kept), len(names) - len(CALENDAR), "a column of the calendar is missing")
        first, calendars, levels = None, set(), set()
        for week in sorted(weeks):
            rows = [line.split(",") for line in weeks[week]]
            students = [row for row in rows if row[0] == "s"]
            now = [[row[k] for k in kept] for row in students], [row[:5] + row[6:] for row in rows if row[0] == "t"]  # without the hours met
            self.assertFalse([row for row in rows if row[0] == "r"], week)
            first = first or now
            self.assertTrue(now == first, f"a state other than the calendar's differs in week {week}")
            calendars.add(tuple(tuple(row) for row in students))
            levels |= {row[names.index("level") + 2] for row in students}
        self.assertEqual((len(weeks), levels, len(first[1])), (156, {"0", "1", "2"}, 320))
        self.assertGreater(len(calendars), 20, "the calendar did not move either")

    def test_no_supporters_are_no_programme(self):
        """Whatever else the programme's parameters say: every state of every week is that of the informal arm."""
        formal = "arms.formal.programme."
        informal = states(TINY, "informal", 2)
        self.assertTrue(states(TINY, "formal", 2) != informal)
        for settings in ([("supporters", 0)], [("volunteer_share", 0)], [("supporters", 0), ("training", 10)]):
            with self.subTest(settings):
                sets = [(formal + name, value) for name, value in settings] + [("arms.formal.support.crowding", 100)]
                self.assert_same_states(states(TINY, "formal", 2, *sets), informal)

    def test_topics_and_minutes_change_nothing(self):
        """Other weights and minutes of informal encounters: the same states, but for the last two numbers of a request."""
        def without(weeks):
            return {week: [line.rsplit(",", 2)[0] if line.startswith("r,") else line for line in lines] for week, lines in weeks.items()}

        plain = states(TINY, "formal", 1)
        other = states(TINY, "formal", 1, ("help.topic_mood", 50), ("help.topic_other", 0), ("help.minutes_call", 5))
        self.assertNotEqual(plain, other)
        self.assert_same_states(without(plain), without(other))

    def test_identical_arms(self):
        """Paired differences are exactly zero, and every array is the same, with and without a programme."""
        arms = "".join(f"  {name}: {{programme: {{supporters: {number}, outreach: 0.5}}}}\n" for name, number in (("a", 6), ("b", 6), ("c", 0), ("d", 0)))
        path, _ = self.run_to("a", self.write("a.yaml", tiny_without_arms() + "\narms:\n" + arms))
        with h5py.File(path) as file:
            for name, item in file.items():
                if isinstance(item, h5py.Dataset) and item.ndim >= 2 and not name.endswith("_change"):
                    numpy.testing.assert_array_equal(item[0], item[1], name)
                    numpy.testing.assert_array_equal(item[2], item[3], name)
            names = file["outcome"].asstr()[:].tolist()
            known = [k for k, name in enumerate(names) if numpy.isfinite(file[name][0]).all()]
            self.assertGreater(len(known), len(names) // 2)
            for number in "difference", "low", "high", "lower_in":
                self.assertTrue((file[f"comparison/{number}"][1, known] == 0).all(), number)
            self.assertTrue((file["comparison/difference"][2, known] != 0).any())

    def test_arms_that_begin_later(self):
        """Before their first week arms are the base in every count and state; after it they are not."""
        begin = 60
        scenario = self.write("a.yaml", tiny_without_arms() + LATE.format(begin))
        path, _ = self.run_to("a", scenario)
        with h5py.File(path) as file:
            arrays = {name: file[name][:] for name in weekly(file)}
        self.assertGreater(len(arrays), 40)
        for arm in 1, 2, 3:
            for name, values in arrays.items():
                numpy.testing.assert_array_equal(values[arm, :, :begin], values[0, :, :begin], name)
            self.assertTrue(any((values[arm, :, begin:] != values[0, :, begin:]).any() for values in arrays.values()), arm)
        base, late = states(scenario, "base", 1), states(scenario, "rates", 1)
        self.assert_same_states(base, late, until=begin)
        self.assertTrue(base[begin] != late[begin])

    def test_another_seed_is_other_luck(self):
        digests = {self.digest(TINY, *seed) for seed in ([], ["--seed", 2], ["--seed", 2**63 - 1], [("run.seed", 2)])}
        self.assertEqual(len(digests), 3)

    def check_given_graph(self, path, ties):
        """Frozen ties are those given in every week; living ones change; nothing is recorded of single students."""
        with h5py.File(path) as file:
            arms = file["arm"].asstr()[:].tolist()
            self.assertEqual([item for item in ("ties", "roster", "census", "events") if item in file], [])
            for arm, name in enumerate(arms):
                with self.subTest(name):
                    frozen = name.startswith("frozen")
                    self.assertEqual((file["tie_ends"][arm] == 2 * ties).all(), frozen)
                    for change in "tie_births", "tie_deaths":
                        self.assertEqual((file[change][arm] == 0).all(), frozen)
            self.assertGreater(file["encounters_informal"][0].sum(), 0)
            self.assertGreater(file["encounters_formal"][1].sum(), 0)

    def test_a_given_graph(self):
        lines = (SCENARIOS / "graphs/sixty_friends.csv").read_text().split()
        path, _ = self.run_to("a", SCENARIOS / "known_graph.yaml", "-r", 2)
        self.check_given_graph(path, len(lines) - 1)

    def test_copenhagen(self):
        if not COPENHAGEN.exists():
            self.skipTest(f"the friendships of 800 students are not at {COPENHAGEN}")
        pairs = {frozenset(line.split(",")) for line in COPENHAGEN.read_text().split()[1:]}
        ties, students = {pair for pair in pairs if len(pair) == 2}, len(frozenset().union(*pairs))
        words = [SCENARIOS / "known_graph.yaml", ("graph.file", COPENHAGEN), "-r", 1, ("run.years", 1)]
        path, _ = self.run_to("a", *words, ("school.intake", students))
        self.check_given_graph(path, len(ties))
        wrong = kith("check", *words[:2], ("school.intake", students + 1))
        self.assertEqual((wrong.returncode, wrong.stderr.splitlines()[-1]),
                         (2, f"{COPENHAGEN}: error: names {students} students; school.intake is {students + 1}"))


if __name__ == "__main__":
    unittest.main()
