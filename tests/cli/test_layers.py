# SPDX-License-Identifier: GPL-3.0-or-later
"""The tree keeps its own rules, and each rule fires on a small tree that breaks it."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SPDX = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"

# What a tree may do: downward, own folder, public headers, the libraries' own folders, printing in cli, week and its parts.
SOUND = {
    "include/kith/status.h": SPDX + '#include <stddef.h>\n#include "kith/run.h"\n',
    "include/kith/run.h": SPDX + "int kith_run(void);\n",
    "sim/base/random.h": SPDX + "typedef struct draw *(*draw_maker)(void);\nstruct draw { int word; };\n",
    "sim/base/random.c": SPDX + '#include "random.h"\n#include "kith/status.h"\n#include <stdio.h>\n'
                         "/* printf( and exit( in a comment; typedef struct too */\n"
                         'static const char *text = "printf(stderr) exit(1)"; // abort()\n'
                         "int f(char *b) { return snprintf(b, 2, text); }\n",
    "sim/archive/part.c": SPDX + '#include <hdf5.h>\n#include "base/random.h"\n',
    "sim/scenario/load.c": SPDX + "#include <yaml.h>\n",
    "sim/process/distress.h": SPDX + '#include "base/random.h"\n',
    "sim/process/distress.c": SPDX + '#include "process/distress.h"\n',
    "sim/process/ties.h": SPDX,
    "sim/process/ties_private.h": SPDX + '#include "process/ties.h"\n',
    "sim/process/ties_forget.c": SPDX + '#include "process/ties_private.h"\n',
    "sim/process/week.h": SPDX + '#include "process/distress.h"\n#include "process/ties.h"\n',
    "sim/process/week.c": SPDX + '#include "process/week.h"\n#include "ties.h"\n',
    "sim/cli/main.c": SPDX + '#include <stdio.h>\n#include "process/week.h"\n'
                      'int main(void) { fprintf(stderr, "x"); puts("y"); exit(1); }\n',
    "scripts/plot.py": "#!/usr/bin/env python3\n# SPDX-License-Identifier: GPL-3.0-or-later\n",
}

# (name, the file that breaks the rule, its text, the line, words of the message)
BROKEN = [
    ("upward", "sim/base/a.c", SPDX + '\n#include "world/student.h"\n', 3, "upward"),
    ("upward by a relative path", "sim/base/a.c", SPDX + '#include "../process/ties.h"\n', 2, "upward"),
    ("upward in angle brackets", "sim/world/a.h", SPDX + "#include <process/week.h>\n", 2, "upward"),
    ("upward to cli", "sim/experiment/a.c", SPDX + '#include "cli/command.h"\n', 2, "upward"),
    ("sideways", "sim/archive/a.c", SPDX + '#include "scenario/scenario.h"\n', 2, "sideways"),
    ("process includes a process", "sim/process/ties.c", SPDX + '#include "process/distress.h"\n', 2, "only week"),
    ("process includes a neighbour", "sim/process/ties.c", SPDX + '#include "distress.h"\n', 2, "only week"),
    ("process includes week", "sim/process/ties.c", SPDX + '#include "process/week.h"\n', 2, "only week"),
    ("process header includes a process", "sim/process/noticing.h", SPDX + '#include "process/ties.h"\n', 2, "only week"),
    ("part of a process includes a process", "sim/process/ties_forget.c", SPDX + '#include "process/distress.h"\n', 2, "only week"),
    ("process includes another's part", "sim/process/distress.c", SPDX + '#include "process/ties_private.h"\n', 2, "only week"),
    ("the same beginning is not the same process", "sim/process/tiesome.c", SPDX + '#include "process/ties.h"\n', 2, "only week"),
    ("the same first word without a process", "sim/process/dis_a.c", SPDX + '#include "process/dis_b.h"\n', 2, "only week"),
    ("week includes a private header", "sim/process/week.c", SPDX + '#include "process/ties_private.h"\n', 2, "private"),
    ("HDF5 outside archive", "sim/observe/a.c", SPDX + "#include <hdf5.h>\n", 2, "only sim/archive"),
    ("HDF5 high level outside archive", "sim/cli/a.c", SPDX + '#include "hdf5_hl.h"\n', 2, "only sim/archive"),
    ("libyaml outside scenario", "sim/cli/a.c", SPDX + "#include <yaml.h>\n", 2, "only sim/scenario"),
    ("printf outside cli", "sim/base/a.c", SPDX + 'void f(void) {\n    printf("x");\n}\n', 3, "prints or exits"),
    ("fprintf to stderr outside cli", "sim/base/a.c", SPDX + 'void f(void) { fprintf(stderr, "x"); }\n', 2, "prints or exits"),
    ("puts outside cli", "sim/world/a.c", SPDX + 'void f(void) { puts("x"); }\n', 2, "prints or exits"),
    ("exit outside cli", "sim/observe/a.c", SPDX + "void f(void) { exit (1); }\n", 2, "prints or exits"),
    ("public header includes a private one", "include/kith/a.h", SPDX + '#include "base/random.h"\n', 2, "public header"),
    ("public header includes a library", "include/kith/a.h", SPDX + "#include <igraph.h>\n", 2, "public header"),
    ("typedef of a struct", "sim/base/a.h", SPDX + "typedef\nstruct a { int b; } a;\n", 2, "typedef"),
    ("typedef of a pointer to a struct", "include/kith/a.h", SPDX + "typedef struct a *a_t;\n", 2, "typedef"),
    ("typedef in a test", "tests/unit/a.c", SPDX + "typedef const struct a a_t;\n", 2, "typedef"),
    ("folder without a floor", "sim/misc/a.c", SPDX, 1, "folder with a floor"),
    ("file in no folder", "sim/a.c", SPDX, 1, "folder with a floor"),
    *[("no licence in " + name, name, "\n\n\n\n", 1, "SPDX")
      for name in ("sim/base/a.c", "sim/base/a.h", "scripts/a.py", "scripts/a.sh", "scripts/a.cmake", "tests/CMakeLists.txt")],
]


def check(root):
    """Runs the script on a tree; returns its exit code and its lines."""
    run = subprocess.run([sys.executable, ROOT / "scripts/check_layers.py", root], capture_output=True, text=True)
    return run.returncode, (run.stdout + run.stderr).splitlines()


class Layers(unittest.TestCase):
    """check_layers.py on this repository and on small trees."""

    def tree(self, files):
        """A temporary tree with these files."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for name, text in files.items():
            path = Path(folder.name, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return Path(folder.name)

    def test_this_repository(self):
        code, lines = check(ROOT)
        self.assertEqual(code, 0, "\n" + "\n".join(lines))

    def test_sound_tree(self):
        self.assertEqual(check(self.tree(SOUND)), (0, ["layers: no violation"]))

    def test_each_rule_fires(self):
        for name, path, text, line, words in BROKEN:
            with self.subTest(name):
                code, lines = check(self.tree({**SOUND, path: text}))
                self.assertEqual((code, len(lines)), (1, 1), lines)
                self.assertTrue(lines[0].startswith(f"{path}:{line}: "), lines)
                self.assertIn(words, lines[0])

    def test_every_violation_is_reported(self):
        two = SPDX + '#include "cli/a.h"\ntypedef struct a a;\nvoid f(void) { abort(); }\n'
        code, lines = check(self.tree({"sim/base/a.c": two, "sim/world/b.c": "x\n"}))
        self.assertEqual((code, len(lines)), (1, 4), lines)

    def test_not_a_repository(self):
        self.assertEqual(check(self.tree({}))[0], 1)


if __name__ == "__main__":
    unittest.main()
