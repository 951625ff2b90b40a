# SPDX-License-Identifier: GPL-3.0-or-later
"""Timetables by themselves, as a planner types it: check, audit, export, and the picture."""
import csv
import datetime
import io
import json
import pathlib
import re
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import h5py  # noqa: E402

from kith import Case, ROOT, TINY, kith  # noqa: E402

# Site of each of six students in three blocks of four weeks: pairs 12 34 56, then 13 25 46, then 13 24 56.
PAIRS = ["AABBCC", "ABACBC", "BABACC"]
PODS = ["AABBCC", "BBCCAA", "CCAABB"]
MONDAY = datetime.date(2024, 1, 1)

ARMS = """schema: 1
title: Arms
question: Does it work?
run: {years: 3, burn_in_years: 3}
school: {intake: 24, course: [campus, placement, placement]}
timetable: {site_capacity: [20, 16, 12, 8, 4], block_weeks: 7}
arms:
  alone: {}
  pods:
    timetable: {policy: pods, pod_size: 2}
"""
WEEK_AWAY = """schema: 1
run: {years: 2, burn_in_years: 2, replicates: 1, start_date: "2024-01-01"}
school: {intake: 6, course: [campus, placement], leave_share: 0}
calendar: {placement_exams: [], placement_breaks: [%s]}
timetable: {policy: roster, roster: away.csv, places: places.csv, block_weeks: 4}
""" % ", ".join(map(str, range(12, 52)))
FRIENDS_ARM = """  friends:
    timetable: {policy: pods, pod_size: 2, pod_by: friends}
"""


def roster(blocks, names="s{}"):
    """CSV of a site for each student and block."""
    lines = ["student_id,start,end,site,rotation,team,days"]
    for block, sites in enumerate(blocks):
        start = MONDAY + datetime.timedelta(weeks=4 * block)
        for student, site in enumerate(sites):
            lines.append(f"{names.format(student + 1)},{start},{start + datetime.timedelta(days=27)},{site},,,")
    return "\n".join(lines) + "\n"


def rows_of(path):
    """The lines of a CSV file by the names of their columns."""
    return list(csv.DictReader(io.StringIO(path.read_text())))


class Audit(Case):
    def audit(self, *words, code=0):
        done = kith("timetable", "audit", *words)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout

    def measures(self, *words):
        return json.loads(self.audit(*words, "--format", "json"))["timetables"]

    def test_runs_count_peers_as_audits_do(self):
        """Everyone spends each block's first week in one place, and a day of each week; peers are those of the rest."""
        lines = ["student_id,start,end,site,rotation,team,days"]
        for block, sites in enumerate(PAIRS):
            week = [MONDAY + datetime.timedelta(weeks=4 * block + k) for k in (0, 1, 4)]
            for student, site in enumerate(sites):
                begin, rest, end = week[0], week[1], week[2] - datetime.timedelta(days=1)
                lines += [f"s{student},{begin},{rest - datetime.timedelta(days=1)},D,,,", f"s{student},{rest},{end},{site},,,TuWeThFr",
                          f"s{student},{rest},{end},D,,,Mo"]
        self.write("away.csv", "\n".join(lines) + "\n")
        self.write("places.csv", "site,capacity\nA,6\nB,6\nC,6\nD,6\n")
        scenario = self.write("away.yaml", WEEK_AWAY)
        [only] = self.measures(scenario)
        self.assertAlmostEqual(only["measures"]["peer_continuity"], 1 / 6, 6)
        path, _ = self.run_to("away", scenario)
        with h5py.File(path) as file:
            for name in "peer_continuity", "peer_continuity_adjusted":
                self.assertAlmostEqual(file[name][0, 0], only["measures"][name], 6)

    def test_hand_numbers(self):
        [only] = self.measures(self.write("pairs.csv", roster(PAIRS)))
        self.assertEqual((only["name"], only["students"], only["blocks"], only["against"]), ("pairs.csv", 6, 3, None))
        m = only["measures"]
        self.assertAlmostEqual(m["peer_continuity"], 1 / 6, 6)
        self.assertAlmostEqual(m["peer_continuity_by_chance"], 1 / 5, 6)
        self.assertAlmostEqual(m["peer_continuity_adjusted"], (1 / 6 - 1 / 5) / (4 / 5), 6)
        self.assertAlmostEqual(m["effective_peers"], (4 * 1.8 + 2 * 3) / 6, 5)
        self.assertAlmostEqual(m["different_peers"], 14 / 6, 6)
        self.assertEqual((m["blocks_alone"], m["longest_alone"], m["peer_50_hours"]), (0, 0, 0))
        self.assertIsNone(m["capacity_used"])
        self.assertEqual(only["students_by_blocks_alone"], {"0": 6, "1": 0, "2": 0, "3+": 0})
        self.assertEqual([(row["kind"], row["label"], row["students"]) for row in only["rows"]],
                         [("site", "A", "<5"), ("site", "B", 5), ("site", "C", "<5")])

    def test_hours_can_be_given(self):
        path = self.write("pods.csv", roster(PODS))  # 12 weeks at 6 h, then at 8 h
        self.assertEqual(self.measures(path)[0]["measures"]["peer_90_hours"], 0)
        self.assertEqual(self.measures(path, ("encounters.team_social_share", 0.2))[0]["measures"]["peer_90_hours"], 1)

    def test_text_in_plain_words(self):
        pods, pairs = self.write("pods.csv", roster(PODS)), self.write("pairs.csv", roster(PAIRS))
        text = self.audit(pods, "--against", pairs)
        self.assertIn("\npods.csv keeps students together better than pairs.csv.\n", text)
        self.assertIn("those who were peers in the block before, too: 100.0% against 16.7% (+83.3 percentage points).\n", text)
        self.assertRegex(text, r"students who are without any peer in no block +6 +6\n")
        self.assertIn("says nothing of\nsupport or distress", text)
        self.assertIn("pairs.csv keeps students together less well than pods.csv.\n", self.audit(pairs, "--against", pods))
        self.assertIn("keep students together alike.", self.audit(pods, "--against", self.write("same.csv", roster(PODS))))

    def test_csv_is_a_table(self):
        rows = list(csv.DictReader(io.StringIO(self.audit(self.write("a, b.csv", roster(PODS)), "--format", "csv"))))
        self.assertEqual({row["timetable"] for row in rows}, {"a, b.csv"})
        kept = {row["measure"]: row["value"] for row in rows if row["kind"] == "all"}
        self.assertEqual((kept["students"], kept["peer_continuity"], kept["friends_together"]), ("6", "1", ""))

    def test_few_are_hidden(self):
        four = self.measures(self.write("four.csv", roster(["AABB", "AABB"])))[0]
        self.assertEqual(four["students"], "<5")
        self.assertEqual(set(four["measures"].values()), {None})
        self.assertEqual(four["rows"], [])
        # Of twelve, 1 is alone once: nobody can work that out from the others.
        once = self.measures(self.write("once.csv", roster(["AAAAAAAAAAAB", "A" * 12])))[0]
        self.assertEqual(once["students_by_blocks_alone"], {"0": "withheld", "1": "<5", "2": 0, "3+": 0})
        rows = {row["label"]: row for row in once["rows"]}
        self.assertEqual(rows["B"]["students"], "<5")
        self.assertIsNone(rows["B"]["blocks_alone"])

    def test_rows_beside_few_are_withheld(self):
        path = self.write("few.csv", roster(["A" * 8 + "B" * 6 + "C" * 2] * 2))
        [only] = self.measures(path)
        self.assertEqual({row["label"]: row["students"] for row in only["rows"]}, {"A": 8, "B": "withheld", "C": "<5"})
        text = self.audit(path)
        self.assertRegex(text, r"\n  B +- +withheld\n  C +- +<5\n")
        lines = [row for row in csv.DictReader(io.StringIO(self.audit(path, "--format", "csv"))) if row["kind"] == "site" and row["measure"] == "students"]
        self.assertEqual([(row["label"], row["value"]) for row in lines], [("A", "8"), ("B", "withheld"), ("C", "<5")])

    def test_what_few_could_be_worked_out_from_is_withheld(self):
        # One of twelve is alone in one block of two: 1/24 of the blocks, and no hours in it.
        path = self.write("once.csv", roster(["A" * 11 + "B", "A" * 12]))
        [only] = self.measures(path, ("encounters.team_social_share", 1))
        m = only["measures"]
        self.assertEqual({m[name] for name in ("blocks_alone", "blocks_alone_at_site", "longest_alone")}, {"withheld"})
        self.assertRegex(self.audit(path), r"\nblocks without any peer +withheld\n")
        self.assertIn("once.csv,all,,blocks_alone,withheld,1\n", self.audit(path, "--format", "csv"))
        # Two of twelve have a peer for 90 h: a share of them would count them.
        pair = self.write("pair.csv", roster(["AABBCCDDEEFF", "AACBDCEDFEBF", "AADBECFDBECF", "AAEBFCBDCEDF"]))
        m = self.measures(pair)[0]["measures"]
        self.assertEqual((m["peer_90_hours"], m["peer_200_hours"], m["blocks_alone"]), ("withheld", 0, 0))
        self.assertIn("no guarantee against disclosure", " ".join((ROOT / "README.md").read_text().split()))

    def test_verdict_goes_beyond_chance(self):
        # Eleven of twelve at one site: most peers are kept, but by chance; somebody is alone.
        crowd = self.write("crowd.csv", roster(["A" * k + "B" + "A" * (11 - k) for k in range(6)]))
        pairs = self.write("half.csv", roster(["AABBCCDDEEFF", "AABBCCDEEFFD"] * 3))
        text = self.audit(crowd, "--against", pairs)
        self.assertIn("\ncrowd.csv keeps students together less well than half.csv.\n", text)
        raw = [float(one["measures"]["peer_continuity"]) for one in self.measures(crowd, "--against", pairs)]
        self.assertGreater(raw[0], raw[1])
        self.assertIn("half.csv keeps students together better than crowd.csv.", self.audit(pairs, "--against", crowd))
        self.assertIn("keep students together alike.", self.audit(crowd, "--against", crowd))
        left = self.write("left.csv", roster(["AABBCCDDEEFG"] * 6))
        self.assertIn("\nmixed: left.csv keeps more peers than half.csv beyond chance, but leaves students without any peer more often.\n",
                      self.audit(left, "--against", pairs))
        self.assertEqual(self.measures(left, "--against", pairs)[0]["keeps_together"], "mixed")

    def test_plans_are_compared_in_several_draws(self):
        path = self.write("arms.yaml", ARMS)
        alone, pods = self.measures(path)
        self.assertEqual((alone["draws"]["count"], alone["keeps_together"], pods["keeps_together"]), (10, None, "better"))
        kept = alone["draws"]["peer_continuity_adjusted"]
        single = [self.measures(path, "--replicate", k)[0] for k in range(1, 11)]
        values = [one["measures"]["peer_continuity_adjusted"] for one in single]
        self.assertEqual([one["draws"]["count"] for one in single], [1] * 10)
        self.assertAlmostEqual(kept["mean"], sum(values) / 10, 6)
        self.assertEqual((round(kept["low"], 6), round(kept["high"], 6)), (round(min(values), 6), round(max(values), 6)))
        self.assertEqual(self.measures(path, "--replicates", 3)[0]["draws"]["count"], 3)
        text = self.audit(path)
        self.assertIn("One draw of each plan (--replicate 1); comparisons go by several", text)
        self.assertRegex(text, r"10 draws of each plan, on average\npeers kept beyond chance +-?\d")
        done = kith("timetable", "audit", path, "--replicate", 1, "--replicates", 2)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("--replicate is one draw, --replicates several", done.stderr)
        self.assertIn("hours in the ward team", text)

    def test_luck_is_no_difference(self):
        path = self.write("arms.yaml", ARMS.replace("policy: pods, pod_size: 2", "policy: rotate, pod_size: 3"))
        self.assertEqual(self.measures(path)[1]["keeps_together"], "alike")

    def test_friends(self):
        path = self.write("pairs.csv", roster(PAIRS))
        friends = self.write("friends.csv", "a,b\n1,2\n3,1\n1,3\n")  # twice the same pair counts once
        m = self.measures(path, "--friends", friends)[0]["measures"]
        self.assertAlmostEqual(m["friends_together"], (3 * 0.5 + 1 + 2) / 9, 6)
        self.assertAlmostEqual(m["blocks_with_friend"], 6 / 9, 6)
        named = self.write("named.csv", "a,b,hours\ns1,s2,100\ns3,s1,90\ns4,s5,90\ns6,s4,80\n")
        self.assertIsNotNone(self.measures(path, "--friends", named)[0]["measures"]["friends_together"])
        done = kith("timetable", "audit", path, "--friends", self.write("few.csv", "a,b\ns1,s2\n"))
        self.assertEqual(done.returncode, 2)
        self.assertIn("few.csv: error: names 2 students, but the timetable has 6 in an entry year", done.stderr)

    def test_per_student_is_pseudonymous(self):
        out = self.folder / "students.csv"
        self.audit(self.write("pairs.csv", roster(PAIRS, "Ann-{}")), "--per-student", out)
        text = out.read_text()
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertNotIn("Ann", text)
        self.assertEqual([row["student_id"] for row in rows], list("123456"))
        self.assertEqual((rows[0]["blocks"], rows[0]["peer_continuity"], rows[0]["different_peers"]), ("3", "0.5000", "2"))
        self.assertEqual((rows[0]["hours_with_usual_peer"], rows[0]["hours_with_peers"]), ("48.0", "72.0"))
        self.assertEqual(list(self.folder.glob("*.tmp")), [])

    def test_arms_side_by_side(self):
        path = self.write("arms.yaml", ARMS)
        alone, pods = self.measures(path)
        self.assertEqual((alone["name"], alone["against"], pods["name"], pods["against"]), ("alone", None, "pods", "alone"))
        self.assertEqual((pods["students"], pods["blocks"]), (24, 12))
        self.assertGreater(pods["measures"]["peer_continuity"], alone["measures"]["peer_continuity"])
        self.assertGreater(pods["measures"]["capacity_used"], 0.5)
        self.assertEqual([one["name"] for one in self.measures(path, "--arm", "pods")], ["pods"])
        self.assertEqual([(one["name"], one["against"]) for one in self.measures(path, "--against", "pods")], [("alone", "pods"), ("pods", None)])
        done = kith("timetable", "audit", path, "--arm", "pod")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn('no arm is called "pod"; did you mean pods?', done.stderr)

    def test_same_luck_same_audit(self):
        path = self.write("arms.yaml", ARMS)
        self.assertEqual(self.audit(path), self.audit(path))
        self.assertNotEqual(self.measures(path), self.measures(path, "--replicate", 2))

    def test_pods_of_friends_need_a_simulation(self):
        path = self.write("arms.yaml", ARMS + FRIENDS_ARM)
        done = kith("timetable", "audit", path)
        self.assertEqual(done.returncode, 0)
        self.assertIn("warning: arm friends is left out: pods of friends need a simulation", done.stderr)
        done = kith("timetable", "audit", path, "--arm", "friends")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertRegex(done.stderr, r"arms.yaml:12:\d+: error: pods of friends need a simulation")

    def test_what_if(self):
        path = self.write("arms.yaml", ARMS)
        now, then = self.measures(path, "--arm", "alone", "--without", "5", "--capacity", "4=10")
        self.assertEqual((now["name"], then["name"], then["against"]), ("alone", "alone, changed", "alone"))
        sites = [{row["label"]: row for row in one["rows"]} for one in (now, then)]
        self.assertEqual([site["5"]["capacity"] for site in sites], [4, 0])
        self.assertEqual([site["4"]["capacity"] for site in sites], [8, 10])
        self.assertEqual(sites[1]["5"]["students"], 0)
        text = self.audit(path, "--arm", "alone", "--without", "5")
        self.assertIn("For whom: peers kept and blocks without any peer, before and after", text)
        self.assertRegex(text, r"site 5: kept [\d.-]+%?, then -; .*; places 4, then 0")
        done = kith("timetable", "audit", path, "--without", "Nord")
        self.assertEqual(done.returncode, 2)
        self.assertIn("Nord", done.stderr)


class Export(Case):
    def export(self, name, *words):
        path = self.folder / name
        done = kith("timetable", "export", *words, "-o", path)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.splitlines()[0], f"written: {path}")
        return path

    def test_one_entry_year(self):
        path = self.export("one.csv", TINY, "--entry-year", 0)
        rows = rows_of(path)
        self.assertEqual(list(rows[0]), ["student_id", "start", "end", "site", "rotation", "team", "days"])
        self.assertEqual(sorted({row["student_id"] for row in rows}), [f"{k:02}" for k in range(1, 25)])
        self.assertEqual({row["site"] for row in rows} - set("12345"), set())
        self.assertEqual({row["days"] for row in rows}, {"MoTuWeThFr"})
        self.assertEqual({len(row["team"]) for row in rows}, {len(rows[0]["team"])})
        of_one = [row for row in rows if row["student_id"] == "01"]
        self.assertEqual(len(of_one), 12)  # two years of six blocks
        self.assertEqual(of_one[0]["start"], "2024-12-30")  # a campus year of 52 weeks after 2024-01-01
        ends = [datetime.date.fromisoformat(row["end"]) for row in of_one]
        starts = [datetime.date.fromisoformat(row["start"]) for row in of_one]
        self.assertTrue(all(start.weekday() == 0 for start in starts) and all(end.weekday() == 6 for end in ends))
        self.assertTrue(all(end < start for end, start in zip(ends, starts[1:])))
        self.assertEqual(kith("timetable", "check", path).returncode, 0)

    def test_stable_and_whole(self):
        first, second = self.export("first.csv", TINY), self.export("second.csv", TINY)
        self.assertEqual(first.read_bytes(), second.read_bytes())
        rows = rows_of(first)
        self.assertEqual(sorted({int(row["cohort"]) for row in rows}), [-3, -2, -1, 0])  # those placed in a run of 3 + 2 years
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["first.csv", "second.csv"])
        self.assertNotEqual(first.read_bytes(), self.export("other.csv", TINY, "--replicate", 2).read_bytes())

    def test_an_entry_year_is_the_same_alone(self):
        whole = [row for row in rows_of(self.export("all.csv", TINY)) if row.pop("cohort") == "0"]
        alone = rows_of(self.export("one.csv", TINY, "--entry-year", 0))
        number = [{**row, "team": int(row["team"])} for row in whole]
        self.assertEqual(number, [{**row, "team": int(row["team"])} for row in alone])

    def test_calendars(self):
        folder = self.folder / "ics"
        rows = rows_of(self.export("one.csv", TINY, "--entry-year", 0, "--ics", folder))
        files = sorted(folder.iterdir())
        self.assertEqual([path.name for path in files], [f"site-{k}-{k}.ics" for k in range(1, 6)])
        for path in files:
            text = path.read_bytes().decode()
            folded = re.sub("\r\n[ \t]", "", text)
            events = folded.split("BEGIN:VEVENT\r\n")[1:]
            here = [row for row in rows if row["site"] == path.name[5]]
            teams = {(row["start"], row["end"], row["team"]) for row in here}
            self.assertEqual(len(events), len(teams))
            self.assertEqual(len(set(re.findall("^UID:(.*)\r$", folded, re.MULTILINE))), len(teams))
            self.assertEqual(set(re.findall("^DTSTAMP:(.*)\r$", folded, re.MULTILINE)), {"20241230T000000Z"})
            spans = {(datetime.date.fromisoformat(start).strftime("%Y%m%d"),
                      (datetime.date.fromisoformat(end) + datetime.timedelta(days=1)).strftime("%Y%m%d")) for start, end, _ in teams}
            found = set(re.findall("DTSTART;VALUE=DATE:(\\d+)\r\nDTEND;VALUE=DATE:(\\d+)\r\n", folded))
            self.assertEqual(found, spans)
            students = [number for event in events for number in re.findall(r"\d+", re.search("DESCRIPTION:Students? (.*)\r", event)[1])]
            self.assertEqual(sorted(students), sorted(row["student_id"] for row in here))
            self.assertTrue(all(("Students " in event) == ("," in event.split("DESCRIPTION:")[1].split("\r")[0]) for event in events))
        again = self.folder / "again"
        self.export("two.csv", TINY, "--entry-year", 0, "--ics", again)
        self.assertEqual([path.read_bytes() for path in files], [path.read_bytes() for path in sorted(again.iterdir())])

    def test_mistakes(self):
        for words, code, message in [
            (["export", TINY], 2, "-o FILE.csv or --ics FOLDER says what to write"),
            (["export", TINY, "-o", self.folder / "no/such.csv"], 1, "cannot write this file: No such file or directory"),
            (["export", "roster.csv", "-o", "x.csv"], 2, "is a roster already"),
            (["export", TINY, "--arm", "a", "--arm", "b", "-o", "x.csv"], 2, "one arm at a time"),
            (["export", TINY, "--friends", "x", "-o", "x.csv"], 2, "unknown option --friends"),
            (["audit"], 2, "which scenario?"),
            (["audit", TINY, "--format", "xml"], 2, '--format is "xml", allowed is text, csv or json'),
            (["audit", TINY, "--without"], 2, "option --without needs a value"),
            (["audit", TINY, "--capacity", "5=many"], 2, '--capacity is "5=many", allowed is SITE=N'),
            (["audit", TINY, "--per-student", "x.csv"], 2, "--per-student is of one timetable"),
            (["audit", "no.csv"], 2, "no.csv"),
            (["audit", self.write("r.csv", roster(PODS)), "--arm", "a"], 2, "is a roster by itself"),
            (["check", TINY, "--format", "csv"], 2, '--format is "csv", allowed is text or json'),
            (["audits"], 2, 'unknown command "audits"; the commands are check, audit, export'),
            ([], 2, "which command? They are check, audit, export"),
        ]:
            with self.subTest(words=words):
                done = kith("timetable", *words)
                self.assertEqual(done.returncode, code, done.stderr)
                self.assertIn(message, done.stderr)
                self.assertEqual(done.stdout, "")

    def test_help(self):
        for words in ([], ["check"], ["audit"], ["export"]):
            done = kith("timetable", *words, "--help")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertTrue(done.stdout.startswith(f"usage: kith timetable {(words or ['check'])[0]} "))


    def refused(self, message, *words, program=("timetable",)):
        done = kith(*program, *words)
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertIn(message, done.stderr)

    def test_no_file_is_replaced_unasked(self):
        out, folder, facts = self.write("out.csv", "mine\n"), self.folder / "ics", self.folder / "facts.csv"
        exists = "exists; --overwrite replaces it, {} names another file"
        self.refused(f"{out}: error: {exists.format('-o')}", "export", TINY, "-o", out, "--ics", folder)
        self.assertEqual((out.read_text(), folder.exists()), ("mine\n", False))
        self.export("out.csv", TINY, "--overwrite", "--ics", folder)
        first = folder / "site-1-1.ics"
        first.write_text("mine\n")
        out.unlink()
        self.refused(f"{first}: error: {exists.format('--ics')}", "export", TINY, "-o", out, "--ics", folder)
        self.assertEqual((out.exists(), first.read_text()), (False, "mine\n"))
        pods = self.write("pods.csv", roster(PODS))
        self.assertEqual(kith("timetable", "audit", pods, "--per-student", facts).returncode, 0)
        self.refused(exists.format("--per-student"), "audit", pods, "--per-student", facts)
        self.assertEqual(kith("timetable", "audit", pods, "--per-student", facts, "--overwrite").returncode, 0)

    def test_no_file_that_is_read_is_lost(self):
        names = {path.name: path.read_text() for path in (ROOT / "scenarios/timetables").glob("*.csv")}
        (self.folder / "timetables").mkdir()
        for name, text in names.items():
            self.write(f"timetables/{name}", text)
        own = self.write("own.yaml", (ROOT / "scenarios/own_roster.yaml").read_text())
        read = [own, *(self.folder / "timetables" / name for name in ("places.csv", "students.csv", "roster.csv"))]
        before = [path.read_bytes() for path in read]
        lost = "is read here and would be lost"
        for path in read:
            self.refused(lost, "export", own, "--arm", "alone", "-o", path, "--overwrite")
            self.refused(lost, "audit", own, "--arm", "alone", "--per-student", path, "--overwrite")
            self.refused(lost, "run", own, "-o", path, "--overwrite", "-r", 1, program=())
        pods, pairs, friends = self.write("pods.csv", roster(PODS)), self.write("pairs.csv", roster(PAIRS)), self.write("f.csv", "a,b\n1,2\n")
        for path in (pods, pairs, friends):
            self.refused(lost, "audit", pods, "--against", pairs, "--friends", friends, "--per-student", path, "--overwrite")
        self.assertEqual([path.read_bytes() for path in read], before)
        self.assertEqual((pods.read_text(), friends.read_text()), (roster(PODS), "a,b\n1,2\n"))

    def test_mistakes_speak_of_options(self):
        self.write("places.csv", "site,capacity\nAugsburg,30\nMünchen Klinikum,30\n")
        path = self.write("cities.yaml", "schema: 1\nrun: {years: 2, burn_in_years: 3}\n"
                          "school: {intake: 24, course: [campus, placement, placement]}\ntimetable: {places: places.csv}\n")
        self.refused('--capacity Augsbur=4: error: names "Augsbur", which is no site; did you mean Augsburg?', "audit", path, "--capacity", "Augsbur=4")
        self.refused('--without München: error: names "München", which is no site; did you mean München Klinikum?', "export", path, "--without",
                     "München", "-o", self.folder / "x.csv")
        self.refused("--capacity Augsbur=4", "run", path, "--capacity", "Augsbur=4", program=())
        for year in (7, -4):
            self.refused(f"the entry year is {year}, allowed is -3 to 0: those who are on placement in the run", "audit", path, "--entry-year", year)
        self.export("r.csv", path, "--ics", self.folder / "ics", "--entry-year", 0)
        self.assertEqual(sorted(file.name for file in (self.folder / "ics").iterdir()), ["site-1-Augsburg.ics", "site-2-München_Klinikum.ics"])
        wide = self.write("wide.csv", "student_id,1,2\ns1,N,S\ns2,N,S\n")
        done = kith("timetable", "audit", wide)
        self.assertIn("if it has a column for each block, say --set timetable.roster_shape=wide", done.stderr.splitlines()[0])


class Check(Case):
    def test_clean(self):
        done = kith("timetable", "check", TINY)
        self.assertEqual((done.returncode, done.stdout), (0, f"{TINY}: no mistake found\n"), done.stderr)
        self.assertEqual(json.loads(kith("timetable", "check", TINY, "--format", "json").stdout), {"errors": 0, "warnings": 0, "messages": []})

    def test_mistakes_as_json(self):
        lines = roster(PODS).splitlines()
        lines[1] = lines[1].replace("2024-01-28", "2023-12-28")
        path = self.write("r.csv", "\n".join(lines) + "\n")
        done = kith("timetable", "check", path, "--format", "json")
        self.assertEqual((done.returncode, done.stderr), (2, ""))
        found = json.loads(done.stdout)
        self.assertGreater(found["errors"], 0)
        self.assertEqual({(m["severity"], m["code"], m["file"], m["line"]) for m in found["messages"] if m["code"] == "E107"},
                         {("error", "E107", str(path), 2)})
        text = kith("timetable", "check", path)
        self.assertEqual((text.returncode, text.stdout), (2, ""))
        self.assertIn("r.csv:2: error: E107", text.stderr)

    def test_date_format(self):
        text = re.sub(r"(\d{4})-(\d\d)-(\d\d)", r"\3/\2/\1", roster(PODS))
        path = self.write("r.csv", text)
        self.assertEqual(kith("timetable", "check", path).returncode, 2)
        self.assertEqual(kith("timetable", "check", path, ("timetable.date_format", "dd/mm/yyyy")).returncode, 0)


class Run(Case):
    def test_without_is_a_set(self):
        short = [("run.replicates", 1)]
        without = self.digest(TINY, *short, "--without", "5", "--capacity", "4=10")
        self.assertEqual(without, self.digest(TINY, *short, ("timetable.capacity", "{5: 0, 4: 10}")))
        self.assertNotEqual(without, self.digest(TINY, *short))


class Picture(Case):
    def test_is_drawn(self):
        pods, pairs = self.write("pods.csv", roster(PODS)), self.write("pairs.csv", roster(PAIRS))
        out = self.folder / "p.png"
        done = subprocess.run([sys.executable, ROOT / "scripts/plot_timetable.py", pods, pairs, "-o", out], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, f"wrote {out}\n"), done.stderr)
        self.assertEqual(out.read_bytes()[:4], b"\x89PNG")
        done = subprocess.run([sys.executable, ROOT / "scripts/plot_timetable.py", self.write("x.csv", "a,b\n1,2\n")], capture_output=True,
                              text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("no column", done.stderr)

    def test_own_roster(self):
        own, out = ROOT / "scenarios/timetables/roster.csv", self.folder / "own.png"
        plot = [sys.executable, ROOT / "scripts/plot_timetable.py", own, "-o", out]
        done = subprocess.run(plot, capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn('"01/01/2024" or "18/02/2024" is no date as yyyy-mm-dd; all dates of this file can be read as dd/mm/yyyy: say --date-format dd/mm/yyyy',
                      done.stderr)
        done = subprocess.run([*plot, "--date-format", "dd/mm/yyyy"], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, f"wrote {out}\n"), done.stderr)

    def test_a_divided_week_is_divided(self):
        code = ("import sys; sys.path.insert(0, sys.argv[1]); from plot_timetable import grid_of; from datetime import date\n"
                "first, last = date(2024, 1, 1).toordinal(), date(2024, 1, 14).toordinal()\n"
                "site, second = grid_of([('1', first, last, 'B', ('B',), [0, 1]), ('1', first, last, 'A', ('A',), [2, 3, 4])])[:2]\n"
                "print(site.tolist(), second.tolist())")
        done = subprocess.run([sys.executable, "-c", code, ROOT / "scripts"], capture_output=True, text=True, check=False)
        self.assertEqual(done.stdout, "[['A', 'A']] [['B', 'B']]\n", done.stderr)


if __name__ == "__main__":
    unittest.main()
