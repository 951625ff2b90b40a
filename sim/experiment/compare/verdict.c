/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the numbers say, in sentences that a planner can act on. One place for the terminal and the page. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kith/compare.h"

const char *kith_finding_words(enum kith_finding finding)
{
    static const char *const words[KITH_FINDINGS] = {[KITH_NOT_COMPARABLE] = "cannot be compared",
                                                     [KITH_NO_DIFFERENCE] = "no difference",
                                                     [KITH_TOO_CLOSE] = "too close to matter",
                                                     [KITH_LOWER] = "lower",
                                                     [KITH_HIGHER] = "higher",
                                                     [KITH_NEEDS_MORE] = "needs more runs"};
    return words[finding];
}

const char *kith_kind_words(enum kith_kind kind)
{
    static const char *const words[KITH_KINDS] = {"mean", "ratio", "quantile", "gini"};
    return words[kind];
}

/* " weeks a year", or nothing for plain numbers. */
static const char *unit_text(const struct kith_study_outcome *o, char text[KITH_NUMBER])
{
    const char *unit = kith_difference_unit(o->unit, o->share);
    snprintf(text, KITH_NUMBER, "%s%s", unit[0] ? " " : "", unit);
    return text;
}

static void say_margin(const struct kith_study_outcome *o, char *text, size_t size)
{
    char unit[KITH_NUMBER];
    if (isnan(o->matters))
        snprintf(text, size, "no smallest difference that matters is set for it");
    else
        snprintf(text, size, "%g%s or more counts as a difference that matters", o->share ? 100 * o->matters : o->matters,
                 unit_text(o, unit));
}

static void say_more(const struct kith_difference *d, char *text, size_t size)
{
    if (isnan(d->low))
        snprintf(text, size, "one pair of simulated schools says nothing about luck: run at least %lld more", (long long)d->more);
    else if (d->more < 0)
        snprintf(text, size, "the difference may lie at that line itself, so how many more pairs would settle it cannot be said");
    else
        snprintf(text, size, "about %lld more pairs would settle it if the difference stays what it is so far",
                 (long long)d->more);
}

/* "+0.06 weeks a year (95% interval +0.04 to +0.08)". */
static void say_difference(const struct kith_study_outcome *o, const struct kith_difference *d, char *text, size_t size)
{
    char amount[2 * KITH_NUMBER], interval[KITH_NUMBER];
    int used = snprintf(text, size, "%s", kith_amount_text(d, o->unit, o->share, amount));
    if (!isnan(d->low) && used > 0 && (size_t)used < size)
        snprintf(text + used, size - (size_t)used, " (95%% interval %s)", kith_interval_text(d, o->share, interval));
}

/* Of an outcome that is a difference already. */
static const char *say_level(const struct kith_study_outcome *o, const char *arm, const struct kith_difference *d,
                             char text[KITH_SENTENCE])
{
    const struct kith_difference level = {.difference = d->mean, .low = d->mean_low, .high = d->mean_high};
    char number[160];
    say_difference(o, &level, number, sizeof number);
    snprintf(text, KITH_SENTENCE,
             "%s: %s in %s; it is less the same students in the first arm already, so arms are not compared by it", o->label,
             number, arm);
    return text;
}

const char *kith_verdict_sentence(const struct kith_study_outcome *o, const char *arm, const char *reference,
                                  const struct kith_difference *d, char text[KITH_SENTENCE])
{
    char difference[160], margin[160], more[192];
    say_difference(o, d, difference, sizeof difference);
    say_margin(o, margin, sizeof margin);
    say_more(d, more, sizeof more);
    switch (d->finding) {
    case KITH_NOT_COMPARABLE:
        if (o->against_first && !isnan(d->mean))
            return say_level(o, arm, d, text);
        snprintf(text, KITH_SENTENCE, "%s: %s and %s cannot be compared, as no simulated school has a number for it in both",
                 o->label, arm, reference);
        break;
    case KITH_NO_DIFFERENCE:
        snprintf(text, KITH_SENTENCE, "%s: no difference between %s and %s; %s exactly equal", o->label, arm, reference,
                 d->pairs == 1 ? "the only pair of simulated schools is" : "all pairs of simulated schools are");
        break;
    case KITH_TOO_CLOSE:
        snprintf(text, KITH_SENTENCE, "%s: %s and %s are too close for the difference to matter: %s, where %s", o->label, arm,
                 reference, difference, margin);
        break;
    case KITH_NEEDS_MORE:
        snprintf(text, KITH_SENTENCE, "%s: more runs are needed to tell %s from %s: %s so far, where %s; %s", o->label, arm,
                 reference, difference, margin, more);
        break;
    default:
        snprintf(text, KITH_SENTENCE, "%s: %s in %s than in %s%s: %s, where %s", o->label,
                 d->finding == KITH_LOWER ? "lower" : "higher", arm, reference,
                 o->better == KITH_BETTER_NEITHER                                 ? ""
                 : (o->better == KITH_BETTER_LOWER) == (d->finding == KITH_LOWER) ? ", which is better for students"
                                                                                  : ", which is worse for students",
                 difference, margin);
    }
    return text;
}

const char *kith_cohort_sentence(const struct kith_study_outcome *o, const struct kith_difference *d, char text[KITH_SENTENCE])
{
    char number[2][KITH_NUMBER], unit[KITH_NUMBER];
    if (isnan(d->one_low))
        snprintf(text, KITH_SENTENCE, "What one real cohort could show cannot be said from %s",
                 d->pairs == 1 ? "one pair" : "no pair");
    else if (d->finding == KITH_NO_DIFFERENCE)
        snprintf(text, KITH_SENTENCE, "No simulated school differs at all");
    else
        snprintf(text, KITH_SENTENCE, "In about 9 of 10 simulated schools the difference lies between %s and %s%s",
                 kith_signed_text(d->one_low, d, o->share, number[0]), kith_signed_text(d->one_high, d, o->share, number[1]),
                 unit_text(o, unit));
    return text;
}

const char *kith_pairing_sentence(const struct kith_difference *d, char text[KITH_SENTENCE])
{
    if (d->pairs < 2 || isnan(d->correlation) || !isfinite(d->variance_reduction))
        snprintf(text, KITH_SENTENCE, "What the shared luck gained cannot be said: %s",
                 d->pairs < 2 ? "there are fewer than two pairs" : "an arm or the difference is the same in every pair");
    else
        snprintf(text, KITH_SENTENCE,
                 "Arms share students and luck: their correlation is %.3f, which makes the variance of a difference %.*f times "
                 "smaller. Unpaired runs would have needed %.0f simulated schools in each arm, where %lld were run",
                 d->correlation, d->variance_reduction < 10 ? 1 : 0, d->variance_reduction, ceil(d->unpaired),
                 (long long)d->pairs);
    return text;
}

const char *kith_best_sentence(const struct kith_study *study, const struct kith_study_outcome *o, const bool *may_be,
                               char text[KITH_SENTENCE])
{
    size_t count = 0, used = 0;
    text[0] = '\0';
    for (size_t a = 0; a < study->arms; a++)
        count += may_be[a];
    if (count == 0)
        return text;
    used = (size_t)snprintf(text, KITH_SENTENCE, "%s: ", o->label);
    for (size_t a = 0, k = 0; a < study->arms && used < KITH_SENTENCE; a++)
        if (may_be[a])
            used += (size_t)snprintf(text + used, KITH_SENTENCE - used, "%s%s", k++ ? k == count ? " and " : ", " : "",
                                     study->arm[a]);
    if (used < KITH_SENTENCE)
        snprintf(text + used, KITH_SENTENCE - used,
                 count == 1 ? " is the best of the arms, beyond the luck of the runs"
                            : " may each still be the best; the other arms are out, beyond the luck of the runs");
    if (count == study->arms)
        snprintf(text, KITH_SENTENCE, "%s: any of the arms may still be the best", o->label);
    return text;
}

static const struct kith_study_outcome *outcome_in(const struct kith_rows *rows, size_t k)
{
    return &rows->study->outcome[rows->row ? rows->row[k] : k];
}

static const struct kith_difference *cell_in(const struct kith_rows *rows, size_t k, size_t arm)
{
    return &rows->cell[k * rows->study->arms + arm];
}

/* Distress has a verdict of its own in every answer. */
static bool is_distress(const struct kith_study_outcome *o)
{
    return strcmp(o->name, "weeks_in_distress") == 0;
}

/* The row of an outcome that may be named beside those that have a verdict of their own; rows->count if there is none. */
static size_t row_named(const struct kith_rows *rows, const char *name)
{
    for (size_t k = 0; k < rows->count; k++) {
        const struct kith_study_outcome *o = outcome_in(rows, k);
        bool judged = k == rows->first || is_distress(o) || o->checked || isnan(o->matters);
        if (strcmp(o->name, name) == 0)
            return judged || o->better == KITH_BETTER_NEITHER ? rows->count : k;
    }
    return rows->count;
}

/* How many times what matters a difference is, where it is surely more than that; else 0. */
static double times_beyond(const struct kith_rows *rows, size_t k, size_t arm)
{
    const struct kith_difference *d = cell_in(rows, k, arm);
    return d->finding == KITH_LOWER || d->finding == KITH_HIGHER ? fabs(d->difference) / outcome_in(rows, k)->matters : 0;
}

/* The rows beyond what matters, the most beyond first; returns how many. *asked: how many were looked at. */
static size_t find_beyond(const struct kith_rows *rows, size_t arm, size_t named[KITH_ASKED_FIRST], size_t *asked)
{
    size_t count = 0;
    *asked = 0;
    for (size_t a = 0; a < KITH_ASKED_FIRST; a++) {
        size_t k = row_named(rows, kith_asked_first[a]), place = count;
        *asked += k < rows->count;
        double times = k < rows->count ? times_beyond(rows, k, arm) : 0;
        if (!(times > 0))
            continue;
        for (; place > 0 && times_beyond(rows, named[place - 1], arm) < times; place--)
            named[place] = named[place - 1];
        named[place] = k;
        count++;
    }
    return count;
}

/* "; higher in close friends (+0.65), ..."; returns how many. */
static size_t say_beyond(const struct kith_rows *rows, size_t arm, const size_t *named, size_t count, enum kith_finding finding,
                         bool again, char *text)
{
    char amount[2 * KITH_NUMBER];
    size_t said = 0, used = strlen(text);
    for (size_t k = 0; k < count && used < KITH_BEYOND; k++) {
        const struct kith_study_outcome *o = outcome_in(rows, named[k]);
        const struct kith_difference *d = cell_in(rows, named[k], arm);
        if (d->finding != finding)
            continue;
        if (said++ == 0)
            used +=
                (size_t)snprintf(text + used, KITH_BEYOND - used, "%s%s in ", again ? "; " : " ", kith_finding_words(finding));
        else
            used += (size_t)snprintf(text + used, KITH_BEYOND - used, ", ");
        if (used < KITH_BEYOND)
            used += (size_t)snprintf(text + used, KITH_BEYOND - used, "%s (%s)", o->label,
                                     kith_amount_text(d, o->unit, o->share, amount));
    }
    return said;
}

const char *kith_beyond_sentence(const struct kith_rows *rows, size_t arm, char text[KITH_BEYOND])
{
    const char *name = rows->study->arm[arm], *reference = rows->study->arm[rows->reference];
    size_t named[KITH_ASKED_FIRST], asked, count = find_beyond(rows, arm, named, &asked), used = 0;
    char distress[KITH_SENTENCE];
    text[0] = '\0';
    for (size_t k = 0; k < rows->count; k++)
        if (k != rows->first && is_distress(outcome_in(rows, k)))
            used = (size_t)snprintf(text, KITH_BEYOND, "%s%s",
                                    kith_verdict_sentence(outcome_in(rows, k), name, reference, cell_in(rows, k, arm), distress),
                                    asked > 0 ? ". " : "");
    if (asked == 0)
        return text;
    snprintf(text + used, KITH_BEYOND - used, "Of what else is asked first about how students fare, ");
    used = strlen(text);
    if (count == 0) {
        snprintf(text + used, KITH_BEYOND - used,
                 "nothing is lower or higher in %s than in %s by enough to matter, as far as these runs can tell", name,
                 reference);
        return text;
    }
    snprintf(text + used, KITH_BEYOND - used, "%s against %s is, by enough to matter,", name, reference);
    bool lower = say_beyond(rows, arm, named, count, KITH_LOWER, false, text) > 0;
    say_beyond(rows, arm, named, count, KITH_HIGHER, lower, text);
    return text;
}
