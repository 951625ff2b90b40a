/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/layout.h"

#include <gsl/gsl_version.h>
#include <igraph/igraph.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "revision.h"

enum source_kind { FROM_WEEKLY, FROM_YEAR, FROM_SITE, FROM_OUTCOME, FROM_LOG, FROM_COMPARISON };

struct layout_source {
    enum source_kind kind;
    size_t index; /* of the count, outcome, column */
    size_t log;   /* offset of the log in struct observer */
    double scale; /* of log columns stored as floats */
};

struct description {
    const char *name, *long_name, *formula;
};

/* In the order of enum observe_weekly. "distressed" always includes the severe. */
static const struct description weekly[WEEKLY_COUNT] = {
    {"students", "enrolled students", NULL},
    {"distressed", "students in simulated distress", "level distressed or severe"},
    {"severe", "students in severe simulated distress", NULL},
    {"onsets", "episodes of simulated distress begun", NULL},
    {"recoveries", "episodes of simulated distress ended", NULL},
    {"worsenings", "students who turned severe", NULL},
    {"incidents", "students struck by an incident", NULL},
    {"emergencies", "students in an emergency", NULL},
    {"noticed", "distressed students noticed by someone this week", NULL},
    {"offered_informal", "distressed students offered help by a friend or peer", NULL},
    {"offered_formal", "distressed students approached by or dropping in on a supporter on duty", NULL},
    {"accepted_informal", "distressed students who accepted informal help", NULL},
    {"accepted_formal", "distressed students who accepted formal help", NULL},
    {"supported_informal", "distressed students with an informal encounter", NULL},
    {"supported_formal", "distressed students with a formal encounter", NULL},
    {"relieved_informal", "distressed students with an informal encounter that was not poor", NULL},
    {"relieved_formal", "distressed students with a formal encounter that was not poor", NULL},
    {"referred", "students handed on to the professional service", NULL},
    {"waiting", "students on the waiting list", NULL},
    {"in_care", "students in professional care", NULL},
    {"care_begun", "courses of care begun", NULL},
    {"unmet", "distressed students without support in the last 4 weeks", NULL},
    {"encounters_informal", "supportive encounters, informal", NULL},
    {"encounters_formal", "supportive encounters that used duty capacity", NULL},
    {"asked_informal", "informal encounters that the receiver asked for", NULL},
    {"asked_formal", "formal encounters that the receiver dropped in for", NULL},
    {"in_person", "encounters in person", NULL},
    {"calls", "encounters by call", NULL},
    {"messages", "encounters by message", NULL},
    {"tie_ends", "ties, counted at both ends", NULL},
    {"named_ties", "named friends, summed over students", "ties with banked hours >= ties.named_at"},
    {"friend_ties", "friends, summed over students", "ties with banked hours >= ties.friend_at"},
    {"tie_births", "ties begun", NULL},
    {"tie_deaths", "ties ended", NULL},
    {"friendless", "students without a friend", NULL},
    {"teaching", "students in a teaching, exam or placement week", NULL},
    {"isolated", "of these, students with no friend in the same place", NULL},
    {"teaching_distressed", "of these, students in simulated distress", NULL},
    {"covered", "of those, students with a friend in the same place", NULL},
    {"supporters_on_duty", "supporters on duty", NULL},
    {"supporters_paused", "supporters paused", NULL},
};

static const struct description splits[SPLIT_COUNT] = {
    {"students", "enrolled students", NULL},
    {"distressed", "students in simulated distress", NULL},
    {"isolated", "students with no friend in the same place", NULL},
    {"friend_ties", "friends, summed over students", NULL},
    {"supporters", "supporters on duty", NULL},
};

static const struct description comparison[COMPARISON_COUNT] = {
    {"mean", "mean over replicates", NULL},
    {"difference", "mean paired difference from the first arm", "mean over replicates of (arm - first arm)"},
    {"low", "lower end of the 95% interval of the difference", "paired t"},
    {"high", "upper end of the 95% interval of the difference", "paired t"},
    {"lower_in", "pairs in which the arm is lower than the first", NULL},
    {"pairs", "pairs with a number in both arms", NULL},
};

/* Columns of a log in the order in which observers write them. */
struct log_column {
    const char *name;
    enum archive_type type;
    const char *unit, *long_name, *flags;
};

static const struct log_column tie_log[] = {
    {"arm_index", ARCHIVE_UINT8, NULL, "arm", NULL},
    {"replicate_number", ARCHIVE_INT32, NULL, "replicate", NULL},
    {"week_number", ARCHIVE_INT32, "week", "week", NULL},
    {"student_a", ARCHIVE_INT32, NULL, "simulated student, lower id", NULL},
    {"student_b", ARCHIVE_INT32, NULL, "simulated student, higher id", NULL},
    {"banked_hours", ARCHIVE_FLOAT32, "hour", "banked hours of the tie", NULL},
    {"cumulative_hours", ARCHIVE_FLOAT32, "hour", "cumulative social hours of the tie", NULL},
    {"origin", ARCHIVE_UINT8, NULL, "where the tie began", "given small_group circle closure support"},
};
static const struct log_column roster_log[] = {
    {"arm_index", ARCHIVE_UINT8, NULL, "arm", NULL},
    {"replicate_number", ARCHIVE_INT32, NULL, "replicate", NULL},
    {"week_number", ARCHIVE_INT32, "week", "week", NULL},
    {"student", ARCHIVE_INT32, NULL, "simulated student", NULL},
    {"study_year", ARCHIVE_INT32, "year", "year of the course, counted from 0", NULL},
    {"place", ARCHIVE_INT32, NULL, "site counted from 0; -1 on campus", NULL},
    {"small_group", ARCHIVE_INT32, NULL, "tutorial group or ward team", NULL},
};
static const struct log_column census_log[] = {
    {"arm_index", ARCHIVE_UINT8, NULL, "arm", NULL},
    {"replicate_number", ARCHIVE_INT32, NULL, "replicate", NULL},
    {"week_number", ARCHIVE_INT32, "week", "week", NULL},
    {"student", ARCHIVE_INT32, NULL, "simulated student", NULL},
    {"study_year", ARCHIVE_INT32, "year", "year of the course, counted from 0", NULL},
    {"level", ARCHIVE_UINT8, NULL, "simulated distress", "well distressed severe"},
    {"distressed_weeks", ARCHIVE_INT32, "week", "weeks in simulated distress since the last census", NULL},
    {"friends", ARCHIVE_INT32, NULL, "ties with banked hours >= ties.friend_at", NULL},
    {"supported", ARCHIVE_UINT8, NULL, "ever supported", "never informally formally both"},
    {"given", ARCHIVE_INT32, NULL, "supportive encounters given since entry", NULL},
    {"role", ARCHIVE_UINT8, NULL, "supporter state", "none on_duty paused"},
    {"cared", ARCHIVE_UINT8, NULL, "professional care in this episode", "no yes"},
};
static const struct log_column event_log[] = {
    {"arm_index", ARCHIVE_UINT8, NULL, "arm", NULL},
    {"replicate_number", ARCHIVE_INT32, NULL, "replicate", NULL},
    {"week_number", ARCHIVE_INT32, "week", "week", NULL},
    {"receiver", ARCHIVE_INT32, NULL, "simulated student supported", NULL},
    {"giver", ARCHIVE_INT32, NULL, "simulated student supporting", NULL},
    {"formal", ARCHIVE_UINT8, NULL, "used duty capacity", "no yes"},
    {"started_by", ARCHIVE_UINT8, NULL, "who started it", "giver receiver"},
    {"format", ARCHIVE_UINT8, NULL, "format", "in_person call message"},
    {"tied", ARCHIVE_UINT8, NULL, "the two were tied", "no yes"},
    {"poor", ARCHIVE_UINT8, NULL, "of poor quality", "no yes"},
    {"referred", ARCHIVE_UINT8, NULL, "handed on", "no yes"},
};

static const struct {
    const char *group, *axis, *long_name;
    const struct log_column *column;
    size_t columns, log;
} logs[] = {
    {"ties", "tie", "a tie in a week", tie_log, sizeof tie_log / sizeof *tie_log, offsetof(struct observer, ties)},
    {"roster", "seat", "a simulated student's place in a week", roster_log, sizeof roster_log / sizeof *roster_log,
     offsetof(struct observer, roster)},
    {"census", "person", "a simulated student in a year", census_log, sizeof census_log / sizeof *census_log,
     offsetof(struct observer, census)},
    {"events", "event", "a supportive encounter", event_log, sizeof event_log / sizeof *event_log,
     offsetof(struct observer, events)},
};
enum { LOGS = sizeof logs / sizeof logs[0], SUPPORTER_OUTCOMES = 2, SUPPRESSED_BELOW = 5 };

static const struct outcome supporter_outcomes[SUPPORTER_OUTCOMES] = {
    {"supporter_weeks", "week/year", "weeks in distress of supporters",
     "52 distressed weeks / weeks enrolled, of those who ever served", NULL, NULL},
    {"supporter_weeks_without", "week/year", "... of the same students in the first arm",
     "the same students (same ids, same luck) in the first arm", NULL, NULL},
};

const struct outcome *layout_outcome(size_t index)
{
    return index < outcome_count ? &outcome_table[index] : &supporter_outcomes[index - outcome_count];
}

/* Memory that lives as long as the layout; NULL without memory. */
static void *own(struct layout *layout, size_t size)
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

static char *own_text(struct layout *layout, const char *first, const char *second)
{
    char *text = own(layout, strlen(first) + strlen(second) + 1);
    if (text)
        sprintf(text, "%s%s", first, second);
    return text;
}

static bool log_is_on(const struct plan *plan, size_t log)
{
    const struct observe_parameters *p = &plan->base->observe;
    const bool on[LOGS] = {p->tie_weeks.count > 0, p->tie_weeks.count > 0, p->census, p->events};
    return on[log];
}

static int64_t *count_from(struct layout *layout, int64_t first, size_t length)
{
    int64_t *numbers = own(layout, (length + 1) * sizeof *numbers);
    for (size_t k = 0; numbers && k < length; k++)
        numbers[k] = first + (int64_t)k;
    return numbers;
}

enum { ARM, REPLICATE, WEEK, YEAR, SITE, OUTCOME, DENSE_AXES };

static bool make_axes(struct layout *layout, const struct plan *plan)
{
    struct archive_axis *axes = own(layout, (DENSE_AXES + LOGS) * sizeof *axes);
    size_t sites = plan->sites > 0 ? (size_t)plan->sites : 1, replicates = (size_t)(plan->last_replicate - plan->first_replicate + 1);
    const char **arm = own(layout, (plan->arm_count + 1) * sizeof *arm), **site = own(layout, (sites + 1) * sizeof *site);
    const char **outcome = own(layout, (layout->outcomes + 1) * sizeof *outcome);
    if (!axes || !arm || !site || !outcome)
        return false;
    for (size_t a = 0; a < plan->arm_count; a++)
        arm[a] = plan->arms[a].name;
    for (size_t s = 0; s < sites; s++) {
        char label[32];
        snprintf(label, sizeof label, "site %zu", s + 1);
        site[s] = own_text(layout, label, "");
    }
    for (size_t k = 0; k < layout->outcomes; k++)
        outcome[k] = layout_outcome(k)->name;
    size_t years = (size_t)plan->base->model.school.course.count, weeks = (size_t)plan->weeks;
    axes[ARM] = (struct archive_axis){.name = "arm", .long_name = "arm of the scenario", .length = plan->arm_count, .labels = arm};
    axes[REPLICATE] = (struct archive_axis){.name = "replicate", .unit = "1", .long_name = "simulated school; arms of a replicate share their luck",
                                            .length = replicates, .numbers = count_from(layout, plan->first_replicate, replicates)};
    axes[WEEK] = (struct archive_axis){.name = "week", .unit = "1", .long_name = "week after burn-in", .length = weeks,
                                       .numbers = count_from(layout, 0, weeks)};
    axes[YEAR] = (struct archive_axis){.name = "year_of_course", .unit = "1", .long_name = "year of the course, counted from 1",
                                       .length = years, .numbers = count_from(layout, 1, years)};
    axes[SITE] = (struct archive_axis){.name = "site", .long_name = "placement site", .length = sites, .labels = site};
    axes[OUTCOME] = (struct archive_axis){.name = "outcome", .long_name = "outcome", .length = layout->outcomes, .labels = outcome};
    layout->archive.axes = axes;
    layout->archive.axis_count = DENSE_AXES;
    for (size_t log = 0; log < LOGS; log++)
        if (log_is_on(plan, log))
            axes[layout->archive.axis_count++] =
                (struct archive_axis){.name = logs[log].axis, .long_name = logs[log].long_name, .log = true};
    return axes[REPLICATE].numbers && axes[WEEK].numbers && axes[YEAR].numbers;
}

static void add_variable(struct layout *layout, struct archive_variable variable, struct layout_source source)
{
    struct archive_variable *variables = (struct archive_variable *)(uintptr_t)layout->archive.variables;
    layout->source[layout->archive.variable_count] = source;
    variables[layout->archive.variable_count++] = variable;
}

/* Splits of imported people are stored as numbers that can be missing. */
static enum archive_type split_type(const struct plan *plan)
{
    return plan->imported ? ARCHIVE_FLOAT64 : ARCHIVE_INT32;
}

static bool add_counts(struct layout *layout, const struct plan *plan)
{
    for (size_t k = 0; k < WEEKLY_COUNT; k++)
        add_variable(layout,
                     (struct archive_variable){.name = weekly[k].name, .type = ARCHIVE_INT32, .axes = {"arm", "replicate", "week"}, .unit = "1",
                                               .long_name = weekly[k].long_name, .formula = weekly[k].formula},
                     (struct layout_source){.kind = FROM_WEEKLY, .index = k});
    bool good = true;
    for (size_t k = 0; k < 2 * SPLIT_COUNT; k++) {
        bool site = k >= SPLIT_COUNT;
        const struct description *split = &splits[k % SPLIT_COUNT];
        char *name = own_text(layout, split->name, site ? "_by_site" : "_by_year"),
             *long_name = own_text(layout, split->long_name, site ? ", by site, outside breaks" : ", by year of course");
        good = good && name && long_name;
        add_variable(layout,
                     (struct archive_variable){.name = name, .type = split_type(plan),
                                               .axes = {"arm", "replicate", "week", site ? "site" : "year_of_course"}, .unit = "1",
                                               .long_name = long_name},
                     (struct layout_source){.kind = site ? FROM_SITE : FROM_YEAR, .index = k % SPLIT_COUNT});
    }
    return good;
}

static bool make_variables(struct layout *layout, const struct plan *plan)
{
    size_t most = WEEKLY_COUNT + 2 * SPLIT_COUNT + layout->outcomes + COMPARISON_COUNT + LOGS * 16;
    layout->archive.variables = own(layout, most * sizeof *layout->archive.variables);
    layout->source = own(layout, most * sizeof *layout->source);
    if (!layout->archive.variables || !layout->source || !add_counts(layout, plan))
        return false;
    layout->first_outcome = layout->archive.variable_count;
    for (size_t k = 0; k < layout->outcomes; k++) {
        const struct outcome *outcome = layout_outcome(k);
        add_variable(layout,
                     (struct archive_variable){.name = outcome->name, .type = ARCHIVE_FLOAT64, .axes = {"arm", "replicate"},
                                               .unit = outcome->unit, .long_name = outcome->label, .formula = outcome->formula},
                     (struct layout_source){.kind = FROM_OUTCOME, .index = k});
    }
    layout->first_comparison = layout->archive.variable_count;
    for (size_t k = 0; k < COMPARISON_COUNT; k++)
        add_variable(layout,
                     (struct archive_variable){.name = comparison[k].name, .group = "comparison", .type = ARCHIVE_FLOAT64,
                                               .axes = {"arm", "outcome"}, .unit = "1", .long_name = comparison[k].long_name,
                                               .formula = comparison[k].formula},
                     (struct layout_source){.kind = FROM_COMPARISON, .index = k});
    for (size_t log = 0; log < LOGS; log++)
        for (size_t c = 0; log_is_on(plan, log) && c < logs[log].columns; c++) {
            const struct log_column *column = &logs[log].column[c];
            add_variable(layout,
                         (struct archive_variable){.name = column->name, .group = logs[log].group, .type = column->type,
                                                   .axes = {logs[log].axis}, .unit = column->unit, .long_name = column->long_name,
                                                   .flag_meanings = column->flags},
                         (struct layout_source){.kind = FROM_LOG, .index = c, .log = logs[log].log, .scale = 1.0 / 1024});
        }
    return true;
}

static bool make_attributes(struct layout *layout, const struct plan *plan, const char *resolved, const char *command_line)
{
    char date[32], seed[32], friend_at[64];
    time_t now = time(NULL);
    struct tm utc;
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    snprintf(seed, sizeof seed, "%lld", (long long)plan->base->run.seed);
    snprintf(friend_at, sizeof friend_at, "%g", plan->base->model.ties.friend_at);
    const struct archive_attribute attributes[] = {
        {"format_version", "1.0"},
        {"Conventions", "CF-1.8"},
        {"title", plan->scenario->title},
        {"question", plan->scenario->question},
        {"comment", "Results of a model under stated assumptions about simulated students; not a forecast. Peer support does not replace services."},
        {"scenario", plan->scenario->text},
        {"scenario_resolved", resolved},
        {"scenario_file", plan->scenario->path},
        {"command_line", command_line},
        {"seed", seed},
        {"friend_at_hours", friend_at},
        {"kith_version", KITH_VERSION},
        {"revision", KITH_REVISION},
        {"versions", "igraph " IGRAPH_VERSION ", GSL " GSL_VERSION},
        {"date", date},
        {"status", "complete"},
    };
    size_t count = sizeof attributes / sizeof attributes[0];
    struct archive_attribute *kept = own(layout, sizeof attributes);
    bool good = kept != NULL;
    for (size_t k = 0; k < count && good; k++) {
        kept[k] = (struct archive_attribute){attributes[k].name, own_text(layout, attributes[k].text, "")};
        good = kept[k].text != NULL;
    }
    layout->archive.attributes = kept;
    layout->archive.attribute_count = count;
    layout->archive.start_date = plan->base->run.start_date.at;
    return good;
}

enum kith_status layout_init(struct layout *layout, const struct plan *plan, const char *resolved, const char *command_line)
{
    *layout = (struct layout){.outcomes = outcome_count + SUPPORTER_OUTCOMES};
    if (make_axes(layout, plan) && make_variables(layout, plan) && make_attributes(layout, plan, resolved, command_line))
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

static bool pack_weekly(size_t index, const struct plan *plan, const struct observer *observers, struct archive_data *data)
{
    size_t weeks = (size_t)plan->weeks;
    int32_t *values = malloc(plan->arm_count * weeks * sizeof *values);
    for (size_t a = 0; values && a < plan->arm_count; a++)
        memcpy(values + a * weeks, observers[a].weekly + index * weeks, weeks * sizeof *values);
    data->values = values;
    return values != NULL;
}

/*
 * Which cells of one week hold fewer than SUPPRESSED_BELOW students; a single one would follow from the total, so the next smallest goes
 * with it.
 */
static void find_suppressed(const int32_t *students, size_t width, bool *suppressed)
{
    size_t hidden = 0, next = width;
    for (size_t k = 0; k < width; k++) {
        suppressed[k] = students[k] > 0 && students[k] < SUPPRESSED_BELOW;
        hidden += suppressed[k];
        if (!suppressed[k] && students[k] > 0 && (next == width || students[k] < students[next]))
            next = k;
    }
    if (hidden == 1 && next < width)
        suppressed[next] = true;
}

static void pack_suppressed(const int32_t *counts, const int32_t *students, size_t weeks, size_t width, double *values)
{
    bool suppressed[PARAMETER_LIST_MAX];
    for (size_t week = 0; week < weeks; week++) {
        find_suppressed(students + week * width, width, suppressed);
        for (size_t k = 0; k < width; k++)
            values[week * width + k] = suppressed[k] ? (double)NAN : (double)counts[week * width + k];
    }
}

static bool pack_split(const struct layout_source *source, const struct plan *plan, const struct observer *observers,
                       struct archive_data *data)
{
    bool site = source->kind == FROM_SITE;
    size_t sites = plan->sites > 0 ? (size_t)plan->sites : 1, weeks = (size_t)plan->weeks;
    size_t width = site ? sites : (size_t)plan->base->model.school.course.count, length = weeks * width;
    char *values = malloc(plan->arm_count * length * archive_type_size(split_type(plan)));
    for (size_t a = 0; values && a < plan->arm_count; a++) {
        const int32_t *all = site ? observers[a].by_site : observers[a].by_year, *counts = all + source->index * length;
        if (plan->imported)
            pack_suppressed(counts, all + SPLIT_STUDENTS * length, weeks, width, (double *)(void *)values + a * length);
        else
            memcpy((int32_t *)(void *)values + a * length, counts, length * sizeof *counts);
    }
    data->values = values;
    return values != NULL;
}

static bool pack_outcome(size_t index, const struct plan *plan, struct observer *observers, struct archive_data *data)
{
    double *values = malloc(plan->arm_count * sizeof *values);
    for (size_t a = 0; values && a < plan->arm_count; a++) {
        double own_weeks, without;
        if (index < outcome_count) {
            values[a] = outcome_table[index].value(&observers[a]);
            continue;
        }
        outcome_supporters(&observers[a], &observers[0], &own_weeks, &without);
        values[a] = index == outcome_count ? own_weeks : without;
    }
    data->values = values;
    return values != NULL;
}

static bool pack_log(const struct layout_source *source, enum archive_type type, const struct plan *plan,
                     const struct observer *observers, struct archive_data *data)
{
    size_t size = archive_type_size(type);
    data->rows = 0;
    for (size_t a = 0; a < plan->arm_count; a++)
        data->rows += ((const struct observe_log *)((const char *)&observers[a] + source->log))->rows;
    char *values = malloc(data->rows * size + 1);
    size_t at = 0;
    for (size_t a = 0; values && a < plan->arm_count; a++) {
        const struct observe_log *log = (const struct observe_log *)((const char *)&observers[a] + source->log);
        for (size_t k = 0; k < log->rows; k++, at++) {
            int32_t value = log->column[source->index][k];
            if (type == ARCHIVE_UINT8)
                ((uint8_t *)values)[at] = (uint8_t)value;
            else if (type == ARCHIVE_FLOAT32)
                ((float *)(void *)values)[at] = (float)(value * source->scale);
            else
                ((int32_t *)(void *)values)[at] = value;
        }
    }
    data->values = values;
    return values != NULL;
}

enum kith_status layout_pack(const struct layout *layout, const struct plan *plan, struct observer *observers,
                             struct archive_data *data)
{
    bool good = true;
    for (size_t v = 0; v < layout->archive.variable_count; v++) {
        const struct layout_source *source = &layout->source[v];
        data[v] = (struct archive_data){0};
        if (source->kind == FROM_LOG)
            good &= pack_log(source, layout->archive.variables[v].type, plan, observers, &data[v]);
        else if (source->kind == FROM_OUTCOME)
            good &= pack_outcome(source->index, plan, observers, &data[v]);
        else if (source->kind == FROM_WEEKLY)
            good &= pack_weekly(source->index, plan, observers, &data[v]);
        else if (source->kind != FROM_COMPARISON)
            good &= pack_split(source, plan, observers, &data[v]);
    }
    return good ? KITH_OK : KITH_FAILED;
}
