/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kith power: what a real trial would need to see a simulated difference, and what would tell the hypotheses apart. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare.h"
#include "cli/compare_run.h"

const char cli_power_help[] =
    "usage: kith power SCENARIO [SCENARIO...] [options]    runs what is needed, as kith compare does, and answers\n"
    "       kith power FILE.h5 [RIVAL.h5...] [options]     of what has been run; nothing is simulated\n"
    "\n"
    "How many schools (or cohorts) a real trial would need to see the difference that a run's arms have, were it true: real\n"
    "schools cannot be paired, so they differ by their luck too. With runs of the same arms under other hypotheses of how\n"
    "distress passes on (RIVAL.h5), says which measurement would tell the hypotheses apart. No number is told while the\n"
    "difference's 95% interval holds 0, or of fewer pairs than compare.start; else also the numbers at the interval's ends.\n"
    "\n"
    "      --outcome NAME       what the trial measures (default: the primary outcome)\n"
    "      --reference ARM      the arm that others are compared with (default: the first)\n"
    "\n"
    "of scenarios:\n"
    "      --hypotheses         run the arms under the other hypotheses of distress.influence too, and say which measurement\n"
    "                           tells them apart\n"
    "      --precision, --replicates, --output, --arm, --set, --seed, --threads, --over, --without, --capacity, --overwrite,\n"
    "      --quiet              as of kith compare\n"
    "\n"
    "Two-sided t test at 5%, noncentral t by its normal approximation. Simulated schools differ in luck alone, real ones in\n"
    "more: take the numbers as the least.\n";

struct arguments {
    struct cli_options shared;
    struct cli_list precision;
    const char *outcome, *reference;
    bool hypotheses;
};

enum { SEPARATING = 5, YEAR_WEEKS = 52 };

/* "20 (15 to 31)". */
static const char *schools_text(const struct kith_trial *trial, char text[2 * KITH_NUMBER])
{
    const int64_t number[] = {trial->schools, trial->fewest, trial->most};
    char said[3][KITH_NUMBER];
    for (int k = 0; k < 3; k++)
        if (number[k] > 0)
            snprintf(said[k], KITH_NUMBER, "%lld", (long long)number[k]);
        else
            snprintf(said[k], KITH_NUMBER, "more than a million");
    snprintf(text, 2 * KITH_NUMBER, "%.24s (%.24s to %.24s)", said[0], said[1], said[2]);
    return text;
}

/* What can be seen need not matter. */
static void print_finding(const struct kith_study_outcome *o, enum kith_finding finding)
{
    char margin[KITH_NUMBER];
    const char *words = finding == KITH_TOO_CLOSE
                            ? ": a trial large enough could see it, and it would still be too small to matter"
                        : finding == KITH_NEEDS_MORE ? ": whether it matters is not known yet"
                                                     : "";
    printf("  does it matter            kith compare says: %s%s\n", kith_finding_words(finding), words);
    if (!isnan(o->matters))
        printf("                            (%s or more matters)\n", kith_margin_text(o->matters, o->share, margin));
}

/* Why no number of schools is told. */
static void print_why_not(const struct kith_study *study, const struct kith_difference *d)
{
    if (d->finding == KITH_NO_DIFFERENCE)
        printf("  there is no difference to see\n");
    else if (d->pairs < study->start)
        printf("  a trial would need        cannot be said from fewer than %lld pairs (compare.start): simulate more schools\n",
               (long long)study->start);
    else
        printf("  a trial would need        cannot be said: the interval holds 0, so there may be nothing to see; more simulated "
               "schools\n"
               "                            make it narrower\n");
}

/* For the mean difference, and at the ends of its interval. */
static void print_schools(const struct kith_power *p)
{
    const struct kith_difference *d = &p->of;
    char text[2 * KITH_NUMBER];
    printf("  a trial would need        schools in each arm to see it in 8 of 10 trials: %s\n", schools_text(&p->in_80, text));
    printf("                            to see it in 9 of 10: %s\n", schools_text(&p->in_90, text));
    printf("  trials that would see it  of 100, with");
    for (int k = 0; k < KITH_POWER_SIZES; k++) {
        double n = kith_power_schools[k], ends[] = {kith_power_of(d->low, p->sd, n), kith_power_of(d->high, p->sd, n)};
        printf("%s %d%s: %.0f (%.0f to %.0f)", k ? "; with" : "", kith_power_schools[k], k ? "" : " schools in each arm",
               100 * p->seen_by[k], 100 * fmin(ends[0], ends[1]), 100 * fmax(ends[0], ends[1]));
    }
    printf(
        "\n                            (in brackets: were the difference at either end of its interval; 5 of 100 see one where\n"
        "                            there is none: the false-alarm rate of the test)\n"
        "  if schools could be paired  ");
    if (p->paired_80 > 0)
        printf("%lld pairs", (long long)p->paired_80);
    else
        printf("more than a million pairs");
    printf(": as simulated ones are; no real school lives the same years twice\n");
}

static void print_power(const struct kith_study *study, size_t outcome, size_t arm, size_t reference)
{
    const struct kith_study_outcome *o = &study->outcome[outcome];
    struct kith_power p;
    char number[2][KITH_NUMBER];
    const char *unit = kith_difference_unit(o->unit, o->share);
    printf("\n%s against %s\n", study->arm[arm], study->arm[reference]);
    if (kith_study_power(study, outcome, arm, reference, &p) != KITH_OK) {
        printf("  fewer than two simulated schools have a number in both arms: nothing can be said\n");
        return;
    }
    printf("  simulated difference      %s%s%s (95%% interval %s)\n",
           kith_signed_text(p.of.difference, &p.of, o->share, number[0]), unit[0] ? " " : "", unit,
           kith_interval_text(&p.of, o->share, number[1]));
    printf("                            of %lld pairs of simulated schools, which differ with SD %s\n", (long long)p.of.pairs,
           kith_number_text(o->share ? 100 * p.sd : p.sd, number[0]));
    if (!p.told) {
        print_why_not(study, &p.of);
        return;
    }
    print_finding(o, p.of.finding);
    print_schools(&p);
}

static size_t print_separations(const struct kith_study *const *study, size_t studies, size_t arm, size_t reference)
{
    struct kith_separation separation[SEPARATING];
    size_t count = kith_studies_separate(study, studies, arm, reference, separation, SEPARATING);
    for (size_t k = 0; k < count; k++) {
        const struct kith_separation *s = &separation[k];
        printf("  %-52s %s against %s: %.2f SD apart\n", study[0]->outcome[s->outcome].label,
               study[s->one]->influence ? study[s->one]->influence : study[s->one]->path,
               study[s->other]->influence ? study[s->other]->influence : study[s->other]->path, s->apart);
    }
    return count;
}

static void print_rivals(const struct kith_study *const *study, size_t studies, size_t reference, bool ran)
{
    printf("\nWhich measurement would tell the hypotheses of how distress passes on apart?\n");
    for (size_t a = 0; a < study[0]->arms && studies > 1; a++)
        if (a != reference) {
            printf("  by the effect of %s against %s, in SDs of one trial school, the best first:\n", study[0]->arm[a],
                   study[0]->arm[reference]);
            if (print_separations(study, studies, a, reference) == 0)
                printf("  none of the outcomes differs between the hypotheses\n");
        }
    for (size_t k = 0; kith_influence(k); k++) {
        if (kith_study_under(study[0], study + 1, studies - 1, kith_influence(k)))
            continue;
        printf("  %s is not run: ", kith_influence(k));
        compare_print_command(study[0], kith_influence(k));
        printf("\n");
    }
    if (studies == 1 && !ran)
        printf("  Then give all files to kith power.\n");
}

static enum kith_status show(const struct kith_study *const *study, size_t studies, const void *arguments,
                             struct kith_report *report)
{
    const struct arguments *a = arguments;
    size_t outcome = study[0]->primary, reference = 0;
    enum kith_status status = KITH_OK;
    if (a->outcome)
        status = kith_study_find_outcome(study[0], a->outcome, &outcome, report);
    if (status == KITH_OK && a->reference)
        status = kith_study_find_arm(study[0], a->reference, &reference, report);
    if (status != KITH_OK)
        return status;
    printf("%s: what a real trial of it would need, measuring %s\n", study[0]->title[0] ? study[0]->title : study[0]->path,
           study[0]->outcome[outcome].label);
    printf("Each school is followed for as long as the simulated ones are recorded: %zu years of 52 weeks.\n",
           study[0]->weeks / YEAR_WEEKS);
    for (size_t arm = 0; arm < study[0]->arms; arm++)
        if (arm != reference)
            print_power(study[0], outcome, arm, reference);
    print_rivals(study, studies, reference, cli_compare_is_scenario(a->shared.paths.at[0]));
    printf("\nReal schools differ in more than luck, and a model's difference is no forecast: these are the fewest schools that "
           "could do. "
           "Two-sided\nt test of unpaired schools at 5%%.\n");
    cli_print_closing(study[0]->support_line);
    return KITH_OK;
}

int cli_power(int argc, char **argv)
{
    struct arguments a = {0};
    const struct cli_option own[] = {{.name = "outcome", .text = &a.outcome},
                                     {.name = "reference", .text = &a.reference},
                                     {.name = "precision", .list = &a.precision},
                                     {.name = "hypotheses", .flag = &a.hypotheses},
                                     {.name = NULL}};
    const struct cli_command command = {"power", COMPARE_TAKES, own, "scenario or results file", 1, 8};
    char *command_line = cli_command_line(argc, argv); /* before getopt reorders the words */
    int code = cli_options_parse(&a.shared, &command, argc, argv);
    const struct compare_run wish = {.command = "power",
                                     .of_files = "--outcome and --reference",
                                     .shared = &a.shared,
                                     .reference = a.reference,
                                     .precision = &a.precision,
                                     .hypotheses = a.hypotheses,
                                     .command_line = command_line};
    if (code == 0)
        code = cli_compare_answer(&wish, show, &a);
    free(command_line);
    cli_list_clear(&a.precision);
    cli_options_clear(&a.shared);
    return code;
}
