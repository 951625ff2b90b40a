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
    "distress passes on (RIVAL.h5), says which measurement would tell the hypotheses apart.\n"
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

enum { SEPARATING = 5 };

static void print_schools(int64_t schools, const char *what)
{
    if (schools > 0)
        printf("%lld %s", (long long)schools, what);
    else
        printf("more than a million %s", what);
}

/* What can be seen need not matter. */
static void print_finding(const struct kith_study *study, size_t outcome, size_t arm, size_t reference)
{
    const struct kith_study_outcome *o = &study->outcome[outcome];
    struct kith_difference *d = calloc(study->arms, sizeof *d);
    char margin[KITH_NUMBER];
    if (d && kith_study_compare(study, outcome, reference, d) == KITH_OK && d[arm].finding == KITH_TOO_CLOSE)
        printf("  does it matter            kith compare judges it too close to matter (less than %s): a trial large enough "
               "could see it, and it "
               "would still\n                            be too small to matter\n",
               kith_margin_text(o->matters, o->share, margin));
    free(d);
}

static void print_power(const struct kith_study *study, size_t outcome, size_t arm, size_t reference)
{
    const struct kith_study_outcome *o = &study->outcome[outcome];
    struct kith_power p;
    char number[2][KITH_NUMBER];
    double scale = o->share ? 100 : 1;
    printf("\n%s against %s\n", study->arm[arm], study->arm[reference]);
    if (kith_study_power(study, outcome, arm, reference, &p) != KITH_OK) {
        printf("  fewer than two simulated schools have a number in both arms: nothing can be said\n");
        return;
    }
    printf("  simulated difference      %s %s (schools differ with SD %s)\n", kith_number_text(scale * p.difference, number[0]),
           kith_difference_unit(o->unit, o->share), kith_number_text(scale * p.sd, number[1]));
    if (!(fabs(p.difference) > 0)) {
        printf("  there is no difference to see\n");
        return;
    }
    printf("  a trial would need        ");
    print_schools(p.schools_80, "schools in each arm to see it in 8 of 10 trials, ");
    print_schools(p.schools_90, "to see it in 9 of 10\n");
    printf("  trials that would see it  ");
    for (int k = 0; k < KITH_POWER_SIZES; k++)
        printf("%s%.0f of 100 with %d schools in each arm", k ? ", " : "", 100 * p.seen_by[k], kith_power_schools[k]);
    printf("\n                            (5 of 100 see one where there is none: the false-alarm rate of the test)\n  if schools "
           "could be paired  ");
    print_schools(p.paired_80, "pairs");
    printf(": as simulated ones are; no real school lives the same years twice\n");
    print_finding(study, outcome, arm, reference);
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
