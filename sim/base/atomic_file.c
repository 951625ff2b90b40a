/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/atomic_file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum kith_status say(const struct atomic_file *file, const char *what, struct kith_report *report)
{
    kith_report_add(report, KITH_ERROR, file->path, 0, 0, "cannot %s: %s", what, strerror(errno));
    return KITH_FAILED;
}

enum kith_status atomic_file_allowed(const char *path, const struct atomic_guard *guard, struct kith_report *report)
{
    struct stat there, read;
    if (stat(path, &there) != 0)
        return KITH_OK;
    for (char *const *file = guard->reads; file && *file; file++)
        if (stat(*file, &read) == 0 && read.st_dev == there.st_dev && read.st_ino == there.st_ino)
            return kith_report_add(report, KITH_ERROR, path, 0, 0,
                                   "is read here and would be lost; %s names another file (--overwrite does not help)",
                                   guard->option);
    if (guard->overwrite)
        return KITH_OK;
    return kith_report_add(report, KITH_ERROR, path, 0, 0, "exists; --overwrite replaces it, %s names another file",
                           guard->option);
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
