# SPDX-License-Identifier: GPL-3.0-or-later
"""Weeks whose days differ, schools that share sites, places that are facilitated or near campus: what they must and must not change."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from kith import Case, states  # noqa: E402

SEAT_BITS = 20
SCENARIO = """schema: 1
run: {{years: 1, burn_in_years: 3, replicates: 1}}
school: {{intake: {intake}, schools: {schools}, course: {course}}}
timetable: {{site_capacity: [40, 30, 20, 10]}}
arms:
  none: {{}}
  changed:
    timetable: {{{timetable}}}
"""


class Days(Case):

    def scenario(self, timetable="", intake=24, schools=1, course="[campus, placement, placement]"):
        return self.write("a.yaml", SCENARIO.format(timetable=timetable, intake=intake, schools=schools, course=course))

    def students(self, weeks, week, *names):
        """{id: [value of each named column]} of a week."""
        columns = weeks[None]
        rows = (line.split(",") for line in weeks[week] if line.startswith("s,"))
        return {int(row[1]): [float(row[2 + columns.index(name)]) for name in names] for row in rows}

    def ties(self, weeks, week):
        """{(id, peer): (banked, met)} of a week."""
        rows = (line.split(",") for line in weeks[week] if line.startswith("t,"))
        return {(int(row[1]), int(row[2])): (int(row[3]), int(row[5])) for row in rows}

    def assert_symmetric(self, weeks):
        for week in range(52):
            ties = self.ties(weeks, week)
            self.assertTrue(all(ties[peer, student] == both for (student, peer), both in ties.items()), f"week {week}")

    def test_hub_days_begin_with_the_first_hub_week(self):
        """Every fourth week of placement: before week 3 nothing differs; from then on ties do, and they stay the same at both ends."""
        for mixing in "cohort", "campus_group", "all":
            path = self.scenario(f"hub_every_weeks: 4, hub_mixing: {mixing}")
            none, hub = states(path, "none", 1), states(path, "changed", 1)
            self.assertEqual([week for week in range(4) if none[week] != hub[week]], [3], mixing)
            self.assert_symmetric(hub)
            self.assertEqual(self.students(none, 3, "place", "site"), self.students(hub, 3, "place", "site"))

    def test_a_hub_day_brings_the_dispersed_together(self):
        """In the first hub week some tied students at different sites meet for longer than without it, and of strangers more become tied."""
        path = self.scenario("hub_every_weeks: 4")
        none, hub = states(path, "none", 1), states(path, "changed", 1)
        place = self.students(hub, 3, "place", "phase")
        longer = 0
        for pair, (_, met) in self.ties(hub, 3).items():
            apart = place[pair[0]][0] != place[pair[1]][0]
            both_placed = place[pair[0]][0] >= 0 and place[pair[1]][0] >= 0
            before = self.ties(none, 3).get(pair, (0, 0))[1]
            longer += apart and both_placed and met > before
            if not (place[pair[0]][1] or place[pair[1]][1]):  # both on campus
                self.assertEqual(met, before)
        self.assertGreater(longer, 5)

    def test_what_a_students_file_gives(self):
        """Attributes stand in place of those drawn; in the year before placement its groups are the tutorial groups."""
        rows = [(f"s{k:02}", "ABCD"[k * 7 % 4], f"{k % 2}{k // 2 % 2}") for k in range(24)]
        self.write("students.csv", "student_id,group,attributes\n" + "".join(",".join(row) + "\n" for row in rows))
        path = self.scenario("students: students.csv", course="[campus, placement, placement]")
        given, drawn = states(path, "changed", 1), states(path, "none", 1)
        for week in 0, 51:
            for student, (attributes, entered) in self.students(given, week, "attributes", "year_of_course").items():
                if entered == 0:  # in the arm's own years
                    seat = student & (1 << SEAT_BITS) - 1
                    self.assertEqual(attributes, seat % 2 + 2 * (seat // 2 % 2))
        first_year = [student for student, (year,) in self.students(given, 5, "year_of_course").items() if year == 0]
        self.assertEqual(len(first_year), 24)
        mates = [(a, b) for a, b in self.ties(given, 5) if a in first_year and b in first_year]
        others = [(a, b) for a, b in self.ties(drawn, 5) if a in first_year and b in first_year]

        def within(pairs):
            group = lambda student: rows[student & (1 << SEAT_BITS) - 1][1]  # noqa: E731
            return sum(group(a) == group(b) for a, b in pairs) / len(pairs)

        self.assertGreater(within(mates), within(others) + 0.1)

    def test_near_and_facilitated_places(self):
        """Near sites count as campus in free time: tied students apart meet for longer; facilitated places raise the norm there and nowhere else."""
        for remote in "yes", "no":
            self.write(f"{remote}.csv", "site,capacity,remote,facilitated\nA,40,%s,yes\nB,60,%s,no\n" % (remote, remote))
        far, near = (states(self.scenario(f"places: {remote}.csv"), "changed", 1) for remote in ("yes", "no"))
        place = self.students(far, 0, "place")
        self.assertEqual(place, self.students(near, 0, "place"))
        apart = [pair for pair in self.ties(far, 0) if pair in self.ties(near, 0) and place[pair[0]] != place[pair[1]]]
        self.assertGreater(len(apart), 20)
        hours = [(self.ties(far, 0)[pair][1], self.ties(near, 0)[pair][1]) for pair in apart]
        self.assertTrue(all(one <= other for one, other in hours) and sum(one < other for one, other in hours) > len(apart) / 2)
        before, after = (self.students(near, week, "collegial_norm", "place", "enrolled") for week in (3, 4))
        for student, (norm, at, enrolled) in after.items():
            self.assertAlmostEqual(norm - before[student][0], 0.01 if at == 0 and enrolled else 0, places=5)

    def test_threads_and_hubs(self):
        path = self.scenario("hub_every_weeks: 2, hub_mixing: all")
        self.assert_same_states(states(path, "changed", 2, parallel=True), states(path, "changed", 2))

    def test_schools_meet_at_sites_only(self):
        """Two schools: on campus no tie crosses them, on shared sites some do, and each has the students it would have alone at its seats."""
        alone = states(self.scenario(schools=2, intake=24, course="[campus, campus]"), "none", 1)
        shared = states(self.scenario(schools=2, intake=24), "none", 1)

        def crossing(weeks):
            school = lambda student: (student & (1 << SEAT_BITS) - 1) // 24  # noqa: E731
            return sum(school(a) != school(b) for a, b in self.ties(weeks, 30))

        self.assertEqual(crossing(alone), 0)
        self.assertGreater(crossing(shared), 10)
        self.assertEqual(len(self.students(shared, 0, "id")), 3 * 2 * 24)
        self.assert_symmetric(shared)


if __name__ == "__main__":
    unittest.main()
