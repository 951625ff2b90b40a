/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An arm follows the base before its from_week. Its timetable over the whole run is the base's stays until the day on which it begins, and its own from
 * then on; a stay over that day is cut there, as the simulation does when it plans the year anew. Years of the arm's own plan are planned as if it
 * had always held, which is what the simulation does, too.
 */
#include <stdlib.h>
#include <string.h>

#include "experiment/timetable_open.h"
#include "timetable/export/roster_write.h"

static bool same_places(const struct places *a, const struct places *b)
{
    bool same = a->sites == b->sites && a->rotations == b->rotations && a->count == b->count;
    for (uint32_t s = 0; same && s < a->sites; s++)
        same = strcmp(a->site_label[s], b->site_label[s]) == 0;
    for (uint32_t r = 0; same && r < a->rotations; r++)
        same = strcmp(a->rotation_label[r], b->rotation_label[r]) == 0;
    for (size_t p = 0; same && p < a->count; p++)
        same = a->at[p].site == b->at[p].site && a->at[p].rotation == b->at[p].rotation;
    return same;
}

static enum kith_status say_left_out(const struct kith_timetable *t, const char *why, struct kith_report *report)
{
    const struct plan_arm *arm = &t->plan.arms[0];
    return kith_report_add(report, KITH_WARNING, t->plan.scenario->path, 0, 0,
                           "arm %s begins in week %d; what the base holds before it is not in this timetable: %s", arm->name,
                           arm->from_week, why);
}

/* A copy that has the cohorts `first` to `first + count - 1`, as planned ones have. */
static enum kith_status spread(struct roster *roster, const struct timetable *timetable, int first, int count, int years)
{
    struct roster whole;
    if (timetable->parameters.policy != TIMETABLE_ROSTER)
        return KITH_OK;
    enum kith_status status = roster_unroll(roster, first, count, years, &whole);
    if (status == KITH_OK) {
        roster_clear(roster);
        *roster = whole;
    }
    return status;
}

/* Adds what of a roster lies from day `from` to day `until` - 1 of the calendar. */
static enum kith_status add_between(struct roster *made, const struct roster *roster, int64_t from, int64_t until)
{
    enum kith_status status = KITH_OK;
    for (size_t k = 0; k < roster->count && status == KITH_OK; k++) {
        struct stint stint = roster->stint[k];
        int64_t first = roster_date(roster, &stint, stint.first_day), last = roster_date(roster, &stint, stint.last_day);
        if (last < from || first >= until)
            continue;
        stint.first_day += first < from ? (int32_t)(from - first) : 0;
        stint.last_day -= last >= until ? (int32_t)(last - until + 1) : 0;
        status = roster_add(made, &stint);
    }
    return status;
}

static enum kith_status join(struct kith_timetable *t, const struct roster *base)
{
    int64_t begins = t->plan.arms[0].timetable.start_day + (int64_t)t->plan.arms[0].from_week * WEEK_DAYS;
    struct roster made = t->roster;
    made.stint = NULL;
    made.count = made.capacity = 0;
    enum kith_status status = add_between(&made, base, INT64_MIN, begins);
    if (status == KITH_OK)
        status = add_between(&made, &t->roster, begins, INT64_MAX);
    roster_sort(&made);
    roster_clear(status == KITH_OK ? &t->roster : &made);
    if (status == KITH_OK)
        t->roster = made;
    return status;
}

enum kith_status timetable_add_before(struct kith_timetable *t, int first, int count, struct kith_report *report)
{
    struct plan_arm *arm = &t->plan.arms[0], before = *arm;
    const struct timetable_parameters *p = &t->plan.base->model.timetable;
    if (arm->from_week <= t->plan.first_week || memcmp(p, &arm->parameters->model.timetable, sizeof *p) == 0)
        return KITH_OK;
    if (p->policy == TIMETABLE_PODS && p->pod_by == POD_BY_FRIENDS)
        return say_left_out(t, "pods of friends need a simulation", report);
    if (!same_places(&t->plan.sources[0].timetable.places, t->places))
        return say_left_out(t, "it has other places", report);
    before.parameters = t->plan.base;
    before.timetable = t->plan.sources[0].timetable;
    struct kith_timetable base = *t;
    base.plan.arms = &before;
    roster_init(&base.roster);
    enum kith_status status = timetable_make_roster(&base, report);
    if (status == KITH_OK)
        status = spread(&base.roster, &before.timetable, first, count, t->years);
    if (status == KITH_OK)
        status = spread(&t->roster, &arm->timetable, first, count, t->years);
    if (status == KITH_OK && arm->from_week % CALENDAR_WEEKS != 0)
        kith_report_add(report, KITH_WARNING, t->plan.scenario->path, 0, 0,
                        "arm %s begins in week %d, within a placement year: stays are cut there, and a run of this roster is not "
                        "quite the arm's",
                        arm->name, arm->from_week);
    bool alike = base.roster.seats == t->roster.seats && base.roster.cohorts == t->roster.cohorts &&
                 base.roster.entry_year == t->roster.entry_year && base.roster.day_zero == t->roster.day_zero;
    if (status == KITH_OK)
        status = alike ? join(t, &base.roster) : say_left_out(t, "its years are others", report);
    roster_clear(&base.roster);
    return status;
}
