# SPDX-License-Identifier: GPL-3.0-or-later
"""State of the slow reference model: students, ties, this week's meetings and requests."""

import math

import reference_draws as luck

WEEKS = 52
NEVER = -32768
ID_NONE = 0xFFFFFFFF
SEAT_BITS, YEAR_ZERO = 20, 128

CAMPUS, PLACEMENT = 0, 1
TEACHING, EXAM, BREAK = 0, 1, 2
AWAY, ON_CAMPUS = -2, -1
WELL, DISTRESSED, SEVERE = 0, 1, 2
STRUCK_PERSON, STRUCK_TEAM, STRUCK_SITE, STRUCK_EMERGENCY = 1, 2, 4, 8
GIVEN, SMALL_GROUP, CIRCLE, CLOSURE, SUPPORT = 0, 1, 2, 3, 4
NOTICED, OFFERED, ACCEPTED, HELD = 1, 2, 4, 8
BY_GIVER, BY_RECEIVER = 0, 1
IN_PERSON, CALL, MESSAGE = 0, 1, 2
INFORMAL, FORMAL = 1, 2
NO_ROLE, ON_DUTY, PAUSED = 0, 1, 2
NO_CARE, WAITING, IN_CARE = 0, 1, 2
CHANNELS = ("nobody", "friend", "supporter", "faculty", "counselling", "gp", "outside")
NOBODY, FRIEND, SUPPORTER, FACULTY, COUNSELLING, GP, OUTSIDE = range(7)
SERVICES = FACULTY, COUNSELLING, GP

TRAITS = ("literacy", "boundary_clarity", "empathy", "self_efficacy", "collegial_norm", "stigma_public",
          "stigma_anticipated", "career_fear", "confidentiality_worry")
TAUGHT = ("literacy", "boundary_clarity", "self_efficacy", "collegial_norm", "stigma_public", "stigma_anticipated",
          "career_fear", "confidentiality_worry", "reaching")
TAUGHT_COLUMNS = tuple(f"taught_{name}" for name in TAUGHT)
REALS = frozenset(TRAITS + TAUGHT_COLUMNS + ("frailty", "sociability", "willingness", "presence", "leisure_rate", "relief", "burden",
                            "training", "training_inbox", "trust_entry", "trust", "wariness"))
COLUMNS = ("id", "enrolled", "attributes", "frailty", "sociability", "willingness", "trust_entry", "phase", "season", "year_of_course",
           "place", "site", "phase_week", "presence", "leisure_rate", "level", "next_level", "struck", "since_week",
           "noticed_week", "answered", "relief", "burden", "supported_week", "supported_how", "given_week", "given",
           "duty_week", "role", "capacity", "assigned", "serving_week", "boundary_week", "succeeds", "stopped", "meeting", "sought", "sought_how", "follows", "own_sites", "care", "care_channel", "care_week", "cared", "referral_inbox") + TRAITS + (
               "training", "training_inbox", "trust", "trust_inbox", "wariness") + TAUGHT_COLUMNS


class Student:
    """One seat of a cohort. Columns as in the program; reals are kept as 32-bit floats. ties: peer's id -> Tie."""

    __slots__ = COLUMNS + ("ties", "meets")

    def __init__(self, number):
        for name in COLUMNS:
            object.__setattr__(self, name, 0)
        self.id = number
        self.enrolled = 1
        self.site = -1
        self.assigned = self.succeeds = ID_NONE
        self.duty_week = self.serving_week = self.boundary_week = NEVER
        self.since_week = self.noticed_week = self.supported_week = self.care_week = self.phase_week = NEVER
        self.ties = {}
        self.meets = {}

    def __setattr__(self, name, value):
        object.__setattr__(self, name, luck.f32(value) if name in REALS else value)

    @property
    def entry_year(self):
        return (self.id >> SEAT_BITS) - YEAR_ZERO

    def friends(self, hours):
        """Peers with at least this many banked hours."""
        return [peer for peer, tie in self.ties.items() if tie.banked >= luck.fixed(hours)]


class Tie:
    """A friendship, one object for both ends. good[i], broken[i]: what i has met with from the other."""

    __slots__ = ("banked", "cumulative", "met", "since_week", "origin", "good", "broken")

    def __init__(self, a, b, banked, week, origin):
        self.banked, self.cumulative, self.met = banked, 0, 0
        self.since_week, self.origin = week, origin
        self.good = {a: 0, b: 0}
        self.broken = {a: 0, b: 0}

    @property
    def strength(self):
        """s = banked / (banked + 90 h)."""
        return self.banked / (self.banked + 90.0 * 1024)


class Request:
    """Who noticed whom this week, and how far it came."""

    __slots__ = ("receiver", "giver", "stage", "formal", "starter", "format", "poor", "referred", "breached", "topic", "minutes")

    def __init__(self, receiver, giver, stage, formal=0, starter=BY_GIVER):
        self.receiver, self.giver, self.stage, self.formal, self.starter = receiver, giver, stage, formal, starter
        self.format = self.poor = self.referred = self.breached = self.topic = self.minutes = 0


class World:
    """All that changes. p: parameters in force this week."""

    def __init__(self, p, seed, replicate):
        self.p = p
        self.draw = luck.Draws(seed, replicate)
        self.week = None
        self.students = {}  # id -> Student, ghosts too, in id order
        self.small = {}  # entry year -> small groups, each a list of ids in order
        self.wide = []  # this week's wide groups, each a list of ids around the circle
        self.births = {}  # (low, high) -> origin of a tie that has yet to begin
        self.requests = []
        self.timetable_since = -math.inf  # first week of the timetable in force
        self.programme_week = NEVER  # of the last selection that found anyone
        self.programme_runs = False
        self.mean_trust = self.crowd_hours = 0.0
        self.duty_hours = 0.0  # of supporters with capacity last week, per enrolled student

    def enrolled(self):
        return [student for student in self.students.values() if student.enrolled]

    def order(self, ids, number, purpose, week):
        """ids in the order of a draw, then id."""
        return sorted(ids, key=lambda i: (self.draw.word(number, purpose, week, i), i))

    def apart(self, a, b):
        return self.students[a].place != self.students[b].place

    def homophily(self, a, b):
        """exp(homophily · (share of the two attributes that are equal − 0.5))."""
        differ = bin(self.students[a].attributes ^ self.students[b].attributes).count("1")
        return math.exp(self.p.population.homophily * ((2 - differ) / 2 - 0.5))

    def tie(self, a, b):
        return self.students[a].ties.get(b)

    def strength(self, a, b):
        tie = self.tie(a, b)
        return tie.strength if tie else 0.0

    def add_tie(self, a, b, banked, week, origin):
        self.students[a].ties[b] = self.students[b].ties[a] = Tie(a, b, banked, week, origin)

    def drop_tie(self, a, b):
        del self.students[a].ties[b], self.students[b].ties[a]

    def drop_ties(self, a):
        for b in list(self.students[a].ties):
            self.drop_tie(a, b)

    def remember_birth(self, a, b, origin):
        """Small group, circle, closure, support, in this order of precedence."""
        pair = min(a, b), max(a, b)
        self.births[pair] = min(origin, self.births.get(pair, origin))


def dump(world, write):
    """The week's state, as tests/model/dump_states.c prints it."""

    def text(name, value):
        return f"{value:.9g}" if name in REALS else str(value)

    write(f"week,{world.week}\n")
    for student in world.students.values():
        write(f"s,{student.id}," + ",".join(text(name, getattr(student, name)) for name in COLUMNS) + "\n")
    for student in world.students.values():
        for peer, tie in sorted(student.ties.items()):
            write(f"t,{student.id},{peer},{tie.banked},{tie.cumulative},{tie.met},{tie.since_week},{tie.origin},"
                  f"{tie.good[student.id]},{tie.broken[student.id]}\n")
    for r in world.requests:
        write(f"r,{r.receiver},{r.giver},{r.stage},{r.formal},{r.starter},{r.format},{r.poor},{r.referred},{r.breached},"
              f"{r.topic},{r.minutes}\n")
