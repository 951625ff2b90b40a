/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/stamp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "kith/kith.h"

char *stamp_text(const struct plan *plan, char digest[33])
{
    const struct scenario *scenario = plan->scenario;
    struct schema_parameters *base = scenario->base;
    int64_t replicates = base->run.replicates;
    base->run.replicates = 1;
    char *text = scenario_resolved(scenario);
    base->run.replicates = replicates;
    if (!text)
        return NULL;
    size_t length = strlen(text) + strlen(kith_version()) + 64;
    for (size_t a = 0; a < plan->arm_count; a++)
        length += strlen(plan->arms[a].name) + 8;
    char *whole = malloc(length);
    if (whole) {
        int used = snprintf(whole, length, "kith %s\n%s", kith_version(), text);
        for (size_t a = 0; a < plan->arm_count && used > 0; a++)
            used += snprintf(whole + used, length - (size_t)used, "# runs %s\n", plan->arms[a].name);
        XXH128_hash_t hash = XXH3_128bits(whole, strlen(whole));
        snprintf(digest, 33, "%016llx%016llx", (unsigned long long)hash.high64, (unsigned long long)hash.low64);
    }
    free(text);
    return whole;
}

void stamp_say_difference(const char *ours, const char *theirs, const char *parts, struct kith_report *report)
{
    while (*ours && *theirs) {
        size_t a = strcspn(ours, "\n"), b = strcspn(theirs, "\n");
        if (a != b || memcmp(ours, theirs, a) != 0) {
            kith_report_add(report, KITH_ERROR, parts, 0, 0, "finished replicates there have \"%.*s\", this run has \"%.*s\"",
                            (int)b, theirs, (int)a, ours);
            return;
        }
        ours += a + (ours[a] == '\n');
        theirs += b + (theirs[b] == '\n');
    }
}
