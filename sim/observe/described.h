/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What observers record, in words: names, units and meanings as the results file holds them. */
#ifndef OBSERVE_DESCRIBED_H
#define OBSERVE_DESCRIBED_H

#include "observe/observe.h"

struct described {
    const char *name, *long_name, *formula;
};

/* One column of a log. */
struct described_column {
    const char *name;
    enum archive_type type;
    const char *unit, *long_name, *flags;
};

struct described_log {
    const char *group, *axis, *long_name;
    const struct described_column *column;
    size_t columns;
    size_t log; /* offset of the log in struct observer */
};

enum { DESCRIBED_LOGS = 4 };

extern const struct described described_weekly[WEEKLY_COUNT];
extern const struct described described_splits[SPLIT_COUNT];
extern const struct described described_by_channel[BY_CHANNEL_COUNT];
extern const char *const described_channels[OBSERVE_CHANNELS];
extern const struct described_log described_logs[DESCRIBED_LOGS]; /* ties, roster, census, events */

#endif
