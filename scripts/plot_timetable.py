#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws who is where each week: students down, weeks across, coloured by site.

    plot_timetable.py ROSTER.csv... [-o PICTURE.png] [--cohort N] [--date-format dd/mm/yyyy]

ROSTER.csv is what `kith timetable export` writes, or a long roster of your own with the same columns; one panel a file. Students who spend weeks in the same team (or,
without teams, at the same site and rotation) stand next to each other, so that groups that move together are bands. A week divided between
sites is divided in the picture, too: most days on the left, the next most on the right. Of a file with several entry years one is drawn: --cohort, else 0, else the first.
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
from matplotlib.patches import Patch, Rectangle
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform

from plot import COLOURS

# Okabe and Ito's colours, then of Paul Tol's those that stay apart from them for the colour-blind; more sites: the same, towards white.
SITE_COLOURS = [*COLOURS, "#F0E442", "#882255", "#999999", "#332288"]
NOWHERE = "#f2f2f2"
LABELLED_MAX = 48  # students, up to which sites are written into the picture as well
ORDERED_MAX = 1500  # students; the order costs their square
DATE_FORMATS = {"yyyy-mm-dd": "%Y-%m-%d", "dd/mm/yyyy": "%d/%m/%Y", "mm/dd/yyyy": "%m/%d/%Y", "dd.mm.yyyy": "%d.%m.%Y"}
WEEKDAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
FOOTER = "From the timetable alone: nothing was simulated."


def colours_of(count):
    """So many colours; beyond three times the list they come again, and only what is written into the picture tells sites apart."""
    base = [np.array(to_rgb(colour)) for colour in SITE_COLOURS]
    found = [tuple(rgb + (1 - rgb) * shade) for shade in (0, 0.45, 0.7) for rgb in base]
    return [found[k % len(found)] for k in range(count)]


def is_date(text, date_format):
    """True if it can be read so."""
    try:
        return bool(datetime.datetime.strptime((text or "").strip(), DATE_FORMATS[date_format]))
    except ValueError:
        return False


def read_roster(path, cohort, date_format):
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
            start, end = (datetime.datetime.strptime(row[name].strip(), DATE_FORMATS[date_format]).toordinal() for name in ("start", "end"))
        except (ValueError, AttributeError):
            others = [name for name in DATE_FORMATS if name != date_format and all(is_date(row[end], name) for row in rows for end in ("start", "end"))]
            hint = f"; all dates of this file can be read as {others[0]}: say --date-format {others[0]}" if others else ""
            sys.exit(f"{path}: stay {number + 1}: \"{row['start']}\" or \"{row['end']}\" is no date as {date_format}{hint}")
        days = [day for day, name in enumerate(WEEKDAYS) if name in row.get("days", "")] or list(range(5))
        team = (row["site"], row.get("rotation", ""), row.get("team", ""))
        stints.append((row["student_id"], start, end, row["site"], team, days))
    return stints, year


def grid_of(stints):
    """Sites, second sites of divided weeks and teams by student and week: texts, "" for nowhere; students; the Monday of the first week."""
    students = sorted({stint[0] for stint in stints})
    first = min(stint[1] for stint in stints)
    first -= (first - 1) % 7  # ordinal 1 is a Monday
    weeks = (max(stint[2] for stint in stints) - first) // 7 + 1
    days = np.zeros((len(students), weeks), int)
    site = np.full((len(students), weeks), "", object)
    second = np.full((len(students), weeks), "", object)
    second_days = np.zeros((len(students), weeks), int)
    team = np.full((len(students), weeks), None, object)
    row_of = {student: row for row, student in enumerate(students)}
    for student, start, end, where, group, weekdays in stints:
        row = row_of[student]
        for week in range((start - first) // 7, (end - first) // 7 + 1):
            held = sum(start <= first + 7 * week + day <= end for day in weekdays)
            if held > days[row, week]:
                if site[row, week] != where:
                    second_days[row, week], second[row, week] = days[row, week], site[row, week]
                days[row, week], site[row, week], team[row, week] = held, where, group
            elif held > second_days[row, week] and where != site[row, week]:
                second_days[row, week], second[row, week] = held, where
    return site, second, team, students, datetime.date.fromordinal(first)


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


def draw_second(axes, second, number, colours):
    """The right of a divided week, as wide as a third of it, in the colour of its second site."""
    for row, weeks in enumerate(second):
        for week, name in enumerate(weeks):
            if name:
                axes.add_patch(Rectangle((week + 1 / 6, row - 0.5), 1 / 3, 1, color=colours[number[name] - 1], linewidth=0))


def fits(axes, label, weeks, size):
    """True if a bold label of this size has room in so many weeks: a letter is about 0.65 of its size wide, of 72 points to the inch."""
    inches = axes.get_window_extent().width / axes.figure.dpi / max(axes.get_xlim()[1] - axes.get_xlim()[0], 1) * weeks
    return 0.65 * size * len(label) / 72 <= inches


def write_sites(axes, cells, sites, colours, moves):
    """The site into each stretch in which it has room; a stretch ends with the block. If any site has no room, the legend alone tells."""
    size = 5.5
    stretches = []
    for row, weeks in enumerate(cells):
        begin = 0
        for week in range(1, len(weeks) + 1):
            if week < len(weeks) and weeks[week] == weeks[begin] and not moves[week - 1]:
                continue
            if weeks[begin] and week - begin >= 3:
                stretches.append((row, begin, week, weeks[begin] - 1))
            begin = week
    if not all(fits(axes, sites[site], week - begin, size) for _, begin, week, site in stretches):
        return
    for row, begin, week, site in stretches:
        dark = np.dot(colours[site], (0.299, 0.587, 0.114)) < 0.6
        axes.text((begin + week - 1) / 2, row, sites[site], ha="center", va="center", fontsize=size, color="white" if dark else "black",
                  fontweight="bold", clip_on=True)


def draw_panel(axes, path, grid, year, sites, colours):
    """One timetable."""
    site, second, team, students, monday = grid
    order = order_of(team)
    number = {name: k + 1 for k, name in enumerate(sites)}
    cells = np.array([[number.get(name, 0) for name in row] for row in site[order]])
    moves = (cells[:, 1:] != cells[:, :-1]).mean(axis=0) > 0.25  # where a block begins or ends for many
    axes.imshow(cells, cmap=ListedColormap([NOWHERE, *colours]), vmin=0, vmax=len(sites), aspect="auto", interpolation="nearest")
    draw_second(axes, second[order], number, colours)
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


def draw(paths, cohort, date_format):
    """The figure of all files."""
    read = [read_roster(path, cohort, date_format) for path in paths]
    grids = [grid_of(stints) for stints, _ in read]
    sites = sorted({name for grid in grids for names in grid[:2] for name in np.unique(names.astype(str)) if name}, key=natural)
    colours = colours_of(len(sites))
    rows = max(len(grid[3]) for grid in grids)
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
    numbers = all(student.isdigit() for grid in grids for student in grid[3])
    figure.text(0.5, 0.012, FOOTER + (" Students are numbers." if numbers else ""), ha="center", fontsize=7.5, color="#444444")
    figure.tight_layout(rect=(0, 0.03, 1, 1 - (0.25 + 0.2 * key_rows) / height))
    return figure


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("roster", nargs="+", help="CSV as `kith timetable export` writes it")
    parser.add_argument("-o", "--output", help="PNG (default: the first roster's name with .png)")
    parser.add_argument("--cohort", type=int, help="entry year to draw")
    parser.add_argument("--date-format", choices=DATE_FORMATS, default="yyyy-mm-dd", help="how dates are written (default: yyyy-mm-dd)")
    arguments = parser.parse_args()
    output = Path(arguments.output or Path(arguments.roster[0]).with_suffix(".png"))
    try:
        figure = draw(arguments.roster, arguments.cohort, arguments.date_format)
        figure.savefig(output, dpi=150)
    except OSError as error:
        sys.exit(f"{error.filename}: {error.strerror}")
    print(f"wrote {output}")


if __name__ == "__main__":
    main()
