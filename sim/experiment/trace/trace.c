/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tells one episode of simulated distress, or lists the first ones: the public call. The arm of the replicate is simulated once more
 * from its start, with the same luck, and looked at: what is told is what a run does. Episodes that begin in recorded weeks
 * are numbered by week of onset, then by id, so that a number means the same episode however often and wherever it is asked for. Those
 * with which students enter the course have no onset and no number. The text is held back until all went well.
 */
#include "experiment/trace/trace.h"

#include <stdlib.h>
#include <string.h>

#include "experiment/open.h"
#include "experiment/trace/trace_story.h"

struct trace {
    const struct plan *plan;
    const struct kith_trace_options *options;
    uint8_t *levels; /* of rows, at the start of the week's step of distress */
    uint32_t rows;
    int64_t begun; /* episodes so far */
    struct trace_story story[TRACE_LISTED];
    size_t stories;
    struct trace_cast cast;
    FILE *text;
    bool failed, done;
};

static const struct week_parameters *parameters_of(const struct trace *trace, int32_t week)
{
    const struct plan_arm *arm = &trace->plan->arms[0];
    return week >= arm->from_week ? &arm->parameters->model : &trace->plan->base->model;
}

static void keep_levels(struct trace *trace, const struct world *world)
{
    if (!trace->levels) {
        trace->levels = malloc((size_t)world->rows + 1);
        trace->rows = world->rows;
    }
    if (trace->levels)
        memcpy(trace->levels, world->students.distress.level, trace->rows);
    else
        trace->failed = true;
}

static void take_up(struct trace *trace, const struct world *world, uint32_t row)
{
    trace->begun++;
    bool wanted = trace->options->episode ? trace->begun == trace->options->episode : trace->begun <= TRACE_LISTED;
    if (!wanted)
        return;
    struct trace_story *story = &trace->story[trace->stories++];
    *story = (struct trace_story){.number = trace->begun,
                                  .id = world->students.person.id[row],
                                  .year = world->students.calendar.year_of_course[row] + 1,
                                  .first_week = world->week};
}

/* Onsets of this week in the order of ids. */
static void find_onsets(struct trace *trace, const struct world *world)
{
    const struct students *s = &world->students;
    for (int year = 0; year < WORLD_YEARS; year++)
        for (uint32_t seat = 0; world->base_row[year] != ROW_NONE && seat < world->intake; seat++) {
            uint32_t row = world->base_row[year] + seat;
            if (s->person.enrolled[row] && trace->levels[row] == LEVEL_WELL && s->distress.level[row] != LEVEL_WELL)
                take_up(trace, world, row);
        }
}

static void after_stage(void *context, const struct world *world, enum week_stage stage)
{
    struct trace *trace = context;
    if (world->week < 0)
        return;
    if (stage == WEEK_TIES)
        keep_levels(trace, world);
    if (trace->failed)
        return;
    if (stage == WEEK_DISTRESS)
        find_onsets(trace, world);
    for (size_t k = 0; k < trace->stories; k++)
        if (trace->story[k].ending == STORY_RUNS && !trace_look(&trace->story[k].week, world, parameters_of(trace, world->week),
                                                                trace->story[k].id, stage, trace->levels))
            trace->failed = true;
}

static bool after_week(void *context, const struct world *world, size_t arm)
{
    (void)arm;
    struct trace *trace = context;
    const struct week_parameters *p = parameters_of(trace, world->week);
    for (size_t k = 0; k < trace->stories; k++) {
        struct trace_story *story = &trace->story[k];
        if (story->ending != STORY_RUNS)
            continue;
        if (trace->options->episode && story->week.person.enrolled)
            trace_tell(trace->text, &story->week, p, &trace->cast, story->first_week == world->week);
        story_add_week(story);
        trace->done = trace->options->episode && story->ending != STORY_RUNS;
    }
    bool cancelled = trace->options->cancelled && trace->options->cancelled(trace->options->context);
    return !trace->failed && !trace->done && !cancelled;
}

static enum kith_status simulate(struct trace *trace, struct kith_report *report)
{
    int64_t replicate = trace->options->replicate ? trace->options->replicate : 1;
    bool parallel = school_seats(&trace->plan->base->model.school) > WORLD_LARGE;
    const struct week_watch steps = {after_stage, trace};
    enum kith_status status = replicate_watch_arm(trace->plan, replicate, 0, parallel, &steps, after_week, trace);
    replicate_explain(status, replicate, report);
    if (trace->failed || trace->cast.failed)
        return KITH_FAILED;
    return status == KITH_CANCELLED && trace->done ? KITH_OK : status;
}

static enum kith_status tell(struct trace *trace, struct kith_report *report)
{
    const struct kith_trace_options *o = trace->options;
    char *weeks = NULL;
    size_t size = 0;
    FILE *stream = trace->text;
    trace->text = open_memstream(&weeks, &size);
    enum kith_status status = trace->text ? simulate(trace, report) : KITH_FAILED;
    if (trace->text && fclose(trace->text) != 0)
        status = KITH_FAILED;
    const struct story_frame frame = {trace->plan->arms[0].name,
                                      o->replicate ? o->replicate : 1,
                                      trace->plan->weeks,
                                      trace->plan->scenario->title,
                                      trace->begun,
                                      trace->plan->base->run.support_line.at};
    if (status == KITH_OK && o->episode == 0)
        story_list(stream, &frame, trace->story, trace->stories);
    else if (status == KITH_OK && trace->stories == 0)
        status =
            kith_report_add(report, KITH_ERROR, trace->plan->scenario->path, 0, 0,
                            "there is no episode %lld: in arm %s, replicate %lld, %lld episodes of simulated distress begin in "
                            "recorded weeks",
                            (long long)o->episode, frame.arm, (long long)frame.replicate, (long long)trace->begun);
    else if (status == KITH_OK)
        story_write(stream, &frame, &trace->story[0], weeks);
    free(weeks);
    return status;
}

enum kith_status kith_trace(FILE *stream, const struct kith_scenario *scenario, const struct kith_trace_options *options,
                            struct kith_report *report)
{
    struct plan plan;
    const char *arm = options->arm ? options->arm : scenario->scenario.arms[0].name;
    enum kith_status status = plan_init(&plan, &scenario->scenario, &arm, 1, report);
    if (status != KITH_OK)
        return status;
    struct trace trace = {.plan = &plan, .options = options, .text = stream};
    if (plan.imported)
        status = kith_report_add(
            report, KITH_ERROR, scenario->scenario.path, 0, 0,
            "a trace tells of a single student; it is refused for imported graphs, rosters and students files, which "
            "hold real people");
    else
        status = tell(&trace, report);
    for (size_t k = 0; k < trace.stories; k++)
        free(trace.story[k].week.contact);
    free(trace.cast.at);
    free(trace.levels);
    plan_clear(&plan);
    return status;
}
