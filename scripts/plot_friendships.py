# SPDX-License-Identifier: GPL-3.0-or-later
"""The friendship graph of one entry year at the end of campus and of placement, on one layout. Used by plot_demo.py."""
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000"]  # Okabe and Ito: safe for the colour-blind
MARKERS = "os^DvPX"
STAYS, PASSES = "#333333", "#c8c8c8"
STUDENTS_MAX = 600  # the layout is quadratic in students: ten seconds


def entry_year(student):
    """An id is school << 28 | entry year << 20 | seat."""
    return student >> 20 & 0xFF


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
    entry = entry_year(roster["student"])
    for cohort in np.unique(entry):
        rows = {name: values[entry == cohort] for name, values in roster.items()}
        weeks = np.unique(rows["week_number"])
        campus = [week for week in weeks if np.mean(rows["place"][rows["week_number"] == week] >= 0) < 0.5]
        away = [week for week in weeks if campus and week > campus[-1]]
        if away:
            year = [rows["study_year"][rows["week_number"] == week].max() for week in (away[-1], campus[-1])]
            found.append((year, -int(cohort), (campus[-1], away[-1])))
    if not found:
        raise ValueError("no entry year has snapshots both on campus and on placement")
    _, cohort, weeks = max(found)
    return -cohort, weeks


def draw_side(axes, title, place, edges, lasting, enrolled, site, names):
    """One week: friendships as lines, students as marks whose colour and shape are the site where they end."""
    for stays, colour, width in ((False, PASSES, 0.6), (True, STAYS, 0.9)):
        lines = [place[pair] for pair in edges if (tuple(pair) in lasting) == stays]
        axes.add_collection(LineCollection(lines, colors=colour, linewidths=width, zorder=1 + stays))
    for number, where in enumerate(np.unique(site[site >= 0])):
        at = enrolled & (site == where)
        axes.scatter(*place[at].T, s=36, color=COLOURS[number % 7], marker=MARKERS[(number + number // 7) % 7], edgecolors="white",
                     linewidths=0.6, zorder=3, label=names[where] if where < len(names) else f"site {where + 1}")
    nowhere = enrolled & (site < 0)
    if nowhere.any():
        axes.scatter(*place[nowhere].T, s=18, color="white", edgecolors="#666666", linewidths=0.8, zorder=3, label="none (left the course)")
    friends = np.bincount(edges.ravel(), minlength=len(place))[enrolled]
    axes.set_title(f"{title}: {friends.mean():.1f} close friends a student, {np.mean(friends == 0):.0%} with none", fontsize=12)
    axes.set_aspect("equal", adjustable="datalim")
    axes.set_axis_off()


def friendship_figure(data, ties, roster):
    """Draws one cohort of the first arm and replicate in the roster; data is the root group. ValueError says why it cannot."""
    if roster.arm_index.size == 0:
        raise ValueError("no snapshot of ties was recorded")
    arm, replicate = roster.arm_index.values[0], roster.replicate_number.values[0]

    def columns(group, names):
        """The columns as arrays, rows of that arm and replicate alone."""
        rows = (group.arm_index.values == arm) & (group.replicate_number.values == replicate)
        return {name: group[name].values[rows] for name in names}

    roster = columns(roster, ["week_number", "student", "study_year", "place"])
    roster["place"] = roster["place"] - 1  # counted from 0; -1 on campus
    ties = columns(ties, ["week_number", "student_a", "student_b", "banked_hours"])
    friend_at = float(data.attrs.get("friend_at_hours", 50))
    cohort, weeks = choose_cohort(roster)
    own = entry_year(roster["student"]) == cohort
    there = [np.unique(roster["student"][own & (roster["week_number"] == week)]) for week in weeks]
    everyone = np.union1d(*there)
    if not 2 <= len(everyone) <= STUDENTS_MAX:
        raise ValueError(f"an entry year of {len(everyone)} students is not drawn (2 to {STUDENTS_MAX} are)")

    pairs = np.sort(np.column_stack([ties["student_a"], ties["student_b"]]), axis=1)
    edges = []
    for week, now in zip(weeks, there):
        kept = (ties["week_number"] == week) & (ties["banked_hours"] >= friend_at) & np.isin(pairs, now).all(axis=1)
        edges.append(np.searchsorted(everyone, np.unique(pairs[kept], axis=0)))
    union, times = np.unique(np.concatenate(edges), axis=0, return_counts=True)
    lasting = {tuple(pair) for pair in union[times == 2]}
    place = layout(len(everyone), union, times.astype(float))
    site = np.full(len(everyone), -1)
    at_end = own & (roster["week_number"] == weeks[1])
    site[np.searchsorted(everyone, roster["student"][at_end])] = roster["place"][at_end]
    names = [str(name) for name in data.site.values] if "site" in data.coords else []

    figure, sides = plt.subplots(1, 2, figsize=(12, 6.9))
    for axes, title, lines, now in zip(sides, ("At the end of campus", "At the end of placement"), edges, there):
        draw_side(axes, title, place, lines, lasting, np.isin(everyone, now), site, names)
    plt.setp(sides, xlim=(place[:, 0].min() - 0.1, place[:, 0].max() + 0.1), ylim=(place[:, 1].min() - 0.1, place[:, 1].max() + 0.1))
    figure.suptitle(f"Close friendships among the {len(everyone)} simulated students of one entry year (arm “{data.arm.values[arm]}”)", fontsize=13)
    handles, labels = sides[0].get_legend_handles_labels()
    figure.legend([Line2D([], [], linestyle="none"), *handles], ["site at the end of placement:", *labels], loc="lower center",
                  bbox_to_anchor=(0.5, 0.07), ncols=min(len(labels) + 1, 12), frameon=False, handletextpad=0.1,
                  columnspacing=1, fontsize=8.5)
    figure.legend([Line2D([], [], color=STAYS), Line2D([], [], color=PASSES)],
                  ["friends at both times", "friends at this time only"], loc="lower center", bbox_to_anchor=(0.5, 0.035), ncols=2, frameon=False)
    figure.text(0.5, 0.15, f"A line joins two close friends: at least {friend_at:g} hours together, with forgetting. Friendships on placement are not checked against evidence.", ha="center", fontsize=9.5)
    figure.tight_layout(rect=(0, 0.17, 1, 1))
    return figure
