/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/atomic_file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum kith_status say(const struct atomic_file *file, const char *what, struct kith_report *report)
{
    kith_report_add(report, KITH_ERROR, file->path, 0, 0, "cannot %s: %s", what, strerror(errno));
    return KITH_FAILED;
}

enum kith_status atomic_file_open(struct atomic_file *file, const char *path, struct kith_report *report)
{
    size_t length = strlen(path) + sizeof ".tmp";
    *file = (struct atomic_file){.temporary = malloc(length), .path = path};
    if (!file->temporary)
        return KITH_FAILED;
    snprintf(file->temporary, length, "%s.tmp", path);
    file->stream = fopen(file->temporary, "w");
    if (file->stream)
        return KITH_OK;
    enum kith_status status = say(file, "write this file", report);
    free(file->temporary);
    file->temporary = NULL;
    return status;
}

enum kith_status atomic_file_close(struct atomic_file *file, enum kith_status status, struct kith_report *report)
{
    if (!file->stream)
        return status;
    bool written = fflush(file->stream) == 0 && !ferror(file->stream);
    if (status == KITH_OK && (!written || fsync(fileno(file->stream)) != 0))
        status = say(file, "bring the file to disk", report);
    if (fclose(file->stream) != 0 && status == KITH_OK)
        status = say(file, "bring the file to disk", report);
    if (status == KITH_OK && rename(file->temporary, file->path) != 0)
        status = say(file, "give the finished file its name", report);
    if (status != KITH_OK)
        unlink(file->temporary);
    free(file->temporary);
    *file = (struct atomic_file){0};
    return status;
}
