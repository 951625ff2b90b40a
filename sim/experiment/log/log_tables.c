/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of the interaction log: relation, starter, format and topic as the log's own words have them; quality; place; year of
 * course; month; supporter. Each but the last gives every record a row, so that its rows add up to all.
 *
 * Quality has three rows: relief (the student was in simulated distress, and it went well), poor (whoever the student was),
 * neither. Places are campus, then the sites in their order, then away.
 */
#include "experiment/log/log_tables.h"

#include <stdlib.h>

#include "base/order.h"
#include "timetable/date.h"

enum { TABLE_QUALITY = LOG_CATEGORIES, TABLE_PLACE, TABLE_YEAR, TABLE_MONTH, TABLE_SUPPORTER };
enum { QUALITY_RELIEF, QUALITY_POOR, QUALITY_NEITHER, QUALITIES };

static const struct {
    const char *name, *title;
} tables[KITH_LOG_TABLES] = {{"relation", "what the giver is to the student"},
                             {"started_by", "who started it (the receiver: asked, or dropped in)"},
                             {"format", "format"},
                             {"topic", "topic (shares are assumed)"},
                             {"quality", "what came of it (relief: only where there was simulated distress)"},
                             {"place", "place of the student supported"},
                             {"year_of_course", "year of course of the student supported"},
                             {"month", "month in which the week begins"},
                             {"supporter", "supporters who gave on duty, by simulated number"}};

const char *log_table_name(size_t table)
{
    return tables[table].name;
}

const char *log_table_title(size_t table)
{
    return tables[table].title;
}

/* Months since January of year 0, of a week's first day. */
static int64_t month_of(const struct kith_log *log, int32_t week)
{
    char text[16];
    date_text(log->first_day + 7 * (int64_t)week, text, sizeof text);
    return 12 * strtoll(text, NULL, 10) + strtoll(text + 5, NULL, 10) - 1;
}

static size_t find_supporter(const struct log_selection *s, int32_t giver)
{
    const int32_t *found = s->supporters ? bsearch(&giver, s->supporter, s->supporters, sizeof giver, order_int32) : NULL;
    return found ? (size_t)(found - s->supporter) : SIZE_MAX;
}

static int32_t highest(const struct log_selection *s, enum log_column column)
{
    int32_t value = 0;
    for (size_t k = 0; k < s->count; k++)
        value = s->log->column[column][s->at[k]] > value ? s->log->column[column][s->at[k]] : value;
    return value;
}

static size_t quality_of(const struct kith_log *log, size_t record)
{
    if (log->column[LOG_POOR][record])
        return QUALITY_POOR;
    return log->column[LOG_RELIEVED][record] ? QUALITY_RELIEF : QUALITY_NEITHER;
}

size_t log_table_row(const struct log_selection *s, size_t table, size_t record)
{
    int32_t *const *column = s->log->column;
    switch (table) {
    case TABLE_QUALITY:
        return quality_of(s->log, record);
    case TABLE_PLACE:
        return column[LOG_PLACE][record] < 0 ? s->log->sites + 1 : (size_t)column[LOG_PLACE][record];
    case TABLE_YEAR:
        return column[LOG_RECEIVER_YEAR][record] > 0 ? (size_t)column[LOG_RECEIVER_YEAR][record] - 1 : SIZE_MAX;
    case TABLE_MONTH:
        return (size_t)(month_of(s->log, column[LOG_WEEK][record]) - month_of(s->log, 0));
    case TABLE_SUPPORTER:
        return find_supporter(s, column[LOG_GIVER][record]);
    default:
        return (size_t)column[LOG_RELATION + table][record];
    }
}

size_t log_table_rows(const struct log_selection *s, size_t table)
{
    switch (table) {
    case TABLE_QUALITY:
        return QUALITIES;
    case TABLE_PLACE:
        return s->log->sites + 2;
    case TABLE_YEAR:
        return (size_t)highest(s, LOG_RECEIVER_YEAR);
    case TABLE_MONTH:
        return s->count ? (size_t)(month_of(s->log, highest(s, LOG_WEEK)) - month_of(s->log, 0)) + 1 : 0;
    case TABLE_SUPPORTER:
        return s->supporters;
    default:
        return s->log->words[table].count;
    }
}

static void write_words(const char *words, char *label, size_t size)
{
    snprintf(label, size, "%s", words);
    for (char *c = label; *c; c++)
        *c = *c == '_' ? ' ' : *c;
}

static void write_place(const struct kith_log *log, size_t row, char *label, size_t size)
{
    bool site = row > 0 && row <= log->sites;
    snprintf(label, size, "%s", site ? log->site[row - 1] : row == 0 ? "campus" : "away");
}

void log_table_label(const struct log_selection *s, size_t table, size_t row, char *label, size_t size)
{
    static const char *const qualities[QUALITIES] = {"relief", "poor", "neither"};
    long long month;
    switch (table) {
    case TABLE_QUALITY:
        snprintf(label, size, "%s", qualities[row]);
        break;
    case TABLE_PLACE:
        write_place(s->log, row, label, size);
        break;
    case TABLE_YEAR:
        snprintf(label, size, "year %zu", row + 1);
        break;
    case TABLE_MONTH:
        month = (long long)(month_of(s->log, 0) + (int64_t)row);
        snprintf(label, size, "%04lld-%02lld", month / 12, month % 12 + 1);
        break;
    case TABLE_SUPPORTER:
        snprintf(label, size, "%d", s->supporter[row]);
        break;
    default:
        write_words(s->log->words[table].word[row], label, size);
    }
}
