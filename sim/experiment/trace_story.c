/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frame of an episode. It lasts from the week of onset to the last week in simulated distress; it ends when the student is well
 * again, leaves the course or finishes it, or when the run ends. Contacts are counted once for each week in which they happen.
 */
#include "experiment/trace_story.h"

void story_add_week(struct trace_story *story)
{
    const struct trace_week *week = &story->week;
    if (!week->person.enrolled)
        story->ending = week->person.graduated ? STORY_GRADUATED : STORY_LEFT;
    else if (week->distress.after == LEVEL_WELL)
        story->ending = STORY_RECOVERED;
    if (story->ending != STORY_RUNS)
        return;
    story->last_week = week->week;
    for (size_t k = 0; k < week->contacts; k++) {
        const struct request *r = &week->contact[k].request;
        story->noticed += r->starter == STARTED_BY_GIVER;
        story->offered += r->starter == STARTED_BY_GIVER && (r->stage & REQUEST_OFFERED);
        story->talks_formal += (r->stage & REQUEST_HELD) && r->formal;
        story->talks_informal += (r->stage & REQUEST_HELD) && !r->formal;
    }
    story->cared = story->cared || week->help.care == CARE_RECEIVING;
    story->waited = story->waited || week->help.care == CARE_WAITING;
}

static unsigned seat_number(uint32_t id)
{
    return (id & ((1u << WORLD_SEAT_BITS) - 1)) + 1;
}

static void write_ending(FILE *stream, const struct story_frame *frame, const struct trace_story *story)
{
    int weeks = story->last_week - story->first_week + 1;
    const char *plural = weeks == 1 ? "" : "s";
    switch (story->ending) {
    case STORY_RECOVERED:
        fprintf(stream, "\nThe episode lasted %d week%s and ended with recovery.", weeks, plural);
        break;
    case STORY_LEFT:
        fprintf(stream, "\nAfter %d week%s in simulated distress the student left the course.", weeks, plural);
        break;
    case STORY_GRADUATED:
        fprintf(stream, "\nAfter %d week%s in simulated distress the student finished the course.", weeks, plural);
        break;
    default:
        fprintf(stream, "\nThe run ends here (week %d); after %d week%s the simulated distress goes on.", frame->weeks - 1, weeks,
                plural);
    }
    fprintf(stream, " In all: noticed %d times, offered support %d times, %d talks with fellow students, %d with a trained\nsupporter on duty; ",
            story->noticed, story->offered, story->talks_informal, story->talks_formal);
    fprintf(stream, "%s.\n", story->cared    ? "professional care"
                             : story->waited ? "on the waiting list for professional care, which did not come"
                                             : "no professional care");
}

void story_write(FILE *stream, const struct story_frame *frame, const struct trace_story *story, const char *weeks)
{
    fprintf(stream, "Episode %lld: simulated student %u of year %d (arm %s, replicate %lld%s%s)\n\n", (long long)story->number,
            seat_number(story->id), story->year, frame->arm, (long long)frame->replicate, frame->title[0] ? " of " : "",
            frame->title);
    fprintf(stream, "This student, this school and everything below are simulated; no real person is described, and nobody's future is\n"
                    "foretold. What students do for each other does not replace professional services.\n\n"
                    "Other students are letters in the order in which they appear. Weeks are counted from the first recorded week, which\n"
                    "is week 0. A chance says how often someone with the same reasons would do the same.\n");
    fputs(weeks, stream);
    write_ending(stream, frame, story);
}

/* Who helped, in a few words. */
static void write_helpers(FILE *stream, const struct trace_story *story)
{
    const char *before = "";
    if (story->talks_informal) {
        fprintf(stream, "%d talk%s with fellow students", story->talks_informal, story->talks_informal == 1 ? "" : "s");
        before = ", ";
    }
    if (story->talks_formal) {
        fprintf(stream, "%s%d with supporters on duty", before, story->talks_formal);
        before = ", ";
    }
    if (story->cared) {
        fprintf(stream, "%sprofessional care", before);
        before = ", ";
    }
    if (before[0] == '\0')
        fprintf(stream, story->noticed ? "nobody (noticed %d times)" : "nobody, and nobody noticed", story->noticed);
    fprintf(stream, "\n");
}

void story_list(FILE *stream, const struct story_frame *frame, const struct trace_story *stories, size_t count)
{
    static const char *const endings[] = {"run ends", "recovered", "left", "finished"};
    fprintf(stream, "Arm %s, replicate %lld%s%s: %lld episodes of simulated distress begin in the %d recorded weeks", frame->arm,
            (long long)frame->replicate, frame->title[0] ? " of " : "", frame->title, (long long)frame->episodes, frame->weeks);
    fprintf(stream, frame->episodes > (int64_t)count ? "; the first %zu:\n" : ".\n", count);
    if (count > 0)
        fprintf(stream, "\n%7s  %-19s  %-10s  %-9s  who helped\n", "episode", "student", "weeks", "ending");
    for (size_t k = 0; k < count; k++) {
        const struct trace_story *s = &stories[k];
        char who[32], weeks[32];
        snprintf(who, sizeof who, "%u of year %d", seat_number(s->id), s->year);
        snprintf(weeks, sizeof weeks, "%d to %d", s->first_week, s->last_week);
        fprintf(stream, "%7lld  %-19s  %-10s  %-9s  ", (long long)s->number, who, weeks, endings[s->ending]);
        write_helpers(stream, s);
    }
    if (count > 0)
        fprintf(stream, "\nAll of them are simulated students. --episode N tells one of these episodes, or a later one, week by week.\n");
}
