/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a scenario file: a status and a report, never a crash. What loads must load again from its resolved text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "experiment/schema.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *write_file(const char *path, const void *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(data, 1, size, file) != size || fclose(file))
        abort();
    return path;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/kith_fuzz_%ld.yaml", (long)getpid());
    struct kith_report report;
    struct scenario scenario, again;
    kith_report_init(&report);
    if (scenario_load(&scenario, &schema, write_file(path, data, size), NULL, 0, &report) == KITH_OK) {
        char *text = scenario_resolved(&scenario);
        if (!text || scenario_load(&again, &schema, write_file(path, text, strlen(text)), NULL, 0, &report) != KITH_OK)
            abort();
        scenario_clear(&again);
        scenario_clear(&scenario);
        free(text);
    }
    kith_report_clear(&report);
    unlink(path);
    return 0;
}
