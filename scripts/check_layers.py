#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the rules of the tree that a compiler does not know.

    check_layers.py [ROOT]

Prints `file:line: rule` for each violation and exits 1 if there is any. Includes go downward only, never sideways between
folders of one floor; process files never include each other, but for the files of one process; one folder each uses HDF5, libyaml
and libical; only the command line
prints or exits; the public headers stand alone; no typedef of structs; every source file names its licence.
"""
import os
import re
import sys
from pathlib import Path

FLOORS = {"base": 0, "scenario": 1, "archive": 1, "timetable": 2, "world": 3, "process": 4, "observe": 5, "experiment": 6, "cli": 7}
ONLY_USER = {  # a library's header: the one folder that may include it
    re.compile(r"(hdf5\w*|H5\w+)\.h"): "archive",
    re.compile(r"yaml\.h"): "scenario",
    re.compile(r"libical/.*"): "timetable",
    re.compile(r"jansson\.h|openssl/.*"): "experiment",
}
C_HEADERS = {name + ".h" for name in (
    "assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg stdatomic stdbool "
    "stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar wchar wctype").split()}
LICENSED = {".c", ".h", ".def", ".py", ".sh", ".cmake"}

TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">\n]+)[">]', re.MULTILINE)
PRINTS = re.compile(r"\b(?:v?printf|puts|putchar|perror|exit|_exit|_Exit|quick_exit|abort)\s*\(|\b(?:stdout|stderr)\b")
# A typedef of a pointer to a function that returns a struct is none of a struct.
TYPEDEF = re.compile(r"\btypedef\s+(?:const\s+)?(?:struct|union)\b(?!\s+\w+\s*\**\s*\()")


def blank(text, strings):
    """The text without comments (and without strings), every line where it was."""
    def replace(match):
        token = match.group()
        return token if token[0] in "\"'" and not strings else re.sub(r"[^\n]", " ", token)
    return TOKEN.sub(replace, text)


def line_of(text, position):
    """Counts from 1."""
    return text.count("\n", 0, position) + 1


def target_of(root, file, quote, name):
    """The included file, relative to root, as the compiler would find it; None if it is not ours."""
    places = [file.parent] if quote == '"' else []
    for place in [*places, root / "include", root / "sim"]:
        path = Path(os.path.normpath(place / name))
        if path.is_file() and root in path.parents:
            return path.relative_to(root)
    first = Path(name).parts[0]
    if first in FLOORS:  # not written yet, but its floor is known
        return Path("sim", name)
    return Path("include", name) if first == "kith" else None


def process_of(root, file):
    """The process that a file of sim/process is of: programme for programme.c, and, as there is a programme.h, for programme_graph.c."""
    name = file.stem.split("_")[0]
    return name if (root / file.parent / f"{name}.h").is_file() else file.stem


def check_process(root, file, target, name):
    """A process is one file, or files that share its name as their first word; what they share alone is in a _private.h."""
    own, other = process_of(root, file), process_of(root, target)
    if own == other:
        return None
    if file.stem != "week":
        return f"a process never includes another process ({name}); only week does"
    return f"only {other} includes its private header ({name})" if target.stem.endswith("_private") else None


def check_include(root, file, target, name):
    """The rule that file (relative to root) breaks by including target, or None."""
    if file.parts[0] == "include":
        own = target is not None and target.parts[0] == "include"
        return None if own or name in C_HEADERS else f"a public header includes only public headers and C's own, not {name}"
    folder = file.parts[1]
    if target is None:
        for pattern, user in ONLY_USER.items():
            if pattern.fullmatch(name) and folder != user:
                return f"only sim/{user} includes {name}"
        return None
    if target.parts[0] != "sim":
        return None if target.parts[0] == "include" else f"sim includes nothing from {target.parts[0]}/ ({name})"
    other = target.parts[1] if len(target.parts) > 2 else None
    if other not in FLOORS or folder not in FLOORS:
        return None  # reported once for the file that has no floor
    if FLOORS[other] > FLOORS[folder]:
        return f"includes upward: {folder} (floor {FLOORS[folder]}) includes {name} (floor {FLOORS[other]})"
    if FLOORS[other] == FLOORS[folder] and other != folder:
        return f"includes sideways: {folder} and {other} share floor {FLOORS[folder]} ({name})"
    if folder == other == "process":
        return check_process(root, file, target, name)
    return None


def check_source(root, file):
    """Yields (line, rule) for one C file of sim/ or include/."""
    relative = file.relative_to(root)
    text = file.read_text(encoding="utf-8", errors="replace")
    if relative.parts[0] == "sim" and (len(relative.parts) < 3 or relative.parts[1] not in FLOORS):
        yield 1, f"every file of sim/ is in a folder with a floor: {', '.join(FLOORS)}"
        return
    for match in INCLUDE.finditer(blank(text, strings=False)):
        rule = check_include(root, relative, target_of(root, file, *match.groups()), match[2])
        if rule:
            yield line_of(text, match.start()), rule
    code = blank(text, strings=True)
    if relative.parts[:2] != ("sim", "cli"):
        for match in PRINTS.finditer(code):
            yield line_of(text, match.start()), f"only sim/cli prints or exits ({match.group().rstrip('( ')})"


def check_file(root, file):
    """Yields (line, rule) for any file."""
    text = file.read_text(encoding="utf-8", errors="replace")
    if file.suffix in LICENSED or file.name == "CMakeLists.txt":
        if "SPDX-License-Identifier:" not in "\n".join(text.split("\n")[:3]):
            yield 1, "no SPDX-License-Identifier in the first three lines"
    if file.suffix in (".c", ".h"):
        for match in TYPEDEF.finditer(blank(text, strings=True)):
            yield line_of(text, match.start()), "no typedef for structs"
        if file.relative_to(root).parts[0] in ("sim", "include"):
            yield from check_source(root, file)


def check_tree(root):
    """All violations under root, sorted, as `file:line: rule`."""
    files = [path for path in root.glob("*") if path.is_file()]
    for top in ("sim", "include", "scripts", "tests"):
        files += [path for path in (root / top).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    found = [(str(file.relative_to(root)), line, rule) for file in files for line, rule in check_file(root, file)]
    return [f"{name}:{line}: {rule}" for name, line, rule in sorted(found)]


def main():
    """Checks the tree given, or the one that this script is in."""
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent).resolve()
    if not (root / "sim").is_dir():
        sys.exit(f"{root} has no folder sim")
    violations = check_tree(root)
    print("\n".join(violations) or "layers: no violation")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
