#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws a results file of kith with matplotlib, from xarray. Each figure is one function: copy the one that you need.

    plot.py FILE.h5 [OUTDIR] [--format png|svg] [--only NAME ...]      OUTDIR: the file's folder by default

paired_differences    each simulated school's difference from the first arm, the mean with its 95% interval, and the band that is too small to matter
weekly_curves         share of students with simulated distress by week and arm, and the difference between arms
support_funnel        from weeks in distress to care, per 100 student-years, by friends and by supporters
isolated_weeks        students with no friend in the same place, by week of the year: years of the course and sites
sites                 what the arms mean at each site
friendship_graph      friendships of one entry year at the end of campus and of placement, on one layout
assumptions           how far each assumption moves the difference, if the file has the group assumptions

A figure whose data the file does not hold is left out with a sentence. Nothing here shows the distress of a single student.
"""
import argparse
import sys
import warnings
from pathlib import Path

import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from scipy import stats

COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000"]  # Okabe and Ito: safe for the colour-blind
LINES = ["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1))]
MARKERS = "os^DvPX"
FOOTER = "Model results under stated assumptions, not forecasts; peer support does not replace services."
WEEKS_A_YEAR = 52
FEW = 5  # rows of fewer students are not shown


class Lacking(Exception):
    """The file does not hold what a figure shows."""


# --- what the figures share ---

def plain(axes):
    """Nothing on the page but the data."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(length=3)


def style(number):
    """Colour and marker of an arm or a site."""
    return {"color": COLOURS[number % 7], "marker": MARKERS[(number + number // 7) % 7]}


def ratio(count, of):
    """0/0 is missing."""
    return count / of.where(of > 0)


def quiet_quantile(values, at, axis=0):
    """Quantiles without those missing; where all are, a gap."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.nanquantile(values, at, axis=axis)


def interval(values):
    """Mean and half-width of its 95% interval (t), over the first axis."""
    half = stats.t.ppf(0.975, len(values) - 1) * values.std(axis=0, ddof=1) / np.sqrt(len(values)) if len(values) > 1 else np.nan
    return values.mean(axis=0), half


def need_two_arms(run):
    """Differences need something to differ from."""
    if run.sizes["arm"] < 2:
        raise Lacking("the run has one arm")


# --- paired differences ---

SHOWN = ["weeks_in_distress", "unmet_need", "noticing_coverage", "isolated_weeks"]


def paired_differences(run):
    """A panel for each outcome, a row for each arm: dots are simulated schools, the bar the mean with its 95% interval, as the file has them."""
    need_two_arms(run)
    comparison = group(run, "comparison", "run the scenario again")
    outcomes, arms = [name for name in SHOWN if name in run], run.arm.values
    figure, column = plt.subplots(len(outcomes), 1, figsize=(9, 0.9 + len(outcomes) * (0.95 + 0.42 * (len(arms) - 1))), squeeze=False)
    for axes, name in zip(column[:, 0], outcomes):
        found = comparison.sel(outcome=name)
        matters = float(found.get("matters", np.nan))
        if np.isfinite(matters):
            axes.axvspan(-matters, matters, color="#e6e6e6", zorder=0)
        axes.axvline(0, color="black", linewidth=0.8)
        for row, arm in enumerate(arms[1:]):
            values = (run[name].sel(arm=arm) - run[name].sel(arm=arms[0])).dropna("replicate").values
            spread = row + np.linspace(-0.26, 0.26, len(values))[np.random.default_rng(1).permutation(len(values))]
            axes.scatter(values, spread, s=16, alpha=0.5, linewidths=0, color=COLOURS[(row + 1) % 7])
            mean, low, high = (float(found[part].sel(arm=arm)) for part in ("difference", "low", "high"))
            axes.plot([low, high], [row, row], color="black", linewidth=2, marker="|", markersize=11)
            axes.plot(mean, row, color="black", marker="D", markersize=5)
        axes.set_yticks(range(len(arms) - 1), arms[1:])
        axes.set_ylim(len(arms) - 1.5, -0.5)
        unit = run[name].attrs.get("units", "1")
        axes.set_title(run[name].attrs["long_name"] + ("" if unit == "1" else f" [{unit}]"), loc="left", fontsize=10.5)
        plain(axes)
    key = [Line2D([], [], linestyle="none", marker="o", color="#777777", alpha=0.6), Line2D([], [], marker="D", color="black"), Patch(color="#e6e6e6")]
    figure.legend(key, ["a simulated school", "mean and 95% interval", "too small to matter (where it is set)"], ncols=3, loc="upper center", frameon=False,
                  title=f"Difference from “{arms[0]}” in {run.sizes['replicate']} simulated schools: same students, same luck; left of 0 is lower")
    figure.tight_layout(rect=(0, 0.04, 1, 1 - 0.62 / figure.get_figheight()))
    return figure


# --- weekly curves ---

SMOOTH = 13  # weeks
FAINT = 4    # simulated schools that are drawn one by one


def draw_band(axes, years, values, number, label):
    """One arm: values (replicate, week) as median, the middle 50% and 90% of schools, and a few schools."""
    colour = COLOURS[number % 7]
    low, lower, middle, upper, high = quiet_quantile(values, [0.05, 0.25, 0.5, 0.75, 0.95])
    axes.fill_between(years, low, high, color=colour, alpha=0.13, linewidth=0)
    axes.fill_between(years, lower, upper, color=colour, alpha=0.25, linewidth=0)
    axes.plot(years, values[:FAINT].T, color=colour, linewidth=0.5, alpha=0.35)
    axes.plot(years, middle, color=colour, linestyle=LINES[number % 5], linewidth=1.7, label=label)


def draw_mean(axes, years, values, number, label):
    """One arm's difference: the mean over schools with its 95% interval, smoothed over a quarter of a year."""
    weights = np.ones(min(SMOOTH, values.shape[1]))
    reach = np.convolve(np.ones(values.shape[1]), weights, "same")
    mean, half = interval(np.array([np.convolve(row, weights, "same") / reach for row in np.nan_to_num(values)]))
    axes.fill_between(years, mean - half, mean + half, color=COLOURS[number % 7], alpha=0.25, linewidth=0)
    axes.plot(years, mean, color=COLOURS[number % 7], linestyle=LINES[number % 5], linewidth=1.7, label=label)


def ordinal(number):
    """1st, 2nd, 3rd, 4th …"""
    return f"{number}" + ("th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th"))


def mark_years(axes, years):
    """A thin line at each year's boundary, the year's name between two."""
    last = int(np.ceil(years[-1] - 1e-9))
    for year in range(last + 1):
        axes.axvline(year, color="#bbbbbb", linewidth=0.7, zorder=0)
    axes.set_xlim(0, max(last, years[-1]))
    axes.set_xticks(np.arange(last) + 0.5, [f"{ordinal(year + 1)} year of the run" for year in range(last)])


def weekly_curves(run):
    """Distress by arm, the difference of each arm from the first in the same school, and recent support."""
    arms, years = run.arm.values, run.week.values / WEEKS_A_YEAR
    share = ratio(run.distressed, run.students).transpose("arm", "replicate", "week").values
    met = 1 - ratio(run.unmet, run.distressed).transpose("arm", "replicate", "week").values
    panels = [("Simulated distress, share of students (all years of the course together)", share, draw_band),
              (f"Mean difference from “{arms[0]}”, percentage points (band: 95% interval; {SMOOTH}-week means)", 100 * (share - share[0]), draw_mean),
              ("Weeks in distress with some support in the last four weeks, share", met, draw_band)]
    panels = [panel for panel in panels if panel[2] is draw_band or len(arms) > 1]
    figure, column = plt.subplots(len(panels), 1, figsize=(9, 1.1 + 2.75 * len(panels)), squeeze=False)
    for axes, (title, values, draw) in zip(column[:, 0], panels):
        for number in range(draw is draw_mean, len(arms)):
            draw(axes, years, values[number], number, arms[number])
        if draw is draw_mean:
            axes.axhline(0, color="black", linewidth=0.8)
            axes.set_ylabel("below zero:\nless distress", fontsize=8.5, color="#444444")
        else:
            axes.set_ylim(0, None)
            axes.yaxis.set_major_formatter(matplotlib.ticker.PercentFormatter(1, decimals=0))
        axes.set_title(title, loc="left", fontsize=11)
        mark_years(axes, years)
        plain(axes)
    handles, labels = column[0, 0].get_legend_handles_labels()
    grey = [Patch(color="#777777", alpha=0.55, linewidth=0), Patch(color="#777777", alpha=0.2, linewidth=0), Line2D([], [], color="#777777", linewidth=0.6)]
    columns = min(len(arms) + 3, 5 if max(map(len, arms)) < 16 else 3)
    figure.legend(handles + grey, [*labels, "half of the schools", "90% of the schools", "single schools"], ncols=columns, loc="upper center",
                  frameon=False, title=f"{run.sizes['replicate']} simulated schools in each arm; lines are medians unless the panel says mean", handlelength=3)
    figure.tight_layout(rect=(0, 0.03, 1, 1 - (0.4 + 0.22 * np.ceil((len(arms) + 3) / columns)) / figure.get_figheight()))
    return figure


# --- support funnel ---

STAGES = [("distressed", "Weeks in distress"), ("noticed", "Weeks noticed by someone"), ("offered", "Weeks with help offered"),
          ("accepted", "Weeks with help accepted"), ("relieved", "Weeks with an encounter\nthat was not poor"),
          ("referred", "Referrals to services"), ("in_care", "Weeks in care")]


def support_funnel(run):
    """A bar for each step and arm; the supporters' part hatched; black lines hold 90% of the schools."""
    arms, years = run.arm.values, run.students.sum("week") / WEEKS_A_YEAR

    def per_100_years(name):
        return (100 * run[name].sum("week") / years).transpose("arm", "replicate").values if name in run else 0
    figure, axes = plt.subplots(figsize=(9, 1.6 + len(STAGES) * (0.28 + 0.27 * len(arms))))
    height = 0.8 / len(arms)
    for row, (name, _) in enumerate(STAGES):
        supporters = per_100_years(f"{name}_formal")
        total = per_100_years(f"{name}_informal") + supporters if f"{name}_informal" in run else per_100_years(name)
        for number, arm in enumerate(arms):
            y, colour = row - 0.4 + height * (number + 0.5), COLOURS[number % 7]
            mean, (low, high) = total[number].mean(), np.quantile(total[number], [0.05, 0.95])
            part = supporters[number].mean() if np.ndim(supporters) else 0
            axes.barh(y, mean - part, height * 0.88, color=colour)
            axes.barh(y, part, height * 0.88, left=mean - part, color="white", edgecolor=colour, hatch="////", linewidth=0.8)
            axes.plot([low, high], [y, y], color="black", linewidth=1.1)
            note = f"{mean:,.0f} {arm}" + (f" ({mean - part:,.0f} friends, {part:,.0f} supporters)" if part else "")
            axes.annotate(note, (max(mean, high), y), (5, 0), textcoords="offset points", va="center", fontsize=8.5)
    axes.set_yticks(range(len(STAGES)), [label for _, label in STAGES])
    axes.invert_yaxis()
    axes.set_xlim(0, axes.get_xlim()[1] * 1.12)
    axes.set_xlabel(f"student-weeks, or referrals, per 100 student-years (mean of {run.sizes['replicate']} schools; black line: 90% of them)")
    axes.set_title("What becomes of simulated distress: from weeks in distress to care", loc="left", fontsize=12, pad=28)
    handles = [Patch(color="#555555", label="by friends and fellow students (or not split)"),
               Patch(facecolor="white", edgecolor="#555555", hatch="////", label="by supporters on duty")]
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(-0.01, 0.995), ncols=2, frameon=False)
    plain(axes)
    figure.tight_layout(rect=(0, 0.045, 1, 1))
    return figure


# --- rows of few students ---

def enough(students, rows):
    """Which rows of a table that adds up are shown, by their students: not those of 1 to 4; where one is alone, the next smallest is hidden with it."""
    many = students.where(students >= FEW)
    alone = ((students > 0) & (students < FEW)).sum(rows) == 1
    return many.notnull() & ~(alone & (many == many.min(rows)))


def shown(students, rows):
    """By week, and by the students that are there at a time, as in the page."""
    typical = students.where(students > 0).mean("week").mean("replicate").min("arm")
    return enough(students, rows) & enough(typical, rows)


# --- isolated weeks ---

def isolated_share(run, axis):
    """Share isolated by arm, place on the axis and week of the year, over all schools and years of the run; breaks and few students are missing."""
    name = {"site": "site", "year_of_course": "year"}[axis]
    students, isolated = run[f"students_by_{name}"], run[f"isolated_by_{name}"]
    calendar = xr.DataArray(run.week.values % WEEKS_A_YEAR, dims="week", name="calendar")
    isolated, students = (count.where(shown(students, axis)).sum("replicate").groupby(calendar).sum("week") for count in (isolated, students))
    return ratio(isolated, students).where(isolated > 0).transpose("arm", axis, "calendar")


def isolated_weeks(run):
    """A column for each arm: years of the course above, sites below, weeks of the year across."""
    arms = run.arm.values
    parts = [isolated_share(run, axis) for axis in ("year_of_course", "site")]
    rows = [part.shape[1] for part in parts]
    most = max(float(part.max()) for part in parts)
    figure, grid = plt.subplots(2, len(arms), figsize=(min(2.6 + 4.2 * len(arms), 17), 2.6 + 0.27 * sum(rows)), squeeze=False, sharex=True,
                                gridspec_kw={"height_ratios": rows})
    for line, part in zip(grid, parts):
        for number, axes in enumerate(line):
            image = axes.imshow(part.values[number], aspect="auto", cmap="cividis", vmin=0, vmax=most, interpolation="nearest",
                                extent=(0, WEEKS_A_YEAR, rows[part is parts[1]] - 0.5, -0.5))
            labels = [f"{ordinal(year)} year" for year in part.year_of_course.values] if part is parts[0] else part.site.values
            axes.set_yticks(range(len(labels)), labels if number == 0 else [""] * len(labels), fontsize=8.5)
            axes.set_facecolor("white")
            axes.tick_params(length=0)
            axes.spines[:].set_visible(False)
    for number, axes in enumerate(grid[0]):
        axes.set_title(arms[number], fontsize=11)
    for axes in grid[1]:
        axes.set_xlabel("week of the year of study")
        axes.set_xticks(range(0, WEEKS_A_YEAR, 13))
    figure.suptitle("Students with no friend in the same place that week", fontsize=12.5)
    figure.tight_layout(rect=(0, 0.05, 0.9, 1))
    bar = figure.colorbar(image, cax=figure.add_axes((0.915, 0.2, 0.018, 0.6)), format=matplotlib.ticker.PercentFormatter(1, decimals=0))
    bar.outline.set_visible(False)
    figure.text(0.5, 0.045, f"share of students, over {run.sizes['replicate']} schools and all years; white: a break, nobody isolated, or fewer than {FEW} students there (with the next smallest)",
                ha="center", fontsize=8.5, color="#444444")
    return figure


# --- sites ---

def sites(run):
    """A panel for each measure, a row for each site in the order of the file, a mark for each arm."""
    arms, students = run.arm.values, run.students_by_site
    students = students.where(shown(students, "site"))
    weeks = students.sum("week")

    def rate(name, per=1):
        return per * ratio(run[f"{name}_by_site"].where(students.notnull()).sum("week"), weeks)
    measures = [("Students there at a time", students.mean("week")), ("Weeks in distress,\nper student-year there", rate("distressed", WEEKS_A_YEAR)),
                ("Share with no friend\nin the same place", rate("isolated")), ("Friends per student\n(anywhere)", rate("friend_ties")),
                ("Share with a supporter\namong friends", rate("reached"))]
    figure, row = plt.subplots(1, len(measures), figsize=(13, 1.9 + run.sizes["site"] * (0.17 + 0.14 * len(arms))), sharey=True)
    for axes, (title, measure) in zip(row, measures):
        values = measure.transpose("arm", "site", "replicate").values
        for number in range(len(arms)):
            y = np.arange(run.sizes["site"]) + (number - (len(arms) - 1) / 2) * 0.7 / len(arms)
            low, middle, high = quiet_quantile(values[number], [0.05, 0.5, 0.95], axis=1)
            axes.hlines(y, low, high, color=COLOURS[number % 7], linewidth=1.6)
            axes.scatter(middle, y, s=34, label=arms[number], zorder=3, edgecolors="white", linewidths=0.5, clip_on=False, **style(number))
        axes.set_title(title, fontsize=10)
        axes.set_xlim(0, None)
        axes.grid(axis="y", color="#eeeeee")
        axes.set_axisbelow(True)
        plain(axes)
    row[0].set_yticks(range(run.sizes["site"]), run.site.values)
    row[0].set_ylim(run.sizes["site"] - 0.5, -0.5)
    handles, labels = row[0].get_legend_handles_labels()
    figure.legend(handles, labels, ncols=len(arms), loc="upper center", frameon=False,
                  title=f"What the arms mean at each site: median and 90% of {run.sizes['replicate']} simulated schools (sites of fewer than {FEW} left out, and the next smallest beside a single one)")
    figure.tight_layout(rect=(0, 0.05, 1, 1 - 0.6 / figure.get_figheight()))
    return figure


# --- friendship graph ---

STAYS, PASSES = "#333333", "#c8c8c8"
STUDENTS_MAX = 600  # the layout is quadratic in students: ten seconds


def entry_year(student):
    """An id is school << 28 | entry year << 20 | seat."""
    return np.asarray(student) >> 20 & 0xFF


def layout(count, edges, weights, rounds=500):
    """Fruchterman and Reingold's layout with a pull to the middle, which keeps the friendless on the page; the same picture each time."""
    place = np.random.default_rng(1).normal(size=(count, 2))
    spring = 2 / np.sqrt(count)
    degree = np.maximum(np.bincount(edges.ravel(), minlength=count), 1)
    ease = weights / np.sqrt(degree[edges].min(axis=1))  # the well-connected are not drawn into one knot
    for warmth in np.linspace(0.3, 0.003, rounds):
        apart = place[:, None] - place
        square = np.maximum((apart ** 2).sum(axis=2), 1e-6)
        move = spring ** 2 * (apart / square[..., None]).sum(axis=1) - 1.5 * place
        pull = place[edges[:, 0]] - place[edges[:, 1]]
        pull *= (ease * np.linalg.norm(pull, axis=1) / spring)[:, None]
        np.add.at(move, edges[:, 0], -pull)
        np.add.at(move, edges[:, 1], pull)
        length = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
        place += move / length * np.minimum(length, warmth)
    radius = np.linalg.norm(place, axis=1, keepdims=True)
    edge = 1.1 * np.quantile(radius, 0.95)
    return place * np.minimum(1, edge / np.maximum(radius, 1e-9))


def choose_cohort(roster):
    """The entry year seen furthest into its course, its last week on campus and its last on placement: (entry year, (week, week))."""
    found = []
    for entry, rows in roster.groupby(entry_year(roster.student)):
        away = rows.place.gt(0).groupby(rows.week_number).mean() >= 0.5  # week → most are on placement
        campus = away.index[~away]
        later = away.index[away & (away.index > campus.max())] if len(campus) else []
        if len(later):
            year = [rows.study_year[rows.week_number == week].max() for week in (later[-1], campus[-1])]
            found.append((year, -int(entry), (campus[-1], later[-1])))
    if not found:
        raise Lacking("no entry year has snapshots both on campus and on placement")
    _, entry, weeks = max(found)
    return -entry, weeks


def draw_side(axes, title, place, edges, lasting, enrolled, site, names):
    """One week: friendships as lines, students as marks whose colour and shape are the site where they end."""
    for stays, colour, width in ((False, PASSES, 0.6), (True, STAYS, 0.9)):
        lines = [place[pair] for pair in edges if (tuple(pair) in lasting) == stays]
        axes.add_collection(LineCollection(lines, colors=colour, linewidths=width, zorder=1 + stays))
    for number, where in enumerate(np.unique(site[site > 0])):
        axes.scatter(*place[enrolled & (site == where)].T, s=36, edgecolors="white", linewidths=0.6, zorder=3, label=names[where - 1], **style(number))
    nowhere = enrolled & (site <= 0)
    if nowhere.any():
        axes.scatter(*place[nowhere].T, s=18, color="white", edgecolors="#666666", linewidths=0.8, zorder=3, label="none (left the course)")
    friends = np.bincount(edges.ravel(), minlength=len(place))[enrolled]
    axes.set_title(f"{title}: {friends.mean():.1f} close friends a student, {np.mean(friends == 0):.0%} with none", fontsize=12)
    axes.set_aspect("equal", adjustable="datalim")
    axes.set_axis_off()


def friendship_graph(run):
    """One entry year of the first arm and school that the roster log holds."""
    ties, roster = (log(run, name, "the scenario's observe.tie_weeks must name two weeks, one when an entry year is on campus and one when it is "
                        "on placement") for name in ("ties", "roster"))
    arm, school = roster.arm_index[0], roster.replicate_number[0]
    ties, roster = (rows[(rows.arm_index == arm) & (rows.replicate_number == school)] for rows in (ties, roster))
    cohort, weeks = choose_cohort(roster)
    own = roster[entry_year(roster.student) == cohort]
    there = [np.unique(own.student[own.week_number == week]) for week in weeks]
    everyone = np.union1d(*there)
    if not 2 <= len(everyone) <= STUDENTS_MAX:
        raise Lacking(f"an entry year of {len(everyone)} students is not drawn (2 to {STUDENTS_MAX} are)")
    friend_at = float(run.attrs.get("friend_at_hours", 50))
    friends = ties[ties.banked_hours >= friend_at]
    edges = []
    for week, now in zip(weeks, there):
        pairs = np.sort(friends.loc[friends.week_number == week, ["student_a", "student_b"]].values, axis=1)
        edges.append(np.searchsorted(everyone, np.unique(pairs[np.isin(pairs, now).all(axis=1)], axis=0)))
    union, times = np.unique(np.concatenate(edges), axis=0, return_counts=True)
    place = layout(len(everyone), union, times.astype(float))
    at_end = own[own.week_number == weeks[1]].set_index("student").place
    site = at_end.reindex(everyone, fill_value=0).values

    figure, sides = plt.subplots(1, 2, figsize=(12, 6.9))
    for axes, title, lines, now in zip(sides, ("At the end of campus", "At the end of placement"), edges, there):
        draw_side(axes, title, place, lines, {tuple(pair) for pair in union[times == 2]}, np.isin(everyone, now), site, run.site.values)
    plt.setp(sides, xlim=(place[:, 0].min() - 0.1, place[:, 0].max() + 0.1), ylim=(place[:, 1].min() - 0.1, place[:, 1].max() + 0.1))
    figure.suptitle(f"Close friendships among the {len(everyone)} simulated students of one entry year (arm “{run.arm.values[arm]}”)", fontsize=13)
    handles, labels = sides[0].get_legend_handles_labels()
    figure.legend([Line2D([], [], linestyle="none"), *handles], ["site at the end of placement:", *labels], loc="lower center",
                  bbox_to_anchor=(0.5, 0.07), ncols=min(len(labels) + 1, 12), frameon=False, handletextpad=0.1, columnspacing=1, fontsize=8.5)
    figure.legend([Line2D([], [], color=STAYS), Line2D([], [], color=PASSES)], ["friends at both times", "friends at this time only"],
                  loc="lower center", bbox_to_anchor=(0.5, 0.035), ncols=2, frameon=False)
    figure.text(0.5, 0.15, f"A line joins two close friends: at least {friend_at:g} hours together, with forgetting. "
                "Friendships on placement are not checked against evidence.", ha="center", fontsize=9.5)
    figure.tight_layout(rect=(0, 0.17, 1, 1))
    return figure


# --- assumptions ---

def assumptions(run):
    """A bar for each of the 15 most influential assumed parameters: the difference with the parameter at either end of its plausible range."""
    swing = group(run, "assumptions", "kith compare --assumptions adds it")
    arm = next(name for name in swing.arm.values[::-1] if name != run.attrs["assumptions_reference"])
    swing = swing.sel(arm=arm)
    moved = swing.where(swing.acts > 0, drop=True)
    width = abs(moved.difference.sel(end="high") - moved.difference.sel(end="low"))
    moved = moved.sortby(width).isel(assumption=slice(-15, None))
    figure, axes = plt.subplots(figsize=(9, 1.5 + 0.34 * moved.sizes["assumption"]))
    base = float(swing.as_it_stands)
    for row in range(moved.sizes["assumption"]):
        one = moved.isel(assumption=row)
        for end, colour, hatch in (("low", COLOURS[0], ""), ("high", COLOURS[1], "////")):
            axes.barh(row, float(one.difference.sel(end=end)) - base, 0.7, left=base, color="white" if hatch else colour, edgecolor=colour, hatch=hatch)
        flips = (one.high < 0).any() and (one.low > 0).any()  # beyond luck: intervals on either side of 0
        axes.annotate("{:g} … {:g}".format(*one.value.values) + (" (the sign turns)" if flips else ""),
                      (max(float(one.difference.max()), base), row), (4, 0), textcoords="offset points", va="center", fontsize=8)
    axes.axvline(base, color="#777777", linewidth=0.8)
    axes.axvline(0, color="black", linewidth=1)
    axes.set_yticks(range(moved.sizes["assumption"]), moved.assumption.values, fontsize=8.5)
    axes.set_xlabel(f"{run.attrs['assumptions_outcome']}, {arm} less {run.attrs['assumptions_reference']}, with the parameter at an end of its plausible range\n"
                    "(grey line: as the scenario says)")
    axes.legend(handles=[Patch(color=COLOURS[0], label="low end"), Patch(facecolor="white", edgecolor=COLOURS[1], hatch="////", label="high end")], frameon=False, loc="lower right")
    axes.margins(x=0.15)
    plain(axes)
    figure.tight_layout(rect=(0, 0.05, 1, 1))
    return figure


# --- files ---

FIGURES = [paired_differences, weekly_curves, support_funnel, isolated_weeks, sites, friendship_graph, assumptions]


def group(run, name, advice):
    """A group of the file."""
    try:
        with xr.open_dataset(run.encoding["source"], group=name, decode_times=False, mask_and_scale=False, engine="h5netcdf") as found:
            return found.load()
    except OSError:
        raise Lacking(f"the file has no group {name}; {advice}") from None


def log(run, name, advice):
    """A log as a data frame, a row for each record."""
    found = group(run, name, advice)
    if not found.row_size.sum():
        raise Lacking(f"nothing was recorded in {name}")
    return found.drop_dims(["arm", "replicate"]).to_dataframe()


def main():
    """Draws what the file allows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("outdir", type=Path, nargs="?")
    parser.add_argument("--format", choices=["png", "svg"], default="png")
    parser.add_argument("--only", nargs="+", choices=[draw.__name__ for draw in FIGURES], metavar="NAME", help="figures (default: all)")
    given = parser.parse_args()
    outdir = given.outdir or given.file.parent
    outdir.mkdir(parents=True, exist_ok=True)
    with xr.open_dataset(given.file, decode_times=False, engine="h5netcdf") as run:
        for draw in FIGURES:
            if given.only and draw.__name__ not in given.only:
                continue
            try:
                figure = draw(run)
            except Lacking as reason:
                print(f"no {draw.__name__}: {reason}", file=sys.stderr)
                continue
            figure.text(0.5, 0.012, FOOTER, ha="center", fontsize=8.5, color="#444444")
            figure.savefig(outdir / f"{draw.__name__}.{given.format}", dpi=150)
            plt.close(figure)
            print(f"wrote {outdir / draw.__name__}.{given.format}")


if __name__ == "__main__":
    main()
