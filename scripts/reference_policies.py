# SPDX-License-Identifier: GPL-3.0-or-later
"""Who becomes a supporter and for how long, and whose students they are: the policies of the slow reference model.

Written from the methods that open programme_lasting.c, programme_selection.c, programme_coverage.c, programme_graph.c and programme_assignment.c.
"""

import math

import numpy
from scipy.optimize import linear_sum_assignment

from reference_world import AWAY, CAMPUS, EXAM, ID_NONE, NEVER, NO_ROLE, ON_DUTY, SEAT_BITS, WEEKS, WELL

NEEDS_FRIENDS = {"degree", "betweenness", "nominated", "coverage", "coverage_floor", "nearest", "isolates"}


def known_friends(world):
    """id -> set of ids: the friendships that the programme goes by, true ones or a survey's."""
    p, week, draw, friend_at = world.p.programme, world.week, world.draw, world.p.ties.friend_at
    everyone = world.enrolled()
    known = {student.id: set() for student in everyone}
    for student in everyone:
        i = student.id
        if p.graph == "survey" and draw.uniform(0, "survey", week, i) >= p.survey_response:
            continue
        for j in sorted(student.friends(friend_at)):
            if p.graph == "survey" and draw.uniform(1, "nominate", week, i, j) < p.survey_error:
                seat = math.floor(draw.word(2, "nominate", week, i, j) / 2**32 * world.p.school.intake)
                j = i - i % 2**SEAT_BITS + seat
            if j != i and world.students[j].enrolled:
                known[i].add(j)
                known[j].add(i)
    return known


def betweenness(friends):
    """Brandes (2001) for an undirected, unweighted graph: each pair once."""
    score = dict.fromkeys(friends, 0.0)
    for source in friends:
        order, paths, distance, before = [source], {source: 1.0}, {source: 0}, {source: []}
        for v in order:
            for u in sorted(friends[v]):
                if u not in distance:
                    distance[u], paths[u], before[u] = distance[v] + 1, 0.0, []
                    order.append(u)
                if distance[u] == distance[v] + 1:
                    paths[u] += paths[v]
                    before[u].append(v)
        share = dict.fromkeys(order, 0.0)
        for u in reversed(order):
            for v in before[u]:
                share[v] += paths[v] / paths[u] * (1 + share[u])
            if u != source:
                score[u] += share[u] / 2
    return score


def site(student):
    """Campus, a site, or nowhere."""
    return "campus" if student.phase == CAMPUS else student.site


def is_eligible(world, student, season, ahead):
    p, week = world.p.programme, world.week
    weeks = range(week % WEEKS, min(week % WEEKS + p.exam_free_weeks, WEEKS))
    year = student.year_of_course + 1 + (ahead and world.p.school.turnover != "closed")
    if year > len(world.p.school.course):
        return False
    return (student.role == NO_ROLE and student.succeeds == ID_NONE and not student.stopped and student.willingness >= 1 - p.volunteer_share
            and year >= p.first_year
            and all(season(world.p, student.phase, w) != EXAM for w in weeks)
            and (student.place != AWAY or not p.present)
            and len(student.friends(world.p.ties.named_at)) >= p.accessible_ties
            and (student.level == WELL or not p.well) and student.frailty <= p.frailty_limit
            and (student.supported_week == NEVER or week - student.supported_week >= p.unsupported_weeks)
            and world.draw.uniform(0, "academic", 0, student.id) < p.safe_share)


def spread(world, candidates, serving, part):
    """One of each part, then a second of each, and so on; supporters serving count."""
    groups, placed = {}, []
    for student in serving:
        groups.setdefault(part(student), []).append(student)
    for student in candidates:
        group = groups.setdefault(part(student), [])
        placed.append((len(group), student))
        group.append(student)
    return [student for _, student in sorted(placed, key=lambda pair: pair[0])]


def nominated(world, candidates, friends, wanted):
    """A random friend of a random student, round after round."""
    draw, week = world.draw, world.week
    asked = sorted(friends, key=lambda i: (draw.word(2, "select", week, i), i))
    left, named = {student.id for student in candidates}, []
    while True:
        before = len(named)
        for i in asked:
            own = friends[i] & left
            if own and len(named) < wanted:
                j = min(own, key=lambda j: (draw.word(0, "nominate", week, i, j), j))
                named.append(world.students[j])
                left.discard(j)
        if len(named) == before:
            return named


def coverage(world, candidates, serving, friends, where, wanted, floor):
    """Greedy: students × weeks at one place within one tie; with floor every site first."""
    def weeks(i, j):
        return sum(a == b != AWAY for a, b in zip(where[i], where[j]))

    reach = {j: {i: weeks(i, j) for i in friends[j] | {j}} for j in [s.id for s in candidates + serving]}
    chosen, left = list(serving), list(candidates)
    while left and len(chosen) < len(serving) + wanted:
        best = {i: max((reach[s.id].get(i, 0) for s in chosen), default=0) for i in friends}
        served = {site(s) for s in chosen}
        allowed = [s for s in left if floor and site(s) not in served] or left
        # max keeps the first of equals, and the candidates are in the order of rank
        following = max(allowed, key=lambda s: sum(max(w - best[i], 0) for i, w in reach[s.id].items()))
        chosen.append(following)
        left.remove(following)
    return chosen[len(serving):]


def choose_supporters(world, season, where_ahead, serving, wanted, ahead=False):
    """Of the eligible volunteers those whom the policy prefers; they are trained."""
    p, week, draw = world.p.programme, world.week, world.draw
    word = 0 if p.selection == "random" else 1
    candidates = sorted((s for s in world.enrolled() if is_eligible(world, s, season, ahead)),
                        key=lambda s: (draw.word(word, "select", week, s.id), s.id))
    if wanted <= 0 or p.selection == "none":
        return []
    friends = known_friends(world) if p.selection in NEEDS_FRIENDS else None
    if p.selection == "one_per_group":
        first = {i: group[0] for groups in world.small.values() for group in groups for i in group}
        candidates = spread(world, candidates, serving, lambda s: first.get(s.id))
    elif p.selection == "one_per_site":
        candidates = spread(world, candidates, serving, site)
    elif p.selection == "degree":
        candidates.sort(key=lambda s: -len(friends[s.id]))
    elif p.selection == "betweenness":
        score = betweenness(friends)
        candidates.sort(key=lambda s: -math.floor(score[s.id] * 1024 + 0.3183))
    elif p.selection == "nominated":
        candidates = nominated(world, candidates, friends, wanted)
    elif p.selection.startswith("coverage"):
        candidates = coverage(world, candidates, serving, friends, where_ahead(world), wanted, p.selection.endswith("floor"))
    for student in candidates[:wanted]:
        student.training_inbox += p.training
    return candidates[:wanted]


def those_serving(world):
    return [s for s in world.enrolled() if s.role != NO_ROLE]


def appoint(world, student):
    student.role, student.serving_week, student.boundary_week, student.succeeds = ON_DUTY, world.week, NEVER, ID_NONE


def hand_over(world):
    """Some stop, successors take over, students go with them."""
    p, week, changed = world.p.programme, world.week, week_of_year(world) == 0
    for s in those_serving(world):
        idle = week - max(s.duty_week, s.serving_week) > p.quit_idle_weeks
        rate = p.quit_interest * (p.quit_idle if idle else 1) + p.quit_burden * s.burden + p.quit_exam * (s.season == EXAM)
        if world.draw.uniform(0, "serve", week, s.id) < -math.expm1(-rate):
            s.role, s.stopped, changed = NO_ROLE, 1, True
    serving = {s.id for s in those_serving(world)}
    successors = {}
    for s in world.enrolled():
        early = s.year_of_course + 1 < p.first_year
        if s.succeeds == s.id and week_of_year(world) == 0 or s.succeeds not in serving | {s.id, ID_NONE} and not early:
            successors[s.succeeds] = s
    for s in successors.values():
        appoint(world, s)
    serving = {s.id for s in those_serving(world)}
    for s in world.students.values():
        if s.assigned not in serving and (changed or successors):
            heir = successors.get(s.assigned)
            s.assigned = heir.id if heir and heir is not s else ID_NONE


def week_of_year(world):
    return world.week % WEEKS


def fill_vacancies(world, season, where_ahead):
    """True if anyone was selected."""
    p, serving = world.p.programme, those_serving(world)
    wanted = p.supporters + p.extra - len(serving) - sum(s.succeeds == s.id for s in world.enrolled())
    if p.refill == "never":
        due = world.programme_week == NEVER
    else:
        since = week_of_year(world) % {"yearly": WEEKS, "term": WEEKS // 2, "weekly": 1}[p.refill]
        due = since == 0 or (not serving and world.programme_week < world.week - since)
    chosen = choose_supporters(world, season, where_ahead, serving, wanted) if due else []
    for student in chosen:
        appoint(world, student)
        world.programme_week = world.week
    return bool(chosen)


def recruit(world, season, where_ahead):
    """The next supporters, some weeks before the year's end."""
    p, school = world.p.programme, world.p.school
    if not p.succession or week_of_year(world) != WEEKS - p.succession_weeks:
        return
    leavers = [s for s in those_serving(world) if school.turnover != "closed" and s.year_of_course + 1 >= len(school.course)]
    stayers = [s for s in those_serving(world) if s not in leavers]
    training = sum(s.succeeds != ID_NONE for s in world.enrolled())
    for student in choose_supporters(world, season, where_ahead, stayers, p.supporters + p.extra - len(stayers) - training, True):
        student.succeeds = student.id
    recruits = sorted((s for s in world.enrolled() if s.succeeds == s.id), key=lambda s: s.id)
    for student, leaver in zip(recruits, sorted(leavers, key=lambda s: s.id)):
        student.succeeds = leaver.id


def steps_from(friends, source):
    """Steps to everyone who can be reached."""
    steps, order = {source: 0}, [source]
    for v in order:
        for u in friends[v]:
            if u not in steps:
                steps[u] = steps[v] + 1
                order.append(u)
    return steps


def kinds(world, students, supporters):
    """The function (student, supporter) -> k of the policy; None if the two are not for each other."""
    policy = world.p.programme.assignment
    friends = known_friends(world) if policy in NEEDS_FRIENDS else None
    steps = {j.id: steps_from(friends, j.id) for j in supporters} if policy == "nearest" else None
    group = {i: group[0] for groups in world.small.values() for group in groups for i in group}

    def near(i, j):
        return (i.place == j.place != AWAY) + (i.year_of_course == j.year_of_course)

    return {
        "none": lambda i, j: None,
        "random": lambda i, j: 0,
        "group": lambda i, j: 0 if i.id in group and group[i.id] == group.get(j.id) else None,
        "site": lambda i, j: 0 if site(i) == site(j) != -1 else None,
        "nearest": lambda i, j: min(steps[j.id].get(i.id, 16), 16) - 1,
        "isolates": lambda i, j: 3 * min(len(friends[i.id]), 4) + 2 - near(i, j),
        "caseload": lambda i, j: 4 - 2 * (j.id in i.ties) - near(i, j),
    }[policy]


def assign_students(world):
    """At most caseload students to each supporter, as many as can be, at least total cost."""
    students = world.enrolled()
    supporters = [s for s in students if s.role != NO_ROLE]
    limit, n = world.p.programme.caseload, len(students)
    kind = kinds(world, students, supporters)
    nobody, never = 2**40, 2**50
    cost = numpy.full((n, len(supporters) * limit + n), nobody, dtype=float)
    for column, j in enumerate(supporters):
        for row, i in enumerate(students):
            k = None if i is j else kind(i, j)
            if world.p.programme.succession and world.p.programme.assignment != "none" and i.assigned != ID_NONE:
                cost[row, column * limit:(column + 1) * limit] = 0 if i.assigned == j.id else never
                continue
            value = never if k is None else 2**20 * k + (world.draw.word(0, "assign", world.week, j.id, i.id) >> 12)
            cost[row, column * limit:(column + 1) * limit] = value
    for row, column in zip(*linear_sum_assignment(cost)):
        students[row].assigned = supporters[column // limit].id if column // limit < len(supporters) else ID_NONE
