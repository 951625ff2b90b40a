# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing depends on the order of work or of input: threads, ranges of replicates, arms run alone, rows of CSV files."""
import pathlib
import random
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import h5py  # noqa: E402
import numpy  # noqa: E402

from kith import SCENARIOS, TINY, Case, states  # noqa: E402
from readers import is_scale  # noqa: E402

# What says with which other arm an arm is compared.
RELATIVE = {"supporter_change"} | {f"effect_{name}_change" for name in ("empathy", "self_efficacy", "stigma", "assist")}
ROSTER = """schema: 1
run: {years: 2, burn_in_years: 3, replicates: 2}
school: {intake: 24, course: [campus, placement, placement]}
timetable: {policy: roster, roster: a.csv, site_capacity: [48, 48, 48], block_weeks: 9}
arms:
  informal: {}
  formal: {programme: {supporters: 6, outreach: 1}}
"""


def by_replicate(file):
    """Arrays of a file in which replicates are told apart: {name: (array, axis of replicates or of rows)}."""
    arrays = {name: (item[()], 1) for name, item in file.items() if isinstance(item, h5py.Dataset) and item.ndim >= 2}
    for group in ("ties", "roster", "census", "events"):
        arrays |= {f"{group}/{name}": (item[()], 0) for name, item in file[group].items()
                   if item.ndim == 1 and item.dtype.kind in "iuf" and not is_scale(item)}
    return arrays


class Order(Case):

    def test_threads(self):
        """Over replicates and over students; a digest covers every value of the file."""
        for over, words in (("replicates", [TINY, "-r", 9]), ("students", [TINY, "-r", 1, ("run.years", 1), ("observe.tie_weeks", "0,39")])):
            digest = self.digest(*words, "-j", 1)
            for threads in 1, 2, 3, 8:
                self.assertEqual(self.digest(*words, "-j", threads, "--over", over), digest, (over, threads))
        self.assertNotEqual(self.digest(TINY, "-r", 1), digest)

    def test_threads_over_students_in_every_state(self):
        for arm in "informal", "formal":
            self.assert_same_states(states(TINY, arm, 3, parallel=True), states(TINY, arm, 3))

    def test_ranges_of_replicates(self):
        paths = [self.run_to(name, TINY, "-r", name)[0] for name in ("4", "1-2", "3-4")]
        with h5py.File(paths[0]) as whole, h5py.File(paths[1]) as first, h5py.File(paths[2]) as second:
            self.assertEqual(second["replicate"][:].tolist(), [3, 4])
            together, one, other = (by_replicate(file) for file in (whole, first, second))
            self.assertGreater(len(together), 100)
            for name, (values, axis) in together.items():
                numpy.testing.assert_array_equal(numpy.concatenate([one[name][0], other[name][0]], axis), values, name)

    def test_an_arm_alone(self):
        paths = [self.run_to(name, TINY, "-r", 2, *arms)[0] for name, arms in (("both", []), ("one", ["--arm", "formal"]))]
        with h5py.File(paths[0]) as both, h5py.File(paths[1]) as one:
            self.assertEqual(one["arm"].asstr()[:].tolist(), ["formal"])
            arrays = by_replicate(one)
            for name, (values, axis) in by_replicate(both).items():
                alone = arrays[name][0]
                if axis == 1 and name not in RELATIVE:
                    numpy.testing.assert_array_equal(alone[0], values[1], name)
                elif name.endswith("/arm_index"):
                    self.assertTrue((alone == 0).all())
                elif axis == 0 and not name.endswith("/row_size"):
                    numpy.testing.assert_array_equal(alone, values[both[name.split("/")[0]]["arm_index"][:] == 1], name)

    def test_rows_of_a_graph(self):
        """Rows in another order, ends swapped, columns in another order, labels quoted; another graph gives other results."""
        header, *rows = (SCENARIOS / "graphs/sixty_friends.csv").read_text().split()
        self.assertEqual(header, "a,b,hours")
        rows = [row.split(",") for row in rows]
        text = (SCENARIOS / "known_graph.yaml").read_text().replace("graphs/sixty_friends.csv", "a.csv")
        self.write("a.yaml", text)
        mixed = random.Random(1).sample(rows, len(rows))
        fewer = [[a, b, str(float(hours) / 2)] for a, b, hours in rows]
        files = [("a,b,hours", [(a, b, hours) for a, b, hours in rows]),
                 ("a,b,hours", [(b, a, hours) if k % 3 else (a, b, hours) for k, (a, b, hours) in enumerate(mixed)]),
                 ("hours,b,a", [(hours, f'"{a}"', b) for a, b, hours in reversed(rows)]), ("a,b,hours", fewer)]
        digests = []
        for header, lines in files:
            self.write("a.csv", "\n".join([header, *(",".join(line) for line in lines)]) + "\n")
            digests.append(self.digest(self.folder / "a.yaml", "-r", 1))
        self.assertEqual(digests[1:3], digests[:1] * 2)
        self.assertNotEqual(digests[3], digests[0])

    def test_rows_of_a_roster(self):
        """The same for rosters; of labels only their bytewise order counts."""
        self.write("a.yaml", ROSTER)
        rows = [(f"s{student:02}", block, 1 + (student * 7 + block * 5) % 12 % 3, (student + block) % 4)
                for student in range(24) for block in range(1, 11)]
        other = [(student, block, 1 + site % 2, team) for student, block, site, team in rows]
        renamed = [(student.replace("s", "Student "), *row) for student, *row in rows]
        digests = []
        for lines in rows, random.Random(2).sample(rows, len(rows)), renamed, other:
            self.write("a.csv", "student_id,block,site,team\n" + "".join(",".join(map(str, line)) + "\n" for line in lines))
            digests.append(self.digest(self.folder / "a.yaml"))
        self.assertEqual(digests[1:3], digests[:1] * 2)
        self.assertNotEqual(digests[3], digests[0])


if __name__ == "__main__":
    unittest.main()
