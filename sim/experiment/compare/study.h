/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that read a study share. */
#ifndef COMPARE_STUDY_H
#define COMPARE_STUDY_H

#include "archive/archive.h"
#include "kith/compare.h"

struct kith_study_inside {
    struct archive_file *file;
    struct archive_catalog catalog;
    struct kith_report report; /* of the open file: taken over by who asks */
};

/* Hands what the file said on to report; returns status. */
enum kith_status study_said(const struct kith_study *study, enum kith_status status, struct kith_report *report);

/* The arm that an outcome is compared with: the first, where it is missing, for what is a difference from it already. */
size_t study_reference(const struct kith_study_outcome *outcome, size_t reference);

/* Makes missing what kith_study_shown says is not shown, so that no number made of it is either. */
void study_hide_few(struct kith_study *study);

/* Takes the arms' differing parameters and the settings of comparing from the resolved scenario. KITH_FAILED without memory. */
enum kith_status study_read_scenario(struct kith_study *study);

#endif
