# SPDX-License-Identifier: GPL-3.0-or-later
"""kith trace as a user types it: the episode that it tells is the one that the run has, every contact of it appears, and nobody real is told of."""
import os
import pathlib
import re
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from kith import Case, SCENARIOS, TINY, command, kith, states  # noqa: E402

WEEK = re.compile(r"^Week (\d+) \(", re.M)
NOTICED, OFFERED, ACCEPTED, HELD = 1, 2, 4, 8


def episodes_in(weeks):
    """Episodes from dumped states, in the order of onset and id: {"id", "levels": {week: level}, "end": level of the week after or None}."""
    column = {name: k + 2 for k, name in enumerate(weeks[None])}
    levels, begins = {}, {}  # week → id → level of the enrolled, week in which the episode began
    for week, lines in weeks.items():
        if week is not None:
            rows = [row for row in (line.split(",") for line in lines if line.startswith("s,")) if row[column["enrolled"]] == "1"]
            levels[week] = {int(row[1]): int(row[column["level"]]) for row in rows}
            begins[week] = {int(row[1]): int(row[column["since_week"]]) for row in rows}
    episodes = []
    for week in sorted(w for w in levels if w >= 0):
        for student in sorted(levels[week]):
            if levels[week][student] == 0 or begins[week][student] != week:
                continue
            lasting, at = {}, week
            while at in levels and levels[at].get(student, 0) > 0:
                lasting[at] = levels[at][student]
                at += 1
            episodes.append({"id": student, "levels": lasting, "end": levels[at].get(student) if at in levels else "run"})
    return episodes


def told(*words, arm="formal"):
    """What kith trace tells of tiny.yaml, its lines joined to paragraphs again."""
    done = kith("trace", TINY, "--arm", arm, *words)
    assert done.returncode == 0, done.stderr
    return re.sub(r"(?<=\S)\n +(?=[^ -])", lambda m: "\n" + m.group()[1:], done.stdout)


def paragraphs(text):
    """{week: text of its paragraph on one line}."""
    parts = WEEK.split(text)[1:]
    return {int(week): re.sub(r"\s+", " ", part) for week, part in zip(parts[::2], parts[1::2])}


class Episodes(Case):
    """The formal and the informal arm of tiny.yaml, beside their dumped states."""

    @classmethod
    def setUpClass(cls):
        cls.weeks = {arm: states(TINY, arm, 2) for arm in ("formal", "informal")}
        cls.episodes = {arm: episodes_in(weeks) for arm, weeks in cls.weeks.items()}

    def contacts(self, arm, episode, week):
        """Requests of an episode's week: (stage, formal, starter, format, poor, referred, breached)."""
        rows = (line.split(",") for line in self.weeks[arm][week] if line.startswith("r,"))
        return [tuple(map(int, row[3:10])) for row in rows if int(row[1]) == episode["id"]]

    def check_contacts(self, paragraph, contacts):
        """As many lines, offers, acceptances, talks and suggestions as the week had."""
        text = " - ".join(paragraph.split(" - ")[1:])
        friends = [c for c in contacts if c[2] == 0 and not c[1]]
        self.assertEqual(paragraph.count(" - "), len(contacts), paragraph)
        self.assertEqual(text.count("noticed and offered support"), sum(c[0] & OFFERED > 0 for c in friends))
        self.assertEqual(text.count("The student accepted"), sum(c[2] == 0 and c[0] & ACCEPTED > 0 for c in contacts))
        self.assertEqual(text.count("The student asked"), sum(c[2] == 1 and not c[1] for c in contacts))
        self.assertEqual(text.count("The student dropped in"), sum(c[2] == 1 and c[1] for c in contacts))
        self.assertEqual(len(re.findall(r"approached the student|got in touch", text)), sum(c[2] == 0 and c[1] for c in contacts))
        talks = {phrase: text.count(phrase) for phrase in ("They talked in person", "They talked on the phone", "They wrote messages")}
        self.assertEqual(list(talks.values()), [sum(c[0] & HELD > 0 and c[3] == k for c in contacts) for k in range(3)])
        self.assertEqual(text.count("suggested professional help"), sum(c[5] > 0 for c in contacts))
        self.assertEqual(len(re.findall(r"professional help(?:: [^(]*)? \(the chance of that was ", text)), sum(c[0] & HELD > 0 for c in contacts))
        self.assertEqual(text.count(", chance of noticing "), len(re.findall(r"noticed and (?:offered|did not offer) support", text)))
        self.assertEqual(text.count("(the chance of accepting was "), sum(c[2] == 0 and c[0] & OFFERED > 0 for c in contacts))
        self.assertEqual(text.count("told somebody else"), sum(c[6] for c in contacts))

    def check_episode(self, arm, number):
        """Weeks, levels, contacts and ending of one episode."""
        episode = self.episodes[arm][number - 1]
        text = told("--replicate", 2, "--episode", number, arm=arm)
        seat = episode["id"] % (1 << 20) + 1
        self.assertTrue(text.startswith(f"Episode {number}: simulated student {seat} of year "), text[:80])
        weeks = paragraphs(text)
        recovers = episode["end"] == 0
        self.assertEqual(list(weeks), [*episode["levels"], *[max(episode["levels"]) + 1] * recovers])
        before = None
        for week, level in episode["levels"].items():
            self.assertEqual("became severe" in weeks[week], before == 1 and level == 2)
            self.assertEqual("no longer severe" in weeks[week], before == 2 and level == 1)
            self.assertEqual("The simulated distress began" in weeks[week], before is None)
            body = re.split(r" (?:The episode ended|Here the run ends|The student (?:left|finished) the course)", weeks[week])[0]
            self.check_contacts(body, self.contacts(arm, episode, week))
            before = level
        ending = {0: "The episode ended with recovery", "run": "Here the run ends", None: "the course, after"}[episode["end"]]
        self.assertIn(ending, re.sub(r"\s+", " ", text))

    def test_every_episode_of_the_formal_arm(self):
        """All of them, so that every ending, refusal and form of help is met."""
        self.assertGreater(len(self.episodes["formal"]), 40)
        for number in range(1, len(self.episodes["formal"]) + 1):
            with self.subTest(episode=number):
                self.check_episode("formal", number)

    def test_informal(self):
        """Nobody is on duty where there is no programme."""
        for number in range(1, 9):
            with self.subTest(episode=number):
                self.check_episode("informal", number)
                self.assertNotIn("trained supporter on duty", told("--replicate", 2, "--episode", number, arm="informal"))

    def test_chances(self):
        """A chance is of what the giver weighs: it comes with each offer and each refusal, and reasons from most to least."""
        rank = {"strongly": 3, "clearly": 2, "slightly": 1}
        text = re.sub(r"\s+", " ", told("--replicate", 2, "--episode", 1))
        self.assertEqual(len(re.findall(r"noticed and (?:offered|did not offer) support", text)), text.count("(the chance of offering was "))
        lists = re.findall(r"What counted, from most to least: (.*?)\.", text)
        self.assertTrue(lists)
        for reasons in lists:
            weights = [rank[word] for word in re.findall(r"\((strongly|clearly|slightly) (?:for|against)\)", reasons)]
            self.assertEqual(weights, sorted(weights, reverse=True))
            self.assertEqual(len(weights), reasons.count(";") + 1)

    def test_list(self):
        """Without --episode: the first 20 of as many as there are, with their weeks."""
        text = told("--replicate", 2)
        self.assertIn(f"{len(self.episodes['formal'])} episodes of simulated distress begin", text)
        lines = re.findall(r"^ +(\d+) +(\d+) of year \d+ +(-?\d+) to (-?\d+) ", text, re.M)
        expected = [(n + 1, e["id"] % (1 << 20) + 1, min(e["levels"]), max(e["levels"])) for n, e in enumerate(self.episodes["formal"][:20])]
        self.assertEqual([tuple(map(int, line)) for line in lines], expected)

    def test_beyond_the_last(self):
        """An episode that is not there is refused with how many there are, and nothing is written."""
        count = len(self.episodes["formal"])
        done = kith("trace", TINY, "--arm", "formal", "--replicate", 2, "--episode", count + 1)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn(f"there is no episode {count + 1}", done.stderr)
        self.assertIn(f" {count} episodes", done.stderr)


class Words(Case):
    """What the text says and does not say, and who it refuses."""

    def test_same_again(self):
        """Twice, and with any number of threads, the same text."""
        texts = {kith("trace", TINY, "--arm", "formal", "--episode", 2, env={**os.environ, "OMP_NUM_THREADS": threads}).stdout
                 for threads in ("1", "1", "4")}
        self.assertEqual(len(texts), 1)
        self.assertIn("Episode 2", texts.pop())

    def test_plain(self):
        """It says that the person is simulated and what peers do not do; no words of modellers; lines that fit on a page."""
        text = kith("trace", TINY, "--arm", "formal", "--episode", 1).stdout
        words = re.sub(r"\s+", " ", text)
        self.assertIn("simulated. No real person is described", words)
        self.assertIn("does not replace professional services", words)
        for jargon in ("logit", "stigma", "literacy", "request", "NaN", "nan ", "inf ", "(null)", "screen", "monitor", "exclude"):
            self.assertNotIn(jargon, text)
        self.assertLessEqual(max(map(len, text.splitlines())), 100)

    def test_set(self):
        """--set changes what is told, and the first arm is the default."""
        self.assertIn("Arm informal", kith("trace", TINY).stdout)
        nobody = kith("trace", TINY, ("distress.onset", 0)).stdout
        self.assertIn(": 0 episodes of simulated distress begin", nobody)
        unseen = kith("trace", TINY, "--episode", 1, ("noticing.noticing", 0), *(("seeking." + channel + "_base", -20) for channel in ("friend", "faculty", "counselling", "gp", "outside"))).stdout
        self.assertIn("Nobody noticed", unseen)
        self.assertNotIn("  - ", unseen)

    def test_care(self):
        """The waiting list, its end and the end of care are told, in the order in which they happen."""
        rare = ("services.counselling_places", 30), ("seeking.counselling_base", -1), ("services.course_weeks", 3), ("distress.recovery_weeks", 500)
        text = re.sub(r"\s+", " ", "".join(kith("trace", TINY, "--episode", n, *rare).stdout for n in range(1, 9)))
        for sentence in ("joined the waiting list", "Still on the waiting list", "A place became free: professional care began.",
                         "In professional care.", "The course of professional care ended.", "there was professional care"):
            self.assertIn(sentence, text)

    def test_influence(self):
        """Friends' distress is spoken of as the scenario counts it."""
        none = re.sub(r"\s+", " ", kith("trace", TINY, "--episode", 1, ("distress.influence", "none")).stdout)
        self.assertIn("in this scenario that has no bearing", none)

    def test_the_assigned_supporter(self):
        """Could come forward, with training in it more often; pauses at the boundary of the role, and says why."""
        def all_told(*sets):
            return re.sub(r"\s+", " ", "".join(kith("trace", TINY, "--arm", "formal", "--episode", n, *sets).stdout for n in range(1, 13)))

        often = ("arms.formal.programme.caseload", 20), ("arms.formal.programme.outreach", 0.3)
        text = all_told(*often)
        self.assertIn("noticed nothing and might have come forward all the same (the chance of that was 26 in 100)", text)
        self.assertIn("to whom the student is assigned, was pausing: in simulated distress too.", text)
        self.assertNotIn("training in reaching out", text)
        text = all_told(*often, ("education.supporter_reaching_hours", 20), ("education.reaching_outreach", 0.2))
        self.assertRegex(text, r"training in reaching out made it [1-9][.\d]* times as likely")
        text = all_told(*often, ("arms.formal.programme.pause_burden", 0.01), ("arms.formal.programme.return_weeks", 4), ("noticing.noticing", 0.1))
        self.assertIn("was pausing: carrying much of what others told.", text)
        self.assertIn("A trained supporter, but pausing: ", text)
        text = all_told(("arms.formal.programme.supporters", 0))
        self.assertNotIn("assigned", text)

    def test_real_people(self):
        """Refused where a file names real people, and nothing is written."""
        for scenario in ("known_graph.yaml", "own_roster.yaml"):
            for words in ((), ("--episode", 1)):
                done = kith("trace", SCENARIOS / scenario, *words)
                self.assertEqual((done.returncode, done.stdout), (2, ""), scenario)
                self.assertIn("refused for imported graphs, rosters and students files", done.stderr)

    def test_mistakes(self):
        """Exit code 2 with a sentence to act on."""
        for words, message in (
                ([], "which scenario?"), ([TINY, TINY], "is too many"), ([TINY, "--episdoe", 1], "unknown option --episdoe"),
                ([TINY, "--episode"], "option --episode needs a value"), ([TINY, "--arm", "a", "--arm", "b"], "one arm at a time"),
                ([TINY, "--arm", "fromal"], "did you mean formal?"), (["nope.yaml"], "no such file"),
                *[([TINY, "--episode", text], f'--episode is "{text}", allowed is a whole number from 1') for text in ("0", "-1", "x", "1.5", "")],
                ([TINY, "--replicate", "0"], '--replicate is "0", allowed is a whole number from 1 to 1000000')):
            with self.subTest(words=words):
                done = kith("trace", *words)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(message, done.stderr)

    def test_help(self):
        """Both helps know the command."""
        self.assertIn("usage: kith trace SCENARIO", kith("trace", "--help").stdout)
        self.assertIn("kith trace SCENARIO", kith("--help").stdout)

    def test_stopped(self):
        """Ctrl-C ends it with 130, and no half a story is written."""
        line = command("trace", SCENARIOS / "informal_vs_formal.yaml", ("run.years", 50))
        with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            time.sleep(1)
            running.send_signal(signal.SIGINT)
            out, err = running.communicate()
        self.assertEqual((running.returncode, out), (130, ""), err)


if __name__ == "__main__":
    unittest.main()
