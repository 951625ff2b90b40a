/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The root attributes of a results file: what ran, with what, and when. */
#include "experiment/files/layout_private.h"

#include <gsl/gsl_version.h>
#include <igraph/igraph.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "experiment/run/stamp.h"
#include "revision.h"

/* What a joined scenario's file said: its text, the same as resolved, and its name, counted from 1. */
static bool add_file(struct layout *layout, const struct scenario *file, size_t number, struct archive_attribute *attributes)
{
    static const char *const names[] = {"scenario_text_", "scenario_resolved_", "scenario_file_"};
    char *resolved = scenario_resolved(file), digits[32];
    const char *texts[] = {file->text, resolved, file->path};
    snprintf(digits, sizeof digits, "%zu", number + 1);
    bool good = resolved != NULL;
    for (size_t k = 0; k < 3 && good; k++) {
        attributes[k] = (struct archive_attribute){layout_own_text(layout, names[k], digits), layout_own_text(layout, texts[k], "")};
        good = attributes[k].name && attributes[k].text;
    }
    free(resolved);
    return good;
}

void layout_date(char date[LAYOUT_DATE])
{
    time_t now = time(NULL);
    struct tm utc;
    strftime(date, LAYOUT_DATE, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
}

bool layout_make_attributes(struct layout *layout, const struct plan *plan, const char *resolved, const char *command_line,
                            const struct sweep *sweep)
{
    char date[LAYOUT_DATE], seed[32], friend_at[64], replicates[32], *inputs = stamp_inputs(plan);
    layout_date(date);
    snprintf(seed, sizeof seed, "%lld", (long long)plan->base->run.seed);
    snprintf(replicates, sizeof replicates, "%zu", sweep->replicates);
    snprintf(friend_at, sizeof friend_at, "%g", plan->base->model.ties.friend_at);
    const struct archive_attribute attributes[] = {
        {"format_version", ARCHIVE_FORMAT_VERSION},
        {"Conventions", "CF-1.8"},
        {"title", plan->scenario->title},
        {"question", plan->scenario->question},
        {"comment", "Results of a model under stated assumptions about simulated students; not a forecast. Peer support does not "
                    "replace services."},
        {"support_line", plan->base->run.support_line.at},
        {"scenario", plan->scenario->text},
        {"scenario_resolved", resolved},
        {"scenario_file", plan->scenario->path},
        {"command_line", command_line},
        {"seed", seed},
        {"run_stamp", plan->stamp},
        {"friend_at_hours", friend_at},
        {"kith_version", KITH_VERSION},
        {"revision", KITH_REVISION},
        {"versions", "igraph " IGRAPH_VERSION ", GSL " GSL_VERSION},
        {"date", date},
        {"status", "complete"},
        {"inputs", inputs && inputs[0] ? inputs : NULL},
        {LAYOUT_SWEEP "_replicates", sweep->count ? replicates : NULL},
        {LAYOUT_SWEEP "_outcome", sweep->count ? outcome_at(sweep->outcome)->name : NULL},
        {LAYOUT_SWEEP "_reference", sweep->count ? plan->arms[sweep->reference].name : NULL},
    };
    size_t most = sizeof attributes / sizeof attributes[0], files = plan->scenario->file_count, count = 0;
    struct archive_attribute *kept = layout_own(layout, (most + 3 * files) * sizeof *kept);
    bool good = kept && inputs;
    for (size_t k = 0; k < most && good; k++) {
        if (!attributes[k].text)
            continue;
        kept[count] = (struct archive_attribute){attributes[k].name, layout_own_text(layout, attributes[k].text, "")};
        good = kept[count++].text != NULL;
    }
    free(inputs);
    for (size_t f = 0; f < files && good; f++)
        good = add_file(layout, &plan->scenario->files[f], f, kept + count + 3 * f);
    layout->archive.attributes = kept;
    layout->archive.attribute_count = count + 3 * files;
    layout->archive.start_date = plan->base->run.start_date.at;
    return good;
}
