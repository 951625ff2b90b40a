# SPDX-License-Identifier: GPL-3.0-or-later
"""kith report: the page as its readers meet it (in a browser, without JavaScript, by keyboard, in print), and its numbers against the file's."""
import base64
import csv
import html.parser
import io
import json
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import h5py  # noqa: E402
import numpy  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

from browser import Browser  # noqa: E402
from kith import PROGRAM, SCENARIOS, TINY, Case, kith  # noqa: E402

FIGURES = {"chart-differences", "chart-distress", "chart-distress-difference", "chart-isolated-campus", "chart-isolated-placement", "chart-timetable", "chart-friends", "chart-log"}
NO_LOGS = ("observe.events", "false"), ("observe.census", "false"), ("observe.tie_weeks", "[]")
MEGABYTE = 1 << 20


class Reading(html.parser.HTMLParser):
    """A page as a program without JavaScript reads it: tables by id, charts by id, text, addresses."""

    def __init__(self, page):
        super().__init__()
        self.tables, self.charts, self.text, self.addresses, self.policy = {}, {}, "", [], ""
        self.table = self.cell = self.figure = None
        self.kept = ""
        self.inside = None  # script or style
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.addresses += [attrs[name] for name in ("src", "href", "data", "action", "srcset") if name in attrs]
        if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy":
            self.policy = attrs["content"]
        if tag == "table":
            self.table = self.tables.setdefault(attrs.get("id", str(len(self.tables))), [])
        elif tag == "tr":
            self.table.append([])
        elif tag in ("td", "th"):
            self.cell = ""
        elif tag == "figure":
            self.figure = attrs["id"]
        elif tag in ("script", "style"):
            self.inside, self.kept = attrs.get("type", tag), ""

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.table[-1].append(" ".join(self.cell.split()))
            self.cell = None
        elif tag in ("script", "style"):
            if self.inside == "application/json":
                self.charts[self.figure] = json.loads(self.kept)
            self.inside = None

    def handle_data(self, data):
        if self.inside:
            self.kept += data
            return
        self.text += data
        if self.cell is not None:
            self.cell += data

    def rows(self, chart, data):
        """The rows of a data set of a chart."""
        return next(entry["values"] for entry in self.charts[chart]["data"] if entry["name"] == data)


class Page(Case):
    """One page of tiny.yaml, whose logs are on."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="kith-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.results = pathlib.Path(folder.name) / "tiny.h5"
        cls.path = pathlib.Path(folder.name) / "tiny.html"
        scenario = pathlib.Path(folder.name) / ("faraway" * 8) / "tiny.yaml"  # a long path, as the page gives commands with it
        scenario.parent.mkdir()
        shutil.copy(TINY, scenario)
        for words in (("run", scenario, "-o", cls.results, "--quiet"), ("report", cls.results)):
            done = kith(*words)
            if done.returncode:
                raise AssertionError(done.stderr)
        cls.page = Reading(cls.path.read_text())

    def report(self, *words):
        """kith run WORDS, then kith report of it; what there is to read."""
        results, _ = self.run_to("run", *words)
        done = kith("report", results)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return Reading(results.with_suffix(".html").read_text())


class Numbers(Page):
    """What is written against what is in the file."""

    def test_nothing_is_loaded(self):
        self.assertEqual([address for address in self.page.addresses if not address.startswith("#")], [])
        self.assertIn("default-src 'none'", self.page.policy)
        self.assertNotIn("unsafe", self.page.policy)
        self.assertLess(self.path.stat().st_size, 3 * MEGABYTE)

    def test_verdict_table_holds_the_means_and_differences_of_the_file(self):
        head, primary, *rows = self.page.tables["verdicts"]
        self.assertEqual(head[1:3], ["informal", "formal"])
        self.assertEqual(primary[0], "weeks in simulated distress [week/year]")
        with h5py.File(self.results) as file:
            informal, formal = numpy.mean(file["weeks_in_distress"], axis=1)
            lower = int(sum(file["weeks_in_distress"][1] < file["weeks_in_distress"][0]))
        self.assertAlmostEqual(float(primary[1]), informal, delta=0.06)
        self.assertAlmostEqual(float(primary[3]), formal - informal, delta=0.006)
        self.assertEqual(primary[5], f"{lower} of 4")
        self.assertIn(primary[-1], ["needs more runs", "too close to matter", "lower", "higher"])
        self.assertGreater(len(rows), 20)
        self.assertEqual({len(row) for row in rows}, {len(head)})

    def test_bands_are_quantiles_over_schools(self):
        with h5py.File(self.results) as file:
            share = file["distressed"][:] / file["students"][:]
        bands = self.page.rows("chart-distress", "band")
        self.assertEqual(len(bands), 2 * share.shape[2])
        for band in bands[:: 17]:
            expected = numpy.quantile(share[band["panel"], :, band["week"]], [0.05, 0.25, 0.5, 0.75, 0.95])
            numpy.testing.assert_allclose([band[name] for name in ("low", "lower", "middle", "upper", "high")], expected, rtol=1e-4)
        for band in self.page.rows("chart-distress-difference", "band")[:: 17]:
            near = slice(max(band["week"] - 6, 0), band["week"] + 7)
            schools = 100 * numpy.mean(share[1, :, near] - share[0, :, near], axis=1)
            half = 3.182446 * numpy.std(schools, ddof=1) / 2  # t, four schools
            expected = [schools.mean() - half, schools.mean(), schools.mean() + half, *numpy.quantile(schools, [0.05, 0.95])]
            numpy.testing.assert_allclose([band[name] for name in ("lower", "middle", "upper", "low", "high")], expected, rtol=1e-3, atol=1e-5)

    def test_campus_and_placement_years_are_apart(self):
        """Without a friend at hand: of the students of the years in that phase; in its holidays, nothing."""
        with h5py.File(self.results) as file:
            isolated, students = file["isolated_by_year"][:], file["students_by_year"][:]
        for phase, years in ("campus", [0]), ("placement", [1, 2]):
            bands = self.page.rows(f"chart-isolated-{phase}", "band")
            share = isolated[..., years].sum(-1) / students[..., years].sum(-1)
            away = {band["week"] % 52 for band in bands if band["middle"] is None}
            self.assertTrue(away)
            for band in bands[:: 11]:
                if band["week"] % 52 not in away:
                    self.assertAlmostEqual(band["middle"], numpy.median(share[band["panel"], :, band["week"]]), 4)
                else:
                    self.assertEqual(isolated[..., band["week"], years].sum(), 0)

    def test_the_evidence_is_met_by_the_first_arm_that_measures_it(self):
        rows = [row for table in self.page.tables.values() if table[0][-1] == "Met?" for row in table[1:]]
        named = [row for row in rows if row[3].endswith("(arm formal)")]
        self.assertTrue(any(row[0].startswith("survey: would not help, supporters") for row in named), rows)
        for row in named:
            self.assertNotIn("not measured", row[3])

    def test_friendships_are_those_of_the_log(self):
        steps = [step["week"] for step in self.page.rows("chart-friends", "week")]
        states, ties = self.page.rows("chart-friends", "state"), self.page.rows("chart-friends", "tie")
        with h5py.File(self.results) as file:
            cohort = {student >> 20 for student in file["roster/student"]}
            enough = float(file.attrs["friend_at_hours"])
            log = {name: file["ties"][name][:] for name in ("arm_index", "week_number", "student_a", "student_b", "banked_hours")}
            roster = {name: file["roster"][name][:] for name in ("arm_index", "week_number", "student", "level")}
        drawn = [sum(tie["arm"] == 0 and tie["first"] <= step <= tie["last"] for tie in ties) for step in range(len(steps))]
        levels = [sum(state["level"] > 0 for state in states if state["arm"] == 0 and state["step"] == step) for step in range(len(steps))]
        possible = []
        for entry in cohort:
            of = (log["arm_index"] == 0) & (log["banked_hours"] >= enough) & (log["student_a"] >> 20 == entry) & (log["student_b"] >> 20 == entry)
            ill = (roster["arm_index"] == 0) & (roster["student"] >> 20 == entry) & (roster["level"] > 0)
            possible.append(([int(sum(of & (log["week_number"] == week))) for week in steps], [int(sum(ill & (roster["week_number"] == week))) for week in steps]))
        self.assertIn((drawn, levels), possible)
        self.assertGreater(sum(drawn), 0)
        self.assertTrue(all(0 <= student[axis] <= 1 for student in self.page.rows("chart-friends", "student") for axis in "xy"))

    def test_supporters_are_marked(self):
        """By a ring, in the arm that has them, as the roster says; by no arm without."""
        states = self.page.rows("chart-friends", "state")
        self.assertEqual({state["role"] for state in states if state["arm"] == 0}, {0})
        with h5py.File(self.results) as file:
            roster = {name: file["roster"][name][:] for name in ("arm_index", "replicate_number", "week_number", "student", "role")}
        own = (roster["arm_index"] == 1) & (roster["replicate_number"] == roster["replicate_number"][0])
        serving = [sum(own & (roster["role"] == role) & (roster["student"] >> 20 == entry)) for entry in sorted({*(roster["student"] >> 20)}) for role in (1, 2)]
        drawn = [sum(state["role"] == role for state in states) for role in (1, 2)]
        self.assertIn(drawn, [serving[k:k + 2] for k in range(0, len(serving), 2)])
        self.assertGreater(sum(drawn), 0)
        self.assertEqual([mark["name"] for mark in self.page.charts["chart-friends"]["marks"]], ["ties", "students", "supporters"])

    def test_encounters_are_those_of_kith_log(self):
        done = kith("log", self.results, "--format", "csv", "--arm", "formal")
        total = [row["encounters"] for row in csv.DictReader(io.StringIO(done.stdout)) if row["table"] == "all"]
        drawn = [row["said"] for row in self.page.rows("chart-log", "row") if row["arm"] == 1 and row["row"] == 0]
        self.assertEqual(drawn, total)

    def test_small_numbers_are_hidden(self):
        sites = {row[0]: row[1:] for row in self.page.tables["sites"][2:]}
        self.assertEqual(sites["site 5"][::3], ["<5", "<5"])  # takes 4 students
        self.assertEqual(sites["site 4"][::3], ["withheld", "withheld"])  # the next smallest
        self.assertRegex(sites["site 1"][0], r"^\d+$")
        few = [cell for cell in self.page.rows("chart-timetable", "cell") if cell["students"] is not None and cell["students"] < 5]
        self.assertEqual(few, [])

    def test_provenance_is_complete(self):
        with h5py.File(self.results) as file:
            for name in "results_digest", "revision", "seed", "command_line", "scenario":
                self.assertIn(str(file.attrs[name]).strip(), self.page.text)
        self.assertIn("are assumed: without evidence", self.page.text)

    def test_words_that_must_be_there(self):
        words = " ".join(self.page.text.split())
        for said in "They are not forecasts", "Peer support does not replace services", "simulated distress":
            self.assertIn(said, words)


class Otherwise(Page):
    """Other files, other words."""

    def test_without_logs_sentences_say_what_to_switch_on(self):
        page = self.report(TINY, *NO_LOGS)
        self.assertEqual(set(page.charts), FIGURES - {"chart-friends", "chart-log"})
        self.assertIn("observe: {tie_weeks:", page.text)
        self.assertIn("observe: {events: true}", page.text)

    def test_texts_of_the_scenario_stay_texts(self):
        title = "</script><script>alert(1)</script><b>&amp;"
        page = self.report(self.write("odd.yaml", TINY.read_text().replace("title: Tiny school", f"title: '{title}'")))
        self.assertIn(title, page.text)
        self.assertEqual(set(page.charts), FIGURES)

    def test_three_arms_and_another_reference(self):
        text = TINY.read_text() + "  more:\n    programme:\n      supporters: 8\n"
        results, _ = self.run_to("three", self.write("three.yaml", text), *NO_LOGS)
        self.assertEqual(kith("report", results, "--reference", "formal").returncode, 0)
        page = Reading(results.with_suffix(".html").read_text())
        head, *rows = page.tables["verdicts"]
        self.assertEqual(head[1:4], ["Arm", "Mean", "Difference"])
        self.assertEqual([row[1] for row in rows[:3]], ["formal", "informal", "more"])  # the reference first
        self.assertEqual([len(row) for row in rows[:3]], [4, len(head), len(head)])

    def test_rival_hypotheses_stand_beside(self):
        results, _ = self.run_to("run", TINY, *NO_LOGS)
        rival, _ = self.run_to("rival", TINY, ("distress.influence", "none"), *NO_LOGS)
        self.assertEqual(kith("report", results, rival).returncode, 0)
        page = Reading(results.with_suffix(".html").read_text())
        said = {row[0].split(":")[0]: row[1] for row in page.tables["influence"][1:]}
        with h5py.File(rival) as file:
            informal, formal = numpy.mean(file["weeks_in_distress"], axis=1)
        self.assertAlmostEqual(float(re.search(r", ([-+]?[\d.]+) \(", said["none"])[1]), formal - informal, delta=0.06)
        self.assertRegex(said["per_contact"], r"^formal: ")
        self.assertIn(f"not run: {PROGRAM} run", said["healthy_friends"])

    def test_assumptions_in_the_file_are_drawn(self):
        results = self.folder / "sweep.h5"
        done = kith("compare", TINY, "-r", 4, "--assumptions", "--assumptions-replicates", 2, "-o", results, "--quiet", *NO_LOGS)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(kith("report", results).stderr, "")
        page = Reading(results.with_suffix(".html").read_text())
        widths = [abs(row["at_high"] - row["at_low"]) for row in page.rows("chart-assumptions-1", "swing")]
        self.assertEqual(widths, sorted(widths, reverse=True))  # the widest first
        moved = int(re.search(r"(\d+) assumptions moved it, the most influential first \(the first 25 are drawn\)", page.text)[1])
        self.assertEqual(len(widths), 25)
        self.assertEqual(len(re.findall(r"\(source: .*? takes the difference from ", page.text)), moved)
        self.assertIn("The plausible range is half to twice its value", page.text)
        browser = Browser()
        self.addCleanup(browser.close)
        browser.open(results.with_suffix(".html"))
        self.assertEqual(browser.complaints(), [])
        self.assertGreater(len(browser.all("#chart-assumptions-1 .view svg .mark-symbol.role-mark path")), 3)

    def test_one_arm_has_nothing_to_compare(self):
        text = TINY.read_text().split("arms:")[0]
        page = self.report(self.write("one.yaml", text))
        self.assertIn("nothing to compare", page.text)
        self.assertIn("chart-distress", page.charts)

    def test_real_people_are_never_drawn(self):
        page = self.report(SCENARIOS / "own_roster.yaml", ("run.replicates", 2), ("run.years", 3))
        self.assertIn("real people", page.text)
        self.assertNotIn("chart-friends", page.charts)

    def test_mistakes_say_what_to_do(self):
        page = self.folder / "page.html"
        page.write_text("mine")
        for said, words in (("--overwrite replaces it", (self.results, "-o", page)), ("is read here and would be lost", (self.results, "-o", self.results, "--overwrite")),
                            ("formal", (self.results, "-o", self.folder / "new.html", "--reference", "formel")), ("which results file?", ()),
                            ("", (TINY, "-o", self.folder / "new.html")), ("unknown option", (self.results, "--nonsense"))):
            done = kith("report", *words)
            self.assertEqual((done.returncode, done.stdout), (2, ""), words)
            self.assertIn(said, done.stderr)
        self.assertEqual(page.read_text(), "mine")
        self.assertEqual([path.name for path in self.folder.iterdir()], ["page.html"])


class InTheBrowser(Page):
    """Headless Chromium opens the file from disk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)

    def marks(self, figure):
        """How many marks, axes and legends apart, a figure has."""
        return len(self.browser.all(f"#{figure} .view svg .role-mark > path, #{figure} .view svg .role-mark > line, #{figure} .view svg .role-mark > text"))

    def drawn(self, figure, mark):
        """The shapes of a named mark of a figure, as attributes of its elements."""
        script = "return [...document.querySelectorAll(arguments[0])].map(e => [...e.attributes].map(a => a.name + '=' + a.value).join(' '))"
        return self.browser.run(script, f"#{figure} .view svg .{mark} > *")

    def test_opens_without_complaint_and_asks_for_nothing(self):
        self.browser.open(self.path)
        self.assertEqual(self.browser.complaints(), [])
        self.assertEqual(self.browser.requests(), [self.path.resolve().as_uri()])

    def test_policy_is_in_force(self):
        self.browser.open(self.path)
        self.assertTrue(self.browser.run("const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); return window.ran === undefined"))
        self.assertIn("Content Security Policy", " ".join(self.browser.complaints()))
        self.browser.run("new Image().src = 'https://example.org/x.png'")
        self.browser.wait(lambda: any("img-src" in message and "example.org" in message for message in self.browser.complaints()))

    def test_every_figure_has_marks(self):
        self.browser.open(self.path)
        figures = {figure.get_attribute("id") for figure in self.browser.all("figure")}
        self.assertEqual(figures, FIGURES)
        for figure in figures:
            self.assertGreater(self.marks(figure), 4, figure)

    def test_slider_moves_the_graph_by_keyboard(self):
        self.browser.open(self.path)
        slider, said = self.browser.one("#chart-friends input[type=range]"), self.browser.one("#chart-friends output")
        slider.send_keys(Keys.HOME)
        self.browser.wait(lambda: said.text.startswith("Week 0:"))
        ties, places = self.drawn("chart-friends", "ties"), self.places()
        slider.send_keys(Keys.ARROW_RIGHT)
        self.browser.wait(lambda: said.text.startswith("Week 39:"))
        self.assertEqual(slider.get_attribute("aria-valuetext"), said.text)
        self.assertNotEqual(self.drawn("chart-friends", "ties"), ties)
        self.assertEqual(self.places(), places)  # one layout: students stay where they are
        levels = self.drawn("chart-friends", "students")
        slider.send_keys(Keys.END)
        self.browser.wait(lambda: said.text.startswith("Week 60:"))
        self.assertNotEqual(self.drawn("chart-friends", "students"), levels)

    def places(self):
        """Where students are drawn, in order."""
        return sorted(re.search(r"translate\([^)]*\)", attributes)[0] for attributes in self.drawn("chart-friends", "students"))

    def test_arms_are_chosen_by_keyboard(self):
        self.browser.open(self.path)
        chosen = self.browser.one("#chart-log input:checked")
        before = self.browser.one("#chart-log .view").text
        chosen.send_keys(Keys.ARROW_UP)
        self.browser.wait(lambda: self.browser.one("#chart-log .view").text != before)

    def test_everything_can_be_reached_by_tab(self):
        self.browser.open(self.path)
        reached = set()
        for _ in range(120):
            self.browser.driver.switch_to.active_element.send_keys(Keys.TAB)
            reached.add(self.browser.run("const e = document.activeElement; return (e.closest('figure') || {}).id + ' ' + e.tagName.toLowerCase() + ' ' + (e.type || '')"))
        for wanted in "chart-friends input range", "chart-friends input radio", "chart-friends summary ", "chart-timetable input radio", "undefined a ":
            self.assertIn(wanted, reached)

    def test_specification_can_be_lifted(self):
        self.browser.open(self.path)
        self.browser.one("#chart-distress summary").click()
        shown = self.browser.one("#chart-distress details pre")
        self.browser.wait(lambda: shown.text)
        spec = json.loads(self.browser.run("return arguments[0].textContent", shown))
        self.assertEqual(spec, self.page.charts["chart-distress"])
        self.assertIn("vega/v5", spec["$schema"])

    def test_narrow_windows_do_not_scroll_sideways(self):
        for width in 360, 800, 1600:
            self.browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False})
            self.browser.open(self.path)
            self.browser.run("document.querySelectorAll('details').forEach(part => part.open = true)")
            self.assertLessEqual(self.browser.run("return document.documentElement.scrollWidth"), width)
            self.assertEqual(self.browser.run("return [...document.querySelectorAll('.table')].filter(box => box.scrollWidth > box.clientWidth + 1)"
                                              ".map(box => box.ariaLabel)"), [])
        self.browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def test_prints(self):
        self.browser.open(self.path)
        printed = base64.b64decode(self.browser.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
        self.assertTrue(printed.startswith(b"%PDF"))
        self.assertGreater(len(re.findall(rb"/Type /Page\b", printed)), 3)

    def test_without_javascript_the_tables_are_read(self):
        self.browser.open(self.path, scripts=False)
        text = self.browser.one("#verdicts").text
        self.assertIn("weeks in simulated distress", text)
        self.assertIn("JavaScript is off", self.browser.one("body").text)
        self.assertEqual(self.browser.all(".view svg"), [])
        self.assertFalse(self.browser.one("#chart-friends .controls").is_displayed())


if __name__ == "__main__":
    unittest.main()
