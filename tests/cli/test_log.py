# SPDX-License-Identifier: GPL-3.0-or-later
"""kith log as a coordinator types it: the same numbers as the file's, small ones hidden, and a sentence for every mistake."""
import csv
import io
import pathlib
import shutil
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import h5py  # noqa: E402
import numpy  # noqa: E402

from kith import TINY, TinyRun, kith  # noqa: E402

TABLES = ["all", "relation", "started_by", "format", "topic", "quality", "place", "year_of_course", "month", "supporter"]
NUMBERS = "encounters", "students", "minutes", "referred"


class Log(TinyRun):

    def rows(self, *words):
        done = kith("log", self.path, "--format", "csv", *words)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return list(csv.DictReader(io.StringIO(done.stdout)))

    def refuses(self, said, *words):
        done = kith("log", *words)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn(said, done.stderr)

    def test_totals_are_the_weekly_counts(self):
        with h5py.File(self.path) as file:
            for arm in 0, 1:
                for replicate in 1, 3:
                    name = file["arm"].asstr()[arm]
                    total = {r["side"]: r for r in self.rows("--arm", name, "--replicate", replicate) if r["table"] == "all"}
                    for side in "informal", "formal":
                        self.assertEqual(int(total[side]["encounters"]), file[f"encounters_{side}"][arm, replicate - 1].sum())

    def test_every_number_is_counted_or_hidden(self):
        """Each cell against a count of the log in Python, for students, minutes and referrals too."""
        with h5py.File(self.path) as file:
            log = {name: item[()] for name, item in file["events"].items() if item.shape == file["events/week_number"].shape}
            words = {name: [w.replace("_", " ") for w in file[f"events/{name}"].attrs["flag_meanings"].split()]
                     for name in ("relation", "started_by", "format", "topic")}
            sites = file["site"].asstr()[:].tolist()
        rows = [r for r in self.rows() if r["arm"] == "formal"]
        self.assertEqual(list(dict.fromkeys(r["table"] for r in rows)), TABLES)
        hidden = 0
        here = (log["arm_index"] == 1) & (log["replicate_number"] == 1)
        for row in rows:
            where = here & (log["formal"] == (row["side"] == "formal"))
            table = row["table"]
            if table in words:
                where &= log[table] == words[table].index(row["row"])
            elif table == "quality":
                where &= {"relief": log["relieved"] == 1, "poor": log["poor"] == 1, "neither": (log["relieved"] == 0) & (log["poor"] == 0)}[row["row"]]
            elif table == "place":
                where &= log["place"] == (["away", "campus", *sites].index(row["row"]) - 1)
            elif table == "year_of_course":
                where &= log["receiver_year"] == int(row["row"].split()[1])
            elif table == "supporter":
                where &= log["giver"] == int(row["row"])
            elif table == "month":
                days = numpy.datetime64("2024-01-01") + 7 * log["week_number"].astype("timedelta64[D]")
                where &= days.astype("datetime64[M]") == numpy.datetime64(row["row"])
            students = len(set(log["receiver"][where]))
            counts = [where.sum(), students, log["minutes"][where].sum(), log["referred"][where].sum()]
            printed = [row[name] for name in NUMBERS]
            if 0 < students < 5:
                self.assertEqual(printed, ["<5"] * 4)
                hidden += 1
            elif printed != ["withheld"] * 4:
                referred = len(set(log["receiver"][where & (log["referred"] == 1)]))
                if 0 < referred < 5:
                    self.assertEqual(printed.pop(), "<5")
                elif printed[3] == "withheld":
                    printed.pop()
                self.assertEqual(printed, [str(count) for count in counts[:len(printed)]], row)
        self.assertGreater(hidden, 0)

    def test_no_hidden_number_follows_from_its_total(self):
        rows = self.rows()
        for arm in "informal", "formal":
            for table in TABLES[1:]:
                for side in "informal", "formal":
                    column = [r for r in rows if (r["arm"], r["table"], r["side"]) == (arm, table, side)]
                    for name in "encounters", "referred":
                        shown = [r for r in column if r[name].isdigit() and int(r[name])]
                        if shown:
                            self.assertNotEqual(len([r for r in column if not r[name].isdigit()]), 1, (arm, table, side, name))

    def test_text(self):
        done = kith("log", self.path, "--arm=formal")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for said in ("Tiny school: arm formal, simulated school 1", "supporters gave on duty", "By format", "supporter assigned", "in person", "<5",
                     "nothing here is a forecast", "peers do not replace"):
            self.assertIn(said, done.stdout)
        self.assertNotIn("arm informal", done.stdout)
        both = kith("log", self.path).stdout
        self.assertLess(both.index("arm informal"), both.index("arm formal"))

    def test_the_school_s_line_of_support(self):
        """As the scenario says it, in the file, under the log and under an episode; an empty one is not printed."""
        line = "Ring 000 or see someone: an example"
        path, _ = self.run_to("line", TINY, "-r", 1, ("run.support_line", line))
        with h5py.File(path) as file:
            self.assertEqual(file.attrs["support_line"], line)
        self.assertEqual(kith("log", path).stdout.splitlines()[-1], line)
        self.assertNotIn(line, kith("log", path, "--format", "csv").stdout)
        self.assertIn(line, kith("run", TINY, "-r", 1, "-o", self.folder / "a.h5", ("run.support_line", line)).stdout.splitlines())
        self.assertEqual(kith("trace", TINY, "--episode", 1, ("run.support_line", line)).stdout.splitlines()[-1], line)
        for words in ["run", TINY, "-r", 1, "-o", self.folder / "b.h5"], ["trace", TINY, "--episode", 1]:
            said = "for the school to fill in (run.support_line)"
            self.assertIn(said, kith(*words).stdout)
            self.assertNotIn("support_line", kith(*words, *["--overwrite"] * (words[0] == "run"), ("run.support_line", "")).stdout)

    def test_supporters_are_in_the_order_of_their_numbers(self):
        numbers = [int(r["row"]) for r in self.rows("--arm", "formal") if r["table"] == "supporter" and r["side"] == "formal"]
        self.assertEqual(numbers, sorted(set(numbers)))
        self.assertTrue(numbers)

    def test_places_and_quality_add_up(self):
        """Where nothing is hidden, the rows of a table add up to all; here every receiver is somewhere, and something came of it."""
        path, _ = self.run_to("many", TINY, "-r", 1, ("school.intake", 200), ("timetable.site_capacity", "[700,700]"),
                              ("support.offer_base", 2), ("support.accept_base", 2))
        rows = list(csv.DictReader(io.StringIO(kith("log", path, "--arm", "informal", "--format", "csv").stdout)))
        informal = [r for r in rows if r["side"] == "informal"]
        total = int(next(r["encounters"] for r in informal if r["table"] == "all"))
        for table in "quality", "place":
            cells = [r["encounters"] for r in informal if r["table"] == table]
            self.assertTrue(all(cell.isdigit() for cell in cells), cells)
            self.assertEqual(sum(map(int, cells)), total)

    def test_a_run_without_the_log(self):
        path, _ = self.run_to("plain", TINY, "-r", 1, ("observe.events", "false"))
        self.refuses("holds no interaction log; run the scenario again with --set observe.events=true", path)

    def test_other_files(self):
        self.refuses("no such file", self.folder / "none.h5")
        self.refuses("is no HDF5 file", TINY)
        self.refuses("is a directory", self.folder)
        other = self.folder / "other.h5"
        with h5py.File(other, "w") as file:
            file["events"] = [1]
        self.refuses("is HDF5, but no results file of kith", other)
        cut = self.write("cut.h5", self.path.read_bytes()[:5000])
        self.refuses("is no HDF5 file, or is cut short", cut)

    def test_a_newer_format_and_damage(self):
        for change, said in ((lambda f: f.attrs.modify("format_version", "2.0"), "has format 2.0, this kith reads 1.x"),
                             (lambda f: f.__delitem__("events/topic"), "lacks events/topic"),
                             (lambda f: f["events/format"].__setitem__(0, 77), "events/format holds what it cannot hold"),
                             (lambda f: f["events/arm_index"].__setitem__(0, 2), "events/arm_index holds what it cannot hold"),
                             (lambda f: f["events/place"].__setitem__(0, 99), "events/place holds what it cannot hold"),
                             (lambda f: f["events/week_number"].__setitem__(0, -1), "events/week_number holds what it cannot hold")):
            with self.subTest(said):
                path = shutil.copy(self.path, self.folder / "changed.h5")
                with h5py.File(path, "r+") as file:
                    change(file)
                self.refuses(said, path)

    def test_mistakes_in_the_command_line(self):
        for said, words in (("which results file?", []), ("one results file at a time", [self.path, "b.h5"]),
                            ('--format is "json", allowed is text or csv', [self.path, "--format", "json"]),
                            ('--arm is "none"', [self.path, "--arm", "none"]), ("has informal, formal", [self.path, "--arm", "none"]),
                            ('--replicate is "0", allowed is a whole number from 1', [self.path, "--replicate", "0"]),
                            ("--replicate is 9, ", [self.path, "--replicate", "9"]), ("unknown option --by", [self.path, "--by"]),
                            ("option --arm needs a value", [self.path, "--arm"])):
            with self.subTest(said):
                self.refuses(said, *words)

    def test_help(self):
        self.assertIn("usage: kith log FILE.h5", kith("log", "--help").stdout)
        self.assertIn("kith log FILE.h5", kith("--help").stdout)

    def test_imported_people_are_never_logged(self):
        done = kith("run", "scenarios/known_graph.yaml", "-o", self.folder / "a.h5", ("observe.events", "true"))
        self.assertEqual(done.returncode, 2)
        self.assertIn("observe.events records single students; it is refused", done.stderr)


if __name__ == "__main__":
    unittest.main()
