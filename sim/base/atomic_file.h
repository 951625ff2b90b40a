/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text files that bear their name only when they are complete: written beside it, brought to disk, renamed; and what must not be lost by that. */
#ifndef BASE_ATOMIC_FILE_H
#define BASE_ATOMIC_FILE_H

#include <stdbool.h>
#include <stdio.h>

#include "kith/status.h"

struct atomic_file {
    FILE *stream; /* write here */
    char *temporary;
    const char *path; /* must live until the end */
};

/* What writing must not lose. */
struct atomic_guard {
    char *const *reads; /* files that are read, whatever they are called: never replaced. A NULL ends them; NULL: none */
    const char *option; /* that names the file on the command line, for the message */
    bool overwrite;     /* other files may be replaced */
};

/* KITH_INVALID with a message if a file of this name must stay as it is; KITH_OK if there is none. */
enum kith_status atomic_file_allowed(const char *path, const struct atomic_guard *guard, struct kith_report *report);

/* Opens path.tmp. Mistakes of the system go to the report (KITH_FAILED). */
enum kith_status atomic_file_open(struct atomic_file *file, const char *path, struct kith_report *report);

/* Gives the file its name if status is KITH_OK and all was written; else removes what there is. Returns what came of it. */
enum kith_status atomic_file_close(struct atomic_file *file, enum kith_status status, struct kith_report *report);

#endif
