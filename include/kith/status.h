/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef KITH_STATUS_H
#define KITH_STATUS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a call that can fail returns. The values are also the program's exit codes. */
enum kith_status {
    KITH_OK = 0,
    KITH_FAILED = 1,     /* the system said no: memory, disk, permission */
    KITH_INVALID = 2,    /* the user's input is wrong; the report says where and what is allowed */
    KITH_CANCELLED = 130 /* stopped on request; finished replicates are kept */
};

enum kith_severity { KITH_ERROR, KITH_WARNING };

/* One sentence that a user can act on. line and column count from 1; 0 means "not about a place". */
struct kith_message {
    enum kith_severity severity;
    char *file; /* NULL: not about a file */
    int line;
    int column;
    char *text;
};

/* Everything found wrong in one go, in the order found. */
struct kith_report {
    struct kith_message *messages;
    size_t count;
    size_t capacity;
    size_t errors; /* how many of them are errors; counted even where memory for the text ran out */
};

void kith_report_init(struct kith_report *report);
void kith_report_clear(struct kith_report *report);

/* Adds a message; format as printf. file may be NULL. Returns KITH_INVALID for an error, KITH_OK for a warning. */
enum kith_status kith_report_add(struct kith_report *report, enum kith_severity severity, const char *file, int line, int column,
                                 const char *format, ...) __attribute__((format(printf, 6, 7)));

#ifdef __cplusplus
}
#endif
#endif
