/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of places_init. Private to place*.c. */
#ifndef TIMETABLE_PLACE_PRIVATE_H
#define TIMETABLE_PLACE_PRIVATE_H

#include "timetable/place.h"

/* Zeroed, without labels. */
enum kith_status places_allocate(struct places *places, uint32_t sites, uint32_t rotations, size_t count);

/* From a CSV file. *facilitated: it says which places are. */
enum kith_status places_read(struct places *places, const char *file, bool *facilitated, struct kith_report *report);

/* Applies required, capacity and facilitated_sites; mistakes are in the report. */
void places_change(struct places *places, const struct timetable_parameters *parameters, bool facilitated_said,
                   struct kith_report *report);

#endif
