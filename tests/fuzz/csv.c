/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a roster and as a friendship graph: a status and a report, never a crash. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "timetable/roster.h"
#include "world/graph.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/kith_fuzz_%ld.csv", (long)getpid());
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(data, 1, size, file) != size || fclose(file))
        abort();
    struct kith_report report;
    struct timetable_roster *roster = NULL;
    struct graph graph;
    const struct parameter_list capacity = {3, {2, 1, 4}};
    const struct graph_parameters parameters = {.source = GRAPH_FILE, .hours = 90};
    kith_report_init(&report);
    for (uint32_t students = 1; students <= 4; students++) {
        roster_read(&roster, path, students, 2, 2, &capacity, &report);
        roster_free(roster);
        if (graph_create(&graph, &parameters, path, students, 1, &report) == KITH_OK)
            graph_clear(&graph);
    }
    kith_report_clear(&report);
    unlink(path);
    return 0;
}
