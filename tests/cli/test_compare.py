# SPDX-License-Identifier: GPL-3.0-or-later
"""kith compare and kith power as a planner types them: the numbers are those of the file, and every mistake gets a sentence."""
import csv
import html
import io
import pathlib
import re
import shlex
import shutil
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import h5py  # noqa: E402
import numpy  # noqa: E402

from kith import PROGRAM, SCENARIOS, TINY, TinyRun, kith  # noqa: E402

T3 = 3.182446305284263  # Student's 97.5% quantile with 3 degrees of freedom
T3_90 = 2.3533634348018264  # 95th percentile of Student's t with 3 degrees of freedom
VERDICTS = ["cannot be compared", "no difference", "too close to matter", "lower", "higher", "needs more runs"]
SMALL = [("observe.census", "false"), ("observe.events", "false"), ("observe.tie_weeks", "[]")]
THREE = """schema: 1
title: Three arms
question: Which of three?
run: {replicates: 3, years: 1, burn_in_years: 2}
school: {intake: 16, course: [campus, placement]}
timetable: {site_capacity: [10, 10], block_weeks: 8}
compare: {primary: unmet_need, matters: {unmet_need: 0.1, weeks_in_distress: 0}}
arms:
  none: {}
  again: {}
  formal:
    programme: {supporters: 4, outreach: 0.2}
    seeking: {supporter_base: -3.6}
"""
MAXIMUM = """schema: 1
title: Nothing differs
question: Is the worst of few worse?
run: {replicates: 16, years: 2, burn_in_years: 2}
school: {intake: 40, course: [campus, placement]}
timetable: {block_weeks: 7, rotations: 6, site_capacity: [12, 12, 12, 12, 12]}
distress: {influence: none, relief_effect: 0, stress_alone: 1, care_effect: 1, incident_team: 0, incident_site: 0}
arms:
  blocks: {}
  longitudinal:
    timetable: {policy: longitudinal}
"""


class Compare(TinyRun):

    def says(self, *words):
        done = kith(*words)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def refuses(self, said, *words):
        done = kith(*words)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn(said, done.stderr)

    def rows(self, path, *words):
        return {(r["outcome"], r["arm"]): r
                for r in csv.DictReader(io.StringIO(self.says("compare", path, "--format", "csv", *words)))}

    def test_numbers_are_those_of_the_file(self):
        rows = self.rows(self.path, "--all")
        with h5py.File(self.path) as file:
            for (outcome, arm), row in rows.items():
                self.assertEqual((arm, row["reference"]), ("formal", "informal"))
                values = file[outcome][()]
                off = values[1] - values[0]
                off = off[~numpy.isnan(off)]
                self.assertEqual(int(row["pairs"]), len(off), outcome)
                if len(off) < 4:
                    continue
                half = T3 * off.std(ddof=1) / 2
                one = T3_90 * off.std(ddof=1) * (1 + 1 / 4) ** 0.5  # too few for quantiles: where a fifth pair is predicted
                for name, expected in [("mean", values[1].mean()), ("difference", off.mean()), ("low", off.mean() - half),
                                       ("high", off.mean() + half), ("one_low", off.mean() - one),
                                       ("one_high", off.mean() + one)]:
                    self.assertAlmostEqual(float(row[name]), expected, delta=1e-8 * max(1, abs(expected)), msg=(outcome, name))
                self.assertEqual(int(row["lower_in"]), (off < 0).sum())
                both = values[:, ~numpy.isnan(values).any(axis=0)]
                if both.std(axis=1).min() > 0 and off.std() > 0:
                    factor = both.var(axis=1, ddof=1).sum() / off.var(ddof=1)
                    self.assertAlmostEqual(float(row["variance_reduction"]) / factor, 1, delta=1e-4)
                    self.assertAlmostEqual(float(row["unpaired"]) / (4 * factor), 1, delta=1e-4)
                    self.assertAlmostEqual(float(row["correlation"]), numpy.corrcoef(both)[0, 1], delta=1e-4)

    def test_verdicts_follow_from_the_intervals(self):
        for row in self.rows(self.path, "--all").values():
            low, high, matters = (float(row[name]) for name in ("low", "high", "matters"))
            if row["verdict"] in VERDICTS[:2]:
                continue
            close = -matters < low and high < matters
            matters = numpy.nan_to_num(matters)  # without a margin, nothing is too close and anything beyond 0 differs
            expected = ("too close to matter" if close else "lower" if high < -matters else "higher" if low > matters
                        else "needs more runs")
            self.assertEqual(row["verdict"], expected, row)

    def test_the_file_holds_the_same(self):
        rows = self.rows(self.path, "--all")
        with h5py.File(self.path) as file:
            group, names = file["comparison"], file["comparison/outcome"].asstr()[()]
            meanings = group["verdict"].attrs["flag_meanings"].split()
            self.assertEqual([m.replace("_", " ") for m in meanings], VERDICTS)
            for (outcome, _), row in rows.items():
                k = list(names).index(outcome)
                self.assertEqual(VERDICTS[group["verdict"][1, k]], row["verdict"])
                self.assertEqual(group["kind"].attrs["flag_meanings"].split()[group["kind"][k]], row["kind"])
                numpy.testing.assert_equal(group["matters"][k], float(row["matters"]))
                for name in "low", "high", "difference":
                    numpy.testing.assert_allclose(group[name][1, k], float(row[name]), rtol=1e-8, atol=1e-9)

    def test_few_supporters_are_not_shown(self):
        """Of three supporters nothing is said, of real people not even kept; one rule for outcomes and groups."""
        path = self.folder / "few.h5"
        self.says("run", SCENARIOS / "known_graph.yaml", "-r", "2", "-o", path)
        with h5py.File(path) as file:
            for name in "supporter_weeks", "supporter_burden", "effect_stigma_change":
                self.assertTrue(numpy.isnan(file[name][1:]).all(), name)  # nobody serves in the first arm
            self.assertTrue((file["supporters_serving"][1] == 3).all())
            self.assertFalse(numpy.isin(file["in_care_by_channel"][()], [1, 2, 3, 4]).any())
        text = self.says("compare", path, "--outcome", "supporter_weeks", "--outcome", "weeks_in_distress")
        self.assertRegex(text, r"supporters' own weeks in simulated distress \[week/year\]\n  frozen +-\n  frozen_formal +<5   - +cannot be compared\n")
        self.assertRegex(text, r"supporters themselves +- +<5 +- +<5\n")
        self.assertNotIn("supporters' own", self.says("compare", path, "--all"))
        simulated = self.write("few.yaml", TINY.read_text() + "  three: {programme: {supporters: 3}}\n")
        self.says("run", simulated, "-r", 2, "-o", path, "--overwrite", *SMALL)
        row = self.rows(path, "--outcome", "supporter_weeks")["supporter_weeks", "three"]
        self.assertEqual((row["mean"], row["verdict"]), ("nan", "cannot be compared"))
        self.says("report", path, "-o", self.folder / "few.html")
        cells = re.search(r"own weeks in simulated distress \[week/year\]</th>(.*?)</tr>", (self.folder / "few.html").read_text())[1]
        self.assertRegex(cells, r">-</td>.*>[0-9.]+</td>.*>&lt;5</td>$")

    def test_text(self):
        text = self.says("compare", self.path)
        for said in ("Tiny school", "How sure is this?", "One cohort: In about 9 of 10 simulated schools", "Assumptions: no interval holds them",
                     "Arms share students and luck", "of 1,000 student weeks in simulated distress", "offered help by supporters",
                     "at the worst site", "students in year 3", "no friend at hand", "supporters themselves",
                     "not forecasts", "Peer support does not replace services"):
            self.assertIn(said, " ".join(text.split()))
        self.assertRegex(text, r"(?m)^How the arms differ +informal +formal$")
        self.assertRegex(text, r"(?m)^  programme.supporters +0 +6$")
        primary = next(n for n, line in enumerate(text.splitlines()) if line.startswith("Outcome, mean")) + 1
        self.assertTrue(text.splitlines()[primary].startswith("weeks in simulated distress [week/year]"))
        with h5py.File(self.path) as file:
            self.assertIn(f"digest of the results: {file.attrs['results_digest']}", text)

    def test_the_answer_goes_on_with_what_else_is_beyond(self):
        """What students fare by, in the terminal and on the page alike; what a programme puts in is 0 without one, and no finding."""
        rows = self.rows(self.path)
        answer = self.says("compare", self.path).split("Outcome, mean")[0].replace("\n", " ")
        fare = ("weeks_p90", "support_reach", "unmet_need", "weeks_to_notice", "isolated_weeks", "friends_on_placement")
        beyond = [row for (name, _), row in rows.items() if row["verdict"] in ("lower", "higher") and name in fare]
        self.assertTrue(beyond)
        self.assertEqual(rows["formal_per_year", "formal"]["verdict"], "higher")
        named = answer.split("formal against informal is")[1]
        for row in beyond:
            self.assertRegex(named, re.escape(row["label"]) + r" \(([+-]|[0-9.]+ (more|fewer) a year)")
        for row in rows.values():
            if row not in beyond:
                self.assertNotIn(row["label"] + " (", named)
        kith("report", self.path, "-o", self.folder / "page.html")
        page = html.unescape((self.folder / "page.html").read_text())
        self.assertIn("Of what else is asked first about how students fare, formal against informal is" + named.strip(), page)
        everything = self.says("compare", self.path, "--all").split("Outcome, mean")[0].replace("\n", " ")
        self.assertEqual(everything, answer)
        other = self.folder / "other.h5"
        kith("run", TINY, "-r", 4, "-o", other, *SMALL, "--set", "compare.primary=unmet_need")
        answer = self.says("compare", other).split("Outcome, mean")[0].replace("\n", " ")
        self.assertLess(answer.index("weeks in simulated distress without recent support: "), answer.index("weeks in simulated distress: "))

    def test_a_maximum_is_no_finding(self):
        """With fewer different students at each site the worst of them is higher by luck alone, and more pairs only make that surer."""
        path, _ = self.run_to("maximum", self.write("maximum.yaml", MAXIMUM))
        rows = self.rows(path, "--all")
        self.assertEqual(rows["weeks_in_distress", "longitudinal"]["verdict"], "no difference")
        self.assertGreater(float(rows["worst_site", "longitudinal"]["low"]), 1)  # a week, which once was said to matter
        self.assertEqual(rows["worst_site", "longitudinal"]["matters"], "nan")
        for words in ((), ("--all",)):
            text = self.says("compare", path, *words)
            self.assertNotIn("worst site", text.split("Outcome, mean")[0].replace("\n", " "))
        self.assertNotIn(("worst_site", "longitudinal"), self.rows(path))

    def test_heads_with_no_room_are_numbers(self):
        other = self.folder / "long.h5"
        long = self.folder / "long.yaml"
        long.write_text(pathlib.Path(TINY).read_text().replace("informal:", "a_school_without:").replace("formal:", "a_school_with_it:"))
        kith("run", long, "-r", 2, "-o", other, *SMALL)
        text = self.says("compare", other)
        self.assertRegex(text, r"Outcome, mean of the simulated schools +a_school_without a_school_with_it   difference")
        self.assertRegex(text, r"How the arms differ +a_school_without a_school_with_it\n")
        long.write_text(long.read_text().replace("a_school_with", "a_school_that_is_run_with"))
        kith("run", long, "-r", 2, "-o", other, "--overwrite", *SMALL)
        text = self.says("compare", other)
        self.assertRegex(text, r"Columns:\n  \(1\) a_school_that_is_run_without\n  \(2\) a_school_that_is_run_with_it\n")
        self.assertRegex(text, r"Outcome, mean of the simulated schools +\(1\) +\(2\)")

    def test_shares_are_in_percent(self):
        text, run = self.says("compare", self.path), kith("run", TINY, "-r", 2, "-o", self.folder / "two.h5", *SMALL).stdout
        with h5py.File(self.path) as file, h5py.File(self.folder / "two.h5") as two:
            self.assertEqual(file["support_reach"].attrs["units"], "1")
            for said, means in ((text, file["support_reach"][()].mean(axis=1)), (run, two["support_reach"][()].mean(axis=1))):
                line = next(line for line in said.splitlines() if line.startswith("ever in simulated distress who were supported "))
                self.assertEqual(line.split()[7:9], [f"{100 * mean:.1f}%" for mean in means])
                self.assertEqual(float(line.split()[9]), round(100 * (means[1] - means[0]), 1 if "." in line.split()[9] else 0))
                self.assertEqual(line.split()[10], "points")
        self.assertIn("5 points", text)
        self.assertRegex(run, r"simulated distress at the census +[0-9.]+%   T1: 22% to 32%")
        self.assertIn("percentage points (95% interval", self.says("compare", self.path, "--outcome", "support_reach").replace("\n", " "))
        self.assertRegex(self.says("power", self.path, "--outcome", "support_reach"), r"simulated difference +[-+][0-9.]+ percentage points")

    def test_a_site_that_a_hidden_one_would_follow_from_is_not_named(self):
        text = self.says("compare", self.path)
        for where in "worst", "best":  # site 5 takes 4 students, and site 4 is the next smallest
            line = next(line for line in text.splitlines() if line.startswith(f"  at the {where} site"))
            self.assertNotRegex(line, "site [45]")
        self.assertIn("withheld", text)

    def test_the_way_of_support_is_counted(self):
        text = self.says("compare", self.path)
        with h5py.File(self.path) as file:
            distressed = file["distressed"][()].sum(axis=2)
            noticed = (1000 * file["noticed"][()].sum(axis=2) / distressed).mean(axis=1)
            alone = (52 * (file["teaching_distressed"][()] - file["covered"][()]).sum(axis=2) / file["isolated"][()].sum(axis=2)).mean(axis=1)
            third = (52 * file["distressed_by_year"][()].sum(axis=2) / file["students_by_year"][()].sum(axis=2)).mean(axis=1)[:, 2]
        for label, values in (("noticed by somebody", noticed), ("students with no friend at hand that week", alone),
                              ("students in year 3", third)):
            line = next(line for line in text.splitlines() if line.strip().startswith(label))
            printed = [float(word) for word in line.split()[-2:]]
            numpy.testing.assert_allclose(printed, values, rtol=5e-3)

    def test_reference_and_outcome(self):
        forth, back = self.rows(self.path), self.rows(self.path, "--reference", "formal")
        for (outcome, _), row in forth.items():
            numpy.testing.assert_allclose(float(row["difference"]), -float(back[outcome, "informal"]["difference"]))
        one = self.rows(self.path, "--outcome", "weeks_gini", "--outcome", "nobody")
        self.assertEqual([outcome for outcome, _ in one], ["weeks_gini", "nobody"])
        self.assertIn("inequality among students", self.says("compare", self.path, "--outcome", "weeks_gini").splitlines()[4])

    def test_what_is_a_difference_already_is_told_as_a_level(self):
        """Whatever the reference: in the first arm nobody gains or loses by serving, so there is nothing to be higher or lower than."""
        with h5py.File(self.path) as file:
            values = file["supporter_change"][()]
        self.assertTrue(numpy.isnan(values[0]).all() and not numpy.isnan(values[1]).any())
        half = T3 * values[1].std(ddof=1) / 2
        for reference in "informal", "formal":
            words = ["--reference", reference, "--outcome", "supporter_change", "--outcome", "effect_empathy_change"]
            for (outcome, _), row in self.rows(self.path, *words).items():
                self.assertEqual((row["verdict"], row["difference"], row["matters"]), ("cannot be compared", "nan", "nan"), outcome)
            text = self.says("compare", self.path, *words)
            self.assertNotRegex(text, r"(lower|higher) in a year|serving: (lower|higher)")
            self.assertRegex(text, r"supporters' own weeks in simulated distress, less without serving.*\n? +- +-?[0-9.]+ .*is a difference already")
        said = self.says("compare", self.path, "--outcome", "supporter_change").replace("\n", " ")
        level = re.search(r"less without serving: ([-+0-9.]+) weeks a year \(95% interval ([-+0-9.]+) to ([-+0-9.]+)\) in formal; it is less the same", said)
        numpy.testing.assert_allclose([float(number) for number in level.groups()],
                                      [values[1].mean(), values[1].mean() - half, values[1].mean() + half], rtol=0.05, atol=0.05)
        for setting in "compare.primary=supporter_change", "compare.matters={supporter_change: 1}", "compare.precision={effect_stigma_change: 1}":
            self.refuses("is a difference from the first arm already", "check", TINY, "--set", setting)

    def test_mistakes(self):
        self.refuses('no arm is called "formall"; did you mean formal?', "compare", self.path, "--reference", "formall")
        self.refuses('no outcome is called "weeks_p9"; did you mean weeks_p90?', "compare", self.path, "--outcome", "weeks_p9")
        self.refuses("no such file", "compare", self.folder / "none.h5")
        self.refuses("is no HDF5 file", "compare", self.write("text.h5", "schema: 1\n"))
        self.refuses("--format", "compare", self.path, "--format", "html")
        self.refuses(f"Try '{PROGRAM} compare --help'", "compare")
        self.refuses('no outcome is called "x"', "power", self.path, "--outcome", "x")
        for command in "trace", "check", "run":
            self.refuses("is a results file; the scenario (.yaml)", command, self.path)

    def test_a_file_that_lacks_something(self):
        for name, said in (("noticed", "holds no weekly count called noticed"), ("distressed_by_site", "holds no weekly count")):
            path = self.folder / f"{name}.h5"
            shutil.copy(self.path, path)
            with h5py.File(path, "r+") as file:
                del file[name]
            done = kith("compare", path)
            self.assertEqual((done.returncode, done.stdout), (2, ""))  # found before a word is printed
            self.assertIn(said, done.stderr)
            self.assertEqual(kith("compare", path, "--format", "csv").returncode, 0)
        with h5py.File(path, "r+") as file:  # a split in the place of a count, and the other way round
            file.move("distressed_by_year", "distressed_by_site")
        self.assertIn("holds no weekly count", kith("compare", path).stderr)

    def test_hypotheses(self):
        text = self.says("compare", self.path)
        self.assertRegex(text, r"per_contact +formal: ")
        self.assertIn(f"{PROGRAM} run {TINY} -r 1-4 --set distress.influence=none -o {str(self.path)[:-3]}_none.h5\n", text)
        rival, _ = self.run_to("none", TINY, "-r", 3, ("distress.influence", "none"), *SMALL)
        text = self.says("compare", self.path, rival)
        self.assertRegex(text, r"\n  none +formal: ")
        self.assertRegex(text, r"\n  healthy_friends +not run: ")
        power = self.says("power", self.path, rival)
        self.assertIn("SD apart", power)
        self.assertNotIn("none is not run", power)
        self.assertIn("healthy_friends is not run", power)
        other, _ = self.run_to("other", TINY, "-r", 1, "--arm", "formal", *SMALL)
        self.refuses("has other arms than", "compare", self.path, other)

    def test_a_rival_of_another_scenario(self):
        other, _ = self.run_to("other", TINY, "-r", 2, ("distress.influence", "none"), ("school.intake", 9),
                               ("arms.formal.programme.supporters", 5), *SMALL)
        judged, _ = self.run_to("judged", TINY, "-r", 2, ("distress.influence", "none"), ("compare.primary", "unmet_need"), *SMALL)
        for command in "compare", "report", "power":
            words = ["-o", self.folder / "page.html", "--overwrite"] if command == "report" else []
            done = kith(command, self.path, other, *words)
            self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (2, "", 1), done.stderr)
            for said in ("is of another scenario than", "school.intake is 9, not ", "arms.formal.programme.supporters is 5, not 6",
                         "distress.influence alone"):
                self.assertIn(said, done.stderr)
            self.assertNotIn("distress.influence is", done.stderr)
            self.assertEqual(kith(command, self.path, judged, *words).returncode, 0)

    def test_the_command_of_a_rival_keeps_what_was_set(self):
        path, _ = self.run_to("set", TINY, "-r", "2-3", ("distress.influence", "healthy_friends"), ("school.intake", 9),
                              ("timetable.site_capacity", "[4, 5, 6, 7, 8]"), "--arm", "formal", "--arm", "informal", *SMALL)
        said = next(line for line in self.says("compare", path).splitlines() if line.startswith("  none "))
        command = shlex.split(said.split("not run: ")[1])
        self.assertEqual(command[:3], [str(PROGRAM), "run", str(TINY)])
        for word in "school.intake=9", "timetable.site_capacity=[4, 5, 6, 7, 8]", "2-3":
            self.assertIn(word, command)
        self.assertEqual([word for word in command if word.startswith("distress.influence=")], ["distress.influence=none"])
        self.assertEqual(command.count("-o"), 1)
        self.assertEqual(kith(*command[1:]).returncode, 0)
        self.assertRegex(self.says("compare", path, command[-1]), r"\n  none +(in)?formal: ")

    def test_the_command_of_a_rival_keeps_what_the_first_of_merged_parts_set(self):
        """Also of merged files merged again, and if kith power made a part."""
        made = [self.folder / f"{name}.h5" for name in ("a", "b", "c", "inner", "all")]
        for command, path, replicates in zip(("power", "run", "run"), made, ("2", "3-3", "4-4")):
            done = kith(command, TINY, "-r", replicates, "-o", path, ("school.intake", 9), *SMALL)
            self.assertEqual(done.returncode, 0, done.stderr)
        for parts, path in (made[:2], made[3]), (made[3:1:-1], made[4]):
            self.assertEqual(kith("merge", *parts, "-o", path).returncode, 0)
        said = next(line for line in self.says("compare", made[4]).splitlines() if line.startswith("  none "))
        rival = shlex.split(said.split("not run: ")[1])
        self.assertEqual(rival[:3] + rival[-1:], [str(PROGRAM), "run", str(TINY), str(self.folder / "all_none.h5")])
        self.assertEqual(kith(*rival[1:]).returncode, 0)
        self.assertRegex(self.says("compare", made[4], rival[-1]), r"\n  none +(in)?formal: ")

    def test_three_arms_of_which_two_are_the_same(self):
        path, _ = self.run_to("three", self.write("three.yaml", THREE))
        text = self.says("compare", path)
        self.assertIn("weeks in simulated distress without recent support: no difference between again and none; all pairs of simulated schools are exactly equal",
                      text.replace("\n", " "))
        self.assertRegex(text.replace("\n", " "), "may still be the best|may each still be the best|is the best of the arms")
        self.assertTrue(text.splitlines()[4].startswith("weeks in simulated distress without recent support: "))
        rows = self.rows(path, "--all")
        for (outcome, arm), row in rows.items():
            if arm == "again" and row["verdict"] != "cannot be compared":
                self.assertEqual((row["verdict"], float(row["difference"]), float(row["low"])), ("no difference", 0, 0), outcome)
        self.assertEqual(float(rows["unmet_need", "formal"]["matters"]), 0.1)
        self.assertEqual(float(rows["weeks_in_distress", "formal"]["matters"]), 0)

    def test_one_pair_and_one_arm(self):
        path, _ = self.run_to("one", TINY, "-r", 1, *SMALL)
        text = self.says("compare", path)
        self.assertIn("one pair of simulated schools says nothing about luck", text.replace("\n", " "))
        self.assertIn("cannot be said from one pair", text)
        self.assertIn("nothing can be said", self.says("power", path))
        path, _ = self.run_to("alone", TINY, "-r", 2, "--arm", "formal", *SMALL)
        self.assertIn("there is nothing to compare", self.says("compare", path))

    def test_every_table_says_what_it_is(self):
        line = "Ask at the desk of student life."
        self.says("run", self.write("three.yaml", THREE), ("run.support_line", f'"{line}"'), "-o", self.folder / "three.h5", "--overwrite")
        path = self.folder / "three.h5"
        self.says("export", path, "--csv", self.folder / "csv")
        for text in (self.says("power", path, "--outcome", "unmet_need"), self.says("compare", path),
                     (self.folder / "csv" / "README.txt").read_text()):
            for said in "Distress here is simulated distress.", "Peer support does not replace services.", "not forecasts", line:
                self.assertIn(said, " ".join(text.split()))

    def test_power(self):
        """Numbers with those at the ends of the interval; none where the runs cannot tell that there is anything to see."""
        path, _ = self.run_to("power", TINY, "-r", 4, ("compare.start", 4), *SMALL)
        text = self.says("power", path, "--outcome", "unmet_need")
        for said in ("formal against informal", "of 4 pairs of simulated schools", "2 years of 52 weeks", "no real school lives the same years twice",
                     "the fewest schools", "kith compare says: lower"):
            self.assertIn(said, text)
        row = self.rows(path, "--outcome", "unmet_need")["unmet_need", "formal"]
        interval = re.search(r"([-+][0-9.]+) percentage points \(95% interval ([-+][0-9.]+) to ([-+][0-9.]+)\)", text)
        for printed, name in zip(interval.groups(), ("difference", "low", "high")):
            self.assertAlmostEqual(float(printed), 100 * float(row[name]), delta=0.06)
        schools, fewest, most = map(int, re.search(r"8 of 10 trials: (\d+) \((\d+) to (\d+)\)", text).groups())
        self.assertTrue(2 <= fewest <= schools <= most)
        self.assertIn("cannot be said from fewer than 30 pairs (compare.start)", self.says("power", self.path, "--outcome", "unmet_need"))
        self.assertNotIn("of 10 trials", self.says("power", self.path))
        text = self.says("power", path)  # -1.10 to +0.08 week/year
        self.assertIn("cannot be said: the interval holds 0", text)
        self.assertNotIn("of 10 trials", text)


if __name__ == "__main__":
    unittest.main()
