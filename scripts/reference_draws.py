# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws and parameters of the slow reference model. See MODEL.md, "Luck and order"."""

import copy
import csv
import functools
import io
import math
import os
import pathlib
import re
import subprocess
from types import SimpleNamespace

import numpy
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
MASK = 0xFFFFFFFF
SCHOOL_KEY = (0x6B697468, 0x6C75636B)


@functools.lru_cache(maxsize=16)
def round_keys(key):
    """The keys of the ten rounds."""
    return [((key[0] + n * 0x9E3779B9) & MASK, (key[1] + n * 0xBB67AE85) & MASK) for n in range(10)]


def philox(counter, key):
    """Philox4x32-10 (Salmon et al. 2011): ten rounds of two 32 x 32 -> 64 bit products."""
    c0, c1, c2, c3 = counter
    for k0, k1 in round_keys(key):
        a = 0xD2511F53 * c0
        b = 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (b >> 32) ^ c1 ^ k0, b & MASK, (a >> 32) ^ c3 ^ k1, a & MASK
    return c0, c1, c2, c3


def read_purposes():
    """Number of each purpose: its place in the table."""
    text = (ROOT / "sim/base/purpose.def").read_text(encoding="utf-8")
    return {name: number for number, name in enumerate(re.findall(r"^PURPOSE\((\w+), ", text, re.MULTILINE))}


class Draws:
    """The words of a draw are a function of (seed, replicate; purpose, week, id, other id)."""

    def __init__(self, seed, replicate):
        self.key = philox((seed & MASK, seed >> 32, replicate, 0), SCHOOL_KEY)[:2]
        self.purposes = read_purposes()
        self.words = functools.lru_cache(maxsize=20000)(self.words)

    def words(self, purpose, week, actor, other=0, repeat=0):
        return philox((self.purposes[purpose] + (repeat << 16), week & MASK, actor, other), self.key)

    def word(self, number, purpose, week, actor, other=0):
        return self.words(purpose, week, actor, other)[number]

    def uniform(self, number, purpose, week, actor, other=0):
        return uniform(self.words(purpose, week, actor, other)[number])

    def pair(self, number, purpose, week, a, b):
        """The same for an undirected pair: the lower id comes first."""
        return self.uniform(number, purpose, week, min(a, b), max(a, b))


def uniform(word):
    return (word + 0.5) * 2.0**-32


def normals(radius, angle):
    """Box and Muller (1958): two independent standard normals."""
    r = math.sqrt(-2 * math.log(uniform(radius)))
    a = 2 * math.pi * uniform(angle)
    return r * math.cos(a), r * math.sin(a)


def poisson(mean, u, most):
    """The count that u falls on, by inversion."""
    count, term = 0, math.exp(-mean)
    below = term
    while u > below and count < most:
        count += 1
        term *= mean / count
        below += term
    return count


def race(candidates):
    """Of (candidate, u, weight) the candidate with the smallest -ln(u) / weight; None if no weight is above 0."""
    times = [(-math.log(u) / weight, place) for place, (_, u, weight) in enumerate(candidates) if weight > 0]
    return candidates[min(times)[1]][0] if times else None


def logistic(x):
    return 1 / (1 + math.exp(-x))


def chance(rate):
    """Probability of a rate per week."""
    return -math.expm1(-rate)


def fixed(value):
    """Hours as whole 1/1024 h: nearest, halves up."""
    return math.floor(value * 1024 + 0.5)


def f32(value):
    """A column of floats: rounded on every store."""
    return float(numpy.float32(value))


def read_defaults():
    """Type and default of every parameter by path, as the program describes them."""
    command = [os.environ.get("KITH", str(ROOT / "build/release/kith")), "describe", "--format", "csv"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {row["path"]: (row["type"], row["default"]) for row in csv.DictReader(io.StringIO(text))}


def convert(kind, value):
    """A parameter's value from YAML or text, by its type."""
    if kind.startswith("list of "):
        items = value.split(",") if isinstance(value, str) else value
        return [convert(kind[len("list of "):-1], item) for item in items if str(item).strip()]
    text = str(value).strip()
    kinds = {"true or false": lambda: text.lower() == "true", "whole number": lambda: int(text), "number": lambda: float(text)}
    return kinds.get(kind, lambda: text)()


def override(tree, changes):
    """tree with the changes put over it, section by section."""
    for key, value in changes.items():
        if isinstance(value, dict):
            override(tree.setdefault(key, {}), value)
        else:
            tree[key] = value
    return tree


def read_scenario(path, arm, settings):
    """Parameters before and from the arm's week, and that week: defaults < file < settings < arm."""
    defaults = read_defaults()
    file = yaml.safe_load(pathlib.Path(path).read_text(encoding="utf-8"))
    for setting in settings:
        where, _, text = setting.partition("=")
        *sections, key = where.split(".")
        change = {key: yaml.safe_load(text)}
        for section in reversed(sections):
            change = {section: change}
        override(file, change)
    arms = file.pop("arms", None) or {}
    changes = dict(arms.get(arm) or {}) if arm else {}
    from_week = int(changes.pop("from_week", 0))

    def resolve(tree):
        sections = {}
        for name, (kind, default) in defaults.items():
            section, _, key = name.partition(".")
            value = (tree.get(section) or {}).get(key, default) if key else tree.get(section, default)
            if key:
                sections.setdefault(section, {})[key] = convert(kind, value)
        return SimpleNamespace(folder=pathlib.Path(path).parent,
                               **{section: SimpleNamespace(**values) for section, values in sections.items()})

    return resolve(file), resolve(override(copy.deepcopy(file), changes)), from_week
