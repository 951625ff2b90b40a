#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws three pictures from a results file of kith.

    plot_demo.py FILE.h5 [OUTDIR]      OUTDIR: the file's folder by default

weekly_curves.png     share of students with simulated distress by arm, and the paired difference between arms
support_funnel.png    from weeks in distress to care, per 100 student-years, by friends and by supporters
friendship_graph.png  friendships of one entry year at the end of campus and of placement, on one layout

A picture whose data the file does not hold is left out with a sentence. Nothing here shows the distress of a single student.
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
from matplotlib.patches import Patch
from scipy import stats

from plot_friendships import COLOURS, friendship_figure

WEEKS_A_YEAR = 52
LINES = ["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1))]
FOOTER = "Model results under stated assumptions, not forecasts; peer support does not replace services."
STAGES = [("distressed", "Weeks in distress"), ("noticed", "Weeks noticed by someone"), ("offered", "Weeks with help offered"),
          ("accepted", "Weeks with help accepted"), ("relieved", "Weeks with an encounter\nthat was not poor"),
          ("referred", "Referrals to services"), ("in_care", "Weeks in care")]
SMOOTH = 13  # weeks


def save(figure, path):
    """Adds the footer that every picture carries, writes, and says so."""
    figure.text(0.5, 0.012, FOOTER, ha="center", fontsize=8.5, color="#444444")
    figure.savefig(path, dpi=150)
    plt.close(figure)
    print(f"wrote {path}")


def plain(axes):
    """Nothing on the page but the data."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(length=3)


# --- weekly curves ---

def draw_band(axes, years, values, number, label):
    """One arm: values (replicate, week) as median and the middle 50% and 90% of replicates."""
    colour, line = COLOURS[number % len(COLOURS)], LINES[number % len(LINES)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a week that is 0/0 in every replicate stays a gap
        low, lower, middle, upper, high = np.nanquantile(values, [0.05, 0.25, 0.5, 0.75, 0.95], axis=0)
    axes.fill_between(years, low, high, color=colour, alpha=0.13, linewidth=0)
    axes.fill_between(years, lower, upper, color=colour, alpha=0.25, linewidth=0)
    axes.plot(years, middle, color=colour, linestyle=line, linewidth=1.6, label=label)


def draw_mean(axes, years, values, number, label):
    """One arm's difference: the mean over replicates with its 95% interval, smoothed over a quarter of a year."""
    colour, line = COLOURS[number % len(COLOURS)], LINES[number % len(LINES)]
    weights = np.ones(min(SMOOTH, values.shape[1]))
    reach = np.convolve(np.ones(values.shape[1]), weights, "same")
    smooth = np.array([np.convolve(row, weights, "same") / reach for row in np.nan_to_num(values)])
    mean, count = smooth.mean(axis=0), len(smooth)
    if count > 1:
        half = stats.t.ppf(0.975, count - 1) * smooth.std(axis=0, ddof=1) / np.sqrt(count)
        axes.fill_between(years, mean - half, mean + half, color=colour, alpha=0.25, linewidth=0)
    axes.plot(years, mean, color=colour, linestyle=line, linewidth=1.6, label=label)


def ordinal(number):
    """1st, 2nd, 3rd, 4th …"""
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def mark_years(axes, years):
    """A thin line at each year's boundary, the year's name between two."""
    last = int(np.ceil(years[-1] - 1e-9))
    for year in range(last + 1):
        axes.axvline(year, color="#bbbbbb", linewidth=0.7, zorder=0)
    axes.set_xlim(0, max(last, years[-1]))
    axes.set_xticks(np.arange(last) + 0.5, [f"{ordinal(year + 1)} year of the run" for year in range(last)])
    axes.tick_params(axis="x", length=0)


def weekly_curves(data, path):
    """Distress by arm, the difference of each arm from the first in the same replicate, and recent support where it is counted."""
    arms = [str(arm) for arm in data.arm.values]
    years = data.week.values / WEEKS_A_YEAR
    share = (data.distressed / data.students.where(data.students > 0)).transpose("arm", "replicate", "week").values
    panels = [("Simulated distress, share of students (all years of the course together)", list(enumerate(share)))]
    if len(arms) > 1:
        panels.append((f"Mean difference from “{arms[0]}”, percentage points (band: 95% interval; {SMOOTH}-week means)",
                       [(number, 100 * (share[number] - share[0])) for number in range(1, len(arms))]))
    if "unmet" in data:
        met = (1 - data.unmet / data.distressed.where(data.distressed > 0)).transpose("arm", "replicate", "week").values
        panels.append(("Weeks in distress with some support in the last four weeks, share", list(enumerate(met))))

    figure, column = plt.subplots(len(panels), 1, figsize=(9, 1.1 + 2.75 * len(panels)), squeeze=False)
    for axes, (title, curves) in zip(column[:, 0], panels):
        for number, values in curves:
            (draw_mean if "difference" in title else draw_band)(axes, years, values, number, arms[number])
        if "difference" in title:
            axes.axhline(0, color="black", linewidth=0.8)
            axes.set_ylabel("below zero:\nless distress", fontsize=8.5, color="#444444")
        else:
            axes.set_ylim(0, None)
            axes.yaxis.set_major_formatter(matplotlib.ticker.PercentFormatter(1, decimals=0))
        axes.set_title(title, loc="left", fontsize=11)
        mark_years(axes, years)
        plain(axes)
    handles, labels = column[0, 0].get_legend_handles_labels()
    grey = [Patch(color="#777777", alpha=0.55, linewidth=0), Patch(color="#777777", alpha=0.2, linewidth=0)]
    columns = min(len(arms) + 2, 4 if max(map(len, arms)) < 16 else 2)
    figure.legend(handles + grey, labels + ["half of the schools", "90% of the schools"], ncols=columns, loc="upper center", frameon=False,
                  title=f"{data.sizes['replicate']} simulated schools in each arm; lines are medians unless the panel says mean", handlelength=3)
    legend_inches = 0.4 + 0.22 * np.ceil((len(arms) + 2) / columns)
    figure.tight_layout(rect=(0, 0.03, 1, 1 - legend_inches / figure.get_figheight()))
    save(figure, path)


# --- support funnel ---

def per_100_years(data, name):
    """Sum over weeks per 100 enrolled student-years: (arm, replicate), or None if the file does not count it."""
    if name not in data:
        return None
    years = data.students.sum("week") / WEEKS_A_YEAR
    return (100 * data[name].sum("week") / years.where(years > 0)).transpose("arm", "replicate").values


def support_funnel(data, path):
    """A bar for each step and arm; the supporters' part hatched; whiskers hold 90% of the replicates."""
    arms = [str(arm) for arm in data.arm.values]
    steps = [(label, per_100_years(data, name), per_100_years(data, name + "_informal"), per_100_years(data, name + "_formal"))
             for name, label in STAGES]
    steps = [step for step in steps if step[1] is not None or step[2] is not None]
    figure, axes = plt.subplots(figsize=(9, 1.6 + len(steps) * (0.28 + 0.27 * len(arms))))
    height = 0.8 / len(arms)
    for row, (label, total, friends, supporters) in enumerate(steps):
        split = total is None
        supporters = np.zeros_like(friends) if split and supporters is None else supporters
        total = friends + supporters if split else total
        for number in range(len(arms)):
            y = row - 0.4 + height * (number + 0.5)
            colour = COLOURS[number % len(COLOURS)]
            mean, low, high = total[number].mean(), *np.quantile(total[number], [0.05, 0.95])
            part = supporters[number].mean() if split else 0
            axes.barh(y, mean - part, height * 0.88, color=colour)
            axes.barh(y, part, height * 0.88, left=mean - part, color="white", edgecolor=colour, hatch="////", linewidth=0.8)
            axes.plot([low, high], [y, y], color="black", linewidth=1.1)
            note = f"{mean:,.0f} {arms[number]}" + (f" ({mean - part:,.0f} friends, {part:,.0f} supporters)" if part else "")
            axes.annotate(note, (max(mean, high), y), (5, 0), textcoords="offset points", va="center", fontsize=8.5)
    axes.set_yticks(range(len(steps)), [step[0] for step in steps])
    axes.invert_yaxis()
    axes.set_xlim(0, axes.get_xlim()[1] * 1.12)
    axes.set_xlabel(f"student-weeks, or referrals, per 100 student-years (mean of {data.sizes['replicate']} schools; black line: 90% of them)")
    axes.set_title("What becomes of simulated distress: from weeks in distress to care", loc="left", fontsize=12, pad=28)
    handles = [Patch(color="#555555", label="by friends and fellow students (or not split)"),
               Patch(facecolor="white", edgecolor="#555555", hatch="////", label="by supporters on duty")]
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(-0.01, 0.995), ncols=2, frameon=False)
    plain(axes)
    figure.tight_layout(rect=(0, 0.045, 1, 1))
    save(figure, path)


def main():
    """Draws what the file allows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("outdir", type=Path, nargs="?")
    given = parser.parse_args()
    outdir = given.outdir or given.file.parent
    outdir.mkdir(parents=True, exist_ok=True)
    with xr.open_dataset(given.file, decode_times=False) as data:
        data = data.isel(week=np.flatnonzero(data.week.values >= 0))  # burn-in is not shown
        weekly_curves(data, outdir / "weekly_curves.png")
        support_funnel(data, outdir / "support_funnel.png")
        try:
            ties, roster = (xr.open_dataset(given.file, group=group, decode_times=False, mask_and_scale=False).load()
                            for group in ("ties", "roster"))
            save(friendship_figure(data, ties, roster), outdir / "friendship_graph.png")
        except OSError:
            print("no friendship_graph.png: the scenario's observe.tie_weeks must name two weeks, one when an entry year is on campus and one "
                  "when it is on placement", file=sys.stderr)
        except ValueError as reason:
            print(f"no friendship_graph.png: {reason}", file=sys.stderr)


if __name__ == "__main__":
    main()
