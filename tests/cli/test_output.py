# SPDX-License-Identifier: GPL-3.0-or-later
"""The results file of a real run: every reader opens it, its numbers agree with each other, and it says how it came about."""
import pathlib
import re
import shlex
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import h5py  # noqa: E402
import numpy  # noqa: E402
import scipy.stats  # noqa: E402
import xarray  # noqa: E402

import readers  # noqa: E402
from kith import PROGRAM, TINY, Case, digest_in, kith  # noqa: E402

INFORMAL, FORMAL = 0, 1
TIE_WEEKS, CENSUS_WEEK, YEAR = [0, 39, 60], 39, 52
OF_SUPPORTERS = ["reach_one", "reach_two", "supporter_encounters", "supporter_burden", "supporter_weeks", "supporters_serving"]


class Output(Case):
    """Of one run of tiny.yaml, which has two arms, four replicates, two years, three years of course and five sites."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="kith-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.path = pathlib.Path(folder.name) / "tiny.h5"
        cls.run_words = ["run", TINY, "-o", cls.path, "--seed", "7"]
        cls.done = kith(*cls.run_words)
        if cls.done.returncode:
            raise AssertionError(cls.done.stderr)
        with xarray.open_dataset(cls.path) as data:
            cls.data = data.load()

    def group(self, name):
        with xarray.open_dataset(self.path, group=name) as data:
            return data.load()

    def counts(self, log, where):
        """Rows of a log for which where holds, as an array over (arm, replicate, week)."""
        shape = self.data.students.shape
        return numpy.bincount(numpy.ravel_multi_index(
            [log.arm_index[where], log.replicate_number[where] - 1, log.week_number[where]], shape), minlength=numpy.prod(shape)).reshape(shape)

    def assert_all(self, condition):
        self.assertTrue(bool(numpy.all(condition)))

    def test_every_reader(self):
        readers.check_all(self.path)

    def test_labels(self):
        data = self.data
        self.assertEqual(dict(data.sizes) | {"outcome": 0}, {"arm": 2, "replicate": 4, "week": 104, "year_of_course": 3, "site": 5, "channel": 6, "outcome": 0})
        self.assertEqual(data.arm.values.tolist(), ["informal", "formal"])
        self.assertEqual(data.replicate.values.tolist(), [1, 2, 3, 4])
        self.assertEqual(data.week.values.tolist(), list(range(104)))
        self.assertEqual(data.year_of_course.values.tolist(), [1, 2, 3])
        self.assertEqual(data.site.values.tolist(), [f"site {k}" for k in range(1, 6)])
        self.assertEqual(data.time.values[0], numpy.datetime64("2024-01-01"))
        self.assert_all(numpy.diff(data.time.values) == numpy.timedelta64(7, "D"))
        self.assertEqual(data.channel.values.tolist(), ["friend", "supporter", "faculty", "counselling", "gp", "outside"])
        self.assertEqual(data.sought_by_channel.dims, ("arm", "replicate", "week", "channel"))
        self.assertEqual(data.students.dims, ("arm", "replicate", "week"))
        self.assertEqual(data.students_by_year.dims, ("arm", "replicate", "week", "year_of_course"))
        self.assertEqual(data.students_by_site.dims, ("arm", "replicate", "week", "site"))
        self.assertEqual(data[str(data.outcome.values[0])].dims, ("arm", "replicate"))
        self.assertTrue(set(data.outcome.values) <= set(data.data_vars))

    def test_groups_alone_keep_their_coordinates(self):
        arms = self.data.arm.values.tolist()
        for name in "comparison", "ties", "roster", "census", "events":
            self.assertEqual(self.group(name).arm.values.tolist(), arms, name)
        self.assertEqual(self.group("comparison").outcome.values.tolist(), self.data.outcome.values.tolist())
        self.assertEqual(self.group("events").replicate.values.tolist(), [1, 2, 3, 4])

    def test_parts_and_wholes(self):
        d = self.data
        for part, whole in (("severe", "distressed"), ("distressed", "students"), ("isolated", "teaching"), ("teaching", "students"),
                            ("covered", "teaching_distressed"), ("teaching_distressed", "distressed"), ("unmet", "distressed"),
                            ("noticed", "distressed"), ("friendless", "students"), ("friend_ties", "named_ties"), ("named_ties", "tie_ends"),
                            ("asked_informal", "encounters_informal"), ("asked_formal", "encounters_formal")):
            self.assertGreater(d[part].sum(), 0, part)
            self.assert_all(d[part] <= d[whole])
        for how in "informal", "formal":
            stages = [d[f"{stage}_{how}"] for stage in ("offered", "accepted", "supported", "relieved")]
            self.assertGreater(stages[-1].sum(), 0)
            for earlier, later in zip(stages, stages[1:]):
                self.assert_all(later <= earlier)
        for name, whole in (("students", "students"), ("distressed", "distressed"), ("isolated", "isolated"), ("friend_ties", "friend_ties"),
                            ("supporters", "supporters_on_duty")):
            self.assert_all(d[f"{name}_by_year"].sum("year_of_course") == d[whole])
            self.assert_all(d[f"{name}_by_site"].sum("site") <= d[whole])
        for whole in "waiting", "in_care", "care_begun":
            self.assert_all(d[f"{whole}_by_channel"].sum("channel") == d[whole])
        self.assert_all(d.sought_by_channel.sum("channel") <= d.distressed)
        self.assert_all(d.referred <= d.referred_by_channel.sum("channel"))
        self.assert_all(d.sought_by_channel.sel(arm="informal", channel="supporter") == 0)
        self.assert_all(d.sought_by_channel.sel(channel="supporter") >= d.asked_formal)
        self.assert_all(d.sought_by_channel.sel(channel="friend") >= d.asked_informal)
        for part in "referred", "waiting", "in_care", "care_begun", "not_attended":
            self.assert_all(d[f"{part}_by_channel"].sel(channel=["friend", "supporter", "outside"]) == 0)
        self.assert_all(d.sought_by_channel.sum(("replicate", "week")).sel(arm="formal") > 0)
        self.assertGreater(d.students_by_site.sum(), 0)
        self.assert_all(d.supporters_by_year <= d.reached_by_year)
        self.assert_all(d.reached_by_site <= d.students_by_site)
        for ends in "tie_ends", "named_ties", "friend_ties":
            self.assert_all(d[ends] % 2 == 0)

    def test_what_comes_and_goes(self):
        """Between two weeks of one year, when nobody enters or leaves."""
        d, within = self.data, numpy.arange(1, 104) % YEAR != 0
        for stock, come, go, ends in (("distressed", "onsets", "recoveries", 1), ("tie_ends", "tie_births", "tie_deaths", 2)):
            change, flow = d[stock].diff("week"), ends * (d[come] - d[go]).isel(week=slice(1, None))
            self.assertGreater(abs(flow).sum(), 0)
            self.assert_all((change == flow).isel(week=within))
        self.assert_all(d.students.diff("week").isel(week=within) == 0)

    def test_events_are_the_encounters(self):
        d, log = self.data, self.group("events")
        self.assert_all(d.encounters_informal + d.encounters_formal == d.in_person + d.calls + d.messages)
        formal, asked = log.formal.values == 1, log.started_by.values == 1
        for name, where in (("encounters_informal", ~formal), ("encounters_formal", formal), ("asked_informal", ~formal & asked),
                            ("asked_formal", formal & asked), *((n, log.format.values == k) for k, n in enumerate(("in_person", "calls", "messages")))):
            self.assert_all(self.counts(log, where) == d[name].values)
        self.assertEqual(log.format.flag_meanings, "in_person call message")
        self.assertEqual(log.sizes["event"], int((d.encounters_informal + d.encounters_formal).sum()))
        relation = numpy.array(log.relation.flag_meanings.split())[log.relation.values]
        self.assert_all(numpy.char.startswith(relation, "supporter_") == formal)
        self.assert_all(numpy.isin(relation, ("friend", "acquaintance"))[~formal] == (log.tied.values == 1)[~formal])
        self.assert_all(log.minutes.values[formal] == 40)
        self.assert_all(log.minutes.values[~formal] == numpy.array([45, 30, 15])[log.format.values[~formal]])
        self.assertEqual(set(log.topic.values), set(range(8)))
        for year in log.receiver_year, log.giver_year:
            self.assertLessEqual(set(year.values), {1, 2, 3})
        self.assertLessEqual(set(log.place.values), set(range(-1, 6)))
        self.assert_all((log.relieved.values == 0) | (log.poor.values == 0))

    def test_each_who_was_helped_is_in_the_events(self):
        """Students with an encounter, and with one that relieved, in each week: the funnel's counts."""
        d, log = self.data, self.group("events")
        for formal, how in enumerate(("informal", "formal")):
            good = (log.formal.values == formal) & (log.relieved.values == 1)
            keys = numpy.stack([log[name].values[good] for name in ("arm_index", "replicate_number", "week_number", "receiver")])
            _, first = numpy.unique(keys, axis=1, return_index=True)
            self.assert_all(self.counts(log, numpy.flatnonzero(good)[first]) == d[f"relieved_{how}"].values)
        self.assert_all(log.receiver != log.giver)

    def test_census(self):
        d, log = self.data, self.group("census")
        everyone = numpy.ones(log.sizes["person"], bool)
        self.assertEqual(sorted(set(log.week_number.values)), [CENSUS_WEEK, CENSUS_WEEK + YEAR])
        weeks = [CENSUS_WEEK, CENSUS_WEEK + YEAR]
        for where, whole in ((everyone, d.students), (log.level.values > 0, d.distressed), (log.level.values == 2, d.severe),
                             (log.friends.values == 0, d.friendless), (log.role.values > 0, d.supporters_on_duty + d.supporters_paused)):
            self.assert_all(self.counts(log, where)[..., weeks] == whole.values[..., weeks])
        cases = [[numpy.mean(log.level.values[(log.arm_index == a) & (log.replicate_number == r)] > 0) for r in (1, 2, 3, 4)] for a in (0, 1)]
        numpy.testing.assert_allclose(d.prevalence, cases, rtol=1e-12)
        self.assert_all(log.distressed_weeks <= YEAR)

    def test_ties_and_places(self):
        d, ties, roster = self.data.sel(replicate=1), self.group("ties"), self.group("roster")
        for log in ties, roster:
            self.assertEqual(sorted(set(log.week_number.values)), TIE_WEEKS)
            self.assertEqual(set(log.replicate_number.values), {1})
        self.assert_all(ties.student_a < ties.student_b)
        strong = ties.banked_hours.values >= float(self.data.attrs["friend_at_hours"])
        for where, whole in ((numpy.ones(len(strong), bool), d.tie_ends), (strong, d.friend_ties)):
            self.assert_all(2 * self.counts(ties, where)[:, 0, TIE_WEEKS] == whole.values[:, TIE_WEEKS])
        self.assert_all((ties.banked_hours > 0) & (ties.cumulative_hours >= 0) & (ties.origin > 0))
        for site in range(5):
            self.assert_all(self.counts(roster, roster.place.values == site + 1)[:, 0, TIE_WEEKS] == d.students_by_site.values[:, TIE_WEEKS, site])
        self.assert_all((roster.place == 0) == (roster.study_year == 1))

    def test_outcomes_from_counts(self):
        total = self.data.sum("week")
        for name, expected in (("weeks_in_distress", 52 * total.distressed / total.students), ("unmet_need", total.unmet / total.distressed),
                               ("noticing_coverage", total.covered / total.teaching_distressed), ("formal_per_year", total.encounters_formal / 2),
                               ("informal_per_student", 52 * total.encounters_informal / total.students),
                               ("isolated_weeks", 52 * total.isolated / total.students)):
            numpy.testing.assert_allclose(self.data[name], expected, rtol=1e-12, err_msg=name)
        sites = 52 * total.distressed_by_site / total.students_by_site
        large = (self.data.students_by_site.max("week") >= 5).all(("arm", "replicate"))  # smaller ones are not named as the worst
        numpy.testing.assert_allclose(self.data.worst_site, sites.where(large).max("site"), rtol=1e-12)

    def test_nothing_by_nothing_is_missing(self):
        for name in OF_SUPPORTERS:
            self.assert_all(numpy.isnan(self.data[name][INFORMAL]))
            self.assert_all(numpy.isfinite(self.data[name][FORMAL]))
        self.assert_all(self.data.reach_formal[INFORMAL] == 0)
        compared = self.group("comparison").sel(outcome=OF_SUPPORTERS, arm="formal")
        self.assert_all(numpy.isnan(compared.difference) & numpy.isnan(compared.low) & (compared.pairs == 0) & numpy.isfinite(compared["mean"]))

    def test_comparison_says_what_it_is_measured_in(self):
        """A text per outcome, which every reader takes, the same as the outcome's own; no part of the digest."""
        for engine in "h5netcdf", "netcdf4":
            with xarray.open_dataset(self.path, group="comparison", engine=engine) as compared:
                self.assertEqual(compared.unit.dims, ("outcome",))
                self.assertEqual(compared.unit.values.tolist(), [self.data[name].attrs["units"] for name in compared.outcome.values])
                self.assertEqual(compared.sel(outcome="weeks_in_distress").unit.item(), "week/year")

    def test_comparison(self):
        """Paired t over the replicates, from the outcomes' own variables."""
        compared = self.group("comparison")
        for name in self.data.outcome.values:
            values = self.data[name].values
            for arm in INFORMAL, FORMAL:
                row = {key: float(compared[key].sel(outcome=name)[arm]) for key in compared.data_vars if "arm" in compared[key].dims}
                own = values[arm][~numpy.isnan(values[arm])]
                pairs = (values[arm] - values[INFORMAL])[~numpy.isnan(values[arm] - values[INFORMAL])]
                half = scipy.stats.t.ppf(0.975, len(pairs) - 1) * scipy.stats.sem(pairs) if len(pairs) > 1 else numpy.nan
                difference = pairs.mean() if len(pairs) else numpy.nan
                numpy.testing.assert_allclose(
                    [row["mean"], row["difference"], row["low"], row["high"], row["lower_in"], row["pairs"]],
                    [own.mean() if len(own) else numpy.nan, difference, difference - half, difference + half, (pairs < 0).sum(), len(pairs)],
                    rtol=1e-9, atol=1e-12, err_msg=name)

    def test_the_question_leads(self):
        """What is asked stands above the table, where to turn below it; more than two arms stand below each other."""
        text = TINY.read_text()
        title, question = (re.search(rf"^{key}: (.*)$", text, re.M)[1] for key in ("title", "question"))
        self.assertEqual(self.done.stdout.splitlines()[:4], ["", title, question, ""])
        self.assertIn("\nWhere to turn for help: ", self.done.stdout[self.done.stdout.index("Results are statements"):])
        path = pathlib.Path(self.path).with_name("three.yaml")
        path.write_text(text + "  both: {programme: {supporters: 3}}\n")
        lines = kith("run", path, "-r", 2, "-o", path.with_suffix(".h5")).stdout.splitlines()
        at = lines.index("weeks in simulated distress [week/year]")
        with xarray.open_dataset(path.with_suffix(".h5"), group="comparison") as comparison:
            for line, arm in zip(lines[at + 1:at + 4], comparison.arm.values):
                name, mean, *more = line.split()
                self.assertEqual((name, bool(more)), (arm, arm != "informal"))
                self.assertAlmostEqual(float(mean), float(comparison["mean"].sel(arm=arm, outcome="weeks_in_distress")), delta=0.051)
        served = lines[lines.index("supporters serving") + 1:][:3]
        self.assertEqual([line.split()[:2] for line in served], [["informal", "-"], ["formal", "6.00"], ["both", "3.00"]])
        self.assertLess(max(map(len, lines)), 170)
        burden = lines[next(k for k, line in enumerate(lines) if line.startswith("burden of supporters")) + 3]
        self.assertEqual(burden.split()[:2], ["both", "<5"])

    def test_provenance(self):
        with h5py.File(self.path) as file:
            root = dict(file.attrs)
        self.assertEqual(root["scenario"], TINY.read_text())
        self.assertEqual(root["command_line"], "kith " + shlex.join(map(str, self.run_words)))
        self.assertEqual([root["seed"], root["status"], root["title"], root["format_version"].split(".")[0]], ["7", "complete", "Tiny school", "1"])
        self.assertEqual(f"kith {root['kith_version']} ({root['revision']})\n", kith("--version").stdout)
        self.assertEqual(root["results_digest"], digest_in(self.done.stdout))
        self.assertTrue(PROGRAM.exists() and root["date"] and root["versions"] and root["question"] and root["scenario_file"])
        resolved = self.write("resolved.yaml", root["scenario_resolved"])
        self.assertEqual(kith("check", resolved).returncode, 0)
        self.assertEqual(self.digest(resolved), root["results_digest"])
        self.assertIn("written: " + str(self.path), self.done.stdout)


if __name__ == "__main__":
    unittest.main()
