#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kith's model once more, slowly: an independent reading of the specification to check the program against.

Written from MODEL.md and from the methods that open the process files, not from the program. One function per step, in
the order of the week. Hours are whole 1/1024 h; students are found by id.

    reference_model.py SCENARIO [--arm A] [--replicate R] [--set path=value]... [--weeks FIRST LAST]
"""

import argparse
import copy
import csv
import math
import statistics
import sys

import numpy

from reference_draws import chance, f32, fixed, logistic, normals, poisson, race, read_scenario, uniform
from reference_policies import assign_students, fill_vacancies, hand_over, recruit
from reference_world import (ACCEPTED, AWAY, BREAK, BY_GIVER, BY_RECEIVER, CALL, CAMPUS, CHANNELS, CIRCLE, CLOSURE, COLUMNS, COUNSELLING,
                             DISTRESSED, EXAM, FACULTY, FRIEND, GP, FORMAL, GIVEN, HELD, ID_NONE, IN_CARE, IN_PERSON, INFORMAL, MESSAGE, NEVER, NO_CARE,
                             NO_ROLE, NOBODY, NOTICED, OFFERED, ON_CAMPUS, ON_DUTY, OUTSIDE, PAUSED, PLACEMENT, SEAT_BITS, SERVICES, SEVERE,
                             SMALL_GROUP, STRUCK_EMERGENCY, STRUCK_PERSON, STRUCK_SITE, STRUCK_TEAM, SUPPORT, SUPPORTER, TEACHING,
                             TRAITS, WAITING, WEEKS, WELL, YEAR_ZERO, Request, Student, World, dump)

PHASES = {"campus": CAMPUS, "placement": PLACEMENT}


# Step 1: calendar

def season(p, phase, week_of_year):
    """Breaks come before exams, exams before teaching."""
    breaks, exams = ((p.calendar.campus_breaks, p.calendar.campus_exams) if phase == CAMPUS
                     else (p.calendar.placement_breaks, p.calendar.placement_exams))
    return BREAK if week_of_year in breaks else EXAM if week_of_year in exams else TEACHING


def block_begins(p, week_of_year):
    """Placement weeks outside breaks are cut into blocks."""
    work = [w for w in range(WEEKS) if w not in p.calendar.placement_breaks]
    return week_of_year in work and work.index(week_of_year) % p.timetable.block_weeks == 0


def cut(ids, largest):
    """ceil(n / largest) groups; group g of G holds places floor(g n / G) to floor((g + 1) n / G) − 1."""
    n, groups = len(ids), -(-len(ids) // largest)
    return [ids[g * n // groups:(g + 1) * n // groups] for g in range(groups)]


def spread(count, places):
    """Site of the k-th of count: place floor(k C / count) of the sites' places laid end to end."""
    sites = [site for site, room in enumerate(places) for _ in range(room)]
    return [sites[k * len(sites) // count] for k in range(count)]


def assign_sites(world, cohorts):
    """Sites and teams of the block that begins this week, for the cohorts (entry year -> ids) on placement."""
    timetable, week = world.p.timetable, world.week
    if timetable.policy == "rotate":
        order = world.order([i for ids in cohorts.values() for i in ids], 0, "place", week)
        for i, site in zip(order, spread(len(order), timetable.site_capacity)):
            world.students[i].site = site
        for year, ids in cohorts.items():
            world.small[year] = []
            for site in range(len(timetable.site_capacity)):
                here = world.order([i for i in ids if world.students[i].site == site], 1, "place", week)
                world.small[year] += [sorted(team) for team in cut(here, timetable.team_size)]
    elif timetable.policy == "pods":
        first_placement = world.p.school.course.index("placement") * WEEKS
        pods = []
        for year, ids in cohorts.items():
            order = world.order(ids, 1, "regroup", year * WEEKS + first_placement)
            groups = cut(order, timetable.pod_size)
            pods += groups
            world.small[year] = [sorted(pod) for pod in groups]
        pods.sort(key=lambda pod: (world.draw.word(0, "place", week, pod[0]), pod[0]))
        for pod, site in zip(pods, spread(len(pods), [c // timetable.pod_size for c in timetable.site_capacity])):
            for i in pod:
                world.students[i].site = site
    else:
        raise NotImplementedError("the reference model does not read rosters")


def enter(world, entry_year):
    """A new cohort. Each student is drawn once, from (seed, replicate, id) alone.

    liability = entry_frailty · frailty + sqrt(1 − entry_frailty²) · normal; distressed above the point that a standard
    normal passes with probability entry_distressed.
    """
    p, week = world.p.population, world.week
    point = statistics.NormalDist().inv_cdf(1 - p.entry_distressed) if p.entry_distressed > 0 else math.inf
    for seat in range(world.p.school.intake):
        student = Student((entry_year + YEAR_ZERO << SEAT_BITS) | seat)
        person, a, b, state = (world.draw.words(purpose, 0, student.id)
                               for purpose in ("entry_person", "entry_traits_a", "entry_traits_b", "entry_state"))
        student.frailty, z = normals(person[0], person[1])
        student.sociability = math.exp(p.sociability_sd * z - p.sociability_sd**2 / 2)
        for bit, half in enumerate((person[2] & 0xFFFF, person[2] >> 16)):
            student.attributes |= ((half + 0.5) / 2**16 < p.attribute_share) << bit
        student.willingness = uniform(person[3])
        student.trust_entry = normals(*world.draw.words("entry_trust", 0, student.id)[:2])[0]
        liability, worry = normals(state[0], state[1])
        traits = normals(*a[:2]) + normals(*a[2:]) + normals(*b[:2]) + normals(*b[2:]) + (worry,)
        for name, value in zip(TRAITS, traits):
            setattr(student, name, value)
        liability = p.entry_frailty * student.frailty + math.sqrt(1 - p.entry_frailty**2) * liability
        if liability > point:
            student.level = student.next_level = SEVERE if uniform(state[3]) < p.entry_severe else DISTRESSED
            student.since_week = week - math.floor(-p.entry_episode_weeks * math.log(uniform(state[2]))) - 1
        world.students[student.id] = student


def enter_graph(world):
    """Friendships given at the start of a closed population."""
    p, ids = world.p.graph, list(world.students)
    edges = []
    if p.source == "file":
        with open(world.p.folder / p.file, encoding="utf-8") as file:
            rows = [(row["a"], row["b"], float(row.get("hours") or p.hours)) for row in csv.DictReader(file)]
        labels = sorted({label for row in rows for label in row[:2]}, key=str.encode)
        edges = [(labels.index(a), labels.index(b), hours) for a, b, hours in rows]
    elif p.source == "complete":
        edges = [(a, b, p.hours) for a in range(len(ids)) for b in range(a)]
    elif p.source != "none":
        raise NotImplementedError("the reference model does not generate random graphs")
    for a, b, hours in edges:
        world.add_tie(ids[a], ids[b], fixed(hours), world.week, GIVEN)
        world.tie(ids[a], ids[b]).cumulative = fixed(hours)


def begin_year(world, first):
    """Graduate, leave, enter."""
    school, year = world.p.school, world.week // WEEKS
    closed = school.turnover == "closed"
    gone = [] if closed else [i for i, s in world.students.items() if s.entry_year == year - len(school.course)]
    for i in gone:
        world.drop_ties(i)
        del world.students[i]
    if not closed:
        world.small.pop(year - len(school.course), None)
    for student in world.enrolled():
        if student.entry_year < year and world.draw.uniform(0, "leave", world.week, student.id) < school.leave_share:
            student.enrolled = 0
            world.drop_ties(student.id)
    if first or not closed:
        enter(world, year)
    if first and closed:
        enter_graph(world)


def calendar_step(world, first):
    """Who is on the course, in which phase, season, place and groups."""
    p, week = world.p, world.week
    year, week_of_year = divmod(week, WEEKS)
    if week_of_year == 0 or first:
        begin_year(world, first)
    cohorts = {}
    for student in world.students.values():
        cohorts.setdefault(student.entry_year, []).append(student.id)
        student.year_of_course = min(year - student.entry_year, len(p.school.course) - 1)
        phase = PHASES[p.school.course[student.year_of_course]]
        if phase != student.phase or student.phase_week == NEVER:
            student.phase, student.phase_week = phase, week
        student.season = season(p, phase, week_of_year)
        if phase == CAMPUS:
            student.site = -1
    for entry_year, ids in cohorts.items():
        if week_of_year in (0, 26) and world.students[ids[0]].phase == CAMPUS:
            world.small[entry_year] = cut(world.order(ids, 0, "regroup", week), p.timetable.tutorial_size)
    on_placement = {y: ids for y, ids in cohorts.items() if world.students[ids[0]].phase == PLACEMENT}
    if on_placement and block_begins(p, week_of_year):
        assign_sites(world, on_placement)
    circles = {}
    for student in world.students.values():
        student.place = AWAY if student.season == BREAK else ON_CAMPUS if student.phase == CAMPUS else student.site
        if student.place != AWAY:
            together = student.entry_year if student.place == ON_CAMPUS else None
            circles.setdefault((student.place, together), []).append(student.id)
    world.wide = [world.order(ids, 0, "circle", week) for ids in circles.values()]


# Step 2: encounters

def free_hours(world, student):
    """F = hours of the phase (in breaks those on campus · break_share) · sociability · presence."""
    p = world.p.encounters
    hours = (p.free_hours_campus * p.break_share if student.season == BREAK
             else p.free_hours_campus if student.phase == CAMPUS else p.free_hours_placement)
    return hours * student.sociability * student.presence


def meet_in_groups(world):
    """Hours of each pair by layer: small groups and wide ones."""
    p = world.p.encounters
    for student in world.students.values():
        student.meets = {}

    def meet(a, b, layer, pair_hours):
        hours = fixed(pair_hours * min(world.students[a].presence, world.students[b].presence))
        if hours > 0:
            world.students[a].meets.setdefault(b, [0, 0])[layer] = hours
            world.students[b].meets.setdefault(a, [0, 0])[layer] = hours

    def meet_around(group, layer, hours):
        """All meet in a group of at most all_meet; in a larger one each the neighbours on the circle."""
        size = len(group)
        met = size - 1 if size <= p.all_meet else min(2 * p.reach, size - 1)
        for one in range(size):
            for other in range(one):
                if size <= p.all_meet or min(one - other, size - one + other) <= p.reach:
                    meet(group[one], group[other], layer, f32(hours / met))

    for group in (group for groups in world.small.values() for group in groups):
        first = world.students[group[0]]
        if first.season != BREAK:
            meet_around(group, 0, p.tutorial_hours * p.tutorial_social_share if first.phase == CAMPUS
                        else p.team_hours * p.team_social_share)
    for group in world.wide:
        meet_around(group, 1, p.class_hours * p.class_social_share if world.students[group[0]].place == ON_CAMPUS
                    else p.site_hours * p.site_social_share)


def gather(world, student, number):
    """student brings together a friend j and a friend k of that friend; a third tie may form."""
    p, week, i = world.p.encounters, world.week, student.id
    j = race([(j, world.draw.uniform(number, "gathering_friend", week, i, j), tie.banked)
              for j, tie in sorted(student.ties.items())])
    k = j is not None and race([(k, world.draw.uniform(number, "gathering_guest", week, i, k), tie.banked)
                                for k, tie in sorted(world.students[j].ties.items()) if k != i])
    if j is None or k is None:
        return
    for a, b in ((i, j), (j, k), (i, k)):
        tie = world.tie(a, b)
        if tie:
            presence = min(world.students[a].presence, world.students[b].presence)
            tie.met += fixed(p.gathering_hours * presence * (p.remote_share if world.apart(a, b) else 1))
    if not world.tie(i, k) and world.draw.uniform(number, "closure", week, i, k) < p.closure * world.homophily(i, k):
        world.remember_birth(i, k, CLOSURE)


def encounters_step(world):
    """Leisure hours of a tie = banked · min(rate_i, rate_j) · (remote_share if apart); met = groups + leisure + gatherings."""
    p = world.p.encounters
    absence = {WELL: 0, DISTRESSED: p.absence_distressed, SEVERE: p.absence_severe}
    for student in world.students.values():
        student.presence = student.enrolled * (1 - absence[student.level])
        banked = sum(tie.banked for tie in student.ties.values()) / 1024
        student.leisure_rate = free_hours(world, student) * (1 - p.gathering_share) / (p.outside_weight + banked)
    meet_in_groups(world)
    for i, student in world.students.items():
        for j, tie in student.ties.items():
            if i < j:
                rate = min(student.leisure_rate, world.students[j].leisure_rate)
                remote = p.remote_share if world.apart(i, j) else 1
                tie.met = sum(student.meets.get(j, (0, 0))) + fixed(tie.banked / 1024 * rate * remote)
    for student in world.enrolled():
        mean = free_hours(world, student) * p.gathering_share / (3 * p.gathering_hours)
        for number in range(poisson(mean, world.draw.uniform(0, "gathering", world.week, student.id), 4)):
            gather(world, student, number)


# Step 3: ties

def ties_step(world):
    """Form, bank and forget, begin.

    Form with 1 − exp(−formation · h · homophily · sociability_i · sociability_j). banked ← round((banked + credit) ·
    2^(−1 / (half_life (1 + half_life_gain · s))) [· churn_keeps]); ended below forgotten_below.
    """
    p, week = world.p.ties, world.week
    if p.frozen:
        world.births = {}
        return
    for i, student in world.students.items():
        for j, layers in student.meets.items():
            if i < j and j not in student.ties:
                scale = p.formation * world.homophily(i, j) * student.sociability * world.students[j].sociability
                for layer, origin in ((0, SMALL_GROUP), (1, CIRCLE)):
                    rate = scale * layers[layer] / 1024
                    if world.draw.pair(layer + 1, "pair", week, i, j) < chance(rate):
                        world.remember_birth(i, j, origin)
    pairs = [(i, j, tie) for i, student in world.students.items() for j, tie in student.ties.items() if i < j]
    for i, j, tie in pairs:
        one, other = world.students[i], world.students[j]
        credit = tie.met
        if one.phase == PLACEMENT and other.phase == PLACEMENT:
            credit -= math.floor((1 - p.work_share) * one.meets.get(j, (0, 0))[0] + 0.5)
        tie.banked += credit
        tie.cumulative += tie.met
        kept = 2 ** (-1 / (p.half_life * (1 + p.half_life_gain * tie.strength)))
        if world.draw.pair(0, "pair", week, i, j) < p.churn:
            kept *= p.churn_keeps
        tie.banked = math.floor(tie.banked * kept + 0.5)
        if tie.banked < fixed(p.forgotten_below):
            world.drop_tie(i, j)
    for (i, j), origin in world.births.items():
        here = i in world.students and j in world.students and world.students[i].enrolled and world.students[j].enrolled
        if here and not world.tie(i, j):
            world.add_tie(i, j, fixed(p.hours_at_birth), week, origin)
    world.births = {}


# Step 4: distress

def strike(world):
    """Incidents of the week: person, small group (outside breaks, 2 or more), site; emergencies among the severe."""
    p, week, draw = world.p.distress, world.week, world.draw
    for student in world.students.values():
        student.struck = 0
    for student in world.enrolled():
        if draw.uniform(2, "distress", week, student.id) < chance(p.incident_person):
            student.struck |= STRUCK_PERSON
        if student.level == SEVERE and draw.uniform(3, "distress", week, student.id) < chance(p.emergency):
            student.struck |= STRUCK_EMERGENCY
        if student.place >= 0 and draw.uniform(0, "incident_site", week, student.place) < chance(p.incident_site):
            student.struck |= STRUCK_SITE
    for group in (group for groups in world.small.values() for group in groups):
        if len(group) >= 2 and draw.uniform(0, "incident_team", week, group[0]) < chance(p.incident_team):
            for i in group:
                if world.students[i].enrolled and world.students[i].season != BREAK:
                    world.students[i].struck |= STRUCK_TEAM


def influence(world, student):
    """What friends' levels do to onset and to recovery."""
    p, friend_at = world.p.distress, world.p.ties.friend_at
    if p.influence == "per_contact":
        weight = 0.0
        for j, tie in sorted(student.ties.items()):
            if world.students[j].level != WELL:
                weight += tie.strength if p.influence_weight == "strength" else tie.banked >= fixed(friend_at)
        return 1 + p.influence_ratio * weight, 1
    if p.influence == "healthy_friends":
        well = sum(world.students[j].level == WELL for j in student.friends(friend_at))
        return 2 ** -min(well / p.healthy_onset_friends, 1), 2 ** min(well / p.healthy_recovery_friends, 1)
    return 1, 1


def stressors(world, student, alone):
    """Multiply."""
    p = world.p.distress
    factor = p.stress_exam if student.season == EXAM else 1
    if student.phase == PLACEMENT and student.season != BREAK:
        factor *= p.stress_placement * (p.stress_alone if alone else 1)
    if world.week - student.phase_week < p.transition_weeks:
        factor *= p.stress_transition
    incidents = student.struck & (STRUCK_PERSON | STRUCK_TEAM | STRUCK_SITE)
    return factor * p.incident_effect ** bin(incidents).count("1")


def distress_step(world):
    """Competing hazards, all from start-of-step levels.

    onset · exp(frailty_effect · frailty) · stressors · influence; recovery ((t + 1)/λ)^k − (t/λ)^k with
    λ = recovery_weeks · exp(recovery_frailty · frailty), × exp(relief_effect · relief) × care × healthy friends.
    """
    p, week = world.p.distress, world.week
    strike(world)
    alone = {group[0] for group in world.wide if len(group) == 1}
    for student in world.enrolled():
        on_onset, on_recovery = influence(world, student)
        speed = math.exp(p.relief_effect * student.relief) * (p.care_effect if student.care == IN_CARE else 1)
        up = down = 0.0
        if student.level == WELL:
            up = p.onset * math.exp(p.frailty_effect * student.frailty) * stressors(world, student, student.id in alone) * on_onset
        elif student.level == DISTRESSED:
            t = week - 1 - student.since_week
            scale = p.recovery_weeks * math.exp(p.recovery_frailty * student.frailty)
            down = (((t + 1) / scale) ** p.recovery_shape - (t / scale) ** p.recovery_shape) * speed * on_recovery
            up = p.worsening
        else:
            down = p.easing * speed
        words = world.draw.words("distress", week, student.id)
        student.next_level = student.level
        if uniform(words[0]) < chance(up + down):
            student.next_level += -1 if uniform(words[1]) * (up + down) < down else 1
    for student in world.enrolled():
        if student.level == WELL and student.next_level != WELL:
            student.since_week = week
        student.level = student.next_level
        if student.level == WELL:
            student.since_week = NEVER


# Step 5: noticing

def noticing_step(world):
    """P = 1 − exp(−noticing · (h · visibility + missed_weight · m) · exp(literacy_effect · literacy_j))."""
    p, week = world.p.noticing, world.week
    world.requests = []
    for student in world.enrolled():
        if student.level == WELL:
            student.noticed_week = NEVER
            continue
        visibility = p.visibility_severe if student.level == SEVERE else p.visibility_distressed
        visibility *= math.exp(-p.concealment * student.stigma_anticipated)
        hours = {j: tie.met for j, tie in sorted(student.ties.items())}
        hours.update((j, sum(layers)) for j, layers in sorted(student.meets.items()) if j not in hours)
        for j, met in hours.items():
            h = met / 1024
            missed = h * (1 - student.presence) / student.presence
            rate = p.noticing * (h * visibility + p.missed_weight * missed)
            rate *= math.exp(p.literacy_effect * world.students[j].literacy)
            if met > 0 and world.draw.uniform(0, "support", week, j, student.id) < chance(rate):
                world.requests.append(Request(student.id, j, NOTICED))
                if student.noticed_week == NEVER:
                    student.noticed_week = week


# Step 6: informal support

def offer_logit(world, student, giver):
    p = world.p.support
    return (p.offer_base + p.offer_tie * world.strength(student.id, giver.id) + p.offer_norm * giver.collegial_norm
            + p.offer_empathy * giver.empathy + p.offer_self_efficacy * giver.self_efficacy
            + p.offer_literacy * giver.literacy + p.offer_clarity * giver.boundary_clarity
            - p.offer_unsure * max(0, -giver.literacy) * max(0, -giver.boundary_clarity)
            - p.offer_stigma * giver.stigma_public - p.offer_confidentiality * giver.confidentiality_worry
            - p.offer_severe * (student.level == SEVERE) + p.offer_own_distress * (giver.level != WELL)
            - p.offer_burden * giver.burden - p.crowding * world.crowd_hours)


def accept_logit(world, p, student, giver):
    """p: of friends (support) or of supporters (programme). Trust = s + good / (good + 3)."""
    tie = world.tie(student.id, giver)
    trust = tie.strength + tie.good[student.id] / (tie.good[student.id] + 3) if tie else 0
    broken = tie.broken[student.id] if tie else 0
    return (p.accept_base + p.accept_trust * trust - p.accept_stigma * student.stigma_anticipated
            - p.accept_career * student.career_fear - p.accept_broken * broken)


def support_step(world):
    """Those who noticed offer, offers are accepted."""
    p, week, draw = world.p.support, world.week, world.draw
    world.crowd_hours = world.duty_hours
    for request in world.requests:
        student, giver = world.students[request.receiver], world.students[request.giver]
        if draw.uniform(1, "support", week, giver.id, student.id) < logistic(offer_logit(world, student, giver)):
            request.stage |= OFFERED
            if draw.uniform(2, "support", week, giver.id, student.id) < logistic(accept_logit(world, p, student, giver.id)):
                request.stage |= ACCEPTED
                student.answered = 1


def ask_friends(world):
    """After seeking: who turned to a friend asks one."""
    p, week, draw = world.p.support, world.week, world.draw
    for student in world.students.values():
        student.answered = 0  # known within the week only
    for student in world.enrolled():
        j = race([(j, draw.uniform(0, "ask_friend", week, student.id, j), tie.banked)
                  for j, tie in sorted(student.ties.items())]) if student.sought == FRIEND else None
        if j is None:
            continue
        if student.noticed_week == NEVER:
            student.noticed_week = week
        request = Request(student.id, j, NOTICED, starter=BY_RECEIVER)
        agrees = logistic(offer_logit(world, student, world.students[j]) + p.asked)
        if draw.uniform(1, "ask_friend", week, student.id, j) < agrees:
            request.stage |= OFFERED | ACCEPTED
        world.requests.append(request)


# Step 7: programme

def where_ahead(world):
    """id -> where in each week of the year that is left: away, campus, a site. Placements as they are planned; until the year's first
    block under the present timetable begins nothing is planned, and those on placement count as staying where they are."""
    p, week = world.p, world.week
    begin = week - week % WEEKS
    planned = any(block_begins(p, w % WEEKS) for w in range(max(begin, world.timetable_since), week + 1))
    kept = {s.id: s.site for s in world.students.values()}, dict(world.small)
    cohorts = {}
    for student in world.students.values():
        if student.phase == PLACEMENT:
            cohorts.setdefault(student.entry_year, []).append(student.id)
    where = {i: [] for i in world.students}
    for world.week in range(week, begin + WEEKS):
        if cohorts and planned and world.week > week and block_begins(p, world.week % WEEKS):
            assign_sites(world, cohorts)
        for i, student in world.students.items():
            place = ON_CAMPUS if student.phase == CAMPUS else AWAY if student.site < 0 else student.site
            where[i].append(AWAY if season(p, student.phase, world.week % WEEKS) == BREAK else place)
    world.week, world.small = week, kept[1]
    for i, site in kept[0].items():
        world.students[i].site = site
    return where


def take_duty(world):
    """Pause or duty; capacity; duty hours per enrolled student for next week's crowding."""
    p, students = world.p.programme, world.enrolled()
    for student in students:
        student.capacity = student.meeting = 0
        if student.role != NO_ROLE:
            limit = min(p.pause_burden, p.return_burden) if student.role == PAUSED else p.pause_burden
            if (p.pause_distressed and student.level != WELL) or student.burden > limit:
                student.boundary_week = world.week
            paused = student.boundary_week != NEVER and world.week - student.boundary_week <= p.return_weeks
            student.role = PAUSED if paused else ON_DUTY
            if p.meeting_hours > 0 and world.week % WEEKS % p.meeting_weeks == 0:
                student.meeting = int(student.season != BREAK)
            if not paused and student.season != BREAK:
                student.capacity = min(math.floor(60 * p.duty_hours / p.encounter_minutes), 255)
    world.duty_hours = p.duty_hours * sum(s.capacity > 0 for s in students) / len(students)
    return [s for s in students if s.capacity > 0]


def drop_in(world):
    """After seeking: who turned to a supporter chooses one of those with capacity."""
    p, week = world.p.programme, world.week
    supporters = [s for s in world.enrolled() if s.capacity > 0]
    for student in world.enrolled() if p.supporters else ():
        j = race([(j.id, world.draw.uniform(0, "formal", week, student.id, j.id),
                   p.weight_any + p.weight_assigned * (student.assigned == j.id)
                   + p.weight_tie * world.strength(student.id, j.id)
                   + p.weight_place * (student.place == j.place != AWAY)) for j in supporters]) if student.sought == SUPPORTER else None
        if j is None:
            continue
        world.requests.append(Request(student.id, j, NOTICED | OFFERED | ACCEPTED, 1, BY_RECEIVER))
        world.requests[-1].minutes = int(p.encounter_minutes + 0.5)
        if student.noticed_week == NEVER:
            student.noticed_week = week


def approaches(world, student, supporter, noticed):
    """Whether a supporter with capacity approaches: met, assigned or isolated."""
    p, week, j = world.p.programme, world.week, supporter.id
    if noticed is not None:
        return not noticed.stage & OFFERED
    if student.assigned != j:
        return False
    if student.level != WELL:
        rate = p.outreach * (p.outreach_severe if student.level == SEVERE else 1) * math.exp(supporter.taught_reaching)
        return world.draw.uniform(1, "formal", week, j, student.id) < chance(rate)
    isolated = not student.friends(world.p.ties.friend_at)
    return isolated and world.draw.uniform(3, "formal", week, j, student.id) < chance(p.outreach_isolated * math.exp(supporter.taught_reaching))


def programme_step(world):
    """Who serves, assignment, duty, outreach."""
    p, week = world.p.programme, world.week
    world.mean_trust = p.trust
    if p.supporters == 0:
        if world.programme_runs:
            for student in world.students.values():
                student.role, student.capacity, student.meeting = NO_ROLE, 0, 0
                student.assigned = student.succeeds = ID_NONE
            world.duty_hours, world.programme_week, world.programme_runs = 0.0, NEVER, False
        return
    world.programme_runs = True
    hand_over(world)
    if fill_vacancies(world, season, where_ahead) or week % WEEKS in (0, 26):
        assign_students(world)
    recruit(world, season, where_ahead)
    supporters = take_duty(world)
    noticed = {(r.receiver, r.giver): r for r in world.requests if r.starter == BY_GIVER}
    formal = []
    for student in world.enrolled():
        for supporter in supporters:
            if approaches(world, student, supporter, noticed.get((student.id, supporter.id))):
                request = noticed.get((student.id, supporter.id)) or Request(student.id, supporter.id, NOTICED)
                request.stage |= OFFERED
                request.formal = 1
                request.minutes = int(world.p.programme.encounter_minutes + 0.5)
                accept = logistic(accept_logit(world, p, student, supporter.id)
                                  + p.accept_programme_trust * (p.trust + student.trust_entry + student.trust))
                if world.draw.uniform(2, "formal", week, supporter.id, student.id) < accept:
                    request.stage |= ACCEPTED
                formal.append(request)
    for request in formal:
        student = world.students[request.receiver]
        if student.level != WELL and student.noticed_week == NEVER:
            student.noticed_week = week
    world.requests += [request for request in formal if request not in world.requests]


# Steps 6-8: seeking

BARRIERS = "career", "not_helpful", "confidentiality", "stigma", "time"


def barriers_held(world, student, channel):
    """x of each barrier that the student holds towards a channel: entry share, the student's part, the channel's own part, what moved it."""
    p, held = world.p.seeking, {}
    own = world.draw.words("barrier", 0, student.id, channel)
    own = normals(*own[:2]) + normals(*own[2:]) + normals(*world.draw.words("barrier", 0, student.id, channel, repeat=1)[:2])[:1]
    person = world.draw.words("barrier_person", 0, student.id)
    person = (student.career_fear, *normals(*person[:2]), student.stigma_anticipated, normals(*person[2:])[0])
    trusted = p.trust * (world.mean_trust + student.trust) if channel == SUPPORTER else 0
    for b, name in enumerate(BARRIERS):
        share = getattr(p, f"{name}_{CHANNELS[channel]}")
        offset = statistics.NormalDist().inv_cdf(share) if share > 0 else -math.inf
        moved = 0.0
        if name == "not_helpful":
            moved = -trusted - (p.taught_helps * student.taught_literacy if channel in SERVICES else 0)
        elif name == "confidentiality":
            moved = (student.wariness if channel in (FRIEND, SUPPORTER) else 0) - trusted
        elif name == "time" and channel in (FACULTY, COUNSELLING) and student.phase == PLACEMENT and student.season != BREAK:
            moved = p.placement_time
        held[name] = offset + math.sqrt(p.lasting) * person[b] + math.sqrt(1 - p.lasting) * own[b] + moved
    return held


def against(world, student, channel):
    """What speaks against a channel; in an emergency neither confidentiality nor one's own hospital."""
    p, emergency = world.p.seeking, student.struck & STRUCK_EMERGENCY
    total = sum(getattr(p, f"{name}_weight") * max(0, x) for name, x in barriers_held(world, student, channel).items()
                if not (emergency and name == "confidentiality"))
    return total + (p.avoid if student.own_sites >> channel & 1 and not emergency else 0)


def attraction(world, student, channel):
    p, severe = world.p.seeking, student.level == SEVERE
    base = getattr(p, f"{CHANNELS[channel]}_base")
    if channel == FRIEND:
        return base + p.friend_severe * severe
    if channel == SUPPORTER:
        return base + p.supporter_severe * severe + p.supporter_trust * (world.mean_trust + student.trust_entry + student.trust)
    return base + p.severe * severe + (p.literacy * student.literacy if channel in SERVICES else 0)


def mark_own_sites(world):
    """Services at a site where a student is or will be in the weeks left of the year."""
    sites = {c: site for c in SERVICES if (site := getattr(world.p.seeking, f"{CHANNELS[c]}_site"))}
    where = where_ahead(world) if sites else {}
    for student in world.students.values():
        student.own_sites = sum((site - 1 in where[student.id]) << c for c, site in sites.items())


def seeking_step(world):
    """Each distressed student turns to one channel or to nobody."""
    week, draw = world.week, world.draw
    capacity = any(s.capacity for s in world.students.values())
    mark_own_sites(world)
    for student in world.students.values():
        student.sought = NOBODY
        if student.level == WELL or not student.enrolled:
            student.sought_how = 0
            continue
        ask, seek = draw.words("ask", week, student.id), draw.words("seek", week, student.id)
        words = {FRIEND: ask[0], SUPPORTER: ask[2], FACULTY: seek[0], COUNSELLING: ask[1], GP: seek[1], OUTSIDE: seek[2]}
        closed = {FRIEND: student.answered or not student.ties, SUPPORTER: not capacity or student.role == ON_DUTY}
        closed.update((c, student.care != NO_CARE) for c in SERVICES)
        student.sought = race([(NOBODY, uniform(ask[3]), 1.0)] + [
            (c, uniform(word), math.exp(attraction(world, student, c) - against(world, student, c)))
            for c, word in words.items() if not closed.get(c)])
        if student.sought != NOBODY:
            student.sought_how |= 1 << student.sought


def follow_referrals(world):
    """The first service referred to that a student would go to."""
    p = world.p.seeking
    for student in world.students.values():
        student.follows = NOBODY
        for k, c in reversed(list(enumerate(SERVICES))):
            accept = p.accept_base - against(world, student, c) + p.accept_emergency * bool(student.struck & STRUCK_EMERGENCY)
            if student.referral_inbox >> c & 1 and world.draw.uniform(1 + k, "queue", world.week, student.id) < logistic(accept):
                student.follows = c


# Step 7b: help

TOPICS = "studies", "placement", "career", "relationships", "health", "mood", "finances", "other"


def hold(world, request):
    """One encounter: format, quality, relief, burden, the tie, handing on, breach."""
    p, week = world.p.help, world.week
    i, j = world.students[request.receiver], world.students[request.giver]
    distressed, severe, tie = i.level != WELL, i.level == SEVERE, world.tie(i.id, j.id)
    words = [uniform(word) for word in world.draw.words("help", week, j.id, i.id, repeat=request.formal)]
    after = [uniform(word) for word in world.draw.words("help_after", week, j.id, i.id, repeat=request.formal)]
    far = world.apart(i.id, j.id) or i.place == AWAY
    request.stage |= HELD
    request.format = race([(IN_PERSON, words[0], p.in_person_apart if far else p.in_person), (CALL, words[1], p.call),
                           (MESSAGE, words[2], p.message)])
    request.poor = int(words[3] < logistic(p.poor_base - p.poor_skill * (j.empathy + j.literacy)))
    words = [uniform(word) for half in ("a", "b") for word in world.draw.words("topic_" + half, week, j.id, i.id, repeat=request.formal)]
    topic = race([(k, words[k], getattr(p, "topic_" + name)) for k, name in enumerate(TOPICS)])
    request.topic = len(TOPICS) - 1 if topic is None else topic
    if not request.formal:
        request.minutes = (p.minutes_in_person, p.minutes_call, p.minutes_message)[request.format]
    if distressed:
        i.relief += p.relief * (1, p.call_relief, p.message_relief)[request.format] * (p.poor_relief if request.poor else 1)
        i.supported_week = week
        i.supported_how |= FORMAL if request.formal else INFORMAL
    advised = request.formal and distressed and after[1] < p.advice
    j.burden += p.burden * (p.burden_severe if severe else 1) * (p.advice_burden if advised else 1)
    j.relief += 0 if request.poor else p.relief * p.comfort
    if request.formal:
        j.duty_week = week
    j.given += 1
    j.given_week += 1
    if tie:
        if not world.p.ties.frozen:
            tie.banked += fixed(p.hours)
            tie.cumulative += fixed(p.hours)
        tie.good[i.id] += not request.poor
    elif after[3] < p.tie_chance:
        world.remember_birth(i.id, j.id, SUPPORT)
    emergency = bool(i.struck & STRUCK_EMERGENCY)
    on = (p.hand_on_base + p.hand_on_severe * severe + p.hand_on_emergency * emergency
          + p.hand_on_literacy * j.literacy + p.hand_on_clarity * j.boundary_clarity + p.hand_on_formal * request.formal
          + p.hand_on_boundary * (request.formal and severe) + p.hand_on_advice * advised
          - (0 if emergency else p.hand_on_confidentiality * j.confidentiality_worry))
    if distressed and after[0] < logistic(on):
        own = 0 if emergency else i.own_sites | j.own_sites
        named = race([(c, uniform(word), getattr(p, f"refer_{CHANNELS[c]}") * (math.exp(-p.refer_avoid) if own >> c & 1 else 1))
                      for c, word in zip(SERVICES, world.draw.words("refer", week, j.id, i.id, repeat=request.formal))])
        request.referred = COUNSELLING if named is None else named
        i.referral_inbox |= 1 << request.referred
    if after[2] < p.breach:
        request.breached = 1
        if tie:
            tie.broken[i.id] += 1


def help_step(world):
    """Relief and burden fade; each giver holds the first of the accepted requests, informal and formal apart."""
    p = world.p.help
    for student in world.enrolled():
        student.relief *= f32(2 ** (-1 / p.relief_half_life))
        student.burden *= f32(2 ** (-1 / p.burden_half_life))
        if student.meeting:
            student.burden *= f32(p.meeting_burden)
        student.given_week = 0
        if student.sought == OUTSIDE:
            student.relief += p.relief * p.outside_relief
        if student.level == WELL:
            student.supported_how = 0

    def rank(request):
        low, high = sorted((request.receiver, request.giver))
        level = world.students[request.receiver].level
        return -level, world.draw.word(0, "rank", world.week, low, high), request.receiver, request.starter

    asked = {}
    for request in world.requests:
        if request.stage & ACCEPTED:
            asked.setdefault((request.giver, request.formal), []).append(request)
    for (giver, formal), requests in asked.items():
        room = world.students[giver].capacity if formal else p.per_week
        one_a_pair = {}
        for request in sorted(requests, key=rank):
            one_a_pair.setdefault(request.receiver, request)
        for request in list(one_a_pair.values())[:room]:
            hold(world, request)


# Step 8: services

def services_step(world):
    """Leaving, joining, serving, service by service."""
    p, week, draw, students = world.p.services, world.week, world.draw, world.enrolled()

    def leave(s):
        s.care, s.care_channel, s.care_week = NO_CARE, NOBODY, NEVER

    for s in students:
        if s.level == WELL:
            s.cared = 0
        if s.care != NO_CARE and (s.level == WELL or (s.care == IN_CARE and week - s.care_week >= p.course_weeks)):
            leave(s)
        channel = s.follows or (s.sought if s.sought in SERVICES else NOBODY)
        if s.level != WELL and s.care == NO_CARE and channel != NOBODY:
            s.care, s.care_channel, s.care_week = WAITING, channel, week
        s.referral_inbox = 0
    for c in SERVICES:
        mine = [s for s in students if s.care_channel == c]
        per_1000 = getattr(p, f"{CHANNELS[c]}_places")
        places = max(math.floor(per_1000 * len(students) / 1000 + 0.5), per_1000 > 0) - sum(s.care == IN_CARE for s in mine)
        for s in sorted((s for s in mine if s.care == WAITING),
                        key=lambda s: (-s.level, s.care_week, draw.word(0, "queue", week, s.id), s.id)):
            if places <= 0:
                break
            if draw.uniform(3, "seek", week, s.id) < p.attendance:
                s.care, s.care_week, s.cared = IN_CARE, week, 1
                places -= 1
            else:
                leave(s)


# Step 9: education

FOR_ALL = ("symptoms", "scripts", "emergencies", "disclosure", "obligations", "collegiality")
FOR_SUPPORTERS = ("boundaries", "reaching", "meeting")


def session_hours(world, year_of_course, supports):
    """Hours of each session type that this week's timetable holds for students of a year of course, without or with a supporter's role."""
    p, week = world.p.education, world.week % WEEKS
    phase = PHASES[world.p.school.course[year_of_course]]
    taught = [w for w in range(WEEKS) if season(world.p, phase, w) == TEACHING][:p.spread_weeks]
    hours = dict.fromkeys(FOR_ALL + FOR_SUPPORTERS, 0.0)
    if week in taught:
        for name in FOR_ALL:
            years = getattr(p, f"{name}_years")
            if not years or year_of_course + 1 in years:
                hours[name] = getattr(p, f"{name}_hours") / len(taught)
        if supports:
            for name in FOR_SUPPORTERS:
                hours[name] = getattr(p, f"supporter_{name}_hours") / len(taught)
    return hours


def lesson(world, year_of_course, supports):
    """By how much the week's sessions move each trait of someone who misses nothing."""
    p, h = world.p.education, session_hours(world, year_of_course, supports)
    return {"literacy": (h["symptoms"] * p.symptoms_literacy + h["emergencies"] * p.emergencies_literacy
                         + h["reaching"] * p.reaching_literacy),
            "boundary_clarity": (h["scripts"] * p.scripts_clarity + h["obligations"] * p.obligations_clarity
                                 + h["boundaries"] * p.boundaries_clarity + h["meeting"] * p.meeting_clarity),
            "self_efficacy": (h["scripts"] * p.scripts_self_efficacy + h["reaching"] * p.reaching_self_efficacy
                              + h["meeting"] * p.meeting_self_efficacy),
            "collegial_norm": h["obligations"] * p.obligations_norm + h["collegiality"] * p.collegiality_norm,
            "stigma_public": (sum(h.values()) * p.teaching_stigma + h["disclosure"] * p.disclosure_stigma
                              + h["symptoms"] * p.disease_framing * p.framing_stigma),
            "stigma_anticipated": h["disclosure"] * p.disclosure_anticipated,
            "career_fear": h["obligations"] * p.obligations_emphasis * p.emphasis_career_fear,
            "confidentiality_worry": h["emergencies"] * p.emergencies_worry,
            "reaching": h["reaching"] * p.reaching_outreach}


def education_step(world):
    """What was taught fades; each takes in the share of the week's lesson that presence is of the usual time."""
    kept = 2 ** (-1 / world.p.traits.education_half_life)
    lessons = {}
    for student in world.enrolled():
        audience = student.year_of_course, student.role != NO_ROLE
        if audience not in lessons:
            lessons[audience] = lesson(world, *audience)
        for name, moves in lessons[audience].items():
            before = getattr(student, f"taught_{name}")
            faded = f32(before * kept)
            setattr(student, f"taught_{name}", bounded(faded + student.presence * moves))
            if name in TRAITS:
                setattr(student, name, bounded(getattr(student, name) + getattr(student, f"taught_{name}") - before))


# Step 10: traits

def bounded(value):
    return min(max(value, -6), 6)


def traits_step(world):
    """Training fades and moves four traits with it; giving moves three, receiving one. Traits stay within ±6 SD."""
    p = world.p.traits
    for request in world.requests:
        if request.stage & HELD:
            receiver = world.students[request.receiver]
            receiver.stigma_anticipated = bounded(receiver.stigma_anticipated + p.stigma_received)
    for student in world.enrolled():
        before = student.training
        student.training = before * 2 ** (-1 / p.training_half_life) + student.training_inbox
        student.training_inbox = 0
        dose, given = student.training - before, student.given_week
        for name, change in (("literacy", p.train_literacy * dose), ("boundary_clarity", p.train_clarity * dose),
                             ("empathy", p.empathy_gain * given),
                             ("self_efficacy", p.train_self_efficacy * dose + p.self_efficacy_gain * given),
                             ("stigma_public", p.train_stigma * dose + p.stigma_change * given)):
            setattr(student, name, bounded(getattr(student, name) + change))
    move_trust(world)


def move_trust(world):
    """What formal encounters, breaches and hearing of them did to trust in the programme; it drifts back."""
    p, moved = world.p.traits, {}
    for request in world.requests:
        if request.formal and request.stage & HELD:
            student = world.students[request.receiver]
            changes = [(student.id, p.trust_poor if request.poor else 0 if request.breached else p.trust_good)]
            if request.breached:
                changes += [(student.id, p.trust_breach)] + [(j, p.trust_heard) for j in student.friends(world.p.ties.friend_at)]
            for i, change in changes:
                moved[i] = moved.get(i, 0) + fixed(change)
    breached = [r.receiver for r in world.requests if r.breached]
    for student in world.students.values():
        student.wariness = f32(student.wariness * 2 ** (-1 / p.wary_half_life))
        for _ in range(breached.count(student.id)):
            student.wariness = min(6, student.wariness + p.wary_breach)
        student.trust = bounded(student.trust * 2 ** (-1 / p.trust_half_life) + moved.get(student.id, 0) / 1024)


def week_step(world, first):
    """The model's week, in order."""
    calendar_step(world, first)
    encounters_step(world)
    ties_step(world)
    distress_step(world)
    noticing_step(world)
    support_step(world)
    programme_step(world)
    seeking_step(world)
    ask_friends(world)
    drop_in(world)
    help_step(world)
    follow_referrals(world)
    services_step(world)
    education_step(world)
    traits_step(world)


def run(scenario, arm, replicate, settings, opened=None):
    """Yields the world after each week. opened keeps the worlds that burn-in leads to: where the base is the same, it is not yielded again."""
    base, changed, from_week = read_scenario(scenario, arm, settings)
    first = start = -WEEKS * base.run.burn_in_years
    school = repr(base), replicate
    world = World(base, base.run.seed, replicate)
    if opened is not None and from_week >= 0 and school in opened:
        world, start = copy.deepcopy(opened[school]), 0
    for week in range(start, WEEKS * base.run.years):
        world.week, world.p = week, changed if week >= from_week else base
        if week == from_week:
            world.timetable_since = week
        week_step(world, week == first)
        if opened is not None and from_week >= 0 and week == -1:
            opened[school] = copy.deepcopy(world)
        yield world


def textbook_sisa(edges, n, onset, contagion, recovery, distressed, weeks, rng):
    """Share distressed at the end of each week of the discrete-time SISa process on a graph.

    With m distressed neighbours P(onset) = 1 − exp(−(onset + contagion · m)), P(recovery) = 1 − exp(−recovery), both
    from start-of-week states. distressed: boolean array of n at the start; rng: numpy Generator.
    """
    a, b = numpy.asarray(edges).T
    share = numpy.empty(weeks)
    for week in range(weeks):
        m = numpy.bincount(a, distressed[b], n) + numpy.bincount(b, distressed[a], n)
        u = rng.random(n)
        distressed = numpy.where(distressed, u >= -numpy.expm1(-recovery), u < -numpy.expm1(-(onset + contagion * m)))
        share[week] = distressed.mean()
    return share


def main():
    parser = argparse.ArgumentParser(description="States of kith's model, week by week, from the slow reference model.")
    parser.add_argument("scenario")
    parser.add_argument("--arm")
    parser.add_argument("--replicate", type=int, default=1)
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE")
    parser.add_argument("--weeks", type=int, nargs=2, metavar=("FIRST", "LAST"))
    arguments = parser.parse_args()
    print("columns," + ",".join(COLUMNS))
    for world in run(arguments.scenario, arguments.arm, arguments.replicate, arguments.set):
        if not arguments.weeks or arguments.weeks[0] <= world.week <= arguments.weeks[1]:
            dump(world, sys.stdout.write)


if __name__ == "__main__":
    main()
