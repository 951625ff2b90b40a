/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a results file holds: axes, variables and attributes of a plan. */
#ifndef EXPERIMENT_LAYOUT_H
#define EXPERIMENT_LAYOUT_H

#include "archive/archive.h"
#include "experiment/outcome/outcome.h"
#include "experiment/plan/plan.h"
#include "experiment/run/sweep.h"
#include "observe/described.h"

/* Numbers of the comparison, in the group "comparison": the first each over (arm, outcome), then what belongs to an outcome, then the verdict. */
enum layout_comparison {
    COMPARISON_MEAN,
    COMPARISON_DIFFERENCE,
    COMPARISON_LOW,
    COMPARISON_HIGH,
    COMPARISON_LOWER_IN,
    COMPARISON_HIGHER_IN,
    COMPARISON_PAIRS,
    COMPARISON_NUMBERS,
    COMPARISON_MATTERS = COMPARISON_NUMBERS,
    COMPARISON_KIND,
    COMPARISON_VERDICT,
    COMPARISON_UNIT,
    COMPARISON_COUNT
};

/* Variables of the group "assumptions". */
enum layout_assumption {
    ASSUMPTION_VALUE,
    ASSUMPTION_DIFFERENCE,
    ASSUMPTION_LOW,
    ASSUMPTION_HIGH,
    ASSUMPTION_STANDS,
    ASSUMPTION_STANDS_LOW,
    ASSUMPTION_STANDS_HIGH,
    ASSUMPTION_ACTS,
    ASSUMPTION_COUNT
};

#define LAYOUT_COMPARISON "comparison"
#define LAYOUT_SWEEP "assumptions" /* the group, and what its attributes begin with */
extern const struct described layout_comparison[COMPARISON_COUNT];
bool layout_is_comparison(const struct archive_variable *variable);

/* Where a variable's numbers come from. */
enum layout_from { FROM_WEEKLY, FROM_YEAR, FROM_SITE, FROM_CHANNEL, FROM_OUTCOME, FROM_LOG, FROM_COMPARISON, FROM_SWEEP };

struct layout_source {
    enum layout_from kind;
    size_t index; /* of the count, outcome, column */
    size_t log;   /* offset of the log in struct observer */
    double scale; /* of log columns stored as floats */
};

struct layout {
    struct archive_layout archive;
    struct layout_source *source; /* per variable */
    size_t outcomes;              /* outcome_count and those of supporters */
    size_t first_assumption;      /* variables of the sweep, if there was one */
    void **owned;                 /* memory behind the descriptions */
    size_t owned_count, owned_capacity;
};

/* sweep with count 0: there is none. */
enum kith_status layout_init(struct layout *layout, const struct plan *plan, const char *resolved, const char *command_line,
                             const struct sweep *sweep);
void layout_clear(struct layout *layout);

enum { LAYOUT_DATE = 32 };
void layout_date(char date[LAYOUT_DATE]); /* now, as results files record it */

/* Splits of imported people are stored as numbers that can be missing. */
static inline enum archive_type layout_split_type(const struct plan *plan)
{
    return plan->imported ? ARCHIVE_FLOAT64 : ARCHIVE_INT32;
}

#endif
