/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a friendship graph: a status and a report, never a crash. Rosters: roster.c. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

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
    struct graph graph;
    const struct graph_parameters parameters = {.source = GRAPH_FILE, .hours = 90};
    kith_report_init(&report);
    for (uint32_t students = 1; students <= 4; students++) {
        if (graph_create(&graph, &parameters, path, students, 1, &report) == KITH_OK)
            graph_clear(&graph);
    }
    kith_report_clear(&report);
    unlink(path);
    return 0;
}
