# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes that no value shows alone: between sections, and in the graphs and rosters that a scenario names."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from kith import Case, TINY, kith  # noqa: E402

BETWEEN = """schema: 1
run: {start_date: "2024-13-01", burn_in_years: 2, years: 1}
school: {intake: 25, course: [campus, placement, placement]}
graph: {source: regular, degree: 3}
timetable: {site_capacity: [10, 1]}
observe: {tie_weeks: [51, 52]}
arms:
  same: {}
  few_places:
    timetable:
      site_capacity: [30, 3]
  enough_pods:
    timetable: {policy: pods, pod_size: 16, site_capacity: [40, 39]}
  few_pods:
    timetable: {policy: pods, pod_size: 16, site_capacity: [31, 47]}
  nameless:
    timetable: {policy: roster}
"""
BETWEEN_SAID = """\
a.yaml:2:48: error: run.burn_in_years is 2; the school opens empty and needs at least the 3 years of the course to fill
a.yaml:2:19: error: run.start_date is "2024-13-01", allowed is a date as YYYY-MM-DD, from 1900 to 2199
a.yaml:4:17: error: graph.source is regular, which needs school.turnover closed (ties from the start are among those who stay)
a.yaml:4:34: error: no graph of 25 students has 3 ties each: degree must be whole, below the number of students, and degree × students even
a.yaml:6:22: error: observe.tie_weeks records single students; it is refused for imported graphs and rosters, which hold real people
a.yaml:6:22: error: observe.tie_weeks holds 52, but the run ends with week 51
a.yaml:5:28: error: E111 the sites take 11 students at once, but 50 need a place (2 years of 25 students): 39 too few
a.yaml:11:22: error: E111 the sites take 33 students at once, but 50 need a place (2 years of 25 students): 17 too few
a.yaml:17:25: error: timetable.policy is roster, but timetable.roster names no file
"""

# (scenario, settings, the message after the place)
SETTINGS = [
    ("tiny", [("run.burn_in_years", 2)], "run.burn_in_years is 2; the school opens empty and needs at least the 3 years of the course to fill"),
    ("tiny", [("timetable.site_capacity", "10,10")], "the sites take 20 students at once, but 48 need a place (2 years of 24 students): 28 too few"),
    ("tiny", [("timetable.site_capacity", "[]")], "timetable.site_capacity is empty, but 2 years of the course are on placement"),
    ("tiny", [("graph.source", "complete")], "graph.source is complete, which needs school.turnover closed"),
    ("tiny", [("observe.tie_weeks", "0,104")], "observe.tie_weeks holds 104, but the run ends with week 103"),
    ("tiny", [("calendar.placement_breaks", ",".join(map(str, range(52))))], "no week of a placement year is left for placements"),
    ("tiny", [("education.symptoms_years", "1,4")], "education.symptoms_years holds 4, but the course has 3 years"),
    ("tiny", [("timetable.policy", "roster")], "timetable.policy is roster, but timetable.roster names no file"),
    *[("tiny", [("run.start_date", date)], f'run.start_date is "{date}", allowed is a date as YYYY-MM-DD, from 1900 to 2199')
      for date in ("2023-02-29", "2024-00-10", "2024-04-31", "1900-02-29", "24-01-01", "2024-1-1", "2024-01-01T00", "tomorrow", "")],
    ("sisa", [("school.intake", 11), ("graph.degree", 3)], "no graph of 11 students has 3 ties each"),
    ("sisa", [("school.intake", 10), ("graph.degree", 10)], "no graph of 10 students has 10 ties each"),
    ("sisa", [("graph.degree", 2.5)], "no graph of 10000 students has 2.5 ties each"),
    ("sisa", [("graph.source", "file")], "graph.source is file, but graph.file names none"),
    ("known_graph", [("school.intake", 61)], "sixty_friends.csv: error: names 60 students; school.intake is 61"),
    ("known_graph", [("graph.file", "nope.csv")], "scenarios/nope.csv: error: cannot open: No such file or directory"),
    ("known_graph", [("observe.census", "true")], "observe.census records single students; it is refused for imported graphs and rosters"),
    ("known_graph", [("observe.events", "true")], "observe.events records single students; it is refused"),
    ("known_graph", [("observe.tie_weeks", "0")], "observe.tie_weeks records single students; it is refused"),
]

GRAPH = """schema: 1
run: {years: 1, burn_in_years: 0, replicates: 1}
school: {intake: 4, course: [campus], turnover: closed}
graph: {source: file, file: a.csv}
"""
# (what, the CSV, messages after its name)
GRAPHS = [
    ("empty", b"", [": error: is empty; a header line is needed"]),
    ("a column too few", b"a\n1\n", [':1: error: column "b" is missing']),
    ("a column too many", b"a,b,c\n1,2,3\n", [':1: error: unknown column "c"; allowed: a, b, hours']),
    ("semicolons and commas", b"a;b,hours\n1;2,3\n",
     [':1: error: unknown column "a;b"; allowed: a, b, hours', ':1: error: column "a" is missing', ':1: error: column "b" is missing',
      ":1: error: the header is split at commas, but holds semicolons too; one of them must separate all fields"]),
    ("fields", b"a,b\n1,2,3\n3,4\n3\n", [":2: error: 3 fields; the header has 2 columns", ":4: error: 1 fields; the header has 2 columns"]),
    ("no name", b"a,b\n1,2\n3,\n", [":3: error: a label is empty"]),
    ("hours", b"a,b,hours\n1,2,x\n3,4,-1\n1,3,inf\n1,4,nan\n2,3,10001\n2,4,0\n",
     [f':{line}: error: hours is "{text}", allowed is a number above 0, at most 10000'
      for line, text in ((2, "x"), (3, "-1"), (4, "inf"), (5, "nan"), (6, "10001"), (7, "0"))]),
    ("students", b"a,b\n1,2\n3,5\n6,7\n", [": error: names 6 students; school.intake is 4"]),
    ("NUL", b"a,b\n1,2\n3,\0\n4,1\n", [":3: error: holds bytes of value 0: not a text file"]),
    ("a quote within", b'a,b\n1,2\n3,"4"x\n', [":3: error: a quote stands inside a field; write quotes twice and put the field in quotes"]),
    ("a pair twice, differently", b"a,b,hours\n1,2,5\n2,1,6\n3,4,1\n",
     [": error: a pair is listed with 5 and with 6 hours (students 1 and 2, bytewise)", ": warning: 1 repeated pairs are ignored"]),
]

ROSTER = """schema: 1
run: {years: 1, burn_in_years: 1, replicates: 1}
school: {intake: 3, course: [placement]}
timetable: {policy: roster, roster: a.csv, site_capacity: [2, 2], block_weeks: 21}
"""
# (what, the CSV, messages after its name); every other mistake of a roster is in unit/roster_read and unit/roster_check
ROSTERS = [
    ("a column too few", b"student_id,block\na,1\n", [':1: error: column "site" is missing; the header has "student_id", "block"; timetable.columns: {site: "..."} would say which it is']),
    ("students", b"student_id,block,site\na,1,1\na,2,1\nb,1,1\nb,2,1\n", [": error: E105 names 2 students; school.intake is 3",
     ": warning: E104, E105 (students without a place), E109 and W201 to W206 were not checked because of the errors above"]),
    ("full", b"student_id,block,site\na,1,1\na,2,1\nb,1,1\nb,2,2\nc,1,1\nc,2,2\n",
     [":6: error: E102 block 1: 3 students at 1, which takes 2: a (line 2), b (line 4), c (line 6)",
      ":3: warning: W203 block 2: alone at 1: a (line 3)"]),
    ("two places", b"student_id,block,site\na,1,1\na,1,2\na,2,1\nb,1,1\nb,2,1\nc,1,2\nc,2,2\n",
     [":3: error: E101 student a is in two places on 2024-01-01: 2 here, 1 in line 2", ":8: warning: W203 block 2: alone at 2: c (line 8)"]),
    ("a gap", b"student_id,block,site\na,1,1\na,2,1\nb,1,1\nb,2,1\nc,1,2\n", 
     [":6: error: E104 student c has no place in weeks 22-24 (2024-05-27 to 2024-06-16), 28-45 (2024-07-08 to 2024-11-10)",
      ":6: warning: W203 block 1: alone at 2: c (line 6)"]),
]


class CrossChecks(Case):

    def refused(self, *words):
        """Standard error of a check that must fail, and of a run that must fail with the same words and write nothing."""
        before = sorted(self.folder.iterdir())
        check, run = (kith(*command, cwd=self.folder) for command in (["check", *words], ["run", *words, "-o", "a.h5"]))
        for done in check, run:
            self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertEqual(run.stderr, check.stderr)
        self.assertEqual(sorted(self.folder.iterdir()), before)
        return check.stderr

    def test_between_sections_all_at_once(self):
        self.write("a.yaml", BETWEEN)
        self.assertEqual(self.refused("a.yaml"), BETWEEN_SAID)

    def test_each_setting(self):
        for name, settings, message in SETTINGS:
            with self.subTest(settings=settings):
                self.assertIn(message, self.refused(TINY.with_stem(name), *settings))

    def test_graphs_and_rosters(self):
        for text, mistakes in (GRAPH, GRAPHS), (ROSTER, ROSTERS):
            self.write("a.yaml", text)
            for what, content, messages in mistakes:
                with self.subTest(what):
                    self.write("a.csv", content)
                    self.assertEqual(self.refused("a.yaml"), "".join(f"a.csv{message}\n" for message in messages))

    def test_placement_years_share_the_sites(self):
        self.write("a.yaml", ROSTER)
        self.write("a.csv", "student_id,block,site\na,1,1\nb,1,1\nc,1,2\na,2,1\nb,2,1\nc,2,2\n")
        self.assertEqual(kith("check", "a.yaml", cwd=self.folder).returncode, 0)
        said = self.refused("a.yaml", ("school.course", "placement,placement"), ("run.burn_in_years", 2))
        self.assertIn("E102 block 1 of the year: 4 students of 2 placement years at 1, which takes 2", said)

    def test_what_is_no_mistake(self):
        """CRLF, a byte order mark, blank lines, columns in another order; a tie to oneself and a repeated pair only warn."""
        self.write("a.yaml", GRAPH)
        for content, warnings in ((b"\xef\xbb\xbfb,a\r\n1,2\r\n\r\n3,4", []), (b'a,b\n"1",2\n3,"4, or four"\n', []),
                                  (b"a,b\n1,1\n1,2\n2,1\n3,4\n", ["1 ties of a student to oneself are ignored", "1 repeated pairs are ignored"])):
            self.write("a.csv", content)
            done = kith("check", "a.yaml", cwd=self.folder)
            self.assertEqual((done.returncode, done.stderr), (0, "".join(f"a.csv: warning: {warning}\n" for warning in warnings)))

    def test_hidden_settings_only_warn(self):
        done = kith("check", TINY, ("programme.supporters", 3))
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stderr, r"tiny\.yaml:\d+:\d+: warning: the arm formal has its own programme\.supporters, which "
                                      r"--set programme\.supporters=3 does not change; --set arms\.formal\.programme\.supporters would\n$")


if __name__ == "__main__":
    unittest.main()
