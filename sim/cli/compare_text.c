/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verdict and the table of kith compare. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare.h"

enum { LABEL_WIDTH = 52, ARM_WIDTH = 10, DIFFERENCE_WIDTH = 33, TEXT_WIDTH = 120 };

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
    char whole[2 * KITH_SENTENCE];
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
    printf("%zu simulated schools, each run in %s: the same students with the same luck.\n\n", s->replicates,
           s->arms == 1   ? "one arm"
           : s->arms == 2 ? "both arms"
                          : "all arms");
}

/* The verdict on the first row, which is the primary outcome unless others were asked for. */
static void print_verdict(const struct compare_view *view)
{
    const struct kith_study *s = view->study;
    const struct kith_study_outcome *o = &s->outcome[view->row[0]];
    char text[KITH_SENTENCE];
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
    free(may_be);
}

static void print_difference(const struct kith_difference *d, bool share)
{
    char text[2 * KITH_NUMBER];
    printf("   %-*s", DIFFERENCE_WIDTH, kith_difference_text(d, share, text));
    snprintf(text, sizeof text, "%lld of %lld", (long long)d->lower_in, (long long)d->pairs);
    printf("%-12s", text);
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
        printf("%-12s%s", kith_margin_text(o->matters, o->share, number), kith_finding_words(cell[a].finding));
        if (s->arms > 2)
            printf("  [%s]", s->arm[a]);
    }
    printf("\n");
}

static void print_table(const struct compare_view *view)
{
    const struct kith_study *s = view->study;
    printf("\n%-*s", LABEL_WIDTH, "Outcome, mean of the simulated schools");
    for (size_t a = 0; a < s->arms; a++)
        printf(" %*.*s", ARM_WIDTH, ARM_WIDTH, s->arm[a]);
    if (s->arms > 1)
        printf("   %-*s%-12s%-12s%s", DIFFERENCE_WIDTH, "difference (95% interval)", "lower in", "matters", "verdict");
    printf("\n");
    for (size_t k = 0; k < view->rows; k++)
        print_row(view, k);
    if (s->arms == 1)
        return;
    printf("difference: the arm less %s, mean over pairs. lower in: pairs in which the arm is lower. matters: the smallest "
           "difference "
           "that counts\n(assumed; the scenario's compare.matters sets it). Verdicts go by the interval, not by the difference. "
           "A friend at hand is a "
           "close friend in\nthe same place. points: percentage points.\n",
           s->arm[view->reference]);
    if (view->rows > 5)
        printf("With so many rows, one in twenty intervals misses the truth by luck alone: decide by the first row.\n");
}

/* What the scenario asked for, beside what there is. */
static void print_precision(const struct compare_view *view)
{
    const struct kith_study_outcome *o = &view->study->outcome[view->row[0]];
    double half = 0;
    char text[KITH_NUMBER];
    for (size_t a = 0; a < view->study->arms; a++)
        if (a != view->reference && view->cell[a].pairs >= 2)
            half = fmax(half, (view->cell[a].high - view->cell[a].low) / 2);
    if (!isnan(o->precision) && view->cell[view->reference].pairs >= 2)
        printf("  The scenario asks for an interval of +-%s (compare.precision), which is %s: it is +-%.2g.\n",
               kith_margin_text(o->precision, o->share, text), half <= o->precision ? "reached" : "not reached",
               o->share ? 100 * half : half);
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
        snprintf(whole, sizeof whole, "One cohort%s%s: %s. More runs do not make this narrower.", s->arms > 2 ? ", " : "",
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

enum kith_status compare_print_text(const struct compare_view *view, struct kith_report *report)
{
    print_head(view);
    print_verdict(view);
    print_table(view);
    if (view->study->arms > 1)
        print_uncertainty(view);
    enum kith_status status = compare_print_notes(view, report);
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
