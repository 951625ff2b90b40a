# SPDX-License-Identifier: GPL-3.0-or-later
"""What cmake --install leaves is all that it takes: the program runs, and README's client of the library is built and runs without the tree."""
import os
import pathlib
import re
import shlex
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from kith import BUILD, ROOT, TINY, Case  # noqa: E402

CACHE = dict(re.findall(r"^(\w+):\w+=(.*)$", (BUILD / "CMakeCache.txt").read_text(), re.M))
COMPILER = [CACHE["CMAKE_C_COMPILER"], *CACHE["CMAKE_C_FLAGS"].split(), *[f"-fsanitize={s}" for s in [CACHE["KITH_SANITIZE"]] if s]]
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]


class Install(Case):

    def setUp(self):
        super().setUp()
        self.prefix = self.folder / "prefix"
        self.run_well(["cmake", "--install", BUILD, "--prefix", self.prefix])

    def run_well(self, words, **options):
        done = subprocess.run(words, cwd=self.folder, capture_output=True, text=True, **options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def package(self, *words):
        folder, = self.prefix.glob("**/pkgconfig")
        return shlex.split(self.run_well(["pkg-config", *words, "kith"], env={**os.environ, "PKG_CONFIG_PATH": str(folder)}))

    def test_the_program(self):
        self.assertRegex(self.run_well([self.prefix / "bin/kith", "--version"]), f"^kith {self.package('--modversion')[0]} ")
        self.run_well([self.prefix / "bin/kith", "run", TINY, "-r", "1", "-o", "tiny.h5", "--quiet"])
        self.run_well([self.prefix / "bin/kith", "report", "tiny.h5"])
        self.assertTrue((self.folder / "tiny.html").exists())

    def test_each_header_is_complete(self):
        headers = sorted(path.name for path in (self.prefix / "include/kith").iterdir())
        self.assertEqual(headers, sorted(path.name for path in (ROOT / "include/kith").iterdir()))
        for name in headers:
            for language in "c", "c++":
                with self.subTest(header=name, language=language):
                    words = [COMPILER[0], "-fsyntax-only", "-x", language, *STRICT, *self.package("--cflags"), "-"]
                    self.run_well(words, input=f"#include <kith/{name}>\n#include <kith/{name}>\n")

    def test_the_client_in_the_readme(self):
        client, = re.findall(r"^```c\n(.*?)^```$", (ROOT / "README.md").read_text(), re.M | re.S)
        source = self.write("client.c", client)
        self.run_well([*COMPILER, "-std=c17", *STRICT, source, "-o", "client", *self.package("--cflags", "--libs")])
        self.write("my_school.yaml", TINY.read_text())
        self.assertRegex(self.run_well([self.folder / "client"]), r"^weeks in simulated distress: [-+0-9.]+ week/year in formal\n.*replace services\.\n$")
        self.assertTrue((self.folder / "my_school.h5").exists())


if __name__ == "__main__":
    unittest.main()
