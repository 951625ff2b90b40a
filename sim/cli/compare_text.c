/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verdict and the table of kith compare. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare.h"

enum { LABEL_WIDTH = 52, ARM_WIDTH = 10, DIFFERENCE_WIDTH = 33, LOWER_WIDTH = 20, TEXT_WIDTH = 120 };

static bool needs_numbers(const struct kith_study *study)
{
    bool numbers = false;
    for (size_t a = 0; a < study->arms; a++)
        numbers = numbers || strlen(study->arm[a]) > ARM_WIDTH;
    return numbers;
}

/* Names that a column has no room for are cut to the same letters: numbers stand for them. */
static void print_legend(const struct kith_study *study)
{
    if (!needs_numbers(study))
        return;
    printf("\nColumns:\n");
    for (size_t a = 0; a < study->arms; a++)
        printf("  (%zu) %s\n", a + 1, study->arm[a]);
}

void compare_print_heads(const struct kith_study *study)
{
    char number[KITH_NUMBER];
    for (size_t a = 0; a < study->arms; a++) {
        snprintf(number, sizeof number, "(%zu)", a + 1);
        printf(" %*s", ARM_WIDTH, needs_numbers(study) ? number : study->arm[a]);
    }
}

/* Breaks a sentence into lines, each after an indent. */
static void print_wrapped(const char *text, int indent)
{
    while (*text) {
        size_t length = strlen(text), room = (size_t)(TEXT_WIDTH - indent), cut = length;
        if (length > room)
            for (cut = room; cut > 1 && text[cut] != ' ';)
                cut--;
        printf("%*s%.*s\n", indent, "", (int)cut, text);
        text += cut + (text[cut] == ' ');
    }
}

static void print_sentence(const char *text, int indent)
{
    char whole[KITH_BEYOND + 2];
    snprintf(whole, sizeof whole, "%s.", text);
    if (text[0])
        print_wrapped(whole, indent);
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
        print_wrapped("One arm: there is nothing to compare. The table shows its means.", 0);
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

static void print_difference(const struct kith_difference *d, bool share)
{
    char text[2 * KITH_NUMBER];
    printf("   %-*s", DIFFERENCE_WIDTH, kith_difference_text(d, share, text));
    snprintf(text, sizeof text, "%lld / %lld / %lld", (long long)d->lower_in, (long long)(d->pairs - d->lower_in - d->higher_in),
             (long long)d->higher_in);
    printf("%-*s", LOWER_WIDTH, text);
}

static void print_row(const struct compare_view *view, size_t k)
{
    const struct kith_study *s = view->study;
    const struct kith_study_outcome *o = &s->outcome[view->row[k]];
    const struct kith_difference *cell = view->cell + k * s->arms;
    char label[160], number[KITH_NUMBER];
    bool first = true, plain = strcmp(o->unit, "1") == 0;
    snprintf(label, sizeof label, "%s%s%s%s", o->label, plain ? "" : " [", plain ? "" : o->unit, plain ? "" : "]");
    printf("%-*s", LABEL_WIDTH, label);
    if (strlen(label) >= LABEL_WIDTH)
        printf("\n%*s", LABEL_WIDTH, "");
    for (size_t a = 0; a < s->arms; a++)
        printf(" %*s", ARM_WIDTH, kith_level_text(cell[a].mean, o->share, number));
    for (size_t a = 0; a < s->arms; a++) {
        if (a == view->reference)
            continue;
        if (!first)
            printf("\n%*s", LABEL_WIDTH + (int)s->arms * (ARM_WIDTH + 1), "");
        first = false;
        print_difference(&cell[a], o->share);
        printf("%-12s%s", kith_margin_text(o->matters, o->share, number),
               o->against_first ? "is a difference already" : kith_finding_words(cell[a].finding));
        if (cell[a].finding == KITH_NEEDS_MORE && cell[a].more > 0)
            printf(" (about %lld)", (long long)cell[a].more);
        if (s->arms > 2)
            printf("  [%s]", s->arm[a]);
    }
    printf("\n");
}

static void print_table(const struct compare_view *view)
{
    const struct kith_study *s = view->study;
    print_legend(s);
    printf("\n%-*s", LABEL_WIDTH, "Outcome, mean of the simulated schools");
    compare_print_heads(s);
    if (s->arms > 1)
        printf("   %-*s%-*s%-12s%s", DIFFERENCE_WIDTH, "difference (95% interval)", LOWER_WIDTH, "lower/equal/higher", "matters",
               "verdict");
    printf("\n");
    for (size_t k = 0; k < view->rows; k++)
        print_row(view, k);
    if (s->arms == 1)
        return;
    char text[KITH_SENTENCE];
    snprintf(
        text, sizeof text,
        "difference: the arm less %s, mean over pairs. lower/equal/higher: pairs in which the arm is so. matters: the smallest "
        "difference that counts (assumed; the scenario's compare.matters sets it). Verdicts go by the interval, not by the "
        "difference; needs more runs (about N): N more pairs would settle it if the difference stays what it is so far. A friend "
        "at hand is a close friend in the same place. points: percentage points.",
        s->arm[view->reference]);
    print_wrapped(text, 0);
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
    snprintf(text, sizeof text, "%s: the scenario asks for an interval of +-%s (compare.precision); %s. Half-width now: %.2g",
             o->label, kith_margin_text(o->precision, o->share, margin), verdict, half);
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
    print_wrapped(s->arms > 2 ? "Luck of the runs: the 95% interval, which holds for all arms of a row at once. More simulated "
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
        print_wrapped(whole, 2);
    }
    print_wrapped(
        "Assumptions: no interval holds them. What one encounter does (distress.relief_effect), how distress passes on and "
        "every parameter whose source is \"assumed\" (kith describe) can move or turn the difference: kith compare SCENARIO "
        "--assumptions.",
        2);
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
    print_table(view);
    if (view->study->arms > 1)
        print_uncertainty(view);
    enum kith_status status = compare_print_notes(view);
    printf("\nDistress here is simulated distress. Results are statements about a model under stated assumptions, not forecasts. "
           "Peer "
           "support does not\nreplace services.\n");
    cli_print_support_line(view->study->support_line);
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
