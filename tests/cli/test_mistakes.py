# SPDX-License-Identifier: GPL-3.0-or-later
"""Every mistake in a scenario is reported with its place and what is allowed, all at once; exit code 2, and nothing is written."""
import os
import pathlib
import re
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from kith import Case, TINY, command, kith  # noqa: E402

IN_FULL = "a whole number is written in full, without point and exponent, as in 1000000"
FINITE = "allowed is a number from 0 to 1 (1/week): numbers must be finite"
INTAKE = "allowed is a whole number from 2 to 1000000"

# (what, lines after "schema: 1", the messages with their line and column). Line 2 is the first of them.
MISTAKES = [
    ("unknown section", "distres:\n  onset: 0.1\n", ["2:1: error: there is no section distres; did you mean distress?"]),
    ("unknown key", "distress:\n  onst: 0.1\n", ["3:3: error: section distress has no key onst; did you mean onset?"]),
    ("key in another section", "distress:\n  supporters: 3\n",
     ["3:3: error: section distress has no key supporters; it belongs in section programme"]),
    ("key in no section", "onset: 0.1\n", ["2:1: error: onset belongs in section distress; write it there, on an indented line"]),
    ("text for a number", "distress:\n  onset: much\n", ["3:10: error: distress.onset is much, allowed is a number from 0 to 1 (1/week)"]),
    ("quotes", "distress: {onset: '0.1'}\n", ["2:19: error: distress.onset is 0.1, allowed is a number from 0 to 1 (1/week): in quotes it "
                                              "is text; write it without"]),
    ("list for a number", "distress:\n  onset: [0.1]\n", ["3:10: error: distress.onset is a list, allowed is a number from 0 to 1 (1/week)"]),
    ("number for a list", "calendar:\n  campus_exams: 3\n",
     ["3:17: error: calendar.campus_exams is 3, allowed is a list of at most 128 whole numbers from 0 to 51 (week of year): write a list in brackets, "
      "as in [first, second]"]),
    ("number for a choice", "distress:\n  influence: per_contct\n",
     ["3:14: error: distress.influence is per_contct, allowed is one of none, per_contact, healthy_friends; did you mean per_contact?"]),
    ("yes for a flag", "ties:\n  frozen: yes\n", ["3:11: error: ties.frozen is yes, allowed is true or false"]),
    ("no value", "distress:\n  onset:\n",
     ["3:9: error: distress.onset has no value, allowed is a number from 0 to 1 (1/week); leave it out to keep the default"]),
    ("value for a section", "distress: 0.1\n",
     ["2:1: error: section distress must hold keys with values, each on an indented line of its own"]),
    ("above", "distress:\n  onset: 1.01\n", ["3:10: error: distress.onset is 1.01, allowed is a number from 0 to 1 (1/week)"]),
    ("below", "distress:\n  onset: -0.01\n", ["3:10: error: distress.onset is -0.01, allowed is a number from 0 to 1 (1/week)"]),
    ("in a list", "calendar:\n  campus_exams: [3, 52]\n",
     ["3:21: error: item 2 of calendar.campus_exams is 52, allowed is a whole number from 0 to 51 (week of year)"]),
    *[(text, f"distress:\n  onset: {text}\n", [f"3:10: error: distress.onset is {text}, {FINITE}"]) for text in (".nan", "NaN", ".inf", "-inf")],
    *[(text, f"school:\n  intake: {text}\n", [f"3:11: error: school.intake is {text}, {INTAKE}: {why}"])
      for text, why in (("1e6", IN_FULL), ("1.5", IN_FULL), ("100.0", IN_FULL),
                        ("0100", "a leading zero is refused, because some programs read it as octal"),
                        ("0x10", "hexadecimal, octal and binary numbers are refused"),
                        ("1_000", "digits are written without underscores"),
                        ("99999999999999999999", "that is beyond what the computer can hold exactly"))],
    ("duplicate key", "distress:\n  onset: 0.1\n  onset: 0.2\n",
     ["4:3: error: onset is given twice, in line 3 and in line 4; delete one of the two"]),
    ("duplicate section", "ties: {}\ndistress: {}\nties: {}\n",
     ["4:1: error: ties is given twice, in line 2 and in line 4; delete one of the two"]),
    ("duplicate arm", "arms:\n  a: {}\n  b: {}\n  a: {}\n",
     ["5:3: error: a is given twice, in line 3 and in line 5; delete one of the two"]),
    ("structural parameter in an arm", "arms:\n  a:\n    school: {intake: 5}\n    run:\n      years: 3\n",
     ["4:5: error: section school is structural: it cannot differ between arms; write it outside of them",
      "5:5: error: section run is structural: it cannot differ between arms; write it outside of them"]),
    ("mistakes in an arm", "arms:\n  a:\n    programm: {supporters: 5}\n    programme:\n      supporters: 2001\n    from_week: -1\n",
     ["4:5: error: an arm has no section programm; did you mean programme?",
      "6:19: error: arms.a.programme.supporters is 2001, allowed is a whole number from 0 to 2000 (students)",
      "7:16: error: arms.a.from_week is -1, allowed is a whole number from 0 to 2147483647 (week)"]),
    ("tab", "distress:\n\tonset: 0.1\n", ["3:1: error: this line is indented by a tab; YAML allows only spaces"]),
    ("an open bracket", "calendar:\n  campus_exams: [3, 5\n", ["4:1: error: this is not YAML: did not find expected ',' or ']', while parsing a flow sequence"]),
    ("anchor and alias", "run: &a\n  seed: 1\nties: *a\n",
     ["2:6: error: anchors (&) are refused; write the value where it is used",
      "4:7: error: aliases (*) are refused; write the value where it is used"]),
    ("everything at once",
     "distress:\n  onset: 2\n  onst: 1\nzebra: 1\nschool:\n  intake: 1e6\narms:\n  a:\n    run: {years: 1}\n    distress: {onset: .inf}\n",
     ["3:10: error: distress.onset is 2, allowed is a number from 0 to 1 (1/week)",
      "4:3: error: section distress has no key onst; did you mean onset?",
      "5:1: error: there is no section zebra",
      f"7:11: error: school.intake is 1e6, {INTAKE}: {IN_FULL}",
      "10:5: error: section run is structural: it cannot differ between arms; write it outside of them",
      f"11:23: error: arms.a.distress.onset is .inf, {FINITE}"]),
]

# Whole files: (what, bytes, message after the file's name).
FILES = [
    ("empty", b"", ": error: the file is empty; a scenario begins with the line schema: 1"),
    ("only comments", b"# nothing\n\n", ": error: the file is empty; a scenario begins with the line schema: 1"),
    ("no schema", b"title: a\n", ": error: the key schema is missing; begin with the line schema: 1"),
    ("newer schema", b"schema: 2\n",
     ":1:1: error: the file is written for schema 2, and this version of kith reads schema 1; use a newer kith"),
    ("latin 1", "schema: 1\ntitle: caf\u00e9\n".encode("latin-1"),
     ":2:11: error: the file is not UTF-8 (byte 0xE9); save it with the encoding UTF-8"),
    ("UTF-16", "schema: 1\n".encode("utf-16"), ":1:1: error: the file is not UTF-8 (byte 0xFF); save it with the encoding UTF-8"),
    ("NUL", b"schema: 1\ntitle: a\0b\n", ":2:9: error: the file contains a NUL byte, so it is not a text file"),
]

COMMANDS = [
    (["run"], "which scenario?"),
    (["check"], "which scenario?"),
    (["run", TINY, TINY], "is too many"),
    (["runn", TINY], 'unknown command "runn"; the commands are run, '),
    (["run", TINY, "--outptu", "a.h5"], "unknown option --outptu"),
    (["check", TINY, "--outptu"], "unknown option --outptu"),
    (["run", TINY, "--set"], "option --set needs a value"),
    (["check", TINY, "--set"], "option --set needs a value"),
    (["describe", "--format"], "option --format needs a value"),
    (["describe", "--format", "xml"], '--format is "xml", allowed is text, csv, markdown or yaml'),
    *[(["run", TINY, "--replicates", text], f'--replicates is "{text}", allowed is N or FIRST-LAST from 1 to 1000000')
      for text in ("0", "-1", "3-1", "1-2-3", "1e3", "1.5", "", "2-", "1000001", "99999999999999999999")],
    (["run", TINY, "-j", "0"], '--threads is "0", allowed is a whole number from 1 to 1024'),
    (["run", TINY, "--over", "weeks"], '--over is "weeks", allowed is replicates or students'),
    (["run", TINY, "--seed", "1.5"], "run.seed is 1.5, allowed is a whole number from 0 to 9223372036854775807"),
    (["run", TINY, "--arm", "fromal"], 'no arm is called "fromal"'),
    (["run", TINY, "-o", ""], "--output is empty"),
    (["run", TINY, "-o", "."], "is a directory"),
    (["run", TINY, "-o", ".", "--overwrite"], "is a directory"),
    (["run", "nope.yaml"], "nope.yaml: error: no such file"),
    (["run", "."], ".: error: this is a directory, not a file"),
    (["check", TINY, ("distres.onst", "1")], "there is no parameter distres.onst; did you mean distress.onset?"),
    (["check", TINY, ("arms.fromal.distress.onset", "1")], "there is no arm fromal; did you mean formal?"),
    (["check", TINY, ("arms.formal.school.intake", "9")], "section school is structural: it cannot differ between arms"),
    (["check", TINY, ("school.intake", "0100")], "school.intake is 0100, " + INTAKE),
]


def hostile():
    """Files that may neither crash nor take long nor much memory: (what, pieces of the file, words of the message)."""
    start = b"schema: 1\n"
    bomb = b"a0: &a0 [x, x]\n" + b"".join(b"a%d: &a%d [%s]\n" % (k, k, b", ".join([b"*a%d" % (k - 1)] * 10)) for k in range(1, 10))
    return [("100 MB of comments", [start, b"# a comment of forty bytes, more or less\n" * 2_500_000], "larger than 1 MiB"),
            ("100 MB in one line", [start, b"title: ", b"a" * 100_000_000], "larger than 1 MiB"),
            ("100,000 brackets", [start, b"ties: ", b"[" * 100_000], ":2:"),
            ("100,000 braces", [start, b"ties: ", b"{a: " * 100_000], ":2:"),
            ("100,000 dashes", [start, b"ties:\n", b"- " * 100_000], ":3:"),
            ("100,000 explicit keys", [start, b"? " * 100_000], "error"),
            ("alias bomb", [start, bomb], ":2:5: error: anchors (&) are refused"),
            ("many keys", [start, b"".join(b"k%d: 1\n" % k for k in range(90_000))], "more than 10000 values"),
            ("a long name", [start, b"a" * 900_000, b": 1\n"], "error"),
            ("endless", None, "/dev/zero")]


GRAPH = """schema: 1
run: {replicates: 1, years: 1, burn_in_years: 0}
school: {intake: 4098, course: [campus], turnover: closed, leave_share: 0}
graph: {source: file, file: star.csv}
arms: {a: {}}
"""
LEAVES = [f"hub,leaf{k:04}" for k in range(4096)]


class Mistakes(Case):

    def refused(self, *words):
        """Runs what must be refused, in a folder that must stay as it is; its standard error."""
        before = sorted(self.folder.iterdir())
        done = kith(*words, cwd=self.folder)
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertEqual(sorted(self.folder.iterdir()), before)
        return done.stderr

    def test_each_mistake(self):
        for what, text, messages in MISTAKES:
            with self.subTest(what):
                self.write("a.yaml", "schema: 1\n" + text)
                lines = self.refused("run", "a.yaml", "-o", "a.h5").splitlines()
                self.assertEqual(self.refused("check", "a.yaml").splitlines(), lines)
                self.assertEqual(self.refused("describe", "a.yaml").splitlines(), lines)
                self.assertEqual(lines, ["a.yaml:" + message for message in messages])

    def test_each_file(self):
        for what, content, message in FILES:
            with self.subTest(what):
                self.write("a.yaml", content)
                self.assertEqual(self.refused("run", "a.yaml"), f"a.yaml{message}\n")

    def test_each_command(self):
        for words, message in COMMANDS:
            with self.subTest(words=words[:1] + words[2:]):
                self.assertIn(message, self.refused(*words))

    def test_hostile_files(self):
        for what, pieces, message in hostile():
            with self.subTest(what):
                path = self.folder / "a.yaml"
                path.unlink(missing_ok=True)
                if pieces is None:
                    path.symlink_to("/dev/zero")
                else:
                    path.write_bytes(b"".join(pieces))
                with open(self.folder / "messages", "w+b") as messages:
                    child = subprocess.Popen(["timeout", "-s", "KILL", "10", *command("check", "a.yaml")], cwd=self.folder,
                                             stdout=subprocess.DEVNULL, stderr=messages)
                    _, status, used = os.wait4(child.pid, 0)
                    child.returncode = os.waitstatus_to_exitcode(status)
                    messages.seek(0)
                    text = messages.read().decode()
                self.assertEqual(child.returncode, 2, text[:500])
                self.assertIn("a.yaml" if pieces is None else message, text)
                self.assertLess(len(text), 20_000, "a message repeats a hostile name")
                self.assertLess(used.ru_maxrss, 1 << 20, "more than 1 GiB")

    def test_more_ties_than_a_student_has_room_for(self):
        """Said when the scenario is checked, at the student's first line, and not as memory that is out."""
        self.write("a.yaml", GRAPH)
        self.write("star.csv", "\n".join(["a,b", "leaf0000,leaf0001", *LEAVES, "leaf4096,hub"]))
        for command_ in "check", "run":
            self.assertEqual(self.refused(command_, "a.yaml"),
                             "star.csv:3: error: the student in column a has 4097 ties; one student can have 4096 at most\n")
        self.assertEqual(self.refused("check", "a.yaml", ("graph.source", "complete")),
                         "--set graph.source=complete: error: graph.source is complete: 4098 students would have 4097 ties each; one student can have 4096 at most\n")

    def test_ties_that_outgrow_their_room_in_a_run(self):
        """The hub's row is full, and friends of its friends are brought together with it."""
        self.write("a.yaml", GRAPH)
        self.write("star.csv", "\n".join(["a,b", *LEAVES, *(f"other{k},leaf{k:04}" for k in range(60))]))
        done = kith("run", "a.yaml", ("school.intake", 4157), ("encounters.closure", 1), cwd=self.folder)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("error: in replicate 1 a student came to have more than 4096 ties, ", done.stderr)
        self.assertNotIn("memory", done.stderr)

    def test_memory_counts_the_ties_of_a_graph(self):
        """About 100 bytes for each of the 1,124,250 ties among 1,500 students."""
        self.write("a.yaml", GRAPH)
        told = [int(re.search(r"(\d+) MB of memory", kith("check", "a.yaml", ("school.intake", 1500), ("graph.source", source),
                                                          cwd=self.folder).stdout)[1]) for source in ("complete", "regular")]
        self.assertGreater(told[0] - told[1], 90)


class Options(Case):
    """What kith run takes, what looks at a run before takes too."""

    def test_seed_and_places(self):
        trace = ["trace", TINY, "--episode", 1]
        seeded = kith(*trace, "--seed", 9)
        self.assertEqual((seeded.returncode, seeded.stdout), (0, kith(*trace, ("run.seed", 9)).stdout))
        self.assertNotEqual(seeded.stdout, kith(*trace).stdout)
        fewer = kith(*trace, "--without", 5, "--capacity", "1=30")
        self.assertEqual((fewer.returncode, fewer.stdout), (0, kith(*trace, ("timetable.capacity", '{"5": 0, "1": 30}')).stdout))
        for words in ["run", TINY, "-o", self.folder / "a.h5"], ["check", TINY], trace:
            done = kith(*words, "--without", "Nord")
            self.assertEqual(done.returncode, 2)
            self.assertIn('--without Nord: error: names "Nord", which is no site; allowed: 1, 2, 3, 4, 5', done.stderr)
            done = kith(*words, "--without", 1, "--without", 2)
            self.assertEqual(done.returncode, 2)
            self.assertIn("the sites take 24 students at once, but 48 need a place", done.stderr)
        self.assertEqual(kith("check", TINY, "--seed", 9).stdout, kith("check", TINY).stdout)
        self.assertIn("--seed N", kith("check", "--help").stdout)


if __name__ == "__main__":
    unittest.main()
