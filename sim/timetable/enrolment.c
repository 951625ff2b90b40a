/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/enrolment.h"

#include <stdlib.h>

void enrolment_forget(struct enrolment *enrolment)
{
    for (uint32_t k = 0; k < enrolment->count && enrolment->label; k++)
        free(enrolment->label[k]);
    free(enrolment->label);
    free(enrolment->line);
    free(enrolment->file);
    enrolment->label = NULL;
    enrolment->line = NULL;
    enrolment->file = NULL;
}

void enrolment_clear(struct enrolment *enrolment)
{
    enrolment_forget(enrolment);
    free(enrolment->group);
    free(enrolment->home_site);
    free(enrolment->unavailable);
    free(enrolment->attributes);
    *enrolment = (struct enrolment){0};
}
