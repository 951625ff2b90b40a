/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <string.h>

#include "archive/archive_private.h"

/* What a user can do about it; the system's own sentence does not say. */
static const char *advice(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return " (free some space, then run the same command again: finished replicates are kept)";
    case EACCES:
    case EPERM:
    case EROFS:
        return " (choose an output file in a directory that you may write to)";
    case ENOENT:
        return " (make the directory first, or choose another output file)";
    default:
        return "";
    }
}

enum kith_status archive_error_system(struct kith_report *report, const char *path, const char *action, int error)
{
    if (report) {
        char reason[128];
        if (strerror_r(error, reason, sizeof reason) != 0)
            snprintf(reason, sizeof reason, "error %d", error);
        kith_report_add(report, KITH_ERROR, path, 0, 0, "cannot %s: %s%s", action, reason, advice(error));
    }
    return KITH_FAILED;
}

void archive_quiet_begin(struct archive_quiet *quiet)
{
    H5Eget_auto2(H5E_DEFAULT, &quiet->handler, &quiet->data);
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
}

void archive_quiet_end(const struct archive_quiet *quiet)
{
    H5Eset_auto2(H5E_DEFAULT, quiet->handler, quiet->data);
}
