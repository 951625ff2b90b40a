#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws who is where each week: students down, weeks across, coloured by site.

    plot_timetable.py ROSTER.csv... [-o PICTURE.png] [--cohort N]

ROSTER.csv is what `kith timetable export` writes (dates as yyyy-mm-dd); one panel a file. Students who spend weeks in the same team (or,
without teams, at the same site and rotation) stand next to each other, so that groups that move together are bands. A week divided between
sites has the colour of the one with most days. Of a file with several entry years one is drawn: --cohort, else 0, else the first.
"""
import argparse
import csv
import datetime
import sys
from pathlib import Path

import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap, to_rgb
from matplotlib.patches import Patch
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform

from plot_friendships import COLOURS

# Okabe and Ito's colours, then of Paul Tol's those that stay apart from them for the colour-blind; more sites: the same, towards white.
SITE_COLOURS = [*COLOURS, "#F0E442", "#882255", "#999999", "#332288"]
NOWHERE = "#f2f2f2"
LABELLED_MAX = 48  # students, up to which sites are written into the picture as well
ORDERED_MAX = 1500  # students; the order costs their square
WEEKDAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
FOOTER = "From the timetable alone: nothing was simulated. Students are numbers."


def colours_of(count):
    """So many colours; beyond three times the list they come again, and only what is written into the picture tells sites apart."""
    base = [np.array(to_rgb(colour)) for colour in SITE_COLOURS]
    found = [tuple(rgb + (1 - rgb) * shade) for shade in (0, 0.45, 0.7) for rgb in base]
    return [found[k % len(found)] for k in range(count)]


def read_roster(path, cohort):
    """Stints of one entry year: (student, first day, last day, site, team, days of the week), and which year it is (None: the file has one)."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    missing = {"student_id", "start", "end", "site"} - set(rows[0] if rows else ())
    if missing:
        sys.exit(f"{path}: no column {', '.join(sorted(missing))}; this draws what `kith timetable export` writes")
    years = sorted({int(row["cohort"]) for row in rows}) if "cohort" in rows[0] else []
    year = None
    if years:
        year = cohort if cohort is not None else 0 if 0 in years else years[0]
        rows = [row for row in rows if int(row["cohort"]) == year]
    if not rows:
        sys.exit(f"{path}: nobody of entry year {year}; there are {', '.join(map(str, years))}")
    stints = []
    for number, row in enumerate(rows):
        try:
            start, end = (datetime.date.fromisoformat(row[name]).toordinal() for name in ("start", "end"))
        except ValueError as error:
            sys.exit(f"{path}: stint {number + 1}: {error}; dates are written as yyyy-mm-dd")
        days = [day for day, name in enumerate(WEEKDAYS) if name in row.get("days", "")] or list(range(5))
        team = (row["site"], row.get("rotation", ""), row.get("team", ""))
        stints.append((row["student_id"], start, end, row["site"], team, days))
    return stints, year


def grid_of(stints):
    """Sites and teams by student and week: texts, "" for nowhere; students; the Monday of the first week."""
    students = sorted({stint[0] for stint in stints})
    first = min(stint[1] for stint in stints)
    first -= (first - 1) % 7  # ordinal 1 is a Monday
    weeks = (max(stint[2] for stint in stints) - first) // 7 + 1
    days = np.zeros((len(students), weeks), int)
    site = np.full((len(students), weeks), "", object)
    team = np.full((len(students), weeks), None, object)
    row_of = {student: row for row, student in enumerate(students)}
    for student, start, end, where, group, weekdays in stints:
        row = row_of[student]
        for week in range((start - first) // 7, (end - first) // 7 + 1):
            held = sum(start <= first + 7 * week + day <= end for day in weekdays)
            if held > days[row, week]:
                days[row, week], site[row, week], team[row, week] = held, where, group
    return site, team, students, datetime.date.fromordinal(first)


def order_of(team):
    """Students in an order that puts those who share most weeks in a team next to each other."""
    count = len(team)
    if count < 3 or count > ORDERED_MAX:
        return np.arange(count)
    codes = np.unique([str(group) for group in team.ravel()], return_inverse=True)[1].reshape(team.shape)
    placed = np.array([[group is not None for group in row] for row in team])
    codes = codes[:, placed.any(axis=0)]
    same = np.zeros((count, count))
    for week in codes.T:
        same += week[:, None] == week
    apart = 1 - same / max(codes.shape[1], 1)
    np.fill_diagonal(apart, 0)
    return leaves_list(linkage(squareform(apart, checks=False), "average", optimal_ordering=count <= 400))


def together(team):
    """For each student but the last: shares a team with the next for at least half of the weeks."""
    placed = np.array([[group is not None for group in row] for row in team])
    same = np.array([[a == b for a, b in zip(row, below)] for row, below in zip(team, team[1:])], bool).reshape(len(team) - 1, -1)
    return 2 * (same & placed[1:]).sum(axis=1) >= placed[1:].sum(axis=1)


def write_sites(axes, cells, sites, colours, moves):
    """The site into each stretch of at least three weeks; a stretch ends with the block."""
    for row, weeks in enumerate(cells):
        begin = 0
        for week in range(1, len(weeks) + 1):
            if week < len(weeks) and weeks[week] == weeks[begin] and not moves[week - 1]:
                continue
            if weeks[begin] and week - begin >= 3:
                dark = np.dot(colours[weeks[begin] - 1], (0.299, 0.587, 0.114)) < 0.6
                axes.text((begin + week - 1) / 2, row, sites[weeks[begin] - 1][:week - begin], ha="center", va="center", fontsize=5.5,
                          color="white" if dark else "black", fontweight="bold", clip_on=True)
            begin = week


def draw_panel(axes, path, grid, year, sites, colours):
    """One timetable."""
    site, team, students, monday = grid
    order = order_of(team)
    number = {name: k + 1 for k, name in enumerate(sites)}
    cells = np.array([[number.get(name, 0) for name in row] for row in site[order]])
    moves = (cells[:, 1:] != cells[:, :-1]).mean(axis=0) > 0.25  # where a block begins or ends for many
    axes.imshow(cells, cmap=ListedColormap([NOWHERE, *colours]), vmin=0, vmax=len(sites), aspect="auto", interpolation="nearest")
    if len(students) <= LABELLED_MAX:
        write_sites(axes, cells, sites, colours, moves)
        axes.set_yticks(range(len(students)), [students[k] for k in order], fontsize=6)
        axes.set_yticks(np.arange(0.5, len(students) - 1), minor=True)
        axes.grid(axis="y", which="minor", color="white", linewidth=0.6)
        axes.tick_params(axis="y", which="both", length=0)
    else:
        axes.set_yticks([])
        axes.set_ylabel(f"{len(students)} students, those who move together next to each other", fontsize=8)
        part = np.flatnonzero(~together(team[order]))
        for row in part if len(part) < len(students) / 2 else ():
            axes.axhline(row + 0.5, color="white", linewidth=0.4)
    for week in np.flatnonzero(moves):
        axes.axvline(week + 0.5, color="white", linewidth=0.5)
    ticks = np.arange(0, cells.shape[1], max(1, round(cells.shape[1] / 8)))
    axes.set_xticks(ticks, [f"{monday + datetime.timedelta(weeks=int(week)):%-d %b %Y}" for week in ticks], rotation=45, ha="right", fontsize=7)
    axes.set_title(Path(path).stem + ("" if year is None else f", entry year {year}"), fontsize=10)
    axes.spines[:].set_visible(False)


def natural(label):
    """Numbers in their order, then words."""
    return (0, int(label), "") if label.isdigit() else (1, 0, label)


def draw(paths, cohort):
    """The figure of all files."""
    read = [read_roster(path, cohort) for path in paths]
    grids = [grid_of(stints) for stints, _ in read]
    sites = sorted({name for grid in grids for name in np.unique(grid[0].astype(str)) if name}, key=natural)
    colours = colours_of(len(sites))
    rows = max(len(grid[2]) for grid in grids)
    height = min(9.5, max(3.5, 1.9 + 0.13 * rows if rows <= LABELLED_MAX else 7.5))
    columns = -(-len(sites) // 2) if len(sites) > 10 else len(sites)
    figure, panels = plt.subplots(1, len(paths), figsize=(max(5.0 * len(paths), 7.5), height), squeeze=False)
    for axes, path, grid, (_, year) in zip(panels[0], paths, grids, read):
        draw_panel(axes, path, grid, year, sites, colours)
    key = [Patch(color=colour, label=name) for name, colour in zip(sites, colours)]
    if any((grid[0] == "").any() for grid in grids):
        key.append(Patch(facecolor=NOWHERE, edgecolor="#aaaaaa", linewidth=0.5, label="break or nowhere"))
        columns += 1
    key_rows = -(-len(key) // columns)
    figure.legend(handles=key, title="Site", ncol=columns, loc="upper center", fontsize=8, title_fontsize=8, frameon=False,
                  handlelength=1.2, columnspacing=1.2)
    figure.text(0.5, 0.012, FOOTER, ha="center", fontsize=7.5, color="#444444")
    figure.tight_layout(rect=(0, 0.03, 1, 1 - (0.25 + 0.2 * key_rows) / height))
    return figure


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("roster", nargs="+", help="CSV written by `kith timetable export`")
    parser.add_argument("-o", "--output", help="PNG (default: the first roster's name with .png)")
    parser.add_argument("--cohort", type=int, help="entry year to draw")
    arguments = parser.parse_args()
    output = Path(arguments.output or Path(arguments.roster[0]).with_suffix(".png"))
    try:
        figure = draw(arguments.roster, arguments.cohort)
        figure.savefig(output, dpi=150)
    except OSError as error:
        sys.exit(f"{error.filename}: {error.strerror}")
    print(f"wrote {output}")


if __name__ == "__main__":
    main()
