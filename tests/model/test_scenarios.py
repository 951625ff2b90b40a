# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped scenarios: each passes kith check and asks its question; the list of all parameters is complete, sourced and up to date."""
import csv
import io
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from kith import ROOT, SCENARIOS, Case, kith  # noqa: E402

ALL = sorted(SCENARIOS.glob("*.yaml"))
EVERY = SCENARIOS / "every_parameter.yaml"
SHIPPED = {"informal_vs_formal", "rotate_vs_pods", "longitudinal_vs_blocks", "hub_days", "own_roster", "two_by_two", "training_everyone",
           "supporter_policies", "succession", "graduate_entry", "side_by_side", "known_graph", "sisa", "tiny", "every_parameter"}
COLUMNS = {"path", "type", "unit", "min", "max", "default", "source", "meaning", "value", "plausible_low", "plausible_high"}


def described(*words):
    """Rows of kith describe --format csv."""
    return list(csv.DictReader(io.StringIO(kith("describe", "--format", "csv", *words).stdout)))


def opening(path):
    """The comment with which a file opens, as one line."""
    return " ".join(re.match(r"(?:#.*\n)*", path.read_text())[0].replace("#", "").split())


def words(path, key):
    """The text after a key at the beginning of a line."""
    return re.search(rf"^{key}: (.*)$", path.read_text(), re.MULTILINE)[1]


def arms(path):
    section = re.search(r"^arms:\n((?: .*\n|\n)*)", path.read_text(), re.MULTILINE)
    return re.findall(r"^  (\w+):", section[1], re.MULTILINE) if section else ["base"]


def plain(value):
    """A value as its default is written in the tables: lists without brackets, text without quotes, numbers by size."""
    parts = [part.strip() for part in value.replace('"', "").strip("[]{}").split(",")]
    return [float(part) if re.fullmatch(r"-?[\d.]+", part) else part for part in parts]


class Scenarios(Case):

    def test_all_are_shipped(self):
        self.assertLessEqual(SHIPPED, {path.stem for path in ALL})

    def test_each_passes_check(self):
        for path in ALL:
            with self.subTest(path.name):
                done = kith("check", path)
                self.assertEqual((done.returncode, [line for line in done.stderr.splitlines() if " uses an oracle: " not in line]), (0, []))
                lines = [line.split("  ")[0].strip() for line in done.stdout.splitlines()]
                self.assertEqual(lines, [words(path, "title"), words(path, "question"), "arms", "students", "weeks", "replicates", "expected"])
                self.assertRegex(done.stdout, rf"\narms +{', '.join(arms(path))}\n")

    def test_oracles_are_called_so(self):
        """Arms that go by what no school knows say it in their names; all others do without."""
        for path in ALL:
            with self.subTest(path.name):
                named = re.findall(r"arm (\w+) uses an oracle: ", kith("check", path).stderr)
                self.assertEqual(named, [arm for arm in arms(path) if arm.endswith("_oracle")])

    def test_each_opens_with_its_question(self):
        for path in ALL:
            with self.subTest(path.name):
                self.assertIn("?", opening(path))
                self.assertTrue(words(path, "question").endswith("?"))

    def test_what_adds_up_is_told_with_its_interval(self):
        for path in ALL:
            if "add up" in opening(path):
                self.assertRegex(opening(path), r"both - education - formal \+ informal.* \([-\d.]+ to [-\d.]+\)")

    def test_the_readme_says_what_each_asks(self):
        rows = dict(re.findall(r"^\| `(\w+)\.yaml` \| (.*) \|$", (ROOT / "README.md").read_text(), re.MULTILINE))
        self.assertEqual(set(rows), {path.stem for path in ALL})
        for path in ALL:
            with self.subTest(path.name):
                self.assertTrue(rows[path.stem].startswith(words(path, "question").rstrip("?")), rows[path.stem])

    def test_check_and_describe_write_nothing(self):
        path = self.write("a.yaml", "schema: 1\n")
        for words in (["check", path], ["describe", path], ["describe", "--format", "yaml"]):
            self.assertEqual(kith(*words, cwd=self.folder).returncode, 0)
        self.assertEqual([entry.name for entry in self.folder.iterdir()], ["a.yaml"])

    def test_every_parameter_is_up_to_date(self):
        self.assertEqual(EVERY.read_text(), kith("describe", "--format", "yaml").stdout,
                         f"renew it: kith describe --format yaml > {EVERY.relative_to(ROOT)}")

    def test_every_parameter_says_what_holds_without_it(self):
        """Values of every_parameter.yaml are the defaults: those of the tables, and those of a scenario that says nothing."""
        nothing, every = described(self.write("a.yaml", "schema: 1\n")), described(EVERY)
        written = re.findall(r"^(\w+):$|^  (\w+): ", EVERY.read_text(), re.MULTILINE)
        paths, section = [], ""
        for name, key in written:
            section = name or section
            paths += [f"{section}.{key}"] if key else []
        self.assertGreater(len(paths), 150)
        self.assertEqual(paths, [row["path"] for row in every])
        self.assertEqual(every, nothing)
        self.assertEqual(every, described())
        for row in every:
            self.assertEqual(plain(row["value"]), plain(row["default"]), row["path"])

    def test_each_parameter_has_range_source_and_meaning(self):
        rows = described()
        self.assertEqual(set(rows[0]), COLUMNS)
        self.assertEqual(len({row["path"] for row in rows}), len(rows))
        for row in rows:
            with self.subTest(row["path"]):
                self.assertRegex(row["path"], r"^[a-z]+\.[a-z0-9_]+$")
                for column in "type", "source", "meaning":
                    self.assertTrue(row[column].strip(), column)
                if row["type"] in ("number", "whole number"):
                    self.assertTrue(row["unit"])
                    self.assertLess(float(row["min"]), float(row["max"]))
                    self.assertTrue(float(row["min"]) <= float(row["default"]) <= float(row["max"]))

    def test_each_assumed_number_has_a_plausible_range(self):
        """By rule or stated, around the value; but for what a school is or chooses, and what is only recorded."""
        settings = ("run", "school", "calendar", "graph", "timetable", "observe", "compare")
        rows = [row for row in described() if row["type"] in ("number", "whole number") and row["path"].split(".")[0] not in settings]
        self.assertEqual([row["path"] for row in rows if row["source"].startswith("assumed") and not row["plausible_low"]],
                         ["programme.extra", "seeking.faculty_site", "seeking.counselling_site", "seeking.gp_site",
                          *(row["path"] for row in rows if row["source"].endswith("only recorded"))])
        for row in rows:
            if row["plausible_low"]:
                low, value, high = (float(row[key]) for key in ("plausible_low", "value", "plausible_high"))
                self.assertTrue(float(row["min"]) <= low <= value <= high <= float(row["max"]) and low < high, row)
        ends = {row["path"]: (row["plausible_low"], row["plausible_high"]) for row in rows}
        self.assertEqual(ends["help.hand_on_base"], ("-5.2", "-3.2"))
        self.assertEqual(ends["distress.easing"], ("0.05", "0.2"))
        self.assertEqual(ends["distress.relief_effect"], ("-0.15", "0.6"))
        self.assertEqual(ends["distress.onset"], ("", ""))
        path = self.write("a.yaml", "schema: 1\ndistress: {easing: 0, relief_effect: 1, care_effect: 2, incident_effect: 80}\nhelp: {per_week: 3}\n")
        ends = {row["path"]: (row["plausible_low"], row["plausible_high"]) for row in described(path)}
        for name, expected in (("easing", ("0", "0.1")), ("relief_effect", ("-0.15", "1")), ("care_effect", ("1", "3")), ("incident_effect", ("40", "100"))):
            self.assertEqual(ends["distress." + name], expected, name)
        self.assertEqual(ends["help.per_week"], ("2", "6"))
        self.assertIn("number, 1/week, 0 to 1, plausible 0.05 to 0.2; source: assumed", EVERY.read_text())
        self.assertIn("number, 0 to 1, plausible 0 to 0.1; default 0.1", kith("describe", path).stdout)

    def test_both_ends_of_each_range_are_legal(self):
        """As they are written; and what lies beyond them is not."""
        rows = [row for row in described() if row["type"] in ("number", "whole number")]
        path = self.write("a.yaml", "schema: 1\n")
        for end, step in ("min", -1), ("max", 1):
            said = kith("check", path, *((row["path"], row[end]) for row in rows)).stderr
            self.assertEqual([line for line in said.splitlines() if "allowed is a" in line and "start_date" not in line], [])
            beyond = [(row["path"], int(row[end]) + step if row["type"] == "whole number" else float(row[end]) + step) for row in rows]
            said = kith("check", path, *beyond).stderr
            self.assertEqual([name for name, _ in beyond if f"error: {name} is " not in said], [])

    def test_describe_shows_the_scenario_s_values(self):
        path = self.write("a.yaml", "schema: 1\ndistress: {onset: 0.0123}\ntimetable: {site_capacity: [600, 700]}\n")
        values = {row["path"]: row["value"] for row in described(path)}
        self.assertEqual(values["distress.onset"], "0.0123")
        self.assertEqual([int(number) for number in values["timetable.site_capacity"].strip("[]").split(",")], [600, 700])
        table = kith("describe", path, "--format", "markdown").stdout.splitlines()
        self.assertEqual({line.count("|") for line in table}, {8}, "a bar within a cell")
        self.assertEqual(len(table), len(values) + 2)
        for form in "text", "markdown":
            text = kith("describe", path, "--format", form).stdout
            self.assertIn("0.0123", text)
            self.assertEqual([name for name in values if name not in text and name.split(".")[1] not in text], [])


if __name__ == "__main__":
    unittest.main()
