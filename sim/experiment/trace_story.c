/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frame of an episode. It lasts from the week of onset to the last week in simulated distress; it ends when the student is well
 * again, leaves the course or finishes it, or when the run ends. Lines are broken here, so that sentences need not care. Contacts are counted once for each week in which they happen.
 */
#include "experiment/trace_story.h"

#include <string.h>

enum { WIDTH = 100 };

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

/* One line of the text in lines of at most WIDTH, the further ones under its first word (a list's line: under what is listed). */
static void write_wrapped(FILE *stream, const char *line, size_t length)
{
    size_t indent = strspn(line, " -"), used = 0;
    for (size_t at = 0; at < length;) {
        size_t lead = strspn(line + at, " "), word = strcspn(line + at + lead, " \n");
        bool breaks = used > indent && used + lead + word > WIDTH;
        if (breaks)
            fprintf(stream, "\n%*s", (int)indent, "");
        used = breaks ? indent + word : used + lead + word;
        fprintf(stream, "%.*s", (int)(breaks ? word : lead + word), line + at + (breaks ? lead : 0));
        at += lead + word;
    }
    fprintf(stream, "\n");
}

static void write_text(FILE *stream, const char *text)
{
    for (size_t length; *text; text += length + (text[length] == '\n')) {
        length = strcspn(text, "\n");
        write_wrapped(stream, text, length);
    }
}

/* "never", "once", "3 times". */
static const char *times(int count, char buffer[24])
{
    if (count > 1)
        snprintf(buffer, 24, "%d times", count);
    else
        snprintf(buffer, 24, "%s", count ? "once" : "never");
    return buffer;
}

static const char *plural(int count)
{
    return count == 1 ? "" : "s";
}

static void write_ending(FILE *stream, const struct trace_story *story)
{
    static const char *const endings[] = {
        [STORY_RUNS] = "Here the run ends; the simulated distress goes on after",
        [STORY_RECOVERED] = "The episode ended with recovery, after",
        [STORY_LEFT] = "The student left the course, after",
        [STORY_GRADUATED] = "The student finished the course, after",
    };
    int weeks = story->last_week - story->first_week + 1;
    char text[512], noticed[24], offered[24];
    const char *care = story->cared    ? "there was professional care"
                       : story->waited ? "professional care was waited for and did not begin"
                                       : "there was no professional care";
    snprintf(text, sizeof text,
             "%s %d week%s (weeks %d to %d). In all: somebody noticed %s, and offered support %s; %d talk%s with fellow students "
             "and %d with trained supporters on duty; %s.",
             endings[story->ending], weeks, plural(weeks), story->first_week, story->last_week, times(story->noticed, noticed),
             times(story->offered, offered), story->talks_informal, plural(story->talks_informal), story->talks_formal, care);
    fprintf(stream, "\n");
    write_text(stream, text);
}

void story_write(FILE *stream, const struct story_frame *frame, const struct trace_story *story, const char *weeks)
{
    fprintf(stream, "Episode %lld: simulated student %u of year %d\n", (long long)story->number, seat_number(story->id),
            story->year);
    fprintf(stream, "Arm %s, replicate %lld%s%s\n\n", frame->arm, (long long)frame->replicate, frame->title[0] ? " of " : "",
            frame->title);
    write_text(stream,
               "This student, this school and everything below are simulated. No real person is described, and nobody's future "
               "is foretold. What students do for each other does not replace professional services.\n\n"
               "Other students are letters, in the order in which they appear. Weeks are counted from the first recorded one, "
               "which is week 0. Hours are added up over the people met: an hour with two friends counts as two. A chance of 30 "
               "in 100 means that of 100 students with the same reasons about 30 would do it; strongly, clearly and slightly "
               "say how much a reason counted, and smaller ones are left out.\n");
    write_text(stream, weeks);
    write_ending(stream, story);
    if (frame->support_line[0])
        fprintf(stream, "\n");
    write_text(stream, frame->support_line);
}

/* Who helped, in a few words. */
static void write_helpers(FILE *stream, const struct trace_story *story)
{
    const char *before = "";
    char noticed[24];
    if (story->talks_informal) {
        fprintf(stream, "fellow students (%d talk%s)", story->talks_informal, plural(story->talks_informal));
        before = ", ";
    }
    if (story->talks_formal) {
        fprintf(stream, "%ssupporters on duty (%d talk%s)", before, story->talks_formal, plural(story->talks_formal));
        before = ", ";
    }
    if (story->cared) {
        fprintf(stream, "%sprofessional care", before);
        before = ", ";
    }
    if (before[0] == '\0' && story->noticed)
        fprintf(stream, "nobody (noticed %s)", times(story->noticed, noticed));
    else if (before[0] == '\0')
        fprintf(stream, "nobody, and nobody noticed");
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
        fprintf(stream,
                "\nAll of them are simulated students. --episode N tells one of these episodes, or a later one, week by week.\n");
}
