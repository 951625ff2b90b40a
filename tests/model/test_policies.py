# SPDX-License-Identifier: GPL-3.0-or-later
"""Policies of selection and assignment in a whole school: none of them without supporters, caseloads, pauses, what they need to know."""
import collections
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import h5py  # noqa: E402
import numpy  # noqa: E402

from kith import TINY, Case, kith, states  # noqa: E402

SELECTIONS = ("random", "one_per_group", "one_per_site", "degree", "betweenness", "nominated", "coverage", "coverage_floor")
ASSIGNMENTS = ("none", "caseload", "random", "group", "site", "nearest", "isolates")
BY_GRAPH = {"degree", "betweenness", "coverage", "coverage_floor", "nearest", "isolates"}
ON_DUTY, NOBODY, HELD = 1, 0xFFFFFFFF, 8
SUPPORTERS, EXTRA, CASELOAD = 5, 3, 4
FORMAL = "arms.formal.programme."


def policies():
    """Every policy at least once, each selection with another assignment, on the true graph and on a survey."""
    for number, selection in enumerate(SELECTIONS):
        yield selection, ASSIGNMENTS[number % len(ASSIGNMENTS)], "oracle" if number % 2 else "survey"


def settings(selection, assignment, graph, supporters=SUPPORTERS):
    return [(FORMAL + name, value) for name, value in (("selection", selection), ("assignment", assignment), ("graph", graph), ("extra", EXTRA),
                                                      ("supporters", supporters), ("caseload", CASELOAD))] + [("run.years", 1), ("observe.tie_weeks", "[0]")]


class Policies(Case):

    def test_no_supporters_are_no_programme(self):
        """Bit for bit, whatever the policies; so is a programme that selects nobody."""
        informal = states(TINY, "informal", 1, *settings("random", "none", "oracle"))
        crowding = ("arms.formal.support.crowding", 100)
        for choice in policies():
            with self.subTest(choice):
                self.assert_same_states(states(TINY, "formal", 1, *settings(*choice, supporters=0), crowding), informal)
        self.assert_same_states(states(TINY, "formal", 1, *settings("none", "caseload", "oracle"), crowding), informal)

    def check_weeks(self, weeks):
        """Counts of caseloads, pauses and formal encounters over a run."""
        columns = weeks.pop(None)
        at = {name: columns.index(name) + 2 for name in ("role", "assigned", "enrolled")}
        seen = collections.Counter()
        for week, lines in weeks.items():
            rows = [line.split(",") for line in lines]
            students = {row[1]: row for row in rows if row[0] == "s" and row[at["enrolled"]] == "1"}
            roles = {number: int(row[at["role"]]) for number, row in students.items()}
            load = collections.Counter(row[at["assigned"]] for row in students.values() if int(row[at["assigned"]]) != NOBODY)
            self.assertLessEqual(max(load.values(), default=0), CASELOAD, week)
            self.assertLessEqual(sum(role > 0 for role in roles.values()), SUPPORTERS + EXTRA, week)
            self.assertTrue(all(roles[number] for number in load), f"week {week}: students of one who is no supporter")
            formal = [row for row in rows if row[0] == "r" and int(row[3]) & HELD and row[4] == "1"]
            self.assertTrue(all(roles[row[2]] == ON_DUTY for row in formal), f"week {week}: a formal encounter of one who is not on duty")
            seen.update(assigned=sum(load.values()), formal=len(formal), paused=sum(role > ON_DUTY for role in roles.values()))
        return seen

    def test_caseloads_and_pauses(self):
        """At most caseload students a supporter, and no formal encounter of a paused one, in any week."""
        for choice in policies():
            with self.subTest(choice):
                seen = self.check_weeks(states(TINY, "formal", 2, *settings(*choice), (FORMAL + "pause_burden", 0.5), ("arms.formal.seeking.supporter_base", -1)))
                self.assertTrue(seen["formal"] and seen["paused"], seen)
                self.assertEqual(seen["assigned"] > 0, choice[1] != "none")

    def test_threads_change_nothing(self):
        choice = settings("coverage_floor", "nearest", "survey")
        self.assert_same_states(states(TINY, "formal", 1, *choice, parallel=True), states(TINY, "formal", 1, *choice))

    def test_the_objective_is_recorded(self):
        """The cost in the weeks of an assignment, the number assigned in every week; more supporters by extra."""
        arms = "\narms:\n  informal: {}\n" + "".join(
            f"  {name}: {{programme: {{supporters: {SUPPORTERS}, extra: {EXTRA}, caseload: {CASELOAD}, assignment: {name}, graph: survey}}}}\n" for name in ASSIGNMENTS)
        text = TINY.read_text()
        path, _ = self.run_to("a", self.write("a.yaml", text[:text.index("\narms:")] + arms), "-r", 2)
        with h5py.File(path) as file:
            names = file["arm"].asstr()[:].tolist()
            assigned, cost = file["assigned_students"][:], file["assignment_cost"][:]
            serving = file["supporters_on_duty"][:] + file["supporters_paused"][:]
        self.assertEqual((assigned[0].any(), cost[0].any(), serving[0].any()), (False, False, False))
        self.assertTrue((serving[1:].max(axis=(1, 2)) == SUPPORTERS + EXTRA).all(), serving.max(axis=(1, 2)))
        for arm, name in enumerate(names[1:], 1):
            with self.subTest(name):
                self.assertEqual(assigned[arm].any(), name != "none")
                self.assertTrue((assigned[arm] <= CASELOAD * (SUPPORTERS + EXTRA)).all())
                weeks = set(numpy.nonzero(cost[arm].any(axis=0))[0] % 26)
                self.assertEqual(weeks, set() if name == "none" else {0})
        full = [names.index(name) for name in ("caseload", "random", "nearest", "isolates")]
        self.assertTrue((assigned[full, :, 0] == numpy.minimum(CASELOAD * serving[full, :, 0], 71)).all(), "as many as can be")

    def test_oracles_are_named(self):
        """kith check warns of each arm that goes by what no school knows, and of no other."""
        for key, names in ("selection", SELECTIONS), ("assignment", ASSIGNMENTS):
            for name in names:
                for graph in "oracle", "survey":
                    with self.subTest(key + " " + name + " " + graph):
                        sets = [("arms.formal.programme." + key, name), ("arms.formal.programme.graph", graph)]
                        done = kith("check", TINY, *sets)
                        self.assertEqual(done.returncode, 0, done.stderr)
                        expected = graph == "oracle" and name in BY_GRAPH
                        self.assertEqual(f"arm formal uses an oracle: programme.{key} {name} " in done.stderr, expected)
                        self.assertEqual("oracle" in done.stderr, expected)

    def test_without_supporters_nothing_is_an_oracle(self):
        done = kith("check", TINY, ("programme.selection", "degree"), (FORMAL + "selection", "random"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
