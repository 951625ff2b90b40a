/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text files that bear their name only when they are complete: written beside it, brought to disk, renamed. */
#ifndef BASE_ATOMIC_FILE_H
#define BASE_ATOMIC_FILE_H

#include <stdio.h>

#include "kith/status.h"

struct atomic_file {
    FILE *stream; /* write here */
    char *temporary;
    const char *path; /* must live until the end */
};

/* Opens path.tmp. Mistakes of the system go to the report (KITH_FAILED). */
enum kith_status atomic_file_open(struct atomic_file *file, const char *path, struct kith_report *report);

/* Gives the file its name if status is KITH_OK and all was written; else removes what there is. Returns what came of it. */
enum kith_status atomic_file_close(struct atomic_file *file, enum kith_status status, struct kith_report *report);

#endif
