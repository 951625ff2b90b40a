/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few numbers in a file of their own beside the parts: a checksum over what they are about and their bytes, then the bytes. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/archive_private.h"

static uint64_t checksum_of(const char *about, const double *values, size_t count)
{
    return XXH3_64bits_withSeed(values, count * sizeof *values, XXH3_64bits(about, strlen(about)));
}

enum kith_status archive_note_write(const char *directory, const char *name, const char *about, const double *values,
                                    size_t count, struct kith_report *report)
{
    static const char what[] = "write finished numbers";
    char *path = archive_parts_path(directory, "%s.part", name);
    char *temporary = archive_parts_path(directory, "%s.%ld.tmp", name, (long)getpid());
    uint64_t checksum = checksum_of(about, values, count);
    enum kith_status status = KITH_FAILED;
    errno = ENOMEM;
    FILE *file = path && temporary ? fopen(temporary, "wb") : NULL;
    if (!file) {
        status = archive_error_system(report, directory, what, errno);
        goto cleanup;
    }
    bool well = fwrite(&checksum, sizeof checksum, 1, file) == 1 && fwrite(values, sizeof *values, count, file) == count;
    int error = well ? 0 : errno;
    if (fclose(file) != 0 && !error)
        error = errno;
    status = error ? archive_error_system(report, path, what, error) : archive_parts_publish(temporary, path, report);
    if (status != KITH_OK)
        unlink(temporary);
cleanup:
    free(path);
    free(temporary);
    return status;
}

bool archive_note_read(const char *directory, const char *name, const char *about, double *values, size_t count)
{
    char *path = archive_parts_path(directory, "%s.part", name);
    FILE *file = path ? fopen(path, "rb") : NULL;
    uint64_t checksum;
    bool whole = file && fread(&checksum, sizeof checksum, 1, file) == 1 && fread(values, sizeof *values, count, file) == count &&
                 fgetc(file) == EOF && checksum == checksum_of(about, values, count);
    if (file)
        fclose(file);
    free(path);
    return whole;
}
