/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A results file as one self-contained HTML page. */
#ifndef KITH_PAGE_H
#define KITH_PAGE_H

#include <stdbool.h>

#include "kith/compare.h"

#ifdef __cplusplus
extern "C" {
#endif

struct kith_page_options {
    const char *output;
    const char *program;                    /* what a shell calls kith, in commands that the page names; NULL: kith */
    const char *reference;                  /* arm that others are compared with; NULL: the first */
    const struct kith_study *const *rivals; /* runs of the same arms under other hypotheses of influence */
    size_t rival_count;
    bool overwrite; /* output may be replaced; files that are read never are */
};

/*
 * Writes the page of a study; output bears its name only when it is complete. The page opens from disk, asks nothing of any network,
 * and forbids in its own content-security policy what it does not need.
 */
enum kith_status kith_page_write(const struct kith_study *study, const struct kith_page_options *options,
                                 struct kith_report *report);

#ifdef __cplusplus
}
#endif
#endif
