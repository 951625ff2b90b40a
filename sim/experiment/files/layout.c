/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/files/layout_private.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/plausible.h"
#include "observe/described.h"

const struct described layout_comparison[COMPARISON_COUNT] = {
    {"mean", "mean over replicates", NULL},
    {"difference", "mean paired difference from the first arm", "mean over replicates of (arm - first arm)"},
    {"low", "lower end of the 95% interval of the difference",
     "kind mean, or fewer than 15 pairs: paired t; else percentile bootstrap over replicates; three arms or more: all at once"},
    {"high", "upper end of the 95% interval of the difference", "the same"},
    {"lower_in", "pairs in which the arm is lower than the first", NULL},
    {"higher_in", "pairs in which the arm is higher than the first", NULL},
    {"pairs", "pairs with a number in both arms", NULL},
    {"matters", "smallest difference that matters, in the outcome's unit (compare.matters; assumed)", NULL},
    {"kind", "what the outcome is, and so how its interval is made", NULL},
    {"verdict", "what the interval says against the smallest difference that matters",
     "all differences 0; low, high inside -matters, matters; wholly below, above; else more runs are needed"},
    {"unit", "what the outcome's mean, difference, interval and matters are measured in", NULL},
};

bool layout_is_comparison(const struct archive_variable *variable)
{
    return variable->group && strcmp(variable->group, LAYOUT_COMPARISON) == 0;
}

void *layout_own(struct layout *layout, size_t size)
{
    if (layout->owned_count == layout->owned_capacity) {
        size_t capacity = 2 * layout->owned_capacity + 16;
        void **grown = realloc(layout->owned, capacity * sizeof *grown);
        if (!grown)
            return NULL;
        layout->owned = grown;
        layout->owned_capacity = capacity;
    }
    void *memory = calloc(1, size);
    if (memory)
        layout->owned[layout->owned_count++] = memory;
    return memory;
}

char *layout_own_text(struct layout *layout, const char *first, const char *second)
{
    char *text = layout_own(layout, strlen(first) + strlen(second) + 1);
    if (text)
        sprintf(text, "%s%s", first, second);
    return text;
}

static bool log_is_on(const struct plan *plan, size_t log)
{
    const struct observe_parameters *p = &plan->base->observe;
    const bool on[DESCRIBED_LOGS] = {p->tie_weeks.count > 0, p->tie_weeks.count > 0, p->census, p->events};
    return on[log];
}

static int64_t *count_from(struct layout *layout, int64_t first, size_t length)
{
    int64_t *numbers = layout_own(layout, (length + 1) * sizeof *numbers);
    for (size_t k = 0; numbers && k < length; k++)
        numbers[k] = first + (int64_t)k;
    return numbers;
}

enum { ARM, REPLICATE, WEEK, YEAR, SITE, CHANNEL, OUTCOME, DENSE_AXES, SWEEP_AXES = 2 };

static bool make_axes(struct layout *layout, const struct plan *plan)
{
    struct archive_axis *axes = layout_own(layout, (DENSE_AXES + DESCRIBED_LOGS + SWEEP_AXES) * sizeof *axes);
    size_t sites = plan->sites > 0 ? (size_t)plan->sites : 1,
           replicates = (size_t)(plan->last_replicate - plan->first_replicate + 1);
    const char **arm = layout_own(layout, (plan->arm_count + 1) * sizeof *arm), **site = layout_own(layout, (sites + 1) * sizeof *site);
    const char **outcome = layout_own(layout, (layout->outcomes + 1) * sizeof *outcome);
    if (!axes || !arm || !site || !outcome)
        return false;
    for (size_t a = 0; a < plan->arm_count; a++)
        arm[a] = plan->arms[a].name;
    for (size_t s = 0; s < sites; s++) {
        char label[32];
        snprintf(label, sizeof label, "site %zu", s + 1);
        site[s] = layout_own_text(layout, label, "");
    }
    for (size_t k = 0; k < layout->outcomes; k++)
        outcome[k] = outcome_at(k)->name;
    size_t years = (size_t)plan->base->model.school.course.count, weeks = (size_t)plan->weeks;
    axes[ARM] =
        (struct archive_axis){.name = "arm", .long_name = "arm of the scenario", .length = plan->arm_count, .labels = arm};
    axes[REPLICATE] = (struct archive_axis){.name = "replicate",
                                            .unit = "1",
                                            .long_name = "simulated school; arms of a replicate share their luck",
                                            .length = replicates,
                                            .numbers = count_from(layout, plan->first_replicate, replicates)};
    axes[WEEK] = (struct archive_axis){
        .name = "week", .unit = "1", .long_name = "week after burn-in", .length = weeks, .numbers = count_from(layout, 0, weeks)};
    axes[YEAR] = (struct archive_axis){.name = "year_of_course",
                                       .unit = "1",
                                       .long_name = "year of the course, counted from 1",
                                       .length = years,
                                       .numbers = count_from(layout, 1, years)};
    axes[SITE] = (struct archive_axis){.name = "site", .long_name = "placement site", .length = sites, .labels = site};
    axes[CHANNEL] = (struct archive_axis){.name = "channel",
                                          .long_name = "channel of help",
                                          .length = OBSERVE_CHANNELS,
                                          .labels = (const char **)(uintptr_t)described_channels};
    axes[OUTCOME] =
        (struct archive_axis){.name = "outcome", .long_name = "outcome", .length = layout->outcomes, .labels = outcome};
    layout->archive.axes = axes;
    layout->archive.axis_count = DENSE_AXES;
    for (size_t log = 0; log < DESCRIBED_LOGS; log++)
        if (log_is_on(plan, log))
            axes[layout->archive.axis_count++] =
                (struct archive_axis){.name = described_logs[log].axis, .long_name = described_logs[log].long_name, .log = true};
    return axes[REPLICATE].numbers && axes[WEEK].numbers && axes[YEAR].numbers;
}

static void add_variable(struct layout *layout, struct archive_variable variable, struct layout_source source)
{
    struct archive_variable *variables = (struct archive_variable *)(uintptr_t)layout->archive.variables;
    layout->source[layout->archive.variable_count] = source;
    variables[layout->archive.variable_count++] = variable;
}

static bool add_counts(struct layout *layout, const struct plan *plan)
{
    for (size_t k = 0; k < WEEKLY_COUNT; k++)
        add_variable(layout,
                     (struct archive_variable){.name = described_weekly[k].name,
                                               .type = ARCHIVE_INT32,
                                               .axes = {"arm", "replicate", "week"},
                                               .unit = "1",
                                               .long_name = described_weekly[k].long_name,
                                               .formula = described_weekly[k].formula},
                     (struct layout_source){.kind = FROM_WEEKLY, .index = k});
    bool good = true;
    for (size_t k = 0; k < 2 * SPLIT_COUNT; k++) {
        bool site = k >= SPLIT_COUNT;
        const struct described *split = &described_splits[k % SPLIT_COUNT];
        char *name = layout_own_text(layout, split->name, site ? "_by_site" : "_by_year"),
             *long_name = layout_own_text(layout, split->long_name, site ? ", by site, outside breaks" : ", by year of course");
        good = good && name && long_name;
        add_variable(layout,
                     (struct archive_variable){.name = name,
                                               .type = layout_split_type(plan),
                                               .axes = {"arm", "replicate", "week", site ? "site" : "year_of_course"},
                                               .unit = "1",
                                               .long_name = long_name},
                     (struct layout_source){.kind = site ? FROM_SITE : FROM_YEAR, .index = k % SPLIT_COUNT});
    }
    for (size_t k = 0; k < BY_CHANNEL_COUNT; k++)
        add_variable(layout,
                     (struct archive_variable){.name = described_by_channel[k].name,
                                               .type = layout_split_type(plan),
                                               .axes = {"arm", "replicate", "week", "channel"},
                                               .unit = "1",
                                               .long_name = described_by_channel[k].long_name},
                     (struct layout_source){.kind = FROM_CHANNEL, .index = k});
    return good;
}

/* "lower needs_more_runs": flag_meanings are words without blanks, with blanks between them. */
static const char *own_meanings(struct layout *layout, const char *const *words, size_t count)
{
    size_t length = 1;
    for (size_t k = 0; k < count; k++)
        length += strlen(words[k]) + 1;
    char *text = layout_own(layout, length);
    for (size_t k = 0; k < count && text; k++) {
        char *at = text + strlen(text);
        sprintf(at, "%s%s", k ? " " : "", words[k]);
        for (at += k > 0; *at; at++)
            *at = *at == ' ' ? '_' : *at;
    }
    return text;
}

static bool add_comparison(struct layout *layout)
{
    const char *kinds[KITH_KINDS], *verdicts[KITH_FINDINGS];
    for (int k = 0; k < KITH_KINDS; k++)
        kinds[k] = kith_kind_words((enum kith_kind)k);
    for (int k = 0; k < KITH_FINDINGS; k++)
        verdicts[k] = kith_finding_words((enum kith_finding)k);
    const char *meanings[COMPARISON_COUNT] = {[COMPARISON_KIND] = own_meanings(layout, kinds, KITH_KINDS),
                                              [COMPARISON_VERDICT] = own_meanings(layout, verdicts, KITH_FINDINGS)};
    for (size_t k = 0; k < COMPARISON_COUNT; k++) {
        bool of_outcome = k == COMPARISON_MATTERS || k == COMPARISON_KIND || k == COMPARISON_UNIT;
        bool flag = k == COMPARISON_KIND || k == COMPARISON_VERDICT, text = k == COMPARISON_UNIT;
        add_variable(layout,
                     (struct archive_variable){.name = layout_comparison[k].name,
                                               .group = LAYOUT_COMPARISON,
                                               .beside = true, /* it follows from the results and from what is said to matter */
                                               .type = text   ? ARCHIVE_TEXT
                                                       : flag ? ARCHIVE_UINT8
                                                              : ARCHIVE_FLOAT64,
                                               .axes = {of_outcome ? "outcome" : "arm", of_outcome ? NULL : "outcome"},
                                               .unit = flag || text ? NULL : "1",
                                               .long_name = layout_comparison[k].long_name,
                                               .formula = layout_comparison[k].formula,
                                               .flag_meanings = meanings[k]},
                     (struct layout_source){.kind = FROM_COMPARISON, .index = k});
    }
    return meanings[COMPARISON_KIND] && meanings[COMPARISON_VERDICT];
}

/* The group of the sweep over assumptions, and its axes. */
static bool add_sweep(struct layout *layout, const struct sweep *sweep)
{
    static const char *const ends[] = {"low", "high"};
    static const struct described rows[ASSUMPTION_COUNT] = {
        {"value", "value of the parameter at this end of its plausible range", plausible_words},
        {"difference", "mean paired difference of the primary outcome there",
         "mean of (arm - reference) over the sweep's replicates; missing where the parameter changed nothing in the first"},
        {"low", "lower end of its 95% interval", NULL},
        {"high", "upper end of its 95% interval", NULL},
        {"as_it_stands", "the difference as the scenario stands, in the same replicates", NULL},
        {"as_it_stands_low", "lower end of its 95% interval", NULL},
        {"as_it_stands_high", "upper end of its 95% interval", NULL},
        {"acts", "whether the parameter moved the primary outcome of any arm in the first replicate", NULL},
    };
    static const char *const axes[ASSUMPTION_COUNT][3] = {{"assumption", "end"},
                                                          {"assumption", "arm", "end"},
                                                          {"assumption", "arm", "end"},
                                                          {"assumption", "arm", "end"},
                                                          {"arm"},
                                                          {"arm"},
                                                          {"arm"},
                                                          {"assumption"}};
    const char **label = layout_own(layout, sweep->count * sizeof *label);
    if (!label)
        return false;
    for (size_t k = 0; k < sweep->count; k++) {
        label[k] = layout_own_text(layout, sweep->at[k].path, "");
        if (!label[k])
            return false;
    }
    struct archive_axis *all = (struct archive_axis *)(uintptr_t)layout->archive.axes;
    all[layout->archive.axis_count++] = (struct archive_axis){
        .name = "assumption", .long_name = "assumed parameter, one at a time", .length = sweep->count, .labels = label};
    all[layout->archive.axis_count++] =
        (struct archive_axis){.name = "end", .long_name = "end of the parameter's plausible range", .length = 2, .labels = ends};
    layout->first_assumption = layout->archive.variable_count;
    for (size_t k = 0; k < ASSUMPTION_COUNT; k++)
        add_variable(layout,
                     (struct archive_variable){.name = rows[k].name,
                                               .group = LAYOUT_SWEEP,
                                               .beside = true,
                                               .type = k == ASSUMPTION_ACTS ? ARCHIVE_UINT8 : ARCHIVE_FLOAT64,
                                               .axes = {axes[k][0], axes[k][1], axes[k][2]},
                                               .unit = k == ASSUMPTION_ACTS    ? NULL
                                                       : k == ASSUMPTION_VALUE ? "1"
                                                                               : outcome_at(sweep->outcome)->unit,
                                               .long_name = rows[k].long_name,
                                               .formula = rows[k].formula,
                                               .flag_meanings = k == ASSUMPTION_ACTS ? "no yes" : NULL},
                     (struct layout_source){.kind = FROM_SWEEP, .index = k});
    return true;
}

static bool make_variables(struct layout *layout, const struct plan *plan, const struct sweep *sweep)
{
    size_t most = WEEKLY_COUNT + 2 * SPLIT_COUNT + BY_CHANNEL_COUNT + layout->outcomes + COMPARISON_COUNT + ASSUMPTION_COUNT +
                  DESCRIBED_LOGS * OBSERVE_COLUMNS;
    layout->archive.variables = layout_own(layout, most * sizeof *layout->archive.variables);
    layout->source = layout_own(layout, most * sizeof *layout->source);
    if (!layout->archive.variables || !layout->source || !add_counts(layout, plan))
        return false;
    for (size_t k = 0; k < layout->outcomes; k++) {
        const struct outcome *outcome = outcome_at(k);
        add_variable(layout,
                     (struct archive_variable){.name = outcome->name,
                                               .type = ARCHIVE_FLOAT64,
                                               .axes = {"arm", "replicate"},
                                               .unit = outcome->unit,
                                               .long_name = outcome->label,
                                               .formula = outcome->formula},
                     (struct layout_source){.kind = FROM_OUTCOME, .index = k});
    }
    if (!add_comparison(layout) || (sweep->count && !add_sweep(layout, sweep)))
        return false;
    for (size_t log = 0; log < DESCRIBED_LOGS; log++)
        for (size_t c = 0; log_is_on(plan, log) && c < described_logs[log].columns; c++) {
            const struct described_column *column = &described_logs[log].column[c];
            add_variable(
                layout,
                (struct archive_variable){.name = column->name,
                                          .group = described_logs[log].group,
                                          .type = column->type,
                                          .axes = {described_logs[log].axis},
                                          .unit = column->unit,
                                          .long_name = column->long_name,
                                          .flag_meanings = column->flags},
                (struct layout_source){.kind = FROM_LOG, .index = c, .log = described_logs[log].log, .scale = 1.0 / 1024});
        }
    return true;
}

enum kith_status layout_init(struct layout *layout, const struct plan *plan, const char *resolved, const char *command_line,
                             const struct sweep *sweep)
{
    *layout = (struct layout){.outcomes = outcome_count + OUTCOMES_OF_SUPPORTERS};
    if (make_axes(layout, plan) && make_variables(layout, plan, sweep) &&
        layout_make_attributes(layout, plan, resolved, command_line, sweep))
        return KITH_OK;
    layout_clear(layout);
    return KITH_FAILED;
}

void layout_clear(struct layout *layout)
{
    for (size_t k = 0; k < layout->owned_count; k++)
        free(layout->owned[k]);
    free(layout->owned);
    *layout = (struct layout){0};
}
