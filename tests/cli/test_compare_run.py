# SPDX-License-Identifier: GPL-3.0-or-later
"""kith compare SCENARIO...: runs what is needed and no more, uses what is there, and puts arms of several files on the same students."""
import os
import pathlib
import pty
import re
import signal
import subprocess
import sys
import time
import unittest

import h5py
import numpy
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from kith import PROGRAM, TINY, Case, command, kith  # noqa: E402

SMALL = """schema: 1
run: {years: 1, burn_in_years: 1, replicates: 5}
school: {intake: 16, turnover: closed, course: [campus, placement]}
timetable: {site_capacity: [10, 8, 6]}
"""
ARMS = """arms:
  plain: {}
  harder: {distress: {onset: 0.02}}
"""


class CompareRun(Case):

    def setUp(self):
        super().setUp()
        self.scenario = self.write("small.yaml", SMALL + ARMS)

    def compare(self, *words, code=0):
        done = kith("compare", *words, cwd=self.folder)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def power(self, *words, code=0):
        done = kith("power", *words, cwd=self.folder)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout if code == 0 else done.stderr

    def schools(self, name):
        with h5py.File(self.folder / name) as file:
            return len(file["replicate"])

    def test_runs_reuses_and_goes_on(self):
        loose = ["--precision", "weeks_in_distress=20"]
        first = self.compare(self.scenario, *loose)
        self.assertIn("written: small.h5 (30 simulated schools", first.stdout)
        self.assertIn("the common past of 52 weeks was simulated once: about 25% less work", first.stdout)
        self.assertIn("no more were needed for the precision asked for", first.stdout)
        before = (self.folder / "small.h5").stat()
        again = self.compare(self.scenario, *loose)
        self.assertIn("small.h5 holds this run already (30 simulated schools): nothing was simulated", again.stdout)
        self.assertEqual((self.folder / "small.h5").stat().st_mtime_ns, before.st_mtime_ns)
        self.assertEqual(again.stdout.split("\n", 1)[1], first.stdout.split("\n", 3)[3])
        longer = self.compare(self.scenario, "--precision", "weeks_in_distress=0.001", "-r", 45)
        self.assertIn("written: small.h5 (45 simulated schools", longer.stdout)
        self.assertIn("with so few it is not sure that the precision asked for is reached; more simulated schools: --replicates N", longer.stdout)
        self.assertRegex(longer.stdout.replace("\n", " "), r"interval of \+-0.001 \(compare.precision\); not reached. Half-width +now: [0-9.]+\.")
        shown = self.compare("small.h5")
        self.assertEqual(longer.stdout[longer.stdout.index("45 simulated schools, each"):], shown.stdout[shown.stdout.index("45 simulated schools, each"):])
        other = self.compare(self.scenario, *loose, ("distress.onset", 0.01), code=2)
        self.assertIn("small.h5", other.stderr)
        self.assertIn("--overwrite", other.stderr)
        self.assertEqual(self.schools("small.h5"), 45)
        self.assertIn("30 simulated schools", self.compare(self.scenario, *loose, ("distress.onset", 0.01), "--overwrite").stdout)

    def test_hypotheses(self):
        done = self.compare(self.scenario, "-r", 3, "--hypotheses")
        self.assertEqual(sorted(p.name for p in self.folder.glob("*.h5")), ["small.h5", "small_healthy_friends.h5", "small_none.h5"])
        table = done.stdout[done.stdout.index("Under each hypothesis"):]
        self.assertNotIn("not run", table.split("\n\n")[0])
        self.assertIn("--set distress.influence=none -o small_none.h5", self.compare("small.h5").stdout)

    def test_power_runs_what_it_needs(self):
        """The same files as kith compare makes, the same answer as of the files, and what tells the hypotheses apart."""
        words = [self.scenario, "-r", 3, "--outcome", "unmet_need"]
        first = self.power(*words)
        self.assertIn("written: small.h5 (3 simulated schools", first)
        self.assertIn(f"none is not run: {PROGRAM} run", first)
        self.assertNotIn("SD apart", first)
        self.assertNotIn("give all files", first)
        self.assertIn("holds this run already", self.compare(self.scenario, "-r", 3).stdout)
        all_three = self.power(*words, "--hypotheses")
        self.assertIn("small.h5 holds this run already (3 simulated schools): nothing was simulated", all_three)
        self.assertEqual(sorted(p.name for p in self.folder.glob("*.h5")), ["small.h5", "small_healthy_friends.h5", "small_none.h5"])
        self.assertIn("SD apart", all_three)
        self.assertNotIn("is not run", all_three)
        of_files = self.power("small.h5", "small_none.h5", "small_healthy_friends.h5", "--outcome", "unmet_need")
        self.assertTrue(all_three.endswith(of_files))
        for words, said in ((["small.h5", "--hypotheses"], "only --outcome and --reference go with results files"),
                            ([self.scenario, "small.h5"], "kith power: scenarios or results files, not both"),
                            ([self.scenario, "-r", 3, "--outcome", "unmet_ned"], "did you mean unmet_need?")):
            self.assertIn(said, self.power(*words, code=2))

    def test_merged_parts_are_used(self):
        self.compare(self.scenario, "-r", "1-15", "--assumptions-replicates", 2, "-o", "a.h5")
        self.assertEqual(kith("run", self.scenario, "-q", "-r", "16-30", "-o", "b.h5", cwd=self.folder).returncode, 0)
        self.assertEqual(kith("merge", "a.h5", "b.h5", "-o", "small.h5", cwd=self.folder).returncode, 0)
        with h5py.File(self.folder / "small.h5") as small:  # a sweep is of one file's runs, and nothing of it stays
            self.assertEqual([name for name in [*small, *small.attrs] if name.startswith("assumption") or name == "end"], [])
        loose = ["--precision", "weeks_in_distress=20"]
        self.assertIn("small.h5 holds this run already (30 simulated schools)", self.compare(self.scenario, *loose).stdout)
        self.compare(self.scenario, "-o", "whole.h5", *loose)
        with h5py.File(self.folder / "small.h5") as small, h5py.File(self.folder / "whole.h5") as whole:
            self.assertEqual(small.attrs["results_digest"], whole.attrs["results_digest"])
        self.assertIn("written", self.compare(self.scenario, *loose, "--assumptions-replicates", 2).stdout)  # merged files hold no sweep
        done = self.compare(self.scenario, "-r", 3, "-o", "b.h5", code=2)  # other schools than asked for: never replaced unasked
        self.assertIn("--overwrite", done.stderr)
        self.assertEqual(self.schools("b.h5"), 15)

    def test_run_says_the_verdict_as_compare_does(self):
        for scenario in self.scenario, self.write("three.yaml", SMALL + ARMS + "  again: {}\n"):
            run = kith("run", scenario, "-r", 3, "-o", "r.h5", "--overwrite", cwd=self.folder).stdout
            verdict = self.compare("r.h5").stdout.split("\n\n")[1]
            said = run.split(f"\nwhat stands behind it: {PROGRAM} compare r.h5\n")[0].split("\n\n")[-1]
            self.assertTrue(said.startswith("weeks in simulated distress: "), said)
            self.assertEqual(verdict[:len(said)], said)  # compare goes on with the rows of its table
        alone = kith("run", scenario, "-r", 1, "--arm", "plain", "-o", "alone.h5", cwd=self.folder).stdout
        self.assertIn(f"{PROGRAM} report alone.h5", alone)

    def test_commands_that_it_names_run(self):
        """Wherever the program lies, and whatever its path and the file's hold."""
        program = self.folder / "my tools" / "kith"
        program.parent.mkdir()
        program.symlink_to(PROGRAM)
        said = subprocess.run([program, "run", self.scenario, "-r", "2", "-o", "a file.h5"], cwd=self.folder, capture_output=True, text=True).stdout
        commands = re.findall(r"^(?:what stands behind it|as a page with figures): (.*)$", said, re.M)
        self.assertEqual(len(commands), 2)
        for command in commands:
            done = subprocess.run(command, shell=True, cwd=self.folder, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            rival = re.search(r"^  none +not run: (.*)$", done.stdout, re.M)
            if rival:
                self.assertEqual(subprocess.run(rival[1], shell=True, cwd=self.folder, capture_output=True).returncode, 0)
        self.assertTrue((self.folder / "a file_none.h5").exists() and (self.folder / "a file.html").exists())

    def test_a_ratio_s_half_width_is_told_from_its_interval(self):
        """Runs are counted by Student's t; the table's interval of a ratio is a bootstrap from 15 pairs on."""
        asked = "--precision", "unmet_need=0.2", "--precision", "weeks_in_distress=9", ("compare.start", 16)
        for pairs, told in ((14, False), (16, True)):
            said = " ".join(self.compare(self.scenario, "-r", pairs, *asked, "-o", f"{pairs}.h5").stdout.split())
            self.assertEqual("weeks in simulated distress without recent support: the scenario asks" in said, True)
            self.assertEqual(said.count("by Student's t, as runs are counted; the interval in the table is a bootstrap"), told)

    def test_several_files(self):
        self.write("a.yaml", SMALL)
        self.write("b.yaml", SMALL + "distress: {onset: 0.02}\n")
        done = self.compare("a.yaml", "b.yaml", "small.yaml", "-r", 3, "-o", "all.h5")
        self.assertIn("distress.onset", done.stdout)
        self.compare("small.yaml", "-r", 3)
        with h5py.File(self.folder / "all.h5") as together, h5py.File(self.folder / "small.h5") as alone:
            self.assertEqual([name.decode() if isinstance(name, bytes) else name for name in together["arm"][:]],
                             ["a", "b", "small/plain", "small/harder"])
            weeks = together["weeks_in_distress"][:]
            numpy.testing.assert_array_equal(weeks[2:], alone["weeks_in_distress"][:])
            numpy.testing.assert_array_equal(weeks[0], weeks[2])
            self.assertFalse((weeks[1] == weeks[3]).all())  # b is other from the first week of burn-in on
            self.assertEqual(together.attrs["scenario_text_3"], SMALL + ARMS)
        done = self.compare("a.yaml", "b.yaml", "-r", 2)
        self.assertIn("written: a_vs_b.h5", done.stdout)
        command = re.search(rf"none +not run: {re.escape(str(PROGRAM))} (compare a.yaml b.yaml .*)", done.stdout)[1].split()
        self.assertEqual(kith(*command, cwd=self.folder).returncode, 0)
        self.assertRegex(self.compare("a_vs_b.h5", command[-1]).stdout, r"\n  none +b: ")

    def test_assumptions(self):
        """A point of the sweep is the run with --set; parameters that arms set are left alone; threads change nothing."""
        scenario = self.write("swept.yaml", SMALL + "arms:\n  plain: {}\n  harder: {distress: {worsening: 0.2, onset: 0.02}}\n")
        words = [scenario, "-r", 4, "--assumptions-replicates", 3, "--reference", "harder"]
        done = self.compare(*words, "-j", 1)
        self.compare(*words, "-j", 3, "-o", "threads.h5")
        self.assertIn("swept.h5 holds this run already", self.compare(*words).stdout)
        self.assertIn("written", self.compare(scenario, "-r", 4, "--assumptions-replicates", 4, "-o", "threads.h5").stdout)
        self.compare(*words, "-j", 3, "-o", "again.h5")
        with h5py.File(self.folder / "swept.h5") as file, h5py.File(self.folder / "again.h5") as other:
            self.assertEqual(file.attrs["results_digest"], other.attrs["results_digest"])
            done = kith("run", scenario, "-r", 4, "-q", "-o", "unswept.h5", cwd=self.folder)
            self.assertEqual(done.returncode, 0, done.stderr)
            with h5py.File(self.folder / "unswept.h5") as unswept:  # what is swept beside the results is none of them
                self.assertNotIn("assumptions", unswept)
                self.assertEqual(file.attrs["results_digest"], unswept.attrs["results_digest"])
            for pair in ("swept.h5", "unswept.h5"), ("unswept.h5", "swept.h5"), ("threads.h5", "swept.h5"):
                done = kith("diff", *pair, cwd=self.folder)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertIn("equal: the same numbers", done.stdout)
            self.assertEqual([file.attrs["assumptions_" + name] for name in ("outcome", "replicates", "reference")],
                             ["weeks_in_distress", "3", "harder"])
            group = file["assumptions"]
            names = [name.decode() if isinstance(name, bytes) else name for name in group["assumption"][:]]
            self.assertNotIn("distress.worsening", names)
            self.assertNotIn("school.intake", names)
            self.assertNotIn("help.minutes_call", names)
            for name, ends in (("distress.relief_effect", (-0.15, 0.6)), ("seeking.friend_base", (-4.1, -2.1)), ("support.crowding", (0, 20)),
                               ("distress.influence_ratio", (0, 1)), ("population.entry_frailty", (0.3, 1)), ("help.poor_relief", (-1, -0.25)),
                               ("help.per_week", (2, 6))):
                self.assertEqual(tuple(group["value"][names.index(name)]), ends, name)
            self.assertEqual(group["acts"][names.index("programme.caseload")], 0)
            self.assertTrue(numpy.isnan(group["difference"][names.index("programme.caseload")]).all())
            at = names.index("distress.influence_ratio")
            self.assertEqual(group["acts"][at], 1)
            for end, value in enumerate((0, 1)):
                done = kith("run", scenario, "-r", 3, "-q", "-o", "point.h5", "--overwrite", ("distress.influence_ratio", value), cwd=self.folder)
                self.assertEqual(done.returncode, 0, done.stderr)
                with h5py.File(self.folder / "point.h5") as point:
                    weeks = point["weeks_in_distress"][:]
                self.assertAlmostEqual(group["difference"][at, 0, end], (weeks[0] - weeks[1]).mean(), 12)
                self.assertEqual(group["difference"][at, 1, end], 0)
            self.assertAlmostEqual(group["as_it_stands"][0], (file["weeks_in_distress"][0, :3] - file["weeks_in_distress"][1, :3]).mean(), 12)
            off = file["weeks_in_distress"][0, :3] - file["weeks_in_distress"][1, :3]
            half = 4.302652729911275 * off.std(ddof=1) / 3 ** 0.5
            self.assertAlmostEqual(group["as_it_stands_low"][0], off.mean() - half, 7)
            self.assertAlmostEqual(group["as_it_stands_high"][0], off.mean() + half, 7)
        self.assertRegex(self.compare("swept.h5").stdout, r"[0-9]+ changed nothing in the first simulated school \(--all names them\)")
        shown = self.compare("swept.h5", "--all").stdout
        self.assertIn("Plausible: half to twice its value (log-odds", shown)
        self.assertIn("Which assumptions it hangs on: weeks_in_distress, plain less harder", shown)
        self.assertRegex(shown, r"Changed nothing in the first simulated school: .*programme\.caseload")
        with xarray.open_dataset(self.folder / "swept.h5", group="assumptions", engine="h5netcdf") as swept:
            self.assertEqual(swept.difference.dims, ("assumption", "arm", "end"))
            self.assertEqual(swept.difference.sel(end="low").sizes["arm"], 2)

    def test_a_stopped_sweep_goes_on(self):
        """What is finished is not simulated again, what is damaged or of another outcome is, and the results are the same."""
        words = ["compare", self.scenario, "-r", 4, "--assumptions-replicates", 2, "-j", 1]
        parts, before = self.folder / "small.h5.parts", {}
        for fresh in 30, 60:
            with subprocess.Popen(command(*words), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=self.folder) as child:
                end = time.monotonic() + 60
                while len(list(parts.glob("assumption-*.part"))) < len(before) + fresh and child.poll() is None and time.monotonic() < end:
                    time.sleep(0.005)
                child.send_signal(signal.SIGINT)
                self.assertEqual(child.communicate()[1], "stopped; what is finished is in small.h5.parts, and the same command goes on from there\n")
            found = {part.name: part.stat().st_mtime_ns for part in parts.iterdir()}
            self.assertGreater(len(found), len(before) + fresh)
            self.assertEqual({name: found[name] for name in before}, before)
            before = found
        self.assertIn("assumption-population.attribute_share-low-1.part", before)
        damaged = parts / "assumption-population.attribute_share-low-1.part"
        damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
        self.compare(*words[1:])
        self.assertFalse(parts.exists())
        self.compare(*words[1:-2], "-j", 2, "-o", "whole.h5")
        with h5py.File(self.folder / "small.h5") as file, h5py.File(self.folder / "whole.h5") as whole:
            self.assertEqual(file.attrs["results_digest"], whole.attrs["results_digest"])
            for name in whole["assumptions"]:
                numpy.testing.assert_array_equal(file["assumptions"][name][()], whole["assumptions"][name][()], name)

    def test_progress_knows_of_the_sweep_from_the_beginning(self):
        """On a terminal: the percentage never falls, though the runs of the scenario itself come first."""
        screen, other = pty.openpty()
        with subprocess.Popen(command("compare", self.scenario, "-r", 40, "--assumptions-replicates", 2), stdout=subprocess.DEVNULL,
                              stderr=other, cwd=self.folder) as child:
            os.close(other)
            shown = b""
            try:
                while True:
                    shown += os.read(screen, 4096)
            except OSError:  # the terminal is closed
                pass
            self.assertEqual(child.wait(), 0)
        os.close(screen)
        percent = [int(number) for number in re.findall(rb"\r *([0-9]+)%", shown)]
        self.assertEqual(percent, sorted(percent))
        self.assertLess(percent[0], 30)
        self.assertEqual(percent[-1], 100)
        self.assertRegex(shown, rb"% +[0-9]+ simulated weeks/s  [0-9?].* left")

    def test_mistakes(self):
        self.write("c.yaml", SMALL.replace("intake: 16", "intake: 17") + ARMS)
        self.write("one.yaml", SMALL)
        self.compare(self.scenario, "-r", 2)
        for words, message in (
                ([self.scenario, "c.yaml"], "c.yaml:3"),
                ([self.scenario, "c.yaml"], "school.intake is 17, but 16 in the other file (" + str(self.scenario) + ":3)"),
                ([self.scenario, "small.h5"], "scenarios or results files, not both"),
                (["small.h5", "--set", "run.years=2"], "small.h5 is taken as it is"),
                (["small.h5", "--hypotheses"], "small.h5 is taken as it is"),
                ([self.scenario, "--precision", "weeks_in_distress"], '--precision is "weeks_in_distress", allowed is OUTCOME=N'),
                ([self.scenario, "--precision", "weeks_in_distress=0"], "allowed is OUTCOME=N with a number above 0"),
                ([self.scenario, "--precision", "weeks_in_distres=1"], "did you mean weeks_in_distress?"),
                ([self.scenario, "--reference", "hard", "-o", "x.h5"], 'no arm is called "hard"'),
                ([self.scenario, "--assumptions", ("compare.primary", "supporter_weeks"), "-o", "x.h5"], "which assumptions cannot be swept for"),
                (["one.yaml"], "there is one arm, base, and nothing to compare it with")):
            with self.subTest(words=words):
                self.assertIn(message, self.compare(*words, code=2).stderr)
        self.assertEqual(sorted(p.name for p in self.folder.glob("*.h5*")), ["small.h5"])


if __name__ == "__main__":
    unittest.main()
