/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A results file as one self-contained HTML page. */
#ifndef KITH_PAGE_H
#define KITH_PAGE_H

#include <stdbool.h>

#include "kith/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct kith_page_options {
    const char *reference; /* arm that others are compared with; NULL: the first */
    bool overwrite;        /* output may be replaced; the results file never is */
};

/*
 * Writes the page of a results file to output, which bears its name only when it is complete. The page opens from disk, asks nothing of any network,
 * and forbids in its own content-security policy what it does not need.
 */
enum kith_status kith_page_write(const char *path, const char *output, const struct kith_page_options *options,
                                 struct kith_report *report);

#ifdef __cplusplus
}
#endif
#endif
