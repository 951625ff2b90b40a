/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two timetables held against each other. What a policy plans is drawn by luck, so that one plan says little: each is drawn in several replicates,
 * and those of the same replicate, which have the same luck, are compared with each other. Raw continuity is not asked: where places are
 * concentrated at few sites it is high by chance. Numbers are judged as they are; those that tell of 1 to 4 students are withheld from whoever
 * asks for them, but not from the judgement.
 */
#include <math.h>
#include <stdlib.h>

#include "experiment/timetables/timetable_open.h"

static const double margin = 0.01; /* a percentage point */
enum { MEAN_LEAST = 5 };           /* draws, whose mean does not tell of one of them */

struct draw {
    double kept, alone;
    bool alone_withheld;
};

struct kith_draws {
    struct draw *at;
    int64_t count;
};

static enum kith_status audit_draw(const struct kith_timetable *t, struct draw *draw)
{
    struct audit audit;
    struct audit_input input = timetable_audited(t);
    enum kith_status status = audit_run(&audit, &input);
    if (status != KITH_OK)
        return status;
    struct audit_total total;
    audit_total(&audit, NULL, 0, &total);
    bool few = total.students < AUDIT_LEAST;
    *draw = (struct draw){few ? NAN : total.adjusted, few ? NAN : total.alone, audit_hide(&total).alone};
    audit_clear(&audit);
    return KITH_OK;
}

static enum kith_status draw_again(const struct kith_timetable *timetable, int64_t replicate, struct draw *draw,
                                   struct kith_report *report)
{
    struct kith_timetable other = *timetable;
    other.options.replicate = replicate;
    roster_init(&other.roster);
    enum kith_status status = timetable_make_roster(&other, report);
    if (status == KITH_OK)
        status = audit_draw(&other, draw);
    roster_clear(&other.roster);
    return status;
}

enum kith_status kith_timetable_draw(const struct kith_timetable *timetable, int64_t first, int64_t count,
                                     struct kith_draws **draws, struct kith_report *report)
{
    bool lucky = timetable->planned && timetable->plan.arms[0].timetable.parameters.policy != TIMETABLE_ROSTER;
    struct kith_draws *made = *draws = calloc(1, sizeof *made);
    if (!made)
        return KITH_FAILED;
    made->count = lucky ? count : 1;
    made->at = calloc((size_t)made->count, sizeof *made->at);
    enum kith_status status = made->at ? KITH_OK : KITH_FAILED;
    if (!lucky && status == KITH_OK)
        status = audit_draw(timetable, made->at);
    for (int64_t k = 0; lucky && k < count && status == KITH_OK; k++)
        status = draw_again(timetable, first + k, &made->at[k], report);
    if (status != KITH_OK) {
        kith_draws_free(made);
        *draws = NULL;
    }
    return status;
}

void kith_draws_free(struct kith_draws *draws)
{
    if (!draws)
        return;
    free(draws->at);
    free(draws);
}

int64_t kith_draws_count(const struct kith_draws *draws)
{
    return draws->count;
}

static struct kith_spread spread_of(const struct kith_draws *draws, bool alone)
{
    struct kith_spread s = {.low = INFINITY, .high = -INFINITY};
    bool any = false;
    for (int64_t k = 0; k < draws->count; k++) {
        const struct draw *draw = &draws->at[k];
        double value = alone ? draw->alone : draw->kept;
        bool withheld = alone && draw->alone_withheld;
        if (isnan(value))
            return (struct kith_spread){NAN, NAN, NAN, false, false, false};
        s.low_withheld = value < s.low ? withheld : s.low_withheld || (value <= s.low && withheld);
        s.high_withheld = value > s.high ? withheld : s.high_withheld || (value >= s.high && withheld);
        s.low = fmin(s.low, value);
        s.high = fmax(s.high, value);
        s.mean += value / (double)draws->count;
        any = any || withheld;
    }
    s.mean_withheld = any && draws->count < MEAN_LEAST;
    s.mean = s.mean_withheld ? NAN : s.mean;
    s.low = s.low_withheld ? NAN : s.low;
    s.high = s.high_withheld ? NAN : s.high;
    return s;
}

struct kith_spread kith_draws_kept(const struct kith_draws *draws)
{
    return spread_of(draws, false);
}

struct kith_spread kith_draws_alone(const struct kith_draws *draws)
{
    return spread_of(draws, true);
}

/* 1: higher in `one`; -1: lower; 0: within the margin, or of either sign by luck. */
static int differs(const struct kith_draws *one, const struct kith_draws *other, bool alone)
{
    int64_t count = one->count > other->count ? one->count : other->count, above = 0, below = 0;
    double sum = 0;
    for (int64_t k = 0; k < count; k++) {
        const struct draw *a = &one->at[k < one->count ? k : one->count - 1],
                          *b = &other->at[k < other->count ? k : other->count - 1];
        double difference = alone ? a->alone - b->alone : a->kept - b->kept;
        sum += difference;
        above += difference > 0;
        below += difference < 0;
    }
    double mean = sum / (double)count;
    if (fabs(mean) < margin * (1 - 1e-9) || (above != count && below != count))
        return 0;
    return mean > 0 ? 1 : -1;
}

struct kith_judgement kith_draws_judge(const struct kith_draws *one, const struct kith_draws *other)
{
    if (isnan(kith_draws_kept(one).mean) || isnan(kith_draws_kept(other).mean))
        return (struct kith_judgement){KITH_NOT_COMPARED, 0, 0};
    struct kith_judgement j = {.kept = differs(one, other, false), .alone = -differs(one, other, true)};
    if (j.kept == 0)
        j.verdict = j.alone == 0 ? KITH_ALIKE : KITH_MIXED;
    else if (j.alone == -j.kept)
        j.verdict = KITH_MIXED;
    else
        j.verdict = j.kept > 0 ? KITH_BETTER : KITH_WORSE;
    return j;
}
