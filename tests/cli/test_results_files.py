# SPDX-License-Identifier: GPL-3.0-or-later
"""kith export, merge and diff: what comes out is what xarray reads, whatever the way the replicates came together."""
import pathlib
import shutil
import sys
import tempfile

import h5py
import numpy
import pandas
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from kith import TINY, Case, digest_in, kith  # noqa: E402

LOGS = ("observe.census", "true"), ("observe.events", "true"), ("observe.tie_weeks", "[0, 20]")
COLUMN_ENDS = {"arm_index": "arm", "replicate_number": "replicate", "week_number": "week"}


def read(path):
    return pandas.read_csv(path, float_precision="round_trip", keep_default_na=False, na_values=[""])


class Files(Case):
    """Of one run of tiny.yaml with all logs: arms informal and formal, five replicates; and of it in two parts."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="kith-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.made = pathlib.Path(folder.name)
        for name, replicates in ("whole", "5"), ("first", "1-2"), ("last", "3-5"):
            done = kith("run", TINY, *LOGS, "-r", replicates, "-o", cls.made / f"{name}.h5", "-q")
            if done.returncode:
                raise AssertionError(done.stderr)
        cls.whole, cls.first, cls.last = (cls.made / f"{name}.h5" for name in ("whole", "first", "last"))

    def refuses(self, said, *words):
        done = kith(*words)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn(said, done.stderr)


class Merge(Files):
    def merge(self, *parts):
        path = self.folder / "merged.h5"
        done = kith("merge", *parts, "-o", path, "--overwrite")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return path, digest_in(done.stdout)

    def test_merged_is_straight_through(self):
        """In any order of the parts: digest, every value and description."""
        for parts in (self.first, self.last), (self.last, self.first):
            path, digest = self.merge(*parts)
            with h5py.File(path) as merged, h5py.File(self.whole) as whole:
                self.assertEqual(digest, whole.attrs["results_digest"])
                self.assertEqual(merged.attrs["results_digest"], digest)
                names = {"whole": [], "merged": []}
                whole.visit(names["whole"].append)
                merged.visit(names["merged"].append)
                self.assertEqual(names["whole"], names["merged"])
                for name in names["whole"]:
                    if isinstance(whole[name], h5py.Group):
                        continue
                    self.assertEqual(whole[name][()].tobytes() if whole[name].dtype != object else list(whole[name]),
                                     merged[name][()].tobytes() if merged[name].dtype != object else list(merged[name]), name)
                    for key in "units", "long_name", "formula", "flag_meanings":
                        self.assertEqual(whole[name].attrs.get(key), merged[name].attrs.get(key), name)
                self.assertEqual(set(merged.attrs) - set(whole.attrs), {"merged_from", "first_part_command_line"})
                for key in set(whole.attrs) - {"date", "command_line"}:
                    self.assertEqual(whole.attrs[key], merged.attrs[key], key)
            self.assertEqual([p.name for p in self.folder.iterdir()], ["merged.h5"])

    def test_merged_again(self):
        """One file of one part; parts of parts."""
        for name, replicates in ("b", "3"), ("c", "4-5"):
            self.run_to(name, TINY, *LOGS, "-r", f"{replicates}-3" if replicates == "3" else replicates)
        inner, _ = self.merge(self.first, self.folder / "b.h5")
        inner = inner.rename(self.folder / "inner.h5")
        _, digest = self.merge(self.folder / "c.h5", inner)
        with h5py.File(self.whole) as whole:
            self.assertEqual(digest, whole.attrs["results_digest"])

    def test_a_gap_is_said(self):
        self.run_to("far", TINY, *LOGS, "-r", "9-9")
        done = kith("merge", self.first, self.folder / "far.h5", "-o", self.folder / "merged.h5")
        self.assertEqual(done.returncode, 0)
        self.assertIn("no file holds replicates 3-8", done.stderr)
        with h5py.File(self.folder / "merged.h5") as file:
            self.assertEqual(list(file["replicate"]), [1, 2, 9])

    def test_what_does_not_belong_together(self):
        output = self.folder / "merged.h5"
        self.refuses("holds replicates 3-5, and so does", "merge", self.last, self.whole, "-o", output)
        self.refuses("holds replicates 1-2, and so does", "merge", self.first, self.first, "-o", output)
        other, _ = self.run_to("other", TINY, *LOGS, ("ties.friend_at", "70"), "-r", "3-3")
        self.refuses("ties.friend_at is 70, not 42", "merge", self.first, other, "-o", output)
        arm, _ = self.run_to("arm", TINY, *LOGS, "--arm", "formal", "-r", "3-3")
        self.refuses("first in arm", "merge", self.first, arm, "-o", output)
        less, _ = self.run_to("less", TINY, "-r", "3-3", ("observe.census", "false"))
        self.refuses("observe.census is false", "merge", self.first, less, "-o", output)
        self.refuses("no results file of kith", "merge", self.first, self.strange(), "-o", output)
        self.refuses("is read here and would be lost", "merge", self.first, self.last, "-o", self.last, "--overwrite")
        self.refuses("into which file", "merge", self.first, self.last)
        self.assertFalse(list(self.folder.glob("merged*")))
        output.write_text("mine")
        self.refuses("exists; --overwrite replaces it", "merge", self.first, self.last, "-o", output)
        self.assertEqual(output.read_text(), "mine")

    def strange(self):
        path = self.folder / "strange.h5"
        with h5py.File(path, "w") as file:
            file["x"] = [1]
        return path

    def test_imported_content_must_agree(self):
        """Files of one name and other content are told apart."""
        parts = []
        for replicate, edges in (1, "a,b\n1,2\n2,3\n3,4\n4,5\n5,6\n"), (2, "a,b\n1,2\n2,3\n3,4\n4,5\n4,6\n"):
            self.write("edges.csv", edges)
            scenario = self.write("known.yaml", "schema: 1\ntitle: t\nquestion: q\nschool: {intake: 6, course: [campus], turnover: closed}\n"
                                  "graph: {source: file, file: edges.csv}\nrun: {years: 1, burn_in_years: 1}\narms: {as_is: {}}\n")
            parts.append(self.run_to(f"part{replicate}", scenario, "-r", f"{replicate}-{replicate}")[0])
        self.refuses("another content of an imported file", "merge", *parts, "-o", self.folder / "merged.h5")

    def test_another_revision_is_a_warning(self):
        path = shutil.copy(self.last, self.folder / "older.h5")
        with h5py.File(path, "r+") as file:
            file.attrs["revision"] = "0000000"
        done = kith("merge", self.first, path, "-o", self.folder / "merged.h5")
        self.assertEqual(done.returncode, 0)
        self.assertIn("another revision of kith", done.stderr)


class Diff(Files):
    def diff(self, *words):
        return kith("diff", *words)

    def changed(self, name, change):
        path = shutil.copy(self.whole, self.folder / f"{name}.h5")
        with h5py.File(path, "r+") as file:
            change(file)
        return path

    def test_equal_whatever_the_date(self):
        self.run_to("again", TINY, *LOGS, "-r", "5", "-j", "1")
        done = self.diff(self.whole, self.folder / "again.h5")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("equal: the same numbers", done.stdout)
        self.assertEqual(self.diff(self.whole, self.folder / "again.h5", "-q").stdout, "")

    def test_one_value(self):
        def change(file):
            file["distressed"][1, 2, 40] += 7
            file["severe"][0, 4, 50] += 1
        done = self.diff(self.whole, self.changed("one", change))
        self.assertEqual(done.returncode, 1)
        with h5py.File(self.whole) as file:
            value = file["distressed"][1, 2, 40]
        self.assertIn(f"They part in week 40, replicate 3, arm formal: distressed is {value} in A and {value + 7} in B\n", done.stdout)
        self.assertIn("2 of ", done.stdout)
        self.assertRegex(done.stdout, r"  distressed +1040 +1 +7\n  severe +1040 +1 +1\n$")

    def test_one_record(self):
        with h5py.File(self.whole) as file:
            at = 3 * len(file["events/minutes"]) // 4
            log = {name: file[f"events/{name}"][at] for name in ("week_number", "replicate_number", "receiver", "giver", "topic", "arm_index")}
            words, arm = file["events/topic"].attrs["flag_meanings"].split(), file["arm"].asstr()[log["arm_index"]]

        def change(file):
            file["events/topic"][at] = (log["topic"] + 1) % len(words)
        done = self.diff(self.whole, self.changed("record", change))
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"They part in week {log['week_number']}, replicate {log['replicate_number']}, arm {arm}, record ", done.stdout)
        self.assertIn(f", receiver {log['receiver']}, giver {log['giver']}: events/topic is {words[log['topic']]} in A", done.stdout)

    def test_missing_is_a_difference(self):
        with h5py.File(self.whole) as file:
            name = next(n for n in file if file[n].ndim == 2 and file[n].dtype == float and numpy.isfinite(file[n][0, 1]))
        path = self.changed("missing", lambda file: file[name].__setitem__((0, 1), numpy.nan))
        done = self.diff(self.whole, path)
        self.assertEqual(done.returncode, 1)
        self.assertIn("and missing in B", done.stdout)

    def test_a_range_is_part_of_the_whole(self):
        done = self.diff(self.whole, self.last)
        self.assertEqual(done.returncode, 1)
        self.assertIn("replicate: only in A: 1, 2\n", done.stdout)
        self.assertIn("What both files have is equal", done.stdout)

    def test_an_arm_by_name(self):
        """The second arm of one file is the only one of another."""
        alone, _ = self.run_to("alone", TINY, *LOGS, "--arm", "formal", "-r", "5")
        done = self.diff(self.whole, alone)
        self.assertEqual(done.returncode, 1)
        self.assertIn("arm: only in A: informal\n", done.stdout)
        self.assertNotRegex(done.stdout, r"\n  (distressed|weeks_in_distress|events.*|census.*) ")

    def test_an_opinion_is_no_result(self):
        """What is said to matter moves verdicts: they stand beside the results, whose digest and differences do not go by them."""
        strict, _ = self.run_to("strict", TINY, *LOGS, ("compare.matters", "{weeks_in_distress: 0.001}"), ("compare.primary", "unmet_need"), "-r", "5")
        with h5py.File(self.whole) as whole, h5py.File(strict) as other:
            self.assertEqual(other.attrs["results_digest"], whole.attrs["results_digest"])
            self.assertFalse(numpy.array_equal(other["comparison/verdict"][()], whole["comparison/verdict"][()]))
        done = self.diff(self.whole, strict)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn('compare.primary: "weeks_in_distress" in A, "unmet_need" in B', done.stdout)
        self.assertNotIn("comparison/", done.stdout)

    def test_parameters_are_listed(self):
        other, _ = self.run_to("other", TINY, *LOGS, ("ties.friend_at", "70"), "-r", "5")
        done = self.diff(self.whole, other)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"  ties\.friend_at: \S+ in A, 70 in B\n")
        self.assertIn("They part in week ", done.stdout)
        self.assertIn("The first record that differs: week ", done.stdout)

    def test_mistakes(self):
        for words in (self.whole,), (self.whole, self.folder / "nowhere.h5"), (self.whole, TINY), (self.whole, self.first, self.last):
            done = self.diff(*words)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertTrue(done.stderr)


class Export(Files):
    def export(self, path, *words):
        folder = self.folder / "csv"
        done = kith("export", path, "--csv", folder, *words)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return folder

    def hidden(self, students):
        """Rows of 1 to 4 students, and the next smallest beside a single such one; over the last axis of an array."""
        few = (students > 0) & (students < 5)
        others = numpy.where(few | (students == 0), numpy.inf, students)
        alone = (few.sum(-1, keepdims=True) == 1) & numpy.isfinite(others.min(-1, keepdims=True))
        return few | (alone & (numpy.arange(students.shape[-1]) == others.argmin(-1)[..., None]))

    def test_every_count_reads_back(self):
        path, _ = self.run_to("small", TINY, ("school.intake", "9"), "-r", "2-3")  # so that sites have few students
        folder = self.export(path)
        with xarray.open_dataset(path, engine="h5netcdf") as run:
            for file, axis, kind in ("weekly", "site", "site"), ("by_year", "year_of_course", "year"):
                table = read(folder / f"{file}.csv")
                suppressed = self.hidden(run[f"students_by_{kind}"].values)
                self.assertTrue(suppressed.any() or kind == "year")
                names = [n for n in run.data_vars if run[n].dims == ("arm", "replicate", "week", axis)]
                for name in names:
                    found = table[table.metric == name].set_index(["arm", "replicate", "week", axis]).value.to_xarray()
                    expected = run[name].where(~xarray.DataArray(suppressed, dims=run[name].dims))
                    xarray.testing.assert_equal(found.reindex_like(expected).drop_vars("time", errors="ignore"),
                                                expected.drop_vars("time").rename("value"))
            weekly = read(folder / "weekly.csv")
            whole_school = weekly[weekly.site.isna()]
            totals = [n for n in run.data_vars if run[n].dims == ("arm", "replicate", "week")]
            self.assertEqual(list(dict.fromkeys(whole_school.metric)), totals)
            for name in totals:
                found = whole_school[whole_school.metric == name].set_index(["arm", "replicate", "week"]).value.to_xarray()
                numpy.testing.assert_array_equal(found.sel(arm=run.arm).values, run[name].values, name)
            dates = read(folder / "weeks.csv")
            self.assertEqual(list(pandas.to_datetime(dates.first_day)), list(run.time.values))

    def test_few_students_of_a_channel_are_blank(self):
        table = read(self.export(self.whole) / "by_arm_replicate_week_channel.csv")
        with xarray.open_dataset(self.whole, engine="h5netcdf") as run:
            for name in "waiting_by_channel", "sought_by_channel":
                found = table[table.metric == name].set_index(["arm", "replicate", "week", "channel"]).value.to_xarray()
                hidden = self.hidden(run[name].values)
                self.assertTrue(hidden.any() and not hidden.all())
                expected = run[name].where(~xarray.DataArray(hidden, dims=run[name].dims))
                numpy.testing.assert_array_equal(found.reindex_like(expected).values, expected.values, name)

    def test_few_supporters_are_blank(self):
        """An arm with fewer than five at a time; a difference from it would tell of it, too."""
        scenario = self.write("few.yaml", TINY.read_text() + "  three: {programme: {supporters: 3}}\n")
        path, _ = self.run_to("few", scenario, "-r", "2")
        folder = self.export(path)
        outcomes = read(folder / "outcomes.csv").set_index(["arm", "outcome"]).value
        comparison = read(folder / "comparison.csv").set_index(["arm", "outcome"])
        for name in "supporter_weeks", "supporter_burden", "effect_empathy_change", "effect_empathy_r":
            self.assertTrue(outcomes.three[name].isna().all() and comparison.loc["three", name].loc["mean":"verdict"].drop("matters").drop("kind").isna().all(), name)
            self.assertTrue(outcomes.formal[name].notna().all() and comparison.loc["formal", name]["mean"] > -9, name)
        self.assertTrue(outcomes.three["weeks_in_distress"].notna().all())

    def test_outcomes_and_comparison_read_back(self):
        folder = self.export(self.whole)
        with xarray.open_dataset(self.whole, engine="h5netcdf") as run, \
                xarray.open_dataset(self.whole, group="comparison", engine="h5netcdf") as comparison:
            table = read(folder / "outcomes.csv")
            self.assertEqual(list(dict.fromkeys(table.outcome)), list(comparison.outcome.values))
            for name, rows in table.groupby("outcome"):
                found = rows.set_index(["arm", "replicate"]).value.to_xarray().sel(arm=run.arm)
                numpy.testing.assert_array_equal(found.values, run[name].values, name)
                self.assertEqual(set(rows.unit.astype(str)), {run[name].attrs["units"]})
            wide = read(folder / "comparison.csv").set_index(["arm", "outcome"]).to_xarray()
            for name in comparison.data_vars:
                values = comparison[name].broadcast_like(comparison["mean"]).transpose("arm", "outcome").values
                if "flag_meanings" in comparison[name].attrs:
                    values = numpy.array(comparison[name].attrs["flag_meanings"].split())[values]
                numpy.testing.assert_array_equal(wide[name].sel(arm=comparison.arm, outcome=comparison.outcome).values, values, name)

    def test_logs_read_back(self):
        folder = self.export(self.whole)
        for group in "census", "events", "roster", "ties":
            with xarray.open_dataset(self.whole, group=group, engine="h5netcdf") as log:
                table = read(folder / f"{group}.csv")
                names = [n for n in log.data_vars if n != "row_size"]
                self.assertEqual(list(table), [COLUMN_ENDS.get(n, n) for n in names])
                for name in names:
                    values = log[name].values
                    if name == "arm_index":
                        values = log.arm.values[values]
                    elif "flag_meanings" in log[name].attrs:
                        values = numpy.array(log[name].attrs["flag_meanings"].split())[values]
                    numpy.testing.assert_array_equal(table[COLUMN_ENDS.get(name, name)].values, values, f"{group}/{name}")

    def test_every_column_is_described(self):
        folder = self.export(self.whole)
        described = read(folder / "variables.csv")
        for file in folder.glob("*.csv"):
            if file.name in ("variables.csv", "weeks.csv"):
                continue
            table, rows = read(file), described[described.file == file.name]
            metric = [c for c in table if c in ("metric", "outcome")]
            if metric and file.name != "comparison.csv":
                self.assertEqual(list(rows.name), list(dict.fromkeys(table[metric[0]])))
            else:
                self.assertEqual([c for c in table if c not in ("arm", "outcome") or c in list(rows.column)], list(rows.column))
            self.assertFalse(rows.long_name.isna().any())
            self.assertFalse(rows.unit.isna().any())

    def test_fields_are_quoted(self):
        title = 'A "school", with; a\ncomma'
        scenario = self.write("odd.yaml", TINY.read_text())
        path, _ = self.run_to("odd", scenario, "-r", "1")
        with h5py.File(path, "r+") as file:
            file["arm"][0] = title
            file["distressed"].attrs["formula"] = title
        folder = self.export(path)
        self.assertEqual(read(folder / "outcomes.csv").arm[0], title)
        described = read(folder / "variables.csv")
        self.assertEqual(list(described[described.name == "distressed"].formula), [title])

    def test_nothing_is_lost(self):
        folder = self.export(self.first)
        before = sorted((p.name, p.read_bytes()) for p in folder.iterdir())
        self.refuses("exists; --overwrite replaces it", "export", self.last, "--csv", folder)
        self.assertEqual(before, sorted((p.name, p.read_bytes()) for p in folder.iterdir()))
        (folder / "old.csv").write_text("of an earlier version\n")
        self.export(self.last, "--overwrite")
        self.assertEqual(set(read(folder / "outcomes.csv").replicate), {3, 4, 5})
        self.assertFalse((folder / "old.csv").exists())
        (folder / "thesis.txt").write_text("mine")
        self.refuses("holds thesis.txt", "export", self.first, "--csv", folder, "--overwrite")
        self.assertEqual((folder / "thesis.txt").read_text(), "mine")
        (folder / "thesis.txt").unlink()
        (folder / "README.txt").write_text("of another program\n")
        self.refuses("which no export wrote", "export", self.first, "--csv", folder, "--overwrite")
        self.assertEqual([p.name for p in self.folder.iterdir()], ["csv"])

    def test_mistakes_leave_nothing(self):
        self.refuses("into which directory", "export", self.whole)
        self.refuses("no such file", "export", self.folder / "nowhere.h5", "--csv", self.folder / "csv")
        done = kith("export", self.whole, "--csv", self.folder / "no" / "csv")
        self.assertEqual(done.returncode, 1)
        damaged = shutil.copy(self.whole, self.folder / "damaged.h5")
        with h5py.File(damaged, "r+") as file:
            del file["events/arm_index"]
            file["events/arm_index"] = numpy.zeros(3, dtype="u1")
        self.refuses("lacks events/arm_index", "export", damaged, "--csv", self.folder / "csv")
        self.assertEqual([p.name for p in self.folder.iterdir()], ["damaged.h5"])


if __name__ == "__main__":
    import unittest
    unittest.main()
