/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verdict of kith compare, how sure it is, and all of it as CSV. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare.h"

static void print_sentence(const char *text, int indent)
{
    char whole[KITH_BEYOND + 2];
    snprintf(whole, sizeof whole, "%s.", text);
    if (text[0])
        cli_print_wrapped(whole, indent);
}

static void print_head(const struct compare_view *view)
{
    const struct kith_study *s = view->study;
    printf("%s\n", s->title[0] ? s->title : s->path);
    if (s->question[0])
        printf("%s\n", s->question);
    printf("%zu simulated school%s run in %s: the same students with the same luck.\n\n", s->replicates,
           s->replicates == 1 ? "," : "s, each",
           s->arms == 1   ? "one arm"
           : s->arms == 2 ? "both arms"
                          : "all arms");
}

void compare_print_verdict(const struct compare_view *view)
{
    const struct kith_study *s = view->study;
    const struct kith_study_outcome *o = &s->outcome[view->row[0]];
    const struct kith_rows rows = {s, view->row, view->rows, 0, view->cell, view->reference};
    char text[KITH_BEYOND];
    bool *may_be = calloc(s->arms, sizeof *may_be);
    if (s->arms == 1)
        cli_print_wrapped("One arm: there is nothing to compare. The table shows its means.", 0);
    for (size_t a = 0; a < s->arms; a++)
        if (a != view->reference)
            print_sentence(kith_verdict_sentence(o, s->arm[a], s->arm[view->reference], &view->cell[a], text), 0);
    if (may_be && s->arms > 2) {
        kith_best(o->value, s->arms, s->replicates, o->better, may_be);
        print_sentence(kith_best_sentence(s, o, may_be, text), 0);
    }
    for (size_t a = 0; a < s->arms; a++)
        if (a != view->reference)
            print_sentence(kith_beyond_sentence(&rows, a, text), 0);
    free(may_be);
}

static void print_reading(const struct compare_view *view)
{
    const struct kith_study *s = view->study;
    char text[KITH_SENTENCE];
    if (s->arms == 1)
        return;
    snprintf(text, sizeof text,
             "difference: the arm less %s, mean over pairs. lower/equal/higher: pairs in which the arm is so. matters: the smallest "
             "difference that counts (assumed; the scenario's compare.matters sets it). Verdicts go by the interval, not by the "
             "difference; needs more runs (about N): N more pairs would settle it if the "
             "difference stays what it is so far. A friend at hand is a close friend in "
             "the same place. points: percentage points.",
             s->arm[view->reference]);
    cli_print_wrapped(text, 0);
    if (view->rows > 5)
        printf("With so many rows, one in twenty intervals misses the truth by luck alone: decide by the first row.\n");
}

/* By the rule that ends runs, so that the two never disagree. */
static void print_precision_of(const struct kith_study *s, const struct kith_study_outcome *o, size_t reference)
{
    const struct kith_precision asked = {o->precision, s->start, s->step};
    struct kith_stopping now = kith_stopping(o->value, s->arms, s->replicates, reference, &asked);
    double half = o->share ? 100 * now.half_width : now.half_width;
    char text[3 * KITH_SENTENCE / 4], margin[KITH_NUMBER], verdict[160];
    if (!isfinite(half))
        return;
    if (s->replicates < (size_t)s->start)
        snprintf(verdict, sizeof verdict, "fewer than %lld pairs (compare.start), so it is not judged yet", (long long)s->start);
    else if (now.enough)
        snprintf(verdict, sizeof verdict, "reached");
    else if (now.half_width < o->precision)
        snprintf(verdict, sizeof verdict, "not yet sure: it has to hold over %lld pairs more, or the differences are lopsided",
                 (long long)s->step);
    else
        snprintf(verdict, sizeof verdict, "not reached");
    snprintf(text, sizeof text, "%s: the scenario asks for an interval of +-%s (compare.precision); %s. Half-width now: %.2g%s",
             o->label, kith_margin_text(o->precision, o->share, margin), verdict, half,
             o->kind == KITH_KIND_MEAN || s->replicates < KITH_BOOTSTRAP_LEAST
                 ? ""
                 : ", by Student's t, as runs are counted; the interval in the table is a bootstrap and may be a "
                   "little wider or narrower");
    print_sentence(text, 2);
}

static void print_precision(const struct compare_view *view)
{
    const struct kith_study *s = view->study;
    for (size_t k = 0; k < s->outcomes; k++)
        if (!isnan(s->outcome[k].precision))
            print_precision_of(s, &s->outcome[k], view->reference);
}

/* Three uncertainties that are easily taken for each other. */
static void print_uncertainty(const struct compare_view *view)
{
    const struct kith_study *s = view->study;
    char text[KITH_SENTENCE];
    printf("\nHow sure is this?\n");
    cli_print_wrapped(s->arms > 2
                          ? "Luck of the runs: the 95% interval, which holds for all arms of a row at once. More simulated "
                            "schools make it narrower."
                          : "Luck of the runs: the 95% interval. More simulated schools make it narrower.",
                      2);
    print_precision(view);
    for (size_t a = 0; a < s->arms; a++) {
        if (a == view->reference)
            continue;
        char whole[KITH_SENTENCE + 192];
        snprintf(whole, sizeof whole, "One cohort%s%s: %s. More runs make this surer, not narrower.", s->arms > 2 ? ", " : "",
                 s->arms > 2 ? s->arm[a] : "", kith_cohort_sentence(&s->outcome[view->row[0]], &view->cell[a], text));
        cli_print_wrapped(whole, 2);
    }
    snprintf(text, sizeof text,
             "Assumptions: no interval holds them. What one encounter does (distress.relief_effect), how distress passes on and "
             "every parameter whose source is \"assumed\" (%s describe) can move or turn the difference: %s compare SCENARIO "
             "--assumptions",
             cli_program(), cli_program());
    print_sentence(text, 2);
    for (size_t a = 0; a < s->arms; a++)
        if (a != view->reference && fabs(view->cell[a].lopsided) > 1) {
            snprintf(text, sizeof text,
                     "A few schools differ far more than the rest in %s: its interval holds a little less often than 95%%",
                     s->arm[a]);
            print_sentence(text, 2);
        }
    for (size_t a = 0; a < s->arms; a++)
        if (a != view->reference) {
            char pairing[KITH_SENTENCE + 64];
            snprintf(pairing, sizeof pairing, "%s%s%s", s->arms > 2 ? s->arm[a] : "", s->arms > 2 ? ": " : "",
                     kith_pairing_sentence(&view->cell[a], text));
            print_sentence(pairing, 2);
        }
}

enum kith_status compare_print_text(const struct compare_view *view)
{
    print_head(view);
    compare_print_verdict(view);
    compare_print_table(view);
    print_reading(view);
    if (view->study->arms > 1)
        print_uncertainty(view);
    enum kith_status status = compare_print_notes(view);
    printf("\n");
    cli_print_closing(view->study->support_line);
    printf("digest of the results: %s\n", view->study->digest);
    return status;
}

void compare_print_csv(const struct compare_view *view)
{
    const struct kith_study *s = view->study;
    printf(
        "outcome,label,unit,kind,arm,reference,mean,reference_mean,difference,low,high,one_low,one_high,lower_in,higher_in,pairs,"
        "correlation,variance_reduction,unpaired,matters,verdict,more\n");
    for (size_t k = 0; k < view->rows; k++)
        for (size_t a = 0; a < s->arms; a++) {
            const struct kith_study_outcome *o = &s->outcome[view->row[k]];
            const struct kith_difference *d = &view->cell[k * s->arms + a];
            if (a == view->reference)
                continue;
            printf("%s,", o->name);
            cli_print_field(o->label);
            printf(",%s,%s,", o->unit, kith_kind_words(o->kind));
            cli_print_field(s->arm[a]);
            printf(",");
            cli_print_field(s->arm[view->reference]);
            printf(",%.10g,%.10g,%.10g,%.10g,%.10g,%.10g,%.10g,%lld,%lld,%lld,%.6g,%.6g,%.6g,%.10g,%s,%lld\n", d->mean,
                   d->reference, d->difference, d->low, d->high, d->one_low, d->one_high, (long long)d->lower_in,
                   (long long)d->higher_in, (long long)d->pairs, d->correlation, d->variance_reduction, d->unpaired, o->matters,
                   kith_finding_words(d->finding), (long long)d->more);
        }
}
