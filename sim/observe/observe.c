/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "observe/observe.h"

#include <stdlib.h>

#define PARAMETER_OWNER observe_parameters
PARAMETER_TABLE(observe, OBSERVE_PARAMETERS);

enum kith_status observe_init(struct observer *observer, const struct observe_plan *plan)
{
    *observer = (struct observer){.plan = *plan};
    size_t weeks = (size_t)plan->weeks, rows = plan->rows;
    observer->weekly = calloc(WEEKLY_COUNT * weeks + 1, sizeof *observer->weekly);
    observer->by_year = calloc(SPLIT_COUNT * weeks * (size_t)plan->years + 1, sizeof *observer->by_year);
    observer->by_site = calloc(SPLIT_COUNT * weeks * (size_t)plan->sites + 1, sizeof *observer->by_site);
    observer->by_channel = calloc(BY_CHANNEL_COUNT * weeks * OBSERVE_CHANNELS + 1, sizeof *observer->by_channel);
    observer->person = calloc(rows + 1, sizeof *observer->person);
    observer->service = malloc((rows + 1) * sizeof *observer->service);
    observer->best = malloc((rows * OBSERVE_BEST + 1) * sizeof *observer->best);
    if (!observer->weekly || !observer->by_year || !observer->by_site || !observer->by_channel || !observer->person ||
        !observer->service || !observer->best) {
        observe_clear(observer);
        return KITH_FAILED;
    }
    for (size_t row = 0; row < rows; row++)
        observer->person[row].id = observer->service[row].id = ID_NONE;
    for (size_t k = 0; k < rows * OBSERVE_BEST; k++)
        observer->best[k] = ID_NONE;
    return KITH_OK;
}

static void log_clear(struct observe_log *log)
{
    for (size_t c = 0; c < log->columns; c++)
        free(log->column[c]);
    *log = (struct observe_log){0};
}

void observe_clear(struct observer *observer)
{
    free(observer->weekly);
    free(observer->by_year);
    free(observer->by_site);
    free(observer->by_channel);
    free(observer->person);
    free(observer->best);
    free(observer->account);
    free(observer->service);
    free(observer->years);
    observe_block_clear(&observer->block);
    log_clear(&observer->ties);
    log_clear(&observer->roster);
    log_clear(&observer->census);
    log_clear(&observer->events);
    *observer = (struct observer){0};
}

void observe_log_add(struct observe_log *log, const int32_t *values, size_t columns)
{
    log->columns = columns;
    if (log->rows == log->capacity && !log->failed) {
        size_t capacity = log->capacity ? 2 * log->capacity : 1024;
        for (size_t c = 0; c < columns; c++) {
            int32_t *grown = realloc(log->column[c], capacity * sizeof *grown);
            log->failed |= !grown;
            if (grown)
                log->column[c] = grown;
        }
        log->capacity = log->failed ? log->capacity : capacity;
    }
    if (log->failed)
        return;
    for (size_t c = 0; c < columns; c++)
        log->column[c][log->rows] = values[c];
    log->rows++;
}

void observe_week(struct observer *observer, const struct world *world)
{
    observe_persons(observer, world);
    observe_effects(observer, world);
    observe_totals(observer, world);
    observe_channels(observer, world);
    observe_survey(observer, world);
    observe_structure(observer, world);
    observe_continuity(observer, world);
    observe_snapshots(observer, world);
    observer->failed |= observer->ties.failed || observer->roster.failed || observer->census.failed || observer->events.failed;
}
